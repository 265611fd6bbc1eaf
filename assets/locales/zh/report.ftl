# 报告和终端摘要的文字。

report-title = 单次仿真报告
report-stamp = 单次运行：仅作示意，不作依据
report-list-separator = 、{ "" }
report-none = 无
report-at = { $at }
report-not-reached = 未完成
report-still-inside = 结束时仍有 { $n } 人在场内
report-withheld = 不予给出
report-withheld-note = 本次运行不可信
report-after-ignition = 事发后 { $t }
report-imprint = 由 Muster { $version } 依据场景文件 { $hash } 生成。场景、预案、随机种子和软件版本相同，运行结果与报告即完全相同。

## 时长与单位

report-duration-s = { $s } 秒
report-duration-m = { $m } 分钟
report-duration-ms = { $m } 分 { $ss } 秒
report-duration-hm = { $h } 小时 { $mm } 分
report-unit-people = 人
report-unit-per-min = 人/分
report-unit-per-m2 = 人/m²
report-unit-per-m-min = 人/(m·分)
report-unit-person-min = 人·分

## 标题栏

report-block-plan = 预案
report-block-period = 仿真时段
report-block-people = 人员
report-block-people-value = 观众 { $visitors } 人，工作人员 { $staff } 人
report-block-model = 模型与规则
report-block-seed = 随机种子
report-block-version = 软件版本
report-block-version-value = Muster { $version }，引擎修订号 { $revision }
report-block-scenario = 场景文件校验码
report-block-date = 日期
report-block-author = 编制

## 结论

report-answer-all-out = 全部人员已撤离：警报发出时在场的 { $people } 人中，最后一人于 { $at } 离开，距警报 { $after }。
report-answer-out-but-staying = 应撤离人员已全部撤离：最后一人于 { $at } 离开，距警报 { $after }；另有 { $inside } 人按预案留在场内。
report-answer-not-out = 未能全部撤离：警报发出时在场的 { $people } 人中，至 { $end } 运行结束（警报后 { $after }）仍有 { $inside } 人在场内。
report-answer-interrupted = 本次运行于 { $end }（警报后 { $after }）被中止，当时 { $people } 人中仍有 { $inside } 人在场内，不能据此判断能否全部撤离。
report-answer-implausible = 本次运行不给出结论：其中人群比任何实测人群更为密集，或人体相互重叠。模型在此不成立，所示时间与密度均不可信。
report-answer-implausible-why = { $place }（{ $at }）每平方米达 { $density } 人（实测人群最高约 10 人），人体严重重叠共 { $overlaps } 次。请查看该处何物阻断通路，并修改预案或场地。
report-answer-no-alarm = 本次运行未发出警报：计划 { $planned } 人中 { $entered } 人入场，{ $left } 人离场，至 { $at } 运行结束时场内有 { $inside } 人。
report-answer-worst-comfortable = 各处均不拥挤：人员最密集处为{ $place }（{ $at }），每平方米 { $density } 人，属舒适。
report-answer-worst-busy = 人员最密集处为{ $place }（{ $at }），每平方米 { $density } 人：较为拥挤，但仍可自主行走。
report-answer-worst-very-dense = 最不利处为{ $place }（{ $at }），每平方米 { $density } 人：非常密集，已接近危险。
report-answer-worst-dangerous = 最不利处为{ $place }（{ $at }），每平方米 { $density } 人：属危险状态，人员相互挤压，可能跌倒。
report-answer-worst-unstable = 最不利处为{ $place }（{ $at }），每平方米 { $density } 人：人群已失稳，身处其中者无法自主控制脚步，极易发生踩踏。
report-answer-worst-unknown = 本次运行未计算人员密度。

report-band-comfortable = 舒适
report-band-busy = 拥挤
report-band-very-dense = 非常密集
report-band-dangerous = 危险
report-band-unstable = 失稳
report-band-beyond = 超过实测的最高密度

## 关键指标

report-figure-clear = 清场用时（自警报起）
report-figure-quantiles = 半数撤离用时（自警报起）
report-figure-t95 = 95% 用时 { $t }
report-figure-inside-at-alarm = 警报时在场人数
report-figure-planned = 计划 { $n } 人
report-figure-alarm = 警报时刻
report-figure-entered = 入场人数
report-figure-peak = 同时在场最多
report-figure-left = 离场人数
report-figure-outside = 因无空位未能入场
report-figure-outside-note = 结束时仍在场外等候
report-figure-density = 最大人员密度
report-figure-density-note = { $band }，{ $place }
report-figure-above-4 = 密度超过 4 人/m² 的时间
report-figure-above-4-note = 全体人员累计
report-figure-wait = 通道口最长等候
report-figure-wait-none = 各通道口均无人等候
report-figure-hand = 仿真 ÷ 手算
report-figure-hand-note = 仅按最窄断面手算 { $t }

## 场地图

report-section-map = 最密集时刻的场地
report-no-venue = 场景中没有可绘制的场所或道路。
report-map-moment-alt = 最密集时刻的场地图：全部人员与密度
report-map-maximum-alt = 全程最大密度图
report-map-staff-alt = 工作人员岗位图
report-map-moment-caption = { $at } 的场地，为全程最密集时刻。每个点代表一人，共 { $n } 人；颜色表示周围密度。方框为下方局部放大图的范围。
report-map-venue-caption = 场地图。本次运行未记录最密集时刻。
report-map-maximum-caption = 各点全程持续十秒以上的最大密度。通道口按结束时状态绘制。
report-map-staff-caption = 各岗位开始时的位置，相互遮挡处已略作错开；巡逻组标在其路线的第一处。
report-map-elevation = 海拔 { $z } m
report-closeup-alt = 最密集处局部放大图
report-closeup-title = 最密集处
report-closeup-text = 人体按实际大小绘制。圆圈半径 1 m：密度为圈内人数除以圈内可行走面积。
report-closeup-caption = { $place }，{ $at }：圈内每平方米 { $density } 人。
report-density-source = 分级依据静态人群风险分档（Still）：2 人/m² 以下舒适，2–4 拥挤，4–5 非常密集，5 以上危险，6 以上失稳。行进中的人群在 3–4 人/m² 时即有风险。
report-legend-per-m2 = 人/m²：
report-legend-density = { $letter } { $limits } { $band }
report-legend-density-0 = 舒适
report-legend-density-1 = 舒适
report-legend-density-2 = 拥挤
report-legend-density-3 = 拥挤
report-legend-density-4 = 非常密集
report-legend-density-5 = 危险
report-legend-stairs = 台阶
report-legend-slope = 坡道（箭头向上坡）
report-legend-obstacle = 障碍物
report-legend-barrier = 围栏
report-legend-exit = 出口
report-legend-post-medical = 医疗点
report-legend-post-fire = 消防点
report-legend-post-command = 指挥部
report-legend-post-information = 咨询点
report-legend-fire = 火情
report-legend-incident = 其他突发事件
report-state-calm = 未受警报影响
report-state-unaware = 尚不知警报
report-state-alerted = 已知警报、尚未行动
report-state-leaving = 正在撤离
report-state-assisted = 在协助下撤离
report-state-hurt = 受伤
report-state-staff = 工作人员
report-gate-open = 开放
report-gate-held = 暂停放行
report-gate-closed = 关闭
report-gate-cleared = 撤除检查通道

## 曲线

report-section-curve = 场内人数变化
report-section-clearing = 从事发到清场
report-no-curve = 本次运行未记录场内人数。
report-no-alarm = 本次运行未发出警报，因此没有疏散用时。
report-curve-alt = 场内人数随时刻变化曲线
report-curve-axis-time = 时刻
report-curve-axis-people = 场内人数
report-curve-caption = 场内观众人数。上方标注警报及预案后续阶段；曲线上的用时自警报起算。
report-curve-caption-day = 场内观众人数。上方标注活动日程。
report-callout-t50 = 半数撤离 { $t }
report-callout-t95 = 95% 撤离 { $t }
report-callout-clear = 清场 { $t }
report-mark-alarm = 警报
report-chain-title = 从事发到警报
report-chain-note = 警报发布后疏散才能开始；此前各环节用时按预案给定的分布抽取。
report-step-ignition = 事发
report-step-detected = 发现
report-step-reported = 上报
report-step-verified = 核实
report-step-decided = 决策
report-step-broadcast = 发布
report-col-step = 环节
report-col-at = 时刻
report-col-took = 用时
report-col-since-start = 距事发
report-zones-title = 各责任区清场用时
report-zones-alt = 各责任区清场用时条形图
report-zones-caption = 自警报起，至该责任区应撤离人员全部离开的时间。

## 通道口与出口

report-section-gates = 通道口与出口
report-no-gates = 场地内没有通道口。
report-col-gate = 通道口
report-col-state = 结束时状态
report-col-width = 宽度
report-col-passed = 通过
report-col-max-flow = 最大流量
report-col-max-queue = 最长排队
report-col-mean-wait = 平均等候
report-col-p95-wait = 95% 等候少于
report-col-queue-course = 排队变化
report-gates-note = 宽度为平时净宽；最大流量按滑动一分钟统计；等候时间只计排队者。小图横轴相同，从运行开始到结束；圆点为排队最长时，红线为警报时刻。
report-exits-title = 各出口离场人数
report-col-exit = 出口
report-col-left = 离场
report-col-share = 占比
report-col-spawn-waits = 等候入场
report-col-assembly = 集合点
report-assembly-title = 集合点
report-col-gathered = 集合人数
report-col-holds = 容量
report-col-full = 占用
report-assembly-note = 全程经通往该集合点的出口离开的人员。

## 拥挤程度

report-section-crowding = 拥挤程度
report-no-crowding = 本次运行未记录拥挤程度。
report-col-place = 场所
report-col-area = 面积
report-col-allowed = 核定容量
report-col-most = 同时最多
report-col-when = 时刻
report-col-mean-density = 当时平均密度
report-col-max-density = 最大密度
report-col-band = 分档
report-col-people-course = 人数变化
report-crowding-note = 按最大密度由高到低排列。最大密度：某点 1 m 范围内的人数除以该范围内可行走面积，取持续十秒以上的最大值。核定容量由策划方给定。

## 容量

report-section-capacity = 容量与手算对照
report-no-capacity = 本报告未计算容量。
report-col-holding = 容纳
report-col-entry = 进入
report-col-exit-capacity = 离开
report-col-emergency = 应急
report-col-least = 最小值
report-col-out-flow = 应急流出能力
report-col-least-lost = 最大出口失效时
report-col-largest-exit = 最大出口
report-capacity-note = 一处场所可承载的人数，不超过其容纳能力、入口一小时进入能力、出口八分钟离开能力以及应急时八分钟撤出全场能力中的最小值；通过率按平地 82、台阶 66 人/(m·分) 计（《绿色指南》）。策划方未给容量的场所按 2 人/m² 计。最后一列为本次运行的实际人数；超过最小值标红，超过最大出口失效时的最小值标黄。
report-hand-title = 手算校核
report-hand-text = 各通道宽度乘以通过率得到其流量。等候最久的断面后方人数除以断面流量，为该通过率下任何疏散都无法突破的时间；加上最先到达断面者的步行时间（更远者在他人通过断面时行走），即为通常的手算估计。流量超过断面四倍的通道略去。
report-col-way = 疏散通道
report-col-kind = 类型
report-col-rate = 通过率
report-col-flow = 流量
report-way-stairs = 台阶
report-way-level = 平地或坡道
report-way-shut = 不使用
report-hand-people = 断面后方人数
report-hand-people-towards = { $n } 人，前往{ $exits }
report-hand-cut = 等候最久的断面
report-hand-cut-value = { $flow } 人/分：{ $names }
report-hand-flow = 人数 ÷ 流量
report-hand-walk = 等候之外的步行（无阻碍）
report-hand-walk-value = { $t }（平地步速 { $v } m/s）
report-hand-estimate = 手算估计
report-hand-simulated = 仿真用时（自警报起）
report-hand-faster = 仿真用时为手算估计的 { $ratio } 倍，快于规范通过率所允许。未设规则时，人员通过瓶颈的速度与实验一致，可达每米每秒 2 人，而手算采用的通过率偏于安全。应按《绿色指南》规则再运行一次，以较慢者作为计划依据。
report-hand-agrees = 仿真用时为手算估计的 { $ratio } 倍，两者相符。差别来自起步较晚、行走较慢以及各通道分流不均。
report-hand-slower = 仿真用时为手算估计的 { $ratio } 倍，远慢于通过率和步行所能解释。手算假定所有人在警报时立即出发，并均匀使用全部通道；应先检查人员何时出发、台阶上行走缓慢的人员，再检查后期形成的排队、一处拥堵而他处空闲的通道，以及受阻不动的人员。
report-hand-not-cleared = 手算可得出时间，但仿真在运行时段内未能清场，见“存在的问题”。
report-hand-no-way = 没有具备通过能力的疏散通道，手算无法得出时间。

## 突发事件

report-section-incidents = 突发事件
report-no-incidents = 本次运行没有突发事件。
report-col-incident = 事件
report-col-began = 发生
report-col-reported = 上报
report-col-accepted = 受理
report-col-dispatched = 分派
report-col-on-scene = 到场
report-col-resolved = 处置
report-col-closed = 结案
report-col-outcome = 结果与派出单元
report-incidents-note = 短横线表示在运行时段内未发生。“到场”指受派人员已到足；括号内为首位可处置者在场的时刻，无论是否受派。处置完毕为“处置”，指挥部获知后为“结案”。
report-incidents-note-left-out = 场景未写工作人员：本次运行中无人发现、上报或处置突发事件。触发预案的事件按预案给定的用时上报。短横线表示在运行时段内未发生。
report-incident-merged = 另 { $n } 次
report-incident-first = ({ $at })
report-incident-by-sight = 拥挤预警：{ $place }
report-incident-hurt = 因其他事件受伤：{ $place }
report-incident-fallen = 被他人绊倒：{ $place }
report-life-not-begun = 本次运行中未发生
report-life-settled = { $at } 平息
report-life-settled-unreported = { $at } 平息，始终未上报
report-life-settled-town = { $at } 平息，已请求镇上支援
report-life-by-itself = { $at } 自行结束
report-life-by-itself-unreported = { $at } 自行结束，始终未上报
report-life-unattended = 结束时仍在持续
report-life-unreported = 始终未上报，无人到场
report-life-nobody-came = 无人到场
report-life-open = 结束时尚未平息
report-life-open-unreported = 始终未上报；有人到场，结束时尚未平息
report-life-open-town = { $at } 请求镇上支援，结束时尚未平息
report-life-worse = { $state }；恶化 { $n } 次
report-incident-fire = 火情
report-incident-medical = 伤病
report-incident-fall = 跌倒
report-incident-lost-person = 人员走失
report-incident-crush-warning = 拥挤预警
report-incident-blocked-path = 道路受阻
report-incident-gate-failure = 通道故障
report-incident-suspicious-object = 可疑物品
report-response-title = 突发事件的响应
report-response-reports = 上报
report-response-reports-value = { $begun } 起事件中 { $reported } 起上报；另有 { $merged } 次重复上报
report-response-never = 未达到
report-response-times = 自上报到首位可处置者到场
report-response-times-value = 半数：{ $p50 }；90%：{ $p90 }（无人到场视为无限长）
report-response-target = 达标比例
report-response-target-value = { $share } %（火情自上报起 { $fire }；危及生命者自发生起 { $critical }）
report-response-critical = 危及生命者
report-response-critical-value = { $share } % 在 { $t } 内有可救治者到其身边
report-response-regret = 若指挥部掌握全部情况
report-response-regret-value = 平均可早 { $t } 有人到场（共 { $n } 次派遣）
report-response-recalled = 改派至更紧急事件
report-response-recalled-value = { $n } 人次
report-response-exposed = 人员在火场范围内的时间
report-response-exposed-value = 全体人员累计 { $n } 人·分
report-duties-title = 执行任务与离岗
report-duties-note = 任务指突发事件或预案命令，含途中时间。在岗人数少于该岗最低人数即计为离岗，不论原因；整个单元前往另一岗位的途中也计入。
report-duties-note-more = { $note }另有 { $n } 个单元见 metrics.json。
report-col-unit-of-staff = 单元
report-col-on-tasks = 执行任务
report-col-post-left = 离岗
report-col-post-empty = 低于最低人数
report-unit-times = 次

## 工作人员

report-section-staff = 工作人员与岗位
report-guided = 警报后，工作人员为 { $all } 人中的 { $guided } 人指明了去向；其余的人循来路或走所见的出口离开。
report-guided-all = 警报后，工作人员为全部 { $all } 人指明了去向。
report-col-role = 类别
report-col-head-count = 编制
report-col-posted = 上岗
report-col-units = 岗位数
report-role-police = 公安民警
report-role-traffic-police = 交警
report-role-patrol = 巡逻队
report-role-fire-crew = 消防队员
report-role-medic = 医护人员
report-role-cadre = 镇村干部
report-role-volunteer = 志愿者
report-role-sanitation = 环卫人员

## 覆盖情况（其余文字在 coverage.ftl）

report-cover-text-plan = 仅由图纸推算，未经仿真：有调动的人员在预案 { $plan } 指定的位置，其余在原岗位；通道口按预案操作后的状态。
report-cover-text = 仅由图纸推算，未经仿真：人员在各自岗位。
report-cover-staff-alt = 工作人员可见范围图
report-cover-cameras-alt = 摄像机覆盖范围图
report-cover-loudspeakers-alt = 广播可听范围图
report-cover-staff-caption = 工作人员在岗位上可看到 { $share } % 的地面（最远 { $sight } 米）。
report-cover-staff-caption-patrols = 工作人员在岗位上可看到 { $share } % 的地面（最远 { $sight } 米），巡逻组另可看到 { $passing } %。
report-cover-cameras-caption = 摄像机覆盖 { $share } % 的地面。
report-cover-loudspeakers-caption = { $share } % 的地面可听到广播。
report-cover-legend-covered = 可见、已覆盖或可听
report-cover-legend-passing = 仅巡逻经过时可见
report-cover-legend-none = 不可见、未覆盖或不可听
report-cover-legend-staff = 岗位
report-cover-legend-cameras = 摄像机（朝张开的方向）
report-cover-legend-loudspeakers = 广播
report-cover-minutes-note = 自岗位（巡逻组自其路线的第一处）到该处中央。横线表示无路可达。

## 存在的问题

report-section-troubles = 存在的问题
report-no-troubles = 仿真自检未发现问题：无人受阻，无人滞留等候，各项指标齐全。
report-trouble-site = { $name } { $n }
report-trouble-interrupted = 本次运行于 { $at } 提前中止，各项数字仅截至此时。
report-trouble-inside = 结束时仍有 { $n } 名应撤离人员在场内。
report-trouble-inside-where = 结束时仍有 { $n } 人在场内：{ $sites }。
report-trouble-zones = 运行时段内始终未清场：{ $names }。
report-trouble-outside = 结束时仍有 { $n } 名观众因场内无空位而未能入场。
report-trouble-stuck = 有 { $n } 人想走而受阻：一分钟内移动不足半米且前方无人前行，或五分钟内移动不足半米。
report-trouble-stuck-where = 有 { $n } 人想走而受阻：一分钟内移动不足半米且前方无人前行，或五分钟内移动不足半米：{ $sites }。
report-trouble-crowd-waits = 有 { $n } 人在前方仍有人前行的人群中站立一分钟以上，移动不足半米。
report-trouble-turned-back = 有 { $n } 人无法逆迎面人群前行：放弃原定出口，随人群而去；或放弃原定去处。
report-trouble-order-never = 预案对{ $name }的命令始终未执行：到场的有权人员不足。
report-trouble-order-late = 预案对{ $name }的命令等待人员 { $t } 后才执行。
report-trouble-unkept = 预案要求封闭或单向的{ $name }，有 { $t } 其一端无人值守，那里的人自行通行。
report-trouble-critical = 危及生命者中有 { $share } % 在 { $t } 内没有可救治者到其身边。
report-trouble-unreported = 始终未上报，也无人到场：{ $names }。
report-trouble-nobody-came = 已上报，但没有可处置者到场：{ $names }。
report-trouble-unsettled = 运行结束时尚未平息：{ $names }。
report-trouble-unnoticed = 在有人到场前自行结束，且始终未上报：{ $names }。
report-trouble-worse = 平息之前有所恶化：{ $names }。
report-trouble-spawn = 有 { $n } 名观众因入口无空位而等候入场。
report-trouble-spawn-where = 有 { $n } 名观众因入口无空位而等候入场：{ $sites }。
report-trouble-overlaps = 人体重叠超过五分之一的情况按每秒一次计共 { $n } 次。模型不含人体挤压，重叠过多说明人群密度已超出模型所能表现的范围。
report-trouble-walls = 有 { $n } 次在一步之后将人员移回墙内。从未有人处于墙外；次数较多说明该处狭窄，值得查看。
report-trouble-over = { $name }在 { $at } 有 { $most } 人，超过核定容量 { $allowed } 人。
report-trouble-assembly = { $name }需容纳 { $there } 人，容量为 { $holds } 人。
report-trouble-labels = 有 { $n } 个名称在图上无处标注，见各表。
report-trouble-gaps = 本次运行未计算：{ $names }。
report-gap-density = 人员密度
report-gap-pressure = 人群压力
report-gap-above-4 = 密度超过 4 人/m² 的时间
report-gap-flow = 通道口流量
report-gap-staff = 事件响应的快慢
report-gap-capacity = 容量表
report-gap-hand = 手算校核

## 预案

report-section-plan = 本次运行的预案
report-plan-name = 预案
report-plan-trigger = 启动条件
report-plan-chain = 警报之前
report-plan-orders = 首批指令
report-plan-phase = 第 { $n } 阶段
report-plan-gates = 通道口
report-plan-one-way = 道路
report-plan-routes = 出口分配
report-plan-route = { $zones }：{ $exits }
report-plan-detour = ；其中 { $share }% 绕行，不经{ $name }
report-plan-escalation = 未能平息时
report-plan-escalation-value = 警报后 { $t } 转入预案 { $plan }
report-plan-rule = 规则：{ $name }
report-rule = { $when }：{ $orders }。{ $outcome }。
report-rule-when-density = { $how ->
        [below] { $name }的估计密度降到 { $value } 人/m² 以下时
       *[least] { $name }的估计密度达到 { $value } 人/m² 时
    }
report-rule-when-occupancy = { $how ->
        [below] { $name }的估计人数降到容量的 { $value }% 以下时
       *[least] { $name }的估计人数达到容量的 { $value }% 时
    }
report-rule-when-queue = { $how ->
        [below] { $name }排队不足 { $value } 人时
       *[least] { $name }排队达到 { $value } 人时
    }
report-rule-when-inside = { $how ->
        [below] 场内观众不足 { $value } 人时
       *[least] 场内观众达到 { $value } 人时
    }
report-rule-when-incident = 得知此类事件时：{ $kind }
report-rule-when-at = { $at } 时
report-rule-after = 须在“{ $name }”决定之后
report-rule-repeat = 每次重新满足时
report-rule-delay = 决策用时 { $t } 秒
report-rule-no-orders = 不下达命令
report-rule-escalate = 转入预案 { $plan }
report-rule-at-once = 立即
report-rule-later = { $t }后
report-rule-never = 本次运行中未满足
report-rule-met = { $met } 满足，结束前未作决定
report-rule-decided = { $met } 满足，{ $decided } 决定
report-rule-times = { $met } 首次满足，{ $decided } 决定，共 { $n } 次
report-trigger-never = 无：平常日，不发警报
report-trigger-at = 时刻 { $at }
report-trigger-incident = 事件“{ $name }”
report-order-stop-show = 停止演出
report-order-stop-ingress = 停止入场
report-order-turn-back = 途中观众折返
report-at-the-alarm = 警报时
report-after-alarm = 警报后 { $t }
report-phase-everyone = 全体人员
report-phase-everyone-at-once = 警报时全体人员撤离
report-phase-leave = { $when }撤离：{ $areas }
report-phase-move = { $when }转移至{ $place }：{ $areas }
report-phase-stay = { $when }原地等待：{ $areas }
report-phase-and-more = { $name }及另 { $n } 处
report-phase-mark-leave = { $areas }撤离
report-phase-mark-move = { $areas }转移至{ $place }
report-phase-mark-stay = { $areas }原地等待
report-area-circle = { $name }{ $r } m 范围内
report-gate-order = { $name }{ $what }（{ $when }）
report-direction-both = 双向通行
report-direction-in = 只进不出
report-direction-out = 只出不进
report-way-kept-free = { $name }不供观众通行（轮椅及陪护除外）
report-way-both = { $name }双向通行
report-way-up = { $name }单向上行
report-way-down = { $name }单向下行
report-way-forward = { $name }按绘制方向单行
report-way-backward = { $name }按绘制反方向单行

## 假定

report-section-assumed = 采用的假定
report-assumptions-title = 场景文件的假定
report-assumed-run = 运行
report-assumed-profiles = 人员类别
report-assumed-visitors = 全天客流
report-assumed-movement = 行走参数
report-assumed-wayfinding = 寻路参数
report-assumed-staff = 工作人员与引导参数
report-assumed-command = 发现、上报与派遣参数
report-assumed-response = 事件发展与处置参数
report-col-what = 项目
report-col-value = 取值
report-col-parameter = 参数
report-col-unit = 单位
report-col-range = 允许范围
report-run-period = 仿真时段
report-run-plan = 预案
report-run-seed = 随机种子
report-run-model = 行走模型
report-run-model-value = { $key }：{ $name }
report-model-csx = 扩展无碰撞速度模型
report-model-csm = 基本无碰撞速度模型（Tordeux 2016）
report-model-avm = 预期速度模型（Xu 2021）
report-model-sfm = 社会力模型（Helbing 2000）
report-run-rules = 流量规则
report-run-dt = 时间步长
report-run-frame = 记录间隔
report-rules-none = 不设规则：按实验流量
report-rules-sfpe = SFPE 手册：有效宽度上 1.3 人/(m·s)
report-rules-green-guide = 《绿色指南》：平地 82、台阶 66 人/(m·分)
report-rules-imo = IMO MSC.1/Circ.1533：门 1.33，下楼梯 1.1，上楼梯 0.88 人/(m·s)
report-col-profile = 类别
report-col-free-speed = 自由步速
report-col-radius = 人体半径
report-col-pre-movement = 警报到起步
report-col-stairs = 台阶下 / 上
report-col-mobility = 行动方式
report-col-assisted = 需协助
report-mobility-feet = 步行
report-mobility-wheels = 轮椅
report-profiles-note = 默认值来源：自由步速 Weidmann（1993）；半径取自行走模型的试算；警报到起步时间 PD 7974-6 M1 级（据记忆引用）；台阶步速为平地的 0.69（下）和 0.61（上），各手册为 0.55–0.80。
report-distribution-constant = { $x }
report-distribution-uniform = 均匀 { $min }–{ $max }
report-distribution-normal = 正态 { $mean }，标准差 { $sd }，截取 { $min }–{ $max }
report-distribution-lognormal = 对数正态 { $mean }，标准差 { $sd }
report-distribution-exponential = 指数，均值 { $mean }
report-distribution-gamma = 伽马，形状 { $shape }，尺度 { $scale }
report-distribution-weibull = 威布尔，形状 { $shape }，尺度 { $scale }
report-distribution-triangular = 三角 { $min }–{ $max }，峰值 { $mode }
report-visitors-present = 开始时在场
report-visitors-arrivals = 到达
report-visitors-arrivals-value = { $n } 人，{ $curve }；经{ $entrances }
report-visitors-groups = 结伴
report-visitors-group = { $size } 人一组 { $share } %
report-visitors-departures = 自行离场
report-curve-triangular = { $from } 起上升，{ $peak } 达到高峰，{ $until } 结束
report-curve-uniform = { $from } 至 { $until } 均匀到达
report-curve-cumulative = 按 { $n } 点累计曲线
report-movement-source-csx = 来源：对照已发表的瓶颈、单列、环形和对向流实验自行试算；范围为试算过的或使计算稳定的取值。
report-movement-source-csm = 来源：Tordeux、Chraibi 与 Seyfried（2016）；墙体参数取该模型的常用值。
report-movement-source-avm = 来源：Xu、Chraibi 与 Seyfried（2021），取值同作者的示例。
report-movement-source-sfm = 来源：Helbing、Farkas 与 Vicsek（2000）；每步的细分数只与计算有关。
report-wayfinding-source = 来源：除与墙的距离（SFPE 边界层加半个人体宽）外均为假定；排队密度约 2 人/m²，约 50 m 可见出口。
report-staff-source = 来源：除步速（Weidmann 1993）和无人告知者的时间（PD 7974-6 管理等级 M3）外均为假定；含义见 docs/behaviour.md。
report-command-source = 来源：除拥挤预警密度（Fruin：5 人/m² 时普遍接触）外均为假定；含义见 docs/behaviour.md。
report-response-source = 来源：除两项 3 分钟到场目标及消防队城区 5 分钟到场要求（均据记忆引用）外均为假定；含义见 docs/behaviour.md。
report-parameter-staff-walking = 工作人员巡逻或到岗的自由步速
report-parameter-staff-responding = 工作人员受命处置时的自由步速
report-parameter-staff-right-of-way = 人群为处置人员让行的最高速度
report-parameter-staff-voice = 无扩音器时的可听距离
report-parameter-staff-megaphone = 有扩音器时的可听距离
report-parameter-staff-announcement-directs = 听到广播者中由此得知出口的比例
report-parameter-staff-neighbours = 可见他人开始撤离的距离
report-parameter-staff-neighbours-leaving = 须看到的撤离人数
report-parameter-staff-at-gate = 在闸口作业的最大距离
report-parameter-staff-held-by-one = 一人可拦控的宽度
report-parameter-staff-keeps = 值守者到通道端口的最大距离
report-parameter-staff-handover = 下班等待接班的最长时间
report-parameter-staff-confirm = 单元听到警报后确认并行动的时间
report-parameter-staff-unheard = 无人告知者得知警报的时间
report-parameter-command-radio-channels = 无线电信道数（每个信道同时只能一人讲话）
report-parameter-command-sight = 可看见突发事件的距离
report-parameter-command-sight-people = 视线上多少人足以遮挡其后
report-parameter-command-camera-look = 指挥员查看一路摄像机画面的时长
report-parameter-command-camera-notices = 每次查看时注意到画面中事件的比例
report-parameter-command-estimate-error = 密度目测的标准差（相对真值）
report-parameter-command-warning = 发出拥挤预警的目测密度
report-parameter-command-calm = 解除预警的目测密度
report-parameter-command-acts-within = 目击者自行前往处置的最大距离
report-parameter-command-at-scene = 视为到场的最大距离
report-parameter-command-report = 一次上报占用信道的时间
report-parameter-command-order = 一次派遣命令占用信道的时间
report-parameter-command-handle = 指挥员处理一条上报的时间
report-parameter-command-notice = 工作人员看到后观察多久才上报
report-parameter-command-call = 无电台者看到后多久来电
report-parameter-response-extinguisher = 手提灭火器可扑灭的最大火场半径
report-parameter-response-truck = 微型消防车可扑灭的最大火场半径
report-parameter-response-burst = 气瓶爆裂的伤人半径
report-parameter-response-driving = 微型消防车或救护车在通畅道路上的速度
report-parameter-response-carrying = 搬运伤员的步速
report-parameter-response-falls-from = 他人被倒地者绊倒的起始密度
report-parameter-response-falls = 每名倒地者绊倒他人的频率
report-parameter-response-recognised = 凭描述认出走失者的距离
report-parameter-response-critical-target = 危及生命者的到场目标（自发生起）
report-parameter-response-fire-target = 火情的到场目标（自上报起）
report-parameter-response-extinguish = 扑灭现场力量可控之火的时间
report-parameter-response-bottle = 起火到火中气瓶爆裂的时间
report-parameter-response-fire-service = 呼叫到镇消防队到场的时间
report-parameter-response-fire-service-works = 消防队处置时间
report-parameter-response-treat = 一般伤病的救治时间
report-parameter-response-critical = 危重者达到可转运状态的时间
report-parameter-response-help-up = 扶起跌倒者的时间
report-parameter-response-lies = 跌倒者无人扶助时倒地的时间
report-parameter-response-clear-path = 清除路障的时间
report-parameter-response-inspect = 警戒后查验可疑物品的时间
report-parameter-time-gap = 时间间隔 T：速度等于前方空距除以 T
report-parameter-turn-time = 转向松弛时间
report-parameter-neighbour-strength = 邻人排斥强度
report-parameter-neighbour-range = 邻人排斥范围
report-parameter-wall-strength = 墙体排斥强度
report-parameter-wall-range = 墙体排斥范围
report-parameter-wall-approach = 靠近墙体时开始放慢的间距
report-parameter-giving-way = 侧向避让强度
report-parameter-giving-way-range = 开始避让的前方距离
report-parameter-give-way-width = 横向偏移（以身宽计）超过此值即不再避让
report-parameter-overtaking = 避让前方同向者相对于对向者的权重
report-parameter-keep-right = 靠右避让对向者的侧向范围（以两人体宽计）
report-parameter-straight-ahead = 同上，仅有同行者时
report-parameter-shoulder = 前方邻人使人减速的侧向范围（占两人体宽之比）
report-parameter-passing = 前方邻人每偏开一段侧距所多出的空距
report-parameter-passing-speed = 前方同行者达到此速度时，上述空距全部计入
report-parameter-standing-gap = 在停滞的同行者身后所留的间隙
report-parameter-turned-radius = 受挤时侧身后的半径比例
report-parameter-cutoff = 不再考虑邻人的距离
report-parameter-slow-speed = 低于此速度视为行走缓慢
report-parameter-slow-time = 缓慢达此时间后侧身
report-parameter-shoulders-turn = 侧身的时间常数
report-parameter-shoulders-back = 转回正身的时间常数
report-parameter-fellow-gap = 同行者在此间距内即视为挡住前路
report-parameter-fellow-cosine = 两人目标方向夹角余弦大于此值即为同行者
report-parameter-shuffle = 紧跟同行者身后挪步时留用的空距
report-parameter-shuffle-width = 同行者视为在正前方的侧向范围（以两人体宽计）
report-parameter-chest = 前后贴近时胸厚比肩宽所省的比例
report-parameter-pressed-after = 在同行者身后缓慢达此时间即视为身处拥挤之中
report-parameter-look-every = 拥挤之中两次观察的间隔
report-parameter-squeeze-after = 受阻达此时间后开始挤过
report-parameter-squeeze-anchored = 此时间内前进不足半米也开始挤过
report-parameter-patience = 同上，但前方近处有人前行时，紧跟同行者身后也开始挤过
report-parameter-getting-on = 能看到前方有人前行的距离
report-parameter-squeeze-distance = 与前方之人近于体宽的此比例时不再挤行
report-parameter-squeeze-speed = 挤过时的速度
report-parameter-squeeze-turn = 轮流挤过时每轮的时长
report-parameter-squeeze-share = 每轮中挤过者占受阻者的比例
report-parameter-anticipation = 人员向前预判的时间
report-parameter-relaxation = 达到自由速度所需的时间
report-parameter-mass = 每人质量
report-parameter-social-strength = 保持距离意愿的强度
report-parameter-social-range = 保持距离意愿的作用范围
report-parameter-body-force = 身体接触时的刚度
report-parameter-friction = 身体相互滑动时的摩擦
report-parameter-substeps = 每一时间步细分的份数
report-parameter-reconsider = 重新考虑出口的间隔
report-parameter-gain = 改走其他出口所需的优势比例
report-parameter-sight = 可见出口的距离
report-parameter-queue-weight = 所见排队的权重
report-parameter-following = 看到的离开者都走某个出口时，该出口的路程显得短多少
report-parameter-punctuality = 前往活动的出发时间窗半宽
report-parameter-queue-density = 排队密度
report-parameter-clearance = 有余地时与墙保持的距离
report-parameter-clearance-weight = 沿墙行走的减慢权重
report-parameter-crowd-weight = 在密集站立的人群中每走一米比无人时多计的时间
report-parameter-crowd-full = 人群站立达到此密度时按上述时间全额多计
report-parameter-crowd-loose = 密度不超过此值时无人为他人绕行
report-parameter-turn-back = 无法前行达此时间者可随迎面而来的人群折返
report-parameter-turn-back-sight = 判断迎面者是否多于同行者时的视距
report-parameter-group-apart = 同行者领先末位的最大距离
report-parameter-group-apart-time = 同上，按末位步速折算的时间；取较小者
report-parameter-group-waiting = 领先过多者的步速
report-parameter-group-lost = 超过此距离不再等候同行者

## 模型的局限

report-section-limits = 模型未考虑的因素
report-limit-one-run = 本报告为一个随机种子的单次运行。种子不同，用时和密度也不同；决策须依据多次运行及其离散程度。
report-limit-pressing = 模型中人员互不侵占：没有推挤、跌倒和压力波，而这些在约 5 人/m² 以上开始出现。
report-limit-pressing-here = 本次运行密度达到 { $density } 人/m²。约 5 人/m² 以上会出现推挤、跌倒和压力波，模型均未包含，因此恰恰在此处偏于乐观。
report-limit-staff = 工作人员只在到岗、有权且有空时行动：开通道、执行命令、值守道路、引导人群，发现、上报并处置突发事件。察看、上报、决策和救治的用时均为假定（见上文）；模型不推算能否生还，只给出何时有人到其身边。
report-limit-staff-left-out = 方案未写工作人员：不是没有，而是不予考虑。闸口通道全开，命令立即执行，人人知道预案内容；但无人发现、上报或处置突发事件。
report-limit-routes = 预案的出口和路线比例分给离得最近的人，使全体步行最少：如同责任区的每一部分都被引向各自的路线并照此行走。
report-limit-rules = 未设规则时，通道口和台阶的流量取决于这一人群的步行：平地上高于规范取值，台阶上若有行走缓慢者则可能更低。应按两种规则各运行一次，以较慢者为准。
report-limit-fire = 观众会避开火场范围并绕行。烟气的飘散以及高温和烟气对身处其中者的影响未作模拟；只统计人员在其中停留的时间。
report-limit-assisted = 需要协助的人按自身速度行走；方案未列工作人员，因此不考虑是否有人协助。
report-limit-assisted-helped = 需要协助的人与同行者一起离开，否则等待工作人员离岗前来协助；陌生人不提供帮助。他们按自身速度行走，除危重病人外无人被抬行。
report-limit-behaviour = 不考虑返回寻找孩子或物品、听信传言、不服从指挥、围观拍摄和恐慌等行为。
report-limit-weather = 雨、黑暗、落叶湿滑等只在参数中有所体现时才计入。
report-limit-ground = 场地以绘制为准：未绘出的路缘、树根、停放车辆和摊位均不存在。
report-limit-outside = 仿真到出口为止：出口外的道路、停车场和公交视为能容纳所有人。
report-limit-sources = 部分数值据记忆引自文献，尚未核对原文，手册中已注明。
report-limit-judgement = 本工具供熟悉现场者使用，不能代替现场踏勘、演练以及活动责任人的判断。

## 终端摘要

summary-title = { $name } · 预案 { $plan } · 种子 { $seed } · { $model }
summary-no-plan = 无
summary-half = 半数撤离用时 { $t50 }，95% 撤离用时 { $t95 }。
summary-gates = 等候最久的通道口
summary-gate = { $name }：{ $p95 }（95% 等候少于此），排队最多 { $queue } 人
summary-no-waits = 各通道口均无人等候。
summary-zones = 最后清场的责任区
summary-zone = { $name }：{ $t }
summary-troubles = 存在的问题：{ $what }
summary-stuck = 受阻 { $n }
summary-crowd-waits = 在人群中原地站立一分钟以上 { $n }
summary-turned-back = 随人群折返 { $n }
summary-spawn-waits = 等候入场 { $n }
summary-outside = 滞留场外 { $n }
summary-inside = 仍在场内 { $n }
summary-overlaps = 深度重叠 { $n }
summary-clean = 仿真自检未发现问题
summary-one-run = 单次运行：仅作示意，不作依据。

# Pictures of a moment
picture-seed = 随机种子 { $seed }
picture-inside = 场内观众 { $n } 人
picture-since-alarm = 警报后 { $time }

# 研究：cli.ftl 之外的命令行文字、指标名称与报告。

study-files = 报告：{ $report }
    运行：{ $runs }
    结论：{ $findings }
study-progress-recordings = 已记录 { $there } / { $most } 次运行 · 约剩 { $left } · { $name }
study-recordings-interrupted = 记录时中断；结论与报告在 { $folder } 中。同一命令会记录其余的。
study-recording-failed = 无法为记录重新建立方案 { $variant }。
study-not-the-same = 运行 { $run }（{ $variant }）用同一种子重新运行，数值与存档不同。两者必有一错。
study-not-the-same-help = 若该文件夹由此版本的另一构建写成，请用 --out 另指一个；否则请报告：输入相同，字节必须相同。
study-no-time = 时间已到，而全部方案还没有完成一次重复；已完成的运行已保留。
study-no-time-help = 再次执行即可接着运行；或给出更多分钟。
study-hours = { $n } 小时
study-estimate-recordings = 之后每个方案至多有三次运行要重新运行以便记录：至多 { $n } 次；用 --no-recordings 可略去。
study-estimate-in-any-case = 其中 { $missing } 次无论如何都要运行，约需 { $time }；研究可能就此结束。
study-estimate-ended = 研究已经结束：得出结论无需再运行。
study-estimate-none = 无法估计时间：没有可作依据的运行。
study-estimate-nothing = 全部运行都已在，无需再运行。
study-estimate-runs = 估计：尚缺的 { $missing } 次运行，{ $threads } 个线程约需 { $time }；依据 { $runs } 次已完成运行的用时。
study-estimate-probe = 估计：尚缺的 { $missing } 次运行，{ $threads } 个线程约需 { $time }；依据一次运行开头与中段各几秒钟的试运行，较为粗略：拥挤时更慢，而运行也可能提前结束。
study-cli-effects = 各因素对“{ $metric }”的作用（对其他因素的全部水平取平均）：
study-cli-to-reference = 与 { $reference } 相比
study-cli-reference = 参照
study-cli-no-effects = 没有主效应：有方案的运行没有数值。
study-cli-interactions = 两个水平合在一起的作用不等于各自之和、且超出偶然的：{ $n } / { $of }。
study-cli-correlation = 按第一个目标，与基准成对运行的相关系数：{ $least } 至 { $most }；为正则差异更清楚。
study-cli-absent = 没有此项
study-cli-end-budget = 运行次数的预算已用完：重复次数少于研究的规定。
study-cli-end-time = 时间预算已用完。完成多少次重复取决于机器：换一台机器可能完成更多，结论也更多。
study-cli-skewed = 有的数值偏斜：variants.json 中除 t 区间外另有自助法（BCa）区间。

# 指标：按 metrics.json 中的路径
study-metric-in-window = { $metric }（{ $window }）
study-window-evacuation = 疏散
study-window-ingress = 入场
study-window-event = 活动
study-window-egress = 散场
study-window-run = 运行
study-metric-people-planned = 计划观众人数
study-metric-people-entered = 入场人数
study-metric-people-left = 离场人数
study-metric-people-inside = 结束时场内人数
study-metric-people-waiting-outside = 结束时场外等候人数
study-metric-evacuation-ignition-s = 起火时刻
study-metric-evacuation-detected-s = 发现时刻
study-metric-evacuation-reported-s = 报告时刻
study-metric-evacuation-verified-s = 核实时刻
study-metric-evacuation-decided-s = 决定时刻
study-metric-evacuation-broadcast-s = 广播时刻
study-metric-evacuation-alarm-s = 警报时刻
study-metric-evacuation-all-clear-s = 全部撤离用时
study-metric-evacuation-t50-s = 半数撤离用时
study-metric-evacuation-t95-s = 95 % 撤离用时
study-metric-evacuation-inside-person-s = 警报后全体在场总时间
study-metric-evacuation-zones-all-clear-s = { $thing }清场用时
study-metric-crowding-max-density-per-m2 = 最大密度
study-metric-crowding-at-s = 最大密度的时刻
study-metric-crowding-person-s-above-4-per-m2 = 处于每平方米 4 人以上的总时间
study-metric-crowding-max-pressure-per-s2 = 最大人群压力
study-metric-gates-passed = 通过{ $thing }的人数
study-metric-gates-max-flow-per-s = { $thing }最大流量
study-metric-gates-max-queue = { $thing }最长排队
study-metric-gates-mean-wait-s = { $thing }平均等候
study-metric-gates-p95-wait-s = { $thing }等候（95 % 的人不超过）
study-metric-incidents-started-s = { $thing }发生时刻
study-metric-incidents-reported-s = { $thing }报告时刻
study-metric-incidents-accepted-s = { $thing }受理时刻
study-metric-incidents-dispatched-s = { $thing }派出时刻
study-metric-incidents-on-scene-s = { $thing }到场时刻
study-metric-incidents-attended-s = { $thing }首次处置时刻
study-metric-incidents-settled-s = { $thing }平息时刻
study-metric-incidents-resolved-s = { $thing }处置完毕时刻
study-metric-incidents-closed-s = { $thing }结案时刻
study-metric-incidents-handed-over-s = { $thing }移交时刻
study-metric-incidents-merged = { $thing }的后续报告数
study-metric-incidents-worse = { $thing }恶化次数
study-metric-staff-guided = 由人员引导的观众
study-metric-staff-response-p50-s = 事件响应时间中位数
study-metric-staff-response-p90-s = 事件响应时间（90 % 不超过）
study-metric-staff-within-target = 按目标时间响应的比例
study-metric-staff-critical-within-target = 危重病例按时到达的比例
study-metric-staff-regret-mean-s = 未派最近者而损失的时间
study-metric-staff-regrets = 考察的派遣次数
study-metric-staff-exposed-person-s = 处于火场范围的总时间
study-metric-staff-recalled = 改派至更紧急事件的人次
study-metric-integrity-stuck = 被困的人数
study-metric-integrity-overlaps = 深度重叠次数
study-metric-integrity-wall-corrections = 越过墙线后被移回的人次
study-metric-integrity-spawn-waits = 等候入场位置的人数
study-metric-integrity-crowd-waits = 在人群中原地停留的人数
study-metric-integrity-turned-back = 折返的人数
study-metric-integrity-implausible = 不给出结论的运行
study-unit-s = 秒
study-unit-min = 分
study-unit-person-min = 人·分
study-unit-person-h = 人·时
study-unit-per-m2 = 人/m²
study-unit-per-s2 = 1/s²
study-unit-per-min = 人/分
study-unit-people = 人
study-unit-runs = 次

# 报告
study-title-page = 研究报告
study-stamp = 模型运算结果：须由人判断
study-sentence-gap = { "" }
study-answer-breaking = { $baseline }（并非每次运行都满足限值）
study-answer-only = 没有可供选择的方案：“{ $best }”的{ $metric }为 { $value }。
study-answer-among = 在{ $assumed ->
        [none] {""}
       *[other] “{ $assumed }”的
    }每次运行都满足限值的方案中（{ $n } 个中的 { $keep } 个），
study-block-event = 活动
study-block-variants = 方案数
study-block-replications = 各运行次数
study-block-seeds = 种子
study-block-windows = 时段
study-answer-better-smaller = “{ $best }”的均值最好：{ $metric }为 { $value }，比基准“{ $baseline }”少 { $by }，并非偶然。{ $rest ->
        [0] {""}
       *[other] 是否好于其余方案，未作检验。
    }
study-answer-better-larger = “{ $best }”的均值最好：{ $metric }为 { $value }，比基准“{ $baseline }”多 { $by }，并非偶然。{ $rest ->
        [0] {""}
       *[other] 是否好于其余方案，未作检验。
    }
study-answer-not-shown = “{ $best }”的均值最好：{ $metric }为 { $value }，但未显示与基准“{ $baseline }”有差异。
study-answer-worse = “{ $best }”的均值最好：{ $metric }为 { $value }，但比基准“{ $baseline }”差 { $by }，并非偶然。
study-answer-baseline-only = { $assumed ->
        [none] {""}
       *[other] “{ $assumed }”的
    }{ $n } 个方案中只有基准“{ $baseline }”每次运行都满足限值：{ $metric }为 { $value }。
study-answer-baseline = 没有别的选择均值好于基准“{ $baseline }”：{ $metric }为 { $value }；其余 { $others } 个中有 { $worse } 个较差，并非偶然。
study-answer-nulls = 没有一个方案每次运行都有数值：最好的“{ $best }”在 { $runs } 次运行中也有 { $nulls } 次没有（{ $metric }）。
study-answer-selected = 从 { $n } 个方案中选出的是“{ $best }”：{ $metric }为 { $value }。如果其中有一个方案比其余都好 { $within } 以上，那么在 { $confidence } % 的置信度下就是它。
study-answer-not-selected = { $n } 个方案中目前领先的是“{ $best }”（{ $metric }：{ $value }），但在 { $confidence } % 的置信度下尚不能确定：另有 { $others } 个可能同样好。
study-answer-selected-limits = 从 { $n } 个方案（其中 { $keep } 个未因违反限值被淘汰）中选出的是“{ $best }”：{ $metric }为 { $value }。在 { $confidence } % 的置信度下，它违反限值的运行少于 { $refused } %，而且违反限值的运行不超过 { $accepted } % 的方案中，没有一个比它好 { $within } 以上。
study-answer-not-selected-limits = { $n } 个方案中，除去因违反限值而被淘汰的，目前以“{ $best }”领先（{ $metric }：{ $value }），但在 { $confidence } % 的置信度下尚不能确定：另有 { $others } 个可能同样好。
study-answer-as-well = 另有 { $as_well } 个方案最多比它差 { $within }：依据 { $confidence } % 的区间，但运行多少次由结果决定，区间只供参考。
study-answer-none-will-do = 在 { $confidence } % 的置信度下，{ $n } 个方案都不行：{ $by_limits } 个因违反限值的运行过多而被淘汰，{ $by_nulls } 个因没有数值的运行过多。
study-answer-best-mean = 均值最好的是“{ $best }”：{ $metric }为 { $value }。
study-answer-verdicts = 与基准“{ $baseline }”相比，{ $better } 个方案较好，{ $worse } 个较差；{ $open } 个未显示差异，但这不等于没有差异。
study-staffing-knee = “{ $knee }”与“{ $most }”相比未显示变差；减到“{ $below }”，{ $metric }就差 { $cost }，并非偶然。
study-staffing-knee-limit = “{ $knee }”与“{ $most }”相比未显示变差；减到“{ $below }”，{ $of } 次运行中有 { $hits } 次违反{ $metric }的限值，“{ $most }”则是 { $of_base } 次中的 { $base } 次。
study-staffing-all = “{ $below }”与“{ $most }”相比显示变差：{ $metric }差 { $cost }，并非偶然。
study-staffing-all-limit = 减到“{ $below }”，{ $of } 次运行中有 { $hits } 次违反{ $metric }的限值，“{ $most }”则是 { $of_base } 次中的 { $base } 次。
study-staffing-even-fewest = 即使只有“{ $knee }”，与“{ $most }”相比也未显示变差。
study-staffing-together = { $factor }的作用取决于其他因素：请单独看各方案。
study-limit-at-most = 不大于 { $bound }
study-limit-at-least = 不小于 { $bound }
study-caution-not-precise = 有的均值尚未达到研究要求的精度：需要更多重复。
study-caution-no-mean = 有的运行没有数值，均值无法更精确。
study-caution-budget = 运行次数的预算已用完，未完成全部重复。
study-caution-time = 研究因时间预算而结束。计入多少次重复取决于机器：结果不能逐字节重现。
study-caution-nulls-of = { $metric }（{ $runs } 次中有 { $nulls } 次）
study-caution-nulls = 有的方案的运行没有数值（有人未能离开，或无可测量）：{ $metrics }。它们劣于任何数值；该方案没有均值。
study-caution-absent = { $metric }：方案{ $variants }没有此项，不能据此比较。
study-caution-withheld = 有 { $n } 次运行不给出结论：人群密度超出模型适用范围。
study-caution-staffing = 关于人员数量的说法未比较以下各项的均值：{ $list }。有运行没有数值，就没有多个方案的均值；各表已计入这些运行。
study-caution-limits = { $assumed ->
        [none] {""}
       *[other] 在“{ $assumed }”下，
    }没有一个方案每次运行都满足全部限值。
study-caution-otherwise = 结论只对“{ $assumed }”成立：“{ $variant }”在 { $of } 次运行中有 { $hits } 次违反限值。
study-caution-few = { $n ->
        [1] 只有 1 次重复，无论多大的差异都显示不出来。
       *[other] 只有 { $n } 次重复，只能显示较大的差异：“未见差异”说明不了多少。
    }
study-figure-best = 最好方案的均值
study-figure-baseline = 基准
study-figure-limits = 各次运行均满足限值
study-figure-limits-note = 方案数 / 全部方案
study-figure-shown = 显示出差异
study-figure-shown-note = 与基准有差异且并非偶然的方案
study-figure-runs = 运行次数
study-figure-runs-note = { $variants } 个方案，各 { $replications } 次
study-figure-runs-note-dropped = { $variants } 个方案，各至多 { $replications } 次
study-section-results = 方案比较
study-section-staffing = 人员数量与结果
study-section-effects = 差异及其区间
study-section-factors = 各因素的作用
study-section-sensitivity = 假设改变时
study-section-curves = 疏散曲线
study-section-zones = 各责任区清场用时
study-section-binding = 制约之处：限值、闸口、场所
study-section-kept = 可供查看的运行
study-section-numbers = 其他全部数值
study-section-method = 结论的由来
study-column-variant = 方案
study-column-mean = 均值
study-column-worst = 最差一次
study-column-p95 = P95 的较差端
study-column-difference = 与基准之差
study-column-verdict = 判定
study-column-nulls = 无数值
study-column-broken = 违反限值
study-column-limits = 限值
study-limits-kept = { $n } 次运行均满足
study-limits-possible = 每项违反的比例可能达 { $share } %
study-limits-broken = { $of } 项中违反 { $n } 项
study-column-level = 水平
study-column-to-reference = 与参照之差
study-column-together = 合在一起
study-column-more = 超出各自之和
study-column-window = 时段
study-column-gate = 排队最长的闸口
study-column-place = 密度最大的场所
study-column-last-zone = 最后清场的责任区
study-column-runs = 运行
study-verdict-baseline = 基准
study-verdict-reference = 参照
study-verdict-better = 较好
study-verdict-worse = 较差
study-verdict-not-shown = 未见差异
study-verdict-absent = 没有此项
study-interval = { $low } 至 { $high }
study-note-bootstrap = 数值偏斜时，小字为自助法（BCa）区间，两侧可不等宽。
study-note-p95 = P95 的较差端：95 % 的运行不差于 P95；此处为其 95 % 区间的较差一端，落在没有数值的运行上时为“–”。
study-note-main-effects = 为含该水平的全部方案的均值；参照为人数最多的水平，其他因素为基准的水平。按因素的各水平校正（Holm）。
study-note-interactions = 每对因素中最强的一组：超出两个水平各自作用之和的部分；按全部组合校正（Bonferroni）。
study-note-zones = 自警报起，95 % 的运行不超过的分与秒；不足二十次运行时为最慢的一次。
study-note-binding = 每个方案中最常成为该次运行最差的闸口、场所和责任区；排队与密度为中位数。
study-note-limits = 违反限值的运行，及其概率的区间（Wilson，95 %）。
study-smaller = 越小越好
study-larger = 越大越好
study-title = { $metric }：{ $better }
study-title-limited = { $metric }：{ $better }；{ $limit }
study-reading = 均值 ± 95 % 区间的半宽。差值均相对于基准“{ $baseline }”，在{ $visitors ->
        [same] 观众相同
       *[varied] 种子相同
    }的成对运行之间逐次相减；“较好”“较差”只在计入全部比较之后仍难以用偶然解释时才说（p 小于 0.05，Holm）；“未见差异”不等于相同。区间各自独立计算：单个区间可能不含零，而全部比较合在一起仍显示不出差异。
study-effects-note = 左：点为均值，粗线为其 95 % 区间，细线为最好到最差一次，虚线为限值。右：与基准之差；实心点并非偶然，空心点不能排除偶然。灰色：基准。
study-dots-value = 均值与区间
study-dots-difference = 与基准之差
study-dots-share = 均值的变化 [%]
study-dots-nulls = { $runs } 次运行中 { $n } 次没有数值
study-levels-knee = { $n } 人以上未显示不足
study-levels-all = 少于 { $n } 人不足
study-levels-caption = { $factor }与{ $metric }
study-staffing-note = 粗线为对其他因素取平均的均值，细线为另一因素的各水平；竖线为与人数最多时之差的 95 % 区间。空心点比人数最多时差，并非偶然；实心点未显示变差。未显示变差不等于没有变差：损失可能未被发现，最大可达区间较差的一端。按因素的各水平校正（Holm），未按目标与因素的个数校正；两个比例的区间（Wilson）互不重叠时，才说违反限值的运行更多。岗位按预案的等级从最低级减起。
study-no-effects = 无法给出主效应：有的运行没有数值，取平均就得剔除它们；上表已计入。
study-interactions-title = 两两之间
study-interactions-none = 未显示有两个水平合在一起的作用不同于各自之和。
study-interactions-some = { $of } 对水平中有 { $n } 对合在一起的作用不同于各自之和，并非偶然：请单独看这些方案。
study-sensitivity-caption = 相对于基准水平的均值变化及 95 % 区间；实心点并非偶然。
study-assumption-attendance = 观众人数
study-assumption-pre-movement = 预动作时间
study-assumption-check = 安检用时
study-assumptions-varied = 已作改变，见上表逐个方案：{ $list }。
study-assumptions-not-varied = 本研究没有改变：{ $list }。结论只对所作的假设成立；把它们作为因素加入，即可看出结论有多依赖它们。
study-curves-caption = 各时刻的场内人数。实线：各时刻各次运行的中位数（基准 { $runs } 次）；色带：其中 90 %（不足二十次时为全部）；虚线：基准“{ $baseline }”的中位数；红线：警报的中位时刻。{ $left ->
        [0] {""}
       *[other] 全部方案合计有 { $left } 次运行未计入：不给出结论或没有警报。
    }
study-curves-left = 另有 { $n } 个方案未画出，其曲线在 variants.json 中。
study-no-curves = 没有一次运行发出警报：没有疏散曲线。
study-zone-not-cleared = 未清场 { $n } / { $runs }
study-in-runs = { $runs } 次运行中 { $n } 次
study-often-note = { $often }；{ $note }
study-gate-note = { $queue } 人
study-place-note = { $density } 人/m²
study-no-queue = 无排队
study-limits-title = 违反限值
study-binding-title = 最差之处
study-kept-text = 每个方案按第一个目标最差、居中和最好的运行，已用同一种子重新运行并记录；链接打开该次运行的报告。
study-kept-none = 每个方案按第一个目标最差、居中和最好的运行。它们没有记录；用 `muster run` 和该种子即可重现。
study-rank-worst = 最差
study-rank-median = 居中
study-rank-best = 最好
study-seed = 种子
study-no-number = 无数值
study-method-pairs-dropped = 每个方案至多运行 { $n } 次，直到被淘汰；第 k 次运行的{ $visitors ->
        [same] 观众
       *[varied] 种子（方案改变了观众时，观众并不相同）
    }和事件所用的随机数总是相同，因此可以逐次比较差异。
study-method-pairs = 每个方案运行 { $n } 次，第 k 次运行的{ $visitors ->
        [same] 观众
       *[varied] 种子（方案改变了观众时，观众并不相同）
    }和事件所用的随机数总是相同，因此可以逐次比较差异。
study-method-correlation = 按第一个目标，与基准成对运行的相关系数：{ $least } 至 { $most }。越高，差异越清楚。
study-method-selection = 用 KN 程序（Kim 与 Nelson 2001）在 { $confidence } % 的置信度下寻找最好的方案：{ $runs } 次运行。{ $without ->
        [none] {""}
       *[other] 同样置信度的全因子试验需 { $without } 次。
    }
study-method-refused = { $n } 个方案因没有数值的运行过多而被淘汰：按“不可接受”的比例，这一结果的可能性是按“可接受”的比例的许多倍（Wald 1945）。
study-method-limits = 方案是否可用，看其违反限值的运行所占比例：不超过 { $accepted } % 的不应因此被淘汰，达到 { $refused } % 的不应被选中，两者之间则两可（Wald 1945，计入置信度）。{ $n } 个方案中，判定可用 { $kept } 个，淘汰 { $dropped } 个。不因落后于尚未判定可用的方案而淘汰任何方案（参照 Andradóttir 与 Kim 2010）。
study-method-slower = 在各套规则中，以方案表现最差的一套为准：结论中写明是哪一套。
study-end-all = 研究规定的全部重复均已运行。
study-end-precise = 各均值都曾达到要求的精度时停止；区间与 p 值只供参考，并不精确。
study-end-not-precise = 全部重复均已运行；有的均值尚未达到要求的精度。
study-end-selected-dropped = 已知最好的方案时停止；被淘汰的方案重复较少。区间与 p 值只供参考，并不精确。
study-end-selected = 已知最好的方案时停止。区间与 p 值只供参考，并不精确。
study-end-none-will-do = 所有方案均被淘汰时停止。区间与 p 值只供参考，并不精确。
study-end-no-mean = 全部重复均已运行；有的运行没有数值。
study-end-budget = 运行次数的预算用完时停止。
study-end-time = 时间预算用完时停止，重复次数取决于机器。
study-method-intervals = 均值为 95 % 的 t 区间；概率为 Wilson 区间；数值偏斜时另给自助法（BCa）区间。
study-method-nulls = 没有数值的运行劣于任何数值，排在最后并计数，绝不从均值中剔除。
study-method-holm = 差异用成对 t 检验判断，有运行没有数值时用符号检验，并按研究的全部比较统一校正（Holm）。
study-method-settled = { $of } 条平均疏散曲线中有 { $settled } 条已经稳定，最迟在 { $runs } 次运行之后：此后连续十次运行使其距离、投影和斜率的变化均小于 1 %（Ronchi、Reneke 与 Peacock 2014）。
study-method-not-settled = { $of } 条平均疏散曲线均尚未稳定：须连续十次运行使其变化小于 1 %（Ronchi、Reneke 与 Peacock 2014），因此至少需要十二次。
study-method-files = 每次运行及其全部数值在 runs.parquet 中，全部结论在 variants.json 中；同一研究给出相同的字节。
study-bound-model = 研究比较的是同一模型的运行：模型没有考虑的，所有方案都没有考虑。差异比数值本身更可靠。
study-bound-varied = 各方案的观众并不相同：见研究的因素与改动。人员减少是否会使一些人不来，未予考虑。
study-bound-same = 每个方案的观众相同；人员减少是否会使一些人不来或改变到场时间，未予考虑。
study-imprint = Muster { $version }，引擎修订 { $revision }，指标修订 { $metrics }。同一研究文件给出相同的报告。

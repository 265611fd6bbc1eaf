# `muster verify`：用例可能出的错、报告，以及各项实验。

verify-interrupted = 已中断
verify-no-scenario = 没有哪个套件含有场景文件“{ $name }”
verify-scenario-has-errors = 场景“{ $name }”有错误：{ $problem }
verify-promise-broken = 在“{ $name }”中（种子 { $seed }）引擎的保证被打破：{ $what }

verify-passed = 通过
verify-failed = 未通过
verify-documented = 仅记录

# 报告
verify-suite-rimea = RiMEA
    .about = RiMEA 指南 3.0 版与 4.1.1 版的测试用例。
verify-suite-imo = IMO
    .about = IMO MSC.1/Circ.1533 中船舶疏散的测试。
verify-suite-nist = NIST
    .about = NIST 技术报告 1822 的验证测试。
verify-suite-iso = ISO
    .about = ISO 20414 的验证测试。
verify-suite-experiments = 实验
    .about = 真人实验，以及任何人群模型都必须做到的事。
verify-page-title = Muster 的验证与确认
verify-page-lead = 所有用例使用同一组参数，列在文末。每个用例都说明判据出处、测量的位置与时间，以及测得的结果。
verify-page-answer = { $passed } 个用例通过，{ $failed ->
    [0] 没有未通过的
   *[other] { $failed } 个未通过
}；{ $documented ->
    [0] 全部都有对错之分。
   *[other] { $documented } 个没有对错之分，仅作记录。
}
verify-page-version = Muster
verify-page-engine = 引擎修订号
verify-page-model = 模型
verify-page-runs-asked = 指定的运行次数
verify-page-parameters = 参数
verify-page-parameters-about = 所有用例的参数值，按场景文件中的名称列出；用例自身规定的除外。
verify-head-case = 用例
verify-head-title = 内容
verify-head-criterion = 判据
verify-head-verdict = 结论
verify-head-runs = 运行
verify-head-measuring = 测量
verify-head-source = 出处
verify-head-measured = 测得
verify-head-parameter = 参数
verify-head-value = 值
verify-doc-lead = 本页由程序生成：`muster verify --out DIR` 将其写为 `DIR/verification.md`，图表写入 `DIR/verification/`；请将两者复制到 `docs/`。其中没有手写的内容。
verify-doc-about = Muster { $version }，引擎修订号 { $engine }，模型 `{ $model }`。
verify-doc-runs = 凡由用例自行决定运行次数之处，均指定为 { $runs } 次。
verify-doc-failures = 哪些未通过，为什么
verify-doc-no-failures = 没有未通过的用例。
verify-doc-diagrams = 图表
verify-doc-measured = 测得的结果

# 实验
case-exp-neck = 0.8 至 1.4 m 宽的瓶颈
    .criterion = 各宽度的单位宽度流量为 1.5–2.3 人/(m·s)，并随宽度线性增长（R² ≥ 0.95）；瓶颈前 4–6 人/m²；无人滞留。
    .measuring = 150 人，起始 3.3 人/m²，瓶颈长 1 m，流量不设上限。流量取瓶颈中线上中间 60 % 通过者所用时间；密度为其间瓶颈前 0.5 m 处 2 × 1 m 区域的人数除以面积；至少 10 个种子取均值。
    .source = Kretz 2006、Seyfried 2009、2006 年入口实验、Nagai 2006、Müller 1981、AO 2009、Daamen 2010（REFERENCE 第 2 节）。
case-exp-ring = 闭合环道：速度与密度
    .criterion = 每个密度的速度都在各实验、Weidmann 与 SFPE 的最慢与最快之间；3 人/m² 以下放宽 10 %，以上放宽 0.08 m/s。
    .measuring = 环道宽 1.8 m、长 20 m；30 至 90 s 内所有人沿环道行进的平均距离；至少 5 个种子。
    .source = 环道与走廊实验、Weidmann 1993、SFPE 手册（REFERENCE 第 2、3 节）。
case-exp-corridor = 开放走廊：速度与密度
    .criterion = 凡达到的密度（至少四个），速度都在各实验、Weidmann 与 SFPE 的最慢与最快之间；3 人/m² 以下放宽 10 %，以上放宽 0.08 m/s。
    .measuring = 走廊宽 1.8 m；进入的人流与出口宽度决定密度。40 至 100 s 内每秒测中间 2 m 的 Voronoi 密度与一秒内的平均速度，按 ±0.25 人/m² 分组；7 种设置各 6 个种子。
    .source = 环道与走廊实验、Weidmann 1993、SFPE 手册（REFERENCE 第 2、3 节）。
case-exp-single-file = 单列行走：速度与密度
    .criterion = 在 0.62、1.12、1.62、2.12 人/m 时，平均速度与 0.93、0.54、0.25、0.10 m/s 相差不超过 0.06 m/s；在 90 % 以上的密度处，中位数落在 10–90 % 带内。
    .measuring = 50 m 的闭合路线，宽 0.5 m，无人能超越；60 至 119 s 内每秒测所有人一秒内的速度；至少 5 个种子。
    .source = 单列实验（MOVEMENT）；RiMEA 4.1.1 第 16 项的带（REFERENCE 第 1 节）。
case-exp-counterflow = 3.6 m 宽走廊中的对向人流
    .criterion = 从完全混合开始，50 + 50 人的速度不低于 0.95 m/s，100 + 100 人不低于 0.6，150 + 150 人不低于 0.4；慢于 0.1 m/s 者少于 10 %；形成分道；无人被困。
    .measuring = 30 m 首尾相接的走廊；60 至 119 s 内每秒测所有人一秒内的速度；分道程度为每人所在行（左右各 0.4 m、前后各 5 m）内（（同向 − 反向）/（同向 + 反向））² 的均值，0.5 介于混合与完全分道之间；至少 10 个种子。
    .source = 实测人群约 1.1、0.75、0.5 m/s（MOVEMENT）；分道程度依 Rex 与 Löwen 2007（凭记忆）。
case-exp-corner = 直角转弯
    .criterion = 人流为 1.0 人/(m·s) 时不堵塞：转弯前低于 2.3 人/m²，人人通过，无人被困。人流超过其能力时，通过 1.0 至 2.0 人/(m·s)，即各研究的峰值范围。
    .measuring = 走廊宽 2.4 m；30 至 100 s 内转弯前 2.4 × 2.4 m 的密度；转弯后 2 m 处中间 60 % 通过者的流量；至少 5 个种子。没有研究给出可作判据的数值：判据为守恒与不误堵。
    .source = 单向人流的峰值（REFERENCE 第 2 节）；转角误堵（PEERS）。
case-exp-merge = T 形路口汇流
    .criterion = 人流合计 1.0 人/(m·s) 时不堵塞：汇合处低于 2.3 人/m²，人人通过，无人被困。人流超过其能力时，通过 1.0 至 2.0 人/(m·s)，两支各占 40–60 %。
    .measuring = 走廊宽 2.4 m；30 至 100 s 内路口 2.4 × 2.4 m 的密度；主干 2 m 处中间 60 % 通过者的流量；至少 5 个种子。没有研究给出可作判据的数值：判据为守恒、对称与不误堵。
    .source = 单向人流的峰值（REFERENCE 第 2 节）。
case-exp-time-step = 时间步长
    .criterion = 步长 0.05 s 与 0.025 s 时，瓶颈流量、全部离开的时间与对向人流的速度相差不超过 5 %。
    .measuring = 0.8 至 1.4 m 的瓶颈与 100 + 100 人的对向人流；30 至 60 个种子的均值，直到标准误不超过 1.5 %；达不到即为未通过。
    .source = 本项目自己的要求。
case-exp-venues = 五十个随机场地
    .criterion = 任何一步之后都无人在墙内，无人被困或滞留；与他人重叠超过身体 20 % 的人·秒少于 0.1 %。
    .measuring = 随机生成 50 个场地：房间、走廊、0.8 至 3 m 的门、障碍物与两三个出口；每个 300 人、3 个种子，直到全部离开或满 20 分钟。
    .source = 本项目自己的要求；用户的抱怨（PEERS）。

exp-nobody = 没有人可供测量
exp-reads-speed = { $density } 人/m² 时 { $speed } ± { $error } m/s，应为 { $low }–{ $high }
exp-neck-reads-flow = { $width } m：{ $flow } ± { $error } 人/(m·s)
exp-neck-reads-density = { $width } m：瓶颈前 { $density } 人/m²
exp-neck-reads-behind = { $width } m：最多 { $n } 人滞留
exp-neck-reads-linear = 流量与宽度：R² = { $r2 }
exp-neck-picture = { $width } m 的瓶颈，种子 1：人的轨迹；虚线为测量密度与流量之处。
exp-neck-plot = 瓶颈流量与宽度。竖线：均值的标准误。
exp-ring-picture = 环道中 { $people } 人，种子 1。
exp-ring-plot = 闭合环道中的速度与密度。
exp-corridor-reads-none = 未达到 { $density } 人/m²
exp-corridor-reads-bins = 达到 { $n } 个密度
exp-corridor-picture = 出口宽 { $width } m 的走廊，种子 1；虚线为测量密度与速度之处。
exp-corridor-plot = 开放走廊中的速度与密度。
exp-file-reads-speed = { $density } 人/m 时 { $speed } m/s，实测人群 { $measured }
exp-file-reads-median = { $density } 人/m 时中位数 { $speed } m/s，带为 { $low }–{ $high }
exp-file-reads-band = { $all } 个中位数中 { $n } 个在带内
exp-file-picture = { $density } 人/m 的单列，种子 1。
exp-file-plot = 单列行走的速度与密度。
exp-counter-reads-speed = { $n } + { $n }：{ $speed } ± { $error } m/s，至少 { $least }
exp-counter-reads-slow = { $n } + { $n }：{ $share } % 慢于 0.1 m/s
exp-counter-reads-lanes = { $n } + { $n }：分道程度 { $order }
exp-counter-reads-stuck = { $n } + { $n }：最多 { $stuck } 人被困
exp-counter-picture = { $n } + { $n } 人，种子 1。
exp-counter-plot = 对向人流的平均速度与每个方向的人数。
exp-junction-reads-density = 中等人流：路口前 { $density } 人/m²
exp-junction-reads-through = 中等人流：最多 { $inside } 人滞留，{ $stuck } 人被困
exp-junction-reads-flow = 饱和：{ $flow } ± { $error } 人/(m·s)
exp-junction-reads-stuck = 饱和：最多 { $stuck } 人被困
exp-merge-reads-share = 通过者中 { $share } % 来自左侧
exp-corner-picture = 饱和人流下的转弯，种子 1；虚线为测量密度与流量之处。
exp-merge-picture = 饱和人流下的路口，种子 1；虚线为测量密度与流量之处。
exp-step-reads-flow = { $of } m 瓶颈：{ $coarse } 与 { $fine } 人/s（{ $difference } %）
exp-step-reads-out = { $of } m 瓶颈：{ $coarse } 与 { $fine } s 后全部离开（{ $difference } %）
exp-step-reads-counterflow = 对向 { $of } + { $of }：{ $coarse } 与 { $fine } m/s（{ $difference } %）
exp-venues-reads-stuck = { $stuck } 人被困，{ $behind } 人滞留
exp-venues-reads-overlap = { $share } % 的人·秒处于深度重叠
exp-venues-reads-worst = 最差的是场地 { $venue }：一次运行中 { $n } 人被困或滞留
exp-venues-picture = 场地 { $venue }，种子 1。

exp-axis-width = 瓶颈宽度 [m]
exp-axis-flow = 流量 [人/s]
exp-axis-density = 密度 [人/m²]
exp-axis-line-density = 密度 [人/m]
exp-axis-speed = 速度 [m/s]
exp-axis-each = 每个方向的人数
exp-series-muster = Muster
exp-series-muster-mean = Muster，均值
exp-series-muster-median = Muster，中位数
exp-series-target = 目标 1.5–2.3 人/(m·s)
exp-series-studies = 七项研究的均值（{ $flow } 人/(m·s)）
exp-series-lowest = 最低的一次（{ $flow } 人/(m·s)）
exp-series-highest = 最高的一次（{ $flow } 人/(m·s)）
exp-series-envelope = 放宽后的包络
exp-series-weidmann = Weidmann 1993
exp-series-sfpe = SFPE
exp-series-corridor = 走廊实验
exp-series-ring = 环道实验
exp-series-file-band = 10–90 % 的人
exp-series-file-median = 人的中位数
exp-series-file-mean = 实验均值
exp-series-least = 最低要求
exp-series-crowds = 实测人群

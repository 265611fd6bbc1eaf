# 命令行。键名以 cli- 开头；两种语言的键完全相同。

# 帮助
cli-help-about = 在活动举办之前弄清楚：大型公众活动的方案是否可行，所有人能否及时撤离？
cli-help-after = 第一步：
    {"  "}muster check scenarios/quickstart.ron
    {"  "}muster run scenarios/quickstart.ron
    {""}
    退出码：0 完成，1 输入有错误，2 用法错误，3 读写失败，130 被中断。
cli-help-usage = 用法：
cli-help-arguments = 参数
cli-help-options = 选项
cli-help-common-options = 各命令通用的选项
cli-help-commands = 命令
cli-help-command-name = 命令
cli-help-check = 检查方案文件：列出全部问题及其在文件中的位置，并给出容量表
cli-help-cover = 不运行仿真，给出人员、摄像机和广播的覆盖情况以及到达各处的时间
cli-help-run = 按预案运行一次模拟，生成包含记录、指标和报告的文件夹
cli-help-app = 打开窗口：观看运行，回放记录
cli-help-verify = 运行已发表的用例与实验，说明哪些成立
cli-help-help = 显示本帮助，或某个命令的帮助
cli-help-option-app-path = 要打开的方案或运行文件夹
cli-help-option-file = 方案文件（.ron）
cli-help-option-command = 要说明的命令
cli-help-option-plan = 采用的预案；不写则用方案文件自己的
cli-help-option-cover-plan = 按此预案的岗位计算；不写则按方案文件中的岗位
cli-help-option-seed = 全部随机抽样的种子；不写则用方案文件自己的
cli-help-option-model = 人员行走模型，替代方案文件中的模型
cli-help-option-from = 从一天中的什么时刻开始；不写则用方案文件自己的
cli-help-option-until = 从开始算起，模拟这么多秒后停止
cli-help-option-orders = 运行过程中下达的命令
cli-help-option-out = 写入的文件夹；不写则为 runs/NAME-PLAN-SEED
cli-help-option-no-record = 只算指标：不作记录；除非用 --out 指定，否则不建文件夹
cli-help-option-force = 如果 --out 指定的文件夹里是 Muster 的一次运行，则替换它
cli-help-option-suite = 只运行此套件：rimea、imo、nist、iso 或 experiments
cli-help-option-case = 只运行此编号的用例，例如 rimea-09
cli-help-option-runs = 每种设置的运行次数；不给则按用例判据所需
cli-help-option-verify-out = 存放报告、文档页、图表与结果的文件夹；不给则不写
cli-help-option-json = 只输出一个 JSON 文档
cli-help-option-lang = 语言，en 或 zh；不写则随系统
cli-help-option-threads = 使用多少个线程；不写则每核一个。结果不受影响
cli-help-option-quiet = 不显示进度和附注
cli-help-option-help = 显示本帮助
cli-help-option-version = 显示版本

# 用法错误
cli-see-help = 用 `muster --help` 查看命令，用 `muster COMMAND --help` 查看某个命令的选项。
cli-no-command = 没有给出命令。
cli-unknown-command = 没有 `{ $command }` 这个命令。
cli-did-you-mean = 是不是要写 { $names }？
cli-run-the-file = 要运行方案，请写 `muster run { $command }`。
cli-command-later = 本版本的 Muster 还没有 `{ $command }` 命令。
cli-command-later-help = 现有 `check`、`cover`、`run`、`batch`、`compare` 和 `verify`；CHANGELOG.md 写明每个版本增加了什么。
cli-unknown-argument = 这里没有 { $argument } 这个选项或参数。
cli-missing-argument = 缺少 { $argument }。
cli-missing-value = { $argument } 需要一个值。
cli-takes-no-value = { $argument } 不带值。
cli-given-twice = { $argument } 写了两次。
cli-not-text = 有一个参数不是可读的文字。
cli-not-understood = 无法理解这行命令。
cli-bad-value = { $option } 不能是“{ $value }”。
cli-expects-lang = 请写 en 或 zh。
cli-expects-threads = 请写 1 到 1024 之间的整数。
cli-expects-seed = 请写不小于 0 的整数。
cli-expects-time = 请按 HH:MM 写时刻，例如 10:30。
cli-expects-seconds = 请写要模拟的秒数，大于 0，至多 172800（两天）。
cli-expects-suite = 请写 rimea、imo、nist、iso 或 experiments。
cli-expects-runs = 请写 1 到 10000 的整数。
cli-expects-model = 可用模型：{ $models }。
cli-orders-later = 本版本还不能在运行中接受命令。
cli-orders-later-help = 请去掉 --orders。事先定好的安排请写进方案文件的预案。
cli-unknown-plan = 方案文件中没有预案“{ $plan }”。
cli-unknown-plan-all = 现有预案：{ $names }。
cli-no-plans = 方案文件中没有任何预案；请去掉 --plan。

# 方案文件的问题
cli-error = 错误
cli-warning = 警告
cli-help-label = 建议：{ $help }
cli-has-errors = { $file } 有 { $errors } 个错误，无法运行。
cli-has-errors-help = 用 `muster check { $file }` 查看每个问题的位置和处理办法。
cli-check-errors-help = 每个问题都附有处理办法。
cli-check-clean = { $file }：没有问题。
cli-check-count = { $file }：{ $errors } 个错误，{ $warnings } 个警告。
cli-more-warnings = …… 还有 { $n } 个警告；用 `muster check { $file }` 查看全部。
cli-capacity-heading = 容量（人）：每处可容纳、一小时内可进入、八分钟内可离开的人数
cli-capacity-place = 场所
cli-capacity-holding = 容纳
cli-capacity-entry = 入场（1 小时）
cli-capacity-exit = 离场（8 分钟）
cli-capacity-emergency = 紧急疏散（8 分钟）
cli-capacity-least = 最小值
cli-capacity-lost = 失去最大出口时的最小值
cli-capacity-without = { $n }（不用 { $exit }）

# 文件
cli-reason-full = 磁盘已满
cli-reason-quota = 磁盘配额已用完
cli-reason-not-permitted = 没有权限
cli-reason-read-only = 磁盘是只读的
cli-reason-not-found = 它不存在
cli-reason-not-a-folder = 路径中有一部分不是文件夹
cli-reason-is-a-folder = 它是一个文件夹
cli-reason-in-the-way = 已有同名的东西占着位置
cli-folder-exists = 文件夹 { $folder } 已经存在。
cli-folder-exists-help = 请用 --out 另取一个名字，或加上 --force 替换其中的运行结果。
cli-folder-not-a-run = 文件夹 { $folder } 里不是 Muster 的运行结果，因此 --force 不会替换它。
cli-folder-not-a-run-help = 请用 --out 另取一个名字，或自行把它移走。
cli-cannot-write = 无法写入 { $file }：{ $reason }。
cli-cannot-write-help = 请检查磁盘空间和写入权限，或用 --out 另指定文件夹。
cli-recording-failed = 记录失败：{ $reason }。
cli-recording-failed-help = 请再运行一次；如果再次出现，请连同方案文件一起报告给我们。
cli-report-failed = 无法生成报告：{ $reason }。
cli-cannot-write-stdout = 无法把结果写到标准输出：{ $reason }。
cli-cannot-write-stdout-help = 请检查输出被重定向到了哪里。

# 运行
cli-progress = { $clock }  场内 { $inside } 人  { $rate } 倍实时  至多还需 { $left }
cli-seconds = { $n } 秒
cli-minutes = { $n } 分钟
cli-starting = 预案 { $plan }，种子 { $seed }，从 { $start } 开始，最迟到 { $end }。
cli-starting-no-plan = 无预案，种子 { $seed }，从 { $start } 开始，最迟到 { $end }。
cli-stopping = 完成这一步后停止，并保留已完成的部分。再按一次 Ctrl-C 立即退出。
cli-interrupted = 在 { $clock } 中断；此前的结果已保留。
cli-interrupted-folder = 在 { $clock } 中断；此前的结果保留在 { $folder }。
cli-report-at = 报告：{ $file }
cli-no-folder = 按 --no-record 的要求，没有写入任何文件。
cli-ends-before-start = 运行将在 { $end } 结束，早于开始时刻 { $start }。
cli-cannot-start-help = 请对照方案文件的 run 部分检查 --from 和 --until。
cli-no-threads = 无法启动线程：{ $reason }。
cli-no-threads-help = 请用 --threads 少要几个。

# 覆盖情况
cli-cover-heading = { $file }：按方案文件的岗位计算的覆盖情况
cli-cover-heading-plan = { $file }：按预案 { $plan } 的岗位计算的覆盖情况

# 验证
cli-verify-progress = { $number }/{ $cases }  { $case }  { $runs } 次运行
cli-verify-case-done = { $case }：{ $verdict }（{ $seconds } 秒，{ $runs } 次运行）
cli-verify-runs = { $n } 次
cli-verify-stopping = 正在停止，并保留已完成的用例。再按一次 Ctrl-C 立即退出。
cli-verify-interrupted = 已中断；只运行了以上用例。
cli-verify-unknown-case = 没有用例“{ $case }”。
cli-verify-other-suite = 用例“{ $case }”不在 --suite 指定的套件中。
cli-verify-failed = { $n } 个用例未通过。
cli-verify-failed-help = 每个用例都附有测得的结果；--out DIR 会写出带图的报告。
cli-verify-cases = 用例有：{ $names }。

# 研究
cli-help-batch = 进行一项研究：运行各方案，保存每次运行，指出差异；可从中断处继续
cli-help-compare = 显示研究的结论，或并列几次运行
cli-help-option-study = 研究文件（.study.ron）
cli-help-option-batch-out = 研究的文件夹；未给出时为 studies/名称
cli-help-option-dry-run = 只说明有哪些方案、要运行多少次
cli-help-option-block = 只运行 N 块中的第 I 块（从 0 起）：所有方案每隔 N 次的重复，供 N 台机器之一使用
cli-help-option-merge = 不运行，只汇总已有的运行
cli-help-option-folders = 研究的文件夹，或两次以上运行的文件夹
cli-expects-block = 请写块号与总块数，例如 0/4 表示四块中的第一块。
cli-block-and-merge = 运行一块与汇总各块不能同时进行。
cli-study-has-errors = { $file } 有 { $errors } 个错误。
cli-study-has-errors-help = 文件格式见 docs/studies.md。
cli-folder-not-a-study = { $folder } 中存放的不是研究。
cli-folder-not-a-study-help = 请用 --out 指定另一个文件夹。
cli-batch-progress = { $there }／最多 { $most } 次运行 · 每分钟 { $rate } 次 · 约剩 { $left } · { $name }
cli-batch-interrupted = 已中断；完成的运行保存在 { $folder }。用同一命令可继续。
cli-batch-block-done = 该块已完成，运行保存在 { $folder }。全部完成后用 `muster batch … --merge` 汇总。
cli-batch-files = 运行：{ $runs }
    结论：{ $findings }
cli-batch-matrix = { $study }：{ $variants } 个方案，{ $windows } 个时段，{ $replications } 次重复：共 { $runs } 次运行
cli-batch-matrix-most = { $study }：{ $variants } 个方案，{ $windows } 个时段，最多 { $replications } 次重复：最多 { $runs } 次运行
cli-batch-more = ……另有 { $n } 个
cli-batch-variant = 无法建立方案 { $variant }：{ $reason }
cli-batch-cannot-start = 无法开始运行：{ $reason }
cli-batch-statistics = 研究无法得出结论：{ $reason }。
cli-batch-statistics-help = 若选择中有没有数值的运行，请给出 null_as；否则请用固定的重复次数比较。
cli-batch-missing = 至少缺少 { $missing } 次运行。
cli-batch-missing-help = 请先运行全部各块，或不用 --merge，缺少的会被补上。
cli-study-runs = 每个方案 { $replications } 次重复，共 { $runs } 次运行，种子从 { $seed } 起，引擎修订 { $revision }。置信度 95 %。
cli-study-end-all = 已运行研究规定的全部重复。
cli-study-end-precise = 均值达到要求的精度时停止。
cli-study-end-not-precise = 已运行研究规定的全部重复；有的均值尚未达到要求的精度。
cli-study-end-selected = 已知最优方案时停止；被淘汰的方案重复较少。
cli-study-end-no-mean = 有的运行没有数值，均值无法更精确：已运行全部重复。
cli-study-smaller = 越小越好
cli-study-larger = 越大越好
cli-study-at-most = ；限值：不大于 { $bound }
cli-study-at-least = ；限值：不小于 { $bound }
cli-study-variant = 方案
cli-study-mean = 均值
cli-study-worst = 最差
cli-study-difference = 差值
cli-study-verdict = 与基准相比
cli-study-nulls = 无数值
cli-study-broken = 超出限值
cli-study-baseline = 基准
cli-study-better = 较好
cli-study-worse = 较差
cli-study-not-shown = 未显示
cli-study-no-number = –
cli-study-reading = 差值取自种子相同的成对运行；p 值已按以上全部比较统一校正（Holm）。
    没有数值的运行（有人未能离开、无人到场或无可测量）劣于任何数值，绝不剔除：该方案没有均值。
cli-study-selected = 按第一个指标，在 { $confidence } % 置信度下最优：{ $best }。与其相差可能不超过 { $indifference } 的有：{ $others }。运行 { $runs } 次；若不淘汰则需 { $without } 次。
cli-study-not-selected = 按第一个指标，目前最优：{ $best }，但在 { $confidence } % 置信度下尚不能确定。与其相差可能不超过 { $indifference } 的有：{ $others }。运行 { $runs } 次；若不淘汰则需 { $without } 次。
cli-compare-metric = 指标
cli-compare-one-run = 单次运行无法比较。
cli-compare-one-run-help = 请给出两次以上运行的文件夹，或研究的文件夹。
cli-compare-no-evidence = 各只一次运行：仅供示意，不是证据。差异是否真实，请做研究。
cli-compare-no-folder = { $folder } 中既没有研究的结论，也没有运行的指标：{ $file } { $reason }。
cli-compare-no-folder-help = 请给出 `muster batch` 或 `muster run` 写出的文件夹；中断的研究尚无结论。
cli-compare-malformed = { $file } 不是 Muster 所写：{ $reason }
cli-compare-malformed-help = 请重新运行；已完成的不会重复运行。
cli-study-p95 = P95 上限
cli-study-too-few = 有运行没有数值时，至少需要 { $needed } 次重复才能判定差异；此处“未显示”不说明任何问题。
cli-study-chosen-number = 重复次数由结果决定：p 值与区间只供参考，并不精确。
cli-built-without-app = 此版本的 Muster 没有窗口。
cli-built-without-app-help = 请构建带窗口的版本：cargo build --release --features app

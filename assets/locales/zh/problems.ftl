# 场景中的问题：problem-代码 说明错误，.help 说明如何处理。

## 句子里用到的词

word-sheet = 楼层
word-place = 场所
word-path = 通道
word-opening = 开口
word-gate = 闸口
word-obstacle = 障碍物
word-barrier = 围栏
word-exit = 出口
word-assembly-point = 集合点
word-zone = 责任区
word-profile = 观众类型
word-arrivals = 到达客流
word-programme-item = 日程项目
word-unit = 工作单元
word-post = 固定服务点
word-resource = 应急资源
word-camera = 摄像机
word-loudspeaker = 广播
word-incident = 突发事件
word-plan = 预案
word-cell = 场所或通道
word-cell-or-exit = 场所、通道或出口
word-boolean = true 或 false
word-integer = 不小于 0 的整数
word-number = 数字
word-text = 加引号的文字
word-list = 用方括号 [ … ] 写的列表
word-name = 格式规定的名称（不加引号）
word-fields = 用圆括号 ( … ) 写的一组内容
word-tuple = 用圆括号写的一组数，例如 (1.0, 2.0)
word-time = 时刻，例如 "10:30"
word-police = 公安
word-traffic_police = 交警
word-patrol = 巡逻队
word-fire_crew = 消防队
word-medic = 医务人员
word-cadre = 镇村干部
word-volunteer = 志愿者
word-sanitation = 环卫
word-search = 安检
word-hold = 拦停人流
word-guide = 引导人群
word-treat = 救治伤员
word-extinguish = 灭火
word-direct-traffic = 指挥交通
word-profiles = 观众类型
word-groups = 同行人群
word-entrances = 入口
word-places = 场所
word-departures = 离场
word-exits = 出口
word-thing = 对象
word-from = 起点
word-to = 终点
word-position = 位置

## 读取文件

problem-no-such-file = 找不到文件 {$file}。
    .help = 请核对文件名，以及当前所在的文件夹。
problem-file-is-a-folder = {$file} 是文件夹，这里需要的是场景文件。
    .help = 请写出其中的 .ron 文件。
problem-file-not-permitted = 没有读取 {$file} 的权限。
    .help = 请取得读取权限，或把文件复制到可以读取的位置。
problem-file-not-readable = 无法读取 {$file}：{$reason}。
    .help = 请再试一次；仍然失败时，把文件复制到其他磁盘。
problem-file-too-large = 文件超过 {$limit} MiB。
    .help = 场景文件远不需要这么大：请确认文件是否正确，并减少轮廓上过密的点。
problem-not-utf8 = 从这里开始，文件不是 UTF-8 文本。
    .help = 请在编辑器中另存为 UTF-8；不支持 UTF-16 和 GBK。
problem-nesting-too-deep = 这里的括号嵌套超过 {$limit} 层。
    .help = 场景文件大约只需要十层；请查找只开不闭的括号。
problem-too-many-values = 文件中的数值超过 {$limit} 个。
    .help = 请减少轮廓上过密的点。
problem-bracket-not-closed = 这里的括号 {$open} 没有闭合。
    .help = 请补上右括号，或在后文查找缺少的右括号。
problem-bracket-mismatched = 这里是 {$found}，而第 {$opened} 行的括号应当用 {$wanted} 闭合。
    .help = 请改为 {$wanted}，或在两行之间查找多余或缺少的括号。
problem-bracket-not-opened = 这个 {$found} 没有对应的左括号。
    .help = 请删去它，或在前文查找闭合过早的括号。
problem-text-not-closed = 从这里开始的文字缺少右引号。
    .help = 请在文字末尾补上引号。
problem-comment-not-closed = 从这里开始的注释没有结束。
    .help = 请在末尾补上 */。
problem-newer-format = 文件格式为 {$found}，本版 Muster 只能读取格式 {$known}。
    .help = 请用更新版本的 Muster 打开此文件。
problem-unknown-format = 没有格式 {$found}。
    .help = 请写 format: {$known}。
problem-unknown-field = 这里没有字段 {$found}。
    .help = { $hint ->
            [study] 研究文件才有此字段：如果这是研究，请用 `muster batch` 运行。
            [scenario] 场景文件才有此字段：如果这是场景，请用 `muster run` 运行。
            [near] 是否想写 {$near}？
           *[none] 请删去它。
        }可用的字段有：{$known}。
problem-unknown-variant = {$found} 不是这里允许的名称。
    .help = { $hint ->
            [near] 是否想写 {$near}？
           *[none] 请从中选择。
        }可用的名称有：{$known}。
problem-missing-field = 这里缺少字段 {$field}。
    .help = 请在括号内补上 {$field}: 及其值。
problem-duplicate-field = 字段 {$field} 在这里重复出现。
    .help = 请只保留一个。
problem-wrong-type = 这里应当是{$wanted}，而不是：{$source}
    .help = { $hint ->
            [names] 可用的名称有：{$known}。名称所带的值写在其后的括号里。
           *[none] 请改正写法；若该字段可省略，也可以删去。
        }
problem-value-missing = 这里前面缺少一个值：{$wanted}。
    .help = 请补上该值；若该字段可省略，也可以删去。
problem-brackets-unwanted = 这个名称后面不带括号。
    .help = 请删去括号及其中的内容。
problem-integer-out-of-range = 数字 {$source} 超出了允许的范围。
    .help = 请写不小于 0 的整数；不超过九位数总能容纳。
problem-wrong-length = 这里应当有 {$wanted} 个值，现在有 {$found} 个。
    .help = 请补上缺少的值，或删去多余的值。
problem-too-many-entries = 这里多了一个值。
    .help = 请删去它，或在它前面闭合括号。
problem-not-a-time = “{$found}”不是时刻。
    .help = 请写成 "HH:MM"，例如 "10:30"；需要秒时写 "HH:MM:SS"。
problem-comma-missing = 这里前面缺少逗号。
    .help = 列表的各项之间、各字段之间要用逗号隔开。
problem-comma-too-many = 这里多了一个逗号。
    .help = 请删去它，或在它前面补上缺少的内容。
problem-colon-missing = 字段名后面缺少冒号。
    .help = 请写成 名称: 值。
problem-unknown-escape = 这段文字里有无效的反斜杠转义。
    .help = 反斜杠写 \\，引号写 \"，换行写 \n。
problem-text-after-end = 场景已经结束，后面还有多余内容。
    .help = 请删去它，或在前文查找闭合过早的括号。
problem-unexpected-end = 文件过早结束。
    .help = 请检查末尾缺少的值或括号。
problem-syntax = 无法读懂这里的内容；读取器的原文提示是：“{$reason}”。
    .help = 请对照 scenarios 文件夹中的示例。

## 标识与引用

problem-duplicate-id = 标识 {$id} 已被 {$first} 使用。
    .help = 标识在整个文件中必须唯一，请为其中之一换一个。
problem-empty-id = 标识为空。
    .help = 请起一个简短的名称，例如 "main-gate"。
problem-odd-id = 标识 {$id} 含有不允许的字符，或超过 {$limit} 个字符。
    .help = 请使用字母、汉字、数字、- 和 _，并以字母、汉字或数字开头；给人看的名称写在 name 里。
problem-unknown-reference = 没有标识为 {$id} 的{$wanted}。
    .help = { $hint ->
            [near] 是否想写 {$near}？
           *[none] 请添加它，或改用已有的标识。
        }
problem-wrong-reference = {$id} 是{$kind}，这里需要的是{$wanted}。
    .help = 请填写{$wanted}的标识。
problem-list-too-long = 列表有 {$count} 项，最多允许 {$limit} 项。
    .help = 请拆分场地，或略去与人流无关的内容。
problem-ordered-twice = 预案对 {$id} 作了两次规定。
    .help = 请只保留一条。

## 数值

problem-number-not-finite = 这里不是有限的数。
    .help = 请写普通的数字。
problem-number-out-of-range = {$value} 超出范围，允许 {$min} 到 {$max}。
    .help = 请改为范围内的数。若有单位：长度用米，时间用秒，份额以 1 为整体。
problem-distribution-range = 最小值 {$min} 不小于最大值 {$max}。
    .help = 请对调两者，或改写为 Constant(值)。
problem-distribution-not-positive = {$name} 为 {$value}，必须{ $bound ->
        [above] 大于 {$least}
       *[from] 不小于 {$least}
    }。
    .help = 请改为这样的数；若没有随机性，请写 Constant(值)。
problem-distribution-outside-cut = {$name} 为 {$value}，不在 {$min} 到 {$max} 之间。
    .help = 请把它移到区间内，或放宽 min 和 max。
problem-distribution-unbounded = 该分布没有上下限，而每个值都必须在 {$min} 到 {$max} 之间。
    .help = 请使用带 min 和 max 的 Normal，或 Uniform、Triangular、Constant。
problem-shares-do-not-add-up = {$which}的份额合计为 {$sum}，而不是 1。
    .help = 请调整份额，使其合计为 1。
problem-ends-before-it-starts = 结束时间 {$end} 早于开始时间 {$start}。
    .help = 请对调两者；午夜之后的时刻用大于 23 的小时数表示。

## 场地

problem-empty-venue = 场地里没有任何场所或通道。
    .help = 请至少画出一个场所。
problem-polygon-too-few-points = 多边形只有 {$count} 个顶点，至少需要 3 个。
    .help = 请补充顶点。
problem-too-many-points = 线条有 {$count} 个点，最多允许 {$limit} 个。
    .help = 请略去对形状影响不到几厘米的点。
problem-polygon-repeats-point = 顶点 ({$x}, {$y}) 连续出现两次。
    .help = 请删去其中一个。
problem-polygon-closed-twice = 最后一个顶点与第一个相同：({$x}, {$y})。
    .help = 请删去它，多边形会自动闭合。
problem-polygon-without-area = 多边形没有面积。
    .help = 各顶点在一条直线上，请把它们分开。
problem-polygon-crosses-itself = 多边形自相交：第 {$first} 条边与第 {$second} 条边相遇。
    .help = 请按绕行场所一周的顺序书写顶点。
problem-line-too-few-points = 线条只有 {$count} 个点，至少需要 2 个。
    .help = 请补充点。
problem-line-without-length = 线条没有长度：各点重合在一起。
    .help = 请把各点分开；坐标单位为米。
problem-outside-its-cell = {$kind} {$id} 在 {$cell} 之外，不起任何作用。
    .help = 请移到 {$cell} 内，或改填它所在的场所或通道。
problem-zone-without-cells = 责任区 {$id} 没有包含任何场所或通道。
    .help = 请列出其范围，或删去该责任区。
problem-cell-in-two-zones = {$cell} 同属责任区 {$first} 和 {$second}，以前者为准。
    .help = 请从其中之一删去。
problem-cell-in-no-zone = {$cell} 不属于任何责任区，无人负责。
    .help = 请把它列入某个责任区。
problem-zone-without-staff = 责任区 {$id} 无人负责：没有任何工作单元属于它。
    .help = 请为某个工作单元填写 zone: "{$id}"。
problem-zone-without-leader = 责任区 {$id} 有工作人员，但无人牵头。
    .help = 请安排干部，或指定一个任务为 Lead 的工作单元。

## 闸口、出口与开口

problem-line-narrower-than-person = 线条长 {$length} 米，不足 {$least} 米无人能通过。
    .help = 请核对两个端点；坐标单位为米。
problem-cell-joined-to-itself = {$cell} 与自身相连。
    .help = 请填写另一侧的场所或通道。
problem-gate-off-boundary = 闸口 {$id} 不在两侧的公共边上。
    .help = 请把线条移到公共边上（误差 5 厘米以内），或改填在此相接的场所。
problem-line-longer-than-edge = {$id} 的线条超出了 {$cell} 的边。
    .help = 请缩短到边的端点以内，或移到边上。
problem-gate-between-exits = 闸口连接了两个出口 {$from} 和 {$to}。
    .help = 请在一侧填写人们离开前所在的场所或通道。
problem-gate-not-at-its-exit = 出口 {$exit} 属于 {$led}，而闸口写的是 {$cell}。
    .help = 请在闸口填写 {$led}，或把出口改到 {$cell}。
problem-gate-off-exit = 闸口 {$id} 不在出口 {$exit} 的线上。
    .help = 请把闸口的线条移到出口线上。
problem-gate-wider-than-line = 闸口宽 {$width} 米，而线条只有 {$length} 米。
    .help = 请加长线条，或减小宽度。
problem-gate-narrower-than-person = 闸口宽 {$width} 米，不足 {$least} 米无人能通过。
    .help = 请加宽，或删去该闸口。
problem-gates-overlap = 闸口 {$first} 和 {$second} 位于边线的同一段上。
    .help = 请把两者分开，或合并为一个：一个闸口可以为两个方向分别设置检查。
problem-exits-overlap = 出口 {$first} 和 {$second} 位于边线的同一段上。
    .help = 请把两者分开，或合并为一个：同一个出口既可进也可出。
problem-exit-off-boundary = 出口 {$id} 不在 {$cell} 的边界上。
    .help = 请把线条移到边界上（误差 5 厘米以内）。
problem-opening-off-boundary = 开口 {$id} 不在两侧的公共边上。
    .help = 请把线条移到公共边上（误差 5 厘米以内）。

## 通道、台阶与坡道

problem-path-narrower-than-person = 通道宽 {$width} 米，行走至少需要 {$least} 米。
    .help = 请加宽，或删去该通道。
problem-sterile-lane-too-wide = 应急车道只给行人留下 {$left} 米，行走至少需要 {$least} 米。
    .help = 请缩窄应急车道，或加宽通道。
problem-path-piece-without-length = 通道上有两个点重合。
    .help = 请删去其中一个。
problem-periodic-path-not-straight = 循环通道必须是一段直线，这里有 {$count} 个点。
    .help = 请只保留首尾两点。
problem-path-folds = 这里的转弯过急，宽 {$width} 米的通道会自身重叠。
    .help = 请用间距更大的多个点把弯画圆，或在转弯处设一个场所。
problem-path-runs-into-itself = 宽 {$width} 米的通道与自身重叠。
    .help = 请拉开转弯之间的距离，或拆成两条通道。
problem-path-ends-nowhere = { $why ->
        [off] 通道的{$end}距离 {$cell} 还有 {$distance} 米。
       *[free] 通道 {$cell} 的{$end}没有通向任何地方。
    }
    .help = { $why ->
            [off] 请把端点移到 {$cell} 上，或改填那里的场所。
           *[free] 请填写它所连接的场所或通道，或在该端画一个出口。
        }
problem-elevation-differs = 通道在此处的高程为 {$z} 米，而 {$cell} 的高程为 {$ground} 米。
    .help = 请使两者相差不超过 {$limit} 米；其间的高差应画成台阶。
problem-stair-lane-too-narrow = 扶手之间只有 {$width} 米，行走至少需要 {$least} 米。
    .help = 请减少 channels。
problem-stair-too-steep = 踏步高 {$riser} 米、深 {$tread} 米，比台阶更陡。
    .help = 踏步高不超过 {$highest} 米，深不小于 {$shortest} 米。
problem-stair-without-rise = 台阶只升高 {$rise} 米，不到一级踏步的 {$riser} 米。
    .help = 请在每个点的第三个数中写明高程。
problem-stair-does-not-fit = 升高 {$rise} 米需要 {$risers} 级踏步，与 {$length} 米长的线条不符。
    .help = 有 {$landings} 个平台时，线条应长 {$least} 到 {$most} 米；请核对高程、踏步高、踏步深和平台数。
problem-flight-too-long = 一个梯段有 {$risers} 级踏步，规范允许 {$most} 级。
    .help = 请增设平台，共需 {$wanted} 个。
problem-landing-too-short = 平台深 {$length} 米，应不小于 {$least} 米。
    .help = 请加长台阶，或核对踏步深与平台数。
problem-slope-too-steep = 通道坡度为 {$grade} %，超过 {$limit} % 无法安全行走。
    .help = 请改为台阶，或核对高程。
problem-slope-above-rule = 通道坡度为 {$grade} %，主要通道不应超过 {$limit} %。
    .help = 请勿把它作为主要路线，或核对高程。
problem-slope-hard-for-wheels = 通道坡度为 {$grade} %，轮椅坡道不应超过 {$limit} %，并应设休息平台。
    .help = 请为轮椅使用者安排其他路线，或配备协助人员。

## 观众

problem-too-many-people = 观众共 {$people} 人，超过可模拟的上限 {$limit} 人。
    .help = 请核对人数。
problem-no-profiles = 有 {$people} 名观众，但没有说明观众类型。
    .help = 请添加一个份额为 1 的观众类型。
problem-group-size-twice = {$size} 人的同行人群出现了两次。
    .help = 请把两项份额合并。
problem-group-too-large = 同行人群 {$name} 有 {$people} 人，允许 1 到 {$limit} 人。
    .help = 请分成几个同行人群，各用各的名称。
problem-box-inverted = 区域没有面积：应先写较小的坐标。
    .help = 请写成（最小 x，最小 y，最大 x，最大 y）。
problem-box-outside-cell = 区域在 {$cell} 之外。
    .help = 请移到其中，或省略它，让人群分布在整个场所。
problem-walks-not-round = {$id} 不是首尾相接的通道，人群无法在其中一直绕行。
    .help = 请删去 `walks`，或将人群放在 `periodic` 的通道上。
problem-over-capacity = {$id} 有 {$people} 人，而容量为 {$capacity} 人。
    .help = 请减少人数；若确实允许，可提高容量。
problem-no-room-to-stand = { $room ->
        [box] {$id} 中划定的区域站不下 {$people} 人：{$area} 平方米最多容纳 {$most} 人。
       *[cell] {$id} 站不下 {$people} 人：{$area} 平方米最多容纳 {$most} 人。
    }
    .help = { $room ->
            [box] 请减少人数，或扩大该区域。
           *[cell] 请减少人数，或核对场所大小。
        }
problem-exit-is-entrance-only = {$id} 只作入口，不能由此离开。
    .help = 请改用其他出口，或修改其用途。
problem-entrance-is-exit-only = {$id} 只作出口，不能由此进入。
    .help = 请改用其他入口，或修改其用途。
problem-no-entrances = 到达客流 {$id} 没有入口。
    .help = 请列出入口及其份额，合计为 1。
problem-curve-peak-outside = 高峰 {$peak} 不在 {$from} 与 {$until} 之间。
    .help = 请把高峰移到首末到达时间之间。
problem-curve-too-few-points = 到达曲线只有 {$count} 个点，至少需要 2 个。
    .help = 请从份额 0 开始，到份额 1 结束。
problem-curve-not-rising = 曲线在 {$time}（份额 {$share}）处回落。
    .help = 时间必须逐点递增，份额不得下降。
problem-curve-not-whole = 曲线从 {$first} 到 {$last}，而不是从 0 到 1。
    .help = 请从份额 0 开始，到份额 1 结束。
problem-programme-without-places = 日程项目 {$id} 没有场所。
    .help = 请列出场所及其份额，合计为 1。
problem-programme-out-of-order = 该项目 {$start} 开始，早于前一项 {$first} 的 {$before}。
    .help = 请按时间顺序书写日程。
problem-programme-over-capacity = 全部观众的 {$share} % 为 {$people} 人，而 {$id} 只能容纳 {$capacity} 人。
    .help = 请减小份额，或增加空间。

## 工作人员

problem-role-twice = {$role}出现了两次。
    .help = 请只保留一条。
problem-no-power = {$id} 的任务是{$power}，但{$role}没有这项权限。
    .help = 请交给有权限的单元，或在 staff.powers 中授权。
problem-vehicle-off-road = {$id} 停在 {$path}，那里不许车辆通行。
    .help = 请停在场所上，或停在 `vehicles: true` 的通道上。
problem-order-without-people = 预案 {$plan} 对 {$what} 下达的指令需要 {$needed} 名有权拦停的人员，而现有 {$able} 名。
    .help = 请安排角色具有 Hold 权限的单元，或取消该指令：无人执行时指令会一直等待。
problem-unit-larger-than-role = {$id} 有 {$count} 人，而{$role}总共只有 {$strength} 人。
    .help = 请减少该单元人数，或提高 staff.strength 中的总人数。
problem-role-overdrawn = {$time} 时{$role}各单元共需 {$needed} 人，而总共只有 {$strength} 人。
    .help = 请减少某个单元的人数、调整班次，或提高总人数。
problem-minimum-over-count = 该单元有 {$count} 人，少于最低人数 {$minimum}。
    .help = 请增加 count，或降低 minimum。
problem-search-without-lanes = 该单元在 {$gate} 安检，但那里没有安检通道。
    .help = 请为闸口设置 lanes，或为该单元安排其他任务。
problem-patrol-without-route = 巡逻没有路线。
    .help = 请列出经过的场所和通道。
problem-post-half-placed = 固定服务点 {$id} 只给出了 {$given}。
    .help = 请同时填写 cell 和 position；在场外的则都不填。
problem-shift-ends-before-it-starts = {$id} 的班次 {$start} 开始，{$end} 就已结束。
    .help = 请对调两者；午夜之后的时刻用大于 23 的小时数表示。
problem-shift-outside-run = {$id} 的班次 {$start} 至 {$end} 与运行时段 {$run_start} 至 {$run_end} 没有重叠。
    .help = 请调整班次或运行时段，否则该单元不会到场。

## 突发事件

problem-failing-lanes = {$gate} 有 {$existing} 条检查通道，却有 {$lanes} 条故障。
    .help = 请填写 1 到闸口检查通道数之间的数。
problem-incident-after-the-end = 事件发生在 {$time}，而运行在 {$end} 结束。
    .help = 请提前事件时间，或延长运行。
problem-incident-never-drawn = 发生率为 {$rate}，该事件永远不会发生。
    .help = 请提高发生率，或删去该事件。

## 预案

problem-trigger-by-chance = 突发事件 {$id} 随机发生，而预案只能由确定的事件触发。
    .help = 请改用 Scripted 的事件，或指定时刻。
problem-trigger-after-the-end = 预案在 {$time} 启动，而运行在 {$end} 结束。
    .help = 请提前启动时间，或延长运行。
problem-phases-out-of-order = 该阶段在 {$after} 秒后开始，而前面的阶段在 {$latest} 秒后才开始。
    .help = 请按时间顺序书写各阶段。
problem-order-outside-run = 指令在 {$time} 秒时下达，而运行总长为 {$end} 秒。
    .help = 请在 0 秒至运行结束之间下达，或延长运行。
problem-order-between-steps = 指令在 {$time} 秒时下达，落在两个 {$step} 秒的时间步之间。
    .help = 请写 t_s: {$near}。
problem-orders-out-of-order = 该指令在 {$time} 秒时下达，而前面的指令在 {$latest} 秒时下达。
    .help = 请按时间顺序书写各条指令。
problem-order-without-plan = 要启动疏散，但场景没有可启动的预案。
    .help = 请在场景中添加预案，或删去这条指令。
problem-order-without-effect = 这条指令没有改变 {$gate}。
    .help = 请填写 state、direction 或 clear: true。
problem-gate-cannot-be-cleared = 没有说明 {$gate} 撤除检查通道后的净宽。
    .help = 请为闸口填写 emergency: (width, time_s, people)。
problem-zone-without-exit = 预案没有给责任区 {$zone} 安排出口。
    .help = 请至少填写一个可以离开的出口，且份额大于 0。
problem-detours-over-all = 责任区 {$zone} 的绕行份额合计为 {$sum}，超过 1。
    .help = 请减小份额；未列出的人走最快的路线。
problem-escalation-ring = 预案互相升级形成循环：{$id} 之后是 {$plan}，随后又回到 {$id}。
    .help = 请打破循环：其中一个预案不应再升级。

## 预案中的规则

problem-rule-level = 规则 {$id} 的条件没有给出界限，或给出了两个。
    .help = 请只填写 at_least 或 below 之一；解除措施请另写一条规则，并填写 after。
problem-rule-after-unknown = 预案中没有规则 {$id}，无法排在本规则之前。
    .help = 请填写同一预案中的规则，或去掉 after。
problem-occupancy-without-capacity = 没有说明 {$id} 可容纳多少人，因此无法计算其占比。
    .help = 请为该场所填写大于 0 的 capacity，或改用密度作为条件。
problem-rule-never-met = { $why ->
        [density] 规则 {$id} 等待的密度在人群中不会出现。
        [people] 规则 {$id} 等待 {$people} 人，而总共只来 {$planned} 人。
        [lanes] 规则 {$id} 等待排队，而该闸口没有检查通道。
        [incident] 规则 {$id} 等待的事件类型在场景中不存在。
        [time] 规则 {$id} 等待的时刻晚于运行结束。
       *[after] 规则 {$id} 等待自己：几条规则互相等待对方先执行。
    }
    .help = { $why ->
        [density] 每平方米 5 人起已有危险：请填写较小的数值。
        [people] 请减小人数，或增加观众。
        [lanes] 请为闸口设置检查通道，或改用闸口前的密度。
        [incident] 请添加此类事件，或删除该规则。
        [time] 请调整时刻，或延长运行时间。
       *[after] 请去掉其中一个 after。
    }
problem-rule-without-orders = 规则 {$id} 没有任何指令。
    .help = 请填写 orders，或删除该规则。

## 运行与整个文件

problem-empty-name = 场景没有名称。
    .help = 请填写名称，运行结果的文件夹以它命名。
problem-odd-name = 名称超过 {$limit} 个字符，或含有不可见字符。
    .help = 请缩短名称；长的说明写在 description 里。
problem-run-ends-before-it-starts = 运行在 {$start} 开始，结束时间却是 {$end}。
    .help = 请把结束时间改到开始之后。
problem-frame-not-whole-steps = 帧间隔 {$frame} 秒不是步长 {$step} 秒的整数倍。
    .help = 请使 frame_dt_s 为 dt_s 的整数倍，例如 0.5 和 0.05。
problem-calm-above-warning = 拥挤预警在 {$warning} 人/m² 时发出，而在 {$calm} 人/m² 时解除。
    .help = 请将 calm_per_m2 设为小于 warning_per_m2，否则每看一次预警都会时发时消。
problem-time-step-too-long = 步长 {$value} 秒对模型 {$model} 太大，允许 {$min} 到 {$max} 秒。
    .help = 请将 dt_s 设为不大于 {$max}，或换用其他模型；对 sfm 也可将一步分得更细（parameters.sfm.substeps）。
problem-unknown-code = 没有名为 {$found} 的警告。
    .help = 请从 muster check 的输出中复制警告代码。

## 场地编译后的检查（src/world）

problem-no-way-out = {$name} 里的人无法离开。
    .help = 请把它与相邻场所连通：公共边、通道、开口或出口；并检查途中闸口是否关闭。
problem-no-way-for-wheels = 轮椅使用者无法离开 {$name}。
    .help = 请增加一条无台阶、宽度不小于 0.8 米的路线。
problem-plan-no-way-out = 按预案 {$plan}，{$name} 里的人无法离开。
    .help = 请检查预案关闭的闸口和单向通道。
problem-patrol-gap = {$name} 的巡逻路线从 {$from} 到 {$to}，但两者之间没有通路。
    .help = 请按可以步行相连的顺序排列各处。
problem-narrow-cut = 预案 {$plan} 按每分钟 {$assumed} 人计算，而最窄断面每分钟只能通过 {$found} 人：{$parts}。
    .help = 请增开路线、加宽这些部位，或降低估计。
problem-outside-walkable = {$name} 不在 {$cell} 的可通行范围内。
    .help = 请移到场所或通道上并避开障碍物，或改填所在的场所。
problem-exit-lost = 若失去最大的出口 {$exit}，{$name} 每分钟只能疏散 {$after} 人，而不是 {$before} 人。
    .help = 请为失去该出口的情况做好准备：另备出路，或减少人数。
problem-dead-end = 通道 {$name} 是死路。
    .help = 请确认是否有意如此；走进去的人只能原路返回。
problem-too-many = 这里的项目过多，最多允许 {$limit} 个。
    .help = 请拆分场地。
problem-polygon-invalid = { $why ->
        [spike] {$id} 的多边形有一处过细的尖刺，边线在此原路折返。
       *[crossing] {$id} 的多边形无法使用：自相交或没有面积。
    }
    .help = { $why ->
            [spike] 请删去尖刺顶端的顶点。
           *[crossing] 请按绕行一周的顺序书写顶点。
        }
problem-path-invalid = 通道 {$id} 无法按其宽度画出。
    .help = 请确认各点相互分开，且转弯足够平缓。
problem-path-end-apart = 通道 {$id} 的一端指向 {$cell}，但没有接触到它。
    .help = 请把端点移到 {$cell} 的边上，或伸入其中。
problem-cell-too-large = {$id} 的长度超过 {$limit} 米。
    .help = 请拆分成几个。
problem-no-walkable-space = 障碍物占满了 {$id}，没有可通行的空间。
    .help = 请减少障碍物，或删去该场所。

## 修改

problem-edit-unknown = 没有标识为 {$id} 的{$kind}。
    .help = { $hint ->
            [near] 是否想写 {$near}？
           *[none] 请改用已有的标识。
        }
problem-edit-id-taken = 标识 {$id} 已被{$kind}使用。
    .help = 请另选标识，标识在整个文件中必须唯一。
problem-edit-empty-id = 标识为空。
    .help = 请填写标识。
problem-edit-unknown-path = 没有参数 {$path}：{$step} 不存在。
    .help = { $hint ->
            [near] 是否想写 {$near}？
           *[none] 请按 muster check 给出的路径书写，例如 parameters.csx.time_gap_s。
        }
problem-edit-not-a-number = {$path} 不是数值。
    .help = 请填写数值参数的路径，或整体替换该对象。
problem-edit-value-refused = {$path} 不能设为 {$value}。
    .help = 人数等计数应为不小于 0 的整数；数值必须有限。
problem-edit-factor-refused = 观众人数不能按 {$factor} 缩放。
    .help = 系数应不小于 0，且总人数不超过 {$limit}。
problem-edit-no-units = 没有这些岗位的工作单元可以增加到 {$total} 人。
    .help = 请先添加工作单元。
problem-edit-too-many-staff = {$total} 人超过工作人员上限 {$limit} 人。
    .help = 请填写较小的总数。

# 研究
problem-study-name = 研究没有名称，或名称超过 {$limit} 个字符。
    .help = 请起一个简短的名称。
problem-study-without-variants = 研究没有可比较的内容：既没有 variants，也没有 factors。
    .help = 请写 variants: [(id: "…", edits: […])]，或 factors: [(id: "…", levels: [(id: "…", edits: […]), …])]。
problem-study-variants-and-factors = 研究同时有 variants 和 factors。
    .help = 请只留一种：variants 逐个给出方案，factors 则把各水平的每种组合作为一个方案。
problem-study-factor-without-levels = 该因素没有水平。
    .help = 请至少给出一个水平，或删去该因素。
problem-study-edits-collide = 在方案 {$variant} 中，{$first} 与 {$second} 的修改针对同一对象。
    .help = 哪一个生效取决于先后次序。请只留一个，或把它们放在同一个因素里。
problem-study-edit-fails = 无法生成方案 {$variant}：{$reason}
    .help = {$help}
problem-study-variant-has-errors = 方案 {$variant} 有错误，第一个是：{$reason}
    .help = {$help}
problem-study-unknown-baseline = 没有可作比较基准的方案 {$id}。
    .help = { $hint ->
        [near] 是否想写 {$near}？
       *[none] 请写其中一个方案；因素组合的方案以各水平命名，如 "50/none"。
    }
problem-study-unknown-window = 没有时段 {$id}。
    .help = { $hint ->
        [near] 是否想写 {$near}？
       *[none] 现有：{$all}。
    }
problem-study-unknown-plan = 方案 {$variant} 中没有预案 {$id}。
    .help = { $hint ->
        [near] 是否想写 {$near}？
       *[none] 请写场景中已有的预案。
    }
problem-study-without-objectives = 研究没有说明比较什么。
    .help = 请写 objectives: [(metric: "evacuation.inside_person_s")]。
problem-study-objective-twice = 指标 {$metric} 在同一时段出现了两次。
    .help = 请删去其中一个。
problem-study-unknown-metric = 没有指标 {$metric}。
    .help = { $hint ->
        [near] 是否想写 {$near}？
       *[none] 指标名称与 metrics.json 相同：evacuation.all_clear_s、crowding.max_density_per_m2、gates[编号].max_queue。
    }
problem-study-precision-and-selection = 研究同时要求 precision 和 selection。
    .help = 请只留一种：均值足够精确时停止，或已知最优方案时停止。
problem-study-too-many-variants = 将有 {$count} 个方案，超过 {$limit} 个。
    .help = 请减少水平或因素；如确有需要，写 many: true 后最多可有一百万个。
problem-study-too-many-runs = 将要运行 {$count} 次，超过 {$limit} 次。
    .help = 请减少水平或重复次数；如确有需要，请写 many: true。
problem-study-window-empty = 方案 {$variant} 的时段 {$id} 在开始之前就结束了。
    .help = 请让时段在场景结束之前开始，或用 until_s 给出时长。
problem-study-plan-twice = 该因素的水平写了预案，{$first} 的水平也写了。
    .help = 只有一个能生效：请只让一个因素改变预案。
problem-study-plan-unused = 方案中的预案 {$id} 不会运行：每个时段都写了自己的预案。
    .help = 请在时段或方案中删去 plan。
problem-study-too-few-replications = 最多 {$replications} 次重复无法满足该规则：至少需要 {$needed} 次。
    .help = 请允许更多重复，或降低要求。
problem-study-selection-of-one = 无从选择：至少需要两个方案，且置信度大于一半。
    .help = 请增加方案、提高置信度，或删去 selection。
problem-study-selection-of-too-many = 在 {$count} 个方案中选择，数量过多：至多 {$limit} 个。
    .help = 请减少水平或因素，或采用固定的重复次数。
problem-study-nulls-count-as = 未说明没有数值的运行在其方案被淘汰之前算作多少。
    .help = 请在 nulls 旁写明 null_as：任何运行都不会比它更差的数。
problem-study-no-limits = 要在满足限值的方案中选择，却没有一个目标有限值。
    .help = 请给某个目标加上限值，例如 AtMost(600)，或删去 selection 中的 limits。
problem-study-budget-too-small = {$runs} 次运行的预算不够一次重复，一次重复需要 {$needed} 次运行。
    .help = 请加大预算，或减少方案。

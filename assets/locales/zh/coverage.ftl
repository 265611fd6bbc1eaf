# 不经仿真的覆盖情况：cover 命令与报告共用的文字。键名以 coverage- 开头。

coverage-title = 覆盖情况
coverage-shares-title = 可见与可听范围（占可行走面积的 %）
coverage-minutes-title = 各类人员中最近者步行到达所需分钟数
coverage-needs-title = 预案 { $plan } 同时需要的人数
coverage-assumed-title = 假设

coverage-col-cell = 场所或通道
coverage-col-posts = 定岗可见
coverage-col-patrol = 仅巡逻可见
coverage-col-filmed = 摄像机覆盖
coverage-col-heard = 广播可听
coverage-col-work = 任务
coverage-col-power = 所需权限
coverage-col-needed = 需要
coverage-col-available = 现有

coverage-empty-zones = 以下责任区无人值守或巡逻：{ $zones }。
coverage-no-empty-zones = 每个责任区都有人值守或巡逻。

coverage-work-clear-gate = 撤除{ $subject }的检查通道
coverage-work-hold-gate = 在{ $subject }拦停人流
coverage-work-set-gate = 开启、关闭{ $subject }或改变通行方向
coverage-work-shut-path = 在{ $subject }两端维持单向通行或封闭
coverage-work-move = 变更岗位的人员
coverage-work-together = 以上同时进行
coverage-power-search = 安检
coverage-power-hold = 拦停人流
coverage-power-guide = 引导
coverage-power-treat = 救治
coverage-power-extinguish = 灭火
coverage-power-direct-traffic = 交通指挥
coverage-power-any = 不限
coverage-too-few = 人数不足

coverage-assumes-sight = 工作人员在视线无遮挡时可看到 { $sight } 米，关闭的闸口不挡视线；不考虑人群遮挡。
coverage-assumes-patrol = 巡逻组可看到其整条路线上所能看到的范围，但只在经过之时；出发点取路线的第一处。
coverage-assumes-shifts = 视为全体人员同时在岗。
coverage-assumes-sound = 广播在本层的有效范围内均可听到，绕过墙体，不受噪声影响。
coverage-assumes-walk = 工作人员在平地以 { $speed } 米/秒步行，坡道和台阶上较慢，途中无人阻挡，走到该处的中央；不受单向规定限制，但不能通过关闭的闸口。
coverage-assumes-needs = 预案的各项指令视为同时下达。拦停人流按闸口每 { $width } 米一人计；通道在每个禁止进入的一端一人。变更岗位的人员可以就是执行这些任务的人。

# RiMEA、IMO、NIST、ISO 的测试项：`case-ID` 为标题；`.criterion`、`.source`、
# `.measuring`（在何处、何时、对谁测量）为句子。编号中的点写作连字符。

case-rimea-01 = 沿走廊步行
    .criterion = 以 1.33 m/s 走 40 m 需 26 至 34 秒。
    .source = RiMEA 指南 3.0 第 1 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-rimea-02 = 上楼梯
    .criterion = 沿斜面 10 m 除以 0.61 · 1.33 m/s，误差 5 % 以内：11.71 至 12.94 秒。
    .source = RiMEA 指南 3.0 第 2 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-rimea-03 = 下楼梯
    .criterion = 沿斜面 10 m 除以 0.69 · 1.33 m/s，误差 5 % 以内：10.35 至 11.44 秒。
    .source = RiMEA 指南 3.0 第 3 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-rimea-04 = 速度与密度
    .criterion = 在 0.5、1、2、3、4、5、6 人/m² 时，平均速度处于实验（开放走廊、闭合环道）、Weidmann 与 SFPE 给出的最低和最高值之间，3 人/m² 以下放宽 10 %，以上放宽 0.08 m/s；单列行走时，至少九成密度的中位速度在第 10 与第 90 百分位之间。
    .source = RiMEA 指南 3.0 第 4 项；4.1.1 增加单列行走
    .measuring = 26 × 2 m 闭合走廊中部 2 × 2 m，舍去前 10 秒后测 60 秒，自由速度 1.2 至 1.4 m/s，不设流量上限。增加种子直到标准误小于范围的五分之一。实验数据点之间按直线插值。

case-rimea-05 = 预动作时间
    .criterion = 十人各自在 10 至 100 秒之间、恰在其抽得的时刻出发，误差 0.1 秒以内。
    .source = RiMEA 指南 3.0 第 5 项
    .measuring = 出发事件，从广播时起计；三个种子。

case-rimea-06 = 绕过拐角
    .criterion = 任何人都不进入或穿过墙体，二十人全部离开。
    .source = RiMEA 指南 3.0 第 6 项
    .measuring = 每一步都对照墙体检查，记录位置之间（0.1 秒）的路径再检查一遍；五个种子。

case-rimea-07 = 各年龄人群的速度
    .criterion = 五十名成年人各以其年龄的速度行走，±0.03 m/s：1.62（20 岁）、1.54（30）、1.48（40）、1.41（50）、1.27（60）、1.07（70）；六个年龄均被抽到。
    .source = RiMEA 指南 3.0 第 7 项
    .measuring = 宽 100 m 的场地上，从第 2 秒起每人每秒速度的全程中位数，读到两位小数。

case-rimea-08 = 参数研究
    .criterion = 记录 448 人在各参数下的疏散时间；无对错之分。
    .source = RiMEA 指南 3.0 第 8 项
    .measuring = 最后一人离开的时刻；一个种子，人群相同，每次改变一个参数。

case-rimea-09 = 一半的门
    .criterion = 四个门只开两个时，1000 人用时为原来的 1.6 至 2.4 倍。
    .source = RiMEA 指南 3.0 第 9 项
    .measuring = 四个门与两个门时最后一人离开的时刻，种子相同；30 至 50 岁男性，不设流量上限。

case-rimea-10 = 按指定出口疏散
    .criterion = 23 人全部由其房间指定的出口离开：主出口 15 人，次出口 8 人。
    .source = RiMEA 指南 3.0 第 10 项
    .measuring = 每人离开所用的出口；三个种子。

case-rimea-11 = 出口选择
    .criterion = 每次运行中，1000 人里走近出口的多于走远出口的，且有人走远出口。
    .source = RiMEA 指南 3.0 第 11 项
    .measuring = 每人离开所用的出口；两个种子，不设流量上限。

case-rimea-12a = 瓶颈前的拥堵
    .criterion = 每次运行中走廊前发生拥堵（10 % 以上时间超过 4 人/m²），出口前不拥堵。
    .source = RiMEA 指南 3.0 第 12 项
    .measuring = 从第一人到最后一人通过第一个瓶颈期间，各瓶颈前 2 × 2 m 内密度超过 4 人/m² 的时间份额；五个种子，不设流量上限。

case-rimea-12b = 更长的瓶颈
    .criterion = 通过 15 m 走廊比通过 5 m 走廊用时更长，差值大于其标准误的两倍。
    .source = RiMEA 指南 4.1.1 第 12b 项
    .measuring = 150 人中最后一人离开的时刻；两者用相同的十个种子，不设流量上限。

case-rimea-12c = 与第一个相同的第二个瓶颈
    .criterion = 每次运行中第一个走廊前发生拥堵（10 % 以上时间超过 4 人/m²），第二个走廊前不拥堵。
    .source = RiMEA 指南 4.1.1 第 12c 项
    .measuring = 从第一人到最后一人通过第一个瓶颈期间，各瓶颈前 2 × 2 m 内密度超过 4 人/m² 的时间份额；五个种子，不设流量上限。

case-rimea-12d = 更宽的瓶颈
    .criterion = 宽度由 0.8 m 到 1.0 m 再到 1.2 m，流量逐次上升，差值大于其标准误的两倍。
    .source = RiMEA 指南 4.1.1 第 12d 项
    .measuring = 150 人中通过走廊中部的中间 60 %；十个种子，不设流量上限。

case-rimea-13 = 楼梯前的拥堵
    .criterion = 房间出口比走廊中部更密；窗口后半段在楼梯前等候的人多于前半段；楼梯流量小于走廊流量；在 0.5、1、2、3 人/m² 时下楼快于上楼。
    .source = RiMEA 指南 3.0 第 13 项
    .measuring = 走廊前、走廊中部、走廊末端各 2 × 2 m 以及走廊最后 6 m，从第一人踏上楼梯到九成的人进入走廊；x = 10 m 和 x = 23 m 处中间 60 % 的流量；八个种子，30 至 50 岁男性，不设流量上限。差值须大于其标准误的两倍。上下楼：闭合楼梯，按第 4 项测量，用相同的八个种子。

case-rimea-14 = 经楼梯的短路与同层的长路
    .criterion = 记录四十人默认所走的路，以及预案分流时所走的路；无对错之分。
    .source = RiMEA 指南 3.0 第 14 项
    .measuring = 踏上底层（28 m）和环廊（92 m）的人；一个种子。

case-rimea-15 = 抄近拐弯
    .criterion = 500 人绕拐角（34 m、20 × 20 m、10 m）所用时间不短于直行 44 m，不长于直行 75.4 m。
    .source = RiMEA 指南 3.0 第 15 项
    .measuring = 最后一人离开的时刻，宽 20 m；三者用相同的四个种子，不设流量上限。

case-rimea-16 = 单列行走
    .criterion = 在 0.10、0.50、0.90、1.10、1.50、1.90、2.50、3.10 人/m 各密度下，中位速度处于实测第 10 与第 90 百分位之间（八个密度的九成即全部）。
    .source = RiMEA 指南 4.1.1 第 16 项
    .measuring = 50 m 闭合路线，60 至 119 秒间每秒每人的速度，五个种子合并。

case-imo-01 = 沿走廊步行
    .criterion = 以 1 m/s 走 40 m 需 40 秒，±0.2 秒。
    .source = IMO MSC.1/Circ.1533 第 1 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-imo-02 = 上楼梯
    .criterion = 以 1 m/s 沿斜面走 10 m 需 10 秒，±0.2 秒。
    .source = IMO MSC.1/Circ.1533 第 2 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-imo-03 = 下楼梯
    .criterion = 以 1 m/s 沿斜面走 10 m 需 10 秒，±0.2 秒。
    .source = IMO MSC.1/Circ.1533 第 3 项
    .measuring = 从出发到离开；起点精确到 5 厘米，时间精确到 0.05 秒。

case-imo-04 = 门的流量
    .criterion = 每次运行中通过 1 m 宽的门每秒不超过 1.33 人，读到两位小数。
    .source = IMO MSC.1/Circ.1533 第 4 项
    .measuring = 一百名离开者的中间 60 %；五个种子，30 至 50 岁男性，按 IMO 规则限制流量（不设规则时如实验中那样更快）。

case-imo-05 = 预动作时间
    .criterion = 十人各自在 10 至 100 秒之间、恰在其抽得的时刻出发，误差 0.1 秒以内。
    .source = IMO MSC.1/Circ.1533 第 5 项
    .measuring = 出发事件，从广播时起计；三个种子。

case-imo-06 = 绕过拐角
    .criterion = 任何人都不进入或穿过墙体，二十人全部离开。
    .source = IMO MSC.1/Circ.1533 第 6 项
    .measuring = 每一步都对照墙体检查，记录位置之间（0.1 秒）的路径再检查一遍；五个种子。

case-imo-07 = 按表核对人群速度
    .criterion = 每人在平地、下楼、上楼的速度都在通函表中其组别的范围内。
    .source = IMO MSC.1/Circ.1533 第 7 项
    .measuring = 五十人，十组各五人，场地宽 100 m；距地面变化处一米以上，每人沿斜面每秒速度的全程中位数，与表同样读到两位小数。

case-imo-08 = 对向人流
    .criterion = 一百人中最后一人进入 2 号房间的时刻，对面 10 人时晚于无人时，50 人时晚于 10 人时，100 人时晚于 50 人时，差值均大于其标准误的两倍（FDS+Evac：50、75、107、136 秒）。
    .source = IMO MSC.1/Circ.1533 第 8 项
    .measuring = 一百人中最后一人越过 x = 20 m 线的时刻；各情形用相同的八个种子，30 至 50 岁男性立即出发，不设流量上限。

case-imo-09 = 一半的门
    .criterion = 四个门只开两个时，1000 人用时约为两倍：1.6 至 2.4 倍（FDS+Evac：220.7 与 412.9 秒）。
    .source = IMO MSC.1/Circ.1533 第 9 项
    .measuring = 四个门与两个门时最后一人离开的时刻，种子相同；30 至 50 岁男性，按 IMO 规则限制流量。

case-imo-10 = 按指定出口疏散
    .criterion = 23 人全部由其房间指定的出口离开：主出口 15 人，次出口 8 人。
    .source = IMO MSC.1/Circ.1533 第 10 项
    .measuring = 每人离开所用的出口；三个种子。

case-imo-11 = 楼梯前的拥堵
    .criterion = 房间出口比走廊中部更密；窗口后半段在楼梯前等候的人多于前半段；楼梯流量小于走廊流量。
    .source = IMO MSC.1/Circ.1533 第 11 项
    .measuring = 走廊前、走廊中部、走廊末端各 2 × 2 m 以及走廊最后 6 m，从第一人踏上楼梯到九成的人进入走廊；x = 10 m 和 x = 23 m 处中间 60 % 的流量；八个种子，30 至 50 岁男性，不设流量上限。差值须大于其标准误的两倍。

case-imo-12 = 极高密度下的流量
    .criterion = 5 人/m² 时的单位宽度流量低于 2 人/m² 时，差值大于其标准误的两倍。
    .source = IMO MSC.1/Circ.1533 第 12 项
    .measuring = 闭合走廊 2 × 2 m 内密度乘以平均速度，同 RiMEA 第 4 项；三个种子。

case-nist-1-1 = 预动作时间的分布
    .criterion = 10 000 人的出发时刻分别符合均匀、伽马、对数正态和威布尔分布：Kolmogorov–Smirnov 检验 p > 0.001。
    .source = NIST 技术说明 1822 第 1.1 项
    .measuring = 出发事件，从广播时起计；种子 1。

case-nist-2-1 = 走廊中的速度
    .criterion = 指定速度 1 m/s 的人以此速度行走，±0.05 m/s。
    .source = NIST 技术说明 1822 第 2.1 项
    .measuring = 40 m 除以从出发到离开的时间。

case-nist-2-2 = 楼梯上的速度
    .criterion = 上下楼指定速度 1 m/s 的人以此速度行走，±0.05 m/s。
    .source = NIST 技术说明 1822 第 2.2 项
    .measuring = 沿斜面 10 m 除以从出发到离开的时间。

case-nist-2-3 = 绕过拐角
    .criterion = 任何人都不进入或穿过墙体，二十人全部离开。
    .source = NIST 技术说明 1822 第 2.3 项
    .measuring = 每一步都对照墙体检查，记录位置之间（0.1 秒）的路径再检查一遍；五个种子。

case-nist-2-4 = 人群速度
    .criterion = 一百人行走速度的均值与标准差符合 N(1.2, 0.2) m/s，±0.05 m/s。
    .source = NIST 技术说明 1822 第 2.4 项
    .measuring = 宽 100 m 的场地上，从第 2 秒起每人每秒速度的全程中位数；至少五个种子，直到标准误小于范围的五分之一。

case-nist-2-8 = 对向人流
    .criterion = 一百人中最后一人进入 2 号房间的时刻，对面 10 人时晚于无人时，50 人时晚于 10 人时，100 人时晚于 50 人时，差值均大于其标准误的两倍（FDS+Evac：50、75、107、136 秒）。
    .source = NIST 技术说明 1822 第 2.8 项
    .measuring = 一百人中最后一人越过 x = 20 m 线的时刻；各情形用相同的八个种子，30 至 50 岁男性立即出发，不设流量上限。

case-nist-2-9 = 群体
    .criterion = 每次运行中，由四人（1.25 m/s）与一人（0.5 m/s）组成的一组离开的时刻相差不超过 10 秒；房间里另有十人以 0.2 m/s 行走。
    .source = NIST 技术说明 1822 第 2.9 项
    .measuring = 同组第一人到最后一人离开的时间；十个种子。只判定五人组：以 0.2 m/s 行走的人群即使达到实测的密度，十人通过 1 米宽的门也约需 12 秒。

case-nist-2-10 = 坡道上行动缓慢且占位宽的人
    .criterion = 24 人跟在行动缓慢且占位宽的人后面比没有此人时用时更长，差值大于其标准误的两倍。
    .source = NIST 技术说明 1822 第 2.10 项
    .measuring = 24 人中最后一人离开的时刻；缓慢者（轮椅，0.69 m/s，宽 0.7 m）从坡道口出发；两者用相同的二十个种子。

case-nist-3-1 = 按指定出口疏散
    .criterion = 23 人全部由其房间指定的出口离开：主出口 15 人，次出口 8 人。
    .source = NIST 技术说明 1822 第 3.1 项
    .measuring = 每人离开所用的出口；三个种子。

case-nist-3-2 = 跟随他人
    .criterion = 若有人坚决走 2 号出口，十名未决定者中走 2 号出口的人更多，差值大于其标准误的两倍。
    .source = NIST 技术说明 1822 第 3.2 项
    .measuring = 十人各自离开所用的出口；有无此人用相同的四十个种子。

case-nist-3-3 = 熟悉的出口
    .criterion = 若十人以 2 号出口为自己的出口，走该出口的人更多，差值大于其标准误的两倍。
    .source = NIST 技术说明 1822 第 3.3 项
    .measuring = 十人各自离开所用的出口；两种情形用相同的四十个种子。

case-nist-4-1 = 出口关闭
    .criterion = 1 号出口在 1 秒时关闭：十人全部离开，每次运行都有人走 2 号出口，关闭后无人走 1 号出口。
    .source = NIST 技术说明 1822 第 4.1 项
    .measuring = 每人离开的时刻和出口；所有人立即出发；十个种子。

case-nist-5-1 = 走廊与楼梯前的密度
    .criterion = 一百人时，走廊前和楼梯脚都比走廊中部更密。
    .source = NIST 技术说明 1822 第 5.1 项
    .measuring = 走廊前、走廊中部、走廊末端各 2 × 2 m 以及走廊最后 6 m，从第一人踏上楼梯到九成的人进入走廊；x = 10 m 和 x = 23 m 处中间 60 % 的流量；八个种子，30 至 50 岁男性，不设流量上限。差值须大于其标准误的两倍。

case-nist-5-2 = 门的流量
    .criterion = 每次运行中通过 1 m 宽的门每秒不超过 1.33 人，读到两位小数。
    .source = NIST 技术说明 1822 第 5.2 项
    .measuring = 一百名离开者的中间 60 %；五个种子，30 至 50 岁男性，按 IMO 规则限制流量（不设规则时如实验中那样更快）。

case-iso-01 = 预动作时间的分布
    .criterion = 10 000 人的出发时刻分别符合均匀、伽马、对数正态和威布尔分布：Kolmogorov–Smirnov 检验 p > 0.001。
    .source = ISO 20414 第 1 项
    .measuring = 出发事件，从广播时起计；种子 1。

case-iso-02 = 走廊中的速度
    .criterion = 指定速度 1 m/s 的人以此速度行走，±0.05 m/s。
    .source = ISO 20414 第 2 项
    .measuring = 40 m 除以从出发到离开的时间。

case-iso-03 = 楼梯上的速度
    .criterion = 上下楼指定速度 1 m/s 的人以此速度行走，±0.05 m/s。
    .source = ISO 20414 第 3 项
    .measuring = 沿斜面 10 m 除以从出发到离开的时间。

case-iso-04 = 绕过拐角
    .criterion = 任何人都不进入或穿过墙体，二十人全部离开。
    .source = ISO 20414 第 4 项
    .measuring = 每一步都对照墙体检查，记录位置之间（0.1 秒）的路径再检查一遍；五个种子。

case-iso-05 = 人群速度
    .criterion = 一百人行走速度的均值与标准差符合 N(1.2, 0.2) m/s，±0.05 m/s。
    .source = ISO 20414 第 5 项
    .measuring = 宽 100 m 的场地上，从第 2 秒起每人每秒速度的全程中位数；至少五个种子，直到标准误小于范围的五分之一。

case-iso-06 = 对向人流
    .criterion = 一百人中最后一人进入 2 号房间的时刻，对面 10 人时晚于无人时，50 人时晚于 10 人时，100 人时晚于 50 人时，差值均大于其标准误的两倍（FDS+Evac：50、75、107、136 秒）。
    .source = ISO 20414 第 6 项
    .measuring = 一百人中最后一人越过 x = 20 m 线的时刻；各情形用相同的八个种子，30 至 50 岁男性立即出发，不设流量上限。

case-iso-07 = 坡道上行动缓慢且占位宽的人
    .criterion = 24 人跟在行动缓慢且占位宽的人后面比没有此人时用时更长，差值大于其标准误的两倍。
    .source = ISO 20414 第 7 项
    .measuring = 24 人中最后一人离开的时刻；缓慢者（轮椅，0.69 m/s，宽 0.7 m）从坡道口出发；两者用相同的二十个种子。

case-iso-08 = 按指定出口疏散
    .criterion = 23 人全部由其房间指定的出口离开：主出口 15 人，次出口 8 人。
    .source = ISO 20414 第 8 项
    .measuring = 每人离开所用的出口；三个种子。

case-iso-09 = 出口关闭
    .criterion = 1 号出口在 1 秒时关闭：十人全部离开，每次运行都有人走 2 号出口，关闭后无人走 1 号出口。
    .source = ISO 20414 第 9 项
    .measuring = 每人离开的时刻和出口；所有人立即出发；十个种子。

case-iso-10 = 走廊与楼梯前的密度
    .criterion = 一百人时，走廊前和楼梯脚都比走廊中部更密。
    .source = ISO 20414 第 10 项
    .measuring = 走廊前、走廊中部、走廊末端各 2 × 2 m 以及走廊最后 6 m，从第一人踏上楼梯到九成的人进入走廊；x = 10 m 和 x = 23 m 处中间 60 % 的流量；八个种子，30 至 50 岁男性，不设流量上限。差值须大于其标准误的两倍。

case-iso-11 = 门的流量
    .criterion = 每次运行中通过 1 m 宽的门每秒不超过 1.33 人，读到两位小数。
    .source = ISO 20414 第 11 项
    .measuring = 一百名离开者的中间 60 %；五个种子，30 至 50 岁男性，按 IMO 规则限制流量（不设规则时如实验中那样更快）。

case-iso-12 = 楼梯宽度与流量
    .criterion = 宽度 1.0、1.2、1.4、1.6、1.8 m，流量逐次上升，差值大于其标准误的两倍。
    .source = ISO 20414 第 12 项
    .measuring = 一百名下楼者中通过楼梯脚的中间 60 %；各宽度用相同的 24 个种子，不设流量上限。

case-iso-13 = 开放走廊中的速度与密度
    .criterion = 60 × 2 m 中有 60、120、240、360、480 人时，密度与速度符合模型自身的基本图，3 人/m² 以下误差 10 % 以内，以上 0.08 m/s 以内。
    .source = ISO 20414 第 13 项
    .measuring = 出发后 5 至 15 秒，x = 20 至 40 m；基本图取自 RiMEA 第 4 项，点间按直线插值；增加种子直到标准误小于 0.02 m/s。

case-iso-14 = 群体
    .criterion = 每次运行中，由四人（1.25 m/s）与一人（0.5 m/s）组成的一组离开的时刻相差不超过 10 秒；房间里另有十人以 0.2 m/s 行走。
    .source = ISO 20414 第 14 项
    .measuring = 同组第一人到最后一人离开的时间；十个种子。只判定五人组：以 0.2 m/s 行走的人群即使达到实测的密度，十人通过 1 米宽的门也约需 12 秒。

case-iso-15 = 跟随他人
    .criterion = 若有人坚决走 2 号出口，十名未决定者中走 2 号出口的人更多，差值大于其标准误的两倍。
    .source = ISO 20414 第 15 项
    .measuring = 十人各自离开所用的出口；有无此人用相同的四十个种子。

case-iso-16 = 熟悉的出口
    .criterion = 若十人以 2 号出口为自己的出口，走该出口的人更多，差值大于其标准误的两倍。
    .source = ISO 20414 第 16 项
    .measuring = 十人各自离开所用的出口；两种情形用相同的四十个种子。

case-iso-17 = 长短不同的两条路
    .criterion = 每次运行中走 30 m 路的人多于走 54 m 路的人。
    .source = ISO 20414 第 17 项
    .measuring = 踏入各走廊的人；十个种子，每次六十人。

## 读数

case-somebody-inside = 种子 { $seed }：{ $t } 秒后 { $people } 人中仍有 { $inside } 人在内

case-too-few = 种子 { $seed }：到达测量处的人太少

case-walked = { $t } 秒

case-speed-level = 平地 { $v } m/s

case-speed-up = 上楼 { $v } m/s

case-speed-down = 下楼 { $v } m/s

case-own-times = { $all } 人中 { $punctual } 人在自己的时刻出发

case-fits = { $distribution }：p = { $p }（{ $people } 人）

case-in-band = { $all } 人中 { $right } 人在范围内

case-ages-drawn = 抽到 { $ages } 个年龄

case-in-band-level = 平地：{ $all } 人中 { $right } 人在范围内

case-in-band-down = 下楼：{ $all } 人中 { $right } 人

case-in-band-up = 上楼：{ $all } 人中 { $right } 人

case-mean-speed = 均值 { $v } m/s

case-sd-speed = 标准差 { $v } m/s

case-left-of = { $all } 人中 { $left } 人离开

case-walls-crossed = { $crossed } 次穿墙

case-corner-times = 44 m { $short } 秒，拐角 { $corner } 秒，75.4 m { $long } 秒

case-doors-ratio = 四个门 { $four } 秒，两个门 { $two } 秒，比值 { $ratio }

case-near-far = 近出口 { $near } 人，远出口 { $far } 人

case-door-flow = 平均 { $flow } 人/秒，最大 { $largest }（中间 { $share } %）；最繁忙的十秒内 { $most } 人

case-assigned = { $all } 人中 { $right } 人走指定出口：主出口 { $main } 人，次出口 { $secondary } 人

case-building = 原样 { $t } 秒

case-building-slow = 自由速度 −20 %：{ $t } 秒

case-building-fast = 自由速度 +20 %：{ $t } 秒

case-building-slim = 半径 0.16 m：{ $t } 秒

case-building-broad = 半径 0.20 m：{ $t } 秒

case-building-late = 预动作时间 0 至 120 秒：{ $t } 秒

case-jam-first = 第一个瓶颈前 { $share } % 的时间拥堵

case-jam-second = 第二个前 { $share } %

case-neck-lengths = 5 m { $short } 秒，15 m { $long } 秒

case-neck-flow = { $width } m：{ $flow } 人/秒（{ $specific } /m/s）

case-not-through = 种子 { $seed }：对面 { $opposing } 人时，{ $t } 秒内 100 人中仅 { $through } 人通过

case-last-entry = 对面 { $opposing } 人：{ $t } 秒

case-speed-at = { $density } 人/m²：{ $v } m/s（{ $low } 至 { $high }）

case-diagram-plot = 闭合走廊中速度与密度

case-flow-by-density = 2 人/m²：{ $moderate } /m/s，5 人/m²：{ $dense } /m/s

case-speed-of = { $people } 人：{ $density } 人/m²，{ $v } m/s（自身基本图 { $expected }）

case-density-neck = 走廊前 { $before } 人/m²，走廊中部 { $amid }

case-density-foot = 楼梯脚 { $end } 人/m²，走廊中部 { $amid }

case-jam-grows = 楼梯前先有 { $early } 人等候，后有 { $late } 人（楼梯脚 { $end } 人/m²）

case-stair-flow = 走廊 { $corridor } 人/秒，楼梯 { $stair }

case-up-down = { $density } 人/m²：上楼 { $up } m/s，下楼 { $down }

case-stair-width = { $width } m：{ $flow } 人/秒（{ $specific } /m/s）

case-exit-2 = 原先 { $before } % 走 2 号出口，此时 { $after } %

case-closed-exit = { $second } 人走 2 号出口，{ $late } 人走已关闭的出口

case-way-default = 默认 { $short } 人走楼梯，{ $long } 人走同层

case-way-divided = 预案分流时 { $short } 人走楼梯，{ $long } 人走同层

case-shorter = { $short } 人走短路，{ $long } 人走长路

case-group-five = 五人组平均相差 { $mean } 秒，最多 { $most } 秒

case-group-ten = 十人组平均相差 { $mean } 秒，最多 { $most } 秒

case-ramp = 24 人单独用时 { $without } 秒，跟在轮椅后 { $with } 秒

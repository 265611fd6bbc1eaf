# `muster verify`：用例可能出的错、读数与报告。

verify-interrupted = 已中断
verify-no-scenario = 没有哪个套件含有场景文件“{ $name }”
verify-scenario-has-errors = 场景“{ $name }”有错误：{ $problem }
verify-promise-broken = 在“{ $name }”中（种子 { $seed }）引擎的保证被打破：{ $what }

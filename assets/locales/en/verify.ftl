# `muster verify`: what can go wrong in a case, its readings, its report.

verify-interrupted = interrupted
verify-no-scenario = no suite has a scenario file “{ $name }”
verify-scenario-has-errors = the scenario “{ $name }” has errors: { $problem }
verify-promise-broken = in “{ $name }” with seed { $seed } a promise of the engine is broken: { $what }

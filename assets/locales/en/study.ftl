# Studies: the command line beside cli.ftl, names of metrics, and the report.

study-files = Report: { $report }
    Runs: { $runs }
    Findings: { $findings }
study-progress-recordings = Recorded { $there } of { $most } runs · about { $left } left · { $name }
study-recordings-interrupted = Interrupted while recording; findings and report are in { $folder }. The same command records the rest.
study-recording-failed = The variant { $variant } cannot be built again for its recording.
study-not-the-same = The run { $run } ({ $variant }), made again from its seed, has other numbers than in the store. One of the two is wrong.
study-not-the-same-help = If another build of this version filled the folder, name a new one with --out; if not, please report it: equal input must give equal bytes.
study-no-time = The time was over before one replication of all variants was done; finished runs are kept.
study-no-time-help = Call it again, it goes on where it stopped; or give more minutes.
study-hours = { $n } h
study-estimate-none = No estimate of the time: no run is there to go by.
study-estimate-nothing = All runs are there; nothing is left to run.
study-estimate-runs = Estimate: about { $time } for the { $missing } { $missing ->
        [one] run that is
       *[other] runs that are
    } not there yet, on { $threads } { $threads ->
        [one] thread
       *[other] threads
    }, from the time that { $runs } finished { $runs ->
        [one] run
       *[other] runs
    } took.
study-estimate-probe = Estimate: about { $time } for the { $missing } { $missing ->
        [one] run that is
       *[other] runs that are
    } not there yet, on { $threads } { $threads ->
        [one] thread
       *[other] threads
    }, from a probe of a few seconds at the beginning and in the middle of a run. It is rough: where it is crowded it takes longer, and runs may end before their latest time.
study-estimate-recordings = Of each variant up to three runs are then made again to be recorded: { $n } at most; --no-recordings leaves that out.
study-estimate-in-any-case = Of these { $missing } { $missing ->
        [one] is
       *[other] are
    } run in any case, which takes about { $time }; the study may end then.
study-estimate-ended = The study has come to its end: nothing more is run for its answer.
study-cli-effects = What each factor does to { $metric }, over all levels of the others:
study-cli-to-reference = To { $reference }
study-cli-reference = reference
study-cli-no-effects = No main effects: a run of some variant has no number.
study-cli-interactions = Pairs of levels that together do more or less than both apart, beyond chance: { $n } of { $of }.
study-cli-correlation = Correlation of the pairs with the baseline by the first objective: { $least } to { $most }; positive ones make differences sharper.
study-cli-absent = not there
study-cli-end-budget = The budget of runs was spent: fewer replications than the study has.
study-cli-end-time = The budget of time was spent. How many replications that is depends on the machine: another may come further and say more.
study-cli-skewed = Some values are skewed: variants.json has intervals by the bootstrap (BCa) beside Student's.

# Metrics: after their path in metrics.json
study-metric-in-window = { $metric }, { $window }
study-window-evacuation = evacuation
study-window-ingress = arrival
study-window-event = event
study-window-egress = departure
study-window-run = run
study-metric-people-planned = visitors planned
study-metric-people-entered = visitors who came in
study-metric-people-left = visitors who left
study-metric-people-inside = visitors inside at the end
study-metric-people-waiting-outside = visitors waiting outside at the end
study-metric-evacuation-ignition-s = time of the ignition
study-metric-evacuation-detected-s = time of the detection
study-metric-evacuation-reported-s = time of the report
study-metric-evacuation-verified-s = time of the verification
study-metric-evacuation-decided-s = time of the decision
study-metric-evacuation-broadcast-s = time of the broadcast
study-metric-evacuation-alarm-s = time of the alarm
study-metric-evacuation-all-clear-s = time until everybody is out
study-metric-evacuation-t50-s = time until half are out
study-metric-evacuation-t95-s = time until 95 % are out
study-metric-evacuation-inside-person-s = time spent inside after the alarm
study-metric-evacuation-zones-all-clear-s = time until { $thing } is clear
study-metric-crowding-max-density-per-m2 = greatest density
study-metric-crowding-at-s = time of the greatest density
study-metric-crowding-person-s-above-4-per-m2 = time spent in crowds above 4/m²
study-metric-crowding-max-pressure-per-s2 = greatest crowd pressure
study-metric-gates-passed = people who passed { $thing }
study-metric-gates-max-flow-per-s = greatest flow through { $thing }
study-metric-gates-max-queue = longest queue at { $thing }
study-metric-gates-mean-wait-s = mean wait at { $thing }
study-metric-gates-p95-wait-s = wait at { $thing } that 95 % do not exceed
study-metric-incidents-started-s = beginning of { $thing }
study-metric-incidents-reported-s = report of { $thing }
study-metric-incidents-accepted-s = acceptance of { $thing }
study-metric-incidents-dispatched-s = dispatch to { $thing }
study-metric-incidents-on-scene-s = arrival at { $thing }
study-metric-incidents-attended-s = first help at { $thing }
study-metric-incidents-settled-s = end of { $thing }
study-metric-incidents-resolved-s = resolution of { $thing }
study-metric-incidents-closed-s = closing of { $thing }
study-metric-incidents-handed-over-s = handing over of { $thing }
study-metric-incidents-merged = further reports of { $thing }
study-metric-incidents-worse = worsenings of { $thing }
study-metric-staff-guided = visitors guided by staff
study-metric-staff-response-p50-s = median response time to incidents
study-metric-staff-response-p90-s = response time that 90 % of incidents do not exceed
study-metric-staff-within-target = share of responses within their target
study-metric-staff-critical-within-target = share of critical medical cases reached in time
study-metric-staff-regret-mean-s = time lost by sending another than the nearest
study-metric-staff-regrets = dispatches looked at
study-metric-staff-exposed-person-s = time spent in the area of a fire
study-metric-staff-recalled = staff taken from an incident for a graver one
study-metric-integrity-stuck = people stuck
study-metric-integrity-overlaps = deep overlaps
study-metric-integrity-wall-corrections = people put back after stepping into a wall
study-metric-integrity-spawn-waits = visitors who waited for room
study-metric-integrity-crowd-waits = people held up in a crowd
study-metric-integrity-turned-back = people who turned back
study-metric-integrity-implausible = runs whose answer is withheld
study-unit-s = s
study-unit-min = min
study-unit-person-min = person‑min
study-unit-person-h = person‑h
study-unit-per-m2 = per m²
study-unit-per-s2 = 1/s²
study-unit-per-min = per min
study-unit-people = people
study-unit-runs = runs

# The report
study-title-page = Study report
study-stamp = Runs of a model: to be judged by people
study-sentence-gap = { " " }
study-answer-among = among the variants{ $assumed ->
        [none] {""}
       *[other] {" "}with { $assumed }
    } that keep every limit in every run ({ $keep } of { $n }),{" "}
study-answer-breaking = { $baseline }, which does not keep every limit in every run
study-answer-only = there is nothing to choose among: { $best } comes to { $value } ({ $metric }).
study-block-event = Event
study-block-variants = Variants
study-block-replications = Runs of each
study-block-seeds = Seeds
study-block-windows = Parts of the day
study-answer-better-smaller = { $best } has the best mean: { $value } ({ $metric }), { $by } less than the baseline { $baseline }, and that is more than chance.{ $rest ->
        [0] {""}
       *[other] {" "}Whether it is better than the other variants was not tested.
    }
study-answer-better-larger = { $best } has the best mean: { $value } ({ $metric }), { $by } more than the baseline { $baseline }, and that is more than chance.{ $rest ->
        [0] {""}
       *[other] {" "}Whether it is better than the other variants was not tested.
    }
study-answer-not-shown = { $best } has the best mean: { $value } ({ $metric }), but it is not shown to differ from the baseline { $baseline }.
study-answer-worse = { $best } has the best mean: { $value } ({ $metric }), but it is { $by } worse than the baseline { $baseline }, and that is more than chance.
study-answer-baseline-only = of the { $n } variants{ $assumed ->
        [none] {""}
       *[other] {" "}with { $assumed }
    } only the baseline { $baseline } keeps every limit in every run: { $value } ({ $metric }).
study-answer-baseline = no other choice has a better mean than the baseline { $baseline }: { $value } ({ $metric }); of the others ({ $others }) { $worse } { $worse ->
        [one] is
       *[other] are
    } worse, beyond chance.
study-answer-nulls = no variant gives a number in every run: even the best, { $best }, has none in { $nulls } of { $runs } runs ({ $metric }).
study-answer-selected = { $best } was selected from { $n } variants: { $value } ({ $metric }). If one of them is better than all others by { $within } or more, it is this one, with { $confidence } % confidence.
study-answer-not-selected = { $best } leads the { $n } variants ({ $metric }: { $value }), but that is not sure at { $confidence } %: { $others } { $others ->
        [one] other
       *[other] others
    } may be as good.
study-answer-selected-limits = { $best } was selected from { $n } variants, { $keep } of which were not refused for breaking limits: { $value } ({ $metric }). With { $confidence } % confidence it breaks a limit in fewer than { $refused } % of runs, and none that breaks one in { $accepted } % of runs or fewer is better by { $within } or more.
study-answer-not-selected-limits = { $best } leads those of { $n } variants that were not dropped for breaking limits ({ $metric }: { $value }), but that is not sure at { $confidence } %: { $others } { $others ->
        [one] other
       *[other] others
    } may be as good.
study-answer-as-well = { $as_well ->
        [one] One other is
       *[other] { $as_well } others are
    } at most { $within } worse, by { $confidence } % intervals, which are a guide here, because the results decided how many runs there are.
study-answer-none-will-do = none of the { $n } variants will do, with { $confidence } % confidence: { $by_limits } { $by_limits ->
        [one] was
       *[other] were
    } refused because limits are broken in too many runs, { $by_nulls } because too many runs have no number.
study-answer-best-mean = { $best } has the best mean: { $value } ({ $metric }).
study-answer-verdicts = Compared with the baseline { $baseline }, { $better } { $better ->
        [one] variant is
       *[other] variants are
    } better and { $worse } worse; for { $open } no difference is shown, which does not mean that there is none.
study-staffing-knee = { $knee } are not shown to be worse than { $most }; with { $below } the { $metric } is { $cost } worse, which is more than chance.
study-staffing-knee-limit = { $knee } are not shown to be worse than { $most }; with { $below } the limit on the { $metric } is broken in { $hits } of { $of } runs, with { $most } in { $base } of { $of_base }.
study-staffing-all = { $below } are shown to be worse than { $most }: the { $metric } is { $cost } worse, which is more than chance.
study-staffing-all-limit = With { $below } the limit on the { $metric } is broken in { $hits } of { $of } runs, with { $most } in { $base } of { $of_base }.
study-staffing-even-fewest = Even { $knee } are not shown to be worse than { $most }.
study-staffing-together = The effect of { $factor } depends on the other factors: read the variants one by one.
study-limit-at-most = at most { $bound }
study-limit-at-least = at least { $bound }
study-caution-not-precise = Some mean is not known as well as the study asks for: more replications are needed.
study-caution-no-mean = Some runs have no number, so that no mean could be known better.
study-caution-budget = The budget of runs ended the study before all replications were done.
study-caution-time = A budget of time ended the study. How many replications count depends on the machine: these results are not repeatable to the byte.
study-caution-nulls-of = { $metric } ({ $nulls } of { $runs } runs)
study-caution-nulls = Runs of some variants have no number, because not everybody got out or there was nothing to measure: { $metrics }. They count as worse than any number; such a variant has no mean.
study-caution-absent = { $metric }: not there in { $variants }, which cannot be compared by it.
study-caution-withheld = The answer of { $n } { $n ->
        [one] run is
       *[other] runs are
    } withheld: the crowd was denser than the model holds for.
study-caution-staffing = What is said of numbers of staff does not look at the means of: { $list }. Where a run has no number there is none over several variants; the tables count such runs.
study-caution-limits = { $assumed ->
        [none] No variant keeps
       *[other] With { $assumed } no variant keeps
    } every limit in every run.
study-caution-otherwise = The answer is for { $assumed } only: with { $variant } a limit is broken in { $hits } of { $of } runs.
study-caution-few = { $n ->
        [one] One replication shows no difference at all, however large.
       *[other] With { $n } replications only large differences can show: "no difference shown" says little.
    }
study-figure-best = Mean of the best
study-figure-baseline = Baseline
study-figure-limits = Limits kept in all runs
study-figure-limits-note = of all variants
study-figure-shown = Differences shown
study-figure-shown-note = variants that differ from the baseline beyond chance
study-figure-runs = Runs
study-figure-runs-note = { $variants } variants, { $replications } times each
study-figure-runs-note-dropped = { $variants } variants, up to { $replications } times each
study-section-results = The variants compared
study-section-staffing = Staff and outcome
study-section-effects = Effects, with their intervals
study-section-factors = What each factor does
study-section-sensitivity = If assumptions were otherwise
study-section-curves = Evacuation curves
study-section-zones = Clearing times by zone
study-section-binding = What binds: limits, gates, places
study-section-kept = Runs to look at
study-section-numbers = All other numbers
study-section-method = How this was found
study-column-variant = Variant
study-column-mean = Mean
study-column-worst = Worst run
study-column-p95 = P95, worse end
study-column-difference = Difference to baseline
study-column-verdict = Verdict
study-column-nulls = No number
study-column-broken = Limit broken
study-column-limits = Limits
study-limits-kept = kept in all { $n } runs
study-limits-possible = each may be broken in up to { $share } %
study-limits-broken = { $n } of { $of } broken
study-column-level = Level
study-column-to-reference = Difference to reference
study-column-together = Together
study-column-more = More than both apart
study-column-window = Part of the day
study-column-gate = Longest queue at
study-column-place = Densest at
study-column-last-zone = Last zone clear
study-column-runs = Runs
study-verdict-baseline = baseline
study-verdict-reference = reference
study-verdict-better = better
study-verdict-worse = worse
study-verdict-not-shown = no difference shown
study-verdict-absent = not there
study-interval = { $low } to { $high }
study-note-bootstrap = Where values are skewed, the smaller line gives the interval by the bootstrap (BCa), which leans with them.
study-note-p95 = P95, worse end: 95 % of runs are at least as good as the P95; this is the worse end of its 95 % interval, or – where that is a run without a number.
study-note-main-effects = Means over all variants with the level; the reference is the most people, of other factors the level of the baseline. Corrected for the levels of a factor (Holm).
study-note-interactions = The strongest of each pair of factors: more or less than both levels would make it apart; corrected for all pairs (Bonferroni).
study-note-zones = Minutes and seconds from the alarm that 95 % of the runs do not exceed; of fewer than twenty runs the slowest.
study-note-binding = Of each variant the gate, place and zone that was the worst of its run most often; queue and density are medians.
study-note-limits = Runs that broke the limit, and the interval of the probability (Wilson, 95 %).
study-smaller = less is better
study-larger = more is better
study-title = { $metric } – { $better }
study-title-limited = { $metric } – { $better }; { $limit }
study-reading = Mean ± half the 95 % interval. Differences are to the baseline { $baseline }, run by run with { $visitors ->
        [same] the same visitors
       *[varied] the same seed
    }; "better" and "worse" are said where chance is an unlikely explanation after all comparisons are counted (p below 0.05, Holm); "no difference shown" does not mean equal. Intervals are each for itself: one may lie clear of zero where the comparisons together show nothing.
study-effects-note = Left: dot = mean, thick line = its 95 % interval, thin line = best to worst run, dashed = limit. Right: difference to the baseline; a full dot is a difference beyond chance, an open one is not. Grey: the baseline.
study-dots-value = Mean and interval
study-dots-difference = Difference to baseline
study-dots-share = Change of the mean [%]
study-dots-nulls = { $n } of { $runs } runs without a number
study-levels-knee = { $n } and more hold
study-levels-all = fewer than { $n } fall short
study-levels-caption = { $factor } and { $metric }
study-staffing-note = Means over all other factors, thin lines by the levels of another; bars are the 95 % interval of the difference to the most people. Open dots are worse than those, beyond chance; full ones are not shown to be. That nothing is shown to be worse does not mean that nothing is: a loss may stay hidden, as large as the interval reaches. Corrected for the levels of a factor (Holm), not for the number of objectives and factors; that more runs break a limit is said where the intervals of both shares (Wilson) lie apart. Posts are cut from the lowest tier, as the plan ranks them.
study-no-effects = Main effects cannot be told, because some runs have no number and a mean would have to leave them out; the table above counts them.
study-interactions-title = Two at a time
study-interactions-none = No pair of levels is shown to do more or less together than both apart.
study-interactions-some = { $n } of { $of } pairs of levels do more or less together than both apart, beyond chance: read these variants by themselves.
study-sensitivity-caption = Change of the mean compared with the level of the baseline, with its 95 % interval; a full dot is beyond chance.
study-assumption-attendance = attendance
study-assumption-pre-movement = pre-movement times
study-assumption-check = the time a check takes
study-assumptions-varied = Varied, and to be seen in the table, variant by variant: { $list }.
study-assumptions-not-varied = Not varied in this study: { $list }. The answer holds for what is assumed of them; as factors they would show how much hangs on it.
study-curves-caption = People inside over the time of day. Line: at each time the median of the runs (baseline: { $runs }); band: 90 % of them (of fewer than twenty: all); dashed: the median of the baseline, { $baseline }; red: median of the alarm.{ $left ->
        [0] {""}
        [one] {" "}One run of all variants together is not in it: withheld, or without an alarm.
       *[other] {" "}{ $left } runs of all variants together are not in it: withheld, or without an alarm.
    }
study-curves-left = { $n ->
        [one] One variant is left out here; its curve is
       *[other] { $n } variants are left out here; their curves are
    } in variants.json.
study-no-curves = No run had an alarm: there are no evacuation curves.
study-zone-not-cleared = not clear { $n } / { $runs }
study-in-runs = { $n } of { $runs } runs
study-often-note = { $often }; { $note }
study-gate-note = { $queue } people
study-place-note = { $density } per m²
study-no-queue = no queue
study-limits-title = Limits broken
study-binding-title = Where it is worst
study-kept-text = The worst, the median and the best run of each variant, by the first objective, were made again from their seeds and recorded; the link opens the report of the run.
study-kept-none = The worst, the median and the best run of each variant, by the first objective. They are not recorded; `muster run` with the seed shows them.
study-rank-worst = Worst
study-rank-median = Median
study-rank-best = Best
study-seed = seed
study-no-number = no number
study-method-pairs-dropped = Every variant ran up to { $n } times, until it was dropped, run k always with { $visitors ->
        [same] the same visitors
       *[varied] the same seed, though not the same visitors where a variant has others,
    } and the same random numbers for incidents; so differences are seen run by run.
study-method-pairs = Every variant ran { $n } { $n ->
        [one] time
       *[other] times
    }, run k always with { $visitors ->
        [same] the same visitors
       *[varied] the same seed, though not the same visitors where a variant has others,
    } and the same random numbers for incidents; so differences are seen run by run.
study-method-correlation = Correlation of the pairs with the baseline, by the first objective: { $least } to { $most }. The higher it is, the sharper the differences.
study-method-selection = Best sought by the procedure KN (Kim and Nelson 2001) at { $confidence } %: { $runs } runs.{ $without ->
        [none] {""}
       *[other] {" "}A full factorial at the same confidence would take { $without }.
    }
study-method-refused = { $n } { $n ->
        [one] variant was
       *[other] variants were
    } dropped because too many of the runs have no number: many times as likely under the share that is refused as under the one that is accepted (Wald 1945).
study-method-limits = Whether a variant will do is asked of the share of its runs that break a limit: with { $accepted } % or fewer it should not be refused for them, with { $refused } % or more it should not be taken, and in between it may be either (Wald 1945, within the confidence). Of { $n } variants { $kept } { $kept ->
        [one] was
       *[other] were
    } accepted and { $dropped } refused. Nobody is dropped for being behind a variant that is not accepted (after Andradóttir and Kim 2010).
study-method-slower = Of the sets of rules the one under which a variant does worst counts: the answer names it.
study-end-all = All replications of the study were run.
study-end-precise = Replications ended when every mean had been known as well as asked for; intervals and p-values are then a guide, not exact.
study-end-not-precise = All replications were run; some mean is not known as well as asked for.
study-end-selected-dropped = Replications ended when the best was known; variants that were dropped have fewer. Intervals and p-values are then a guide, not exact.
study-end-selected = Replications ended when the best was known. Intervals and p-values are then a guide, not exact.
study-end-none-will-do = Replications ended when all variants had been refused. Intervals and p-values are then a guide, not exact.
study-end-no-mean = All replications were run; some runs have no number.
study-end-budget = Replications ended with the budget of runs.
study-end-time = Replications ended with the budget of time, so that the number of them depends on the machine.
study-method-intervals = Intervals of means are Student's at 95 %; of probabilities Wilson's; where values are skewed, the bootstrap (BCa) stands beside.
study-method-nulls = A run without a number is worse than any number, ranked last, counted, and never left out of a mean.
study-method-holm = Differences are judged by the paired t test, by the sign test where a run has no number, corrected for all comparisons of the study together (Holm).
study-method-settled = The mean evacuation curve had settled in { $settled } of { $of } cases, after { $runs } runs at most: ten more in a row moved its distance, projection and slope by less than 1 % (Ronchi, Reneke and Peacock 2014).
study-method-not-settled = The mean evacuation curve had not settled yet in any case ({ $of } in all): ten runs in a row must move it by less than 1 % (Ronchi, Reneke and Peacock 2014), so that it takes twelve at least.
study-method-files = Every run with all its numbers is in runs.parquet, everything found in variants.json; the same study gives the same bytes.
study-bound-model = The study compares runs of one model: what the model leaves out, it leaves out of all variants. Differences are surer than the values themselves.
study-bound-varied = Visitors are not the same under every variant: see the factors and edits of the study. That fewer staff would keep some away is not considered.
study-bound-same = The same visitors come under every variant; that fewer staff would keep some away or change when they come is not considered.
study-imprint = Muster { $version }, engine revision { $revision }, metrics revision { $metrics }. The same study file gives the same report.

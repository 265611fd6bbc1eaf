# `muster verify`: what can go wrong in a case, its report, and the experiments.

verify-interrupted = interrupted
verify-no-scenario = no suite has a scenario file “{ $name }”
verify-scenario-has-errors = the scenario “{ $name }” has errors: { $problem }
verify-promise-broken = in “{ $name }” with seed { $seed } a promise of the engine is broken: { $what }

verify-passed = passed
verify-failed = failed
verify-documented = documented

# The report
verify-suite-rimea = RiMEA
    .about = The test cases of the RiMEA guideline, versions 3.0 and 4.1.1.
verify-suite-imo = IMO
    .about = The tests of IMO MSC.1/Circ.1533 for evacuation from ships.
verify-suite-nist = NIST
    .about = The verification tests of NIST Technical Note 1822.
verify-suite-iso = ISO
    .about = The verification tests of ISO 20414.
verify-suite-experiments = Experiments
    .about = Experiments with people, and what any crowd model must do whatever the numbers.
verify-page-title = Verification and validation of Muster
verify-page-lead = All cases run with one set of parameters, which stands at the end. Each says where its criterion comes from, where and when it is measured, and what was measured.
verify-page-answer = { $passed ->
    [one] One case holds
   *[other] { $passed } cases hold
}, { $failed ->
    [0] none fails
    [one] one fails
   *[other] { $failed } fail
}; { $documented ->
    [0] all have a right and a wrong.
    [one] one has no right or wrong and only documents.
   *[other] { $documented } have no right or wrong and only document.
}
verify-page-version = Muster
verify-page-engine = Engine revision
verify-page-model = Model
verify-page-runs-asked = Runs asked for
verify-page-parameters = Parameters
verify-page-parameters-about = The values of all cases, under their names in the scenario file, but for what a case itself prescribes.
verify-head-case = Case
verify-head-title = What
verify-head-criterion = Criterion
verify-head-verdict = Verdict
verify-head-runs = Runs
verify-head-measuring = Measuring
verify-head-source = Source
verify-head-measured = Measured
verify-head-parameter = Parameter
verify-head-value = Value
verify-doc-lead = This page is generated: `muster verify --out DIR` writes it as `DIR/verification.md` with its diagrams in `DIR/verification/`; copy both into `docs/`. Nothing in it is written by hand.
verify-doc-about = Muster { $version }, engine revision { $engine }, model `{ $model }`.
verify-doc-runs = Where a case would choose the number of runs, { $runs } were asked for.
verify-doc-failures = What fails, and why
verify-doc-no-failures = Nothing fails.
verify-doc-diagrams = Diagrams
verify-doc-measured = What was measured

# Experiments
case-exp-neck = Bottlenecks 0.8 to 1.4 m wide
    .criterion = Specific flow 1.5–2.3 /m/s at each width, growing linearly with the width (R² ≥ 0.95); 4–6 people/m² before the neck; nobody left behind.
    .measuring = 150 people, 3.3 /m² at the start, a neck 1 m long, no cap on flows. Flow across the middle of the neck from the time of the middle 60 % of those passing; density as number over area in 2 × 1 m half a metre before the neck while they pass; means over at least 10 seeds.
    .source = Kretz 2006, Seyfried 2009, the entrance experiments of 2006, Nagai 2006, Müller 1981, AO 2009, Daamen 2010 (REFERENCE, section 2).
case-exp-ring = Closed ring, speed over density
    .criterion = Every density lies between the slowest and the fastest of the experiments, Weidmann and SFPE, widened by 10 % below 3 /m² and by 0.08 m/s above.
    .measuring = A ring 1.8 m wide and 20 m long; mean way along the ring of all people from 30 to 90 s; at least 5 seeds.
    .source = Ring and corridor experiments, Weidmann 1993, SFPE Handbook (REFERENCE, sections 2 and 3).
case-exp-corridor = Open corridor, speed over density
    .criterion = Every density that is reached, and at least four, lies between the slowest and the fastest of the experiments, Weidmann and SFPE, widened by 10 % below 3 /m² and by 0.08 m/s above.
    .measuring = A corridor 1.8 m wide; the streams coming in and the width of the way out set the density. Voronoi density and mean speed over a second in the middle 2 m, every second from 40 to 100 s, in bins of ±0.25 /m²; 6 seeds of each of 7 settings.
    .source = Ring and corridor experiments, Weidmann 1993, SFPE Handbook (REFERENCE, sections 2 and 3).
case-exp-single-file = Single file, speed over density
    .criterion = Mean speed within 0.06 m/s of 0.93, 0.54, 0.25, 0.10 m/s at 0.62, 1.12, 1.62, 2.12 /m; the median inside the 10–90 % band at 90 % of the densities or more.
    .measuring = A closed course of 50 m, 0.5 m wide, so that nobody passes anybody; speeds of all over a second, every second from 60 to 119 s; at least 5 seeds.
    .source = Single-file experiments (MOVEMENT); the band of RiMEA 4.1.1, test 16 (REFERENCE, section 1).
case-exp-counterflow = Counterflow in a corridor 3.6 m wide
    .criterion = From a full mix, 50 + 50 people walk at 0.95 m/s or faster, 100 + 100 at 0.6, 150 + 150 at 0.4; fewer than 10 % are slower than 0.1 m/s; lanes form; nobody is stuck.
    .measuring = A corridor of 30 m that leads back to its beginning; speeds of all over a second, every second from 60 to 119 s; order of lanes as the mean over people of ((same − other) / (same + other))² in a row ±0.4 m wide and 5 m long each way, 0.5 being half way between a mix and clean lanes; at least 10 seeds.
    .source = Measured crowds at about 1.1, 0.75, 0.5 m/s (MOVEMENT); order of lanes after Rex and Löwen 2007 (recalled).
case-exp-corner = Right-angle corner
    .criterion = Fed with 1.0 /m/s it does not jam: under 2.3 people/m² before the corner, everybody through, nobody stuck. Fed with more than it takes, 1.0 to 2.0 /m/s pass, where studies find their peaks.
    .measuring = A corridor 2.4 m wide; density in 2.4 × 2.4 m before the corner from 30 to 100 s; flow 2 m behind the corner from the time of the middle 60 %; at least 5 seeds. No study gives a number to hold: the criterion is conservation and no false jam.
    .source = Peaks of unidirectional flow (REFERENCE, section 2); false jams at corners (PEERS).
case-exp-merge = Merging at a T-junction
    .criterion = Fed with 1.0 /m/s in all it does not jam: under 2.3 people/m² where the streams meet, everybody through, nobody stuck. Fed with more than it takes, 1.0 to 2.0 /m/s pass, and each branch has 40–60 % of them.
    .measuring = Corridors 2.4 m wide; density in the 2.4 × 2.4 m of the junction from 30 to 100 s; flow 2 m up the stem from the time of the middle 60 %; at least 5 seeds. No study gives a number to hold: the criterion is conservation, symmetry and no false jam.
    .source = Peaks of unidirectional flow (REFERENCE, section 2).
case-exp-time-step = Time step
    .criterion = Flow through necks, time until all are out, and counterflow at steps of 0.05 and 0.025 s agree within 5 %.
    .measuring = The necks of 0.8 to 1.4 m and the counterflow of 100 + 100 people; means over 30 to 60 seeds, until their standard error is 1.5 % or less; a mean that is not known so well fails.
    .source = The project's own requirement.
case-exp-venues = Fifty random venues
    .criterion = Nobody inside a wall after any step, nobody stuck or left behind; less than 0.1 % of person-seconds deeper than 20 % of a body in somebody else.
    .measuring = Rooms, corridors, doors of 0.8 to 3 m, obstacles and two or three ways out, drawn 50 times, 300 people each, 3 seeds each, until all are out or 20 minutes have passed.
    .source = The project's own requirement; what users complain of (PEERS).

exp-nobody = nobody was there to be measured
exp-reads-speed = at { $density } /m² { $speed } ± { $error } m/s, wanted { $low }–{ $high }
exp-neck-reads-flow = { $width } m: { $flow } ± { $error } /m/s
exp-neck-reads-density = { $width } m: { $density } /m² before the neck
exp-neck-reads-behind = { $width } m: at most { $n } left behind
exp-neck-reads-linear = flow over width: R² = { $r2 }
exp-neck-picture = Neck of { $width } m, seed 1: ways of the people; dashed, where density and flow are measured.
exp-neck-plot = Flow through a neck over its width. Bars: standard error of the mean.
exp-ring-picture = { $people } people in the ring, seed 1.
exp-ring-plot = Speed over density in a closed ring.
exp-corridor-reads-none = { $density } /m² is not reached
exp-corridor-reads-bins = { $n } densities reached
exp-corridor-picture = Corridor with a way out of { $width } m, seed 1; dashed, where density and speed are measured.
exp-corridor-plot = Speed over density in an open corridor.
exp-file-reads-speed = at { $density } /m { $speed } m/s, measured crowds { $measured }
exp-file-reads-median = median at { $density } /m { $speed } m/s, band { $low }–{ $high }
exp-file-reads-band = { $n } of { $all } medians inside the band
exp-file-picture = Single file at { $density } /m, seed 1.
exp-file-plot = Speed over density in single file.
exp-counter-reads-speed = { $n } + { $n }: { $speed } ± { $error } m/s, at least { $least }
exp-counter-reads-slow = { $n } + { $n }: { $share } % slower than 0.1 m/s
exp-counter-reads-lanes = { $n } + { $n }: order of lanes { $order }
exp-counter-reads-stuck = { $n } + { $n }: at most { $stuck } stuck
exp-counter-picture = { $n } + { $n } people, seed 1.
exp-counter-plot = Mean speed in counterflow over people each way.
exp-junction-reads-density = moderate stream: { $density } /m² before the junction
exp-junction-reads-through = moderate stream: at most { $inside } left inside, { $stuck } stuck
exp-junction-reads-flow = saturated: { $flow } ± { $error } /m/s
exp-junction-reads-stuck = saturated: at most { $stuck } stuck
exp-merge-reads-share = { $share } % of those passing come from the left
exp-corner-picture = The corner under a saturated stream, seed 1; dashed, where density and flow are measured.
exp-merge-picture = The junction under saturated streams, seed 1; dashed, where density and flow are measured.
exp-step-reads-flow = neck { $of } m: { $coarse } and { $fine } /s ({ $difference } %)
exp-step-reads-out = neck { $of } m: all out after { $coarse } and { $fine } s ({ $difference } %)
exp-step-reads-counterflow = { $of } + { $of } in counterflow: { $coarse } and { $fine } m/s ({ $difference } %)
exp-venues-reads-stuck = { $stuck } stuck, { $behind } left behind
exp-venues-reads-overlap = { $share } % of person-seconds in deep overlap
exp-venues-reads-worst = worst is venue { $venue }: { $n } stuck or left behind in a run
exp-venues-picture = Venue { $venue }, seed 1.

exp-axis-width = width of the neck [m]
exp-axis-flow = flow [1/s]
exp-axis-density = density [1/m²]
exp-axis-line-density = density [1/m]
exp-axis-speed = speed [m/s]
exp-axis-each = people each way
exp-series-muster = Muster
exp-series-muster-mean = Muster, mean
exp-series-muster-median = Muster, median
exp-series-target = target 1.5–2.3 /m/s
exp-series-studies = mean of seven studies ({ $flow } /m/s)
exp-series-lowest = lowest run of all ({ $flow } /m/s)
exp-series-highest = highest run of all ({ $flow } /m/s)
exp-series-envelope = envelope, widened
exp-series-weidmann = Weidmann 1993
exp-series-sfpe = SFPE
exp-series-corridor = corridor experiments
exp-series-ring = ring experiments
exp-series-file-band = 10–90 % of people
exp-series-file-median = median of people
exp-series-file-mean = mean of experiments
exp-series-least = least allowed
exp-series-crowds = measured crowds

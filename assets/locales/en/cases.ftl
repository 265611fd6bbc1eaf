# The cases of RiMEA, IMO, NIST and ISO: `case-ID` is the title; `.criterion`,
# `.source` and `.measuring` (where, when and on whom) are sentences. A dot of an
# id is a hyphen here.

case-rimea-01 = Walking along a corridor
    .criterion = 26 to 34 s for 40 m at 1.33 m/s.
    .source = RiMEA guideline 3.0, test 1
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-rimea-02 = Walking up a stair
    .criterion = 10 m along the incline over 0.61 · 1.33 m/s, within 5 %: 11.71 to 12.94 s.
    .source = RiMEA guideline 3.0, test 2
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-rimea-03 = Walking down a stair
    .criterion = 10 m along the incline over 0.69 · 1.33 m/s, within 5 %: 10.35 to 11.44 s.
    .source = RiMEA guideline 3.0, test 3
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-rimea-04 = Speed and density
    .criterion = At 0.5, 1, 2, 3, 4, 5 and 6 persons/m² the mean speed lies between the lowest and the highest that experiments (open corridor, closed ring), Weidmann and SFPE give, widened by 10 % below 3 /m² and by 0.08 m/s above; in single file the median lies between the 10th and the 90th percentile at nine in ten densities.
    .source = RiMEA guideline 3.0, test 4; 4.1.1 adds single file
    .measuring = 2 × 2 m in the middle of a closed corridor of 26 × 2 m, 60 s after 10 s that are dropped, free speeds 1.2 to 1.4 m/s, no cap on flows. Seeds until the standard error is under a fifth of the range. Between the bins of experiments straight lines.

case-rimea-05 = Pre-movement times
    .criterion = Each of ten people sets out between 10 and 100 s, at the very time drawn for them, within 0.1 s.
    .source = RiMEA guideline 3.0, test 5
    .measuring = Events of setting out, counted from the broadcast; three seeds.

case-rimea-06 = Round a corner
    .criterion = Nobody is ever inside a wall or passes through one, and all of twenty get out.
    .source = RiMEA guideline 3.0, test 6
    .measuring = Every step is checked against the walls, every way between recorded positions (0.1 s) once more; five seeds.

case-rimea-07 = Speeds of a population by age
    .criterion = Each of fifty adults walks at the speed of their age, ±0.03 m/s: 1.62 (20 years), 1.54 (30), 1.48 (40), 1.41 (50), 1.27 (60), 1.07 (70); all six ages are drawn.
    .source = RiMEA guideline 3.0, test 7
    .measuring = The median over the run of everybody’s speed over one second, from 2 s on, read to two decimals, on a field 100 m wide.

case-rimea-08 = A parameter study
    .criterion = Documents the evacuation time of 448 people for each parameter; nothing is right or wrong.
    .source = RiMEA guideline 3.0, test 8
    .measuring = When the last one leaves; one seed, the same people each time, one parameter changed at a time.

case-rimea-09 = Half the doors
    .criterion = With two of four doors 1000 people take 1.6 to 2.4 times as long.
    .source = RiMEA guideline 3.0, test 9
    .measuring = When the last one leaves, with four doors and with two, same seeds; men of 30 to 50 years, no cap on flows.

case-rimea-10 = Exits by assignment
    .criterion = All 23 leave by the exit of their room: 15 by the main exit, 8 by the secondary one.
    .source = RiMEA guideline 3.0, test 10
    .measuring = The exit by which each one leaves; three seeds.

case-rimea-11 = Choice of exit
    .criterion = In every run more of 1000 people leave by the near exit than by the far one, and some by the far one.
    .source = RiMEA guideline 3.0, test 11
    .measuring = The exit by which each one leaves; two seeds, no cap on flows.

case-rimea-12a = A jam before a bottleneck
    .criterion = In every run people jam (over 4 /m² for more than 10 % of the time) before the corridor, and nowhere before the exit.
    .source = RiMEA guideline 3.0, test 12
    .measuring = The share of the time with more than 4 persons/m² in 2 × 2 m before each bottleneck, from the first to the last person through the first one; five seeds, no cap on flows.

case-rimea-12b = A longer bottleneck
    .criterion = Through a corridor of 15 m it takes longer than through one of 5 m, by more than twice the standard error of the difference.
    .source = RiMEA guideline 4.1.1, test 12b
    .measuring = When the last of 150 leaves; ten seeds, the same for both, no cap on flows.

case-rimea-12c = A second bottleneck like the first
    .criterion = In every run people jam (over 4 /m² for more than 10 % of the time) before the first corridor and not before the second.
    .source = RiMEA guideline 4.1.1, test 12c
    .measuring = The share of the time with more than 4 persons/m² in 2 × 2 m before each bottleneck, from the first to the last person through the first one; five seeds, no cap on flows.

case-rimea-12d = Wider bottlenecks
    .criterion = The flow rises from 0.8 over 1.0 to 1.2 m of width, each time by more than twice the standard error of the difference.
    .source = RiMEA guideline 4.1.1, test 12d
    .measuring = The middle 60 % of 150 people who pass the middle of the corridor; ten seeds, no cap on flows.

case-rimea-13 = A jam before a stair
    .criterion = Denser at the room’s exit than amid the corridor; more people wait before the stair in the second half of the window than in the first; less flow on the stair than in the corridor; at 0.5, 1, 2 and 3 persons/m² down is faster than up.
    .source = RiMEA guideline 3.0, test 13
    .measuring = 2 × 2 m before the corridor, in its middle and at its end, and its last 6 m, from the first person on the stair until nine in ten have come into the corridor; flow of the middle 60 % across x = 10 and x = 23 m; eight seeds, men of 30 to 50 years, no cap on flows. Differences count beyond twice their standard error. Up and down: a closed stair, measured as in test 4, the same eight seeds.

case-rimea-14 = A short way over stairs or a long one on the level
    .criterion = Documents which way forty people take, by default and where a plan divides them; nothing is right or wrong.
    .source = RiMEA guideline 3.0, test 14
    .measuring = Who sets foot on the ground floor (28 m) and on the gallery (92 m); one seed.

case-rimea-15 = Cutting a corner
    .criterion = 500 people take at least as long round the corner (34 m, 20 × 20 m, 10 m) as for 44 m straight on, and at most as long as for 75.4 m.
    .source = RiMEA guideline 3.0, test 15
    .measuring = When the last one leaves, 20 m of width; four seeds, the same for all three, no cap on flows.

case-rimea-16 = Single file
    .criterion = At each of 0.10, 0.50, 0.90, 1.10, 1.50, 1.90, 2.50 and 3.10 persons/m the median speed lies between the 10th and the 90th percentile of those measured (eight densities: nine in ten are all of them).
    .source = RiMEA guideline 4.1.1, test 16
    .measuring = A closed course of 50 m, everybody’s speed over one second, every second from 60 to 119 s, five seeds together.

case-imo-01 = Walking along a corridor
    .criterion = 40 s for 40 m at 1 m/s, ±0.2 s.
    .source = IMO MSC.1/Circ.1533, test 1
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-imo-02 = Walking up a stair
    .criterion = 10 s for 10 m along the incline at 1 m/s, ±0.2 s.
    .source = IMO MSC.1/Circ.1533, test 2
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-imo-03 = Walking down a stair
    .criterion = 10 s for 10 m along the incline at 1 m/s, ±0.2 s.
    .source = IMO MSC.1/Circ.1533, test 3
    .measuring = From setting out to leaving; the start is known to 5 cm, times to 0.05 s.

case-imo-04 = Flow through a door
    .criterion = In every run at most 1.33 persons a second through a door of 1 m, read to two decimals.
    .source = IMO MSC.1/Circ.1533, test 4
    .measuring = The middle 60 % of a hundred people who leave; five seeds, men of 30 to 50 years, flows by the rules of the IMO (without a rule people flow faster, as in experiments).

case-imo-05 = Pre-movement times
    .criterion = Each of ten people sets out between 10 and 100 s, at the very time drawn for them, within 0.1 s.
    .source = IMO MSC.1/Circ.1533, test 5
    .measuring = Events of setting out, counted from the broadcast; three seeds.

case-imo-06 = Round a corner
    .criterion = Nobody is ever inside a wall or passes through one, and all of twenty get out.
    .source = IMO MSC.1/Circ.1533, test 6
    .measuring = Every step is checked against the walls, every way between recorded positions (0.1 s) once more; five seeds.

case-imo-07 = Speeds of a population by the table
    .criterion = Everybody’s speed on the level, down and up stairs lies in the range of their group in the circular’s table.
    .source = IMO MSC.1/Circ.1533, test 7
    .measuring = Fifty people, five of each of ten groups, on a ground 100 m wide; the median over the run of everybody’s speed along the incline over one second, a metre from where the ground changes, read to two decimals as the table is.

case-imo-08 = Counterflow
    .criterion = The last of a hundred enters room 2 later against 10 than against nobody, later against 50 than against 10, later against 100 than against 50, each time by more than twice the standard error of the difference (FDS+Evac: 50, 75, 107, 136 s).
    .source = IMO MSC.1/Circ.1533, test 8
    .measuring = When the last of the hundred passes the line x = 20 m; eight seeds, the same for all, men of 30 to 50 years who set out at once, no cap on flows.

case-imo-09 = Half the doors
    .criterion = With two of four doors 1000 people take about twice as long: 1.6 to 2.4 times (FDS+Evac: 220.7 and 412.9 s).
    .source = IMO MSC.1/Circ.1533, test 9
    .measuring = When the last one leaves, with four doors and with two, same seeds; men of 30 to 50 years, flows by the rules of the IMO.

case-imo-10 = Exits by assignment
    .criterion = All 23 leave by the exit of their room: 15 by the main exit, 8 by the secondary one.
    .source = IMO MSC.1/Circ.1533, test 10
    .measuring = The exit by which each one leaves; three seeds.

case-imo-11 = A jam before a stair
    .criterion = Denser at the room’s exit than amid the corridor; more people wait before the stair in the second half of the window than in the first; less flow on the stair than in the corridor.
    .source = IMO MSC.1/Circ.1533, test 11
    .measuring = 2 × 2 m before the corridor, in its middle and at its end, and its last 6 m, from the first person on the stair until nine in ten have come into the corridor; flow of the middle 60 % across x = 10 and x = 23 m; eight seeds, men of 30 to 50 years, no cap on flows. Differences count beyond twice their standard error.

case-imo-12 = Flow at very high density
    .criterion = The specific flow at 5 persons/m² is lower than at 2 persons/m², by more than twice the standard error of the difference.
    .source = IMO MSC.1/Circ.1533, test 12
    .measuring = Density times mean speed in 2 × 2 m of a closed corridor, as in RiMEA 4; three seeds.

case-nist-1-1 = Distributions of pre-movement times
    .criterion = The times at which 10,000 people set out fit a uniform, a gamma, a lognormal and a Weibull distribution: p > 0.001 by Kolmogorov and Smirnov.
    .source = NIST Technical Note 1822, test 1.1
    .measuring = Events of setting out, counted from the broadcast; seed 1.

case-nist-2-1 = Speed in a corridor
    .criterion = Somebody assigned 1 m/s walks at it, ±0.05 m/s.
    .source = NIST Technical Note 1822, test 2.1
    .measuring = 40 m over the time from setting out to leaving.

case-nist-2-2 = Speed on stairs
    .criterion = Somebody assigned 1 m/s up and down a stair walks at it, ±0.05 m/s.
    .source = NIST Technical Note 1822, test 2.2
    .measuring = 10 m along the incline over the time from setting out to leaving.

case-nist-2-3 = Round a corner
    .criterion = Nobody is ever inside a wall or passes through one, and all of twenty get out.
    .source = NIST Technical Note 1822, test 2.3
    .measuring = Every step is checked against the walls, every way between recorded positions (0.1 s) once more; five seeds.

case-nist-2-4 = Speeds of a population
    .criterion = Mean and standard deviation of the walked speeds of a hundred people are those of N(1.2, 0.2) m/s, ±0.05 m/s.
    .source = NIST Technical Note 1822, test 2.4
    .measuring = The median over the run of everybody’s speed over one second, from 2 s on, on a field 100 m wide; five seeds or more, until the standard error is under a fifth of the range.

case-nist-2-8 = Counterflow
    .criterion = The last of a hundred enters room 2 later against 10 than against nobody, later against 50 than against 10, later against 100 than against 50, each time by more than twice the standard error of the difference (FDS+Evac: 50, 75, 107, 136 s).
    .source = NIST Technical Note 1822, test 2.8
    .measuring = When the last of the hundred passes the line x = 20 m; eight seeds, the same for all, men of 30 to 50 years who set out at once, no cap on flows.

case-nist-2-9 = Groups
    .criterion = In every run a group of four at 1.25 m/s and one at 0.5 m/s leaves within 10 s, among ten others at 0.2 m/s.
    .source = NIST Technical Note 1822, test 2.9
    .measuring = From the first to the last of a group who leaves; ten seeds. Only the five are judged: at 0.2 m/s ten people as close as measured crowds are take about 12 s through 1 m.

case-nist-2-10 = Somebody slow and wide on a ramp
    .criterion = 24 people take longer behind somebody slow and wide than without, by more than twice the standard error of the difference.
    .source = NIST Technical Note 1822, test 2.10
    .measuring = When the last of the 24 leaves; the slow one (a wheelchair, 0.69 m/s, 0.7 m wide) starts at the ramp; twenty seeds, the same for both.

case-nist-3-1 = Exits by assignment
    .criterion = All 23 leave by the exit of their room: 15 by the main exit, 8 by the secondary one.
    .source = NIST Technical Note 1822, test 3.1
    .measuring = The exit by which each one leaves; three seeds.

case-nist-3-2 = Following others
    .criterion = Of ten undecided people more leave by exit 2 if somebody committed to it walks there, by more than twice the standard error of the difference.
    .source = NIST Technical Note 1822, test 3.2
    .measuring = The exit by which each of the ten leaves; forty seeds, the same with and without.

case-nist-3-3 = Knowing an exit
    .criterion = Of ten people more leave by exit 2 if they know it as theirs, by more than twice the standard error of the difference.
    .source = NIST Technical Note 1822, test 3.3
    .measuring = The exit by which each of the ten leaves; forty seeds, the same with and without.

case-nist-4-1 = An exit closes
    .criterion = Exit 1 closes at 1 s: all ten get out, in every run some by exit 2, and nobody by exit 1 once it is closed.
    .source = NIST Technical Note 1822, test 4.1
    .measuring = When and by which exit each one leaves; all set out at once; ten seeds.

case-nist-5-1 = Density before corridor and stair
    .criterion = With a hundred people it is denser before the corridor, and at the foot of the stair, than amid the corridor.
    .source = NIST Technical Note 1822, test 5.1
    .measuring = 2 × 2 m before the corridor, in its middle and at its end, and its last 6 m, from the first person on the stair until nine in ten have come into the corridor; flow of the middle 60 % across x = 10 and x = 23 m; eight seeds, men of 30 to 50 years, no cap on flows. Differences count beyond twice their standard error.

case-nist-5-2 = Flow through a door
    .criterion = In every run at most 1.33 persons a second through a door of 1 m, read to two decimals.
    .source = NIST Technical Note 1822, test 5.2
    .measuring = The middle 60 % of a hundred people who leave; five seeds, men of 30 to 50 years, flows by the rules of the IMO (without a rule people flow faster, as in experiments).

case-iso-01 = Distributions of pre-movement times
    .criterion = The times at which 10,000 people set out fit a uniform, a gamma, a lognormal and a Weibull distribution: p > 0.001 by Kolmogorov and Smirnov.
    .source = ISO 20414, test 1
    .measuring = Events of setting out, counted from the broadcast; seed 1.

case-iso-02 = Speed in a corridor
    .criterion = Somebody assigned 1 m/s walks at it, ±0.05 m/s.
    .source = ISO 20414, test 2
    .measuring = 40 m over the time from setting out to leaving.

case-iso-03 = Speed on stairs
    .criterion = Somebody assigned 1 m/s up and down a stair walks at it, ±0.05 m/s.
    .source = ISO 20414, test 3
    .measuring = 10 m along the incline over the time from setting out to leaving.

case-iso-04 = Round a corner
    .criterion = Nobody is ever inside a wall or passes through one, and all of twenty get out.
    .source = ISO 20414, test 4
    .measuring = Every step is checked against the walls, every way between recorded positions (0.1 s) once more; five seeds.

case-iso-05 = Speeds of a population
    .criterion = Mean and standard deviation of the walked speeds of a hundred people are those of N(1.2, 0.2) m/s, ±0.05 m/s.
    .source = ISO 20414, test 5
    .measuring = The median over the run of everybody’s speed over one second, from 2 s on, on a field 100 m wide; five seeds or more, until the standard error is under a fifth of the range.

case-iso-06 = Counterflow
    .criterion = The last of a hundred enters room 2 later against 10 than against nobody, later against 50 than against 10, later against 100 than against 50, each time by more than twice the standard error of the difference (FDS+Evac: 50, 75, 107, 136 s).
    .source = ISO 20414, test 6
    .measuring = When the last of the hundred passes the line x = 20 m; eight seeds, the same for all, men of 30 to 50 years who set out at once, no cap on flows.

case-iso-07 = Somebody slow and wide on a ramp
    .criterion = 24 people take longer behind somebody slow and wide than without, by more than twice the standard error of the difference.
    .source = ISO 20414, test 7
    .measuring = When the last of the 24 leaves; the slow one (a wheelchair, 0.69 m/s, 0.7 m wide) starts at the ramp; twenty seeds, the same for both.

case-iso-08 = Exits by assignment
    .criterion = All 23 leave by the exit of their room: 15 by the main exit, 8 by the secondary one.
    .source = ISO 20414, test 8
    .measuring = The exit by which each one leaves; three seeds.

case-iso-09 = An exit closes
    .criterion = Exit 1 closes at 1 s: all ten get out, in every run some by exit 2, and nobody by exit 1 once it is closed.
    .source = ISO 20414, test 9
    .measuring = When and by which exit each one leaves; all set out at once; ten seeds.

case-iso-10 = Density before corridor and stair
    .criterion = With a hundred people it is denser before the corridor, and at the foot of the stair, than amid the corridor.
    .source = ISO 20414, test 10
    .measuring = 2 × 2 m before the corridor, in its middle and at its end, and its last 6 m, from the first person on the stair until nine in ten have come into the corridor; flow of the middle 60 % across x = 10 and x = 23 m; eight seeds, men of 30 to 50 years, no cap on flows. Differences count beyond twice their standard error.

case-iso-11 = Flow through a door
    .criterion = In every run at most 1.33 persons a second through a door of 1 m, read to two decimals.
    .source = ISO 20414, test 11
    .measuring = The middle 60 % of a hundred people who leave; five seeds, men of 30 to 50 years, flows by the rules of the IMO (without a rule people flow faster, as in experiments).

case-iso-12 = Flow by the width of a stair
    .criterion = The flow rises with each width of 1.0, 1.2, 1.4, 1.6 and 1.8 m, by more than twice the standard error of the difference.
    .source = ISO 20414, test 12
    .measuring = The middle 60 % of a hundred people who pass the foot of the stair, going down; 24 seeds, the same for all, no cap on flows.

case-iso-13 = Speed and density in an open corridor
    .criterion = With 60, 120, 240, 360 and 480 people in 60 × 2 m density and speed agree with the model’s own fundamental diagram, within 10 % below 3 persons/m² and within 0.08 m/s above.
    .source = ISO 20414, test 13
    .measuring = x = 20 to 40 m from 5 to 15 s after the start; the diagram is that of RiMEA 4, straight between its points; seeds until the standard error is under 0.02 m/s.

case-iso-14 = Groups
    .criterion = In every run a group of four at 1.25 m/s and one at 0.5 m/s leaves within 10 s, among ten others at 0.2 m/s.
    .source = ISO 20414, test 14
    .measuring = From the first to the last of a group who leaves; ten seeds. Only the five are judged: at 0.2 m/s ten people as close as measured crowds are take about 12 s through 1 m.

case-iso-15 = Following others
    .criterion = Of ten undecided people more leave by exit 2 if somebody committed to it walks there, by more than twice the standard error of the difference.
    .source = ISO 20414, test 15
    .measuring = The exit by which each of the ten leaves; forty seeds, the same with and without.

case-iso-16 = Knowing an exit
    .criterion = Of ten people more leave by exit 2 if they know it as theirs, by more than twice the standard error of the difference.
    .source = ISO 20414, test 16
    .measuring = The exit by which each of the ten leaves; forty seeds, the same with and without.

case-iso-17 = Two ways of different length
    .criterion = In every run more people take the way of 30 m than that of 54 m.
    .source = ISO 20414, test 17
    .measuring = Who sets foot in which corridor; ten seeds of sixty people.

## Readings

case-somebody-inside = { $inside } of { $people } people are still inside after { $t } s with seed { $seed }

case-too-few = too few people came where it is measured with seed { $seed }

case-walked = { $t } s

case-speed-level = level { $v } m/s

case-speed-up = up { $v } m/s

case-speed-down = down { $v } m/s

case-own-times = { $punctual } of { $all } set out at their own time

case-fits = { $distribution }: p = { $p } of { $people }

case-in-band = { $right } of { $all } in their band

case-ages-drawn = { $ages } ages drawn

case-in-band-level = level: { $right } of { $all } in their range

case-in-band-down = down: { $right } of { $all }

case-in-band-up = up: { $right } of { $all }

case-mean-speed = mean { $v } m/s

case-sd-speed = standard deviation { $v } m/s

case-left-of = { $left } of { $all } got out

case-walls-crossed = { $crossed } ways through walls

case-corner-times = 44 m { $short } s, corner { $corner } s, 75.4 m { $long } s

case-doors-ratio = four doors { $four } s, two doors { $two } s, ratio { $ratio }

case-near-far = near exit { $near }, far exit { $far }

case-door-flow = { $flow } persons/s on average, at most { $largest } (middle { $share } %); { $most } in the busiest ten seconds

case-assigned = { $right } of { $all } by their exit: { $main } by the main one, { $secondary } by the secondary one

case-building = as drawn { $t } s

case-building-slow = free speeds −20 %: { $t } s

case-building-fast = free speeds +20 %: { $t } s

case-building-slim = radius 0.16 m: { $t } s

case-building-broad = radius 0.20 m: { $t } s

case-building-late = pre-movement 0 to 120 s: { $t } s

case-jam-first = jam before the first bottleneck { $share } % of the time

case-jam-second = before the second { $share } %

case-neck-lengths = 5 m { $short } s, 15 m { $long } s

case-neck-flow = { $width } m: { $flow } persons/s ({ $specific } /m/s)

case-not-through = only { $through } of 100 came through against { $opposing } within { $t } s with seed { $seed }

case-last-entry = against { $opposing }: { $t } s

case-speed-at = { $density } /m²: { $v } m/s ({ $low } to { $high })

case-diagram-plot = Speed over density in a closed corridor

case-flow-by-density = 2 /m²: { $moderate } /m/s, 5 /m²: { $dense } /m/s

case-speed-of = { $people } people: { $density } /m², { $v } m/s (own diagram { $expected })

case-density-neck = { $before } /m² before the corridor, { $amid } amid it

case-density-foot = { $end } /m² at the foot of the stair, { $amid } amid the corridor

case-jam-grows = { $early } people wait before the stair, then { $late } ({ $end } /m² at its foot)

case-stair-flow = corridor { $corridor } persons/s, stair { $stair }

case-up-down = { $density } /m²: up { $up } m/s, down { $down }

case-stair-width = { $width } m: { $flow } persons/s ({ $specific } /m/s)

case-exit-2 = exit 2 taken by { $before } % alone, by { $after } % so

case-closed-exit = { $second } by exit 2, { $late } by the closed exit

case-way-default = by default { $short } over the stairs, { $long } on the level

case-way-divided = divided by a plan { $short } over the stairs, { $long } on the level

case-shorter = { $short } by the short way, { $long } by the long one

case-group-five = the five { $mean } s apart on average, { $most } s at most

case-group-ten = the ten { $mean } s apart on average, { $most } s at most

case-ramp = the 24 take { $without } s alone, { $with } s behind the wheelchair

# Texts of the report and of the summary on the terminal.

report-title = Report of one simulation run
report-stamp = One run: an illustration, not evidence
report-list-separator = , { "" }
report-none = none
report-at = at { $at }
report-not-reached = not reached
report-still-inside = { $n } still inside at the end
report-withheld = withheld
report-withheld-note = the run is not to be believed
report-after-ignition = { $t } after the incident began
report-imprint = Made by Muster { $version } from scenario { $hash }. The same scenario, plan, seed and version give the same run and the same report.

## Durations and units

report-duration-s = { $s } s
report-duration-m = { $m } min
report-duration-ms = { $m } min { $ss } s
report-duration-hm = { $h } h { $mm } min
report-unit-people = people
report-unit-per-min = per min
report-unit-per-m2 = per m²
report-unit-per-m-min = per m and min
report-unit-person-min = person min

## Title block

report-block-plan = Plan
report-block-period = Simulated time
report-block-people = People
report-block-people-value = { $visitors } visitors, { $staff } staff
report-block-model = Model and rules
report-block-seed = Seed
report-block-version = Version
report-block-version-value = Muster { $version }, engine { $revision }
report-block-scenario = Scenario fingerprint
report-block-date = Date
report-block-author = Made by

## The answer

report-answer-all-out = Everyone got out: the last of the { $people } people inside at the alarm had left { $after } after it, at { $at }.
report-answer-out-but-staying = Everyone who had to leave got out: the last of them had left { $after } after the alarm, at { $at }; { $inside ->
        [one] one person
       *[other] { $inside } people
    } stayed inside, as the plan says.
report-answer-not-out = Not everyone got out: { $inside } of the { $people } people inside at the alarm were still inside when the run ended at { $end }, { $after } after the alarm.
report-answer-interrupted = The run was stopped at { $end }, { $after } after the alarm, with { $inside } of { $people } people still inside; it does not say whether everyone gets out.
report-answer-implausible = This run gives no answer: people stand closer in it than in any crowd ever measured, or bodies are pressed into each other. There the model does not hold, and its times and densities are not to be believed.
report-answer-implausible-why = On { $place } at { $at } there were { $density } people per m² (crowds up to 10 have been measured), and bodies overlapped deeply { $overlaps ->
        [one] once
       *[other] { $overlaps } times
    }. Look there at what blocks the way, and change the plan or the ground.
report-answer-no-alarm = There was no alarm in this run: { $entered } of { $planned } visitors came in, { $left } left, and { $inside } were inside when it ended at { $at }.
report-answer-worst-comfortable = Nowhere was it crowded: at its fullest, at { $at } on { $place }, there were { $density } people per m², which is comfortable.
report-answer-worst-busy = It was fullest on { $place } at { $at }, with { $density } people per m²: busy, but people could still choose their steps.
report-answer-worst-very-dense = It was worst on { $place } at { $at }, with { $density } people per m²: very dense, close to where it becomes dangerous.
report-answer-worst-dangerous = It was worst on { $place } at { $at }, with { $density } people per m²: dangerous, people press on each other and can fall.
report-answer-worst-unstable = It was worst on { $place } at { $at }, with { $density } people per m²: unstable, nobody in such a crowd controls their own steps.
report-answer-worst-unknown = How crowded it became was not computed in this run.

report-band-comfortable = comfortable
report-band-busy = busy
report-band-very-dense = very dense
report-band-dangerous = dangerous
report-band-unstable = unstable
report-band-beyond = denser than any crowd measured

## Key figures

report-figure-clear = All clear, from the alarm
report-figure-quantiles = Half out, from the alarm
report-figure-t95 = 95 % after { $t }
report-figure-inside-at-alarm = Inside at the alarm
report-figure-planned = of { $n } planned
report-figure-alarm = Alarm
report-figure-entered = Came in
report-figure-peak = Most inside at once
report-figure-left = Left
report-figure-outside = Without room to come in
report-figure-outside-note = waiting outside at the end
report-figure-density = Greatest density
report-figure-density-note = { $band }, { $place }
report-figure-above-4 = Time above 4 per m²
report-figure-above-4-note = summed over everyone
report-figure-wait = Longest wait at a gate
report-figure-wait-none = nobody waited at a gate
report-figure-hand = Simulated ÷ by hand
report-figure-hand-note = by the narrowest cut alone { $t }

## The map

report-section-map = The venue at its densest moment
report-no-venue = The scenario has no places or paths to draw.
report-map-moment-alt = Map of the venue with everyone and the density at the densest moment
report-map-maximum-alt = Map of the greatest density over the run
report-map-staff-alt = Map of where staff stand
report-map-moment-caption = The venue at { $at }, the densest moment of the run. Each dot is one of the { $n } people inside; colours show the density around them. The frame is the close-up below.
report-map-venue-caption = The venue. No densest moment was recorded in this run.
report-map-maximum-caption = The greatest density at each spot at any time of the run that lasted ten seconds. Gates as they were at the end.
report-map-staff-caption = Staff units where they stand at the start, moved apart where they would hide each other; a patrol stands in the first place of its round.
report-map-elevation = { $z } m
report-closeup-alt = Close-up of the densest spot
report-closeup-title = The densest spot
report-closeup-text = Bodies are drawn at their true size. The ring has a radius of 1 m: density is the number of people within it, divided by the area in it where one can walk.
report-closeup-caption = { $place } at { $at }: { $density } people per m² in the ring.
report-density-source = Steps follow the bands for standing crowds (Still): up to 2 per m² comfortable, 2–4 busy, 4–5 very dense, above 5 dangerous, above 6 unstable. A crowd that moves is at risk from 3–4 per m².
report-legend-per-m2 = per m²:
report-legend-density = { $letter } { $limits } { $band }
report-legend-density-0 = comfortable
report-legend-density-1 = comfortable
report-legend-density-2 = busy
report-legend-density-3 = busy
report-legend-density-4 = very dense
report-legend-density-5 = dangerous
report-legend-stairs = stairs
report-legend-slope = slope, uphill
report-legend-obstacle = obstacle
report-legend-barrier = barrier
report-legend-exit = exit
report-legend-post-medical = medical post
report-legend-post-fire = fire point
report-legend-post-command = command post
report-legend-post-information = information
report-legend-fire = fire
report-legend-incident = other incident
report-state-calm = not alarmed
report-state-unaware = unaware of the alarm
report-state-alerted = alerted, not yet walking
report-state-leaving = leaving
report-state-assisted = leaving with a helper
report-state-hurt = hurt
report-state-staff = staff
report-gate-open = open
report-gate-held = held
report-gate-closed = closed
report-gate-cleared = lanes taken away

## The curve

report-section-curve = People inside over time
report-section-clearing = From the incident to all clear
report-no-curve = The number of people inside was not recorded in this run.
report-no-alarm = There was no alarm in this run, hence no evacuation to time.
report-curve-alt = Chart of the people inside over the time of day
report-curve-axis-time = time of day
report-curve-axis-people = people inside
report-curve-caption = Visitors inside the venue. Marks above show the alarm and the later phases of the plan; times on the curve count from the alarm.
report-curve-caption-day = Visitors inside the venue. Marks above show the items of the programme.
report-callout-t50 = half out { $t }
report-callout-t95 = 95 % out { $t }
report-callout-clear = all clear { $t }
report-mark-alarm = alarm
report-chain-title = From the incident to the alarm
report-chain-note = The evacuation can only begin when the alarm has been broadcast; what stands before it is drawn from the distributions of the plan.
report-step-ignition = incident begins
report-step-detected = detected
report-step-reported = reported
report-step-verified = verified
report-step-decided = decided
report-step-broadcast = broadcast
report-col-step = Step
report-col-at = At
report-col-took = Took
report-col-since-start = Since the incident
report-zones-title = When each zone was clear
report-zones-alt = Bars of the clearing time of each zone
report-zones-caption = Minutes from the alarm until the last of those who had to leave was out of the zone.

## Gates and exits

report-section-gates = Gates and exits
report-no-gates = The venue has no gates.
report-col-gate = Gate
report-col-state = State at the end
report-col-width = Width
report-col-passed = Passed
report-col-max-flow = Greatest flow
report-col-max-queue = Longest queue
report-col-mean-wait = Mean wait
report-col-p95-wait = 95 % waited less than
report-col-queue-course = Queue over the run
report-gates-note = Width by day. Greatest flow over a sliding minute. Waits are those of people who queued. The small lines share one time axis, from the start to the end of the run; the dot marks the longest queue, the red line the alarm.
report-exits-title = Who left by which exit
report-col-exit = Exit
report-col-left = Left by it
report-col-share = Share
report-col-spawn-waits = Waited to come in
report-col-assembly = Assembly point
report-assembly-title = Assembly points
report-col-gathered = Gathered
report-col-holds = Holds
report-col-full = Full
report-assembly-note = Everyone who left by an exit that leads to the assembly point, over the whole run.

## Crowding

report-section-crowding = Crowding
report-no-crowding = Crowding was not recorded in this run.
report-col-place = Place
report-col-area = Area
report-col-allowed = Allowed
report-col-most = Most at once
report-col-when = When
report-col-mean-density = Mean density then
report-col-max-density = Greatest density
report-col-band = Band
report-col-people-course = People over the run
report-crowding-note = The densest place first. Greatest density: people within 1 m of a spot per area that is walkable there, the greatest value that lasted ten seconds. "Allowed" is the capacity the planner gave.

## Capacities

report-section-capacity = Capacities compared with a hand calculation
report-no-capacity = Capacities were not computed for this report.
report-col-holding = Holds
report-col-entry = Entry
report-col-exit-capacity = Exit
report-col-emergency = Emergency
report-col-least = Least
report-col-out-flow = Flow out, emergency
report-col-least-lost = Least, largest exit lost
report-col-largest-exit = Largest exit
report-capacity-note = A place can take no more people than the least of what it holds, what its ways in bring in an hour, what its ways out take in eight minutes, and what gets out of the whole venue in an emergency in eight minutes, at 82 people per metre and minute on the level and 66 on stairs (Green Guide). Where the planner gave no capacity, a place holds 2 per m². The last column is what the run brought; red where it is more than the least, amber where it is more than the least with the largest exit lost.
report-hand-title = What pencil and paper say
report-hand-text = Width times rate gives what each way out takes. The people behind the cut that they wait for longest, divided by its flow, is a time that no evacuation beats while these rates hold; with the walk added of those who reach the cut first (whoever comes from further away walks while others pass it) it is the usual estimate by hand. Ways that take more than four times the cut are left out.
report-col-way = Way out
report-col-kind = Kind
report-col-rate = Rate
report-col-flow = Flow
report-way-stairs = stairs
report-way-level = level or slope
report-way-shut = not used
report-hand-people = People behind the cut
report-hand-people-towards = { $n }, sent to { $exits }
report-hand-cut = Cut they wait for longest
report-hand-cut-value = { $flow } per min: { $names }
report-hand-flow = People ÷ flow
report-hand-walk = Walk that the wait does not cover
report-hand-walk-value = { $t } at { $v } m/s on the level
report-hand-estimate = Estimate by hand
report-hand-simulated = Simulated, from the alarm
report-hand-faster = The simulation took { $ratio } times the estimate by hand: it is faster than the rates allow. Without a rule set people pass necks as fast as in experiments, up to 2 per metre and second, and the rates of the hand calculation are cautious. Run the plan again under the Green Guide rules; the slower result is the one to plan by.
report-hand-agrees = The simulation took { $ratio } times the estimate by hand: the two agree. What is left is people who start late, walk slowly or do not share out evenly over the ways.
report-hand-slower = The simulation took { $ratio } times the estimate by hand: much slower than rates and walk explain. By hand everybody sets out at the alarm and shares out over all ways; look first at when people set out and at slow walkers on stairs, then for queues that form late, for ways that stay empty while others jam, and for people who are stuck.
report-hand-not-cleared = The simulation did not clear the venue within the run, although the hand calculation gives a time; see what did not go well.
report-hand-no-way = There is no way out with a capacity, so that the hand calculation gives no time.

## Incidents

report-section-incidents = Incidents
report-no-incidents = There were no incidents in this run.
report-col-incident = Incident
report-col-began = Began
report-col-reported = Reported
report-col-accepted = Accepted
report-col-dispatched = Dispatched
report-col-on-scene = On scene
report-col-resolved = Resolved
report-col-closed = Closed
report-col-outcome = How it ended, and who was sent
report-incidents-note = A dash stands for what did not happen within the run. On the scene are enough of those who were sent; in brackets, the first who may deal with the incident, sent or not. It is resolved when they have dealt with it, and closed when the command post has been told so.
report-incidents-note-left-out = The scenario names no staff: nobody sees, reports or answers incidents in this run. The one that sets off the plan is reported after the times that the plan gives. A dash stands for what did not happen within the run.
report-incident-merged = { $n } more
report-incident-first = ({ $at })
report-incident-by-sight = Crush warning: { $place }
report-incident-hurt = Somebody hurt by another incident: { $place }
report-incident-ordered = By order, { $kind }: { $place }
report-incident-fallen = Somebody who fell over another: { $place }
report-life-not-begun = did not begin in this run
report-life-settled = settled { $at }
report-life-settled-unreported = settled { $at }, never reported
report-life-settled-town = settled { $at }, with the town’s service called
report-life-by-itself = over by itself { $at }
report-life-by-itself-unreported = over by itself { $at }, never reported
report-life-unattended = not over at the end
report-life-unreported = never reported, nobody came
report-life-nobody-came = nobody came
report-life-open = not settled at the end
report-life-open-unreported = never reported; somebody came, not settled at the end
report-life-open-town = town’s service called { $at }, not settled at the end
report-life-worse = { $state }; got worse { $n } ×
report-incident-fire = fire
report-incident-medical = medical
report-incident-fall = fall
report-incident-lost-person = lost person
report-incident-crush-warning = crush warning
report-incident-blocked-path = blocked path
report-incident-gate-failure = gate failure
report-incident-suspicious-object = suspicious object
report-response-title = How incidents were answered
report-response-reports = Reports
report-response-reports-value = { $reported } of { $begun } incidents were reported; { $merged ->
        [one] one more report spoke
       *[other] { $merged } more reports spoke
    } of one already known
report-response-never = not reached
report-response-times = From the report to the first there
report-response-times-value = half: { $p50 }; 90 %: { $p90 } (the first who may deal with it; nobody there counts as never)
report-response-target = Within the target
report-response-target-value = { $share } % (a fire { $fire } from its report; where survival hangs on minutes { $critical } from the beginning)
report-response-critical = Where survival hangs on minutes
report-response-critical-value = { $share } % had somebody who may treat with them within { $t }
report-response-regret = Had the command post known everything
report-response-regret-value = somebody would have been there { $t } sooner on average, over { $n ->
        [one] one dispatch
       *[other] { $n } dispatches
    }
report-response-recalled = Called away to a graver one
report-response-recalled-value = { $n } in all, counted by member of staff
report-response-exposed = Time in the area of a fire
report-response-exposed-value = { $n } person min, summed over everyone in it
report-duties-title = Time on tasks, and posts left
report-duties-note = A task is an incident or an order of the plan, and the way there. A post counts as left while fewer stand there than its minimum, for whatever reason; on the way of the whole unit to another post too.
report-duties-note-more = { $note } { $n ->
        [one] One more unit stands
       *[other] { $n } more units stand
    } in metrics.json.
report-col-unit-of-staff = Unit
report-col-on-tasks = On tasks
report-col-post-left = Post left
report-col-post-empty = Below its minimum
report-unit-times = times

## Staff

report-section-staff = Staff and their posts
report-guided = After the alarm staff told { $guided } of { $all } people where to go; the others left by the way they came or by an exit they saw.
report-guided-all = After the alarm staff told all { $all } people where to go.
report-col-role = Role
report-col-head-count = Head-count
report-col-posted = Posted
report-col-units = Units
report-role-police = police
report-role-traffic-police = traffic police
report-role-patrol = patrol
report-role-fire-crew = fire crew
report-role-medic = medic
report-role-cadre = cadre
report-role-volunteer = volunteer
report-role-sanitation = sanitation

## Coverage (the rest is in coverage.ftl)

report-cover-text-plan = Reckoned from the drawing alone, nobody simulated: units stand where plan { $plan } sends them, else at their posts, and gates are as the plan orders.
report-cover-text = Reckoned from the drawing alone, nobody simulated: units stand at their posts.
report-cover-staff-alt = Map of what staff see
report-cover-cameras-alt = Map of what cameras cover
report-cover-loudspeakers-alt = Map of where loudspeakers are heard
report-cover-staff-caption = Staff see { $share } % of the ground from their posts, up to { $sight } m far.
report-cover-staff-caption-patrols = Staff see { $share } % of the ground from their posts, up to { $sight } m far, and patrols { $passing } % more.
report-cover-cameras-caption = Cameras cover { $share } % of the ground.
report-cover-loudspeakers-caption = Loudspeakers are heard on { $share } % of the ground.
report-cover-legend-covered = seen, covered or heard
report-cover-legend-passing = seen only by patrols, as they come by
report-cover-legend-none = not seen, not covered, not heard
report-cover-legend-staff = post of a unit
report-cover-legend-cameras = camera, open the way it looks
report-cover-legend-loudspeakers = loudspeaker
report-cover-minutes-note = From the post, of a patrol from the first place of its round, to the middle of the place or path. A dash: no way leads there.

## What did not go well

report-section-troubles = What did not go well
report-no-troubles = Nothing the simulation counts against itself: nobody stuck, nobody left waiting, nothing left out.
report-trouble-site = { $name } { $n }
report-trouble-interrupted = The run was stopped at { $at }, before its end; every figure holds only until then.
report-trouble-inside = { $n ->
        [one] One person who should have left was
       *[other] { $n } people who should have left were
    } still inside at the end.
report-trouble-inside-where = { $n ->
        [one] One person was
       *[other] { $n } people were
    } still inside at the end: { $sites }.
report-trouble-zones = Never clear within the run: { $names }.
report-trouble-outside = { $n ->
        [one] One visitor was
       *[other] { $n } visitors were
    } still outside at the end because there was no room to come in.
report-trouble-stuck = { $n ->
        [one] One person who wished to walk was
       *[other] { $n } people who wished to walk were
    } stuck: they moved less than half a metre in a minute with nobody ahead who got on, or in five minutes whoever was ahead.
report-trouble-stuck-where = { $n ->
        [one] One person who wished to walk was
       *[other] { $n } people who wished to walk were
    } stuck: they moved less than half a metre in a minute with nobody ahead who got on, or in five minutes whoever was ahead: { $sites }.
report-trouble-crowd-waits = { $n ->
        [one] One person
       *[other] { $n } people
    } stood for a minute or more, moving less than half a metre, in a crowd that got on ahead of them.
report-trouble-turned-back = { $n ->
        [one] One person
       *[other] { $n } people
    } could not get on against a crowd that came towards them: they gave up their exit and went with the crowd, or gave up the place they were going to.
report-trouble-order-never = The plan's order for { $name } was never carried out: too few people who may do so came.
report-trouble-order-late = The plan's order for { $name } waited { $t } for people.
report-trouble-unkept = For { $t } nobody stood at an end of { $name }, which the plan shuts or makes one-way: there people did as they liked.
report-trouble-critical = { $share } % of those whose survival hangs on minutes had nobody with them who may treat within { $t }.
report-trouble-unreported = Never reported, and nobody came: { $names }.
report-trouble-nobody-came = Reported, and nobody who may deal with it came: { $names }.
report-trouble-unsettled = Not settled when the run ended: { $names }.
report-trouble-unnoticed = Over by itself before anybody came, and never reported: { $names }.
report-trouble-worse = Got worse before it was settled: { $names }.
report-trouble-spawn = { $n ->
        [one] One visitor
       *[other] { $n } visitors
    } had to wait for room to come in.
report-trouble-spawn-where = { $n ->
        [one] One visitor
       *[other] { $n } visitors
    } had to wait for room to come in: { $sites }.
report-trouble-overlaps = Pairs of bodies overlapped by more than a fifth { $n ->
        [one] once
       *[other] { $n } times
    }, counted once a second. The model has no pressing bodies; many overlaps mean that the crowd was denser than it can show.
report-trouble-walls = { $n ->
        [one] Once somebody who had stepped into a wall was
       *[other] { $n } times somebody who had stepped into a wall was
    } put back. No step ended beyond a wall; many corrections mean a narrow spot worth a look.
report-trouble-over = { $name } held { $most } people at { $at }, more than the { $allowed } that are allowed.
report-trouble-assembly = { $name } would have to take { $there } people and holds { $holds }.
report-trouble-labels = { $n ->
        [one] One name found no room on the map; it stands
       *[other] { $n } names found no room on the map; they stand
    } in the tables.
report-trouble-gaps = Not computed in this run: { $names }.
report-gap-density = density
report-gap-pressure = crowd pressure
report-gap-above-4 = time above 4 per m²
report-gap-flow = flows of gates
report-gap-staff = how soon incidents were answered
report-gap-capacity = the capacity table
report-gap-hand = the hand calculation

## The plan

report-section-plan = The plan that was run
report-plan-name = Plan
report-plan-trigger = Set off by
report-plan-chain = Before the alarm
report-plan-orders = First orders
report-plan-phase = Phase { $n }
report-plan-gates = Gates
report-plan-one-way = Paths
report-plan-routes = Exits
report-plan-route = { $zones }: { $exits }
report-plan-detour = ; { $share } % of them avoid { $name }
report-plan-escalation = If not settled
report-plan-escalation-value = plan { $plan } takes over { $t } after the alarm
report-plan-rule = Rule { $name }
report-rule = { $when }: { $orders }. { $outcome }.
report-rule-when-density = { $how ->
        [below] when the density in { $name }, as estimated, falls below { $value } /m²
       *[least] when the density in { $name }, as estimated, is { $value } /m² or more
    }
report-rule-when-occupancy = { $how ->
        [below] when { $name }, as estimated, has fallen below { $value } % of its capacity
       *[least] when { $name }, as estimated, is at { $value } % of its capacity or above
    }
report-rule-when-queue = { $how ->
        [below] when fewer than { $value } people are left in line at { $name }
       *[least] when { $value } people or more stand in line at { $name }
    }
report-rule-when-inside = { $how ->
        [below] when fewer than { $value } visitors are left inside
       *[least] when { $value } visitors or more are inside
    }
report-rule-when-incident = when an incident of this kind becomes known: { $kind }
report-rule-when-at = at { $at }
report-rule-after = once { $name } has been decided
report-rule-repeat = each time anew
report-rule-delay = time to decide { $t } s
report-rule-no-orders = nothing is ordered
report-rule-escalate = plan { $plan } takes over
report-rule-at-once = at once
report-rule-later = { $t } later
report-rule-never = Never met in this run
report-rule-met = Met at { $met }, not decided before the end
report-rule-decided = Met at { $met }, decided at { $decided }
report-rule-times = Met at { $met }, decided at { $decided }, and { $n } times in all
report-trigger-never = nothing: an ordinary day without an alarm
report-trigger-at = the time { $at }
report-trigger-incident = the incident "{ $name }"
report-order-stop-show = the programme stops
report-order-stop-ingress = nobody comes in any more
report-order-turn-back = those on their way up turn back
report-at-the-alarm = at the alarm
report-after-alarm = { $t } after the alarm
report-phase-everyone = everyone
report-phase-everyone-at-once = everyone leaves at the alarm
report-phase-leave = { $when }, leave: { $areas }
report-phase-move = { $when }, go to { $place }: { $areas }
report-phase-stay = { $when }, stay where they are: { $areas }
report-phase-and-more = { $name } and { $n } more
report-phase-mark-leave = { $areas }: leave
report-phase-mark-move = { $areas }: to { $place }
report-phase-mark-stay = { $areas }: stay
report-area-circle = { $name } within { $r } m
report-gate-order = { $name } { $what } ({ $when })
report-direction-both = both ways
report-direction-in = inwards only
report-direction-out = outwards only
report-way-kept-free = { $name } kept free of visitors, wheelchairs and their helpers excepted
report-way-both = { $name } both ways
report-way-up = { $name } uphill only
report-way-down = { $name } downhill only
report-way-forward = { $name } one way, as drawn
report-way-backward = { $name } one way, against the line as drawn

## What was assumed

report-section-assumed = What was assumed
report-assumptions-title = Assumptions of the scenario
report-orders = Orders during the run
report-orders-note = Whoever sat at the desk gave these; no scenario or plan says them. They are kept in orders.ron beside this report, and with it the run can be made again.
report-col-order-at = Given
report-col-order = Order
report-ordered-open = { $place } is to be opened
report-ordered-held = { $place } is to be held
report-ordered-closed = { $place } is to be closed
report-ordered-sent = { $unit } is sent to: { $place }
report-ordered-incident = An incident is brought about: { $place }
report-ordered-evacuation = The evacuation starts by the plan { $plan }
report-assumed-run = The run
report-assumed-profiles = Kinds of people
report-assumed-visitors = Visitors over the day
report-assumed-movement = Parameters of walking
report-assumed-wayfinding = Parameters of finding one's way
report-assumed-staff = Parameters of staff and of guidance
report-assumed-command = Parameters of seeing, reporting and dispatch
report-assumed-response = Parameters of incidents and of answering them
report-col-what = What
report-col-value = Value
report-col-parameter = Parameter
report-col-unit = Unit
report-col-range = Allowed
report-run-period = Simulated time
report-run-plan = Plan
report-run-seed = Seed of all random draws
report-run-model = Model of walking
report-run-model-value = { $key }: { $name }
report-model-csx = collision-free speed, extended
report-model-csm = collision-free speed, plain (Tordeux 2016)
report-model-avm = anticipation velocity (Xu 2021)
report-model-sfm = social force (Helbing 2000)
report-run-rules = Rules for flows
report-run-dt = Time step
report-run-frame = Time between recorded frames
report-rules-none = no rule: people flow as in experiments
report-rules-sfpe = SFPE Handbook: 1.3 per m and s on the effective width
report-rules-green-guide = Green Guide: 82 per m and min level, 66 on stairs
report-rules-imo = IMO MSC.1/Circ.1533: doors 1.33, stairs 1.1 down and 0.88 up, per m and s
report-col-profile = Kind
report-col-free-speed = Free speed
report-col-radius = Body radius
report-col-pre-movement = Pre-movement time
report-col-stairs = Stairs down / up
report-col-mobility = Gets about
report-col-assisted = Need help
report-mobility-feet = on foot
report-mobility-wheels = on wheels
report-profiles-note = Sources of the defaults: free speed Weidmann (1993); radius that of the walking model's trials; pre-movement time PD 7974-6, level M1 (recalled); stairs 0.69 down and 0.61 up of the level speed, handbooks 0.55–0.80. SD is the standard deviation.
report-distribution-constant = { $x }
report-distribution-uniform = uniform { $min }–{ $max }
report-distribution-normal = normal { $mean }, SD { $sd }, cut to { $min }–{ $max }
report-distribution-lognormal = lognormal { $mean }, SD { $sd }
report-distribution-exponential = exponential, mean { $mean }
report-distribution-gamma = gamma, shape { $shape }, scale { $scale }
report-distribution-weibull = Weibull, shape { $shape }, scale { $scale }
report-distribution-triangular = triangular { $min }–{ $max }, peak { $mode }
report-visitors-present = There from the start
report-visitors-arrivals = Arrivals
report-visitors-arrivals-value = { $n } people, { $curve }; by { $entrances }
report-visitors-groups = Groups
report-visitors-group = of { $size } { $share } %
report-visitors-departures = Leave by themselves
report-curve-triangular = rising from { $from } to a peak at { $peak } and falling until { $until }
report-curve-uniform = evenly from { $from } until { $until }
report-curve-cumulative = along a curve of { $n } points
report-movement-source-csx = Source: own trials against published experiments at bottlenecks, in single file, in a ring and in counterflow; ranges are what was tried or keeps the step stable.
report-movement-source-csm = Source: Tordeux, Chraibi and Seyfried (2016); walls as this model is commonly used.
report-movement-source-avm = Source: Xu, Chraibi and Seyfried (2021), with the values of the authors' own examples.
report-movement-source-sfm = Source: Helbing, Farkas and Vicsek (2000); the parts of a step are a matter of computing.
report-wayfinding-source = Source: assumptions, except that people queue at about 2 per m², see an exit at some 50 m, and keep from walls SFPE’s boundary layer and half a body.
report-staff-source = Source: assumptions, but for the walking speed (Weidmann 1993) and the time of those whom nobody told (PD 7974-6, management level M3). docs/behaviour.md says what each does.
report-command-source = Source: assumptions, but for the density of a crush warning (Fruin: contact is general at 5 per m²). docs/behaviour.md says what each does.
report-response-source = Source: assumptions, but for the two targets of 3 minutes and the fire service’s 5 minutes in built-up areas, on which the time until it is there leans (all recalled). docs/behaviour.md says what each does.
report-parameter-staff-walking = Free speed of staff on a round or to a post
report-parameter-staff-responding = Free speed of staff who respond to an order
report-parameter-staff-right-of-way = Speed up to which people make room for responding staff
report-parameter-staff-voice = How far staff are understood without a megaphone
report-parameter-staff-megaphone = The same with one
report-parameter-staff-announcement-directs = Share of those who hear a loudspeaker who learn their exit from it
report-parameter-staff-neighbours = How far one sees that others have begun to leave
report-parameter-staff-neighbours-leaving = How many one must see
report-parameter-staff-at-gate = How near a gate staff work it
report-parameter-staff-held-by-one = Width of a line that one person holds
report-parameter-staff-keeps = How far the end of a path may be from who keeps it
report-parameter-staff-handover = Longest time the end of a shift waits for its relief
report-parameter-staff-confirm = Time until a unit that has heard the alarm acts on it
report-parameter-staff-unheard = When those learn of the alarm whom nobody told
report-parameter-command-radio-channels = Radio channels; on each one speaks at a time
report-parameter-command-sight = How far one sees an incident
report-parameter-command-sight-people = People on the line of sight who hide what is behind them
report-parameter-command-camera-look = How long a dispatcher looks at the picture of a camera before the next
report-parameter-command-camera-notices = Share of looks at which what a camera shows is noticed
report-parameter-command-estimate-error = Standard deviation of estimates of density, over the truth
report-parameter-command-warning = Estimated density at which a crush warning is given
report-parameter-command-calm = Estimated density below which it is taken back
report-parameter-command-acts-within = How near those stand who go to what they see of themselves
report-parameter-command-at-scene = How near an incident those are who are on the scene
report-parameter-command-report = How long a report holds its channel
report-parameter-command-order = How long an order to those who are sent holds it
report-parameter-command-handle = How long a dispatcher takes over a report
report-parameter-command-notice = How long staff look at what they have seen before they report it
report-parameter-command-call = How long after somebody without a radio has seen it a call comes in
report-parameter-response-extinguisher = Largest radius of a fire that a hand extinguisher puts out
report-parameter-response-truck = The same of a mini fire truck
report-parameter-response-burst = Within what distance of a bursting gas bottle people are hurt
report-parameter-response-driving = Speed of a mini fire truck or an ambulance on a free way
report-parameter-response-carrying = Speed of those who carry somebody
report-parameter-response-falls-from = Density from which others fall over somebody who lies there
report-parameter-response-falls = How often they do, for each person who lies there
report-parameter-response-recognised = How near a searcher must come to know a lost person by the description
report-parameter-response-critical-target = Target where survival hangs on minutes, from the beginning
report-parameter-response-fire-target = Target for a fire, from its report
report-parameter-response-extinguish = Time to put out a fire that is small enough for what is there
report-parameter-response-bottle = From ignition until a gas bottle in the fire bursts
report-parameter-response-fire-service = From the call until the town’s fire service is there
report-parameter-response-fire-service-works = How long the fire service works
report-parameter-response-treat = Time to treat somebody who goes on afterwards
report-parameter-response-critical = Time to make somebody fit for transport whose survival hangs on minutes
report-parameter-response-help-up = Time to help somebody up who has fallen
report-parameter-response-lies = How long somebody who has fallen lies who is not helped
report-parameter-response-clear-path = Time to clear a path
report-parameter-response-inspect = Time to look into a suspicious object once it is cordoned off
report-parameter-time-gap = Time gap T: speed is the free distance ahead over T
report-parameter-turn-time = Relaxation time of the heading
report-parameter-neighbour-strength = Strength of repulsion by neighbours
report-parameter-neighbour-range = Range of repulsion by neighbours
report-parameter-wall-strength = Strength of repulsion by walls
report-parameter-wall-range = Range of repulsion by walls
report-parameter-wall-approach = Gap below which people slow down towards walls
report-parameter-giving-way = Strength of giving way sideways
report-parameter-giving-way-range = Distance ahead at which one gives way
report-parameter-give-way-width = Lateral offset, in bodies, beyond which nobody gives way
report-parameter-overtaking = Weight of giving way to people ahead, relative to oncoming people
report-parameter-keep-right = Lateral offset, in bodies, up to which oncoming people are passed on the right
report-parameter-straight-ahead = The same among fellow walkers alone
report-parameter-shoulder = Share of the bodies' width within which a neighbour ahead slows one down
report-parameter-passing = Free distance gained per distance by which a neighbour ahead stands further aside
report-parameter-passing-speed = Speed of a fellow walker ahead at which the whole of that is gained
report-parameter-standing-gap = Gap kept behind fellow walkers who are held up
report-parameter-turned-radius = Share of the radius to which one turns when pressed
report-parameter-cutoff = Distance beyond which neighbours do not count
report-parameter-slow-speed = Speed under which a person counts as slow
report-parameter-slow-time = Slow for so long, a person turns the shoulders
report-parameter-shoulders-turn = Time constant of turning the shoulders
report-parameter-shoulders-back = Time constant of turning them back
report-parameter-fellow-gap = Gap within which a fellow walker counts as blocking the way
report-parameter-fellow-cosine = Cosine between two goals above which people are fellow walkers
report-parameter-shuffle = Free distance left for a shuffle straight behind a fellow walker
report-parameter-shuffle-width = Lateral offset, in bodies, within which a fellow walker is straight ahead
report-parameter-chest = Share of the bodies' width by which chests come nearer than shoulders
report-parameter-pressed-after = Slow for so long behind a fellow walker, a person stands in a press
report-parameter-look-every = Time between two looks of who stands in a press
report-parameter-squeeze-after = Blocked for so long, a person squeezes through
report-parameter-squeeze-anchored = Not half a metre further for so long, a person squeezes through
report-parameter-patience = The same where others get on close ahead: then also behind a fellow walker
report-parameter-getting-on = How near others must get on to be seen doing so
report-parameter-squeeze-distance = Share of the bodies' width nearer than which nobody squeezes on
report-parameter-squeeze-speed = Speed of squeezing through
report-parameter-squeeze-turn = Length of the turns in which people squeeze through
report-parameter-squeeze-share = Share of the blocked who squeeze through in a turn
report-parameter-anticipation = How far ahead in time people look
report-parameter-relaxation = Time in which people take up their free speed
report-parameter-mass = Mass of everybody
report-parameter-social-strength = Strength of the wish to keep distance
report-parameter-social-range = Range of the wish to keep distance
report-parameter-body-force = Stiffness of bodies that touch
report-parameter-friction = Friction of bodies that slide past each other
report-parameter-substeps = Parts into which a time step is cut
report-parameter-reconsider = Time between two looks at the exits
report-parameter-gain = Share by which another exit must be better
report-parameter-sight = How far one sees an exit
report-parameter-queue-weight = Weight of the queue seen before an exit
report-parameter-following = How much shorter the way by an exit looks when all seen leaving make for it
report-parameter-punctuality = Half width of the window in which people set out for the programme
report-parameter-queue-density = Density at which people stand in a queue
report-parameter-clearance = Distance to walls people keep if there is room
report-parameter-clearance-weight = How much slower a way along a wall counts
report-parameter-crowd-weight = How much longer a metre among people who stand close counts than a free one
report-parameter-crowd-full = Density at which people who stand close make it so much longer
report-parameter-crowd-loose = Density up to which nobody goes out of the way for others
report-parameter-turn-back = Time without getting on after which people may turn back with an oncoming crowd
report-parameter-turn-back-sight = How far they look to see whether more come than go with them
report-parameter-group-apart = How far ahead of the last of a group people walk at most
report-parameter-group-apart-time = The same as a time at the pace of the last; the lesser counts
report-parameter-group-waiting = Speed of people too far ahead of their group
report-parameter-group-lost = Distance beyond which a group does not wait for somebody

## What the model does not know

report-section-limits = What the model does not know
report-limit-one-run = This is one run with one seed. Other seeds give other times and other densities; a decision needs many runs and their spread.
report-limit-pressing = People in the model keep out of each other: it has no pushing, no falling and no pressure waves, which begin above about 5 people per m².
report-limit-pressing-here = This run reached { $density } people per m². Above about 5 people push and fall, and pressure waves run through the crowd; the model has none of this, so that it is too kind exactly there.
report-limit-staff = Staff act as far as they are there, may do so and are free: they open lanes, carry out orders, keep paths, guide people, and see, report and answer incidents. How long looking, reporting, deciding and treating take are assumptions, given above; whether somebody survives is not reckoned, only when somebody came to them.
report-limit-staff-left-out = The scenario names no staff. They are left out, not absent: every gate has all its lanes, orders are carried out at once, and everybody knows what the plan says; but nobody sees, reports or answers incidents.
report-limit-routes = The plan's shares of exits and ways go to those who stand nearest, so that all together walk as little as possible: as if every part of a zone were sent its own way and kept to it.
report-limit-rules = Without a rule set, gates and stairs pass as many people as this crowd walks through: on the level more than planning rules count on, on stairs with slow walkers perhaps less. Run the plan under both; the slower is the headline.
report-limit-fire = Visitors keep out of the area of a fire and walk round it. Smoke that drifts, and what heat and smoke do to those who are in it, are not simulated; the time people spent in it is counted.
report-limit-assisted = People who need a helper walk at their own speed; as the scenario names no staff, whether a helper is there is not asked.
report-limit-assisted-helped = People who need a helper leave with those they came with, or wait for a member of staff, who leaves their post for it. Strangers do not help; they walk at their own speed, nobody is carried but the critically ill.
report-limit-behaviour = Nobody goes back for a child or a bag, follows a rumour, disobeys, films the fire, or panics.
report-limit-weather = Rain, darkness, wet leaves and slippery steps count only as far as a parameter says so.
report-limit-ground = The ground is as drawn: no kerbs, roots, parked cars or stalls that are not in the scenario.
report-limit-outside = The world ends at the exits: roads, car parks and buses behind them are taken to absorb everyone.
report-limit-sources = Some figures are recalled from literature and not yet read in the original; the manual marks them.
report-limit-judgement = It is a tool for those who know the place. It does not replace a site visit, a drill, or the judgement of those who answer for the event.

## Summary on the terminal

summary-title = { $name } · plan { $plan } · seed { $seed } · { $model }
summary-no-plan = none
summary-half = Half were out after { $t50 }, 95 % after { $t95 }.
summary-gates = Longest waits at gates
summary-gate = { $name }: { $p95 } (95 % waited less), queue up to { $queue }
summary-no-waits = Nobody waited at a gate.
summary-zones = Last zones to clear
summary-zone = { $name }: { $t }
summary-troubles = What did not go well: { $what }
summary-stuck = stuck: { $n }
summary-crowd-waits = a minute on one spot in a crowd: { $n }
summary-turned-back = turned back in a crowd: { $n }
summary-spawn-waits = waited to come in: { $n }
summary-outside = left outside: { $n }
summary-inside = still inside: { $n }
summary-overlaps = deep overlaps: { $n }
summary-clean = nothing the simulation counts against itself
summary-one-run = One run: an illustration, not evidence.

# Pictures of a moment
picture-seed = seed { $seed }
picture-inside = { $n } visitors inside
picture-since-alarm = { $time } after the alarm
report-section-marked = Moments that were marked
report-marked-text = Bookmarks made while the run was looked at, with the ground as it was seen then.
report-marked-alt = Everyone at { $at }

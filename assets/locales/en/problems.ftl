# Problems of a scenario: problem-CODE says what is wrong, .help what to do.

## Words that sentences are filled with

word-sheet = sheet
word-place = place
word-path = path
word-opening = opening
word-gate = gate
word-obstacle = obstacle
word-barrier = barrier
word-exit = exit
word-assembly-point = assembly point
word-zone = zone
word-profile = visitor profile
word-arrivals = stream of arrivals
word-programme-item = programme item
word-unit = unit of staff
word-post = post
word-resource = resource
word-camera = camera
word-loudspeaker = loudspeaker
word-incident = incident
word-plan = plan
word-cell = place or path
word-cell-or-exit = place, path or exit
word-boolean = true or false
word-integer = a whole number, 0 or more
word-number = a number
word-text = a text in quotation marks
word-list = a list in square brackets, [ … ]
word-name = one of the names the format knows, without quotation marks
word-fields = a group in round brackets, ( … )
word-tuple = a group of numbers in round brackets, such as (1.0, 2.0)
word-time = a time of day, such as "10:30"
word-police = police
word-traffic_police = traffic police
word-patrol = patrol
word-fire_crew = fire crew
word-medic = medics
word-cadre = cadres
word-volunteer = volunteers
word-sanitation = sanitation
word-search = search people
word-hold = hold a line or gate
word-guide = guide people
word-treat = treat the hurt
word-extinguish = put out fires
word-direct-traffic = direct traffic
word-profiles = profiles
word-groups = groups
word-entrances = entrances
word-places = places
word-departures = departures
word-exits = exits
word-thing = thing
word-from = beginning
word-to = end
word-position = position

## Reading the file

problem-no-such-file = There is no file {$file}.
    .help = Look at the spelling, and at the folder you are in.
problem-file-is-a-folder = {$file} is a folder, and a scenario file is wanted.
    .help = Name the .ron file inside it.
problem-file-not-permitted = {$file} may not be read.
    .help = Ask for permission to read it, or copy it to where you may.
problem-file-not-readable = {$file} could not be read: {$reason}.
    .help = Try again; if it stays so, copy the file to another disk.
problem-file-too-large = The file is larger than {$limit} MiB.
    .help = A scenario needs far less: see that this is the right file, and thin out outlines drawn with too many points.
problem-not-utf8 = From here on the file is not text in UTF-8.
    .help = Save it as UTF-8 in your editor; UTF-16 and GBK are not read.
problem-nesting-too-deep = Here brackets stand in brackets more than {$limit} deep.
    .help = A scenario needs about ten levels; look for brackets that are opened and never closed.
problem-too-many-values = The file has more than {$limit} values.
    .help = Thin out outlines drawn with too many points.
problem-bracket-not-closed = The bracket {$open} that opens here is never closed.
    .help = Add the closing bracket, or look further down for one too few.
problem-bracket-mismatched = Here is {$found}, but the bracket of line {$opened} is closed by {$wanted}.
    .help = Put {$wanted} here, or look between the two lines for a bracket too many or too few.
problem-bracket-not-opened = This {$found} closes a bracket that was never opened.
    .help = Remove it, or look further up for a bracket closed too early.
problem-text-not-closed = The text that begins here has no closing quotation mark.
    .help = Add the quotation mark at its end.
problem-comment-not-closed = The comment that begins here is never ended.
    .help = Add */ at its end.
problem-newer-format = The file has format {$found}; this version of Muster reads format {$known}.
    .help = Use a newer version of Muster for this file.
problem-unknown-format = There is no format {$found}.
    .help = Write format: {$known}.
problem-unknown-field = There is no field {$found} here.
    .help = { $hint ->
            [study] Studies have such a field: if this is one, `muster batch` runs it.
            [scenario] Scenarios have such a field: if this is one, `muster run` runs it.
            [near] Did you mean {$near}?
           *[none] Remove it.
        } The fields are: {$known}.
problem-unknown-variant = {$found} is not one of the names allowed here.
    .help = { $hint ->
            [near] Did you mean {$near}?
           *[none] Choose one of them.
        } The names are: {$known}.
problem-missing-field = The field {$field} is missing here.
    .help = Add {$field}: and its value inside these brackets.
problem-duplicate-field = The field {$field} stands here a second time.
    .help = Keep one of the two.
problem-wrong-type = Expected here: {$wanted}. Found: {$source}
    .help = { $hint ->
            [names] The names are: {$known}. What belongs to a name stands in brackets behind it.
           *[none] Write it so, or remove the field if it may be left out.
        }
problem-value-missing = A value is missing before this: {$wanted}.
    .help = Write it, or remove the field if it may be left out.
problem-brackets-unwanted = This name is written without brackets.
    .help = Remove the brackets with all that is in them.
problem-integer-out-of-range = The number {$source} does not fit here.
    .help = Write a whole number, 0 or more; up to nine digits always fit.
problem-wrong-length = Values expected here: {$wanted}; found: {$found}.
    .help = Add what is missing, or remove what is too many.
problem-too-many-entries = There is one value too many here.
    .help = Remove it, or close the bracket before it.
problem-not-a-time = “{$found}” is not a time of day.
    .help = Write hours and minutes as "HH:MM", such as "10:30", or with seconds as "HH:MM:SS".
problem-comma-missing = A comma is missing before this.
    .help = Separate the entries of a list, and the fields of a thing, by commas.
problem-comma-too-many = There is one comma too many here.
    .help = Remove it, or write before it what is missing.
problem-colon-missing = A colon is missing after the field's name.
    .help = Write name: value.
problem-unknown-escape = This text has a backslash before a letter that means nothing.
    .help = Write \\ for a backslash, \" for a quotation mark, \n for a new line.
problem-text-after-end = The scenario has ended, and here stands something more.
    .help = Remove it, or look further up for a bracket closed too early.
problem-unexpected-end = The file ends too early.
    .help = Look for what is missing at its end: a value, a bracket.
problem-syntax = This cannot be read; the reader of the notation says: “{$reason}”.
    .help = Compare it with the examples in the folder scenarios.

## Ids and references

problem-duplicate-id = The id {$id} is taken: {$first} has it already.
    .help = Ids are unique in the whole file; give one of the two another.
problem-empty-id = The id is empty.
    .help = Give it a short name, such as "main-gate".
problem-odd-id = The id {$id} has a character that ids cannot have, or more than {$limit} characters.
    .help = Use letters, digits, - and _, beginning with a letter or digit; what people read belongs into name.
problem-unknown-reference = There is no {$wanted} with the id {$id}.
    .help = { $hint ->
            [near] Did you mean {$near}?
           *[none] Add it, or name one that is there.
        }
problem-wrong-reference = {$id} is a {$kind}, and a {$wanted} is wanted here.
    .help = Name a {$wanted}.
problem-list-too-long = This list has {$count} entries; at most {$limit} are read.
    .help = Divide the venue, or leave out what does not matter for moving people.
problem-ordered-twice = The plan says twice what becomes of {$id}.
    .help = Keep one of the two orders.

## Numbers

problem-number-not-finite = This is not a finite number.
    .help = Write an ordinary number.
problem-number-out-of-range = {$value} is out of range: from {$min} to {$max} is allowed.
    .help = Choose a number within. Where it has a unit: lengths are in metres, times in seconds, shares of 1.
problem-distribution-range = The least value {$min} is not below the greatest, {$max}.
    .help = Swap the two, or write Constant(value).
problem-distribution-not-positive = {$name} is {$value}; it must be { $bound ->
        [above] more than {$least}
       *[from] {$least} or more
    }.
    .help = Write such a number, or Constant(value) if nothing is random.
problem-distribution-outside-cut = {$name} is {$value} and lies outside {$min} to {$max}.
    .help = Move it inside, or widen min and max.
problem-distribution-unbounded = This distribution has no greatest or least value, and every value must lie within {$min} and {$max}.
    .help = Use Normal with min and max, Uniform, Triangular or Constant.
problem-shares-do-not-add-up = The shares of the {$which} add up to {$sum}, and not to 1.
    .help = Change them so that they add up to 1.
problem-ends-before-it-starts = The end, {$end}, is before the start, {$start}.
    .help = Swap the two; times after midnight are written with hours above 23.

## The venue

problem-empty-venue = The venue has neither places nor paths.
    .help = Draw at least one place.
problem-polygon-too-few-points = The polygon has { $count ->
        [one] one corner
       *[other] {$count} corners
    }; it needs three at least.
    .help = Add corners.
problem-too-many-points = The line has {$count} points; at most {$limit} are read.
    .help = Leave out points that change the shape by less than a few centimetres.
problem-polygon-repeats-point = The corner ({$x}, {$y}) stands twice in a row.
    .help = Remove one of the two.
problem-polygon-closed-twice = The last corner is the first again: ({$x}, {$y}).
    .help = Remove it: polygons are closed by themselves.
problem-polygon-without-area = The polygon has no area.
    .help = Its corners lie on one line; move them apart.
problem-polygon-crosses-itself = The polygon crosses or touches itself: edge {$first} meets edge {$second}.
    .help = Write the corners in the order in which one walks round the place.
problem-line-too-few-points = The line has { $count ->
        [one] one point
       *[other] {$count} points
    }; it needs two at least.
    .help = Add points.
problem-line-without-length = The line has no length: its points lie on each other.
    .help = Move them apart; coordinates are in metres.
problem-outside-its-cell = The {$kind} {$id} lies outside {$cell}, where it has no effect.
    .help = Move it onto {$cell}, or name the place or path on which it stands.
problem-zone-without-cells = The zone {$id} has no places or paths.
    .help = List its cells, or remove the zone.
problem-cell-in-two-zones = {$cell} belongs to the zones {$first} and {$second}; the first counts.
    .help = Take it out of one of the two.
problem-cell-in-no-zone = {$cell} belongs to no zone: nobody answers for it.
    .help = Add it to the cells of a zone.
problem-zone-without-staff = Nobody answers for the zone {$id}: no unit belongs to it.
    .help = Give a unit zone: "{$id}".
problem-zone-without-leader = The zone {$id} has staff and nobody who leads it.
    .help = Give it a cadre or a unit with the task Lead.

## Gates, exits and openings

problem-line-narrower-than-person = The line is {$length} m long; a person needs at least {$least} m to pass.
    .help = See that both points are right; coordinates are in metres.
problem-cell-joined-to-itself = {$cell} is joined to itself.
    .help = Name the cell on the other side.
problem-gate-off-boundary = The gate {$id} does not stand on the edge its two sides have in common.
    .help = Move its line onto the edge, within 5 cm, or name the cells that meet there.
problem-line-longer-than-edge = The line of {$id} reaches beyond the edge of {$cell}.
    .help = Shorten it to where the edge ends, or move it onto the edge.
problem-gate-between-exits = The gate joins two exits, {$from} and {$to}.
    .help = On one side name the place or path in which people stand before they leave.
problem-gate-not-at-its-exit = The exit {$exit} leads out of {$led}, and the gate says {$cell}.
    .help = Name {$led} at the gate, or {$cell} at the exit.
problem-gate-off-exit = The gate {$id} does not stand on the line of the exit {$exit}.
    .help = Move its line onto that of the exit.
problem-gate-wider-than-line = The gate is {$width} m wide, on a line of {$length} m.
    .help = Lengthen the line, or lessen the width.
problem-gate-narrower-than-person = The gate is {$width} m wide; a person needs at least {$least} m to pass.
    .help = Widen it, or remove the gate.
problem-gates-overlap = The gates {$first} and {$second} stand on the same stretch of an edge.
    .help = Move them apart, or make them one: a gate has a service for either way.
problem-exits-overlap = The exits {$first} and {$second} lie on the same stretch of an edge.
    .help = Move them apart, or make them one: people come and go by the same exit.
problem-exit-off-boundary = The exit {$id} does not lie on the boundary of {$cell}.
    .help = Move its line onto the boundary, within 5 cm.
problem-opening-off-boundary = The opening {$id} does not lie on the edge its two cells have in common.
    .help = Move its line onto the common edge, within 5 cm.

## Paths, stairs and slopes

problem-path-narrower-than-person = The path is {$width} m wide; a person needs {$least} m to walk.
    .help = Widen it, or remove the path.
problem-sterile-lane-too-wide = The sterile lane leaves {$left} m for people; a person needs {$least} m.
    .help = Narrow the lane, or widen the path.
problem-path-piece-without-length = Two points of the path lie on each other.
    .help = Remove one of the two.
problem-periodic-path-not-straight = A periodic path is one straight piece; this one has {$count} points.
    .help = Keep its first and last point.
problem-path-folds = Here the path turns more sharply than its width of {$width} m allows.
    .help = Round the bend with more points farther apart, or put a place at the turn.
problem-path-runs-into-itself = The path, {$width} m wide, runs over itself.
    .help = Move its turns apart, or divide it into two paths.
problem-path-ends-nowhere = { $why ->
        [off] The {$end} of the path is {$distance} m away from {$cell}.
       *[free] The {$end} of the path {$cell} leads nowhere.
    }
    .help = { $why ->
            [off] Move its last point onto {$cell}, or name the cell that is there.
           *[free] Name the place or path it joins, or draw an exit across it.
        }
problem-elevation-differs = The path ends at {$z} m, and {$cell} lies at {$ground} m.
    .help = Make the elevations agree within {$limit} m; a step between them is a stair.
problem-stair-lane-too-narrow = Between the handrails are {$width} m; a person needs {$least} m.
    .help = Reduce channels.
problem-stair-too-steep = Steps of {$riser} m height and {$tread} m depth are steeper than stairs are.
    .help = A riser is {$highest} m at most, a tread {$shortest} m at least.
problem-stair-without-rise = The stair climbs {$rise} m, less than one step of {$riser} m.
    .help = Write the elevations at its ends, as the third number of each point.
problem-stair-does-not-fit = The {$risers} risers this climb of {$rise} m needs do not fit a line of {$length} m.
    .help = With {$landings} landings the line should be {$least} m to {$most} m long; look at elevations, riser, tread and landings.
problem-flight-too-long = A flight has {$risers} risers; the rules allow {$most}.
    .help = Put in landings: {$wanted} in all.
problem-landing-too-short = The landings are {$length} m deep; {$least} m are wanted.
    .help = Lengthen the stair, or see that tread and landings are right.
problem-slope-too-steep = The path climbs at {$grade} %; nobody walks safely on more than {$limit} %.
    .help = Make it a stair, or look at the elevations.
problem-slope-above-rule = The path climbs at {$grade} %; main paths have {$limit} % at most.
    .help = Keep main routes off it, or look at the elevations.
problem-slope-hard-for-wheels = The path climbs at {$grade} %; wheelchairs need {$limit} % at most, with rests.
    .help = Send people on wheels another way, or give them helpers.

## Visitors

problem-too-many-people = {$people} visitors are more than {$limit}, the most that can be run.
    .help = See that the counts are right.
problem-no-profiles = {$people} visitors come, and nothing says who they are.
    .help = Add a profile with share 1.
problem-group-size-twice = Groups of {$size} stand there twice.
    .help = Add the two shares together.
problem-group-too-large = The group {$name} has {$people} people; from 1 to {$limit} are allowed.
    .help = Make several groups of it, each with a name of its own.
problem-box-inverted = The box has no area: write the lesser coordinates first.
    .help = Write (least x, least y, greatest x, greatest y).
problem-box-outside-cell = The box lies outside {$cell}.
    .help = Move it inside, or leave it out so that people stand anywhere.
problem-walks-not-round = People cannot walk round {$id} for ever: it is no periodic path.
    .help = Take `walks` away, or put them on a path that is `periodic`.
problem-over-capacity = {$people} people stand in {$id}, which holds {$capacity}.
    .help = Reduce the number, or raise the capacity if it may be.
problem-no-room-to-stand = { $room ->
        [box] {$people} people do not fit into the box in {$id}: its {$area} m² hold {$most} at the very most.
       *[cell] {$people} people do not fit into {$id}: its {$area} m² hold {$most} at the very most.
    }
    .help = { $room ->
            [box] Reduce the number, or make the box larger.
           *[cell] Reduce the number, or look at the size of the place.
        }
problem-exit-is-entrance-only = Nobody leaves by {$id}: it is an entrance only.
    .help = Name another exit, or change its use.
problem-entrance-is-exit-only = Nobody comes in by {$id}: it is an exit only.
    .help = Name another entrance, or change its use.
problem-no-entrances = The arrivals {$id} have no entrance.
    .help = List entrances with shares that add up to 1.
problem-curve-peak-outside = The peak, {$peak}, is not between {$from} and {$until}.
    .help = Move it between the first and the last arrival.
problem-curve-too-few-points = The curve has { $count ->
        [one] one point
       *[other] {$count} points
    }; it needs two at least.
    .help = Begin with a share of 0 and end with a share of 1.
problem-curve-not-rising = At {$time} with the share {$share} the curve goes back.
    .help = Times must grow from point to point, and shares must not fall.
problem-curve-not-whole = The curve goes from {$first} to {$last}, and not from 0 to 1.
    .help = Begin with a share of 0 and end with a share of 1.
problem-programme-without-places = The programme item {$id} has no places.
    .help = List places with shares that add up to 1.
problem-programme-out-of-order = This item begins at {$start}, before {$first}, which begins at {$before}.
    .help = Write the programme in the order of time.
problem-programme-over-capacity = {$share} % of all visitors are {$people} people, and {$id} holds {$capacity}.
    .help = Reduce the share, or make room.

## Staff

problem-role-twice = There are two entries for {$role}.
    .help = Keep one of the two.
problem-no-power = {$id} shall {$power}, and {$role} may not.
    .help = Give the task to a unit that may, or add the power to staff.powers.
problem-vehicle-off-road = {$id} stands on {$path}, where vehicles may not go.
    .help = Put it on a place or on a path with `vehicles: true`.
problem-order-without-people = The plan {$plan} gives an order for {$what} that takes {$needed} people who may hold a line; there are {$able}.
    .help = Post a unit whose role has the power Hold, or leave the order out: without people it waits for ever.
problem-unit-larger-than-role = {$id} has {$count} people, and there are {$strength} of {$role} in all.
    .help = Reduce the unit, or raise the strength of the role.
problem-role-overdrawn = At {$time} the units of {$role} need {$needed} people, and there are {$strength}.
    .help = Reduce a unit, move its shift, or raise the strength of the role.
problem-minimum-over-count = The unit has {$count} people, fewer than its minimum of {$minimum}.
    .help = Raise count, or lower minimum.
problem-search-without-lanes = The unit shall search at {$gate}, which has no lanes.
    .help = Give the gate lanes, or the unit another task.
problem-patrol-without-route = The patrol has no route.
    .help = List the places and paths it walks through.
problem-post-half-placed = The post {$id} has a {$given} and not the other half of where it is.
    .help = Give both cell and position, or neither if it is outside the venue.
problem-shift-ends-before-it-starts = The shift of {$id} ends at {$end}, and starts at {$start}.
    .help = Swap the two; times after midnight are written with hours above 23.
problem-shift-outside-run = The shift of {$id}, {$start} to {$end}, does not touch the run, {$run_start} to {$run_end}.
    .help = Move the shift, or the run; the unit would never be there.

## Incidents

problem-failing-lanes = {$lanes} lanes fail at {$gate}, which has {$existing}.
    .help = Write from 1 to as many lanes as the gate has.
problem-incident-after-the-end = The incident happens at {$time}, and the run ends at {$end}.
    .help = Move it, or let the run last longer.
problem-incident-never-drawn = At a rate of {$rate} the incident never happens.
    .help = Raise the rate, or remove the incident.

## Plans

problem-trigger-by-chance = The incident {$id} comes by chance, and a plan waits for a scripted one.
    .help = Name an incident whose occurrence is Scripted, or a time.
problem-trigger-after-the-end = The plan is set going at {$time}, and the run ends at {$end}.
    .help = Move the trigger, or let the run last longer.
problem-phases-out-of-order = This phase begins after {$after} s, and one before it after {$latest} s.
    .help = Write the phases in the order of time.
problem-order-outside-run = The order is given after {$time} s, and the run lasts {$end} s.
    .help = Give it from 0 s to the end of the run, or let the run last longer.
problem-order-between-steps = The order is given at {$time} s, between two steps of {$step} s.
    .help = Write t_s: {$near}.
problem-orders-out-of-order = This order is given at {$time} s, and one before it at {$latest} s.
    .help = Write the orders in the order of time.
problem-order-without-plan = The evacuation is to start, and the scenario has no plan to start it by.
    .help = Add a plan to the scenario, or remove the order.
problem-order-without-effect = The order changes nothing at {$gate}.
    .help = Give it a state, a direction or clear: true.
problem-gate-cannot-be-cleared = Nothing says how wide {$gate} is when its lanes are taken away.
    .help = Give the gate emergency: (width, time_s, people).
problem-zone-without-exit = The plan leaves the zone {$zone} without an exit.
    .help = Name at least one exit people may leave by, with a share above 0.
problem-detours-over-all = The detours of the zone {$zone} add up to {$sum}, and not to 1 at most.
    .help = Reduce them; who is not named takes the quickest way.
problem-escalation-ring = Plans follow each other in a ring: after {$id} comes {$plan}, and then {$id} again.
    .help = End the ring: one of these plans must not escalate.

## Rules of plans

problem-rule-level = The condition of the rule {$id} gives no level, or two.
    .help = Give either at_least or below; for a rule that undoes another write a second one with after.
problem-rule-after-unknown = The plan has no rule {$id} that could come before this one.
    .help = Name a rule of the same plan, or leave after out.
problem-occupancy-without-capacity = Nothing says how many people {$id} may hold, so no share of it can be taken.
    .help = Give the place a capacity above 0, or wait for a density.
problem-rule-never-met = { $why ->
        [density] The rule {$id} waits for a density that no crowd has.
        [people] The rule {$id} waits for {$people} people, and {$planned} come.
        [lanes] The rule {$id} waits for a queue at a gate without lanes.
        [incident] The rule {$id} waits for an incident of a kind that the scenario does not have.
        [time] The rule {$id} waits for a time after the end of the run.
       *[after] The rule {$id} waits for itself: each waits for the other to come first.
    }
    .help = { $why ->
        [density] People are in danger from 5 a square metre on: wait for less.
        [people] Lower the number, or add visitors.
        [lanes] Give the gate lanes, or wait for the density before it.
        [incident] Add such an incident, or remove the rule.
        [time] Move the time, or let the run last longer.
       *[after] Leave out one of the two after.
    }
problem-rule-without-orders = The rule {$id} orders nothing.
    .help = Give it orders, or remove it.

## The run and the document as a whole

problem-empty-name = The scenario has no name.
    .help = Give it one; run folders are named by it.
problem-odd-name = The name has more than {$limit} characters, or characters that cannot be seen.
    .help = Shorten it; sentences belong into description.
problem-run-ends-before-it-starts = The run ends at {$end}, and starts at {$start}.
    .help = Move the end behind the start.
problem-frame-not-whole-steps = {$frame} s between frames are not a whole number of steps of {$step} s.
    .help = Make frame_dt_s a multiple of dt_s, such as 0.5 and 0.05.
problem-calm-above-warning = A crush warning is given at {$warning} people per m² and taken back at {$calm}.
    .help = Set calm_per_m2 below warning_per_m2, or the warning comes and goes at every look.
problem-time-step-too-long = A time step of {$value} s is too long for the model {$model}: from {$min} to {$max} s is allowed.
    .help = Set dt_s to {$max} or less, choose another model, or, for sfm, cut the step into more parts (parameters.sfm.substeps).
problem-unknown-code = There is no warning called {$found}.
    .help = Copy the code from the output of muster check.

## World checks: what only the compiled venue shows (src/world)

problem-no-way-out = Nobody gets out of {$name}.
    .help = Join it to its neighbours: a shared edge, a path, an opening, or an exit; see that no gate on the way is closed.
problem-no-way-for-wheels = People on wheels do not get out of {$name}.
    .help = Add a way without stairs that is 0.8 m wide at least.
problem-plan-no-way-out = Under the plan {$plan} nobody gets out of {$name}.
    .help = Look at the gates it closes and the paths it makes one-way.
problem-patrol-gap = The round of {$name} leads from {$from} to {$to}, and no way joins them.
    .help = Put the cells in an order in which one can walk them.
problem-narrow-cut = The plan {$plan} counts on {$assumed} people a minute; the narrowest cut lets {$found} through: {$parts}.
    .help = Open another way, widen these, or count on less.
problem-outside-walkable = {$name} stands outside the walkable space of {$cell}.
    .help = Move it onto the place or path, off obstacles, or name the cell it stands on.
problem-exit-lost = Without its largest exit, {$exit}, {$name} empties at {$after} people a minute instead of {$before}.
    .help = Plan for the day this exit is lost: another way out, or fewer people.
problem-dead-end = The path {$name} is a dead end.
    .help = See that this is meant; people who walk in must come back the same way.
problem-too-many = There are too many entries here; at most {$limit} are read.
    .help = Divide the venue.
problem-polygon-invalid = { $why ->
        [spike] The polygon of {$id} has a spike so thin that its edge runs back on itself.
       *[crossing] The polygon of {$id} cannot be used: it crosses itself or has no area.
    }
    .help = { $why ->
            [spike] Remove the corner at the tip of the spike.
           *[crossing] Write the corners in the order in which one walks round it.
        }
problem-path-invalid = The path {$id} cannot be drawn with its width.
    .help = See that its points lie apart and its bends are gentle enough.
problem-path-end-apart = The path {$id} ends at {$cell} and does not touch it.
    .help = Move the end onto the edge of {$cell}, or let it reach inside.
problem-cell-too-large = {$id} is more than {$limit} m long.
    .help = Divide it into several.
problem-no-walkable-space = Obstacles leave no walkable space in {$id}.
    .help = Reduce the obstacles, or remove the cell.

## Edits

problem-edit-unknown = There is no {$kind} with the id {$id}.
    .help = { $hint ->
            [near] Did you mean {$near}?
           *[none] Name one that is there.
        }
problem-edit-id-taken = The id {$id} is taken by a {$kind}.
    .help = Choose another id; ids are unique in the whole file.
problem-edit-empty-id = The id is empty.
    .help = Give the thing an id.
problem-edit-unknown-path = There is no parameter {$path}: {$step} leads nowhere.
    .help = { $hint ->
            [near] Did you mean {$near}?
           *[none] Write the path as in the problems of muster check, such as parameters.csx.time_gap_s.
        }
problem-edit-not-a-number = {$path} is not a number.
    .help = Name a parameter that is a number, or put the whole thing.
problem-edit-value-refused = {$path} cannot be {$value}.
    .help = Counts are whole numbers from 0 on; nothing is infinite.
problem-edit-factor-refused = Visitors cannot be scaled by {$factor}.
    .help = The factor is 0 or more, and leaves at most {$limit} people.
problem-edit-no-units = There is no unit of these roles that could grow to {$total} people.
    .help = Put a unit first.
problem-edit-too-many-staff = {$total} people are more than {$limit}, the most staff there may be.
    .help = Write a smaller total.

# Studies
problem-study-name = The study has no name, or one of more than {$limit} characters.
    .help = Give it a short name.
problem-study-without-variants = The study has nothing to compare: neither variants nor factors.
    .help = List variants: [(id: "…", edits: […])], or factors: [(id: "…", levels: [(id: "…", edits: […]), …])].
problem-study-variants-and-factors = The study has both variants and factors.
    .help = Keep one of the two: variants are given one by one, factors make a variant of every combination of their levels.
problem-study-factor-without-levels = The factor has no levels.
    .help = Give it at least one level, or remove it.
problem-study-edits-collide = The edits at {$first} and {$second} change the same thing in the variant {$variant}.
    .help = Which one counts would hang on their order. Keep one of them, or vary them in one factor.
problem-study-edit-fails = The variant {$variant} cannot be made: {$reason}
    .help = {$help}
problem-study-variant-has-errors = The variant {$variant} has errors; the first: {$reason}
    .help = {$help}
problem-study-unknown-baseline = There is no variant {$id} to compare with.
    .help = { $hint ->
        [near] Did you mean {$near}?
       *[none] Name one of the variants; of a grid they are called by their levels, such as "50/none".
    }
problem-study-unknown-window = There is no window {$id}.
    .help = { $hint ->
        [near] Did you mean {$near}?
       *[none] There are: {$all}.
    }
problem-study-unknown-plan = There is no plan {$id} in the variant {$variant}.
    .help = { $hint ->
        [near] Did you mean {$near}?
       *[none] Name a plan of the scenario.
    }
problem-study-without-objectives = The study does not say what is compared.
    .help = Add objectives: [(metric: "evacuation.inside_person_s")].
problem-study-objective-twice = The metric {$metric} of this window stands here twice.
    .help = Remove one of the two.
problem-study-unknown-metric = There is no metric {$metric}.
    .help = { $hint ->
        [near] Did you mean {$near}?
       *[none] Metrics are called as in metrics.json: evacuation.all_clear_s, crowding.max_density_per_m2, gates[ID].max_queue.
    }
problem-study-precision-and-selection = The study asks for a precision and for a selection.
    .help = Keep one of the two: replications end when the means are known well enough, or when the best is known.
problem-study-too-many-variants = That would be {$count} variants, more than {$limit}.
    .help = Take fewer levels or factors; up to a million are made if many: true says that it is meant.
problem-study-too-many-runs = That would be {$count} runs, more than {$limit}.
    .help = Take fewer levels or replications, or write many: true if that is meant.
problem-study-window-empty = The window {$id} of the variant {$variant} ends before it starts.
    .help = Let the window begin before the scenario's end, or give it a length with until_s.
problem-study-plan-twice = Levels of this factor name plans, and so do those of {$first}.
    .help = Only one of them could count: let one factor vary the plan.
problem-study-plan-unused = The plan {$id} of a variant is never run: every window names its own.
    .help = Omit plan in a window, or in the variants.
problem-study-too-few-replications = With at most {$replications} replications this rule can never be met: it takes {$needed}.
    .help = Allow more replications, or ask for less.
problem-study-selection-of-one = There is nothing to select: it takes two variants, and a confidence above one half.
    .help = Add variants, raise the confidence, or omit selection.
problem-study-selection-of-too-many = A selection among {$count} variants is too large: {$limit} at most.
    .help = Take fewer levels or factors, or a fixed number of replications.
problem-study-nulls-count-as = The study does not say what a run without a number counts as until its variant is dropped.
    .help = Write null_as beside nulls: a number that no run can be worse than.
problem-study-no-limits = The selection is to be among variants that keep their limits, but no objective has one.
    .help = Give an objective a limit, such as AtMost(600), or omit limits in the selection.
problem-study-budget-too-small = A budget of {$runs} runs does not pay for one replication, which takes {$needed}.
    .help = Give a larger budget, or compare fewer variants.

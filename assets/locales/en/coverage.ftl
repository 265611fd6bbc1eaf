# Coverage without simulation: texts that the command cover and the report share. Keys begin with coverage-.

coverage-title = Coverage
coverage-shares-title = What is seen and heard, in % of the walkable area
coverage-minutes-title = Minutes on foot until the nearest of each role is there
coverage-needs-title = People whom plan { $plan } takes at once
coverage-assumed-title = Assumed

coverage-col-cell = Place or path
coverage-col-posts = From posts
coverage-col-patrol = Only by patrols
coverage-col-filmed = By cameras
coverage-col-heard = Loudspeakers
coverage-col-work = What for
coverage-col-power = Who may
coverage-col-needed = Needed
coverage-col-available = There are

coverage-empty-zones = Nobody stands or patrols in { $zones }.
coverage-no-empty-zones = In every zone somebody stands or patrols.

coverage-work-clear-gate = Take away the lanes of { $subject }
coverage-work-hold-gate = Hold a line at { $subject }
coverage-work-set-gate = Open, close or turn { $subject }
coverage-work-shut-path = Keep { $subject } one-way or shut at its ends
coverage-work-move = Units that change their station
coverage-work-together = All this at once
coverage-power-search = search
coverage-power-hold = hold a line
coverage-power-guide = guide
coverage-power-treat = treat
coverage-power-extinguish = extinguish
coverage-power-direct-traffic = direct traffic
coverage-power-any = anybody
coverage-too-few = too few

coverage-assumes-sight = Staff see { $sight } m far in the line of sight, also past a shut gate; people who stand in the way are not counted.
coverage-assumes-patrol = A patrol sees what can be seen from its whole round, but only as it comes by; it sets out from the first place of the round.
coverage-assumes-shifts = Everybody is on duty at the same time.
coverage-assumes-sound = A loudspeaker is heard within its range on its storey, round corners and over any noise.
coverage-assumes-walk = Staff walk { $speed } m/s on the level, slower on slopes and stairs, through empty ways to the middle of the place; one-way rules do not bind them, closed gates do.
coverage-assumes-needs = All orders of the plan are given at once. A line takes one person per { $width } m of the gate, a path one person at each end that people may not enter by. Units that change their station may be those who do it.

# The command line. Keys begin with cli-; both languages have the same ones.

# Help
cli-help-about = Finds out, before the day, whether the plan of a big public event holds: does everyone get out in time?
cli-help-after = First steps:
    {"  "}muster check scenarios/quickstart.ron
    {"  "}muster run scenarios/quickstart.ron
    {""}
    Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 reading or writing failed, 130 interrupted.
cli-help-usage = Usage:
cli-help-arguments = Arguments
cli-help-options = Options
cli-help-common-options = Options of every command
cli-help-commands = Commands
cli-help-command-name = COMMAND
cli-help-check = Checks a scenario: every problem with its place in the file, and the capacity table
cli-help-cover = Says, without running anything, what staff, cameras and loudspeakers cover, and how soon who is where
cli-help-run = Runs a scenario under a plan, and writes a folder with the recording, the metrics and a report
cli-help-app = Open the window: plan, watch a run, or review a recording
cli-help-verify = Runs the published cases and experiments and says what holds
cli-help-report = Makes metrics and report of a recorded run again, from its recording
cli-help-export = Writes a recording in the formats of other tools, or as pictures or a video
cli-help-option-recorded = The folder of a run
cli-help-option-recording = The folder of a run
cli-help-option-format = jupedsim-sqlite, pedpy-text, csv, parquet, frames (a folder of PNG files) or video
cli-help-option-export-out = The file to write; for frames a folder, for video a name that ends in .mp4 or .gif
cli-help-option-export-from = The time of day to begin at; the beginning of the run if not given
cli-help-option-export-until = Stop after this many simulated seconds; at the end of the recording if not given
cli-help-option-every = Simulated seconds between two frames or pictures. If not given: all frames, a picture every 10 s, a video at ten times real time
cli-help-option-sheet = Only this storey; formats that show one take the first if not given
cli-help-option-width = Width of pictures in pixels; 1280 if not given, 800 for a GIF
cli-help-option-export-force = Replace what is there
cli-help-help = Shows this help, or that of a command
cli-help-option-app-path = A scenario or the folder of a run to open in it
cli-help-option-file = The scenario, a .ron file
cli-help-option-command = The command to explain
cli-help-option-plan = The plan; the scenario's own if not given
cli-help-option-cover-plan = The plan under which units stand; where the scenario posts them if not given
cli-help-option-seed = The seed of all random draws; the scenario's own if not given
cli-help-option-model = The model that moves people, instead of the scenario's own
cli-help-option-from = The time of day to start at; the scenario's own if not given
cli-help-option-until = Stop after this many simulated seconds from the start
cli-help-option-orders = Orders to give during the run (orders.ron)
cli-help-option-out = The folder to write; runs/NAME-PLAN-SEED if not given
cli-help-option-no-record = Only the metrics: no recording, and no folder unless --out names one
cli-help-option-force = Replace the folder that --out names, if a run of Muster is in it
cli-help-option-suite = Only this suite: rimea, imo, nist, iso or experiments
cli-help-option-case = Only the case of this id, such as rimea-09
cli-help-option-runs = Runs of each setting; as many as a case's criterion needs if not given
cli-help-option-verify-out = The folder for report, page, diagrams and results; none if not given
cli-help-option-json = Print one JSON document and nothing else
cli-help-option-lang = The language, en or zh; the machine's own if not given
cli-help-option-threads = How many threads to work on; one a core if not given. The result is the same
cli-help-option-quiet = No progress and no remarks
cli-help-option-help = Show this help
cli-help-option-version = Show the version

# Wrong usage
cli-see-help = `muster --help` shows the commands, `muster COMMAND --help` their options.
cli-no-command = There is no command.
cli-unknown-command = There is no command `{ $command }`.
cli-did-you-mean = Did you mean { $names }?
cli-run-the-file = To run a scenario, write `muster run { $command }`.
cli-unknown-argument = There is no option or argument { $argument } here.
cli-missing-argument = { $argument } is missing.
cli-missing-value = { $argument } wants a value.
cli-takes-no-value = { $argument } takes no value.
cli-given-twice = { $argument } is given twice.
cli-not-text = An argument is not readable text.
cli-not-understood = The command line was not understood.
cli-bad-value = { $option } cannot be "{ $value }".
cli-expects-lang = Write en or zh.
cli-expects-threads = Write a whole number from 1 to 1024.
cli-expects-seed = Write a whole number from 0 on.
cli-expects-time = Write a time of day as HH:MM, such as 10:30.
cli-expects-seconds = Write how many simulated seconds to run, more than 0 and at most 172800 (two days).
cli-expects-suite = Write rimea, imo, nist, iso or experiments.
cli-expects-runs = Write a whole number from 1 to 10000.
cli-expects-model = The models are { $models }.
cli-orders-have-errors = { $file } has { $errors ->
    [one] one error
   *[other] { $errors } errors
}, and the run has not been started.
cli-orders-have-errors-help = Each problem says what to do about it.
cli-unknown-plan = The scenario has no plan "{ $plan }".
cli-unknown-plan-all = It has { $names }.
cli-no-plans = It has no plans at all; omit --plan.

# Problems of a scenario
cli-error = error
cli-warning = warning
cli-help-label = help: { $help }
cli-has-errors = { $file } has { $errors ->
    [one] one error
   *[other] { $errors } errors
} and cannot be run.
cli-has-errors-help = `muster check { $file }` shows every problem with its place and what to do.
cli-check-errors-help = Each problem says what to do about it.
cli-check-clean = { $file }: no problems.
cli-check-count = { $file }: { $errors ->
    [0] no errors
    [one] one error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] one warning
   *[other] { $warnings } warnings
}.
cli-more-warnings = … and { $n ->
    [one] one more warning
   *[other] { $n } more warnings
}; `muster check { $file }` shows them all.
cli-capacity-heading = Capacities in people: what each place holds, lets in within an hour, and lets out within 8 minutes
cli-capacity-place = Place
cli-capacity-holding = Holds
cli-capacity-entry = In (1 h)
cli-capacity-exit = Out (8 min)
cli-capacity-emergency = Emergency (8 min)
cli-capacity-least = Least
cli-capacity-lost = Least with the largest exit lost
cli-capacity-without = { $n } (without { $exit })

# Files
cli-reason-full = the disk is full
cli-reason-quota = the quota is used up
cli-reason-not-permitted = it is not permitted
cli-reason-read-only = the disk is read-only
cli-reason-not-found = it does not exist
cli-reason-not-a-folder = a part of its path is not a folder
cli-reason-is-a-folder = it is a folder
cli-reason-in-the-way = something of that name is in the way
cli-folder-exists = The folder { $folder } exists already.
cli-folder-exists-help = Name another one with --out, or add --force to replace the run in it.
cli-folder-not-a-run = The folder { $folder } holds no run of Muster, so --force does not replace it.
cli-folder-not-a-run-help = Name another one with --out, or move it away yourself.
cli-cannot-write = { $file } could not be written: { $reason }.
cli-cannot-write-help = Check that there is room on the disk and that you may write there, or name another folder with --out.
cli-recording-failed = The recording failed: { $reason }.
cli-recording-failed-help = Run again; if it happens again, please report it with the scenario.
cli-report-failed = The report could not be made: { $reason }.
cli-cannot-write-stdout = The result could not be written to the standard output: { $reason }.
cli-cannot-write-stdout-help = Check where the output is redirected to.
cli-cannot-read = { $file } could not be read: { $reason }.
cli-cannot-read-help = Check that it is there and that you may read it.
cli-not-a-run = { $folder } is not the folder of a run: there is no run.json of Muster in it.
cli-not-a-run-help = Name the folder that `muster run` made, such as runs/NAME-PLAN-SEED.
cli-not-recorded = { $folder } holds a run of which no positions were recorded.
cli-not-recorded-help = Run the scenario again without --no-record.
cli-other-version = { $file } was written by Muster { $version }; this is { $own }, which is older and does not know what that version writes.
cli-other-version-help = Use Muster { $version } or a later one.
cli-recording-malformed = { $file } is not what it should be: { $reason }.
cli-recording-malformed-help = The file is damaged or not of this run. Run the scenario again with the same plan and seed: that gives the same recording.

# Reports and exports of recordings
cli-part-broken = Part { $first } of the recording is left out: { $file } cannot be used ({ $reason }).
cli-part-missing = Part { $first } of the recording is left out: { $file } or another file of this part is not there.
cli-parts-missing = Parts { $first } to { $last } of the recording are left out: their files are not there.
cli-tail-missing = The recording is not whole: the run was stopped or still goes on, or parts are missing. What can be read ends at { $clock }.
cli-report-damaged = The recording is damaged, so that metrics and report cannot be made from it again; nothing was changed. { $gaps }
cli-report-damaged-help = Run the scenario again with the same plan and seed: that gives the same recording.
cli-review-unreadable = The bookmarks in review.ron cannot be read ({ $reason }).
cli-review-unreadable-help = Put the file right, or move it away to have the report without bookmarks.
cli-report-stopped = Stopped; metrics and report were left as they were.
cli-export-stopped = Stopped; nothing was written.
cli-export-progress = { $clock }  at most { $left } left
cli-exported-table = { $frames ->
    [one] 1 frame
   *[other] { $frames } frames
} with { $rows ->
    [one] 1 position
   *[other] { $rows } positions
}: { $file }
cli-exported-pictures = { $frames ->
    [one] 1 picture
   *[other] { $frames } pictures
}: { $file }
cli-export-one-sheet = This format shows one storey; that is { $sheet }. Choose another with --sheet: { $others }.
cli-export-no-sheets = This venue has one storey; omit --sheet.
cli-export-no-ffmpeg = There is no ffmpeg here, so the video becomes an animated GIF: { $file }. For MP4, install ffmpeg.
cli-export-no-font = No font is installed, so the pictures have no words on them. Install one, such as fonts-noto-cjk.
cli-export-not-recorded-then = Nothing is recorded at that time: the recording goes from { $first } to { $last }.
cli-export-not-recorded-then-help = Give a time between the two with --from.
cli-export-failed-help = Nothing was written. Check that there is room on the disk, or choose another format or --width.
cli-out-exists = { $file } exists already.
cli-out-exists-help = Name another one with --out, or add --force to replace it.
cli-out-not-ours = { $file } is not replaced by --force: a file is replaced only by a file, and a folder only if nothing but frame-….png is in it.
cli-out-not-ours-help = Name another one with --out, or move it away yourself.
cli-expects-format = The formats are { $formats }.
cli-expects-width = A width is a whole number of pixels from 320 to 7680.
cli-expects-every = A table has the frames that were recorded: give a multiple of the time between two of them (`frame_dt_s` in run.json).
cli-expects-film = The name of a video ends in .mp4 or .gif.

# A run
cli-progress = { $clock }  { $inside } inside  { $rate }× real time  at most { $left } left
cli-seconds = { $n } s
cli-minutes = { $n } min
cli-starting = Plan { $plan }, seed { $seed }, from { $start } to { $end } at the latest.
cli-starting-no-plan = No plan, seed { $seed }, from { $start } to { $end } at the latest.
cli-stopping = Stopping after this step and keeping what is done. Ctrl-C again quits at once.
cli-interrupted = Interrupted at { $clock }; what was done until then is kept.
cli-interrupted-folder = Interrupted at { $clock }; what was done until then is kept in { $folder }.
cli-report-at = Report: { $file }
cli-no-folder = Nothing was written, as --no-record asks.
cli-ends-before-start = The run would end at { $end }, before it starts at { $start }.
cli-cannot-start-help = Check --from and --until against the run section of the scenario.
cli-no-threads = The threads could not be started: { $reason }.
cli-no-threads-help = Ask for fewer with --threads.

# Coverage
cli-cover-heading = { $file }: coverage where the scenario posts the units
cli-cover-heading-plan = { $file }: coverage where plan { $plan } posts the units

# A verification
cli-verify-progress = { $number }/{ $cases }  { $case }  { $runs ->
    [one] one run
   *[other] { $runs } runs
}
cli-verify-case-done = { $case }: { $verdict } ({ $seconds } s, { $runs ->
    [one] one run
   *[other] { $runs } runs
})
cli-verify-runs = { $n ->
    [one] 1 run
   *[other] { $n } runs
}
cli-verify-stopping = Stopping and keeping the cases that are done. Ctrl-C again quits at once.
cli-verify-interrupted = Interrupted; only the cases above were run.
cli-verify-unknown-case = There is no case "{ $case }".
cli-verify-other-suite = The case "{ $case }" is not in the suite that --suite names.
cli-verify-failed = { $n ->
    [one] One case does not hold.
   *[other] { $n } cases do not hold.
}
cli-verify-failed-help = What was measured stands with each case; --out DIR writes a report with pictures.
cli-verify-cases = The cases are { $names }.

# Studies
cli-help-batch = Conducts a study: runs its variants, keeps each run, says which differ; goes on where it stopped
cli-help-compare = Says what a study found, or sets runs beside each other
cli-help-option-study = The study, a .study.ron file
cli-help-option-batch-out = The study's folder; studies/NAME if not given
cli-help-option-dry-run = Only say which variants there are and how many runs
cli-help-option-block = Only run block I of N (from 0): every N-th replication of all variants, for one of N machines
cli-help-option-no-recordings = Keep no recordings of the runs that stand for the variants
cli-help-option-merge = Run no replications: say what the runs that are there say, and record those that stand for the variants
cli-help-option-folders = Folders of studies, or of two or more runs
cli-expects-block = Write the number of the block and how many there are, such as 0/4 for the first of four.
cli-block-and-merge = A block is run, or blocks are merged: not both at once.
cli-study-has-errors = { $file } has { $errors ->
        [one] an error
       *[other] { $errors } errors
    }.
cli-study-has-errors-help = docs/studies.md explains the file.
cli-folder-not-a-study = { $folder } holds something else than a study.
cli-folder-not-a-study-help = Name another folder with --out.
cli-batch-progress = { $there } of { $most } runs · { $rate } a minute · about { $left } left · { $name }
cli-batch-progress-range = { $there } runs, of { $least } at least and { $most } at most · { $rate } a minute · { $soonest } to { $left } left · { $name }
cli-batch-interrupted = Interrupted; finished runs are kept in { $folder }. The same command goes on.
cli-batch-block-done = The block is done; its runs are in { $folder }. When all blocks are, `muster batch … --merge` says what they say.
cli-batch-matrix = { $study }: { $variants } { $variants ->
        [one] variant
       *[other] variants
    }, { $windows } { $windows ->
        [one] window
       *[other] windows
    }, { $replications } { $replications ->
        [one] replication
       *[other] replications
    }: { $runs } { $runs ->
        [one] run
       *[other] runs
    }
cli-batch-matrix-most = { $study }: { $variants } { $variants ->
        [one] variant
       *[other] variants
    }, { $windows } { $windows ->
        [one] window
       *[other] windows
    }, at most { $replications } { $replications ->
        [one] replication
       *[other] replications
    }: at most { $runs } { $runs ->
        [one] run
       *[other] runs
    }
cli-batch-more = … and { $n } more
cli-batch-variant = The variant { $variant } cannot be built: { $reason }
cli-batch-ground = The variant { $variant }: { $problem } It is run all the same, and counts.
cli-batch-cannot-start = A run cannot start: { $reason }
cli-batch-statistics = The study cannot be decided: { $reason }.
cli-batch-null = The run of { $variant } with seed { $seed } gives no number for the first objective, and the study does not say what to count it as.
cli-batch-null-help = Give null_as in the selection: a number that no run can be worse than; or compare with fixed replications.
cli-batch-null-not-worst = The run of { $variant } with seed { $seed } has { $value }, which is worse than the { $null_as } that a run without a number counts as.
cli-batch-null-not-worst-help = Give a null_as in the selection that no run can be worse than. Finished runs are kept.
cli-batch-statistics-help = If some runs of a selection have no number, give null_as; otherwise compare with a fixed number of replications.
cli-batch-missing = At least { $missing ->
        [one] one run is
       *[other] { $missing } runs are
    } missing.
cli-batch-missing-help = Run all blocks first, or omit --merge: then what is missing is run.
cli-study-runs = { $replications ->
        [one] One replication
       *[other] { $replications } replications
    } of each variant, { $runs ->
        [one] one run
       *[other] { $runs } runs
    }, seeds from { $seed }, engine revision { $revision }. Intervals at 95 %.
cli-study-end-all = As many replications as the study has.
cli-study-end-precise = Replications ended when every mean had been known as well as asked for.
cli-study-end-not-precise = As many replications as the study has; some mean is NOT known as well as was asked for.
cli-study-end-selected-dropped = Replications ended when the best was known; variants that were dropped have fewer.
cli-study-end-selected = Replications ended when the best was known.
cli-study-end-none-will-do = Replications ended when all variants had been refused.
cli-study-end-no-mean = Some runs have no number, so that no mean could be known better: all replications were run.
cli-study-smaller = less is better
cli-study-larger = more is better
cli-study-at-most = ; limit: at most { $bound }
cli-study-at-least = ; limit: at least { $bound }
cli-study-variant = Variant
cli-study-mean = Mean
cli-study-worst = Worst
cli-study-difference = Difference
cli-study-verdict = Verdict
cli-study-nulls = No number
cli-study-broken = Limit broken
cli-study-baseline = baseline
cli-study-better = better
cli-study-worse = worse
cli-study-not-shown = no difference shown
cli-study-no-number = –
cli-study-reading = Differences are of pairs with the same seed; p-values are corrected for all comparisons above together (Holm), intervals are each for itself.
    A run without a number (not everybody got out, nobody came, nothing to measure) is worse than any number and never left out: its variant has no mean.
cli-study-selected = Selected by the first objective, at { $confidence } %: { $best }. Within { $indifference } of it may be: { $others }. Runs: { $runs }; without dropping any it would have taken { $without }.
cli-study-not-selected = Leading by the first objective: { $best }, which is not sure at { $confidence } %. Within { $indifference } of it may be: { $others }. Runs: { $runs }; without dropping any it would take { $without }.
cli-study-none-will-do = No variant will do, at { $confidence } %. Best mean: { $best }. Runs: { $runs }.
cli-study-limits = Runs that break a limit: { $accepted } % or fewer will do, { $refused } % or more will not. Accepted: { $kept }. Refused: { $dropped }.
cli-compare-metric = Metric
cli-compare-one-run = One run cannot be compared.
cli-compare-one-run-help = Name two or more folders of runs, or the folder of a study.
cli-compare-no-evidence = One run of each: an illustration, no evidence. A study says whether a difference is real.
cli-compare-is-run = { $folder } holds a run, and the first folder a study: they cannot be set beside each other.
cli-compare-is-study = { $folder } holds a study, and the first folder a run: they cannot be set beside each other.
cli-compare-mixed-help = Name folders of studies only, or of runs only.
cli-compare-no-folder = { $folder } holds neither a study's findings nor the metrics of a run: { $file }: { $reason }.
cli-compare-no-folder-help = Name the folder that `muster batch` or `muster run` wrote; an interrupted study has none yet: `muster batch` goes on with it.
cli-compare-malformed = { $file } is not what Muster writes: { $reason }.
cli-compare-no-schema = it names no schema
cli-compare-malformed-help = Run the study or the run again; what is finished is not run twice.
cli-study-p95 = P95, worse end
cli-study-too-few = Where runs have no number it takes { $needed } replications to call a difference real: here "no difference shown" says nothing of them.
cli-study-chosen-number = The number of replications was chosen by what they showed: p-values and intervals are then a guide, not exact.
cli-built-without-app = This build of Muster has no window.
cli-built-without-app-help = Build it with the window: cargo build --release --features app

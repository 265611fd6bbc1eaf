//! The reference event, step by step: the promises hold at every tick, and the
//! number of threads changes nothing that is recorded.

use std::path::Path;
use std::sync::Arc;

use muster::analysis::metrics::Metrics;
use muster::analysis::{Ending, Meter, RunLabel};
use muster::model::{Time, file};
use muster::record::{Destination, Existing, Recorder, RunFolder, RunInfo, Status};
use muster::sim::{ENGINE_REVISION, Event, Frame, Observer, Roster, RunSpec, Sample, Simulation};
use muster::world::World;

use super::{contents, new_folder, scenario};

/// A run of the reference event.
#[derive(Clone, Copy)]
struct Trial {
    plan: &'static str,
    from: &'static str,
    /// None: to the scenario's end.
    until_s: Option<f64>,
}

/// Whoever watches a trial.
struct Watchers {
    recorder: Recorder,
    meter: Meter,
}

impl Observer for Watchers {
    fn start(&mut self, roster: &Roster) {
        self.recorder.start(roster);
        self.meter.start(roster);
    }
    fn events(&mut self, events: &[Event]) {
        self.recorder.events(events);
        self.meter.events(events);
    }
    fn samples(&mut self, samples: &[Sample]) {
        self.recorder.samples(samples);
        self.meter.samples(samples);
    }
    fn frame(&mut self, frame: &Frame<'_>) {
        self.recorder.frame(frame);
        self.meter.frame(frame);
    }
}

impl Trial {
    /// Records the run into a folder on so many threads, with everything
    /// computed on them, and checks the promises after every step.
    fn record(self, threads: usize, at: &Path) -> Metrics {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool of a few threads can be built");
        pool.install(|| self.record_here(at))
    }

    fn record_here(self, at: &Path) -> Metrics {
        let document = file::read(scenario("jianshan.ron")).expect("the scenario is one");
        let world = World::compile(Arc::new(document.scenario));
        let world = Arc::new(world.unwrap_or_else(|problems| panic!("{problems:?}")));
        let from = time(self.from);
        let spec = RunSpec {
            plan: Some(self.plan.to_owned()),
            from: Some(from),
            until_s: self.until_s,
            ..RunSpec::default()
        };
        let mut simulation = Simulation::new(Arc::clone(&world), &spec).expect("the plan is there");
        let info = RunInfo {
            plan: spec.plan.clone(),
            from,
            until_s: self.until_s,
            ..RunInfo::of(&world.scenario, "trial", ENGINE_REVISION)
        };
        let label = RunLabel {
            plan: info.plan.clone(),
            seed: info.seed,
            model: info.model.clone(),
            dt_s: info.dt_s,
        };
        let place = Destination::At(at.to_owned(), Existing::Refuse);
        let folder = RunFolder::create(&place, info, "trial").expect("a folder can be made");
        let mut watchers = Watchers {
            recorder: Recorder::new(folder).expect("a recording can begin"),
            meter: Meter::new(Arc::clone(&world), label),
        };
        simulation.start(&mut [&mut watchers]);
        loop {
            let progress = simulation.step(&mut [&mut watchers]);
            assert_eq!(simulation.verify(), Ok(()), "plan {}", self.plan);
            assert_eq!(progress.entered, progress.inside + progress.left);
            if progress.finished {
                break;
            }
        }
        let metrics = watchers.meter.metrics(Ending::Finished, None);
        let mut folder = watchers.recorder.finish().expect("the disk takes it");
        folder
            .write_metrics(&metrics.to_json())
            .and_then(|()| folder.set_status(Status::Complete))
            .expect("the disk takes it");
        let people = &metrics.people;
        assert_eq!(people.entered, people.left + people.inside);
        metrics
    }

    /// Records on each of these numbers of threads and compares all files.
    fn assert_same_on(self, threads: &[usize]) {
        let at = new_folder();
        let folders: Vec<_> = threads
            .iter()
            .enumerate()
            .map(|(index, &threads)| {
                let folder = at.path().join(format!("run-{index}"));
                self.record(threads, &folder);
                folder
            })
            .collect();
        let first = contents(&folders[0]);
        assert!(first.len() > 5, "{} files", first.len());
        for folder in &folders[1..] {
            let others = contents(folder);
            assert_eq!(first.len(), others.len());
            for ((name, bytes), (other_name, other)) in first.iter().zip(&others) {
                assert_eq!(name, other_name);
                let name = name.display();
                assert!(bytes == other, "plan {}: {name} differs", self.plan);
            }
        }
    }

    /// Records on as many threads as there are; gives what came out.
    fn record_whole(self) -> String {
        let at = new_folder();
        let metrics = self.record(rayon::current_num_threads(), &at.path().join("run"));
        format!("plan {}: {}", self.plan, metrics.to_json())
    }
}

/// `10:30` as a time of day.
fn time(text: &str) -> Time {
    ron::from_str(&format!("\"{text}\"")).expect("a time of day")
}

#[test]
fn the_first_two_minutes_of_plan_b_are_the_same_on_any_number_of_threads() {
    let trial = Trial {
        plan: "B",
        from: "10:30",
        until_s: Some(120.0),
    };
    trial.assert_same_on(&[1, 2, 3]);
}

#[test]
fn two_minutes_of_the_morning_are_the_same_on_any_number_of_threads() {
    let trial = Trial {
        plan: "D",
        from: "09:15",
        until_s: Some(120.0),
    };
    trial.assert_same_on(&[1, 2, 3]);
}

#[test]
#[ignore = "minutes: CI runs it"]
fn ci_ten_minutes_of_plan_b_are_the_same_on_two_threads_and_again_on_one() {
    let trial = Trial {
        plan: "B",
        from: "10:40",
        until_s: Some(600.0),
    };
    trial.assert_same_on(&[2, 2, 1]);
}

/// A plan from its usual beginning to its end: what came out.
fn whole(plan: &'static str, from: &'static str) -> String {
    let trial = Trial {
        plan,
        from,
        until_s: None,
    };
    trial.record_whole()
}

#[test]
#[ignore = "minutes: CI runs it"]
fn ci_plan_b_holds_every_promise_to_its_end() {
    println!("{}", whole("B", "10:30"));
}

#[test]
#[ignore = "very long: CI runs it where MUSTER_LONG is set"]
fn ci_the_other_plans_hold_every_promise_to_their_ends() {
    if std::env::var_os("MUSTER_LONG").is_none() {
        println!("skipped: MUSTER_LONG is not set");
        return;
    }
    for plan in ["A", "C", "E"] {
        println!("{}", whole(plan, "10:30"));
    }
    println!("{}", whole("D", "07:30"));
}

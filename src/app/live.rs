//! A run in the background: what `muster run` does, with frames and events
//! sent to the window as they come.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::time::{Duration, Instant};

use super::again::Again;
use super::desk::Desk;
use super::document::Ground;
use super::work::{Begun, Found, SharedWorld, Stretch, Wish};
use crate::analysis::Ending;
use crate::analysis::metrics::{Metrics, Performance};
use crate::analysis::report::{self, About, HandCheck, ReportInput, VenueDrawing};
use crate::cli::failure::Failure;
use crate::cli::folder;
use crate::cli::orders;
use crate::cli::prepare;
use crate::cli::progress::now;
use crate::cli::say::Say;
use crate::cli::watchers::{Watched, Watchers};
use crate::model::{Locomotion, Orders, Time, file};
use crate::record::{Destination, RunFolder, RunInfo, Status};
use crate::sim::{
    ENGINE_REVISION, Event, Frame, Observer, OwnedFrame, Roster, RunSpec, Sample, Simulation,
};
use crate::world::capacity::CapacityRow;
use crate::world::coverage::Coverage;

/// What is sent at a time: as much as came in this long.
const SEND_EVERY: Duration = Duration::from_millis(80);

/// What to run.
pub(crate) struct RunOrder {
    /// The scenario's file, read again for the run.
    pub(crate) file: PathBuf,
    /// Another walking model than the scenario's.
    pub(crate) model: Option<Locomotion>,
    /// Plan, seed, start and end.
    pub(crate) spec: RunSpec,
    /// A file of orders that it takes.
    pub(crate) orders: Option<PathBuf>,
    /// Folder for the run's folder.
    pub(crate) under: PathBuf,
}

/// Runs and records, until it is over or nobody listens any more.
///
/// # Errors
/// If the run cannot start or cannot be recorded.
pub(crate) fn run(
    mut order: RunOrder,
    say: Say,
    tell: &Sender<Found>,
    hear: &Receiver<Wish>,
) -> Result<(), Failure> {
    let (prepared, world) = prepare::runnable(&order.file, order.model, false, say)?;
    let scenario = &world.scenario;
    if let Some(file) = &order.orders {
        orders::give(&mut order.spec, file, &world, false, say)?;
    }
    let mut simulation = Simulation::new(SharedWorld::clone(&world), &order.spec).map_err(|e| {
        Failure::usage(
            "cannot-start",
            e.to_string(),
            say.text("cli-cannot-start-help"),
        )
    })?;
    let info = RunInfo {
        plan: simulation.plan().map(str::to_owned),
        seed: simulation.seed(),
        from: order.spec.from.unwrap_or(scenario.run.start),
        until_s: order.spec.until_s,
        ..RunInfo::of(scenario, &prepared.text, ENGINE_REVISION)
    };
    let under = Destination::Under(order.under);
    let kept = RunFolder::create(&under, info.clone(), &prepared.text)
        .map_err(|error| folder::failure(&error, say))?;
    let path = kept.path().to_owned();
    let mut watchers = Watchers::new(&world, &info, Some(kept), true, say)?;
    let about = (SharedWorld::clone(&world), info.clone(), path.clone());
    let mut desk = Desk::new(about, say, tell);
    let mut stream = Stream {
        tell,
        again: Again::new(path.clone(), say, tell),
        about: Some((Ground::of(SharedWorld::clone(&world)), info.clone(), path)),
        stretch: Stretch::default(),
        sent: now(),
    };
    let began = now();
    simulation.start(&mut [&mut watchers, &mut stream]);
    let finished = drive(&mut simulation, &mut watchers, &mut stream, &mut desk, hear);
    stream.send();
    let t_s = simulation.progress().t_s;
    let watched = watchers.finish(say)?;
    let performance = performance(&simulation, began.elapsed());
    let ending = if finished {
        Ending::Finished
    } else {
        Ending::CutShort
    };
    let metrics = watched.meter.metrics(ending, Some(performance));
    let ride = Ride {
        info,
        capacity: prepared.capacity,
        t_s,
        finished,
        orders: Orders::new(simulation.orders_taken().to_vec()),
    };
    ride.keep(watched, &metrics, &world, say)?;
    tell.send(Found::Ended).ok();
    let mut again = stream.again;
    drop((simulation, world));
    while let Ok(wish) = hear.recv() {
        if let Wish::Chunk(number) = wish {
            again.read(number);
        }
    }
    Ok(())
}

/// Steps the engine until it is done, somebody asks to stop, nobody listens
/// or the recording fails; says whether it came to its end.
fn drive(
    simulation: &mut Simulation,
    watchers: &mut Watchers,
    stream: &mut Stream<'_>,
    desk: &mut Desk<'_>,
    hear: &Receiver<Wish>,
) -> bool {
    let mut waiting = false;
    // Until when it goes on before it waits again [s].
    let mut until_s = f64::INFINITY;
    loop {
        let progress = simulation.progress();
        if progress.finished || watchers.failed() {
            return progress.finished;
        }
        if progress.t_s >= until_s {
            (waiting, until_s) = (true, f64::INFINITY);
            stream.send();
        }
        let wish = if waiting {
            hear.recv().map_err(|_| TryRecvError::Disconnected)
        } else {
            hear.try_recv()
        };
        match wish {
            Ok(Wish::Pause(pause)) => {
                (waiting, until_s) = (pause, f64::INFINITY);
                stream.send();
            }
            Ok(Wish::Step) => (waiting, until_s) = (false, progress.t_s + 1.0),
            Ok(Wish::Order(order)) => desk.give(simulation, *order),
            Ok(Wish::Stop) | Err(TryRecvError::Disconnected) => return false,
            Ok(Wish::Chunk(number)) => stream.again.read(number),
            Err(TryRecvError::Empty) => {}
        }
        if !waiting {
            simulation.step(&mut [watchers, stream]);
            desk.keep(simulation);
        }
    }
}

/// Sends what an observer sees to the window.
struct Stream<'a> {
    tell: &'a Sender<Found>,
    /// What was sent already, to be read again.
    again: Again<'a>,
    /// Said with the roster.
    about: Option<(Ground, RunInfo, PathBuf)>,
    stretch: Stretch,
    sent: Instant,
}

impl Stream<'_> {
    fn send(&mut self) {
        self.sent = now();
        if !self.stretch.frames.is_empty() {
            let stretch = std::mem::take(&mut self.stretch);
            self.again.sent(&stretch.frames);
            // Nobody listens any more: the run finds out by its wishes.
            self.tell.send(Found::Stretch(Box::new(stretch))).ok();
        }
    }
}

impl Observer for Stream<'_> {
    fn start(&mut self, roster: &Roster) {
        if let Some((ground, info, folder)) = self.about.take() {
            let began = Begun {
                ground,
                info,
                folder,
                roster: roster.clone(),
            };
            self.tell.send(Found::Began(Box::new(began))).ok();
        }
    }

    fn events(&mut self, events: &[Event]) {
        self.stretch.events.extend_from_slice(events);
    }

    fn samples(&mut self, samples: &[Sample]) {
        self.stretch.samples.extend_from_slice(samples);
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        self.stretch.frames.push(OwnedFrame {
            number: frame.number,
            t_ms: frame.t_ms,
            id: frame.id.to_vec(),
            x_mm: frame.x_mm.to_vec(),
            y_mm: frame.y_mm.to_vec(),
            sheet: frame.sheet.to_vec(),
            cell: frame.cell.to_vec(),
            state: frame.state.to_vec(),
        });
        if self.sent.elapsed() >= SEND_EVERY {
            self.send();
        }
    }
}

/// A run that is over.
struct Ride {
    info: RunInfo,
    capacity: Vec<CapacityRow>,
    t_s: f64,
    finished: bool,
    /// Orders it took.
    orders: Orders,
}

impl Ride {
    /// Writes metrics and report into the folder and closes it, as `muster
    /// run` does.
    fn keep(
        self,
        watched: Watched,
        metrics: &Metrics,
        world: &SharedWorld,
        say: Say,
    ) -> Result<(), Failure> {
        let facts = watched.facts.facts(watched.meter.density());
        let plans = &world.scenario.plans;
        let plan = plans
            .iter()
            .find(|plan| Some(&plan.id) == self.info.plan.as_ref());
        let input = ReportInput {
            about: About {
                date: None,
                author: None,
                version: self.info.version.clone(),
                engine_revision: ENGINE_REVISION,
                scenario_hash: self.info.scenario_hash.clone(),
                start: Time(self.info.from.seconds()),
                ran_s: self.t_s,
                interrupted: !self.finished,
            },
            scenario: std::sync::Arc::clone(&world.scenario),
            venue: VenueDrawing::of(world),
            metrics: metrics.clone(),
            hand: HandCheck::at_alarm(world, metrics, &facts),
            coverage: Some(Coverage::of(world, plan)),
            marked: Vec::new(),
            facts,
            capacity: self.capacity,
        };
        let Some(mut kept) = watched.folder else {
            return Ok(());
        };
        let html = report::render(&input, say.language()).map_err(|error| {
            let values = [("reason", error.to_string())];
            let message = say.fill("cli-report-failed", &values);
            Failure::files(
                "report-failed",
                message,
                say.text("cli-recording-failed-help"),
            )
        })?;
        let status = if self.finished {
            Status::Complete
        } else {
            Status::Interrupted
        };
        if !self.orders.orders.is_empty() {
            kept.write_orders(&file::write_orders(&self.orders))
                .map_err(|error| folder::failure(&error, say))?;
        }
        kept.write_metrics(&metrics.to_json())
            .and_then(|()| kept.write_report(&html))
            .and_then(|()| kept.set_status(status))
            .map_err(|error| folder::failure(&error, say))
    }
}

fn performance(simulation: &Simulation, wall: Duration) -> Performance {
    let threads = rayon::current_num_threads();
    let wall_s = wall.as_secs_f64();
    let agent_steps = simulation.agent_steps();
    Performance {
        steps: simulation.steps(),
        agent_steps,
        wall_s,
        ns_per_agent_step: wall_s * 1e9 * threads as f64 / agent_steps.max(1) as f64,
        threads,
        peak_rss_mb: None,
    }
}

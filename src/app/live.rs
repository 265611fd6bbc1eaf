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
use crate::analysis::metrics::Performance;
use crate::cli::failure::Failure;
use crate::cli::folder;
use crate::cli::orders;
use crate::cli::paper::Paper;
use crate::cli::prepare;
use crate::cli::progress::now;
use crate::cli::run::performance;
use crate::cli::say::Say;
use crate::cli::watchers::Watchers;
use crate::model::{Locomotion, Orders, file};
use crate::record::{Destination, RunFolder, RunInfo};
use crate::sim::{
    ENGINE_REVISION, Event, Frame, Observer, OwnedFrame, Roster, RunSpec, Sample, Simulation,
};

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
    let mut watched = watchers.finish(say)?;
    let performance = Performance {
        // The window's, which is no run's.
        peak_rss_mb: None,
        ..performance(&simulation, began.elapsed())
    };
    let ending = if finished {
        Ending::Finished
    } else {
        Ending::CutShort
    };
    let metrics = watched.meter.metrics(ending, Some(performance));
    if let Some(mut folder) = watched.folder.take() {
        let orders = simulation.orders_taken();
        if !orders.is_empty() {
            let text = file::write_orders(&Orders::new(orders.to_vec()));
            if let Err(error) = folder.write_orders(&text) {
                folder.set_failed();
                return Err(folder::failure(&error, say));
            }
        }
        let paper = Paper {
            world: &world,
            info: &info,
            capacity: &prepared.capacity,
            ran_s: simulation.progress().t_s,
            interrupted: !finished,
            marked: &[],
        };
        let seen = (&watched.meter, &watched.facts);
        paper.keep_in(folder, seen, (&metrics, &metrics.to_json()), say)?;
    }
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

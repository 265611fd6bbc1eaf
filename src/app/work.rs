//! Work off the main thread: reading a scenario or a recording, and running.
//!
//! A job is a thread with two channels. What it finds comes back as
//! [`Found`], which the main thread takes in between two pictures; what is
//! wished goes to it as [`Wish`]. A job whose channels are dropped ends at its
//! next step. Sentences of failures are made here, in the language of the
//! moment.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use super::document::{Ground, Plan};
use super::live;
use super::store::Frames;
use crate::cli::failure::Failure;
use crate::cli::prepare;
use crate::cli::problems::ProblemLine;
use crate::cli::say::Say;
use crate::model::DeskOrder;
use crate::record::RecordedPart;
use crate::record::folder::{SCENARIO_FILE, is_run_folder};
use crate::record::{RecordError, Recording, Review, RunInfo};
use crate::sim::{Event, OwnedFrame, Roster, Sample};

/// Stack of a job \[bytes\]; reading a nested document and cutting polygons
/// recurse.
const STACK: usize = 8 * 1024 * 1024;

/// A message for the person at the window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    /// What happened.
    pub(crate) text: String,
    /// What to do.
    pub(crate) help: String,
    /// Whether something went wrong.
    pub(crate) is_error: bool,
}

impl From<Failure> for Message {
    fn from(failure: Failure) -> Self {
        // The first problem says more than that there are some.
        let first = failure.problems.first();
        Self {
            text: failure.message,
            help: first.map_or(failure.help, ProblemLine::sentence),
            is_error: true,
        }
    }
}

/// What a job has found.
pub(crate) enum Found {
    /// A scenario, read and compiled as far as it goes.
    Plan(Box<Plan>),
    /// A recording, its parts to follow.
    Recording(Box<OpenedRecording>),
    /// The next part of it.
    Part(Box<RecordedPart>),
    /// The frames of a chunk that was wished.
    Chunk(u32, Frames),
    /// All parts have been read once.
    AllParts,
    /// A run has begun.
    Began(Box<Begun>),
    /// More of a run.
    Stretch(Box<Stretch>),
    /// An order was refused, or could not be kept: why.
    Refused(Message),
    /// The run is over; what its folder says of it.
    Ended,
    /// Something was written: the key of what to say of it, and the file.
    Kept(&'static str, PathBuf),
    /// Something could not be written, and why.
    NotKept(PathBuf, String),
    /// It failed.
    Failed(Message),
}

/// A recording that was opened.
pub(crate) struct OpenedRecording {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its ground.
    pub(crate) ground: Ground,
    /// Which run.
    pub(crate) info: RunInfo,
    /// Everyone who may appear.
    pub(crate) roster: Roster,
    /// Number of parts.
    pub(crate) parts: u32,
    /// Whether it breaks off before the end of the run.
    pub(crate) tail_missing: bool,
    /// The first file of it that is there and cannot be read.
    pub(crate) broken: Option<String>,
    /// Bookmarks and notes; why they cannot be read.
    pub(crate) review: Result<Review, String>,
}

/// A run that has begun.
pub(crate) struct Begun {
    /// Its ground.
    pub(crate) ground: Ground,
    /// Which run.
    pub(crate) info: RunInfo,
    /// Where it is recorded.
    pub(crate) folder: PathBuf,
    /// Everyone who may appear.
    pub(crate) roster: Roster,
}

/// A stretch of a live run.
#[derive(Default)]
pub(crate) struct Stretch {
    /// Frames.
    pub(crate) frames: Vec<OwnedFrame>,
    /// What happened.
    pub(crate) events: Vec<Event>,
    /// Values of series.
    pub(crate) samples: Vec<Sample>,
}

/// What is wished of a job.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wish {
    /// Read the frames of a chunk again.
    Chunk(u32),
    /// Let the run wait, or go on.
    Pause(bool),
    /// Go on by a second of simulated time, and wait.
    Step,
    /// Give the run an order.
    Order(Box<DeskOrder>),
    /// End the run and keep what there is.
    Stop,
}

/// A job on a thread of its own.
pub(crate) struct Job {
    found: Receiver<Found>,
    wishes: Sender<Wish>,
}

impl Job {
    /// Begins a job.
    ///
    /// # Errors
    /// If the machine refuses a thread.
    pub(crate) fn begin(
        name: &str,
        work: impl FnOnce(&Sender<Found>, &Receiver<Wish>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (tell, found) = channel();
        let (wishes, hear) = channel();
        std::thread::Builder::new()
            .name(format!("muster-{name}"))
            .stack_size(STACK)
            .spawn(move || work(&tell, &hear))?;
        Ok(Self { found, wishes })
    }

    /// What has been found since; whether there will be more.
    pub(crate) fn take(&self, most: usize) -> (Vec<Found>, bool) {
        let mut found = Vec::new();
        while found.len() < most {
            match self.found.try_recv() {
                Ok(one) => found.push(one),
                Err(TryRecvError::Empty) => return (found, true),
                Err(TryRecvError::Disconnected) => return (found, false),
            }
        }
        (found, true)
    }

    /// Wishes something; a job that has ended does not hear it.
    pub(crate) fn wish(&self, wish: Wish) {
        self.wishes.send(wish).ok();
    }
}

/// Opens a scenario or the folder of a run.
///
/// # Errors
/// If the machine refuses a thread.
pub(crate) fn open(path: PathBuf, say: Say) -> std::io::Result<Job> {
    Job::begin("reader", move |tell, hear| {
        let outcome = if path.is_dir() {
            recording(&path, say, tell, hear)
        } else {
            scenario(&path, say).map(|plan| {
                tell.send(Found::Plan(Box::new(plan))).ok();
            })
        };
        if let Err(message) = outcome {
            tell.send(Found::Failed(message)).ok();
        }
    })
}

/// Starts a run.
///
/// # Errors
/// If the machine refuses a thread.
pub(crate) fn run(order: live::RunOrder, say: Say) -> std::io::Result<Job> {
    Job::begin("run", move |tell, hear| {
        if let Err(failure) = live::run(order, say, tell, hear) {
            tell.send(Found::Failed(failure.into())).ok();
        }
    })
}

fn scenario(path: &Path, say: Say) -> Result<Plan, Message> {
    let prepared = prepare::prepare(path, None, say)?;
    Ok(Plan {
        path: path.to_owned(),
        ground: prepared.world.map(Ground::of),
        problems: prepared.problems,
        capacity: prepared.capacity,
    })
}

/// Reads a recording from its first part to its last, and then whichever part
/// is asked for, until nobody listens any more.
fn recording(
    folder: &Path,
    say: Say,
    tell: &Sender<Found>,
    hear: &Receiver<Wish>,
) -> Result<(), Message> {
    let failed = |error: &RecordError| unreadable(folder, &error.to_string(), say);
    if !is_run_folder(folder) {
        let values = [("folder", folder.display().to_string())];
        return Err(Message {
            text: say.fill("app-no-run", &values),
            help: say.text("app-no-run-help"),
            is_error: true,
        });
    }
    let recording = Recording::open(folder).map_err(|error| failed(&error))?;
    let plan = scenario(&folder.join(SCENARIO_FILE), say)?;
    let ground = plan
        .ground
        .ok_or_else(|| unreadable(folder, &say.text("app-run-scenario-errors"), say))?;
    let opened = OpenedRecording {
        folder: folder.to_owned(),
        ground,
        info: recording.info().clone(),
        roster: recording.roster().clone(),
        parts: recording.parts(),
        tail_missing: recording.tail_missing(),
        broken: (recording.troubles().iter())
            .find(|trouble| trouble.error.is_some())
            .map(|trouble| trouble.path.display().to_string()),
        review: Review::of(folder).map_err(|error| error.to_string()),
    };
    if tell.send(Found::Recording(Box::new(opened))).is_err() {
        return Ok(());
    }
    // A chunk of a recording is a part of it.
    let again = |wish: Wish| {
        if let Wish::Chunk(number) = wish {
            let read = recording.read_frames(number as usize);
            let frames = Frames::Recorded(read.map_err(|error| failed(&error))?);
            tell.send(Found::Chunk(number, frames)).ok();
        }
        Ok::<_, Message>(())
    };
    for number in 0..recording.parts() {
        while let Ok(wish) = hear.try_recv() {
            again(wish)?;
        }
        let part = recording.part(number).map_err(|error| failed(&error))?;
        if tell.send(Found::Part(Box::new(part))).is_err() {
            return Ok(());
        }
    }
    tell.send(Found::AllParts).ok();
    while let Ok(wish) = hear.recv() {
        again(wish)?;
    }
    Ok(())
}

pub(super) fn unreadable(folder: &Path, reason: &str, say: Say) -> Message {
    let values = [
        ("folder", folder.display().to_string()),
        ("reason", reason.to_owned()),
    ];
    Message {
        text: say.fill("app-unreadable", &values),
        help: say.text("app-unreadable-help"),
        is_error: true,
    }
}

/// A world shared by the window and a run.
pub(crate) type SharedWorld = Arc<crate::world::World>;

//! The observer that records a run.
//!
//! What it sees it gathers into a part; a part that is full goes over a
//! channel to a thread that packs and writes it, so that the run does not wait
//! for the disk unless the disk is slower than the run. At most three parts
//! exist at a time: one filling, one waiting, one being written.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, JoinHandle};

use parquet::errors::ParquetError;

use super::files::write_whole;
use super::folder::{AGENTS_FILE, PART_FOLDERS, part_path};
use super::part::Part;
use super::{Names, RecordError, RunFolder, tables};
use crate::sim::{Event, Frame, Observer, Person, Roster, Sample};

/// When a part is full: after whichever comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Simulated time in a part \[ms\].
    pub span_ms: i64,
    /// Rows of trajectories in a part; a frame is never divided.
    pub rows: usize,
}

impl Default for Limits {
    /// A minute, so that little is lost when a run is killed and a player
    /// finds any moment with one read; two million rows, which bounds the
    /// memory of the three parts at some 200 MB.
    fn default() -> Self {
        Self {
            span_ms: 60_000,
            rows: 2_000_000,
        }
    }
}

/// Work for the thread.
enum Job {
    Agents(Vec<Person>),
    Part(u32, Box<Part>),
}

/// Records a run into its folder.
#[derive(Debug)]
pub struct Recorder {
    folder: RunFolder,
    limits: Limits,
    part: Part,
    /// Number of the part that is filling.
    number: u32,
    /// When it began: the last frame of the part before.
    since_ms: Option<i64>,
    /// Number of the frame that closes next.
    next_frame: u32,
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    failure: Arc<OnceLock<RecordError>>,
}

impl Recorder {
    /// A recorder into a folder that was just created.
    ///
    /// # Errors
    /// [`RecordError::Write`] if folders cannot be created,
    /// [`RecordError::Thread`] if the system refuses a thread.
    pub fn new(folder: RunFolder) -> Result<Self, RecordError> {
        Self::with_limits(folder, Limits::default())
    }

    /// The same with parts of another size.
    ///
    /// # Errors
    /// As [`Recorder::new`].
    pub fn with_limits(mut folder: RunFolder, limits: Limits) -> Result<Self, RecordError> {
        let begun = Self::begin(&folder, limits);
        if begun.is_err() {
            folder.set_failed();
        }
        begun
    }

    fn begin(folder: &RunFolder, limits: Limits) -> Result<Self, RecordError> {
        for name in PART_FOLDERS {
            let path = folder.path().join(name);
            std::fs::create_dir_all(&path).map_err(|error| RecordError::write(&path, error))?;
        }
        let failure = Arc::new(OnceLock::new());
        let (jobs, received) = sync_channel(1);
        let writer = Writer {
            root: folder.path().to_owned(),
            names: folder.info().names.clone(),
        };
        let told = Arc::clone(&failure);
        let thread = Builder::new()
            .name("muster-record".to_owned())
            .spawn(move || writer.run(&received, &told))
            .map_err(|error| RecordError::Thread {
                message: format!("could not be started: {error}"),
            })?;
        Ok(Self {
            folder: folder.clone(),
            limits,
            part: Part::default(),
            number: 0,
            since_ms: None,
            next_frame: 0,
            jobs: Some(jobs),
            thread: Some(thread),
            failure,
        })
    }

    /// What went wrong, if anything did; to be asked now and then, because a
    /// run that is not recorded had better stop. What is seen after a failure
    /// is dropped.
    #[must_use]
    pub fn failed(&self) -> Option<&RecordError> {
        self.failure.get()
    }

    /// The folder recorded into.
    #[must_use]
    pub fn folder(&self) -> &RunFolder {
        &self.folder
    }

    /// Writes what is left, waits for the disk and gives the folder back, for
    /// metrics, report and status. Also right after an interruption: what was
    /// seen is kept.
    ///
    /// # Errors
    /// What went wrong first, now or earlier; `run.json` then says `failed`,
    /// if the disk lets it.
    pub fn finish(mut self) -> Result<RunFolder, RecordError> {
        if !self.part.is_empty() {
            self.cut();
        }
        self.close();
        let parts = self.number;
        let mut folder = self.folder.clone();
        if let Some(failure) = self.failure.get() {
            folder.set_failed();
            return Err(failure.clone());
        }
        folder.set_parts(parts);
        Ok(folder)
    }

    /// Sends the part to the thread and begins another.
    fn cut(&mut self) {
        let next = Part::like(&self.part);
        let part = std::mem::replace(&mut self.part, next);
        self.since_ms = part.frames.last().map(|mark| mark.t_ms).or(self.since_ms);
        self.send(Job::Part(self.number, Box::new(part)));
        self.number += 1;
    }

    fn send(&mut self, job: Job) {
        if let Some(jobs) = &self.jobs
            && jobs.send(job).is_err()
        {
            // The thread takes jobs until the channel closes; that it does
            // not means that it panicked.
            self.failure.get_or_init(ended_early);
        }
    }

    /// Closes the channel and waits until the thread has written everything.
    fn close(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            self.failure.get_or_init(ended_early);
        }
    }
}

impl Observer for Recorder {
    fn start(&mut self, roster: &Roster) {
        self.send(Job::Agents(roster.people.clone()));
    }

    fn events(&mut self, events: &[Event]) {
        let frame = self.next_frame;
        self.part.events.extend(events.iter().map(|&e| (frame, e)));
    }

    fn samples(&mut self, samples: &[Sample]) {
        let frame = self.next_frame;
        self.part
            .samples
            .extend(samples.iter().map(|&s| (frame, s)));
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        if self.failed().is_some() {
            self.part = Part::default();
            return;
        }
        self.part.push(frame);
        self.next_frame = frame.number + 1;
        let since_ms = *self.since_ms.get_or_insert(frame.t_ms);
        let full = self.part.rows.len() + frame.id.len() > self.limits.rows;
        if full || frame.t_ms - since_ms >= self.limits.span_ms {
            self.cut();
        }
    }
}

impl Drop for Recorder {
    /// A recorder that is not finished still writes the parts it has sent.
    fn drop(&mut self) {
        self.close();
    }
}

fn ended_early() -> RecordError {
    RecordError::Thread {
        message: "ended early".to_owned(),
    }
}

/// The thread's side.
struct Writer {
    root: PathBuf,
    names: Names,
}

impl Writer {
    /// Does the jobs in order until the channel closes. After the first
    /// failure they are only taken, so that the run never hangs on a full
    /// channel.
    fn run(&self, jobs: &Receiver<Job>, failure: &OnceLock<RecordError>) {
        for job in jobs {
            if failure.get().is_none()
                && let Err(error) = self.write(job)
            {
                failure.get_or_init(|| error);
            }
        }
    }

    fn write(&self, job: Job) -> Result<(), RecordError> {
        match job {
            Job::Agents(people) => self.write_table(
                self.root.join(AGENTS_FILE),
                tables::agents(&people, &self.names),
            ),
            Job::Part(number, part) => self.write_part(number, *part),
        }
    }

    /// Writes the three files of a part. The trajectories come last: where
    /// they are, the part is whole.
    fn write_part(&self, number: u32, mut part: Part) -> Result<(), RecordError> {
        let rows = std::mem::take(&mut part.rows);
        let [trajectories, events, series] =
            PART_FOLDERS.map(|folder| part_path(&self.root.join(folder), number));
        self.write_table(series, tables::series(&part, &self.names))?;
        self.write_table(events, tables::events(&part.events, &self.names))?;
        drop(part);
        self.write_table(trajectories, tables::trajectories(rows))
    }

    fn write_table(
        &self,
        path: PathBuf,
        table: Result<Vec<u8>, ParquetError>,
    ) -> Result<(), RecordError> {
        match table {
            Ok(bytes) => write_whole(&path, &bytes),
            Err(error) => Err(RecordError::Table {
                path,
                message: error.to_string(),
            }),
        }
    }
}

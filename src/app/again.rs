//! Stretches of a live run, read again from its folder: what the window has let
//! go to save memory.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::store::Frames;
use super::work::{Found, unreadable};
use crate::cli::say::Say;
use crate::record::{Player, RecordError, Recording};
use crate::sim::OwnedFrame;

/// What was sent of a run, stretch by stretch, and the recording that has it.
pub(crate) struct Again<'a> {
    folder: PathBuf,
    say: Say,
    tell: &'a Sender<Found>,
    /// First and last frame of each stretch \[ms\].
    stretches: Vec<(i64, i64)>,
    player: Option<Player>,
}

impl<'a> Again<'a> {
    /// Of a run that has sent nothing yet.
    pub(crate) fn new(folder: PathBuf, say: Say, tell: &'a Sender<Found>) -> Self {
        Self {
            folder,
            say,
            tell,
            stretches: Vec::new(),
            player: None,
        }
    }

    /// A stretch has been sent.
    pub(crate) fn sent(&mut self, frames: &[OwnedFrame]) {
        if let (Some(first), Some(last)) = (frames.first(), frames.last()) {
            self.stretches.push((first.t_ms, last.t_ms));
        }
    }

    /// Reads the frames of a stretch and sends them, or why they cannot be
    /// read.
    pub(crate) fn read(&mut self, number: u32) {
        let Some(&stretch) = self.stretches.get(number as usize) else {
            return;
        };
        let found = match self.frames(stretch) {
            Ok(frames) => Found::Chunk(number, Frames::Live(frames)),
            Err(error) => Found::Refused(unreadable(&self.folder, &error.to_string(), self.say)),
        };
        // Nobody listens any more: the run finds out by its wishes.
        self.tell.send(found).ok();
    }

    fn frames(&mut self, (from, to): (i64, i64)) -> Result<Vec<OwnedFrame>, RecordError> {
        let player = match &mut self.player {
            Some(player) => {
                let read = player.recording().span_ms();
                if read.is_none_or(|(_, last)| last < to) {
                    player.refresh()?;
                }
                player
            }
            none => none.insert(Player::new(Recording::open(&self.folder)?)),
        };
        let marks = player.recording().frames();
        let first = marks.partition_point(|mark| mark.t_ms < from);
        let last = marks.partition_point(|mark| mark.t_ms <= to);
        let mut frames = Vec::with_capacity(last - first);
        for number in first..last {
            let (part, at) = player.part_of(number)?;
            if let Some(frame) = part.frame(at) {
                let mut copy = OwnedFrame::default();
                copy.copy(&frame);
                frames.push(copy);
            }
        }
        // Somebody may have taken parts of the folder away meanwhile.
        let ends = |frame: Option<&OwnedFrame>| frame.map(|frame| frame.t_ms);
        if (ends(frames.first()), ends(frames.last())) != (Some(from), Some(to)) {
            let seconds = |t_ms: i64| t_ms as f64 / 1e3;
            return Err(RecordError::Malformed {
                path: self.folder.clone(),
                message: format!(
                    "frames from {} to {} s are not there any more",
                    seconds(from),
                    seconds(to)
                ),
            });
        }
        Ok(frames)
    }
}

#[cfg(test)]
mod tests {
    use crate::app::command::{AppCommand, Slot};
    use crate::app::session::Session;
    use crate::app::tests::{quickstart, session, wait, with_run};
    use crate::app::work::Found;
    use crate::base::text::Language;
    use crate::cli::say::Say;

    #[test]
    fn what_a_live_run_has_let_go_is_read_again_from_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = session();
        let file = folder.path().join("quickstart.ron");
        std::fs::copy(quickstart(), &file).expect("a copy");
        session.perform(AppCommand::Open(Slot::A, file));
        wait(&mut session, |session| session.plan.is_some());
        session.perform(AppCommand::SetUntil(Some(900.0)));
        session.perform(AppCommand::StartRun);
        let moments = [0.0, 2_250.0, 40_000.0];
        let people_at = |session: &mut Session, t_ms: f64| {
            session.perform(AppCommand::Seek(t_ms));
            session.advance(0.0);
            wait(session, |session| {
                session.run().is_some_and(|run| run.awaited.is_none())
            });
            session.advance(0.0);
            session.run().map(|run| run.people.clone())
        };
        wait(&mut session, |session| {
            let span = session.run().and_then(|run| run.store.span_ms());
            span.is_some_and(|(_, last)| last > 600_000)
        });
        session.perform(AppCommand::PauseRun(true));
        let seen = moments.map(|t_ms| people_at(&mut session, t_ms));
        assert!(seen.iter().flatten().all(|people| people.len() > 100));
        let tighten = |session: &mut Session, last: usize| {
            let run = session.runs[0].as_mut().expect("a run");
            let people = run.people.len();
            run.store.tighten(0, last * people);
            run.show(0.0).expect("it was let go");
            run.awaited = None;
        };
        // The last 75 s, of two frames each: a part of 60 s may still be filling.
        tighten(&mut session, 150);
        assert_eq!(moments.map(|t_ms| people_at(&mut session, t_ms)), seen);
        session.perform(AppCommand::StopRun);
        wait(&mut session, |session| !session.runs_now());
        tighten(&mut session, 0);
        assert_eq!(moments.map(|t_ms| people_at(&mut session, t_ms)), seen);
    }

    #[test]
    fn frames_that_vanished_from_the_folder_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let session = with_run(folder.path(), 20.0);
        let kept = session.run().and_then(|run| run.folder.clone());
        let (tell, told) = std::sync::mpsc::channel();
        let mut again =
            super::Again::new(kept.expect("recorded"), Say::new(Language::English), &tell);
        again.stretches = vec![(0, 5_000), (0, 5_000_000)];
        again.read(0);
        let found = told.try_recv().expect("told");
        assert!(matches!(found, Found::Chunk(0, frames) if frames.len() == 11));
        again.read(1);
        let found = told.try_recv().expect("told");
        let Found::Refused(message) = found else {
            panic!("an empty stretch was sent");
        };
        assert!(message.text.contains("5000 s"), "{}", message.text);
    }
}

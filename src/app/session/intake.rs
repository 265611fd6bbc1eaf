//! Takes in what background work has found.

use super::Session;
use crate::app::command::{Mode, Slot};
use crate::app::document::{Plan, Run};
use crate::app::session::Choice;
use crate::app::store::Frames;
use crate::app::work::{Begun, Found, OpenedRecording};

/// Most parts taken in between two pictures, so that none takes long.
const PARTS_A_PICTURE: usize = 2;

impl Session {
    /// Takes in what the job of a slot has found.
    pub(super) fn take_in(&mut self, slot: Slot) {
        let Some(task) = &self.tasks[slot.at()] else {
            return;
        };
        let (found, more) = task.job.take(PARTS_A_PICTURE);
        for one in found {
            self.take(slot, one);
        }
        if !more {
            self.rests(slot);
        }
    }

    /// The job of a slot has done its work; chunks it may still read again.
    fn rests(&mut self, slot: Slot) {
        if let Some(task) = &mut self.tasks[slot.at()] {
            task.is_idle = true;
        }
    }

    fn take(&mut self, slot: Slot, found: Found) {
        match found {
            Found::Plan(plan) => self.take_plan(*plan),
            Found::Recording(opened) => self.take_recording(slot, *opened),
            Found::Part(part) => {
                let Some(run) = &mut self.runs[slot.at()] else {
                    return;
                };
                let events: Vec<_> = part.events().copied().collect();
                let samples: Vec<_> = part.samples().copied().collect();
                run.push(Frames::Recorded(part.into_frames()), &events, &samples);
            }
            Found::Chunk(number, frames) => {
                if let Some(run) = &mut self.runs[slot.at()] {
                    run.awaited = run.awaited.filter(|awaited| *awaited != number);
                    run.store.restore(number, frames);
                }
            }
            Found::AllParts => {
                if let Some(run) = &mut self.runs[slot.at()] {
                    run.growing = false;
                }
                self.rests(slot);
            }
            Found::Began(begun) => self.take_begun(*begun),
            Found::Stretch(stretch) => {
                if let Some(run) = &mut self.runs[slot.at()] {
                    run.push(
                        Frames::Live(stretch.frames),
                        &stretch.events,
                        &stretch.samples,
                    );
                }
            }
            Found::Refused(message) => self.message = Some(message),
            Found::Ended => {
                self.aim = None;
                if let Some(run) = &mut self.runs[slot.at()] {
                    run.growing = false;
                    if let Some(folder) = run.folder.clone() {
                        self.settings.opened(&folder);
                        let folder = folder.display().to_string();
                        self.tell("app-run-kept", &[("folder", folder)]);
                    }
                }
                self.rests(slot);
            }
            // What is written has a job of its own.
            Found::Kept(..) | Found::NotKept(..) => {}
            Found::Failed(message) => {
                self.message = Some(message);
                self.tasks[slot.at()] = None;
                if let Some(run) = &mut self.runs[slot.at()] {
                    run.growing = false;
                }
            }
        }
    }

    fn take_plan(&mut self, plan: Plan) {
        self.settings.opened(&plan.path);
        self.runs = [None, None];
        self.start_afresh();
        if let Some(ground) = &plan.ground {
            let scenario = &ground.world.scenario;
            self.choice = Choice {
                plan: None,
                seed: scenario.run.seed,
                model: scenario.parameters.model,
                from: None,
                until_s: None,
                orders: None,
            };
            self.camera.frame(ground.bounds);
        } else {
            let n = plan.problems.len().to_string();
            self.fail("app-plan-errors", &[("n", n)], "app-plan-errors-help");
        }
        self.plan = Some(plan);
        self.mode = Mode::Plan;
    }

    fn take_recording(&mut self, slot: Slot, opened: OpenedRecording) {
        self.settings.opened(&opened.folder);
        let mut run = Run::new(opened.ground, opened.info, opened.roster);
        run.folder = Some(opened.folder);
        run.parts = opened.parts;
        run.tail_missing = opened.tail_missing;
        run.growing = opened.parts > 0;
        match opened.review {
            Ok(review) => run.review = review,
            Err(reason) => self.fail("app-review-unreadable", &[("reason", reason)], ""),
        }
        if let Some(file) = opened.broken {
            self.fail("app-part-broken", &[("file", file)], "");
        } else if run.tail_missing {
            let name = run.info.scenario.clone();
            self.tell("app-tail-missing", &[("name", name)]);
        }
        if slot == Slot::A {
            self.plan = None;
            self.start_afresh();
            self.camera.frame(run.ground.bounds);
        }
        self.mode = Mode::Review;
        self.runs[slot.at()] = Some(run);
    }

    fn take_begun(&mut self, begun: Begun) {
        let mut run = Run::new(begun.ground, begun.info, begun.roster);
        if let Err(error) = run.review.keep_in(&begun.folder) {
            self.fail("app-review-unwritten", &[("reason", error.to_string())], "");
        }
        run.folder = Some(begun.folder);
        self.start_afresh();
        self.playback.set_playing(true);
        self.mode = Mode::Run;
        self.runs = [Some(run), None];
    }
}

//! What a run's frames mean for overlays, worked out beside the window: where
//! it was how dense so far, and crowd pressure.
//!
//! **The highest density so far** must be right at any moment, also after
//! going back. At a point of the raster it rises in steps of one person, so
//! that all its history is a short list of rises; the thread finds them in the
//! frames as they come, whether anybody looks or not, and the value at a moment
//! is that of the last rise before it.
//!
//! **Pressure** is worked out for the frame that is looked at, a question at a
//! time: [`PressureProbe`] has the definition.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use super::density::Raster;
use super::store::Frames;
use crate::analysis::density::{PressurePoint, PressureProbe};
use crate::sim::{Frame, OwnedFrame, State};
use crate::world::World;

/// A point had more people within reach than ever before.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rise {
    t_ms: i64,
    point: u32,
    people: u16,
    sheet: u8,
}

enum Ask {
    Frames(Arc<Frames>),
    Pressure(Box<(OwnedFrame, OwnedFrame)>),
}

enum Told {
    /// Rises up to a time \[ms\].
    Risen(Vec<Rise>, i64),
    Pressure(Pressure),
}

/// Crowd pressure at a frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pressure {
    /// The frame's time \[ms\].
    pub(crate) t_ms: i64,
    /// Distance between the points \[m\].
    pub(crate) spacing_m: f64,
    /// Where it is so dense that there is one.
    pub(crate) points: Vec<PressurePoint>,
}

/// The thread beside a run, and what it has told.
pub(crate) struct Survey {
    asks: Sender<Ask>,
    told: Receiver<Told>,
    highest: Highest,
    /// Time of the frame whose pressure was asked for last, and whether the
    /// answer is still out \[ms\].
    asked_ms: Option<i64>,
    waits: bool,
    pressure: Option<Pressure>,
}

impl Survey {
    /// Begins beside a run; if the machine has no thread left there is nothing
    /// to tell, and everything else goes on.
    pub(crate) fn begin(world: &Arc<World>, raster: &Arc<Raster>) -> Self {
        let (asks, hear) = channel();
        let (tell, told) = channel();
        let (world, points) = (Arc::clone(world), Arc::clone(raster));
        std::thread::Builder::new()
            .name("muster-survey".to_owned())
            .spawn(move || work(&world, &points, &hear, &tell))
            .ok();
        Self {
            asks,
            told,
            highest: Highest::new(raster),
            asked_ms: None,
            waits: false,
            pressure: None,
        }
    }

    /// More of the run has come.
    pub(crate) fn push(&self, frames: Arc<Frames>) {
        self.asks.send(Ask::Frames(frames)).ok();
    }

    /// Takes in what the thread has found.
    pub(crate) fn take_in(&mut self) {
        while let Ok(told) = self.told.try_recv() {
            match told {
                Told::Risen(rises, until_ms) => self.highest.add(rises, until_ms),
                Told::Pressure(pressure) => {
                    self.pressure = Some(pressure);
                    self.waits = false;
                }
            }
        }
    }

    /// Whether the pressure at a frame is worth asking for.
    pub(crate) fn wants(&self, t_ms: i64) -> bool {
        !self.waits && self.asked_ms != Some(t_ms)
    }

    /// Asks for the pressure at a frame, velocities since the one before.
    pub(crate) fn ask(&mut self, before: OwnedFrame, frame: OwnedFrame) {
        self.asked_ms = Some(frame.t_ms);
        self.waits = self
            .asks
            .send(Ask::Pressure(Box::new((before, frame))))
            .is_ok();
    }

    /// The pressure told last.
    pub(crate) fn pressure(&self) -> Option<&Pressure> {
        self.pressure.as_ref()
    }

    /// How many people were within reach of each point at most until a moment,
    /// sheet by sheet.
    pub(crate) fn highest(&mut self, t_ms: f64) -> &[Vec<u16>] {
        self.highest.at(t_ms)
    }

    /// Until when the highest density is known \[ms\].
    pub(crate) fn known_until_ms(&self) -> i64 {
        self.highest.until_ms
    }
}

/// The rises found so far, and the counts they come to at a moment.
struct Highest {
    rises: Vec<Rise>,
    until_ms: i64,
    /// How many of them are in the counts.
    applied: usize,
    counts: Vec<Vec<u16>>,
}

impl Highest {
    fn new(raster: &Raster) -> Self {
        Self {
            rises: Vec::new(),
            until_ms: i64::MIN,
            applied: 0,
            counts: vec![vec![0; raster.len()]; raster.sheets()],
        }
    }

    fn add(&mut self, rises: Vec<Rise>, until_ms: i64) {
        self.rises.extend(rises);
        self.until_ms = self.until_ms.max(until_ms);
    }

    fn at(&mut self, t_ms: f64) -> &[Vec<u16>] {
        let wanted = self.rises.partition_point(|rise| rise.t_ms as f64 <= t_ms);
        if wanted < self.applied {
            self.counts.iter_mut().for_each(|counts| counts.fill(0));
            self.applied = 0;
        }
        for rise in &self.rises[self.applied..wanted] {
            self.counts[usize::from(rise.sheet)][rise.point as usize] = rise.people;
        }
        self.applied = wanted;
        &self.counts
    }
}

/// Answers until nobody asks any more. A question about pressure goes before
/// frames that wait.
fn work(world: &World, raster: &Raster, hear: &Receiver<Ask>, tell: &Sender<Told>) {
    let mut probe: Option<PressureProbe> = None;
    let mut riser = Riser::new(raster);
    let mut waiting: std::collections::VecDeque<Arc<Frames>> = Default::default();
    loop {
        let ask = if waiting.is_empty() {
            hear.recv().map_err(|_| TryRecvError::Disconnected)
        } else {
            hear.try_recv()
        };
        let answer = match ask {
            Ok(Ask::Frames(frames)) => {
                waiting.push_back(frames);
                continue;
            }
            Ok(Ask::Pressure(pair)) => {
                let probe = probe.get_or_insert_with(|| PressureProbe::new(world));
                let (before, frame) = (pair.0.view(), pair.1.view());
                Told::Pressure(Pressure {
                    t_ms: frame.t_ms,
                    spacing_m: probe.spacing_m(),
                    points: probe.at(&before, &frame),
                })
            }
            Err(TryRecvError::Empty) => {
                let Some(frames) = waiting.pop_front() else {
                    continue;
                };
                let (mut rises, mut until_ms) = (Vec::new(), i64::MIN);
                for frame in (0..frames.len()).filter_map(|at| frames.get(at)) {
                    riser.frame(raster, &frame, &mut rises);
                    until_ms = frame.t_ms;
                }
                Told::Risen(rises, until_ms)
            }
            Err(TryRecvError::Disconnected) => return,
        };
        if tell.send(answer).is_err() {
            return;
        }
    }
}

/// Finds rises, frame by frame in order.
struct Riser {
    /// Of each sheet: people within reach of each point at most so far, and at
    /// this frame.
    most: Vec<Vec<u16>>,
    now: Vec<Vec<u16>>,
    touched: Vec<(u8, u32)>,
}

impl Riser {
    fn new(raster: &Raster) -> Self {
        let none = vec![vec![0; raster.len()]; raster.sheets()];
        Self {
            most: none.clone(),
            now: none,
            touched: Vec::new(),
        }
    }

    fn frame(&mut self, raster: &Raster, frame: &Frame<'_>, rises: &mut Vec<Rise>) {
        for row in 0..frame.id.len() {
            let sheet = frame.sheet[row] as u8;
            let Some(now) = self.now.get_mut(usize::from(sheet)) else {
                continue;
            };
            if !State::is_inside(frame.state[row]) {
                continue;
            }
            let metres = |mm: i32| mm as f32 / 1e3;
            let at = raster.at(metres(frame.x_mm[row]), metres(frame.y_mm[row]));
            raster.each_near(at, |near| {
                if now[near] == 0 {
                    self.touched.push((sheet, near as u32));
                }
                now[near] = now[near].saturating_add(1);
            });
        }
        for (sheet, point) in self.touched.drain(..) {
            let (layer, at) = (usize::from(sheet), point as usize);
            let people = std::mem::take(&mut self.now[layer][at]);
            if people > self.most[layer][at] {
                self.most[layer][at] = people;
                rises.push(Rise {
                    t_ms: frame.t_ms,
                    point,
                    people,
                    sheet,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Row;

    fn frame(number: u32, people: &[(i32, i32, i8)]) -> OwnedFrame {
        let mut frame = OwnedFrame {
            number,
            t_ms: i64::from(number) * 500,
            ..OwnedFrame::default()
        };
        for (id, (x_mm, y_mm, sheet)) in (0..).zip(people) {
            frame.push(Row {
                id,
                x_mm: *x_mm,
                y_mm: *y_mm,
                sheet: *sheet,
                cell: 0,
                state: State::Walking,
            });
        }
        frame
    }

    #[test]
    fn the_highest_so_far_is_that_of_all_frames_before_also_on_the_way_back() {
        let raster = Raster::square(2);
        let frames = [
            frame(0, &[(5_000, 5_000, 0)]),
            frame(
                1,
                &[(5_000, 5_000, 0), (5_100, 5_000, 0), (5_000, 5_000, 1)],
            ),
            frame(2, &[(9_000, 9_000, 0)]),
            frame(
                3,
                &[(5_000, 5_000, 0), (5_000, 5_100, 0), (5_100, 5_100, 0)],
            ),
        ];
        let (mut riser, mut highest) = (Riser::new(&raster), Highest::new(&raster));
        for frame in &frames {
            let mut rises = Vec::new();
            riser.frame(&raster, &frame.view(), &mut rises);
            highest.add(rises, frame.t_ms);
        }
        let (here, there) = (raster.at(5.0, 5.0), raster.at(9.0, 9.0));
        for (t_ms, lower, upper, far) in [
            (0.0, 1, 0, 0),
            (1_499.0, 2, 1, 1),
            (1_500.0, 3, 1, 1),
            (600.0, 2, 1, 0),
            (-1.0, 0, 0, 0),
            (9e9, 3, 1, 1),
        ] {
            let counts = highest.at(t_ms);
            let found = (counts[0][here], counts[1][here], counts[0][there]);
            assert_eq!(found, (lower, upper, far), "at {t_ms} ms");
        }
        let density = raster.per_m2(highest.at(9e9), None);
        assert_eq!(density[here], 1.0, "three people on 3 m²");
    }
}

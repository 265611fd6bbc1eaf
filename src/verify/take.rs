//! What is kept of one run: where everybody was at every frame, and what
//! happened.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Vec2;
use crate::sim::{Event, EventKind, Frame, Observer, Person, Roster, Sample, Site};
use crate::world::{CellIndex, ExitIndex, World};

/// Where a person was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Person, an index into the roster.
    pub id: u32,
    /// East \[mm\].
    pub x_mm: i32,
    /// North \[mm\].
    pub y_mm: i32,
    /// Cell, an index into the world's cells.
    pub cell: u16,
    /// State, a number of [`crate::sim::State`].
    pub state: u8,
}

impl Spot {
    /// The position \[m\].
    #[must_use]
    pub fn p(&self) -> Vec2 {
        Vec2::new(f64::from(self.x_mm) / 1000.0, f64::from(self.y_mm) / 1000.0)
    }
}

/// Everyone inside at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Time since the start of the run \[s\].
    pub t_s: f64,
    /// Everyone, in order of id.
    pub people: Vec<Spot>,
}

impl Moment {
    /// Where a person is; none if they are not inside.
    #[must_use]
    pub fn spot(&self, id: u32) -> Option<&Spot> {
        let at = self.people.binary_search_by_key(&id, |spot| spot.id).ok()?;
        Some(&self.people[at])
    }
}

/// What a person is like, as drawn for the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traits {
    /// Free speed on the level [m/s].
    pub free_speed: f64,
    /// Body radius \[m\].
    pub radius: f64,
}

/// One run, whole.
pub struct Take {
    /// The ground.
    pub world: Arc<World>,
    /// Seed.
    pub seed: u64,
    /// Everyone who may appear; a person's id is the index.
    pub roster: Vec<Person>,
    /// What everyone is like, by id.
    pub traits: Vec<Traits>,
    /// Time between two moments \[s\].
    pub frame_dt_s: f64,
    /// Everyone at every frame, from the start.
    pub moments: Vec<Moment>,
    /// What happened, in order of time.
    pub events: Vec<Event>,
    /// Simulated time at the end \[s\].
    pub end_s: f64,
    /// Visitors still inside at the end.
    pub inside: u32,
}

impl Take {
    /// How often something happened.
    #[must_use]
    pub fn count(&self, kind: EventKind) -> usize {
        self.happened(kind).count()
    }

    /// Everything of a kind that happened, in order of time.
    pub fn happened(&self, kind: EventKind) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.kind == kind)
    }

    /// When things of a kind happened \[s\], in order.
    #[must_use]
    pub fn times_s(&self, kind: EventKind) -> Vec<f64> {
        self.happened(kind).map(time_s).collect()
    }

    /// When each visitor who left did so, and by which exit, by id.
    #[must_use]
    pub fn leavers(&self) -> BTreeMap<u32, (f64, ExitIndex)> {
        self.happened(EventKind::Left)
            .filter_map(|event| match (event.subject, event.site) {
                (Some(id), Site::Exit(exit)) => Some((id, (time_s(event), exit))),
                _ => None,
            })
            .collect()
    }

    /// When the last visitor left \[s\]; none if somebody is still inside or
    /// nobody was.
    #[must_use]
    pub fn all_out_s(&self) -> Option<f64> {
        let last = self.happened(EventKind::Left).last().map(time_s);
        last.filter(|_| self.inside == 0)
    }

    /// People who were reported stuck, each once.
    #[must_use]
    pub fn stuck(&self) -> usize {
        self.people_of(EventKind::Stuck)
    }

    /// People of whom something of a kind was reported, each once.
    #[must_use]
    pub fn people_of(&self, kind: EventKind) -> usize {
        let mut ids: Vec<Option<u32>> = self.happened(kind).map(|event| event.subject).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// Moments from a time on and before another \[s\].
    pub fn between(&self, from_s: f64, until_s: f64) -> impl Iterator<Item = &Moment> {
        let start = self.moments.partition_point(|moment| moment.t_s < from_s);
        self.moments[start..]
            .iter()
            .take_while(move |moment| moment.t_s < until_s)
    }

    /// Whether a cell leads back to its own beginning.
    #[must_use]
    pub fn is_round(&self, cell: u16) -> bool {
        let portals = &self.world.cells[CellIndex(cell).at()].portals;
        let mut portals = portals
            .iter()
            .map(|portal| &self.world.portals[portal.at()]);
        portals.any(|portal| portal.shift != Vec2::ZERO)
    }

    /// The way of a person from one moment to the next. Whoever passes the
    /// end of a periodic path comes out at its beginning: the jump does not
    /// count as way.
    #[must_use]
    pub fn way(&self, from: &Spot, to: &Spot) -> Vec2 {
        let straight = to.p() - from.p();
        let portals = &self.world.cells[CellIndex(to.cell).at()].portals;
        let shifts = portals
            .iter()
            .map(|portal| self.world.portals[portal.at()].shift)
            .filter(|shift| *shift != Vec2::ZERO);
        let mut shortest = straight;
        for shift in shifts {
            for way in [straight - shift, straight + shift] {
                if way.length_squared() < shortest.length_squared() {
                    shortest = way;
                }
            }
        }
        shortest
    }
}

/// The time of an event \[s\].
#[must_use]
pub fn time_s(event: &Event) -> f64 {
    event.t_ms as f64 / 1000.0
}

/// The observer that keeps everything.
#[derive(Default)]
pub(super) struct Camera {
    pub(super) roster: Vec<Person>,
    pub(super) moments: Vec<Moment>,
    pub(super) events: Vec<Event>,
}

impl Observer for Camera {
    fn start(&mut self, roster: &Roster) {
        self.roster.clone_from(&roster.people);
    }

    fn events(&mut self, events: &[Event]) {
        self.events.extend_from_slice(events);
    }

    fn samples(&mut self, _: &[Sample]) {}

    fn frame(&mut self, frame: &Frame<'_>) {
        let people = (0..frame.id.len()).map(|i| Spot {
            id: frame.id[i],
            x_mm: frame.x_mm[i],
            y_mm: frame.y_mm[i],
            cell: frame.cell[i],
            state: frame.state[i],
        });
        self.moments.push(Moment {
            t_s: frame.t_ms as f64 / 1000.0,
            people: people.collect(),
        });
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::model::file;
    use crate::sim::PersonKind;

    /// Somebody who walks straight on: (x, y, speed in x, speed in y).
    pub(in crate::verify) fn walk(x: f64, y: f64, vx: f64, vy: f64) -> [f64; 4] {
        [x, y, vx, vy]
    }

    /// A run in which people walk straight on, on a wide ground.
    pub(in crate::verify) fn take(people: Vec<[f64; 4]>, frame_dt_s: f64, end_s: f64) -> Take {
        let wide = r#"(id: "room", polygon: [(-50, -50), (50, -50), (50, 50), (-50, 50)])"#;
        take_in(wide, people, frame_dt_s, end_s)
    }

    /// The same in places of one's own.
    pub(in crate::verify) fn take_in(
        places: &str,
        people: Vec<[f64; 4]>,
        frame_dt_s: f64,
        end_s: f64,
    ) -> Take {
        let text = format!(r#"(format: 1, name: "test", venue: (places: [{places}]))"#);
        let scenario = match file::parse(&text, "test") {
            Ok(document) => document.scenario,
            Err(error) => panic!("{error:?}"),
        };
        let world = match World::compile(Arc::new(scenario)) {
            Ok(world) => Arc::new(world),
            Err(problems) => panic!("{problems:?}"),
        };
        let moment = |frame: usize| {
            let t_s = frame as f64 * frame_dt_s;
            let spot = |(id, p): (usize, &[f64; 4])| Spot {
                id: id as u32,
                x_mm: ((p[0] + p[2] * t_s) * 1000.0).round() as i32,
                y_mm: ((p[1] + p[3] * t_s) * 1000.0).round() as i32,
                cell: 0,
                state: 0,
            };
            Moment {
                t_s,
                people: people.iter().enumerate().map(spot).collect(),
            }
        };
        let frames = (end_s / frame_dt_s).round() as usize;
        let person = Person {
            kind: PersonKind::Visitor,
            unit: None,
            profile: None,
            group: None,
            entrance: None,
            arrives_ms: 0,
        };
        Take {
            world,
            seed: 1,
            roster: vec![person; people.len()],
            traits: Vec::new(),
            frame_dt_s,
            moments: (0..=frames).map(moment).collect(),
            events: Vec::new(),
            end_s,
            inside: people.len() as u32,
        }
    }
}

//! What is open: a scenario with its compiled world, and of a run who may
//! appear and what happened, growing while it is read or still goes on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::density::Raster;
use super::people::People;
use super::store::{Frames, Missing, Store};
use super::survey::Survey;
use crate::analysis::report::VenueDrawing;
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::{GateState, Occurrence, Problem, Role, Time};
use crate::record::{Review, RunInfo};
use crate::sim::{Event, EventKind, Person, Roster, Sample, Site};
use crate::world::World;
use crate::world::capacity::CapacityRow;

/// A scenario that can be looked at.
#[derive(Clone)]
pub(crate) struct Plan {
    /// Its file.
    pub(crate) path: PathBuf,
    /// Everything found.
    pub(crate) problems: Vec<Problem>,
    /// Capacities of its places.
    pub(crate) capacity: Vec<CapacityRow>,
    /// The compiled scenario; none if there are errors.
    pub(crate) ground: Option<Ground>,
}

/// The ground of a compiled scenario.
#[derive(Clone)]
pub(crate) struct Ground {
    /// The world.
    pub(crate) world: Arc<World>,
    /// The same, ready to be drawn.
    pub(crate) drawing: Arc<VenueDrawing>,
    /// Box round everything \[m\].
    pub(crate) bounds: Bounds,
    /// What obstacles take away: corners \[m\] and its sheet.
    pub(crate) obstacles: Arc<Vec<(i8, Vec<Vec2>)>>,
    /// Points at which density is shown.
    pub(crate) raster: Arc<Raster>,
}

impl Ground {
    /// The ground of a world.
    pub(crate) fn of(world: Arc<World>) -> Self {
        let drawing = VenueDrawing::of(&world);
        let corners = drawing.cells.iter().flat_map(|cell| &cell.polygons);
        let bounds = Bounds::of(corners.flatten().flatten().copied());
        let obstacles = world.scenario.venue.obstacles.iter();
        let obstacles = obstacles
            .flat_map(|obstacle| {
                let sheet = drawing.sheet_of(&obstacle.on);
                obstacle
                    .copies()
                    .map(move |copy| (sheet, copy.into_iter().map(Vec2::from).collect()))
            })
            .collect();
        Self {
            drawing: Arc::new(drawing),
            bounds,
            obstacles: Arc::new(obstacles),
            raster: Arc::new(Raster::of(&world, bounds)),
            world,
        }
    }
}

/// A run, or what is known of it.
pub(crate) struct Run {
    /// Its number among those opened, by which what is kept of it is told from what
    /// is kept of another.
    pub(crate) number: u64,
    /// Its ground.
    pub(crate) ground: Ground,
    /// Which run.
    pub(crate) info: RunInfo,
    /// Its folder; none before it is known.
    pub(crate) folder: Option<PathBuf>,
    /// Everyone who may appear.
    pub(crate) roster: Roster,
    /// Frames, events, series.
    pub(crate) store: Store,
    /// The highest density until the moment shown, at each point of the
    /// raster [1/m²]; kept up only while it is shown.
    pub(crate) highest: Vec<f32>,
    /// What is worked out for overlays beside the window.
    pub(crate) survey: Survey,
    /// Bookmarks and notes.
    pub(crate) review: Review,
    /// Number of parts of its recording; 0 while it is live.
    pub(crate) parts: u32,
    /// Whether the recording breaks off before the run's end.
    pub(crate) tail_missing: bool,
    /// Whether more of it is to come.
    pub(crate) growing: bool,
    /// Everyone at the moment shown.
    pub(crate) people: People,
    /// What became of each gate: time \[ms\] and state, in order.
    gate_states: Vec<Vec<(i64, GateState)>>,
    /// Every incident by its number in the run.
    pub(crate) incidents: Vec<IncidentSeen>,
    /// When the alarm was broadcast \[ms\].
    pub(crate) alarm_ms: Option<i64>,
    /// The chunk that was asked for and has not come yet.
    pub(crate) awaited: Option<u32>,
}

/// An incident of a run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IncidentSeen {
    /// Index in the document, if it stands there.
    pub(crate) document: Option<usize>,
    /// Where \[m\], if it is known.
    pub(crate) at: Option<Vec2>,
    /// When it began \[ms\].
    pub(crate) from_ms: i64,
    /// When it was over \[ms\].
    pub(crate) until_ms: Option<i64>,
}

impl Run {
    /// A run of which nothing is known yet.
    pub(crate) fn new(ground: Ground, info: RunInfo, roster: Roster) -> Self {
        let (cells, gates) = (ground.world.cells.len(), ground.world.gates.len());
        let gate_states = ground.drawing.gates.iter();
        let gate_states = gate_states
            .map(|gate| vec![(i64::MIN, gate.state)])
            .collect();
        static OPENED: AtomicU64 = AtomicU64::new(0);
        Self {
            number: OPENED.fetch_add(1, Ordering::Relaxed),
            store: Store::new(cells, gates),
            highest: Vec::new(),
            survey: Survey::begin(&ground.world, &ground.raster),
            gate_states,
            ground,
            info,
            roster,
            folder: None,
            review: Review::default(),
            parts: 0,
            tail_missing: false,
            growing: true,
            people: People::default(),
            incidents: Vec::new(),
            alarm_ms: None,
            awaited: None,
        }
    }

    /// Takes in the next stretch of time.
    pub(crate) fn push(&mut self, frames: Frames, events: &[Event], samples: &[Sample]) {
        for event in events {
            self.take(event);
        }
        let frames = Arc::new(frames);
        self.survey.push(Arc::clone(&frames));
        self.store.push(frames, events, samples);
    }

    /// Keeps up the highest density until a moment, of one sheet or of all.
    pub(crate) fn keep_highest(&mut self, t_ms: f64, sheet: Option<i8>) {
        let counts = self.survey.highest(t_ms);
        self.highest = self.ground.raster.per_m2(counts, sheet);
    }

    /// Asks for the crowd pressure at a moment; gives the chunk that must
    /// be read for it.
    pub(crate) fn ask_pressure(&mut self, t_ms: f64) -> Option<u32> {
        let frame_ms = self.store.frame_with_one_before(t_ms)?;
        if !self.survey.wants(frame_ms) {
            return None;
        }
        match self.store.pair(t_ms) {
            Ok((before, frame)) => {
                self.survey.ask(before, frame);
                None
            }
            Err(Missing::Everything) => None,
            Err(Missing::Chunk(number)) => self.await_chunk(number),
        }
    }

    /// Notes that a chunk must be read again; none if it was asked for already.
    fn await_chunk(&mut self, number: u32) -> Option<u32> {
        (self.awaited != Some(number)).then(|| {
            self.awaited = Some(number);
            number
        })
    }

    /// Shows everyone at a moment; gives the chunk that must be read for
    /// it.
    pub(crate) fn show(&mut self, t_ms: f64) -> Option<u32> {
        match self.store.moment(t_ms, &mut self.people) {
            Ok(()) | Err(Missing::Everything) => None,
            Err(Missing::Chunk(number)) => self.await_chunk(number),
        }
    }

    /// The state of a gate at a moment.
    pub(crate) fn gate_state(&self, gate: usize, t_ms: f64) -> GateState {
        let Some(states) = self.gate_states.get(gate) else {
            return GateState::Open;
        };
        let after = states.partition_point(|(t, _)| *t as f64 <= t_ms);
        states[after.saturating_sub(1)].1
    }

    /// The clock at a moment.
    pub(crate) fn clock(&self, t_ms: f64) -> Time {
        Time((self.info.from.seconds() + t_ms / 1e3).floor())
    }

    /// A person; none if the roster does not have them.
    pub(crate) fn person(&self, id: u32) -> Option<&Person> {
        self.roster.people.get(id as usize)
    }

    /// The role of a member of staff.
    pub(crate) fn role(&self, id: u32) -> Option<Role> {
        let unit = self.person(id)?.unit?;
        let units = &self.ground.world.scenario.staff.units;
        Some(units.get(unit as usize)?.role)
    }

    /// Incidents going on at a moment, with where they are.
    pub(crate) fn incidents_at(&self, t_ms: f64) -> impl Iterator<Item = &IncidentSeen> {
        self.incidents.iter().filter(move |incident| {
            incident.from_ms as f64 <= t_ms
                && incident.until_ms.is_none_or(|until| t_ms < until as f64)
        })
    }

    /// Members of each unit, by the unit's index.
    pub(crate) fn members(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (id, person) in self.roster.people.iter().enumerate() {
            if let Some(unit) = person.unit {
                members.entry(unit).or_default().push(id as u32);
            }
        }
        members
    }

    fn take(&mut self, event: &Event) {
        match (event.kind, event.site) {
            (EventKind::GateChanged, Site::Gate(gate)) => {
                let state = match event.value as i64 {
                    0 => GateState::Open,
                    1 => GateState::Held,
                    2 => GateState::Closed,
                    _ => return,
                };
                if let Some(states) = self.gate_states.get_mut(gate.at()) {
                    states.push((event.t_ms, state));
                }
            }
            (EventKind::Broadcast, _) => self.alarm_ms = Some(event.t_ms),
            (EventKind::IncidentStarted, site) => {
                let document = event.value as usize;
                let seen = IncidentSeen {
                    document: (document < self.ground.world.scenario.incidents.len())
                        .then_some(document),
                    at: self.incident_place(document, site),
                    from_ms: event.t_ms,
                    until_ms: None,
                };
                self.incidents.push(seen);
            }
            (EventKind::IncidentSettled | EventKind::IncidentClosed, _) => {
                let incident = self.incidents.get_mut(event.value as usize);
                if let Some(incident) = incident {
                    incident.until_ms.get_or_insert(event.t_ms);
                }
            }
            _ => {}
        }
    }

    /// Where an incident is: as the document says, else the middle of where
    /// it was told from.
    fn incident_place(&self, document: usize, site: Site) -> Option<Vec2> {
        let incident = self.ground.world.scenario.incidents.get(document);
        if let Some(Occurrence::Scripted { position, .. }) = incident.map(|i| &i.occurrence) {
            return Some(Vec2::from(*position));
        }
        self.place_of(site)
    }

    /// A point that stands for a place.
    pub(crate) fn place_of(&self, site: Site) -> Option<Vec2> {
        let middle = |line: (Vec2, Vec2)| line.0.lerp(line.1, 0.5);
        let drawing = &self.ground.drawing;
        match site {
            Site::Cell(cell) => Some(middle_of(&self.ground.world.cells.get(cell.at())?.bounds)),
            Site::Gate(gate) => Some(middle(drawing.gates.get(gate.at())?.line)),
            Site::Exit(exit) => Some(middle(drawing.exits.get(exit.at())?.line)),
            Site::None | Site::Zone(_) => None,
        }
    }

    /// What a place is called.
    pub(crate) fn name_of(&self, site: Site) -> String {
        let drawing = &self.ground.drawing;
        let name = match site {
            Site::Cell(cell) => drawing.cells.get(cell.at()).map(|c| c.name.clone()),
            Site::Gate(gate) => drawing.gates.get(gate.at()).map(|g| g.name.clone()),
            Site::Exit(exit) => drawing.exits.get(exit.at()).map(|e| e.name.clone()),
            Site::Zone(zone) => {
                let zones = &self.ground.world.scenario.venue.zones;
                zones.get(zone.at()).map(|zone| {
                    let name = if zone.name.is_empty() {
                        &zone.id
                    } else {
                        &zone.name
                    };
                    name.clone()
                })
            }
            Site::None => None,
        };
        name.unwrap_or_default()
    }
}

/// The middle of a box.
pub(crate) fn middle_of(bounds: &Bounds) -> Vec2 {
    bounds.min.lerp(bounds.max, 0.5)
}

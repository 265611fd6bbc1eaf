//! The lives of incidents: when each began, was reported, answered and settled.
//!
//! An event speaks of an incident by its number: how many began before it. Of a
//! step that an incident goes through more than once, the first counts.

use std::collections::BTreeMap;

use crate::analysis::metrics::IncidentFigures;
use crate::model::{Incident, IncidentSort, Occurrence};
use crate::sim::{Event, EventKind, Site};
use crate::world::World;

use super::seconds;

/// Kind and start of the id of what is in no document, in the order in which
/// [`EventKind::IncidentStarted`] counts them: a crush warning raised by what was
/// seen, somebody hurt by another incident, somebody who fell over another.
const RAISED: [(&str, &str); 3] = [
    ("crush_warning", "crush"),
    ("medical", "hurt"),
    ("fall", "fallen"),
];

/// Incidents so far, in the order in which they began.
#[derive(Default)]
pub(super) struct IncidentMeter {
    lives: Vec<Life>,
}

/// An incident from its beginning to its end; times since the start \[ms\].
struct Life {
    /// Index in the document, or past its end for a warning raised by sight.
    index: usize,
    site: Site,
    started_ms: i64,
    reported_ms: Option<i64>,
    accepted_ms: Option<i64>,
    dispatched_ms: Option<i64>,
    attended_ms: Option<i64>,
    on_scene_ms: Option<i64>,
    settled_ms: Option<i64>,
    resolved_ms: Option<i64>,
    closed_ms: Option<i64>,
    handed_over_ms: Option<i64>,
    /// Units sent, in the order in which they were.
    units: Vec<u32>,
    merged: u32,
    worse: u32,
}

impl Life {
    fn begin(event: &Event) -> Self {
        Self {
            index: event.value as usize,
            site: event.site,
            started_ms: event.t_ms,
            reported_ms: None,
            accepted_ms: None,
            dispatched_ms: None,
            attended_ms: None,
            on_scene_ms: None,
            settled_ms: None,
            resolved_ms: None,
            closed_ms: None,
            handed_over_ms: None,
            units: Vec::new(),
            merged: 0,
            worse: 0,
        }
    }

    /// Somebody of a unit is sent.
    fn send(&mut self, unit: Option<u32>, t_ms: i64) {
        self.dispatched_ms.get_or_insert(t_ms);
        self.units
            .extend(unit.filter(|unit| !self.units.contains(unit)));
    }

    fn figures(&self, world: &World, id: String) -> IncidentFigures {
        let document = self.document(world);
        IncidentFigures {
            id,
            kind: document
                .map_or(self.raised(world).0, |it| it.kind.key())
                .to_owned(),
            reported_s: self.reported_ms.map(seconds),
            accepted_s: self.accepted_ms.map(seconds),
            dispatched_s: self.dispatched_ms.map(seconds),
            on_scene_s: self.on_scene_ms.map(seconds),
            resolved_s: self.resolved_ms.map(seconds),
            closed_s: self.closed_ms.map(seconds),
            units: (self.units.iter())
                .filter_map(|unit| world.scenario.staff.units.get(*unit as usize))
                .map(|unit| unit.id.clone())
                .collect(),
            started_s: Some(seconds(self.started_ms)),
            attended_s: self.attended_ms.map(seconds),
            settled_s: self.settled_ms.map(seconds),
            merged: self.merged,
            worse: self.worse,
            handed_over_s: self.handed_over_ms.map(seconds),
            incident: document.map(|it| it.id.clone()),
            place: place(world, self.site),
            ordered: self.ordered(world).is_some(),
        }
    }

    fn document<'a>(&self, world: &'a World) -> Option<&'a Incident> {
        world.scenario.incidents.get(self.index)
    }

    /// Its sort, if an order from the desk brought it about.
    fn ordered(&self, world: &World) -> Option<IncidentSort> {
        IncidentSort::of_ordered(self.index, world.scenario.incidents.len())
    }

    /// Kind and start of the id, if it is in no document.
    fn raised(&self, world: &World) -> (&'static str, &'static str) {
        if let Some(sort) = self.ordered(world) {
            return (sort.key(), "ordered");
        }
        let beyond = self.index.saturating_sub(world.scenario.incidents.len());
        RAISED[beyond.min(RAISED.len() - 1)]
    }

    /// The id of this and of all that are counted with it, without a number.
    fn stem(&self, world: &World) -> String {
        match (self.document(world), place(world, self.site)) {
            (Some(incident), _) => incident.id.clone(),
            (None, Some(place)) => format!("{}-{place}", self.raised(world).1),
            (None, None) => self.raised(world).1.to_owned(),
        }
    }
}

impl IncidentMeter {
    /// Something happens; `unit` is that of the subject, if they are of staff.
    pub(super) fn event(&mut self, event: &Event, unit: Option<u32>) {
        let t_ms = event.t_ms;
        if event.kind == EventKind::IncidentStarted {
            self.lives.push(Life::begin(event));
            return;
        }
        // The value of other kinds of event is no number of an incident: none of them
        // passes the match below.
        let Some(life) = self.lives.get_mut(event.value as usize) else {
            return;
        };
        let step = match event.kind {
            EventKind::IncidentReported => &mut life.reported_ms,
            EventKind::IncidentAccepted => &mut life.accepted_ms,
            EventKind::IncidentAttended => &mut life.attended_ms,
            EventKind::IncidentOnScene => &mut life.on_scene_ms,
            EventKind::IncidentSettled => &mut life.settled_ms,
            EventKind::IncidentResolved => &mut life.resolved_ms,
            EventKind::IncidentClosed => &mut life.closed_ms,
            EventKind::IncidentHandedOver => &mut life.handed_over_ms,
            EventKind::IncidentDispatched => return life.send(unit, t_ms),
            EventKind::IncidentMerged => return life.merged += 1,
            EventKind::IncidentWorse => return life.worse += 1,
            _ => return,
        };
        step.get_or_insert(t_ms);
    }

    /// All that began, then the scripted ones that did not.
    pub(super) fn figures(&self, world: &World) -> Vec<IncidentFigures> {
        let mut counted: BTreeMap<String, u32> = BTreeMap::new();
        let began = self.lives.iter().map(|life| {
            let stem = life.stem(world);
            let number = counted.entry(stem.clone()).or_default();
            *number += 1;
            let drawn = (life.document(world)).is_some_and(|it| !is_scripted(it));
            let id = match *number {
                // One drawn at a rate is numbered even if no other follows.
                1 if !drawn => stem,
                number => format!("{stem}-{number}"),
            };
            life.figures(world, id)
        });
        let mut figures: Vec<IncidentFigures> = began.collect();
        let documents = world.scenario.incidents.iter().enumerate();
        let to_come = documents.filter(|(index, incident)| {
            is_scripted(incident) && self.lives.iter().all(|life| life.index != *index)
        });
        figures.extend(to_come.map(|(_, incident)| IncidentFigures {
            id: incident.id.clone(),
            kind: incident.kind.key().to_owned(),
            incident: Some(incident.id.clone()),
            ..IncidentFigures::default()
        }));
        figures
    }
}

fn is_scripted(incident: &Incident) -> bool {
    matches!(incident.occurrence, Occurrence::Scripted { .. })
}

/// The id of a site; none for nowhere.
pub(super) fn place(world: &World, site: Site) -> Option<String> {
    let id = match site {
        Site::None => return None,
        Site::Cell(cell) => &world.cells.get(cell.at())?.id,
        Site::Gate(gate) => &world.gates.get(gate.at())?.id,
        Site::Exit(exit) => &world.exits.get(exit.at())?.id,
        Site::Zone(zone) => &world.scenario.venue.zones.get(zone.at())?.id,
    };
    Some(id.clone())
}

//! What stands on the ground: gates by state, exits, posts, staff and
//! incidents, with the labels they want and the room they take.

use svg::node::element::Group;

use super::super::drawing::shown;
use super::super::input::ReportInput;
use super::super::run;
use super::super::words::Words;
use super::ink::{Ink, Rect};
use super::labels::{Style, Wanted};
use super::symbols;
use super::view::{Spot, View, unit};
use crate::base::Vec2;
use crate::model::{GateState, Occurrence, PostKind, Station, Trigger, Unit};

/// Marks of one map.
pub(super) struct Marks {
    /// Their drawing.
    pub(super) group: Group,
    /// Their labels, most pinned first.
    pub(super) labels: Vec<Wanted>,
}

/// What a map is drawn of.
pub(super) struct Sheet<'a> {
    /// The run.
    pub(super) input: &'a ReportInput,
    /// The language.
    pub(super) words: &'a Words,
    /// Where the ground lies.
    pub(super) view: &'a View,
    /// Index of the sheet.
    pub(super) sheet: i8,
}

impl Sheet<'_> {
    fn shows(&self, cell: &str) -> bool {
        self.input
            .venue
            .cell(cell)
            .is_some_and(|c| c.sheet == self.sheet)
    }

    fn visible(&self, at: Spot) -> bool {
        Rect::around(at, 2.0, 2.0).within(self.view.width, self.view.height)
    }
}

fn moved(group: Group, to: Spot) -> Group {
    group.set(
        "transform",
        format!("translate({} {})", unit(to.x), unit(to.y)),
    )
}

/// State of each gate at a time of the run.
pub(in super::super) fn gate_states(input: &ReportInput, t_s: f64) -> Vec<GateState> {
    let mut states: Vec<GateState> = input.venue.gates.iter().map(|gate| gate.state).collect();
    for change in &input.facts.gate_changes {
        if change.at_s <= t_s
            && let Some(state) = states.get_mut(usize::from(change.gate))
        {
            *state = change.state;
        }
    }
    states
}

/// Gates and exits, which every map shows.
pub(super) fn doors(map: &Sheet<'_>, states: &[GateState], ink: &mut Ink) -> Marks {
    let mut group = Group::new();
    let mut labels: Vec<Wanted> = Vec::new();
    for exit in map
        .input
        .venue
        .exits
        .iter()
        .filter(|e| e.sheet == map.sheet)
    {
        let (a, b) = (map.view.at(exit.line.0), map.view.at(exit.line.1));
        let middle = Spot::new(0.5 * (a.x + b.x), 0.5 * (a.y + b.y));
        if !map.visible(middle) {
            continue;
        }
        let (dx, dy) = (exit.outward.x, -exit.outward.y);
        group = group.add(symbols::exit(a, b, dx, dy));
        let tip = Spot::new(middle.x + dx * 8.0, middle.y + dy * 8.0);
        ink.add_rect(&Rect::around(tip, 13.0, 13.0), 30.0);
        ink.add_line(a, b, 8.0);
        labels.push(Wanted {
            text: map.words.name(&exit.name),
            sub: None,
            style: Style::Gate,
            anchors: vec![Spot::new(middle.x + dx * 12.0, middle.y + dy * 12.0)],
            clear: 3.0,
            centred: false,
            home: Vec::new(),
        });
    }
    let gates = map.input.venue.gates.iter().zip(states);
    for (gate, state) in gates.filter(|(gate, _)| gate.sheet == map.sheet) {
        let (a, b) = (map.view.at(gate.line.0), map.view.at(gate.line.1));
        let middle = Spot::new(0.5 * (a.x + b.x), 0.5 * (a.y + b.y));
        if !map.visible(middle) {
            continue;
        }
        group = group.add(symbols::gate(*state, a, b));
        ink.add_line(a, b, 20.0);
        ink.add_rect(&Rect::around(middle, 10.0, 10.0), 25.0);
        labels.push(Wanted {
            text: map.words.name(&gate.name),
            sub: None,
            style: Style::Gate,
            anchors: vec![middle],
            clear: 6.0,
            centred: false,
            home: Vec::new(),
        });
    }
    Marks { group, labels }
}

/// Scripted incidents that fall into the run and have begun by a time.
pub(super) fn incidents(map: &Sheet<'_>, by_s: f64, ink: &mut Ink) -> Marks {
    let mut group = Group::new();
    let mut labels = Vec::new();
    let start = map.input.about.start.seconds();
    let trigger = run::plan(map.input).map(|plan| &plan.trigger);
    for incident in &map.input.scenario.incidents {
        let Occurrence::Scripted { at, cell, position } = &incident.occurrence else {
            continue;
        };
        let t = at.seconds() - start;
        let spot = map.view.at(Vec2::from(*position));
        if !map.shows(cell) || t < 0.0 || t > by_s || !map.visible(spot) {
            continue;
        }
        group = group.add(moved(symbols::incident(&incident.kind, 5.2), spot));
        ink.add_rect(&Rect::around(spot, 14.0, 14.0), 40.0);
        labels.push(Wanted {
            text: map.words.name(shown(&incident.name, &incident.id)),
            sub: Some(map.words.clock_minutes(t)),
            style: if trigger == Some(&Trigger::Incident(incident.id.clone())) {
                Style::Danger
            } else {
                Style::Warning
            },
            anchors: vec![spot],
            clear: 8.0,
            centred: false,
            home: Vec::new(),
        });
    }
    Marks { group, labels }
}

/// Fixed posts.
pub(super) fn posts(map: &Sheet<'_>, ink: &mut Ink) -> Marks {
    let mut group = Group::new();
    let mut labels = Vec::new();
    for post in &map.input.scenario.staff.posts {
        let (Some(cell), Some(position)) = (&post.cell, post.position) else {
            continue;
        };
        let spot = map.view.at(Vec2::from(position));
        if !map.shows(cell) || !map.visible(spot) {
            continue;
        }
        group = group.add(moved(symbols::post(&post.kind, 4.6), spot));
        ink.add_rect(&Rect::around(spot, 11.0, 11.0), 25.0);
        if matches!(post.kind, PostKind::Command { .. }) {
            labels.push(Wanted {
                text: map.words.name(shown(&post.name, &post.id)),
                sub: None,
                style: Style::Path,
                anchors: vec![spot],
                clear: 6.0,
                centred: false,
                home: Vec::new(),
            });
        }
    }
    Marks { group, labels }
}

/// Where a unit stands at the start: its spot, or the middle of the first
/// cell of its round.
fn station(map: &Sheet<'_>, unit: &Unit) -> Option<Spot> {
    match &unit.station {
        Station::At { cell, position } => {
            map.shows(cell).then(|| map.view.at(Vec2::from(*position)))
        }
        Station::Patrol { route, .. } => {
            let cell = map.input.venue.cell(route.first()?)?;
            if cell.sheet != map.sheet {
                return None;
            }
            let points = super::middles(map.view, cell);
            points.first().copied()
        }
    }
}

/// Units of staff, apart from each other where they stand close: each looks
/// for the nearest free spot on a spiral.
pub(super) fn staff(map: &Sheet<'_>, radius: f64, ink: &mut Ink) -> Marks {
    let mut group = Group::new();
    let mut taken: Vec<Spot> = Vec::new();
    for unit in &map.input.scenario.staff.units {
        let Some(wish) = station(map, unit).filter(|spot| map.visible(*spot)) else {
            continue;
        };
        let spot = free_spot(wish, &taken, radius * 2.3);
        taken.push(spot);
        group = group.add(moved(symbols::role(unit.role, radius), spot));
        ink.add_rect(&Rect::around(spot, radius * 2.2, radius * 2.2), 8.0);
    }
    Marks {
        group,
        labels: Vec::new(),
    }
}

fn free_spot(wish: Spot, taken: &[Spot], apart: f64) -> Spot {
    use crate::base::math;
    let free = |spot: Spot| taken.iter().all(|other| other.distance(spot) >= apart);
    for step in 0..400 {
        // A sunflower: equal area a step, so that near spots come first.
        let reach = apart * 0.45 * f64::from(step).sqrt();
        let angle = f64::from(step) * 2.399_963;
        let spot = Spot::new(
            wish.x + reach * math::cos(angle),
            wish.y + reach * math::sin(angle),
        );
        if free(spot) {
            return spot;
        }
    }
    wish
}

//! The card of what is selected: what it is, how it is at the moment, and a
//! plot over time.

use crate::app::command::Selected;
use crate::app::document::{Ground, Run};
use crate::app::store::{Series, Store};
use crate::app::views::events::{shown, state_key};
use crate::cli::say::Say;
use crate::model::{Role, Station, Surface};
use crate::sim::{PersonKind, State};
use crate::world::CellIndex;
use crate::world::capacity::CapacityRow;

/// How far back a person's track is shown \[ms\].
pub(crate) const TRACK_MS: f64 = 180_000.0;

/// A card.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Card {
    /// What it is called.
    pub(crate) title: String,
    /// What it is.
    pub(crate) kind: String,
    /// Labels with values.
    pub(crate) rows: Vec<(String, String)>,
    /// Plots over time.
    pub(crate) plots: Vec<Plot>,
}

/// A plot over time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plot {
    /// What is plotted, with its unit.
    pub(crate) title: String,
    /// Time since the start of the run \[s\] and value.
    pub(crate) points: Vec<[f64; 2]>,
}

/// Makes cards.
pub(crate) struct Cards<'a> {
    /// The ground.
    pub(crate) ground: &'a Ground,
    /// The run, if there is one.
    pub(crate) run: Option<&'a Run>,
    /// Capacities of the places, if somebody reckoned them.
    pub(crate) capacity: &'a [CapacityRow],
    /// The moment \[ms\].
    pub(crate) t_ms: f64,
    /// Language.
    pub(crate) say: Say,
}

impl Cards<'_> {
    /// The card of something; none if it is not there.
    pub(crate) fn of(&self, selected: Selected) -> Option<Card> {
        match selected {
            Selected::Gate(gate) => self.gate(gate),
            Selected::Cell(cell) => self.cell(cell),
            Selected::Exit(exit) => self.exit(exit),
            Selected::Unit(unit) => self.unit(unit),
            Selected::Person(id) => self.person(id),
        }
    }

    fn row(&self, key: &str, value: impl Into<String>) -> (String, String) {
        (self.say.text(key), value.into())
    }

    fn gate(&self, at: usize) -> Option<Card> {
        let gate = self.ground.drawing.gates.get(at)?;
        let mut card = Card {
            title: gate.name.clone(),
            kind: self.say.text("app-kind-gate"),
            ..Card::default()
        };
        card.rows
            .push(self.row("app-card-width", format!("{:.1} m", gate.width_m)));
        let state = self
            .run
            .map_or(gate.state, |run| run.gate_state(at, self.t_ms));
        card.rows
            .push(self.row("app-card-state", self.say.text(state_key(state))));
        if let Some(run) = self.run {
            let passed = run.store.passed(at, self.t_ms);
            card.rows
                .push(self.row("app-card-passed", passed.to_string()));
            let minute = passed - run.store.passed(at, self.t_ms - 60_000.0);
            card.rows
                .push(self.row("app-card-last-minute", minute.to_string()));
            let queue = &run.store.queue[at];
            let waiting = Store::value(queue, self.t_ms).unwrap_or(0);
            card.rows
                .push(self.row("app-card-queue", waiting.to_string()));
            card.plots.push(self.plot("app-plot-flow", flow(run, at)));
            if queue.iter().any(|(_, waiting)| *waiting > 0) {
                card.plots.push(self.plot("app-plot-queue", points(queue)));
            }
        }
        Some(card)
    }

    fn cell(&self, at: usize) -> Option<Card> {
        let cell = self.ground.drawing.cells.get(at)?;
        let world = &self.ground.world;
        let place = world.scenario.venue.places.get(at);
        let kind = match cell.surface {
            Surface::Stairs { .. } => "app-kind-stairs",
            Surface::Slope => "app-kind-slope",
            _ if cell.is_path() => "app-kind-path",
            _ => "app-kind-place",
        };
        let mut card = Card {
            title: cell.name.clone(),
            kind: self.say.text(kind),
            ..Card::default()
        };
        card.rows
            .push(self.row("app-card-area", format!("{:.0} m²", cell.area_m2)));
        if cell.is_path() {
            card.rows
                .push(self.row("app-card-width", format!("{:.1} m", cell.width_m)));
        }
        if let Some(capacity) = place.and_then(|place| place.capacity) {
            card.rows
                .push(self.row("app-card-capacity", capacity.to_string()));
        }
        let row = self.capacity.iter().find(|row| row.place == cell.id);
        if let Some(row) = row {
            card.rows
                .push(self.row("app-capacity", format!("{:.0}", row.least)));
        }
        if let Some(run) = self.run {
            let series = &run.store.occupancy[at];
            let people = &run.people;
            let inside = (0..people.len()).filter(|row| usize::from(people.cell[*row]) == at);
            let is_staff = |row: &usize| State::is_staff(people.state[*row]);
            let (staff, visitors): (Vec<usize>, Vec<usize>) = inside.partition(is_staff);
            let here = staff.len() + visitors.len();
            for (key, n) in [
                ("app-card-people", visitors.len()),
                ("app-card-staff", staff.len()),
            ] {
                card.rows.push(self.row(key, n.to_string()));
            }
            let mean = here as f64 / cell.area_m2.max(0.1);
            card.rows
                .push(self.row("app-card-mean-density", format!("{mean:.2} /m²")));
            let most = series.iter().map(|(_, n)| *n).max().unwrap_or(0);
            card.rows.push(self.row("app-card-most", most.to_string()));
            card.plots
                .push(self.plot("app-plot-people", points(series)));
        }
        Some(card)
    }

    fn exit(&self, at: usize) -> Option<Card> {
        let exit = self.ground.drawing.exits.get(at)?;
        let mut card = Card {
            title: exit.name.clone(),
            kind: self.say.text("app-kind-exit"),
            ..Card::default()
        };
        let width = exit.line.0.distance(exit.line.1);
        card.rows
            .push(self.row("app-card-width", format!("{width:.1} m")));
        if let Some(run) = self.run {
            let left = left_by(run, at);
            let now = left.partition_point(|t| *t as f64 <= self.t_ms);
            card.rows.push(self.row("app-card-left", now.to_string()));
            let so_far = left.iter().enumerate();
            let so_far = so_far.map(|(n, t)| [*t as f64 / 1e3, (n + 1) as f64]);
            card.plots
                .push(self.plot("app-plot-left", so_far.collect()));
        }
        Some(card)
    }

    fn unit(&self, at: usize) -> Option<Card> {
        let scenario = &self.ground.world.scenario;
        let unit = scenario.staff.units.get(at)?;
        let mut card = Card {
            title: shown(&unit.name, &unit.id),
            kind: self.say.text(role_key(unit.role)),
            ..Card::default()
        };
        card.rows
            .push(self.row("app-card-members", unit.count.to_string()));
        if let Station::At { .. } = unit.station {
            card.rows
                .push(self.row("app-card-station", self.say.text("app-station-post")));
        }
        if let Some(run) = self.run {
            let members = run.members();
            let members = members.get(&(at as u32)).map_or(&[][..], Vec::as_slice);
            let places = members.iter().filter_map(|id| run.people.find(*id));
            let mut by_state: std::collections::BTreeMap<u8, u32> =
                std::collections::BTreeMap::new();
            for row in places {
                *by_state.entry(run.people.state[row]).or_default() += 1;
            }
            for (state, n) in by_state {
                card.rows
                    .push((self.say.text(person_state_key(state)), n.to_string()));
            }
        }
        Some(card)
    }

    fn person(&self, id: u32) -> Option<Card> {
        let run = self.run?;
        let person = run.person(id)?;
        let scenario = &self.ground.world.scenario;
        let number = [("n", (id + 1).to_string())];
        let mut card = Card::default();
        match person.kind {
            PersonKind::Visitor => {
                card.title = self.say.fill("app-visitor-number", &number);
                let profile = person
                    .profile
                    .and_then(|p| scenario.visitors.profiles.get(p as usize));
                card.kind = profile.map(|p| shown(&p.name, &p.id)).unwrap_or_default();
            }
            PersonKind::Staff => {
                card.title = self.say.fill("app-staff-number", &number);
                card.kind = run
                    .role(id)
                    .map(|role| self.say.text(role_key(role)))
                    .unwrap_or_default();
                let unit = person
                    .unit
                    .and_then(|u| scenario.staff.units.get(u as usize));
                if let Some(unit) = unit {
                    card.rows
                        .push(self.row("app-card-unit", shown(&unit.name, &unit.id)));
                }
            }
        }
        match run.people.find(id) {
            Some(row) => {
                let state = self.say.text(person_state_key(run.people.state[row]));
                card.rows.push(self.row("app-card-state", state));
                let cell = CellIndex(run.people.cell[row]);
                let place = run.name_of(crate::sim::Site::Cell(cell));
                card.rows.push(self.row("app-card-place", place));
                let speed = format!("{:.2} m/s", run.people.speed(row));
                card.rows.push(self.row("app-card-speed", speed));
            }
            None => card
                .rows
                .push(self.row("app-card-state", self.say.text("app-not-inside"))),
        }
        if let Some(entrance) = person.entrance {
            let name = run.name_of(crate::sim::Site::Exit(entrance));
            card.rows.push(self.row("app-card-entrance", name));
        }
        let track = run
            .store
            .track(id, self.t_ms - TRACK_MS, self.t_ms + TRACK_MS);
        let speeds = track
            .iter()
            .skip(1)
            .map(|step| [step.t_ms as f64 / 1e3, step.speed]);
        card.plots
            .push(self.plot("app-plot-speed", speeds.collect()));
        Some(card)
    }

    fn plot(&self, key: &str, points: Vec<[f64; 2]>) -> Plot {
        Plot {
            title: self.say.text(key),
            points,
        }
    }
}

/// When visitors left by an exit \[ms\].
fn left_by(run: &Run, exit: usize) -> Vec<i64> {
    use crate::sim::{EventKind, Site};
    let here = |site: Site| matches!(site, Site::Exit(e) if e.at() == exit);
    let events = run.store.events.iter();
    events
        .filter(|event| event.kind == EventKind::Left && here(event.site))
        .map(|event| event.t_ms)
        .collect()
}

/// People a minute through a gate, every ten seconds.
fn flow(run: &Run, gate: usize) -> Vec<[f64; 2]> {
    let times = run.store.inside.iter().map(|(t, _)| *t);
    times
        .map(|t| {
            let now = run.store.passed(gate, t as f64);
            let before = run.store.passed(gate, t as f64 - 60_000.0);
            [t as f64 / 1e3, (now - before) as f64]
        })
        .collect()
}

fn points(series: &Series) -> Vec<[f64; 2]> {
    let points = series.iter();
    points
        .map(|(t, n)| [*t as f64 / 1e3, f64::from(*n)])
        .collect()
}

/// Key of the name of a role.
pub(crate) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Police => "report-role-police",
        Role::TrafficPolice => "report-role-traffic-police",
        Role::Patrol => "report-role-patrol",
        Role::FireCrew => "report-role-fire-crew",
        Role::Medic => "report-role-medic",
        Role::Cadre => "report-role-cadre",
        Role::Volunteer => "report-role-volunteer",
        Role::Sanitation => "report-role-sanitation",
    }
}

/// Key of what somebody is about.
pub(crate) fn person_state_key(number: u8) -> &'static str {
    const STATES: [(State, &str); 14] = [
        (State::Walking, "app-state-walking"),
        (State::Staying, "app-state-staying"),
        (State::Queueing, "app-state-queueing"),
        (State::Unaware, "app-state-unaware"),
        (State::Alerted, "app-state-alerted"),
        (State::Evacuating, "app-state-evacuating"),
        (State::Assisted, "app-state-assisted"),
        (State::Hurt, "app-state-hurt"),
        (State::AtAssembly, "app-state-at-assembly"),
        (State::OnPost, "app-state-on-post"),
        (State::OnPatrol, "app-state-on-patrol"),
        (State::Responding, "app-state-responding"),
        (State::Working, "app-state-working"),
        (State::OffPost, "app-state-off-post"),
    ];
    let known = STATES.iter().find(|(state, _)| *state as u8 == number);
    known.map_or("app-state-walking", |(_, key)| key)
}

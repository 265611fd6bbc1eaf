//! Orders for the run that goes on: gates, units, incidents, the evacuation.

use egui::{ComboBox, RichText, Ui};

use super::map::short;
use super::style::ink;
use crate::app::command::{Aim, AppCommand};
use crate::app::session::Session;
use crate::app::theme;
use crate::app::views::events::{Line, shown};
use crate::cli::say::Say;
use crate::model::orders::{DeskOrder, Destination};
use crate::model::{GateState, IncidentKind, Scenario};
use crate::sim::EventKind;

/// Most orders listed, the last ones.
const LISTED: usize = 8;

/// What can be brought about here, each with the key of its name. How large things are is
/// assumed: a fire of 1 m that grows by a centimetre a second, 10 m to keep clear of an
/// object, a metre left of a path.
fn kinds() -> [(&'static str, IncidentKind); 7] {
    [
        (
            "app-order-fire",
            IncidentKind::Fire {
                radius_m: 1.0,
                growth_m_per_s: 0.01,
                gas_bottle: false,
            },
        ),
        (
            "app-order-critical",
            IncidentKind::Medical { critical: true },
        ),
        (
            "app-order-medical",
            IncidentKind::Medical { critical: false },
        ),
        ("app-order-fall", IncidentKind::Fall),
        ("app-order-lost", IncidentKind::LostPerson),
        (
            "app-order-object",
            IncidentKind::SuspiciousObject { radius_m: 10.0 },
        ),
        (
            "app-order-blocked",
            IncidentKind::BlockedPath { width_left: 1.0 },
        ),
    ]
}

/// What is chosen in the panel, each an index into its list.
#[derive(Default)]
pub(crate) struct OrdersPanel {
    gate: usize,
    unit: usize,
    place: usize,
    kind: usize,
    plan: usize,
}

impl OrdersPanel {
    /// Shows it.
    pub(crate) fn show(&mut self, ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
        let Some(run) = session.run() else { return };
        let say = session.say();
        let theme = session.settings.tone.theme();
        let scenario = &run.ground.world.scenario;
        ui.add_space(theme::GAP);
        ui.label(RichText::new(say.text("app-orders")).strong());
        if session.aim.is_some() {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(say.text("app-order-aim")).color(ink(theme.accent)));
                if ui.button(say.text("app-order-cancel")).clicked() {
                    commands.push(AppCommand::AimOrder(None));
                }
            });
        }
        self.gates(ui, scenario, say, commands);
        self.units(ui, session, scenario, commands);
        self.incidents(ui, say, commands);
        self.evacuation(ui, scenario, say, commands);
        ui.label(RichText::new(say.text("app-orders-note")).small().weak());
        let given: Vec<_> = (run.store.few_events().rev())
            .filter(|event| event.kind == EventKind::Ordered)
            .take(LISTED)
            .collect();
        for event in given.into_iter().rev() {
            let line = Line::of(run, event, say);
            let [what, place] = [&line.detail, &line.place].map(|it| short(it, say.language()));
            let text = format!("{}  {what}  {place}", line.clock);
            ui.label(RichText::new(text).small());
        }
    }

    fn gates(
        &mut self,
        ui: &mut Ui,
        scenario: &Scenario,
        say: Say,
        commands: &mut Vec<AppCommand>,
    ) {
        let gates = &scenario.venue.gates;
        if gates.is_empty() {
            return;
        }
        ui.label(RichText::new(say.text("app-order-gate")).weak());
        ui.vertical(|ui| {
            let names = gates.iter().map(|gate| shown(&gate.name, &gate.id));
            choose(ui, "order-gate", &mut self.gate, names.collect(), say);
            ui.horizontal_wrapped(|ui| {
                for (key, state) in [
                    ("app-order-hold", GateState::Held),
                    ("app-order-open", GateState::Open),
                    ("app-order-close", GateState::Closed),
                ] {
                    if ui.button(say.text(key)).clicked() {
                        let gate = gates[self.gate].id.clone();
                        commands.push(AppCommand::GiveOrder(DeskOrder::Gate { gate, state }));
                    }
                }
            });
        });
    }

    fn units(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        scenario: &Scenario,
        commands: &mut Vec<AppCommand>,
    ) {
        let say = session.say();
        let units = &scenario.staff.units;
        if units.is_empty() {
            return;
        }
        ui.label(RichText::new(say.text("app-order-unit")).weak());
        ui.vertical(|ui| {
            let names = units.iter().map(|unit| shown(&unit.name, &unit.id));
            choose(ui, "order-unit", &mut self.unit, names.collect(), say);
            let (names, ends): (Vec<String>, Vec<Destination>) =
                destinations(session, scenario).into_iter().unzip();
            choose(ui, "order-place", &mut self.place, names, say);
            ui.horizontal_wrapped(|ui| {
                let unit = || units[self.unit].id.clone();
                if ui.button(say.text("app-order-send")).clicked()
                    && let Some(to) = ends.get(self.place).cloned()
                {
                    let order = DeskOrder::Send { unit: unit(), to };
                    commands.push(AppCommand::GiveOrder(order));
                }
                if ui.button(say.text("app-order-point")).clicked() {
                    commands.push(AppCommand::AimOrder(Some(Aim::Send(unit()))));
                }
            });
        });
    }

    fn incidents(&mut self, ui: &mut Ui, say: Say, commands: &mut Vec<AppCommand>) {
        ui.label(RichText::new(say.text("app-order-incident")).weak());
        ui.vertical(|ui| {
            let kinds = kinds();
            let names = kinds.iter().map(|(key, _)| say.text(key));
            choose(ui, "order-kind", &mut self.kind, names.collect(), say);
            if ui.button(say.text("app-order-happen")).clicked() {
                let kind = kinds[self.kind].1.clone();
                commands.push(AppCommand::AimOrder(Some(Aim::Incident(kind))));
            }
        });
    }

    fn evacuation(
        &mut self,
        ui: &mut Ui,
        scenario: &Scenario,
        say: Say,
        commands: &mut Vec<AppCommand>,
    ) {
        if scenario.plans.is_empty() {
            return;
        }
        ui.label(RichText::new(say.text("app-order-evacuation")).weak());
        ui.vertical(|ui| {
            let own = say.text("app-order-plan-own");
            let plans = scenario.plans.iter();
            let names = plans.map(|plan| shown(&plan.name, &plan.id));
            let names = std::iter::once(own).chain(names).collect();
            choose(ui, "order-plan", &mut self.plan, names, say);
            if ui.button(say.text("app-order-evacuate")).clicked() {
                let plan = self.plan.checked_sub(1);
                let plan = plan.and_then(|plan| scenario.plans.get(plan));
                let plan = plan.map(|plan| plan.id.clone());
                commands.push(AppCommand::GiveOrder(DeskOrder::Evacuate { plan }));
            }
        });
    }
}

/// Incidents that go on and places, each with its name: where a unit may be sent.
fn destinations(session: &Session, scenario: &Scenario) -> Vec<(String, Destination)> {
    let begun = session.run().into_iter().flat_map(|run| &run.incidents);
    let open = begun.filter(|seen| seen.until_ms.is_none());
    let incidents = open.filter_map(|seen| {
        let incident = scenario.incidents.get(seen.document?)?;
        let name = shown(&incident.name, &incident.id);
        Some((name, Destination::Incident(incident.id.clone())))
    });
    let places = scenario.venue.places.iter().map(|place| {
        let name = shown(&place.name, &place.id);
        (name, Destination::Place(place.id.clone()))
    });
    incidents.chain(places).collect()
}

/// A choice among names; the index is brought back into the list.
fn choose(ui: &mut Ui, id: &str, chosen: &mut usize, names: Vec<String>, say: Say) {
    *chosen = (*chosen).min(names.len().saturating_sub(1));
    let name = |at: usize| {
        names
            .get(at)
            .map_or_else(String::new, |it| short(it, say.language()))
    };
    ComboBox::from_id_salt(id)
        .selected_text(name(*chosen))
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            for at in 0..names.len() {
                if ui.selectable_label(at == *chosen, name(at)).clicked() {
                    *chosen = at;
                }
            }
        });
}

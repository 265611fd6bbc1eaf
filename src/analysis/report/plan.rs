//! The plan that was run, in sentences.

use super::assumed::distribution;
use super::drawing::{name_of, shown};
use super::input::ReportInput;
use super::page::Pair;
use super::tables::state_key;
use super::words::{Words, decimal};
use super::{rules, run};
use crate::model::{
    Action, Area, Direction, GateOrder, OneWay, Order, Phase, Plan, Trigger, ZoneExits,
};

/// What the plan says, label by label; empty without a plan.
pub(super) fn summary(input: &ReportInput, words: &Words) -> Vec<Pair> {
    let Some(plan) = run::plan(input) else {
        return Vec::new();
    };
    let teller = Teller { input, words };
    let mut out = vec![Pair::new(
        words.t("report-plan-name"),
        words.name(shown(&plan.name, &plan.id)),
    )];
    out.push(Pair::new(
        words.t("report-plan-trigger"),
        teller.trigger(plan),
    ));
    if matches!(plan.trigger, Trigger::Never) {
        out.extend(rules::rules(&teller, plan));
        return out;
    }
    out.push(Pair::new(words.t("report-plan-chain"), teller.chain(plan)));
    if !plan.first_orders.is_empty() {
        let orders: Vec<String> = plan.first_orders.iter().map(|o| teller.order(o)).collect();
        out.push(Pair::new(
            words.t("report-plan-orders"),
            words.list(&orders),
        ));
    }
    let mut phases: Vec<String> = plan.phases.iter().map(|p| teller.phase(p)).collect();
    if phases.is_empty() {
        phases.push(words.t("report-phase-everyone-at-once"));
    }
    for (i, phase) in phases.into_iter().enumerate() {
        let label = words.with("report-plan-phase", &[("n", (i + 1).to_string())]);
        out.push(Pair::new(label, phase));
    }
    if !plan.gates.is_empty() {
        let gates = plan.gates.iter();
        let gates: Vec<String> = gates
            .map(|g| teller.gate(g, teller.after(g.after_s)))
            .collect();
        out.push(Pair::new(words.t("report-plan-gates"), words.list(&gates)));
    }
    if !plan.one_way.is_empty() {
        let ways: Vec<String> = plan.one_way.iter().map(|w| teller.one_way(w)).collect();
        out.push(Pair::new(words.t("report-plan-one-way"), words.list(&ways)));
    }
    out.extend(teller.routes(&plan.routes));
    if let Some(escalation) = &plan.escalation {
        out.push(Pair::new(
            words.t("report-plan-escalation"),
            words.with(
                "report-plan-escalation-value",
                &[
                    ("t", words.duration(escalation.after_s)),
                    ("plan", escalation.plan.clone()),
                ],
            ),
        ));
    }
    out.extend(rules::rules(&teller, plan));
    out
}

/// A phase in a few words, for the curve.
pub(super) fn phase_mark(input: &ReportInput, words: &Words, phase: &Phase) -> String {
    let teller = Teller { input, words };
    let areas = match phase.areas.as_slice() {
        [] => words.t("report-phase-everyone"),
        [one] => teller.area(one),
        [one, rest @ ..] => words.with(
            "report-phase-and-more",
            &[("name", teller.area(one)), ("n", rest.len().to_string())],
        ),
    };
    match &phase.action {
        Action::Leave => words.with("report-phase-mark-leave", &[("areas", areas)]),
        Action::MoveTo(place) => words.with(
            "report-phase-mark-move",
            &[("areas", areas), ("place", teller.name(place))],
        ),
        Action::Stay => words.with("report-phase-mark-stay", &[("areas", areas)]),
    }
}

/// Tells of one plan in one language.
pub(super) struct Teller<'a> {
    /// What is told.
    pub(super) input: &'a ReportInput,
    /// The language.
    pub(super) words: &'a Words,
}

impl Teller<'_> {
    pub(super) fn name(&self, id: &str) -> String {
        self.words.name(name_of(&self.input.scenario, id))
    }

    fn trigger(&self, plan: &Plan) -> String {
        match &plan.trigger {
            Trigger::Never => self.words.t("report-trigger-never"),
            Trigger::At(time) => self
                .words
                .with("report-trigger-at", &[("at", time.to_string())]),
            Trigger::Incident(id) => self
                .words
                .with("report-trigger-incident", &[("name", self.name(id))]),
        }
    }

    fn chain(&self, plan: &Plan) -> String {
        let chain = &plan.chain;
        let steps = [
            ("report-step-detected", chain.detection_s),
            ("report-step-reported", chain.report_s),
            ("report-step-verified", chain.verification_s),
            ("report-step-decided", chain.decision_s),
            ("report-step-broadcast", chain.broadcast_s),
        ];
        let steps: Vec<String> = steps
            .into_iter()
            .map(|(key, d)| format!("{} {} s", self.words.t(key), distribution(self.words, &d)))
            .collect();
        self.words.list(&steps)
    }

    pub(super) fn order(&self, order: &Order) -> String {
        self.words.t(match order {
            Order::StopShow => "report-order-stop-show",
            Order::StopIngress => "report-order-stop-ingress",
            Order::TurnBack => "report-order-turn-back",
        })
    }

    fn area(&self, area: &Area) -> String {
        match area {
            Area::Zone(id) | Area::Cell(id) => self.name(id),
            Area::Circle { cell, radius_m, .. } => self.words.with(
                "report-area-circle",
                &[("name", self.name(cell)), ("r", decimal(*radius_m, 1))],
            ),
        }
    }

    fn after(&self, after_s: f64) -> String {
        if after_s > 0.0 {
            self.words
                .with("report-after-alarm", &[("t", self.words.duration(after_s))])
        } else {
            self.words.t("report-at-the-alarm")
        }
    }

    fn phase(&self, phase: &Phase) -> String {
        let areas: Vec<String> = phase.areas.iter().map(|a| self.area(a)).collect();
        let areas = if areas.is_empty() {
            self.words.t("report-phase-everyone")
        } else {
            self.words.list(&areas)
        };
        let mut args = vec![("when", self.after(phase.after_s)), ("areas", areas)];
        let key = match &phase.action {
            Action::Leave => "report-phase-leave",
            Action::MoveTo(place) => {
                args.push(("place", self.name(place)));
                "report-phase-move"
            }
            Action::Stay => "report-phase-stay",
        };
        self.words.with(key, &args)
    }

    /// An order for a gate, and when it is given.
    pub(super) fn gate(&self, order: &GateOrder, when: String) -> String {
        let mut parts = Vec::new();
        if let Some(state) = order.state {
            parts.push(self.words.t(state_key(state)));
        }
        if let Some(direction) = order.direction {
            parts.push(self.words.t(direction_key(direction)));
        }
        if order.clear {
            parts.push(self.words.t("report-gate-cleared"));
        }
        self.words.with(
            "report-gate-order",
            &[
                ("name", self.name(&order.gate)),
                ("what", self.words.list(&parts)),
                ("when", when),
            ],
        )
    }

    /// Exits by zone; zones with the same exits stand together.
    fn routes(&self, routes: &[ZoneExits]) -> Vec<Pair> {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for route in routes {
            let value = self.route(route);
            let zone = self.name(&route.zone);
            match groups.iter_mut().find(|(known, _)| *known == value) {
                Some((_, zones)) => zones.push(zone),
                None => groups.push((value, vec![zone])),
            }
        }
        groups
            .into_iter()
            .map(|(value, zones)| {
                let zones = self.words.list(&zones);
                Pair::new(
                    self.words.t("report-plan-routes"),
                    self.words
                        .with("report-plan-route", &[("zones", zones), ("exits", value)]),
                )
            })
            .collect()
    }

    fn route(&self, route: &ZoneExits) -> String {
        let percent = |share: f64| decimal(share * 100.0, 0);
        let exits: Vec<String> = route
            .exits
            .iter()
            .map(|(exit, share)| format!("{} {} %", self.name(exit), percent(*share)))
            .collect();
        let mut value = self.words.list(&exits);
        for detour in &route.detours {
            value.push_str(&self.words.with(
                "report-plan-detour",
                &[
                    ("share", percent(detour.share)),
                    ("name", self.name(&detour.avoid)),
                ],
            ));
        }
        value
    }

    fn one_way(&self, way: &OneWay) -> String {
        let name = self.name(&way.path);
        let Some(direction) = way.direction else {
            return self.words.with("report-way-kept-free", &[("name", name)]);
        };
        // "Downhill" is understood; "against the line as drawn" is not.
        let path = self.input.venue.cell(&way.path);
        let climb = path
            .and_then(|cell| Some(cell.line.last()?.1 - cell.line.first()?.1))
            .unwrap_or(0.0);
        let key = match direction {
            Direction::Both => "report-way-both",
            Direction::Forward if climb > 0.5 => "report-way-up",
            Direction::Backward if climb < -0.5 => "report-way-up",
            Direction::Forward if climb < -0.5 => "report-way-down",
            Direction::Backward if climb > 0.5 => "report-way-down",
            Direction::Forward => "report-way-forward",
            Direction::Backward => "report-way-backward",
        };
        self.words.with(key, &[("name", name)])
    }
}

fn direction_key(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "report-direction-both",
        Direction::Forward => "report-direction-in",
        Direction::Backward => "report-direction-out",
    }
}

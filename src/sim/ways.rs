//! Which way is open: the state of gates and one-way paths, and the fields
//! that follow from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::Vec2;
use crate::model::{ExitUse, GateState, Mobility, Plan, RuleSet, Surface};
use crate::world::closures::{GateSetting, Settings};
use crate::world::{
    CellIndex, Closures, ExitIndex, Field, FieldKey, GateIndex, Goal, Portal, PortalIndex, Side,
    World,
};

/// Strip beside each wall that codes by SFPE do not count \[m\].
const SFPE_BOUNDARY_M: f64 = 0.15;
/// Least width a rule counts with \[m\].
const LEAST_WIDTH_M: f64 = 0.1;

/// Nobody who walks 1 m/s on the level comes on faster than this on the plan
/// [m/s]: the most of Tobler's function over its value on the level is
/// e^0.175 = 1.19.
const FASTEST_M_S: f64 = 1.25;
/// Blends of a field's nodes are off by less than this \[m\].
const FIELD_SLACK_M: f64 = 1.0;

/// What a portal lets through: each passage takes its time, and time runs
/// up while nobody passes, by a passage at the most. So no stretch of time
/// sees more than a person above the cap.
#[derive(Clone, Copy, Debug)]
struct Cap {
    /// Time of a passage to the right and to the left of the portal \[s\].
    passage_s: [f64; 2],
    /// Time that has run up \[s\].
    credit_s: f64,
}

impl Cap {
    fn new(passage_s: [f64; 2]) -> Self {
        Self {
            passage_s,
            credit_s: passage_s[0].max(passage_s[1]),
        }
    }

    fn recover(&mut self, dt: f64) {
        // What is left of a step is kept, else a waiting crowd would lose it.
        let most_s = self.passage_s[0].max(self.passage_s[1]) + dt;
        self.credit_s = (self.credit_s + dt).min(most_s);
    }

    fn take(&mut self, to_right: bool) -> bool {
        let passage_s = self.passage_s[usize::from(!to_right)];
        let free = self.credit_s >= passage_s;
        if free {
            self.credit_s -= passage_s;
        }
        free
    }
}

/// The open ways of the moment.
pub(crate) struct Ways {
    world: Arc<World>,
    /// State of gates and paths.
    pub(crate) now: Settings,
    /// Whether a way may lead on elsewhere on the plan than where it ended: on
    /// periodic paths.
    leap: bool,
    caps: Vec<Option<Cap>>,
    /// Portals whose cap something that lies before them has lowered.
    narrowed: Vec<PortalIndex>,
    /// Passages for feet and wheels.
    passages: [Arc<Closures>; 2],
    detours: BTreeMap<(Mobility, CellIndex), Arc<Closures>>,
    index: BTreeMap<FieldKey, u16>,
    /// Fields of the moment: closures take long to compare.
    present: BTreeMap<(Goal, Mobility, Option<CellIndex>), u16>,
    fields: Vec<Arc<Field>>,
}

impl Ways {
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let now = Settings::at_start(world);
        Self {
            leap: (world.portals.iter()).any(|portal| portal.shift != Vec2::ZERO),
            caps: (0..world.portals.len()).map(|p| cap(world, p)).collect(),
            narrowed: Vec::new(),
            passages: passages(world, &now),
            detours: BTreeMap::new(),
            index: BTreeMap::new(),
            present: BTreeMap::new(),
            fields: Vec::new(),
            world: Arc::clone(world),
            now,
        }
    }

    /// No field says less of a point so far from its goal in a straight line on the
    /// plan [s at 1 m/s]: a way is as long as that at least, and nowhere quicker
    /// than down the best slope.
    pub(crate) fn least_time(&self, straight_m: f64) -> f64 {
        if self.leap {
            return 0.0;
        }
        (straight_m - FIELD_SLACK_M).max(0.0) / FASTEST_M_S
    }

    /// The plan's one-way and closed paths come into force.
    pub(crate) fn adopt(&mut self, plan: &Plan) {
        self.now.adopt(&self.world, plan);
        self.refresh();
    }

    /// Nobody keeps the rules of one-way and shut paths at these portals.
    pub(crate) fn set_unkept(&mut self, portals: Vec<PortalIndex>) {
        self.now.unkept = portals;
        self.refresh();
    }

    /// Nobody gets through these portals, and nobody goes on into these paths.
    pub(crate) fn set_blocked(&mut self, portals: Vec<PortalIndex>, paths: Vec<CellIndex>) {
        self.now.blocked = portals;
        self.now.crossed = paths;
        self.refresh();
    }

    /// So many a second get through these portals at most, through all others as
    /// many as their gates and the rules say [1/s].
    pub(crate) fn set_narrowed(&mut self, narrowed: &[(PortalIndex, f64)]) {
        for portal in std::mem::take(&mut self.narrowed) {
            self.caps[portal.at()] = cap(&self.world, portal.at());
        }
        for &(portal, per_s) in narrowed {
            let own = cap(&self.world, portal.at());
            let passage_s =
                [0, 1].map(|way| own.map_or(0.0, |own| own.passage_s[way]).max(1.0 / per_s));
            self.caps[portal.at()] = Some(Cap::new(passage_s));
            self.narrowed.push(portal);
        }
    }

    /// Whether staff get through a portal: past every gate that is not shut,
    /// against all rules of paths.
    pub(crate) fn lets_staff_through(&self, portal: PortalIndex) -> bool {
        let portal = &self.world.portals[portal.at()];
        portal.gate.is_none_or(|gate| {
            let setting = self.now.gates[gate.at()];
            setting.state != GateState::Closed && (setting.cleared || !portal.emergency)
        })
    }

    /// Changes a gate.
    pub(crate) fn set_gate(&mut self, gate: GateIndex, setting: GateSetting) {
        self.now.gates[gate.at()] = setting;
        self.refresh();
    }

    /// Computes passages anew after a change.
    fn refresh(&mut self) {
        self.passages = passages(&self.world, &self.now);
        self.detours.clear();
        self.present.clear();
    }

    /// Whether the state of gates and paths lets somebody through a portal.
    pub(crate) fn lets_through(
        &self,
        portal: PortalIndex,
        mobility: Mobility,
        to_right: bool,
    ) -> bool {
        let held = self.world.portals[portal.at()].gate.is_some_and(|gate| {
            let setting = self.now.gates[gate.at()];
            setting.state == GateState::Held || setting.holds == Some(to_right)
        });
        !held && self.passages[mobility as usize].allows(portal, to_right)
    }

    /// Lets the flow caps recover over a step.
    pub(crate) fn recover(&mut self, dt: f64) {
        for cap in self.caps.iter_mut().flatten() {
            cap.recover(dt);
        }
    }

    /// Takes one passage off a portal's flow cap; false if the cap is used
    /// up for now.
    pub(crate) fn take(&mut self, portal: PortalIndex, to_right: bool) -> bool {
        let cap = &mut self.caps[portal.at()];
        cap.as_mut().is_none_or(|cap| cap.take(to_right))
    }

    /// The number of the field to a goal under the present closures, less a
    /// cell to avoid; computed when first asked for.
    pub(crate) fn field_to(
        &mut self,
        goal: Goal,
        mobility: Mobility,
        avoid: Option<CellIndex>,
    ) -> u16 {
        let asked = (goal, mobility, avoid);
        if let Some(&number) = self.present.get(&asked) {
            return number;
        }
        let key = FieldKey {
            goal,
            closures: self.closures(mobility, avoid),
            mobility,
        };
        let number = match self.index.get(&key) {
            Some(&number) => number,
            None => {
                let number = self.fields.len() as u16;
                self.fields.push(self.world.field(&key));
                self.index.insert(key, number);
                number
            }
        };
        self.present.insert(asked, number);
        number
    }

    /// The number of a field that has been asked for since ways last changed.
    pub(crate) fn number_of(&self, asked: (Goal, Mobility, Option<CellIndex>)) -> Option<u16> {
        self.present.get(&asked).copied()
    }

    /// Computes several fields side by side: the first time each is asked
    /// for takes about a second in a large venue.
    pub(crate) fn prepare(&mut self, wanted: &[(Goal, Mobility, Option<CellIndex>)]) {
        let closures: Vec<Arc<Closures>> = wanted
            .iter()
            .map(|&(_, mobility, avoid)| self.closures(mobility, avoid))
            .collect();
        wanted
            .par_iter()
            .zip(closures)
            .for_each(|(&(goal, mobility, _), closures)| {
                drop(self.world.field(&FieldKey {
                    goal,
                    closures,
                    mobility,
                }));
            });
    }

    fn closures(&mut self, mobility: Mobility, avoid: Option<CellIndex>) -> Arc<Closures> {
        let Some(cell) = avoid else {
            return Arc::clone(&self.passages[mobility as usize]);
        };
        if let Some(closures) = self.detours.get(&(mobility, cell)) {
            return Arc::clone(closures);
        }
        let closures = Arc::new(self.now.closures(&self.world, mobility, avoid));
        self.detours.insert((mobility, cell), Arc::clone(&closures));
        closures
    }

    /// A field by its number.
    pub(crate) fn field(&self, number: u16) -> &Field {
        &self.fields[usize::from(number)]
    }

    /// The exits people may leave by.
    pub(crate) fn usable_exits(&self) -> impl Iterator<Item = ExitIndex> + '_ {
        let exits = 0..self.world.scenario.venue.exits.len() as u16;
        (exits.map(ExitIndex)).filter(|&exit| self.is_usable(exit))
    }

    /// Whether people may leave by an exit.
    pub(crate) fn is_usable(&self, exit: ExitIndex) -> bool {
        self.world.scenario.venue.exits[exit.at()].usage != ExitUse::EntranceOnly
    }
}

/// Passages for feet and for wheels.
fn passages(world: &World, now: &Settings) -> [Arc<Closures>; 2] {
    [Mobility::Feet, Mobility::Wheels].map(|mobility| Arc::new(now.closures(world, mobility, None)))
}

/// The flow cap of a portal: the gate's own, or that of the rule set where
/// paths and exits begin and where gates stand; the lesser of both.
fn cap(world: &World, portal: usize) -> Option<Cap> {
    let portal = &world.portals[portal];
    let rules = world.scenario.parameters.rules;
    let own = portal
        .gate
        .and_then(|gate| world.scenario.venue.gates[gate.at()].flow_cap_per_s);
    let controlled = portal.gate.is_some()
        || [portal.left, portal.right]
            .iter()
            .any(|side| is_path_or_exit(world, *side));
    let rule = rule_flows(world, rules, portal).filter(|_| controlled);
    if own.is_none() && rule.is_none() {
        return None;
    }
    let width = counted_width(rules, portal.line.length());
    let passage_s = [0, 1].map(|way| {
        let by_rule = rule.map_or(0.0, |flows| 1.0 / (flows[way] * width));
        own.map_or(0.0, |per_s| 1.0 / per_s).max(by_rule)
    });
    Some(Cap::new(passage_s))
}

/// The part of a clear width that a rule set counts \[m\].
fn counted_width(rules: RuleSet, width: f64) -> f64 {
    let boundary = match rules {
        RuleSet::Sfpe => 2.0 * SFPE_BOUNDARY_M,
        RuleSet::None | RuleSet::GreenGuide | RuleSet::Imo => 0.0,
    };
    (width - boundary).max(LEAST_WIDTH_M)
}

/// Largest specific flows of a rule set through a portal, to its right and to
/// its left [1/m/s]: on stairs by the direction of walking.
fn rule_flows(world: &World, rules: RuleSet, portal: &Portal) -> Option<[f64; 2]> {
    match is_up_to_right(world, portal) {
        None => rules.level_flow_per_m_s().map(|flow| [flow, flow]),
        Some(up_to_right) => {
            let (down, up) = rules.stair_flow_per_m_s()?;
            Some(if up_to_right { [up, down] } else { [down, up] })
        }
    }
}

/// Whether to the right of a portal stairs lead up; none where there are no
/// stairs.
fn is_up_to_right(world: &World, portal: &Portal) -> Option<bool> {
    [portal.left, portal.right].iter().find_map(|side| {
        let Side::Cell(cell) = *side else { return None };
        let cell = &world.cells[cell.at()];
        let right = -(portal.line.b - portal.line.a).left();
        matches!(cell.surface, Surface::Stairs { .. })
            .then(|| cell.gradient(portal.line.midpoint()).dot(right) > 0.0)
    })
}

fn is_path_or_exit(world: &World, side: Side) -> bool {
    match side {
        Side::Cell(cell) => world.cells[cell.at()].is_path,
        Side::Exit(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::RunSpec;
    use super::super::observe::EventKind;
    use super::super::tests::{neck, scenario, simulate};
    use super::*;

    #[test]
    fn a_rule_holds_over_a_crowd_of_a_hundred_at_a_door_of_a_metre() {
        for (rules, cap_per_s) in [
            // 1.3 /m/s on a metre less 0.15 m on either side.
            (RuleSet::Sfpe, 1.3 * 0.7),
            (RuleSet::GreenGuide, 82.0 / 60.0),
            (RuleSet::Imo, 1.33),
        ] {
            let mut document = neck(1.0, 100);
            document.venue.places.truncate(1);
            document.venue.exits[0].cell = "room".into();
            document.venue.exits[0].line = ((10.0, 3.5), (10.0, 4.5));
            document.parameters.rules = rules;
            let (tape, _) = simulate(document, &RunSpec::default());
            let left = tape.times(EventKind::Left);
            assert_eq!(left.len(), 100, "{rules:?}");
            for first in 0..left.len() {
                for last in first..left.len() {
                    let passed = (last - first + 1) as f64;
                    let most = cap_per_s * (left[last] - left[first]) + 1.0;
                    // Times are known to a step.
                    assert!(
                        passed <= most + 2.0 * 0.05 * cap_per_s + 1e-9,
                        "{rules:?}: {passed} where {most} may pass"
                    );
                }
            }
            // The cap is what holds them: the crowd presses all the time.
            let flow = 60.0 / (left[79] - left[19]);
            assert!(
                flow > 0.9 * cap_per_s,
                "{rules:?}: {flow} of {cap_per_s} /s"
            );
        }
    }

    /// A stair 2 m wide that leads up to the east between two places.
    fn stairs() -> Arc<World> {
        let document = scenario(
            r#"(format: 1, name: "stairs",
            venue: (
                places: [
                    (id: "low", polygon: [(-10, -5), (0, -5), (0, 5), (-10, 5)]),
                    (id: "high", polygon: [(6, -5), (16, -5), (16, 5), (6, 5)], z: 3),
                ],
                paths: [(id: "stair", from: "low", to: "high", width: 2,
                    line: [(0, 0, 0), (6, 0, 3)], surface: Stairs(riser: 0.15, tread: 0.3, landings: 0, channels: 1))],
                exits: [(id: "out", cell: "low", line: ((-10, -5), (-10, 5)))],
            ),
            parameters: (rules: Imo),
            )"#,
        );
        match World::compile(Arc::new(document)) {
            Ok(world) => Arc::new(world),
            Err(problems) => panic!("{problems:?}"),
        }
    }

    #[test]
    fn a_press_carries_no_wheelchair_on_to_stairs() {
        let world = stairs();
        let ways = Ways::new(&world);
        let stair = world.cell_named("stair").expect("it is there");
        for (index, portal) in world.portals.iter().enumerate() {
            if !portal.touches(stair) {
                continue;
            }
            let portal_index = PortalIndex(index as u32);
            let enters = portal.right == Side::Cell(stair);
            assert!(!ways.lets_through(portal_index, Mobility::Wheels, enters));
            // Who is on one all the same may leave it.
            assert!(ways.lets_through(portal_index, Mobility::Wheels, !enters));
            assert!(ways.lets_through(portal_index, Mobility::Feet, enters));
        }
    }

    #[test]
    fn stairs_take_more_people_down_than_up() {
        let world = stairs();
        let ways = Ways::new(&world);
        let stair = world.cell_named("stair").expect("it is there");
        let mut ends = 0;
        for (index, portal) in world.portals.iter().enumerate() {
            if !portal.touches(stair) {
                continue;
            }
            let cap = ways.caps[index].expect("stairs are held to the rule");
            // East is up: whoever goes to the right of a line that runs north
            // goes east.
            let right = -(portal.line.b - portal.line.a).left();
            let [east, west] = if right.x > 0.0 {
                cap.passage_s
            } else {
                [cap.passage_s[1], cap.passage_s[0]]
            };
            assert!((east - 1.0 / (0.88 * 2.0)).abs() < 1e-3, "{east}");
            assert!((west - 1.0 / (1.1 * 2.0)).abs() < 1e-3, "{west}");
            ends += 1;
        }
        assert_eq!(ends, 2);
    }
}

//! Which way is open: the state of gates and one-way paths, and the fields
//! that follow from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{ExitUse, GateState, Mobility, Plan, RuleSet, Surface};
use crate::world::closures::{GateSetting, Settings};
use crate::world::{
    CellIndex, Closures, ExitIndex, Field, FieldKey, GateIndex, Goal, PortalIndex, Side, World,
};

/// What a portal lets through per second.
#[derive(Clone, Copy, Debug)]
struct Cap {
    per_s: f64,
    tokens: f64,
}

/// The open ways of the moment.
pub(crate) struct Ways {
    world: Arc<World>,
    /// State of gates and paths.
    pub(crate) now: Settings,
    caps: Vec<Option<Cap>>,
    /// Passages for feet and wheels.
    passages: [Arc<Closures>; 2],
    detours: BTreeMap<(Mobility, CellIndex), Arc<Closures>>,
    index: BTreeMap<FieldKey, u16>,
    fields: Vec<Arc<Field>>,
}

impl Ways {
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let now = Settings::at_start(world);
        Self {
            caps: (0..world.portals.len()).map(|p| cap(world, p)).collect(),
            passages: passages(world, &now),
            detours: BTreeMap::new(),
            index: BTreeMap::new(),
            fields: Vec::new(),
            world: Arc::clone(world),
            now,
        }
    }

    /// The plan's one-way and closed paths come into force.
    pub(crate) fn adopt(&mut self, plan: &Plan) {
        self.now.adopt(&self.world, plan);
        self.refresh();
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
    }

    /// Whether the state of gates and paths lets somebody through a portal.
    pub(crate) fn lets_through(
        &self,
        portal: PortalIndex,
        mobility: Mobility,
        to_right: bool,
    ) -> bool {
        let held = self.world.portals[portal.at()]
            .gate
            .is_some_and(|gate| self.now.gates[gate.at()].state == GateState::Held);
        !held && self.passages[mobility as usize].allows(portal, to_right)
    }

    /// Lets the flow caps recover over a step.
    pub(crate) fn recover(&mut self, dt: f64) {
        for cap in self.caps.iter_mut().flatten() {
            cap.tokens = (cap.tokens + cap.per_s * dt).min(cap.per_s.max(1.0));
        }
    }

    /// Takes one passage off a portal's flow cap; false if the cap is used
    /// up for now.
    pub(crate) fn take(&mut self, portal: PortalIndex) -> bool {
        match &mut self.caps[portal.at()] {
            None => true,
            Some(cap) if cap.tokens >= 1.0 => {
                cap.tokens -= 1.0;
                true
            }
            Some(_) => false,
        }
    }

    /// The number of the field to a goal under the present closures, less a
    /// cell to avoid; computed when first asked for.
    pub(crate) fn field_to(
        &mut self,
        goal: Goal,
        mobility: Mobility,
        avoid: Option<CellIndex>,
    ) -> u16 {
        let closures = match avoid {
            None => Arc::clone(&self.passages[mobility as usize]),
            Some(cell) => match self.detours.get(&(mobility, cell)) {
                Some(closures) => Arc::clone(closures),
                None => {
                    let closures = Arc::new(self.now.closures(&self.world, mobility, avoid));
                    self.detours.insert((mobility, cell), Arc::clone(&closures));
                    closures
                }
            },
        };
        let key = FieldKey {
            goal,
            closures,
            mobility,
        };
        if let Some(&number) = self.index.get(&key) {
            return number;
        }
        let number = self.fields.len() as u16;
        self.fields.push(self.world.field(&key));
        self.index.insert(key, number);
        number
    }

    /// A field by its number.
    pub(crate) fn field(&self, number: u16) -> &Field {
        &self.fields[usize::from(number)]
    }

    /// The exits people may leave by.
    pub(crate) fn usable_exits(&self) -> impl Iterator<Item = ExitIndex> + '_ {
        let exits = &self.world.scenario.venue.exits;
        (0..exits.len())
            .filter(|&exit| exits[exit].usage != ExitUse::EntranceOnly)
            .map(|exit| ExitIndex(exit as u16))
    }
}

/// Passages for feet and for wheels.
fn passages(world: &World, now: &Settings) -> [Arc<Closures>; 2] {
    [Mobility::Feet, Mobility::Wheels].map(|mobility| Arc::new(now.closures(world, mobility, None)))
}

/// The flow cap of a portal: the gate's own, or that of the rule set where
/// stairs begin and where gates stand; the lesser of both.
fn cap(world: &World, portal: usize) -> Option<Cap> {
    let portal = &world.portals[portal];
    let rules = world.scenario.parameters.rules;
    let own = portal
        .gate
        .and_then(|gate| world.scenario.venue.gates[gate.at()].flow_cap_per_s);
    let width = portal.line.length();
    let rule = rule_flow(world, rules, portal.left, portal.right).and_then(|per_m_s| {
        let controlled = portal.gate.is_some()
            || [portal.left, portal.right]
                .iter()
                .any(|side| is_path_or_exit(world, *side));
        controlled.then_some(per_m_s * width)
    });
    let per_s = match (own, rule) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => return None,
    };
    Some(Cap { per_s, tokens: 1.0 })
}

fn rule_flow(world: &World, rules: RuleSet, left: Side, right: Side) -> Option<f64> {
    let stairs = [left, right].iter().any(|side| match side {
        Side::Cell(cell) => matches!(world.cells[cell.at()].surface, Surface::Stairs { .. }),
        Side::Exit(_) => false,
    });
    if stairs {
        // Which way people go on the stairs is not known here; the slower
        // of both is what codes count with.
        rules.stair_flow_per_m_s().map(|(down, up)| down.min(up))
    } else {
        rules.level_flow_per_m_s()
    }
}

fn is_path_or_exit(world: &World, side: Side) -> bool {
    match side {
        Side::Cell(cell) => world.cells[cell.at()].is_path,
        Side::Exit(_) => true,
    }
}

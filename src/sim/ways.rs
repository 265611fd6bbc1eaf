//! Which way is open: the state of gates and one-way paths, and the fields
//! that follow from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Segment;
use crate::model::{Direction, ExitUse, GateState, Mobility, Plan, RuleSet, Surface};
use crate::world::{
    CellIndex, Closures, ExitIndex, Field, FieldKey, GateIndex, Goal, PortalIndex, Side, World,
};

/// State of a gate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GateNow {
    /// Open, held or closed.
    pub(crate) state: GateState,
    /// Allowed direction.
    pub(crate) direction: Direction,
    /// Whether its lanes were taken away.
    pub(crate) cleared: bool,
}

/// What a portal lets through per second.
#[derive(Clone, Copy, Debug)]
struct Cap {
    per_s: f64,
    tokens: f64,
}

/// Passing to the right or to the left of a portal's line.
pub(crate) fn allows(passage: Option<Direction>, to_right: bool) -> bool {
    match passage {
        Some(Direction::Both) => true,
        Some(Direction::Forward) => to_right,
        Some(Direction::Backward) => !to_right,
        None => false,
    }
}

/// The open ways of the moment.
pub(crate) struct Ways {
    world: Arc<World>,
    /// Gates, in the order of the document.
    pub(crate) gates: Vec<GateNow>,
    one_way: Vec<(CellIndex, Option<Direction>)>,
    caps: Vec<Option<Cap>>,
    /// Lines of the portals as they are now.
    pub(crate) lines: Vec<Segment>,
    /// Passages for feet and wheels.
    passages: [Arc<Closures>; 2],
    detours: BTreeMap<(Mobility, CellIndex), Arc<Closures>>,
    index: BTreeMap<FieldKey, u16>,
    fields: Vec<Arc<Field>>,
}

impl Ways {
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let scenario = &world.scenario;
        let gates = scenario
            .venue
            .gates
            .iter()
            .map(|gate| GateNow {
                state: gate.state,
                direction: gate.direction,
                cleared: false,
            })
            .collect();
        let open = Arc::new(Closures {
            passage: vec![Some(Direction::Both); world.portals.len()],
        });
        let mut ways = Self {
            gates,
            one_way: Vec::new(),
            caps: (0..world.portals.len()).map(|p| cap(world, p)).collect(),
            lines: world.portals.iter().map(|portal| portal.line).collect(),
            passages: [Arc::clone(&open), open],
            detours: BTreeMap::new(),
            index: BTreeMap::new(),
            fields: Vec::new(),
            world: Arc::clone(world),
        };
        ways.refresh();
        ways
    }

    /// The plan's one-way and closed paths come into force.
    pub(crate) fn adopt(&mut self, plan: &Plan) {
        self.one_way = plan
            .one_way
            .iter()
            .filter_map(|rule| Some((self.world.cell_named(&rule.path)?, rule.direction)))
            .collect();
        self.refresh();
    }

    /// Changes a gate.
    pub(crate) fn set_gate(&mut self, gate: GateIndex, now: GateNow) {
        self.gates[gate.at()] = now;
        let site = &self.world.gates[gate.at()];
        if now.cleared
            && let Some(line) = site.emergency_line
        {
            self.lines[site.portal.at()] = line;
        }
        self.refresh();
    }

    /// Computes passages anew after a change.
    fn refresh(&mut self) {
        self.passages =
            [Mobility::Feet, Mobility::Wheels].map(|m| Arc::new(self.closures(m, None)));
        self.detours.clear();
    }

    fn closures(&self, mobility: Mobility, avoid: Option<CellIndex>) -> Closures {
        let world = &self.world;
        let mut passage: Vec<Option<Direction>> = world
            .portals
            .iter()
            .map(|portal| {
                let gate = portal.gate.map(|g| (g, self.gates[g.at()]));
                match gate {
                    Some((_, now)) if now.state == GateState::Closed => None,
                    Some((g, now)) => Some(turned(now.direction, world.gates[g.at()].from_is_left)),
                    None => Some(Direction::Both),
                }
            })
            .collect();
        for exit in 0..world.exits.len() {
            if world.scenario.venue.exits[exit].usage == ExitUse::EntranceOnly {
                for portal in &world.exits[exit].portals {
                    passage[portal.at()] = None;
                }
            }
        }
        for &(path, direction) in &self.one_way {
            if direction.is_none() && mobility == Mobility::Wheels {
                continue;
            }
            for &portal in &world.cells[path.at()].portals {
                let entering_right = world.portals[portal.at()].right == Side::Cell(path);
                let allowed = match direction {
                    // Nobody enters; who is on it may leave.
                    None => Some(false),
                    Some(along) => end_of(world, path, portal).and_then(|at_start| match along {
                        Direction::Both => None,
                        Direction::Forward => Some(at_start),
                        Direction::Backward => Some(!at_start),
                    }),
                };
                if let Some(enters) = allowed {
                    let way = if enters == entering_right {
                        Direction::Forward
                    } else {
                        Direction::Backward
                    };
                    passage[portal.at()] = meet(passage[portal.at()], way);
                }
            }
        }
        if let Some(cell) = avoid {
            for &portal in &world.cells[cell.at()].portals {
                let entering_right = world.portals[portal.at()].right == Side::Cell(cell);
                let out = if entering_right {
                    Direction::Backward
                } else {
                    Direction::Forward
                };
                passage[portal.at()] = meet(passage[portal.at()], out);
            }
        }
        Closures { passage }
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
            .is_some_and(|gate| self.gates[gate.at()].state == GateState::Held);
        !held
            && allows(
                self.passages[mobility as usize].passage[portal.at()],
                to_right,
            )
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
                    let closures = Arc::new(self.closures(mobility, avoid));
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

/// A gate's direction as its portal sees it.
fn turned(direction: Direction, from_is_left: bool) -> Direction {
    match (direction, from_is_left) {
        (Direction::Both, _) => Direction::Both,
        (Direction::Forward, true) | (Direction::Backward, false) => Direction::Forward,
        (Direction::Forward, false) | (Direction::Backward, true) => Direction::Backward,
    }
}

/// What is left of a passage if only one way is allowed.
fn meet(passage: Option<Direction>, way: Direction) -> Option<Direction> {
    match passage {
        Some(Direction::Both) => Some(way),
        Some(same) if same == way => Some(way),
        _ => None,
    }
}

/// Whether a portal lies at the beginning of a path (true) or at its end
/// (false); none for one along its side.
fn end_of(world: &World, path: CellIndex, portal: PortalIndex) -> Option<bool> {
    let places = world.scenario.venue.places.len();
    let drawn = world
        .scenario
        .venue
        .paths
        .get(path.at().checked_sub(places)?)?;
    let middle = world.portals[portal.at()].line.midpoint();
    let first = drawn.line.first()?;
    let last = drawn.line.last()?;
    let to_first = middle.distance((first.0, first.1).into());
    let to_last = middle.distance((last.0, last.1).into());
    let reach = drawn.width + 1.0;
    (to_first.min(to_last) <= reach).then_some(to_first <= to_last)
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

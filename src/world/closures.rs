//! Which way each portal may be used, from the state of gates and paths.

use crate::model::{Direction, ExitUse, Gate, GateState, Mobility, Plan, Surface};

use super::{CellIndex, Closures, PortalIndex, Side, World};

/// State of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateSetting {
    /// Open, held or closed.
    pub state: GateState,
    /// Allowed direction.
    pub direction: Direction,
    /// Whether its lanes were taken away.
    pub cleared: bool,
    /// Whether it is shut because nobody is there to work it.
    pub unmanned: bool,
    /// The direction in which people are held at it while others pass: to the right
    /// of its portal, or to the left.
    pub holds: Option<bool>,
}

impl From<&Gate> for GateSetting {
    fn from(gate: &Gate) -> Self {
        Self {
            state: gate.state,
            direction: gate.direction,
            cleared: false,
            unmanned: false,
            holds: None,
        }
    }
}

/// The state of gates and paths at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Gates, in the order of the document.
    pub gates: Vec<GateSetting>,
    /// One-way paths along their line; without a direction nobody on foot
    /// enters.
    pub one_way: Vec<(CellIndex, Option<Direction>)>,
    /// Portals of those paths at which nobody stands to keep the rule, ascending.
    pub unkept: Vec<PortalIndex>,
    /// Portals nobody gets through: a fire or something else lies before them,
    /// ascending.
    pub blocked: Vec<PortalIndex>,
    /// Paths across which a fire lies, ascending: nobody enters, who is in one may
    /// leave.
    pub crossed: Vec<CellIndex>,
}

impl Settings {
    /// The state the document starts with.
    #[must_use]
    pub fn at_start(world: &World) -> Self {
        let gates = &world.scenario.venue.gates;
        Self {
            gates: gates.iter().map(GateSetting::from).collect(),
            one_way: Vec::new(),
            unkept: Vec::new(),
            blocked: Vec::new(),
            crossed: Vec::new(),
        }
    }

    /// The state after everything a plan orders has been done.
    #[must_use]
    pub fn under(world: &World, plan: &Plan) -> Self {
        let mut settings = Self::at_start(world);
        settings.adopt(world, plan);
        for order in &plan.gates {
            let Some(gate) = world.gate_named(&order.gate) else {
                continue;
            };
            let setting = &mut settings.gates[gate.at()];
            setting.state = order.state.unwrap_or(setting.state);
            setting.direction = order.direction.unwrap_or(setting.direction);
            setting.cleared |= order.clear;
        }
        settings
    }

    /// A plan's one-way and closed paths come into force.
    pub fn adopt(&mut self, world: &World, plan: &Plan) {
        self.unkept.clear();
        self.one_way = plan
            .one_way
            .iter()
            .filter_map(|rule| Some((world.cell_named(&rule.path)?, rule.direction)))
            .collect();
    }

    /// Passages for a mobility class, less a cell that is to be avoided:
    /// nobody enters it, who is in it may leave.
    #[must_use]
    pub fn closures(
        &self,
        world: &World,
        mobility: Mobility,
        avoid: Option<CellIndex>,
    ) -> Closures {
        let mut closures = Closures {
            passage: (0..world.portals.len())
                .map(|portal| self.by_gate(world, portal))
                .collect(),
        };
        for portal in &self.blocked {
            closures.passage[portal.at()] = None;
        }
        for (exit, site) in world.scenario.venue.exits.iter().zip(&world.exits) {
            if exit.usage == ExitUse::EntranceOnly {
                for portal in &site.portals {
                    closures.passage[portal.at()] = None;
                }
            }
        }
        if mobility == Mobility::Wheels {
            // Else a press would carry wheelchairs on to stairs.
            for (index, cell) in world.cells.iter().enumerate() {
                if matches!(cell.surface, Surface::Stairs { .. }) {
                    closures.restrict(world, CellIndex(index as u16), None, &[]);
                }
            }
        }
        for &(path, direction) in &self.one_way {
            // Wheelchairs and their helpers may use a path kept free.
            if direction.is_none() && mobility == Mobility::Wheels {
                continue;
            }
            closures.restrict(world, path, direction, &self.unkept);
        }
        for &cell in self.crossed.iter().chain(&avoid) {
            closures.restrict(world, cell, None, &[]);
        }
        closures
    }

    fn by_gate(&self, world: &World, portal: usize) -> Option<Direction> {
        let portal = &world.portals[portal];
        let Some(gate) = portal.gate else {
            return Some(Direction::Both);
        };
        let setting = self.gates[gate.at()];
        if setting.state == GateState::Closed
            || setting.unmanned
            || (portal.emergency && !setting.cleared)
        {
            return None;
        }
        Some(turned(
            setting.direction,
            world.gates[gate.at()].from_is_left,
        ))
    }
}

impl Closures {
    /// Whether a portal may be passed to its right, or to its left.
    #[must_use]
    #[inline]
    pub fn allows(&self, portal: PortalIndex, to_right: bool) -> bool {
        match self.passage[portal.at()] {
            Some(Direction::Both) => true,
            Some(Direction::Forward) => to_right,
            Some(Direction::Backward) => !to_right,
            None => false,
        }
    }

    /// Makes a cell one-way along its line, or shut to all who are not in
    /// it, but for some of its portals.
    fn restrict(
        &mut self,
        world: &World,
        cell: CellIndex,
        direction: Option<Direction>,
        but: &[PortalIndex],
    ) {
        for &portal in &world.cells[cell.at()].portals {
            if but.binary_search(&portal).is_ok() {
                continue;
            }
            let entering = entering(world, cell, portal, direction);
            let Some(entering) = entering else { continue };
            let enters_right = world.portals[portal.at()].right == Side::Cell(cell);
            let way = if entering == enters_right {
                Direction::Forward
            } else {
                Direction::Backward
            };
            let passage = &mut self.passage[portal.at()];
            *passage = meet(*passage, way);
        }
    }
}

/// Whether a rule lets people through a portal into a path (true) or out of it
/// (false) only; none if it says nothing of that portal.
fn entering(
    world: &World,
    path: CellIndex,
    portal: PortalIndex,
    direction: Option<Direction>,
) -> Option<bool> {
    match direction {
        None => Some(false),
        Some(along) => end_of(world, path, portal).and_then(|at_start| match along {
            Direction::Both => None,
            Direction::Forward => Some(at_start),
            Direction::Backward => Some(!at_start),
        }),
    }
}

/// Whether a rule that makes a path one-way, or shuts it, says anything of one of
/// its portals.
#[must_use]
pub fn is_ruled(
    world: &World,
    path: CellIndex,
    portal: PortalIndex,
    direction: Option<Direction>,
) -> bool {
    entering(world, path, portal, direction).is_some()
}

/// Whether a portal lies at the beginning of a path (true) or at its end
/// (false); none for one along its side.
fn end_of(world: &World, path: CellIndex, portal: PortalIndex) -> Option<bool> {
    let [first, last] = world.cells[path.at()].ends.as_ref()?;
    if first.contains(&portal) {
        Some(true)
    } else {
        last.contains(&portal).then_some(false)
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

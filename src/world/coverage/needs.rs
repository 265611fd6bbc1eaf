//! How many people a plan takes at the same time, against how many there are.

use crate::model::{Direction, Gate, GateOrder, GateState, Id, OneWay, Plan, Power, Unit};
use crate::world::{PortalIndex, World};

/// Work that a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The lanes of a gate are taken away.
    ClearGate,
    /// A line is held across a gate.
    HoldGate,
    /// A gate is opened, closed or made one-way.
    SetGate,
    /// A path is kept shut at its ends, or at one of them.
    ShutPath,
    /// Units go to another station.
    Move,
    /// Everything that takes the power, at the same time.
    Together,
}

impl Work {
    /// The name of the work in JSON and in the catalogue of texts.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ClearGate => "clear_gate",
            Self::HoldGate => "hold_gate",
            Self::SetGate => "set_gate",
            Self::ShutPath => "shut_path",
            Self::Move => "move",
            Self::Together => "together",
        }
    }
}

/// People that some work of a plan takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The work.
    pub work: Work,
    /// Id of the gate or path; none for all together and for moves.
    pub subject: Option<Id>,
    /// What those who do it must be allowed to do; none if everybody may.
    pub power: Option<Power>,
    /// People it takes.
    pub needed: u32,
    /// People of all units whose role has the power.
    pub available: u32,
}

/// What a plan takes, in its order: gates, paths, all of these together, and
/// the units it moves, who may be the same people.
pub(super) fn needs(world: &World, plan: &Plan) -> Vec<Need> {
    let holders = people(world, |unit| may_hold(world, unit));
    let need = |work, subject: Option<&Id>, needed| Need {
        work,
        subject: subject.cloned(),
        power: Some(Power::Hold),
        needed,
        available: holders,
    };
    let mut needs: Vec<Need> = Vec::new();
    for order in &plan.gates {
        let Some((work, needed)) = at_gate(world, plan, order) else {
            continue;
        };
        let mut same = needs.iter_mut();
        // Who clears a gate holds it afterwards: the larger crew counts.
        match same.find(|need| need.subject.as_ref() == Some(&order.gate)) {
            Some(known) if known.needed >= needed => {}
            Some(known) => (known.work, known.needed) = (work, needed),
            None => needs.push(need(work, Some(&order.gate), needed)),
        }
    }
    for rule in &plan.one_way {
        let shut = shut_ways(world, rule);
        if shut > 0 {
            needs.push(need(Work::ShutPath, Some(&rule.path), shut));
        }
    }
    if needs.len() > 1 {
        let sum = needs.iter().map(|need| need.needed).sum();
        needs.push(need(Work::Together, None, sum));
    }
    let moved = people(world, |unit| {
        plan.staff.iter().any(|order| order.unit == unit.id)
    });
    if moved > 0 {
        needs.push(Need {
            work: Work::Move,
            subject: None,
            power: None,
            needed: moved,
            available: people(world, |_| true),
        });
    }
    needs
}

fn people(world: &World, counts: impl Fn(&Unit) -> bool) -> u32 {
    let units = world.scenario.staff.units.iter();
    units
        .filter(|unit| counts(unit))
        .map(|unit| unit.count)
        .sum()
}

fn may_hold(world: &World, unit: &Unit) -> bool {
    world.scenario.staff.may(unit.role, Power::Hold)
}

/// What an order takes at its gate; none if it changes nothing there.
fn at_gate(world: &World, plan: &Plan, order: &GateOrder) -> Option<(Work, u32)> {
    let gate = &world.scenario.venue.gates[world.gate_named(&order.gate)?.at()];
    let clears = order.clear.then(|| {
        let crew = gate
            .emergency
            .map_or(1, |clearance| clearance.people.max(1));
        (Work::ClearGate, crew)
    });
    let by_one_m = world.scenario.parameters.staff.held_by_one_m;
    let state = match order.state {
        Some(GateState::Held) => {
            let holders = (width_m(gate, plan) / by_one_m - 1e-9).ceil().max(1.0);
            Some((Work::HoldGate, holders as u32))
        }
        Some(GateState::Open | GateState::Closed) => Some((Work::SetGate, 1)),
        None => order.direction.map(|_| (Work::SetGate, 1)),
    };
    match (clears, state) {
        (Some(clears), Some(state)) if state.1 > clears.1 => Some(state),
        (clears, state) => clears.or(state),
    }
}

/// Clear width of a gate under a plan \[m\].
fn width_m(gate: &Gate, plan: &Plan) -> f64 {
    let cleared = plan
        .gates
        .iter()
        .any(|order| order.gate == gate.id && order.clear);
    let (a, b) = gate.line;
    let drawn = crate::base::Vec2::from(a).distance(b.into());
    match gate.emergency {
        Some(clearance) if cleared => clearance.width,
        _ => gate.width.unwrap_or(drawn),
    }
}

/// At how many ways into a path somebody must stand so that a rule holds: at
/// each end people may not enter by and, if nobody may enter at all, wherever
/// something joins its side.
fn shut_ways(world: &World, rule: &OneWay) -> u32 {
    let Some(path) = world.cell_named(&rule.path).map(|cell| world.cell(cell)) else {
        return 0;
    };
    let Some([first, last]) = &path.ends else {
        return 0;
    };
    let end = |portals: &[PortalIndex]| u32::from(!portals.is_empty());
    match rule.direction {
        Some(Direction::Both) => 0,
        Some(Direction::Forward) => end(last),
        Some(Direction::Backward) => end(first),
        None => {
            let at_side = |portal: &&PortalIndex| {
                !first.contains(portal)
                    && !last.contains(portal)
                    && !world.portal(**portal).emergency
            };
            let sides = path.portals.iter().filter(at_side).count();
            end(first) + end(last) + sides as u32
        }
    }
}

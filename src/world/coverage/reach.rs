//! How long staff take to a cell, on foot through empty ways.

use crate::base::Vec2;
use crate::base::parallel::ordered_map;
use crate::model::{GateState, Role, Station};
use crate::world::closures::Settings;
use crate::world::network::Network;
use crate::world::route::{Passage, Target};
use crate::world::{CellIndex, PortalIndex, Spot, World};

use super::Staffing;

/// Speed of staff on the level [m/s]: the mean free speed of Weidmann (1993);
/// that staff walk at it, whatever they carry, is an assumption.
pub const LEVEL_M_PER_S: f64 = 1.34;

/// Roles that somebody has, and for each cell the minutes in which the nearest
/// unit of each reaches its middle.
pub(super) fn minutes(
    staffing: &Staffing<'_>,
    middles: &[Option<Vec2>],
) -> (Vec<Role>, Vec<Vec<Option<f64>>>) {
    let world = staffing.world;
    let starts = starts(staffing, middles);
    let has = |role: &Role| staffing.units().any(|(unit, _)| unit.role == *role);
    let roles: Vec<Role> = Role::ALL.into_iter().filter(has).collect();
    let network = Network::new(world);
    let open = Open {
        world,
        settings: staffing.plan.map_or_else(
            || Settings::at_start(world),
            |plan| Settings::under(world, plan),
        ),
    };
    let targets: Vec<Option<Spot>> = middles
        .iter()
        .enumerate()
        .map(|(cell, middle)| middle.map(|at| Spot::new(CellIndex(cell as u16), at)))
        .collect();
    let minutes = ordered_map(&targets, |target| {
        let time_s = |from: Spot| {
            let route = network.route(world, &open, from, Target::Spot((*target)?))?;
            Some(route.leg.time_s / LEVEL_M_PER_S)
        };
        let nearest = |role: &Role| {
            let of_role = starts.iter().filter(|(of, _)| of == role);
            let times = of_role.filter_map(|&(_, from)| time_s(from));
            times.min_by(f64::total_cmp).map(|seconds| seconds / 60.0)
        };
        roles.iter().map(nearest).collect()
    });
    (roles, minutes)
}

/// From where units set out, each spot of a role once: a post, or the middle of
/// the first cell of a round.
fn starts(staffing: &Staffing<'_>, middles: &[Option<Vec2>]) -> Vec<(Role, Spot)> {
    let world = staffing.world;
    let mut starts: Vec<(Role, Spot)> = Vec::new();
    for (unit, station) in staffing.units() {
        let spot = match station {
            Station::At { cell, position } => world.spot(cell, *position),
            Station::Patrol { .. } => staffing
                .cells(station)
                .first()
                .and_then(|&cell| Some(Spot::new(cell, middles[cell.at()]?))),
        };
        if let Some(start) = spot.map(|spot| (unit.role, spot))
            && !starts.contains(&start)
        {
            starts.push(start);
        }
    }
    starts
}

/// Where staff pass: everywhere but at closed gates; rules for visitors do not
/// bind them.
struct Open<'a> {
    world: &'a World,
    settings: Settings,
}

impl Passage for Open<'_> {
    fn portal(&self, portal: PortalIndex, _to_right: bool) -> bool {
        let portal = self.world.portal(portal);
        portal.gate.is_none_or(|gate| {
            let setting = self.settings.gates[gate.at()];
            setting.state != GateState::Closed && (!portal.emergency || setting.cleared)
        })
    }

    fn cell(&self, _cell: CellIndex) -> bool {
        true
    }
}

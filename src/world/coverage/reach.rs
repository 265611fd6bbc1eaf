//! How long staff take to a cell, on foot through empty ways.

use crate::base::Vec2;
use crate::base::parallel::ordered_map;
use crate::model::{GateState, Role, Station};
use crate::world::closures::Settings;
use crate::world::network::Network;
use crate::world::route::{Passage, Target};
use crate::world::{CellIndex, PortalIndex, Spot, World};

use super::OnDuty;

/// Roles that somebody has, and for each cell the minutes in which the nearest
/// unit of each reaches its middle.
pub(super) fn minutes(
    on_duty: &OnDuty<'_>,
    middles: &[Option<Vec2>],
) -> (Vec<Role>, Vec<Vec<Option<f64>>>) {
    let world = on_duty.world;
    let starts = starts(on_duty, middles);
    let has = |role: &Role| on_duty.units().any(|(unit, _)| unit.role == *role);
    let roles: Vec<Role> = Role::ALL.into_iter().filter(has).collect();
    let walking_m_s = world.scenario.parameters.staff.walking_m_s;
    let network = Network::new(world);
    let open = Open {
        world,
        settings: on_duty.plan.map_or_else(
            || Settings::at_start(world),
            |plan| Settings::under(world, plan),
        ),
    };
    let targets: Vec<Option<Spot>> = middles
        .iter()
        .enumerate()
        .map(|(cell, middle)| middle.map(|at| Spot::new(CellIndex(cell as u16), at)))
        .collect();
    let minutes = ordered_map(&targets, |&target| {
        let nearest = |role: &Role| {
            let target = target?;
            let of_role = starts.iter().filter(|(of, _)| of == role);
            let starts: Vec<Spot> = of_role.map(|(_, from)| *from).collect();
            let time_s = |from| {
                Some(
                    network
                        .route(world, &open, from, Target::Spot(target))?
                        .leg
                        .time_s,
                )
            };
            let least = least_s_per_m(world);
            Some(quickest(starts, target, least, time_s)? / walking_m_s / 60.0)
        };
        roles.iter().map(nearest).collect()
    });
    (roles, minutes)
}

/// A bound from below on the time for a metre as the crow flies, at 1 m/s on the
/// level: slightly downhill people are quicker by a sixth at most. None where a
/// path leads from its end back to its beginning.
fn least_s_per_m(world: &World) -> f64 {
    let periodic = world
        .portals
        .iter()
        .any(|portal| portal.shift != Vec2::ZERO);
    if periodic { 0.0 } else { 0.8 }
}

/// The least time from any of the starts; whoever cannot be quicker even as the
/// crow flies is not asked.
fn quickest(
    mut starts: Vec<Spot>,
    target: Spot,
    least_s_per_m: f64,
    time_s: impl Fn(Spot) -> Option<f64>,
) -> Option<f64> {
    let bound = |from: &Spot| from.at.distance(target.at) * least_s_per_m;
    starts.sort_by(|a, b| bound(a).total_cmp(&bound(b)));
    let mut best: Option<f64> = None;
    for from in starts {
        if best.is_some_and(|best| best <= bound(&from)) {
            break;
        }
        if let Some(time_s) = time_s(from) {
            best = Some(best.map_or(time_s, |best| best.min(time_s)));
        }
    }
    best
}

/// From where units set out, each spot of a role once: a post, or the middle of
/// the first cell of a round.
fn starts(on_duty: &OnDuty<'_>, middles: &[Option<Vec2>]) -> Vec<(Role, Spot)> {
    let world = on_duty.world;
    let mut starts: Vec<(Role, Spot)> = Vec::new();
    for (unit, station) in on_duty.units() {
        let spot = match station {
            Station::At { cell, position } => world.spot(cell, *position),
            Station::Patrol { .. } => on_duty
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

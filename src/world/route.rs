//! The quickest way for one person or vehicle to one spot, on the network: for
//! staff, who go where nobody else goes. Visitors follow fields.

use std::collections::{BTreeMap, BinaryHeap};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::base::Vec2;

use super::network::{INSET_M, Leg, Network, Reached, inside_of, leg, straight};
use super::{CellIndex, ExitIndex, PortalIndex, Side, Spot, World};

/// Who passes a portal keeps so far from its ends, if it is wide enough \[m\].
const FROM_ENDS_M: f64 = 0.4;

/// A portal that is passed, and whether to its right.
type Hop = (PortalIndex, bool);

/// Where somebody walks to on the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A spot inside.
    Spot(Spot),
    /// Out by an exit.
    Exit(ExitIndex),
}

/// A way on the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Portals to pass, in order, and whether to their right.
    pub portals: Vec<(PortalIndex, bool)>,
    /// Its length and walking time.
    pub leg: Leg,
}

/// Which way one may pass portals and cells.
pub trait Passage {
    /// Whether a portal may be passed to its right, or to its left.
    fn portal(&self, portal: PortalIndex, to_right: bool) -> bool;
    /// Whether a cell may be walked or driven through.
    fn cell(&self, cell: CellIndex) -> bool;
}

impl Network {
    /// The quickest way from a spot to a target, if there is one. Portals are
    /// joined by the middles in the search; the time of the way found is that of
    /// the straight course through them.
    #[must_use]
    pub fn route(
        &self,
        world: &World,
        passage: &impl Passage,
        from: Spot,
        to: Target,
    ) -> Option<Route> {
        let mut best: BTreeMap<Hop, (f64, Option<Hop>)> = BTreeMap::new();
        let mut open = BinaryHeap::new();
        // The target as the search sees it: the last portal, none for no portal.
        let mut done: Option<(f64, Option<Hop>)> = None;
        if let Target::Spot(spot) = to
            && spot.cell == from.cell
            && let Some(straight) = leg(world.cell(from.cell), from.at, spot.at)
        {
            done = Some((straight.time_s, None));
        }
        for (portal, to_right) in ways_on(world, passage, from.cell) {
            let at = inside_of(world, from.cell, portal);
            if let Some(leg) = leg(world.cell(from.cell), from.at, at) {
                open.push(Reached {
                    cost: leg.time_s,
                    portal,
                    to_right,
                    by: None,
                });
            }
        }
        while let Some(reached) = open.pop() {
            let Reached {
                cost: time_s,
                portal,
                to_right,
                by,
            } = reached;
            if done.is_some_and(|(least, _)| least <= time_s) {
                break;
            }
            let here = (portal, to_right);
            if best.get(&here).is_some_and(|known| known.0 <= time_s) {
                continue;
            }
            best.insert(here, (time_s, by));
            let cell = match world.portal(portal).passed(to_right) {
                Side::Exit(exit) => {
                    if to == Target::Exit(exit) {
                        done = Some((time_s, Some(here)));
                    }
                    continue;
                }
                Side::Cell(cell) => cell,
            };
            if let Target::Spot(spot) = to
                && spot.cell == cell
                && let Some(last) = leg(world.cell(cell), inside_of(world, cell, portal), spot.at)
                && done.is_none_or(|(least, _)| time_s + last.time_s < least)
            {
                done = Some((time_s + last.time_s, Some(here)));
            }
            if !passage.cell(cell) {
                continue;
            }
            for edge in self.graph.edges(NodeIndex::new(portal.at())) {
                let next = self.graph[edge.target()];
                let to_right = world.portal(next).left == Side::Cell(cell);
                if edge.weight().cell == cell && passage.portal(next, to_right) {
                    open.push(Reached {
                        cost: time_s + edge.weight().time_s,
                        portal: next,
                        to_right,
                        by: Some(here),
                    });
                }
            }
        }
        let (_, mut last) = done?;
        let mut portals = Vec::new();
        while let Some(here) = last {
            portals.push(here);
            last = best.get(&here).and_then(|known| known.1);
        }
        portals.reverse();
        let leg = course(world, from, &portals, to)?;
        Some(Route { portals, leg })
    }
}

/// The portals by which one may leave a cell.
fn ways_on(
    world: &World,
    passage: &impl Passage,
    cell: CellIndex,
) -> impl Iterator<Item = (PortalIndex, bool)> {
    world.cell(cell).portals.iter().filter_map(move |&portal| {
        let to_right = world.portal(portal).left == Side::Cell(cell);
        passage
            .portal(portal, to_right)
            .then_some((portal, to_right))
    })
}

/// Where on the next of the portals ahead somebody at `p` makes for, bound for a
/// target: where the straight line to what comes after it passes, and not too near
/// its ends. None if no portal is ahead.
#[must_use]
pub fn aim(world: &World, p: Vec2, ahead: &[(PortalIndex, bool)], to: Target) -> Option<Vec2> {
    let line = world.portal(ahead.first()?.0).line;
    let toward = match ahead.get(1) {
        Some(after) => world.portal(after.0).line.midpoint(),
        None => match to {
            Target::Spot(spot) => spot.at,
            // Straight out: whatever is nearest.
            Target::Exit(_) => line.nearest_point(p),
        },
    };
    let (along, way) = (line.b - line.a, toward - p);
    let across = way.cross(along);
    let share = if across.abs() > 1e-9 {
        way.cross(p - line.a) / across
    } else {
        line.nearest_share(p)
    };
    let margin = (FROM_ENDS_M / line.length().max(1e-9)).min(0.5);
    Some(line.a + along * share.clamp(margin, 1.0 - margin))
}

/// Length and time of the way through portals.
fn course(world: &World, from: Spot, portals: &[(PortalIndex, bool)], to: Target) -> Option<Leg> {
    let mut here = from;
    let mut sum = Leg::default();
    for (number, &(portal, to_right)) in portals.iter().enumerate() {
        let next = aim(world, here.at, &portals[number..], to)?;
        let step = through(world, here.at, next, (portal, to_right));
        let cell = world.cell(here.cell);
        let inside = next - step;
        // In a cell too short for that one is at the portal already.
        if cell.contains(inside) {
            sum = sum.and(leg(cell, here.at, inside)?);
            sum = sum.and(straight(cell, inside, next));
        }
        let Side::Cell(behind) = world.portal(portal).passed(to_right) else {
            return Some(sum);
        };
        let shift = world.portal(portal).shift;
        let next = next + if to_right { shift } else { -shift };
        let cell = world.cell(behind);
        here = Spot::new(behind, next);
        if cell.contains(next + step) {
            here.at = next + step;
            sum = sum.and(straight(cell, next, here.at));
        }
    }
    match to {
        Target::Spot(spot) => Some(sum.and(leg(world.cell(here.cell), here.at, spot.at)?)),
        Target::Exit(_) => None,
    }
}

/// The last and the first step on either side of a portal: straight on, unless
/// that grazes it.
fn through(world: &World, p: Vec2, next: Vec2, (portal, to_right): (PortalIndex, bool)) -> Vec2 {
    let line = world.portal(portal).line;
    let left = (line.b - line.a).left().normalized();
    let across = if to_right { -left } else { left };
    let ahead = (next - p).normalized();
    let straight = ahead.dot(across) > 0.5;
    (if straight { ahead } else { across }) * INSET_M
}

//! Staff on the way: along the network to one spot, through the crowd.

use crate::base::Vec2;
use crate::world::route::{self, Passage, Route, Target};
use crate::world::{CellIndex, PortalIndex, Side, Spot};

use super::super::Simulation;
use super::super::mind::{Activity, Mind};
use super::super::observe::State;
use super::super::ways::Ways;

/// Who is this near their spot stands on it \[m\].
const AT_SPOT_M: f64 = 0.4;
/// Who has come this near and gets no nearer stays there \[m\]…
pub(super) const NEAR_M: f64 = 3.0;
/// … after so long \[s\].
const GIVES_UP_S: f64 = 10.0;
/// So far they must have come to have come on \[m\].
const COME_ON_M: f64 = 0.5;
/// Time between two looks for the way to the next portal \[s\].
const AIM_S: f64 = 0.5;
/// Staff make for a point this far before a portal, and then straight through
/// \[m\].
const BEFORE_M: f64 = 0.3;
/// Within this of a portal they go straight through \[m\].
const THROUGH_M: f64 = 0.6;

/// Where staff may go: through all gates that are not shut, against one-way
/// rules, everywhere on foot.
struct StaffPassage<'a>(&'a Ways);

impl Passage for StaffPassage<'_> {
    fn portal(&self, portal: PortalIndex, _: bool) -> bool {
        self.0.lets_staff_through(portal)
    }

    fn cell(&self, _: CellIndex) -> bool {
        true
    }
}

impl Simulation {
    /// Sends a member somewhere, there to be in a state; `responding` with right
    /// of way. False if no way leads there: then they stay where they are.
    pub(in super::super) fn send(
        &mut self,
        id: u32,
        target: Target,
        then: State,
        responding: bool,
    ) -> bool {
        let Some(route) = self.staff_route(id, target) else {
            return false;
        };
        let staffing = &self.world.scenario.parameters.staff;
        let (speed, on_the_way) = if responding {
            (staffing.responding_m_s, State::Responding)
        } else if then == State::OnPatrol {
            (staffing.walking_m_s, State::OnPatrol)
        } else {
            (staffing.walking_m_s, State::OffPost)
        };
        let now = self.t_s();
        let body = &mut self.bodies[id as usize];
        body.walking = true;
        body.free_speed = speed;
        let came_on = (body.position, now);
        let member = self.member_mut(id);
        member.route = route;
        member.target = Some(target);
        member.then = then;
        member.came_on = came_on;
        let mind = &mut self.minds[id as usize];
        mind.activity = Activity::Going;
        mind.duty = on_the_way;
        mind.exit = match target {
            Target::Exit(exit) => Some(exit),
            Target::Spot(_) => None,
        };
        self.restart_anchor(id);
        self.aim(id);
        true
    }

    /// Walking time on the network of somebody at 1 m/s, past what staff may pass,
    /// if a way leads there \[s\].
    pub(in super::super) fn network_time(&self, from: Spot, to: Target) -> Option<f64> {
        Some(self.staff_way(from, to)?.leg.time_s)
    }

    pub(in super::super) fn staff_way(&self, from: Spot, to: Target) -> Option<Route> {
        let network = self.team.network.as_ref()?;
        network.route(&self.world, &StaffPassage(&self.ways), from, to)
    }

    fn staff_route(&self, id: u32, target: Target) -> Option<Vec<(PortalIndex, bool)>> {
        let from = self.whereabouts(id);
        let route = if self.team.drives(id) {
            self.vehicle_way(from, target)
        } else {
            self.staff_way(from, target)
        };
        Some(route?.portals)
    }

    /// Has a member stand where they are, in a state.
    pub(super) fn stand(&mut self, id: u32, state: State) {
        let body = &mut self.bodies[id as usize];
        body.walking = false;
        body.speed = 0.0;
        let mind = &mut self.minds[id as usize];
        mind.activity = Activity::Post;
        mind.duty = state;
        mind.through = None;
        let member = self.member_mut(id);
        member.route.clear();
        member.target = None;
    }

    /// Everybody on the way: the portals they have passed, the next one, arriving.
    pub(super) fn walk_staff(&mut self) {
        let ids: Vec<u32> = self.staff_inside().collect();
        let looks = super::super::steps_in(AIM_S, self.dt);
        for id in ids {
            if self.minds[id as usize].activity != Activity::Going {
                continue;
            }
            let looks = (self.tick + u64::from(id)).is_multiple_of(looks);
            let passed = self.note_passage(id);
            if looks && !passed && self.has_lost_route(id) {
                self.find_way_again(id);
            }
            if passed || looks {
                self.aim(id);
                self.arrive_if_there(id);
            }
        }
    }

    /// Notes that somebody has come through their next portal.
    fn note_passage(&mut self, id: u32) -> bool {
        let cell = self.bodies[id as usize].cell;
        let next = self.member(id).route.first().copied();
        let passed = next.is_some_and(|(portal, to_right)| {
            let portal = self.world.portal(portal);
            let here = Side::Cell(cell);
            portal.passed(!to_right) != here && portal.passed(to_right) == here
        });
        if passed {
            self.member_mut(id).route.remove(0);
        }
        passed
    }

    /// Whether the crowd has carried somebody off their way, or the next gate on it
    /// has been shut.
    fn has_lost_route(&self, id: u32) -> bool {
        let cell = self.bodies[id as usize].cell;
        let member = self.member(id);
        match (member.route.first(), member.target) {
            (Some(&(portal, to_right)), _) => {
                let before = self.world.portal(portal).passed(!to_right);
                before != Side::Cell(cell) || !self.ways.lets_staff_through(portal)
            }
            (None, Some(Target::Spot(spot))) => spot.cell != cell,
            (None, _) => false,
        }
    }

    fn find_way_again(&mut self, id: u32) {
        let Some(target) = self.member(id).target else {
            return;
        };
        if let Some(route) = self.staff_route(id, target) {
            self.member_mut(id).route = route;
        }
    }

    /// Sets the point somebody makes for in the cell they are in.
    fn aim(&mut self, id: u32) {
        let at = self.whereabouts(id);
        let member = self.member(id);
        let Some(target) = member.target else { return };
        let through = member.route.first().copied();
        let spot = match (
            route::aim(&self.world, at.at, &member.route, target),
            through,
        ) {
            (Some(next), Some(through)) => {
                let before = next - across(&self.world, through) * BEFORE_M;
                let fits = self.world.cell(at.cell).contains(before);
                if fits { before } else { next }
            }
            _ => match target {
                Target::Spot(spot) => spot.at,
                Target::Exit(_) => at.at,
            },
        };
        let mind = &mut self.minds[id as usize];
        mind.through = through;
        mind.spot = spot;
    }

    /// Ends the way of somebody who has come to their spot, or as near as the
    /// crowd lets them.
    fn arrive_if_there(&mut self, id: u32) {
        let Some(Target::Spot(spot)) = self.member(id).target else {
            return;
        };
        let (at, now) = (self.whereabouts(id), self.t_s());
        let (was, since_s) = self.member(id).came_on;
        if was.distance(at.at) > COME_ON_M {
            self.member_mut(id).came_on = (at.at, now);
        }
        if at.cell != spot.cell {
            return;
        }
        let distance = at.at.distance(spot.at);
        let held_up = distance < NEAR_M && now - since_s > GIVES_UP_S;
        if distance < AT_SPOT_M || held_up {
            let then = self.member(id).then;
            self.stand(id, then);
        }
    }
}

/// The unit vector straight through a portal.
fn across(world: &crate::world::World, (portal, to_right): (PortalIndex, bool)) -> Vec2 {
    let line = world.portal(portal).line;
    let left = (line.b - line.a).left().normalized();
    if to_right { -left } else { left }
}

/// The unit vector in which a member on the way goes.
pub(crate) fn way_on(world: &crate::world::World, at: Spot, mind: &Mind) -> Vec2 {
    let cell = world.cell(at.cell);
    let Some(through) = mind.through else {
        return cell.heading_to(at.at, mind.spot);
    };
    let line = world.portal(through.0).line;
    let across = across(world, through);
    let before = line.nearest_point(at.at);
    let level = before.distance(mind.spot) <= 2.0 * BEFORE_M + 0.1;
    if before.distance(at.at) <= THROUGH_M && level || at.at.distance(mind.spot) <= BEFORE_M {
        // Straight on, to a point behind the portal.
        return (mind.spot + across * (2.0 * THROUGH_M) - at.at).normalized();
    }
    cell.heading_to(at.at, mind.spot)
}

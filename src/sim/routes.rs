//! Who of a zone takes which of the exits and ways that the plan gives it.
//!
//! A plan says "45 % of the lawn by the east path"; the staff who carry it
//! out send those who stand nearest. So the shares are given out such that
//! all together walk as little as the shares allow. Drawing lots instead sends
//! people across each other, and a dense crowd in which half want to go left
//! and half right does not move at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::{Mobility, Plan, ZoneExits};
use crate::world::{CellIndex, ExitIndex, Goal, ZoneIndex};

use super::Simulation;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};
use super::shares::{self, NO_WAY};

/// An exit the plan gives, and a cell it sends people round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Route {
    exit: ExitIndex,
    avoid: Option<CellIndex>,
}

/// The routes given out by the plan in force: by zone and by who decides for a
/// group.
#[derive(Default)]
pub(crate) struct Routes(BTreeMap<(ZoneIndex, u32), Route>);

impl Simulation {
    /// Gives the shares of the plan's routes out to those who stand in its
    /// zones at the alarm and are told to leave.
    pub(super) fn give_routes_out(&mut self, plan: usize) {
        let world = Arc::clone(&self.world);
        self.routes = Routes::default();
        for route in &world.scenario.plans[plan].routes {
            let Some(zone) = self.zone_named(&route.zone) else {
                continue;
            };
            let options = self.options(route);
            // A group goes one way; its members stand together.
            let mut heads: Vec<u32> = (0..self.active.len())
                .map(|position| self.active[position])
                .filter(|&id| self.is_visitor(id))
                .filter(|&id| {
                    let mind = &self.minds[id as usize];
                    mind.must_leave && mind.zone == Some(zone) && self.decider(id) == id
                })
                .collect();
            heads.sort_unstable();
            self.prepare_ways(&heads, &options);
            let costs: Vec<Vec<i64>> = heads
                .iter()
                .map(|&id| {
                    let cost = |option: &(Route, f64)| self.walking_time(id, option.0);
                    options.iter().map(cost).collect()
                })
                .collect();
            let keys: Vec<u64> = heads.iter().map(|&id| self.lot(id)).collect();
            let weights: Vec<f64> = options.iter().map(|option| option.1).collect();
            let quotas = shares::quotas(&weights, heads.len());
            let choice = shares::share_out(&costs, &keys, &quotas);
            for (id, option) in heads.into_iter().zip(choice) {
                self.routes.0.insert((zone, id), options[option].0);
            }
        }
    }

    /// Sets the exit and the detour the plan gives somebody, by the zone they
    /// were in: what was given out to them, else by lot.
    pub(super) fn take_route(&mut self, id: u32, plan: &Plan) {
        let Some(zone) = self.minds[id as usize].zone else {
            return;
        };
        let decider = self.decider(id);
        let mut given = self.routes.0.get(&(zone, decider)).copied();
        if given.is_none() {
            let name = &self.world.scenario.venue.zones[zone.at()].id;
            let Some(route) = plan.routes.iter().find(|route| route.zone == *name) else {
                return;
            };
            let options = self.options(route);
            let mut stream = Stream::new(self.seed, Purpose::ExitShare, decider.into());
            let pick = stream.pick(options.iter().map(|option| option.1));
            given = options.get(pick).map(|option| option.0);
        }
        let Some(route) = given else { return };
        let mind = &mut self.minds[id as usize];
        mind.exit = Some(route.exit);
        mind.avoid = route.avoid;
        self.tell(
            EventKind::ExitChosen,
            Some(id),
            Site::Exit(route.exit),
            f64::from(route.exit.0),
        );
    }

    /// Somebody has just passed a portal in the direction `onward`. Who was
    /// carried through it by the crowd, into a path that the plan gives to others
    /// of the zone, goes on by that path instead of turning round in it.
    pub(super) fn go_on(&mut self, id: u32, onward: Vec2) {
        let body = self.bodies[id as usize];
        let mind = self.minds[id as usize];
        let world = Arc::clone(&self.world);
        let (Some(plan), Some(zone), Some(exit), Some(field)) =
            (self.evacuation.plan, mind.zone, mind.exit, mind.field)
        else {
            return;
        };
        let leaving = mind.activity == Activity::Leaving && mind.alarm == Alarm::Acting;
        let leads_on = |this: &Self, field: u16| {
            let way = this.ways.field(field).direction(body.cell, body.position);
            way.dot(onward) > 0.0
        };
        if !leaving
            || !self.is_guided(id)
            || !world.cells[body.cell.at()].is_path
            || leads_on(self, field)
        {
            return;
        }
        let name = &world.scenario.venue.zones[zone.at()].id;
        let routes = &world.scenario.plans[plan].routes;
        let Some(route) = routes.iter().find(|route| route.zone == *name) else {
            return;
        };
        for (option, _) in self.options(route) {
            let goal = Goal::Exit(option.exit);
            let field = self.ways.field_to(goal, body.mobility, option.avoid);
            if option.exit == exit && leads_on(self, field) {
                let mind = &mut self.minds[id as usize];
                mind.avoid = option.avoid;
                mind.field = Some(field);
                return;
            }
        }
    }

    /// Every exit of a zone with every detour and with none, and its share.
    fn options(&self, route: &ZoneExits) -> Vec<(Route, f64)> {
        let direct = 1.0 - route.detours.iter().map(|d| d.share).sum::<f64>();
        let mut ways = vec![(None, direct.max(0.0))];
        for detour in &route.detours {
            ways.push((self.world.cell_named(&detour.avoid), detour.share));
        }
        let mut options = Vec::new();
        for (exit, share) in &route.exits {
            let Some(exit) = self.world.exit_named(exit) else {
                continue;
            };
            for &(avoid, part) in &ways {
                options.push((Route { exit, avoid }, share * part));
            }
        }
        options
    }

    /// Has the fields of several routes computed side by side.
    fn prepare_ways(&mut self, people: &[u32], options: &[(Route, f64)]) {
        let mut wanted = Vec::new();
        for mobility in [Mobility::Feet, Mobility::Wheels] {
            let moves_so = |id: &u32| self.bodies[*id as usize].mobility == mobility;
            if people.iter().any(moves_so) {
                let fields = options.iter().map(|(route, _)| *route);
                wanted.extend(fields.map(|route| (Goal::Exit(route.exit), mobility, route.avoid)));
            }
        }
        self.ways.prepare(&wanted);
    }

    /// Walking time by a route, in whole seconds: less is no reason to send
    /// somebody another way, and equals are shared out by lot.
    fn walking_time(&mut self, id: u32, route: Route) -> i64 {
        let body = self.bodies[id as usize];
        let field = self
            .ways
            .field_to(Goal::Exit(route.exit), body.mobility, route.avoid);
        let time = self.ways.field(field).time(body.cell, body.position);
        if time.is_finite() {
            (time.round() as i64).min(NO_WAY - 1)
        } else {
            NO_WAY
        }
    }

    fn lot(&self, id: u32) -> u64 {
        let mut stream = Stream::with_part(self.seed, Purpose::ExitShare, id.into(), 1);
        (stream.unit() * 9_007_199_254_740_992.0) as u64
    }

    fn zone_named(&self, name: &str) -> Option<ZoneIndex> {
        let zones = &self.world.scenario.venue.zones;
        let position = zones.iter().position(|zone| zone.id == name)?;
        Some(ZoneIndex(position as u16))
    }
}

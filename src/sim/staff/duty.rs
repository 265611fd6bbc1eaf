//! Shifts, posts, rounds, and the moves a plan orders.

use crate::model::{Equipment, Scenario, Station, Unit};
use crate::world::route::Target;
use crate::world::{ExitIndex, Spot};

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site, State};
use super::carries;

/// Who has been pushed so far off their post goes back \[m\].
pub(super) const PUSHED_OFF_M: f64 = 1.0;
/// A relief stands within this of the post it takes over \[m\].
const RELIEF_M: f64 = 5.0;
/// A relief's shift begins at most so long after the end of the other \[s\].
const RELIEF_S: f64 = 1_800.0;

/// Whether the shift of a unit has begun and not ended at a time of day.
pub(super) fn is_on_shift(scenario: &Scenario, unit: usize, time_s: f64) -> bool {
    let unit = &scenario.staff.units[unit];
    unit.from.is_none_or(|from| from.seconds() <= time_s)
        && unit.until.is_none_or(|until| until.seconds() > time_s)
}

/// The unit that takes over the post of another when its shift ends: the first of
/// the same role at the same spot whose shift begins about then.
pub(super) fn relief(scenario: &Scenario, unit: usize) -> Option<usize> {
    let units = &scenario.staff.units;
    let leaving = &units[unit];
    let end_s = leaving.until?.seconds();
    (0..units.len()).find(|&other| {
        let coming = &units[other];
        let starts = coming.from.map_or(0.0, |from| from.seconds());
        let lasts = coming.until.is_none_or(|until| until.seconds() > end_s);
        other != unit
            && coming.role == leaving.role
            && lasts
            && starts > leaving.from.map_or(-1.0, |from| from.seconds())
            && starts <= end_s + RELIEF_S
            && same_place(leaving, coming)
    })
}

fn same_place(a: &Unit, b: &Unit) -> bool {
    match (&a.station, &b.station) {
        (
            Station::At { cell, position },
            Station::At {
                cell: other,
                position: q,
            },
        ) => {
            let p: crate::base::Vec2 = (*position).into();
            cell == other && p.distance((*q).into()) <= RELIEF_M
        }
        (a, b) => a == b,
    }
}

impl Simulation {
    /// Units whose shift begins come in; those whose shift has ended go, once
    /// their relief is there. During an alarm everybody stays.
    pub(super) fn change_shifts(&mut self) {
        let time_s = self.start_s + self.t_s();
        let handover_s = self.world.scenario.parameters.staff.handover_s;
        for unit in 0..self.team.units.len() {
            let ends = self.world.scenario.staff.units[unit].until;
            let over = ends.is_some_and(|until| until.seconds() <= time_s);
            if is_on_shift(&self.world.scenario, unit, time_s) {
                self.begin_shift(unit);
            } else if over && self.evacuation.alarm_s.is_none() {
                let relieved = match self.team.units[unit].relief {
                    Some(relief) => self.is_relieved_by(relief),
                    None => true,
                };
                let waits = ends.is_some_and(|until| time_s < until.seconds() + handover_s);
                if self.team.units[unit].on_shift && (relieved || !waits) {
                    self.team.units[unit].on_shift = false;
                    self.tell(EventKind::ShiftEnded, None, Site::None, unit as f64);
                }
                if !self.team.units[unit].on_shift {
                    self.send_home(unit);
                }
            }
        }
    }

    /// Whether the relief stands at the post, all of it or as many as it needs.
    fn is_relieved_by(&self, relief: usize) -> bool {
        let unit = &self.world.scenario.staff.units[relief];
        let needs = unit.minimum.unwrap_or(unit.count) as usize;
        let members = self.team.units[relief].members.clone();
        members.filter(|&id| self.is_at_post(id)).count() >= needs
    }

    /// The members of a unit who are not inside yet come in by the exit nearest to
    /// their post, as there is room, and walk to it.
    fn begin_shift(&mut self, unit: usize) {
        let members = self.team.units[unit].members.clone();
        let away = |id: &u32| self.minds[*id as usize].activity == Activity::Away;
        if !members.clone().any(|id| away(&id)) {
            return;
        }
        let posts = self.posts_of(unit);
        for (id, post) in members.zip(posts) {
            if self.minds[id as usize].activity != Activity::Away {
                continue;
            }
            let exit = post.and_then(|post| Some((post, self.exit_near(post)?)));
            let Some((post, exit)) = exit else {
                // No way leads there: they never come.
                self.minds[id as usize].activity = Activity::Gone;
                continue;
            };
            // Who finds no room at the entrance tries again in a second.
            if self.come_in(id, post, exit) && !self.team.units[unit].on_shift {
                self.team.units[unit].on_shift = true;
                self.tell(EventKind::ShiftStarted, None, Site::None, unit as f64);
            }
        }
    }

    fn come_in(&mut self, id: u32, post: Spot, exit: ExitIndex) -> bool {
        let Some((cell, p)) = self.room_at(exit, id, &[]) else {
            return false;
        };
        self.member_mut(id).post = Some(post);
        self.enter(id, cell, p, Site::None);
        let then = self.state_at_post(self.member(id).unit as usize);
        self.stand(id, then);
        self.send(id, Target::Spot(post), then, false);
        // The next of the unit must see who has just come in.
        self.sort_everyone();
        true
    }

    /// The exit to which the way from a spot is shortest, if any way leads out.
    fn exit_near(&self, spot: Spot) -> Option<ExitIndex> {
        let mut best: Option<(ExitIndex, f64)> = None;
        for exit in self.ways.usable_exits() {
            let Some(time_s) = self.network_time(spot, Target::Exit(exit)) else {
                continue;
            };
            if best.is_none_or(|(_, least)| time_s < least) {
                best = Some((exit, time_s));
            }
        }
        best.map(|(exit, _)| exit)
    }

    /// The members of a unit go home by the nearest exit; who finds none open waits
    /// until one is.
    fn send_home(&mut self, unit: usize) {
        for id in self.team.units[unit].members.clone() {
            let inside = self.active.binary_search(&id).is_ok();
            let bound = matches!(self.member(id).target, Some(Target::Exit(_)));
            // Who has been called somewhere goes home from there.
            if !inside || bound || self.is_called_away(id) {
                continue;
            }
            let member = self.member_mut(id);
            member.post = None;
            member.sent_to = None;
            if let Some(exit) = self.exit_near(self.whereabouts(id)) {
                self.send(id, Target::Exit(exit), State::OffPost, false);
            }
        }
    }

    /// A member has walked out of the world.
    pub(in super::super) fn dismiss(&mut self, id: u32) {
        if let Ok(position) = self.active.binary_search(&id) {
            self.active.remove(position);
        }
        self.minds[id as usize].activity = Activity::Gone;
        let gone = self.member_mut(id).drive.take();
        if let Some(vehicle) = gone.and_then(|drive| drive.gone_with()) {
            self.team.vehicles[vehicle].1 = None;
        }
        let member = self.member_mut(id);
        member.target = None;
        (member.sent_to, member.task) = (None, None);
        member.helps = None;
    }

    /// Every unit that knows of the alarm goes where the plan in force wants it.
    pub(super) fn take_plan_up(&mut self) {
        let Some(plan) = self
            .evacuation
            .plan
            .filter(|_| self.evacuation.alarm_s.is_some())
        else {
            return;
        };
        let now = self.t_s();
        let world = std::sync::Arc::clone(&self.world);
        for order in &world.scenario.plans[plan].staff {
            let units = &world.scenario.staff.units;
            let Some(unit) = units.iter().position(|unit| unit.id == order.unit) else {
                continue;
            };
            let state = &mut self.team.units[unit];
            let knows = state.knows_s.is_some_and(|since_s| since_s <= now);
            if !knows || state.sent || !state.on_shift || state.station == order.to {
                continue;
            }
            state.station = order.to.clone();
            state.stops = 0;
            // A round begins to dwell when the first has come to its first stop.
            state.goes_on_s = f64::INFINITY;
            self.move_unit(unit);
        }
    }

    /// The desk sends a unit to a spot, where it stays: before a plan that comes to the
    /// alarm later wants it elsewhere. Who is busy goes there afterwards.
    pub(in super::super) fn post_unit(&mut self, unit: usize, spot: Spot) {
        let cell = self.world.cell(spot.cell).id.clone();
        let state = &mut self.team.units[unit];
        state.station = Station::At {
            cell,
            position: (spot.at.x, spot.at.y),
        };
        state.sent = true;
        state.stops = 0;
        state.goes_on_s = f64::INFINITY;
        self.move_unit(unit);
    }

    /// An alarm is newer than what the desk ordered before: where the plan wants a
    /// unit, it goes.
    pub(in super::super) fn forget_errands(&mut self) {
        for unit in &mut self.team.units {
            unit.sent = false;
        }
    }

    /// Sends all of a unit to its station, as responders.
    fn move_unit(&mut self, unit: usize) {
        let posts = self.posts_of(unit);
        let then = self.state_at_post(unit);
        for (id, post) in self.team.units[unit].members.clone().zip(posts) {
            if self.active.binary_search(&id).is_err() || self.is_called_away(id) {
                continue;
            }
            self.member_mut(id).post = post;
            if let Some(post) = post {
                self.send(id, Target::Spot(post), then, true);
            }
        }
    }

    /// Whoever has been pushed off their post goes back; posts that are left or
    /// taken again are told of.
    pub(super) fn keep_posts(&mut self) {
        for id in self.staff_inside().collect::<Vec<u32>>() {
            let Some(post) = self.member(id).post else {
                continue;
            };
            let at = self.whereabouts(id);
            let off = at.cell != post.cell || at.at.distance(post.at) > PUSHED_OFF_M;
            // Who could come no nearer is as good as there.
            let settled = self.member(id).came_on.0.distance(at.at) <= PUSHED_OFF_M
                && at.cell == post.cell
                && at.at.distance(post.at) <= super::walk::NEAR_M;
            if self.is_at_post(id) && off && !settled {
                let then = self.minds[id as usize].duty;
                self.send(id, Target::Spot(post), then, false);
            }
        }
        for unit in 0..self.team.units.len() {
            if !self.team.units[unit].on_shift {
                self.team.units[unit].at_post = false;
                continue;
            }
            let manned = self.is_manned(unit);
            if manned != self.team.units[unit].at_post {
                self.team.units[unit].at_post = manned;
                let on_round = matches!(self.team.units[unit].station, Station::Patrol { .. });
                if !on_round {
                    let kind = if manned {
                        EventKind::PostTaken
                    } else {
                        EventKind::PostLeft
                    };
                    let site = self.site_of(unit);
                    self.tell(kind, None, site, unit as f64);
                }
            }
        }
    }

    fn site_of(&self, unit: usize) -> Site {
        let cell = match &self.team.units[unit].station {
            Station::At { cell, .. } => Some(cell),
            Station::Patrol { route, .. } => route.first(),
        };
        cell.and_then(|cell| self.world.cell_named(cell))
            .map_or(Site::None, Site::Cell)
    }

    /// What a unit is shown as at its station.
    pub(super) fn state_at_post(&self, unit: usize) -> State {
        match self.team.units[unit].station {
            Station::At { .. } => State::OnPost,
            Station::Patrol { .. } => State::OnPatrol,
        }
    }

    /// A unit on a round has been put at a stop: it goes on after its dwell time.
    pub(super) fn begin_round(&mut self, unit: usize) {
        let now = self.t_s();
        if let Station::Patrol { dwell_s, .. } = self.team.units[unit].station {
            self.team.units[unit].goes_on_s = now + dwell_s;
        }
    }

    /// Units on a round go from stop to stop; who knows of an alarm stays where
    /// they are.
    pub(super) fn go_rounds(&mut self) {
        let now = self.t_s();
        for unit in 0..self.team.units.len() {
            let state = &self.team.units[unit];
            let Station::Patrol { dwell_s, .. } = state.station else {
                continue;
            };
            if !state.on_shift || state.knows_s.is_some_and(|since_s| since_s <= now) {
                continue;
            }
            if state.goes_on_s.is_finite() {
                if state.goes_on_s <= now {
                    self.go_to_next_stop(unit);
                }
            } else if state.members.clone().any(|id| self.is_at_post(id)) {
                self.team.units[unit].goes_on_s = now + dwell_s;
            }
        }
    }

    fn go_to_next_stop(&mut self, unit: usize) {
        self.team.units[unit].stops += 1;
        self.team.units[unit].goes_on_s = f64::INFINITY;
        let posts = self.posts_of(unit);
        for (id, post) in self.team.units[unit].members.clone().zip(posts) {
            let inside = self.active.binary_search(&id).is_ok();
            let Some(post) = post.filter(|_| inside && !self.is_called_away(id)) else {
                continue;
            };
            self.member_mut(id).post = Some(post);
            self.send(id, Target::Spot(post), State::OnPatrol, false);
        }
    }

    /// The alarm reaches staff: by radio, or from a loudspeaker where they stand;
    /// whom neither reaches others have to tell.
    pub(in super::super) fn alert_staff(&mut self) {
        let now = self.t_s();
        let world = std::sync::Arc::clone(&self.world);
        for unit in 0..self.team.units.len() {
            if self.team.units[unit].knows_s.is_some() {
                continue;
            }
            let members = self.team.units[unit].members.clone();
            let told = carries(&world.scenario, unit, Equipment::Radio)
                || members
                    .into_iter()
                    .any(|id| self.active.binary_search(&id).is_ok() && self.is_in_earshot(id));
            if told {
                self.team.units[unit].knows_s = Some(now + self.confirms_in(unit));
            }
        }
    }
}

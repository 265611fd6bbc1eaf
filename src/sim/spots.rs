//! The spots where people stay in a place: their own, or another where they
//! cannot come to it or are pushed off it.

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::world::{Cell, CellIndex};

use super::Simulation;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};

/// A spot counts as reached at this distance \[m\].
const SPOT_REACHED_M: f64 = 0.35;
/// Whoever has not come half a metre further in this time on the way to
/// their spot stays where they are \[s\].
const SETTLE_AFTER_S: f64 = 8.0;
/// How far east or north of the leader's spot members of a group stay \[m\].
const GROUP_SPOT_M: f64 = 1.0;
/// Draws of such a spot before the leader's own is taken.
const GROUP_SPOT_TRIES: usize = 8;
/// How far east or north people look for another spot than theirs, which they
/// cannot come to \[m\], …
const ANOTHER_SPOT_M: f64 = 6.0;
/// … with nobody so near it \[m\], so that a way is left between those who
/// stand; …
const ELBOWS_M: f64 = 0.8;
/// … draws of one, …
const ANOTHER_SPOT_TRIES: usize = 24;
/// … and how often they look before they stay where they are, if there is room.
const SPOTS_TRIED: u8 = 5;
/// Nobody stays where so many others stand within [`PRESS_M`] if there is room
/// elsewhere: some four people a square metre (assumption: people who wait stand
/// closer only where they must; REFERENCE, section 3).
const PRESS: usize = 11;
/// How near those are who make a press \[m\].
const PRESS_M: f64 = 1.0;
/// Who was pushed so far off their spot looks for another \[m\] (assumption:
/// half a body).
const PUSHED_M: f64 = 0.25;
/// Nobody stays so near to where one comes in or goes out \[m\] (assumption:
/// an arm's length and a body) …
const DOORWAY_M: f64 = 1.0;
/// … if a spot elsewhere is found in so many draws.
const DOORWAY_TRIES: usize = 40;

impl Simulation {
    pub(super) fn has_reached_spot(&self, id: u32) -> bool {
        let spot = self.minds[id as usize].spot;
        self.bodies[id as usize].position.distance(spot) < SPOT_REACHED_M
    }

    /// Whether somebody has tried for long enough to come to their spot.
    pub(super) fn cannot_reach_spot(&self, id: u32) -> bool {
        let mind = &self.minds[id as usize];
        self.t_s()
            - self.bodies[id as usize]
                .anchored_at_s
                .max(mind.spot_since_s)
            > SETTLE_AFTER_S
    }

    /// Looks for a spot of one's own in the present cell.
    pub(super) fn settle_in(&mut self, id: u32) {
        let body = self.bodies[id as usize];
        let mind = &self.minds[id as usize];
        let stay = u64::from(mind.stay) << 16 | u64::from(mind.item);
        let spot = self.own_spot(id, body.cell, stay).unwrap_or(body.position);
        self.set_out_for(id, spot);
    }

    pub(super) fn set_out_for(&mut self, id: u32, spot: Vec2) {
        let now = self.t_s();
        let mind = &mut self.minds[id as usize];
        mind.activity = Activity::Settling;
        mind.spot = spot;
        mind.spot_since_s = now;
        mind.spots_given_up = 0;
        self.bodies[id as usize].walking = true;
        self.restart_anchor(id);
    }

    /// Whether somebody stays, is free to go and was pushed off their spot.
    pub(super) fn is_pushed_off(&self, id: u32) -> bool {
        let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
        mind.activity == Activity::Staying
            && mind.alarm == Alarm::None
            && body.position.distance(mind.spot) > PUSHED_M
    }

    /// Another spot for somebody who cannot come to theirs because of those who
    /// stand there already: a free one near, in sight; out of a press one where
    /// half as many stand will do. None if there is none, or they have had enough
    /// of looking; in a doorway and in a press nobody has.
    pub(super) fn another_spot(&self, id: u32) -> Option<Vec2> {
        let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
        let cell = &self.world.cells[body.cell.at()];
        let here = self.count_near(body.cell, body.position);
        let may_stay = here <= PRESS && !self.is_doorway(cell, body.position);
        if mind.spots_given_up >= SPOTS_TRIED && may_stay {
            return None;
        }
        let part = (1 << 41) + self.tick;
        let mut stream = Stream::with_part(self.seed, Purpose::Spot, id.into(), part);
        let reach = ANOTHER_SPOT_M;
        let near = || {
            let (east, north) = (stream.uniform(-reach, reach), stream.uniform(-reach, reach));
            body.position + Vec2::new(east, north)
        };
        let draws = std::iter::repeat_with(near).take(ANOTHER_SPOT_TRIES);
        let fit: Vec<Vec2> = draws
            .filter(|&p| {
                cell.is_free(p) && cell.sees(body.position, p) && !self.is_doorway(cell, p)
            })
            .collect();
        let mut free = fit.iter();
        free.find(|&&p| !self.is_crowded(body.cell, p, ELBOWS_M))
            .or_else(|| {
                let fewest = fit.iter().min_by_key(|&&p| self.count_near(body.cell, p));
                fewest.filter(|&&p| here > PRESS && 2 * self.count_near(body.cell, p) <= here)
            })
            .copied()
    }

    /// A spot for somebody in a cell, another one each stay; members of a group
    /// stay close to each other.
    pub(super) fn own_spot(&self, id: u32, cell: CellIndex, stay: u64) -> Option<Vec2> {
        let part = (1 << 40) + stay;
        let decider = self.decider(id);
        let mut stream = Stream::with_part(self.seed, Purpose::Spot, decider.into(), part);
        let cell = &self.world.cells[cell.at()];
        let mut draws = std::iter::repeat_with(|| cell.random_spot(&mut stream, None));
        let mut spot = draws.next()??;
        for other in draws.take(DOORWAY_TRIES).flatten() {
            if !self.is_doorway(cell, spot) {
                break;
            }
            spot = other;
        }
        if decider == id {
            return Some(spot);
        }
        let mut stream = Stream::with_part(self.seed, Purpose::Spot, id.into(), part);
        let beside = || {
            let reach = GROUP_SPOT_M;
            spot + Vec2::new(stream.uniform(-reach, reach), stream.uniform(-reach, reach))
        };
        let mut tries = std::iter::repeat_with(beside).take(GROUP_SPOT_TRIES);
        tries
            .find(|&p| cell.contains(p) && cell.sees(spot, p) && !self.is_doorway(cell, p))
            .or(Some(spot))
    }

    /// Whether somebody who stood there would stand in the way of those who come
    /// in and go out.
    fn is_doorway(&self, cell: &Cell, p: Vec2) -> bool {
        let portals = cell.portals.iter();
        let mut lines = portals.map(|portal| self.world.portals[portal.at()].line);
        lines.any(|line| line.distance(p) < DOORWAY_M)
    }

    /// How many are within [`PRESS_M`] of a point.
    fn count_near(&self, cell: CellIndex, p: Vec2) -> usize {
        let mut near = 0;
        self.each_near(cell, p, PRESS_M, |_| near += 1);
        near
    }

    /// Coming to the place one was heading for, and to one's spot in it.
    pub(super) fn arrive(&mut self, id: u32) {
        let body = self.bodies[id as usize];
        match self.minds[id as usize].activity {
            Activity::Heading(place) if body.cell == place => self.settle_in(id),
            Activity::Settling => {
                let reached = self.has_reached_spot(id);
                let gives_up = !reached && self.cannot_reach_spot(id);
                if gives_up && let Some(spot) = self.another_spot(id) {
                    // How long they have not come on counts on: who is penned in
                    // is stuck, however often they look for another spot.
                    let now = self.t_s();
                    let mind = &mut self.minds[id as usize];
                    mind.spot = spot;
                    mind.spot_since_s = now;
                    mind.spots_given_up = mind.spots_given_up.saturating_add(1);
                } else if reached || gives_up {
                    self.minds[id as usize].activity = Activity::Staying;
                    self.minds[id as usize].spot = body.position;
                    self.bodies[id as usize].walking = false;
                    self.bodies[id as usize].speed = 0.0;
                    if self.minds[id as usize].alarm == Alarm::Acting {
                        self.minds[id as usize].alarm = Alarm::None;
                        self.tell(EventKind::Sheltered, Some(id), Site::Cell(body.cell), 0.0);
                    }
                }
            }
            Activity::Staying if self.is_pushed_off(id) => match self.another_spot(id) {
                Some(spot) => self.set_out_for(id, spot),
                None => self.minds[id as usize].spot = body.position,
            },
            _ => {}
        }
    }
}

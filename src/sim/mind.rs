//! The other side of a person: what they mean to do.

use std::num::NonZeroU32;

use crate::base::Vec2;
use crate::world::{CellIndex, ExitIndex, GateIndex, Goal, PortalIndex, ZoneIndex};

use super::observe::State;

/// What a person is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Activity {
    /// Not due yet.
    Away,
    /// Due, but outside: no room to come in, or being checked there.
    AtDoor,
    /// On the way to a place.
    Heading(CellIndex),
    /// Inside the place, on the way to a spot of their own.
    Settling,
    /// At that spot.
    Staying,
    /// Walking round a periodic path for ever, in this direction (unit).
    Round(Vec2),
    /// On the way out by an exit.
    Leaving,
    /// Hurt: lies there until helped.
    Lying,
    /// Lost: stays there until found.
    Lost,
    /// Is brought to a spot in a cell by others.
    Brought(CellIndex),
    /// Staff at their post.
    Post,
    /// Staff on the way, see [`Mind::through`].
    Going,
    /// Left.
    Gone,
}

/// How far a person is with the alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Alarm {
    /// There is none, or it does not concern them.
    None,
    /// Nobody has told them; from the first time on they can be told what their
    /// phase says, and at the second they learn of it all the same [s from the
    /// start].
    Unheard(f64, f64),
    /// Will be told at a time [s from the start].
    Told(f64),
    /// Knows, and starts at a time [s from the start].
    Starts(f64),
    /// Acts on it.
    Acting,
}

/// What a person means to do. Times in seconds from the start of the run.
///
/// What every step asks for comes first, in one line of the processor's cache; the
/// rest is in the order of its size, so that nothing lies between.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Mind {
    /// What they are about.
    pub(crate) activity: Activity,
    /// How far they are with the alarm.
    pub(crate) alarm: Alarm,
    /// The field they follow; an index into the engine's list.
    pub(crate) field: Option<u16>,
    /// The line they stand in: an index into the engine's queues.
    pub(crate) queue: Option<u16>,
    /// The exit they make for.
    pub(crate) exit: Option<ExitIndex>,
    /// Staff: which state they are shown in.
    pub(crate) duty: State,
    /// Whether they have been reported stuck since then.
    pub(crate) reported_stuck: bool,
    /// Whether they have been reported as waiting in a crowd since then.
    pub(crate) reported_waiting: bool,
    /// Whether somebody has told them where to go.
    pub(crate) guided: bool,
    /// Until what time of day they stay there if the item does not end before
    /// \[s\].
    pub(crate) stays_until_s: f64,
    /// The spot they go to or stand on \[m\].
    pub(crate) spot: Vec2,
    /// When they set out for it [s from the start].
    pub(crate) spot_since_s: f64,
    /// Walking time to where they are bound for when they had last come on a
    /// little \[s\], and when that was.
    pub(crate) came_on: (f64, f64),
    /// Where they were when they last had moved half a metre; when that was,
    /// their body knows.
    pub(crate) anchor: Vec2,
    /// When they joined the line of the gate they have a ticket for [s from the
    /// start].
    pub(crate) joined_s: f64,
    /// The gate they may pass, having been served there.
    pub(crate) ticket: Option<GateIndex>,
    /// Rank among those who wait in the line they stand in.
    pub(crate) rank: u32,
    /// The lane of that line's gate that serves them.
    pub(crate) lane: Option<u16>,
    /// Staff on the way: the portal they go through next, and whether to its
    /// right; none where they go to a spot in the cell they are in.
    pub(crate) through: Option<(PortalIndex, bool)>,
    /// The member of staff who helps them: their ids follow the visitors', so none
    /// is 0.
    pub(crate) helper: Option<NonZeroU32>,
    /// The place they were in last before the cell they are in.
    pub(crate) came_from: Option<CellIndex>,
    /// The exit they gave up last because a crowd came towards them.
    pub(crate) given_up: Option<ExitIndex>,
    /// A cell the plan sends them round.
    pub(crate) avoid: Option<CellIndex>,
    /// The zone they were in when the alarm came.
    pub(crate) zone: Option<ZoneIndex>,
    /// The exit staff pointed them to, where the plan gives their zone none.
    pub(crate) pointed_to: Option<ExitIndex>,
    /// The phase of the plan that speaks to them.
    pub(crate) phase: u16,
    /// Item of the programme they are at or on the way to.
    pub(crate) item: u16,
    /// The how-manieth place in that item it is.
    pub(crate) stay: u16,
    /// How often they have looked for another spot, unable to come to theirs.
    pub(crate) spots_given_up: u8,
    /// Whether the alarm makes them leave.
    pub(crate) must_leave: bool,
    /// Whether they know every exit.
    pub(crate) knows_exits: bool,
    /// Whether they want to leave and wait for somebody to help them.
    pub(crate) waits_for_help: bool,
    /// Whether they need help to leave.
    pub(crate) assisted: bool,
}

// What every step asks for stays in the first line, and all of it in three.
const _: () = assert!(std::mem::offset_of!(Mind, exit) + size_of::<Option<ExitIndex>>() <= 64);
const _: () = assert!(size_of::<Mind>() == 192);

impl Mind {
    /// Somebody who has not come yet.
    pub(crate) const AWAY: Self = Self {
        activity: Activity::Away,
        alarm: Alarm::None,
        phase: u16::MAX,
        item: 0,
        stay: 0,
        stays_until_s: f64::INFINITY,
        field: None,
        spot: Vec2::ZERO,
        spot_since_s: 0.0,
        spots_given_up: 0,
        exit: None,
        came_on: (f64::INFINITY, 0.0),
        came_from: None,
        given_up: None,
        avoid: None,
        zone: None,
        queue: None,
        rank: 0,
        lane: None,
        ticket: None,
        joined_s: 0.0,
        must_leave: false,
        guided: false,
        pointed_to: None,
        knows_exits: false,
        waits_for_help: false,
        helper: None,
        assisted: false,
        through: None,
        duty: State::OnPost,
        anchor: Vec2::ZERO,
        reported_stuck: false,
        reported_waiting: false,
    };

    /// Where they are bound for, on the way from place to place or out.
    pub(crate) fn goal(&self) -> Option<Goal> {
        match self.activity {
            Activity::Heading(place) | Activity::Brought(place) => Some(Goal::Cell(place)),
            Activity::Leaving => self.exit.map(Goal::Exit),
            _ => None,
        }
    }

    /// The state that is recorded.
    pub(crate) fn state(&self) -> State {
        match (self.activity, self.alarm) {
            (Activity::Post | Activity::Going, _) => self.duty,
            (Activity::Lying, _) => State::Hurt,
            (Activity::Brought(_), _) => State::Assisted,
            (_, Alarm::Acting) if self.waits_for_help => State::Alerted,
            (_, Alarm::Acting) if self.must_leave && self.assisted => State::Assisted,
            (_, Alarm::Acting) if self.must_leave => State::Evacuating,
            (_, Alarm::Starts(_)) => State::Alerted,
            (_, Alarm::Told(_) | Alarm::Unheard(..)) => State::Unaware,
            _ if self.queue.is_some() => State::Queueing,
            (Activity::Staying | Activity::Lost, _) => State::Staying,
            _ => State::Walking,
        }
    }
}

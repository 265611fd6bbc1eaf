//! From the incident to the last one out.

use super::seconds;
use crate::analysis::metrics::{Evacuation, ZoneClear};
use crate::sim::EventKind;
use crate::world::World;

/// What is known of an evacuation so far. Times from the start \[ms\].
pub(super) struct Evacuating {
    /// First time of each link of the chain, in the order of [`CHAIN`].
    chain_ms: [Option<i64>; CHAIN.len()],
    alarm: Option<AfterAlarm>,
    /// The zones of each cell.
    zones_of: Vec<Vec<u16>>,
    zones: Vec<ZoneNow>,
}

/// The links from the incident to the alarm.
const CHAIN: [EventKind; 6] = [
    EventKind::Ignition,
    EventKind::Detected,
    EventKind::Reported,
    EventKind::Verified,
    EventKind::Decided,
    EventKind::Broadcast,
];

/// What is counted from the alarm on.
struct AfterAlarm {
    at_ms: i64,
    /// Visitors inside at the alarm, and how many of them have left.
    inside_then: u32,
    gone: u32,
    t50_ms: Option<i64>,
    t95_ms: Option<i64>,
    /// When the last of those it concerned left or was sheltered.
    last_ms: Option<i64>,
    /// Visitors inside, since when, and their time inside before that.
    inside: u32,
    since_ms: i64,
    inside_person_ms: i64,
}

/// A zone in the last frame.
#[derive(Clone, Copy, Default)]
struct ZoneNow {
    occupied: bool,
    /// Since when nobody is in it \[ms\].
    clear_ms: Option<i64>,
}

impl Evacuating {
    pub(super) fn new(world: &World) -> Self {
        let zones = &world.scenario.venue.zones;
        let zones_of = |cell: &str| {
            (0..)
                .zip(zones)
                .filter(|(_, zone)| zone.cells.iter().any(|id| id == cell))
                .map(|(at, _)| at)
                .collect()
        };
        Self {
            chain_ms: [None; CHAIN.len()],
            alarm: None,
            zones_of: world.cells.iter().map(|cell| zones_of(&cell.id)).collect(),
            zones: vec![ZoneNow::default(); zones.len()],
        }
    }

    pub(super) fn alarm_ms(&self) -> Option<i64> {
        self.alarm.as_ref().map(|alarm| alarm.at_ms)
    }

    pub(super) fn reported_s(&self) -> Option<f64> {
        self.chain_s(EventKind::Reported)
    }

    /// Notes a link of the chain; other kinds are none.
    pub(super) fn link(&mut self, kind: EventKind, t_ms: i64) {
        if let Some(at) = CHAIN.iter().position(|link| *link == kind) {
            self.chain_ms[at].get_or_insert(t_ms);
        }
    }

    /// The alarm, with so many visitors inside.
    pub(super) fn raise(&mut self, t_ms: i64, inside: u32) {
        self.alarm = Some(AfterAlarm {
            at_ms: t_ms,
            inside_then: inside,
            gone: 0,
            t50_ms: None,
            t95_ms: None,
            last_ms: None,
            inside,
            since_ms: t_ms,
            inside_person_ms: 0,
        });
    }

    /// From now on so many visitors are inside.
    pub(super) fn inside(&mut self, t_ms: i64, inside: u32) {
        if let Some(alarm) = &mut self.alarm {
            alarm.inside_person_ms = alarm.inside_person_ms_at(t_ms);
            alarm.since_ms = t_ms;
            alarm.inside = inside;
        }
    }

    /// A visitor left; whether they were inside at the alarm, and whether it
    /// concerned them.
    pub(super) fn leave(&mut self, t_ms: i64, at_alarm: bool, concerned: bool) {
        let Some(alarm) = &mut self.alarm else {
            return;
        };
        if concerned {
            alarm.last_ms = Some(t_ms);
        }
        if at_alarm {
            alarm.gone += 1;
            if alarm.have_gone(50) {
                alarm.t50_ms.get_or_insert(t_ms);
            }
            if alarm.have_gone(95) {
                alarm.t95_ms.get_or_insert(t_ms);
            }
        }
    }

    /// A visitor reached their shelter.
    pub(super) fn shelter(&mut self, t_ms: i64) {
        if let Some(alarm) = &mut self.alarm {
            alarm.last_ms = Some(t_ms);
        }
    }

    pub(super) fn begin_frame(&mut self) {
        for zone in &mut self.zones {
            zone.occupied = false;
        }
    }

    /// A visitor stands in a cell.
    pub(super) fn seen_in(&mut self, cell: u16) {
        if let Some(zones) = self.zones_of.get(usize::from(cell)) {
            for &zone in zones {
                self.zones[usize::from(zone)].occupied = true;
            }
        }
    }

    pub(super) fn end_frame(&mut self, t_ms: i64) {
        for zone in &mut self.zones {
            zone.clear_ms = if zone.occupied {
                None
            } else {
                zone.clear_ms.or(Some(t_ms))
            };
        }
    }

    /// The numbers; none without an alarm. `all_out` says whether nobody is
    /// left whom it concerns.
    pub(super) fn figures(
        &self,
        world: &World,
        now_ms: i64,
        curve: &[(f64, u32)],
        all_out: bool,
    ) -> Option<Evacuation> {
        let alarm = self.alarm.as_ref()?;
        let after = |t_ms: i64| seconds((t_ms - alarm.at_ms).max(0));
        let zones = world.scenario.venue.zones.iter().zip(&self.zones);
        // Who leaves last may do so after the last frame.
        let empty_ms = (alarm.inside == 0).then_some(alarm.since_ms);
        Some(Evacuation {
            ignition_s: self.chain_s(EventKind::Ignition),
            detected_s: self.chain_s(EventKind::Detected),
            reported_s: self.chain_s(EventKind::Reported),
            verified_s: self.chain_s(EventKind::Verified),
            decided_s: self.chain_s(EventKind::Decided),
            broadcast_s: self.chain_s(EventKind::Broadcast),
            alarm_s: seconds(alarm.at_ms),
            all_clear_s: all_out.then(|| after(alarm.last_ms.unwrap_or(alarm.at_ms))),
            t50_s: alarm.t50_ms.map(after),
            t95_s: alarm.t95_ms.map(after),
            inside_person_s: seconds(alarm.inside_person_ms_at(now_ms)),
            curve: curve.to_vec(),
            zones: zones
                .map(|(zone, now)| ZoneClear {
                    id: zone.id.clone(),
                    all_clear_s: now.clear_ms.or(empty_ms).map(after),
                })
                .collect(),
        })
    }

    fn chain_s(&self, kind: EventKind) -> Option<f64> {
        let at = CHAIN.iter().position(|link| *link == kind)?;
        self.chain_ms[at].map(seconds)
    }
}

impl AfterAlarm {
    /// Whether at least `percent` of those inside at the alarm have left.
    fn have_gone(&self, percent: u64) -> bool {
        u64::from(self.gone) * 100 >= u64::from(self.inside_then) * percent
    }

    fn inside_person_ms_at(&self, t_ms: i64) -> i64 {
        self.inside_person_ms + i64::from(self.inside) * (t_ms - self.since_ms).max(0)
    }
}

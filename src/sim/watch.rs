//! Watching over the simulation itself: who is stuck, who had to be put
//! back inside the walls, and whether the promises hold.

use super::Simulation;
use super::observe::{EventKind, Site};

/// Stuck: wished to walk and moved less than this \[m\] …
const STUCK_DISTANCE_M: f64 = 0.5;
/// … in this time \[s\].
const STUCK_TIME_S: f64 = 60.0;

impl Simulation {
    /// Once a second looks for people who are stuck and counts corrections;
    /// in builds with debug assertions checks the promises every step.
    pub(super) fn watch(&mut self) {
        debug_assert_eq!(self.verify(), Ok(()));
        if !self.tick.is_multiple_of((1.0 / self.dt).round() as u64) {
            return;
        }
        let now = self.t_s();
        let mut stuck = Vec::new();
        for &id in &self.active {
            let body = &self.bodies[id as usize];
            let mind = &mut self.minds[id as usize];
            let waits = !body.walking || mind.queue.is_some();
            if waits || body.position.distance(mind.anchor.0) >= STUCK_DISTANCE_M {
                mind.anchor = (body.position, now);
                mind.reported_stuck = false;
            } else if now - mind.anchor.1 >= STUCK_TIME_S && !mind.reported_stuck {
                mind.reported_stuck = true;
                stuck.push((id, body.cell));
            }
        }
        for (id, cell) in stuck {
            self.tell(EventKind::Stuck, Some(id), Site::Cell(cell), 0.0);
        }
        if self.put_back > 0 {
            let count = std::mem::take(&mut self.put_back);
            self.tell(EventKind::WallCorrections, None, Site::None, count as f64);
        }
    }
}

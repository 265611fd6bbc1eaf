//! Everyone at a moment between two frames.
//!
//! Recordings hold two frames a second; between them people are drawn on the
//! straight way from one to the next. Who is in the earlier frame only stays
//! there until the later one; who jumps (the ends of a periodic path) does not
//! fly across the map.

use crate::sim::{Frame, State};

/// Farther than this between two frames nobody walks \[m\].
const JUMP_M: f32 = 8.0;

/// Everyone at a moment, as columns of one length in order of id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct People {
    /// Person, an index into the roster.
    pub(crate) id: Vec<u32>,
    /// East \[m\].
    pub(crate) x: Vec<f32>,
    /// North \[m\].
    pub(crate) y: Vec<f32>,
    /// Velocity over ground, eastward [m/s]; 0 where it is not known.
    pub(crate) vx: Vec<f32>,
    /// The same, northward [m/s].
    pub(crate) vy: Vec<f32>,
    /// Number of a [`State`].
    pub(crate) state: Vec<u8>,
    /// Sheet.
    pub(crate) sheet: Vec<i8>,
    /// Cell.
    pub(crate) cell: Vec<u16>,
}

impl People {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }

    /// Speed of somebody over ground [m/s]; 0 where it is not known.
    pub(crate) fn speed(&self, at: usize) -> f32 {
        (self.vx[at] * self.vx[at] + self.vy[at] * self.vy[at]).sqrt()
    }

    /// Where in the columns somebody is.
    pub(crate) fn find(&self, id: u32) -> Option<usize> {
        self.id.binary_search(&id).ok()
    }

    /// Takes over everyone at share `share` (0 to 1) of the time from `a` to
    /// `b`. Keeps its memory.
    pub(crate) fn set(&mut self, a: &Frame<'_>, b: Option<&Frame<'_>>, share: f32) {
        self.resize(a.id.len());
        let mut kept = 0;
        let seconds = b.map_or(0.0, |b| (b.t_ms - a.t_ms) as f32 / 1e3);
        let mut next = 0;
        for at in 0..a.id.len() {
            if !State::is_inside(a.state[at]) {
                continue;
            }
            let from = (metres(a.x_mm[at]), metres(a.y_mm[at]));
            let mut row = (from, (0.0, 0.0), a.sheet[at], a.cell[at], a.state[at]);
            if let Some(b) = b {
                while next < b.id.len() && b.id[next] < a.id[at] {
                    next += 1;
                }
                if b.id.get(next) == Some(&a.id[at]) {
                    let to = (metres(b.x_mm[next]), metres(b.y_mm[next]));
                    row = between(row, (to, b, next), share, seconds);
                }
            }
            self.id[kept] = a.id[at];
            (
                (self.x[kept], self.y[kept]),
                (self.vx[kept], self.vy[kept]),
                self.sheet[kept],
                self.cell[kept],
                self.state[kept],
            ) = row;
            kept += 1;
        }
        self.resize(kept);
    }

    /// Takes velocities from the frame before, where there is none after.
    pub(crate) fn walked_since(&mut self, before: &Frame<'_>, seconds: f32) {
        let mut next = 0;
        for at in 0..self.id.len() {
            while next < before.id.len() && before.id[next] < self.id[at] {
                next += 1;
            }
            if before.id.get(next) != Some(&self.id[at]) || seconds <= 0.0 {
                continue;
            }
            let dx = self.x[at] - metres(before.x_mm[next]);
            let dy = self.y[at] - metres(before.y_mm[next]);
            if dx * dx + dy * dy <= JUMP_M * JUMP_M {
                (self.vx[at], self.vy[at]) = (dx / seconds, dy / seconds);
            }
        }
    }

    /// People who stand at places \[m\] on sheets.
    #[cfg(test)]
    pub(crate) fn standing(at: &[(f32, f32, i8)]) -> Self {
        Self {
            id: (0..at.len() as u32).collect(),
            x: at.iter().map(|p| p.0).collect(),
            y: at.iter().map(|p| p.1).collect(),
            vx: vec![0.0; at.len()],
            vy: vec![0.0; at.len()],
            state: vec![0; at.len()],
            sheet: at.iter().map(|p| p.2).collect(),
            cell: vec![0; at.len()],
        }
    }

    /// Gives all columns a length; what is new in them is to be written.
    fn resize(&mut self, len: usize) {
        self.id.resize(len, 0);
        self.x.resize(len, 0.0);
        self.y.resize(len, 0.0);
        self.vx.resize(len, 0.0);
        self.vy.resize(len, 0.0);
        self.state.resize(len, 0);
        self.sheet.resize(len, 0);
        self.cell.resize(len, 0);
    }
}

/// Position, velocity, sheet, cell and state.
type Row = ((f32, f32), (f32, f32), i8, u16, u8);

/// Somebody on the way from a row to where they are in the next frame.
fn between(
    row: Row,
    (to, b, next): ((f32, f32), &Frame<'_>, usize),
    share: f32,
    seconds: f32,
) -> Row {
    let (from, ..) = row;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dx * dx + dy * dy > JUMP_M * JUMP_M {
        return row;
    }
    let velocity = if seconds > 0.0 {
        (dx / seconds, dy / seconds)
    } else {
        (0.0, 0.0)
    };
    let here = (from.0 + dx * share, from.1 + dy * share);
    let (_, _, sheet, cell, state) = row;
    if share < 0.5 {
        (here, velocity, sheet, cell, state)
    } else {
        let later = State::is_inside(b.state[next]);
        let state = if later { b.state[next] } else { state };
        (here, velocity, b.sheet[next], b.cell[next], state)
    }
}

fn metres(mm: i32) -> f32 {
    // A venue is a few kilometres wide: a quarter of a millimetre is lost.
    mm as f32 / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::OwnedFrame;

    fn frame(t_ms: i64, people: &[(u32, i32, i32, u8)]) -> OwnedFrame {
        OwnedFrame {
            number: (t_ms / 500) as u32,
            t_ms,
            id: people.iter().map(|p| p.0).collect(),
            x_mm: people.iter().map(|p| p.1).collect(),
            y_mm: people.iter().map(|p| p.2).collect(),
            sheet: vec![0; people.len()],
            cell: vec![0; people.len()],
            state: people.iter().map(|p| p.3).collect(),
        }
    }

    #[test]
    fn people_are_on_the_straight_way_between_two_frames() {
        let a = frame(0, &[(1, 0, 0, 0), (3, 5_000, 0, 0), (4, 0, 0, 0)]);
        let b = frame(500, &[(2, 9, 9, 0), (3, 5_600, 800, 5), (4, 90_000, 0, 0)]);
        let mut people = People::default();
        people.set(&a.view(), Some(&b.view()), 0.25);
        assert_eq!(people.id, [1, 3, 4]);
        assert_eq!(people.x, [0.0, 5.15, 0.0], "the last one jumps");
        assert_eq!(people.y, [0.0, 0.2, 0.0]);
        assert!((people.speed(1) - 2.0).abs() < 1e-5, "1 m in half a second");
        assert_eq!(people.state, [0, 0, 0]);
        people.set(&a.view(), Some(&b.view()), 0.75);
        assert_eq!(people.state[1], 5);
        assert_eq!(people.find(3), Some(1));
        assert_eq!(people.find(2), None, "not there yet");
    }

    #[test]
    fn at_the_last_frame_people_are_as_quick_as_they_came() {
        let a = frame(0, &[(1, 0, 0, 0), (4, 0, 0, 0)]);
        let b = frame(500, &[(1, 600, 800, 0), (3, 50, 0, 0), (4, 90_000, 0, 0)]);
        let mut people = People::default();
        people.set(&b.view(), None, 0.0);
        people.walked_since(&a.view(), 0.5);
        let speeds: Vec<f32> = (0..3).map(|at| people.speed(at)).collect();
        assert!((speeds[0] - 2.0).abs() < 1e-5);
        assert_eq!(speeds[1..], [0.0, 0.0], "one is new, one jumps");
    }

    #[test]
    fn who_is_at_the_assembly_point_is_no_longer_drawn() {
        let a = frame(0, &[(1, 0, 0, 8), (2, 0, 0, 5)]);
        let mut people = People::default();
        people.set(&a.view(), None, 0.0);
        assert_eq!((people.len(), people.id[0]), (1, 2));
    }
}

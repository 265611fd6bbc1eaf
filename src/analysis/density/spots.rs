//! The sample points that ever had somebody within a metre: how many they
//! have now, since when, and how many stayed.
//!
//! A density lasts if it is reached at every evaluation of ten seconds; the
//! greatest that lasted is the maximum over time of the minimum over ten
//! seconds. The ground round a point never changes, so that densities compare
//! as counts do, and counts are small whole numbers: for every count k a point
//! keeps since when it has had at least k people. A count that rises from m to
//! n sets the times of m + 1 … n, one that falls sets none (times above the
//! present count are void). k people have lasted when the count is at least k
//! and the time of k lies ten seconds back. That is exact and costs as many
//! operations as the count changes.

use super::LASTING_MS;
use super::lattice::{Lattice, Spot};

/// Stands for a point that nobody was ever near.
pub(super) const NO_SPOT: u32 = u32::MAX;

/// Stands for a point that has too little ground.
const UNFIT: u32 = u32::MAX - 1;

/// Least ground for which a density makes sense \[m²\]; a right-angled corner of
/// a room has 0.785.
const LEAST_GROUND_M2: f64 = 0.5;

/// Counts for which times are kept at first; so many more whenever that is too few:
/// they are most of what a point takes.
const LEVELS: usize = 4;

/// All points of a lattice, of which only those ever needed take space.
pub(super) struct Spots {
    /// For each point of the lattice its place in the lists below.
    slots: Vec<u32>,
    spots: Vec<Spot>,
    ground_m2: Vec<f64>,
    now: Vec<Tally>,
    /// People at the evaluation before.
    count: Vec<u16>,
    /// Most people that lasted.
    lasted: Vec<u16>,
    /// For each point `levels` times [ms]: since when it has had at least 1,
    /// 2, … people.
    since_ms: Vec<u32>,
    levels: usize,
    /// Points with people at this evaluation and at the one before, in no order that
    /// matters.
    counted: Vec<u32>,
    counted_before: Vec<u32>,
}

/// People around a point at an evaluation.
#[derive(Clone, Copy, Default)]
struct Tally {
    people: u16,
    /// Those of them whose step is known.
    walked: u16,
    /// Whether the point is among those with people.
    listed: bool,
    /// Sum of their steps \[mm\].
    dx: i32,
    dy: i32,
    /// Sum of the squares of their steps [mm²].
    squares: u64,
}

impl Spots {
    pub(super) fn new(points: usize) -> Self {
        Self {
            slots: vec![NO_SPOT; points],
            spots: Vec::new(),
            ground_m2: Vec::new(),
            now: Vec::new(),
            count: Vec::new(),
            lasted: Vec::new(),
            since_ms: Vec::new(),
            levels: LEVELS,
            counted: Vec::new(),
            counted_before: Vec::new(),
        }
    }

    /// Begins an evaluation with nobody.
    pub(super) fn begin(&mut self) {
        for &slot in &self.counted {
            self.now[slot as usize] = Tally::default();
        }
        std::mem::swap(&mut self.counted, &mut self.counted_before);
        self.counted.clear();
    }

    /// Begins an evaluation with everybody where they were at the one before.
    pub(super) fn go_on(&mut self) {
        self.counted_before.clone_from(&self.counted);
    }

    /// Ends what [`Spots::go_on`] began: who went has left points with nobody.
    pub(super) fn drop_empty(&mut self) {
        let now = &mut self.now;
        self.counted.retain(|&slot| {
            let tally = &mut now[slot as usize];
            tally.listed = tally.people > 0;
            tally.listed
        });
    }

    /// Takes back that a person was counted at a point.
    #[inline]
    pub(super) fn uncount(&mut self, spot: Spot, step: Option<(i32, i32)>) {
        let slot = self.slots[spot.point as usize];
        if slot >= UNFIT {
            return;
        }
        let tally = &mut self.now[slot as usize];
        tally.people -= 1;
        if let Some((dx, dy)) = step {
            tally.walked -= 1;
            tally.dx -= dx;
            tally.dy -= dy;
            tally.squares -= square(dx, dy);
        }
    }

    /// Counts a person at a point, with the step they took if it is known;
    /// gives the point's place here, [`NO_SPOT`] if it has too little ground.
    #[inline]
    pub(super) fn count(&mut self, lattice: &Lattice, spot: Spot, step: Option<(i32, i32)>) -> u32 {
        let mut slot = self.slots[spot.point as usize];
        if slot == NO_SPOT {
            slot = self.add(lattice, spot);
        }
        if slot == UNFIT {
            return NO_SPOT;
        }
        let tally = &mut self.now[slot as usize];
        if !tally.listed {
            tally.listed = true;
            self.counted.push(slot);
        }
        tally.people += 1;
        if let Some((dx, dy)) = step {
            tally.walked += 1;
            tally.dx += dx;
            tally.dy += dy;
            tally.squares += square(dx, dy);
        }
        slot
    }

    fn add(&mut self, lattice: &Lattice, spot: Spot) -> u32 {
        let ground_m2 = lattice.ground_m2(spot);
        let slot = if ground_m2 < LEAST_GROUND_M2 {
            UNFIT
        } else {
            self.spots.push(spot);
            self.ground_m2.push(ground_m2);
            self.now.push(Tally::default());
            self.count.push(0);
            self.lasted.push(0);
            self.since_ms.resize(self.spots.len() * self.levels, 0);
            self.spots.len() as u32 - 1
        };
        self.slots[spot.point as usize] = slot;
        slot
    }

    /// Points with people at this evaluation.
    pub(super) fn counted(&self) -> impl Iterator<Item = u32> {
        self.counted.iter().copied()
    }

    /// The point itself.
    pub(super) fn spot(&self, slot: u32) -> Spot {
        self.spots[slot as usize]
    }

    /// Density at this evaluation [1/m²].
    pub(super) fn density(&self, slot: u32) -> f64 {
        let slot = slot as usize;
        f64::from(self.now[slot].people) / self.ground_m2[slot]
    }

    /// Variance of the steps around a point: their mean square distance from
    /// their mean \[m²\]; none for fewer than two.
    pub(super) fn step_variance_m2(&self, slot: u32) -> Option<f64> {
        let tally = self.now[slot as usize];
        if tally.walked < 2 {
            return None;
        }
        // In whole numbers, so that the order of people does not matter.
        let (dx, dy) = (i64::from(tally.dx), i64::from(tally.dy));
        let n = u64::from(tally.walked);
        let spread = (n * tally.squares).saturating_sub((dx * dx + dy * dy).unsigned_abs());
        Some(spread as f64 * 1e-6 / (n * n) as f64)
    }

    /// Ends an evaluation: its counts hold from now on. Shows every point
    /// where more people than ever have now lasted, with their density.
    pub(super) fn settle(&mut self, t_ms: i64, mut show: impl FnMut(Spot, f64)) {
        // A run takes two days at most; what else a recording may say goes no further.
        let t_ms = t_ms.clamp(0, i64::from(u32::MAX)) as u32;
        for at in 0..self.counted.len() {
            let slot = self.counted[at] as usize;
            let people = self.now[slot].people;
            if usize::from(people) > self.levels {
                self.raise_levels(usize::from(people));
            }
            let times = slot * self.levels;
            for level in self.count[slot]..people {
                self.since_ms[times + usize::from(level)] = t_ms;
            }
            self.count[slot] = people;
            let lasted = self.lasted[slot];
            let longer = (lasted..people)
                .take_while(|&k| {
                    let lasts_ms = t_ms - self.since_ms[times + usize::from(k)];
                    i64::from(lasts_ms) >= LASTING_MS
                })
                .count() as u16;
            if longer > 0 {
                self.lasted[slot] = lasted + longer;
                show(self.spots[slot], self.lasting_density(slot));
            }
        }
        for &slot in &self.counted_before {
            let slot = slot as usize;
            if self.now[slot].people == 0 {
                self.count[slot] = 0;
            }
        }
    }

    /// Points where anybody stayed, with the greatest density that lasted, in
    /// the order of the lattice.
    pub(super) fn lasting(&self) -> impl Iterator<Item = (Spot, f64)> {
        let used = self.slots.iter().filter(|&&slot| slot < UNFIT);
        used.map(|&slot| slot as usize)
            .filter(|&slot| self.lasted[slot] > 0)
            .map(|slot| (self.spots[slot], self.lasting_density(slot)))
    }

    fn lasting_density(&self, slot: usize) -> f64 {
        f64::from(self.lasted[slot]) / self.ground_m2[slot]
    }

    /// Makes room for the times of at least `needed` people, in place: the times of a
    /// large venue are too many to be there twice.
    fn raise_levels(&mut self, needed: usize) {
        let (levels, before) = (needed.next_multiple_of(LEVELS), self.levels);
        self.since_ms.resize(self.spots.len() * levels, 0);
        // From the last point on, so that none is written over before it has moved.
        for slot in (0..self.spots.len()).rev() {
            let times = slot * before..(slot + 1) * before;
            self.since_ms.copy_within(times, slot * levels);
        }
        self.levels = levels;
    }
}

/// Square of the length of a step [mm²].
fn square(dx: i32, dy: i32) -> u64 {
    let (dx, dy) = (i64::from(dx), i64::from(dy));
    (dx * dx + dy * dy).unsigned_abs()
}

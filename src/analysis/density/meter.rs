//! The densities of a run, frame by frame.

use super::lattice::{Lattice, Spot};
use super::spots::{NO_SPOT, Spots};
use super::{DensestMoment, DensityMap, MapPoint, PeakOccupancy};
use crate::analysis::metrics::Crowding;
use crate::base::fetch::fetch;
use crate::sim::{Frame, State};
use crate::world::{CellIndex, World};

/// Least time between two evaluations \[ms\]. Crowds thicken over many seconds;
/// a second's step costs half of what frames every half second would.
const EVALUATE_MS: i64 = 1000;

/// Density above which people are in danger [1/m²].
const DANGEROUS_PER_M2: f64 = 4.0;

/// People are counted square by square, of 2¹⁴ mm.
const TILE_MM_BITS: u32 = 14;

/// So many people ahead what is known of them is asked for.
const FETCHED_AHEAD: usize = 8;

/// Fastest that counts as walking [m/s]; whoever is further from where they
/// were passed the end of a periodic path or was put there.
const FASTEST_M_PER_S: f64 = 5.0;

/// Measures density and pressure from frames; see [the module](super).
pub struct DensityMeter {
    lattice: Lattice,
    spots: Spots,
    cells: Vec<String>,
    occupancy: Vec<PeakOccupancy>,
    /// Where everyone was in the frame before, by id.
    before: Vec<Before>,
    frame_before: Option<(u32, i64)>,
    /// First and last evaluation \[ms\].
    evaluated: Option<(i64, i64)>,
    /// Sum of the time people spent in danger [person ms].
    dangerous_ms: u64,
    /// Greatest pressure [1/s²].
    pressure_per_s2: Option<f64>,
    densest: Option<Densest>,
    /// What was last counted of everyone, by id.
    counted: Vec<Counted>,
    /// How often people were counted so far.
    counts: u32,
    /// How many of those in the last frame were not counted as the time before.
    changed: usize,
    /// Scratch: who is to be counted, by where they are.
    to_count: Vec<u64>,
    /// Scratch: people in each cell.
    inside: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Before {
    frame: u32,
    x_mm: i32,
    y_mm: i32,
}

/// What was counted of a person.
#[derive(Clone, Copy)]
struct Counted {
    /// At which count; 0 for never.
    count: u32,
    cell: u16,
    x_mm: i32,
    y_mm: i32,
    step: Option<(i32, i32)>,
    /// The sample point nearest.
    nearest: u32,
}

impl Counted {
    const NEVER: Self = Self {
        count: 0,
        cell: 0,
        x_mm: 0,
        y_mm: 0,
        step: None,
        nearest: NO_SPOT,
    };

    /// Whether another count would say the same.
    fn is_as(&self, other: &Self) -> bool {
        let what = |counted: &Self| (counted.cell, counted.x_mm, counted.y_mm, counted.step);
        what(self) == what(other)
    }

    /// A number for a person counted so: in order, neighbours come one after another;
    /// its lower half is the id.
    fn by_place(&self, id: u32) -> u64 {
        let tile = |mm: i32| u64::from((mm >> TILE_MM_BITS) as u16);
        tile(self.y_mm) << 48 | tile(self.x_mm) << 32 | u64::from(id)
    }
}

struct Densest {
    spot: Spot,
    moment: DensestMoment,
}

impl DensityMeter {
    /// A meter for runs in a world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let lattice = Lattice::new(world);
        let points = lattice.len();
        let cells: Vec<String> = world.cells.iter().map(|cell| cell.id.clone()).collect();
        Self {
            lattice,
            spots: Spots::new(points),
            occupancy: vec![PeakOccupancy::default(); cells.len()],
            inside: vec![0; cells.len()],
            cells,
            before: Vec::new(),
            frame_before: None,
            evaluated: None,
            dangerous_ms: 0,
            pressure_per_s2: None,
            densest: None,
            counted: Vec::new(),
            counts: 0,
            changed: usize::MAX,
            to_count: Vec::new(),
        }
    }

    /// Takes in a frame; frames come in order.
    pub fn frame(&mut self, frame: &Frame<'_>) {
        self.count_cells(frame);
        let due = self
            .evaluated
            .is_none_or(|(_, last_ms)| frame.t_ms - last_ms >= EVALUATE_MS);
        if due {
            self.evaluate(frame);
        }
        self.remember(frame);
    }

    /// The numbers for `metrics.json`.
    #[must_use]
    pub fn crowding(&self) -> Crowding {
        let Some((first_ms, last_ms)) = self.evaluated else {
            return Crowding::default();
        };
        let long_enough = last_ms - first_ms >= super::LASTING_MS;
        let densest = self.densest.as_ref();
        Crowding {
            max_density_per_m2: densest
                .map(|densest| densest.moment.density_per_m2)
                .or(long_enough.then_some(0.0)),
            place: densest.map(|densest| self.cells[densest.spot.cell.at()].clone()),
            at_s: densest.map(|densest| densest.moment.t_ms as f64 / 1e3),
            person_s_above_4_per_m2: Some(self.dangerous_ms as f64 / 1e3),
            max_pressure_per_s2: self.pressure_per_s2,
        }
    }

    /// The moment of the greatest density that lasted; none before any lasted.
    #[must_use]
    pub fn densest(&self) -> Option<&DensestMoment> {
        self.densest.as_ref().map(|densest| &densest.moment)
    }

    /// The greatest density that lasted, at each sample point where anybody
    /// ever stayed.
    #[must_use]
    pub fn map(&self) -> DensityMap {
        DensityMap {
            spacing_m: self.lattice.spacing_m(),
            points: self
                .spots
                .lasting()
                .map(|(spot, density)| MapPoint {
                    cell: spot.cell,
                    x_m: f64::from(spot.x_mm) * 1e-3,
                    y_m: f64::from(spot.y_mm) * 1e-3,
                    max_per_m2: density,
                })
                .collect(),
        }
    }

    /// The density at the densest moment, at each sample point with somebody
    /// within a metre; no points if there was no such moment.
    #[must_use]
    pub fn map_at_densest(&self) -> DensityMap {
        let mut spots = Spots::new(self.lattice.len());
        let mut near: Vec<(Spot, u32)> = Vec::new();
        spots.begin();
        if let Some(Densest { moment, .. }) = &self.densest {
            for at in 0..moment.x_mm.len() {
                let cell = CellIndex(moment.cell_of[at]);
                let (x_mm, y_mm) = (moment.x_mm[at], moment.y_mm[at]);
                self.lattice.around(cell, x_mm, y_mm, |spot, _| {
                    let slot = spots.count(&self.lattice, spot, None);
                    if slot != NO_SPOT {
                        near.push((spot, slot));
                    }
                });
            }
        }
        near.sort_unstable_by_key(|(spot, _)| spot.point);
        near.dedup_by_key(|(spot, _)| spot.point);
        DensityMap {
            spacing_m: self.lattice.spacing_m(),
            points: near
                .into_iter()
                .map(|(spot, slot)| MapPoint {
                    cell: spot.cell,
                    x_m: f64::from(spot.x_mm) * 1e-3,
                    y_m: f64::from(spot.y_mm) * 1e-3,
                    max_per_m2: spots.density(slot),
                })
                .collect(),
        }
    }

    /// Most people in each cell at a time, in the order of the world's cells;
    /// from all frames.
    #[must_use]
    pub fn max_occupancy(&self) -> &[PeakOccupancy] {
        &self.occupancy
    }

    fn count_cells(&mut self, frame: &Frame<'_>) {
        self.inside.fill(0);
        for (&cell, &state) in frame.cell.iter().zip(frame.state) {
            if let Some(count) = self.inside.get_mut(usize::from(cell))
                && State::is_inside(state)
            {
                *count += 1;
            }
        }
        for (peak, &people) in self.occupancy.iter_mut().zip(&self.inside) {
            if people > peak.people {
                *peak = PeakOccupancy {
                    people,
                    t_ms: frame.t_ms,
                };
            }
        }
    }

    /// Notes where everyone is, for the velocities of the next frame.
    fn remember(&mut self, frame: &Frame<'_>) {
        let people = frame.id.last().map_or(0, |&id| id as usize + 1);
        if people > self.before.len() {
            let nobody = Before {
                frame: u32::MAX,
                x_mm: 0,
                y_mm: 0,
            };
            self.before.resize(people, nobody);
        }
        for (at, &id) in frame.id.iter().enumerate() {
            self.before[id as usize] = Before {
                frame: frame.number,
                x_mm: frame.x_mm[at],
                y_mm: frame.y_mm[at],
            };
        }
        self.frame_before = Some((frame.number, frame.t_ms));
    }

    fn evaluate(&mut self, frame: &Frame<'_>) {
        let (first_ms, last_ms) = self.evaluated.unwrap_or((frame.t_ms, frame.t_ms));
        self.evaluated = Some((first_ms, frame.t_ms));
        self.spread(frame);
        self.count_danger(frame, (frame.t_ms - last_ms).unsigned_abs());
        self.find_pressure(frame.t_ms);
        self.find_densest(frame);
    }

    /// Counts everyone at the sample points around them: all anew, or, where few are not
    /// as they were, those only. Counts are whole numbers, so that both come to the same.
    fn spread(&mut self, frame: &Frame<'_>) {
        let people = frame.id.last().map_or(0, |&id| id as usize + 1);
        if people > self.counted.len() {
            self.counted.resize(people, Counted::NEVER);
        }
        // Who is not as before is taken back and counted: twice the work.
        let anew = self.changed > frame.id.len() / 3;
        if anew {
            self.spots.begin();
        } else {
            self.spots.go_on();
        }
        let (last, this) = (self.counts, self.counts + 1);
        self.counts = this;
        self.changed = 0;
        self.to_count.clear();
        for at in 0..frame.id.len() {
            if !State::is_inside(frame.state[at]) {
                // Whoever was counted before is taken back with those who are gone.
                continue;
            }
            let id = frame.id[at] as usize;
            let before = self.counted[id];
            let counted = Counted {
                count: this,
                cell: frame.cell[at],
                x_mm: frame.x_mm[at],
                y_mm: frame.y_mm[at],
                step: self.step(frame, at),
                nearest: before.nearest,
            };
            let known = last > 0 && before.count == last;
            let same = known && before.is_as(&counted);
            self.changed += usize::from(!same);
            if anew || !same {
                if known && !anew {
                    self.take_back(&before);
                }
                self.to_count.push(counted.by_place(frame.id[at]));
            }
            self.counted[id] = counted;
        }
        // Neighbours share sample points: those of a large crowd fit into no cache.
        self.to_count.sort_unstable();
        for at in 0..self.to_count.len() {
            if let Some(&next) = self.to_count.get(at + FETCHED_AHEAD) {
                fetch(&self.counted[next as u32 as usize]);
            }
            let id = self.to_count[at] as u32 as usize;
            self.counted[id].nearest = self.count(self.counted[id]);
        }
        if !anew {
            for id in 0..self.counted.len() {
                let gone = self.counted[id];
                if last > 0 && gone.count == last {
                    self.take_back(&gone);
                }
            }
            self.spots.drop_empty();
        }
    }

    /// Counts everyone anew the next time.
    #[cfg(test)]
    pub(super) fn forget_counts(&mut self) {
        self.changed = usize::MAX;
    }

    /// Counts a person at the sample points around; gives the nearest.
    fn count(&mut self, person: Counted) -> u32 {
        let cell = CellIndex(person.cell);
        let mut nearest = (i64::MAX, NO_SPOT);
        let (lattice, spots) = (&self.lattice, &mut self.spots);
        lattice.around(cell, person.x_mm, person.y_mm, |spot, distance2| {
            let slot = spots.count(lattice, spot, person.step);
            if let Some(distance2) = distance2
                && distance2 < nearest.0
            {
                nearest = (distance2, slot);
            }
        });
        nearest.1
    }

    /// Takes back that a person was counted.
    fn take_back(&mut self, person: &Counted) {
        let spots = &mut self.spots;
        let cell = CellIndex(person.cell);
        self.lattice
            .around(cell, person.x_mm, person.y_mm, |spot, _| {
                spots.uncount(spot, person.step);
            });
    }

    /// How far a person came since the frame before \[mm\]; none if they were
    /// not there or did not walk here.
    fn step(&self, frame: &Frame<'_>, at: usize) -> Option<(i32, i32)> {
        let (number, t_ms) = self.frame_before?;
        let before = self.before.get(frame.id[at] as usize)?;
        let (dx, dy) = (frame.x_mm[at] - before.x_mm, frame.y_mm[at] - before.y_mm);
        let farthest_mm = FASTEST_M_PER_S * (frame.t_ms - t_ms) as f64;
        let distance2 = f64::from(dx) * f64::from(dx) + f64::from(dy) * f64::from(dy);
        (before.frame == number && distance2 <= farthest_mm * farthest_mm).then_some((dx, dy))
    }

    fn count_danger(&mut self, frame: &Frame<'_>, since_ms: u64) {
        let counted = frame.id.iter().map(|&id| self.counted[id as usize]);
        let in_danger = counted
            .filter(|counted| counted.count == self.counts && counted.nearest != NO_SPOT)
            .filter(|counted| self.spots.density(counted.nearest) > DANGEROUS_PER_M2)
            .count();
        self.dangerous_ms += since_ms * in_danger as u64;
    }

    fn find_pressure(&mut self, t_ms: i64) {
        let most = self.pressures(t_ms).map(|(_, per_s2)| per_s2);
        let most = most.reduce(f64::max);
        self.pressure_per_s2 = match (self.pressure_per_s2, most) {
            (Some(before), Some(now)) => Some(before.max(now)),
            (before, now) => before.or(now),
        };
    }

    /// The pressure [1/s²] wherever it is so dense that there is one, at a time
    /// \[ms\] whose people have been spread over the points.
    fn pressures(&self, t_ms: i64) -> impl Iterator<Item = (u32, f64)> {
        let dt_s = self
            .frame_before
            .map(|(_, before_ms)| (t_ms - before_ms) as f64 / 1e3);
        self.spots.counted().filter_map(move |slot| {
            let density = self.spots.density(slot);
            if density <= DANGEROUS_PER_M2 {
                return None;
            }
            let (dt_s, variance_m2) = (dt_s?, self.spots.step_variance_m2(slot)?);
            Some((slot, density * variance_m2 / (dt_s * dt_s)))
        })
    }

    /// The pressure at one moment, from its frame and the one before, whatever
    /// was shown to the meter so far; in the order of the lattice.
    pub(super) fn pressures_at(
        &mut self,
        before: &Frame<'_>,
        frame: &Frame<'_>,
    ) -> Vec<(Spot, f64)> {
        self.before.clear();
        self.remember(before);
        self.spread(frame);
        let found = self.pressures(frame.t_ms);
        let mut found: Vec<_> = found
            .map(|(slot, per_s2)| (self.spots.spot(slot), per_s2))
            .collect();
        found.sort_unstable_by_key(|(spot, _)| spot.point);
        found
    }

    /// Distance between sample points \[m\].
    pub(super) fn spacing_m(&self) -> f64 {
        self.lattice.spacing_m()
    }

    /// Lets the counts of the frame hold from now on, and looks whether
    /// somewhere more people than ever have stayed long enough.
    fn find_densest(&mut self, frame: &Frame<'_>) {
        let mut record = self.densest.as_ref().map_or((0.0, u32::MAX), |densest| {
            // Later equals do not replace the first.
            (densest.moment.density_per_m2, 0)
        });
        let mut found = None;
        self.spots.settle(frame.t_ms, |spot, density| {
            let tie = density == record.0 && spot.point < record.1;
            if density > record.0 || tie {
                record = (density, spot.point);
                found = Some(spot);
            }
        });
        if let Some(spot) = found {
            self.densest = Some(Densest {
                spot,
                moment: DensestMoment::of(frame, spot, record.0),
            });
        }
    }
}

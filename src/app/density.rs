//! Density of people on a raster over the ground, for overlays.
//!
//! At a point: people within a metre, by the walkable ground within a metre,
//! as the metrics have it; here on a raster of half a metre or, on large
//! venues, coarser, and for the moment shown, also between two frames. Each
//! sheet is counted for itself, so that people on two storeys never add up;
//! where all sheets are shown the densest of them counts. Unlike the metrics
//! it looks over walls between cells that are nearer than a metre.

use super::people::People;
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::world::World;

/// Distance within which people count \[m\].
const REACH_M: f64 = 1.0;
/// Distance between points, where the venue allows it \[m\].
const STEP_M: f64 = 0.5;
/// Most points on a side: more are not seen on any screen.
const MOST: usize = 1_024;
/// Least ground that people are divided by \[m²\]: in a corner one person is
/// no crowd.
const LEAST_GROUND_M2: f64 = 1.0;

/// Points over a venue, row by row from the south.
#[derive(Clone, Debug, Default)]
pub(crate) struct Raster {
    /// South-western point \[m\].
    pub(crate) origin: Vec2,
    /// Distance between points \[m\].
    pub(crate) step_m: f64,
    /// Points from west to east.
    pub(crate) columns: usize,
    /// Points from south to north.
    pub(crate) rows: usize,
    /// Points within reach of a point, as columns and rows from it.
    offsets: Vec<(i64, i64)>,
    /// Of each sheet the walkable ground within reach of each point \[m²\], 0
    /// where nobody can be.
    ground_m2: Vec<Vec<f32>>,
}

impl Raster {
    /// The raster of a world.
    pub(crate) fn of(world: &World, bounds: Bounds) -> Self {
        if bounds.is_empty() {
            return Self::default();
        }
        let size = bounds.size();
        let step_m = STEP_M.max(size.x.max(size.y) / (MOST - 2) as f64);
        let count = |length: f64| (length / step_m).ceil() as usize + 1;
        let mut raster = Self {
            origin: bounds.min,
            step_m,
            columns: count(size.x),
            rows: count(size.y),
            offsets: offsets(step_m),
            ground_m2: Vec::new(),
        };
        let sheets = world.cells.iter().map(|cell| cell.sheet).max();
        for sheet in 0..=sheets.unwrap_or(0) {
            let ground = raster.ground(world, sheet);
            raster.ground_m2.push(ground);
        }
        raster
    }

    /// Ground within reach of each point on a sheet.
    fn ground(&self, world: &World, sheet: i8) -> Vec<f32> {
        let mut inside = vec![false; self.len()];
        for cell in world.cells.iter().filter(|cell| cell.sheet == sheet) {
            let (from, to) = (self.index(cell.bounds.min), self.index(cell.bounds.max));
            for row in from.1..=to.1 {
                for column in from.0..=to.0 {
                    let at = row * self.columns + column;
                    if !inside[at] && cell.contains(self.point(at)) {
                        inside[at] = true;
                    }
                }
            }
        }
        let mut ground = vec![0.0_f32; inside.len()];
        let share = (std::f64::consts::PI * REACH_M * REACH_M / self.offsets.len() as f64) as f32;
        for at in (0..inside.len()).filter(|at| inside[*at]) {
            self.each_near(at, |near| {
                if inside[near] {
                    ground[at] += share;
                }
            });
        }
        ground
    }

    /// Number of points.
    pub(crate) fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// Number of sheets.
    pub(crate) fn sheets(&self) -> usize {
        self.ground_m2.len()
    }

    /// Density at every point [1/m²], of one sheet or the greatest of all; 0
    /// where nobody can be.
    pub(crate) fn density(&self, people: &People, sheet: Option<i8>) -> Vec<f32> {
        let mut counts = vec![vec![0_u16; self.len()]; self.sheets()];
        for at in 0..people.len() {
            if let Some(counts) = counts.get_mut(people.sheet[at] as usize) {
                let near = self.at(people.x[at], people.y[at]);
                self.each_near(near, |near| counts[near] = counts[near].saturating_add(1));
            }
        }
        self.per_m2(&counts, sheet)
    }

    /// Densities [1/m²] from how many people are within reach of each point,
    /// sheet by sheet.
    pub(crate) fn per_m2(&self, counts: &[Vec<u16>], sheet: Option<i8>) -> Vec<f32> {
        let mut density = vec![0.0_f32; self.len()];
        let shown = |at: usize| sheet.is_none_or(|sheet| sheet as usize == at);
        let sheets = counts.iter().zip(&self.ground_m2).enumerate();
        for (_, (counts, ground)) in sheets.filter(|(at, _)| shown(*at)) {
            for ((density, count), ground) in density.iter_mut().zip(counts).zip(ground) {
                if *count > 0 && *ground > 0.0 {
                    let here = f32::from(*count) / ground.max(LEAST_GROUND_M2 as f32);
                    *density = density.max(here);
                }
            }
        }
        density
    }

    /// The value at a point of the ground.
    pub(crate) fn value(&self, values: &[f32], x: f32, y: f32) -> f32 {
        values.get(self.at(x, y)).copied().unwrap_or(0.0)
    }

    /// Walkable ground of a sheet in a box \[m²\], as far as the raster tells.
    pub(crate) fn walkable_m2(&self, bounds: Bounds, sheet: i8) -> f64 {
        let Some(ground) = self.ground_m2.get(sheet as usize) else {
            return 0.0;
        };
        let number = |value: f64, origin: f64, count: usize| {
            ((value - origin) / self.step_m)
                .ceil()
                .clamp(0.0, count as f64) as usize
        };
        let columns = number(bounds.min.x, self.origin.x, self.columns)
            ..number(bounds.max.x, self.origin.x, self.columns);
        let rows = number(bounds.min.y, self.origin.y, self.rows)
            ..number(bounds.max.y, self.origin.y, self.rows);
        let walkable = rows.flat_map(|row| {
            let row = row * self.columns;
            &ground[row + columns.start..row + columns.end]
        });
        let points = walkable.filter(|ground| **ground > 0.0).count();
        points as f64 * self.step_m * self.step_m
    }

    /// Where a point is \[m\].
    pub(crate) fn point(&self, at: usize) -> Vec2 {
        let (column, row) = (at % self.columns, at / self.columns);
        Vec2::new(
            self.origin.x + column as f64 * self.step_m,
            self.origin.y + row as f64 * self.step_m,
        )
    }

    /// The point nearest to somebody.
    pub(crate) fn at(&self, x: f32, y: f32) -> usize {
        let (column, row) = self.index(Vec2::new(f64::from(x), f64::from(y)));
        row * self.columns + column
    }

    fn index(&self, p: Vec2) -> (usize, usize) {
        let along = |value: f64, count: usize| {
            ((value / self.step_m).round().max(0.0) as usize).min(count.saturating_sub(1))
        };
        (
            along(p.x - self.origin.x, self.columns),
            along(p.y - self.origin.y, self.rows),
        )
    }

    /// Calls for every point within reach of a point.
    pub(crate) fn each_near(&self, at: usize, mut call: impl FnMut(usize)) {
        if self.columns == 0 {
            return;
        }
        let (column, row) = ((at % self.columns) as i64, (at / self.columns) as i64);
        for (dx, dy) in &self.offsets {
            let (x, y) = (column + dx, row + dy);
            if (0..self.columns as i64).contains(&x) && (0..self.rows as i64).contains(&y) {
                call(y as usize * self.columns + x as usize);
            }
        }
    }

    /// A square of 10 m with 3 m² of ground round each point but the first.
    #[cfg(test)]
    pub(crate) fn square(sheets: usize) -> Self {
        let mut ground = vec![3.0; 441];
        ground[0] = 0.0;
        Self {
            origin: Vec2::new(0.0, 0.0),
            step_m: 0.5,
            columns: 21,
            rows: 21,
            offsets: offsets(0.5),
            ground_m2: vec![ground; sheets],
        }
    }
}

/// Points within reach of a point, as columns and rows from it.
fn offsets(step_m: f64) -> Vec<(i64, i64)> {
    let most = (REACH_M / step_m) as i64;
    let near = |dx: i64, dy: i64| {
        let (x, y) = (dx as f64 * step_m, dy as f64 * step_m);
        x * x + y * y <= REACH_M * REACH_M + 1e-9
    };
    (-most..=most)
        .flat_map(|dy| (-most..=most).map(move |dx| (dx, dy)))
        .filter(|(dx, dy)| near(*dx, *dy))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_within_a_metre_counts() {
        let raster = Raster::square(2);
        let people = People::standing(&[(5.0, 5.0, 0), (5.5, 5.0, 0), (9.0, 9.0, 0)]);
        let density = raster.density(&people, None);
        let at = |x, y| raster.value(&density, x, y);
        assert!((at(5.0, 5.0) - 2.0 / 3.0).abs() < 1e-6);
        assert!((at(4.0, 5.0) - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(at(3.0, 5.0), 0.0);
        let other = raster.density(&people, Some(1));
        assert!(other.iter().all(|d| *d == 0.0), "another sheet");
    }

    #[test]
    fn people_on_two_storeys_do_not_add_up() {
        let raster = Raster::square(2);
        let people = People::standing(&[(5.0, 5.0, 0), (5.0, 5.0, 1), (5.2, 5.0, 1)]);
        let all = raster.density(&people, None);
        assert!((raster.value(&all, 5.0, 5.0) - 2.0 / 3.0).abs() < 1e-6);
        let lower = raster.density(&people, Some(0));
        assert!((raster.value(&lower, 5.0, 5.0) - 1.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn where_nobody_can_be_there_is_no_density() {
        let raster = Raster::square(1);
        let density = raster.density(&People::standing(&[(0.0, 0.0, 0)]), None);
        assert_eq!(density[0], 0.0);
        assert!(density[1] > 0.0);
    }

    #[test]
    fn ground_in_a_box_is_counted_by_points() {
        let raster = Raster::square(1);
        let of = |a: (f64, f64), b: (f64, f64)| Bounds::of([Vec2::from(a), Vec2::from(b)]);
        assert_eq!(raster.walkable_m2(of((2.0, 2.0), (4.0, 3.0)), 0), 2.0);
        assert_eq!(raster.walkable_m2(of((-9.0, -9.0), (1.0, 1.0)), 0), 0.75);
        assert_eq!(raster.walkable_m2(of((2.0, 2.0), (4.0, 3.0)), 1), 0.0);
    }
}

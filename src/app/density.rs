//! Density of people on a raster over the ground, for overlays.
//!
//! At a point: people within a metre, by the walkable ground within a metre,
//! as the metrics have it; here on a raster of half a metre or, on large
//! venues, coarser, and for the moment shown, also between two frames.

use super::people::People;
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::world::World;

/// Distance within which people count \[m\].
const REACH_M: f64 = 1.0;
/// Distance between points, where the venue allows it \[m\].
const STEP_M: f64 = 0.5;
/// Most points on a side: the largest picture every machine can show.
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
    /// Walkable ground within reach \[m²\], 0 where nobody can be.
    ground_m2: Vec<f32>,
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
            ground_m2: Vec::new(),
        };
        let mut inside = vec![false; raster.columns * raster.rows];
        for cell in &world.cells {
            let (from, to) = (raster.index(cell.bounds.min), raster.index(cell.bounds.max));
            for row in from.1..=to.1 {
                for column in from.0..=to.0 {
                    let at = row * raster.columns + column;
                    if !inside[at] && cell.contains(raster.point(column, row)) {
                        inside[at] = true;
                    }
                }
            }
        }
        let mut ground = vec![0.0_f32; inside.len()];
        let offsets = raster.offsets();
        let share = (std::f64::consts::PI * REACH_M * REACH_M / offsets.len() as f64) as f32;
        for at in (0..inside.len()).filter(|at| inside[*at]) {
            raster.each_near(at, &offsets, |near| {
                if inside[near] {
                    ground[at] += share;
                }
            });
        }
        raster.ground_m2 = ground;
        raster
    }

    /// Density at every point [1/m²], of one sheet or of all; 0 where nobody
    /// can be.
    pub(crate) fn density(&self, people: &People, sheet: Option<i8>) -> Vec<f32> {
        let mut density = vec![0.0_f32; self.ground_m2.len()];
        if density.is_empty() {
            return density;
        }
        let offsets = self.offsets();
        for at in 0..people.len() {
            if sheet.is_some_and(|sheet| people.sheet[at] != sheet) {
                continue;
            }
            let p = Vec2::new(f64::from(people.x[at]), f64::from(people.y[at]));
            let (column, row) = self.index(p);
            self.each_near(row * self.columns + column, &offsets, |near| {
                density[near] += 1.0;
            });
        }
        for (density, ground) in density.iter_mut().zip(&self.ground_m2) {
            *density = if *ground > 0.0 {
                *density / ground.max(LEAST_GROUND_M2 as f32)
            } else {
                0.0
            };
        }
        density
    }

    /// The value at a point of the ground.
    pub(crate) fn value(&self, values: &[f32], x: f32, y: f32) -> f32 {
        let (column, row) = self.index(Vec2::new(f64::from(x), f64::from(y)));
        values
            .get(row * self.columns + column)
            .copied()
            .unwrap_or(0.0)
    }

    fn point(&self, column: usize, row: usize) -> Vec2 {
        Vec2::new(
            self.origin.x + column as f64 * self.step_m,
            self.origin.y + row as f64 * self.step_m,
        )
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

    /// Points within reach, as columns and rows from a point.
    fn offsets(&self) -> Vec<(i64, i64)> {
        let most = (REACH_M / self.step_m) as i64;
        let near = |dx: i64, dy: i64| {
            let (x, y) = (dx as f64 * self.step_m, dy as f64 * self.step_m);
            x * x + y * y <= REACH_M * REACH_M + 1e-9
        };
        (-most..=most)
            .flat_map(|dy| (-most..=most).map(move |dx| (dx, dy)))
            .filter(|(dx, dy)| near(*dx, *dy))
            .collect()
    }

    fn each_near(&self, at: usize, offsets: &[(i64, i64)], mut call: impl FnMut(usize)) {
        let (column, row) = ((at % self.columns) as i64, (at / self.columns) as i64);
        for (dx, dy) in offsets {
            let (x, y) = (column + dx, row + dy);
            if (0..self.columns as i64).contains(&x) && (0..self.rows as i64).contains(&y) {
                call(y as usize * self.columns + x as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Raster {
        let mut raster = Raster {
            origin: Vec2::new(0.0, 0.0),
            step_m: 0.5,
            columns: 21,
            rows: 21,
            ground_m2: vec![3.0; 441],
        };
        raster.ground_m2[0] = 0.0;
        raster
    }

    fn people(at: &[(f32, f32)]) -> People {
        People {
            id: (0..at.len() as u32).collect(),
            x: at.iter().map(|p| p.0).collect(),
            y: at.iter().map(|p| p.1).collect(),
            speed: vec![0.0; at.len()],
            state: vec![0; at.len()],
            sheet: vec![0; at.len()],
            cell: vec![0; at.len()],
        }
    }

    #[test]
    fn who_is_within_a_metre_counts() {
        let raster = square();
        let density = raster.density(&people(&[(5.0, 5.0), (5.5, 5.0), (9.0, 9.0)]), None);
        let at = |x, y| raster.value(&density, x, y);
        assert!((at(5.0, 5.0) - 2.0 / 3.0).abs() < 1e-6);
        assert!((at(4.0, 5.0) - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(at(3.0, 5.0), 0.0);
        let other = raster.density(&people(&[(5.0, 5.0)]), Some(1));
        assert!(other.iter().all(|d| *d == 0.0), "another sheet");
    }

    #[test]
    fn where_nobody_can_be_there_is_no_density() {
        let raster = square();
        let density = raster.density(&people(&[(0.0, 0.0)]), None);
        assert_eq!(density[0], 0.0);
        assert!(density[1] > 0.0);
    }
}

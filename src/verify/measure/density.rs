//! Density as number over area.

use crate::base::Vec2;

use crate::verify::take::{Moment, Take};

/// A convex area in which is measured \[m\].
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Corners, in the mathematical sense (left turns).
    pub corners: Vec<Vec2>,
}

impl Area {
    /// The rectangle from one corner to the opposite one \[m\].
    #[must_use]
    pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Self {
        Self {
            corners: vec![
                Vec2::new(west, south),
                Vec2::new(east, south),
                Vec2::new(east, north),
                Vec2::new(west, north),
            ],
        }
    }

    /// Its size \[m²\].
    #[must_use]
    pub fn size_m2(&self) -> f64 {
        area_of(&self.corners)
    }

    /// Whether a point lies in it, edges included.
    #[must_use]
    pub fn contains(&self, p: Vec2) -> bool {
        let next = self.corners.iter().cycle().skip(1);
        let edges = self.corners.iter().zip(next);
        edges
            .take(self.corners.len())
            .all(|(&a, &b)| (b - a).cross(p - a) >= 0.0)
    }
}

/// The area of a polygon, positive if it turns left \[m²\].
pub(super) fn area_of(corners: &[Vec2]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    let sum: f64 = corners.iter().zip(next).map(|(a, b)| a.cross(*b)).sum();
    0.5 * sum
}

/// People in the area over its size [1/m²].
#[must_use]
pub fn classical_density(moment: &Moment, area: &Area) -> f64 {
    let people = moment.people.iter();
    people.filter(|spot| area.contains(spot.p())).count() as f64 / area.size_m2()
}

/// Mean of the classical density over the moments from a time on and before
/// another \[s\] [1/m²]; none if there is no such moment.
#[must_use]
pub fn mean_density(take: &Take, area: &Area, from_s: f64, until_s: f64) -> Option<f64> {
    let (mut sum, mut moments) = (0.0, 0_u32);
    for moment in take.between(from_s, until_s) {
        sum += classical_density(moment, area);
        moments += 1;
    }
    (moments > 0).then(|| sum / f64::from(moments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::take::testing::{take, walk};

    #[test]
    fn number_over_area() {
        let people = (0..6).map(|i| walk(0.5 + f64::from(i), 1.0, 0.0, 0.0));
        let take = take(people.collect(), 0.5, 2.0);
        let area = Area::rectangle(0.0, 0.0, 4.0, 2.0);
        assert!((area.size_m2() - 8.0).abs() < 1e-12);
        assert!((classical_density(&take.moments[0], &area) - 0.5).abs() < 1e-12);
        assert_eq!(mean_density(&take, &area, 0.0, 2.0), Some(0.5));
        assert_eq!(mean_density(&take, &area, 5.0, 9.0), None);
    }

    #[test]
    fn an_area_ends_at_its_edges() {
        let triangle = Area {
            corners: vec![
                Vec2::new(0.0, 0.0),
                Vec2::new(2.0, 0.0),
                Vec2::new(0.0, 2.0),
            ],
        };
        assert!((triangle.size_m2() - 2.0).abs() < 1e-12);
        assert!(triangle.contains(Vec2::new(1.0, 1.0)) && triangle.contains(Vec2::new(0.5, 0.5)));
        assert!(!triangle.contains(Vec2::new(1.01, 1.0)));
    }
}

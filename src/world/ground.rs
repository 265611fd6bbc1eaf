//! Height and slope of a cell.

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

use super::buckets::Buckets;

/// Elevation of a cell's surface.
#[derive(Debug)]
pub(super) enum Ground {
    /// Level at an elevation \[m\].
    Level(f64),
    /// Along a centre line.
    Line(Course),
}

/// A centre line with elevations.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) pieces: Vec<Piece>,
    lines: Vec<Segment>,
    near: Buckets,
}

/// A straight piece of a centre line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    line: Segment,
    z: f64,
    /// Rise per metre of plan along the line.
    pub(super) grade: f64,
    gradient: Vec2,
}

impl Ground {
    /// The ground along a centre line of points and elevations. `reach` is
    /// the distance from the line within which lookups are quick \[m\].
    pub(super) fn along(points: &[(Vec2, f64)], bounds: Bounds, reach: f64) -> Self {
        let mut pieces = Vec::new();
        for pair in points.windows(2) {
            let ((a, za), (b, zb)) = (pair[0], pair[1]);
            let length = a.distance(b);
            if length > 1e-9 {
                let grade = (zb - za) / length;
                pieces.push(Piece {
                    line: Segment::new(a, b),
                    z: za,
                    grade,
                    gradient: (b - a).normalized() * grade,
                });
            }
        }
        let lines: Vec<Segment> = pieces.iter().map(|p| p.line).collect();
        let level = pieces.iter().all(|p| p.grade == 0.0);
        match (level, pieces.first()) {
            (_, None) => Self::Level(points.first().map_or(0.0, |p| p.1)),
            (true, Some(piece)) => Self::Level(piece.z),
            (false, Some(_)) => Self::Line(Course {
                near: Buckets::new(bounds, 1.0, reach, &lines),
                pieces,
                lines,
            }),
        }
    }

    /// Elevation at `p` \[m\].
    pub(super) fn elevation(&self, p: Vec2) -> f64 {
        match self {
            Self::Level(z) => *z,
            Self::Line(course) => {
                let piece = course.piece(p);
                piece.z + piece.grade * piece.line.nearest_share(p) * piece.line.length()
            }
        }
    }

    /// Gradient at `p`: rise per metre of plan, pointing uphill.
    #[inline]
    pub(super) fn gradient(&self, p: Vec2) -> Vec2 {
        match self {
            Self::Level(_) => Vec2::ZERO,
            Self::Line(course) => course.piece(p).gradient,
        }
    }
}

impl Course {
    /// The piece nearest to `p`, the first of equally near ones.
    #[inline]
    fn piece(&self, p: Vec2) -> &Piece {
        if self.pieces.len() == 1 {
            return &self.pieces[0];
        }
        let mut best = (f64::INFINITY, 0);
        let mut look = |index: usize| {
            let line = self.lines[index];
            let squared = (line.nearest_point(p) - p).length_squared();
            if squared < best.0 {
                best = (squared, index);
            }
        };
        let near = self.near.near(p);
        if near.is_empty() {
            (0..self.lines.len()).for_each(&mut look);
        } else {
            near.iter().for_each(|&index| look(index as usize));
        }
        &self.pieces[best.1]
    }
}

//! The shape of a path: its centre line, buffered to its width.

use geo::bool_ops::{FillRule, OpType};
use geo::{Area, BooleanOps, MultiPolygon};

use crate::base::{Segment, Vec2};
use crate::model::Path;

use super::super::ring;
use super::cap::{Cap, EndFrame};

/// A path's centre line with the offsets of its side lines.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// Corners of the centre line, none repeated.
    pub(super) line: Vec<Vec2>,
    /// Offset of the left side line \[m\].
    pub(super) left: f64,
    /// Offset of the right side line, towards the right \[m\]; less than the
    /// left one where a sterile lane is taken off.
    pub(super) right: f64,
}

impl Band {
    /// The band of a path; none if its line has no length or nothing is left
    /// of its width.
    pub(super) fn new(path: &Path) -> Option<Self> {
        let mut line: Vec<Vec2> = Vec::new();
        for &(x, y, _) in &path.line {
            let p = Vec2::new(x, y);
            if !p.is_finite() {
                return None;
            }
            if line.last().is_none_or(|q: &Vec2| q.distance(p) > 1e-6) {
                line.push(p);
            }
        }
        let left = 0.5 * path.width;
        let right = left - path.sterile_width.max(0.0);
        (line.len() >= 2 && left.is_finite() && left + right > 0.05).then_some(Self {
            line,
            left,
            right,
        })
    }

    /// Clear width \[m\].
    pub(super) fn width(&self) -> f64 {
        self.left + self.right
    }

    /// Where the line begins (0) or ends (1).
    pub(super) fn tip(&self, end: usize) -> Vec2 {
        if end == 0 {
            self.line[0]
        } else {
            self.line[self.line.len() - 1]
        }
    }

    /// The beginning (0) or end (1), seen outwards.
    pub(super) fn frame(&self, end: usize) -> EndFrame {
        let n = self.line.len();
        let (origin, before, low, high) = if end == 0 {
            (self.line[0], self.line[1], -self.left, self.right)
        } else {
            (self.line[n - 1], self.line[n - 2], -self.right, self.left)
        };
        EndFrame {
            origin,
            outward: (origin - before).normalized(),
            low,
            high,
            back: origin.distance(before),
        }
    }

    /// The band between its two caps: an outline, anticlockwise, and holes,
    /// clockwise, where the line leads back to itself.
    pub(super) fn shape(&self, caps: [&Cap; 2]) -> Vec<Vec<Vec2>> {
        let mut points = self.side(-self.right);
        points.extend(&caps[1].points);
        let mut back = self.side(self.left);
        back.reverse();
        points.extend(back);
        points.extend(&caps[0].points);
        let outline = ring::tidy(points);
        let regular = !caps[0].irregular && !caps[1].irregular;
        if regular && ring::is_simple(&outline) {
            vec![outline]
        } else {
            self.pieced_together(caps)
        }
    }

    /// The inner corners of the line at an offset to the left, with mitred
    /// joints; a sharp outer corner is bevelled.
    fn side(&self, offset: f64) -> Vec<Vec2> {
        let mut side = Vec::new();
        for corner in self.line.windows(3) {
            let n1 = (corner[1] - corner[0]).normalized().left();
            let n2 = (corner[2] - corner[1]).normalized().left();
            let sharp = 1.0 + n1.dot(n2) < SHARP;
            let outer = (corner[1] - corner[0]).cross(corner[2] - corner[1]) * offset < 0.0;
            if sharp && outer {
                side.push(corner[1] + n1 * offset);
                side.push(corner[1] + n2 * offset);
            } else {
                side.push(corner[1] + (n1 + n2) * (offset / (1.0 + n1.dot(n2)).max(1e-6)));
            }
        }
        side
    }

    /// The union of a rectangle for every piece and a wedge at every joint,
    /// for lines so bent that side lines cross.
    fn pieced_together(&self, caps: [&Cap; 2]) -> Vec<Vec<Vec2>> {
        let last = self.line.len() - 2;
        let mut parts = Vec::new();
        for (index, piece) in self.line.windows(2).enumerate() {
            let n = (piece[1] - piece[0]).normalized().left();
            let mut points = Vec::new();
            if index == last {
                points.extend(&caps[1].points);
            } else {
                points.extend([piece[1] - n * self.right, piece[1] + n * self.left]);
            }
            if index == 0 {
                points.extend(&caps[0].points);
            } else {
                points.extend([piece[0] + n * self.left, piece[0] - n * self.right]);
            }
            parts.push(ring::polygon(&ring::tidy(points)));
        }
        for corner in self.line.windows(3) {
            let n1 = (corner[1] - corner[0]).normalized().left();
            let n2 = (corner[2] - corner[1]).normalized().left();
            let turn = (corner[1] - corner[0]).cross(corner[2] - corner[1]);
            let offset = if turn > 0.0 { -self.right } else { self.left };
            let mut wedge = vec![corner[1], corner[1] + n1 * offset];
            if 1.0 + n1.dot(n2) >= SHARP {
                wedge.push(corner[1] + (n1 + n2) * (offset / (1.0 + n1.dot(n2))));
            }
            wedge.push(corner[1] + n2 * offset);
            parts.push(ring::polygon(&ring::tidy(wedge)));
        }
        let nothing = MultiPolygon::<f64>::new(Vec::new());
        let union = MultiPolygon::new(parts).boolean_op_with_fill_rule(
            &nothing,
            OpType::Union,
            FillRule::NonZero,
        );
        let largest = union
            .0
            .into_iter()
            .max_by(|x, y| x.unsigned_area().total_cmp(&y.unsigned_area()));
        largest.map_or_else(Vec::new, |p| ring::rings(&MultiPolygon::new(vec![p])))
    }

    /// The line across two paths that are joined end to end, half-way between
    /// their directions, far longer than they are wide; none if they fold
    /// back on each other.
    pub(super) fn mitre(&self, end: usize, other: &Self, other_end: usize) -> Option<Segment> {
        let (ours, theirs) = (self.frame(end), other.frame(other_end));
        let across = (ours.outward - theirs.outward).normalized().left();
        if across == Vec2::ZERO || ours.outward.dot(theirs.outward) > 0.9 {
            return None;
        }
        let middle = ours.origin.lerp(theirs.origin, 0.5);
        let far = across * (20.0 * (self.width() + other.width()));
        Some(Segment::new(middle - far, middle + far))
    }
}

/// Below this value of 1 + cos(turn) a joint is too sharp for a mitre: turns
/// beyond about 134°.
const SHARP: f64 = 0.3;

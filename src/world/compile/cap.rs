//! How the end of a path meets the boundary it leads to: the side lines are
//! lengthened or shortened until they touch it.

use crate::base::{Segment, Vec2};

/// The end of a path, seen outwards along its last piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct EndFrame {
    /// End of the centre line \[m\].
    pub(super) origin: Vec2,
    /// Unit vector out of the path.
    pub(super) outward: Vec2,
    /// Offset of the side line on the right, seen outwards; negative \[m\].
    pub(super) low: f64,
    /// Offset of the side line on the left \[m\].
    pub(super) high: f64,
    /// Length of the last piece: how far back a side line may be cut \[m\].
    pub(super) back: f64,
}

/// The closing line of a path's end.
#[derive(Clone, Debug, Default)]
pub(super) struct Cap {
    /// Corners from the right side line to the left, seen outwards; the path
    /// lies to the left of this line.
    pub(super) points: Vec<Vec2>,
    /// The parts that lie on the boundary of what it leads to.
    pub(super) joins: Vec<Segment>,
    /// Whether the boundary was met before the last piece began, so that the
    /// shape needs care.
    pub(super) irregular: bool,
}

impl EndFrame {
    fn at(&self, along: f64, across: f64) -> Vec2 {
        self.origin + self.outward * along + self.outward.left() * across
    }

    /// (along, across) of a point.
    fn local(&self, p: Vec2) -> Vec2 {
        let offset = p - self.origin;
        Vec2::new(offset.dot(self.outward), offset.dot(self.outward.left()))
    }

    /// A straight end, square to the centre line, that leads nowhere.
    pub(super) fn blunt(&self) -> Cap {
        Cap {
            points: vec![self.at(0.0, self.low), self.at(0.0, self.high)],
            ..Cap::default()
        }
    }

    /// The end cut at, or lengthened to, a boundary. The edges must be a
    /// closed outline, or one line that crosses the whole width.
    ///
    /// The width is divided at every corner of the boundary; within such a
    /// strip the way out meets one edge first. Of the places where it enters
    /// the boundary the one nearest to the end of the centre line counts.
    pub(super) fn cap(&self, boundary: &[Segment]) -> Cap {
        let local: Vec<(Vec2, Vec2)> = boundary
            .iter()
            .map(|e| (self.local(e.a), self.local(e.b)))
            .collect();
        let mut breaks = vec![self.low, self.high];
        for (a, b) in &local {
            for across in [a.y, b.y] {
                if across > self.low + 1e-6 && across < self.high - 1e-6 {
                    breaks.push(across);
                }
            }
        }
        breaks.sort_by(f64::total_cmp);
        breaks.dedup_by(|x, y| (*x - *y).abs() < 1e-6);
        let mut cap = Cap::default();
        let mut last_edge = None;
        for strip in breaks.windows(2) {
            let (from, to) = (strip[0], strip[1]);
            let edge = self.entered_edge(&local, 0.5 * (from + to));
            let along = |across: f64| edge.map_or(0.0, |e| along_edge(local[e], across));
            let piece = Segment::new(self.at(along(from), from), self.at(along(to), to));
            cap.irregular |= edge.is_some() && along(from).min(along(to)) < -self.back;
            push(&mut cap.points, piece.a);
            push(&mut cap.points, piece.b);
            match (edge, last_edge == edge, cap.joins.last_mut()) {
                (Some(_), true, Some(join)) => join.b = piece.b,
                (Some(_), _, _) => cap.joins.push(piece),
                (None, _, _) => {}
            }
            last_edge = edge;
        }
        cap
    }

    /// The edge at which the way out at this offset enters the boundary.
    fn entered_edge(&self, edges: &[(Vec2, Vec2)], across: f64) -> Option<usize> {
        let ahead = 2.0 * (self.high - self.low) + 0.5;
        let mut crossings: Vec<(f64, usize)> = edges
            .iter()
            .enumerate()
            .filter(|(_, (a, b))| (a.y < across) != (b.y < across))
            .map(|(index, &edge)| (along_edge(edge, across), index))
            .collect();
        crossings.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        crossings
            .into_iter()
            .step_by(2)
            .filter(|(along, _)| *along <= ahead && *along >= -self.back)
            .min_by(|x, y| x.0.abs().total_cmp(&y.0.abs()))
            .map(|(_, index)| index)
    }
}

/// Where an edge crosses an offset, as distance along the way out.
fn along_edge((a, b): (Vec2, Vec2), across: f64) -> f64 {
    let rise = b.y - a.y;
    if rise.abs() < 1e-12 {
        return a.x;
    }
    a.x + (b.x - a.x) * ((across - a.y) / rise)
}

fn push(points: &mut Vec<Vec2>, p: Vec2) {
    if points.last().is_none_or(|q| q.distance(p) > 1e-7) {
        points.push(p);
    }
}

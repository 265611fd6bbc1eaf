//! One cell as people of one kind can use it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::base::parallel::map_apart;
use crate::base::{Segment, Vec2};

use super::super::ring;
use super::super::sight::Sight;
use super::super::space::Space;

/// Component number of a node where no body fits.
pub(in super::super) const OUTSIDE: u16 = u16::MAX;

/// How far corners and samples are moved off the edge they stand on, into
/// the open, so that lines between them do not touch it \[m\].
pub(super) const OFF_M: f64 = 5e-4;

/// A reflex corner of the space: where shortest ways bend.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    /// Just off the corner, in the open.
    pub(super) position: Vec2,
    /// The corner's neighbours on the boundary.
    before: Vec2,
    after: Vec2,
}

impl Corner {
    /// Whether a shortest way from `p` may bend here: the boundary lies on
    /// one side of the line.
    pub(super) fn is_taut_from(&self, p: Vec2) -> bool {
        let along = self.position - p;
        let before = along.cross(self.before - self.position);
        let after = along.cross(self.after - self.position);
        let slack = 2.0 * OFF_M * along.length() + 1e-9;
        (before >= -slack && after >= -slack) || (before <= slack && after <= slack)
    }
}

/// The part of a cell where the middle of a body can be.
#[derive(Debug)]
pub(in super::super) struct CellNav {
    /// Lines of sight in it.
    pub(in super::super) sight: Sight,
    /// For every node of the lattice the number of the piece of space it is
    /// in, or [`OUTSIDE`].
    pub(in super::super) component: Vec<u16>,
    pub(super) corners: Vec<Corner>,
    /// For every corner the corners seen from it to which a shortest way may
    /// lead, ascending.
    pub(super) links: Vec<Vec<u32>>,
    /// Shortest distances between corners inside the cell, row by row \[m\];
    /// empty if there are too many.
    pub(super) distances: Vec<f32>,
    /// Points along narrow passages.
    pub(super) rails: Vec<Vec2>,
    /// Edges of each component.
    components: Vec<Vec<Segment>>,
}

impl CellNav {
    /// The part of a walkable space that is `inset` \[m\] from its walls.
    pub(in super::super) fn new(
        space: &Space,
        walkable: &geo::MultiPolygon<f64>,
        inset: f64,
    ) -> Self {
        // What opens only in an emergency does not narrow the way to it.
        let walls: Vec<Segment> = space
            .walls
            .all
            .iter()
            .filter(|w| w.gate.is_none())
            .map(|w| w.segment)
            .collect();
        let open = super::super::inset::inset(walkable, &walls, inset);
        let mut component = vec![OUTSIDE; space.raster.len()];
        let mut components = Vec::new();
        let mut corners = Vec::new();
        for polygon in open.0.into_iter().take(usize::from(OUTSIDE)) {
            let rings = ring::rings(&geo::MultiPolygon::new(vec![polygon]));
            let edges: Vec<Segment> = rings.iter().flat_map(|r| ring::edges(r)).collect();
            space.raster.each_run(&edges, |row, from, to| {
                for column in from..=to {
                    if let Some(slot) = space.raster.slot(column, row) {
                        component[slot] = components.len() as u16;
                    }
                }
            });
            corners.extend(rings.iter().flat_map(|r| reflex_corners(r)));
            components.push(edges);
        }
        let sight = Sight::new(
            &space.raster,
            components.iter().flatten().copied().collect(),
        );
        let mut nav = Self {
            sight,
            component,
            corners,
            links: Vec::new(),
            distances: Vec::new(),
            rails: Vec::new(),
            components,
        };
        nav.link_corners(space);
        nav.lay_rails(space);
        nav
    }

    /// The piece of space that holds `p`.
    pub(in super::super) fn component_at(&self, p: Vec2) -> Option<u16> {
        let inside = |edges: &Vec<Segment>| {
            let crossings = edges
                .iter()
                .filter(|e| {
                    (e.a.y > p.y) != (e.b.y > p.y)
                        && e.a.x + (p.y - e.a.y) / (e.b.y - e.a.y) * (e.b.x - e.a.x) > p.x
                })
                .count();
            crossings % 2 == 1
        };
        self.components.iter().position(inside).map(|c| c as u16)
    }

    fn link_corners(&mut self, space: &Space) {
        let n = self.corners.len();
        let seen_from = |i: usize| -> Vec<u32> {
            let sees = |j: &usize| {
                let (a, b) = (self.corners[i], self.corners[*j]);
                let (p, q) = (a.position, b.position);
                a.is_taut_from(q)
                    && b.is_taut_from(p)
                    && p.distance(q) <= LONGEST_LINK_M
                    && self.sight.clear(&space.raster, p, q)
            };
            (i + 1..n).filter(sees).map(|j| j as u32).collect()
        };
        let mut links: Vec<Vec<u32>> = vec![Vec::new(); n];
        for (i, seen) in map_apart(n, seen_from).into_iter().enumerate() {
            for &j in &seen {
                links[j as usize].push(i as u32);
            }
            links[i].extend(seen);
        }
        self.links = links;
        if n <= MOST_PAIRED {
            self.distances = (0..n)
                .flat_map(|i| self.distances_from(i, |_, _| true))
                .collect();
        }
    }

    /// Shortest distances from a corner to all others, by Dijkstra over the
    /// corners; infinite if there is no way inside the cell, or only by one that is
    /// not worth being followed at that distance \[m\] further on.
    pub(super) fn distances_from(
        &self,
        start: usize,
        is_worth: impl Fn(f32, usize) -> bool,
    ) -> Vec<f32> {
        let mut distance = vec![f32::INFINITY; self.corners.len()];
        distance[start] = 0.0;
        // Distances are not negative, so their bits are in their order.
        let key = |distance: f32, corner: u32| {
            Reverse(u64::from(distance.to_bits()) << 32 | u64::from(corner))
        };
        let mut open = BinaryHeap::from([key(0.0, start as u32)]);
        while let Some(Reverse(first)) = open.pop() {
            let (next, known) = (first as u32 as usize, f32::from_bits((first >> 32) as u32));
            if known > distance[next] {
                continue;
            }
            for &other in &self.links[next] {
                let at = other as usize;
                let step = self.corners[next]
                    .position
                    .distance(self.corners[at].position);
                let by = known + step as f32;
                if by < distance[at] && is_worth(by, at) {
                    distance[at] = by;
                    open.push(key(by, other));
                }
            }
        }
        distance
    }

    /// Lays points along every edge with no node of the lattice near by that
    /// has room round it: there the lattice may not hang together.
    fn lay_rails(&mut self, space: &Space) {
        let spacing = space.raster.spacing;
        let mut rails = Vec::new();
        for (number, edges) in self.components.iter().enumerate() {
            for edge in edges {
                let count = (edge.length() / (2.0 * spacing)).ceil().max(1.0);
                let inward = (edge.b - edge.a).normalized().left() * OFF_M;
                for i in 0..count as usize {
                    let p = edge.a.lerp(edge.b, (i as f64 + 0.5) / count) + inward;
                    let seen = space.raster.around(p, 2).any(|slot| {
                        self.component[slot] == number as u16
                            && self.sight.distance(slot) >= 0.75 * spacing
                            && self
                                .sight
                                .clear(&space.raster, p, space.raster.position(slot))
                    });
                    if !seen {
                        rails.push(p);
                    }
                }
            }
        }
        self.rails = rails;
    }

    /// The stretches of a portal's line that lie on the edge of the space, as
    /// distances from its beginning \[m\]. The cell is on the line's left.
    pub(super) fn stretches(&self, line: Segment) -> Vec<(f64, f64)> {
        let length = line.length();
        let inward = (line.b - line.a).normalized().left() * (2.0 * OFF_M);
        let shifted = Segment::new(line.a + inward, line.b + inward);
        let mut cuts = vec![0.0, length];
        for edge in &self.sight.edges {
            if let Some(share) = shifted.crossing(*edge) {
                cuts.push(share * length);
            }
        }
        cuts.sort_by(f64::total_cmp);
        let mut stretches: Vec<(f64, f64)> = Vec::new();
        for pair in cuts.windows(2) {
            let middle = shifted
                .a
                .lerp(shifted.b, 0.5 * (pair[0] + pair[1]) / length);
            if pair[1] - pair[0] > 1e-6 && self.component_at(middle).is_some() {
                match stretches.last_mut() {
                    Some(last) if last.1 >= pair[0] - 1e-9 => last.1 = pair[1],
                    _ => stretches.push((pair[0], pair[1])),
                }
            }
        }
        stretches
    }
}

/// Corners further apart are not linked directly [m]: with more than a few
/// hundred corners the pairs would be too many.
const LONGEST_LINK_M: f64 = 1_000.0;

/// Most corners for which all distances are kept.
const MOST_PAIRED: usize = 128;

/// The corners of a ring at which the inside has more than half a turn.
fn reflex_corners(ring: &[Vec2]) -> Vec<Corner> {
    let n = ring.len();
    let mut corners = Vec::new();
    for i in 0..n {
        let (before, at, after) = (ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]);
        let (u, v) = ((at - before).normalized(), (after - at).normalized());
        if u.cross(v) < -1e-3 || (u.dot(v) < 0.0 && u.cross(v) < 1e-3) {
            let open = (u.left() + v.left()).normalized();
            let open = if open == Vec2::ZERO { u } else { open };
            corners.push(Corner {
                position: at + open * (2.0 * OFF_M),
                before,
                after,
            });
        }
    }
    corners
}

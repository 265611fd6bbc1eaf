//! Portals as those inside a cell see them, by place: most people have none
//! near.

use crate::base::Vec2;
use crate::world::{Buckets, Cell, CellIndex, PortalIndex, Side, World};

use super::locomotion::Model;

/// Side of a bucket \[m\].
const BUCKET_M: f64 = 1.0;
/// Portals are found within this distance at least \[m\]: more than two bodies
/// and their moves in a step.
const LEAST_REACH_M: f64 = 2.0;

/// Portals of each cell, as those inside see them.
pub(crate) struct Joints {
    cells: Vec<CellJoints>,
    /// Distance up to which buckets list portals \[m\].
    reach_m: f64,
}

struct CellJoints {
    all: Vec<Joint>,
    near: Buckets,
    /// Every index, for those who look further than buckets reach.
    every: Vec<u32>,
}

/// A portal seen from one of its cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint {
    /// The portal.
    pub(crate) portal: PortalIndex,
    /// Whether whoever passes goes to the portal's right.
    pub(crate) to_right: bool,
    /// What lies behind.
    pub(crate) behind: Side,
    /// Added to positions when passing \[m\].
    pub(crate) shift: Vec2,
}

impl Joints {
    pub(crate) fn new(world: &World) -> Self {
        let mut cells = vec![Vec::new(); world.cells.len()];
        for (index, portal) in world.portals.iter().enumerate() {
            let portal_index = PortalIndex(index as u32);
            if let Side::Cell(cell) = portal.left {
                cells[cell.at()].push(Joint {
                    portal: portal_index,
                    to_right: true,
                    behind: portal.right,
                    shift: portal.shift,
                });
            }
            if let Side::Cell(cell) = portal.right {
                cells[cell.at()].push(Joint {
                    portal: portal_index,
                    to_right: false,
                    behind: portal.left,
                    shift: -portal.shift,
                });
            }
        }
        let cutoff_m = Model::of(&world.scenario.parameters).cutoff_m();
        let reach_m = cutoff_m.max(LEAST_REACH_M);
        let by_place = |(all, cell): (Vec<Joint>, &Cell)| {
            let line = |joint: &Joint| world.portals[joint.portal.at()].line;
            let lines: Vec<_> = all.iter().map(line).collect();
            CellJoints {
                near: Buckets::new(cell.bounds.grown(BUCKET_M), BUCKET_M, reach_m, &lines),
                every: (0..all.len() as u32).collect(),
                all,
            }
        };
        Self {
            cells: cells.into_iter().zip(&world.cells).map(by_place).collect(),
            reach_m,
        }
    }

    /// Distance up to which who is near is known by place \[m\].
    pub(crate) fn reach_m(&self) -> f64 {
        self.reach_m
    }

    /// Whether no portal lies within `range` of a point of a cell \[m\]; never
    /// wrongly true.
    #[inline]
    pub(crate) fn none_near(&self, cell: CellIndex, p: Vec2, range: f64) -> bool {
        range <= self.reach_m && !self.cells[cell.at()].near.any_near(p)
    }

    /// The portals of a cell that may lie within `range` of a point of it
    /// \[m\], in the order of the world's; never one too few.
    #[inline]
    pub(crate) fn near(
        &self,
        cell: CellIndex,
        p: Vec2,
        range: f64,
    ) -> impl Iterator<Item = &Joint> {
        let joints = &self.cells[cell.at()];
        let indices = if range <= self.reach_m {
            joints.near.near(p)
        } else {
            &joints.every
        };
        indices.iter().map(|&index| &joints.all[index as usize])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::tests::neck;
    use super::*;

    #[test]
    fn no_portal_within_a_range_is_left_out() {
        let world = World::compile(Arc::new(neck(1.2, 3))).expect("it is sound");
        let joints = Joints::new(&world);
        let mut seen = 0;
        for (index, cell) in world.cells.iter().enumerate() {
            let index = CellIndex(index as u16);
            let size = cell.bounds.size();
            for step in 0..400 {
                let (x, y) = (f64::from(step % 20) / 19.0, f64::from(step / 20) / 19.0);
                let p = cell.bounds.min + Vec2::new(x * size.x, y * size.y);
                for range in [0.01, 0.5, joints.reach_m, 30.0] {
                    let found: Vec<PortalIndex> =
                        joints.near(index, p, range).map(|j| j.portal).collect();
                    assert!(found.is_sorted_by_key(|portal| portal.0));
                    assert!(!joints.none_near(index, p, range) || found.is_empty());
                    for &portal in &cell.portals {
                        if world.portal(portal).line.distance(p) <= range {
                            assert!(found.contains(&portal), "{p:?}, {range} m: {portal:?}");
                            seen += 1;
                        }
                    }
                }
            }
        }
        assert!(seen > 400, "{seen} portals in range");
    }
}

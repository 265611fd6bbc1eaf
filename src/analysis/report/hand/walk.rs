//! How long people walk, and how much of that the wait at a cut leaves over.
//!
//! People walk while others pass the cut before them, so a walk and a wait
//! are not added up: those who are nearest to their exit reach the cut first,
//! and the last is out when the cut has passed everyone since then. With
//! groups in the order of their walks w, n people in each and a flow f that is
//! the greatest over all groups of w + (its n and those of all later ones)/f:
//! the departure of the last customer of a single server.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::demand::Demand;
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::Mobility;
use crate::world::{Cell, CellIndex, Closures, ExitIndex, Field, FieldKey, Goal, World};

/// Distance between the points of a place whose walks are averaged \[m\].
const STEP_M: f64 = 2.0;
/// How far from a wall the farthest walk begins \[m\].
const OFF_WALL_M: f64 = 1.0;

/// People of one place who go to one exit, or to the one they find best.
pub(super) struct Group {
    /// The exit, by its place in [`Demand::to_exit`]; none if free to choose.
    pub(super) exit: Option<usize>,
    /// Where they start.
    pub(super) cell: CellIndex,
    people: f64,
    /// Mean walk over the place \[s\]; 0 if there is no way.
    walk_s: f64,
    /// Walk from its farthest corner \[s\]; 0 if there is no way.
    pub(super) farthest_s: f64,
}

/// All groups of a demand, walking at a speed [m/s on the level].
pub(super) fn groups(world: &World, closures: Closures, demand: &Demand, speed: f64) -> Vec<Group> {
    let closures = Arc::new(closures);
    let mut known: BTreeMap<usize, Arc<Field>> = BTreeMap::new();
    let mut field = |exit: usize| {
        let key = || FieldKey {
            goal: Goal::Exit(ExitIndex(exit as u16)),
            closures: Arc::clone(&closures),
            mobility: Mobility::Feet,
        };
        Arc::clone(known.entry(exit).or_insert_with(|| world.field(&key())))
    };
    let mut groups = Vec::new();
    for (at, (exit, cells)) in demand.to_exit.iter().enumerate() {
        let field = [field(*exit)];
        let found = cells.iter().map(|c| group(world, Some(at), *c, &field));
        groups.extend(found);
    }
    if !demand.free.is_empty() {
        let fields: Vec<_> = (0..world.exits.len()).map(field).collect();
        let found = demand.free.iter().map(|c| group(world, None, *c, &fields));
        groups.extend(found);
    }
    for group in &mut groups {
        group.walk_s /= speed;
        group.farthest_s /= speed;
    }
    groups
}

/// A group that walks 1 m/s to the nearest of the exits with these fields.
fn group(
    world: &World,
    exit: Option<usize>,
    (cell, people): (CellIndex, f64),
    fields: &[Arc<Field>],
) -> Group {
    let place = &world.cells[cell.at()];
    let walk = |p: Vec2| {
        let times = fields.iter().map(|field| field.time(cell, p));
        Some(times.fold(f64::INFINITY, f64::min)).filter(|time| time.is_finite())
    };
    let walks: Vec<f64> = ground(place).filter_map(walk).collect();
    let farthest = corners(place).into_iter().filter_map(walk);
    Group {
        exit,
        cell,
        people,
        walk_s: walks.iter().sum::<f64>() / (walks.len() as f64).max(1.0),
        farthest_s: farthest.fold(0.0, f64::max),
    }
}

/// What is to be added to the time in which a cut passes all these groups, so
/// that the last of them is out \[s\]; `per_s` people pass it a second.
pub(super) fn beside<'a>(groups: impl Iterator<Item = &'a Group>, per_s: f64) -> f64 {
    let mut walks: Vec<(f64, f64)> = groups.map(|g| (g.walk_s, g.people)).collect();
    walks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut passed_s, mut longest) = (0.0, 0.0_f64);
    for (walk_s, people) in walks {
        longest = longest.max(walk_s - passed_s);
        passed_s += people / per_s;
    }
    longest
}

/// Points all over a place.
fn ground(cell: &Cell) -> impl Iterator<Item = Vec2> + '_ {
    let size = cell.bounds.size();
    let (columns, rows) = ((size.x / STEP_M) as u32 + 1, (size.y / STEP_M) as u32 + 1);
    (0..rows)
        .flat_map(move |row| (0..columns).map(move |column| (column, row)))
        .map(|(x, y)| cell.bounds.min + Vec2::new(f64::from(x) + 0.5, f64::from(y) + 0.5) * STEP_M)
        .filter(|p| cell.contains(*p))
}

/// Corners of a place, a step away from its walls.
fn corners(cell: &Cell) -> Vec<Vec2> {
    let ring: Vec<Vec2> = cell
        .walkable
        .0
        .iter()
        .flat_map(|polygon| polygon.exterior().points())
        .map(|point| Vec2::new(point.x(), point.y()))
        .collect();
    let bounds = Bounds::of(ring.iter().copied());
    let middle = bounds.min.lerp(bounds.max, 0.5);
    ring.into_iter()
        .map(|corner| corner + (middle - corner).normalized() * OFF_WALL_M)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(walk_s: f64, people: f64) -> Group {
        Group {
            exit: None,
            cell: CellIndex(0),
            people,
            walk_s,
            farthest_s: walk_s,
        }
    }

    #[test]
    fn whoever_walks_while_others_wait_costs_nothing() {
        // 600 at a cut of 2 a second after a walk of 60 s: out at 360 s. The
        // 20 who walk 300 s come while the queue still stands.
        let near = [group(300.0, 20.0), group(60.0, 600.0)];
        assert!((beside(near.iter(), 2.0) - 60.0).abs() < 1e-9);
        // Those who walk 400 s find it gone: 400 + 10 = 310 + 100.
        let far = [group(60.0, 600.0), group(400.0, 20.0)];
        assert!((beside(far.iter(), 2.0) - 100.0).abs() < 1e-9);
        assert!(beside([].iter(), 2.0).abs() < 1e-9);
    }
}

//! The quickest way in the crowd: once a second everybody's shortest way is
//! bent round where people stand, inside the cell they are in and see.
//!
//! Without it a press keeps to the straight way to its goal, however wide the
//! place, and everybody wants round the same corner; see
//! [`crate::world::Delay`] for the method and its source.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::Vec2;
use crate::model::parameters::Wayfinding;
use crate::world::{CellIndex, Coarse, Delay, FreeWay, World};

use super::body::Body;
use super::goal::speed_here;
use super::grid::FETCHED_AHEAD;
use super::mind::{Activity, Mind};
use super::seats::Seated;
use super::steps_in;
use super::ways::Ways;

/// Time between two looks at the crowd \[s\].
const LOOK_EVERY_S: f64 = 1.0;
/// A free way that nobody followed for so many looks is forgotten.
const KEPT_LOOKS: u32 = 120;

/// A field followed in a cell.
type Followed = (CellIndex, u16);

/// The delays by the crowd, cell by cell and field by field.
#[derive(Default)]
pub(crate) struct Crowd {
    /// Free ways, and for how many looks nobody has followed each.
    free: BTreeMap<Followed, (FreeWay, u32)>,
    /// Fields with their delays, by cell.
    delays: Vec<Vec<(u16, Delay)>>,
}

/// What people are about who follow a field freely.
fn follows(body: &Body, mind: &Mind) -> Option<u16> {
    let bound = matches!(mind.activity, Activity::Heading(_) | Activity::Leaving);
    mind.field
        .filter(|_| body.walking && bound && mind.queue.is_none())
}

impl Crowd {
    /// Looks at everybody anew, if it is time.
    pub(crate) fn look(
        &mut self,
        world: &World,
        ways: &Ways,
        (tick, dt): (u64, f64),
        (active, bodies, minds): (&[u32], &Seated<Body>, &Seated<Mind>),
    ) {
        let rule = &world.scenario.parameters.wayfinding;
        let steps = steps_in(LOOK_EVERY_S, dt);
        if rule.crowd_weight == 0.0 || !tick.is_multiple_of(steps) {
            return;
        }
        // The fields followed in each cell, by whom, and everybody in it.
        let mut wanted: Vec<BTreeMap<u16, Vec<u32>>> = vec![BTreeMap::new(); world.cells.len()];
        let mut people: Vec<Vec<u32>> = vec![Vec::new(); world.cells.len()];
        for (at, &id) in active.iter().enumerate() {
            if let Some(&next) = active.get(at + FETCHED_AHEAD) {
                let seat = bodies.seating().of(next);
                bodies.fetch_first(seat);
                minds.fetch_first(seat);
            }
            let seat = bodies.seating().of(id);
            let body = &bodies[seat];
            people[body.cell.at()].push(id);
            if let Some(field) = follows(body, &minds[seat]) {
                wanted[body.cell.at()].entry(field).or_default().push(id);
            }
        }
        self.free.retain(|(cell, field), (_, unused)| {
            let is_wanted = wanted[cell.at()].contains_key(field);
            *unused = if is_wanted { 0 } else { *unused + 1 };
            *unused <= KEPT_LOOKS
        });
        let stands: Vec<(CellIndex, Vec<[f32; 3]>)> = (0..world.cells.len())
            .into_par_iter()
            .with_max_len(1)
            .filter(|&cell| !wanted[cell].is_empty())
            .map(|cell| {
                let index = CellIndex(cell as u16);
                (index, densities(world, index, &people[cell], bodies))
            })
            .filter(|(_, densities)| {
                densities
                    .iter()
                    .any(|d| d[0] > rule.crowd_loose_per_m2 as f32)
            })
            .collect();
        let pairs: Vec<(Followed, &[[f32; 3]])> = stands
            .iter()
            .flat_map(|(cell, densities)| {
                wanted[cell.at()]
                    .keys()
                    .map(|&field| ((*cell, field), &densities[..]))
            })
            .collect();
        let fresh: Vec<(Followed, (FreeWay, u32))> = pairs
            .par_iter()
            .filter(|(pair, _)| !self.free.contains_key(pair))
            .map(|&(pair, _)| {
                let way = FreeWay::new(world, ways.field(pair.1), pair.0);
                (pair, (way, 0))
            })
            .collect();
        self.free.extend(fresh);
        let free = &self.free;
        let found: Vec<(Followed, Option<Delay>)> = pairs
            .par_iter()
            // Some cells are large, others small.
            .with_max_len(1)
            .map(|(pair, densities)| {
                let (coarse, cell) = (world.coarse(pair.0), &world.cells[pair.0.at()]);
                let followers = wanted[pair.0.at()][&pair.1].iter();
                let places = followers.map(|&id| bodies[id as usize].position);
                let near = coarse.near(cell, places);
                (*pair, delay(coarse, &free[pair].0, densities, &near, rule))
            })
            .collect();
        self.delays.clear();
        self.delays.resize_with(world.cells.len(), Vec::new);
        for ((cell, field), delay) in found {
            if let Some(delay) = delay {
                self.delays[cell.at()].push((field, delay));
            }
        }
    }

    /// How people delay those who follow a field in a cell, if they do.
    #[inline(always)]
    fn delay_of(&self, cell: CellIndex, field: u16) -> Option<&Delay> {
        let mut delays = self.delays.get(cell.at())?.iter();
        Some(&delays.find(|(number, _)| *number == field)?.1)
    }

    /// Asks the processor for what [`Crowd::bend`] will read.
    #[inline(always)]
    pub(crate) fn fetch(&self, world: &World, body: &Body, field: u16) {
        if let Some(delay) = self.delay_of(body.cell, field) {
            let cell = &world.cells[body.cell.at()];
            delay.fetch(world.coarse(body.cell), cell, body.position);
        }
    }

    /// The way somebody takes where the field leads along `way`.
    #[inline(always)]
    pub(crate) fn bend(&self, world: &World, body: &Body, field: u16, way: Vec2) -> Vec2 {
        let Some(delay) = self.delay_of(body.cell, field) else {
            return way;
        };
        let cell = &world.cells[body.cell.at()];
        delay.quickest(world.coarse(body.cell), cell, body.position, way)
    }
}

/// People per square metre at every node, and the same times their velocity
/// as a share of their free speed.
fn densities(world: &World, cell: CellIndex, ids: &[u32], bodies: &Seated<Body>) -> Vec<[f32; 3]> {
    let coarse = world.coarse(cell);
    let inside = &world.cells[cell.at()];
    let mut sums = vec![[0.0_f32; 3]; coarse.count()];
    for (at, &id) in ids.iter().enumerate() {
        if let Some(&next) = ids.get(at + FETCHED_AHEAD) {
            bodies.fetch(bodies.seating().of(next));
        }
        let body = &bodies[id as usize];
        let mut share = Vec2::ZERO;
        if body.walking {
            let free = speed_here(inside, body, body.goal);
            share = body.heading * (body.speed / free.max(0.1)).min(1.0);
        }
        for (node, weight) in coarse.share_out(inside, body.position) {
            let sum = &mut sums[node];
            sum[0] += weight as f32;
            sum[1] += (weight * share.x) as f32;
            sum[2] += (weight * share.y) as f32;
        }
    }
    coarse.per_m2(&sums)
}

/// What the crowd costs those who follow a field: nothing where everybody
/// walks freely along with one, the weight where people stand close, twice
/// that where they come towards one.
fn delay(
    coarse: &Coarse,
    free: &FreeWay,
    densities: &[[f32; 3]],
    near: &[u32],
    rule: &Wayfinding,
) -> Option<Delay> {
    let (weight, full) = (rule.crowd_weight as f32, rule.crowd_full_per_m2 as f32);
    let loose = rule.crowd_loose_per_m2 as f32;
    let extra: Vec<f32> = densities
        .iter()
        .enumerate()
        .map(|(node, &[people, east, north])| {
            if people == 0.0 {
                return 0.0;
            }
            let [x, y] = free.way(node);
            let in_the_way = people - (east * x + north * y) - loose;
            weight * (in_the_way / full).clamp(0.0, 2.0)
        })
        .collect();
    extra
        .iter()
        .any(|extra| *extra > 0.0)
        .then(|| free.delay(coarse, &extra, near))
}

//! The first moment of a run, at any time of the day.
//!
//! Who came before the start is not simulated but computed: each walks from
//! the entrance at free speed along the way the fields give, is served at
//! gates by the very recursion the lanes follow, and walks on. By the start
//! such a visitor is at the place the programme has for them, or still in
//! the line of a gate, or on the way; who would have left again has left.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::random::{Purpose, Stream};
use crate::model::{Mobility, Walks};
use crate::world::{CellIndex, ExitIndex, Goal, Side, World};

use super::Simulation;
use super::mind::Activity;
use super::observe::{EventKind, Site};
use super::people::Origin;
use super::place::Placer;
use super::programme;
use super::service::{self, Customer};

/// Step by which a way is traced \[m\].
const TRACE_STEP_M: f64 = 0.5;
/// Longest way traced \[m\]; a field leads anybody out long before.
const LONGEST_TRACE_M: f64 = 20_000.0;

/// A way from an entrance to a place, as the fields lead.
struct Trace {
    /// (walking time from the entrance [s at 1 m/s], cell, point).
    points: Vec<(f64, CellIndex, Vec2)>,
    /// Gates on the way that check people: (walking time, queue).
    checks: Vec<(f64, usize)>,
    /// Walking time to the end [s at 1 m/s].
    total: f64,
}

/// Somebody who came before the start.
struct Early {
    id: u32,
    way: usize,
    /// When the last gate so far let them through, and how far along the way
    /// it stands.
    passed: (f64, f64),
    /// The line they stand in, if they do.
    waits: bool,
    /// Gates passed.
    gates: usize,
}

/// A time in order \[s\].
#[derive(PartialEq)]
struct Instant(f64);

impl Eq for Instant {}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Simulation {
    /// Puts everyone where they are at the start, and notes who comes later.
    pub(super) fn place_everyone(&mut self) {
        let world = Arc::clone(&self.world);
        let mut placer = Placer::new(&world);
        self.place_staff(&mut placer);
        let mut early = Vec::new();
        for id in 0..self.population.visitors.len() as u32 {
            match self.population.visitors[id as usize].origin {
                Origin::Present { crowd, .. } => self.place_present(id, crowd, &mut placer),
                Origin::Arrives { entrance, at_s } if at_s < self.start_s => {
                    early.push((id, entrance, at_s - self.start_s));
                }
                Origin::Arrives { at_s, .. } => self.due.push((at_s - self.start_s, id)),
            }
        }
        self.due
            .sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        if !early.is_empty() {
            self.prepare_programme();
        }
        self.place_early(&early, &mut placer);
    }

    fn place_present(&mut self, id: u32, crowd: u16, placer: &mut Placer<'_>) {
        let crowd = &self.world.scenario.visitors.present[usize::from(crowd)];
        let within = crowd.within.map(|(west, south, east, north)| Bounds {
            min: Vec2::new(west, south),
            max: Vec2::new(east, north),
        });
        let Some(cell) = self.world.cell_named(&crowd.place) else {
            return;
        };
        let mut stream = Stream::new(self.seed, Purpose::Spot, u64::from(id));
        if let Some(p) = self.room_in(placer, id, cell, within, &mut stream) {
            let walks = crowd.walks;
            self.appear(id, cell, p);
            if let Some(walks) = walks {
                self.walk_round(id, walks);
            }
        }
    }

    /// Room for somebody in a cell: beside the leader of their group if that
    /// one is there already, anywhere if not.
    fn room_in(
        &self,
        placer: &mut Placer<'_>,
        id: u32,
        cell: CellIndex,
        within: Option<Bounds>,
        stream: &mut Stream,
    ) -> Option<Vec2> {
        let radius = self.bodies[id as usize].radius;
        let leader = self.decider(id);
        let body = &self.bodies[leader as usize];
        let is_there =
            leader != id && body.cell == cell && self.active.binary_search(&leader).is_ok();
        if is_there && let Some(p) = placer.beside(cell, within, body.position, radius, stream) {
            return Some(p);
        }
        placer.anywhere(cell, within, radius, stream)
    }

    /// Somebody walks along the periodic path they are on from now on.
    fn walk_round(&mut self, id: u32, walks: Walks) {
        let cell = self.bodies[id as usize].cell;
        let number = cell.at() - self.world.scenario.venue.places.len();
        let line = &self.world.scenario.venue.paths[number].line;
        let (first, last) = (line[0], line[line.len() - 1]);
        let along = Vec2::new(last.0 - first.0, last.1 - first.1).normalized();
        let way = match walks {
            Walks::Forward => along,
            Walks::Backward => -along,
        };
        self.bodies[id as usize].heading = way;
        self.bodies[id as usize].walking = true;
        self.minds[id as usize].activity = Activity::Round(way);
    }

    /// Somebody is there from the start, at a spot of their own.
    fn appear(&mut self, id: u32, cell: CellIndex, p: Vec2) {
        let mut stream = Stream::new(self.seed, Purpose::Jitter, u64::from(id));
        let angle = stream.uniform(0.0, std::f64::consts::TAU);
        use crate::base::math;
        self.bodies[id as usize].heading = Vec2::new(math::cos(angle), math::sin(angle));
        self.minds[id as usize].activity = Activity::Staying;
        self.minds[id as usize].spot = p;
        self.bodies[id as usize].cell = cell;
        self.enter(id, cell, p, Site::None);
        if self.minds[id as usize].activity == Activity::Staying {
            self.bodies[id as usize].walking = false;
        }
    }

    /// Computes how far those have come who arrived before the start.
    fn place_early(&mut self, arrived: &[(u32, ExitIndex, f64)], placer: &mut Placer<'_>) {
        let world = Arc::clone(&self.world);
        let mut ways: BTreeMap<(ExitIndex, CellIndex, Mobility), usize> = BTreeMap::new();
        let mut traces: Vec<Trace> = Vec::new();
        let mut early: Vec<Early> = Vec::new();
        for &(id, entrance, came_s) in arrived {
            let visitor = self.population.visitors[id as usize];
            if visitor.leaves_s <= self.start_s {
                self.come_and_go(id, entrance);
                continue;
            }
            let day_s = self.start_s + came_s;
            let stay = programme::stay_at(&world, self.seed, visitor.leader, day_s);
            let place = stay.map_or(world.exits[entrance.at()].cell, |stay| stay.place);
            let key = (entrance, place, visitor.mobility);
            let way = match ways.get(&key) {
                Some(&way) => way,
                None => {
                    traces.push(self.trace(entrance, place, visitor.mobility));
                    ways.insert(key, traces.len() - 1);
                    traces.len() - 1
                }
            };
            early.push(Early {
                id,
                way,
                passed: (came_s, 0.0),
                waits: false,
                gates: 0,
            });
        }
        self.pass_checks(&traces, &mut early);
        for person in &early {
            self.place_on_way(person, &traces[person.way], placer);
        }
        for queue in 0..self.queues.len() {
            let line: Vec<Customer> = self.queues[queue].line.customers().copied().collect();
            let served = line
                .iter()
                .filter(|customer| customer.lane.is_some())
                .count();
            for (position, customer) in line.into_iter().enumerate() {
                let rank = position.saturating_sub(served);
                self.place_in_line(customer, queue, rank, placer);
            }
        }
    }

    /// Somebody who has left again by the start.
    fn come_and_go(&mut self, id: u32, entrance: ExitIndex) {
        self.entered += 1;
        self.tell(EventKind::Entered, Some(id), Site::None, 0.0);
        self.leave(id, entrance);
    }

    /// Serves everyone at the gates on their way, in the order of joining,
    /// first gates first.
    fn pass_checks(&mut self, traces: &[Trace], early: &mut [Early]) {
        let deepest = traces
            .iter()
            .map(|trace| trace.checks.len())
            .max()
            .unwrap_or(0);
        for depth in 0..deepest {
            let mut joining: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.queues.len()];
            for (index, person) in early.iter().enumerate() {
                let Some(&(at, queue)) = traces[person.way].checks.get(depth) else {
                    continue;
                };
                if !person.waits && person.gates == depth {
                    let speed = self.speed_of_group(person.id);
                    let at_gate_s = person.passed.0 + (at - person.passed.1) / speed;
                    joining[queue].push((at_gate_s, index));
                }
            }
            for (queue, mut people) in joining.into_iter().enumerate() {
                people.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                self.join_at_tails(queue, &mut people, early);
                people.retain(|&(joined_s, _)| joined_s < 0.0);
                let customers: Vec<(f64, f64)> = people
                    .iter()
                    .map(|&(joined_s, index)| (joined_s, self.service_time(early[index].id, queue)))
                    .collect();
                let lanes = self.lanes(queue);
                let done = service::done_times(lanes, &customers);
                for ((&(joined_s, index), customer), done_s) in
                    people.iter().zip(&customers).zip(done)
                {
                    self.queues[queue]
                        .line
                        .join(early[index].id, joined_s, customer.1);
                    let person = &mut early[index];
                    person.gates = depth + 1;
                    if done_s > 0.0 {
                        person.waits = true;
                    } else {
                        person.passed = (done_s, traces[person.way].checks[depth].0);
                    }
                }
                self.queues[queue].line.advance(0.0, |_| {});
            }
        }
    }

    /// People join a line where it ends, not at the gate: moves the times of
    /// reaching the gate forward by the length of the line they find. Some
    /// who would reach the gate only after the start are in line before it.
    fn join_at_tails(&self, queue: usize, people: &mut [(f64, usize)], early: &[Early]) {
        let mut lanes = vec![f64::NEG_INFINITY; self.lanes(queue).max(1)];
        let mut line: BinaryHeap<Reverse<Instant>> = BinaryHeap::new();
        let mut last_s = f64::NEG_INFINITY;
        for (at_gate_s, index) in people {
            let id = early[*index].id;
            let speed = self.speed_of_group(id);
            // Those whom the lanes serve stand before the line. Who is done by
            // the time one comes to its end stands in it no more.
            let joins_s = |line: &BinaryHeap<Reverse<Instant>>| {
                let waiting = line.len().saturating_sub(lanes.len());
                *at_gate_s - self.queues[queue].tail(waiting) / speed
            };
            while line
                .peek()
                .is_some_and(|Reverse(done)| done.0 <= joins_s(&line))
            {
                line.pop();
            }
            let joined_s = joins_s(&line).max(last_s);
            last_s = joined_s;
            *at_gate_s = joined_s;
            lanes.sort_by(f64::total_cmp);
            lanes[0] = joined_s.max(lanes[0]) + self.service_time(id, queue);
            line.push(Reverse(Instant(lanes[0])));
        }
    }

    fn lanes(&self, queue: usize) -> usize {
        self.queues[queue].line.open()
    }

    /// Puts somebody at their place, or on the way as far as they have come.
    fn place_on_way(&mut self, person: &Early, trace: &Trace, placer: &mut Placer<'_>) {
        if person.waits {
            return;
        }
        let visitor = self.population.visitors[person.id as usize];
        let come = person.passed.1 - person.passed.0 * self.speed_of_group(person.id);
        let radius = visitor.radius;
        let mut stream = Stream::new(self.seed, Purpose::Spot, u64::from(person.id));
        if come >= trace.total {
            let world = Arc::clone(&self.world);
            let stay = programme::stay_at(&world, self.seed, visitor.leader, self.start_s);
            let place = stay
                .map(|stay| stay.place)
                .or(trace.points.last().map(|point| point.1));
            if let Some(place) = place
                && let Some(p) = self.room_in(placer, person.id, place, None, &mut stream)
            {
                self.appear(person.id, place, p);
                return;
            }
        }
        // A way never leads past the next gate unless that gate was passed.
        let limit = trace
            .checks
            .get(person.gates)
            .map_or(f64::INFINITY, |check| check.0);
        let along = trace
            .points
            .partition_point(|point| point.0 <= come.min(limit));
        let Some(&(_, cell, p)) = trace.points.get(along.saturating_sub(1)) else {
            return;
        };
        if let Some(p) = placer.near(cell, p, radius, &mut stream) {
            self.enter(person.id, cell, p, Site::None);
        }
    }

    /// Puts somebody at the desk of their lane, or where their rank stands.
    fn place_in_line(
        &mut self,
        customer: Customer,
        queue: usize,
        rank: usize,
        placer: &mut Placer<'_>,
    ) {
        let id = customer.id;
        self.minds[id as usize].lane = customer.lane;
        if self.queues[queue].outside {
            self.minds[id as usize].activity = Activity::AtDoor;
            self.minds[id as usize].queue = Some(queue as u16);
            return;
        }
        let radius = self.bodies[id as usize].radius;
        let mut stream = Stream::new(self.seed, Purpose::Spot, u64::from(id));
        let queued = &self.queues[queue];
        let spot = customer.lane.and_then(|lane| queued.desk(lane));
        if let Some((cell, p)) = spot.or_else(|| queued.spot(rank))
            && let Some(p) = placer.near(cell, p, radius, &mut stream)
        {
            self.enter(id, cell, p, Site::None);
            self.minds[id as usize].queue = Some(queue as u16);
            self.minds[id as usize].rank = rank as u32;
        }
    }

    /// The way from an entrance to a place, step by step along the field.
    fn trace(&mut self, entrance: ExitIndex, place: CellIndex, mobility: Mobility) -> Trace {
        let world = Arc::clone(&self.world);
        let number = self.ways.field_to(Goal::Cell(place), mobility, None);
        let site = &world.exits[entrance.at()];
        let mut trace = Trace {
            points: Vec::new(),
            checks: Vec::new(),
            total: 0.0,
        };
        let Some(&portal) = site.portals.first() else {
            return trace;
        };
        let mut cell = site.cell;
        let line = world.portals[portal.at()].line;
        let inward = (line.b - line.a).left().normalized();
        let inward = if world.portals[portal.at()].right == Side::Cell(cell) {
            -inward
        } else {
            inward
        };
        let mut p = line.midpoint() + inward * 0.45;
        self.note_outside_check(entrance, &mut trace);
        let begin = self.ways.field(number).time(cell, p);
        if !begin.is_finite() {
            trace.points.push((0.0, cell, p));
            return trace;
        }
        let mut walked = 0.0;
        while cell != place && walked < LONGEST_TRACE_M {
            let time = begin - self.ways.field(number).time(cell, p);
            trace.points.push((time, cell, p));
            let direction = self.ways.field(number).direction(cell, p);
            if direction == Vec2::ZERO {
                break;
            }
            let q = p + direction * TRACE_STEP_M;
            cell = self.trace_portals(&world, cell, p, q, time, &mut trace);
            p = q;
            walked += TRACE_STEP_M;
        }
        trace.total = trace.points.last().map_or(0.0, |point| point.0);
        trace
    }

    /// The cell after a step of a trace; notes the gate it passes.
    fn trace_portals(
        &self,
        world: &World,
        cell: CellIndex,
        p: Vec2,
        q: Vec2,
        time: f64,
        trace: &mut Trace,
    ) -> CellIndex {
        let track = crate::base::Segment::new(p, q);
        for &index in &world.cells[cell.at()].portals {
            let portal = &world.portals[index.at()];
            let to_right = portal.left == Side::Cell(cell);
            let side = portal.line.side(q);
            let behind = if to_right { side < 0.0 } else { side > 0.0 };
            if behind && track.crossing(portal.line).is_some() {
                if let Some(gate) = portal.gate
                    && let Some(queue) = self.queues.iter().position(|queue| {
                        queue.gate == gate && queue.to_right == to_right && queue.checks()
                    })
                {
                    trace.checks.push((time, queue));
                }
                if let Side::Cell(next) = portal.passed(to_right) {
                    return next;
                }
            }
        }
        cell
    }

    /// A gate on the entrance itself checks people outside.
    fn note_outside_check(&self, entrance: ExitIndex, trace: &mut Trace) {
        let portals = &self.world.exits[entrance.at()].portals;
        let found = self.queues.iter().position(|queue| {
            let here = portals.contains(&self.world.gates[queue.gate.at()].portal);
            queue.outside && here && queue.checks()
        });
        if let Some(queue) = found {
            trace.checks.push((0.0, queue));
        }
    }
}

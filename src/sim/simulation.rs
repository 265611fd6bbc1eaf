//! The simulation: everyone's state, and the step that moves it on.

use std::sync::Arc;

use crate::base::Vec2;
use crate::base::lanes::Level;
use crate::model::{Given, Mobility, Steps, Time};
use crate::world::{ExitIndex, GateIndex, PortalIndex, World};

use super::body::Body;
use super::command::{CommandPost, Transport};
use super::contact::Places;
use super::crowd::Crowd;
use super::desk::Desk;
use super::evacuation::Evacuation;
use super::foresight::Foresight;
use super::grid::Grid;
use super::groups::Groups;
use super::incidents::{self, Area, Case, Due};
use super::intents::Intents;
use super::joints::Joints;
use super::mind::Mind;
use super::motion::{Passing, Stride};
use super::observe::{Event, EventKind, Observer, Site};
use super::people::Population;
use super::publish::Publisher;
use super::queue::Queue;
use super::routes::Routes;
use super::rules::Rules;
use super::seats::{Seated, Seating};
use super::staff::Team;
use super::steps_in;
use super::ways::Ways;

/// Rises whenever the bytes of a run change; a golden test fails if it does
/// not.
pub const ENGINE_REVISION: u32 = 15;

/// State is brought into the order in which people stand so often \[s\]: in that
/// time they do not get far.
const RESEATS_S: f64 = 1.0;

/// What a run needs beside its scenario.
#[derive(Clone, Debug, Default)]
pub struct RunSpec {
    /// The plan; the scenario's own, else the first, if none.
    pub plan: Option<String>,
    /// Seed; the scenario's own if none.
    pub seed: Option<u64>,
    /// Time of day at which the run starts; the scenario's own if none.
    pub from: Option<Time>,
    /// Simulated time after which it ends at the latest \[s\]; the scenario's
    /// own end if none.
    pub until_s: Option<f64>,
    /// Orders given during the run, none before the one before it.
    pub orders: Vec<Given>,
}

/// Why a run cannot start.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// The plan does not exist.
    #[error("there is no plan \"{name}\"; the scenario has {known}")]
    UnknownPlan {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The end lies before the start.
    #[error("the run would end at {end}, before it starts at {start}")]
    EndsBeforeStart {
        /// Start of the run.
        start: Time,
        /// End of the run.
        end: Time,
    },
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Whether it is over.
    pub finished: bool,
    /// Simulated time since the start \[s\].
    pub t_s: f64,
    /// Visitors inside.
    pub inside: u32,
    /// Visitors who came in.
    pub entered: u32,
    /// Visitors who left.
    pub left: u32,
}

/// A run in progress.
pub struct Simulation {
    pub(super) world: Arc<World>,
    pub(super) seed: u64,
    /// Time of day at the start \[s\].
    pub(super) start_s: f64,
    pub(super) until_s: f64,
    pub(super) dt: f64,
    pub(super) tick: u64,
    pub(super) desk: Desk,
    /// Instructions to use: the widest of the machine; results hang on none.
    pub(super) level: Level,
    pub(super) population: Population,
    pub(super) bodies: Seated<Body>,
    pub(super) minds: Seated<Mind>,
    /// Ids of everyone inside, ascending.
    pub(super) active: Vec<u32>,
    pub(super) ways: Ways,
    pub(super) crowd: Crowd,
    pub(super) queues: Vec<Queue>,
    pub(super) evacuation: Evacuation,
    pub(super) rules: Rules,
    pub(super) team: Team,
    pub(super) routes: Routes,
    /// Arrivals still to come, soonest last: (time from the start, id).
    pub(super) due: Vec<(f64, u32)>,
    /// Who is due but still outside, in the order of coming.
    pub(super) at_door: Vec<u32>,
    /// Whether nobody comes in any more.
    pub(super) ingress_stopped: bool,
    /// Whether a rule has stopped the programme: nobody goes on to another place.
    pub(super) show_stopped: bool,
    pub(super) incidents_due: Vec<Due>,
    /// Incidents so far, in the order in which they began.
    pub(super) cases: Vec<Case>,
    /// Areas that visitors keep out of.
    pub(super) areas: Vec<Area>,
    /// Portals at which what lies on a path lets nobody through.
    pub(super) shut_paths: Vec<PortalIndex>,
    /// Visitors who passed each gate of late, to the right and to the left: a
    /// passage fades over a minute.
    pub(super) passages: Vec<[f64; 2]>,
    /// Gates that have been ordered open because of a crush warning.
    pub(super) relieved: Vec<(usize, GateIndex)>,
    /// The direction in which each gate has been ordered to hold people.
    pub(super) holds_ordered: Vec<Option<bool>>,
    pub(super) post: CommandPost,
    /// Casualties who wait for an ambulance.
    pub(super) transports: Vec<Transport>,
    /// Who came to an assembly point since the last frame, with the body with
    /// which they crossed the exit.
    pub(super) assembled: Vec<(u32, Body)>,
    /// Before each exit, how far from it those stand who want to leave by it
    /// \[m\], ascending.
    pub(super) exit_queues: Vec<Vec<f64>>,
    pub(super) entered: u32,
    pub(super) left: u32,
    pub(super) put_back: u64,
    pub(super) events: Vec<Event>,
    pub(super) agent_steps: u64,
    pub(super) groups: Groups,
    pub(super) grid: Grid,
    /// Room to note, by slot, who has something to decide in this step, and who
    /// they are.
    pub(super) is_due: Vec<bool>,
    pub(super) intents: Intents,
    pub(super) deciding: Vec<u32>,
    /// Room to count how many make for each exit.
    pub(super) others: Vec<u32>,
    pub(super) foresight: Foresight,
    pub(super) joints: Joints,
    pub(super) strides: Vec<Stride>,
    pub(super) places: Places,
    /// Who passes a portal in this step.
    pub(super) passing: Vec<Passing>,
    publisher: Publisher,
}

impl Simulation {
    /// Prepares a run: draws everyone and puts those who are there at the
    /// start where they are by then.
    ///
    /// # Errors
    /// If the plan is not in the scenario, or the end lies before the start.
    pub fn new(world: Arc<World>, spec: &RunSpec) -> Result<Self, SimError> {
        let scenario = Arc::clone(&world.scenario);
        let run = &scenario.run;
        let start = spec.from.unwrap_or(run.start);
        let until_s = spec
            .until_s
            .unwrap_or_else(|| run.end.seconds() - start.seconds());
        if until_s <= 0.0 {
            return Err(SimError::EndsBeforeStart {
                start,
                end: Time(start.seconds() + until_s),
            });
        }
        let plan = match spec.plan.as_ref().or(run.plan.as_ref()) {
            None => (!scenario.plans.is_empty()).then_some(0),
            Some(name) => Some(
                scenario
                    .plans
                    .iter()
                    .position(|plan| plan.id == *name)
                    .ok_or_else(|| SimError::UnknownPlan {
                        name: name.clone(),
                        known: known(scenario.plans.iter().map(|plan| plan.id.as_str())),
                    })?,
            ),
        };
        let seed = spec.seed.unwrap_or(run.seed);
        let start_s = start.seconds();
        let population = Population::draw(&world, seed, start_s);
        let people = population.roster.people.len();
        let seating = Seating::by_id(people);
        let post = CommandPost::new(&world);
        let mut simulation = Self {
            seed,
            start_s,
            until_s,
            dt: run.dt_s,
            tick: 0,
            desk: Desk::new(
                &spec.orders,
                Steps {
                    dt_s: run.dt_s,
                    until_s,
                },
            ),
            level: Level::new(),
            bodies: Seated::all(Body::ABSENT, &seating),
            minds: Seated::all(Mind::AWAY, &seating),
            active: Vec::new(),
            ways: Ways::new(&world),
            crowd: Crowd::default(),
            queues: Queue::all(&world),
            evacuation: Evacuation::new(&scenario, plan, seed, start_s, post.is_present()),
            rules: Rules::default(),
            team: Team::new(
                &world,
                &population.staff_units,
                population.visitors.len() as u32,
            ),
            routes: Routes::default(),
            due: Vec::new(),
            at_door: Vec::new(),
            ingress_stopped: false,
            show_stopped: false,
            incidents_due: incidents::agenda(&scenario, seed, start_s, population.visitors.len()),
            cases: Vec::new(),
            areas: Vec::new(),
            shut_paths: Vec::new(),
            passages: vec![[0.0; 2]; world.gates.len()],
            relieved: Vec::new(),
            holds_ordered: vec![None; world.gates.len()],
            post,
            transports: Vec::new(),
            assembled: Vec::new(),
            exit_queues: vec![Vec::new(); world.exits.len()],
            entered: 0,
            left: 0,
            put_back: 0,
            events: Vec::new(),
            agent_steps: 0,
            groups: Groups::new(&population, scenario.parameters.groups.keep_together),
            grid: Grid::new(&world),
            is_due: Vec::new(),
            intents: Intents::new(people),
            deciding: Vec::new(),
            others: Vec::new(),
            foresight: Foresight::default(),
            passing: Vec::with_capacity(256),
            joints: Joints::new(&world),
            strides: Vec::new(),
            places: Places::default(),
            publisher: Publisher::new(run.dt_s, run.frame_dt_s),
            population,
            world,
        };
        simulation.embody();
        simulation.place_everyone();
        Ok(simulation)
    }

    /// Tells observers who may appear and what the first moment looks like.
    pub fn start(&mut self, observers: &mut [&mut dyn Observer]) {
        for observer in observers.iter_mut() {
            observer.start(&self.population.roster);
        }
        self.publish(observers);
    }

    /// Moves everything on by one time step.
    pub fn step(&mut self, observers: &mut [&mut dyn Observer]) -> Progress {
        self.tick += 1;
        self.take_orders();
        self.follow_plan();
        self.follow_rules();
        self.begin_incidents();
        self.admit_arrivals();
        if self.tick.is_multiple_of(steps_in(RESEATS_S, self.dt)) {
            self.reseat_everyone();
        }
        self.sort_everyone();
        self.decide();
        self.lead_staff();
        self.command();
        self.look_at_crowd();
        self.move_everyone();
        self.serve_queues();
        self.watch();
        self.publish(observers);
        self.progress()
    }

    /// Brings everybody's state into the order in which they stand.
    fn reseat_everyone(&mut self) {
        let seating = self.bodies.seating().ordered(&self.grid.id);
        self.intents
            .reseat(&seating.came_from(self.bodies.seating()));
        self.bodies.reseat(&seating);
        self.minds.reseat(&seating);
        self.grid.reseat(&seating);
    }

    /// Finds anew who stands where and makes for which exit.
    pub(super) fn sort_everyone(&mut self) {
        self.grid.rebuild(&self.active, &self.bodies);
        self.note_intents();
    }

    /// How far the run is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            finished: self.t_s() >= self.until_s - 1e-9 || self.is_done(),
            t_s: self.t_s(),
            inside: self.entered - self.left,
            entered: self.entered,
            left: self.left,
        }
    }

    /// Steps so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.tick
    }

    /// Locomotion updates so far; a person standing by intent is none.
    #[must_use]
    pub fn agent_steps(&self) -> u64 {
        self.agent_steps
    }

    /// The seed of the run.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// From now on this run uses the instructions that every machine has, and no
    /// others: slower, with the same results.
    pub fn use_plain_instructions(&mut self) {
        self.level = Level::baseline();
    }

    /// Free speed on the level [m/s] and body radius \[m\] of a person, as
    /// drawn; `id` is below the number of people in the roster.
    #[must_use]
    pub fn traits(&self, id: u32) -> (f64, f64) {
        let body = &self.bodies[id as usize];
        (body.free_speed, body.radius)
    }

    /// The plan the run started with, or that has taken over since.
    #[must_use]
    pub fn plan(&self) -> Option<&str> {
        let plan = self.evacuation.plan?;
        Some(&self.world.scenario.plans[plan].id)
    }

    /// Whether there has been an alarm.
    #[must_use]
    pub fn is_alarmed(&self) -> bool {
        self.evacuation.alarm_s.is_some()
    }

    /// Checks what must hold after every step: entered = inside + left,
    /// everybody at a finite position inside their cell.
    ///
    /// # Errors
    /// A sentence about the first thing that does not hold.
    pub fn verify(&self) -> Result<(), String> {
        let visitors = self.population.visitors.len();
        let inside = self
            .active
            .iter()
            .filter(|&&id| (id as usize) < visitors)
            .count() as u32;
        if self.entered != inside + self.left {
            return Err(format!(
                "at {} s {} entered, {inside} are inside and {} left",
                self.t_s(),
                self.entered,
                self.left
            ));
        }
        for &id in &self.active {
            let body = &self.bodies[id as usize];
            if !body.position.is_finite() {
                return Err(format!(
                    "at {} s person {id} has no finite position",
                    self.t_s()
                ));
            }
            let cell = &self.world.cells[body.cell.at()];
            if !cell.contains(body.position) {
                return Err(format!(
                    "at {} s person {id} is at ({:.3}, {:.3}), outside {}",
                    self.t_s(),
                    body.position.x,
                    body.position.y,
                    cell.id
                ));
            }
        }
        Ok(())
    }

    /// Time since the start \[s\].
    pub(super) fn t_s(&self) -> f64 {
        self.tick as f64 * self.dt
    }

    /// Time since the start in whole milliseconds.
    pub(super) fn t_ms(&self) -> i64 {
        (self.t_s() * 1000.0).round() as i64
    }

    /// Records that something happened.
    pub(super) fn tell(&mut self, kind: EventKind, subject: Option<u32>, site: Site, value: f64) {
        let t_ms = self.t_ms();
        self.events.push(Event {
            t_ms,
            kind,
            subject,
            site,
            value,
        });
    }

    /// Whether the id is a visitor's.
    pub(super) fn is_visitor(&self, id: u32) -> bool {
        (id as usize) < self.population.visitors.len()
    }

    /// Whether somebody stands within `range` of a point, by the grid of
    /// this step or the last.
    pub(super) fn is_crowded(&self, cell: crate::world::CellIndex, p: Vec2, range: f64) -> bool {
        let mut crowded = false;
        for slot in self.grid.rows(cell, p, range).flatten() {
            let q = self.grid.at(slot);
            crowded |= q.distance(p) < range;
        }
        crowded
    }

    /// Calls for everybody in a cell within `range` of a point, by the grid of
    /// this step or the last.
    pub(super) fn each_near(
        &self,
        cell: crate::world::CellIndex,
        p: Vec2,
        range: f64,
        mut call: impl FnMut(u32),
    ) {
        for slot in self.grid.rows(cell, p, range).flatten() {
            let q = self.grid.at(slot);
            if q.distance(p) < range {
                call(self.grid.id[slot]);
            }
        }
    }

    /// Gives everyone the body that was drawn for them.
    fn embody(&mut self) {
        let scenario = &self.world.scenario;
        for (id, visitor) in self.population.visitors.iter().enumerate() {
            let stairs = super::people::profile(scenario, visitor)
                .map_or((0.61, 0.69), |p| (p.stairs_up as f32, p.stairs_down as f32));
            self.bodies[id] = Body {
                radius: visitor.radius,
                rho: visitor.radius,
                free_speed: visitor.free_speed,
                mobility: visitor.mobility,
                stairs,
                ..Body::ABSENT
            };
        }
        for id in 0..self.population.visitors.len() {
            self.minds[id].knows_exits = self.population.visitors[id].knows_exits;
            self.minds[id].assisted =
                self.team.is_described() && self.population.visitors[id].assisted;
        }
    }

    /// Once a second bends everybody's way round where people stand.
    fn look_at_crowd(&mut self) {
        self.crowd.look(
            &self.world,
            &self.ways,
            (self.tick, self.dt),
            (&self.active, &self.bodies, &self.minds),
        );
    }

    fn publish(&mut self, observers: &mut [&mut dyn Observer]) {
        let t_ms = self.t_ms();
        // The publisher is lent out so that it can look at everything else.
        let mut publisher = std::mem::take(&mut self.publisher);
        publisher.publish(self, t_ms, observers);
        self.publisher = publisher;
        self.events.clear();
    }

    /// Whether everybody who has to be gone is gone.
    fn is_done(&self) -> bool {
        // The last of them are still to be seen where they assembled.
        if !self.assembled.is_empty() {
            return false;
        }
        let coming = !(self.ingress_stopped || self.due.is_empty() && self.at_door.is_empty());
        if coming || !self.rules.is_over() {
            return false;
        }
        if self.evacuation.alarm_s.is_some() {
            self.evacuation.is_over()
                && !self.active.iter().any(|&id| {
                    let mind = &self.minds[id as usize];
                    mind.must_leave
                })
        } else {
            // Without an alarm it is a rule that may have stopped those who come.
            let all_came =
                self.ingress_stopped || self.population.visitors.len() == self.entered as usize;
            self.evacuation.is_over() && self.entered == self.left && all_came
        }
    }

    /// The mobility class of a person.
    pub(super) fn mobility(&self, id: u32) -> Mobility {
        self.bodies[id as usize].mobility
    }

    /// The exit a visitor came in by, or would leave by of itself.
    pub(super) fn own_exit(&self, id: u32) -> Option<ExitIndex> {
        use super::people::Origin;
        match self.population.visitors[id as usize].origin {
            Origin::Present { exit, .. } => exit,
            Origin::Arrives { entrance, .. } => Some(entrance),
        }
    }
}

/// A list of names for a sentence.
fn known<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

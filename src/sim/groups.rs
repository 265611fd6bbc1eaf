//! Groups that stay together on their way.
//!
//! Twice a second each group looks at itself. Those of its members who walk
//! to the same goal compare how far each still has to go, by the field they
//! follow: who is ahead of the last of them slows down, the more the further
//! ahead, to a slow walk; the last one walks as fast as they can. So the
//! group comes to walk at the pace of its slowest, a few metres long. Nobody
//! stands still to wait, and nobody slows down below what others behind want
//! to walk, even if those wait for somebody themselves: else every group on a
//! ramp would wait for its last, who cannot come because every group waits. In
//! a throng or a narrow place people are carried on, and wait where there is
//! room. Whoever has lost the others is not waited for.
//!
//! A group also decides together: it sets out when its leader does, takes the
//! exit its leader takes, and stays at one spot (see [`super::decide`] and
//! [`super::exits`]). Numbers are in `parameters.groups`.

use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::parallel::ordered_map;
use crate::model::parameters;
use crate::world::{CellIndex, ExitIndex, Goal};

use super::mind::Activity;
use super::people::Population;
use super::{Simulation, steps_in};

/// Time between two looks at the group \[s\].
const LOOK_S: f64 = 1.0;
/// Least distance a group is allowed to be long \[m\]: some room each.
const LEAST_APART_M: f64 = 1.0;
/// Share of the last one's speed at which one waits at most.
const WAITING_SHARE: f64 = 0.5;
/// The last one is taken to come on at this speed at least [m/s].
const CRAWL_M_S: f64 = 0.2;
/// Whoever walks this close behind is not held up \[m\]: so much is between
/// people in a way that just begins to fill, at 0.5 /m² two abreast …
const FOLLOWED_M: f64 = 4.0;
/// … if within this distance of the line one walks on \[m\].
const FOLLOWED_ASIDE_M: f64 = 0.5;

/// Who belongs to whom; empty if groups need not keep together.
pub(super) struct Groups {
    members: Vec<Vec<u32>>,
    of: Vec<u32>,
}

/// A member on the way.
struct Walker {
    id: u32,
    bound: Goal,
    /// Still to go, as walking time at 1 m/s \[s\].
    to_go: f64,
    free_speed: f64,
    /// Speed they walk at now [m/s].
    speed: f64,
}

impl Groups {
    pub(super) fn new(population: &Population, keep_together: bool) -> Self {
        let mut members: Vec<Vec<u32>> = Vec::new();
        let mut of = Vec::new();
        if keep_together {
            of.resize(population.visitors.len(), u32::MAX);
            for (id, group) in of.iter_mut().enumerate() {
                let Some(number) = population.roster.people[id].group else {
                    continue;
                };
                let at = number as usize;
                if at >= members.len() {
                    members.resize(at + 1, Vec::new());
                }
                members[at].push(id as u32);
                *group = number;
            }
        }
        Self { members, of }
    }

    /// Everyone of a person's group, in order of id; nobody for who walks
    /// alone.
    pub(super) fn companions(&self, id: u32) -> &[u32] {
        let group = self.of.get(id as usize).copied().unwrap_or(u32::MAX);
        self.members
            .get(group as usize)
            .map_or(&[], |members| members.as_slice())
    }
}

/// The speed at which somebody walks who is `lead` metres ahead of the last
/// of the group, who comes on at `last` [m/s]; infinite if nothing is asked of
/// them.
fn pace(lead: f64, own: f64, last: f64, rule: &parameters::Groups) -> f64 {
    let apart = (rule.apart_s * last).clamp(LEAST_APART_M, rule.apart_m);
    let over = (lead / apart - 0.5) / 0.5;
    if over <= 0.0 {
        return f64::INFINITY;
    }
    let waiting = rule.waiting_m_s.min(WAITING_SHARE * last).min(own);
    own + (waiting - own) * over.min(1.0)
}

impl Simulation {
    /// Looks at the groups whose turn it is.
    pub(super) fn keep_groups_together(&mut self) {
        let period = steps_in(LOOK_S, self.dt);
        let first = (self.tick % period) as usize;
        let turn: Vec<usize> = (first..self.groups.members.len())
            .step_by(period as usize)
            .collect();
        let paces = ordered_map(&turn, |&group| {
            let soon = self.groups.members.get(group + 2 * period as usize);
            for &id in soon.into_iter().flatten() {
                let seat = self.bodies.seating().of(id);
                self.bodies.fetch(seat);
                self.minds.fetch_first(seat);
            }
            self.paces(group)
        });
        for (&group, paces) in turn.iter().zip(&paces) {
            for &id in &self.groups.members[group] {
                self.bodies.quietly(id as usize).pace = f64::INFINITY;
            }
            for &(id, pace) in paces {
                self.bodies.quietly(id as usize).pace = pace;
            }
        }
    }

    /// Most that a group lets each of those walk who are on the way [m/s].
    fn paces(&self, group: usize) -> Vec<(u32, f64)> {
        let rule = self.world.scenario.parameters.groups;
        let walkers = self.walkers(group);
        let pace_of = |walker: &Walker| {
            let with = walkers.iter().filter(|other| {
                other.bound == walker.bound && other.to_go <= walker.to_go + rule.lost_m
            });
            let last = with.fold(walker, |last, other| {
                if other.to_go > last.to_go {
                    other
                } else {
                    last
                }
            });
            let lead = last.to_go - walker.to_go;
            let coming_on = last
                .speed
                .clamp(CRAWL_M_S.min(last.free_speed), last.free_speed);
            let pace = pace(lead, walker.free_speed, coming_on, &rule);
            if pace.is_finite() {
                pace.max(self.pace_behind(walker.id))
            } else {
                pace
            }
        };
        walkers.iter().map(|w| (w.id, pace_of(w))).collect()
    }

    /// The members of a group who are on the way and not in a line.
    fn walkers(&self, group: usize) -> Vec<Walker> {
        let members = self.groups.members[group].iter();
        members
            .filter_map(|&id| {
                let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
                let bound = mind.goal()?;
                if mind.queue.is_some() || !body.walking {
                    return None;
                }
                let field = self.ways.field(mind.field?);
                let to_go = field.time(body.cell, body.position);
                to_go.is_finite().then_some(Walker {
                    id,
                    bound,
                    to_go,
                    free_speed: body.free_speed,
                    speed: body.speed,
                })
            })
            .collect()
    }

    /// The greatest speed at which somebody of another group wants to walk the
    /// same way close behind [m/s]; 0 if there is nobody.
    fn pace_behind(&self, id: u32) -> f64 {
        let body = &self.bodies[id as usize];
        let own = self.groups.companions(id);
        let grid = &self.grid;
        let mut fastest: f64 = 0.0;
        // The rectangle round the strip behind: in a throng many stand within
        // the distance, and few in the strip.
        let back = body.position - body.heading * FOLLOWED_M;
        let aside = Vec2::new(FOLLOWED_ASIDE_M, FOLLOWED_ASIDE_M);
        let behind = Bounds::of([body.position, back]);
        let (low, high) = (behind.min - aside, behind.max + aside);
        for slot in grid.rows_between(body.cell, low, high).flatten() {
            let offset = grid.at(slot) - body.position;
            let walks = grid.glance(slot).speed >= 0.0;
            let behind = walks
                && offset.dot(body.heading) < 0.0
                && offset.length_squared() < FOLLOWED_M * FOLLOWED_M
                && offset.cross(body.heading).abs() < FOLLOWED_ASIDE_M
                && grid.id[slot] != id
                && !own.contains(&grid.id[slot]);
            let other = &self.bodies[grid.seat[slot]];
            if behind && other.heading.dot(body.heading) > 0.5 {
                fastest = fastest.max(other.free_speed);
            }
        }
        fastest
    }

    /// The exit the first of somebody's group makes for, if that is somebody
    /// else who is not lost.
    pub(super) fn group_exit(&self, id: u32) -> Option<ExitIndex> {
        self.companions_near(id)
            .take_while(|&other| other != id)
            .find_map(|other| {
                let mind = &self.minds[other as usize];
                mind.exit.filter(|_| mind.activity == Activity::Leaving)
            })
    }

    /// Those of somebody's group who are not lost, themselves included, in
    /// order of id.
    pub(super) fn companions_near(&self, id: u32) -> impl Iterator<Item = u32> {
        let lost_m = self.world.scenario.parameters.groups.lost_m;
        let own = &self.bodies[id as usize];
        let sheet = |cell: CellIndex| self.world.cells[cell.at()].sheet;
        let companions = self.groups.companions(id).iter().copied();
        companions.filter(move |&other| {
            let body = &self.bodies[other as usize];
            sheet(body.cell) == sheet(own.cell) && body.position.distance(own.position) <= lost_m
        })
    }

    /// Whose draws decide for somebody what a group decides together: the
    /// leader's, or their own.
    pub(super) fn decider(&self, id: u32) -> u32 {
        if self.groups.companions(id).is_empty() {
            id
        } else {
            self.population.visitors[id as usize].leader
        }
    }

    /// The speed at which somebody and their group walk with nobody in the
    /// way: the least free speed of them [m/s].
    pub(super) fn speed_of_group(&self, id: u32) -> f64 {
        let visitors = &self.population.visitors;
        let own = visitors[id as usize].free_speed;
        let others = self.groups.companions(id).iter();
        others.fold(own, |least, &other| {
            least.min(visitors[other as usize].free_speed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::RunSpec;
    use super::super::observe::{EventKind, Site};
    use super::super::tests::{Tape, scenario, simulate};
    use super::*;
    use crate::model::Scenario;

    #[test]
    fn the_further_ahead_the_slower() {
        let rule = parameters::Groups::default();
        let pace = |lead: f64| pace(lead, 1.25, 0.5, &rule);
        // 6 s of the last one's 0.5 m/s are 3 m; half of that is free.
        assert_eq!(pace(0.0), f64::INFINITY);
        assert_eq!(pace(1.5), f64::INFINITY);
        // Half-way between 1.5 and 3 m: half-way between 1.25 and 0.25 m/s.
        assert!((pace(2.25) - 0.75).abs() < 1e-12);
        assert!((pace(3.0) - 0.25).abs() < 1e-12);
        assert!((pace(20.0) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn one_waits_slower_than_the_last_comes_on() {
        let rule = parameters::Groups::default();
        assert!((pace(9.0, 1.25, 0.2, &rule) - 0.1).abs() < 1e-12);
    }

    /// A room 15 × 20 m with an exit of a metre in a short side, as in NIST
    /// 2.9 and ISO 14.
    fn room(present: &str, groups: &str, rule: &str) -> Scenario {
        scenario(&format!(
            r#"(format: 1, name: "groups",
            venue: (
                places: [(id: "room", polygon: [(0, 0), (20, 0), (20, 15), (0, 15)])],
                exits: [(id: "door", cell: "room", line: ((20, 7), (20, 8)), use: ExitOnly)],
            ),
            visitors: (
                profiles: [
                    (id: "brisk", share: 1, free_speed: Constant(1.25), pre_movement: Constant(0)),
                    (id: "slow", share: 0, free_speed: Constant(0.5), pre_movement: Constant(0)),
                    (id: "crawling", share: 0, free_speed: Constant(0.2), pre_movement: Constant(0)),
                ],
                groups: [{groups}],
                present: [{present}],
            ),
            plans: [(id: "leave", trigger: At("00:00"))],
            parameters: (groups: ({rule})),
            run: (end: 300),
            )"#
        ))
    }

    const FIVE: &str = r#"
        (place: "room", count: 4, within: (1, 5, 4, 10), profile: "brisk", group: "five"),
        (place: "room", count: 1, within: (1, 5, 4, 10), profile: "slow", group: "five"),"#;
    const TEN: &str = r#"
        (place: "room", count: 10, within: (12, 4, 16, 11), profile: "crawling", group: "ten"),"#;

    fn run(scenario: Scenario, seed: u64) -> Tape {
        let spec = RunSpec {
            seed: Some(seed),
            ..RunSpec::default()
        };
        simulate(scenario, &spec).0
    }

    /// Time between the first and the last to leave of some ids \[s\].
    fn spread(tape: &Tape, ids: std::ops::Range<u32>) -> f64 {
        let left = tape.events.iter().filter(|event| {
            let own = event.subject.is_some_and(|id| ids.contains(&id));
            event.kind == EventKind::Left && own
        });
        let times: Vec<f64> = left.map(|event| event.t_ms as f64 / 1000.0).collect();
        assert_eq!(times.len(), ids.len(), "not all of {ids:?} left");
        times
            .iter()
            .fold(0.0, |most: f64, t| most.max(t - times[0]))
    }

    #[test]
    fn nist_2_9_four_brisk_and_one_slow_arrive_within_ten_seconds() {
        for seed in 1..=5 {
            let apart = spread(&run(room(FIVE, "", "keep_together: false"), seed), 0..5);
            assert!(apart > 15.0, "without a group they are {apart} s apart");
            let together = spread(&run(room(FIVE, "", ""), seed), 0..5);
            assert!(together <= 10.0, "seed {seed}: {together} s apart");
        }
    }

    #[test]
    fn nist_2_9_a_slow_group_in_the_way_parts_another_less() {
        // Ten people at 0.2 m/s reach the door together with the five. Where
        // some of the five have just passed, the ten close it before the
        // others; so this cannot hold for every seed.
        let spreads = |rule: &str| {
            let present = format!("{FIVE}{TEN}");
            let one = |seed| spread(&run(room(&present, "", rule), seed), 0..5);
            (1..=5).map(one).collect::<Vec<f64>>()
        };
        let (together, alone) = (spreads(""), spreads("keep_together: false"));
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        assert!(
            mean(&together) < 0.6 * mean(&alone),
            "together {together:?} s, alone {alone:?} s"
        );
    }

    #[test]
    fn who_walks_close_behind_is_not_held_up() {
        // The first is followed at a distance, so far aside.
        let behind = |back: f64, aside: f64| {
            let present = r#"(place: "room", count: 2)"#;
            let world = crate::world::World::compile(room(present, "", "").into());
            let world = world.unwrap_or_else(|problems| panic!("{problems:?}"));
            let mut simulation =
                Simulation::new(world.into(), &RunSpec::default()).expect("its plan exists");
            for id in 0..2 {
                let body = &mut simulation.bodies[id];
                body.walking = true;
                body.speed = 1.0;
                body.heading = Vec2::new(1.0, 0.0);
                body.position = Vec2::new(10.0 - back * id as f64, 7.0 + aside * id as f64);
            }
            let active = simulation.active.clone();
            simulation.grid.rebuild(&active, &simulation.bodies);
            simulation.pace_behind(0)
        };
        assert_eq!(behind(3.5, 0.2), 1.25);
        assert_eq!(behind(4.5, 0.2), 0.0);
        assert_eq!(behind(3.0, 0.8), 0.0);
        assert_eq!(behind(-1.0, 0.0), 0.0, "who walks ahead");
    }

    #[test]
    fn nobody_is_held_up_by_groups_that_wait() {
        let crowd = r#"(place: "room", count: 80, within: (2, 2, 14, 13))"#;
        let last = |groups: &str, seed: u64| {
            let tape = run(room(crowd, groups, ""), seed);
            let left = tape.times(EventKind::Left);
            assert_eq!(left.len(), 80);
            left[79]
        };
        let (mut alone, mut grouped) = (0.0, 0.0);
        for seed in 1..=5 {
            alone += last("", seed) / 5.0;
            grouped += last("(size: 4, share: 1)", seed) / 5.0;
        }
        assert!(
            grouped < 1.1 * alone,
            "{grouped} s in fours, {alone} s alone"
        );
    }

    #[test]
    fn a_group_leaves_by_one_exit() {
        let two_doors = |rule: &str| {
            let mut scenario = room(
                r#"(place: "room", count: 60, within: (2, 2, 18, 13))"#,
                "(size: 3, share: 1)",
                rule,
            );
            let mut other = scenario.venue.exits[0].clone();
            other.id = "other".into();
            other.line = ((0.0, 7.0), (0.0, 8.0));
            scenario.venue.exits.push(other);
            scenario
        };
        let parted = |rule: &str| {
            let tape = run(two_doors(rule), 1);
            let mut exits: Vec<Option<Site>> = vec![None; 60];
            for event in &tape.events {
                if event.kind == EventKind::Left
                    && let Some(id) = event.subject
                {
                    exits[id as usize] = Some(event.site);
                }
            }
            assert!(
                exits.iter().all(Option::is_some),
                "somebody is still inside"
            );
            // Both doors are used, so that the test can tell.
            let east = exits.iter().filter(|exit| **exit == exits[0]).count();
            assert!((10..=50).contains(&east), "{east} by one door");
            let groups = exits.chunks(3);
            groups
                .filter(|g| g.iter().any(|exit| *exit != g[0]))
                .count()
        };
        let (together, alone) = (parted(""), parted("keep_together: false"));
        assert_eq!(together, 0);
        assert!(alone >= 5, "{alone} groups part by themselves");
    }
}

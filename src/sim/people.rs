//! Who comes: every visitor and member of staff of a run, drawn before it
//! starts from streams keyed by the person, so that visitor 17 is the same
//! under every plan.

use std::collections::BTreeMap;

use crate::base::random::{Purpose, Stream};
use crate::model::{Arrivals, Crowd, Curve, Mobility, Profile, Scenario, Time};
use crate::world::{ExitIndex, World};

use super::observe::{Person, PersonKind, Roster};

/// What a visitor is and means to do, as drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    /// Index of the profile.
    pub(crate) profile: u16,
    /// The visitor whose draws decide arrival, programme and departure: the
    /// first of the group, or the visitor itself.
    pub(crate) leader: u32,
    /// Free speed on the level [m/s].
    pub(crate) free_speed: f64,
    /// Body radius \[m\].
    pub(crate) radius: f64,
    /// Feet or wheels.
    pub(crate) mobility: Mobility,
    /// Whether they know every exit.
    pub(crate) knows_exits: bool,
    /// Whether they need a helper to leave.
    pub(crate) assisted: bool,
    /// Where from.
    pub(crate) origin: Origin,
    /// When the visitor leaves by the programme; time of day \[s\], infinite
    /// if nothing says so.
    pub(crate) leaves_s: f64,
}

/// Where a visitor comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin {
    /// There from the start, in the crowd of this index.
    Present {
        /// Index of the crowd.
        crowd: u16,
        /// The exit it would take of itself, if the document says so.
        exit: Option<ExitIndex>,
    },
    /// Comes in by an exit.
    Arrives {
        /// The entrance.
        entrance: ExitIndex,
        /// Time of day \[s\].
        at_s: f64,
    },
}

/// Everyone of a run.
pub(crate) struct Population {
    /// Visitors; the index is the id.
    pub(crate) visitors: Vec<Visitor>,
    /// Units of the members of staff, whose ids follow the visitors'.
    pub(crate) staff_units: Vec<u32>,
    /// What observers are told.
    pub(crate) roster: Roster,
}

impl Population {
    /// Draws everyone of a scenario under a seed; `start_s` is the time of
    /// day at which the run starts.
    pub(crate) fn draw(world: &World, seed: u64, start_s: f64) -> Self {
        let scenario = &*world.scenario;
        let mut draw = Draw {
            world,
            scenario,
            seed,
            visitors: Vec::new(),
            groups: Vec::new(),
            next_group: 0,
            named: BTreeMap::new(),
        };
        for (index, crowd) in scenario.visitors.present.iter().enumerate() {
            draw.crowd(index as u16, crowd);
        }
        for arrivals in &scenario.visitors.arrivals {
            draw.arrivals(arrivals);
        }
        let staff_units: Vec<u32> = scenario
            .staff
            .units
            .iter()
            .enumerate()
            // Who is on duty at no time of the run does not appear in it.
            .filter(|(_, unit)| unit.until.is_none_or(|until| until.seconds() > start_s))
            .flat_map(|(index, unit)| std::iter::repeat_n(index as u32, unit.count as usize))
            .collect();
        let mut people: Vec<Person> = draw
            .visitors
            .iter()
            .zip(&draw.groups)
            .map(|(visitor, &group)| Person {
                kind: PersonKind::Visitor,
                unit: None,
                profile: (!scenario.visitors.profiles.is_empty())
                    .then_some(u32::from(visitor.profile)),
                group,
                entrance: match visitor.origin {
                    Origin::Arrives { entrance, .. } => Some(entrance),
                    Origin::Present { .. } => None,
                },
                arrives_ms: match visitor.origin {
                    Origin::Arrives { at_s, .. } => ((at_s - start_s) * 1000.0).round() as i64,
                    Origin::Present { .. } => 0,
                },
            })
            .collect();
        people.extend(staff_units.iter().map(|&unit| Person {
            kind: PersonKind::Staff,
            unit: Some(unit),
            profile: None,
            group: None,
            entrance: None,
            arrives_ms: 0,
        }));
        Self {
            visitors: draw.visitors,
            staff_units,
            roster: Roster { people },
        }
    }
}

/// The drawing in progress.
struct Draw<'a> {
    world: &'a World,
    scenario: &'a Scenario,
    seed: u64,
    visitors: Vec<Visitor>,
    groups: Vec<Option<u32>>,
    next_group: u32,
    /// Leader and number of the groups that have a name.
    named: BTreeMap<String, (u32, u32)>,
}

impl Draw<'_> {
    /// Cuts `count` people into groups and calls `add` with each leader's id
    /// and the group's size.
    fn in_groups(&mut self, count: u32, mut add: impl FnMut(&mut Self, u32, Option<u32>)) {
        let sizes = &self.scenario.visitors.groups;
        let mut left = count;
        while left > 0 {
            let leader = self.visitors.len() as u32;
            let size = if sizes.is_empty() {
                1
            } else {
                // Shares are of people; a group of n is drawn n times less
                // often than its share says.
                let mut stream = Stream::new(self.seed, Purpose::Group, u64::from(leader));
                let weights = sizes.iter().map(|g| g.share / f64::from(g.size.max(1)));
                sizes[stream.pick(weights)].size.clamp(1, left)
            };
            let group = (size > 1).then(|| {
                self.next_group += 1;
                self.next_group - 1
            });
            for _ in 0..size {
                add(self, leader, group);
            }
            left -= size;
        }
    }

    fn crowd(&mut self, index: u16, crowd: &Crowd) {
        let exit = crowd.exit.as_ref().and_then(|id| self.world.exit_named(id));
        if let Some(name) = &crowd.group {
            self.one_group(index, crowd, name, exit);
            return;
        }
        self.in_groups(crowd.count, |draw, leader, group| {
            let origin = Origin::Present { crowd: index, exit };
            draw.add(leader, group, crowd.profile.as_deref(), origin);
        });
    }

    /// A crowd that belongs to a group with a name.
    fn one_group(&mut self, index: u16, crowd: &Crowd, name: &str, exit: Option<ExitIndex>) {
        let (leader, group) = match self.named.get(name) {
            Some(&known) => known,
            None => {
                let new = (self.visitors.len() as u32, self.next_group);
                self.next_group += 1;
                self.named.insert(name.to_owned(), new);
                new
            }
        };
        for _ in 0..crowd.count {
            let origin = Origin::Present { crowd: index, exit };
            self.add(leader, Some(group), crowd.profile.as_deref(), origin);
        }
    }

    fn arrivals(&mut self, arrivals: &Arrivals) {
        let entrances: Vec<(ExitIndex, f64)> = arrivals
            .entrances
            .iter()
            .filter_map(|e| Some((self.world.exit_named(&e.entrance)?, e.share)))
            .collect();
        if entrances.is_empty() {
            return;
        }
        self.in_groups(arrivals.count, |draw, leader, group| {
            let mut stream = Stream::new(draw.seed, Purpose::Arrival, u64::from(leader));
            let at_s = arrival_time(&arrivals.curve, stream.unit());
            let entrance = entrances[stream.pick(entrances.iter().map(|e| e.1))].0;
            let origin = Origin::Arrives { entrance, at_s };
            draw.add(leader, group, arrivals.profile.as_deref(), origin);
        });
    }

    fn add(&mut self, leader: u32, group: Option<u32>, profile: Option<&str>, origin: Origin) {
        let profiles = &self.scenario.visitors.profiles;
        let id = self.visitors.len() as u64;
        let mut stream = Stream::new(self.seed, Purpose::Person, id);
        let drawn = stream.pick(profiles.iter().map(|p| p.share));
        let profile = profile
            .and_then(|name| profiles.iter().position(|p| p.id == name))
            .unwrap_or(drawn);
        let (free_speed, radius, mobility) = match profiles.get(profile) {
            Some(p) => (
                p.free_speed.sample(&mut stream),
                p.radius.sample(&mut stream),
                p.mobility,
            ),
            None => default_person(&mut stream),
        };
        let share = profiles.get(profile).map_or(0.0, |p| p.knows_exits);
        let mut knowing = Stream::with_part(self.seed, Purpose::Knowing, id, 2);
        let assisted = profiles.get(profile).map_or(0.0, |p| p.assisted);
        let mut needing = Stream::with_part(self.seed, Purpose::Person, id, 1);
        self.visitors.push(Visitor {
            knows_exits: knowing.unit() < share,
            assisted: assisted > 0.0 && needing.unit() < assisted,
            profile: profile as u16,
            leader,
            free_speed: free_speed.max(0.05),
            radius: radius.clamp(0.05, 0.6),
            mobility,
            origin,
            leaves_s: departure_time(self.scenario, self.seed, leader),
        });
        self.groups.push(group);
    }
}

/// A person of a document without profiles.
fn default_person(stream: &mut Stream) -> (f64, f64, Mobility) {
    use crate::model::visitors::defaults;
    (
        defaults::free_speed().sample(stream),
        defaults::radius().sample(stream),
        Mobility::Feet,
    )
}

/// The time of day by which the share `u` of all has come \[s\].
pub(crate) fn arrival_time(curve: &Curve, u: f64) -> f64 {
    match curve {
        Curve::Uniform { from, until } => from.seconds() + u * (until.seconds() - from.seconds()),
        Curve::Triangular { from, peak, until } => {
            let (a, c, b) = (from.seconds(), peak.seconds(), until.seconds());
            let width = b - a;
            if width <= 0.0 {
                a
            } else if u * width < c - a {
                a + (u * width * (c - a)).sqrt()
            } else {
                b - ((1.0 - u) * width * (b - c)).sqrt()
            }
        }
        Curve::Cumulative(points) => cumulative_time(points, u),
    }
}

fn cumulative_time(points: &[(Time, f64)], u: f64) -> f64 {
    for pair in points.windows(2) {
        let ((t0, s0), (t1, s1)) = (pair[0], pair[1]);
        if u <= s1 && s1 > s0 {
            let share = ((u - s0) / (s1 - s0)).clamp(0.0, 1.0);
            return t0.seconds() + share * (t1.seconds() - t0.seconds());
        }
    }
    points.last().map_or(0.0, |point| point.0.seconds())
}

/// When a group leaves by itself; time of day \[s\].
fn departure_time(scenario: &Scenario, seed: u64, leader: u32) -> f64 {
    let visitors = &scenario.visitors;
    let mut stream = Stream::new(seed, Purpose::Programme, u64::from(leader));
    if visitors.departures.is_empty() {
        return visitors
            .programme
            .last()
            .map_or(f64::INFINITY, |item| item.end.seconds());
    }
    let index = stream.pick(visitors.departures.iter().map(|d| d.share));
    let departure = visitors.departures[index];
    stream.uniform(departure.start.seconds(), departure.end.seconds())
}

/// Profile of a visitor, if the document has profiles.
pub(crate) fn profile<'a>(scenario: &'a Scenario, visitor: &Visitor) -> Option<&'a Profile> {
    scenario.visitors.profiles.get(usize::from(visitor.profile))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn crowds_that_name_the_same_group_are_one() {
        let scenario = crate::sim::tests::scenario(
            r#"(format: 1, name: "groups",
            venue: (places: [(id: "room", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)])]),
            visitors: (
                profiles: [(id: "brisk", share: 0.5), (id: "slow", share: 0.5)],
                present: [
                    (place: "room", count: 4, profile: "brisk", group: "five"),
                    (place: "room", count: 2),
                    (place: "room", count: 1, profile: "slow", group: "five"),
                    (place: "room", count: 3, group: "three"),
                ],
            ),
            run: (end: 10),
            )"#,
        );
        let world = World::compile(Arc::new(scenario)).expect("the venue is sound");
        let drawn = Population::draw(&world, 1, 0.0);
        let groups: Vec<Option<u32>> = drawn.roster.people.iter().map(|p| p.group).collect();
        let (five, three) = (Some(0), Some(1));
        let alone = [None, None];
        assert_eq!(groups[..4], [five; 4]);
        assert_eq!(groups[4..6], alone);
        assert_eq!(groups[6..], [five, three, three, three]);
        let leaders: Vec<u32> = drawn.visitors.iter().map(|v| v.leader).collect();
        assert_eq!(leaders, [0, 0, 0, 0, 4, 5, 0, 7, 7, 7]);
        assert_eq!(drawn.visitors[6].profile, 1);
    }

    #[test]
    fn a_triangular_curve_has_its_peak_where_it_says() {
        let curve = Curve::Triangular {
            from: Time(27_000.0),
            peak: Time(33_600.0),
            until: Time(37_800.0),
        };
        assert_eq!(arrival_time(&curve, 0.0), 27_000.0);
        assert_eq!(arrival_time(&curve, 1.0), 37_800.0);
        // By the peak the share (peak − from) / (until − from) has come.
        let share = 6_600.0 / 10_800.0;
        assert!((arrival_time(&curve, share) - 33_600.0).abs() < 1e-6);
    }

    #[test]
    fn a_cumulative_curve_is_linear_between_its_points() {
        let curve = Curve::Cumulative(vec![(Time(0.0), 0.0), (Time(10.0), 0.5), (Time(30.0), 1.0)]);
        assert_eq!(arrival_time(&curve, 0.25), 5.0);
        assert_eq!(arrival_time(&curve, 0.75), 20.0);
    }
}

//! Who sees, hears and reaches what, without simulating anybody: what a
//! planner can know of posts, cameras and loudspeakers before the first run.
//!
//! In: a world and, if wanted, a plan, whose units stand where it sends them
//! and whose gates are as it orders. Out: a [`Coverage`], plain data. Nobody is
//! hidden behind people, shifts are not looked at, and all orders of a plan
//! count as given at once.

mod needs;
mod reach;
mod sample;

use crate::base::Vec2;
use crate::base::parallel::ordered_map;
use crate::model::{Id, Plan, Role, Station, Unit};

pub use needs::{Need, Work};
use sample::Samples;

use super::network::inside_of;
use super::{CellIndex, Spot, World};

/// A patrol is taken to look round from spots of its cells that are so far from
/// each other \[m\], besides their middles and their ends.
const ROUND_M: f64 = 20.0;

/// What is seen, heard and reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The plan under which units stand where they do; none for the posts of
    /// the document.
    pub plan: Option<Id>,
    /// How far staff are taken to see \[m\].
    pub sight_m: f64,
    /// How fast staff walk on the level [m/s].
    pub walking_m_s: f64,
    /// Width of a line that one person holds \[m\].
    pub held_by_one_m: f64,
    /// Roles that somebody has, in the order of the document.
    pub roles: Vec<Role>,
    /// Cells, in the order of the world.
    pub cells: Vec<CellCover>,
    /// Zones, in the order of the document.
    pub zones: Vec<ZoneCover>,
    /// What the plan takes at once; empty without one.
    pub needs: Vec<Need>,
    /// The sample points, cell by cell, row by row from the south.
    pub points: Vec<CoverPoint>,
    /// Where units stand at posts, in the order of the document.
    pub posts: Vec<Spot>,
}

/// How a cell is covered. Shares are of its walkable area, 0 to 1; none if no
/// sample point fell into it.
#[derive(Clone, Debug, PartialEq)]
pub struct CellCover {
    /// Id of the cell.
    pub id: Id,
    /// Share that units at posts see.
    pub from_posts: Option<f64>,
    /// Further share that only patrols see, as they come by.
    pub on_patrol: Option<f64>,
    /// Share that cameras cover.
    pub filmed: Option<f64>,
    /// Share where a loudspeaker is heard.
    pub heard: Option<f64>,
    /// Time in which the nearest unit of each role reaches the middle \[min\],
    /// as [`Coverage::roles`]; none where no way leads.
    pub minutes: Vec<Option<f64>>,
}

/// Who is in a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneCover {
    /// Id of the zone.
    pub id: Id,
    /// Units that stand in it or whose round leads through it.
    pub units: u32,
    /// Their head-count.
    pub people: u32,
}

/// A sample point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverPoint {
    /// Its cell.
    pub cell: CellIndex,
    /// Where it is \[m\].
    pub at: Vec2,
    /// Sides of the rectangle it stands for, east and north \[m\].
    pub side: Vec2,
    /// Whether a unit at a post sees it.
    pub from_post: bool,
    /// Whether only a patrol does.
    pub on_patrol: bool,
    /// Whether a camera covers it.
    pub filmed: bool,
    /// Whether a loudspeaker is heard there.
    pub heard: bool,
}

impl Coverage {
    /// The coverage of a world, under one of its plans if one is given.
    #[must_use]
    pub fn of(world: &World, plan: Option<&Plan>) -> Self {
        let on_duty = OnDuty { world, plan };
        let indices: Vec<CellIndex> = (0..world.cells.len())
            .map(|cell| CellIndex(cell as u16))
            .collect();
        let samples = ordered_map(&indices, |&cell| Samples::of(world, cell));
        let sight_m = world.scenario.parameters.wayfinding.sight_m;
        let posts = on_duty.posts();
        let watch = Watch {
            world,
            sight_m,
            rounds: on_duty.rounds(&samples),
            posts: &posts,
        };
        let spots: Vec<(Spot, Vec2)> = indices
            .iter()
            .zip(&samples)
            .flat_map(|(&cell, of)| {
                of.points
                    .iter()
                    .map(move |&at| (Spot::new(cell, at), of.side))
            })
            .collect();
        let points = ordered_map(&spots, |&(spot, side)| watch.point(spot, side));
        let middles: Vec<Option<Vec2>> = samples.iter().map(|of| of.middle).collect();
        let (roles, minutes) = reach::minutes(&on_duty, &middles);
        Self {
            plan: plan.map(|plan| plan.id.clone()),
            sight_m,
            walking_m_s: world.scenario.parameters.staff.walking_m_s,
            held_by_one_m: world.scenario.parameters.staff.held_by_one_m,
            cells: cells(world, &points, minutes),
            roles,
            zones: on_duty.zones(),
            needs: plan.map_or_else(Vec::new, |plan| needs::needs(world, plan)),
            points,
            posts,
        }
    }

    /// Zones in which nobody stands or patrols, by id.
    pub fn empty_zones(&self) -> impl Iterator<Item = &str> {
        let empty = self.zones.iter().filter(|zone| zone.units == 0);
        empty.map(|zone| zone.id.as_str())
    }
}

/// Shares of each cell; `points` stand in the order of cells.
fn cells(world: &World, points: &[CoverPoint], minutes: Vec<Vec<Option<f64>>>) -> Vec<CellCover> {
    let mut rest = points;
    world
        .cells
        .iter()
        .zip(minutes)
        .enumerate()
        .map(|(index, (cell, minutes))| {
            let count = rest.partition_point(|point| point.cell.at() <= index);
            let (here, after) = rest.split_at(count);
            rest = after;
            let share = |holds: fn(&CoverPoint) -> bool| {
                let counted = here.iter().filter(|point| holds(point)).count();
                (!here.is_empty()).then(|| counted as f64 / here.len() as f64)
            };
            CellCover {
                id: cell.id.clone(),
                from_posts: share(|point| point.from_post),
                on_patrol: share(|point| point.on_patrol),
                filmed: share(|point| point.filmed),
                heard: share(|point| point.heard),
                minutes,
            }
        })
        .collect()
}

/// Units where they stand, under a plan if there is one.
struct OnDuty<'a> {
    world: &'a World,
    plan: Option<&'a Plan>,
}

impl<'a> OnDuty<'a> {
    /// Units with their stations; a unit of nobody stands nowhere.
    fn units(&self) -> impl Iterator<Item = (&'a Unit, &'a Station)> + use<'a> {
        let moves = self.plan.map_or(&[][..], |plan| &plan.staff);
        let units = self.world.scenario.staff.units.iter();
        units.filter(|unit| unit.count > 0).map(move |unit| {
            let moved = moves.iter().find(|order| order.unit == unit.id);
            (unit, moved.map_or(&unit.station, |order| &order.to))
        })
    }

    /// The cells a station lies in.
    fn cells(&self, station: &Station) -> Vec<CellIndex> {
        let named = |id: &Id| self.world.cell_named(id);
        match station {
            Station::At { cell, .. } => named(cell).into_iter().collect(),
            Station::Patrol { route, .. } => route.iter().filter_map(named).collect(),
        }
    }

    fn posts(&self) -> Vec<Spot> {
        self.units()
            .filter_map(|(_, station)| match station {
                Station::At { cell, position } => self.world.spot(cell, *position),
                Station::Patrol { .. } => None,
            })
            .collect()
    }

    /// From where patrols look round.
    fn rounds(&self, samples: &[Samples]) -> Vec<Spot> {
        let mut cells: Vec<CellIndex> = self
            .units()
            .filter(|(_, station)| matches!(station, Station::Patrol { .. }))
            .flat_map(|(_, station)| self.cells(station))
            .collect();
        cells.sort_unstable();
        cells.dedup();
        let round = |cell: CellIndex| self.round(cell, &samples[cell.at()]);
        cells.into_iter().flat_map(round).collect()
    }

    /// Spots of a round through a cell: its middle, inside each of its portals,
    /// and wherever none of these is near.
    fn round(&self, cell: CellIndex, samples: &Samples) -> Vec<Spot> {
        let inside = self.world.cell(cell);
        let ends = inside
            .portals
            .iter()
            .map(|&portal| inside_of(self.world, cell, portal))
            .filter(|&at| inside.contains(at));
        let mut round: Vec<Vec2> = samples.middle.into_iter().chain(ends).collect();
        for &at in &samples.points {
            if round.iter().all(|other| other.distance(at) >= ROUND_M) {
                round.push(at);
            }
        }
        round.into_iter().map(|at| Spot::new(cell, at)).collect()
    }

    fn zones(&self) -> Vec<ZoneCover> {
        let zones = self.world.scenario.venue.zones.iter();
        zones
            .map(|zone| {
                let mut cover = ZoneCover {
                    id: zone.id.clone(),
                    units: 0,
                    people: 0,
                };
                for (unit, station) in self.units() {
                    let cells = self.cells(station);
                    let mut ids = cells.iter().map(|&cell| &self.world.cell(cell).id);
                    if ids.any(|id| zone.cells.contains(id)) {
                        cover.units += 1;
                        cover.people += unit.count;
                    }
                }
                cover
            })
            .collect()
    }
}

/// Everybody and everything that watches and speaks.
struct Watch<'a> {
    world: &'a World,
    sight_m: f64,
    posts: &'a [Spot],
    rounds: Vec<Spot>,
}

impl Watch<'_> {
    fn point(&self, spot: Spot, side: Vec2) -> CoverPoint {
        let staff = &self.world.scenario.staff;
        let from_post = self.seen_from(self.posts, spot);
        CoverPoint {
            cell: spot.cell,
            at: spot.at,
            side,
            from_post,
            on_patrol: !from_post && self.seen_from(&self.rounds, spot),
            filmed: staff.cameras.iter().any(|c| self.world.films(c, spot)),
            heard: staff.loudspeakers.iter().any(|l| self.world.hears(l, spot)),
        }
    }

    fn seen_from(&self, eyes: &[Spot], spot: Spot) -> bool {
        let near = |eye: &Spot| eye.at.distance(spot.at) <= self.sight_m;
        eyes.iter()
            .any(|eye| near(eye) && self.world.sees(*eye, spot))
    }
}

//! Areas that people keep out of: a fire and its smoke, what is cordoned off.

use std::sync::Arc;

use crate::base::{Segment, Vec2};
use crate::model::IncidentKind;
use crate::world::{Cell, CellIndex, PortalIndex, Spot};

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site};

/// Who is inside an area makes for a spot this far beyond its edge \[m\].
const BEYOND_M: f64 = 3.0;
/// People who turn back on a path make for a point so far before its end \[m\].
const INSIDE_M: f64 = 0.3;
/// Who is this near to that point goes straight out \[m\].
const AT_END_M: f64 = 2.0;
/// People keep so far off an area's edge \[m\].
const KEEPS_OFF_M: f64 = 1.0;

/// A circle in a cell that visitors keep out of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area {
    /// The cell.
    pub(crate) cell: CellIndex,
    /// Its centre \[m\].
    pub(crate) at: Vec2,
    /// Its radius \[m\].
    pub(crate) radius: f64,
    /// If it lies across a path from wall to wall: the path.
    pub(crate) across: Option<Across>,
}

/// A path across which an area lies.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Across {
    /// Its centre line \[m\].
    line: Arc<[Vec2]>,
    /// How far along it the area lies \[m\].
    along_m: f64,
    /// Points just inside its ends \[m\], with the unit vectors that lead out there.
    ends: [(Vec2, Vec2); 2],
}

impl Across {
    /// The end of the path on whose side of the area somebody is.
    fn end_on_side_of(&self, p: Vec2) -> (Vec2, Vec2) {
        self.ends[usize::from(along(&self.line, p) > self.along_m)]
    }
}

/// How far along a line the point of it lies that is nearest to another \[m\].
fn along(line: &[Vec2], p: Vec2) -> f64 {
    let (mut done_m, mut best) = (0.0, (f64::INFINITY, 0.0));
    for pair in line.windows(2) {
        let part = Segment::new(pair[0], pair[1]);
        let nearest = part.nearest_point(p);
        let off = nearest.distance(p);
        if off < best.0 {
            best = (off, done_m + part.a.distance(nearest));
        }
        done_m += part.length();
    }
    best.1
}

impl Area {
    /// A way as somebody at a point of a cell takes it who keeps out of the area:
    /// along its edge where it would lead in, straight out from inside, back where
    /// it lies across the path.
    pub(crate) fn keep_out(&self, index: CellIndex, cell: &Cell, p: Vec2, way: Vec2) -> Vec2 {
        if index != self.cell || way == Vec2::ZERO {
            return way;
        }
        if let Some(across) = &self.across {
            let (end, out) = across.end_on_side_of(p);
            let back = if p.distance(end) < AT_END_M {
                out
            } else {
                cell.heading_to(p, end)
            };
            return if way.dot(back) < 0.0 { back } else { way };
        }
        let off = p - self.at;
        let distance = off.length();
        if distance >= self.radius + KEEPS_OFF_M {
            return way;
        }
        let out = if distance > 1e-6 {
            off * (1.0 / distance)
        } else {
            -way
        };
        if distance < self.radius {
            // Between it and a wall they take their own way.
            return if cell.contains(p + out) { out } else { way };
        }
        let inward = -way.dot(out);
        if inward <= 0.0 {
            return way;
        }
        let along = way + out * inward;
        if along.length() > 1e-3 {
            along.normalized()
        } else {
            // Straight at its middle: to the left.
            out.left()
        }
    }

    /// Whether a spot is in it.
    fn holds(&self, spot: Spot) -> bool {
        spot.cell == self.cell && spot.at.distance(self.at) < self.radius
    }
}

impl Simulation {
    /// The areas of the moment, and the openings they cover; who stands in one
    /// leaves it.
    pub(super) fn keep_areas(&mut self) {
        let now = self.t_s();
        self.areas = (self.open_cases())
            .filter_map(|number| {
                let case = &self.cases[number];
                let area = self.area_of(case.spot, case.radius(now));
                let shut = match case.kind {
                    IncidentKind::Fire { .. } => true,
                    // Nobody keeps off what nobody has cordoned off.
                    IncidentKind::SuspiciousObject { .. } => case.book.on_scene_s.is_some(),
                    _ => false,
                };
                (shut && area.radius > 0.0).then_some(area)
            })
            .collect();
        let blocked = self.blocked_portals();
        let mut crossed: Vec<CellIndex> = (self.areas.iter())
            .filter(|area| area.across.is_some())
            .map(|area| area.cell)
            .collect();
        crossed.sort_unstable();
        crossed.dedup();
        if blocked != self.ways.now.blocked || crossed != self.ways.now.crossed {
            self.ways.set_blocked(blocked, crossed);
            self.prepare_gate();
        }
        self.clear_areas();
    }

    /// The area of an incident. In a path it lies across if it reaches the farther
    /// wall.
    fn area_of(&self, spot: Spot, radius: f64) -> Area {
        let cell = self.world.cell(spot.cell);
        let across = (cell.width_m)
            .is_some_and(|width_m| radius >= width_m - cell.to_wall(spot.at).min(width_m));
        // Just inside: from the line itself nothing leads on.
        let middle = |portals: &Vec<PortalIndex>| {
            let line = self.world.portal(*portals.first()?).line;
            let across = (line.b - line.a).left().normalized() * INSIDE_M;
            let sides = [line.midpoint() + across, line.midpoint() - across];
            let inside = sides.into_iter().find(|&p| cell.contains(p))?;
            Some((inside, (line.midpoint() - inside).normalized()))
        };
        let ends = (cell.ends.as_ref())
            .filter(|_| across)
            .and_then(|[first, last]| Some([middle(first)?, middle(last)?]));
        let paths = &self.world.scenario.venue.paths;
        let path = paths.iter().find(|path| path.id == cell.id);
        let across = ends.zip(path).map(|(ends, path)| {
            let line: Arc<[Vec2]> = path.line.iter().map(|p| Vec2::new(p.0, p.1)).collect();
            Across {
                along_m: along(&line, spot.at),
                line,
                ends,
            }
        });
        Area {
            cell: spot.cell,
            at: spot.at,
            radius,
            across,
        }
    }

    /// Openings that an area covers, with those on which what lies there leaves too
    /// little width.
    fn blocked_portals(&self) -> Vec<PortalIndex> {
        let mut blocked: Vec<PortalIndex> = self.shut_paths.clone();
        for area in &self.areas {
            for &index in &self.world.cell(area.cell).portals {
                let line = self.world.portal(index).line;
                let covered = [line.a, line.midpoint(), line.b]
                    .iter()
                    .all(|p| p.distance(area.at) < area.radius);
                if covered {
                    blocked.push(index);
                }
            }
        }
        blocked.sort_unstable();
        blocked.dedup();
        blocked
    }

    /// Visitors who stand in an area leave it; how many visitors are in a fire is
    /// recorded.
    fn clear_areas(&mut self) {
        let areas = self.areas.clone();
        if areas.is_empty() {
            return;
        }
        let mut exposed = 0;
        for position in 0..self.active.len() {
            let id = self.active[position];
            let here = self.whereabouts(id);
            let Some(area) = areas.iter().find(|area| area.holds(here)) else {
                continue;
            };
            // Who has come to deal with it is not counted.
            exposed += u32::from(self.is_visitor(id) && self.is_in_fire(here));
            let stands = matches!(
                self.minds[id as usize].activity,
                Activity::Staying | Activity::Settling
            );
            if self.is_visitor(id) && stands {
                self.step_out(id, area);
            }
        }
        if exposed > 0 {
            self.tell(EventKind::Exposed, None, Site::None, f64::from(exposed));
        }
    }

    fn is_in_fire(&self, spot: Spot) -> bool {
        let now = self.t_s();
        self.open_cases().any(|number| {
            let case = &self.cases[number];
            matches!(case.kind, IncidentKind::Fire { .. })
                && case.spot.cell == spot.cell
                && case.spot.at.distance(spot.at) < case.radius(now)
        })
    }

    /// Somebody makes for a spot outside an area: straight out, or where else in
    /// the cell there is one.
    fn step_out(&mut self, id: u32, area: &Area) {
        let here = self.whereabouts(id);
        let cell = self.world.cell(here.cell);
        let off = here.at - area.at;
        let out = if off.length() > 1e-6 {
            off.normalized()
        } else {
            Vec2::new(1.0, 0.0)
        };
        let turns = [0.0, 0.6, -0.6, 1.2, -1.2, 2.0, -2.0, 3.1];
        let spot = turns.iter().find_map(|&angle: &f64| {
            let (sin, cos) = (crate::base::math::sin(angle), crate::base::math::cos(angle));
            let way = Vec2::new(out.x * cos - out.y * sin, out.x * sin + out.y * cos);
            let to = area.at + way * (area.radius + BEYOND_M);
            (cell.is_free(to)).then_some(to)
        });
        if let Some(spot) = spot
            && self.minds[id as usize].spot.distance(area.at) < area.radius + KEEPS_OFF_M
        {
            self.set_out_for(id, spot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::scenario;
    use super::*;
    use crate::world::World;

    #[test]
    fn a_way_leads_round_an_area_and_out_of_it() {
        let document = scenario(
            r#"(format: 1, name: "field",
            venue: (places: [(id: "field", polygon: [(-20, -20), (20, -20), (20, 20), (-20, 20)])],
                exits: [(id: "out", cell: "field", line: ((20, -5), (20, 5)))]))"#,
        );
        let world = World::compile(std::sync::Arc::new(document)).expect("it is sound");
        let cell = &world.cells[0];
        let area = Area {
            cell: CellIndex(0),
            at: Vec2::ZERO,
            radius: 5.0,
            across: None,
        };
        let east = Vec2::new(1.0, 0.0);
        let way = |p: Vec2| area.keep_out(CellIndex(0), cell, p, east);
        // Far off, elsewhere, or on the way out nothing changes.
        assert_eq!(way(Vec2::new(-9.0, 0.0)), east);
        assert_eq!(
            area.keep_out(CellIndex(1), cell, Vec2::new(-5.5, 0.0), east),
            east
        );
        assert_eq!(way(Vec2::new(5.5, 0.0)), east);
        // At its edge the way goes along it, on the side where it leads on.
        let p = Vec2::new(-4.0, 4.0);
        assert!(way(p).dot(p).abs() < 1e-9 && way(p).x > 0.0, "{:?}", way(p));
        // Straight at the middle is round it too.
        assert!(way(Vec2::new(-5.5, 0.0)).x.abs() < 1e-9);
        // From inside it leads out.
        assert_eq!(way(Vec2::new(-1.0, 0.0)), -east);
        // Across a path that turns back on itself people go back to the end from
        // which they came, near as the other may be.
        let (first, last) = (Vec2::new(-19.0, -3.0), Vec2::new(-19.0, 3.0));
        let across = Area {
            at: Vec2::new(0.0, 3.0),
            across: Some(Across {
                line: [first, Vec2::new(19.0, -3.0), Vec2::new(19.0, 3.0), last].into(),
                along_m: 63.0,
                ends: [(first, -east), (last, -east)],
            }),
            ..area
        };
        let toward = |p: Vec2, way: Vec2| across.keep_out(CellIndex(0), cell, p, way);
        let back = toward(Vec2::new(10.0, -3.0), east);
        assert!(back.x < -0.9, "{back:?}");
        assert_eq!(toward(Vec2::new(-10.0, 3.0), -east), -east);
        let back = toward(Vec2::new(-10.0, 3.0), east);
        assert!(back.x < -0.9, "{back:?}");
    }
}

//! Areas that people keep out of: a fire and its smoke, what is cordoned off.

use crate::base::Vec2;
use crate::model::IncidentKind;
use crate::world::{CellIndex, PortalIndex, Spot};

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site};

/// Who is inside an area makes for a spot this far beyond its edge \[m\].
const BEYOND_M: f64 = 3.0;
/// People keep so far off an area's edge \[m\].
const KEEPS_OFF_M: f64 = 1.0;

/// A circle in a cell that visitors keep out of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    /// The cell.
    pub(crate) cell: CellIndex,
    /// Its centre \[m\].
    pub(crate) at: Vec2,
    /// Its radius \[m\].
    pub(crate) radius: f64,
}

impl Area {
    /// A way as somebody at a point takes it who keeps out of the area: along its
    /// edge where it would lead in, straight out from inside.
    pub(crate) fn keep_out(&self, cell: CellIndex, p: Vec2, way: Vec2) -> Vec2 {
        let off = p - self.at;
        let distance = off.length();
        if cell != self.cell || distance >= self.radius + KEEPS_OFF_M || way == Vec2::ZERO {
            return way;
        }
        let out = if distance > 1e-6 {
            off * (1.0 / distance)
        } else {
            -way
        };
        if distance < self.radius {
            return out;
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
                let area = Area {
                    cell: case.spot.cell,
                    at: case.spot.at,
                    radius: case.radius(now),
                };
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
        if blocked != self.ways.now.blocked {
            self.ways.set_blocked(blocked);
            self.prepare_gate();
        }
        self.clear_areas();
    }

    /// Openings that an area covers, and those by which a path is entered that it
    /// covers from wall to wall, with those on which too little width is left.
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

    /// Visitors who stand in an area leave it; how many are in a fire is recorded.
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
            exposed += u32::from(self.is_in_fire(here));
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
    use super::*;

    #[test]
    fn a_way_leads_round_an_area_and_out_of_it() {
        let area = Area {
            cell: CellIndex(0),
            at: Vec2::ZERO,
            radius: 5.0,
        };
        let east = Vec2::new(1.0, 0.0);
        // Far off, elsewhere, or on the way out nothing changes.
        assert_eq!(
            area.keep_out(CellIndex(0), Vec2::new(-9.0, 0.0), east),
            east
        );
        assert_eq!(
            area.keep_out(CellIndex(1), Vec2::new(-5.5, 0.0), east),
            east
        );
        assert_eq!(area.keep_out(CellIndex(0), Vec2::new(5.5, 0.0), east), east);
        // At its edge the way goes along it, on the side where it leads on.
        let p = Vec2::new(-4.0, 4.0);
        let way = area.keep_out(CellIndex(0), p, east);
        assert!(way.dot(p).abs() < 1e-9 && way.x > 0.0, "{way:?}");
        // Straight at the middle is round it too.
        let way = area.keep_out(CellIndex(0), Vec2::new(-5.5, 0.0), east);
        assert!(way.x.abs() < 1e-9);
        // From inside it leads out.
        let way = area.keep_out(CellIndex(0), Vec2::new(-1.0, 0.0), east);
        assert_eq!(way, -east);
    }
}

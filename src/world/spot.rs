//! Points in cells, and what is seen and heard of them from elsewhere.

use crate::base::{Segment, Vec2, math};
use crate::model::staff::{Camera, Loudspeaker};

use super::{CellIndex, PortalIndex, Side, World};

/// Nobody sees through more openings in a row than this (assumption: beyond,
/// something always stands in the way).
const MOST_OPENINGS: usize = 6;
/// How far beyond an opening a line of sight goes on \[m\].
const BEYOND_M: f64 = 0.02;

/// A point in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The cell.
    pub cell: CellIndex,
    /// Where in it \[m\].
    pub at: Vec2,
}

impl Spot {
    /// A point in a cell.
    #[must_use]
    pub fn new(cell: CellIndex, at: Vec2) -> Self {
        Self { cell, at }
    }
}

impl World {
    /// The spot a document names by a cell and a point; none if the cell does
    /// not exist or the point is not in it.
    #[must_use]
    pub fn spot(&self, cell: &str, at: (f64, f64)) -> Option<Spot> {
        let spot = Spot::new(self.cell_named(cell)?, at.into());
        self.cell(spot.cell).contains(spot.at).then_some(spot)
    }

    /// Whether a straight line joins two spots, inside cells and through
    /// openings between them. Walls, obstacles and barriers block it, gates do
    /// not; heights and people are not looked at.
    #[must_use]
    pub fn sees(&self, from: Spot, to: Spot) -> bool {
        self.sees_through(from, to, None, MOST_OPENINGS)
    }

    fn sees_through(
        &self,
        from: Spot,
        to: Spot,
        came_by: Option<PortalIndex>,
        openings: usize,
    ) -> bool {
        let cell = self.cell(from.cell);
        if from.cell == to.cell && cell.sees(from.at, to.at) {
            return true;
        }
        if openings == 0 {
            return false;
        }
        let line = Segment::new(from.at, to.at);
        let onward = (to.at - from.at).normalized() * BEYOND_M;
        cell.portals.iter().any(|&index| {
            let portal = self.portal(index);
            if Some(index) == came_by || portal.emergency || portal.shift != Vec2::ZERO {
                return false;
            }
            let (Some(Side::Cell(behind)), Some(share)) =
                (portal.behind(from.cell), line.crossing(portal.line))
            else {
                return false;
            };
            let crossing = line.a.lerp(line.b, share);
            let beyond = Spot::new(behind, crossing + onward);
            cell.sees(from.at, crossing - onward)
                && self.sees_through(beyond, to, Some(index), openings - 1)
        })
    }

    /// Whether a loudspeaker is heard at a spot: within its range as the crow
    /// flies, on its sheet. Sound goes round walls (assumption).
    #[must_use]
    pub fn hears(&self, speaker: &Loudspeaker, at: Spot) -> bool {
        let Some(from) = self.cell_named(&speaker.cell) else {
            return false;
        };
        if self.cell(from).sheet != self.cell(at.cell).sheet {
            return false;
        }
        let stands: Vec2 = speaker.position.into();
        let rise = self.cell(from).elevation(stands) - self.cell(at.cell).elevation(at.at);
        let range = speaker.range_m;
        (stands - at.at).length_squared() + rise * rise <= range * range
    }

    /// Whether a camera covers a spot: within its range and field of view, with
    /// a line of sight.
    #[must_use]
    pub fn films(&self, camera: &Camera, at: Spot) -> bool {
        let Some(from) = self.cell_named(&camera.cell) else {
            return false;
        };
        let from = Spot::new(from, camera.position.into());
        let way = at.at - from.at;
        if way.length() > camera.range_m {
            return false;
        }
        let bearing = camera.bearing_deg.to_radians();
        let ahead = Vec2::new(math::sin(bearing), math::cos(bearing));
        let half = 0.5 * camera.field_of_view_deg.to_radians();
        let wide = half >= std::f64::consts::PI;
        let within = wide || way.normalized().dot(ahead) >= math::cos(half) - 1e-9;
        within && self.sees(from, at)
    }
}

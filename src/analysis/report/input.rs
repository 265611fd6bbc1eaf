//! What the report is made from: plain, owned data that whoever ran or read
//! the run fills in. Positions are in whole millimetres and times in seconds
//! from the start of the run, as in recordings.

use std::sync::Arc;

use crate::analysis::metrics::Metrics;
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::{Direction, GateState, Role, Scenario, Surface, Time};
use crate::sim::{OwnedFrame, Roster, State};
use crate::world::capacity::CapacityRow;
use crate::world::coverage::Coverage;

/// Everything the report of one run shows.
#[derive(Clone, Debug)]
pub struct ReportInput {
    /// Who made what, when, with which version.
    pub about: About,
    /// The document the run was made from, with the edits of the command line
    /// applied.
    pub scenario: Arc<Scenario>,
    /// The ground as it was walked on; [`VenueDrawing::of`] takes it from a
    /// compiled world.
    pub venue: VenueDrawing,
    /// The numbers of the run.
    pub metrics: Metrics,
    /// What the observers kept besides.
    pub facts: RunFacts,
    /// Capacities of the places; empty if nobody computed them.
    pub capacity: Vec<CapacityRow>,
    /// What pencil and paper say; none if nobody asked.
    pub hand: Option<HandCheck>,
    /// What is seen, heard and reached; none if nobody asked.
    pub coverage: Option<Coverage>,
    /// Moments that somebody marked, in order of time.
    pub marked: Vec<Marked>,
}

/// A moment that somebody marked while looking at the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// When \[s\].
    pub at_s: f64,
    /// What they said about it.
    pub note: String,
    /// What they saw of the ground \[m\]; none: the whole venue.
    pub seen: Option<Bounds>,
    /// Everyone inside.
    pub people: Vec<Body>,
}

/// Somebody at a marked moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// East \[mm\].
    pub x_mm: i32,
    /// North \[mm\].
    pub y_mm: i32,
    /// Cell.
    pub cell: u16,
    /// State, a number of [`crate::sim::State`].
    pub state: u8,
    /// Role of a member of staff.
    pub role: Option<Role>,
}

impl Body {
    /// Everyone inside at a moment of a run.
    #[must_use]
    pub fn all(moment: &OwnedFrame, roster: &Roster, scenario: &Scenario) -> Vec<Self> {
        let role = |id: u32| {
            let unit = roster.people.get(id as usize)?.unit?;
            Some(scenario.staff.units.get(unit as usize)?.role)
        };
        let rows = (0..moment.id.len()).filter(|row| State::is_inside(moment.state[*row]));
        rows.map(|row| Self {
            x_mm: moment.x_mm[row],
            y_mm: moment.y_mm[row],
            cell: moment.cell[row],
            state: moment.state[row],
            role: role(moment.id[row]),
        })
        .collect()
    }
}

/// The title block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Date of the report as it shall stand there; analysis has no clock.
    pub date: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// Version of Muster.
    pub version: String,
    /// Revision of the engine's arithmetic.
    pub engine_revision: u32,
    /// Fingerprint of the scenario.
    pub scenario_hash: String,
    /// Time of day at which the run started.
    pub start: Time,
    /// Simulated time \[s\].
    pub ran_s: f64,
    /// Whether somebody stopped the run before its end.
    pub interrupted: bool,
}

/// What the observers of a run keep for the report. All lists over cells,
/// gates and exits follow the order of the world; a list that nobody kept is
/// empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunFacts {
    /// The moment of the greatest density that lasted.
    pub densest: Option<Moment>,
    /// Distance between neighbouring sample points of density \[m\].
    pub sample_spacing_m: f64,
    /// The greatest lasting density at each sample point.
    pub max_density: Vec<DensityPoint>,
    /// Times of the series, every ten seconds \[s\].
    pub times_s: Vec<f64>,
    /// Visitors inside at those times.
    pub inside: Vec<u32>,
    /// People in each cell: one series a cell.
    pub occupancy: Vec<Vec<u32>>,
    /// People queueing at each gate: one series a gate.
    pub queue: Vec<Vec<u32>>,
    /// People who passed each gate since the sample before: one series a gate.
    pub passed: Vec<Vec<u32>>,
    /// Visitors who left by each exit.
    pub left_by_exit: Vec<u32>,
    /// Stuck persons counted in each cell.
    pub stuck_by_cell: Vec<u32>,
    /// Visitors who waited for room at each exit.
    pub spawn_waits_by_exit: Vec<u32>,
    /// What became of gates, in order of time.
    pub gate_changes: Vec<GateChange>,
}

/// Everyone at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// When \[s\].
    pub at_s: f64,
    /// The sample point with the greatest density \[mm\].
    pub spot_mm: (i32, i32),
    /// The cell it lies in.
    pub cell: u16,
    /// The density there [1/m²].
    pub density_per_m2: f64,
    /// Everyone inside.
    pub people: Vec<Dot>,
    /// Density at the sample points at that moment.
    pub density: Vec<DensityPoint>,
}

/// A person at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// East \[mm\].
    pub x_mm: i32,
    /// North \[mm\].
    pub y_mm: i32,
    /// Cell.
    pub cell: u16,
    /// State, a number of [`crate::sim::State`].
    pub state: u8,
}

/// Density at a sample point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DensityPoint {
    /// East \[mm\].
    pub x_mm: i32,
    /// North \[mm\].
    pub y_mm: i32,
    /// Cell.
    pub cell: u16,
    /// People within 1 m per walkable area there [1/m²].
    pub per_m2: f32,
}

/// A gate changed its state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GateChange {
    /// When \[s\].
    pub at_s: f64,
    /// Which gate.
    pub gate: u16,
    /// Its new state.
    pub state: GateState,
}

/// A hand calculation: people over the flow of the cut that they wait for
/// longest, plus the walk that the wait does not cover. [`HandCheck::of`]
/// reckons it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandCheck {
    /// The ways out, with what each can take.
    pub ways: Vec<WayOut>,
    /// People behind the cut.
    pub people: u32,
    /// What the cut takes [1/min].
    pub cut_per_min: f64,
    /// What the cut consists of, by name.
    pub cut: Vec<String>,
    /// The exits that the people behind it are sent to; empty if they may
    /// take any.
    pub towards: Vec<String>,
    /// Unhindered walk that is not done while others pass the cut \[s\]: that
    /// of the people who reach it first, or what the farthest still have to
    /// walk when the queue is gone.
    pub walk_s: f64,
    /// Free speed of that walk on the level [m/s].
    pub walk_m_per_s: f64,
    /// Rate on the level [people per metre and minute].
    pub level_rate: f64,
    /// Rate on stairs [people per metre and minute].
    pub stair_rate: f64,
}

impl HandCheck {
    /// The clearing time by hand \[s\]; none if somebody has no way out.
    #[must_use]
    pub fn estimate_s(&self) -> Option<f64> {
        if self.people == 0 {
            return Some(self.walk_s);
        }
        (self.cut_per_min > 0.0)
            .then(|| f64::from(self.people) / self.cut_per_min * 60.0 + self.walk_s)
    }
}

/// A way out in the hand calculation.
#[derive(Clone, Debug, PartialEq)]
pub struct WayOut {
    /// Name.
    pub name: String,
    /// Clear width \[m\].
    pub width_m: f64,
    /// Whether it is stepped.
    pub stairs: bool,
    /// What it takes [1/min]; 0 if the plan keeps it shut.
    pub flow_per_min: f64,
    /// Whether the plan lets people use it.
    pub usable: bool,
}

/// The ground, ready to be drawn. Cells are places in the order of the
/// document, then paths, as in the world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VenueDrawing {
    /// Names of the sheets; one at least unless there are no cells.
    pub sheets: Vec<String>,
    /// Places and paths.
    pub cells: Vec<CellShape>,
    /// Open borders between cells, without gates.
    pub gaps: Vec<Gap>,
    /// Gates, in the order of the document.
    pub gates: Vec<GateShape>,
    /// Exits, in the order of the document.
    pub exits: Vec<ExitShape>,
}

/// A place or path.
#[derive(Clone, Debug, PartialEq)]
pub struct CellShape {
    /// Id in the document.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Index of its sheet.
    pub sheet: i8,
    /// Walkable space: rings, the first of each polygon its outside \[m\].
    pub polygons: Vec<Vec<Vec<Vec2>>>,
    /// Walkable area \[m²\].
    pub area_m2: f64,
    /// What one walks on.
    pub surface: Surface,
    /// Centre line with elevations, for paths \[m\].
    pub line: Vec<(Vec2, f64)>,
    /// Clear width, for paths; 0 for places \[m\].
    pub width_m: f64,
    /// Mean elevation \[m\].
    pub z_m: f64,
}

impl CellShape {
    /// Whether it is a path of the document.
    #[must_use]
    pub fn is_path(&self) -> bool {
        !self.line.is_empty()
    }
}

/// An open border between two cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Its line \[m\].
    pub line: (Vec2, Vec2),
    /// Index of the sheet.
    pub sheet: i8,
}

/// A gate.
#[derive(Clone, Debug, PartialEq)]
pub struct GateShape {
    /// Id in the document.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Its line \[m\].
    pub line: (Vec2, Vec2),
    /// Index of the sheet.
    pub sheet: i8,
    /// Clear width by day \[m\].
    pub width_m: f64,
    /// State at the start of the run.
    pub state: GateState,
    /// Allowed direction.
    pub direction: Direction,
}

/// An exit.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitShape {
    /// Id in the document.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Its line \[m\].
    pub line: (Vec2, Vec2),
    /// Unit vector that points out of the world.
    pub outward: Vec2,
    /// Index of the sheet.
    pub sheet: i8,
}

//! The venue: a graph drawn as geometry.

use serde::{Deserialize, Serialize};

use super::{Distribution, Id};

/// A point on the plan, (x, y) \[m\].
pub type Point = (f64, f64);
/// A point with its elevation, (x, y, z) \[m\].
pub type Point3 = (f64, f64, f64);

/// Everything that stands on the ground.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Venue {
    /// Storeys; if empty there is one, `ground`.
    pub sheets: Vec<Sheet>,
    /// Plazas, lawns, terraces, rooms.
    pub places: Vec<Place>,
    /// Streets, stairs, ramps, corridors.
    pub paths: Vec<Path>,
    /// Declared openings between cells that are walled off from each other.
    pub openings: Vec<Opening>,
    /// Lines where passing is controlled.
    pub gates: Vec<Gate>,
    /// Things that take space away.
    pub obstacles: Vec<Obstacle>,
    /// Fences and lines that cannot be crossed.
    pub barriers: Vec<Barrier>,
    /// Where the world ends.
    pub exits: Vec<Exit>,
    /// Where people gather outside the exits.
    pub assembly_points: Vec<AssemblyPoint>,
    /// The responsibility grid.
    pub zones: Vec<Zone>,
}

impl Venue {
    /// Whether an id stands for the first sheet although no sheet has it: an
    /// empty one does, and `ground` where no sheets are listed.
    #[must_use]
    pub fn is_first_sheet(&self, id: &str) -> bool {
        id.is_empty() || (self.sheets.is_empty() && id == "ground")
    }
}

/// A storey. Cells on different sheets may overlap on the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Id, referred to by places and paths.
    pub id: Id,
    /// Name shown to people.
    #[serde(default)]
    pub name: String,
}

/// A walkable polygon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// The sheet it lies on; empty for the first.
    #[serde(default)]
    pub sheet: Id,
    /// Corners in order, either way round, not closed \[m\].
    pub polygon: Vec<Point>,
    /// Elevation \[m\].
    #[serde(default)]
    pub z: f64,
    /// How many people it may hold; none if nobody has said.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Places it is walled off from although they share an edge.
    #[serde(default)]
    pub closed_to: Vec<Id>,
}

/// What one walks on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Surface {
    /// Level ground; a small slope is taken from z.
    #[default]
    Level,
    /// A slope; its grade comes from the elevations.
    Slope,
    /// Stairs: feet only.
    Stairs {
        /// Height of a step \[m\].
        riser: f64,
        /// Depth of a step \[m\].
        tread: f64,
        /// Number of landings between flights.
        landings: u32,
        /// Lanes into which handrails divide the width; 1 without rails
        /// inside.
        channels: u32,
    },
}

/// A way with a centre line and a width.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// The sheet it lies on; empty for the first. A path may join cells of
    /// two sheets: it lies on its own one all along.
    #[serde(default)]
    pub sheet: Id,
    /// Centre line (x, y, z) from `from` to `to` \[m\].
    pub line: Vec<Point3>,
    /// Clear width \[m\].
    pub width: f64,
    /// What one walks on.
    #[serde(default)]
    pub surface: Surface,
    /// The place or path the first point lies on, or none where the path
    /// starts at an exit or at nothing.
    #[serde(default)]
    pub from: Option<Id>,
    /// The place or path the last point lies on, or none.
    #[serde(default)]
    pub to: Option<Id>,
    /// Whether vehicles may use it.
    #[serde(default)]
    pub vehicles: bool,
    /// Width kept free of visitors at the right-hand edge, seen along the
    /// line: a sterile lane for emergency vehicles \[m\].
    #[serde(default)]
    pub sterile_width: f64,
    /// Whether its end leads back to its beginning (test cases only; one
    /// straight piece).
    #[serde(default)]
    pub periodic: bool,
}

/// A gap in the wall between two cells that touch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Id.
    pub id: Id,
    /// The two cells.
    pub between: (Id, Id),
    /// The gap, on their common edge \[m\].
    pub line: (Point, Point),
}

/// Which way a gate lets people through.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Direction {
    /// Both ways.
    #[default]
    Both,
    /// Only from the gate's `from` to its `to`.
    Forward,
    /// Only from the gate's `to` to its `from`.
    Backward,
}

/// What a gate does with those who want through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GateState {
    /// People pass.
    #[default]
    Open,
    /// People wait.
    Held,
    /// People go elsewhere.
    Closed,
}

/// What a gate is without its staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unstaffed {
    /// Everyone passes freely.
    #[default]
    Free,
    /// Nobody passes.
    Closed,
}

/// A service that a lane gives to each person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// People a lane needs.
    pub crew: u32,
    /// Time a person takes \[s\].
    pub time_s: Distribution,
}

/// Lanes of a gate, each a server.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lanes {
    /// How many there are.
    pub count: u32,
    /// Service for those who go from `from` to `to`; none passes freely.
    #[serde(default)]
    pub forward: Option<Service>,
    /// Service for those who go from `to` to `from`; none passes freely.
    #[serde(default)]
    pub backward: Option<Service>,
}

/// Taking lanes away in an emergency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyClearance {
    /// Clear width afterwards \[m\].
    pub width: f64,
    /// Time it takes \[s\].
    pub time_s: f64,
    /// People it takes.
    pub people: u32,
}

/// A line segment across a portal where passing is controlled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// The cell or exit on one side.
    pub from: Id,
    /// The cell or exit on the other side; inwards, where there is an
    /// inwards, so that `forward` is checking in.
    pub to: Id,
    /// Where it stands, on the common edge of the two cells \[m\].
    pub line: (Point, Point),
    /// Clear width by day \[m\]; the length of the line if not given.
    #[serde(default)]
    pub width: Option<f64>,
    /// What it takes to clear it for an emergency.
    #[serde(default)]
    pub emergency: Option<EmergencyClearance>,
    /// Allowed direction.
    #[serde(default)]
    pub direction: Direction,
    /// State at the start.
    #[serde(default)]
    pub state: GateState,
    /// What it is without staff.
    #[serde(default)]
    pub unstaffed: Unstaffed,
    /// Lanes with service; none for a plain gate. Service ends at the alarm.
    #[serde(default)]
    pub lanes: Option<Lanes>,
    /// Most people it lets through, both ways together [1/s].
    #[serde(default)]
    pub flow_cap_per_s: Option<f64>,
}

/// Something solid on a cell: a stage, a stall, a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obstacle {
    /// Id.
    pub id: Id,
    /// Name shown to people.
    #[serde(default)]
    pub name: String,
    /// The place or path it stands on.
    pub on: Id,
    /// Corners in order, not closed \[m\].
    pub polygon: Vec<Point>,
    /// The same thing again in rows and columns: seats, stalls, pillars, trees.
    #[serde(default)]
    pub repeat: Option<Repeat>,
}

/// Rows and columns in which a thing stands again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How many there are from west to east, the first counted.
    pub columns: u32,
    /// How many there are from south to north, the first counted.
    pub rows: u32,
    /// From one column and one row to the next \[m\].
    pub step: Point,
}

impl Obstacle {
    /// The corners of each copy, row by row; of one if it is not repeated.
    pub fn copies(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        let once = Repeat {
            columns: 1,
            rows: 1,
            step: (0.0, 0.0),
        };
        let Repeat {
            columns,
            rows,
            step,
        } = self.repeat.unwrap_or(once);
        (0..rows).flat_map(move |row| {
            (0..columns).map(move |column| {
                let shift = (f64::from(column) * step.0, f64::from(row) * step.1);
                let corners = self.polygon.iter();
                corners.map(|p| (p.0 + shift.0, p.1 + shift.1)).collect()
            })
        })
    }
}

/// A line nobody crosses: a fence, a rope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Barrier {
    /// Id.
    pub id: Id,
    /// Name shown to people.
    #[serde(default)]
    pub name: String,
    /// The place or path it stands on.
    pub on: Id,
    /// Its course \[m\].
    pub line: Vec<Point>,
}

/// What an exit is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExitUse {
    /// People come and go.
    #[default]
    Both,
    /// People only come.
    EntranceOnly,
    /// People only go.
    ExitOnly,
}

/// A line where people leave the world or come into it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// The cell it leads out of.
    pub cell: Id,
    /// The line, on the cell's boundary \[m\].
    pub line: (Point, Point),
    /// What it is used for.
    #[serde(default, rename = "use")]
    pub usage: ExitUse,
    /// Where those who leave by it gather after an alarm.
    #[serde(default)]
    pub assembly: Option<Id>,
}

/// Where people gather outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssemblyPoint {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// How many it holds.
    pub capacity: u32,
}

/// A part of the venue somebody answers for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// Its places and paths.
    pub cells: Vec<Id>,
}

//! What a document may ask for at most. A file beyond these limits is
//! refused, not attempted: they keep memory and time bounded, and a slip of
//! the finger (ten times the people, millimetres for metres) from being run.
//!
//! Ranges are closed: both ends are allowed.

/// A least and a greatest allowed value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
}

impl Range {
    /// The range from `min` to `max`.
    #[must_use]
    pub const fn new(min: f64, max: f64) -> Self {
        Self { min, max }
    }

    /// Whether a number lies in the range; never for one that is not finite.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        value >= self.min && value <= self.max
    }
}

/// Largest file \[bytes\]: 64 MiB.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Most brackets within brackets in a file.
pub const NESTING: usize = 64;
/// Most values in a file: numbers, texts and brackets together.
pub const VALUES: usize = 1_000_000;
/// Most entries of any list.
pub const LIST: usize = 100_000;
/// Most cells (places and paths together), gates, exits or zones: what the
/// world's indices hold.
pub const CELLS: usize = 60_000;
/// Most sheets: recordings hold a sheet in one byte.
pub const SHEETS: usize = 100;
/// Most corners of one polygon or points of one line.
pub const POINTS: usize = 5_000;
/// Most orders given during a run.
pub const ORDERS: usize = 10_000;
/// Most characters of an id.
pub const ID_LENGTH: usize = 64;
/// Most characters of a scenario's name: its run folders are named by it.
pub const NAME_LENGTH: usize = 120;
/// Most visitors in all.
pub const PEOPLE: u64 = 5_000_000;
/// Most people standing on a square metre when a run begins [1/m²]; bodies
/// of the movement model's size still find room.
pub const STANDING_PER_M2: f64 = 7.0;

/// Coordinates \[m\]: within 100 km of the origin.
pub const COORDINATE: Range = Range::new(-100_000.0, 100_000.0);
/// Elevations \[m\].
pub const ELEVATION: Range = Range::new(-1_000.0, 9_000.0);
/// Latitudes \[degrees\].
pub const LATITUDE: Range = Range::new(-90.0, 90.0);
/// Longitudes \[degrees\].
pub const LONGITUDE: Range = Range::new(-180.0, 180.0);
/// Columns or rows of things that stand again and again.
pub const COPIES: Range = Range::new(1.0, 300.0);
/// Widths of paths and gates \[m\].
pub const WIDTH: Range = Range::new(0.0, 1_000.0);
/// Heights of steps \[m\].
pub const RISER: Range = Range::new(0.01, 1.0);
/// Depths of steps \[m\].
pub const TREAD: Range = Range::new(0.01, 5.0);
/// Landings of a stair.
pub const LANDINGS: Range = Range::new(0.0, 1_000.0);
/// Lanes between handrails.
pub const CHANNELS: Range = Range::new(1.0, 100.0);
/// Lanes of a gate.
pub const LANES: Range = Range::new(1.0, 1_000.0);
/// People a lane or a clearance needs; a lane with a machine needs none.
pub const CREW: Range = Range::new(0.0, 1_000.0);
/// Flow caps of gates [1/s].
pub const FLOW_CAP_PER_S: Range = Range::new(0.001, 1_000.0);
/// Flows a plan counts on [1/min].
pub const ASSUMED_FLOW_PER_MIN: Range = Range::new(0.0, 100_000.0);
/// Densities a rule waits for [1/m²]; the checks say which never come.
pub const RULE_DENSITY: Range = Range::new(0.01, 100.0);
/// Shares of a capacity a rule waits for: more people may come than are allowed.
pub const RULE_OCCUPANCY: Range = Range::new(0.01, 10.0);
/// Numbers of people a rule waits for.
pub const RULE_PEOPLE: Range = Range::new(1.0, PEOPLE as f64);
/// Capacities of places and assembly points.
pub const CAPACITY: Range = Range::new(0.0, 10_000_000.0);

/// Shares of a whole.
pub const SHARE: Range = Range::new(0.0, 1.0);
/// How far a sum of shares may be from 1.
pub const SHARE_TOLERANCE: f64 = 0.001;
/// People in a group.
pub const GROUP: Range = Range::new(1.0, 100.0);
/// Walking speeds [m/s].
pub const SPEED: Range = Range::new(0.05, 5.0);
/// Body radii \[m\].
pub const RADIUS: Range = Range::new(0.05, 0.6);
/// Speed on stairs over level speed.
pub const STAIR_FACTOR: Range = Range::new(0.1, 1.5);
/// Durations \[s\]: up to two days.
pub const DURATION: Range = Range::new(0.0, 172_800.0);
/// How long people stay at a place before they go on \[s\].
pub const DWELL: Range = Range::new(30.0, 172_800.0);
/// Service times \[s\]: up to an hour a person.
pub const SERVICE: Range = Range::new(0.0, 3_600.0);
/// Times of day [s since midnight]: up to the end of the second day.
pub const TIME: Range = Range::new(0.0, 172_800.0);

/// People of a unit, and of a role.
pub const UNIT: Range = Range::new(1.0, 100_000.0);
/// Dispatchers of a command room.
pub const DISPATCHERS: Range = Range::new(1.0, 100.0);
/// Ranges of cameras and loudspeakers \[m\].
pub const REACH: Range = Range::new(0.1, 10_000.0);
/// Bearings \[degrees\].
pub const BEARING: Range = Range::new(-360.0, 360.0);
/// Fields of view \[degrees\].
pub const FIELD_OF_VIEW: Range = Range::new(0.1, 360.0);

/// Radii of incidents and areas \[m\].
pub const INCIDENT_RADIUS: Range = Range::new(0.0, 10_000.0);
/// Growth of a fire's radius [m/s].
pub const GROWTH: Range = Range::new(0.0, 10.0);
/// Incidents for 1,000 visitors.
pub const PER_1000_VISITORS: Range = Range::new(0.0, 1_000.0);

/// Time steps \[s\]; above, the movement model is no longer stable.
pub const TIME_STEP: Range = Range::new(0.01, 0.1);
/// Time between frames \[s\].
pub const FRAME_STEP: Range = Range::new(0.01, 60.0);

//! The kinds of things that have an id, and where they stand.

use serde::{Deserialize, Serialize};

use super::Scenario;

/// A kind of thing with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A storey.
    Sheet,
    /// A place.
    Place,
    /// A path.
    Path,
    /// An opening.
    Opening,
    /// A gate.
    Gate,
    /// An obstacle.
    Obstacle,
    /// A barrier.
    Barrier,
    /// An exit.
    Exit,
    /// An assembly point.
    AssemblyPoint,
    /// A zone.
    Zone,
    /// A kind of visitor.
    Profile,
    /// A stream of arrivals.
    Arrivals,
    /// An item of the programme.
    ProgrammeItem,
    /// A unit of staff.
    Unit,
    /// A fixed post.
    Post,
    /// A resource.
    Resource,
    /// A camera.
    Camera,
    /// A loudspeaker.
    Loudspeaker,
    /// An incident.
    Incident,
    /// A plan.
    Plan,
}

impl Kind {
    /// All kinds, in the order of the document.
    pub const ALL: [Self; 20] = [
        Self::Sheet,
        Self::Place,
        Self::Path,
        Self::Opening,
        Self::Gate,
        Self::Obstacle,
        Self::Barrier,
        Self::Exit,
        Self::AssemblyPoint,
        Self::Zone,
        Self::Profile,
        Self::Arrivals,
        Self::ProgrammeItem,
        Self::Unit,
        Self::Post,
        Self::Resource,
        Self::Camera,
        Self::Loudspeaker,
        Self::Incident,
        Self::Plan,
    ];

    /// The name of the kind in texts and results.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Place => "place",
            Self::Path => "path",
            Self::Opening => "opening",
            Self::Gate => "gate",
            Self::Obstacle => "obstacle",
            Self::Barrier => "barrier",
            Self::Exit => "exit",
            Self::AssemblyPoint => "assembly-point",
            Self::Zone => "zone",
            Self::Profile => "profile",
            Self::Arrivals => "arrivals",
            Self::ProgrammeItem => "programme-item",
            Self::Unit => "unit",
            Self::Post => "post",
            Self::Resource => "resource",
            Self::Camera => "camera",
            Self::Loudspeaker => "loudspeaker",
            Self::Incident => "incident",
            Self::Plan => "plan",
        }
    }

    /// The path of the list in which things of this kind stand.
    #[must_use]
    pub fn list(self) -> &'static str {
        match self {
            Self::Sheet => "venue.sheets",
            Self::Place => "venue.places",
            Self::Path => "venue.paths",
            Self::Opening => "venue.openings",
            Self::Gate => "venue.gates",
            Self::Obstacle => "venue.obstacles",
            Self::Barrier => "venue.barriers",
            Self::Exit => "venue.exits",
            Self::AssemblyPoint => "venue.assembly_points",
            Self::Zone => "venue.zones",
            Self::Profile => "visitors.profiles",
            Self::Arrivals => "visitors.arrivals",
            Self::ProgrammeItem => "visitors.programme",
            Self::Unit => "staff.units",
            Self::Post => "staff.posts",
            Self::Resource => "staff.resources",
            Self::Camera => "staff.cameras",
            Self::Loudspeaker => "staff.loudspeakers",
            Self::Incident => "incidents",
            Self::Plan => "plans",
        }
    }
}

/// A thing of a scenario that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What it is.
    pub kind: Kind,
    /// Its place in the list of its kind.
    pub index: usize,
}

impl Thing {
    /// Its path in the document, such as `venue.gates[2]`.
    #[must_use]
    pub fn path(self) -> String {
        format!("{}[{}]", self.kind.list(), self.index)
    }
}

/// All things with their ids, in the order of the document.
#[must_use]
pub fn things(scenario: &Scenario) -> Vec<(Thing, &str)> {
    let (venue, visitors, staff) = (&scenario.venue, &scenario.visitors, &scenario.staff);
    let mut all = Vec::new();
    macro_rules! add {
        ($($kind:ident: $list:expr;)*) => {$(
            all.extend($list.iter().enumerate().map(|(index, thing)| {
                (Thing { kind: Kind::$kind, index }, thing.id.as_str())
            }));
        )*};
    }
    add! {
        Sheet: venue.sheets;
        Place: venue.places;
        Path: venue.paths;
        Opening: venue.openings;
        Gate: venue.gates;
        Obstacle: venue.obstacles;
        Barrier: venue.barriers;
        Exit: venue.exits;
        AssemblyPoint: venue.assembly_points;
        Zone: venue.zones;
        Profile: visitors.profiles;
        Arrivals: visitors.arrivals;
        ProgrammeItem: visitors.programme;
        Unit: staff.units;
        Post: staff.posts;
        Resource: staff.resources;
        Camera: staff.cameras;
        Loudspeaker: staff.loudspeakers;
        Incident: scenario.incidents;
        Plan: scenario.plans;
    }
    all
}

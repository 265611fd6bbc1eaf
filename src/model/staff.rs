//! Those who look after the visitors, and what they have.

use serde::{Deserialize, Serialize};

use super::{Id, Point, Time};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Police.
    Police,
    /// Traffic police.
    TrafficPolice,
    /// Patrol team.
    Patrol,
    /// Fire crew.
    FireCrew,
    /// Medic.
    Medic,
    /// Cadre of town or village; leads a zone.
    Cadre,
    /// Volunteer.
    Volunteer,
    /// Environment and sanitation.
    Sanitation,
}

impl Role {
    /// All roles, in the order of the document.
    pub const ALL: [Self; 8] = [
        Self::Police,
        Self::TrafficPolice,
        Self::Patrol,
        Self::FireCrew,
        Self::Medic,
        Self::Cadre,
        Self::Volunteer,
        Self::Sanitation,
    ];

    /// The name of the role in recordings and JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::TrafficPolice => "traffic_police",
            Self::Patrol => "patrol",
            Self::FireCrew => "fire_crew",
            Self::Medic => "medic",
            Self::Cadre => "cadre",
            Self::Volunteer => "volunteer",
            Self::Sanitation => "sanitation",
        }
    }
}

/// Something only some roles may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Power {
    /// Search people and bags at a gate.
    Search,
    /// Hold a line or a gate.
    Hold,
    /// Tell people where to go.
    Guide,
    /// Treat the hurt.
    Treat,
    /// Put out fires.
    Extinguish,
    /// Direct traffic.
    DirectTraffic,
}

impl Power {
    /// The name of the power in JSON and in the catalogue of texts.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Hold => "hold",
            Self::Guide => "guide",
            Self::Treat => "treat",
            Self::Extinguish => "extinguish",
            Self::DirectTraffic => "direct_traffic",
        }
    }
}

/// What a role may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Powers {
    /// The role.
    pub role: Role,
    /// What it may do.
    pub may: Vec<Power>,
}

/// How many of a role there are in all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleCount {
    /// The role.
    pub role: Role,
    /// Head-count.
    pub count: u32,
}

/// How much a post matters when there are too few people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Without it the event may not take place.
    Mandatory,
    /// Without it the plan does not work.
    Critical,
    /// Good to have.
    #[default]
    Desirable,
}

/// What a unit carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Equipment {
    /// Radio.
    Radio,
    /// Megaphone.
    Megaphone,
    /// Fire extinguisher.
    Extinguisher,
    /// First-aid kit.
    FirstAid,
    /// Defibrillator.
    Defibrillator,
    /// Stretcher.
    Stretcher,
    /// Hand-held metal detector.
    Detector,
}

/// What a unit does where it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Task {
    /// Watches.
    #[default]
    Watch,
    /// Works the lanes of a gate.
    Search(Id),
    /// Holds, opens or makes one-way a gate.
    Hold(Id),
    /// Tells people where to go.
    Guide,
    /// Treats the hurt.
    Treat,
    /// Puts out fires.
    Extinguish,
    /// Directs traffic.
    DirectTraffic,
    /// Leads a zone.
    Lead,
    /// Looks after lost persons and questions.
    Help,
    /// Keeps the place clean.
    Clean,
}

/// Where a unit is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Station {
    /// At a spot.
    At {
        /// The cell.
        cell: Id,
        /// The spot \[m\].
        position: Point,
    },
    /// On a round through cells and back to the first.
    Patrol {
        /// The cells, in order.
        route: Vec<Id>,
        /// Stay in each \[s\].
        dwell_s: f64,
    },
}

/// People of one role with one job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// Role.
    pub role: Role,
    /// Head-count.
    pub count: u32,
    /// Where it is.
    pub station: Station,
    /// What it does there.
    #[serde(default)]
    pub task: Task,
    /// The zone it belongs to.
    #[serde(default)]
    pub zone: Option<Id>,
    /// Start of the shift; the whole day if not given.
    #[serde(default)]
    pub from: Option<Time>,
    /// End of the shift; the whole day if not given.
    #[serde(default)]
    pub until: Option<Time>,
    /// What it carries.
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// How much the post matters.
    #[serde(default)]
    pub tier: Tier,
    /// Fewest people with whom the post works; 1 if not given.
    #[serde(default)]
    pub minimum: Option<u32>,
}

/// What a fixed post is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum PostKind {
    /// Medical post.
    Medical,
    /// Fire point.
    Fire,
    /// Command room.
    Command {
        /// Dispatchers who take reports in turn.
        dispatchers: u32,
        /// Whether it only takes over when there is no other.
        fallback: bool,
    },
    /// Information and lost persons.
    Information,
}

/// A fixed post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// What it is for.
    pub kind: PostKind,
    /// The cell it stands on; none if it is outside the venue (the town's
    /// platform).
    #[serde(default)]
    pub cell: Option<Id>,
    /// Where \[m\]; with `cell`.
    #[serde(default)]
    pub position: Option<Point>,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResourceKind {
    /// Mini fire truck.
    MiniFireTruck,
    /// Ambulance.
    Ambulance,
    /// Defibrillator.
    Defibrillator,
    /// Hydrant.
    Hydrant,
}

/// A thing to help with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Id.
    pub id: Id,
    /// What it is.
    pub kind: ResourceKind,
    /// The cell it stands on.
    pub cell: Id,
    /// Where \[m\].
    pub position: Point,
}

/// A camera.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Camera {
    /// Id.
    pub id: Id,
    /// The cell it watches from.
    pub cell: Id,
    /// Where \[m\].
    pub position: Point,
    /// How far it sees \[m\].
    pub range_m: f64,
    /// Where it looks, clockwise from north \[degrees\].
    pub bearing_deg: f64,
    /// Width of its field of view \[degrees\].
    pub field_of_view_deg: f64,
}

/// A loudspeaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loudspeaker {
    /// Id.
    pub id: Id,
    /// The cell it stands on.
    pub cell: Id,
    /// Where \[m\].
    pub position: Point,
    /// How far it is heard \[m\].
    pub range_m: f64,
}

/// Staff, posts and equipment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Staff {
    /// How many there are of each role.
    pub strength: Vec<RoleCount>,
    /// Who may do what.
    pub powers: Vec<Powers>,
    /// Units.
    pub units: Vec<Unit>,
    /// Fixed posts.
    pub posts: Vec<Post>,
    /// Trucks, ambulances, defibrillators, hydrants.
    pub resources: Vec<Resource>,
    /// Cameras.
    pub cameras: Vec<Camera>,
    /// Loudspeakers.
    pub loudspeakers: Vec<Loudspeaker>,
}

impl Staff {
    /// Whether the document says anything of people: where it does not they are
    /// left out, not absent.
    #[must_use]
    pub fn is_described(&self) -> bool {
        !(self.strength.is_empty() && self.powers.is_empty() && self.units.is_empty())
    }

    /// Whether a role has a power.
    #[must_use]
    pub fn may(&self, role: Role, power: Power) -> bool {
        let mut powers = self.powers.iter();
        powers.any(|entry| entry.role == role && entry.may.contains(&power))
    }
}

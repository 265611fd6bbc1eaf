//! Sorts of events.

use crate::sim::EventKind;

/// A sort of events, filtered and marked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The alarm, phases, rules and orders from the desk.
    Alarm,
    /// Gates and paths.
    Gates,
    /// Incidents and what is done about them.
    Incidents,
    /// Posts and shifts.
    Staff,
    /// Who is stuck or waits.
    Crowd,
    /// What every single person does.
    People,
}

impl Sort {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Alarm,
        Self::Gates,
        Self::Incidents,
        Self::Staff,
        Self::Crowd,
        Self::People,
    ];

    /// Key of its name in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Alarm => "app-sort-alarm",
            Self::Gates => "app-sort-gates",
            Self::Incidents => "app-sort-incidents",
            Self::Staff => "app-sort-staff",
            Self::Crowd => "app-sort-crowd",
            Self::People => "app-sort-people",
        }
    }

    /// The sort of a kind.
    pub(crate) fn of(kind: EventKind) -> Self {
        use EventKind as K;
        match kind {
            K::Ignition
            | K::Detected
            | K::Reported
            | K::Verified
            | K::Decided
            | K::Broadcast
            | K::PhaseStarted
            | K::Escalated
            | K::RuleMet
            | K::RuleDecided
            | K::Ordered => Self::Alarm,
            K::GateChanged | K::LanesChanged | K::OrderGiven | K::OrderCarriedOut | K::PathKept => {
                Self::Gates
            }
            K::IncidentStarted
            | K::IncidentSeen
            | K::IncidentReported
            | K::IncidentMerged
            | K::IncidentAccepted
            | K::IncidentDispatched
            | K::IncidentAttended
            | K::IncidentOnScene
            | K::IncidentSettled
            | K::IncidentResolved
            | K::IncidentClosed
            | K::IncidentWorse
            | K::IncidentHandedOver
            | K::TakenAway => Self::Incidents,
            K::PostLeft
            | K::PostTaken
            | K::ShiftStarted
            | K::ShiftEnded
            | K::MemberRecalled
            | K::HelperSent => Self::Staff,
            K::Stuck | K::CrowdWait | K::TurnedBack | K::SpawnWait => Self::Crowd,
            K::Entered
            | K::Left
            | K::QueueJoined
            | K::GatePassed
            | K::Alerted
            | K::MovementStarted
            | K::ExitChosen
            | K::Sheltered
            | K::Overlaps
            | K::WallCorrections
            | K::Guided
            | K::DispatchRegret
            | K::Exposed => Self::People,
        }
    }

    /// Whether most of what happens is of this sort: what every single person does,
    /// and waits for.
    pub(crate) fn is_of_many(self) -> bool {
        matches!(self, Self::Crowd | Self::People)
    }
}

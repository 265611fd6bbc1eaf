//! What the outside sees of a run: frames, events and samples.
//!
//! Observers see only what is recorded, so that metrics computed live and
//! from a replay are the same numbers: positions in whole millimetres, times
//! in whole milliseconds, integrity counters as events.

use crate::world::{CellIndex, ExitIndex, GateIndex, ZoneIndex};

/// What a person is doing; the numbers are those of the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// Walking by programme.
    Walking = 0,
    /// Staying at a place of the programme.
    Staying = 1,
    /// Queueing before a gate.
    Queueing = 2,
    /// Inside an alarmed area, not yet aware of it.
    Unaware = 3,
    /// Aware, not yet moving.
    Alerted = 4,
    /// Evacuating.
    Evacuating = 5,
    /// Evacuating with a helper.
    Assisted = 6,
    /// Hurt.
    Hurt = 7,
    /// At an assembly point; in the last frame of a person only.
    AtAssembly = 8,
    /// Staff on post.
    OnPost = 16,
    /// Staff on patrol.
    OnPatrol = 17,
    /// Staff responding.
    Responding = 18,
    /// Staff working on an incident.
    Working = 19,
    /// Staff off post.
    OffPost = 20,
}

impl State {
    /// Whether somebody in a recorded state is still inside; who stands at an
    /// assembly point has left.
    #[must_use]
    pub fn is_inside(number: u8) -> bool {
        number != Self::AtAssembly as u8
    }

    /// Whether the number of a recorded state belongs to staff.
    #[must_use]
    pub fn is_staff(number: u8) -> bool {
        number >= Self::OnPost as u8
    }
}

/// Everyone inside at one moment, and whoever came to an assembly point since
/// the frame before ([`State::AtAssembly`], where they crossed the exit), in
/// order of id. All slices have the same length.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Number of the frame, from 0 at the start of the run.
    pub number: u32,
    /// Time since the start of the run \[ms\].
    pub t_ms: i64,
    /// Person, an index into the roster.
    pub id: &'a [u32],
    /// East \[mm\].
    pub x_mm: &'a [i32],
    /// North \[mm\].
    pub y_mm: &'a [i32],
    /// Sheet.
    pub sheet: &'a [i8],
    /// Cell, an index into the world's cells.
    pub cell: &'a [u16],
    /// State, a number of [`State`].
    pub state: &'a [u8],
}

/// A frame that owns its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedFrame {
    /// Number of the frame.
    pub number: u32,
    /// Time since the start of the run \[ms\].
    pub t_ms: i64,
    /// Person.
    pub id: Vec<u32>,
    /// East \[mm\].
    pub x_mm: Vec<i32>,
    /// North \[mm\].
    pub y_mm: Vec<i32>,
    /// Sheet.
    pub sheet: Vec<i8>,
    /// Cell.
    pub cell: Vec<u16>,
    /// State, a number of [`State`].
    pub state: Vec<u8>,
}

impl OwnedFrame {
    /// As an observer sees it.
    #[must_use]
    pub fn view(&self) -> Frame<'_> {
        Frame {
            number: self.number,
            t_ms: self.t_ms,
            id: &self.id,
            x_mm: &self.x_mm,
            y_mm: &self.y_mm,
            sheet: &self.sheet,
            cell: &self.cell,
            state: &self.state,
        }
    }

    /// Becomes a copy of a frame, in the memory it has.
    pub fn copy(&mut self, frame: &Frame<'_>) {
        fn over<T: Copy>(rows: &mut Vec<T>, with: &[T]) {
            rows.clear();
            rows.extend_from_slice(with);
        }
        (self.number, self.t_ms) = (frame.number, frame.t_ms);
        over(&mut self.id, frame.id);
        over(&mut self.x_mm, frame.x_mm);
        over(&mut self.y_mm, frame.y_mm);
        over(&mut self.sheet, frame.sheet);
        over(&mut self.cell, frame.cell);
        over(&mut self.state, frame.state);
    }

    /// Adds a row, before the one with a number.
    pub fn insert(&mut self, at: usize, row: Row) {
        self.id.insert(at, row.id);
        self.x_mm.insert(at, row.x_mm);
        self.y_mm.insert(at, row.y_mm);
        self.sheet.insert(at, row.sheet);
        self.cell.insert(at, row.cell);
        self.state.insert(at, row.state as u8);
    }

    /// Adds a row at the end; ids must rise.
    pub fn push(&mut self, row: Row) {
        self.insert(self.id.len(), row);
    }

    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.id.clear();
        self.x_mm.clear();
        self.y_mm.clear();
        self.sheet.clear();
        self.cell.clear();
        self.state.clear();
    }
}

/// A person in a frame.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Person.
    pub id: u32,
    /// East \[mm\].
    pub x_mm: i32,
    /// North \[mm\].
    pub y_mm: i32,
    /// Sheet.
    pub sheet: i8,
    /// Cell.
    pub cell: u16,
    /// What they are about.
    pub state: State,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A visitor came in by an exit; present at the start: without a place.
    Entered,
    /// A visitor left by an exit.
    Left,
    /// A visitor found no room to come in and waits; value: 1.
    SpawnWait,
    /// A visitor joined the queue of a gate.
    QueueJoined,
    /// A visitor passed a gate; value: wait since joining the queue \[s\], 0
    /// without a queue.
    GatePassed,
    /// The incident behind the plan's trigger began.
    Ignition,
    /// It was detected.
    Detected,
    /// It was reported.
    Reported,
    /// It was verified.
    Verified,
    /// The evacuation was decided.
    Decided,
    /// The alarm was broadcast: the alarm of the metrics.
    Broadcast,
    /// A phase of the plan began; value: its index.
    PhaseStarted,
    /// The plan handed over to another; value: its index.
    Escalated,
    /// A gate changed: value: 0 open, 1 held, 2 closed, 3 lanes cleared,
    /// 4 direction changed.
    GateChanged,
    /// A visitor learnt of the alarm.
    Alerted,
    /// A visitor began to evacuate.
    MovementStarted,
    /// A visitor chose an exit; value: its index.
    ExitChosen,
    /// A visitor reached the place a phase sent them to.
    Sheltered,
    /// An incident began; value: its index in the document. What is not in the
    /// document has the number of incidents there: a crush warning that was raised
    /// by what staff or cameras saw; and one more: somebody whom another incident
    /// hurt; two more: somebody who fell over another; from three more
    /// on: an order from the desk had it happen, by its sort
    /// ([`crate::model::IncidentSort::of_ordered`]).
    IncidentStarted,
    /// A person wished to walk and moved less than 0.5 m in 60 s, and stood
    /// behind nobody who got on; or in 300 s, whoever stood ahead.
    Stuck,
    /// Pairs deeper in each other than 20 % of a body, counted once a
    /// second; value: their number.
    Overlaps,
    /// Persons put back inside the walls after a step, counted once a
    /// second; value: their number.
    WallCorrections,
    /// A person wished to walk and moved less than 0.5 m in 60 s, in a crowd
    /// that gets on ahead.
    CrowdWait,
    /// A visitor who could not get on against a crowd gave up where they were
    /// bound for; place: the exit or place they take instead.
    TurnedBack,
    /// Staff told a visitor where to go; place: where they stand; value: the
    /// index of the unit.
    Guided,
    /// The lanes of a gate that are open changed with the crews at it; value:
    /// how many are open now.
    LanesChanged,
    /// A plan gave an order for a gate; value: its index in the plan, or, of an
    /// order that a rule gave, −1 − the index of the rule; −1,000,000 of one that a
    /// crush warning brought about, −2,000,000 of one from the desk.
    OrderGiven,
    /// A unit began to carry out an order for a gate; value: how long it had
    /// waited for people \[s\].
    OrderCarriedOut,
    /// Staff enough stand at an end of a path that the plan keeps shut or
    /// one-way, or no longer; place: the path; value: 1 kept, 0 not.
    PathKept,
    /// A unit left its post, or fell below the fewest with whom it works; place:
    /// where the post is; value: the index of the unit.
    PostLeft,
    /// A unit stands at its post with as many as it needs; place: where; value:
    /// the index of the unit.
    PostTaken,
    /// The shift of a unit began; value: its index.
    ShiftStarted,
    /// The shift of a unit ended; value: its index.
    ShiftEnded,
    /// Staff saw an incident, or it was seen by camera or by a caller; subject: the
    /// member who saw it, if one did. The value of this and of the kinds that
    /// follow is the number of the incident: how many had begun in the run before
    /// it.
    IncidentSeen,
    /// The command post was told of it for the first time; value: its number.
    IncidentReported,
    /// A further report of it came to the command post; value: its number.
    IncidentMerged,
    /// A dispatcher has taken it up; value: its number.
    IncidentAccepted,
    /// A member of staff was sent to it; subject: the member; value: its number.
    IncidentDispatched,
    /// Somebody who may deal with it has come to it, sent or not; subject: the
    /// member; value: its number.
    IncidentAttended,
    /// Enough of those who were sent are there; value: its number.
    IncidentOnScene,
    /// It is over, whether the command post knows or not; value: its number.
    IncidentSettled,
    /// Those who were sent have dealt with it; value: its number.
    IncidentResolved,
    /// The command post has been told so, and closed it; value: its number.
    IncidentClosed,
    /// It got worse (a gas bottle burst, somebody else fell over it); subject:
    /// whom it hurt, if anybody; value: its number.
    IncidentWorse,
    /// Those there cannot settle it and the town's service has been called; value:
    /// its number.
    IncidentHandedOver,
    /// A member of staff was taken from an incident for a graver one; subject: the
    /// member; value: the number of the incident they were taken from.
    MemberRecalled,
    /// How much sooner than the one who was sent another would have been there, had
    /// the command post known where everybody was and how dense the crowd; subject:
    /// who was sent; value: time \[s\].
    DispatchRegret,
    /// People were in the area of a fire, counted once a second; value: their
    /// number.
    Exposed,
    /// A member of staff goes to a visitor who needs help to leave; subject: the
    /// visitor; value: the index of the unit.
    HelperSent,
    /// An ambulance takes a visitor away; place: the exit by which it leaves; value: the
    /// index of the driver's unit.
    TakenAway,
    /// The condition of a rule was met; value: the index of the rule in the plan in
    /// force.
    RuleMet,
    /// A rule whose condition was met has been decided, and its orders are given;
    /// value: the index of the rule in the plan in force.
    RuleDecided,
    /// An order came from the desk; value: which, see [`super::Ordered`].
    Ordered,
}

impl EventKind {
    /// All kinds, in order.
    pub const ALL: [Self; 53] = [
        Self::Entered,
        Self::Left,
        Self::SpawnWait,
        Self::QueueJoined,
        Self::GatePassed,
        Self::Ignition,
        Self::Detected,
        Self::Reported,
        Self::Verified,
        Self::Decided,
        Self::Broadcast,
        Self::PhaseStarted,
        Self::Escalated,
        Self::GateChanged,
        Self::Alerted,
        Self::MovementStarted,
        Self::ExitChosen,
        Self::Sheltered,
        Self::IncidentStarted,
        Self::Stuck,
        Self::Overlaps,
        Self::WallCorrections,
        Self::CrowdWait,
        Self::TurnedBack,
        Self::Guided,
        Self::LanesChanged,
        Self::OrderGiven,
        Self::OrderCarriedOut,
        Self::PathKept,
        Self::PostLeft,
        Self::PostTaken,
        Self::ShiftStarted,
        Self::ShiftEnded,
        Self::IncidentSeen,
        Self::IncidentReported,
        Self::IncidentMerged,
        Self::IncidentAccepted,
        Self::IncidentDispatched,
        Self::IncidentAttended,
        Self::IncidentOnScene,
        Self::IncidentSettled,
        Self::IncidentResolved,
        Self::IncidentClosed,
        Self::IncidentWorse,
        Self::IncidentHandedOver,
        Self::MemberRecalled,
        Self::DispatchRegret,
        Self::Exposed,
        Self::HelperSent,
        Self::TakenAway,
        Self::RuleMet,
        Self::RuleDecided,
        Self::Ordered,
    ];

    /// The name of the kind in recordings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::SpawnWait => "spawn_wait",
            Self::QueueJoined => "queue_joined",
            Self::GatePassed => "gate_passed",
            Self::Ignition => "ignition",
            Self::Detected => "detected",
            Self::Reported => "reported",
            Self::Verified => "verified",
            Self::Decided => "decided",
            Self::Broadcast => "broadcast",
            Self::PhaseStarted => "phase_started",
            Self::Escalated => "escalated",
            Self::GateChanged => "gate_changed",
            Self::Alerted => "alerted",
            Self::MovementStarted => "movement_started",
            Self::ExitChosen => "exit_chosen",
            Self::Sheltered => "sheltered",
            Self::IncidentStarted => "incident_started",
            Self::Stuck => "stuck",
            Self::Overlaps => "overlaps",
            Self::WallCorrections => "wall_corrections",
            Self::CrowdWait => "crowd_wait",
            Self::TurnedBack => "turned_back",
            Self::Guided => "guided",
            Self::LanesChanged => "lanes_changed",
            Self::OrderGiven => "order_given",
            Self::OrderCarriedOut => "order_carried_out",
            Self::PathKept => "path_kept",
            Self::PostLeft => "post_left",
            Self::PostTaken => "post_taken",
            Self::ShiftStarted => "shift_started",
            Self::ShiftEnded => "shift_ended",
            Self::IncidentSeen => "incident_seen",
            Self::IncidentReported => "incident_reported",
            Self::IncidentMerged => "incident_merged",
            Self::IncidentAccepted => "incident_accepted",
            Self::IncidentDispatched => "incident_dispatched",
            Self::IncidentAttended => "incident_attended",
            Self::IncidentOnScene => "incident_on_scene",
            Self::IncidentSettled => "incident_settled",
            Self::IncidentResolved => "incident_resolved",
            Self::IncidentClosed => "incident_closed",
            Self::IncidentWorse => "incident_worse",
            Self::IncidentHandedOver => "incident_handed_over",
            Self::MemberRecalled => "member_recalled",
            Self::DispatchRegret => "dispatch_regret",
            Self::Exposed => "exposed",
            Self::HelperSent => "helper_sent",
            Self::TakenAway => "taken_away",
            Self::RuleMet => "rule_met",
            Self::RuleDecided => "rule_decided",
            Self::Ordered => "ordered",
        }
    }
}

/// Where something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// Nowhere in particular.
    None,
    /// A place or path.
    Cell(CellIndex),
    /// A gate.
    Gate(GateIndex),
    /// An exit.
    Exit(ExitIndex),
    /// A zone.
    Zone(ZoneIndex),
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Time since the start of the run \[ms\].
    pub t_ms: i64,
    /// What happened.
    pub kind: EventKind,
    /// To whom: an index into the roster; none if to nobody in particular.
    pub subject: Option<u32>,
    /// Where.
    pub site: Site,
    /// A number whose meaning the kind gives; 0 if it gives none.
    pub value: f64,
}

/// What a sample measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleKind {
    /// Visitors inside.
    Inside,
    /// Visitors who would come in but find no room.
    WaitingOutside,
    /// People in a cell.
    Occupancy,
    /// People queueing at a gate.
    Queue,
}

impl SampleKind {
    /// All kinds, in order.
    pub const ALL: [Self; 4] = [
        Self::Inside,
        Self::WaitingOutside,
        Self::Occupancy,
        Self::Queue,
    ];

    /// The name of the kind in recordings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::WaitingOutside => "waiting_outside",
            Self::Occupancy => "occupancy",
            Self::Queue => "queue",
        }
    }
}

/// One value of a series, taken every ten seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Time since the start of the run \[ms\].
    pub t_ms: i64,
    /// What it measures.
    pub kind: SampleKind,
    /// Where.
    pub site: Site,
    /// The value.
    pub value: f64,
}

/// A visitor or a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKind {
    /// A visitor.
    Visitor,
    /// A member of staff.
    Staff,
}

/// What is known of a person from the start. Indices are those of the
/// scenario's lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Visitor or staff.
    pub kind: PersonKind,
    /// Unit, for staff.
    pub unit: Option<u32>,
    /// Profile, for visitors.
    pub profile: Option<u32>,
    /// Group, for visitors who do not walk alone.
    pub group: Option<u32>,
    /// The exit a visitor comes in by; none for those present at the start.
    pub entrance: Option<ExitIndex>,
    /// When a visitor is due at the entrance, since the start of the run \[ms\];
    /// 0 for those present and for staff.
    pub arrives_ms: i64,
}

/// Everyone who may appear in a run; a person's id is the index.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Visitors first, in the order of the document, then staff.
    pub people: Vec<Person>,
}

impl Roster {
    /// Number of visitors planned.
    #[must_use]
    pub fn visitors(&self) -> usize {
        self.people
            .iter()
            .filter(|person| person.kind == PersonKind::Visitor)
            .count()
    }
}

/// Somebody who watches a run. Calls come in this order: `start` once; then
/// for every step its events, and after a step that ends a frame the samples
/// and the frame; nothing after the run.
pub trait Observer {
    /// The run begins.
    fn start(&mut self, roster: &Roster);
    /// What happened in a step, in order of time and subject.
    fn events(&mut self, events: &[Event]);
    /// Values of series.
    fn samples(&mut self, samples: &[Sample]);
    /// Everyone inside.
    fn frame(&mut self, frame: &Frame<'_>);
}

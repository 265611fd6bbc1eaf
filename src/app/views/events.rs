//! What happened, as a list that can be filtered, and as marks on the
//! timeline.

use crate::app::document::Run;
use crate::app::sort::Sort;
use crate::cli::say::Say;
use crate::model::{GateState, Time};
use crate::sim::{Event, EventKind, Site};

/// Which events are listed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Filter {
    /// By sort, in the order of [`Sort::ALL`].
    pub(crate) sorts: [bool; 6],
    /// Only those whose line has this in it, whatever its case.
    pub(crate) text: String,
}

impl Default for Filter {
    /// Everything but what every single person does and waits for.
    fn default() -> Self {
        Self {
            sorts: Sort::ALL.map(|sort| !sort.is_of_many()),
            text: String::new(),
        }
    }
}

impl Filter {
    /// Whether a sort is listed.
    pub(crate) fn has(&self, sort: Sort) -> bool {
        self.sorts[sort as usize]
    }

    /// Indices of the events listed, in order, from an index on.
    pub(crate) fn list(&self, run: &Run, say: Say, from: usize) -> Vec<usize> {
        let wanted = self.text.trim().to_lowercase();
        let events = run.store.events.iter().enumerate().skip(from);
        events
            .filter(|(_, event)| self.has(Sort::of(event.kind)))
            .filter(|(_, event)| {
                wanted.is_empty() || {
                    let line = Line::of(run, event, say);
                    let whole = format!("{} {} {}", line.what, line.place, line.detail);
                    whole.to_lowercase().contains(&wanted)
                }
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// Time of the next event listed after a moment, or of the one before it
    /// \[ms\]. What the text says is not looked at.
    pub(crate) fn next(&self, run: &Run, t_ms: f64, forward: bool) -> Option<i64> {
        let listed = |event: &&Event| self.has(Sort::of(event.kind));
        let mut events = run.store.events.iter();
        if forward {
            let after = |event: &&Event| event.t_ms as f64 > t_ms + 0.5;
            events.filter(listed).find(after).map(|e| e.t_ms)
        } else {
            let before = |event: &Event| (event.t_ms as f64) < t_ms - 0.5;
            events
                .rfind(|event| before(event) && listed(event))
                .map(|e| e.t_ms)
        }
    }
}

/// An event as a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Time of day.
    pub(crate) clock: String,
    /// What happened.
    pub(crate) what: String,
    /// Where.
    pub(crate) place: String,
    /// What else there is to say.
    pub(crate) detail: String,
}

impl Line {
    /// The line of an event.
    pub(crate) fn of(run: &Run, event: &Event, say: Say) -> Self {
        Self {
            clock: clock_text(run.clock(event.t_ms as f64)),
            what: say.text(&format!("app-event-{}", event.kind.key().replace('_', "-"))),
            place: run.name_of(event.site),
            detail: detail(run, event, say),
        }
    }
}

/// A time of day with its seconds.
pub(crate) fn clock_text(time: Time) -> String {
    let total = time.seconds().max(0.0) as u64;
    format!(
        "{:02}:{:02}:{:02}",
        total / 3600,
        total / 60 % 60,
        total % 60
    )
}

/// What the value of an event means.
fn detail(run: &Run, event: &Event, say: Say) -> String {
    use EventKind as K;
    let scenario = &run.ground.world.scenario;
    let index = event.value.max(0.0) as usize;
    let unit = |at: usize| {
        let unit = scenario.staff.units.get(at);
        unit.map(|unit| shown(&unit.name, &unit.id))
            .unwrap_or_default()
    };
    match event.kind {
        K::GateChanged => match event.value as i64 {
            0 => say.text(state_key(GateState::Open)),
            1 => say.text(state_key(GateState::Held)),
            2 => say.text(state_key(GateState::Closed)),
            3 => say.text("app-gate-cleared"),
            _ => say.text("app-gate-turned"),
        },
        K::Ordered => super::orders::ordered(run, event, say),
        K::LanesChanged => say.fill("app-lanes-open", &[("n", index.to_string())]),
        K::IncidentStarted => incident_name(run, Some(index)),
        K::IncidentSeen
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
        | K::MemberRecalled => {
            let seen = run.incidents.get(index);
            incident_name(run, seen.and_then(|seen| seen.document))
        }
        K::PostLeft
        | K::PostTaken
        | K::ShiftStarted
        | K::ShiftEnded
        | K::Guided
        | K::HelperSent
        | K::TakenAway => unit(index),
        K::Escalated => {
            let plan = scenario.plans.get(index);
            plan.map(|plan| shown(&plan.name, &plan.id))
                .unwrap_or_default()
        }
        K::PathKept => say.text(if index == 1 {
            "app-path-kept"
        } else {
            "app-path-free"
        }),
        K::Overlaps | K::WallCorrections | K::Exposed => index.to_string(),
        _ => String::new(),
    }
}

/// Key of the name of a gate's state.
pub(crate) fn state_key(state: GateState) -> &'static str {
    match state {
        GateState::Open => "app-gate-open",
        GateState::Held => "app-gate-held",
        GateState::Closed => "app-gate-closed",
    }
}

fn incident_name(run: &Run, document: Option<usize>) -> String {
    let incidents = &run.ground.world.scenario.incidents;
    let incident = document.and_then(|at| incidents.get(at));
    incident
        .map(|incident| shown(&incident.name, &incident.id))
        .unwrap_or_default()
}

/// The name of a thing as people know it.
pub(crate) fn shown(name: &str, id: &str) -> String {
    if name.trim().is_empty() { id } else { name }.to_owned()
}

/// Whether an event stands as a mark on the timeline.
pub(crate) fn is_mark(event: &Event) -> bool {
    use EventKind as K;
    match event.kind {
        K::LanesChanged | K::OrderGiven | K::OrderCarriedOut | K::PathKept => false,
        K::IncidentStarted | K::IncidentWorse | K::IncidentClosed => true,
        kind => matches!(Sort::of(kind), Sort::Alarm | Sort::Gates),
    }
}

/// Whether an event has a place to go to.
pub(crate) fn has_place(event: &Event) -> bool {
    !matches!(event.site, Site::None | Site::Zone(_))
}

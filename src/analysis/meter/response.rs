//! How well incidents were answered: response times, targets, time in fires, what
//! tasks and hindsight cost.
//!
//! * **Response times** are those of incidents that were reported, from the first
//!   report to the first who may deal with it; 0 if they were there before. Where
//!   nobody came, the time is longer than any. A crush warning that was taken back before
//!   anybody had been sent asked for no response.
//! * **Targets**: a fire from its report, a medical incident where survival hangs on
//!   minutes from its beginning, reported or not. One whose target has not run out
//!   when the run ends is not counted.
//! * **On a task** is who is recorded as responding or working, for an incident or for
//!   an order of the plan, from frame to frame.

use crate::analysis::metrics::{IncidentFigures, StaffFigures, TaskFigures};
use crate::model::IncidentKind;
use crate::sim::{Event, EventKind, State};
use crate::world::World;

use super::gates::nearest_rank;
use super::seconds;

/// What answering cost so far.
#[derive(Default)]
pub(super) struct ResponseMeter {
    regrets: u32,
    /// Sum over all regrets \[s\].
    regret_s: f64,
    /// Time in fires [person s]; none if it was never told.
    exposed_person_s: Option<f64>,
    recalled: u32,
    /// Time of each unit on tasks [person ms].
    on_task_ms: Vec<i64>,
    /// Time of the last frame \[ms\].
    frame_ms: Option<i64>,
    /// From the frame before it to the last \[ms\].
    span_ms: i64,
}

impl ResponseMeter {
    pub(super) fn event(&mut self, event: &Event) {
        match event.kind {
            EventKind::DispatchRegret => {
                self.regrets += 1;
                self.regret_s += event.value;
            }
            EventKind::Exposed => *self.exposed_person_s.get_or_insert(0.0) += event.value,
            EventKind::MemberRecalled => self.recalled += 1,
            _ => {}
        }
    }

    /// A frame begins.
    pub(super) fn begin_frame(&mut self, t_ms: i64) {
        self.span_ms = self.frame_ms.map_or(0, |before| t_ms - before);
        self.frame_ms = Some(t_ms);
    }

    /// Somebody of a unit is seen in the frame with a recorded state.
    pub(super) fn seen(&mut self, unit: u32, state: u8) {
        if state != State::Responding as u8 && state != State::Working as u8 {
            return;
        }
        let unit = unit as usize;
        if self.on_task_ms.len() <= unit {
            self.on_task_ms.resize(unit + 1, 0);
        }
        self.on_task_ms[unit] += self.span_ms;
    }

    /// Adds what is known of responses at the end of a run, `now_s` after its start.
    pub(super) fn fill(
        &self,
        world: &World,
        incidents: &[IncidentFigures],
        now_s: f64,
        figures: &mut StaffFigures,
    ) {
        figures.exposed_person_s = self.exposed_person_s;
        if !world.scenario.staff.is_described() {
            return;
        }
        let burnt = |it: &IncidentFigures| it.kind == "fire" && it.started_s.is_some();
        if incidents.iter().any(burnt) {
            figures.exposed_person_s.get_or_insert(0.0);
        }
        let times = response_times(incidents);
        let percentile =
            |percent| nearest_rank(&times, percent).filter(|time_s| time_s.is_finite());
        figures.response_p50_s = percentile(50);
        figures.response_p90_s = percentile(90);
        let all = |_: &IncidentFigures| true;
        let critical = |it: &IncidentFigures| it.kind == "medical";
        figures.within_target = share_within_target(world, incidents, now_s, all);
        figures.critical_within_target = share_within_target(world, incidents, now_s, critical);
        figures.regrets = self.regrets;
        figures.regret_mean_s = (self.regrets > 0).then(|| self.regret_s / f64::from(self.regrets));
        figures.recalled = self.recalled;
        figures.on_task = (world.scenario.staff.units.iter().zip(&self.on_task_ms))
            .filter(|(_, time_ms)| **time_ms > 0)
            .map(|(unit, time_ms)| TaskFigures {
                unit: unit.id.clone(),
                on_task_s: seconds(*time_ms),
            })
            .collect();
    }
}

/// Response times of the incidents that were reported \[s\], but for warnings that
/// were taken back before anybody had been sent.
fn response_times(incidents: &[IncidentFigures]) -> Vec<f64> {
    let time = |it: &IncidentFigures| {
        if it.closed_s.is_some() && it.dispatched_s.is_none() {
            return None;
        }
        let reported_s = it.reported_s?;
        let answered_s = it.answered_s().unwrap_or(f64::INFINITY);
        Some((answered_s - reported_s).max(0.0))
    };
    incidents.iter().filter_map(time).collect()
}

/// Share that was answered within its target, of those of a kind that have one; none
/// of none.
fn share_within_target(
    world: &World,
    incidents: &[IncidentFigures],
    now_s: f64,
    is_counted: impl Fn(&IncidentFigures) -> bool,
) -> Option<f64> {
    let counted = incidents.iter().filter(|it| is_counted(it));
    let kept: Vec<bool> = counted
        .filter_map(|it| kept_target(world, it, now_s))
        .collect();
    let within = kept.iter().filter(|kept| **kept).count();
    (!kept.is_empty()).then(|| within as f64 / kept.len() as f64)
}

/// Whether an incident was answered within its target; none if it has none, or the
/// run ended before it ran out.
fn kept_target(world: &World, incident: &IncidentFigures, now_s: f64) -> Option<bool> {
    let response = &world.scenario.parameters.response;
    let id = incident.incident.as_ref()?;
    let document = world.scenario.incidents.iter().find(|it| it.id == *id)?;
    let due_s = match document.kind {
        IncidentKind::Fire { .. } => incident.reported_s? + response.fire_target_s,
        IncidentKind::Medical { critical: true } => {
            incident.started_s? + response.critical_target_s
        }
        _ => return None,
    };
    match incident.answered_s() {
        Some(answered_s) => Some(answered_s <= due_s),
        None => (now_s > due_s).then_some(false),
    }
}

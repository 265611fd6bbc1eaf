//! The numbers of a run, as they stand in `metrics.json`.

use serde::{Deserialize, Serialize};

/// Revision of how the numbers are computed: raised with every change after which the
/// same frames and events give other numbers, so that studies take no run computed
/// the old way for one computed the new.
pub const METRICS_REVISION: u32 = 2;

/// Whether everyone who had to leave is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// All who had to leave are out.
    Complete,
    /// Somebody is still inside who had to leave, or the run was cut short.
    Incomplete,
}

/// `metrics.json`; what was not computed is none, never 0. Times in seconds
/// from the start of the run unless said otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// Version of this layout: 1.
    pub schema: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// Plan.
    pub plan: Option<String>,
    /// Seed.
    pub seed: u64,
    /// Model.
    pub model: String,
    /// Time step \[s\].
    pub dt_s: f64,
    /// Whether everyone who had to leave is out.
    pub outcome: Outcome,
    /// Visitors.
    pub people: People,
    /// From the incident to the last one out; none without an alarm.
    pub evacuation: Option<Evacuation>,
    /// Density and pressure.
    pub crowding: Crowding,
    /// Gates, in the order of the document.
    pub gates: Vec<GateFigures>,
    /// Incidents.
    pub incidents: Vec<IncidentFigures>,
    /// What staff did.
    pub staff: StaffFigures,
    /// What went wrong inside the simulation.
    pub integrity: Integrity,
    /// What it cost; the only part that differs between two equal runs.
    pub performance: Option<Performance>,
    /// Rules of the plan and of those that took over from it, in this order.
    #[serde(default)]
    pub rules: Vec<RuleFigures>,
    /// Orders that came from the desk during the run, as they were taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders_given: Vec<GivenFigures>,
}

impl Metrics {
    /// The text of `metrics.json`: indented, ending in a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self)
            .expect("plain numbers, texts and lists always become JSON");
        text.push('\n');
        text
    }

    /// Reads `metrics.json`.
    ///
    /// # Errors
    /// A sentence that says what is wrong, if it is not one of this layout.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

/// Visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Planned in the document.
    pub planned: u32,
    /// Came in; those present at the start are counted.
    pub entered: u32,
    /// Left by an exit.
    pub left: u32,
    /// Inside at the end.
    pub inside: u32,
    /// Outside at the end because there was no room to come in.
    pub waiting_outside: u32,
}

/// From the incident to the last one out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evacuation {
    /// The incident began.
    pub ignition_s: Option<f64>,
    /// It was detected.
    pub detected_s: Option<f64>,
    /// It was reported.
    pub reported_s: Option<f64>,
    /// It was verified.
    pub verified_s: Option<f64>,
    /// The evacuation was decided.
    pub decided_s: Option<f64>,
    /// It was broadcast.
    pub broadcast_s: Option<f64>,
    /// The alarm.
    pub alarm_s: f64,
    /// From the alarm to the last of those who had to leave; none if not
    /// everyone did.
    pub all_clear_s: Option<f64>,
    /// From the alarm until half of those inside at the alarm had left.
    pub t50_s: Option<f64>,
    /// From the alarm until 95 % of those inside at the alarm had left.
    pub t95_s: Option<f64>,
    /// Sum over everyone of their time inside after the alarm [person s].
    pub inside_person_s: f64,
    /// (time, people inside), every ten seconds.
    pub curve: Vec<(f64, u32)>,
    /// When each zone was clear, from the alarm.
    pub zones: Vec<ZoneClear>,
}

/// When a zone was clear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ZoneClear {
    /// The zone.
    pub id: String,
    /// From the alarm; none if it never was.
    pub all_clear_s: Option<f64>,
}

/// Density and pressure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Crowding {
    /// Greatest density that lasted ten seconds [1/m²].
    pub max_density_per_m2: Option<f64>,
    /// The cell where it was.
    pub place: Option<String>,
    /// When it was.
    pub at_s: Option<f64>,
    /// Time people spent above 4 /m² [person s].
    pub person_s_above_4_per_m2: Option<f64>,
    /// Greatest crowd pressure ρ·Var(v) [1/s²].
    pub max_pressure_per_s2: Option<f64>,
}

/// A gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateFigures {
    /// Id.
    pub id: String,
    /// People who passed.
    pub passed: u32,
    /// Greatest flow over a sliding minute [1/s].
    pub max_flow_per_s: Option<f64>,
    /// Longest queue.
    pub max_queue: Option<u32>,
    /// Mean wait of those who queued \[s\].
    pub mean_wait_s: Option<f64>,
    /// 95th percentile of the wait of those who queued \[s\].
    pub p95_wait_s: Option<f64>,
}

/// An incident. Those that began stand in the order in which they did, then the
/// scripted ones that did not begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IncidentFigures {
    /// Id: that of the document; with a running number (`medical-2`) if it is one
    /// of those drawn at a rate; `crush-` and the cell for a crush warning raised by
    /// what was seen.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Reported.
    pub reported_s: Option<f64>,
    /// Accepted.
    pub accepted_s: Option<f64>,
    /// Dispatched.
    pub dispatched_s: Option<f64>,
    /// On scene.
    pub on_scene_s: Option<f64>,
    /// Resolved.
    pub resolved_s: Option<f64>,
    /// Closed.
    pub closed_s: Option<f64>,
    /// Units sent.
    pub units: Vec<String>,
    /// When it began.
    #[serde(default)]
    pub started_s: Option<f64>,
    /// When somebody who may deal with it first was there, sent or not.
    #[serde(default)]
    pub attended_s: Option<f64>,
    /// When it was over, whether the command post knew or not.
    #[serde(default)]
    pub settled_s: Option<f64>,
    /// Reports of it that came after the first.
    #[serde(default)]
    pub merged: u32,
    /// How often it got worse.
    #[serde(default)]
    pub worse: u32,
    /// When the town's service was called because those there could not settle
    /// it.
    #[serde(default)]
    pub handed_over_s: Option<f64>,
    /// Its id in the document; none for a crush warning raised by what was seen.
    #[serde(default)]
    pub incident: Option<String>,
    /// The cell, gate or exit where it began.
    #[serde(default)]
    pub place: Option<String>,
    /// Whether an order from the desk brought it about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
}

impl IncidentFigures {
    /// When somebody who may deal with it first was there \[s\]; none if nobody was.
    #[must_use]
    pub fn answered_s(&self) -> Option<f64> {
        self.attended_s.or(self.on_scene_s)
    }
}

/// What staff did; where the document has no staff, all none but the time people
/// spent in fires. Response times count from the first report to the first who may
/// deal with the incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StaffFigures {
    /// Visitors whom staff told where to go.
    pub guided: Option<u32>,
    /// Median response time over the incidents reported, by nearest rank \[s\]; none
    /// if nobody came to that many of them.
    pub response_p50_s: Option<f64>,
    /// 90th percentile of the response time, likewise \[s\].
    pub response_p90_s: Option<f64>,
    /// Share of responses within their target, of the incidents that have one: fires
    /// reported, and medical ones where survival hangs on minutes.
    pub within_target: Option<f64>,
    /// Posts that were left, in the order of the document.
    #[serde(default)]
    pub posts: Vec<PostFigures>,
    /// Orders for gates, as they were given.
    #[serde(default)]
    pub orders: Vec<OrderFigures>,
    /// Paths that the plan keeps shut or one-way.
    #[serde(default)]
    pub paths: Vec<PathFigures>,
    /// Share of the medical incidents where survival hangs on minutes that somebody
    /// came to within the target, counted from their beginning.
    #[serde(default)]
    pub critical_within_target: Option<f64>,
    /// How much sooner another would have been there than the one who was sent, on
    /// average over `regrets` \[s\].
    #[serde(default)]
    pub regret_mean_s: Option<f64>,
    /// How often that was reckoned.
    #[serde(default)]
    pub regrets: u32,
    /// Time people spent in the area of a fire, summed over everyone [person s].
    #[serde(default)]
    pub exposed_person_s: Option<f64>,
    /// Units whose members were on a task, in the order of the document.
    #[serde(default)]
    pub on_task: Vec<TaskFigures>,
    /// Times a member was taken from an incident for a graver one.
    #[serde(default)]
    pub recalled: u32,
}

/// A unit whose members went to a task or worked on one: an incident, or an order of
/// the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskFigures {
    /// The unit.
    pub unit: String,
    /// How long, summed over its members [person s].
    pub on_task_s: f64,
}

/// A post that was left, or fell below the fewest with whom it works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostFigures {
    /// The unit.
    pub unit: String,
    /// How often.
    pub left: u32,
    /// How long in all, on the way of the whole unit to another post too \[s\].
    pub empty_s: f64,
}

/// An order that came from the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenFigures {
    /// When it was taken \[s\].
    pub t_s: f64,
    /// What: `gate_open`, `gate_held`, `gate_closed`, `unit_sent`, `evacuation` or
    /// `incident`.
    pub order: String,
    /// The gate, or the cell a unit was sent to or an incident began in.
    pub place: Option<String>,
    /// The unit that was sent.
    pub unit: Option<String>,
    /// The plan of the evacuation.
    pub plan: Option<String>,
}

/// An order for a gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFigures {
    /// The gate.
    pub gate: String,
    /// When it was given \[s\].
    pub given_s: f64,
    /// When enough people were there to carry it out; none if they never were
    /// \[s\].
    pub carried_out_s: Option<f64>,
}

/// A path that the plan keeps shut or one-way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathFigures {
    /// The path.
    pub path: String,
    /// How long after the alarm nobody stood at one of its ends \[s\].
    pub unkept_s: f64,
}

/// A rule of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleFigures {
    /// The plan.
    pub plan: String,
    /// The rule.
    pub id: String,
    /// When its condition was met for the first time; none if it never was \[s\].
    pub met_s: Option<f64>,
    /// When that was decided; none if it was not before the end \[s\].
    pub decided_s: Option<f64>,
    /// How often it was decided.
    pub times: u32,
}

/// What went wrong inside the simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integrity {
    /// Persons who wished to walk and moved less than 0.5 m in 60 s, without
    /// standing in a queue or crowd that gets on; or in 300 s in one.
    pub stuck: u32,
    /// Pairs deeper in each other than 20 % of a body, counted a second.
    pub overlaps: u64,
    /// Persons put back inside walls.
    pub wall_corrections: u64,
    /// Visitors who had to wait for room to come in.
    pub spawn_waits: u32,
    /// Persons who wished to walk and moved less than 0.5 m in 60 s, in a crowd
    /// that got on ahead of them.
    #[serde(default)]
    pub crowd_waits: u32,
    /// Persons who could not get on against a crowd and gave up where they were
    /// bound for.
    pub turned_back: u32,
    /// Whether the run shows a crowd for which the model does not hold
    /// ([`is_implausible`]): its answer is withheld.
    #[serde(default)]
    pub implausible: bool,
}

/// Densities up to this were measured in crowds that still moved [1/m²]
/// (Helbing, Johansson and Al-Abideen 2007).
pub const MOST_MEASURED_PER_M2: f64 = 10.0;

/// Whether a run shows a crowd for which the model does not hold: denser than
/// any that was measured, or with more than one second of deep overlap a visitor (plans that
/// work have some hundredths).
#[must_use]
pub fn is_implausible(max_density_per_m2: Option<f64>, overlaps: u64, entered: u32) -> bool {
    max_density_per_m2.is_some_and(|density| density > MOST_MEASURED_PER_M2)
        || overlaps > u64::from(entered)
}

/// What a run cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// Steps.
    pub steps: u64,
    /// Locomotion updates.
    pub agent_steps: u64,
    /// Wall-clock time \[s\].
    pub wall_s: f64,
    /// Wall-clock time × threads ÷ locomotion updates \[ns\].
    pub ns_per_agent_step: f64,
    /// Threads.
    pub threads: usize,
    /// Peak resident memory \[MB\]; none where it cannot be read.
    pub peak_rss_mb: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::is_implausible;

    #[test]
    fn a_crowd_denser_than_any_measured_or_full_of_overlaps_cannot_be() {
        assert!(!is_implausible(None, 0, 0));
        assert!(!is_implausible(Some(9.2), 180, 10_500));
        assert!(is_implausible(Some(10.1), 0, 10_500));
        assert!(is_implausible(Some(6.0), 10_501, 10_500));
    }
}

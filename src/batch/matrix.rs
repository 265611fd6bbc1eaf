//! The variants of a study, made from its scenario.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::metrics::METRICS_REVISION;
use crate::model::edit::{self, EditError};
use crate::model::nearest::nearest;
use crate::model::scenario::Run;
use crate::model::study::{self, Placed, Window};
use crate::model::{Edit, Locomotion, Problem, Scenario, Severity, Study, check, file};
use crate::sim::ENGINE_REVISION;

use super::metric;
use super::store::RunKey;

/// All variants of a study, checked.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The scenario they are made from.
    pub scenario: Arc<Scenario>,
    /// The variants, in the order of the file; of a grid the last factor runs
    /// fastest.
    pub variants: Vec<Built>,
    /// The windows.
    pub windows: Vec<Window>,
    /// The variant with which all others are compared.
    pub baseline: usize,
    /// The window of each objective.
    pub windows_of_objectives: Vec<usize>,
    /// By objective and variant, whether the variant has such a metric: some only have
    /// what they add, such as a gate.
    pub has: Vec<Vec<bool>>,
}

/// A variant.
#[derive(Clone, Debug)]
pub struct Built {
    /// Id; of a grid the levels' ids, joined by a stroke.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// The plan, where a window has none.
    pub plan: Option<String>,
    /// Level of each factor.
    pub levels: Vec<usize>,
    edits: Vec<Edit>,
    scenario_hash: String,
    /// What its scenario, changes included, says of a run.
    run: Run,
    model: Locomotion,
    first_plan: Option<String>,
}

/// A variant before it is made.
struct Draft<'s> {
    id: String,
    name: String,
    plan: Option<String>,
    levels: Vec<usize>,
    edits: Vec<Placed<'s>>,
    /// Where it stands in the file.
    place: String,
}

impl Matrix {
    /// Makes the variants of a study.
    ///
    /// # Errors
    /// Everything that is wrong with them, by place in the study's file.
    pub fn new(study: &Study, scenario: Arc<Scenario>) -> Result<Self, Vec<Problem>> {
        let mut problems = study::check(study);
        if !problems.is_empty() {
            return Err(problems);
        }
        let windows = study.windows();
        let drafts = drafts(study);
        plans_twice(study, &mut problems);
        let baseline = baseline(study, &drafts, &mut problems);
        let mut known: BTreeSet<String> = metric::names(&scenario).into_iter().collect();
        let mut has = vec![Vec::new(); study.objectives.len()];
        let mut variants = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match build(&draft, &scenario, &windows) {
                Ok((built, names)) => {
                    variants.push(built);
                    for (has, objective) in has.iter_mut().zip(&study.objectives) {
                        has.push(names.contains(&objective.metric));
                    }
                    known.extend(names);
                }
                Err(problem) => problems.push(problem),
            }
        }
        metrics(study, &known, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let window_of = |id: Option<&String>| {
            let position = |id: &String| windows.iter().position(|window| window.id == *id);
            id.and_then(position).unwrap_or(0)
        };
        let objectives = study.objectives.iter();
        Ok(Self {
            windows_of_objectives: objectives.map(|o| window_of(o.window.as_ref())).collect(),
            scenario,
            variants,
            windows,
            baseline,
            has,
        })
    }

    /// The scenario of a variant.
    ///
    /// # Errors
    /// Not where the matrix could be made: the edits were applied then.
    pub fn scenario_of(&self, variant: usize) -> Result<Scenario, EditError> {
        edit::apply_all(&self.scenario, &self.variants[variant].edits).map_err(|(_, error)| error)
    }

    /// What a run hangs on: a variant in a window with a seed.
    #[must_use]
    pub fn key(&self, variant: usize, window: usize, seed: u64) -> RunKey {
        let (built, window) = (&self.variants[variant], &self.windows[window]);
        let run = &built.run;
        let plan = (window.plan.clone())
            .or_else(|| built.plan.clone())
            .or_else(|| run.plan.clone())
            .or_else(|| built.first_plan.clone());
        RunKey {
            scenario_hash: built.scenario_hash.clone(),
            plan,
            seed,
            model: built.model.key().to_owned(),
            dt_s: run.dt_s,
            from_s: window.from.unwrap_or(run.start).seconds(),
            until_s: window.until_s,
            orders_hash: None,
            engine_revision: ENGINE_REVISION,
            metrics_revision: METRICS_REVISION,
        }
    }
}

fn shown(name: &str, id: &str) -> String {
    if name.is_empty() { id } else { name }.to_owned()
}

fn drafts(study: &Study) -> Vec<Draft<'_>> {
    if study.factors.is_empty() {
        let variants = study.variants.iter().enumerate();
        return variants
            .map(|(index, variant)| Draft {
                id: variant.id.clone(),
                name: shown(&variant.name, &variant.id),
                plan: variant.plan.clone(),
                levels: Vec::new(),
                edits: placed(&format!("variants[{index}]"), &variant.edits),
                place: format!("variants[{index}]"),
            })
            .collect();
    }
    let mut drafts = vec![Draft {
        id: String::new(),
        name: String::new(),
        plan: None,
        levels: Vec::new(),
        edits: Vec::new(),
        place: "factors".to_owned(),
    }];
    for (f, factor) in study.factors.iter().enumerate() {
        let mut next = Vec::with_capacity(drafts.len() * factor.levels.len());
        for draft in &drafts {
            for (l, level) in factor.levels.iter().enumerate() {
                let join = |a: &str, b: &str, by: &str| match a {
                    "" => b.to_owned(),
                    a => format!("{a}{by}{b}"),
                };
                let mut edits = draft.edits.clone();
                edits.extend(placed(&format!("factors[{f}].levels[{l}]"), &level.edits));
                let mut levels = draft.levels.clone();
                levels.push(l);
                next.push(Draft {
                    id: join(&draft.id, &level.id, "/"),
                    name: join(&draft.name, &shown(&level.name, &level.id), ", "),
                    plan: level.plan.clone().or_else(|| draft.plan.clone()),
                    levels,
                    edits,
                    place: format!("factors[{f}].levels[{l}]"),
                });
            }
        }
        drafts = next;
    }
    drafts
}

fn placed<'s>(place: &str, edits: &'s [Edit]) -> Vec<Placed<'s>> {
    let edits = edits.iter().enumerate();
    edits
        .map(|(index, edit)| (format!("{place}.edits[{index}]"), edit))
        .collect()
}

fn baseline(study: &Study, drafts: &[Draft<'_>], problems: &mut Vec<Problem>) -> usize {
    let Some(id) = &study.baseline else {
        return 0;
    };
    let position = drafts.iter().position(|draft| draft.id == *id);
    if position.is_none() {
        let near = nearest(id, drafts.iter().map(|draft| draft.id.as_str())).join(", ");
        problems.push(
            Problem::error("study-unknown-baseline", "baseline")
                .with("id", id)
                .with("hint", if near.is_empty() { "none" } else { "near" })
                .with("near", near),
        );
    }
    position.unwrap_or(0)
}

/// Plans of two factors, and plans of variants that every window overrides.
fn plans_twice(study: &Study, problems: &mut Vec<Problem>) {
    let mut first: Option<usize> = None;
    for (f, factor) in study.factors.iter().enumerate() {
        if !factor.levels.iter().any(|level| level.plan.is_some()) {
            continue;
        }
        if let Some(first) = first {
            let problem = Problem::error("study-plan-twice", format!("factors[{f}].levels"));
            problems.push(problem.with("first", format!("factors[{first}]")));
        }
        first = first.or(Some(f));
    }
    let overridden = study.windows().iter().all(|window| window.plan.is_some());
    let levels = study.factors.iter().flat_map(|factor| &factor.levels);
    let plan = study
        .variants
        .iter()
        .chain(levels)
        .find_map(|variant| variant.plan.as_ref());
    if let Some(plan) = plan.filter(|_| overridden) {
        problems.push(Problem::error("study-plan-unused", "windows").with("id", plan));
    }
}

/// Metrics that neither the scenario has nor any variant.
fn metrics(study: &Study, known: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    for (index, objective) in study.objectives.iter().enumerate() {
        if known.contains(&objective.metric) {
            continue;
        }
        let near = nearest(&objective.metric, known.iter().map(String::as_str)).join(", ");
        problems.push(
            Problem::error(
                "study-unknown-metric",
                format!("objectives[{index}].metric"),
            )
            .with("metric", &objective.metric)
            .with("hint", if near.is_empty() { "none" } else { "near" })
            .with("near", near),
        );
    }
}

/// A variant, and the metrics its runs may have.
fn build(
    draft: &Draft<'_>,
    base: &Scenario,
    windows: &[Window],
) -> Result<(Built, BTreeSet<String>), Problem> {
    if let Some((first, second)) = study::collision(&draft.edits) {
        return Err(Problem::error("study-edits-collide", second.0.as_str())
            .with("first", first.0)
            .with("second", second.0)
            .with("variant", &draft.id));
    }
    if let Some((first, second)) = order_matters(draft, base) {
        return Err(Problem::error("study-edits-collide", second.as_str())
            .with("first", first)
            .with("second", second)
            .with("variant", &draft.id));
    }
    let mut scenario = base.clone();
    for (place, edit) in &draft.edits {
        scenario =
            edit::apply(&scenario, edit).map_err(|error| edit_fails(draft, place, &error))?;
    }
    let mut problems = check::find(&scenario).into_iter();
    if let Some(first) = problems.find(|problem| problem.severity == Severity::Error) {
        return Err(nested(
            "study-variant-has-errors",
            &draft.place,
            draft,
            &first,
        ));
    }
    plans(draft, &scenario, windows)?;
    let names = metric::names(&scenario).into_iter().collect();
    let built = Built {
        id: draft.id.clone(),
        name: draft.name.clone(),
        plan: draft.plan.clone(),
        levels: draft.levels.clone(),
        edits: draft
            .edits
            .iter()
            .map(|(_, edit)| (*edit).clone())
            .collect(),
        scenario_hash: file::hash(&scenario),
        model: scenario.parameters.model,
        first_plan: scenario.plans.first().map(|plan| plan.id.clone()),
        run: scenario.run,
    };
    Ok((built, names))
}

/// The first two edits whose order matters, or of which only one order can be carried
/// out: which of them counts should not hang on where they stand. Edits of one list
/// are written in an order on purpose; those of different factors are not.
fn order_matters(draft: &Draft<'_>, base: &Scenario) -> Option<(String, String)> {
    let list = |place: &str| {
        place
            .rsplit_once(".edits[")
            .map(|(list, _)| list.to_owned())
    };
    for (index, (second, later)) in draft.edits.iter().enumerate() {
        for (first, earlier) in &draft.edits[..index] {
            if list(first) == list(second) {
                continue;
            }
            let both = |a: &Edit, b: &Edit| {
                let changed = edit::apply(base, a).and_then(|changed| edit::apply(&changed, b));
                changed.ok().map(|changed| file::hash(&changed))
            };
            let (there, back) = (both(earlier, later), both(later, earlier));
            if there != back {
                return Some((first.clone(), second.clone()));
            }
        }
    }
    None
}

/// Plans that the variant does not have, and windows that are empty.
fn plans(draft: &Draft<'_>, scenario: &Scenario, windows: &[Window]) -> Result<(), Problem> {
    let known = || scenario.plans.iter().map(|plan| plan.id.as_str());
    for (index, window) in windows.iter().enumerate() {
        let own = window.plan.as_ref();
        let place = match own {
            Some(_) => format!("windows[{index}].plan"),
            None => format!("{}.plan", draft.place),
        };
        let plan = own.or(draft.plan.as_ref());
        if let Some(id) = plan.filter(|id| !known().any(|other| other == id.as_str())) {
            let near = nearest(id, known()).join(", ");
            return Err(Problem::error("study-unknown-plan", place)
                .with("id", id)
                .with("variant", &draft.id)
                .with("hint", if near.is_empty() { "none" } else { "near" })
                .with("near", near));
        }
        let from = window.from.unwrap_or(scenario.run.start).seconds();
        if window.until_s.is_none() && from >= scenario.run.end.seconds() {
            let problem = Problem::error("study-window-empty", format!("windows[{index}]"));
            return Err(problem.with("id", &window.id).with("variant", &draft.id));
        }
    }
    Ok(())
}

fn edit_fails(draft: &Draft<'_>, place: &str, error: &EditError) -> Problem {
    nested("study-edit-fails", place, draft, error.problem())
}

/// A problem of the study that comes from one of the variant's scenario.
fn nested(code: &'static str, place: &str, draft: &Draft<'_>, inner: &Problem) -> Problem {
    Problem::error(code, place)
        .with("variant", &draft.id)
        .with_inner(inner.clone())
}

//! The variants of a study, made from its scenario.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::metrics::METRICS_REVISION;
use crate::model::edit::{self, EditError};
use crate::model::nearest::nearest;
use crate::model::scenario::Run;
use crate::model::study::{self, Collisions, EditList, Variant, Window};
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
    /// The lists of edits that make it: its own, or those of its levels.
    lists: Vec<&'s EditList<'s>>,
    /// Where it stands in the file.
    place: &'s str,
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
        let lists = lists(study);
        let drafts = drafts(study, &lists);
        plans_twice(study, &mut problems);
        let baseline = baseline(study, &drafts, &mut problems);
        let mut known: BTreeSet<String> = metric::names(&scenario).into_iter().collect();
        let mut has = vec![Vec::new(); study.objectives.len()];
        let mut variants = Vec::with_capacity(drafts.len());
        let mut collisions = Collisions::new(&scenario);
        let mut collided = BTreeSet::new();
        for draft in drafts {
            if let Some(pair) = collisions.find(&draft.lists) {
                // Two levels collide in every variant that has both: told once.
                if !collided.contains(&pair) {
                    problems.push(collide(&draft, &pair));
                    collided.insert(pair);
                }
                continue;
            }
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

/// The lists of edits of the study, of a grid by factor and level.
fn lists(study: &Study) -> Vec<Vec<EditList<'_>>> {
    if study.factors.is_empty() {
        return vec![lists_of("variants", &study.variants)];
    }
    let factors = study.factors.iter().enumerate();
    factors
        .map(|(f, factor)| lists_of(&format!("factors[{f}].levels"), &factor.levels))
        .collect()
}

fn lists_of<'s>(path: &str, variants: &'s [Variant]) -> Vec<EditList<'s>> {
    let variants = variants.iter().enumerate();
    variants
        .map(|(index, variant)| EditList {
            place: format!("{path}[{index}]"),
            edits: &variant.edits,
        })
        .collect()
}

fn drafts<'s>(study: &Study, lists: &'s [Vec<EditList<'s>>]) -> Vec<Draft<'s>> {
    if study.factors.is_empty() {
        let variants = study.variants.iter().zip(&lists[0]);
        return variants
            .map(|(variant, list)| Draft {
                id: variant.id.clone(),
                name: shown(&variant.name, &variant.id),
                plan: variant.plan.clone(),
                levels: Vec::new(),
                lists: vec![list],
                place: &list.place,
            })
            .collect();
    }
    let mut drafts = vec![Draft {
        id: String::new(),
        name: String::new(),
        plan: None,
        levels: Vec::new(),
        lists: Vec::new(),
        place: "factors",
    }];
    for (factor, lists) in study.factors.iter().zip(lists) {
        let mut next = Vec::with_capacity(drafts.len() * factor.levels.len());
        for draft in &drafts {
            for (l, (level, list)) in factor.levels.iter().zip(lists).enumerate() {
                let join = |a: &str, b: &str, by: &str| match a {
                    "" => b.to_owned(),
                    a => format!("{a}{by}{b}"),
                };
                next.push(Draft {
                    id: join(&draft.id, &level.id, "/"),
                    name: join(&draft.name, &shown(&level.name, &level.id), ", "),
                    plan: level.plan.clone().or_else(|| draft.plan.clone()),
                    levels: and(&draft.levels, l),
                    lists: and(&draft.lists, list),
                    place: &list.place,
                });
            }
        }
        drafts = next;
    }
    drafts
}

/// A list with one more.
fn and<T: Clone>(list: &[T], one: T) -> Vec<T> {
    list.iter().cloned().chain([one]).collect()
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
    let mut scenario = base.clone();
    for list in &draft.lists {
        scenario = edit::apply_all(&scenario, list.edits)
            .map_err(|(index, error)| edit_fails(draft, &list.path(index), &error))?;
    }
    let mut problems = check::find(&scenario).into_iter();
    if let Some(first) = problems.find(|problem| problem.severity == Severity::Error) {
        return Err(nested(
            "study-variant-has-errors",
            draft.place,
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
        edits: (draft.lists.iter())
            .flat_map(|list| list.edits)
            .cloned()
            .collect(),
        scenario_hash: file::hash(&scenario),
        model: scenario.parameters.model,
        first_plan: scenario.plans.first().map(|plan| plan.id.clone()),
        run: scenario.run,
    };
    Ok((built, names))
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

/// Two edits that undo each other.
fn collide(draft: &Draft<'_>, (first, second): &(String, String)) -> Problem {
    Problem::error("study-edits-collide", second.as_str())
        .with("first", first)
        .with("second", second)
        .with("variant", &draft.id)
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

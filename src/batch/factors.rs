//! The factors of a study's grid: what each of their levels amounts to, what they do
//! to an objective, how they do it together, and the fewest staff that are not shown to
//! do worse than the most.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::statistics::{
    Better, Comparison, Confidence, MeanEstimate, compare, effects, holm,
};
use crate::model::edit::number_at;
use crate::model::staff::Role;
use crate::model::study::Factor;
use crate::model::{Edit, Scenario, Study};

/// Differences whose corrected p-value is below this are called real.
const SIGNIFICANT: f64 = 0.05;

/// A factor, as the study has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactorTold {
    /// Id.
    pub id: String,
    /// Name shown to people; the id if the study gives none.
    pub name: String,
    /// What it varies: `staff` (head-counts), `visitors` (their number), `parameter`
    /// (one number of the scenario), `rules` (the rules gates are held to), or `other`.
    pub kind: String,
    /// Of a parameter its path.
    pub path: Option<String>,
    /// Levels.
    pub levels: Vec<LevelTold>,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelTold {
    /// Id.
    pub id: String,
    /// Name shown to people; the id if the study gives none.
    pub name: String,
    /// How much it is: people, the share of the scenario's visitors, or the
    /// parameter; none for a factor of another kind.
    pub amount: Option<f64>,
}

/// What the factors do to one objective, over the replications that all variants have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectsFound {
    /// Path of the metric.
    pub metric: String,
    /// The window.
    pub window: String,
    /// Replications of every variant.
    pub replications: usize,
    /// Mean of all variants.
    pub mean: f64,
    /// Half the width of its interval.
    pub half_width: f64,
    /// Factors with two levels or more, in their order.
    pub factors: Vec<FactorEffect>,
    /// Pairs of them.
    pub interactions: Vec<InteractionFound>,
}

/// What a factor does, over all levels of the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactorEffect {
    /// Id of the factor.
    pub factor: String,
    /// Id of the level with which the others are compared: of staff the most people,
    /// else the baseline's.
    pub reference: String,
    /// Levels, in their order.
    pub levels: Vec<LevelFound>,
    /// Of staff the id of the level with the fewest people that, with all levels
    /// above it, is not shown to be worse than the most; none for other factors.
    pub knee: Option<String>,
}

/// What a level does, over all levels of the other factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelFound {
    /// Id.
    pub id: String,
    /// Mean of all variants with it.
    pub mean: f64,
    /// Half the width of its interval.
    pub half_width: f64,
    /// That mean less the mean of all variants.
    pub effect: f64,
    /// Half the width of its interval.
    pub effect_half_width: f64,
    /// That mean less the reference's, by replication; none of the reference.
    pub difference: Option<f64>,
    /// Half the width of its interval.
    pub difference_half_width: Option<f64>,
    /// How likely so much difference would be by chance, corrected for the levels of
    /// the factor (Holm).
    pub p_holm: Option<f64>,
    /// Whether that is below 0.05.
    pub significant: bool,
    /// Whether it is better than the reference, as far as that shows.
    pub is_better: Option<bool>,
}

/// By how much two levels together do more than both apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InteractionFound {
    /// Ids of the factors.
    pub factors: [String; 2],
    /// Ids of their levels.
    pub levels: [String; 2],
    /// The mean of the variants with both, less what both effects would make it.
    pub effect: f64,
    /// Half the width of its interval.
    pub half_width: f64,
    /// Whether the interval holds no 0 even if widened for all interactions of the
    /// objective together (Bonferroni).
    pub significant: bool,
}

/// The factors of a study.
#[must_use]
pub fn told(study: &Study, scenario: &Scenario) -> Vec<FactorTold> {
    let shown = |name: &str, id: &str| if name.is_empty() { id } else { name }.to_owned();
    (study.factors.iter())
        .map(|factor| {
            let (kind, path, amounts) = amounts(factor, scenario);
            FactorTold {
                id: factor.id.clone(),
                name: shown(&factor.name, &factor.id),
                kind: kind.to_owned(),
                path,
                levels: (factor.levels.iter().zip(amounts))
                    .map(|(level, amount)| LevelTold {
                        id: level.id.clone(),
                        name: shown(&level.name, &level.id),
                        amount,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// What a factor varies, and how much each level is of it. A level without a change is
/// what the scenario has.
fn amounts(
    factor: &Factor,
    scenario: &Scenario,
) -> (&'static str, Option<String>, Vec<Option<f64>>) {
    let other = || ("other", None, vec![None; factor.levels.len()]);
    let edits: Vec<Option<&Edit>> = match (factor.levels.iter())
        .map(|level| match &level.edits[..] {
            [] if level.plan.is_none() => Some(None),
            [edit] if level.plan.is_none() => Some(Some(edit)),
            _ => None,
        })
        .collect()
    {
        Some(edits) => edits,
        None => return other(),
    };
    let Some(first) = edits.iter().flatten().next() else {
        return other();
    };
    let each = |base: Option<f64>, amount: &dyn Fn(&Edit) -> Option<f64>| {
        let of = |edit: &Option<&Edit>| edit.map_or(base, amount);
        let amounts: Vec<Option<f64>> = edits.iter().map(of).collect();
        let all = amounts.iter().all(Option::is_some);
        all.then_some(amounts)
    };
    let found = match first {
        Edit::ScaleStaff { roles, .. } => {
            let meant = |role: Role| roles.is_empty() || roles.contains(&role);
            let units = scenario.staff.units.iter();
            let people = units.filter(|u| meant(u.role)).map(|u| u64::from(u.count));
            let people: u64 = people.sum();
            let same: BTreeSet<Role> = roles.iter().copied().collect();
            let total = |edit: &Edit| match edit {
                Edit::ScaleStaff { roles, total }
                    if roles.iter().copied().collect::<BTreeSet<_>>() == same =>
                {
                    Some(f64::from(*total))
                }
                _ => None,
            };
            each(Some(people as f64), &total).map(|amounts| ("staff", None, amounts))
        }
        Edit::ScaleVisitors { .. } => each(Some(1.0), &|edit| match edit {
            Edit::ScaleVisitors { factor } => Some(*factor),
            _ => None,
        })
        .map(|amounts| ("visitors", None, amounts)),
        Edit::SetParameter { path, .. } => each(number_at(scenario, path), &|edit| match edit {
            Edit::SetParameter { path: own, value } if own == path => Some(*value),
            _ => None,
        })
        .map(|amounts| ("parameter", Some(path.clone()), amounts)),
        Edit::SetRules(_) => {
            let all = (edits.iter().flatten()).all(|edit| matches!(edit, Edit::SetRules(_)));
            all.then(|| ("rules", None, vec![None; factor.levels.len()]))
        }
        _ => None,
    };
    found.unwrap_or_else(other)
}

/// An objective of all variants of a grid.
pub struct Responses<'a> {
    /// Path of the metric.
    pub metric: &'a str,
    /// The window.
    pub window: &'a str,
    /// Which way is better.
    pub better: Better,
    /// By variant the values by replication, the last factor's level running fastest.
    pub values: &'a [Vec<Option<f64>>],
}

/// What the factors of a grid do to an objective; none if some run has no number, for
/// a mean over variants would have to leave it out, if there are fewer than two
/// replications, or no factor has two levels. `reference` are the baseline's levels.
#[must_use]
pub fn found(
    factors: &[FactorTold],
    reference: &[usize],
    responses: &Responses<'_>,
) -> Option<EffectsFound> {
    // Variants that a selection dropped have fewer.
    let replications = responses.values.iter().map(Vec::len).min()?;
    let cells: Vec<Vec<Option<f64>>> = (responses.values.iter())
        .map(|values| values[..replications].to_vec())
        .collect();
    let varied: Vec<usize> = (0..factors.len())
        .filter(|&factor| factors[factor].levels.len() > 1)
        .collect();
    let levels: Vec<usize> = varied.iter().map(|&f| factors[f].levels.len()).collect();
    let confidence = Confidence::PERCENT_95;
    let all = (!levels.is_empty()).then(|| effects(&levels, &cells, confidence).ok())??;
    let strict = confidence.shared_by(all.interactions.len());
    let strict = effects(&levels, &cells, strict).ok()?;
    let id = |factor: usize, level: usize| factors[varied[factor]].levels[level].id.clone();
    Some(EffectsFound {
        metric: responses.metric.to_owned(),
        window: responses.window.to_owned(),
        replications,
        mean: all.grand_mean.mean,
        half_width: all.grand_mean.half_width,
        factors: (all.factors.iter().enumerate())
            .map(|(at, main)| {
                let told = &factors[varied[at]];
                let means = by_replication(&levels, &cells, at);
                let estimates = main.levels.iter().map(|l| (l.mean, l.effect)).collect();
                factor(
                    told,
                    reference[varied[at]],
                    estimates,
                    &means,
                    responses.better,
                )
            })
            .collect(),
        interactions: (all.interactions.iter().zip(&strict.interactions))
            .map(|(one, strict)| InteractionFound {
                factors: [one.factors.0, one.factors.1].map(|f| factors[varied[f]].id.clone()),
                levels: [
                    id(one.factors.0, one.levels.0),
                    id(one.factors.1, one.levels.1),
                ],
                effect: one.effect.mean,
                half_width: one.effect.half_width,
                significant: strict.effect.mean.abs() > strict.effect.half_width,
            })
            .collect(),
    })
}

/// By level of a factor, the mean over all variants with it, by replication.
fn by_replication(
    levels: &[usize],
    cells: &[Vec<Option<f64>>],
    factor: usize,
) -> Vec<Vec<Option<f64>>> {
    let faster: usize = levels[factor + 1..].iter().product();
    (0..levels[factor])
        .map(|level| {
            let with = |cell: &usize| (cell / faster) % levels[factor] == level;
            let own: Vec<usize> = (0..cells.len()).filter(with).collect();
            let replications = 0..cells[0].len();
            replications
                .map(|replication| {
                    let values = own.iter().map(|&cell| cells[cell][replication]);
                    let sum: Option<f64> = values.sum();
                    sum.map(|sum| sum / own.len() as f64)
                })
                .collect()
        })
        .collect()
}

fn factor(
    told: &FactorTold,
    baseline: usize,
    estimates: Vec<(MeanEstimate, MeanEstimate)>,
    means: &[Vec<Option<f64>>],
    better: Better,
) -> FactorEffect {
    let is_staff = told.kind == "staff";
    let amount = |level: usize| told.levels[level].amount.unwrap_or(0.0);
    let mut by_amount: Vec<usize> = (0..told.levels.len()).collect();
    by_amount.sort_by(|&a, &b| amount(b).total_cmp(&amount(a)).then(a.cmp(&b)));
    let reference = if is_staff { by_amount[0] } else { baseline };
    let compared: Vec<Option<Comparison>> = (0..means.len())
        .map(|level| {
            let other = level != reference;
            other.then(|| {
                compare(
                    &means[level],
                    &means[reference],
                    better,
                    Confidence::PERCENT_95,
                )
            })
        })
        .collect();
    let p_values: Vec<f64> = compared
        .iter()
        .flatten()
        .map(Comparison::judged_p)
        .collect();
    let mut corrected = holm(&p_values).into_iter();
    let levels: Vec<LevelFound> = (compared.iter().zip(estimates).enumerate())
        .map(|(level, (compared, (mean, effect)))| {
            let difference = compared.as_ref().and_then(|c| c.difference.as_ref());
            let difference = difference.map(|difference| difference.estimate);
            let p_holm = compared.as_ref().and_then(|_| corrected.next());
            LevelFound {
                id: told.levels[level].id.clone(),
                mean: mean.mean,
                half_width: mean.half_width,
                effect: effect.mean,
                effect_half_width: effect.half_width,
                difference: difference.map(|d| d.mean),
                difference_half_width: difference.map(|d| d.half_width),
                p_holm,
                significant: p_holm.is_some_and(|p| p < SIGNIFICANT),
                is_better: difference.filter(|d| d.mean != 0.0).map(|d| match better {
                    Better::Smaller => d.mean < 0.0,
                    Better::Larger => d.mean > 0.0,
                }),
            }
        })
        .collect();
    let is_worse =
        |level: usize| levels[level].significant && levels[level].is_better == Some(false);
    let knee = by_amount
        .iter()
        .copied()
        .take_while(|&level| !is_worse(level))
        .last();
    FactorEffect {
        factor: told.id.clone(),
        reference: told.levels[reference].id.clone(),
        knee: knee
            .filter(|_| is_staff)
            .map(|level| told.levels[level].id.clone()),
        levels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(amounts: &[f64]) -> FactorTold {
        FactorTold {
            id: "guards".into(),
            name: "guards".into(),
            kind: "staff".into(),
            path: None,
            levels: (amounts.iter())
                .map(|amount| LevelTold {
                    id: format!("{amount}"),
                    name: format!("{amount}"),
                    amount: Some(*amount),
                })
                .collect(),
        }
    }

    /// Eight replications round a value, with spread of their own.
    fn around(value: f64, shift: usize) -> Vec<Option<f64>> {
        let wobble = [0.3, -0.2, 0.1, -0.4, 0.2, -0.1, 0.4, -0.3];
        (0..8)
            .map(|k| Some(value + wobble[(k + shift) % 8]))
            .collect()
    }

    #[test]
    fn the_knee_is_the_fewest_that_do_as_well_as_the_most() {
        let values = [
            around(10.0, 0),
            around(10.0, 3),
            around(20.0, 5),
            around(40.0, 1),
        ];
        let guards = staff(&[200.0, 150.0, 100.0, 50.0]);
        let responses = Responses {
            metric: "m",
            window: "w",
            better: Better::Smaller,
            values: &values,
        };
        let found = found(&[guards], &[0], &responses).expect("numbers");
        let factor = &found.factors[0];
        assert_eq!(
            (factor.knee.as_deref(), &*factor.reference),
            (Some("150"), "200")
        );
        assert_eq!(factor.levels[2].is_better, Some(false));
        assert!((factor.levels[3].difference.unwrap_or(0.0) - 30.0).abs() < 1e-9);
        assert!((found.mean - 20.0).abs() < 1e-9 && found.interactions.is_empty());
    }

    #[test]
    fn levels_that_help_only_together_are_an_interaction() {
        let values = [
            around(10.0, 0),
            around(10.0, 3),
            around(10.0, 5),
            around(2.0, 1),
        ];
        let factors = [
            staff(&[1.0, 2.0]),
            FactorTold {
                id: "b".into(),
                kind: "other".into(),
                ..staff(&[1.0, 2.0])
            },
        ];
        let responses = Responses {
            metric: "m",
            window: "w",
            better: Better::Smaller,
            values: &values,
        };
        let effects = found(&factors, &[0, 0], &responses).expect("numbers");
        assert_eq!(effects.interactions.len(), 4);
        assert!(
            effects
                .interactions
                .iter()
                .all(|one| one.significant && (one.effect.abs() - 2.0).abs() < 1e-9)
        );
        let mut missing = values.to_vec();
        missing[2][1] = None;
        let responses = Responses {
            values: &missing,
            ..responses
        };
        assert_eq!(
            found(&factors, &[0, 0], &responses),
            None,
            "a run has no number"
        );
    }
}

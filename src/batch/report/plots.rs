//! Plots of the report: effects with their intervals, staff against outcome,
//! sensitivity, curves as bands.

use super::charts::{Course, Dot, Dots, Levels, Panel, Panels, Point, Side, bands, dots, levels};
use super::page::Titled;
use super::speak::Speak;
use super::{tables, tell};
use crate::analysis::report::page::Drawing;
use crate::analysis::report::words::Words;
use crate::batch::factors::{EffectsFound, FactorEffect, FactorTold};
use crate::batch::numbers::number;
use crate::model::Time;

/// Most panels of curves.
const PANELS: usize = 24;
/// Most lines of another factor in a plot of staff against outcome.
const COURSES: usize = 4;

/// Every objective as dots with intervals: what it came to, and the difference to the
/// baseline.
pub(super) fn effects(speak: &Speak<'_>) -> Vec<Titled> {
    let objectives = 0..speak.findings.objectives.len();
    objectives
        .map(|index| Titled {
            title: tables::titled(speak, index),
            drawing: effect(speak, index),
        })
        .collect()
}

fn effect(speak: &Speak<'_>, index: usize) -> Drawing {
    let findings = speak.findings;
    let quantity = speak.quantity(index);
    let title = |key: &str| {
        let text = speak.t(key);
        match quantity.unit.is_empty() {
            true => text,
            false => format!("{text} [{}]", quantity.unit),
        }
    };
    let around = |mean: Option<f64>, half: Option<f64>, bootstrap: Option<[f64; 2]>| {
        let (mean, half) = (quantity.of(mean?), quantity.of(half.unwrap_or(0.0)));
        let student = [mean - half, mean + half];
        let interval = bootstrap.map_or(student, |ends| ends.map(|end| quantity.of(end)));
        Some((mean, interval))
    };
    let baseline = speak.baseline();
    let rows = (findings.variants.iter().enumerate())
        .map(|(at, variant)| {
            let found = &variant.objectives[index];
            let difference = found.difference;
            Dot {
                name: speak.variant(at),
                values: vec![
                    around(found.mean, found.half_width, found.bootstrap),
                    difference.and_then(|d| around(d.mean, d.half_width, d.bootstrap)),
                ],
                range: (found.best.zip(found.worst))
                    .map(|(best, worst)| [quantity.of(best), quantity.of(worst)]),
                instead: match found.absent {
                    true => speak.t("study-verdict-absent"),
                    false => speak.with(
                        "study-dots-nulls",
                        &[
                            ("n", found.nulls.to_string()),
                            ("runs", found.runs.to_string()),
                        ],
                    ),
                },
                is_real: difference.is_some_and(|d| d.significant),
                is_baseline: at == baseline,
            }
        })
        .collect();
    let limit = findings.objectives[index].limit.map(|limit| {
        let (crate::model::study::Limit::AtMost(bound)
        | crate::model::study::Limit::AtLeast(bound)) = limit;
        (
            quantity.of(bound),
            tell::limit(speak, index).unwrap_or_default(),
        )
    });
    let chart = Dots {
        sides: vec![
            Side {
                title: title("study-dots-value"),
                mark: limit,
                zero: false,
            },
            Side {
                title: title("study-dots-difference"),
                mark: None,
                zero: true,
            },
        ],
        rows,
    };
    Drawing {
        svg: dots(&chart, &speak.objective(index)),
        caption: String::new(),
    }
}

/// The objective that decides over the number of people, a plot a factor.
pub(super) fn staffing(speak: &Speak<'_>) -> Vec<Drawing> {
    let effects = speak.findings.effects.first().and_then(Option::as_ref);
    let factors = speak.findings.factors.iter().enumerate();
    factors
        .filter(|(_, factor)| factor.kind == "staff")
        .filter_map(|(index, factor)| {
            let effect = effects?.factors.iter().find(|e| e.factor == factor.id)?;
            Some(over_amount(speak, index, factor, effect))
        })
        .collect()
}

fn over_amount(
    speak: &Speak<'_>,
    index: usize,
    factor: &FactorTold,
    effect: &FactorEffect,
) -> Drawing {
    let quantity = speak.quantity(0);
    let amount = |level: usize| factor.levels[level].amount.unwrap_or(0.0);
    let mut order: Vec<usize> = (0..factor.levels.len()).collect();
    order.sort_by(|&a, &b| amount(a).total_cmp(&amount(b)));
    let knee = effect.knee.as_ref();
    let knee = knee.and_then(|id| factor.levels.iter().position(|level| level.id == *id));
    let enough = |level: usize| knee.is_some_and(|knee| amount(level) >= amount(knee));
    let points = (order.iter())
        .map(|&level| Point {
            amount: amount(level),
            mean: quantity.of(effect.levels[level].mean),
            half_width: quantity.of(effect.levels[level].half_width),
            is_enough: enough(level),
        })
        .collect();
    let name = speak.words.name(&factor.name);
    let chart = Levels {
        outcome: quantity.unit_behind(speak.objective(0) + " ·"),
        amount: name.clone(),
        points,
        courses: courses(speak, index, &order),
        knee: knee.map(|level| {
            let text = speak.with("study-levels-knee", &[("n", number(amount(level)))]);
            (amount(level), text)
        }),
    };
    Drawing {
        svg: levels(&chart, &name),
        caption: speak.with("study-levels-caption", &[("factor", name)]),
    }
}

/// Lines for the levels of the other factor with the most of them, if those are few.
fn courses(speak: &Speak<'_>, index: usize, order: &[usize]) -> Vec<Course> {
    let findings = speak.findings;
    let quantity = speak.quantity(0);
    let other = (0..findings.factors.len())
        .filter(|&f| f != index && (2..=COURSES).contains(&findings.factors[f].levels.len()))
        .max_by_key(|&f| (findings.factors[f].levels.len(), usize::MAX - f));
    let Some(other) = other else {
        return Vec::new();
    };
    let amount = |level: usize| findings.factors[index].levels[level].amount.unwrap_or(0.0);
    let mean = |own: usize, others: usize| {
        let with = |levels: &[usize]| levels[index] == own && levels[other] == others;
        let cells = findings.variants.iter().filter(|v| with(&v.levels));
        let means: Option<Vec<f64>> = cells.map(|v| v.objectives[0].mean).collect();
        let means = means.filter(|means| !means.is_empty())?;
        Some(means.iter().sum::<f64>() / means.len() as f64)
    };
    (0..findings.factors[other].levels.len())
        .map(|others| Course {
            name: speak.level(other, others),
            points: (order.iter())
                .filter_map(|&own| Some((amount(own), quantity.of(mean(own, others)?))))
                .collect(),
        })
        .collect()
}

/// What the objectives would be if attendance or a parameter were another: the
/// difference to the reference as a share of it.
pub(super) fn sensitivity(speak: &Speak<'_>) -> Option<Drawing> {
    let findings = speak.findings;
    let is_assumption = |factor: &FactorTold| matches!(&*factor.kind, "visitors" | "parameter");
    let mut rows = Vec::new();
    for (index, factor) in findings.factors.iter().enumerate() {
        if !is_assumption(factor) {
            continue;
        }
        for (objective, effects) in findings.effects.iter().enumerate() {
            let Some(effects) = effects else { continue };
            rows.extend(shares(speak, index, objective, effects));
        }
    }
    let title = speak.t("study-dots-share");
    let chart = Dots {
        sides: vec![Side {
            title: title.clone(),
            mark: None,
            zero: true,
        }],
        rows,
    };
    (!chart.rows.is_empty()).then(|| Drawing {
        svg: dots(&chart, &title),
        caption: speak.t("study-sensitivity-caption"),
    })
}

fn shares(speak: &Speak<'_>, index: usize, objective: usize, effects: &EffectsFound) -> Vec<Dot> {
    let factor = &speak.findings.factors[index];
    let Some(effect) = effects.factors.iter().find(|e| e.factor == factor.id) else {
        return Vec::new();
    };
    let reference = effect
        .levels
        .iter()
        .find(|level| level.id == effect.reference);
    let base = reference.map_or(0.0, |level| level.mean);
    if !base.is_normal() {
        return Vec::new();
    }
    (effect.levels.iter().enumerate())
        .filter_map(|(level, found)| {
            let share = |value: f64| 100.0 * value / base.abs();
            let (mean, half) = (
                share(found.difference?),
                share(found.difference_half_width?),
            );
            Some(Dot {
                name: format!(
                    "{} · {}",
                    speak.level(index, level),
                    speak.objective(objective)
                ),
                values: vec![Some((mean, [mean - half, mean + half]))],
                is_real: found.significant,
                ..Dot::default()
            })
        })
        .collect()
}

/// Curves of every window with an alarm, a panel a variant; and what was left out.
pub(super) fn curves(speak: &Speak<'_>) -> Vec<Titled> {
    let variants = &speak.findings.variants;
    let windows = variants.first().map_or(0, |variant| variant.windows.len());
    let baseline = speak.baseline();
    (0..windows)
        .filter_map(|window| {
            let curve = |at: usize| variants[at].windows[window].curve.as_ref();
            let panels: Vec<Panel> = (0..variants.len())
                .filter_map(|at| {
                    let band = curve(at)?;
                    let settled = match band.settled_after {
                        Some(runs) => speak.with("study-curve-settled", &[("n", runs.to_string())]),
                        None => speak.t("study-curve-not-settled"),
                    };
                    Some(Panel {
                        name: speak.variant(at),
                        note: settled,
                        step_s: band.step_s,
                        lines: [band.low.clone(), band.median.clone(), band.high.clone()],
                        alarm_s: band.alarm_s,
                    })
                })
                .take(PANELS)
                .collect();
            if panels.is_empty() {
                return None;
            }
            let seen = &variants[baseline].windows[window];
            let words = Words {
                start: Time(seen.start_s),
                ..speak.words
            };
            let chart = Panels {
                panels,
                baseline: curve(baseline).map(|band| (band.step_s, band.median.clone())),
            };
            let values = [
                ("baseline", speak.variant(baseline)),
                ("runs", seen.runs.to_string()),
            ];
            let mut caption = speak.with("study-curves-caption", &values);
            if variants.len() > PANELS {
                let left = (variants.len() - PANELS).to_string();
                caption = format!(
                    "{caption} {}",
                    speak.with("study-curves-left", &[("n", left)])
                );
            }
            Some(Titled {
                title: speak.window(&seen.window).unwrap_or_default(),
                drawing: Drawing {
                    svg: bands(&chart, &words, &speak.t("study-section-curves")),
                    caption,
                },
            })
        })
        .collect()
}

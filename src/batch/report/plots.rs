//! Plots of the report: effects with their intervals, staff against outcome,
//! sensitivity, curves as bands.

use super::charts::{Course, Dot, Dots, Levels, Panel, Panels, Point, Side, bands, dots, levels};
use super::page::Titled;
use super::speak::{Speak, capital};
use super::staffing::{self, Staffing};
use super::{tables, tell};
use crate::analysis::report::page::Drawing;
use crate::analysis::report::words::Words;
use crate::batch::factors::EffectsFound;
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
        svg: dots(&chart, &speak.headline(index)),
        caption: String::new(),
    }
}

/// What was compared over the number of people, a plot a factor: by the objective that
/// decides, and by the one that wants the most people, if that is another.
pub(super) fn staffing(speak: &Speak<'_>) -> Vec<Drawing> {
    let mut plots = Vec::new();
    for told in staffing::all(speak) {
        let mut objectives = vec![0];
        objectives.extend((told.objective != 0).then_some(told.objective));
        for objective in objectives {
            plots.extend(over_amount(speak, &told, objective));
        }
    }
    plots
}

fn over_amount(speak: &Speak<'_>, told: &Staffing, objective: usize) -> Option<Drawing> {
    let factor = &speak.findings.factors[told.factor];
    let effects = speak.findings.effects[objective].as_ref()?;
    let effect = effects.factors.iter().find(|e| e.factor == factor.id)?;
    let quantity = speak.quantity(objective);
    let amount = |level: usize| factor.levels[level].amount.unwrap_or(0.0);
    let mut order: Vec<usize> = (0..factor.levels.len()).collect();
    order.sort_by(|&a, &b| amount(a).total_cmp(&amount(b)));
    let points = (order.iter())
        .map(|&level| {
            let found = &effect.levels[level];
            let is_worse = found.significant && found.is_better == Some(false);
            Point {
                amount: amount(level),
                mean: quantity.of(found.mean),
                half_width: quantity.of(found.difference_half_width.unwrap_or(0.0)),
                is_enough: !is_worse,
            }
        })
        .collect();
    let name = speak.words.name(&factor.name);
    let chart = Levels {
        outcome: quantity.unit.clone(),
        amount: name.clone(),
        points,
        courses: courses(speak, told.factor, &order, objective),
        knee: {
            let n = amount(told.knee);
            let key = match order.last() == Some(&told.knee) {
                true => "study-levels-all",
                false => "study-levels-knee",
            };
            (n, speak.with(key, &[("n", number(n))]))
        },
    };
    Some(Drawing {
        svg: levels(&chart, &name),
        caption: speak.with(
            "study-levels-caption",
            &[
                ("factor", capital(&name)),
                ("metric", speak.objective(objective)),
            ],
        ),
    })
}

/// Lines for the levels of the other factor with the most of them, if those are few.
fn courses(speak: &Speak<'_>, index: usize, order: &[usize], objective: usize) -> Vec<Course> {
    let findings = speak.findings;
    let quantity = speak.quantity(objective);
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
        let means: Option<Vec<f64>> = cells.map(|v| v.objectives[objective].mean).collect();
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

/// What the objectives would be if attendance or a parameter were another, a plot a
/// level: the difference to the reference as a share of it.
pub(super) fn sensitivity(speak: &Speak<'_>) -> Vec<Titled> {
    let factors = speak.findings.factors.iter().enumerate();
    let mut plots = Vec::new();
    for (index, factor) in factors {
        if !matches!(&*factor.kind, "visitors" | "parameter") {
            continue;
        }
        for level in 0..factor.levels.len() {
            let effects = speak.findings.effects.iter().enumerate();
            let rows: Vec<Dot> = effects
                .filter_map(|(objective, effects)| {
                    share(speak, (index, level), objective, effects.as_ref()?)
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            let title = capital(&speak.level(index, level));
            let chart = Dots {
                sides: vec![Side {
                    title: speak.t("study-dots-share"),
                    mark: None,
                    zero: true,
                }],
                rows,
            };
            plots.push(Titled {
                drawing: Drawing {
                    svg: dots(&chart, &title),
                    caption: String::new(),
                },
                title,
            });
        }
    }
    plots
}

fn share(
    speak: &Speak<'_>,
    (index, level): (usize, usize),
    objective: usize,
    effects: &EffectsFound,
) -> Option<Dot> {
    let factor = &speak.findings.factors[index];
    let effect = effects.factors.iter().find(|e| e.factor == factor.id)?;
    let reference = effect
        .levels
        .iter()
        .find(|level| level.id == effect.reference)?;
    let found = &effect.levels[level];
    let share = |value: f64| 100.0 * value / reference.mean.abs();
    let (mean, half) = (
        share(found.difference?),
        share(found.difference_half_width?),
    );
    reference.mean.is_normal().then(|| Dot {
        name: speak.objective(objective),
        values: vec![Some((mean, [mean - half, mean + half]))],
        is_real: found.significant,
        ..Dot::default()
    })
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
                    Some(Panel {
                        name: speak.variant(at),
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
            // Runs that are withheld or had no alarm are in no band.
            let in_band = |at: usize| curve(at).map_or(0, |band| band.runs);
            let missing = |at: usize| variants[at].windows[window].runs - in_band(at);
            let left: usize = (0..variants.len()).map(missing).sum();
            let values = [
                ("baseline", speak.variant(baseline)),
                ("runs", in_band(baseline).to_string()),
                ("left", left.to_string()),
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

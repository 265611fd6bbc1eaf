//! Tables of the report.

use super::page::{Kept, KeptLink, TitledTable};
use super::speak::Speak;
use super::tell;
use crate::analysis::report::page::{Cell, Column, Table, Tone};
use crate::analysis::report::words::{UNKNOWN, decimal};
use crate::batch::findings::{Found, Share};
use crate::batch::store::RECORDINGS;

/// Most rows of the table of interactions.
const INTERACTIONS: usize = 8;
/// Most zones beside each other.
const ZONES: usize = 9;

/// The variants by one objective.
pub(super) fn results(speak: &Speak<'_>, index: usize) -> Table {
    let findings = speak.findings;
    let quantity = speak.quantity(index);
    let limited = findings.objectives[index].limit.is_some();
    let founds = || findings.variants.iter().map(|v| &v.objectives[index]);
    let nulls = founds().any(|found| found.nulls > 0);
    let skewed = founds().any(|found| found.bootstrap.is_some());
    let p95 = findings.has_p95(index);
    let unit = quantity.unit.clone();
    let mut columns = vec![
        Column::words(speak.t("study-column-variant")),
        Column::number(speak.t("study-column-mean"), unit.clone()),
        Column::number(
            speak.t(match p95 {
                true => "study-column-p95",
                false => "study-column-worst",
            }),
            unit.clone(),
        ),
        Column::number(speak.t("study-column-difference"), unit),
        Column::words(speak.t("study-column-verdict")),
    ];
    if nulls {
        columns.push(Column::number(
            speak.t("study-column-nulls"),
            speak.t("study-unit-runs"),
        ));
    }
    if limited {
        columns.push(Column::number(
            speak.t("study-column-broken"),
            speak.t("study-unit-runs"),
        ));
    }
    // Beside the objective that decides, whether the limits of the others hold.
    let others = index == 0
        && findings
            .objectives
            .iter()
            .skip(1)
            .any(|o| o.limit.is_some());
    if others {
        columns.push(Column::words(speak.t("study-column-limits")));
    }
    let rows = (findings.variants.iter().enumerate())
        .map(|(at, variant)| {
            let found = &variant.objectives[index];
            let difference = found.difference;
            let interval = |interval: Option<[f64; 2]>| {
                interval.map_or_else(String::new, |[low, high]| {
                    let (low, high) = (quantity.measured(low), quantity.measured(high));
                    speak.with("study-interval", &[("low", low), ("high", high)])
                })
            };
            let mut row = vec![
                Cell::text(speak.variant(at)),
                Cell::text(quantity.plus_minus(found.mean, found.half_width))
                    .noted(interval(found.bootstrap)),
                Cell::text(quantity.maybe(match p95 {
                    true => found.p95_worse_end,
                    false => found.worst,
                })),
                Cell::text(
                    difference
                        .map_or_else(String::new, |d| quantity.plus_minus(d.mean, d.half_width)),
                )
                .noted(interval(difference.and_then(|d| d.bootstrap))),
                verdict(speak, found),
            ];
            if nulls {
                row.push(match found.nulls {
                    0 => Cell::text("0"),
                    nulls => Cell::text(format!("{nulls} / {}", found.runs)).toned(Tone::Danger),
                });
            }
            if limited {
                row.push(found.broken.map_or_else(|| Cell::text(UNKNOWN), broken));
            }
            if others {
                row.push(all_limits(speak, at));
            }
            row
        })
        .collect();
    Table {
        columns,
        rows,
        note: {
            let notes = [(p95, "study-note-p95"), (skewed, "study-note-bootstrap")];
            let notes = notes.into_iter().filter(|(is_wanted, _)| *is_wanted);
            let notes: Vec<String> = notes.map(|(_, key)| speak.t(key)).collect();
            notes.join(&speak.t("study-sentence-gap"))
        },
    }
}

/// How many limits a variant keeps.
fn all_limits(speak: &Speak<'_>, variant: usize) -> Cell {
    let founds = &speak.findings.variants[variant].objectives;
    let shares: Vec<Share> = founds.iter().filter_map(|found| found.broken).collect();
    let broken = shares.iter().filter(|share| share.hits > 0).count();
    match broken {
        0 => {
            let least = shares.iter().map(|share| share.of).min();
            let most = shares.iter().map(|share| share.high).fold(0.0, f64::max);
            least.map_or_else(
                || Cell::text(UNKNOWN),
                |n| {
                    let share = format!("{:.0}", (100.0 * most).ceil());
                    Cell::text(speak.with("study-limits-kept", &[("n", n.to_string())]))
                        .noted(speak.with("study-limits-possible", &[("share", share)]))
                },
            )
        }
        broken => {
            let values = [("n", broken.to_string()), ("of", shares.len().to_string())];
            Cell::text(speak.with("study-limits-broken", &values)).toned(Tone::Danger)
        }
    }
}

fn broken(share: Share) -> Cell {
    let cell = Cell::text(format!("{} / {}", share.hits, share.of)).noted(format!(
        "{:.0}–{:.0} %",
        (100.0 * share.low).floor(),
        (100.0 * share.high).ceil()
    ));
    cell.toned(match share.hits {
        0 => Tone::Plain,
        _ => Tone::Danger,
    })
}

fn verdict(speak: &Speak<'_>, found: &Found) -> Cell {
    if found.absent {
        return Cell::text(speak.t("study-verdict-absent"));
    }
    let Some(difference) = found.difference else {
        return Cell::text(speak.t("study-verdict-baseline"));
    };
    let p = match difference.p_holm {
        p if p < 0.001 => "p\u{a0}<\u{a0}0.001".to_owned(),
        p => format!("p\u{a0}=\u{a0}{p:.3}"),
    };
    let (key, tone) = match (difference.significant, difference.is_better) {
        (true, Some(true)) => ("study-verdict-better", Tone::Good),
        (true, Some(false)) => ("study-verdict-worse", Tone::Warn),
        _ => ("study-verdict-not-shown", Tone::Plain),
    };
    Cell::text(speak.t(key)).noted(p).toned(tone)
}

/// Every objective but the one that decides.
pub(super) fn numbers(speak: &Speak<'_>) -> Vec<TitledTable> {
    (1..speak.findings.objectives.len())
        .map(|index| TitledTable {
            title: titled(speak, index),
            table: results(speak, index),
        })
        .collect()
}

/// An objective with which way is better, and its limit.
pub(super) fn titled(speak: &Speak<'_>, index: usize) -> String {
    let better = match speak.findings.objectives[index].better {
        crate::model::study::Better::Smaller => "study-smaller",
        crate::model::study::Better::Larger => "study-larger",
    };
    let values = [
        ("metric", speak.headline(index)),
        ("better", speak.t(better)),
        ("limit", tell::limit(speak, index).unwrap_or_default()),
    ];
    match tell::limit(speak, index) {
        Some(_) => speak.with("study-title-limited", &values),
        None => speak.with("study-title", &values),
    }
}

/// What each level of each factor does to the objective that decides.
pub(super) fn factors(speak: &Speak<'_>) -> Option<Table> {
    let effects = speak.findings.effects.first()?.as_ref()?;
    let quantity = speak.quantity(0);
    let unit = quantity.unit.clone();
    let mut rows = Vec::new();
    for (index, factor) in speak.findings.factors.iter().enumerate() {
        let Some(effect) = effects.factors.iter().find(|e| e.factor == factor.id) else {
            continue;
        };
        for (level, found) in effect.levels.iter().enumerate() {
            let verdict = match (found.significant, found.is_better) {
                _ if found.id == effect.reference => Cell::text(speak.t("study-verdict-reference")),
                (true, Some(true)) => Cell::text(speak.t("study-verdict-better")).toned(Tone::Good),
                (true, Some(false)) => Cell::text(speak.t("study-verdict-worse")).toned(Tone::Warn),
                _ => Cell::text(speak.t("study-verdict-not-shown")),
            };
            rows.push(vec![
                Cell::text(speak.level(index, level)),
                Cell::text(quantity.plus_minus(Some(found.mean), Some(found.half_width))),
                Cell::text(match found.difference {
                    Some(_) => quantity.plus_minus(found.difference, found.difference_half_width),
                    None => String::new(),
                }),
                verdict,
            ]);
        }
    }
    Some(Table {
        columns: vec![
            Column::words(speak.t("study-column-level")),
            Column::number(speak.t("study-column-mean"), unit.clone()),
            Column::number(speak.t("study-column-to-reference"), unit),
            Column::words(speak.t("study-column-verdict")),
        ],
        rows,
        note: speak.t("study-note-main-effects"),
    })
}

/// The strongest interactions, and in a sentence what they say.
pub(super) fn interactions(speak: &Speak<'_>) -> (Option<Table>, String) {
    let effects = speak.findings.effects.first().and_then(Option::as_ref);
    let Some(effects) = effects.filter(|effects| !effects.interactions.is_empty()) else {
        return (None, String::new());
    };
    let mut real: Vec<_> = effects
        .interactions
        .iter()
        .filter(|i| i.significant)
        .collect();
    real.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
    let count = real.len();
    // The strongest of each pair of factors: of two levels each all four are alike.
    let mut pairs: Vec<&[String; 2]> = Vec::new();
    real.retain(|one| {
        let is_new = !pairs.contains(&&one.factors);
        if is_new {
            pairs.push(&one.factors);
        }
        is_new
    });
    if real.is_empty() {
        return (None, speak.t("study-interactions-none"));
    }
    let quantity = speak.quantity(0);
    let level = |factor: &str, level: &str| {
        let factors = &speak.findings.factors;
        let f = factors.iter().position(|f| f.id == factor)?;
        let l = factors[f].levels.iter().position(|l| l.id == level)?;
        Some(speak.level(f, l))
    };
    let rows = (real.iter().take(INTERACTIONS))
        .map(|one| {
            let names: Vec<String> = (one.factors.iter().zip(&one.levels))
                .filter_map(|(factor, id)| level(factor, id))
                .collect();
            vec![
                Cell::text(names.join(" + ")),
                Cell::text(quantity.plus_minus(Some(one.effect), Some(one.half_width))),
            ]
        })
        .collect();
    let values = [
        ("n", count.to_string()),
        ("of", effects.interactions.len().to_string()),
    ];
    let table = Table {
        columns: vec![
            Column::words(speak.t("study-column-together")),
            Column::number(speak.t("study-column-more"), quantity.unit.clone()),
        ],
        rows,
        note: speak.t("study-note-interactions"),
    };
    (Some(table), speak.with("study-interactions-some", &values))
}

/// P95 of the clearing times by zone, a table a window, cut where there are many
/// zones.
pub(super) fn zones(speak: &Speak<'_>) -> Vec<TitledTable> {
    let variants = &speak.findings.variants;
    let windows = variants.first().map_or(0, |variant| variant.windows.len());
    let mut tables = Vec::new();
    for window in 0..windows {
        let seen = &variants[0].windows[window];
        let ids: Vec<&str> = seen.zones.iter().map(|zone| zone.id.as_str()).collect();
        for part in ids.chunks(ZONES) {
            let mut columns = vec![Column::words(speak.t("study-column-variant"))];
            columns.extend(part.iter().map(|id| Column::number(speak.thing(id), "")));
            let rows = (variants.iter().enumerate())
                .map(|(at, variant)| {
                    let cell = |id: &&str| {
                        let zones = &variant.windows[window].zones;
                        let zone = zones.iter().find(|zone| zone.id == **id);
                        match zone {
                            Some(zone) if zone.nulls > 0 => {
                                let values = [
                                    ("n", zone.nulls.to_string()),
                                    ("runs", variant.windows[window].runs.to_string()),
                                ];
                                Cell::text(minutes(zone.p95_s))
                                    .noted(speak.with("study-zone-not-cleared", &values))
                                    .toned(Tone::Danger)
                            }
                            Some(zone) => Cell::text(minutes(zone.p95_s)),
                            None => Cell::text(UNKNOWN),
                        }
                    };
                    let mut row = vec![Cell::text(speak.variant(at))];
                    row.extend(part.iter().map(cell));
                    row
                })
                .collect();
            tables.push(TitledTable {
                title: speak.window(&seen.window).unwrap_or_default(),
                table: Table {
                    columns,
                    rows,
                    note: String::new(),
                },
            });
        }
    }
    tables
}

/// A duration as minutes and seconds, 4:05.
fn minutes(seconds: Option<f64>) -> String {
    seconds.map_or_else(
        || UNKNOWN.to_owned(),
        |seconds| {
            let total = seconds.round().max(0.0) as u64;
            format!("{}:{:02}", total / 60, total % 60)
        },
    )
}

/// Which gate and which place bind most often.
pub(super) fn binding(speak: &Speak<'_>) -> Option<Table> {
    let findings = speak.findings;
    let several = findings.variants.first()?.windows.len() > 1;
    let mut columns = vec![Column::words(speak.t("study-column-variant"))];
    if several {
        columns.push(Column::words(speak.t("study-column-window")));
    }
    for key in [
        "study-column-gate",
        "study-column-place",
        "study-column-last-zone",
    ] {
        columns.push(Column::words(speak.t(key)));
    }
    let mut rows = Vec::new();
    for (at, variant) in findings.variants.iter().enumerate() {
        for window in &variant.windows {
            let often = |n: usize| {
                let values = [("n", n.to_string()), ("runs", window.runs.to_string())];
                speak.with("study-in-runs", &values)
            };
            let both = |often: String, note: String| {
                let values = [("often", often), ("note", note)];
                speak.with("study-often-note", &values)
            };
            let gate = window.gates.first().filter(|gate| gate.worst > 0);
            let gate = gate.map_or_else(
                || Cell::text(speak.t("study-no-queue")),
                |gate| {
                    let queue = decimal(gate.max_queue.unwrap_or(0.0), 0);
                    let note = speak.with("study-gate-note", &[("queue", queue)]);
                    Cell::text(speak.thing(&gate.id)).noted(both(often(gate.worst), note))
                },
            );
            let place = window.places.first().map_or_else(
                || Cell::text(UNKNOWN),
                |place| {
                    let density = place
                        .density_per_m2
                        .map_or_else(|| UNKNOWN.to_owned(), |density| decimal(density, 1));
                    let note = speak.with("study-place-note", &[("density", density)]);
                    Cell::text(speak.thing(&place.id))
                        .noted(both(often(place.worst), note))
                        .toned(match place.density_per_m2 {
                            Some(density) if density > 5.0 => Tone::Danger,
                            Some(density) if density > 4.0 => Tone::Warn,
                            _ => Tone::Plain,
                        })
                },
            );
            let zone = window.zones.iter().max_by_key(|zone| zone.last);
            let zone = zone.filter(|zone| zone.last > 0).map_or_else(
                || Cell::text(UNKNOWN),
                |zone| Cell::text(speak.thing(&zone.id)).noted(often(zone.last)),
            );
            let mut row = vec![Cell::text(speak.variant(at))];
            if several {
                row.push(Cell::text(speak.window(&window.window).unwrap_or_default()));
            }
            row.extend([gate, place, zone]);
            rows.push(row);
        }
    }
    Some(Table {
        columns,
        rows,
        note: speak.t("study-note-binding"),
    })
}

/// In how many runs each limit was broken.
pub(super) fn limits(speak: &Speak<'_>) -> Option<Table> {
    let findings = speak.findings;
    let limited: Vec<usize> = (0..findings.objectives.len())
        .filter(|&index| findings.objectives[index].limit.is_some())
        .collect();
    if limited.is_empty() {
        return None;
    }
    let mut columns = vec![Column::words(speak.t("study-column-variant"))];
    for &index in &limited {
        let limit = tell::limit(speak, index).unwrap_or_default();
        columns.push(Column::number(speak.headline(index), limit));
    }
    let rows = (findings.variants.iter().enumerate())
        .map(|(at, variant)| {
            let shares = limited
                .iter()
                .map(|&index| variant.objectives[index].broken);
            let cells = shares.map(|share| share.map_or_else(|| Cell::text(UNKNOWN), broken));
            let mut row = vec![Cell::text(speak.variant(at))];
            row.extend(cells);
            row
        })
        .collect();
    Some(Table {
        columns,
        rows,
        note: speak.t("study-note-limits"),
    })
}

/// The runs that stand for the variants, with links to their reports.
pub(super) fn kept(speak: &Speak<'_>, is_recorded: &dyn Fn(&str) -> bool) -> Vec<Kept> {
    let quantity = speak.quantity(0);
    (speak.findings.variants.iter().enumerate())
        .map(|(at, variant)| Kept {
            variant: speak.variant(at),
            runs: (variant.kept.iter())
                .map(|kept| KeptLink {
                    rank: speak.t(&format!("study-rank-{}", kept.rank)),
                    value: match kept.value {
                        Some(value) => quantity.measured(value),
                        None => speak.t("study-no-number"),
                    },
                    seed: kept.seed.to_string(),
                    href: match is_recorded(&kept.run) {
                        true => format!("{RECORDINGS}/{}/report.html", kept.run),
                        false => String::new(),
                    },
                })
                .collect(),
        })
        .collect()
}

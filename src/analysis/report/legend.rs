//! Legends: the same symbols as on the map, each with its words.

use std::collections::BTreeSet;

use svg::Document;
use svg::node::element::{Circle, Group, Line, Path, Pattern, Rectangle};

use super::input::ReportInput;
use super::map::{self, SymbolSpot};
use super::page::LegendItem;
use super::palette::{self, DENSITY, DENSITY_LETTERS, DENSITY_LIMITS};
use super::tables::{role_key, state_key};
use super::words::{Words, decimal};
use crate::model::{GateState, IncidentKind, PostKind, Role, Surface};

/// A symbol drawn round the origin, as a small drawing of its own.
pub(super) fn symbol(group: Group) -> String {
    Document::new()
        .set("viewBox", "-9 -9 18 18")
        .set("class", "key")
        .set("aria-hidden", "true")
        .add(group)
        .to_string()
}

fn item(group: Group, text: String) -> LegendItem {
    LegendItem {
        svg: symbol(group),
        text,
    }
}

/// The six steps of density with their limits.
pub(super) fn density(words: &Words) -> Vec<LegendItem> {
    (0..DENSITY.len())
        .map(|step| {
            let low = step.checked_sub(1).map(|i| DENSITY_LIMITS[i]);
            let high = DENSITY_LIMITS.get(step).copied();
            let limits = match (low, high) {
                (None, Some(high)) => format!("≤ {}", decimal(high, 0)),
                (Some(low), Some(high)) => format!("{}–{}", decimal(low, 0), decimal(high, 0)),
                (Some(low), None) => format!("> {}", decimal(low, 0)),
                (None, None) => String::new(),
            };
            LegendItem {
                svg: swatch(step),
                text: words.with(
                    "report-legend-density",
                    &[
                        ("letter", DENSITY_LETTERS[step].to_owned()),
                        ("limits", limits),
                        ("band", words.t(&format!("report-legend-density-{step}"))),
                    ],
                ),
            }
        })
        .collect()
}

fn swatch(step: usize) -> String {
    let square = |fill: String| {
        Rectangle::new()
            .set("x", -8)
            .set("y", -6)
            .set("width", 16)
            .set("height", 12)
            .set("fill", fill)
    };
    let mut document = Document::new()
        .set("viewBox", "-9 -9 18 18")
        .set("class", "key")
        .set("aria-hidden", "true")
        .add(square(DENSITY[step].hex()));
    if step >= 4 {
        let id = format!("key-density-{step}");
        let lines = if step == 4 {
            "M0 4L4 0"
        } else {
            "M0 4L4 0M0 0L4 4"
        };
        document = document
            .add(
                Pattern::new()
                    .set("id", id.as_str())
                    .set("width", 4)
                    .set("height", 4)
                    .set("patternUnits", "userSpaceOnUse")
                    .add(
                        Path::new()
                            .set("d", lines)
                            .set("stroke", palette::INK.hex())
                            .set("stroke-width", 0.5)
                            .set("stroke-opacity", 0.65),
                    ),
            )
            .add(square(format!("url(#{id})")));
    }
    document.to_string()
}

/// Symbols of the map that this venue uses.
pub(super) fn symbols(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let mut items = ground(input, words);
    let (a, b) = (SymbolSpot::new(-6.0, 0.0), SymbolSpot::new(6.0, 0.0));
    if !input.venue.gates.is_empty() {
        for state in [GateState::Open, GateState::Held, GateState::Closed] {
            items.push(item(
                map::gate_symbol(state, a, b),
                words.t(state_key(state)),
            ));
        }
    }
    if !input.venue.exits.is_empty() {
        let (a, b) = (SymbolSpot::new(-6.0, 6.0), SymbolSpot::new(6.0, 6.0));
        items.push(item(
            map::exit_symbol(a, b, 0.0, -1.0),
            words.t("report-legend-exit"),
        ));
    }
    items.extend(posts(input, words));
    items.extend(incidents(input, words));
    items
}

fn ground(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let mut items = Vec::new();
    let cells = &input.venue.cells;
    let tile = || {
        Rectangle::new()
            .set("x", -8)
            .set("y", -5)
            .set("width", 16)
            .set("height", 10)
            .set("fill", palette::GROUND_HIGH.hex())
            .set("stroke", palette::WALL.hex())
            .set("stroke-width", 0.8)
    };
    let lines = |data: &str, width: f64| {
        Path::new()
            .set("d", data)
            .set("fill", "none")
            .set("stroke", palette::TREAD.hex())
            .set("stroke-width", width)
    };
    if cells
        .iter()
        .any(|cell| matches!(cell.surface, Surface::Stairs { .. }))
    {
        let treads = "M-5 -5V5M-2 -5V5M1 -5V5M4 -5V5";
        items.push(item(
            Group::new().add(tile()).add(lines(treads, 0.7)),
            words.t("report-legend-stairs"),
        ));
    }
    if cells.iter().any(|cell| cell.surface == Surface::Slope) {
        items.push(item(
            Group::new().add(tile()).add(lines("M-2 -3L2 0L-2 3", 1.1)),
            words.t("report-legend-slope"),
        ));
    }
    if !input.scenario.venue.obstacles.is_empty() {
        items.push(item(
            Group::new().add(
                Rectangle::new()
                    .set("x", -6)
                    .set("y", -4)
                    .set("width", 12)
                    .set("height", 8)
                    .set("fill", palette::OBSTACLE.hex()),
            ),
            words.t("report-legend-obstacle"),
        ));
    }
    if !input.scenario.venue.barriers.is_empty() {
        items.push(item(
            Group::new().add(
                Line::new()
                    .set("x1", -8)
                    .set("x2", 8)
                    .set("stroke", palette::OBSTACLE.hex())
                    .set("stroke-width", 1.2)
                    .set("stroke-dasharray", "3 1.6"),
            ),
            words.t("report-legend-barrier"),
        ));
    }
    items
}

fn posts(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let kinds = [
        ("medical", PostKind::Medical),
        ("fire", PostKind::Fire),
        (
            "command",
            PostKind::Command {
                dispatchers: 0,
                fallback: false,
            },
        ),
        ("information", PostKind::Information),
    ];
    let same = |a: &PostKind, b: &PostKind| std::mem::discriminant(a) == std::mem::discriminant(b);
    let posts = &input.scenario.staff.posts;
    kinds
        .into_iter()
        .filter(|(_, kind)| {
            posts
                .iter()
                .any(|post| post.position.is_some() && same(&post.kind, kind))
        })
        .map(|(key, kind)| {
            item(
                map::post_symbol(&kind, 6.0),
                words.t(&format!("report-legend-post-{key}")),
            )
        })
        .collect()
}

fn incidents(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let fire = IncidentKind::Fire {
        radius_m: 0.0,
        growth_m_per_s: 0.0,
        gas_bottle: false,
    };
    let is_fire = |kind: &IncidentKind| matches!(kind, IncidentKind::Fire { .. });
    let incidents = &input.scenario.incidents;
    let mut items = Vec::new();
    if incidents.iter().any(|i| is_fire(&i.kind)) {
        items.push(item(
            map::incident_symbol(&fire, 6.0),
            words.t("report-legend-fire"),
        ));
    }
    if incidents.iter().any(|i| !is_fire(&i.kind)) {
        items.push(item(
            map::incident_symbol(&IncidentKind::Fall, 6.0),
            words.t("report-legend-incident"),
        ));
    }
    items
}

/// States of the people in the close-up, those that occur.
pub(super) fn states(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let moment = input.facts.densest.iter();
    let states: Vec<u8> = moment
        .flat_map(|m| &m.people)
        .map(|dot| dot.state)
        .collect();
    classes(&states, words)
}

/// Everybody on the maps of marked moments: states of visitors and roles of
/// staff, those that occur.
pub(super) fn marked(input: &ReportInput, words: &Words) -> Vec<LegendItem> {
    let people = || input.marked.iter().flat_map(|marked| &marked.people);
    let visitors = people().filter(|body| body.role.is_none());
    let mut items = classes(&visitors.map(|body| body.state).collect::<Vec<_>>(), words);
    let roles: BTreeSet<Role> = people().filter_map(|body| body.role).collect();
    let role = |role| {
        let text = words.t(&role_key(role));
        item(map::role_symbol(role, 6.0), text)
    };
    items.extend(roles.into_iter().map(role));
    items
}

/// The classes of states that occur.
fn classes(states: &[u8], words: &Words) -> Vec<LegendItem> {
    type Class = (&'static str, fn(u8) -> bool, u8);
    let classes: [Class; 7] = [
        ("calm", |s| s <= 2 || s == 8, 0),
        ("unaware", |s| s == 3, 3),
        ("alerted", |s| s == 4, 4),
        ("leaving", |s| s == 5, 5),
        ("assisted", |s| s == 6, 6),
        ("hurt", |s| s == 7, 7),
        ("staff", |s| s >= 16, 16),
    ];
    classes
        .into_iter()
        .filter(|(_, class, _)| states.iter().any(|state| class(*state)))
        .map(|(key, _, state)| {
            item(
                Group::new().add(
                    Circle::new()
                        .set("r", 5)
                        .set("fill", palette::state(state).hex()),
                ),
                words.t(&format!("report-state-{key}")),
            )
        })
        .collect()
}

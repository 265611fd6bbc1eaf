//! What stands round the map: the clock and whose run it is above, the legend
//! below.

use svg::Document;
use svg::node::element::{Circle, Group, Rectangle, Text};

use super::{Shot, WIDTH, alarm};
use crate::analysis::report::input::ReportInput;
use crate::analysis::report::map::{role_symbol, unit};
use crate::analysis::report::palette;
use crate::analysis::report::words::{Words, count, width_em};
use crate::model::Role;
use crate::sim::{OwnedFrame, State};

/// Height of the band above the map [units].
pub(super) const HEAD: f64 = 46.0;
/// Height of a line of the legend [units].
const LINE: f64 = 17.0;
/// Free space at the edges [units].
const MARGIN: f64 = 14.0;
/// Size of the legend's words [units].
const SMALL: f64 = 9.5;

/// What stands round the map of a run.
pub(super) struct Surround {
    title: String,
    subtitle: String,
    alarm_s: Option<f64>,
    map: f64,
    legend: Vec<Vec<(Group, String)>>,
    start_s: f64,
}

impl Surround {
    /// Of a run whose map is so high [units].
    pub(super) fn new(input: &ReportInput, words: &Words, shot: &Shot<'_>, map: f64) -> Self {
        let scenario = &input.scenario;
        let plan = shot.plan.unwrap_or_default();
        let mut subtitle = vec![words.with("picture-seed", &[("seed", shot.seed.to_string())])];
        if let Some(plan) = scenario.plans.iter().find(|known| known.id == plan) {
            let name = if plan.name.trim().is_empty() {
                &plan.id
            } else {
                &plan.name
            };
            subtitle.insert(0, words.name(name));
        }
        if scenario.venue.sheets.len() > 1
            && let Some(name) = input
                .venue
                .sheets
                .get(usize::from(shot.sheet.unsigned_abs()))
        {
            subtitle.push(words.name(name));
        }
        Self {
            title: words.name(&scenario.name),
            subtitle: subtitle.join(" · "),
            alarm_s: alarm(shot.events),
            map,
            legend: rows(legend(input, words)),
            start_s: shot.start.seconds(),
        }
    }

    /// Height of the whole picture [units].
    pub(super) fn height(&self) -> f64 {
        HEAD + self.map + self.legend.len() as f64 * LINE + 8.0
    }

    /// The bands above and below at a moment; the map's place is left free.
    pub(super) fn svg(&self, words: &Words, moment: &OwnedFrame) -> String {
        let at_s = moment.t_ms as f64 / 1e3;
        let inside = (0..moment.id.len())
            .filter(|row| State::is_inside(moment.state[*row]))
            .filter(|row| !State::is_staff(moment.state[*row]))
            .count();
        let inside = words.with("picture-inside", &[("n", count(inside as u64))]);
        let right = WIDTH - MARGIN;
        let mut page = Document::new()
            .set("viewBox", format!("0 0 {WIDTH} {}", unit(self.height())))
            .add(text(&self.clock(at_s), (MARGIN, 31.0), 25.0, "600"))
            .add(text(&inside, (right, 21.0), 13.0, "600").set("text-anchor", "end"))
            .add(text(&self.title, (142.0, 21.0), 13.0, "600"))
            .add(quiet(&self.subtitle, (142.0, 36.0)));
        if let Some(alarm_s) = self.alarm_s.filter(|alarm_s| *alarm_s <= at_s) {
            let since = [("time", words.duration((at_s - alarm_s).floor()))];
            let since = words.with("picture-since-alarm", &since);
            page = page.add(quiet(&since, (right, 36.0)).set("text-anchor", "end"));
        }
        for edge in [HEAD, HEAD + self.map] {
            let line = Rectangle::new()
                .set("y", unit(edge - 0.5))
                .set("width", WIDTH)
                .set("height", 1)
                .set("fill", palette::LINE.hex());
            page = page.add(line);
        }
        for (number, row) in self.legend.iter().enumerate() {
            let y = HEAD + self.map + 4.0 + LINE * (number as f64 + 0.5);
            let mut x = MARGIN;
            for (symbol, words) in row {
                let place = format!("translate({} {})", unit(x + 4.0), unit(y));
                page = page
                    .add(symbol.clone().set("transform", place))
                    .add(quiet(words, (x + 12.0, y + 3.3)).set("font-size", SMALL));
                x += advance(words);
            }
        }
        page.to_string()
    }

    fn clock(&self, at_s: f64) -> String {
        let total = (self.start_s + at_s).max(0.0).floor() as u64;
        let (h, m, s) = (total / 3600, total / 60 % 60, total % 60);
        format!("{h:02}:{m:02}:{s:02}")
    }
}

/// Width of an entry of the legend [units].
fn advance(words: &str) -> f64 {
    12.0 + width_em(words) * SMALL + 16.0
}

/// Entries in as many lines as they take.
fn rows(entries: Vec<(Group, String)>) -> Vec<Vec<(Group, String)>> {
    let mut rows: Vec<Vec<(Group, String)>> = Vec::new();
    let mut x = f64::INFINITY;
    for entry in entries {
        let width = advance(&entry.1);
        if x + width > WIDTH - MARGIN {
            rows.push(Vec::new());
            x = MARGIN;
        }
        x += width;
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

fn legend(input: &ReportInput, words: &Words) -> Vec<(Group, String)> {
    const STATES: [(State, &str); 6] = [
        (State::Walking, "report-state-calm"),
        (State::Unaware, "report-state-unaware"),
        (State::Alerted, "report-state-alerted"),
        (State::Evacuating, "report-state-leaving"),
        (State::Assisted, "report-state-assisted"),
        (State::Hurt, "report-state-hurt"),
    ];
    let states = STATES.map(|(state, key)| (dot(state), words.t(key)));
    let mut roles: Vec<Role> = input.scenario.staff.units.iter().map(|u| u.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let roles = roles.into_iter().map(|role| {
        let key = format!("report-role-{}", role.key().replace('_', "-"));
        (Group::new().add(role_symbol(role, 3.6)), words.t(&key))
    });
    states.into_iter().chain(roles).collect()
}

fn dot(state: State) -> Group {
    let fill = palette::state(state as u8).hex();
    let body = Circle::new().set("r", 2.4).set("fill", fill.as_str());
    let group = Group::new();
    if state == State::Hurt {
        let ring = Circle::new().set("r", 4.0).set("fill", "none");
        return group
            .add(ring.set("stroke", fill.as_str()).set("stroke-width", 1))
            .add(body);
    }
    group.add(body)
}

fn text(words: &str, (x, y): (f64, f64), size: f64, weight: &str) -> Text {
    Text::new(words)
        .set("x", unit(x))
        .set("y", unit(y))
        .set("font-size", size)
        .set("font-weight", weight)
        .set("fill", palette::INK.hex())
}

fn quiet(words: &str, at: (f64, f64)) -> Text {
    text(words, at, 10.5, "400").set("fill", palette::MUTED.hex())
}

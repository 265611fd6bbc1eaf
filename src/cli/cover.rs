//! `muster cover`: what staff, cameras and loudspeakers cover, how soon who is
//! where, and what a plan takes at once; nothing is simulated.

use serde_json::{Map, Value, json};

use super::args::{CommonOptions, CoverOptions};
use super::failure::{Exit, Failure};
use super::say::Say;
use super::table::aligned;
use super::{output, prepare, printed, run};
use crate::analysis::coverage as told;
use crate::analysis::report::name_of;
use crate::analysis::report::words::{Words, count};
use crate::model::Scenario;
use crate::world::coverage::{CellCover, Coverage};

/// Prints the coverage of a scenario.
///
/// # Errors
/// If the scenario cannot be read or has errors, the plan is not in it, or the
/// result cannot be written.
pub fn cover(options: &CoverOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let (prepared, world) = prepare::runnable(&options.file, None, colours, say)?;
    let scenario = &world.scenario;
    if let Some(plan) = &options.plan {
        run::known_plan(plan, scenario, say)?;
    }
    let known = |id: &String| scenario.plans.iter().find(|plan| plan.id == *id);
    let coverage = Coverage::of(&world, options.plan.as_ref().and_then(known));
    let page = Page {
        coverage: &coverage,
        scenario,
        words: Words {
            language: say.language(),
            start: scenario.run.start,
        },
    };
    let text = if common.json {
        page.document().to_string()
    } else {
        let values = [
            ("file", prepared.name.clone()),
            ("plan", options.plan.clone().unwrap_or_default()),
        ];
        let heading = match options.plan {
            Some(_) => "cli-cover-heading-plan",
            None => "cli-cover-heading",
        };
        format!("{}\n\n{}", say.fill(heading, &values), page.text())
    };
    printed(&text, say)?;
    Ok(Exit::Done)
}

/// What is said of a coverage.
struct Page<'a> {
    coverage: &'a Coverage,
    scenario: &'a Scenario,
    words: Words,
}

impl Page<'_> {
    /// The document of the JSON contract.
    fn document(&self) -> Value {
        let coverage = self.coverage;
        let cells: Vec<Value> = coverage
            .cells
            .iter()
            .map(|cell| {
                json!({
                    "id": cell.id,
                    "seen_by_staff": cell.from_posts,
                    "on_patrol": cell.on_patrol,
                    "seen_by_cameras": cell.filmed,
                    "heard": cell.heard,
                    "minutes": self.minutes(cell),
                })
            })
            .collect();
        let zones: Vec<Value> = coverage
            .zones
            .iter()
            .map(|zone| json!({ "id": zone.id, "units": zone.units, "people": zone.people }))
            .collect();
        let needs: Vec<Value> = coverage
            .needs
            .iter()
            .map(|need| {
                json!({
                    "what": need.work.key(),
                    "subject": need.subject,
                    "power": need.power.map(crate::model::Power::key),
                    "needed": need.needed,
                    "available": need.available,
                })
            })
            .collect();
        json!({
            "plan": coverage.plan,
            "cells": cells,
            "zones": zones,
            "needs": needs,
            "assumptions": told::assumptions(coverage, &self.words),
        })
    }

    fn minutes(&self, cell: &CellCover) -> Value {
        let roles = self.coverage.roles.iter().zip(&cell.minutes);
        let minutes = roles.map(|(role, minutes)| (role.key().to_owned(), json!(minutes)));
        Value::Object(minutes.collect::<Map<String, Value>>())
    }

    /// What a person reads.
    fn text(&self) -> String {
        let titled = |key: &str, body: String| format!("{}\n{body}", self.words.t(key));
        let mut parts = vec![titled("coverage-shares-title", self.shares())];
        if !self.coverage.roles.is_empty() {
            parts.push(titled("coverage-minutes-title", self.reach()));
        }
        if let Some(zones) = told::zones(self.coverage, self.scenario, &self.words) {
            parts.push(format!("{zones}\n"));
        }
        parts.extend(self.needs());
        let assumed = told::assumptions(self.coverage, &self.words);
        let assumed: String = assumed.iter().map(|text| format!("  - {text}\n")).collect();
        parts.push(titled("coverage-assumed-title", assumed));
        parts.join("\n")
    }

    fn name(&self, id: &str) -> String {
        self.words.name(name_of(self.scenario, id))
    }

    /// A line a cell under a heading.
    fn by_cell(&self, heading: Vec<String>, row: impl Fn(&CellCover) -> Vec<String>) -> String {
        let mut lines = vec![[vec![self.words.t("coverage-col-cell")], heading].concat()];
        let cells = self.coverage.cells.iter();
        lines.extend(cells.map(|cell| [vec![self.name(&cell.id)], row(cell)].concat()));
        aligned(&lines, &[0])
    }

    fn shares(&self) -> String {
        let heading = [
            "coverage-col-posts",
            "coverage-col-patrol",
            "coverage-col-filmed",
            "coverage-col-heard",
        ];
        let heading = heading.map(|key| self.words.t(key)).to_vec();
        self.by_cell(heading, |cell| {
            [cell.from_posts, cell.on_patrol, cell.filmed, cell.heard]
                .map(told::percent)
                .to_vec()
        })
    }

    fn reach(&self) -> String {
        let role = |key: &str| {
            self.words
                .t(&format!("report-role-{}", key.replace('_', "-")))
        };
        let roles = self.coverage.roles.iter();
        self.by_cell(roles.map(|of| role(of.key())).collect(), |cell| {
            cell.minutes.iter().copied().map(told::minutes).collect()
        })
    }

    /// What the plan takes at once; nothing without orders.
    fn needs(&self) -> Option<String> {
        let plan = self.coverage.plan.clone()?;
        let heading = [
            "coverage-col-work",
            "coverage-col-power",
            "coverage-col-needed",
            "coverage-col-available",
        ];
        let mut heading = heading.map(|key| self.words.t(key)).to_vec();
        heading.push(String::new());
        let rows = self.coverage.needs.iter().map(|need| {
            let note = if need.needed > need.available {
                self.words.t("coverage-too-few")
            } else {
                String::new()
            };
            vec![
                told::work(need, self.scenario, &self.words),
                told::power(need, &self.words),
                count(u64::from(need.needed)),
                count(u64::from(need.available)),
                note,
            ]
        });
        let lines: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
        let title = self.words.with("coverage-needs-title", &[("plan", plan)]);
        (lines.len() > 1).then(|| format!("{title}\n{}", aligned(&lines, &[0, 1, 4])))
    }
}

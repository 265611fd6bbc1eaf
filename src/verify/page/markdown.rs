//! The page of the documentation, `docs/verification.md`.

use std::fmt::Write;

use super::{PLOTS, Results, file_of, others, parameters, why, word};
use crate::base::text::{self, Language};
use crate::verify::verdict::{Ending, Verdict};
use crate::verify::{Case, Plot, Suite};

/// Makes the page. Diagrams are referred to by their files in [`PLOTS`].
#[must_use]
pub fn markdown(results: &Results<'_>, language: Language) -> String {
    let mut page = Writer {
        language,
        out: String::new(),
    };
    page.head(results);
    for suite in Suite::ALL {
        let here: Vec<&Verdict> = results
            .verdicts
            .iter()
            .filter(|verdict| verdict.case.suite == suite)
            .collect();
        if !here.is_empty() {
            page.table(suite, &here);
        }
    }
    page.failures(results.verdicts);
    page.diagrams(results.verdicts);
    page.others(results);
    page.measured(results.verdicts);
    page.parameters(results);
    page.out
}

struct Writer {
    language: Language,
    out: String,
}

impl Writer {
    fn t(&self, key: &str) -> String {
        text::text(self.language, key)
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn heading(&mut self, key: &str) {
        let text = self.t(key);
        self.line(&format!("\n## {text}\n"));
    }

    fn head(&mut self, results: &Results<'_>) {
        let tally = results.tally();
        let values = [
            ("passed", tally.passed.to_string()),
            ("failed", tally.failed.to_string()),
            ("documented", tally.documented.to_string()),
            ("version", results.version.to_owned()),
            ("engine", crate::sim::ENGINE_REVISION.to_string()),
            ("model", results.parameters.model.key().to_owned()),
        ];
        let title = self.t("verify-page-title");
        self.line(&format!("# {title}\n"));
        let lead = self.t("verify-doc-lead");
        self.line(&format!("{lead}\n"));
        for key in ["verify-doc-about", "verify-page-answer"] {
            let sentence = text::text_with(self.language, key, &values);
            self.line(&format!("{sentence}\n"));
        }
        if let Some(runs) = results.runs {
            let values = [("runs", runs.to_string())];
            let sentence = text::text_with(self.language, "verify-doc-runs", &values);
            self.line(&format!("{sentence}\n"));
        }
    }

    fn table(&mut self, suite: Suite, verdicts: &[&Verdict]) {
        let key = format!("verify-suite-{}", suite.key());
        self.heading(&key);
        let about = self.t(&format!("{key}.about"));
        self.line(&format!("{about}\n"));
        let heads = ["case", "title", "criterion", "verdict", "runs"];
        let heads = heads.map(|head| self.t(&format!("verify-head-{head}")));
        self.line(&format!("| {} |", heads.join(" | ")));
        self.line("|---|---|---|---|---:|");
        for verdict in verdicts {
            let case = verdict.case;
            let ending = verdict.ending();
            let mut verdict_word = word(ending, self.language);
            if ending == Ending::Failed {
                verdict_word = format!("**{verdict_word}**");
            }
            self.line(&format!(
                "| `{}` | {} | {} | {verdict_word} | {} |",
                case.id,
                cell(&case.title(self.language)),
                cell(&case.criterion(self.language)),
                verdict.runs(),
            ));
        }
    }

    /// What fails and why.
    fn failures(&mut self, verdicts: &[Verdict]) {
        self.heading("verify-doc-failures");
        let failed: Vec<&Verdict> = verdicts
            .iter()
            .filter(|verdict| verdict.ending() == Ending::Failed)
            .collect();
        if failed.is_empty() {
            let none = self.t("verify-doc-no-failures");
            self.line(&none);
            return;
        }
        for verdict in failed {
            self.title(verdict.case);
            match &verdict.result {
                Ok(outcome) => {
                    for reading in &outcome.readings {
                        if reading.holds == Some(false) {
                            let text = reading.said.text(self.language);
                            self.line(&format!("- {text}"));
                        }
                    }
                }
                Err(error) => {
                    let text = error.message(self.language);
                    self.line(&format!("- {text}"));
                }
            }
            if let Some(why) = why(verdict.case, self.language) {
                self.line(&format!("\n{why}"));
            }
        }
    }

    fn title(&mut self, case: &Case) {
        let title = case.title(self.language);
        self.line(&format!("\n### `{}` {title}\n", case.id));
    }

    fn diagrams(&mut self, verdicts: &[Verdict]) {
        let outcomes = verdicts.iter().filter_map(|v| v.result.as_ref().ok());
        let plots: Vec<&Plot> = outcomes.flat_map(|outcome| &outcome.plots).collect();
        if plots.is_empty() {
            return;
        }
        self.heading("verify-doc-diagrams");
        for plot in plots {
            let title = plot.title.text(self.language);
            self.line(&format!("{title}\n"));
            self.line(&format!("![{title}]({PLOTS}/{})\n", file_of(plot)));
        }
    }

    /// What the other models do in the basic cases.
    fn others(&mut self, results: &Results<'_>) {
        let rows = others(results);
        if rows.is_empty() {
            return;
        }
        self.heading("verify-page-others");
        let about = self.t("verify-page-others-about");
        self.line(&format!("{about}\n"));
        let (case, what) = (self.t("verify-head-case"), self.t("verify-head-title"));
        let models = results.others.iter().map(|(model, _)| model.key());
        let models: Vec<String> = models.map(|key| format!("`{key}`")).collect();
        self.line(&format!("| {case} | {what} | {} |", models.join(" | ")));
        self.line(&format!("|---|---|{}", "---|".repeat(models.len())));
        for row in rows {
            let ended = row.endings.iter().map(|(ending, verdict)| {
                let mut text = word(*ending, self.language);
                if *ending == Ending::Failed {
                    text = format!("**{text}**");
                }
                let measured = cell(&verdict.measured(self.language));
                format!("{text}: {measured}")
            });
            let ended: Vec<String> = ended.collect();
            let title = cell(&row.case.title(self.language));
            self.line(&format!(
                "| `{}` | {title} | {} |",
                row.case.id,
                ended.join(" | ")
            ));
        }
    }

    /// What was measured, where, and by whose criterion.
    fn measured(&mut self, verdicts: &[Verdict]) {
        self.heading("verify-doc-measured");
        for verdict in verdicts {
            let case = verdict.case;
            self.title(case);
            for (head, text) in [
                ("verify-head-criterion", case.criterion(self.language)),
                ("verify-head-measuring", case.measuring(self.language)),
                ("verify-head-source", case.source(self.language)),
            ] {
                let head = self.t(head);
                self.line(&format!("- *{head}:* {text}"));
            }
            let head = self.t("verify-head-measured");
            let measured = verdict.measured(self.language);
            self.line(&format!("- *{head}:* {measured}"));
        }
    }

    fn parameters(&mut self, results: &Results<'_>) {
        self.heading("verify-page-parameters");
        let about = self.t("verify-page-parameters-about");
        self.line(&format!("{about}\n"));
        let (name, value) = (self.t("verify-head-parameter"), self.t("verify-head-value"));
        self.line(&format!("| {name} | {value} |\n|---|---:|"));
        for (name, value) in parameters(results.parameters) {
            // Writing to a string cannot fail.
            let _ = writeln!(self.out, "| `{name}` | {value} |");
        }
    }
}

/// A text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

//! The report as one HTML file that opens offline.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::{Results, others, parameters, picture, plot, why, word};
use crate::analysis::report::{ReportError, palette};
use crate::base::text::{self, Language};
use crate::verify::verdict::{Ending, Verdict};
use crate::verify::{Outcome, Suite};

/// The template, in both languages' service.
const TEMPLATE: &str = include_str!("../../../assets/verification.html");

/// What the template fills in.
#[derive(Serialize)]
struct Page {
    lang: &'static str,
    colours: Vec<(&'static str, String)>,
    about: Vec<(String, String)>,
    answer: String,
    tone: &'static str,
    suites: Vec<SuiteView>,
    models: Vec<&'static str>,
    others: Vec<OthersView>,
    parameters: Vec<(String, String)>,
}

/// A basic case with what the other models do in it.
#[derive(Serialize)]
struct OthersView {
    id: &'static str,
    title: String,
    endings: Vec<EndingView>,
}

#[derive(Serialize)]
struct EndingView {
    verdict: String,
    tone: &'static str,
    measured: String,
}

#[derive(Serialize)]
struct SuiteView {
    name: String,
    about: String,
    cases: Vec<CaseView>,
}

#[derive(Serialize)]
struct CaseView {
    id: &'static str,
    title: String,
    verdict: String,
    tone: &'static str,
    criterion: String,
    measuring: String,
    source: String,
    why: Option<String>,
    runs: usize,
    readings: Vec<ReadingView>,
    drawings: Vec<Drawing>,
}

#[derive(Serialize)]
struct ReadingView {
    text: String,
    tone: &'static str,
}

#[derive(Serialize)]
struct Drawing {
    svg: String,
    caption: String,
    /// Whether it wants the whole width.
    wide: bool,
}

/// Makes the report.
///
/// # Errors
/// If the template or a chart fails, which no result should bring about.
pub fn html(results: &Results<'_>, language: Language) -> Result<String, ReportError> {
    let page = page(results, language)?;
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.add_function("t", move |key: String| text::text(language, &key));
    environment.add_template("verification.html", TEMPLATE)?;
    let template = environment.get_template("verification.html")?;
    Ok(template.render(Serde(&page))?)
}

fn page(results: &Results<'_>, language: Language) -> Result<Page, ReportError> {
    let tally = results.tally();
    let t = |key: &str| text::text(language, key);
    let values = [
        ("passed", tally.passed.to_string()),
        ("failed", tally.failed.to_string()),
        ("documented", tally.documented.to_string()),
    ];
    let mut about = vec![
        (t("verify-page-version"), results.version.to_owned()),
        (
            t("verify-page-engine"),
            crate::sim::ENGINE_REVISION.to_string(),
        ),
        (
            t("verify-page-model"),
            results.parameters.model.key().to_owned(),
        ),
    ];
    if let Some(runs) = results.runs {
        about.push((t("verify-page-runs-asked"), runs.to_string()));
    }
    Ok(Page {
        lang: language.key(),
        colours: vec![
            ("paper", palette::PAPER.hex()),
            ("ink", palette::INK.hex()),
            ("muted", palette::MUTED.hex()),
            ("line", palette::LINE.hex()),
            ("panel", palette::PANEL.hex()),
            ("accent", palette::ACCENT.hex()),
            ("good", palette::GOOD.hex()),
            ("warn", palette::WARN.hex()),
            ("danger", palette::DANGER.hex()),
        ],
        about,
        answer: text::text_with(language, "verify-page-answer", &values),
        tone: if tally.failed == 0 { "good" } else { "danger" },
        suites: suites(results, language)?,
        models: results
            .others
            .iter()
            .map(|(model, _)| model.key())
            .collect(),
        others: other_models(results, language),
        parameters: parameters(results.parameters),
    })
}

fn other_models(results: &Results<'_>, language: Language) -> Vec<OthersView> {
    let rows = others(results).into_iter();
    rows.map(|row| OthersView {
        id: row.case.id,
        title: row.case.title(language),
        endings: row
            .endings
            .iter()
            .map(|&(ending, verdict)| EndingView {
                verdict: word(ending, language),
                tone: tone(ending),
                measured: verdict.measured(language),
            })
            .collect(),
    })
    .collect()
}

/// The colour of how a case ended.
fn tone(ending: Ending) -> &'static str {
    match ending {
        Ending::Passed => "good",
        Ending::Failed => "danger",
        Ending::Documented => "plain",
    }
}

fn suites(results: &Results<'_>, language: Language) -> Result<Vec<SuiteView>, ReportError> {
    let mut views = Vec::new();
    for suite in Suite::ALL {
        let here = results.verdicts.iter().filter(|v| v.case.suite == suite);
        let cases: Vec<CaseView> = here
            .map(|verdict| case(verdict, language))
            .collect::<Result<_, _>>()?;
        if !cases.is_empty() {
            let key = format!("verify-suite-{}", suite.key());
            views.push(SuiteView {
                name: text::text(language, &key),
                about: text::text(language, &format!("{key}.about")),
                cases,
            });
        }
    }
    Ok(views)
}

fn case(verdict: &Verdict, language: Language) -> Result<CaseView, ReportError> {
    let case = verdict.case;
    let ending = verdict.ending();
    let (readings, drawings) = match &verdict.result {
        Ok(outcome) => (readings(outcome, language), drawings(outcome, language)?),
        Err(error) => {
            let text = error.message(language);
            let tone = "danger";
            (vec![ReadingView { text, tone }], Vec::new())
        }
    };
    Ok(CaseView {
        id: case.id,
        title: case.title(language),
        verdict: word(ending, language),
        tone: tone(ending),
        criterion: case.criterion(language),
        measuring: case.measuring(language),
        source: case.source(language),
        why: why(case, language).filter(|_| ending == Ending::Failed),
        runs: verdict.runs(),
        readings,
        drawings,
    })
}

fn readings(outcome: &Outcome, language: Language) -> Vec<ReadingView> {
    let view = |reading: &crate::verify::Reading| ReadingView {
        text: reading.said.text(language),
        tone: match reading.holds {
            Some(true) => "good",
            Some(false) => "danger",
            None => "plain",
        },
    };
    outcome.readings.iter().map(view).collect()
}

fn drawings(outcome: &Outcome, language: Language) -> Result<Vec<Drawing>, ReportError> {
    let mut drawings = Vec::new();
    for plot in &outcome.plots {
        drawings.push(Drawing {
            svg: plot::svg(plot, language)?,
            caption: plot.title.text(language),
            wide: true,
        });
    }
    for picture in &outcome.pictures {
        let caption = picture.caption.as_ref();
        drawings.push(Drawing {
            svg: picture::svg(picture, language),
            caption: caption.map_or_else(String::new, |said| said.text(language)),
            wide: picture::is_wide(picture) || outcome.pictures.len() == 1,
        });
    }
    Ok(drawings)
}

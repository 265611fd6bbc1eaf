//! Problems of a scenario as people and as programs read them.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceSpan,
};
use serde::Serialize;

use super::failure::Failure;
use super::say::Say;
use crate::model::{Problem, Severity};

/// Most problems shown with their lines before something is refused; `check`
/// shows them all.
const SHOWN: usize = 8;

/// Columns of the excerpts; wide enough for code, narrow enough for a window.
const WIDTH: usize = 100;

/// A problem in the JSON contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProblemLine {
    severity: &'static str,
    code: &'static str,
    place: String,
    line: Option<u32>,
    column: Option<u32>,
    message: String,
    help: String,
}

impl ProblemLine {
    /// What is wrong and what to do, in one line.
    #[must_use]
    pub fn sentence(&self) -> String {
        let line = self.line.map(|line| format!("{line}: "));
        format!("{}{} {}", line.unwrap_or_default(), self.message, self.help)
    }

    /// The problem with its sentences.
    #[must_use]
    pub fn new(problem: &Problem, say: Say) -> Self {
        Self {
            severity: problem.severity.key(),
            code: problem.code,
            place: problem.place.clone(),
            line: problem.line,
            column: problem.column,
            message: problem.message(say.language()),
            help: problem.help(say.language()),
        }
    }
}

/// How many of the problems are errors, and how many warnings.
#[must_use]
pub fn count(problems: &[Problem]) -> (usize, usize) {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    (errors, problems.len() - errors)
}

/// Shows problems with the piece of the file they speak of.
pub struct Excerpts {
    source: NamedSource<String>,
    /// Byte at which each line of the file begins.
    lines: Vec<usize>,
    handler: GraphicalReportHandler,
    say: Say,
}

impl Excerpts {
    /// Excerpts from a file, named as the user named it.
    #[must_use]
    pub fn new(file: &str, text: &str, colours: bool, say: Say) -> Self {
        let theme = if colours {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source: NamedSource::new(file, text.to_owned()),
            lines: std::iter::once(0).chain(starts).collect(),
            handler: GraphicalReportHandler::new_themed(theme)
                .with_width(WIDTH)
                .with_links(false)
                .with_context_lines(1),
            say,
        }
    }

    /// A failure with the errors behind it, the first of them with their lines.
    #[must_use]
    pub fn explain(&self, failure: Failure, problems: &[Problem]) -> Failure {
        let errors = || {
            let problems = problems.iter();
            problems.filter(|problem| problem.severity == Severity::Error)
        };
        let shown: Vec<String> = errors()
            .take(SHOWN)
            .map(|problem| self.show(problem))
            .collect();
        let lines = errors()
            .map(|problem| ProblemLine::new(problem, self.say))
            .collect();
        failure.with_detail(shown.join("\n")).with_problems(lines)
    }

    /// One problem: the sentence, the place with its line, what to do.
    #[must_use]
    pub fn show(&self, problem: &Problem) -> String {
        let shown = Shown {
            message: problem.message(self.say.language()),
            code: problem.code,
            severity: problem.severity,
            place: &problem.place,
            source: &self.source,
            span: self.span(problem),
        };
        let help = [("help", problem.help(self.say.language()))];
        let handler = self
            .handler
            .clone()
            .with_footer(self.say.fill("cli-help-label", &help));
        let mut text = String::new();
        // Writing to a string cannot fail, and the span lies within the file.
        if handler.render_report(&mut text, &shown).is_err() {
            text.clone_from(&shown.message);
        }
        text
    }

    /// From the problem's place to the end of the value's first word.
    fn span(&self, problem: &Problem) -> Option<SourceSpan> {
        let text = self.source.inner();
        let line = problem.line?.checked_sub(1)? as usize;
        let start_of_line = *self.lines.get(line)?;
        let rest = text[start_of_line..].lines().next().unwrap_or_default();
        let column = problem.column.unwrap_or(1).saturating_sub(1) as usize;
        let offset = rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(at, _)| at);
        let word = rest[offset..]
            .find([',', ')', ']', '}'])
            .unwrap_or(rest.len() - offset)
            .max(usize::from(offset < rest.len()));
        Some((start_of_line + offset, word).into())
    }
}

/// A problem as miette wants it.
struct Shown<'a> {
    message: String,
    code: &'static str,
    severity: Severity,
    place: &'a str,
    source: &'a NamedSource<String>,
    span: Option<SourceSpan>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.span.map(|_| self.source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.span?;
        let label = (!self.place.is_empty()).then(|| self.place.to_owned());
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(
            label, span,
        ))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;

    #[test]
    fn an_excerpt_points_at_the_value_under_its_line() {
        let text = "(\n    name: \"尖山\", id: \"gate-1\",\n)\n";
        let excerpts = Excerpts::new("a.ron", text, false, Say::new(Language::English));
        let mut problem = Problem::error("duplicate-id", "venue.gates[1].id");
        problem.line = Some(2);
        problem.column = Some(21);
        let span = excerpts.span(&problem).expect("the place is in the file");
        let found = &text[span.offset()..span.offset() + span.len()];
        assert_eq!(found, "\"gate-1\"");
        let shown = excerpts.show(&problem);
        assert!(shown.contains("a.ron:2:"), "{shown}");
        assert!(shown.contains("venue.gates[1].id"), "{shown}");
    }

    #[test]
    fn a_place_past_the_end_is_shown_without_an_excerpt_or_at_the_end() {
        let excerpts = Excerpts::new("a.ron", "(", false, Say::new(Language::English));
        let mut problem = Problem::error("duplicate-id", "");
        for (line, column) in [(1, 1), (1, 2), (1, 9), (2, 1), (0, 0), (99, 99)] {
            problem.line = Some(line);
            problem.column = Some(column);
            assert!(!excerpts.show(&problem).is_empty());
        }
    }

    #[test]
    fn errors_and_warnings_are_counted_apart() {
        let problems = [
            Problem::error("a", ""),
            Problem::warning("b", ""),
            Problem::warning("c", ""),
        ];
        assert_eq!(count(&problems), (1, 2));
    }
}

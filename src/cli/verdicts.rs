//! The table of `muster verify` on a terminal: a line a case, and under each
//! that fails what does not hold.

use super::say::Say;
use crate::analysis::report::words::width_columns;
use crate::verify::page::ending_key;
use crate::verify::{Ending, Suite, Tally, Verdict};

/// Columns that a line has at most.
const COLUMNS: usize = 100;
/// Columns by which what fails is set in.
const INDENT: usize = 4;

/// The table with its count.
pub(super) fn table(verdicts: &[Verdict], say: Say) -> String {
    let word = |verdict: &Verdict| say.text(ending_key(verdict.ending()));
    let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
    let ids = widest(&mut verdicts.iter().map(|v| v.case.id.len()));
    let words = widest(&mut verdicts.iter().map(|v| width_columns(&word(v))));
    let mut lines = Vec::new();
    for suite in Suite::ALL {
        let here: Vec<&Verdict> = verdicts.iter().filter(|v| v.case.suite == suite).collect();
        if here.is_empty() {
            continue;
        }
        lines.push(say.text(&format!("verify-suite-{}", suite.key())));
        for verdict in here {
            let runs = say.fill("cli-verify-runs", &[("n", verdict.runs().to_string())]);
            let head = format!(
                "  {}  {}  {}  ",
                padded(verdict.case.id, ids),
                padded(&word(verdict), words),
                padded(&runs, 10),
            );
            let title = verdict.case.title(say.language());
            let room = COLUMNS - width_columns(&head).min(COLUMNS - 1);
            lines.push(head + &cut(&title, room));
            if verdict.ending() == Ending::Failed {
                lines.extend(shortfalls(verdict, say));
            }
        }
        lines.push(String::new());
    }
    let tally = Tally::of(verdicts);
    let values = [
        ("passed", tally.passed.to_string()),
        ("failed", tally.failed.to_string()),
        ("documented", tally.documented.to_string()),
    ];
    lines.push(say.fill("verify-page-answer", &values));
    lines.join("\n")
}

/// What does not hold in a case, wrapped and set in.
fn shortfalls(verdict: &Verdict, say: Say) -> Vec<String> {
    let language = say.language();
    let texts: Vec<String> = match &verdict.result {
        Err(error) => vec![error.message(language)],
        Ok(outcome) => {
            let wrong = outcome.readings.iter().filter(|r| r.holds == Some(false));
            wrong.map(|reading| reading.said.text(language)).collect()
        }
    };
    let wrapped = texts.iter().flat_map(|text| {
        let lines = wrap(text, COLUMNS - INDENT - 2);
        let lead = |line: usize| if line == 0 { "– " } else { "  " };
        let set_in = lines.into_iter().enumerate();
        set_in.map(move |(n, line)| format!("{}{}{line}", " ".repeat(INDENT), lead(n)))
    });
    wrapped.collect()
}

fn padded(text: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(width_columns(text));
    format!("{text}{}", " ".repeat(gap))
}

/// A text cut to so many columns.
fn cut(text: &str, columns: usize) -> String {
    if width_columns(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        let longer = format!("{kept}{c}");
        if width_columns(&longer) + 1 > columns {
            break;
        }
        kept = longer;
    }
    kept + "…"
}

/// A text in lines of so many columns: broken at spaces, and anywhere where
/// a word is longer than a line or has no spaces to break at.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        for piece in pieces(word, columns) {
            let fits = lines.last().is_some_and(|line| {
                width_columns(line) + width_columns(piece.trim_end()) <= columns
            });
            if !fits {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
        }
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// A word as it is, or in pieces if it is wider than a line.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    if width_columns(word) <= columns {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            let longer = format!("{piece}{c}");
            if width_columns(&longer) <= columns {
                *piece = longer;
                continue;
            }
        }
        pieces.push(c.to_string());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;
    use crate::verify::{self, LabError, Outcome, Said};

    #[test]
    fn the_table_fits_a_hundred_columns_in_both_languages() {
        let long = Said::new("exp-neck-picture").with("width", "1.23456 ".repeat(30));
        for language in Language::ALL {
            let verdicts: Vec<Verdict> = verify::cases()
                .enumerate()
                .map(|(number, case)| {
                    let mut outcome = Outcome::of(number);
                    outcome.judge(long.clone(), number % 2 == 0);
                    let interrupted = number % 3 == 0;
                    let result = if interrupted {
                        Err(LabError::NoScenario("x".repeat(150)))
                    } else {
                        Ok(outcome)
                    };
                    Verdict { case, result }
                })
                .collect();
            let table = table(&verdicts, Say::new(language));
            assert!(!table.contains('⟦'), "{table}");
            for line in table.lines() {
                assert!(width_columns(line) <= COLUMNS, "{line}");
            }
            for case in verify::cases() {
                assert!(table.contains(case.id), "{}", case.id);
            }
        }
    }

    #[test]
    fn long_words_are_broken_and_nothing_is_lost() {
        let text = "a bb ".to_owned() + &"长".repeat(30) + " end";
        let lines = wrap(&text, 20);
        assert!(
            lines.iter().all(|line| width_columns(line) <= 20),
            "{lines:?}"
        );
        let all: String = lines.concat();
        assert_eq!(all.replace(' ', ""), text.replace(' ', ""));
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}

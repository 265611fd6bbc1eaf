//! The capacity table as people read it: a line a place, in whole people.

use super::say::Say;
use crate::world::capacity::CapacityRow;

/// What stands where nothing limits a number.
const UNLIMITED: &str = "–";

/// The table with its heading; a sentence if there are no places.
#[must_use]
pub fn table(rows: &[CapacityRow], say: Say) -> String {
    let heading = [
        "cli-capacity-place",
        "cli-capacity-holding",
        "cli-capacity-entry",
        "cli-capacity-exit",
        "cli-capacity-emergency",
        "cli-capacity-least",
        "cli-capacity-lost",
    ];
    let mut lines = vec![heading.map(|key| say.text(key)).to_vec()];
    lines.extend(rows.iter().map(|row| line(row, say)));
    format!("{}\n{}", say.text("cli-capacity-heading"), aligned(&lines))
}

fn line(row: &CapacityRow, say: Say) -> Vec<String> {
    let lost = match &row.largest_exit {
        Some(exit) => {
            let values = [("n", people(row.least_without)), ("exit", exit.clone())];
            say.fill("cli-capacity-without", &values)
        }
        None => UNLIMITED.to_owned(),
    };
    vec![
        row.name.clone(),
        people(row.holding),
        people(row.entry),
        people(row.exit),
        people(row.emergency),
        people(row.least),
        lost,
    ]
}

/// A capacity in whole people, rounded down: half a person is none.
fn people(capacity: f64) -> String {
    if capacity.is_finite() {
        format!("{:.0}", capacity.floor())
    } else {
        UNLIMITED.to_owned()
    }
}

/// Columns under each other: the first and the last to the left, numbers to
/// the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = lines.iter().map(|line| width(&line[column]));
            cells.max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in lines {
        text.push_str("  ");
        for (column, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[column] - width(cell));
            match column {
                0 => text.extend([cell, &*gap]),
                _ if column + 1 == columns => text.extend(["  ", cell]),
                _ => text.extend(["  ", &gap, cell]),
            }
        }
        text.push('\n');
    }
    text
}

/// Columns a text takes on a terminal: Chinese characters and their
/// punctuation take two.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}');
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_both_scripts() {
        let row = |a: &str, b: &str, c: &str| vec![a.to_owned(), b.to_owned(), c.to_owned()];
        let text = aligned(&[row("Place", "Holds", "Lost"), row("礼堂", "7", "3 (a)")]);
        assert_eq!(text, "  Place  Holds  Lost\n  礼堂       7  3 (a)\n");
        assert_eq!(width("Hall 礼堂"), 9);
    }

    #[test]
    fn half_a_person_is_none_and_no_limit_is_a_dash() {
        assert_eq!(people(99.99), "99");
        assert_eq!(people(f64::INFINITY), "–");
    }
}

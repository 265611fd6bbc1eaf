//! Tables on a terminal.

/// Columns under each other, line by line: those of words to the left, those
/// of numbers to the right.
#[must_use]
pub fn aligned(lines: &[Vec<String>], words: &[usize]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = lines.iter().map(|line| width(&line[column]));
            cells.max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in lines {
        let mut row = String::new();
        for (column, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[column] - width(cell));
            row.push_str("  ");
            if words.contains(&column) {
                row.extend([cell, &*gap]);
            } else {
                row.extend([&*gap, cell]);
            }
        }
        text.push_str(row.trim_end());
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
        let text = aligned(
            &[row("Place", "Holds", "Lost"), row("礼堂", "7", "3 (a)")],
            &[0, 2],
        );
        assert_eq!(text, "  Place  Holds  Lost\n  礼堂       7  3 (a)\n");
        assert_eq!(width("Hall 礼堂"), 9);
    }
}

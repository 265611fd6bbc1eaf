//! The capacity table as people read it: a line a place, in whole people.

use super::say::Say;
use super::table::aligned;
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
    format!(
        "{}\n{}",
        say.text("cli-capacity-heading"),
        aligned(&lines, &[0, 6])
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_person_is_none_and_no_limit_is_a_dash() {
        assert_eq!(people(99.99), "99");
        assert_eq!(people(f64::INFINITY), "–");
    }
}

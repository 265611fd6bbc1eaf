//! Coverage in words, alike on the terminal and in the report.

use super::report::name_of;
use super::report::words::{UNKNOWN, Words, decimal};
use crate::base::math::floor;
use crate::model::{Power, Scenario};
use crate::world::coverage::{Coverage, Need};

/// What the numbers stand on, sentence by sentence.
pub(crate) fn assumptions(coverage: &Coverage, words: &Words) -> Vec<String> {
    let number = |name, value, decimals| [(name, decimal(value, decimals))];
    let mut out = vec![
        words.with(
            "coverage-assumes-sight",
            &number("sight", coverage.sight_m, 0),
        ),
        words.t("coverage-assumes-patrol"),
        words.t("coverage-assumes-shifts"),
        words.t("coverage-assumes-sound"),
        words.with(
            "coverage-assumes-walk",
            &number("speed", coverage.walking_m_s, 2),
        ),
    ];
    if !coverage.needs.is_empty() {
        out.push(words.with(
            "coverage-assumes-needs",
            &number("width", coverage.held_by_one_m, 2),
        ));
    }
    out
}

/// A share in whole per cent, rounded down: all of it is 100, and nothing less.
pub(crate) fn percent(share: Option<f64>) -> String {
    // A hair more, because a share of 0.29 is 28.999… per cent.
    share.map_or_else(unknown, |share| decimal(floor(share * 100.0 + 1e-9), 0))
}

/// Minutes on the way.
pub(crate) fn minutes(minutes: Option<f64>) -> String {
    minutes.map_or_else(unknown, |minutes| decimal(minutes, 1))
}

fn unknown() -> String {
    UNKNOWN.to_owned()
}

/// Who is where: a sentence, none if the venue has no zones.
pub(crate) fn zones(coverage: &Coverage, scenario: &Scenario, words: &Words) -> Option<String> {
    if coverage.zones.is_empty() {
        return None;
    }
    let name = |id| words.name(name_of(scenario, id));
    let empty: Vec<String> = coverage.empty_zones().map(name).collect();
    Some(if empty.is_empty() {
        words.t("coverage-no-empty-zones")
    } else {
        words.with("coverage-empty-zones", &[("zones", words.list(&empty))])
    })
}

/// What people are needed for.
pub(crate) fn work(need: &Need, scenario: &Scenario, words: &Words) -> String {
    let subject = need.subject.as_deref().unwrap_or_default();
    let subject = words.name(name_of(scenario, subject));
    let key = format!("coverage-work-{}", need.work.key().replace('_', "-"));
    words.with(&key, &[("subject", subject)])
}

/// What they must be allowed to do.
pub(crate) fn power(need: &Need, words: &Words) -> String {
    let key = need.power.map_or("any", Power::key).replace('_', "-");
    words.t(&format!("coverage-power-{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_of_it_is_a_hundred_per_cent() {
        for (share, told) in [(0.0, "0"), (0.29, "29"), (0.999, "99"), (1.0, "100")] {
            assert_eq!(percent(Some(share)), told);
        }
        assert_eq!(percent(None), UNKNOWN);
        assert_eq!(minutes(Some(2.46)), "2.5");
    }
}

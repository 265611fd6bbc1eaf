//! What was assumed of staff, of how incidents come to be known, and of how they go
//! on. Names and ranges are those of the document's parameters; a name ends in its
//! unit.

use super::assumed::{Parameter, distribution, parameters, short, titled};
use super::input::ReportInput;
use super::page::{Cell, Titled};
use super::words::Words;
use crate::model::Distribution;
use crate::model::limits::Range;

/// One group of parameters.
struct Part<'a> {
    /// Its name in the document.
    name: &'static str,
    numbers: &'a [(&'static str, f64, Range)],
    times: &'a [(&'static str, Distribution)],
}

/// The tables of those groups that had a part in the run: nobody sees, reports or
/// answers where no staff are described.
pub(super) fn tables(input: &ReportInput, words: &Words) -> Vec<Titled> {
    let all = &input.scenario.parameters;
    let described = input.scenario.staff.is_described();
    let mut out = Vec::new();
    if described {
        let times = [
            ("confirm_s", all.staff.confirm_s),
            ("unheard_s", all.staff.unheard_s),
        ];
        out.push(Part::of("staff", &all.staff.numbers(), &times).table(words));
        let (numbers, times) = (all.command.numbers(), all.command.times());
        out.push(Part::of("command", &numbers, &times).table(words));
    }
    if described || !input.metrics.incidents.is_empty() {
        let (numbers, times) = (all.response.numbers(), all.response.times());
        out.push(Part::of("response", &numbers, &times).table(words));
    }
    out
}

impl<'a> Part<'a> {
    fn of(
        name: &'static str,
        numbers: &'a [(&'static str, f64, Range)],
        times: &'a [(&'static str, Distribution)],
    ) -> Self {
        Self {
            name,
            numbers,
            times,
        }
    }

    fn table(&self, words: &Words) -> Titled {
        let parts: Vec<(String, &str, String)> = (self.numbers.iter())
            .map(|(name, _, range)| {
                let (stem, unit) = unit(name);
                let range = format!("{}–{}", short(range.min), short(range.max));
                (self.key(stem), unit, range)
            })
            .collect();
        let list: Vec<Parameter<'_>> = (self.numbers.iter().zip(&parts))
            .map(|((_, value, _), (key, unit, range))| {
                (key.as_str(), *value, *unit, range.as_str())
            })
            .collect();
        let source = format!("report-{}-source", self.name);
        let mut table = parameters(words, &source, &list);
        table.rows.extend(self.times.iter().map(|(name, time)| {
            let (stem, unit) = unit(name);
            let key = format!("report-parameter-{}", self.key(stem));
            vec![
                Cell::text(words.t(&key)),
                Cell::text(distribution(words, time)),
                Cell::text(unit),
                Cell::text(String::new()),
            ]
        }));
        titled(words, &format!("report-assumed-{}", self.name), table)
    }

    /// The end of the catalogue key of a parameter.
    fn key(&self, stem: &str) -> String {
        format!("{}-{}", self.name, stem.replace('_', "-"))
    }
}

/// A name without its unit, and the unit.
fn unit(name: &'static str) -> (&'static str, &'static str) {
    [
        ("_per_m2", "1/m²"),
        ("_per_s", "1/s"),
        ("_m_s", "m/s"),
        ("_m", "m"),
        ("_s", "s"),
    ]
    .into_iter()
    .find_map(|(end, unit)| Some((name.strip_suffix(end)?, unit)))
    .unwrap_or((name, "–"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_off_the_names() {
        assert_eq!(unit("warning_per_m2"), ("warning", "1/m²"));
        assert_eq!(unit("falls_per_s"), ("falls", "1/s"));
        assert_eq!(unit("carrying_m_s"), ("carrying", "m/s"));
        assert_eq!(unit("sight_m"), ("sight", "m"));
        assert_eq!(unit("report_s"), ("report", "s"));
        assert_eq!(unit("sight_people"), ("sight_people", "–"));
    }
}

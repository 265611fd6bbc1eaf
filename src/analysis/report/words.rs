//! Texts of the catalogue and the one place where numbers become words.

use crate::base::text::{self, Language};
use crate::model::Time;

/// What stands where a number is not known.
pub(crate) const UNKNOWN: &str = "–";

/// Speaks one language about one run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// The language.
    pub(crate) language: Language,
    /// Time of day at the start of the run.
    pub(crate) start: Time,
}

impl Words {
    /// A text without places to fill.
    pub(crate) fn t(&self, key: &str) -> String {
        text::text(self.language, key)
    }

    /// A text with places to fill.
    pub(crate) fn with(&self, key: &str, args: &[(&str, String)]) -> String {
        text::text_with(self.language, key, args)
    }

    /// A duration, by its size in seconds, minutes and seconds, or hours and
    /// whole minutes, rounded: cut down they would make a plan look quicker.
    pub(crate) fn duration(&self, seconds: f64) -> String {
        let mut total = whole(seconds);
        if total >= 3600 {
            total = (total + 30) / 60 * 60;
        }
        let (h, m, s) = (total / 3600, total / 60 % 60, total % 60);
        let args = [
            ("h", h.to_string()),
            ("m", m.to_string()),
            ("mm", format!("{m:02}")),
            ("s", s.to_string()),
            ("ss", format!("{s:02}")),
        ];
        let key = match (h, m) {
            (0, 0) => "report-duration-s",
            (0, _) if s == 0 => "report-duration-m",
            (0, _) => "report-duration-ms",
            _ => "report-duration-hm",
        };
        self.with(key, &args)
    }

    /// A duration that may be unknown.
    pub(crate) fn maybe_duration(&self, seconds: Option<f64>) -> String {
        seconds.map_or_else(|| UNKNOWN.to_owned(), |s| self.duration(s))
    }

    /// The time of day, hours to seconds, at a time of the run.
    pub(crate) fn clock(&self, t_s: f64) -> String {
        let total = whole(self.start.seconds() + t_s);
        format!(
            "{:02}:{:02}:{:02}",
            total / 3600,
            total / 60 % 60,
            total % 60
        )
    }

    /// The time of day, hours and minutes, at a time of the run.
    pub(crate) fn clock_minutes(&self, t_s: f64) -> String {
        let total = whole(self.start.seconds() + t_s);
        format!("{:02}:{:02}", total / 3600, total / 60 % 60)
    }

    /// The time of day of a time that may be unknown.
    pub(crate) fn maybe_clock(&self, t_s: Option<f64>) -> String {
        t_s.map_or_else(|| UNKNOWN.to_owned(), |t| self.clock(t))
    }

    /// A name as readers of the language know it: the part in their script if
    /// it has one, as in `狮象门 Lion-Elephant Gate`; else all of it.
    pub(crate) fn name(&self, name: &str) -> String {
        part_in(self.language, name)
    }

    /// Names joined as the language joins them.
    pub(crate) fn list(&self, names: &[String]) -> String {
        names.join(&self.t("report-list-separator"))
    }
}

/// Whether a character belongs to a script written without spaces.
fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{ffef}').contains(&c)
}

/// The Chinese or the other part of a name of two parts, in either order; all
/// of the name if it is not of this form.
fn part_in(language: Language, name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let chinese: Vec<bool> = words.iter().map(|word| word.chars().any(is_wide)).collect();
    let switches = chinese.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let wanted = language == Language::Chinese;
    let part: Vec<&str> = words
        .iter()
        .zip(&chinese)
        .filter(|(_, chinese)| **chinese == wanted)
        .map(|(word, _)| *word)
        .collect();
    // "5 号门" or "山门 12 m" are one name: a part needs words of its own.
    let others = words.iter().zip(&chinese).filter(|(_, chinese)| !**chinese);
    let letters = others.flat_map(|(word, _)| word.chars().filter(|c| c.is_alphabetic()));
    if switches == 1 && letters.count() >= 3 {
        part.join(" ")
    } else {
        name.to_owned()
    }
}

/// Whole seconds, never negative.
fn whole(seconds: f64) -> u64 {
    seconds.round().max(0.0) as u64
}

/// A whole number with its thousands apart: 10,500.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with a fixed number of decimals and its thousands apart.
pub(crate) fn decimal(x: f64, decimals: usize) -> String {
    if !x.is_finite() {
        return UNKNOWN.to_owned();
    }
    let plain = format!("{:.decimals$}", x.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let grouped = whole.parse::<u64>().map_or(whole.to_owned(), count);
    let sign = if x < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        "−"
    } else {
        ""
    };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// A whole number that may be unknown.
pub(crate) fn maybe_count(n: Option<u32>) -> String {
    n.map_or_else(|| UNKNOWN.to_owned(), |n| count(u64::from(n)))
}

/// A share as a percentage without its sign.
pub(crate) fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 {
        format!("{:.0}", part / whole * 100.0)
    } else {
        UNKNOWN.to_owned()
    }
}

/// Rough width of a text in ems: what a viewer without font files can know.
/// Chinese characters are square; Latin ones are counted by their kind, on
/// the broad side.
pub(crate) fn width_em(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            c if is_wide(c) => 1.0,
            'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ';' | '|' | ' ' => 0.34,
            't' | 'f' | 'r' | '(' | ')' | '-' => 0.42,
            'm' | 'w' | 'M' | 'W' | '%' => 0.96,
            'A'..='Z' => 0.72,
            _ => 0.62,
        })
        .sum()
}

/// Width of a text on a terminal [columns]: two for a wide character.
pub(crate) fn width_columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_minus_zero_does_not_exist() {
        assert_eq!(count(999), "999");
        assert_eq!(count(10_500), "10,500");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(decimal(12_345.678, 1), "12,345.7");
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(-1.26, 1), "−1.3");
        assert_eq!(decimal(f64::NAN, 1), UNKNOWN);
    }

    #[test]
    fn a_name_in_two_scripts_is_shown_in_the_reader_s() {
        let both = |name| {
            (
                part_in(Language::English, name),
                part_in(Language::Chinese, name),
            )
        };
        let (en, zh) = both("狮象门 Lion-Elephant Gate");
        assert_eq!((en.as_str(), zh.as_str()), ("Lion-Elephant Gate", "狮象门"));
        let (en, zh) = both("Jianshan park ceremony 尖山公园庆典");
        assert_eq!(en, "Jianshan park ceremony");
        assert_eq!(zh, "尖山公园庆典");
        for one in ["山门 12 m", "Main gate", "山门", "东 East 门", ""] {
            assert_eq!(both(one), (one.to_owned(), one.to_owned()));
        }
    }

    #[test]
    fn durations_and_clock_times_read_well() {
        let words = Words {
            language: Language::English,
            start: Time(37_800.0),
        };
        assert_eq!(words.duration(12.0), "12 s");
        assert_eq!(words.duration(120.0), "2 min");
        assert_eq!(words.duration(2060.4), "34 min 20 s");
        assert_eq!(words.duration(7500.0), "2 h 05 min");
        assert_eq!(words.duration(3647.8), "1 h 01 min");
        assert_eq!(words.duration(7190.0), "2 h 00 min");
        assert_eq!(words.clock(970.0), "10:46:10");
        assert_eq!(words.clock_minutes(970.0), "10:46");
    }
}

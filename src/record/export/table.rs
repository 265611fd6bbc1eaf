//! What tables say of people and places, and how numbers are written.

use std::fmt;

use crate::record::{Names, Recording};
use crate::sim::{Person, PersonKind};

/// A length of whole millimetres in metres, or a time of whole milliseconds in
/// seconds, exactly.
pub(super) struct Thousandths(pub i64);

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:03}", size / 1000, size % 1000)
    }
}

/// Looks up what rows refer to by number.
pub(super) struct Who<'a> {
    people: &'a [Person],
    names: &'a Names,
}

impl<'a> Who<'a> {
    pub(super) fn of(recording: &'a Recording) -> Self {
        Self {
            people: &recording.roster().people,
            names: &recording.info().names,
        }
    }

    /// `visitor`, or the role of a member of staff.
    pub(super) fn role(&self, id: u32) -> &'a str {
        let unit = self
            .people
            .get(id as usize)
            .and_then(|person| match person.kind {
                PersonKind::Visitor => None,
                PersonKind::Staff => Some(person.unit?),
            });
        let role = unit.and_then(|unit| self.names.units.get(unit as usize));
        role.map_or("visitor", |(_, role)| role.as_str())
    }

    /// The id of a place or path.
    pub(super) fn place(&self, cell: u16) -> &'a str {
        self.names
            .cells
            .get(usize::from(cell))
            .map_or("", String::as_str)
    }
}

/// The name of a recorded state.
pub(super) fn state(number: u8) -> &'static str {
    match number {
        0 => "walking",
        1 => "staying",
        2 => "queueing",
        3 => "unaware",
        4 => "alerted",
        5 => "evacuating",
        6 => "assisted",
        7 => "hurt",
        8 => "at_assembly",
        16 => "on_post",
        17 => "on_patrol",
        18 => "responding",
        19 => "working",
        20 => "off_post",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::State;

    #[test]
    fn millimetres_are_metres_to_the_last_digit() {
        let written = [0, 5, -5, 12_345, -1_000_001].map(|mm| Thousandths(mm).to_string());
        assert_eq!(written, ["0.000", "0.005", "-0.005", "12.345", "-1000.001"]);
    }

    #[test]
    fn states_are_named_by_their_numbers() {
        assert_eq!(state(State::Evacuating as u8), "evacuating");
        assert_eq!(state(State::AtAssembly as u8), "at_assembly");
        assert_eq!(state(State::OffPost as u8), "off_post");
    }
}

//! A person of the run, as the meter knows them.

use crate::sim::{Person, PersonKind, State};

/// What is known of a person at the moment.
#[derive(Clone, Copy, Default)]
pub(super) struct PersonNow {
    pub(super) visitor: bool,
    /// Unit, for staff.
    pub(super) unit: Option<u32>,
    pub(super) inside: bool,
    /// State in the last frame.
    pub(super) state: u8,
    /// Whether they were inside at the alarm.
    pub(super) at_alarm: bool,
    /// Whether they set out after the alarm and are not there yet.
    pub(super) on_the_way: bool,
    pub(super) stuck: bool,
    pub(super) waited: bool,
    pub(super) waited_in_crowd: bool,
    pub(super) turned_back: bool,
}

impl PersonNow {
    /// Somebody of the roster, before the run.
    pub(super) fn of(person: &Person) -> Self {
        Self {
            visitor: person.kind == PersonKind::Visitor,
            unit: person.unit,
            ..Self::default()
        }
    }

    /// Whether the alarm asks something of them that they have not done.
    pub(super) fn is_concerned(&self) -> bool {
        let asked = State::Unaware as u8..=State::Hurt as u8;
        self.on_the_way || asked.contains(&self.state)
    }
}

//! Whose turn it is in a step, of what is not done in every one.

/// Every how many steps people do something, one after another by their ids.
#[derive(Clone, Copy)]
pub(crate) struct Turns {
    steps: u32,
    /// What ids leave over, divided by the number of steps, of those whose turn it is.
    due: u32,
}

impl Turns {
    /// The turns of a step, if they come round every so many.
    pub(crate) fn of(tick: u64, steps: u64) -> Self {
        Self {
            steps: steps as u32,
            due: ((steps - tick % steps) % steps) as u32,
        }
    }

    /// Whether it is the turn of an id.
    #[inline(always)]
    pub(super) fn has(self, id: u32) -> bool {
        // Mostly it is a power of two, which spares a division.
        if self.steps.is_power_of_two() {
            id & (self.steps - 1) == self.due
        } else {
            id % self.steps == self.due
        }
    }
}

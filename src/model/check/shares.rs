//! Shares of a whole: each between 0 and 1, together 1.

use super::context::{Checker, Tidy};
use crate::model::limits;
use crate::model::problem::Problem;

/// Which shares a list holds; how its sentence calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shares {
    Profiles,
    Groups,
    Entrances,
    Places,
    Departures,
    Exits,
}

impl Shares {
    fn key(self) -> &'static str {
        match self {
            Self::Profiles => "profiles",
            Self::Groups => "groups",
            Self::Entrances => "entrances",
            Self::Places => "places",
            Self::Departures => "departures",
            Self::Exits => "exits",
        }
    }
}

impl Checker<'_> {
    /// Reports shares out of range, or that do not add up to 1; `field` is
    /// the path of a share after that of its entry. Whether they are sound.
    pub(super) fn shares(
        &mut self,
        place: &str,
        field: &str,
        which: Shares,
        shares: impl Iterator<Item = f64>,
    ) -> bool {
        let (mut sum, mut sound) = (0.0, true);
        for (k, share) in shares.enumerate() {
            sound &= self.number(format_args!("{place}[{k}]{field}"), share, limits::SHARE);
            sum += share;
        }
        if sound && (sum - 1.0).abs() > limits::SHARE_TOLERANCE {
            let problem = Problem::error("shares-do-not-add-up", place)
                .with("which", which.key())
                .with("sum", Tidy(sum));
            self.report(problem);
            return false;
        }
        sound
    }
}

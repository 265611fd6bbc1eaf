//! Whether few enough runs of a variant are bad, looked at after every run.
//!
//! Wald's sequential probability ratio test (Annals of Mathematical Statistics 16,
//! 1945) between a share of bad runs that will do and one that will not: a variant
//! is refused when its runs are 1/α₀ times as likely under the share that will not,
//! and accepted when they are 1/α₁ times as likely under the one that will. However
//! often one looks, a variant whose share will do is refused with probability α₀ at
//! most, and one whose share will not is accepted with α₁ at most (Ville's
//! inequality; the ratio falls with every good run and grows with every bad one, so
//! smaller shares are refused and larger ones accepted even less). What lies between
//! the two shares may be either.

use crate::base::math;

use super::StatisticsError;

/// How many runs of a variant may be bad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// A share that will do, above 0.
    pub accepted: f64,
    /// A share that will not, above that and below 1: the farther above, the sooner
    /// one knows.
    pub refused: f64,
}

/// What is known of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Open,
    Accepted,
    Refused,
}

/// The test.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShareTest {
    shares: Shares,
    /// Evidence from which a variant is refused, and below which it is accepted.
    refuse_from: f64,
    accept_to: f64,
}

impl Shares {
    /// Checks the two.
    ///
    /// # Errors
    /// If one is outside its range.
    pub(super) fn check(self) -> Result<(), StatisticsError> {
        let setting = |name, allowed, value| {
            Err(StatisticsError::Setting {
                name,
                allowed,
                value,
            })
        };
        if !(self.accepted > 0.0 && self.accepted < 1.0) {
            return setting("the accepted share", "between 0 and 1", self.accepted);
        }
        if !(self.refused > self.accepted && self.refused < 1.0) {
            let allowed = "between the accepted share and 1";
            return setting("the refused share", allowed, self.refused);
        }
        Ok(())
    }

    /// Logarithm of how much likelier a run is under the share that will not do.
    fn of_one(self, bad: bool) -> f64 {
        math::ln(match bad {
            true => self.refused / self.accepted,
            false => (1.0 - self.refused) / (1.0 - self.accepted),
        })
    }

    /// The same of several.
    pub(super) fn evidence(self, bad: usize, runs: usize) -> f64 {
        bad as f64 * self.of_one(true) + (runs - bad) as f64 * self.of_one(false)
    }
}

impl ShareTest {
    /// A test with these probabilities of refusing a share that will do and of
    /// accepting one that will not.
    pub(super) fn new(shares: Shares, refuses: f64, accepts: f64) -> Self {
        Self {
            shares,
            refuse_from: -math::ln(refuses),
            accept_to: math::ln(accepts),
        }
    }

    /// What so many bad ones among so many runs say, unless earlier ones have said it.
    pub(super) fn verdict(&self, bad: usize, runs: usize) -> Verdict {
        let evidence = self.shares.evidence(bad, runs);
        if evidence >= self.refuse_from {
            Verdict::Refused
        } else if evidence <= self.accept_to {
            Verdict::Accepted
        } else {
            Verdict::Open
        }
    }
}

/// A share that is looked at of every variant, if it is.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    test: Option<ShareTest>,
    bad: Vec<usize>,
    verdicts: Vec<Verdict>,
}

impl Watch {
    /// Of so many variants; without a test all are accepted.
    pub(super) fn new(test: Option<ShareTest>, variants: usize) -> Self {
        let first = match test {
            Some(_) => Verdict::Open,
            None => Verdict::Accepted,
        };
        Self {
            test,
            bad: vec![0; variants],
            verdicts: vec![first; variants],
        }
    }

    /// Takes note of a variant's run, the `runs`-th. A verdict stays.
    pub(super) fn note(&mut self, variant: usize, is_bad: bool, runs: usize) {
        let Some(test) = self.test else { return };
        self.bad[variant] += usize::from(is_bad);
        if self.verdicts[variant] == Verdict::Open {
            self.verdicts[variant] = test.verdict(self.bad[variant], runs);
        }
    }

    pub(super) fn verdict(&self, variant: usize) -> Verdict {
        self.verdicts[variant]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 0.7 against 0.05 makes a bad run ln 14 = 2.639 of evidence and a good
    /// one ln(0.3/0.95) = −1.153. Refused from ln 200 = 5.298, that is after three bad
    /// ones; accepted from −ln 600 = −6.397, after six good ones.
    #[test]
    fn verdicts_by_hand() {
        let shares = Shares {
            accepted: 0.05,
            refused: 0.7,
        };
        assert!((shares.evidence(1, 2) - 1.486_38).abs() < 1e-5);
        let test = ShareTest::new(shares, 1.0 / 200.0, 1.0 / 600.0);
        let verdicts = |bad: usize, runs: usize| test.verdict(bad, runs);
        assert_eq!(verdicts(2, 2), Verdict::Open);
        assert_eq!(verdicts(3, 3), Verdict::Refused);
        assert_eq!(verdicts(0, 5), Verdict::Open);
        assert_eq!(verdicts(0, 6), Verdict::Accepted);
        let mut watch = Watch::new(Some(test), 2);
        for run in 1..=8 {
            // What comes after three bad ones changes nothing.
            watch.note(0, run <= 3, run);
            watch.note(1, run == 1, run);
        }
        assert_eq!(watch.verdict(0), Verdict::Refused);
        assert_eq!(watch.verdict(1), Verdict::Open);
        assert_eq!(Watch::new(None, 1).verdict(0), Verdict::Accepted);
    }

    #[test]
    fn shares_that_cannot_be_told_apart_are_refused() {
        for (accepted, refused) in [(0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (f64::NAN, 0.5)] {
            assert!(Shares { accepted, refused }.check().is_err());
        }
    }
}

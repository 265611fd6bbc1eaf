//! When the mean evacuation curve no longer changes.
//!
//! Ronchi, Reneke and Peacock (Fire Technology 50, 2014): after each
//! replication the mean curve is compared with the mean before it, by three
//! measures of functional analysis (Peacock et al., Fire Safety Journal 33,
//! 1999). The curve has converged when each measure differs from its value
//! one replication before by less than a threshold, several times in a row.
//!
//! A curve here is the number of people out at equal steps of time. A run
//! that is over stays at its last value; so does one that was cut short with
//! people inside, which is why a null is no trouble here. The authors' curves
//! are the times at which the first, second … person is out; they have no
//! values where not everyone gets out. The measures are the same for both.

use super::StatisticsError;

/// How two curves differ, the second seen from the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveMeasures {
    /// Euclidean relative difference ‖E − m‖ / ‖E‖: how far they are apart; 0
    /// for the same curve.
    pub erd: f64,
    /// Euclidean projection coefficient ⟨E, m⟩ / ‖m‖²: what the second must be
    /// multiplied with to come nearest to the first; 1 for the same curve.
    pub epc: f64,
    /// Secant cosine: how alike their slopes over a few steps are, whatever
    /// their size; 1 for the same shape.
    pub sc: f64,
}

/// The mean curve after one more replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveStep {
    /// How many replications are in it.
    pub runs: usize,
    /// The mean before beside it.
    pub measures: CurveMeasures,
    /// By how much the measures differ from those one replication before;
    /// none for the first pair of means.
    pub change: Option<CurveMeasures>,
}

/// When a mean curve counts as converged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveCriterion {
    /// What each measure may change by at most.
    pub thresholds: CurveMeasures,
    /// For how many replications in a row, 1 or more.
    pub in_a_row: usize,
    /// Steps of time a secant spans, 1 or more: more smooth out noise.
    pub secant_steps: usize,
}

impl Default for CurveCriterion {
    /// A change of at most 0.01 in each measure, ten times in a row, secants
    /// over three steps: our choice, the authors leave it to the user.
    fn default() -> Self {
        Self {
            thresholds: CurveMeasures {
                erd: 0.01,
                epc: 0.01,
                sc: 0.01,
            },
            in_a_row: 10,
            secant_steps: 3,
        }
    }
}

/// How the mean curve settled.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveConvergence {
    /// From the second replication on.
    pub steps: Vec<CurveStep>,
    /// The mean of all curves, as long as the longest.
    pub mean: Vec<f64>,
    /// After how many replications the criterion was first met; none if not.
    pub converged_at: Option<usize>,
}

/// Follows the mean of curves, one a replication in order, all from the same
/// moment and with the same step of time.
///
/// # Errors
/// If a curve is empty or holds what is not finite, or a row or a secant of
/// the criterion is 0.
pub fn convergence(
    curves: &[Vec<f64>],
    criterion: CurveCriterion,
) -> Result<CurveConvergence, StatisticsError> {
    let settings = [
        ("the number of replications in a row", criterion.in_a_row),
        ("the steps of a secant", criterion.secant_steps),
    ];
    if let Some((name, _)) = settings.into_iter().find(|(_, value)| *value == 0) {
        return Err(StatisticsError::Setting {
            name,
            allowed: "1 or more",
            value: 0.0,
        });
    }
    let broken = |curve: &Vec<f64>| curve.is_empty() || curve.iter().any(|v| !v.is_finite());
    if let Some(replication) = curves.iter().position(broken) {
        return Err(StatisticsError::Null {
            variant: 0,
            replication,
        });
    }
    let length = curves.iter().map(Vec::len).max().unwrap_or(0);
    let mut sum = vec![0.0; length];
    let mut mean: Vec<f64> = Vec::new();
    let mut found = CurveConvergence {
        steps: Vec::new(),
        mean: Vec::new(),
        converged_at: None,
    };
    let mut in_a_row = 0;
    for (index, curve) in curves.iter().enumerate() {
        let runs = index + 1;
        let last = curve.last().copied().unwrap_or(0.0);
        for (place, total) in sum.iter_mut().enumerate() {
            *total += curve.get(place).copied().unwrap_or(last);
        }
        let next: Vec<f64> = sum.iter().map(|total| total / runs as f64).collect();
        if index > 0 {
            let measures = CurveMeasures::between(&mean, &next, criterion.secant_steps);
            let change = found
                .steps
                .last()
                .map(|step| measures.change_from(step.measures));
            let met = change.is_some_and(|change| change.within(criterion.thresholds));
            in_a_row = if met { in_a_row + 1 } else { 0 };
            if in_a_row >= criterion.in_a_row && found.converged_at.is_none() {
                found.converged_at = Some(runs);
            }
            found.steps.push(CurveStep {
                runs,
                measures,
                change,
            });
        }
        mean = next;
    }
    found.mean = mean;
    Ok(found)
}

impl CurveMeasures {
    /// How `second` differs from `first`, point by point as far as both go;
    /// `secant_steps` of 0 are taken for 1. Curves of nothing but zeros are
    /// the same; a slope that is 0 everywhere is alike to itself only.
    #[must_use]
    pub fn between(first: &[f64], second: &[f64], secant_steps: usize) -> Self {
        let points = first.len().min(second.len());
        let (first, second) = (&first[..points], &second[..points]);
        let apart: Vec<f64> = first.iter().zip(second).map(|(e, m)| e - m).collect();
        let (own, other) = (dot(first, first), dot(second, second));
        let secants = |curve: &[f64]| -> Vec<f64> {
            let pairs = curve.iter().zip(curve.iter().skip(secant_steps.max(1)));
            pairs.map(|(from, to)| to - from).collect()
        };
        let (slopes, others) = (secants(first), secants(second));
        // Equal steps of time cancel from the published formula.
        let scale = (dot(&slopes, &slopes) * dot(&others, &others)).sqrt();
        Self {
            erd: ratio(dot(&apart, &apart), own, 0.0).sqrt(),
            epc: ratio(dot(first, second), other, 1.0),
            sc: ratio(
                dot(&slopes, &others),
                scale,
                if slopes == others { 1.0 } else { 0.0 },
            ),
        }
    }

    fn change_from(self, before: Self) -> Self {
        Self {
            erd: (self.erd - before.erd).abs(),
            epc: (self.epc - before.epc).abs(),
            sc: (self.sc - before.sc).abs(),
        }
    }

    fn within(self, thresholds: Self) -> bool {
        self.erd <= thresholds.erd && self.epc <= thresholds.epc && self.sc <= thresholds.sc
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// a / b; if both are 0, what the same curve has, and infinite if only b is.
fn ratio(a: f64, b: f64, same: f64) -> f64 {
    match (a == 0.0, b == 0.0) {
        (true, true) => same,
        (false, true) => f64::INFINITY,
        _ => a / b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_by_hand() {
        let curve = [0.0, 3.0, 4.0];
        let same = CurveMeasures::between(&curve, &curve, 1);
        assert_eq!((same.erd, same.epc, same.sc), (0.0, 1.0, 1.0));
        // Twice the curve: ‖E‖/‖E‖ = 1 apart, halved it fits, the same shape.
        let twice = CurveMeasures::between(&curve, &[0.0, 6.0, 8.0], 1);
        assert_eq!((twice.erd, twice.epc), (1.0, 0.5));
        assert!((twice.sc - 1.0).abs() < 1e-12);
        // Slopes (3, 1) and (1, 3): cosine 6/10.
        let other = CurveMeasures::between(&curve, &[0.0, 1.0, 4.0], 1);
        assert!((other.sc - 0.6).abs() < 1e-12);
        assert!((other.erd - 2.0 / 5.0).abs() < 1e-12);
        assert!((other.epc - 19.0 / 17.0).abs() < 1e-12);
        let nothing = CurveMeasures::between(&[0.0; 4], &[0.0; 4], 1);
        assert_eq!((nothing.erd, nothing.epc, nothing.sc), (0.0, 1.0, 1.0));
    }

    #[test]
    fn equal_curves_converge_as_soon_as_they_can() {
        let curves = vec![vec![0.0, 5.0, 10.0]; 12];
        let found = convergence(&curves, CurveCriterion::default()).expect("curves");
        // The second mean gives the first measures, the third the first change.
        assert_eq!(found.converged_at, Some(12));
        assert_eq!(found.steps.len(), 11);
        assert_eq!(found.steps[0].change, None);
        assert_eq!(found.mean, curves[0]);
        let fewer = convergence(&curves[..11], CurveCriterion::default()).expect("curves");
        assert_eq!(fewer.converged_at, None);
    }

    #[test]
    fn a_run_that_is_over_stays_at_its_last_value() {
        let curves = [vec![0.0, 10.0], vec![0.0, 4.0, 6.0, 10.0]];
        let found = convergence(&curves, CurveCriterion::default()).expect("curves");
        assert_eq!(found.mean, [0.0, 7.0, 8.0, 10.0]);
    }

    #[test]
    fn an_outlier_starts_the_row_again() {
        let mut curves = vec![vec![0.0, 5.0, 10.0]; 8];
        curves.push(vec![0.0, 0.0, 10.0]);
        curves.extend(vec![vec![0.0, 5.0, 10.0]; 30]);
        let criterion = CurveCriterion::default();
        let found = convergence(&curves, criterion).expect("curves");
        assert!(
            found.converged_at.is_some_and(|runs| runs >= 19),
            "{:?}",
            found.converged_at
        );
    }

    #[test]
    fn what_is_no_curve_is_refused() {
        let criterion = CurveCriterion::default();
        let empty = convergence(&[vec![1.0], vec![]], criterion);
        let null = StatisticsError::Null {
            variant: 0,
            replication: 1,
        };
        assert_eq!(empty, Err(null));
        let never = CurveCriterion {
            in_a_row: 0,
            ..criterion
        };
        assert!(convergence(&[], never).is_err());
        assert_eq!(convergence(&[], criterion).map(|c| c.steps.len()), Ok(0));
    }
}

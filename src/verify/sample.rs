//! One number from each of many runs.

/// Values of one quantity, one a run, in the order of the seeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// The values.
    pub values: Vec<f64>,
}

impl Sample {
    /// A sample of these values.
    #[must_use]
    pub fn new(values: Vec<f64>) -> Self {
        Self { values }
    }

    /// How many values there are.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.values.len()
    }

    /// Mean; not a number if there are no values.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }

    /// Standard deviation of a sample (n − 1); 0 for fewer than two values.
    #[must_use]
    pub fn sd(&self) -> f64 {
        if self.values.len() < 2 {
            return 0.0;
        }
        let mean = self.mean();
        let squares: f64 = self
            .values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum();
        (squares / (self.values.len() - 1) as f64).sqrt()
    }

    /// Standard error of the mean; infinite for fewer than two values,
    /// because then it is not known.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        if self.values.len() < 2 {
            return f64::INFINITY;
        }
        self.sd() / (self.values.len() as f64).sqrt()
    }

    /// The value that a share (0 to 1) of the runs does not exceed, by order
    /// statistics: the smallest of which at least that share is no larger.
    /// Not a number if there are no values.
    #[must_use]
    pub fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        let last = sorted.len().saturating_sub(1);
        sorted
            .get((rank - 1).min(last))
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// The middle value, or the mean of the two in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        match sorted.len() {
            0 => f64::NAN,
            n if n % 2 == 1 => sorted[n / 2],
            n => 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]),
        }
    }

    /// Smallest value; infinite if there are none.
    #[must_use]
    pub fn min(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// Largest value; minus infinite if there are none.
    #[must_use]
    pub fn max(&self) -> f64 {
        let values = self.values.iter().copied();
        values.fold(f64::NEG_INFINITY, f64::max)
    }
}

/// A straight line through points by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Rise.
    pub slope: f64,
    /// Value at 0.
    pub intercept: f64,
    /// Share of the variance that the line explains, 0 to 1.
    pub r2: f64,
}

/// The line through (x, y); none for fewer than three points or if they do
/// not differ in x.
#[must_use]
pub fn fit(points: &[(f64, f64)]) -> Option<Fit> {
    let n = points.len() as f64;
    let mean_x = points.iter().map(|p| p.0).sum::<f64>() / n;
    let mean_y = points.iter().map(|p| p.1).sum::<f64>() / n;
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let terms = points.iter().map(|p| of(p.0 - mean_x, p.1 - mean_y));
        terms.sum()
    };
    let xx = sum(&|x, _| x * x);
    let xy = sum(&|x, y| x * y);
    let yy = sum(&|_, y| y * y);
    if points.len() < 3 || xx <= 0.0 {
        return None;
    }
    let slope = xy / xx;
    let r2 = if yy > 0.0 { xy * xy / (xx * yy) } else { 1.0 };
    Some(Fit {
        slope,
        intercept: mean_y - slope * mean_x,
        r2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_by_hand() {
        let sample = Sample::new(vec![2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert!((sample.mean() - 5.0).abs() < 1e-12);
        assert!((sample.sd() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert!((sample.standard_error() - (32.0_f64 / 56.0).sqrt()).abs() < 1e-12);
        assert!((sample.median() - 4.5).abs() < 1e-12);
        assert_eq!((sample.min(), sample.max()), (2.0, 9.0));
        assert_eq!(Sample::new(vec![1.0]).standard_error(), f64::INFINITY);
        assert!(Sample::default().mean().is_nan() && Sample::default().percentile(0.5).is_nan());
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let hundred = Sample::new((1..=100).rev().map(f64::from).collect());
        assert_eq!(hundred.percentile(0.95), 95.0);
        assert_eq!(hundred.percentile(0.951), 96.0);
        assert_eq!(hundred.percentile(0.0), 1.0);
        assert_eq!(hundred.percentile(1.0), 100.0);
        assert_eq!(Sample::new(vec![3.0, 1.0]).percentile(0.5), 1.0);
    }

    #[test]
    fn a_line_is_found_and_its_fit_measured() {
        let exact = fit(&[(1.0, 3.0), (2.0, 5.0), (4.0, 9.0)]).expect("three points");
        assert!((exact.slope - 2.0).abs() < 1e-12 && (exact.intercept - 1.0).abs() < 1e-12);
        assert!((exact.r2 - 1.0).abs() < 1e-12);
        // By hand: slope 1/2, R² = 1/4 · 2 / 2 … of (0,0), (1,2), (2,1).
        let loose = fit(&[(0.0, 0.0), (1.0, 2.0), (2.0, 1.0)]).expect("three points");
        assert!((loose.slope - 0.5).abs() < 1e-12 && (loose.r2 - 0.25).abs() < 1e-12);
        assert_eq!(fit(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}

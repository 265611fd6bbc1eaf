//! What each factor of a full grid does, and each pair of factors together.
//!
//! Replications are blocks: replication k meets the same visitors in every
//! cell, so an effect is computed within each replication, and its confidence
//! comes from how it varies over them (Student's t with n − 1 degrees of
//! freedom). Nothing has to be assumed of equal variances. Levels are
//! balanced, hence an effect is a difference of plain means (Montgomery,
//! Design and Analysis of Experiments, chapter 5).

use super::mean::{Confidence, MeanEstimate};
use super::{StatisticsError, number};

/// All effects of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The mean of all cells.
    pub grand_mean: MeanEstimate,
    /// Factors in their order.
    pub factors: Vec<MainEffect>,
    /// Pairs of factors, the first before the second, in their order; within
    /// a pair the levels of the second run fastest.
    pub interactions: Vec<Interaction>,
}

/// What a factor does, over all levels of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct MainEffect {
    /// The factor, from 0.
    pub factor: usize,
    /// Its levels in their order.
    pub levels: Vec<LevelEffect>,
}

/// What one level of a factor does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelEffect {
    /// Mean of all cells with this level.
    pub mean: MeanEstimate,
    /// That mean − the grand mean; all of a factor sum to 0.
    pub effect: MeanEstimate,
    /// That mean − the mean at the level before, which shows where a curve
    /// bends; none at the first. Of two levels this is what is usually called
    /// the factor's effect.
    pub step: Option<MeanEstimate>,
}

/// By how much a pair of levels does more than both effects together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interaction {
    /// The two factors.
    pub factors: (usize, usize),
    /// Their levels.
    pub levels: (usize, usize),
    /// mean(i, j) − mean(i) − mean(j) + grand mean; all of a pair of factors
    /// sum to 0 over either level.
    pub effect: MeanEstimate,
}

/// The effects of a full grid. `levels` gives how many levels each factor
/// has; `cells` one list of values by replication for each combination, the
/// last factor's level running fastest. Intervals are for one statement each;
/// give [`Confidence::shared_by`] for all together.
///
/// # Errors
/// If a factor has fewer than two levels, the cells are not as many as the
/// combinations, their replications are not equally many and two or more, or
/// a value is a null: a mean over cells would have to drop it.
pub fn effects(
    levels: &[usize],
    cells: &[Vec<Option<f64>>],
    confidence: Confidence,
) -> Result<Effects, StatisticsError> {
    let grid = Grid::new(levels, cells)?;
    let by_run = |wanted: &[(usize, usize)]| grid.means(wanted);
    let estimate = |values: &[f64]| {
        MeanEstimate::of(values, confidence).ok_or(StatisticsError::TooFew {
            needed: 2,
            given: values.len(),
        })
    };
    let all = by_run(&[]);
    let mut main_means: Vec<Vec<Vec<f64>>> = Vec::new();
    let mut factors = Vec::new();
    for (factor, count) in levels.iter().enumerate() {
        let means: Vec<Vec<f64>> = (0..*count)
            .map(|level| by_run(&[(factor, level)]))
            .collect();
        let level_effect = |level: usize| -> Result<LevelEffect, StatisticsError> {
            let before = level.checked_sub(1).map(|before| &means[before]);
            Ok(LevelEffect {
                mean: estimate(&means[level])?,
                effect: estimate(&minus(&means[level], &all))?,
                step: before
                    .map(|before| estimate(&minus(&means[level], before)))
                    .transpose()?,
            })
        };
        factors.push(MainEffect {
            factor,
            levels: (0..*count).map(level_effect).collect::<Result<_, _>>()?,
        });
        main_means.push(means);
    }
    let mut interactions = Vec::new();
    for (a, b) in pairs(levels.len()) {
        for (i, j) in (0..levels[a]).flat_map(|i| (0..levels[b]).map(move |j| (i, j))) {
            let alone = plus(&main_means[a][i], &main_means[b][j]);
            let together = plus(&by_run(&[(a, i), (b, j)]), &all);
            interactions.push(Interaction {
                factors: (a, b),
                levels: (i, j),
                effect: estimate(&minus(&together, &alone))?,
            });
        }
    }
    Ok(Effects {
        grand_mean: estimate(&all)?,
        factors,
        interactions,
    })
}

/// Pairs of factors, the first before the second.
fn pairs(factors: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..factors).flat_map(move |a| (a + 1..factors).map(move |b| (a, b)))
}

fn plus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x + y).collect()
}

fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}

/// A full grid of numbers.
struct Grid<'a> {
    levels: &'a [usize],
    /// By cell, then by replication.
    cells: Vec<Vec<f64>>,
}

impl<'a> Grid<'a> {
    fn new(levels: &'a [usize], cells: &[Vec<Option<f64>>]) -> Result<Self, StatisticsError> {
        if let Some(few) = levels.iter().find(|count| **count < 2) {
            return Err(StatisticsError::Setting {
                name: "the number of levels of a factor",
                allowed: "2 or more",
                value: *few as f64,
            });
        }
        let expected = levels
            .iter()
            .try_fold(1_usize, |n, count| n.checked_mul(*count));
        if expected != Some(cells.len()) {
            return Err(StatisticsError::Length {
                expected: expected.unwrap_or(usize::MAX),
                given: cells.len(),
            });
        }
        let runs = cells.first().map_or(0, Vec::len);
        if let Some(other) = cells.iter().find(|cell| cell.len() != runs) {
            return Err(StatisticsError::Length {
                expected: runs,
                given: other.len(),
            });
        }
        let value = |(variant, replication, value): (usize, usize, Option<f64>)| {
            number(value).ok_or(StatisticsError::Null {
                variant,
                replication,
            })
        };
        let numbers = |(cell, values): (usize, &Vec<Option<f64>>)| {
            let values = values.iter().enumerate();
            values.map(|(run, v)| value((cell, run, *v))).collect()
        };
        Ok(Self {
            levels,
            cells: cells
                .iter()
                .enumerate()
                .map(numbers)
                .collect::<Result<_, _>>()?,
        })
    }

    /// The level of a factor in a cell.
    fn level(&self, cell: usize, factor: usize) -> usize {
        let faster: usize = self.levels[factor + 1..].iter().product();
        cell / faster % self.levels[factor]
    }

    /// By replication, the mean of the cells that have all the wanted
    /// (factor, level).
    fn means(&self, wanted: &[(usize, usize)]) -> Vec<f64> {
        let has = |cell: usize| {
            let mut all = wanted.iter();
            all.all(|(factor, level)| self.level(cell, *factor) == *level)
        };
        let mut sums = vec![0.0; self.cells[0].len()];
        let mut count = 0.0;
        let cells = self.cells.iter().enumerate();
        for (_, values) in cells.filter(|(cell, _)| has(*cell)) {
            count += 1.0;
            sums = plus(&sums, values);
        }
        sums.iter().map(|sum| sum / count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Confidence = Confidence::PERCENT_95;

    /// Two factors of two and three levels: 10 + 2·i + (0, 1, 4)[j], and 3
    /// more where both are at their last, in two equal replications.
    fn grid() -> Vec<Vec<Option<f64>>> {
        let cells = [10.0, 11.0, 14.0, 12.0, 13.0, 19.0];
        cells
            .iter()
            .map(|mean| vec![Some(mean - 1.0), Some(mean + 1.0)])
            .collect()
    }

    #[test]
    fn effects_by_hand() {
        let found = effects(&[2, 3], &grid(), SURE).expect("a full grid");
        let near = |estimate: MeanEstimate, by_hand: f64| (estimate.mean - by_hand).abs() < 1e-12;
        assert!(near(found.grand_mean, 79.0 / 6.0));
        assert!(near(found.factors[0].levels[0].mean, 35.0 / 3.0));
        assert!(near(found.factors[0].levels[1].step.expect("second"), 3.0));
        assert!(near(found.factors[0].levels[0].effect, -1.5));
        assert!(near(found.factors[1].levels[2].mean, 16.5));
        assert!(near(found.factors[1].levels[2].step.expect("third"), 4.5));
        assert_eq!(found.factors[1].levels[0].step, None);
        // mean(1, 2) − mean(1, ·) − mean(·, 2) + grand
        //   = 19 − 44/3 − 33/2 + 79/6 = 1.
        let last = found.interactions.last().expect("six");
        assert_eq!((last.factors, last.levels), ((0, 1), (1, 2)));
        assert!(near(last.effect, 1.0));
        assert_eq!(found.interactions.len(), 6);
        let sum: f64 = found.interactions.iter().map(|i| i.effect.mean).sum();
        assert!(sum.abs() < 1e-12);
    }

    /// The replications differ by 2 everywhere: the level of all is unsure,
    /// the effects are not.
    #[test]
    fn what_blocks_share_leaves_the_effects_sure() {
        let found = effects(&[2, 3], &grid(), SURE).expect("a full grid");
        assert!(found.grand_mean.half_width > 1.0);
        assert!(found.factors[0].levels[1].effect.half_width < 1e-9);
        assert!(found.interactions[0].effect.half_width < 1e-9);
    }

    #[test]
    fn an_unbalanced_grid_is_refused() {
        let length = |expected, given| Err(StatisticsError::Length { expected, given });
        assert_eq!(effects(&[2, 2], &grid(), SURE), length(4, 6));
        let mut cells = grid();
        cells[4].push(Some(1.0));
        assert_eq!(effects(&[2, 3], &cells, SURE), length(2, 3));
        cells[4] = vec![Some(1.0), None];
        let null = StatisticsError::Null {
            variant: 4,
            replication: 1,
        };
        assert_eq!(effects(&[2, 3], &cells, SURE), Err(null));
        assert!(effects(&[1, 6], &grid(), SURE).is_err());
        assert!(effects(&[6], &[const { Vec::new() }; 6], SURE).is_err());
        assert!(effects(&[], &[], SURE).is_err());
    }
}

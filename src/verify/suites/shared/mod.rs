//! Setups that several suites measure alike: a file a topic. Each public
//! function is a case, or several whose geometry and criterion are the same.
//!
//! A measuring area, a window or a population that the source leaves open is
//! chosen here and said in the case's text.

pub(super) mod alone;
pub(super) mod bottleneck;
pub(super) mod choice;
pub(super) mod company;
pub(super) mod corner;
pub(super) mod counterflow;
pub(super) mod diagram;
pub(super) mod doors;
pub(super) mod population;
pub(super) mod reference;
pub(super) mod rooms;
pub(super) mod stairs;
pub(super) mod start;

use std::sync::OnceLock;

use crate::base::{Segment, Vec2};
use crate::model::Scenario;
use crate::verify::measure::Area;
use crate::verify::{Lab, LabError, Outcome, Picture, Said, Sample, Take};

/// The picture of a case's first run, if pictures are wanted.
struct Shot {
    wanted: bool,
    picture: OnceLock<Picture>,
}

impl Shot {
    /// A picture, if the lab draws.
    fn of(lab: &Lab<'_>) -> Self {
        Self {
            wanted: lab.draws,
            picture: OnceLock::new(),
        }
    }

    /// No picture.
    fn none() -> Self {
        Self {
            wanted: false,
            picture: OnceLock::new(),
        }
    }

    /// Draws the run if it is the first, with where was measured.
    fn keep(&self, take: &Take, measured: &[&[Vec2]]) {
        if self.wanted && take.seed == 1 {
            self.picture.get_or_init(|| {
                let picture = Picture::of(take);
                measured
                    .iter()
                    .fold(picture, |p, outline| p.measuring(outline))
            });
        }
    }

    /// Hangs the picture up.
    fn hang(self, outcome: &mut Outcome) {
        outcome.pictures.extend(self.picture.into_inner());
    }
}

/// A line from one point to another \[m\].
fn line(x0: f64, y0: f64, x1: f64, y1: f64) -> Segment {
    Segment::new(Vec2::new(x0, y0), Vec2::new(x1, y1))
}

/// The two ends of a line.
fn ends(line: Segment) -> [Vec2; 2] {
    [line.a, line.b]
}

/// A square of 2 × 2 m whose south-west corner is (x, y).
fn square(x: f64, y: f64) -> Area {
    Area::rectangle(x, y, x + 2.0, y + 2.0)
}

/// When the last visitor left \[s\].
///
/// # Errors
/// If somebody is still inside at the end.
fn all_out_s(take: &Take) -> Result<f64, LabError> {
    take.all_out_s().ok_or_else(|| {
        let left_over = Said::new("case-somebody-inside")
            .with("inside", take.inside)
            .with("people", take.roster.len())
            .with("seed", take.seed)
            .number("t", take.end_s, 0);
        LabError::Unmeasured(left_over)
    })
}

/// A quantity that could not be measured, because too few came where it is
/// measured.
fn too_few(take: &Take) -> LabError {
    LabError::Unmeasured(Said::new("case-too-few").with("seed", take.seed))
}

/// Sets how many people the crowd of an index has.
fn set_count(scenario: &mut Scenario, crowd: usize, people: usize) {
    if let Some(crowd) = scenario.visitors.present.get_mut(crowd) {
        crowd.count = u32::try_from(people).unwrap_or(u32::MAX);
    }
}

/// Whether `more` is larger than `less` in the runs of the same seeds: the
/// mean of the differences is above twice its standard error. From a single
/// run, whether it simply is.
fn exceeds(more: &Sample, less: &Sample) -> bool {
    let pairs = more.values.iter().zip(&less.values);
    let differences = Sample::new(pairs.map(|(a, b)| a - b).collect());
    match differences.runs() {
        0 => false,
        1 => differences.mean() > 0.0,
        _ => differences.mean() > 2.0 * differences.standard_error(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_counts_beyond_twice_its_standard_error() {
        // Differences 1, 1, 2, 2: mean 1.5, standard error 0.289.
        let less = Sample::new(vec![10.0, 20.0, 30.0, 40.0]);
        let more = Sample::new(vec![11.0, 21.0, 32.0, 42.0]);
        assert!(exceeds(&more, &less) && !exceeds(&less, &more));
        // Differences 3, −2: mean 0.5, standard error 2.5.
        let noisy = Sample::new(vec![13.0, 18.0]);
        assert!(!exceeds(&noisy, &Sample::new(vec![10.0, 20.0])));
        assert!(exceeds(&Sample::new(vec![2.0]), &Sample::new(vec![1.0])));
        assert!(!exceeds(&Sample::default(), &Sample::default()));
    }
}

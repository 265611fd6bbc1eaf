//! What a case gives: readings with their verdicts, and what is drawn.

use crate::base::text::{self, Language};
use crate::base::{Segment, Vec2};

use super::sample::Sample;
use super::take::Take;

/// A sentence of the catalogue with its values, not yet in a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Key in the catalogue.
    pub key: &'static str,
    /// What it is filled with.
    pub values: Vec<(&'static str, String)>,
}

impl Said {
    /// A sentence without values.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// The same with a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The same with a number of so many decimals.
    #[must_use]
    pub fn number(self, name: &'static str, value: f64, decimals: usize) -> Self {
        self.with(name, figure(value, decimals))
    }

    /// In a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let values: Vec<(&str, String)> = self
            .values
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        text::text_with(language, self.key, &values)
    }
}

/// A number of so many decimals; a dash for one that is none, and never
/// "−0".
#[must_use]
pub fn figure(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        _ => text,
    }
}

/// One thing that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was measured, with its value.
    pub said: Said,
    /// Whether it is as it must be; none if it only informs.
    pub holds: Option<bool>,
    /// Where a mean lies in the range in which it must: −1 and 1 are the ends
    /// of it, 0 its middle. None if it is no mean, or the range is open.
    pub residual: Option<f64>,
}

/// Which drawing tells of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What is shown.
    pub caption: Option<Said>,
    /// Outlines of walkable space \[m\], the first of each cell its outer
    /// ring, the rest holes.
    pub cells: Vec<Vec<Vec<Vec2>>>,
    /// Walls \[m\].
    pub walls: Vec<Segment>,
    /// Lines on which people leave \[m\].
    pub exits: Vec<Segment>,
    /// Lines and areas in which was measured \[m\].
    pub measured: Vec<Vec<Vec2>>,
    /// The ways of people \[m\], broken where they jump.
    pub tracks: Vec<Vec<Vec2>>,
}

/// How a series is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    /// What Muster gives, as points (x, y, standard error of y).
    Muster(Said, Vec<(f64, f64, f64)>),
    /// What was measured elsewhere, as points.
    Reference(Said, Vec<(f64, f64)>),
    /// A curve.
    Curve(Said, Vec<(f64, f64)>),
    /// The band in which a result must lie, as (x, low, high).
    Band(Said, Vec<(f64, f64, f64)>),
}

/// A diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Stable name, also of its file, such as `exp-neck-flow`.
    pub name: &'static str,
    /// What it shows.
    pub title: Said,
    /// What is along, with its unit.
    pub x: Said,
    /// What is up, with its unit.
    pub y: Said,
    /// What is drawn, in this order.
    pub series: Vec<Series>,
}

/// What came of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What was measured.
    pub readings: Vec<Reading>,
    /// Runs it took.
    pub runs: usize,
    /// Geometry and ways of a run.
    pub pictures: Vec<Picture>,
    /// Diagrams.
    pub plots: Vec<Plot>,
}

impl Outcome {
    /// An outcome of so many runs, nothing read yet.
    #[must_use]
    pub fn of(runs: usize) -> Self {
        Self {
            runs,
            ..Self::default()
        }
    }

    /// Whether everything that is judged holds, and something is.
    #[must_use]
    pub fn passed(&self) -> bool {
        let mut verdicts = self.readings.iter().filter_map(|reading| reading.holds);
        let any = self.readings.iter().any(|reading| reading.holds.is_some());
        any && verdicts.all(|holds| holds)
    }

    /// Adds something that must hold.
    pub fn judge(&mut self, said: Said, holds: bool) {
        self.readings.push(Reading {
            said,
            holds: Some(holds),
            residual: None,
        });
    }

    /// Adds something that informs.
    pub fn note(&mut self, said: Said) {
        self.readings.push(Reading {
            said,
            holds: None,
            residual: None,
        });
    }

    /// Adds a mean that must lie in a range (both ends included). It does not
    /// hold if it is not known well enough: from a single run everything is,
    /// else the standard error must be under a fifth of the range.
    pub fn judge_mean(&mut self, said: Said, sample: &Sample, range: (f64, f64)) {
        let mean = sample.mean();
        let band = range.1 - range.0;
        let known = sample.runs() == 1 || !band.is_finite() || sample.standard_error() < band / 5.0;
        let residual = (2.0 * mean - range.0 - range.1) / band;
        self.readings.push(Reading {
            said,
            holds: Some((range.0..=range.1).contains(&mean) && known),
            residual: residual.is_finite().then_some(residual),
        });
    }

    /// The readings in a language, one sentence behind the other.
    #[must_use]
    pub fn measured(&self, language: Language) -> String {
        let readings = self.readings.iter();
        let sentences: Vec<String> = readings.map(|r| r.said.text(language)).collect();
        sentences.join("; ")
    }
}

/// Most points of all ways in a picture, so that a report stays small.
const MOST_POINTS: usize = 6000;

impl Picture {
    /// The ground and the ways of a run.
    #[must_use]
    pub fn of(take: &Take) -> Self {
        let world = &take.world;
        let ring = |line: &geo::LineString<f64>| -> Vec<Vec2> {
            line.coords().map(|c| Vec2::new(c.x, c.y)).collect()
        };
        let mut picture = Self::default();
        for cell in &world.cells {
            for polygon in &cell.walkable.0 {
                let mut rings = vec![ring(polygon.exterior())];
                rings.extend(polygon.interiors().iter().map(ring));
                picture.cells.push(rings);
            }
            picture
                .walls
                .extend(cell.walls().iter().map(|wall| wall.segment));
        }
        for exit in &world.exits {
            let lines = exit.portals.iter().map(|p| world.portals[p.at()].line);
            picture.exits.extend(lines);
        }
        picture.tracks = tracks(take);
        picture
    }

    /// The same with a caption.
    #[must_use]
    pub fn captioned(mut self, caption: Said) -> Self {
        self.caption = Some(caption);
        self
    }

    /// The same with a line or area in which was measured.
    #[must_use]
    pub fn measuring(mut self, outline: &[Vec2]) -> Self {
        self.measured.push(outline.to_vec());
        self
    }
}

/// Of people who walk round for ever only the last of their way is drawn
/// \[s\]: all of it would be a smear.
const LAST_S: f64 = 20.0;

/// Everybody's way, thinned to what a picture can show, broken at jumps.
fn tracks(take: &Take) -> Vec<Vec<Vec2>> {
    let cells = 0..take.world.cells.len() as u16;
    let from_s = if cells.into_iter().any(|cell| take.is_round(cell)) {
        take.end_s - LAST_S
    } else {
        0.0
    };
    let drawn: Vec<&super::Moment> = take.between(from_s, f64::INFINITY).collect();
    let all: usize = drawn.iter().map(|moment| moment.people.len()).sum();
    // At most as coarse as two seconds, else corners are cut; rather fewer
    // people are drawn.
    let coarsest = (2.0 / take.frame_dt_s).round().max(1.0) as usize;
    let stride = all.div_ceil(MOST_POINTS).clamp(1, coarsest);
    let every_nth = (all / stride).div_ceil(MOST_POINTS).max(1) as u32;
    let mut open: Vec<Option<Vec<Vec2>>> = vec![None; take.roster.len()];
    let mut done = Vec::new();
    let mut last: Vec<Option<super::take::Spot>> = vec![None; take.roster.len()];
    for moment in drawn.into_iter().step_by(stride) {
        for spot in moment
            .people
            .iter()
            .filter(|s| s.id.is_multiple_of(every_nth))
        {
            let at = spot.id as usize;
            let jumped = last[at].is_some_and(|from| {
                let straight = spot.p() - from.p();
                take.way(&from, spot) != straight
            });
            if jumped {
                done.extend(open[at].take());
            }
            open[at].get_or_insert_default().push(spot.p());
            last[at] = Some(*spot);
        }
    }
    done.extend(open.into_iter().flatten());
    done.retain(|track| track.len() > 1);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_passes_that_was_not_judged() {
        let mut outcome = Outcome::of(1);
        assert!(!outcome.passed());
        outcome.note(Said::new("a"));
        assert!(!outcome.passed());
        outcome.judge(Said::new("b"), true);
        assert!(outcome.passed());
        outcome.judge(Said::new("c"), false);
        assert!(!outcome.passed());
    }

    #[test]
    fn a_mean_that_is_not_known_well_enough_does_not_hold() {
        let mut wide = Outcome::of(2);
        wide.judge_mean(Said::new("a"), &Sample::new(vec![1.0, 2.0]), (1.0, 2.0));
        assert!(!wide.passed());
        let mut close = Outcome::of(2);
        close.judge_mean(Said::new("a"), &Sample::new(vec![1.5, 1.51]), (1.0, 2.0));
        assert!(close.passed());
    }

    #[test]
    fn figures_are_plain() {
        assert_eq!(figure(-0.001, 2), "0.00");
        assert_eq!(figure(-1.25, 1), "-1.2");
        assert_eq!(figure(f64::NAN, 1), "–");
    }
}

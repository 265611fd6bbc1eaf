//! Questions that several sections ask about a run.

use super::input::ReportInput;
use crate::analysis::metrics::{Evacuation, GateFigures};
use crate::model::Plan;

/// The bands of standing density, after Still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Band {
    /// Up to 2 /m².
    Comfortable,
    /// Up to 4 /m².
    Busy,
    /// Up to 5 /m².
    VeryDense,
    /// Up to 6 /m².
    Dangerous,
    /// Above 6 /m².
    Unstable,
}

impl Band {
    /// The band of a density [1/m²].
    pub(crate) fn of(per_m2: f64) -> Self {
        if per_m2 <= 2.0 {
            Self::Comfortable
        } else if per_m2 <= 4.0 {
            Self::Busy
        } else if per_m2 <= 5.0 {
            Self::VeryDense
        } else if per_m2 <= 6.0 {
            Self::Dangerous
        } else {
            Self::Unstable
        }
    }

    /// The end of its keys in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Busy => "busy",
            Self::VeryDense => "very-dense",
            Self::Dangerous => "dangerous",
            Self::Unstable => "unstable",
        }
    }
}

/// The plan that was run.
pub(super) fn plan(input: &ReportInput) -> Option<&Plan> {
    let id = input.metrics.plan.as_ref()?;
    input.scenario.plans.iter().find(|plan| plan.id == *id)
}

/// The evacuation, if there was one and its times are not withheld.
pub(super) fn believed(input: &ReportInput) -> Option<&Evacuation> {
    let evacuation = input.metrics.evacuation.as_ref();
    evacuation.filter(|_| !input.metrics.integrity.implausible)
}

/// Time of the alarm \[s\].
pub(super) fn alarm_s(input: &ReportInput) -> Option<f64> {
    input.metrics.evacuation.as_ref().map(|e| e.alarm_s)
}

/// Share of the run at which the alarm was given, for small lines.
pub(super) fn alarm_share(input: &ReportInput) -> Option<f64> {
    let last = input.facts.times_s.last().copied()?;
    let first = input.facts.times_s.first().copied()?;
    let alarm = alarm_s(input)?;
    (last > first).then(|| (alarm - first) / (last - first))
}

/// (time, visitors inside): the observers' series, or the curve of the
/// metrics if they kept none.
pub(super) fn inside_points(input: &ReportInput) -> Vec<(f64, u32)> {
    let facts = &input.facts;
    if !facts.inside.is_empty() && facts.inside.len() == facts.times_s.len() {
        return facts
            .times_s
            .iter()
            .copied()
            .zip(facts.inside.iter().copied())
            .collect();
    }
    input
        .metrics
        .evacuation
        .as_ref()
        .map_or_else(Vec::new, |e| e.curve.clone())
}

/// Visitors inside at a time, between two samples by straight line.
pub(crate) fn inside_at(points: &[(f64, u32)], t_s: f64) -> Option<f64> {
    let after = points.iter().position(|p| p.0 >= t_s)?;
    if after == 0 {
        return points.first().map(|p| f64::from(p.1));
    }
    let (a, b) = (points[after - 1], points[after]);
    let share = (t_s - a.0) / (b.0 - a.0).max(1e-9);
    Some(f64::from(a.1) + (f64::from(b.1) - f64::from(a.1)) * share)
}

/// Visitors inside at the alarm.
pub(super) fn inside_at_alarm(input: &ReportInput) -> Option<u32> {
    let alarm = alarm_s(input)?;
    inside_at(&inside_points(input), alarm).map(|n| n.round().max(0.0) as u32)
}

/// The gate with the longest 95th percentile of waits, of at least a second.
pub(super) fn longest_wait(gates: &[GateFigures]) -> Option<(&GateFigures, f64)> {
    gates
        .iter()
        .filter_map(|gate| gate.p95_wait_s.map(|wait| (gate, wait)))
        .filter(|(_, wait)| *wait >= 1.0)
        .fold(
            None,
            |best: Option<(&GateFigures, f64)>, candidate| match best {
                Some(best) if best.1 >= candidate.1 => Some(best),
                _ => Some(candidate),
            },
        )
}

/// Greatest lasting density in each cell [1/m²]; none where nothing was
/// measured.
pub(super) fn density_by_cell(input: &ReportInput) -> Vec<Option<f64>> {
    let mut greatest = vec![None; input.venue.cells.len()];
    for point in &input.facts.max_density {
        if let Some(cell) = greatest.get_mut(usize::from(point.cell)) {
            let density = f64::from(point.per_m2);
            *cell = Some(cell.unwrap_or(0.0_f64).max(density));
        }
    }
    greatest
}

/// What the planner allows in a cell.
pub(super) fn allowed(input: &ReportInput, id: &str) -> Option<u32> {
    input
        .scenario
        .venue
        .places
        .iter()
        .find(|place| place.id == id)
        .and_then(|place| place.capacity)
}

/// Most people in a cell and when; none if nobody counted.
pub(super) fn most_people(input: &ReportInput, cell: usize) -> Option<(u32, f64)> {
    let series = input.facts.occupancy.get(cell)?;
    let mut best: Option<(u32, f64)> = None;
    for (count, t) in series.iter().zip(&input.facts.times_s) {
        if best.is_none_or(|(most, _)| *count > most) {
            best = Some((*count, *t));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_end_where_still_says() {
        assert_eq!(Band::of(2.0), Band::Comfortable);
        assert_eq!(Band::of(4.0), Band::Busy);
        assert_eq!(Band::of(4.5), Band::VeryDense);
        assert_eq!(Band::of(5.5), Band::Dangerous);
        assert_eq!(Band::of(6.01), Band::Unstable);
    }

    #[test]
    fn people_inside_are_read_between_samples() {
        let points = [(0.0, 100), (10.0, 50)];
        assert_eq!(inside_at(&points, 5.0), Some(75.0));
        assert_eq!(inside_at(&points, 0.0), Some(100.0));
        assert_eq!(inside_at(&points, 11.0), None);
        assert_eq!(inside_at(&[], 0.0), None);
    }
}

//! The programme: items in order of time, people where there is room.

use super::context::{Checker, Tidy, Wanted};
use super::distributions::Bound;
use super::shape::Shape;
use super::shares::Shares;
use super::visitors;
use crate::model::kind::Kind;
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::visitors::ProgrammeItem;

pub(super) fn check(checker: &mut Checker) {
    let items = &checker.scenario.visitors.programme;
    let people = visitors::total(checker);
    for (i, item) in items.iter().enumerate() {
        let path = format!("visitors.programme[{i}]");
        let ends = (format!("{path}.start"), format!("{path}.end"));
        checker.span((&ends.0, item.start), (&ends.1, item.end));
        check_places(checker, &path, item, people);
        let before = i.checked_sub(1).map(|before| &items[before]);
        if let Some(before) = before
            && item.start < before.start
        {
            let problem = Problem::error("programme-out-of-order", ends.0)
                .with("start", item.start)
                .with("before", before.start)
                .with("first", &before.id);
            checker.report(problem);
        }
    }
}

fn check_places(checker: &mut Checker, path: &str, item: &ProgrammeItem, people: u64) {
    let place = format!("{path}.places");
    if item.places.is_empty() {
        let problem = Problem::error("programme-without-places", place);
        checker.report(problem.with("id", &item.id));
        return;
    }
    for (k, share) in item.places.iter().enumerate() {
        if let Some(dwell) = &share.dwell {
            let at = format!("{place}[{k}].dwell");
            checker.distribution(&at, dwell, limits::DWELL, Bound::Mean);
        }
    }
    let cells: Vec<_> = item
        .places
        .iter()
        .enumerate()
        .map(|(k, share)| {
            let at = format!("{place}[{k}].place");
            checker.reference(at, &share.place, Wanted::Cell)
        })
        .collect();
    let shares = item.places.iter().map(|entry| entry.share);
    if !checker.shares(&place, ".share", Shares::Places, shares) {
        return;
    }
    for (k, (share, cell)) in item.places.iter().zip(cells).enumerate() {
        let Some(cell) = cell else { continue };
        let expected = share.share * people as f64;
        let stated = match cell.kind {
            Kind::Place => checker.scenario.venue.places[cell.index].capacity,
            _ => None,
        };
        let standing = checker
            .shapes
            .get(cell)
            .map(|shape| (Shape::area(shape) * limits::STANDING_PER_M2).floor());
        let capacity = match (stated.map(f64::from), standing) {
            (Some(stated), Some(standing)) => stated.min(standing),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => continue,
        };
        // Half a person is rounding.
        if expected > capacity + 0.5 {
            let problem =
                Problem::warning("programme-over-capacity", format!("{place}[{k}].share"))
                    .with("id", &share.place)
                    .with("people", expected.round())
                    .with("share", Tidy(100.0 * share.share))
                    .with("capacity", capacity);
            checker.report(problem);
        }
    }
}

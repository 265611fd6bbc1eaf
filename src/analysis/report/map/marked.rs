//! A moment as somebody saw it: everyone as symbols on the part of the ground
//! they looked at. The same drawing stands in the report and is saved from the
//! window.

use std::fmt::Write as _;

use svg::Document;
use svg::node::element::{Circle, Group, Path};

use super::super::input::{Body, Marked, ReportInput};
use super::super::palette;
use super::super::words::Words;
use super::ink::{Ink, Rect};
use super::labels::{self, Wanted};
use super::marks::{self, Sheet, gate_states};
use super::symbols;
use super::view::{View, WIDTH, unit};
use super::{HEIGHTS, MARGIN, bounds, cell_labels, definitions, edge, ground, north, page};
use super::{scale_bar, sheet_of};
use crate::sim::State;

/// Radius of a body on the ground \[m\], and on the page at least [units].
const BODY_M: f64 = 0.23;
const LEAST: f64 = 0.7;
/// Radius of the symbol of a member of staff [units].
const STAFF: f64 = 3.4;
/// Least and greatest height of a part of the ground [units].
const PART_HEIGHTS: (f64, f64) = (160.0, 480.0);

/// The moment on one sheet, and where it lies on the page; none if nothing of
/// it was seen. `id` is the drawing's own in its page.
pub(in super::super) fn draw(
    input: &ReportInput,
    words: &Words,
    marked: &Marked,
    (sheet, id): (i8, &str),
) -> Option<(Document, View)> {
    let whole = bounds(input, sheet)?;
    let view = match marked.seen {
        Some(seen) if seen.is_empty() || !overlap(seen, whole) => return None,
        Some(seen) => View::fit(seen, WIDTH, PART_HEIGHTS, 0.0),
        None => View::fit(whole, WIDTH, HEIGHTS, MARGIN),
    };
    let map = Sheet {
        input,
        words,
        view: &view,
        sheet,
    };
    let here = |body: &&Body| sheet_of(input, body.cell) == sheet;
    let people: Vec<&Body> = marked.people.iter().filter(here).collect();
    let mut ink = Ink::new(view.width, view.height);
    let incidents = marks::incidents(&map, marked.at_s, &mut ink);
    let posts = marks::posts(&map, &mut ink);
    let doors = marks::doors(&map, &gate_states(input, marked.at_s), &mut ink);
    for body in people.iter().filter(|body| body.role.is_some()) {
        let spot = view.at_mm(body.x_mm, body.y_mm);
        ink.add_rect(&Rect::around(spot, 2.0 * STAFF, 2.0 * STAFF), 8.0);
    }
    let mut wanted = incidents.labels;
    wanted.extend(posts.labels);
    wanted.extend(doors.labels);
    wanted.extend(cell_labels(&map));
    let (placed, _) = labels::place(on_page(wanted, &view), &ink, view.width, view.height);
    let title = words.with("report-marked-alt", &[("at", words.clock(marked.at_s))]);
    let mut document = page(&view, &title)
        .add(definitions(&map, id))
        .add(ground::fills(&view, input, sheet, id))
        .add(ground::walls(&view, input, sheet))
        .add(posts.group)
        .add(visitors(&view, &people))
        .add(others(&view, &people))
        .add(doors.group)
        .add(incidents.group)
        .add(labels::draw(&placed))
        .add(scale_bar(&view))
        .add(north(&view));
    if marked.seen.is_some() {
        document = document.add(edge(&view));
    }
    Some((document, view))
}

fn overlap(a: crate::base::geometry::Bounds, b: crate::base::geometry::Bounds) -> bool {
    a.min.x <= b.max.x && b.min.x <= a.max.x && a.min.y <= b.max.y && b.min.y <= a.max.y
}

/// Labels of what is on the page.
fn on_page(wanted: Vec<Wanted>, view: &View) -> Vec<Wanted> {
    let (width, height) = (view.width, view.height);
    let kept = wanted.into_iter().filter_map(|mut label| {
        let on = |spot: &super::Spot| {
            (0.0..=width).contains(&spot.x) && (0.0..=height).contains(&spot.y)
        };
        label.anchors.retain(on);
        (!label.anchors.is_empty()).then_some(label)
    });
    kept.collect()
}

fn seen<'a>(view: &View, people: &[&'a Body]) -> Vec<&'a Body> {
    let window = view.window().grown(1.0);
    let on = |body: &&&Body| {
        let at = (f64::from(body.x_mm) * 1e-3, f64::from(body.y_mm) * 1e-3);
        window.contains(at.into())
    };
    people.iter().filter(on).copied().collect()
}

/// Visitors by state, a path a state.
fn visitors(view: &View, people: &[&Body]) -> Group {
    let mut group = Group::new()
        .set("fill", "none")
        .set("stroke-linecap", "round");
    let width = 2.0 * (BODY_M * view.scale).max(LEAST);
    let people = seen(view, people);
    for state in 0..=State::AtAssembly as u8 {
        let mut data = String::new();
        let of = people
            .iter()
            .filter(|body| body.role.is_none() && body.state == state);
        for body in of {
            let spot = view.at_mm(body.x_mm, body.y_mm);
            // Writing to a string cannot fail.
            let _ = write!(data, "M{} {}h0", unit(spot.x), unit(spot.y));
        }
        if !data.is_empty() {
            group = group.add(
                Path::new()
                    .set("d", data)
                    .set("stroke", palette::state(state).hex())
                    .set("stroke-width", unit(width)),
            );
        }
    }
    group
}

/// Staff as symbols, and a ring round who is hurt.
fn others(view: &View, people: &[&Body]) -> Group {
    let mut group = Group::new();
    for body in seen(view, people) {
        let spot = view.at_mm(body.x_mm, body.y_mm);
        if let Some(role) = body.role {
            let place = format!("translate({} {})", unit(spot.x), unit(spot.y));
            group = group.add(symbols::role(role, STAFF).set("transform", place));
        } else if body.state == State::Hurt as u8 {
            let radius = (BODY_M * view.scale).max(LEAST) + 2.2;
            group = group.add(
                Circle::new()
                    .set("cx", unit(spot.x))
                    .set("cy", unit(spot.y))
                    .set("r", unit(radius))
                    .set("fill", "none")
                    .set("stroke", palette::state(body.state).hex())
                    .set("stroke-width", 1.2),
            );
        }
    }
    group
}

//! A moment as somebody saw it: everyone as symbols on the part of the ground
//! they looked at. The same drawing stands in the report and is saved from the
//! window.

use std::fmt::Write as _;

use svg::Document;
use svg::node::element::{Circle, Group, Path};

use super::super::input::{Body, Marked, ReportInput};
use super::super::palette;
use super::super::words::Words;
use super::edges::{edge, north, north_box, plate, scale_bar, scale_box};
use super::ink::{Ink, Rect};
use super::labels::{self, Wanted};
use super::marks::{self, Sheet, gate_states};
use super::overlaid::{self, Overlaid};
use super::symbols;
use super::view::{View, WIDTH, unit};
use super::{HEIGHTS, MARGIN, bounds, cell_labels, definitions, ground, page, sheet_of, view_box};
use crate::sim::State;

/// Radius of a body on the ground \[m\], and on the page at least [units].
const BODY_M: f64 = 0.23;
const LEAST: f64 = 0.7;
/// Least radius of a body that must not hide what is under it [units].
const FINEST: f64 = 0.05;
/// Radius of the symbol of a member of staff [units].
const STAFF: f64 = 3.4;
/// Least and greatest height of a part of the ground [units].
const PART_HEIGHTS: (f64, f64) = (160.0, 480.0);

/// The moment on one sheet, and the size of the page [units]; none if nothing
/// of the sheet was seen. `id` is the drawing's own in its page.
pub(in super::super) fn draw(
    input: &ReportInput,
    words: &Words,
    marked: &Marked,
    over: Option<&Overlaid>,
    (sheet, id): (i8, &str),
) -> Option<(Document, (f64, f64))> {
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
    weigh(&view, &people, over, &mut ink);
    let mut wanted = incidents.labels;
    wanted.extend(posts.labels);
    wanted.extend(doors.labels);
    wanted.extend(cell_labels(&map));
    let (placed, _) = labels::place(on_page(wanted, &view), &ink, view.width, view.height);
    let title = words.with("report-marked-alt", &[("at", words.clock(marked.at_s))]);
    let look = Look::of(&view, over);
    let mut document = page(&view, &title)
        .add(definitions(&map, id))
        .add(ground::fills(&view, input, sheet, id));
    if look.under {
        document = document.add(visitors(&view, &people, look.radius));
    }
    if let Some(squares) = over.and_then(|over| overlaid::squares(&view, over, id)) {
        document = document.add(squares);
    }
    document = document
        .add(ground::walls(&view, input, sheet))
        .add(posts.group);
    if !look.under {
        document = document.add(visitors(&view, &people, look.radius));
    }
    document = document.add(others(&view, &people));
    if let Some(arrows) = over.and_then(|over| overlaid::arrows(&view, over)) {
        document = document.add(arrows);
    }
    document = document
        .add(doors.group)
        .add(incidents.group)
        .add(labels::draw(&placed));
    if over.is_some() {
        document = document
            .add(plate(scale_box(&view)))
            .add(plate(north_box(&view)));
    }
    document = document.add(scale_bar(&view)).add(north(&view));
    let mut whole = view;
    if let Some(over) = over {
        let (legend, height) = overlaid::legend(&view, over);
        whole.height += height;
        document = document.set("viewBox", view_box(&whole)).add(legend);
    }
    if marked.seen.is_some() {
        document = document.add(edge(&whole));
    }
    Some((document, (whole.width, whole.height)))
}

/// How visitors are drawn.
struct Look {
    /// Radius of their discs [units].
    radius: f64,
    /// Whether they lie under the squares.
    under: bool,
}

impl Look {
    /// Over squares discs are half as large as people are: the denser a crowd,
    /// the more would its discs hide what the squares tell of it. From afar
    /// nobody would be seen like that; there discs are as large as ever, but
    /// under the squares, unless these are all over them.
    fn of(view: &View, over: Option<&Overlaid>) -> Self {
        let real = BODY_M * view.scale;
        match over.filter(|over| !over.squares.is_empty()) {
            Some(over) if over.covers || real >= LEAST => Self {
                radius: (0.5 * real).max(FINEST),
                under: false,
            },
            squares => Self {
                radius: real.max(LEAST),
                under: squares.is_some(),
            },
        }
    }
}

/// Adds to the page's weights what labels should not hide.
fn weigh(view: &View, people: &[&Body], over: Option<&Overlaid>, ink: &mut Ink) {
    for body in people.iter().filter(|body| body.role.is_some()) {
        let spot = view.at_mm(body.x_mm, body.y_mm);
        ink.add_rect(&Rect::around(spot, 2.0 * STAFF, 2.0 * STAFF), 8.0);
    }
    for (at, _) in over.iter().flat_map(|over| &over.squares) {
        ink.add_spot(view.at(*at), 0.5, 4.0);
    }
    for taken in [scale_box(view), north_box(view)] {
        ink.add_rect(&taken, 40.0);
    }
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
fn visitors(view: &View, people: &[&Body], radius: f64) -> Group {
    let mut group = Group::new()
        .set("fill", "none")
        .set("stroke-linecap", "round");
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
                    .set("stroke-width", unit(2.0 * radius)),
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

#[cfg(test)]
mod tests {
    use super::super::super::palette::{DENSITY, Paint};
    use super::*;
    use crate::base::Vec2;
    use crate::base::geometry::Bounds;

    #[test]
    fn people_leave_squares_to_be_seen_from_near_and_from_afar() {
        let paint = Paint {
            colour: DENSITY[0],
            alpha: 200,
        };
        let over = |covers: bool| Overlaid {
            squares: vec![(Vec2::ZERO, paint)],
            covers,
            ..Overlaid::default()
        };
        let look = |across_m: f64, over: Option<&Overlaid>| {
            let ground = Bounds::of([Vec2::ZERO, Vec2::new(across_m, across_m / 2.0)]);
            let look = Look::of(&View::fit(ground, WIDTH, PART_HEIGHTS, 0.0), over);
            ((look.radius * 1e3).round() / 1e3, look.under)
        };
        // Ten units a metre, and half a unit.
        let (near, far) = (68.0, 1_360.0);
        assert_eq!(look(near, None), (2.3, false));
        assert_eq!(look(far, None), (0.7, false));
        for covers in [true, false] {
            assert_eq!(look(near, Some(&over(covers))), (1.15, false));
        }
        assert_eq!(look(far, Some(&over(true))), (0.058, false));
        assert_eq!(look(far, Some(&over(false))), (0.7, true));
        let arrows = Overlaid::default();
        assert_eq!(look(far, Some(&arrows)), (0.7, false));
    }
}

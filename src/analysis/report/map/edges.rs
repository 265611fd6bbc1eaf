//! What stands at the edges of a map: a scale bar, the way north, a frame.

use svg::node::element::{Group, Path, Rectangle, Text};

use super::super::palette;
use super::super::words::width_em;
use super::ink::Rect;
use super::view::{View, unit};

/// Lengths that a scale bar may have \[m\].
const ROUND: [f64; 12] = [
    1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0,
];
/// Distance of what stands at an edge from it [units].
pub(super) const INSET: f64 = 12.0;
/// Size of its words [units].
const WORDS: f64 = 9.0;

/// The length of the scale bar \[m\]: at most a fifth of the map.
fn scale_m(view: &View) -> f64 {
    let fits = |metres: &f64| metres * view.scale <= view.width * 0.2;
    ROUND.into_iter().rev().find(fits).unwrap_or(ROUND[0])
}

fn scale_text(view: &View) -> String {
    format!("{:.0} m", scale_m(view))
}

/// A bar of a round length, lower left.
pub(super) fn scale_bar(view: &View) -> Group {
    let (x, y, length) = (INSET, view.height - INSET, scale_m(view) * view.scale);
    let bar = format!(
        "M{} {}v4h{}v-4M{} {}v-2.5",
        unit(x),
        unit(y - 4.0),
        unit(length),
        unit(x + length * 0.5),
        unit(y)
    );
    Group::new()
        .add(
            Path::new()
                .set("d", bar)
                .set("fill", "none")
                .set("stroke", palette::INK.hex())
                .set("stroke-width", 1.0),
        )
        .add(
            Text::new(scale_text(view))
                .set("x", unit(x + length + 5.0))
                .set("y", unit(y))
                .set("font-size", WORDS)
                .set("fill", palette::INK.hex()),
        )
}

/// The box that the scale bar takes, with some air.
pub(super) fn scale_box(view: &View) -> Rect {
    let length = scale_m(view) * view.scale;
    Rect {
        x: INSET - 5.0,
        y: view.height - INSET - 11.0,
        w: length + width_em(&scale_text(view)) * WORDS + 15.0,
        h: 16.0,
    }
}

/// An arrow to the north, upper right.
pub(super) fn north(view: &View) -> Group {
    let (x, y) = (view.width - 18.0, 30.0);
    Group::new()
        .add(
            Path::new()
                .set(
                    "d",
                    format!("M{} {}l5 16l-5 -3.6l-5 3.6z", unit(x), unit(y - 16.0)),
                )
                .set("fill", palette::INK.hex()),
        )
        .add(
            Text::new("N")
                .set("x", unit(x))
                .set("y", unit(y + 10.0))
                .set("text-anchor", "middle")
                .set("font-size", WORDS)
                .set("font-weight", 600)
                .set("fill", palette::INK.hex()),
        )
}

/// The box that the arrow to the north takes, with some air.
pub(super) fn north_box(view: &View) -> Rect {
    Rect {
        x: view.width - 28.0,
        y: 9.0,
        w: 20.0,
        h: 35.0,
    }
}

/// A plate of the page's ground under words and lines that would not be read on
/// colours.
pub(super) fn plate(rect: Rect) -> Rectangle {
    Rectangle::new()
        .set("x", unit(rect.x))
        .set("y", unit(rect.y))
        .set("width", unit(rect.w))
        .set("height", unit(rect.h))
        .set("rx", 2)
        .set("fill", palette::MAP_OUTSIDE.hex())
        .set("fill-opacity", 0.84)
}

/// A frame round a page.
pub(super) fn edge(view: &View) -> Rectangle {
    Rectangle::new()
        .set("x", 0.8)
        .set("y", 0.8)
        .set("width", unit(view.width - 1.6))
        .set("height", unit(view.height - 1.6))
        .set("fill", "none")
        .set("stroke", palette::INK.hex())
        .set("stroke-width", 1.3)
}

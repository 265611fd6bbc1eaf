//! A run as SVG: the ground, the ways people took, where was measured.

use svg::Document;
use svg::node::element::path::Data;
use svg::node::element::{Group, Line, Path, Text};

use super::escaped;
use crate::analysis::report::palette::{self, Rgb};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::text::Language;
use crate::verify::outcome::Picture;

/// Width [units].
const WIDTH: f64 = 640.0;
/// Greatest height [units].
const HEIGHT: f64 = 420.0;
/// Room round the ground [units].
const MARGIN: f64 = 10.0;
/// Room for the scale below [units].
const BELOW: f64 = 22.0;
/// Colours of ways that set out to the east, north, west and south, so that
/// streams can be told apart.
const WAYS: [Rgb; 4] = [
    palette::ACCENT,
    Rgb(52, 122, 96),
    Rgb(187, 92, 20),
    Rgb(122, 60, 140),
];

/// The colour of a way, by where its first quarter leads.
fn colour(track: &[Vec2]) -> Rgb {
    let quarter = (track.len() / 4).max(1).min(track.len().saturating_sub(1));
    let (Some(from), Some(to)) = (track.first(), track.get(quarter)) else {
        return WAYS[0];
    };
    let way = *to - *from;
    match (way.x.abs() >= way.y.abs(), way.x >= 0.0, way.y >= 0.0) {
        (true, true, _) => WAYS[0],
        (false, _, true) => WAYS[1],
        (true, false, _) => WAYS[2],
        (false, _, false) => WAYS[3],
    }
}

/// Whether a picture is so much wider than high that it wants the whole width
/// of a page.
pub(super) fn is_wide(picture: &Picture) -> bool {
    let size = Bounds::of(picture.cells.iter().flatten().flatten().copied()).size();
    size.x > 2.5 * size.y
}

/// From metres to units.
struct View {
    scale: f64,
    west: f64,
    north: f64,
    left: f64,
}

impl View {
    fn at(&self, p: Vec2) -> (f64, f64) {
        let x = self.left + (p.x - self.west) * self.scale;
        let y = MARGIN + (self.north - p.y) * self.scale;
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        (tenth(x), tenth(y))
    }

    fn line(&self, points: &[Vec2], closed: bool) -> Data {
        let mut data = Data::new();
        for (index, p) in points.iter().enumerate() {
            let at = self.at(*p);
            data = if index == 0 {
                data.move_to(at)
            } else {
                data.line_to(at)
            };
        }
        if closed { data.close() } else { data }
    }
}

/// The picture, which needs nothing outside it.
pub(super) fn svg(picture: &Picture, language: Language) -> String {
    let rings = picture.cells.iter().flatten().flatten();
    let bounds = Bounds::of(rings.copied());
    let size = bounds.size();
    let (wide, high) = (size.x.max(1.0), size.y.max(0.5));
    let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT - 2.0 * MARGIN - BELOW) / high);
    let view = View {
        scale,
        west: bounds.min.x,
        north: bounds.max.y,
        left: 0.5 * (WIDTH - wide * scale),
    };
    let height = (2.0 * MARGIN + high * scale + BELOW).ceil();
    let caption = picture
        .caption
        .as_ref()
        .map_or_else(String::new, |said| said.text(language));
    Document::new()
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("role", "img")
        .set("aria-label", escaped(&caption))
        .set("class", "picture")
        .add(ground(picture, &view))
        .add(ways(picture, &view))
        .add(marks(picture, &view))
        .add(ruler(&view, height))
        .to_string()
}

fn ground(picture: &Picture, view: &View) -> Group {
    let mut group = Group::new();
    for cell in &picture.cells {
        let mut data = Data::new();
        for ring in cell {
            for command in view.line(ring, true).iter() {
                data.append(command.clone());
            }
        }
        let shape = Path::new()
            .set("d", data)
            .set("fill", palette::GROUND_HIGH.hex())
            .set("fill-rule", "evenodd");
        group = group.add(shape);
    }
    let mut walls = Data::new();
    for wall in &picture.walls {
        walls = walls.move_to(view.at(wall.a)).line_to(view.at(wall.b));
    }
    let walls = Path::new()
        .set("d", walls)
        .set("fill", "none")
        .set("stroke", palette::WALL.hex())
        .set("stroke-width", 1.6)
        .set("stroke-linecap", "round");
    let mut exits = Data::new();
    for exit in &picture.exits {
        exits = exits.move_to(view.at(exit.a)).line_to(view.at(exit.b));
    }
    let exits = Path::new()
        .set("d", exits)
        .set("fill", "none")
        .set("stroke", palette::GOOD.hex())
        .set("stroke-width", 3.5);
    group.add(walls).add(exits)
}

fn ways(picture: &Picture, view: &View) -> Group {
    let many = picture.tracks.len() as f64;
    // Many ways lie thinner, so that the pattern shows and not a smear.
    let opacity = (12.0 / many.max(1.0)).clamp(0.18, 0.9);
    let mut group = Group::new()
        .set("fill", "none")
        .set("stroke-width", if many > 40.0 { 0.8 } else { 1.4 })
        .set("stroke-opacity", (opacity * 100.0).round() / 100.0)
        .set("stroke-linejoin", "round");
    for track in &picture.tracks {
        let way = Path::new()
            .set("d", view.line(track, false))
            .set("stroke", colour(track).hex());
        group = group.add(way);
    }
    group
}

/// Lines and areas in which was measured.
fn marks(picture: &Picture, view: &View) -> Group {
    let mut group = Group::new()
        .set("fill", palette::DANGER.hex())
        .set("fill-opacity", 0.1)
        .set("stroke", palette::DANGER.hex())
        .set("stroke-width", 1.4)
        .set("stroke-dasharray", "4 2.5");
    for outline in &picture.measured {
        let area = outline.len() > 2;
        group = group.add(Path::new().set("d", view.line(outline, area)));
    }
    group
}

/// A scale of a round length.
fn ruler(view: &View, height: f64) -> Group {
    let lengths = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
    let metres = lengths
        .into_iter()
        .find(|metres| metres * view.scale >= 60.0)
        .unwrap_or(500.0);
    let length = metres * view.scale;
    let (x, y) = (MARGIN, height - 9.0);
    let bar = |x1: f64, y1: f64, x2: f64, y2: f64| {
        Line::new()
            .set("x1", x1)
            .set("y1", y1)
            .set("x2", x2)
            .set("y2", y2)
    };
    let label = Text::new(format!("{metres} m"))
        .set("x", x + length + 6.0)
        .set("y", y + 3.5)
        .set("fill", palette::MUTED.hex())
        .set("stroke", "none")
        .set("font-size", 10.5)
        .set("font-family", "sans-serif");
    Group::new()
        .set("stroke", palette::MUTED.hex())
        .set("stroke-width", 1.2)
        .add(bar(x, y, x + length, y))
        .add(bar(x, y - 3.0, x, y + 3.0))
        .add(bar(x + length, y - 3.0, x + length, y + 3.0))
        .add(label)
}

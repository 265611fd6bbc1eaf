//! The map of the venue: the densest moment, the greatest density over the
//! run, a close-up of the densest spot, and where staff stand.

mod cover;
mod edges;
mod ground;
mod heat;
mod ink;
mod labels;
mod marked;
mod marks;
mod overlaid;
mod stage;
mod symbols;
mod view;

use svg::Document;
use svg::node::element::{Circle, Definitions, Group, Path, Rectangle};

use self::edges::{edge, north, scale_bar};
use self::ink::{Ink, Rect};
use self::labels::{Style, Wanted};
use self::marks::Sheet;
use self::view::{Spot, WIDTH};
use super::input::{CellShape, DensityPoint, Dot, ReportInput};
use super::palette;
use super::words::{Words, decimal};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::Surface;

pub(super) use cover::{Cover, draw as cover, hatch as cover_hatch, mark as cover_mark};
pub(super) use marked::draw as marked;
pub(super) use marks::gate_states;
pub use overlaid::{ArrowShape, Key, Overlaid, Sign};
pub(super) use stage::Stage;
pub(super) use symbols::{
    exit as exit_symbol, gate as gate_symbol, incident as incident_symbol, post as post_symbol,
    role as role_symbol,
};
pub(super) use view::{Spot as SymbolSpot, View, unit};

/// Least and greatest height of a full map [units]: 21 cm leaves room for
/// its legend on an A4 page.
const HEIGHTS: (f64, f64) = (200.0, 800.0);
/// Free margin round the venue [units].
const MARGIN: f64 = 46.0;
/// Side of the close-up on the ground \[m\].
const CLOSE_UP_M: f64 = 24.0;
/// Side of the close-up on the page [units]: 8 cm.
const CLOSE_UP: f64 = 320.0;

/// A drawn map.
pub(super) struct Map {
    /// The drawing.
    pub(super) svg: String,
    /// Names that found no room.
    pub(super) left_out: usize,
}

/// What a map shows on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Everyone at the densest moment.
    Moment,
    /// The greatest density of the run.
    Maximum,
    /// Where staff stand.
    Staff,
}

/// Sheets that have cells, in order.
pub(super) fn sheets(input: &ReportInput) -> Vec<i8> {
    let mut sheets: Vec<i8> = input.venue.cells.iter().map(|cell| cell.sheet).collect();
    sheets.sort_unstable();
    sheets.dedup();
    sheets
}

/// A map of one sheet; none if it has nothing to show.
pub(super) fn draw(input: &ReportInput, words: &Words, subject: Subject, sheet: i8) -> Option<Map> {
    let bounds = bounds(input, sheet)?;
    let view = View::fit(bounds, WIDTH, HEIGHTS, MARGIN);
    let id = format!("map-{}-{sheet}", subject_key(subject));
    let map = Sheet {
        input,
        words,
        view: &view,
        sheet,
    };
    let moment = input.facts.densest.as_ref();
    let (density, dots): (&[DensityPoint], &[Dot]) = match (subject, moment) {
        (Subject::Moment, Some(moment)) => (&moment.density, &moment.people),
        (Subject::Maximum, _) => (&input.facts.max_density, &[]),
        _ => (&[], &[]),
    };
    let at_s = match (subject, moment) {
        (Subject::Moment, Some(moment)) => moment.at_s,
        (Subject::Maximum, _) => input.about.ran_s,
        _ => 0.0,
    };
    let mut ink = Ink::new(view.width, view.height);
    let density = on_sheet(input, sheet, density);
    let visitors = visitors(input, sheet, dots);
    let (marks, wanted) = marks(&map, subject, at_s, &mut ink);
    weigh(&map, &density, &visitors, &mut ink);
    let spot = moment
        .filter(|moment| subject == Subject::Moment && sheet_of(input, moment.cell) == sheet)
        .map(|moment| close_up_frame(&view, moment.spot_mm, &mut ink));
    let (placed, left_out) = labels::place(wanted, &ink, view.width, view.height);
    let mut people = Group::new();
    if !visitors.is_empty() {
        people = people.add(heat::crowd(&view, &visitors));
    }
    let grid = (density.as_slice(), input.facts.sample_spacing_m);
    let mut document = page(&view, &map_title(words, subject))
        .add(definitions(&map, &id))
        .add(ground::fills(&view, input, sheet, &id))
        .add(heat::squares(&view, grid, &heat::THIN, &id))
        .add(people)
        .add(heat::squares(&view, grid, &heat::THICK, &id).set("opacity", 0.92))
        .add(ground::walls(&view, input, sheet))
        .add(marks);
    if let Some(frame) = spot {
        document = document.add(frame);
    }
    document = document
        .add(labels::draw(&placed))
        .add(scale_bar(&view))
        .add(north(&view));
    Some(Map {
        svg: document.to_string(),
        left_out,
    })
}

/// The close-up of the densest spot; none without a densest moment.
pub(super) fn close_up(input: &ReportInput, words: &Words) -> Option<String> {
    let moment = input.facts.densest.as_ref()?;
    let sheet = sheet_of(input, moment.cell);
    let middle = Vec2::new(
        f64::from(moment.spot_mm.0) * 1e-3,
        f64::from(moment.spot_mm.1) * 1e-3,
    );
    let view = View::fit(
        Bounds::of([middle]).grown(CLOSE_UP_M * 0.5),
        CLOSE_UP,
        (CLOSE_UP, CLOSE_UP),
        0.0,
    );
    let map = Sheet {
        input,
        words,
        view: &view,
        sheet,
    };
    let mut ink = Ink::new(view.width, view.height);
    let doors = marks::doors(&map, &gate_states(input, moment.at_s), &mut ink);
    let density = on_sheet(input, sheet, &moment.density);
    let everyone: Vec<&Dot> = moment
        .people
        .iter()
        .filter(|dot| sheet_of(input, dot.cell) == sheet)
        .collect();
    let (placed, _) = labels::place(doors.labels, &ink, view.width, view.height);
    let spot = view.at(middle);
    let ring = Circle::new()
        .set("cx", unit(spot.x))
        .set("cy", unit(spot.y))
        .set("r", unit(view.scale))
        .set("fill", "none")
        .set("stroke", palette::INK.hex())
        .set("stroke-width", 1.6);
    let grid = (density.as_slice(), input.facts.sample_spacing_m);
    let heat = heat::squares(&view, grid, &heat::ALL, "close-up").set("opacity", 0.6);
    let document = page(&view, &words.t("report-closeup-alt"))
        .add(definitions(&map, "close-up"))
        .add(ground::fills(&view, input, sheet, "close-up"))
        .add(heat)
        .add(ground::walls(&view, input, sheet))
        .add(heat::bodies(&view, &everyone))
        .add(doors.group)
        .add(ring)
        .add(labels::draw(&placed))
        .add(scale_bar(&view))
        .add(edge(&view));
    Some(document.to_string())
}

fn subject_key(subject: Subject) -> &'static str {
    match subject {
        Subject::Moment => "moment",
        Subject::Maximum => "maximum",
        Subject::Staff => "staff",
    }
}

fn map_title(words: &Words, subject: Subject) -> String {
    words.t(match subject {
        Subject::Moment => "report-map-moment-alt",
        Subject::Maximum => "report-map-maximum-alt",
        Subject::Staff => "report-map-staff-alt",
    })
}

fn sheet_of(input: &ReportInput, cell: u16) -> i8 {
    input
        .venue
        .cells
        .get(usize::from(cell))
        .map_or(0, |cell| cell.sheet)
}

fn on_sheet(input: &ReportInput, sheet: i8, points: &[DensityPoint]) -> Vec<DensityPoint> {
    points
        .iter()
        .filter(|point| sheet_of(input, point.cell) == sheet)
        .copied()
        .collect()
}

fn visitors<'a>(input: &ReportInput, sheet: i8, dots: &'a [Dot]) -> Vec<&'a Dot> {
    dots.iter()
        .filter(|dot| sheet_of(input, dot.cell) == sheet)
        .filter(|dot| !crate::sim::State::is_staff(dot.state))
        .collect()
}

/// Box round the cells of a sheet; none without cells.
fn bounds(input: &ReportInput, sheet: i8) -> Option<Bounds> {
    let bounds = Bounds::of(
        ground::cells(input, sheet)
            .flat_map(|cell| cell.polygons.iter().flatten().flatten())
            .copied(),
    );
    (!bounds.is_empty()).then_some(bounds)
}

/// An empty page of a view's size.
fn page(view: &View, title: &str) -> Document {
    Document::new()
        .set("viewBox", view_box(view))
        .set("role", "img")
        .set("aria-label", title)
        .set("class", "map")
        .add(
            Rectangle::new()
                .set("width", unit(view.width))
                .set("height", unit(view.height))
                .set("fill", palette::MAP_OUTSIDE.hex()),
        )
}

fn view_box(view: &View) -> String {
    format!("0 0 {} {}", unit(view.width), unit(view.height))
}

fn definitions(map: &Sheet<'_>, id: &str) -> Definitions {
    let mut definitions = Definitions::new().add(ground::clip(map.view, map.input, map.sheet, id));
    for texture in heat::textures(id) {
        definitions = definitions.add(texture);
    }
    definitions
}

fn marks(map: &Sheet<'_>, subject: Subject, at_s: f64, ink: &mut Ink) -> (Group, Vec<Wanted>) {
    let incidents = match subject {
        Subject::Moment => marks::incidents(map, at_s, ink),
        Subject::Maximum | Subject::Staff => marks::incidents(map, f64::NEG_INFINITY, ink),
    };
    let doors = marks::doors(map, &gate_states(map.input, at_s), ink);
    let mut group = Group::new();
    let mut labels = incidents.labels;
    if subject == Subject::Staff {
        group = group.add(marks::staff(map, 3.6, ink).group);
    }
    if subject != Subject::Maximum {
        let posts = marks::posts(map, ink);
        group = group.add(posts.group);
        labels.extend(posts.labels);
    }
    group = group.add(doors.group).add(incidents.group);
    labels.extend(doors.labels);
    labels.extend(cell_labels(map));
    (group, labels)
}

/// Adds to the page's weights what labels should not hide.
fn weigh(map: &Sheet<'_>, density: &[DensityPoint], people: &[&Dot], ink: &mut Ink) {
    for cell in ground::cells(map.input, map.sheet) {
        let weight = if cell.is_path() { 1.6 } else { 0.8 };
        ink.add_cell(map.view, cell, weight);
        ink.add_edges(map.view, cell, 20.0);
    }
    ink.add_density(map.view, density, 10.0);
    for dot in people {
        ink.add_spot(map.view.at_mm(dot.x_mm, dot.y_mm), 0.15, 4.0);
    }
}

/// Labels of places and paths, large ones first.
fn cell_labels(map: &Sheet<'_>) -> Vec<Wanted> {
    let mut cells: Vec<&CellShape> = ground::cells(map.input, map.sheet).collect();
    cells.sort_by(|a, b| {
        (a.is_path(), -a.area_m2)
            .partial_cmp(&(b.is_path(), -b.area_m2))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let (lowest, highest) = ground::elevations(map.input);
    cells
        .into_iter()
        .map(|cell| Wanted {
            text: map.words.name(&cell.name),
            sub: cell_note(map.words, cell, highest - lowest),
            style: if cell.is_path() {
                Style::Path
            } else {
                Style::Place
            },
            anchors: middles(map.view, cell),
            clear: cell.width_m * 0.5 * map.view.scale + 1.5,
            centred: !cell.is_path(),
            home: home(map.view, cell),
        })
        .collect()
}

/// Outline of a place on the page; a path is no home for a label.
fn home(view: &View, cell: &CellShape) -> Vec<Vec<Spot>> {
    if cell.is_path() {
        return Vec::new();
    }
    cell.polygons
        .iter()
        .flatten()
        .map(|ring| ring.iter().map(|p| view.at(*p)).collect())
        .collect()
}

/// Elevation of a place, where the venue has any; nothing for paths.
fn cell_note(words: &Words, cell: &CellShape, climb_m: f64) -> Option<String> {
    let level = !cell.is_path() && matches!(cell.surface, Surface::Level);
    (level && climb_m >= 1.0)
        .then(|| words.with("report-map-elevation", &[("z", decimal(cell.z_m, 0))]))
}

/// Points of a cell that a label may name: along a path, or the middle of a
/// place's walkable space.
fn middles(view: &View, cell: &CellShape) -> Vec<Spot> {
    if cell.line.len() >= 2 {
        return [0.5, 0.36, 0.64, 0.22, 0.78]
            .into_iter()
            .filter_map(|share| point_along(&cell.line, share))
            .map(|p| view.at(p))
            .collect();
    }
    let Some(outside) = cell.polygons.first().and_then(|rings| rings.first()) else {
        return Vec::new();
    };
    let bounds = Bounds::of(outside.iter().copied());
    let middle = bounds.min.lerp(bounds.max, 0.5);
    let size = bounds.size();
    [
        (0.0, 0.0),
        (0.0, 0.3),
        (0.0, -0.3),
        (0.25, 0.0),
        (-0.25, 0.0),
    ]
    .into_iter()
    .map(|(x, y)| view.at(middle + Vec2::new(size.x * x, size.y * y)))
    .collect()
}

fn point_along(line: &[(Vec2, f64)], share: f64) -> Option<Vec2> {
    let total: f64 = line.windows(2).map(|p| p[0].0.distance(p[1].0)).sum();
    let mut left = total * share;
    for pair in line.windows(2) {
        let length = pair[0].0.distance(pair[1].0);
        if left <= length && length > 0.0 {
            return Some(pair[0].0.lerp(pair[1].0, left / length));
        }
        left -= length;
    }
    line.last().map(|(p, _)| *p)
}

/// The frame of the close-up on the large map.
fn close_up_frame(view: &View, spot_mm: (i32, i32), ink: &mut Ink) -> Path {
    let spot = view.at_mm(spot_mm.0, spot_mm.1);
    let side = (CLOSE_UP_M * view.scale).max(12.0);
    let rect = Rect::around(spot, side, side);
    ink.add_rect(&rect, 3.0);
    Path::new()
        .set(
            "d",
            format!(
                "M{} {}h{}v{}h-{}z",
                unit(rect.x),
                unit(rect.y),
                unit(side),
                unit(side),
                unit(side)
            ),
        )
        .set("fill", "none")
        .set("stroke", palette::INK.hex())
        .set("stroke-width", 1.3)
}

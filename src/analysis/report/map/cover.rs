//! Small maps of what is seen and heard: covered ground dark, what only
//! patrols see hatched, what nobody covers light, and whoever covers it as
//! small marks.

use std::fmt::Write as _;

use svg::Document;
use svg::node::element::{Circle, Definitions, Group, Path, Pattern};

use super::super::input::{CellShape, ReportInput};
use super::super::palette;
use super::super::words::Words;
use super::view::{View, trace, unit};
use super::{Spot, bounds, ground, page, scale_bar};
use crate::base::{Vec2, math};
use crate::world::coverage::{CoverPoint, Coverage};

/// Width of a small map [units]: two stand side by side.
const WIDTH: f64 = 330.0;
/// Its least and greatest height [units].
const HEIGHTS: (f64, f64) = (110.0, 400.0);
/// Free margin round the venue [units].
const MARGIN: f64 = 24.0;
/// Rectangles reach so far into their neighbours that no seam shows between
/// them [units].
const SEAM: f64 = 0.3;
/// A path is drawn so wide at least [units]: 0.8 mm on paper.
const NARROWEST: f64 = 3.2;

/// What a small map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Cover {
    /// What staff see.
    Staff,
    /// What cameras cover.
    Cameras,
    /// Where loudspeakers are heard.
    Loudspeakers,
}

impl Cover {
    /// All small maps, in order.
    pub(in super::super) const ALL: [Self; 3] = [Self::Staff, Self::Cameras, Self::Loudspeakers];

    /// Its part of ids and catalogue keys.
    pub(in super::super) fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Cameras => "cameras",
            Self::Loudspeakers => "loudspeakers",
        }
    }

    fn shade(self, point: &CoverPoint) -> Option<Shade> {
        let (covered, passing) = match self {
            Self::Staff => (point.from_post, point.on_patrol),
            Self::Cameras => (point.filmed, false),
            Self::Loudspeakers => (point.heard, false),
        };
        match (covered, passing) {
            (true, _) => Some(Shade::Covered),
            (false, true) => Some(Shade::Passing),
            (false, false) => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shade {
    Covered,
    Passing,
}

/// A small map of one sheet; none if the sheet has no ground.
pub(in super::super) fn draw(
    input: &ReportInput,
    words: &Words,
    coverage: &Coverage,
    cover: Cover,
    sheet: i8,
) -> Option<String> {
    let view = View::fit(bounds(input, sheet)?, WIDTH, HEIGHTS, MARGIN);
    let id = format!("cover-{}-{sheet}", cover.key());
    let (narrow, wide): (Vec<&CellShape>, Vec<&CellShape>) =
        ground::cells(input, sheet).partition(|cell| is_narrow(&view, cell));
    let points = |cells: &[&CellShape]| -> Vec<CoverPoint> {
        let of = |point: &&CoverPoint| {
            let cell = &input.venue.cells[point.cell.at()];
            cells.iter().any(|other| other.id == cell.id)
        };
        coverage.points.iter().filter(of).copied().collect()
    };
    let outlines: String = wide
        .iter()
        .map(|cell| ground::outline(&view, cell))
        .collect();
    let clipped =
        shades(&view, &points(&wide), cover, &id, 0.0).set("clip-path", format!("url(#{id})"));
    let title = words.t(&format!("report-cover-{}-alt", cover.key()));
    let document = page(&view, &title)
        .add(
            Definitions::new()
                .add(ground::clip(&view, input, sheet, &id))
                .add(hatch(&id)),
        )
        .add(
            Path::new()
                .set("d", outlines.as_str())
                .set("fill-rule", "evenodd")
                .set("fill", palette::UNCOVERED.hex()),
        )
        .add(clipped)
        .add(
            Path::new()
                .set("d", outlines)
                .set("fill", "none")
                .set("stroke", palette::WALL.hex())
                .set("stroke-width", 0.7),
        )
        .add(lanes(&view, &narrow))
        .add(shades(&view, &points(&narrow), cover, &id, NARROWEST))
        .add(marks(&view, input, coverage, cover, sheet))
        .add(scale_bar(&view));
    Some(Document::to_string(&document))
}

/// Whether a path would be a mere hair on the page.
fn is_narrow(view: &View, cell: &CellShape) -> bool {
    cell.is_path() && cell.width_m * view.scale < NARROWEST
}

/// Narrow paths as lines of a width that can be seen.
fn lanes(view: &View, cells: &[&CellShape]) -> Group {
    let lines: String = cells
        .iter()
        .map(|cell| {
            let line: Vec<Vec2> = cell.line.iter().map(|(at, _)| *at).collect();
            trace(view, &line, "")
        })
        .collect();
    let stroke = |colour: palette::Rgb, width: f64| {
        Path::new()
            .set("d", lines.as_str())
            .set("stroke", colour.hex())
            .set("stroke-width", unit(width))
    };
    Group::new()
        .set("fill", "none")
        .add(stroke(palette::WALL, NARROWEST + 1.0))
        .add(stroke(palette::UNCOVERED, NARROWEST))
}

/// Squares round the points that are covered, `least` units wide at least;
/// neighbours of one shade in a row are one rectangle.
fn shades(view: &View, points: &[CoverPoint], cover: Cover, id: &str, least: f64) -> Group {
    let mut data = [String::new(), String::new()];
    let same_row = |a: &CoverPoint, b: &CoverPoint| {
        let next = b.at - a.at;
        a.cell == b.cell && next.y.abs() < 1e-6 && next.x < 1.5 * a.side.x
    };
    let runs = points.chunk_by(|a, b| same_row(a, b) && cover.shade(a) == cover.shade(b));
    for run in runs {
        let (first, last) = (run[0], run[run.len() - 1]);
        let Some(shade) = cover.shade(&first) else {
            continue;
        };
        let [wide, high] =
            [first.side.x, first.side.y].map(|side| (side * view.scale + SEAM).max(least));
        let (from, to) = (view.at(first.at), view.at(last.at));
        let width = to.x - from.x + wide;
        let into = &mut data[usize::from(shade == Shade::Passing)];
        // Writing to a string cannot fail.
        let _ = write!(
            into,
            "M{} {}h{}v{}h{}z",
            unit(from.x - wide * 0.5),
            unit(from.y - high * 0.5),
            unit(width),
            unit(high),
            unit(-width)
        );
    }
    let [covered, passing] = data;
    let fill = |data: &str, fill: String| Path::new().set("d", data).set("fill", fill);
    let mut group = Group::new();
    if !passing.is_empty() {
        group = group
            .add(fill(&passing, palette::PASSING.hex()))
            .add(fill(&passing, format!("url(#{id}-hatch)")));
    }
    if !covered.is_empty() {
        group = group.add(fill(&covered, palette::COVERED.hex()));
    }
    group
}

/// Lines over what only patrols see.
pub(in super::super) fn hatch(id: &str) -> Pattern {
    Pattern::new()
        .set("id", format!("{id}-hatch"))
        .set("width", 4)
        .set("height", 4)
        .set("patternUnits", "userSpaceOnUse")
        .add(
            Path::new()
                .set("d", "M-1 1L1 -1M0 4L4 0M3 5L5 3")
                .set("stroke", palette::COVERED.hex())
                .set("stroke-width", 0.9),
        )
}

/// Whoever covers the ground.
fn marks(view: &View, input: &ReportInput, coverage: &Coverage, cover: Cover, sheet: i8) -> Group {
    let staff = &input.scenario.staff;
    let on_sheet = |cell: &str| input.venue.sheet_of(cell) == sheet;
    let mut group = Group::new();
    match cover {
        Cover::Staff => {
            for post in &coverage.posts {
                if input.venue.cells[post.cell.at()].sheet == sheet {
                    group = group.add(mark(cover, view.at(post.at), 0.0));
                }
            }
        }
        Cover::Cameras => {
            for camera in staff.cameras.iter().filter(|camera| on_sheet(&camera.cell)) {
                let at = view.at(camera.position.into());
                group = group.add(mark(cover, at, camera.bearing_deg));
            }
        }
        Cover::Loudspeakers => {
            for speaker in staff.loudspeakers.iter().filter(|l| on_sheet(&l.cell)) {
                group = group.add(mark(cover, view.at(speaker.position.into()), 0.0));
            }
        }
    }
    group
}

/// A post, a camera that looks in a direction [degrees clockwise from north],
/// or a loudspeaker.
pub(in super::super) fn mark(cover: Cover, at: Spot, bearing_deg: f64) -> Group {
    let outlined = |data: String| {
        Path::new()
            .set("d", data)
            .set("fill", palette::INK.hex())
            .set("stroke", palette::PAPER.hex())
            .set("stroke-width", 0.7)
    };
    match cover {
        Cover::Staff => Group::new().add(
            Circle::new()
                .set("cx", unit(at.x))
                .set("cy", unit(at.y))
                .set("r", 2)
                .set("fill", palette::INK.hex())
                .set("stroke", palette::PAPER.hex())
                .set("stroke-width", 0.7),
        ),
        Cover::Cameras => {
            // A wedge that opens the way the camera looks.
            let corner = |turn_deg: f64| {
                let angle = (bearing_deg + turn_deg).to_radians();
                let (x, y) = (math::sin(angle), -math::cos(angle));
                format!("{} {}", unit(at.x + 8.0 * x), unit(at.y + 8.0 * y))
            };
            let (left, right) = (corner(-26.0), corner(26.0));
            Group::new().add(outlined(format!(
                "M{} {}L{left}L{right}Z",
                unit(at.x),
                unit(at.y)
            )))
        }
        Cover::Loudspeakers => Group::new().add(outlined(format!(
            "M{} {}h4v4h-4z",
            unit(at.x - 2.0),
            unit(at.y - 2.0)
        ))),
    }
}

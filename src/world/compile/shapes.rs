//! The drawn shape of every cell: polygons of places as they are, bands of
//! paths fitted to what they join.

use std::collections::BTreeMap;

use crate::base::{Segment, Vec2};
use crate::model::{Problem, Scenario};

use super::super::ring;
use super::band::Band;
use super::cap::Cap;

/// A cell's shape before it becomes walkable space.
pub(super) struct Shape {
    /// An outline, anticlockwise, and holes, clockwise.
    pub(super) rings: Vec<Vec<Vec2>>,
    /// For a path: how its beginning and its end are joined.
    pub(super) ends: Option<[EndShape; 2]>,
    /// Clear width of a path \[m\].
    pub(super) width: Option<f64>,
}

impl Shape {
    /// All edges; the inside lies to their left.
    pub(super) fn edges(&self) -> impl Iterator<Item = Segment> + '_ {
        self.rings.iter().flat_map(|r| ring::edges(r))
    }
}

/// What became of one end of a path.
pub(super) struct EndShape {
    /// The cell it leads to.
    pub(super) to: Option<usize>,
    /// Parts of the end's line on that cell's boundary; the path lies to
    /// their left.
    pub(super) joins: Vec<Segment>,
    /// The whole end line.
    pub(super) line: Vec<Vec2>,
}

/// How an end of a path is joined.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Join {
    Nothing,
    Place(usize),
    /// To an end of another path (index among paths).
    End(usize, usize),
    /// To the side of another path (index among paths).
    Side(usize),
}

/// Shapes of all cells, places first, then paths.
pub(super) fn shapes(
    scenario: &Scenario,
    cells: &BTreeMap<&str, usize>,
    problems: &mut Vec<Problem>,
) -> Vec<Shape> {
    let venue = &scenario.venue;
    let mut shapes: Vec<Shape> = Vec::new();
    for (index, place) in venue.places.iter().enumerate() {
        let outline = ring::tidy(place.polygon.iter().map(|&p| Vec2::from(p)));
        let drawn = format!("venue.places[{index}].polygon");
        check_outline(&outline, drawn, &place.id, problems);
        shapes.push(Shape {
            rings: vec![outline],
            ends: None,
            width: None,
        });
    }
    let mut bands = Vec::new();
    for (index, path) in venue.paths.iter().enumerate() {
        match Band::new(path) {
            Some(band) => bands.push(band),
            None => problems.push(
                Problem::error("path-invalid", format!("venue.paths[{index}].line"))
                    .with("id", &path.id),
            ),
        }
    }
    if bands.len() < venue.paths.len() || !problems.is_empty() {
        return shapes;
    }
    let joins = joins(scenario, cells, &bands);
    shapes.extend(path_shapes(&bands, &joins, &shapes));
    for (index, path) in venue.paths.iter().enumerate() {
        report_loose_ends(
            index,
            path,
            &joins[index],
            &shapes,
            venue.places.len(),
            problems,
        );
    }
    shapes
}

/// Reports an outline that no walkable space can be made of.
pub(super) fn check_outline(
    outline: &[Vec2],
    place: String,
    id: &str,
    problems: &mut Vec<Problem>,
) {
    let sound = outline.iter().all(|p| p.is_finite())
        && ring::is_simple(outline)
        && ring::signed_area(outline) > 1e-6;
    if sound {
        return;
    }
    let why = if ring::has_spike(outline) {
        "spike"
    } else {
        "crossing"
    };
    let problem = Problem::error("polygon-invalid", place);
    problems.push(problem.with("id", id).with("why", why));
}

fn report_loose_ends(
    index: usize,
    path: &crate::model::Path,
    joins: &[Join; 2],
    shapes: &[Shape],
    places: usize,
    problems: &mut Vec<Problem>,
) {
    let Some(ends) = &shapes[places + index].ends else {
        return;
    };
    for (end, field) in ["from", "to"].into_iter().enumerate() {
        let target = if end == 0 { &path.from } else { &path.to };
        if joins[end] != Join::Nothing && ends[end].joins.is_empty() {
            problems.push(
                Problem::error("path-end-apart", format!("venue.paths[{index}].{field}"))
                    .with("id", &path.id)
                    .with("cell", target.as_deref().unwrap_or_default()),
            );
        }
    }
}

fn joins(scenario: &Scenario, cells: &BTreeMap<&str, usize>, bands: &[Band]) -> Vec<[Join; 2]> {
    let venue = &scenario.venue;
    let places = venue.places.len();
    let target = |path: usize, end: usize| {
        let id = if end == 0 {
            &venue.paths[path].from
        } else {
            &venue.paths[path].to
        };
        id.as_ref().and_then(|id| cells.get(id.as_str()).copied())
    };
    let join = |path: usize, end: usize| match target(path, end) {
        None => Join::Nothing,
        Some(cell) if cell < places => Join::Place(cell),
        Some(cell) => {
            let other = cell - places;
            let reach = 0.5 + 0.25 * bands[path].width().min(bands[other].width());
            let tip = bands[path].tip(end);
            let meeting = (0..2).find(|&k| {
                (other, k) != (path, end)
                    && bands[other].tip(k).distance(tip) <= reach
                    && target(other, k).is_none_or(|back| back == places + path)
                    && bands[path].mitre(end, &bands[other], k).is_some()
            });
            meeting.map_or(Join::Side(other), |k| Join::End(other, k))
        }
    };
    let mut joins: Vec<[Join; 2]> = (0..bands.len())
        .map(|path| [join(path, 0), join(path, 1)])
        .collect();
    // An end joined by another path's end is cut along the same mitre.
    for path in 0..bands.len() {
        for end in 0..2 {
            if let Join::End(other, k) = joins[path][end]
                && joins[other][k] == Join::Nothing
            {
                joins[other][k] = Join::End(path, end);
            }
        }
    }
    joins
}

/// Shapes of the paths. Ends on the side of another path wait until that
/// path's own shape is known; if two wait for each other, the first takes
/// the other's as if its ends were blunt.
fn path_shapes(bands: &[Band], joins: &[[Join; 2]], places: &[Shape]) -> Vec<Shape> {
    let place_edges = |cell: usize| places[cell].edges().collect::<Vec<_>>();
    let mut caps: Vec<[Option<Cap>; 2]> = bands.iter().map(|_| [None, None]).collect();
    for (path, band) in bands.iter().enumerate() {
        for end in 0..2 {
            let frame = band.frame(end);
            caps[path][end] = match joins[path][end] {
                Join::Nothing => Some(frame.blunt()),
                Join::Place(cell) => Some(frame.cap(&place_edges(cell))),
                Join::End(other, k) => Some(
                    band.mitre(end, &bands[other], k)
                        .map_or_else(|| frame.blunt(), |line| frame.cap(&[line])),
                ),
                Join::Side(_) => None,
            };
        }
    }
    let mut done: Vec<Option<Vec<Vec<Vec2>>>> = vec![None; bands.len()];
    let mut force = false;
    while done.iter().any(Option::is_none) {
        let mut progress = false;
        for path in 0..bands.len() {
            if done[path].is_some() {
                continue;
            }
            for end in 0..2 {
                let Join::Side(other) = joins[path][end] else {
                    continue;
                };
                if caps[path][end].is_none() && (done[other].is_some() || force) {
                    let rings = done[other]
                        .clone()
                        .unwrap_or_else(|| blunt_shape(&bands[other]));
                    let edges: Vec<Segment> = rings.iter().flat_map(|r| ring::edges(r)).collect();
                    caps[path][end] = Some(bands[path].frame(end).cap(&edges));
                    progress = true;
                    force = false;
                }
            }
            if let [Some(first), Some(last)] = &caps[path] {
                done[path] = Some(bands[path].shape([first, last]));
                progress = true;
            }
        }
        force = !progress;
    }
    done.into_iter()
        .zip(caps)
        .enumerate()
        .map(|(path, (rings, caps))| {
            let ends = [0, 1].map(|end| {
                let cap = caps[end].clone().unwrap_or_default();
                EndShape {
                    to: match joins[path][end] {
                        Join::Nothing => None,
                        Join::Place(cell) => Some(cell),
                        Join::End(other, _) | Join::Side(other) => Some(places.len() + other),
                    },
                    joins: cap.joins,
                    line: cap.points,
                }
            });
            Shape {
                rings: rings.unwrap_or_default(),
                ends: Some(ends),
                width: Some(bands[path].width()),
            }
        })
        .collect()
}

fn blunt_shape(band: &Band) -> Vec<Vec<Vec2>> {
    band.shape([&band.frame(0).blunt(), &band.frame(1).blunt()])
}

//! Gates, exits and declared openings: on the boundary they belong to, wide
//! enough, each in a place of its own, with sound lanes.

use std::collections::BTreeMap;

use super::context::{Checker, Tidy, Wanted};
use super::distributions::Bound;
use super::shape::{Fit, TOLERANCE_M, common_length, fit};
use crate::base::Segment;
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::venue::{EmergencyClearance, Gate, Lanes, Point};

/// Narrowest gate, exit or opening a person passes \[m\].
const PERSON_M: f64 = 0.5;
/// Longest stretch that two lines drawn end to end may share \[m\].
const COMMON_M: f64 = 2.0 * TOLERANCE_M;
/// Gates or exits of one cell that a line is compared with; beyond, a file of
/// nothing else would take minutes.
const MOST_NEIGHBOURS: usize = 1000;

pub(super) fn check(checker: &mut Checker) {
    let venue = &checker.scenario.venue;
    for (i, gate) in venue.gates.iter().enumerate() {
        check_gate(checker, &format!("venue.gates[{i}]"), gate);
    }
    for (i, exit) in venue.exits.iter().enumerate() {
        let path = format!("venue.exits[{i}]");
        let cell = checker.reference(format_args!("{path}.cell"), &exit.cell, Wanted::Cell);
        if let Some(assembly) = &exit.assembly {
            let place = format_args!("{path}.assembly");
            checker.reference(place, assembly, Wanted::AssemblyPoint);
        }
        let place = format!("{path}.line");
        if let Some(line) = sound_line(checker, &place, exit.line)
            && let Some(cell) = cell
        {
            let site = Site::new(&place, &exit.id, line);
            check_on_cell(checker, "exit-off-boundary", &site, cell, &exit.cell);
        }
    }
    for (i, opening) in venue.openings.iter().enumerate() {
        let path = format!("venue.openings[{i}]");
        let (a, b) = (&opening.between.0, &opening.between.1);
        let first = checker.reference(format_args!("{path}.between[0]"), a, Wanted::Cell);
        let second = checker.reference(format_args!("{path}.between[1]"), b, Wanted::Cell);
        if a == b {
            let problem = Problem::error("cell-joined-to-itself", format!("{path}.between"));
            checker.report(problem.with("cell", a));
        }
        let place = format!("{path}.line");
        if let Some(line) = sound_line(checker, &place, opening.line)
            && let (Some(first), Some(second)) = (first, second)
        {
            let site = Site::new(&place, &opening.id, line);
            check_between(
                checker,
                "opening-off-boundary",
                &site,
                [(first, a), (second, b)],
            );
        }
    }
    let gates = venue.gates.iter().map(|gate| Passage {
        id: &gate.id,
        cells: [&gate.from, &gate.to],
        line: gate.line,
    });
    check_overlaps(checker, "gates-overlap", "venue.gates", gates);
    let exits = venue.exits.iter().map(|exit| Passage {
        id: &exit.id,
        cells: [&exit.cell, &exit.cell],
        line: exit.line,
    });
    check_overlaps(checker, "exits-overlap", "venue.exits", exits);
}

/// A gate or an exit: its id, what it belongs to, its line.
struct Passage<'a> {
    id: &'a str,
    cells: [&'a str; 2],
    line: (Point, Point),
}

/// Reports what lies on the line of another of its kind at the same cell: the
/// stretch is taken, and people would pass by the first only.
fn check_overlaps<'a>(
    checker: &mut Checker,
    code: &'static str,
    list: &str,
    passages: impl Iterator<Item = Passage<'a>>,
) {
    let mut taken: BTreeMap<&str, Vec<(&str, Segment)>> = BTreeMap::new();
    for (i, passage) in passages.enumerate() {
        let line = Segment::new(passage.line.0.into(), passage.line.1.into());
        let first = passage.cells.iter().find_map(|cell| {
            let mut others = taken.get(cell)?.iter().take(MOST_NEIGHBOURS);
            let same = others.find(|(_, other)| common_length(line, *other) > COMMON_M)?;
            Some(same.0)
        });
        if let Some(first) = first {
            let problem = Problem::error(code, format!("{list}[{i}].line"))
                .with("first", first)
                .with("second", passage.id);
            checker.report(problem);
        }
        for cell in passage.cells {
            taken.entry(cell).or_default().push((passage.id, line));
        }
    }
}

/// A line that must lie on boundaries: its path, the id of its thing, itself.
struct Site<'a> {
    place: &'a str,
    id: &'a str,
    line: Segment,
}

impl<'a> Site<'a> {
    fn new(place: &'a str, id: &'a str, line: Segment) -> Self {
        Self { place, id, line }
    }
}

/// The line as a segment, if it is long enough to be passed.
fn sound_line(checker: &mut Checker, place: &str, line: (Point, Point)) -> Option<Segment> {
    if !checker.line(place, line) {
        return None;
    }
    let segment = Segment::new(line.0.into(), line.1.into());
    if segment.length() < PERSON_M {
        let problem = Problem::error("line-narrower-than-person", place)
            .with("length", Tidy(segment.length()).beside(PERSON_M))
            .with("least", PERSON_M);
        checker.report(problem);
        return None;
    }
    Some(segment)
}

/// Reports a line that is not on a cell's boundary.
fn check_on_cell(
    checker: &mut Checker,
    code: &'static str,
    site: &Site,
    cell: Thing,
    cell_id: &str,
) {
    let code = match checker.shapes.get(cell).map(|shape| shape.fit(site.line)) {
        // Without a shape the drawing of the cell is wrong, and reported.
        None | Some(Fit::On) => return,
        Some(Fit::Beyond) => "line-longer-than-edge",
        Some(Fit::Off) => code,
    };
    let problem = Problem::error(code, site.place)
        .with("id", site.id)
        .with("cell", cell_id);
    checker.report(problem);
}

/// Reports a line that is not where two cells meet: on the boundary of both
/// places, or, where a path is one of the two, of one at least. The world
/// fits the ends of paths to what they join and looks more closely.
fn check_between(
    checker: &mut Checker,
    code: &'static str,
    site: &Site,
    cells: [(Thing, &str); 2],
) {
    let on = |(cell, _): &(Thing, &str)| {
        let shape = checker.shapes.get(*cell);
        shape.is_none_or(|shape| shape.fit(site.line) == Fit::On)
    };
    let has_path = cells.iter().any(|(cell, _)| cell.kind == Kind::Path);
    let enough = if has_path {
        cells.iter().any(on)
    } else {
        cells.iter().all(on)
    };
    if enough {
        return;
    }
    let off = cells.iter().find(|cell| !on(cell));
    if let Some((cell, id)) = off.copied() {
        check_on_cell(checker, code, site, cell, id);
    }
}

fn check_gate(checker: &mut Checker, path: &str, gate: &Gate) {
    let from = checker.reference(format_args!("{path}.from"), &gate.from, Wanted::CellOrExit);
    let to = checker.reference(format_args!("{path}.to"), &gate.to, Wanted::CellOrExit);
    if gate.from == gate.to {
        let problem = Problem::error("cell-joined-to-itself", format!("{path}.to"));
        checker.report(problem.with("cell", &gate.to));
    }
    let place = format!("{path}.line");
    let line = sound_line(checker, &place, gate.line);
    if let (Some(line), Some(from), Some(to)) = (line, from, to) {
        check_gate_line(checker, &place, gate, line, [from, to]);
    }
    check_widths(checker, path, gate, line);
    if let Some(lanes) = &gate.lanes {
        check_lanes(checker, &format!("{path}.lanes"), lanes);
    }
    if let Some(cap) = gate.flow_cap_per_s {
        let place = format_args!("{path}.flow_cap_per_s");
        checker.number(place, cap, limits::FLOW_CAP_PER_S);
    }
}

/// Where a gate stands: where its two cells meet, or on the line of an exit.
fn check_gate_line(
    checker: &mut Checker,
    place: &str,
    gate: &Gate,
    line: Segment,
    sides: [Thing; 2],
) {
    let site = Site::new(place, &gate.id, line);
    let ids = [gate.from.as_str(), gate.to.as_str()];
    let Some(side) = sides.iter().position(|side| side.kind == Kind::Exit) else {
        let cells = [(sides[0], ids[0]), (sides[1], ids[1])];
        check_between(checker, "gate-off-boundary", &site, cells);
        return;
    };
    let (cell, cell_id) = (sides[1 - side], ids[1 - side]);
    if cell.kind == Kind::Exit {
        let problem = Problem::error("gate-between-exits", place);
        checker.report(problem.with("from", &gate.from).with("to", &gate.to));
        return;
    }
    let exit = &checker.scenario.venue.exits[sides[side].index];
    let drawn = Segment::new(exit.line.0.into(), exit.line.1.into());
    if exit.cell != *cell_id {
        let problem = Problem::error("gate-not-at-its-exit", place)
            .with("exit", &exit.id)
            .with("cell", cell_id)
            .with("led", &exit.cell);
        checker.report(problem);
    } else if fit(line, std::iter::once(drawn)) != Fit::On {
        let problem = Problem::error("gate-off-exit", place)
            .with("id", &gate.id)
            .with("exit", &exit.id);
        checker.report(problem);
    } else {
        check_on_cell(checker, "gate-off-boundary", &site, cell, cell_id);
    }
}

fn check_widths(checker: &mut Checker, path: &str, gate: &Gate, line: Option<Segment>) {
    if let Some(width) = gate.width {
        check_width(checker, &format!("{path}.width"), width, line);
    }
    if let Some(EmergencyClearance {
        width,
        time_s,
        people,
    }) = gate.emergency
    {
        let path = format!("{path}.emergency");
        check_width(checker, &format!("{path}.width"), width, line);
        checker.number(format_args!("{path}.time_s"), time_s, limits::DURATION);
        checker.count(format_args!("{path}.people"), people, limits::CREW);
    }
}

fn check_width(checker: &mut Checker, place: &str, width: f64, line: Option<Segment>) {
    if !checker.number(place, width, limits::WIDTH) {
        return;
    }
    if width < PERSON_M {
        let problem = Problem::error("gate-narrower-than-person", place)
            .with("width", Tidy(width).beside(PERSON_M))
            .with("least", PERSON_M);
        checker.report(problem);
    } else if let Some(line) = line
        && width > line.length() + 0.01
    {
        let problem = Problem::error("gate-wider-than-line", place)
            .with("width", Tidy(width))
            .with("length", Tidy(line.length()));
        checker.report(problem);
    }
}

fn check_lanes(checker: &mut Checker, path: &str, lanes: &Lanes) {
    checker.count(format_args!("{path}.count"), lanes.count, limits::LANES);
    for (name, service) in [("forward", lanes.forward), ("backward", lanes.backward)] {
        let Some(service) = service else { continue };
        let place = format!("{path}.{name}");
        checker.count(format_args!("{place}.crew"), service.crew, limits::CREW);
        checker.distribution(
            &format!("{place}.time_s"),
            &service.time_s,
            limits::SERVICE,
            Bound::Mean,
        );
    }
}

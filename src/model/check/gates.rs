//! Gates, exits and declared openings: on the boundary they belong to, wide
//! enough, with sound lanes.

use super::context::{Checker, Tidy, Wanted};
use super::distributions::Bound;
use super::shape::{Fit, fit};
use crate::base::{Segment, Vec2};
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::venue::{EmergencyClearance, Gate, Lanes, Point};

/// Narrowest gate, exit or opening a person passes [m].
const PERSON_M: f64 = 0.5;

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
            check_on_cell(checker, &place, "exit-off-boundary", line, cell, &exit.cell);
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
        if let Some(line) = sound_line(checker, &place, opening.line) {
            for (cell, id) in [(first, a), (second, b)] {
                let Some(cell) = cell else { continue };
                check_on_cell(checker, &place, "opening-off-edge", line, cell, id);
            }
        }
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
            .with("length", Tidy(segment.length()))
            .with("least", PERSON_M);
        checker.report(problem);
        return None;
    }
    Some(segment)
}

/// Reports a line that is not on a cell's boundary; whether it is on it.
fn check_on_cell(
    checker: &mut Checker,
    place: &str,
    code: &'static str,
    line: Segment,
    cell: Thing,
    id: &str,
) -> bool {
    let fit = match checker.shapes.get(cell) {
        Some(shape) => shape.fit(line),
        // The drawing of the cell is wrong already.
        None => return false,
    };
    let code = match fit {
        Fit::On => return true,
        Fit::Beyond => "line-longer-than-edge",
        Fit::Off => code,
    };
    checker.report(Problem::error(code, place).with("cell", id));
    false
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

/// Where a gate stands: on the boundary of both cells, on the end of a path
/// that names the other cell, or on the line of an exit of the cell.
fn check_gate_line(
    checker: &mut Checker,
    place: &str,
    gate: &Gate,
    line: Segment,
    sides: [Thing; 2],
) {
    let ids = [&gate.from, &gate.to];
    let exit_side = sides.iter().position(|side| side.kind == Kind::Exit);
    if let Some(side) = exit_side {
        let (cell, cell_id) = (sides[1 - side], ids[1 - side]);
        if cell.kind == Kind::Exit {
            let problem = Problem::error("gate-between-exits", place);
            checker.report(problem.with("from", &gate.from).with("to", &gate.to));
            return;
        }
        let exit = &checker.scenario.venue.exits[sides[side].index];
        if exit.cell != *cell_id {
            let problem = Problem::error("gate-not-at-its-exit", place)
                .with("exit", &exit.id)
                .with("cell", cell_id)
                .with("led", &exit.cell);
            checker.report(problem);
            return;
        }
        let drawn = Segment::new(exit.line.0.into(), exit.line.1.into());
        if fit(line, std::iter::once(drawn)) != Fit::On {
            let problem = Problem::error("gate-off-exit", place);
            checker.report(problem.with("exit", &exit.id));
            return;
        }
        check_on_cell(checker, place, "gate-off-boundary", line, cell, cell_id);
        return;
    }
    let [from, to] = sides;
    let at_end = [(from, to, &gate.to), (to, from, &gate.from)]
        .into_iter()
        .any(|(path, _, other)| is_on_end(checker, path, other, line));
    if at_end {
        return;
    }
    if check_on_cell(checker, place, "gate-off-boundary", line, from, &gate.from) {
        check_on_cell(checker, place, "gate-off-boundary", line, to, &gate.to);
    }
}

/// Whether a line lies across the end of a path by which it joins `other`.
fn is_on_end(checker: &Checker, path: Thing, other: &str, line: Segment) -> bool {
    if path.kind != Kind::Path {
        return false;
    }
    let drawn = &checker.scenario.venue.paths[path.index];
    let Some(shape) = checker.shapes.get(path) else {
        return false;
    };
    // The outline runs along the left edge and back along the right one.
    let (corners, points) = (&shape.corners, shape.corners.len() / 2);
    let ends: [(&Option<String>, Vec2, Vec2); 2] = [
        (&drawn.from, corners[0], corners[2 * points - 1]),
        (&drawn.to, corners[points - 1], corners[points]),
    ];
    ends.into_iter().any(|(joined, left, right)| {
        joined.as_deref() == Some(other)
            && fit(line, std::iter::once(Segment::new(left, right))) == Fit::On
    })
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
            .with("width", Tidy(width))
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

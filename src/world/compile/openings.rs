//! Where cells open into each other and out of the world: gates, exits,
//! declared openings, path ends and shared edges, in this order of precedence.

use std::collections::BTreeMap;

use crate::base::{Segment, Vec2};
use crate::model::{Gate, Problem, Scenario};

use super::super::ring;
use super::super::{CellIndex, ExitIndex, GateIndex, Side};
use super::shapes::Shape;

/// How far two edges may lie apart and still be one \[m\].
pub(super) const EDGE_TOLERANCE_M: f64 = 0.01;

/// How far a gate, exit or opening may be drawn from the edge it is on \[m\].
pub(super) const SNAP_M: f64 = 0.1;

/// Portals shorter than this are drawing errors, not doors \[m\].
const SHORTEST_M: f64 = 0.05;

/// A portal before it has its number.
pub(super) struct Draft {
    pub(super) line: Segment,
    pub(super) left: Side,
    pub(super) right: Side,
    pub(super) gate: Option<GateIndex>,
    /// Whether it opens only when its gate is cleared.
    pub(super) emergency: bool,
    pub(super) shift: Vec2,
}

/// What the search for portals gives.
#[derive(Default)]
pub(super) struct Openings {
    pub(super) drafts: Vec<Draft>,
    /// For every gate: whether its `from` is on the left of its portal, and
    /// the line it has when cleared.
    pub(super) gates: Vec<Option<GateDraft>>,
}

/// A gate's place.
pub(super) struct GateDraft {
    pub(super) from_is_left: bool,
    pub(super) emergency_line: Option<Segment>,
}

/// A stretch of boundary that two cells have in common.
#[derive(Clone, Copy)]
struct Common {
    /// The cell on the left, then the one on the right.
    cells: (usize, usize),
    line: Segment,
    /// Stretches that hang together have the same number.
    run: usize,
}

struct Search<'a> {
    scenario: &'a Scenario,
    cells: &'a BTreeMap<&'a str, usize>,
    shapes: &'a [Shape],
    sheets: &'a [i8],
    /// Stretches of each cell's boundary that are spoken for.
    taken: Vec<Vec<Segment>>,
    closed_runs: Vec<usize>,
    found: Openings,
}

/// Finds all portals.
pub(super) fn openings(
    scenario: &Scenario,
    cells: &BTreeMap<&str, usize>,
    shapes: &[Shape],
    sheets: &[i8],
    problems: &mut Vec<Problem>,
) -> Openings {
    let mut search = Search {
        scenario,
        cells,
        shapes,
        sheets,
        taken: vec![Vec::new(); shapes.len()],
        closed_runs: Vec::new(),
        found: Openings::default(),
    };
    let commons = search.commons();
    let exits = search.exit_lines(problems);
    search.gates(&commons, &exits, problems);
    search.exits(&exits);
    search.declared(problems);
    for common in commons {
        if !search.closed_runs.contains(&common.run) {
            let (left, right) = common.cells;
            search.open(common.line, left, right);
        }
    }
    search.periodic();
    search.found
}

impl Search<'_> {
    /// Path ends first, then the edges of places.
    fn commons(&self) -> Vec<Common> {
        let mut commons: Vec<Common> = Vec::new();
        let mut run = 0;
        for (cell, shape) in self.shapes.iter().enumerate() {
            for end in shape.ends.iter().flatten() {
                let Some(to) = end.to else { continue };
                run += 1;
                for &join in &end.joins {
                    for line in self.along_edges(join, to, EDGE_TOLERANCE_M) {
                        commons.push(oriented(line, cell, to, run));
                    }
                }
            }
        }
        let places = &self.scenario.venue.places;
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let closed = places[a].closed_to.contains(&places[b].id)
                    || places[b].closed_to.contains(&places[a].id);
                if closed || self.sheets[a] != self.sheets[b] {
                    continue;
                }
                let first = commons.len();
                for line in self.shared(a, b) {
                    run += 1;
                    commons.push(oriented(line, a, b, run));
                }
                join_runs(&mut commons[first..]);
            }
        }
        commons
    }

    /// The parts of a line that run along a cell's edges.
    fn along_edges(&self, line: Segment, cell: usize, tolerance: f64) -> Vec<Segment> {
        let mut parts: Vec<(f64, f64)> = self.shapes[cell]
            .edges()
            .filter_map(|edge| ring::overlap(line, edge, tolerance))
            .collect();
        parts.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (from, to) in parts {
            match merged.last_mut() {
                Some(last) if from <= last.1 + 1e-3 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
            .into_iter()
            .filter(|(from, to)| to - from >= SHORTEST_M)
            .map(|(from, to)| ring::part(line, from, to))
            .collect()
    }

    /// The parts of a cell's edges that run along a line drawn near them,
    /// with the cell on their left.
    fn snapped(&self, line: Segment, cell: usize) -> Vec<Segment> {
        let mut parts: Vec<Segment> = Vec::new();
        for edge in self.shapes[cell].edges() {
            if let Some((from, to)) = ring::overlap(edge, line, SNAP_M) {
                push_merged(&mut parts, ring::part(edge, from, to));
            }
        }
        parts.retain(|p| p.length() >= SHORTEST_M);
        parts
    }

    /// Stretches along which two cells lie side by side, the first on their
    /// left.
    fn shared(&self, a: usize, b: usize) -> Vec<Segment> {
        let mut lines = Vec::new();
        for edge in self.shapes[a].edges() {
            let along = (edge.b - edge.a).normalized();
            let mut parts: Vec<Segment> = self.shapes[b]
                .edges()
                .filter(|other| along.dot(other.b - other.a) < 0.0)
                .filter_map(|other| ring::overlap(edge, other, EDGE_TOLERANCE_M))
                .map(|(from, to)| ring::part(edge, from, to))
                .collect();
            parts.sort_by(|x, y| {
                (x.a - edge.a)
                    .dot(along)
                    .total_cmp(&(y.a - edge.a).dot(along))
            });
            for part in parts {
                push_merged(&mut lines, part);
            }
        }
        lines.retain(|l| l.length() >= SHORTEST_M);
        lines
    }

    fn exit_lines(&self, problems: &mut Vec<Problem>) -> Vec<(usize, Vec<Segment>)> {
        let mut lines = Vec::new();
        for (index, exit) in self.scenario.venue.exits.iter().enumerate() {
            let Some(&cell) = self.cells.get(exit.cell.as_str()) else {
                lines.push((0, Vec::new()));
                continue;
            };
            let drawn = Segment::new(exit.line.0.into(), exit.line.1.into());
            let parts = self.snapped(drawn, cell);
            if self.missing(drawn, &parts, &[cell]) {
                problems.push(
                    Problem::error("exit-off-boundary", format!("venue.exits[{index}].line"))
                        .with("id", &exit.id)
                        .with("cell", &exit.cell),
                );
            }
            lines.push((cell, parts));
        }
        lines
    }

    /// Whether more of a drawn line is off the boundary than drawing by hand
    /// explains. The sterile lane of a path may be missing.
    fn missing(&self, drawn: Segment, parts: &[Segment], cells: &[usize]) -> bool {
        let places = self.scenario.venue.places.len();
        let sterile: f64 = cells
            .iter()
            .filter_map(|c| c.checked_sub(places))
            .map(|path| self.scenario.venue.paths[path].sterile_width.max(0.0))
            .sum();
        let covered: f64 = parts.iter().map(|p| p.length()).sum();
        parts.is_empty()
            || covered < drawn.length() - sterile - f64::max(SNAP_M, 0.01 * drawn.length())
    }

    fn gates(
        &mut self,
        commons: &[Common],
        exits: &[(usize, Vec<Segment>)],
        problems: &mut Vec<Problem>,
    ) {
        let scenario = self.scenario;
        for (index, gate) in scenario.venue.gates.iter().enumerate() {
            let site = self.gate_site(gate, exits);
            let drawn = Segment::new(gate.line.0.into(), gate.line.1.into());
            let fits = site.as_ref().is_some_and(|(parts, cells, _, _)| {
                let longest = parts.iter().map(|p| p.length()).fold(0.0, f64::max);
                !self.missing(drawn, parts, cells)
                    && longest > parts.iter().map(|p| p.length()).sum::<f64>() - SNAP_M
            });
            let Some((parts, cells, sides, from_is_left)) = site.filter(|_| fits) else {
                problems.push(
                    Problem::error("gate-off-boundary", format!("venue.gates[{index}].line"))
                        .with("id", &gate.id)
                        .with("from", &gate.from)
                        .with("to", &gate.to),
                );
                self.found.gates.push(None);
                continue;
            };
            let line = parts
                .into_iter()
                .max_by(|x, y| x.length().total_cmp(&y.length()))
                .unwrap_or(drawn);
            if let [a, b] = cells[..] {
                let pair = (a.min(b), a.max(b));
                let runs: Vec<usize> = commons
                    .iter()
                    .filter(|c| c.cells == pair && ring::overlap(c.line, line, SNAP_M).is_some())
                    .map(|c| c.run)
                    .collect();
                self.closed_runs.extend(runs);
            }
            for &cell in &cells {
                self.taken[cell].push(line);
            }
            let emergency_line = self.place_gate(GateIndex(index as u16), gate, line, sides);
            self.found.gates.push(Some(GateDraft {
                from_is_left,
                emergency_line,
            }));
        }
    }

    /// Where a gate may stand: stretches of boundary, the cells they belong
    /// to, the sides, and whether `from` is on the left.
    #[expect(clippy::type_complexity, reason = "used once, right above")]
    fn gate_site(
        &self,
        gate: &Gate,
        exits: &[(usize, Vec<Segment>)],
    ) -> Option<(Vec<Segment>, Vec<usize>, (Side, Side), bool)> {
        let drawn = Segment::new(gate.line.0.into(), gate.line.1.into());
        let cut = |lines: &[Segment]| {
            lines
                .iter()
                .filter_map(|&l| ring::overlap(l, drawn, SNAP_M).map(|(x, y)| ring::part(l, x, y)))
                .filter(|l| l.length() >= SHORTEST_M)
                .collect::<Vec<_>>()
        };
        let exit_of = |id: &str| self.scenario.venue.exits.iter().position(|e| e.id == id);
        let (from, to) = (gate.from.as_str(), gate.to.as_str());
        match (self.cells.get(from), self.cells.get(to)) {
            (Some(&a), Some(&b)) if a != b => {
                let (left, right) = (a.min(b), a.max(b));
                let lines = cut(&self.shared(left, right));
                let sides = (side(left), side(right));
                Some((lines, vec![left, right], sides, a == left))
            }
            (Some(&cell), None) | (None, Some(&cell)) => {
                let from_is_cell = self.cells.contains_key(from);
                let exit = exit_of(if from_is_cell { to } else { from })?;
                let (exit_cell, lines) = &exits[exit];
                let sides = (side(cell), Side::Exit(ExitIndex(exit as u16)));
                (*exit_cell == cell).then(|| (cut(lines), vec![cell], sides, from_is_cell))
            }
            _ => None,
        }
    }

    /// Adds the portals of a gate: its line by day, and the strips beside it
    /// that open when it is cleared. Gives the line it has then.
    fn place_gate(
        &mut self,
        index: GateIndex,
        gate: &Gate,
        line: Segment,
        (left, right): (Side, Side),
    ) -> Option<Segment> {
        let length = line.length();
        let day = gate
            .width
            .map_or(length, |w| w.clamp(SHORTEST_M.min(length), length));
        let middle = |width: f64| ring::part(line, 0.5 * (length - width), 0.5 * (length + width));
        let mut add = |line: Segment, emergency: bool| {
            self.found.drafts.push(Draft {
                line,
                left,
                right,
                gate: Some(index),
                emergency,
                shift: Vec2::ZERO,
            });
        };
        let by_day = middle(day);
        add(by_day, false);
        let cleared = gate.emergency?.width.clamp(day, length);
        let wide = middle(cleared);
        if cleared - day > 2.0 * SHORTEST_M {
            add(Segment::new(wide.a, by_day.a), true);
            add(Segment::new(by_day.b, wide.b), true);
        }
        Some(wide)
    }

    fn exits(&mut self, exits: &[(usize, Vec<Segment>)]) {
        for (index, (cell, lines)) in exits.iter().enumerate() {
            let exit = Side::Exit(ExitIndex(index as u16));
            let gated = self.found.drafts.iter().any(|d| d.right == exit);
            for &line in lines {
                if !gated {
                    for line in self.free(line, &[*cell]) {
                        self.add(line, side(*cell), exit);
                    }
                }
                self.taken[*cell].push(line);
            }
        }
    }

    fn declared(&mut self, problems: &mut Vec<Problem>) {
        let scenario = self.scenario;
        for (index, opening) in scenario.venue.openings.iter().enumerate() {
            let cell = |id: &str| self.cells.get(id).copied();
            let (Some(a), Some(b)) = (cell(&opening.between.0), cell(&opening.between.1)) else {
                continue;
            };
            let (left, right) = (a.min(b), a.max(b));
            let drawn = Segment::new(opening.line.0.into(), opening.line.1.into());
            let mut lines = Vec::new();
            for shared in self.shared(left, right) {
                if let Some((from, to)) = ring::overlap(shared, drawn, SNAP_M) {
                    lines.push(ring::part(shared, from, to));
                }
            }
            if self.missing(drawn, &lines, &[left, right]) {
                problems.push(
                    Problem::error(
                        "opening-off-boundary",
                        format!("venue.openings[{index}].line"),
                    )
                    .with("id", &opening.id)
                    .with("from", &opening.between.0)
                    .with("to", &opening.between.1),
                );
            }
            for line in lines {
                self.open(line, left, right);
            }
        }
    }

    /// Opens what is still free of a line between two cells.
    fn open(&mut self, line: Segment, left: usize, right: usize) {
        for line in self.free(line, &[left, right]) {
            self.add(line, side(left), side(right));
            self.taken[left].push(line);
            self.taken[right].push(line);
        }
    }

    fn free(&self, line: Segment, cells: &[usize]) -> Vec<Segment> {
        let mut lines = vec![line];
        for &cell in cells {
            lines = lines
                .into_iter()
                .flat_map(|l| {
                    ring::subtract(l, &self.taken[cell], 2.0 * EDGE_TOLERANCE_M, SHORTEST_M)
                })
                .collect();
        }
        lines.retain(|l| l.length() >= SHORTEST_M);
        lines
    }

    fn add(&mut self, line: Segment, left: Side, right: Side) {
        self.found.drafts.push(Draft {
            line,
            left,
            right,
            gate: None,
            emergency: false,
            shift: Vec2::ZERO,
        });
    }

    /// The two ends of a periodic path lead into each other.
    fn periodic(&mut self) {
        let places = self.scenario.venue.places.len();
        for (index, path) in self.scenario.venue.paths.iter().enumerate() {
            let Some([begin, end]) = self.shapes[places + index].ends.as_ref() else {
                continue;
            };
            let (Some(first), Some(last)) = (path.line.first(), path.line.last()) else {
                continue;
            };
            if !path.periodic || begin.to.is_some() || end.to.is_some() {
                continue;
            }
            let back = Vec2::new(first.0 - last.0, first.1 - last.1);
            let cell = side(places + index);
            for (line, shift) in [(&begin.line, -back), (&end.line, back)] {
                if let [a, b] = line[..] {
                    self.found.drafts.push(Draft {
                        line: Segment::new(a, b),
                        left: cell,
                        right: cell,
                        gate: None,
                        emergency: false,
                        shift,
                    });
                }
            }
        }
    }
}

fn side(cell: usize) -> Side {
    Side::Cell(CellIndex(cell as u16))
}

/// A common stretch with the cell of lower index on its left; `line` has
/// `left` on its left.
fn oriented(line: Segment, left: usize, right: usize, run: usize) -> Common {
    if left < right {
        Common {
            cells: (left, right),
            line,
            run,
        }
    } else {
        Common {
            cells: (right, left),
            line: Segment::new(line.b, line.a),
            run,
        }
    }
}

/// Gives stretches that touch each other the same run.
fn join_runs(commons: &mut [Common]) {
    for i in 0..commons.len() {
        for j in 0..i {
            let (x, y) = (commons[i].line, commons[j].line);
            let touch = [x.a, x.b].iter().any(|p| {
                p.distance(y.a) < 2.0 * EDGE_TOLERANCE_M || p.distance(y.b) < 2.0 * EDGE_TOLERANCE_M
            });
            if touch && commons[i].run != commons[j].run {
                let (keep, drop) = (commons[j].run, commons[i].run);
                for common in commons.iter_mut().filter(|c| c.run == drop) {
                    common.run = keep;
                }
            }
        }
    }
}

/// Adds a stretch, lengthening the last one if it continues straight.
fn push_merged(lines: &mut Vec<Segment>, line: Segment) {
    if let Some(last) = lines.last_mut() {
        let straight = (last.b - last.a)
            .normalized()
            .dot((line.b - line.a).normalized());
        if last.b.distance(line.a) < 1e-3 && straight > 0.999_999 {
            last.b = line.b;
            return;
        }
    }
    lines.push(line);
}

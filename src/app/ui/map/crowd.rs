//! People on the map: one batched mesh, built anew for every picture.

use std::sync::Arc;

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Rect, TextureId, pos2};

use super::Sight;
use super::symbols::{self, Symbol, square};
use crate::analysis::report::palette;
use crate::app::command::{ColourBy, Selected};
use crate::app::document::{Ground, Run};
use crate::app::theme::{self, HURT, KINDS, Theme};
use crate::app::ui::style::ink;
use crate::base::Vec2;
use crate::sim::{PersonKind, State};

/// Radius of a visitor's disc \[m\], and how small it is drawn at least and how
/// large at most \[points\].
const RADIUS_M: f64 = 0.23;
const LEAST: f64 = 1.7;
const STAFF_LEAST: f64 = 4.6;
const MOST: f64 = 16.0;
/// Side of a square of the screen in which, from afar, one visitor hides the
/// others \[points\].
const SAME_SPOT: f32 = 2.0;

/// Fastest walk of the scale of speeds [m/s].
pub(crate) const FASTEST: f64 = 1.6;

/// How people are drawn.
pub(crate) struct CrowdLook<'a> {
    /// Colours.
    pub(crate) theme: &'a Theme,
    /// By what they are coloured.
    pub(crate) by: ColourBy,
    /// Density on the raster, if it is needed.
    pub(crate) density: Option<&'a [f32]>,
    /// Who is selected.
    pub(crate) selected: Option<Selected>,
    /// The picture of symbols.
    pub(crate) symbols: TextureId,
}

/// Radius of a visitor's disc \[points\].
fn visitor_radius(sight: &Sight<'_>) -> f32 {
    (RADIUS_M * sight.camera.points_per_m()).clamp(LEAST, MOST) as f32
}

/// Radius of a member of staff \[points\].
fn staff_radius(sight: &Sight<'_>) -> f32 {
    (1.6 * RADIUS_M * sight.camera.points_per_m()).clamp(STAFF_LEAST, MOST) as f32
}

/// Whether one looks from so far that visitors are drawn larger than they are.
pub(crate) fn is_far(sight: &Sight<'_>) -> bool {
    RADIUS_M * sight.camera.points_per_m() < LEAST
}

/// Whether somebody stands above the crowd: staff, and who is hurt.
fn stands_out(state: u8) -> bool {
    State::is_staff(state) || state == State::Hurt as u8
}

/// All visitors on the map but those who are hurt.
pub(crate) fn visitors(run: &Run, sight: &Sight<'_>, look: &CrowdLook<'_>) -> Arc<Mesh> {
    let people = &run.people;
    let radius = visitor_radius(sight);
    let seen = sight.rect.expand(MOST as f32);
    let colours = Colours::of(run, look);
    let mut taken = is_far(sight).then(|| Taken::new(seen));
    let place = sight.places();
    let corners = symbols::disc(radius);
    let mut mesh = Mesh::with_texture(look.symbols);
    mesh.vertices.reserve_exact(3 * people.len());
    // Who comes later hides who came before: from the last to the first, and drawn
    // the other way round.
    for at in (0..people.len()).rev() {
        if stands_out(people.state[at]) || !sight.shows(people.sheet[at]) {
            continue;
        }
        let spot = place.of(people.x[at], people.y[at]);
        if seen.contains(spot) && taken.as_mut().is_none_or(|taken| taken.take(spot)) {
            let color = colours.of_visitor(at);
            mesh.vertices.extend(corners.map(|(from_spot, uv)| Vertex {
                pos: spot + from_spot,
                uv,
                color,
            }));
        }
    }
    let corners = mesh.vertices.len() as u32;
    mesh.indices.extend((0..corners).rev());
    Arc::new(mesh)
}

/// Where on the screen somebody is already: of those who lie all but on each other
/// one hides the others, and what cannot be seen a software renderer need not draw.
struct Taken {
    min: Pos2,
    columns: usize,
    /// A bit for each square of the screen, row by row.
    bits: Vec<u64>,
}

impl Taken {
    fn new(screen: Rect) -> Self {
        let across = |points: f32| (points / SAME_SPOT) as usize + 1;
        let columns = across(screen.width());
        Self {
            min: screen.min,
            columns,
            bits: vec![0; (columns * across(screen.height())).div_ceil(64)],
        }
    }

    /// Takes a place on the screen; false if somebody has it.
    #[inline]
    fn take(&mut self, spot: Pos2) -> bool {
        let [x, y] = [spot.x - self.min.x, spot.y - self.min.y].map(|d| (d / SAME_SPOT) as usize);
        let at = y * self.columns + x;
        let bit = 1 << (at % 64);
        let is_free = self.bits[at / 64] & bit == 0;
        self.bits[at / 64] |= bit;
        is_free
    }
}

/// Staff and who is hurt, and a ring round who is selected.
pub(crate) fn others(run: &Run, sight: &Sight<'_>, look: &CrowdLook<'_>) -> Arc<Mesh> {
    let people = &run.people;
    let mut mesh = Mesh::with_texture(look.symbols);
    let staff = staff_radius(sight);
    let seen = sight.camera.seen().grown(1.0);
    for at in (0..people.len()).filter(|at| stands_out(people.state[*at])) {
        let p = Vec2::new(f64::from(people.x[at]), f64::from(people.y[at]));
        if !seen.contains(p) || !sight.shows(people.sheet[at]) {
            continue;
        }
        let spot = sight.point(p);
        if people.state[at] == State::Hurt as u8 {
            for (radius, symbol) in [(0.8, Symbol::Disc), (1.7, Symbol::Ring)] {
                add(
                    &mut mesh,
                    square(spot, radius * staff),
                    symbol.uv(),
                    ink(HURT),
                );
            }
            continue;
        }
        let Some(role) = run.role(people.id[at]) else {
            continue;
        };
        // A dark rim, so that staff stand out from a crowd of any colour.
        let symbol = Symbol::of(role).uv();
        let rim = Color32::from_black_alpha(190);
        add(&mut mesh, square(spot, staff * 1.32), symbol, rim);
        let colour = ink(look.theme.role(role));
        add(&mut mesh, square(spot, staff), symbol, colour);
    }
    ring_selected(&mut mesh, run, sight, look, staff);
    Arc::new(mesh)
}

/// A ring round who is selected: a person, or all of a unit.
fn ring_selected(mesh: &mut Mesh, run: &Run, sight: &Sight<'_>, look: &CrowdLook<'_>, staff: f32) {
    let ids: Vec<u32> = match look.selected {
        Some(Selected::Person(id)) => vec![id],
        Some(Selected::Unit(unit)) => {
            let members = run.members();
            members.get(&(unit as u32)).cloned().unwrap_or_default()
        }
        _ => return,
    };
    for at in ids.into_iter().filter_map(|id| run.people.find(id)) {
        let p = Vec2::new(f64::from(run.people.x[at]), f64::from(run.people.y[at]));
        let ring = square(sight.point(p), 2.0 * staff);
        add(mesh, ring, Symbol::Ring.uv(), ink(look.theme.accent));
    }
}

/// Colours of visitors, worked out once a picture.
struct Colours<'a> {
    run: &'a Run,
    look: &'a CrowdLook<'a>,
    by_state: [Color32; 9],
    kinds: [Color32; 8],
    scale: Vec<Color32>,
    steps: [Color32; 6],
}

impl<'a> Colours<'a> {
    fn of(run: &'a Run, look: &'a CrowdLook<'a>) -> Self {
        let scale = (0..=32).map(|n| ink(theme::scale(f64::from(n) / 32.0)));
        Self {
            run,
            look,
            by_state: std::array::from_fn(|n| ink(look.theme.state(n as u8))),
            kinds: KINDS.map(ink),
            scale: scale.collect(),
            steps: palette::DENSITY.map(ink),
        }
    }

    #[inline]
    fn of_visitor(&self, at: usize) -> Color32 {
        let people = &self.run.people;
        match self.look.by {
            ColourBy::State => self.by_state[usize::from(people.state[at]).min(8)],
            ColourBy::Role => self.by_state[3],
            ColourBy::Profile => {
                let person = self.run.person(people.id[at]);
                let profile = person.and_then(|person| person.profile);
                profile.map_or(self.by_state[0], |n| {
                    self.kinds[n as usize % self.kinds.len()]
                })
            }
            ColourBy::Speed => {
                let share = f64::from(people.speed(at)) / FASTEST;
                let last = self.scale.len() - 1;
                self.scale[((share.clamp(0.0, 1.0) * last as f64).round()) as usize]
            }
            ColourBy::Density => {
                let raster = &self.run.ground.raster;
                let value = self.look.density.map_or(0.0, |values| {
                    raster.value(values, people.x[at], people.y[at])
                });
                self.steps[theme::step(f64::from(value), &palette::DENSITY_LIMITS)]
            }
        }
    }
}

fn add(mesh: &mut Mesh, rect: Rect, uv: Rect, color: Color32) {
    let first = mesh.vertices.len() as u32;
    let corner = |pos: Pos2, uv: Pos2| Vertex { pos, uv, color };
    mesh.vertices.extend([
        corner(rect.min, uv.min),
        corner(pos2(rect.max.x, rect.min.y), pos2(uv.max.x, uv.min.y)),
        corner(pos2(rect.min.x, rect.max.y), pos2(uv.min.x, uv.max.y)),
        corner(rect.max, uv.max),
    ]);
    let corners = [0, 1, 2, 2, 1, 3].map(|n| first + n);
    mesh.indices.extend(corners);
}

/// What lies under a point of the map: people before gates and exits, and
/// these before places.
pub(crate) fn pick(
    ground: &Ground,
    run: Option<&Run>,
    sight: &Sight<'_>,
    at: Pos2,
) -> Option<Selected> {
    let p = sight.world(at);
    let reach = 9.0 / sight.camera.points_per_m();
    if let Some(run) = run {
        let people = &run.people;
        let near = (0..people.len())
            .filter(|n| sight.shows(people.sheet[*n]))
            .map(|n| {
                let there = Vec2::new(f64::from(people.x[n]), f64::from(people.y[n]));
                // Staff are few, and easily missed in a crowd.
                let staff = run
                    .person(people.id[n])
                    .is_some_and(|who| who.kind == PersonKind::Staff);
                (
                    there.distance(p) * if staff { 0.6 } else { 1.0 },
                    people.id[n],
                )
            });
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, id)) = nearest.filter(|(far, _)| *far < reach) {
            return Some(Selected::Person(id));
        }
    }
    let drawing = &ground.drawing;
    let line = |line: (Vec2, Vec2)| crate::base::Segment::new(line.0, line.1).distance(p);
    let gates = drawing.gates.iter().enumerate();
    let gates = gates.map(|(n, gate)| (line(gate.line), Selected::Gate(n)));
    let exits = drawing.exits.iter().enumerate();
    let exits = exits.map(|(n, exit)| (line(exit.line), Selected::Exit(n)));
    let nearest = gates.chain(exits).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, selected)) = nearest.filter(|(far, _)| *far < 1.3 * reach) {
        return Some(selected);
    }
    // The topmost sheet that is shown.
    let cells = ground.world.cells.iter().enumerate();
    cells
        .filter(|(_, cell)| sight.shows(cell.sheet) && cell.contains(p))
        .max_by_key(|(_, cell)| (cell.sheet, cell.is_path))
        .map(|(n, _)| Selected::Cell(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_those_on_one_spot_the_last_is_drawn_and_nobody_who_stands_apart_is_lost() {
        let heap = (0..100).map(|n| (n, pos2(10.0 + 0.001 * n as f32, 20.0)));
        let row = (100..150).map(|n| (n, pos2(2.0 * n as f32, 30.0)));
        let all: Vec<(usize, Pos2)> = heap.chain(row).collect();
        let screen = Rect::from_min_max(pos2(5.0, 5.0), pos2(300.0, 30.0));
        let mut taken = Taken::new(screen);
        let free = |spot: &&(usize, Pos2)| taken.take(spot.1);
        let kept: Vec<_> = all.iter().rev().filter(free).collect();
        assert_eq!(kept.len(), 51);
        assert_eq!(kept[50].0, 99);
        // Corners of the screen have places of their own.
        let corners = [screen.left_top(), screen.right_top(), screen.right_bottom()];
        assert_eq!(corners.map(|spot| taken.take(spot)), [true; 3]);
        assert_eq!(corners.map(|spot| taken.take(spot)), [false; 3]);
        for (_, p) in &all {
            let near = kept.iter().any(|(_, q)| q.distance(*p) < 1.5 * SAME_SPOT);
            assert!(near, "{p:?} is not to be seen");
        }
    }
}

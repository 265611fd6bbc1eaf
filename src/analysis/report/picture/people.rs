//! Everybody as dots and symbols.

use std::collections::BTreeMap;

use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use resvg::usvg;
use svg::Document;

use super::{PictureError, Shot, blank, paint};
use crate::analysis::report::map::{View, role_symbol};
use crate::analysis::report::palette::{self, Rgb};
use crate::model::Role;
use crate::sim::{OwnedFrame, State};

/// Radius of a visitor on the ground \[m\]: a body seen from above.
const BODY_M: f64 = 0.24;
/// Least radius of a visitor \[pixels\].
const LEAST: f64 = 1.5;
/// Light rim that keeps those who stand close apart \[pixels\].
const RIM: f64 = 0.7;
/// Radius of the symbol of a member of staff [units].
const STAFF: f64 = 3.6;
/// Ring round who is hurt: farther out than the body \[pixels\].
const RING: f64 = 3.5;

/// Where the ground lies on the pixels.
pub(super) struct Look<'a> {
    /// On the page.
    pub(super) view: &'a View,
    /// Pixels a unit.
    pub(super) scale: f64,
    /// Rows of pixels above the map.
    pub(super) top: f64,
}

/// Who is drawn how.
pub(super) struct Crowd {
    sheet: i8,
    /// Role of each person; none for visitors.
    roles: Vec<Option<Role>>,
    symbols: BTreeMap<Role, Pixmap>,
}

impl Crowd {
    /// Symbols for the staff of a run.
    pub(super) fn new(
        shot: &Shot<'_>,
        options: &usvg::Options<'_>,
        scale: f32,
    ) -> Result<Self, PictureError> {
        let units = &shot.world.scenario.staff.units;
        let role = |unit: Option<u32>| units.get(unit? as usize).map(|unit| unit.role);
        let people = shot.roster.people.iter();
        let roles: Vec<Option<Role>> = people.map(|person| role(person.unit)).collect();
        let mut symbols = BTreeMap::new();
        for role in roles.iter().flatten() {
            if !symbols.contains_key(role) {
                symbols.insert(*role, symbol(*role, options, scale)?);
            }
        }
        Ok(Self {
            sheet: shot.sheet,
            roles,
            symbols,
        })
    }

    /// Draws everybody who is on the storey; staff above visitors, and who is
    /// hurt above all.
    pub(super) fn draw(&self, moment: &OwnedFrame, look: &Look<'_>, on: &mut Pixmap) {
        let radius = (BODY_M * look.view.scale * look.scale).max(LEAST);
        let shown = (0..moment.id.len())
            .filter(|row| moment.sheet[*row] == self.sheet && State::is_inside(moment.state[*row]));
        let at = |row: usize| {
            let spot = look.view.at_mm(moment.x_mm[row], moment.y_mm[row]);
            (spot.x * look.scale, spot.y * look.scale + look.top)
        };
        let role = |row: usize| self.roles.get(moment.id[row] as usize).copied().flatten();
        let (staff, visitors): (Vec<usize>, Vec<usize>) = shown.partition(|r| role(*r).is_some());
        for &row in &visitors {
            disc(on, at(row), radius + RIM, palette::PAPER, 0.75);
            disc(on, at(row), radius, palette::state(moment.state[row]), 1.0);
        }
        for &row in &staff {
            if let Some(symbol) = role(row).and_then(|role| self.symbols.get(&role)) {
                let half = f64::from(symbol.width()) * 0.5;
                let (x, y) = at(row);
                let (x, y) = ((x - half).round() as i32, (y - half).round() as i32);
                let paint = PixmapPaint::default();
                on.draw_pixmap(x, y, symbol.as_ref(), &paint, Transform::identity(), None);
            }
        }
        for &row in &visitors {
            if moment.state[row] == State::Hurt as u8 {
                let red = palette::state(State::Hurt as u8);
                disc(on, at(row), radius + RING, red, 1.0);
                disc(on, at(row), radius + RING - 1.4, palette::PAPER, 1.0);
                disc(on, at(row), radius, red, 1.0);
            }
        }
    }
}

fn symbol(role: Role, options: &usvg::Options<'_>, scale: f32) -> Result<Pixmap, PictureError> {
    let half = STAFF * 1.5;
    let side = (2.0 * half as f32 * scale).ceil() as u32;
    let mut symbol = blank((side, side))?;
    let document = Document::new()
        .set(
            "viewBox",
            format!("{} {} {} {}", -half, -half, 2.0 * half, 2.0 * half),
        )
        .add(role_symbol(role, STAFF));
    paint(&document.to_string(), options, scale, &mut symbol)?;
    Ok(symbol)
}

/// A disc with a soft edge on opaque pixels.
fn disc(on: &mut Pixmap, (x, y): (f64, f64), radius: f64, colour: Rgb, opacity: f64) {
    let (width, height) = (on.width() as i32, on.height() as i32);
    let reach = radius + 1.0;
    let from = |v: f64| (v - reach).floor().max(0.0) as i32;
    let to = |v: f64, most: i32| ((v + reach).ceil() as i32).min(most);
    let pixels = on.data_mut();
    for row in from(y)..to(y, height) {
        for column in from(x)..to(x, width) {
            let (dx, dy) = (f64::from(column) + 0.5 - x, f64::from(row) + 0.5 - y);
            let cover = (radius + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0) * opacity;
            if cover <= 0.0 {
                continue;
            }
            let first = (row * width + column) as usize * 4;
            let mix = |under: u8, over: u8| {
                let (under, over) = (f64::from(under), f64::from(over));
                (under + (over - under) * cover).round() as u8
            };
            pixels[first] = mix(pixels[first], colour.0);
            pixels[first + 1] = mix(pixels[first + 1], colour.1);
            pixels[first + 2] = mix(pixels[first + 2], colour.2);
        }
    }
}

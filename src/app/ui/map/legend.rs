//! Legend, scale bar and north, at the map's lower edge.

use egui::{Align2, Color32, FontId, Painter, Rect, Shape, Stroke, pos2, vec2};

use super::overlay;
use super::symbols::{Symbol, square};
use crate::analysis::report::palette;
use crate::app::command::{ColourBy, Slot};
use crate::app::document::Ground;
use crate::app::flow;
use crate::app::session::Session;
use crate::app::theme::{self, KINDS, Theme};
use crate::app::ui::style::{ink, wash};
use crate::app::views::cards::{person_state_key, role_key};
use crate::app::views::events::shown;
use crate::app::views::legend::{self, Sign};
use crate::base::Vec2;
use crate::model::Role;

/// Lengths a scale bar may have \[m\].
const SCALES_M: [f64; 12] = [
    1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0,
];

/// What stands at the map's edge.
pub(crate) struct Legend<'a> {
    pub(crate) session: &'a Session,
    pub(crate) theme: &'a Theme,
    pub(crate) ground: &'a Ground,
    pub(crate) symbols: egui::TextureId,
    /// Whether it is this map that says what colours mean.
    pub(crate) explains: bool,
}

/// What stands before a word.
#[derive(Clone, Copy)]
enum Mark {
    Patch,
    Symbol(Symbol),
    Arrow,
}

impl Mark {
    /// Room it takes, with that after it \[points\].
    fn width(self) -> f32 {
        match self {
            Self::Patch | Self::Symbol(_) => 14.0,
            Self::Arrow => flow::LENGTH as f32 + 6.0,
        }
    }
}

/// An entry: a mark and a word.
struct Entry {
    mark: Mark,
    colour: Color32,
    text: String,
}

impl Legend<'_> {
    /// Paints them; gives the
    /// rectangles that names must leave free.
    pub(crate) fn paint(&self, painter: &Painter, rect: Rect) -> Vec<Rect> {
        let mut taken = vec![
            self.paint_north(painter, rect),
            self.paint_scale(painter, rect),
        ];
        if self.explains && self.session.shown(Slot::A).is_some() {
            let room = rect
                .with_max_x(rect.max.x - 10.0)
                .with_min_x(taken[1].max.x + 14.0);
            let mut lines = Vec::new();
            if let Some((title, entries)) = self.overlay() {
                lines.push((title, entries));
            }
            lines.push((String::new(), self.people()));
            let mut bottom = rect.max.y - 8.0;
            for (title, entries) in lines.into_iter().rev() {
                let used = self.paint_line(painter, &title, &entries, room, bottom);
                bottom = used.min.y - 3.0;
                taken.push(used);
            }
        }
        taken
    }

    fn paint_north(&self, painter: &Painter, rect: Rect) -> Rect {
        let at = pos2(rect.max.x - 20.0, rect.min.y + 26.0);
        let text = ink(self.theme.text);
        let half = |x: f32| {
            vec![
                at + vec2(0.0, -13.0),
                at + vec2(x, 8.0),
                at + vec2(0.0, 3.5),
            ]
        };
        painter.add(Shape::convex_polygon(half(-6.0), text, Stroke::NONE));
        let line = Stroke::new(1.0, text);
        painter.add(Shape::closed_line(half(6.0), line));
        let north = self.session.say().text("app-north");
        let font = FontId::proportional(theme::CAPTION);
        painter.text(at + vec2(0.0, 9.0), Align2::CENTER_TOP, north, font, text);
        Rect::from_center_size(at, vec2(24.0, 52.0))
    }

    fn paint_scale(&self, painter: &Painter, rect: Rect) -> Rect {
        let near = self.session.camera.points_per_m();
        let fits = |length: &&f64| **length * near <= 130.0;
        let length = SCALES_M
            .iter()
            .rev()
            .find(fits)
            .copied()
            .unwrap_or(SCALES_M[0]);
        let width = (length * near) as f32;
        let left = pos2(rect.min.x + 14.0, rect.max.y - 14.0);
        let right = left + vec2(width, 0.0);
        let whole = Rect::from_min_max(left - vec2(6.0, 24.0), right + vec2(6.0, 6.0));
        painter.rect_filled(whole, 4.0, wash(self.theme.outside, 215));
        let stroke = Stroke::new(1.6, ink(self.theme.text));
        for ends in [
            [left, right],
            [left - vec2(0.0, 5.0), left],
            [right - vec2(0.0, 5.0), right],
        ] {
            painter.line_segment(ends, stroke);
        }
        let text = if length >= 1_000.0 {
            format!("{:.0} km", length / 1e3)
        } else {
            format!("{length:.0} m")
        };
        let font = FontId::proportional(theme::CAPTION);
        let at = left + vec2(0.5 * width, -4.0);
        painter.text(at, Align2::CENTER_BOTTOM, text, font, ink(self.theme.text));
        whole
    }

    /// What the overlay's colours mean.
    fn overlay(&self) -> Option<(String, Vec<Entry>)> {
        let legend = legend::overlay(self.session)?;
        let entry = |(sign, text): (Sign, String)| {
            let (mark, colour) = match sign {
                Sign::Paint(paint) => (Mark::Patch, ink(paint.colour)),
                Sign::Arrow => (Mark::Arrow, ink(self.theme.text)),
            };
            Entry { mark, colour, text }
        };
        let entries = legend.entries.into_iter().map(entry).collect();
        Some((legend.title, entries))
    }

    /// What the colours and symbols of people mean.
    fn people(&self) -> Vec<Entry> {
        let (say, theme) = (self.session.say(), self.theme);
        let disc = |colour: palette::Rgb, text: String| Entry {
            mark: Mark::Symbol(Symbol::Disc),
            colour: ink(colour),
            text,
        };
        let mut entries: Vec<Entry> = match self.session.colour() {
            ColourBy::State => [0_u8, 3, 4, 5, 6, 7]
                .into_iter()
                .filter(|state| self.is_there(*state))
                .map(|state| {
                    let key = if state == 0 {
                        "app-legend-visitor"
                    } else {
                        person_state_key(state)
                    };
                    disc(theme.state(state), say.text(key))
                })
                .collect(),
            ColourBy::Role => vec![disc(theme.unaware, say.text("app-legend-visitor"))],
            ColourBy::Profile => {
                let profiles = self.ground.world.scenario.visitors.profiles.iter();
                let language = say.language();
                let name = |n: usize, shown: String| {
                    disc(KINDS[n % KINDS.len()], super::short(&shown, language))
                };
                profiles
                    .enumerate()
                    .take(8)
                    .map(|(n, profile)| name(n, shown(&profile.name, &profile.id)))
                    .collect()
            }
            ColourBy::Speed => [0.0, 0.4, 0.8, 1.2, 1.6]
                .into_iter()
                .map(|speed| {
                    let share = speed / super::crowd::FASTEST;
                    disc(theme::scale(share), format!("{speed:.1} m/s"))
                })
                .collect(),
            ColourBy::Density => palette::DENSITY_LETTERS
                .iter()
                .zip(palette::DENSITY)
                .enumerate()
                .map(|(n, (letter, colour))| {
                    let limit = palette::DENSITY_LIMITS.get(n);
                    let text =
                        limit.map_or(format!("{letter} > 5 /m²"), |l| format!("{letter} ≤ {l}"));
                    disc(colour, text)
                })
                .collect(),
        };
        let roles = Role::ALL.into_iter().filter(|role| {
            let units = &self.ground.world.scenario.staff.units;
            units.iter().any(|unit| unit.role == *role)
        });
        entries.extend(roles.map(|role| Entry {
            mark: Mark::Symbol(Symbol::of(role)),
            colour: ink(theme.role(role)),
            text: say.text(role_key(role)),
        }));
        entries
    }

    /// Whether a state stands in the legend: those before the alarm always,
    /// the others from the alarm on.
    fn is_there(&self, state: u8) -> bool {
        let run = self.session.run();
        let alarm = run.and_then(|run| run.alarm_ms);
        let t_ms = self.session.playback.t_ms();
        let alarmed = alarm.is_some_and(|alarm| alarm as f64 <= t_ms);
        let somebody = || run.is_some_and(|run| run.people.state.contains(&state));
        state == 0 || (alarmed && (3..=5).contains(&state)) || somebody()
    }

    /// Entries in a row, right-aligned; in two if there is no room.
    fn paint_line(
        &self,
        painter: &Painter,
        title: &str,
        entries: &[Entry],
        room: Rect,
        bottom: f32,
    ) -> Rect {
        let font = FontId::proportional(theme::CAPTION);
        let text = ink(self.theme.text);
        let titled = !title.is_empty();
        let title = painter.layout_no_wrap(title.to_owned(), font.clone(), ink(self.theme.muted));
        let words: Vec<_> = entries
            .iter()
            .map(|entry| painter.layout_no_wrap(entry.text.clone(), font.clone(), text))
            .collect();
        let width = |n: usize| words[n].size().x + entries[n].mark.width() + 10.0;
        let title_width = if titled { title.size().x + 12.0 } else { 0.0 };
        let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
        let mut used = title_width;
        for n in 0..entries.len() {
            if used + width(n) > room.width() - 12.0 && !rows[rows.len() - 1].is_empty() {
                rows.push(Vec::new());
                used = 0.0;
            }
            used += width(n);
            if let Some(row) = rows.last_mut() {
                row.push(n);
            }
        }
        let widths = rows.iter().enumerate().map(|(at, row)| {
            let first = if at == 0 { title_width } else { 0.0 };
            first + row.iter().map(|n| width(*n)).sum::<f32>()
        });
        let widest = widths.fold(0.0, f32::max);
        let size = vec2(widest + 8.0, 18.0 * rows.len() as f32 + 6.0);
        let corner = pos2(room.max.x - size.x, bottom - size.y);
        let rect = Rect::from_min_size(corner, size);
        painter.rect_filled(rect, 4.0, ink(self.theme.panel));
        for (at, row) in rows.iter().enumerate() {
            let y = rect.min.y + 3.0 + 18.0 * at as f32;
            let mut x = rect.min.x + 8.0;
            if at == 0 && titled {
                painter.galley(pos2(x, y + 1.0), title.clone(), ink(self.theme.muted));
                x += title_width;
            }
            for n in row {
                let entry = &entries[*n];
                let middle = pos2(x + 5.0, y + 9.0);
                match entry.mark {
                    Mark::Symbol(symbol) => {
                        let square = square(middle, 5.2);
                        painter.image(self.symbols, square, symbol.uv(), entry.colour);
                    }
                    Mark::Patch => {
                        let patch = Rect::from_center_size(middle, vec2(11.0, 11.0));
                        painter.rect_filled(patch, 2.0, entry.colour);
                    }
                    Mark::Arrow => {
                        let middle = pos2(x + 0.5 * flow::LENGTH as f32, y + 9.0);
                        let at = |p: Vec2| middle + vec2(p.x as f32, -p.y as f32);
                        overlay::arrow(painter, &flow::sample(1.0), self.theme, at);
                    }
                }
                let at = pos2(x + entry.mark.width(), y + 1.0);
                painter.galley(at, words[*n].clone(), text);
                x += width(*n);
            }
        }
        rect
    }
}

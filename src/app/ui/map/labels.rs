//! Names on the map: the larger thing first, and none where another stands.

use egui::{Align2, Color32, FontId, Painter, Rect, Vec2, vec2};

use super::Sight;
use crate::app::document::Ground;
use crate::app::theme::{self, Theme};
use crate::app::ui::style::{ink, wash};
use crate::base::text::Language;

/// A name that wants to stand somewhere.
struct Wanted {
    at: egui::Pos2,
    text: String,
    size: f32,
    colour: Color32,
    /// Where it may stand, seen from the point.
    sides: &'static [Vec2],
    /// How far from the point.
    off: f32,
}

const MIDDLE: [Vec2; 1] = [Vec2::ZERO];
const ROUND: [Vec2; 4] = [
    vec2(1.0, 0.0),
    vec2(-1.0, 0.0),
    vec2(0.0, -1.0),
    vec2(0.0, 1.0),
];

/// Paints names; `taken` are rectangles that must stay free.
pub(crate) fn paint(
    painter: &Painter,
    sight: &Sight<'_>,
    theme: &Theme,
    ground: &Ground,
    language: Language,
    mut taken: Vec<Rect>,
) {
    let clip = painter.clip_rect().shrink(3.0);
    for wanted in wanted(sight, theme, ground, language) {
        let font = FontId::proportional(wanted.size);
        let galley = painter.layout_no_wrap(wanted.text, font, wanted.colour);
        let size = galley.size();
        let place = wanted.sides.iter().map(|side| {
            let away = vec2(
                side.x * (wanted.off + 0.5 * size.x),
                side.y * (wanted.off + 0.5 * size.y),
            );
            Rect::from_center_size(wanted.at + away, size).expand2(vec2(3.0, 0.0))
        });
        let free = |rect: &Rect| {
            clip.contains_rect(*rect) && !taken.iter().any(|other| other.intersects(*rect))
        };
        let Some(rect) = place.into_iter().find(free) else {
            continue;
        };
        let corner = Align2::CENTER_CENTER.anchor_size(rect.center(), size).min;
        painter.rect_filled(rect, 3.0, wash(theme.outside, 170));
        painter.galley(corner, galley, wanted.colour);
        taken.push(rect);
    }
}

/// All names, the most important first.
fn wanted(sight: &Sight<'_>, theme: &Theme, ground: &Ground, language: Language) -> Vec<Wanted> {
    let near = sight.camera.points_per_m();
    let drawing = &ground.drawing;
    let mut wanted = Vec::new();
    for exit in drawing.exits.iter().filter(|exit| sight.shows(exit.sheet)) {
        wanted.push(Wanted {
            at: sight.point(exit.line.0.lerp(exit.line.1, 0.5)),
            text: short(&exit.name, language),
            size: theme::CAPTION,
            colour: ink(theme.good),
            sides: &ROUND,
            off: 16.0,
        });
    }
    let mut places: Vec<_> = drawing.cells.iter().enumerate().collect();
    places.sort_by(|a, b| b.1.area_m2.total_cmp(&a.1.area_m2));
    for (_, cell) in places
        .iter()
        .filter(|(_, cell)| !cell.is_path() && sight.shows(cell.sheet))
    {
        if cell.area_m2 * near * near < 2_000.0 {
            continue;
        }
        let bounds =
            crate::base::geometry::Bounds::of(cell.polygons.iter().flatten().flatten().copied());
        let middle = crate::app::document::middle_of(&bounds);
        wanted.push(Wanted {
            at: sight.point(middle),
            text: short(&cell.name, language),
            size: theme::BODY,
            colour: ink(theme.text),
            sides: &MIDDLE,
            off: 0.0,
        });
    }
    for gate in drawing.gates.iter().filter(|gate| sight.shows(gate.sheet)) {
        wanted.push(Wanted {
            at: sight.point(gate.line.0.lerp(gate.line.1, 0.5)),
            text: short(&gate.name, language),
            size: theme::CAPTION,
            colour: ink(theme.text),
            sides: &ROUND,
            off: 9.0,
        });
    }
    for (_, cell) in places
        .iter()
        .filter(|(_, cell)| cell.is_path() && sight.shows(cell.sheet))
    {
        let length: f64 = cell.line.windows(2).map(|p| p[0].0.distance(p[1].0)).sum();
        if length * near < 70.0 {
            continue;
        }
        let Some(middle) = cell.line.get(cell.line.len() / 2) else {
            continue;
        };
        let at = if cell.line.len() == 2 {
            cell.line[0].0.lerp(cell.line[1].0, 0.5)
        } else {
            middle.0
        };
        wanted.push(Wanted {
            at: sight.point(at),
            text: short(&cell.name, language),
            size: theme::CAPTION,
            colour: ink(theme.muted),
            sides: &ROUND,
            off: (0.5 * cell.width_m * near) as f32 + 3.0,
        });
    }
    wanted
}

/// A name in one language: names are often written in both, “Hall 礼堂”.
pub(crate) fn short(name: &str, language: Language) -> String {
    let is_chinese = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let (Some(first), Some(last)) = (name.find(is_chinese), name.rfind(is_chinese)) else {
        return name.to_owned();
    };
    // “3号门” begins with its digit.
    let first = name[..first].rfind(' ').map_or(0, |space| space + 1);
    let end = last + name[last..].chars().next().map_or(0, char::len_utf8);
    let latin = format!("{} {}", name[..first].trim(), name[end..].trim());
    let latin = latin.trim();
    // What is left of a bracket is no name.
    if latin.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return name.to_owned();
    }
    match language {
        Language::English => latin
            .trim_end_matches(['(', ')', '·', ','])
            .trim()
            .to_owned(),
        Language::Chinese => name[first..end].trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_languages_are_shown_in_one() {
        for (name, english, chinese) in [
            ("Hall 礼堂", "Hall", "礼堂"),
            ("村道 Village road", "Village road", "村道"),
            ("Hall", "Hall", "Hall"),
            ("礼堂", "礼堂", "礼堂"),
            ("A 区", "A 区", "A 区"),
            ("Gate 3 3号门", "Gate 3", "3号门"),
        ] {
            assert_eq!(short(name, Language::English), english);
            assert_eq!(short(name, Language::Chinese), chinese);
        }
    }
}

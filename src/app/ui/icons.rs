//! Small pictures on buttons, drawn by hand so that no font must have them.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, pos2, vec2};

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A triangle to the right.
    Play,
    /// Two bars.
    Pause,
    /// To the first moment.
    First,
    /// To the last moment.
    Last,
    /// One frame back.
    Back,
    /// One frame on.
    On,
    /// To the event before.
    EventBack,
    /// To the next event.
    EventOn,
    /// Round and round.
    Repeat,
    /// A flag.
    Flag,
    /// A half-dark disc.
    Tone,
    /// A camera.
    Camera,
    /// Four corners.
    Frame,
    /// A cross.
    Close,
    /// Three lines.
    List,
}

/// A button with a picture; `says` is its tooltip and what screen readers and
/// tests find it by.
pub(crate) fn button(ui: &mut Ui, icon: Icon, says: &str, is_on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 24.0), Sense::click());
    let enabled = ui.is_enabled();
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, enabled, is_on, says));
    let look = ui.style().interact_selectable(&response, is_on);
    if response.hovered() || is_on || response.has_focus() {
        ui.painter()
            .rect_filled(rect, look.corner_radius, look.bg_fill);
    }
    let colour = if is_on {
        ui.visuals().selection.stroke.color
    } else {
        look.fg_stroke.color
    };
    draw(ui.painter(), icon, rect, colour);
    response.on_hover_text(says)
}

fn draw(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let (c, r) = (rect.center(), 6.0);
    let line = Stroke::new(1.6, colour);
    let triangle = |x: f32, way: f32, size: f32| {
        let tip = pos2(x + way * size, c.y);
        let foot = x - way * size * 0.7;
        let corners = vec![tip, pos2(foot, c.y + size), pos2(foot, c.y - size)];
        Shape::convex_polygon(corners, colour, Stroke::NONE)
    };
    let bar = |x: f32| {
        let rect = Rect::from_center_size(pos2(x, c.y), vec2(2.6, 2.0 * r));
        Shape::rect_filled(rect, 0.0, colour)
    };
    let segment = |a: Pos2, b: Pos2| Shape::line_segment([a, b], line);
    let shapes = match icon {
        Icon::Play => vec![triangle(c.x - 0.5, 1.0, 7.0)],
        Icon::Pause => vec![bar(c.x - 3.2), bar(c.x + 3.2)],
        Icon::First => vec![bar(c.x - 6.0), triangle(c.x + 2.0, -1.0, 6.0)],
        Icon::Last => vec![bar(c.x + 6.0), triangle(c.x - 2.0, 1.0, 6.0)],
        Icon::Back => vec![triangle(c.x - 2.0, -1.0, 5.0), bar(c.x + 4.5)],
        Icon::On => vec![triangle(c.x + 2.0, 1.0, 5.0), bar(c.x - 4.5)],
        Icon::EventBack | Icon::EventOn => {
            let way = if icon == Icon::EventOn { 1.0 } else { -1.0 };
            let dot = Shape::circle_filled(pos2(c.x + way * 6.0, c.y), 2.6, colour);
            vec![triangle(c.x - way * 2.5, way, 5.0), dot]
        }
        Icon::Repeat => {
            let round = Rect::from_center_size(c, vec2(15.0, 9.0));
            let tip = pos2(c.x + 2.0, round.top());
            vec![
                Shape::rect_stroke(round, 4.0, line, egui::StrokeKind::Middle),
                segment(tip, tip + vec2(-3.2, -3.2)),
                segment(tip, tip + vec2(-3.2, 3.2)),
            ]
        }
        Icon::Flag => {
            let foot = pos2(c.x - 5.0, c.y + 7.0);
            let top = pos2(c.x - 5.0, c.y - 7.0);
            let cloth = vec![top, pos2(c.x + 6.0, c.y - 3.5), pos2(c.x - 5.0, c.y)];
            vec![
                segment(foot, top),
                Shape::convex_polygon(cloth, colour, Stroke::NONE),
            ]
        }
        Icon::Tone => {
            let half = (0..=16).map(|n| {
                let turn = std::f32::consts::PI * (n as f32 / 16.0 - 0.5);
                c + vec2(turn.cos(), turn.sin()) * r
            });
            vec![
                Shape::circle_stroke(c, r, line),
                Shape::convex_polygon(half.collect(), colour, Stroke::NONE),
            ]
        }
        Icon::Camera => {
            let body = Rect::from_center_size(c + vec2(0.0, 1.0), vec2(16.0, 10.0));
            let hood = Rect::from_center_size(c + vec2(0.0, -5.0), vec2(6.0, 3.0));
            vec![
                Shape::rect_stroke(body, 2.0, line, egui::StrokeKind::Middle),
                Shape::rect_filled(hood, 1.0, colour),
                Shape::circle_stroke(c + vec2(0.0, 1.0), 2.8, line),
            ]
        }
        Icon::Frame => {
            let corner = |x: f32, y: f32| {
                let p = c + vec2(x * 6.5, y * 5.5);
                [
                    segment(p, p - vec2(x * 4.0, 0.0)),
                    segment(p, p - vec2(0.0, y * 4.0)),
                ]
            };
            [
                corner(-1.0, -1.0),
                corner(1.0, -1.0),
                corner(1.0, 1.0),
                corner(-1.0, 1.0),
            ]
            .concat()
        }
        Icon::Close => vec![
            segment(c - vec2(4.0, 4.0), c + vec2(4.0, 4.0)),
            segment(c + vec2(-4.0, 4.0), c + vec2(4.0, -4.0)),
        ],
        Icon::List => (-1..=1)
            .map(|n| {
                let y = c.y + 4.5 * n as f32;
                segment(pos2(c.x - 6.5, y), pos2(c.x + 6.5, y))
            })
            .collect(),
    };
    painter.extend(shapes);
}

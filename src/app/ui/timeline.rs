//! The timeline: play and pause, speed, the evacuation curve with events as
//! marks, and scrubbing by mouse.

use egui::{
    Align2, Color32, FontId, Mesh, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, pos2, vec2,
};

use super::icons::{self, Icon};
use super::style::{bar, ink, wash};
use super::top::tip;
use crate::app::command::{AppCommand, Slot};
use crate::app::document::Run;
use crate::app::playback::SPEEDS;
use crate::app::session::Session;
use crate::app::sort::Sort;
use crate::app::store::Store;
use crate::app::theme::{self, Theme};
use crate::app::views::events::{Line, clock_text, is_mark};
use crate::model::Time;
use crate::sim::{Event, EventKind};

/// Height of the bar \[points\].
const HEIGHT: f32 = 96.0;
/// Most points of the curve; more would not be seen.
const POINTS: usize = 600;

/// Shows the timeline of the run.
pub(crate) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let Some(run) = session.run() else {
        return;
    };
    let theme = session.settings.tone.theme();
    super::lower_bar("timeline", HEIGHT)
        .frame(bar(theme))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                transport(ui, session, commands);
                words(ui, session, run, theme);
            });
            let size = vec2(ui.available_width(), ui.available_height());
            let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
            let name = session.say().text("app-timeline");
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Slider, true, &name));
            let track = Track {
                rect,
                span: session.playback.span_ms(),
            };
            if let Some(at) = response.interact_pointer_pos()
                && (response.dragged()
                    || response.is_pointer_button_down_on()
                    || response.clicked())
            {
                commands.push(AppCommand::Seek(track.time(at.x)));
            }
            track.paint(ui, session, run, theme);
            if let Some(at) = response.hover_pos() {
                track.tell(ui, &response, session, run, at);
            }
        });
}

/// Buttons and speed.
fn transport(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    use AppCommand as C;
    let say = session.say();
    let playback = &session.playback;
    let play = if playback.is_playing() {
        Icon::Pause
    } else {
        Icon::Play
    };
    for (icon, key, command, is_on) in [
        (Icon::First, "app-do-start", C::ToStart, false),
        (
            Icon::EventBack,
            "app-do-previous-event",
            C::PreviousEvent,
            false,
        ),
        (Icon::Back, "app-do-step-back", C::StepFrames(-1), false),
        (play, "app-do-play", C::TogglePlay, playback.is_playing()),
        (Icon::On, "app-do-step-on", C::StepFrames(1), false),
        (Icon::EventOn, "app-do-next-event", C::NextEvent, false),
        (Icon::Last, "app-do-end", C::ToEnd, false),
    ] {
        let says = tip(ui, &say.text(key), &command);
        if icons::button(ui, icon, &says, is_on).clicked() {
            commands.push(command);
        }
    }
    egui::ComboBox::from_id_salt("speed")
        .selected_text(format!("{}×", playback.speed()))
        .width(58.0)
        .show_ui(ui, |ui| {
            for speed in SPEEDS {
                let is_on = (speed - playback.speed()).abs() < 1e-9;
                if ui.selectable_label(is_on, format!("{speed}×")).clicked() {
                    commands.push(C::SetSpeed(speed));
                }
            }
        });
    let repeats = playback.stretch_ms().is_some();
    let (key, command) = if repeats {
        ("app-do-loop-none", C::Loop(None))
    } else {
        ("app-do-loop-from", C::LoopFromHere)
    };
    let says = tip(ui, &say.text(key), &command);
    if icons::button(ui, Icon::Repeat, &says, repeats).clicked() {
        commands.push(command);
    }
    let says = tip(ui, &say.text("app-do-bookmark"), &C::AddBookmark);
    if icons::button(ui, Icon::Flag, &says, false).clicked() {
        commands.push(C::AddBookmark);
    }
}

/// Clock, people inside, time since the alarm.
fn words(ui: &mut Ui, session: &Session, run: &Run, theme: &Theme) {
    let say = session.say();
    let t_ms = session.playback.t_ms();
    ui.add_space(theme::GAP);
    let clock = clock_text(run.clock(t_ms));
    ui.label(
        RichText::new(clock)
            .size(18.0)
            .strong()
            .color(ink(theme.text)),
    );
    if session.playback.follows_tail() {
        ui.label(
            RichText::new(say.text("app-tail"))
                .small()
                .color(ink(theme.good)),
        );
    }
    if let Some(alarm) = run.alarm_ms.filter(|alarm| *alarm as f64 <= t_ms) {
        let since = (t_ms - alarm as f64) / 1e3;
        let time = format!("{}:{:02}", since as u64 / 60, since as u64 % 60);
        let text = say.fill("app-alarm-since", &[("time", time)]);
        ui.label(RichText::new(text).color(ink(theme.warn)));
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        for (slot, run) in [Slot::B, Slot::A]
            .into_iter()
            .map(|s| (s, &session.runs[s.at()]))
        {
            let Some(run) = run else { continue };
            let Some(inside) = Store::value(&run.store.inside, t_ms) else {
                continue;
            };
            let mut text = say.fill("app-inside", &[("n", inside.to_string())]);
            if session.runs[1].is_some() {
                let which = ["app-compare-a", "app-compare-b"][slot.at()];
                text = format!("{}  {text}", say.text(which));
            }
            let colour = if slot == Slot::A {
                theme.accent
            } else {
                theme.warn
            };
            ui.label(RichText::new(text).color(ink(colour)));
        }
    });
}

/// The track on which the cursor runs.
struct Track {
    rect: Rect,
    span: (f64, f64),
}

impl Track {
    fn x(&self, t_ms: f64) -> f32 {
        let (from, to) = self.span;
        let share = ((t_ms - from) / (to - from).max(1.0)).clamp(0.0, 1.0);
        self.rect.min.x + share as f32 * self.rect.width()
    }

    fn time(&self, x: f32) -> f64 {
        let share = f64::from((x - self.rect.min.x) / self.rect.width().max(1.0));
        self.span.0 + share.clamp(0.0, 1.0) * (self.span.1 - self.span.0)
    }

    fn paint(&self, ui: &Ui, session: &Session, run: &Run, theme: &Theme) {
        let painter = ui.painter_at(self.rect.expand(4.0));
        painter.rect_filled(self.rect, 4.0, ink(theme.window));
        let most = session
            .runs
            .iter()
            .flatten()
            .flat_map(|run| &run.store.inside);
        let most = most.map(|(_, n)| *n).max().unwrap_or(0).max(1);
        self.curve(&painter, run, most, ink(theme.accent), true);
        if let Some(other) = &session.runs[1] {
            self.curve(&painter, other, most, ink(theme.warn), false);
        }
        let top = format!("{most}");
        let font = FontId::proportional(theme::CAPTION);
        let galley = painter.layout_no_wrap(top, font, ink(theme.muted));
        let at = self.rect.left_top() + vec2(4.0, 1.0);
        let behind = Rect::from_min_size(at, galley.size()).expand2(vec2(3.0, 0.0));
        painter.rect_filled(behind, 3.0, wash(theme.window, 210));
        painter.galley(at, galley, ink(theme.muted));
        self.hours(&painter, run, theme);
        if let Some((from, to)) = session.playback.stretch_ms() {
            let stretch = Rect::from_x_y_ranges(self.x(from)..=self.x(to), self.rect.y_range());
            painter.rect_filled(stretch, 0.0, wash(theme.accent, 40));
        }
        for event in run.store.few_events().filter(|event| is_mark(event)) {
            self.mark(&painter, event, theme);
        }
        for bookmark in &run.review.bookmarks {
            let x = self.x(bookmark.t_ms as f64);
            let top = pos2(x, self.rect.min.y);
            let cloth = vec![top, top + vec2(8.0, 3.5), top + vec2(0.0, 7.0)];
            painter.line_segment(
                [top, top + vec2(0.0, 14.0)],
                Stroke::new(1.4, ink(theme.text)),
            );
            painter.add(Shape::convex_polygon(cloth, ink(theme.text), Stroke::NONE));
        }
        let x = self.x(session.playback.t_ms());
        let cursor = Stroke::new(2.0, ink(theme.text));
        painter.line_segment(
            [pos2(x, self.rect.min.y - 3.0), pos2(x, self.rect.max.y)],
            cursor,
        );
        painter.circle_filled(pos2(x, self.rect.min.y - 1.0), 4.0, ink(theme.text));
    }

    /// People inside over time, filled down to zero.
    fn curve(&self, painter: &egui::Painter, run: &Run, most: u32, colour: Color32, filled: bool) {
        let series = &run.store.inside;
        let every = series.len().div_ceil(POINTS).max(1);
        let low = self.rect.max.y;
        let high = self.rect.min.y + 12.0;
        let points: Vec<Pos2> = series
            .iter()
            .step_by(every)
            .map(|(t, n)| {
                let share = *n as f32 / most as f32;
                pos2(self.x(*t as f64), low - share * (low - high))
            })
            .collect();
        if filled {
            let mut mesh = Mesh::default();
            for point in &points {
                mesh.colored_vertex(*point, colour.gamma_multiply(0.30));
                mesh.colored_vertex(pos2(point.x, low), colour.gamma_multiply(0.06));
            }
            for n in 1..points.len() as u32 {
                mesh.add_triangle(2 * n - 2, 2 * n - 1, 2 * n);
                mesh.add_triangle(2 * n - 1, 2 * n, 2 * n + 1);
            }
            painter.add(Shape::mesh(mesh));
        }
        painter.add(Shape::line(points, Stroke::new(1.6, colour)));
    }

    /// Times of day below.
    fn hours(&self, painter: &egui::Painter, run: &Run, theme: &Theme) {
        const STEPS_S: [f64; 9] = [
            10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0, 7_200.0,
        ];
        let seconds = (self.span.1 - self.span.0) / 1e3;
        let room = f64::from(self.rect.width() / 74.0).max(1.0);
        let fits = |step: &&f64| seconds / **step <= room;
        let step = STEPS_S.iter().find(fits).copied().unwrap_or(14_400.0);
        let begin = run.info.from.seconds() + self.span.0 / 1e3;
        let mut at = (begin / step).ceil() * step;
        let font = FontId::proportional(theme::CAPTION);
        while at <= begin + seconds {
            let x = self.x((at - run.info.from.seconds()) * 1e3);
            let foot = pos2(x, self.rect.max.y);
            painter.line_segment(
                [foot - vec2(0.0, 4.0), foot],
                Stroke::new(1.0, ink(theme.muted)),
            );
            if x > self.rect.min.x + 24.0 && x < self.rect.max.x - 30.0 {
                let text = Time(at).to_string();
                let place = foot - vec2(0.0, 4.0);
                painter.text(
                    place,
                    Align2::CENTER_BOTTOM,
                    text,
                    font.clone(),
                    ink(theme.muted),
                );
            }
            at += step;
        }
    }

    fn mark(&self, painter: &egui::Painter, event: &Event, theme: &Theme) {
        let x = self.x(event.t_ms as f64);
        let colour = ink(mark_colour(event, theme));
        let y = self.rect.min.y + 7.0;
        match Sort::of(event.kind) {
            Sort::Alarm => {
                let line = [pos2(x, self.rect.min.y), pos2(x, self.rect.max.y)];
                painter.line_segment(line, Stroke::new(1.0, colour.gamma_multiply(0.6)));
                painter.circle_filled(pos2(x, y), 4.0, colour);
            }
            Sort::Incidents => {
                let tip = pos2(x, y - 4.5);
                let corners = vec![tip, tip + vec2(5.0, 9.0), tip + vec2(-5.0, 9.0)];
                painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
            }
            _ => {
                let post = Rect::from_center_size(pos2(x, y), vec2(2.6, 9.0));
                painter.rect_filled(post, 0.0, colour);
            }
        }
    }

    /// What is under the pointer, in words.
    fn tell(&self, ui: &Ui, response: &egui::Response, session: &Session, run: &Run, at: Pos2) {
        let t_ms = self.time(at.x);
        let near = |event: &&Event| (self.x(event.t_ms as f64) - at.x).abs() < 4.0;
        let events = run.store.few_events().filter(|event| is_mark(event));
        let events = events.filter(near);
        let mut lines = vec![clock_text(run.clock(t_ms))];
        lines.extend(events.take(6).map(|event| {
            let line = Line::of(run, event, session.say());
            let parts = [line.clock, line.what, line.place, line.detail];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        }));
        let x = Stroke::new(1.0, ink(session.settings.tone.theme().muted));
        let guide = [pos2(at.x, self.rect.min.y), pos2(at.x, self.rect.max.y)];
        ui.painter().line_segment(guide, x);
        response.clone().on_hover_text_at_pointer(lines.join("\n"));
    }
}

/// Red is for danger only: alarms are amber, gates their own colour.
fn mark_colour(event: &Event, theme: &Theme) -> crate::analysis::report::palette::Rgb {
    use crate::model::GateState as G;
    match (event.kind, event.value as i64) {
        (EventKind::Ignition | EventKind::IncidentStarted | EventKind::IncidentWorse, _) => {
            theme.danger
        }
        (EventKind::IncidentClosed, _) => theme.good,
        (EventKind::GateChanged, 1) => theme.gate(G::Held),
        (EventKind::GateChanged, 2) => theme.gate(G::Closed),
        (EventKind::GateChanged, _) => theme.gate(G::Open),
        _ => theme.warn,
    }
}

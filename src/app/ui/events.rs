//! The list of events.

use egui::{Align, Layout, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};

use super::map::short;
use super::style::ink;
use crate::app::command::{AppCommand, Selected};
use crate::app::session::Session;
use crate::app::sort::Sort;
use crate::app::theme;
use crate::app::views::events::{Filter, Line, has_place};
use crate::base::text::Language;

/// Height of a line \[points\].
const LINE: f32 = 36.0;

/// What a list hangs on beside how many events there are.
#[derive(Clone, Debug, PartialEq)]
struct MadeFor {
    run: u64,
    filter: Filter,
    language: Language,
}

/// The list, kept until something it hangs on changes.
#[derive(Default)]
pub(crate) struct EventList {
    made_for: Option<MadeFor>,
    /// How many events were looked at.
    looked_at: usize,
    listed: Vec<usize>,
    /// The moment the list was scrolled to \[ms\].
    scrolled_to: f64,
}

impl EventList {
    /// Shows it.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        session: &mut Session,
        commands: &mut Vec<AppCommand>,
    ) {
        let say = session.say();
        if session.run().is_none() {
            super::hint(ui, say.text("app-events-empty"));
            return;
        }
        filter(ui, session);
        let Some(run) = session.run() else {
            return;
        };
        let made_for = MadeFor {
            run: run.number,
            filter: session.filter.clone(),
            language: say.language(),
        };
        if self.made_for.as_ref() != Some(&made_for) {
            self.made_for = Some(made_for);
            self.listed.clear();
            self.looked_at = 0;
        }
        // Of a run that goes on, what is new is added.
        if self.looked_at < run.store.events.len() {
            let new = session.filter.list(run, say, self.looked_at);
            self.listed.extend(new);
            self.looked_at = run.store.events.len();
        }
        let theme = session.settings.tone.theme();
        let count = say.fill("app-events-count", &[("n", self.listed.len().to_string())]);
        ui.label(RichText::new(count).small().color(ink(theme.muted)));
        if self.listed.is_empty() {
            super::hint(ui, say.text("app-events-none"));
            return;
        }
        let t_ms = session.playback.t_ms();
        let events = &run.store.events;
        let now = self
            .listed
            .partition_point(|at| events[*at].t_ms as f64 <= t_ms + 0.5);
        let mut area = ScrollArea::vertical().auto_shrink(false);
        let moved = (t_ms - self.scrolled_to).abs() > 1.0;
        if moved && !ui.ui_contains_pointer() {
            let line = LINE + ui.spacing().item_spacing.y;
            let middle = now as f32 * line - 0.5 * ui.available_height();
            area = area.vertical_scroll_offset(middle.max(0.0));
            self.scrolled_to = t_ms;
        }
        area.show_rows(ui, LINE, self.listed.len(), |ui, rows| {
            for row in rows {
                let event = &events[self.listed[row]];
                let line = Line::of(run, event, say);
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
                let whole = format!("{} {}", line.clock, line.what);
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &whole)
                });
                if response.hovered() {
                    ui.painter().rect_filled(rect, 4.0, ink(theme.raised));
                }
                if row + 1 == now {
                    let edge = egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
                    ui.painter().rect_filled(edge, 1.0, ink(theme.accent));
                }
                let past = row < now;
                let inner = rect.shrink2(vec2(8.0, 1.0));
                ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let colour = if past { theme.text } else { theme.muted };
                    ui.horizontal(|ui| {
                        ui.label(RichText::new(&line.what).color(ink(colour)));
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            ui.label(RichText::new(&line.clock).small().color(ink(theme.muted)));
                        });
                    });
                    let language = say.language();
                    let parts = [short(&line.place, language), short(&line.detail, language)];
                    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                    let below = RichText::new(parts.join(" · ")).size(theme::CAPTION);
                    ui.add(egui::Label::new(below.color(ink(theme.muted))).truncate());
                });
                if response.clicked() {
                    commands.push(AppCommand::Seek(event.t_ms as f64));
                    if let Some(id) = event.subject {
                        commands.push(AppCommand::Select(Some(Selected::Person(id))));
                    }
                    if let Some(at) = run.place_of(event.site).filter(|_| has_place(event)) {
                        commands.push(AppCommand::LookAt(at.x, at.y));
                    }
                }
            }
        });
    }
}

/// Sorts to tick, and a field to find in.
fn filter(ui: &mut Ui, session: &mut Session) {
    let say = session.say();
    ui.add(
        TextEdit::singleline(&mut session.filter.text)
            .hint_text(say.text("app-events-find"))
            .desired_width(f32::INFINITY),
    );
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for sort in Sort::ALL {
            let is_on = session.filter.has(sort);
            let word = RichText::new(say.text(sort.key())).small();
            if ui.add(egui::Button::selectable(is_on, word)).clicked() {
                session.filter.sorts[sort as usize] = !is_on;
            }
        }
    });
}

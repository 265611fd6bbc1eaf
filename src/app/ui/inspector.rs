//! The card of what is selected.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::map::short;
use super::plots;
use super::style::ink;
use super::top::tip;
use crate::app::command::{AppCommand, Selected};
use crate::app::session::Session;
use crate::app::theme;

/// Shows it.
pub(crate) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    let theme = session.settings.tone.theme();
    let t_ms = session.playback.t_ms();
    let card = session.card();
    let Some(card) = card else {
        super::hint(ui, say.text("app-inspector-none"));
        return;
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let title = short(&card.title, say.language());
        ui.label(RichText::new(title).size(theme::HEADING).strong());
        ui.label(RichText::new(short(&card.kind, say.language())).color(ink(theme.muted)));
        ui.add_space(theme::GAP);
        for (label, value) in &card.rows {
            ui.horizontal(|ui| {
                ui.label(RichText::new(label).color(ink(theme.muted)));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add(egui::Label::new(short(value, say.language())).truncate());
                });
            });
        }
        if let Some(Selected::Person(_)) = session.selected {
            ui.add_space(theme::GAP);
            let key = if session.follows {
                "app-following"
            } else {
                "app-follow"
            };
            let says = tip(ui, &say.text("app-do-follow"), &AppCommand::ToggleFollow);
            let button = egui::Button::selectable(session.follows, say.text(key));
            if ui.add(button).on_hover_text(says).clicked() {
                commands.push(AppCommand::ToggleFollow);
            }
        }
        ui.add_space(theme::GAP);
        let start_s = session.run().map_or(0.0, |run| run.info.from.seconds());
        for plot in &card.plots {
            if let Some(t_ms) = plots::show(ui, &plot.title, plot, start_s, t_ms, theme) {
                commands.push(AppCommand::Seek(t_ms));
            }
        }
        if !card.plots.is_empty() {
            let says = tip(ui, &say.text("app-do-plots"), &AppCommand::SavePlots);
            let save = ui.button(say.text("app-save-plots"));
            if save.on_hover_text(says).clicked() {
                commands.push(AppCommand::SavePlots);
            }
        }
    });
}

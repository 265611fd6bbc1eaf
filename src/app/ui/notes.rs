//! Bookmarks and notes.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::icons::{self, Icon};
use super::top::tip;
use crate::app::command::AppCommand;
use crate::app::session::Session;
use crate::app::views::events::clock_text;

/// The panel, with the note that is being written.
#[derive(Default)]
pub(crate) struct Notes {
    writing: Option<(usize, String)>,
}

impl Notes {
    /// Shows it.
    pub(crate) fn show(&mut self, ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
        let say = session.say();
        let Some(run) = session.run() else {
            super::hint(ui, say.text("app-notes-empty"));
            return;
        };
        let says = tip(ui, &say.text("app-do-bookmark"), &AppCommand::AddBookmark);
        if ui
            .button(say.text("app-notes-add"))
            .on_hover_text(says)
            .clicked()
        {
            commands.push(AppCommand::AddBookmark);
        }
        if run.folder.is_some() && !session.runs_now() {
            let says = tip(ui, &say.text("app-do-report"), &AppCommand::WriteReport);
            let write = ui.button(say.text("app-notes-report"));
            if write.on_hover_text(says).clicked() {
                commands.push(AppCommand::WriteReport);
            }
        }
        if run.review.bookmarks.is_empty() {
            super::hint(ui, say.text("app-notes-none"));
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for (at, bookmark) in run.review.bookmarks.iter().enumerate() {
                ui.horizontal(|ui| {
                    let clock = clock_text(run.clock(bookmark.t_ms as f64));
                    let button = egui::Button::new(RichText::new(clock).strong());
                    if ui
                        .add(button)
                        .on_hover_text(say.text("app-go-to"))
                        .clicked()
                    {
                        commands.push(AppCommand::GoToBookmark(at));
                    }
                    if icons::button(ui, Icon::Close, &say.text("app-notes-remove"), false)
                        .clicked()
                    {
                        commands.push(AppCommand::RemoveBookmark(at));
                    }
                });
                self.note(ui, at, &bookmark.note, &say.text("app-notes-say"), commands);
                ui.separator();
            }
        });
    }

    /// The note of a bookmark; kept when one leaves it.
    fn note(
        &mut self,
        ui: &mut Ui,
        at: usize,
        kept: &str,
        hint: &str,
        commands: &mut Vec<AppCommand>,
    ) {
        let mut text = match &self.writing {
            Some((writing, text)) if *writing == at => text.clone(),
            _ => kept.to_owned(),
        };
        let field = TextEdit::multiline(&mut text)
            .id_salt(("note", at))
            .hint_text(hint)
            .desired_rows(1)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        if response.changed() {
            self.writing = Some((at, text.clone()));
        }
        if response.lost_focus()
            && let Some((_, text)) = self.writing.take()
        {
            commands.push(AppCommand::NoteBookmark(at, text));
        }
    }
}

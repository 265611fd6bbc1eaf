//! The list of commands one types into, and the page of shortcuts.

use egui::{Align, Align2, Grid, Key, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::keys;
use super::style::ink;
use crate::app::command::AppCommand;
use crate::app::session::Session;
use crate::app::theme;

/// Most commands shown at once.
const SHOWN: usize = 12;

/// Both windows.
#[derive(Default)]
pub(crate) struct Palette {
    commands: Option<Typed>,
    shortcuts: bool,
}

/// What was typed so far.
#[derive(Default)]
struct Typed {
    text: String,
    chosen: usize,
    has_focus: bool,
}

impl Palette {
    /// Opens or closes the list of commands.
    pub(crate) fn toggle_commands(&mut self) {
        self.shortcuts = false;
        self.commands = match self.commands {
            Some(_) => None,
            None => Some(Typed::default()),
        };
    }

    /// Opens or closes the page of shortcuts.
    pub(crate) fn toggle_shortcuts(&mut self) {
        self.commands = None;
        self.shortcuts = !self.shortcuts;
    }

    /// Closes whichever is open when Escape says so, before Escape can mean
    /// something else.
    pub(crate) fn escape(&mut self, ui: &Ui) {
        let open = self.shortcuts || self.commands.is_some();
        if open && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape)) {
            self.shortcuts = false;
            self.commands = None;
        }
    }

    /// Shows whichever is open.
    pub(crate) fn show(&mut self, ui: &Ui, session: &Session, commands: &mut Vec<AppCommand>) {
        if self.shortcuts {
            self.show_shortcuts(ui, session);
        }
        let Some(typed) = &mut self.commands else {
            return;
        };
        if let Some(command) = typed.show(ui, session) {
            self.commands = None;
            commands.push(command);
        }
    }

    fn show_shortcuts(&mut self, ui: &Ui, session: &Session) {
        let say = session.say();
        let theme = session.settings.tone.theme();
        egui::Window::new(say.text("app-shortcuts-title"))
            .id(egui::Id::new("shortcuts"))
            .open(&mut self.shortcuts)
            .collapsible(false)
            .resizable(false)
            .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
            .show(ui.ctx(), |ui| {
                let listed = AppCommand::listed().into_iter();
                let listed: Vec<(String, String)> = listed
                    .map(|(key, command)| (keys::written(ui, &command), say.text(key)))
                    .filter(|(key, _)| !key.is_empty())
                    .collect();
                let half = listed.len().div_ceil(2);
                Grid::new("keys")
                    .num_columns(4)
                    .spacing([14.0, 4.0])
                    .show(ui, |ui| {
                        for row in 0..half {
                            for entry in [listed.get(row), listed.get(row + half)]
                                .into_iter()
                                .flatten()
                            {
                                ui.label(RichText::new(&entry.0).color(ink(theme.accent)));
                                ui.label(&entry.1);
                            }
                            ui.end_row();
                        }
                    });
                ui.add_space(theme::GAP);
                let mouse = RichText::new(say.text("app-shortcuts-mouse")).color(ink(theme.muted));
                ui.add(egui::Label::new(mouse).wrap());
            });
    }
}

impl Typed {
    /// Shows the list; gives what was chosen.
    fn show(&mut self, ui: &Ui, session: &Session) -> Option<AppCommand> {
        let say = session.say();
        let wanted = self.text.trim().to_lowercase();
        let listed: Vec<(String, AppCommand)> = AppCommand::listed()
            .into_iter()
            .map(|(key, command)| (say.text(key), command))
            .filter(|(text, _)| {
                wanted
                    .split_whitespace()
                    .all(|word| text.to_lowercase().contains(word))
            })
            .collect();
        let last = listed.len().saturating_sub(1);
        let pressed =
            |key: Key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        let moved = down || up;
        if down {
            self.chosen += 1;
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.chosen = self.chosen.min(last);
        let mut done = pressed(Key::Enter)
            .then(|| listed.get(self.chosen).map(|(_, c)| c.clone()))
            .flatten();
        egui::Window::new("palette")
            .title_bar(false)
            .resizable(false)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 64.0))
            .fixed_size(vec2(440.0, 0.0))
            .show(ui.ctx(), |ui| {
                let field = TextEdit::singleline(&mut self.text)
                    .hint_text(say.text("app-palette-find"))
                    .desired_width(f32::INFINITY);
                let field = ui.add(field);
                if !self.has_focus {
                    field.request_focus();
                    self.has_focus = true;
                }
                if field.changed() {
                    self.chosen = 0;
                }
                if listed.is_empty() {
                    ui.label(RichText::new(say.text("app-palette-none")).weak());
                }
                let height = 26.0 * SHOWN as f32;
                let area = ScrollArea::vertical().max_height(height);
                area.min_scrolled_height(height).show(ui, |ui| {
                    ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
                        for (at, (text, command)) in listed.iter().enumerate() {
                            let key = RichText::new(keys::written(ui, command)).small();
                            let button = egui::Button::selectable(at == self.chosen, text);
                            let button = ui.add(button.shortcut_text(key));
                            if at == self.chosen && moved {
                                button.scroll_to_me(None);
                            }
                            if button.clicked() {
                                done = Some(command.clone());
                            }
                        }
                    });
                });
            });
        done
    }
}

//! The page one sees first: recent files, examples, open, new.

use std::path::{Path, PathBuf};

use egui::{Align, CentralPanel, Layout, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};

use super::keys;
use super::style::ink;
use crate::app::command::{AppCommand, Slot};
use crate::app::session::Session;
use crate::app::theme::{self, Theme};
use crate::cli::say::Say;

/// Where examples are, seen from where Muster was started.
const EXAMPLES: &str = "scenarios";

/// The page, with the path being written and what was found on the disk.
#[derive(Default)]
pub(crate) struct StartPage {
    path: String,
    /// Files, looked up when the page comes up and not for every picture.
    found: Option<Found>,
}

struct Found {
    examples: Vec<PathBuf>,
    recent: Vec<(PathBuf, bool)>,
}

impl StartPage {
    /// Shows it.
    pub(crate) fn show(&mut self, ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
        let theme = session.settings.tone.theme();
        let say = session.say();
        let recent = &session.settings.recent;
        let stale = self
            .found
            .as_ref()
            .is_none_or(|found| !found.recent.iter().map(|(path, _)| path).eq(recent));
        if stale {
            self.found = Some(Found {
                examples: examples(),
                recent: recent
                    .iter()
                    .map(|path| (path.clone(), path.exists()))
                    .collect(),
            });
        }
        CentralPanel::default()
            .frame(egui::Frame::new())
            .show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    let width = ui.available_width().min(900.0);
                    let side = ((ui.available_width() - width) / 2.0).max(0.0);
                    ui.add_space((ui.available_height() * 0.10).max(theme::GROUP));
                    ui.horizontal_top(|ui| {
                        ui.add_space(side);
                        ui.vertical(|ui| {
                            ui.set_width(width - 2.0 * theme::MARGIN);
                            self.contents(ui, say, theme, commands);
                        });
                    });
                });
            });
    }

    fn contents(&mut self, ui: &mut Ui, say: Say, theme: &Theme, commands: &mut Vec<AppCommand>) {
        let title = RichText::new(say.text("app-title")).size(34.0).strong();
        ui.label(title.color(ink(theme.accent)));
        ui.label(RichText::new(say.text("app-start-lead")).size(theme::HEADING));
        ui.add_space(theme::GROUP);
        ui.horizontal_wrapped(|ui| {
            for (key, command) in [
                ("app-do-choose-scenario", AppCommand::ChooseScenario),
                ("app-do-choose-run", AppCommand::ChooseRun),
                ("app-do-new", AppCommand::NewFromExample),
            ] {
                let button = egui::Button::new(say.text(key)).min_size(vec2(0.0, 30.0));
                if ui
                    .add(button)
                    .on_hover_text(keys::written(ui, &command))
                    .clicked()
                {
                    commands.push(command);
                }
            }
        });
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.path)
                .hint_text(say.text("app-start-path"))
                .desired_width((ui.available_width() - 90.0).min(520.0));
            let field = ui.add(field);
            let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let path = self.path.trim();
            if (ui.button(say.text("app-start-go")).clicked() || entered) && !path.is_empty() {
                commands.push(AppCommand::Open(Slot::A, PathBuf::from(path)));
            }
        });
        ui.add_space(theme::GROUP);
        let Some(found) = &self.found else {
            return;
        };
        ui.columns(2, |columns| {
            let [left, right] = columns else {
                return;
            };
            heading(left, theme, say.text("app-start-recent"));
            if found.recent.is_empty() {
                left.label(RichText::new(say.text("app-start-no-recent")).color(ink(theme.muted)));
            }
            for (path, there) in &found.recent {
                file(left, say, theme, path, *there, commands);
            }
            heading(right, theme, say.text("app-start-examples"));
            if found.examples.is_empty() {
                let none = RichText::new(say.text("app-start-examples-none"));
                right.label(none.color(ink(theme.muted)));
            }
            for path in &found.examples {
                file(right, say, theme, path, true, commands);
            }
        });
        ui.add_space(theme::GROUP);
        let hint = RichText::new(say.text("app-start-hint")).size(theme::CAPTION);
        ui.label(hint.color(ink(theme.muted)));
    }
}

fn heading(ui: &mut Ui, theme: &Theme, text: String) {
    ui.label(RichText::new(text).strong().color(ink(theme.muted)));
}

/// A file as a card that opens it.
fn file(
    ui: &mut Ui,
    say: Say,
    theme: &Theme,
    path: &Path,
    there: bool,
    commands: &mut Vec<AppCommand>,
) {
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, there, &name));
    let fill = if response.hovered() && there {
        theme.raised
    } else {
        theme.panel
    };
    ui.painter().rect_filled(rect, theme::ROUND, ink(fill));
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 4.0))),
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal(|ui| {
                let colour = if there { theme.text } else { theme.muted };
                ui.label(RichText::new(&name).color(ink(colour)));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let key = match (there, path.extension().is_some_and(|e| e == "ron")) {
                        (false, _) => "app-start-missing",
                        (true, true) => "app-start-scenario",
                        (true, false) => "app-start-run",
                    };
                    let kind = RichText::new(say.text(key)).small();
                    ui.label(kind.color(ink(theme.accent)));
                });
            });
            let folder = path
                .parent()
                .map_or_else(String::new, |p| p.display().to_string());
            let folder = RichText::new(folder)
                .size(theme::CAPTION)
                .color(ink(theme.muted));
            ui.add(egui::Label::new(folder).truncate());
        },
    );
    if response.clicked() && there {
        commands.push(AppCommand::Open(Slot::A, path.to_owned()));
    }
}

/// The example scenarios, if Muster was started in its own folder.
fn examples() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(EXAMPLES) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let is_scenario = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        name.is_some_and(|n| n.ends_with(".ron") && !n.ends_with(".study.ron"))
    };
    let mut examples: Vec<PathBuf> = paths.filter(is_scenario).collect();
    examples.sort();
    examples
}

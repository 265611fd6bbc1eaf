//! The bar at the top: what is open, background work, language, tone; and
//! below it what there is to tell.

use std::path::PathBuf;

use egui::{Align, Layout, Panel, RichText, Ui};

use super::icons::{self, Icon};
use super::keys;
use super::map::short;
use super::style::{bar, ink};
use crate::app::command::{AppCommand, ColourBy, Mode, Overlay, Slot};
use crate::app::session::Session;
use crate::app::theme;
use crate::app::views::events::clock_text;

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let theme = session.settings.tone.theme();
    let say = session.say();
    Panel::top("top")
        .resizable(false)
        .frame(bar(theme))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let title = RichText::new(say.text("app-title")).size(15.0).strong();
                ui.label(title.color(ink(theme.accent)));
                ui.separator();
                if session.ground().is_some() || session.plan.is_some() {
                    modes(ui, session, commands);
                    ui.separator();
                }
                files(ui, session, commands);
                if session.shown(Slot::A).is_some() {
                    looks(ui, session, commands);
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    right(ui, session, commands);
                    about(ui, session, commands);
                });
            });
        });
}

/// What the window is used for.
fn modes(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    ui.spacing_mut().item_spacing.x = 2.0;
    for mode in Mode::ALL {
        let is_on = mode == session.mode;
        let says = tip(ui, &say.text(mode.tells()), &AppCommand::SetMode(mode));
        let button = egui::Button::selectable(is_on, say.text(mode.key()));
        if ui.add(button).on_hover_text(says).clicked() {
            commands.push(AppCommand::SetMode(mode));
        }
    }
    ui.spacing_mut().item_spacing.x = theme::GAP;
}

/// Menu of files.
fn files(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    ui.menu_button(say.text("app-start-open"), |ui| {
        for (key, command) in [
            ("app-do-choose-scenario", AppCommand::ChooseScenario),
            ("app-do-choose-run", AppCommand::ChooseRun),
            ("app-do-choose-second", AppCommand::ChooseSecond),
            ("app-do-new", AppCommand::NewFromExample),
            ("app-do-open-again", AppCommand::OpenAgain),
            ("app-do-close-second", AppCommand::Close(Slot::B)),
            ("app-do-close", AppCommand::Close(Slot::A)),
        ] {
            let enabled = match command {
                AppCommand::ChooseSecond => session.run().is_some(),
                AppCommand::OpenAgain => session.plan.is_some(),
                AppCommand::Close(Slot::B) => session.runs[1].is_some(),
                AppCommand::Close(Slot::A) => session.ground().is_some() || session.plan.is_some(),
                _ => true,
            };
            let button =
                egui::Button::new(say.text(key)).shortcut_text(keys::written(ui, &command));
            if ui.add_enabled(enabled, button).clicked() {
                commands.push(command);
                ui.close();
            }
        }
        if session.run().is_some() {
            beside(ui, session, commands);
        }
    });
}

/// Runs opened last, to be set beside the one that is open.
fn beside(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    let is_run = |path: &&PathBuf| path.extension().is_none_or(|e| e != "ron");
    let here = session.run().and_then(|run| run.folder.as_ref());
    let here = here.and_then(|folder| std::path::absolute(folder).ok());
    let others = session.settings.recent.iter().filter(is_run);
    let others: Vec<&PathBuf> = others.filter(|path| Some(*path) != here.as_ref()).collect();
    if others.is_empty() {
        return;
    }
    ui.separator();
    let theme = session.settings.tone.theme();
    ui.label(
        RichText::new(say.text("app-menu-beside"))
            .small()
            .color(ink(theme.muted)),
    );
    for path in others {
        let name = path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        if ui
            .button(name)
            .on_hover_text(path.display().to_string())
            .clicked()
        {
            commands.push(AppCommand::Open(Slot::B, path.clone()));
            ui.close();
        }
    }
}

/// What the map shows.
fn looks(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    egui::ComboBox::from_id_salt("colour")
        .selected_text(say.text(session.colour().key()))
        .width(128.0)
        .show_ui(ui, |ui| {
            for by in ColourBy::ALL {
                if ui
                    .selectable_label(by == session.colour(), say.text(by.key()))
                    .clicked()
                {
                    commands.push(AppCommand::Colour(by));
                }
            }
        });
    egui::ComboBox::from_id_salt("overlay")
        .selected_text(say.text(session.overlay.key()))
        .width(128.0)
        .show_ui(ui, |ui| {
            let two = session.runs[1].is_some();
            let fits = |overlay: &Overlay| two || *overlay != Overlay::Difference;
            for overlay in Overlay::ALL.into_iter().filter(fits) {
                let is_on = overlay == session.overlay;
                if ui
                    .selectable_label(is_on, say.text(overlay.key()))
                    .clicked()
                {
                    commands.push(AppCommand::Lay(overlay));
                }
            }
        });
    let Some(ground) = session.ground() else {
        return;
    };
    let sheets = &ground.drawing.sheets;
    if sheets.len() > 1 {
        let name = |sheet: Option<i8>| match sheet {
            Some(sheet) => {
                let name = sheets.get(sheet as usize).cloned().unwrap_or_default();
                short(&name, say.language())
            }
            None => say.text("app-map-all-sheets"),
        };
        egui::ComboBox::from_id_salt("sheet")
            .selected_text(name(session.sheet))
            .width(90.0)
            .show_ui(ui, |ui| {
                let all = (0..sheets.len()).map(|n| Some(n as i8));
                for sheet in std::iter::once(None).chain(all) {
                    if ui
                        .selectable_label(sheet == session.sheet, name(sheet))
                        .clicked()
                    {
                        commands.push(AppCommand::ShowSheet(sheet));
                    }
                }
            });
    }
}

/// Buttons at the right end, from right to left.
fn right(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    let mut icon = |ui: &mut Ui, icon: Icon, key: &str, command: AppCommand| {
        let says = tip(ui, &say.text(key), &command);
        if icons::button(ui, icon, &says, false).clicked() {
            commands.push(command);
        }
    };
    icon(ui, Icon::Tone, "app-do-tone", AppCommand::ToggleTone);
    let other = egui::Button::new(say.text("app-do-language"));
    let key = keys::written(ui, &AppCommand::ToggleLanguage);
    let spoken = ui.add(other).on_hover_text(key);
    icon(ui, Icon::List, "app-do-palette", AppCommand::TogglePalette);
    if session.ground().is_some() {
        icon(ui, Icon::Camera, "app-do-picture", AppCommand::SavePicture);
        icon(ui, Icon::Frame, "app-do-frame-all", AppCommand::FrameAll);
    }
    if spoken.clicked() {
        commands.push(AppCommand::ToggleLanguage);
    }
    ui.separator();
}

/// What is open, and what is being read or run.
fn about(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    if let Some(task) = session.task(Slot::A).filter(|task| !task.is_idle) {
        if task.is_run {
            if let Some(run) = session.run() {
                let (_, end) = run.store.span_ms().unwrap_or_default();
                let values = [("clock", clock_text(run.clock(end as f64)))];
                let key = if task.is_paused {
                    "app-paused"
                } else {
                    "app-running"
                };
                ui.label(RichText::new(say.fill(key, &values)).small());
                if !task.is_paused {
                    ui.spinner();
                }
            } else {
                ui.spinner();
            }
        } else if let Some(run) = session.run() {
            let values = [
                ("n", run.store.chunks().to_string()),
                ("of", run.parts.to_string()),
            ];
            let share = run.store.chunks() as f32 / run.parts.max(1) as f32;
            ui.add(egui::ProgressBar::new(share).desired_width(70.0))
                .on_hover_text(say.fill("app-reading", &values));
        } else {
            if ui.button(say.text("app-cancel")).clicked() {
                commands.push(AppCommand::CancelOpening);
            }
            let name = task
                .path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned());
            let values = [("name", name.unwrap_or_default())];
            ui.label(RichText::new(say.fill("app-opening", &values)).small());
            ui.spinner();
        }
    }
    let mut words = Vec::new();
    if let Some(run) = session.run() {
        words.push(short(&run.info.scenario, say.language()));
        if let Some(plan) = &run.info.plan {
            words.push(say.fill("app-plan", &[("name", plan.clone())]));
        }
        words.push(say.fill("app-seed", &[("n", run.info.seed.to_string())]));
    } else if let Some(ground) = session.ground() {
        words.push(short(&ground.world.scenario.name, say.language()));
    }
    let about = RichText::new(words.join(" · ")).color(ink(session.settings.tone.theme().muted));
    ui.add(egui::Label::new(about).truncate());
}

/// What a control does, with its key.
pub(crate) fn tip(ui: &Ui, text: &str, command: &AppCommand) -> String {
    let key = keys::written(ui, command);
    if key.is_empty() {
        text.to_owned()
    } else {
        format!("{text}  ({key})")
    }
}

/// Shows what there is to tell, if there is something.
pub(crate) fn message(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let Some(message) = &session.message else {
        return;
    };
    let theme = session.settings.tone.theme();
    let say = session.say();
    let frame = bar(theme).fill(ink(theme.raised));
    Panel::top("message")
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let colour = if message.is_error {
                    theme.danger
                } else {
                    theme.good
                };
                let (rect, _) = ui.allocate_exact_size(egui::vec2(4.0, 20.0), egui::Sense::hover());
                ui.painter().rect_filled(rect, 2.0, ink(colour));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button(say.text("app-dismiss")).clicked() {
                        commands.push(AppCommand::Dismiss);
                    }
                    if message.help.is_empty() {
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            ui.add(egui::Label::new(&message.text).wrap());
                        });
                        return;
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        ui.add(egui::Label::new(&message.text).wrap());
                        let help = RichText::new(&message.help).weak().size(theme::CAPTION);
                        ui.add(egui::Label::new(help).wrap());
                    });
                });
            });
        });
}

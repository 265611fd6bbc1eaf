//! What the venue consists of.

use egui::{Align, CollapsingHeader, Layout, RichText, ScrollArea, Ui};

use super::map::short;
use super::style::ink;
use super::top::tip;
use crate::app::command::{AppCommand, Mode, Selected};
use crate::app::document::middle_of;
use crate::app::session::Session;
use crate::app::theme;
use crate::app::views::outline;
use crate::base::Vec2;
use crate::model::Station;

/// Shows it.
pub(crate) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    let Some(ground) = session.ground() else {
        super::hint(ui, say.text("app-outline-none"));
        return;
    };
    let muted = ink(session.settings.tone.theme().muted);
    if session.mode == Mode::Plan && session.plan.is_some() {
        let later = RichText::new(say.text("app-plan-edit-later")).size(theme::CAPTION);
        ui.add(egui::Label::new(later.color(muted)).wrap());
        let says = tip(ui, &say.text("app-do-open-again"), &AppCommand::OpenAgain);
        if ui
            .button(say.text("app-open-again"))
            .on_hover_text(says)
            .clicked()
        {
            commands.push(AppCommand::OpenAgain);
        }
        ui.separator();
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for branch in outline::of(ground)
            .iter()
            .filter(|branch| !branch.leaves.is_empty())
        {
            let title = format!("{}  {}", say.text(branch.key), branch.leaves.len());
            CollapsingHeader::new(title)
                .id_salt(branch.key)
                .default_open(branch.key == "app-outline-gates" || branch.leaves.len() <= 8)
                .show(ui, |ui| {
                    for leaf in &branch.leaves {
                        ui.horizontal(|ui| {
                            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                                ui.label(RichText::new(&leaf.aside).small().color(muted));
                                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                                    let name = short(&leaf.name, say.language());
                                    let is_on =
                                        leaf.selects.is_some() && leaf.selects == session.selected;
                                    let button = egui::Button::selectable(is_on, &name).truncate();
                                    if ui.add(button).on_hover_text(name).clicked() {
                                        choose(leaf.selects, session, commands);
                                    }
                                });
                            });
                        });
                    }
                });
        }
    });
}

/// Selects a thing and goes to it.
fn choose(selects: Option<Selected>, session: &Session, commands: &mut Vec<AppCommand>) {
    let (Some(selected), Some(ground)) = (selects, session.ground()) else {
        return;
    };
    commands.push(AppCommand::Select(Some(selected)));
    let drawing = &ground.drawing;
    let middle = |line: (Vec2, Vec2)| line.0.lerp(line.1, 0.5);
    let at = match selected {
        Selected::Gate(gate) => drawing.gates.get(gate).map(|gate| middle(gate.line)),
        Selected::Exit(exit) => drawing.exits.get(exit).map(|exit| middle(exit.line)),
        Selected::Cell(cell) => ground
            .world
            .cells
            .get(cell)
            .map(|cell| middle_of(&cell.bounds)),
        Selected::Unit(unit) => {
            let units = &ground.world.scenario.staff.units;
            units.get(unit).and_then(|unit| match &unit.station {
                Station::At { position, .. } => Some(Vec2::from(*position)),
                Station::Patrol { .. } => None,
            })
        }
        Selected::Person(_) => None,
    };
    if let Some(at) = at {
        commands.push(AppCommand::LookAt(at.x, at.y));
    }
}

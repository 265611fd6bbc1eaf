//! Choosing and starting a run.

use egui::{ComboBox, DragValue, Grid, RichText, ScrollArea, TextEdit, Ui};

use super::map::short;
use super::orders::OrdersPanel;
use super::style::ink;
use crate::app::command::{AppCommand, Slot};
use crate::app::session::Session;
use crate::app::theme;
use crate::app::views::events::shown;
use crate::model::{Locomotion, Time};

/// The panel, with the start as it is being written and the choices of orders.
#[derive(Default)]
pub(crate) struct RunPanel {
    from: String,
    orders: OrdersPanel,
}

impl RunPanel {
    /// Shows it.
    pub(crate) fn show(&mut self, ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
        let say = session.say();
        if session.runs_now() {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                going_on(ui, session, commands);
                self.orders.show(ui, session, commands);
            });
            return;
        }
        let ground = session.plan.as_ref().and_then(|plan| plan.ground.as_ref());
        let Some(ground) = ground else {
            match session.run().and_then(|run| run.folder.as_ref()) {
                Some(folder) => {
                    super::hint(ui, say.text("app-run-is-recording"));
                    let scenario = folder.join(crate::record::folder::SCENARIO_FILE);
                    ui.vertical_centered(|ui| {
                        if ui.button(say.text("app-run-open-scenario")).clicked() {
                            commands.push(AppCommand::Open(Slot::A, scenario));
                        }
                    });
                }
                None => super::hint(ui, say.text("app-run-hint")),
            }
            return;
        };
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Grid::new("run")
                .num_columns(2)
                .spacing([12.0, 8.0])
                .show(ui, |ui| {
                    self.choices(ui, session, &ground.world.scenario.plans, commands);
                });
            ui.add_space(theme::GAP);
            let theme = session.settings.tone.theme();
            let text = RichText::new(say.text("app-do-start-run")).color(ink(theme.on_accent));
            let start = egui::Button::new(text).fill(ink(theme.accent));
            if ui.add_sized([ui.available_width(), 30.0], start).clicked() {
                commands.push(AppCommand::StartRun);
            }
        });
    }

    fn choices(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        plans: &[crate::model::Plan],
        commands: &mut Vec<AppCommand>,
    ) {
        let (say, choice) = (session.say(), &session.choice);
        ui.label(say.text("app-run-plan"));
        let own = say.text("app-run-plan-own");
        let name = |id: &str| {
            let plan = plans.iter().find(|plan| plan.id == id);
            plan.map_or(id.to_owned(), |plan| {
                short(&shown(&plan.name, &plan.id), say.language())
            })
        };
        ComboBox::from_id_salt("plan")
            .selected_text(choice.plan.as_deref().map_or(own.clone(), name))
            .width(150.0)
            .truncate()
            .show_ui(ui, |ui| {
                if ui.selectable_label(choice.plan.is_none(), own).clicked() {
                    commands.push(AppCommand::SetPlan(None));
                }
                for plan in plans {
                    let is_on = choice.plan.as_ref() == Some(&plan.id);
                    if ui.selectable_label(is_on, name(&plan.id)).clicked() {
                        commands.push(AppCommand::SetPlan(Some(plan.id.clone())));
                    }
                }
            });
        ui.end_row();
        ui.label(say.text("app-run-seed"));
        let mut seed = choice.seed;
        if ui.add(DragValue::new(&mut seed)).changed() {
            commands.push(AppCommand::SetSeed(seed));
        }
        ui.end_row();
        ui.label(say.text("app-run-model"));
        let model = |model: Locomotion| say.text(&format!("app-model-{}", model.key()));
        ComboBox::from_id_salt("model")
            .selected_text(model(choice.model))
            .width(150.0)
            .truncate()
            .show_ui(ui, |ui| {
                for one in Locomotion::ALL {
                    if ui
                        .selectable_label(one == choice.model, model(one))
                        .clicked()
                    {
                        commands.push(AppCommand::SetModel(one));
                    }
                }
            });
        ui.end_row();
        ui.label(say.text("app-run-from"));
        let field = TextEdit::singleline(&mut self.from)
            .hint_text("HH:MM")
            .desired_width(70.0);
        if ui.add(field).changed() {
            commands.push(AppCommand::SetFrom(Time::parse(&self.from).ok()));
        }
        ui.end_row();
        ui.label(say.text("app-run-until"));
        let mut until = choice.until_s.unwrap_or(0.0);
        let field = DragValue::new(&mut until)
            .range(0.0..=172_800.0)
            .speed(10.0);
        let own = say.text("app-run-until-own");
        let field = field.custom_formatter(move |value, _| {
            if value < 1.0 {
                own.clone()
            } else {
                format!("{value:.0}")
            }
        });
        if ui.add(field).changed() {
            let until = (until >= 1.0).then_some(until);
            commands.push(AppCommand::SetUntil(until));
        }
        ui.end_row();
        ui.label(say.text("app-orders"));
        match &choice.orders {
            None => {
                let choose = ui.button(say.text("app-run-choose-orders"));
                if choose
                    .on_hover_text(say.text("app-run-orders-hint"))
                    .clicked()
                {
                    commands.push(AppCommand::ChooseOrders);
                }
            }
            Some(file) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                ui.horizontal(|ui| {
                    ui.add(egui::Label::new(name.as_ref()).truncate())
                        .on_hover_text(file.display().to_string());
                    if ui.small_button(say.text("app-run-no-orders")).clicked() {
                        commands.push(AppCommand::SetOrders(None));
                    }
                });
            }
        }
        ui.end_row();
    }
}

/// Buttons of a run that goes on.
fn going_on(ui: &mut Ui, session: &Session, commands: &mut Vec<AppCommand>) {
    let say = session.say();
    let paused = session.task(Slot::A).is_some_and(|task| task.is_paused);
    let (key, command) = if paused {
        ("app-run-go-on", AppCommand::PauseRun(false))
    } else {
        ("app-run-pause", AppCommand::PauseRun(true))
    };
    ui.horizontal_wrapped(|ui| {
        if ui.button(say.text(key)).clicked() {
            commands.push(command);
        }
        let step = egui::Button::new(say.text("app-run-step"));
        if ui.add_enabled(paused, step).clicked() {
            commands.push(AppCommand::StepRun);
        }
        if ui.button(say.text("app-run-stop")).clicked() {
            commands.push(AppCommand::StopRun);
        }
    });
    if let Some(folder) = session.run().and_then(|run| run.folder.as_ref()) {
        let folder = RichText::new(folder.display().to_string()).small().weak();
        ui.add(egui::Label::new(folder).wrap());
    }
}

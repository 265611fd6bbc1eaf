//! What is wrong with the scenario.

use egui::{RichText, ScrollArea, Ui};

use super::style::ink;
use crate::app::session::Session;
use crate::app::theme;
use crate::model::Severity;

/// Shows it.
pub(crate) fn show(ui: &mut Ui, session: &Session) {
    let say = session.say();
    let Some(plan) = &session.plan else {
        let key = if session.run().is_some() {
            "app-problems-recording"
        } else {
            "app-problems-empty"
        };
        super::hint(ui, say.text(key));
        return;
    };
    if plan.problems.is_empty() {
        super::hint(ui, say.text("app-problems-none"));
        return;
    }
    let theme = session.settings.tone.theme();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for problem in &plan.problems {
            let (colour, key) = match problem.severity {
                Severity::Error => (theme.danger, "app-problem-error"),
                Severity::Warning => (theme.warn, "app-problem-warning"),
            };
            let line = problem
                .line
                .map(|n| say.fill("app-problems-line", &[("n", n.to_string())]));
            let head = [Some(say.text(key)), line]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>();
            ui.label(RichText::new(head.join(" · ")).small().color(ink(colour)));
            ui.add(egui::Label::new(problem.message(say.language())).wrap());
            let help = RichText::new(problem.help(say.language())).size(theme::CAPTION);
            ui.add(egui::Label::new(help.color(ink(theme.muted))).wrap());
            ui.separator();
        }
    });
}

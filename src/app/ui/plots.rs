//! Plots of cards.

use egui::{Ui, Vec2b};
use egui_plot::{Line, Plot, PlotPoints, VLine};

use super::style::ink;
use crate::app::theme::Theme;
use crate::app::views::cards;

/// Shows a plot with the moment as a line; gives the moment clicked \[ms\].
pub(crate) fn show(
    ui: &mut Ui,
    id: &str,
    plot: &cards::Plot,
    start_s: f64,
    t_ms: f64,
    theme: &Theme,
) -> Option<f64> {
    ui.label(
        egui::RichText::new(&plot.title)
            .small()
            .color(ink(theme.muted)),
    );
    let points: Vec<[f64; 2]> = plot.points.iter().map(|[t, v]| [t + start_s, *v]).collect();
    let shown = Plot::new(("card", id))
        .height(96.0)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_axes(Vec2b::new(true, true))
        .show_grid(Vec2b::new(false, true))
        .y_axis_min_width(26.0)
        .include_y(0.0)
        .include_y(1.0)
        .x_axis_formatter(|mark, _| crate::model::Time(mark.value.max(0.0)).to_string())
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.line(
                Line::new("value", PlotPoints::from(points))
                    .color(ink(theme.accent))
                    .width(1.6),
            );
            plot.vline(
                VLine::new("now", start_s + t_ms / 1e3)
                    .color(ink(theme.text))
                    .width(1.0),
            );
        });
    let at = shown
        .response
        .clicked()
        .then(|| shown.response.interact_pointer_pos())??;
    let value = shown.transform.value_from_position(at);
    Some((value.x - start_s) * 1e3)
}

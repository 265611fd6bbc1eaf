//! The theme as egui wants it, and the fonts.
//!
//! One family has both scripts. Characters it lacks come from the machine's
//! own fonts, where there are any.

use std::path::Path;
use std::sync::Arc;

use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    TextStyle, Visuals,
};

use crate::analysis::report::palette::Rgb;
use crate::app::theme::{self, Theme, Tone};

/// The bundled font.
const FONT: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Muster.otf");

/// Where machines keep fonts that have rare Chinese characters.
const SYSTEM_FONTS: [&str; 8] = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "C:\\Windows\\Fonts\\msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
];

/// A colour as egui has it.
pub(crate) fn ink(colour: Rgb) -> Color32 {
    Color32::from_rgb(colour.0, colour.1, colour.2)
}

/// The same, so much of it. The window blends light, not numbers of colours:
/// what is left of a colour is as much of its light. A light colour that is half
/// clear would else darken a light ground.
pub(crate) fn wash(colour: Rgb, alpha: u8) -> Color32 {
    let share = f32::from(alpha) / 255.0;
    let channel = |value: u8| {
        let light = egui::ecolor::linear_f32_from_gamma_u8(value) * share;
        egui::ecolor::gamma_u8_from_linear_f32(light)
    };
    let (r, g, b) = (channel(colour.0), channel(colour.1), channel(colour.2));
    Color32::from_rgba_premultiplied(r, g, b, alpha)
}

/// Gives a context our fonts.
pub(crate) fn set_fonts(context: &Context) {
    let mut fonts = FontDefinitions::empty();
    let name = "noto-sans-sc".to_owned();
    fonts
        .font_data
        .insert(name.clone(), Arc::new(FontData::from_static(FONT)));
    let mut families = vec![name];
    let rare = SYSTEM_FONTS
        .into_iter()
        .find(|file| Path::new(file).is_file());
    if let Some(bytes) = rare.and_then(|file| std::fs::read(file).ok()) {
        fonts
            .font_data
            .insert("system".to_owned(), Arc::new(FontData::from_owned(bytes)));
        families.push("system".to_owned());
    }
    fonts
        .families
        .insert(FontFamily::Proportional, families.clone());
    fonts.families.insert(FontFamily::Monospace, families);
    context.set_fonts(fonts);
}

/// Paints a context in a tone.
pub(crate) fn paint(context: &Context, tone: Tone) {
    let theme = tone.theme();
    context.set_theme(match tone {
        Tone::Dark => egui::Theme::Dark,
        Tone::Light => egui::Theme::Light,
    });
    context.all_styles_mut(|style| {
        style.visuals = visuals(theme);
        let size = |size: f32| FontId::new(size, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Body, size(theme::BODY)),
            (TextStyle::Button, size(theme::BODY)),
            (TextStyle::Monospace, size(theme::BODY)),
            (TextStyle::Small, size(theme::CAPTION)),
            (TextStyle::Heading, size(theme::HEADING)),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(theme::GAP, theme::GAP);
        style.spacing.button_padding = egui::vec2(8.0, 3.5);
        style.spacing.interact_size.y = 24.0;
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.35;
        // Nothing moves that need not.
        style.animation_time = 0.06;
    });
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = match theme.tone {
        Tone::Dark => Visuals::dark(),
        Tone::Light => Visuals::light(),
    };
    let round = CornerRadius::same(theme::ROUND);
    visuals.override_text_color = None;
    visuals.panel_fill = ink(theme.panel);
    visuals.window_fill = ink(theme.panel);
    visuals.window_stroke = Stroke::new(1.0, ink(theme.line));
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.extreme_bg_color = ink(theme.window);
    visuals.text_edit_bg_color = Some(ink(theme.window));
    visuals.faint_bg_color = ink(theme.raised);
    visuals.code_bg_color = ink(theme.raised);
    visuals.hyperlink_color = ink(theme.accent);
    visuals.warn_fg_color = ink(theme.warn);
    visuals.error_fg_color = ink(theme.danger);
    visuals.weak_text_color = Some(ink(theme.muted));
    visuals.selection.bg_fill = ink(theme.chosen);
    visuals.selection.stroke = Stroke::new(1.0, ink(theme.accent));
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, ink(theme.line));
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, ink(theme.text));
    widgets.noninteractive.bg_fill = ink(theme.panel);
    for (state, fill, line) in [
        (&mut widgets.inactive, theme.raised, theme.raised),
        (&mut widgets.hovered, theme.line, theme.accent),
        (&mut widgets.active, theme.chosen, theme.accent),
        (&mut widgets.open, theme.raised, theme.line),
    ] {
        state.bg_fill = ink(fill);
        state.weak_bg_fill = ink(fill);
        state.bg_stroke = Stroke::new(1.0, ink(line));
        state.fg_stroke = Stroke::new(1.2, ink(theme.text));
        state.corner_radius = round;
        state.expansion = 0.0;
    }
    visuals
}

/// The frame of a bar at an edge of the window.
pub(crate) fn bar(theme: &Theme) -> egui::Frame {
    egui::Frame::new()
        .fill(ink(theme.panel))
        .inner_margin(Margin::symmetric(theme::MARGIN as i8, 6))
}

/// The look of the dock.
pub(crate) fn dock(base: &egui::Style, theme: &Theme) -> egui_dock::Style {
    let mut style = egui_dock::Style::from_egui(base);
    style.dock_area_padding = Some(Margin::ZERO);
    style.separator.width = 2.0;
    style.separator.color_idle = ink(theme.window);
    style.separator.color_hovered = ink(theme.accent);
    style.separator.color_dragged = ink(theme.accent);
    style.tab_bar.bg_fill = ink(theme.window);
    style.tab_bar.height = 26.0;
    style.tab_bar.corner_radius = CornerRadius::ZERO;
    style.tab_bar.hline_color = ink(theme.line);
    style.main_surface_border_stroke = Stroke::NONE;
    let tab = &mut style.tab;
    tab.tab_body.inner_margin = Margin::same(theme::MARGIN as i8);
    tab.tab_body.bg_fill = ink(theme.panel);
    tab.tab_body.stroke = Stroke::NONE;
    tab.tab_body.corner_radius = CornerRadius::ZERO;
    for (look, fill, text, line) in [
        (&mut tab.active, theme.panel, theme.text, theme.line),
        (&mut tab.focused, theme.panel, theme.text, theme.line),
        (&mut tab.hovered, theme.raised, theme.text, theme.line),
        (&mut tab.inactive, theme.window, theme.muted, theme.window),
        (
            &mut tab.active_with_kb_focus,
            theme.panel,
            theme.accent,
            theme.accent,
        ),
        (
            &mut tab.inactive_with_kb_focus,
            theme.window,
            theme.accent,
            theme.accent,
        ),
        (
            &mut tab.focused_with_kb_focus,
            theme.panel,
            theme.accent,
            theme.accent,
        ),
    ] {
        look.bg_fill = ink(fill);
        look.text_color = ink(text);
        look.outline_color = ink(line);
        look.corner_radius = CornerRadius::ZERO;
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::ecolor::{gamma_u8_from_linear_f32, linear_f32_from_gamma_u8};

    #[test]
    fn a_wash_of_a_colour_on_itself_is_that_colour() {
        for value in [17, 128, 240] {
            for alpha in [40, 170, 225] {
                let wash = wash(Rgb(value, value, value), alpha);
                // As the window blends it.
                let rest = 1.0 - f32::from(alpha) / 255.0;
                let under = linear_f32_from_gamma_u8(value) * rest;
                let light = linear_f32_from_gamma_u8(wash.r()) + under;
                let seen = gamma_u8_from_linear_f32(light);
                assert!(seen.abs_diff(value) <= 1, "{value} {alpha}: {seen}");
            }
        }
    }
}

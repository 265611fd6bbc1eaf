//! The shell: bars, docked panels, the map.
//!
//! Panels are functions of the session that give commands; the shell performs
//! them after the picture is done. It runs in any egui context: in the window,
//! and in tests without one.

mod events;
mod files;
mod icons;
mod inspector;
mod keys;
mod map;
mod notes;
mod orders;
mod outline;
mod palette;
mod plots;
mod problems;
mod run;
mod start;
mod style;
#[cfg(test)]
mod tests;
mod timeline;
mod top;

use std::path::{Path, PathBuf};

use egui::{CentralPanel, Panel as Side, Rect, Ui};
use egui_dock::{DockArea, DockState, NodeIndex, TabViewer};

use super::command::{AppCommand, Mode, Panel, Slot};
use super::session::Session;
use super::theme::{self, Tone};
use crate::analysis::report::palette::Rgb;
use files::{Answer, Dialogs};
use map::{Atlas, MapView};

/// How often it is looked whether panels were moved \[s\].
const KEEP_EVERY_S: f64 = 2.0;

/// The window's contents.
pub(crate) struct Shell {
    /// What there is to show.
    pub(crate) session: Session,
    /// The docks of the modes.
    docks: [DockState<Panel>; 3],
    views: [MapView; 2],
    atlas: Atlas,
    events: events::EventList,
    start: start::StartPage,
    run: run::RunPanel,
    notes: notes::Notes,
    palette: palette::Palette,
    dialogs: Dialogs,
    /// Time since the places of panels were looked at \[s\].
    since_kept_s: f64,
    /// How the context was painted last.
    painted: Option<(Tone, f32)>,
    /// Where the map is in the window \[points\].
    map: Rect,
}

/// A picture of a part of the window, to be taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    /// Where it goes.
    pub(crate) file: PathBuf,
    /// What of the window, in points.
    pub(crate) part: Rect,
}

impl Shell {
    /// A shell around a session.
    pub(crate) fn new(session: Session) -> Self {
        let kept = &session.settings.layouts;
        let docks = Mode::ALL.map(|mode| {
            let kept = kept[mode.at()].as_deref();
            kept.and_then(read_layout).unwrap_or_else(|| layout(mode))
        });
        Self {
            session,
            docks,
            views: Default::default(),
            atlas: Atlas::default(),
            events: events::EventList::default(),
            start: start::StartPage::default(),
            run: run::RunPanel::default(),
            notes: notes::Notes::default(),
            palette: palette::Palette::default(),
            dialogs: Dialogs::default(),
            since_kept_s: 0.0,
            painted: None,
            map: Rect::NOTHING,
        }
    }

    /// Gives a context our fonts; once, before the first picture.
    pub(crate) fn prepare(context: &egui::Context) {
        style::set_fonts(context);
        // Size is a command of ours, and remembered.
        context.options_mut(|options| options.zoom_with_keyboard = false);
    }

    /// Does a command.
    pub(crate) fn perform(&mut self, command: AppCommand) {
        let Some(command) = self.session.perform(command) else {
            return;
        };
        let say = self.session.say();
        match command {
            AppCommand::TogglePalette => self.palette.toggle_commands(),
            AppCommand::ToggleShortcuts => self.palette.toggle_shortcuts(),
            AppCommand::ShowPanel(panel) => self.show_panel(panel),
            AppCommand::ResetLayout => self.docks = Mode::ALL.map(layout),
            other => self.dialogs.ask(&other, say),
        }
    }

    /// The picture that is to be taken now, if one is.
    pub(crate) fn take_picture(&mut self) -> Option<Picture> {
        let part = self.map;
        let wanted = self.session.picture.take();
        wanted.map(|file| Picture { file, part })
    }

    /// A picture was taken, or why not.
    pub(crate) fn picture_taken(&mut self, file: &Path, failed: Option<String>) {
        let file = file.display().to_string();
        match failed {
            None => self.session.tell("app-picture-kept", &[("file", file)]),
            Some(reason) => {
                let values = [("file", file), ("reason", reason)];
                self.session
                    .fail("app-cannot-write", &values, "app-cannot-write-help");
            }
        }
    }

    /// The colour of what nothing is painted on: outside of the venue where
    /// there is a map, else between the panels.
    pub(crate) fn ground(&self) -> Rgb {
        let theme = self.session.settings.tone.theme();
        if self.map == Rect::NOTHING {
            theme.window
        } else {
            theme.outside
        }
    }

    /// Where the map is in the window \[points\].
    #[cfg(test)]
    pub(crate) fn map(&self) -> Rect {
        self.map
    }

    /// Shows everything; `seconds` have gone by since the last picture.
    pub(crate) fn show(&mut self, ui: &mut Ui, seconds: f64) {
        self.repaint(ui.ctx());
        self.session.advance(seconds);
        self.palette.escape(ui);
        let mut commands = keys::pressed(ui);
        match self.dialogs.answer() {
            Some(Answer::Chosen(command)) => commands.push(command),
            Some(Answer::NoWindow) => self.session.fail("app-no-dialog", &[], ""),
            Some(Answer::Nothing) | None => {}
        }
        if ui.input(|input| !input.raw.dropped_files.is_empty()) {
            commands.extend(dropped(ui));
        }
        top::show(ui, &self.session, &mut commands);
        top::message(ui, &self.session, &mut commands);
        if self.session.ground().is_some() || self.session.plan.is_some() {
            if self.session.shown(Slot::A).is_some() {
                timeline::show(ui, &self.session, &mut commands);
            }
            self.show_dock(ui, &mut commands);
        } else {
            self.map = Rect::NOTHING;
            self.start.show(ui, &self.session, &mut commands);
        }
        self.palette.show(ui, &self.session, &mut commands);
        for command in commands {
            self.perform(command);
        }
        self.since_kept_s += seconds;
        if self.since_kept_s > KEEP_EVERY_S && !ui.input(|input| input.pointer.any_down()) {
            self.since_kept_s = 0.0;
            self.keep_layout();
        }
    }

    fn repaint(&mut self, context: &egui::Context) {
        let settings = &self.session.settings;
        let wanted = (settings.tone, settings.scale);
        if self.painted != Some(wanted) {
            style::paint(context, wanted.0);
            context.set_zoom_factor(wanted.1);
            self.painted = Some(wanted);
        }
    }

    fn show_dock(&mut self, ui: &mut Ui, commands: &mut Vec<AppCommand>) {
        let theme = self.session.settings.tone.theme();
        let look = style::dock(ui.style(), theme);
        let dock = &mut self.docks[self.session.mode.at()];
        let mut tabs = Tabs {
            session: &mut self.session,
            views: &mut self.views,
            atlas: &mut self.atlas,
            events: &mut self.events,
            run: &mut self.run,
            notes: &mut self.notes,
            commands,
            map: &mut self.map,
        };
        // The map fills its tab itself: nothing is painted under it.
        CentralPanel::default()
            .frame(egui::Frame::new())
            .show(ui, |ui| {
                DockArea::new(dock)
                    .style(look)
                    .show_leaf_close_all_buttons(false)
                    .show_leaf_collapse_buttons(false)
                    .show_inside(ui, &mut tabs);
            });
    }

    fn show_panel(&mut self, panel: Panel) {
        let dock = &mut self.docks[self.session.mode.at()];
        match dock.find_tab(&panel) {
            // A tab that was just found can be shown.
            Some(path) => {
                dock.set_active_tab(path).ok();
                dock.set_focused_node_and_surface(path.node_path());
            }
            None => bring_back(dock, panel),
        }
    }

    /// Remembers where the panels are, when that has changed.
    fn keep_layout(&mut self) {
        let at = self.session.mode.at();
        let now = ron::to_string(&self.docks[at]).ok();
        if now != self.session.settings.layouts[at] {
            self.session.settings.layouts[at] = now;
            self.session.settings.save();
        }
    }
}

/// Files dropped on the window.
fn dropped(ui: &Ui) -> Option<AppCommand> {
    let path = ui.input(|input| input.raw.dropped_files.first()?.path.clone())?;
    Some(AppCommand::Open(Slot::A, path))
}

/// Where the panels of a mode are at first: the map is the hero, with three
/// fifths of the window at 1280 × 800.
fn layout(mode: Mode) -> DockState<Panel> {
    let mut dock = DockState::new(vec![Panel::Map]);
    let surface = dock.main_surface_mut();
    let root = NodeIndex::root();
    match mode {
        Mode::Plan => {
            let [map, side] = surface.split_right(root, 0.815, vec![Panel::Inspector]);
            surface.split_below(side, 0.5, vec![Panel::Problems]);
            surface.split_left(map, 0.178, vec![Panel::Outline]);
        }
        Mode::Run => {
            let [_, side] = surface.split_right(root, 0.772, vec![Panel::Run, Panel::Inspector]);
            surface.split_below(side, 0.68, vec![Panel::Events]);
        }
        Mode::Review => {
            let [_, side] = surface.split_right(root, 0.772, vec![Panel::Inspector]);
            surface.split_below(side, 0.46, vec![Panel::Events, Panel::Notes]);
        }
    }
    dock
}

/// Brings a panel back that was closed, or that the mode does not begin with:
/// beside the other panels, not over the map, if there are any.
fn bring_back(dock: &mut DockState<Panel>, panel: Panel) {
    let other = Panel::ALL.into_iter().filter(|other| *other != Panel::Map);
    let beside = other.into_iter().find_map(|other| dock.find_tab(&other));
    match beside {
        Some(path) => {
            // A tab that was just found can take the focus.
            dock.set_focused_node_and_surface(path.node_path());
            dock.push_to_focused_leaf(panel);
        }
        None => {
            let surface = dock.main_surface_mut();
            surface.split_right(NodeIndex::root(), 0.772, vec![panel]);
        }
    }
}

/// A layout as it was kept; none if it is not one, or lacks the map.
fn read_layout(text: &str) -> Option<DockState<Panel>> {
    let dock: DockState<Panel> = ron::from_str(text).ok()?;
    dock.find_tab(&Panel::Map)?;
    Some(dock)
}

/// Shows each panel in the dock.
struct Tabs<'a> {
    session: &'a mut Session,
    views: &'a mut [MapView; 2],
    atlas: &'a mut Atlas,
    events: &'a mut events::EventList,
    run: &'a mut run::RunPanel,
    notes: &'a mut notes::Notes,
    commands: &'a mut Vec<AppCommand>,
    map: &'a mut Rect,
}

impl TabViewer for Tabs<'_> {
    type Tab = Panel;

    fn title(&mut self, tab: &mut Panel) -> egui::WidgetText {
        self.session.say().text(tab.key()).into()
    }

    fn ui(&mut self, ui: &mut Ui, tab: &mut Panel) {
        match tab {
            Panel::Map => {
                let (commands, map) = map::show(ui, self.session, self.views, self.atlas);
                self.commands.extend(commands);
                *self.map = map;
            }
            Panel::Outline => outline::show(ui, self.session, self.commands),
            Panel::Inspector => inspector::show(ui, self.session, self.commands),
            Panel::Events => self.events.show(ui, self.session, self.commands),
            Panel::Notes => self.notes.show(ui, self.session, self.commands),
            Panel::Problems => problems::show(ui, self.session),
            Panel::Run => self.run.show(ui, self.session, self.commands),
        }
    }

    fn id(&mut self, tab: &mut Panel) -> egui::Id {
        egui::Id::new(("panel", tab.key()))
    }

    fn is_closeable(&self, tab: &Panel) -> bool {
        *tab != Panel::Map
    }

    fn allowed_in_windows(&self, tab: &mut Panel) -> bool {
        *tab != Panel::Map
    }

    fn tab_style_override(
        &self,
        tab: &Panel,
        style: &egui_dock::TabStyle,
    ) -> Option<egui_dock::TabStyle> {
        // The map goes to the edges of its tab.
        let mut style = style.clone();
        if *tab != Panel::Map {
            return None;
        }
        style.tab_body.inner_margin = egui::Margin::ZERO;
        style.tab_body.bg_fill = egui::Color32::TRANSPARENT;
        Some(style)
    }

    fn scroll_bars(&self, _tab: &Panel) -> [bool; 2] {
        [false, false]
    }
}

/// An empty panel says what to do next.
pub(crate) fn hint(ui: &mut Ui, text: String) {
    ui.add_space(theme::GROUP);
    ui.vertical_centered(|ui| {
        ui.add(egui::Label::new(egui::RichText::new(text).weak()).wrap());
    });
}

/// A bar at the lower edge.
fn lower_bar(id: &'static str, height: f32) -> Side {
    Side::bottom(id).resizable(false).exact_size(height)
}

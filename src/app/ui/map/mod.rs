//! The map: one drawing path for a scenario, a live run and a replay.
//!
//! Everything is painted through egui, people as one batched mesh: so the map
//! docks, clips and stands twice side by side like any panel, is tested
//! without a window, and has one kind of smooth edge.

mod crowd;
mod ground;
mod labels;
mod legend;
mod overlay;
mod symbols;

use std::sync::Arc;

use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, TextureHandle, Ui, pos2, vec2};

use crowd::CrowdLook;
pub(crate) use ground::GroundShape;
pub(crate) use labels::short;

use super::style::{ink, wash};
use crate::app::camera::Camera;
use crate::app::command::{AppCommand, ColourBy, Overlay, Selected, Slot};
use crate::app::document::{Ground, Run};
use crate::app::session::Session;
use crate::app::theme::{self, Theme};
use crate::app::tint;
use crate::base::Vec2;
use crate::world::World;

/// How a map is looked at.
pub(crate) struct Sight<'a> {
    pub(crate) camera: &'a Camera,
    /// Where the map is in the window.
    rect: Rect,
    /// The sheet shown; none: all.
    sheet: Option<i8>,
}

impl Sight<'_> {
    /// Where a point of the world is in the window.
    pub(crate) fn point(&self, p: Vec2) -> Pos2 {
        let (x, y) = self.camera.to_screen(p);
        self.rect.min + vec2(x as f32, y as f32)
    }

    /// The same for many, in the precision of the screen.
    fn places(&self) -> Places {
        let origin = self.point(Vec2::new(0.0, 0.0));
        Places {
            origin,
            points_per_m: self.camera.points_per_m() as f32,
        }
    }

    /// The point of the world at a point of the window.
    pub(crate) fn world(&self, at: Pos2) -> Vec2 {
        let at = at - self.rect.min;
        self.camera.to_world(f64::from(at.x), f64::from(at.y))
    }

    /// Whether a sheet is shown.
    pub(crate) fn shows(&self, sheet: i8) -> bool {
        self.sheet.is_none_or(|only| only == sheet)
    }
}

/// Where points of the world are in the window.
#[derive(Clone, Copy, Debug)]
struct Places {
    /// The world's origin, in the window.
    origin: Pos2,
    points_per_m: f32,
}

impl Places {
    /// Where a point \[m\] is.
    fn of(self, x: f32, y: f32) -> Pos2 {
        let Pos2 { x: east, y: south } = self.origin;
        Pos2::new(east + x * self.points_per_m, south - y * self.points_per_m)
    }
}

/// What a map keeps from one picture to the next, for each of the two runs.
#[derive(Default)]
pub(crate) struct MapView {
    ground: Option<(Arc<World>, GroundShape)>,
    /// Density at the moment shown, and for which moment.
    density: Vec<f32>,
    density_at: Option<(f64, Option<i8>)>,
}

/// What both maps share.
#[derive(Default)]
pub(crate) struct Atlas {
    symbols: Option<TextureHandle>,
}

impl Atlas {
    fn id(&mut self, ui: &Ui) -> egui::TextureId {
        let symbols = self.symbols.get_or_insert_with(|| {
            let options = egui::TextureOptions::LINEAR;
            ui.ctx()
                .load_texture("symbols", symbols::picture(), options)
        });
        symbols.id()
    }
}

/// Shows the map, or two side by side; gives what was clicked, and where the
/// map is.
pub(crate) fn show(
    ui: &mut Ui,
    session: &mut Session,
    views: &mut [MapView; 2],
    atlas: &mut Atlas,
) -> (Vec<AppCommand>, Rect) {
    let whole = ui.available_rect_before_wrap();
    let mut commands = Vec::new();
    let both = session.shown(Slot::B).is_some();
    let rects = if both {
        let half = ((whole.width() - 2.0) / 2.0).floor();
        let left = Rect::from_min_size(whole.min, vec2(half, whole.height()));
        vec![
            left,
            Rect::from_min_max(pos2(whole.min.x + half + 2.0, whole.min.y), whole.max),
        ]
    } else {
        vec![whole]
    };
    let size = rects[0].size();
    session
        .camera
        .set_size(f64::from(size.x), f64::from(size.y));
    if both {
        // What is outside of a venue is the window's ground, and not painted.
        let gap = Rect::from_min_max(rects[0].right_top(), rects[1].left_bottom());
        let window = session.settings.tone.theme().window;
        ui.painter().rect_filled(gap, 0.0, ink(window));
    }
    let symbols = atlas.id(ui);
    for (slot, rect) in [Slot::A, Slot::B].into_iter().zip(&rects) {
        move_camera(ui, session, *rect, slot, &mut commands);
    }
    keep_density(session, views);
    for (slot, rect) in [Slot::A, Slot::B].into_iter().zip(&rects) {
        let pane = Pane {
            session,
            slot,
            rect: *rect,
            symbols,
            both,
        };
        pane.paint(ui, views);
    }
    (commands, whole)
}

/// Moves the camera with mouse and wheel, and selects what is clicked.
fn move_camera(
    ui: &mut Ui,
    session: &mut Session,
    rect: Rect,
    slot: Slot,
    commands: &mut Vec<AppCommand>,
) {
    let id = ui.id().with(("map", slot.at()));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::WidgetType::Other,
            true,
            session.say().text("app-panel-map"),
        )
    });
    if response.dragged() {
        let by = response.drag_delta();
        session.follows = false;
        session.camera.pan(f64::from(by.x), f64::from(by.y));
    }
    if let Some(at) = response.hover_pos() {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = f64::from(pinch) * crate::base::math::exp(f64::from(wheel) * 0.004);
        if (factor - 1.0).abs() > 1e-4 {
            let at = at - rect.min;
            session
                .camera
                .zoom(factor, f64::from(at.x), f64::from(at.y));
        }
    }
    if response.double_clicked() {
        commands.push(AppCommand::FrameAll);
    } else if response.clicked()
        && slot == Slot::A
        && let (Some(at), Some(ground)) = (response.interact_pointer_pos(), session.ground())
    {
        let sight = Sight {
            camera: &session.camera,
            rect,
            sheet: session.sheet,
        };
        if session.aim.is_some() {
            let p = sight.world(at);
            commands.push(AppCommand::OrderAt(p.x, p.y));
            return;
        }
        let picked = crowd::pick(ground, session.shown(Slot::A), &sight, at);
        commands.push(AppCommand::Select(picked));
    }
}

/// Works out densities where something shows them.
fn keep_density(session: &Session, views: &mut [MapView; 2]) {
    let overlay = matches!(
        session.overlay,
        Overlay::Density | Overlay::Fruin | Overlay::Difference
    );
    let needed = overlay || session.colour() == ColourBy::Density;
    let now = (session.playback.t_ms(), session.sheet);
    for (run, view) in session.runs.iter().zip(views.iter_mut()) {
        let Some(run) = run else {
            *view = MapView::default();
            continue;
        };
        if needed && view.density_at != Some(now) {
            view.density = run.ground.raster.density(&run.people, session.sheet);
            view.density_at = Some(now);
        }
    }
}

/// One of the maps.
struct Pane<'a> {
    session: &'a Session,
    slot: Slot,
    rect: Rect,
    symbols: egui::TextureId,
    both: bool,
}

impl Pane<'_> {
    fn paint(&self, ui: &Ui, views: &mut [MapView; 2]) {
        let session = self.session;
        let theme = session.settings.tone.theme();
        let painter = ui.painter_at(self.rect);
        let run = session.shown(self.slot);
        let ground = match run {
            Some(run) => &run.ground,
            None => match session.ground() {
                Some(ground) => ground,
                None => return,
            },
        };
        let sight = Sight {
            camera: &session.camera,
            rect: self.rect,
            sheet: session.sheet,
        };
        let [a, b] = views;
        let (view, other) = match self.slot {
            Slot::A => (a, &*b),
            Slot::B => (b, &*a),
        };
        let stale = view
            .ground
            .as_ref()
            .is_none_or(|(world, _)| !Arc::ptr_eq(world, &ground.world));
        if stale {
            view.ground = Some((Arc::clone(&ground.world), GroundShape::of(ground)));
        }
        let Some((_, shape)) = &view.ground else {
            return;
        };
        shape.paint_floor(&painter, &sight, theme);
        let look = CrowdLook {
            theme,
            by: session.colour(),
            density: Some(&view.density),
            selected: session.selected,
            symbols: self.symbols,
        };
        let overlay =
            run.and_then(|run| overlay::mesh(session, self.slot, run, &sight, view, other));
        // Where discs are too small to see what lies under them, they lie
        // under it; not at all where it covers everyone.
        let under = overlay.is_some() && crowd::is_far(&sight);
        let covers = tint::covers(session.overlay);
        if let Some(run) = run.filter(|_| under && !covers) {
            painter.add(Shape::Mesh(crowd::visitors(run, &sight, &look)));
        }
        painter.extend(overlay.map(Shape::Mesh));
        let t_ms = session.playback.t_ms();
        let gate_state = |gate: usize| match run {
            Some(run) => run.gate_state(gate, t_ms),
            None => ground.drawing.gates[gate].state,
        };
        shape.paint_lines(&painter, &sight, theme, ground, &gate_state);
        self.paint_selected(&painter, &sight, theme, ground);
        if let Some(run) = run {
            self.paint_track(&painter, &sight, theme, run);
            if !under {
                painter.add(Shape::Mesh(crowd::visitors(run, &sight, &look)));
            }
            painter.add(Shape::Mesh(crowd::others(run, &sight, &look)));
            if session.overlay == Overlay::Flow {
                overlay::paint_flow(&painter, &sight, theme, run);
            }
            paint_incidents(&painter, &sight, run, t_ms);
        }
        self.paint_words(&painter, &sight, theme, ground, run);
    }

    /// Names, legend, scale, north.
    fn paint_words(
        &self,
        painter: &Painter,
        sight: &Sight<'_>,
        theme: &Theme,
        ground: &Ground,
        run: Option<&Run>,
    ) {
        let legend = legend::Legend {
            session: self.session,
            theme,
            ground,
            symbols: self.symbols,
            // One legend for both maps.
            explains: !self.both || self.slot == Slot::B,
        };
        let mut taken = legend.paint(painter, self.rect);
        if self.both {
            taken.push(self.paint_which(painter, theme));
        }
        let incidents = run.map(|run| run.incidents_at(self.session.playback.t_ms()));
        for at in incidents.into_iter().flatten().filter_map(|i| i.at) {
            taken.push(Rect::from_center_size(sight.point(at), vec2(24.0, 22.0)));
        }
        if self.session.settings.labels {
            let language = self.session.say().language();
            labels::paint(painter, sight, theme, ground, language, taken);
        }
    }

    /// What is selected on the ground.
    fn paint_selected(&self, painter: &Painter, sight: &Sight<'_>, theme: &Theme, ground: &Ground) {
        let stroke = Stroke::new(2.2, ink(theme.accent));
        let drawing = &ground.drawing;
        match self.session.selected {
            Some(Selected::Cell(cell)) => {
                for ring in drawing
                    .cells
                    .get(cell)
                    .iter()
                    .flat_map(|c| &c.polygons)
                    .flatten()
                {
                    let points = ring.iter().map(|p| sight.point(*p)).collect();
                    painter.add(Shape::closed_line(points, stroke));
                }
            }
            Some(Selected::Gate(gate)) => {
                if let Some(gate) = drawing.gates.get(gate) {
                    ring_line(painter, sight, gate.line, stroke);
                }
            }
            Some(Selected::Exit(exit)) => {
                if let Some(exit) = drawing.exits.get(exit) {
                    ring_line(painter, sight, exit.line, stroke);
                }
            }
            Some(Selected::Person(_) | Selected::Unit(_)) | None => {}
        }
    }

    /// The way the selected person came.
    fn paint_track(&self, painter: &Painter, sight: &Sight<'_>, theme: &Theme, run: &Run) {
        let Some(Selected::Person(id)) = self.session.selected else {
            return;
        };
        let t_ms = self.session.playback.t_ms();
        let from = t_ms - crate::app::views::cards::TRACK_MS;
        let track = run.store.track(id, from, t_ms);
        let points: Vec<Pos2> = track
            .iter()
            .map(|step| sight.point(Vec2::new(step.x, step.y)))
            .collect();
        if points.len() > 1 {
            painter.add(Shape::line(
                points,
                Stroke::new(2.0, wash(theme.accent, 200)),
            ));
        }
    }

    /// Which of the two runs this is.
    fn paint_which(&self, painter: &Painter, theme: &Theme) -> Rect {
        let say = self.session.say();
        let letter = match self.slot {
            Slot::A => say.text("app-compare-a"),
            Slot::B => say.text("app-compare-b"),
        };
        let run = self.session.shown(self.slot);
        let about = run.map_or_else(String::new, |run| {
            let plan = run.info.plan.clone().unwrap_or_default();
            let seed = say.fill("app-seed", &[("n", run.info.seed.to_string())]);
            format!("{letter} · {plan} · {seed} · {}", run.people.len())
        });
        let font = egui::FontId::proportional(theme::BODY);
        let galley = painter.layout_no_wrap(about, font, ink(theme.text));
        let at = self.rect.min + vec2(10.0, 8.0);
        let rect = Rect::from_min_size(at, galley.size()).expand(4.0);
        painter.rect_filled(rect, 4.0, ink(theme.panel));
        painter.galley(at, galley, ink(theme.text));
        rect
    }
}

fn ring_line(painter: &Painter, sight: &Sight<'_>, line: (Vec2, Vec2), stroke: Stroke) {
    let rect = Rect::from_two_pos(sight.point(line.0), sight.point(line.1)).expand(9.0);
    painter.rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Middle);
}

/// Incidents going on: a red triangle with a mark.
fn paint_incidents(painter: &Painter, sight: &Sight<'_>, run: &Run, t_ms: f64) {
    let red = ink(theme::HURT);
    for incident in run.incidents_at(t_ms) {
        let Some(at) = incident.at.map(|at| sight.point(at)) else {
            continue;
        };
        let r = 10.0;
        let corners = vec![
            at + vec2(0.0, -r),
            at + vec2(r, 0.8 * r),
            at + vec2(-r, 0.8 * r),
        ];
        painter.add(Shape::convex_polygon(
            corners,
            red,
            Stroke::new(1.5, Color32::WHITE),
        ));
        let stroke = Stroke::new(2.0, Color32::WHITE);
        painter.line_segment([at + vec2(0.0, -4.0), at + vec2(0.0, 2.0)], stroke);
        painter.circle_filled(at + vec2(0.0, 5.0), 1.4, Color32::WHITE);
    }
}

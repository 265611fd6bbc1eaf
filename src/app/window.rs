//! The window: Bevy opens it, hands over input, draws what egui painted and
//! takes pictures of it.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use bevy::app::AppExit;
use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::view::window::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{PrimaryWindow, WindowCloseRequested, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiContexts, EguiPlugin, EguiPrimaryContextPass};

use super::command::{AppCommand, Slot};
use super::measure::FrameTimes;
use super::session::Session;
use super::settings::Settings;
use super::ui::{Picture, Shell};
use crate::cli::failure::Failure;
use crate::cli::progress::now;
use crate::cli::say::Say;

/// Size of the window at first \[points\].
const SIZE: (u32, u32) = (1280, 800);

/// Longest wait between two pictures while nothing moves: background work is
/// looked at so often.
const IDLE: Duration = Duration::from_millis(100);

/// The shell, which lives on the main thread.
struct Desk {
    shell: Shell,
    /// Whether the context has our fonts.
    is_ready: bool,
    times: FrameTimes,
    /// Pictures that were written, or why not.
    told: Receiver<(PathBuf, Option<String>)>,
    tell: Sender<(PathBuf, Option<String>)>,
    last: Option<std::time::Instant>,
}

/// Opens the window; comes back when it is closed.
///
/// # Errors
/// If there is no display or nothing that draws on it.
pub(super) fn open(path: Option<PathBuf>, say: Say) -> Result<(), Failure> {
    if !has_display() {
        let help = say.text("app-no-display-help");
        return Err(Failure::files(
            "no-display",
            say.text("app-no-display"),
            help,
        ));
    }
    let mut session = Session::new(Settings::load(Settings::place()), say.language());
    if let Some(path) = path {
        session.perform(AppCommand::Open(Slot::A, path));
    }
    // What cannot be opened ends in a panic of the library that opens it.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app(session)));
    std::panic::set_hook(quiet);
    let mut app = built.map_err(|reason| {
        let said = reason
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| reason.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let values = [("reason", said.unwrap_or_default())];
        let message = say.fill("app-no-window", &values);
        Failure::files("no-window", message, say.text("app-no-window-help"))
    })?;
    app.run();
    Ok(())
}

/// Whether there is a display to open a window on. Systems other than Unix
/// have one.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn app(session: Session) -> App {
    let (tell, told) = channel();
    let desk = Desk {
        shell: Shell::new(session),
        is_ready: false,
        times: FrameTimes::asked(),
        told,
        tell,
        last: None,
    };
    let window = Window {
        title: "Muster".to_owned(),
        name: Some("muster".to_owned()),
        resolution: WindowResolution::new(SIZE.0, SIZE.1),
        ..Window::default()
    };
    let mut app = App::new();
    let windows = WindowPlugin {
        primary_window: Some(window),
        close_when_requested: false,
        ..WindowPlugin::default()
    };
    // Without a thread for rendering what is done shows a picture earlier.
    let plugins = DefaultPlugins
        .set(windows)
        .disable::<PipelinedRenderingPlugin>();
    app.add_plugins(plugins)
        .add_plugins(EguiPlugin {
            // Sixteen textures at a time cost a software renderer more than they
            // save it.
            bindless_mode_array_size: None,
            ..EguiPlugin::default()
        })
        .insert_resource(WinitSettings {
            focused_mode: UpdateMode::reactive(IDLE),
            unfocused_mode: UpdateMode::reactive_low_power(IDLE),
        })
        .insert_resource(ClearColor::default())
        .insert_non_send(desk)
        .add_systems(Startup, spawn_camera)
        .add_systems(Update, close)
        .add_systems(EguiPrimaryContextPass, show)
        .add_systems(PostUpdate, (take_picture, pace));
    on_one_thread(&mut app);
    app
}

/// Runs systems one after another: there are few, each short, and to wake a thread
/// for one takes longer than most of them.
fn on_one_thread(app: &mut App) {
    let one_by_one = |world: &mut World| {
        for (_, schedule) in world.resource_mut::<Schedules>().iter_mut() {
            schedule.set_executor(SingleThreadedExecutor::new());
        }
    };
    one_by_one(app.world_mut());
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        one_by_one(render.world_mut());
    }
}

fn spawn_camera(mut commands: Commands) {
    // egui paints with smooth edges of its own.
    commands.spawn((Camera2d, Msaa::Off));
}

/// Shows the shell.
fn show(mut contexts: EguiContexts, mut desk: NonSendMut<Desk>) -> Result {
    let context = contexts.ctx_mut()?.clone();
    if !desk.is_ready {
        Shell::prepare(&context);
        // Commands shall be done once a picture.
        context.options_mut(|options| {
            if let Some(once) = std::num::NonZeroUsize::new(1) {
                options.max_passes = once;
            }
        });
        desk.is_ready = true;
        return Ok(());
    }
    let began = now();
    let seconds = desk.last.map_or(0.0, |last| (began - last).as_secs_f64());
    desk.last = Some(began);
    while let Ok((file, failed)) = desk.told.try_recv() {
        desk.shell.picture_taken(&file, failed);
    }
    let mut ui = egui::Ui::new(
        context.clone(),
        "window".into(),
        egui::UiBuilder::new()
            .layer_id(egui::LayerId::background())
            .max_rect(context.content_rect()),
    );
    // A window that was hidden does not jump ahead.
    desk.shell.show(&mut ui, seconds.min(0.25));
    let people = desk.shell.session.run().map_or(0, |run| run.people.len());
    let moves = desk.shell.session.is_moving();
    desk.times
        .note(seconds, began.elapsed().as_secs_f64(), people, moves);
    Ok(())
}

/// Takes a picture of a part of the window, and writes it on another thread.
fn take_picture(
    mut commands: Commands,
    mut desk: NonSendMut<Desk>,
    mut contexts: EguiContexts,
) -> Result {
    let Some(picture) = desk.shell.take_picture() else {
        return Ok(());
    };
    let scale = contexts.ctx_mut()?.pixels_per_point();
    let tell = Mutex::new(Some(desk.tell.clone()));
    commands.spawn(Screenshot::primary_window()).observe(
        move |captured: On<ScreenshotCaptured>| {
            let image = captured.image.clone();
            let picture = picture.clone();
            let tell = tell.lock().ok().and_then(|mut tell| tell.take());
            std::thread::spawn(move || {
                let failed = write_picture(image, &picture, scale).err();
                if let Some(tell) = tell {
                    // The window may be gone already.
                    tell.send((picture.file, failed)).ok();
                }
            });
        },
    );
    Ok(())
}

fn write_picture(image: Image, picture: &Picture, scale: f32) -> Result<(), String> {
    let whole = image
        .try_into_dynamic()
        .map_err(|error| error.to_string())?;
    let pixel = |points: f32| (points * scale).round().max(0.0) as u32;
    let part = picture.part;
    let (x, y) = (
        pixel(part.min.x).min(whole.width()),
        pixel(part.min.y).min(whole.height()),
    );
    let width = pixel(part.width()).min(whole.width() - x);
    let height = pixel(part.height()).min(whole.height() - y);
    let cut = whole.crop_imm(x, y, width.max(1), height.max(1));
    cut.to_rgb8()
        .save(&picture.file)
        .map_err(|error| error.to_string())
}

/// Pictures as fast as they can be drawn while something moves, few else; and
/// the window cleared in the colour of what is largest, so that none of it has
/// to be painted: to a software renderer every painted point is dear.
fn pace(desk: NonSend<Desk>, mut settings: ResMut<WinitSettings>, mut clear: ResMut<ClearColor>) {
    let ground = desk.shell.ground();
    let ground = Color::srgb_u8(ground.0, ground.1, ground.2);
    if clear.0 != ground {
        clear.0 = ground;
    }
    let mode = if desk.shell.session.is_moving() {
        UpdateMode::Continuous
    } else {
        UpdateMode::reactive(IDLE)
    };
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode = mode;
    }
}

/// Ends when the window is closed or somebody says so. A run that goes on is
/// ended and what there is kept.
fn close(
    mut desk: NonSendMut<Desk>,
    mut closing: MessageReader<WindowCloseRequested>,
    mut exit: MessageWriter<AppExit>,
    windows: Query<Entity, With<PrimaryWindow>>,
) {
    if closing.read().next().is_some() || windows.is_empty() {
        desk.shell.session.quits = true;
    }
    if !desk.shell.session.quits {
        return;
    }
    if desk.shell.session.runs_now() {
        desk.shell.session.perform(AppCommand::StopRun);
    } else {
        exit.write(AppExit::Success);
    }
}

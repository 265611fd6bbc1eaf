//! Panels without a window: labels, clicks, both languages.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::Shell;
use crate::app::command::{AppCommand, Mode, Panel, Selected, Slot};
use crate::app::tests::{session, wait, with_run};
use crate::base::text::Language;

/// What a shell has in a harness, which leaves eight points free all round.
const ROOM: f32 = 1264.0 * 784.0;

/// A shell in a harness. The first pictures set the fonts.
fn harness(shell: Shell) -> Harness<'static, Shell> {
    let mut ready = false;
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1280.0, 800.0))
        .with_max_steps(30)
        .build_ui_state(
            move |ui, shell: &mut Shell| {
                if ready {
                    shell.show(ui, 0.016);
                } else {
                    Shell::prepare(ui.ctx());
                    ready = true;
                }
            },
            shell,
        );
    harness.run_steps(4);
    harness
}

/// Whether something on the screen has these words.
fn has(harness: &Harness<'_, Shell>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn press(harness: &mut Harness<'_, Shell>, modifiers: egui::Modifiers, key: egui::Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

#[test]
fn the_start_page_greets_in_both_languages() {
    let mut harness = harness(Shell::new(session()));
    assert!(has(&harness, "Does everyone get out in time"));
    assert!(has(&harness, "Open a scenario"));
    assert!(has(&harness, "quickstart.ron"), "an example");
    harness.get_by_label("中文").click();
    harness.run_steps(4);
    assert_eq!(harness.state().session.say().language(), Language::Chinese);
    assert!(has(&harness, "所有人能否及时撤离"));
    assert!(!has(&harness, "Does everyone get out"));
}

#[test]
fn an_example_opens_with_a_click_and_runs() {
    let mut harness = harness(Shell::new(session()));
    let button = egui::accesskit::Role::Button;
    harness
        .get_by_role_and_label(button, "quickstart.ron")
        .click();
    harness.run_steps(4);
    wait(&mut harness.state_mut().session, |session| {
        session.plan.is_some()
    });
    harness.run_steps(6);
    assert!(has(&harness, "Gates  1"), "the outline");
    assert!(has(&harness, "Ticket check"), "a gate in the outline");
    harness.get_by_label("Ticket check").click();
    harness.run_steps(4);
    assert_eq!(harness.state().session.selected, Some(Selected::Gate(0)));
    assert!(has(&harness, "Clear width"));
}

#[test]
fn a_replay_is_played_scrubbed_and_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Shell::new(with_run(folder.path(), 60.0));
    shell.perform(AppCommand::ToStart);
    let mut harness = harness(shell);
    // The clock stands at the start; play by its key.
    if harness.state().session.playback.is_playing() {
        press(&mut harness, egui::Modifiers::NONE, egui::Key::Space);
    }
    harness.state_mut().perform(AppCommand::ToStart);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Space);
    assert!(harness.state().session.playback.is_playing());
    harness.run_steps(10);
    assert!(harness.state().session.playback.t_ms() > 100.0);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Space);
    // Scrub to the middle by mouse.
    let track = harness.get_by_label("Timeline").rect();
    harness.drag_at(track.center());
    harness.run_steps(2);
    harness.drop_at(track.center());
    harness.run_steps(2);
    let t_ms = harness.state().session.playback.t_ms();
    assert!((t_ms - 30_000.0).abs() < 600.0, "{t_ms}");
    press(&mut harness, egui::Modifiers::COMMAND, egui::Key::B);
    assert_eq!(
        harness
            .state()
            .session
            .run()
            .map(|run| run.review.bookmarks.len()),
        Some(1)
    );
    harness
        .state_mut()
        .perform(AppCommand::ShowPanel(Panel::Notes));
    harness.run_steps(4);
    assert!(has(&harness, "19:00:30"), "the bookmark's time of day");
}

#[test]
fn the_palette_finds_a_command_and_keys_do_not_reach_through_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = harness(Shell::new(with_run(folder.path(), 20.0)));
    let palette = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    press(&mut harness, palette, egui::Key::P);
    harness.event(egui::Event::Text("dark or".to_owned()));
    harness.run_steps(4);
    assert!(has(&harness, "Dark or light"));
    let before = harness.state().session.settings.tone;
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Enter);
    assert_ne!(harness.state().session.settings.tone, before);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::F1);
    assert!(has(&harness, "On the map: drag to move"));
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(!has(&harness, "On the map: drag to move"));
}

#[test]
fn the_map_moves_zooms_and_selects() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Shell::new(with_run(folder.path(), 20.0));
    // Where the run is kept has been read.
    shell.perform(AppCommand::Dismiss);
    let mut harness = harness(shell);
    let map = harness.state().map();
    assert!(
        map.area() >= 0.6 * ROOM,
        "the map has {map:?} of the window"
    );
    // Where the ticket check is.
    let session = &harness.state().session;
    let line = session.ground().expect("a ground").drawing.gates[0].line;
    let (x, y) = session.camera.to_screen(line.0.lerp(line.1, 0.5));
    let at = map.min + egui::vec2(x as f32, y as f32);
    harness.hover_at(at);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run_steps(3);
    let selected = harness.state().session.selected;
    assert!(
        matches!(selected, Some(Selected::Gate(0) | Selected::Person(_))),
        "{selected:?}"
    );
    let before = harness.state().session.camera.clone();
    harness.hover_at(map.center());
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 120.0),
        modifiers: egui::Modifiers::NONE,
        phase: egui::TouchPhase::Move,
    });
    harness.run_steps(60);
    assert!(harness.state().session.camera.points_per_m() > 1.2 * before.points_per_m());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::F);
    let after = harness.state().session.camera.points_per_m();
    assert!(
        (after - before.points_per_m()).abs() < 1e-6,
        "all is seen again"
    );
}

#[test]
fn a_scenario_with_errors_shows_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = folder.path().join("wrong.ron");
    std::fs::write(&wrong, "(format: 1, venue: (places: [(id: \"a\"").expect("written");
    let mut shell = Shell::new(session());
    shell.perform(AppCommand::Open(Slot::A, wrong));
    wait(&mut shell.session, |session| session.plan.is_some());
    shell.perform(AppCommand::ShowPanel(Panel::Problems));
    let mut harness = harness(shell);
    harness.run_steps(4);
    assert!(has(&harness, "Error"));
    assert!(has(&harness, "line 1"));
}

#[test]
fn the_layout_is_remembered_and_rubbish_is_not() {
    for mode in Mode::ALL {
        let kept = ron::to_string(&super::layout(mode)).expect("it can be written");
        assert!(super::read_layout(&kept).is_some());
    }
    assert!(super::read_layout("rubbish").is_none());
    let mut no_map = super::layout(Mode::Review);
    let map = no_map.find_tab(&Panel::Map).expect("it has a map");
    no_map.remove_tab(map);
    let kept = ron::to_string(&no_map).expect("it can be written");
    assert!(super::read_layout(&kept).is_none());
}

#[test]
fn each_use_has_its_panels_and_the_map_three_fifths_of_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Shell::new(with_run(folder.path(), 20.0));
    shell.perform(AppCommand::Dismiss);
    let mut harness = harness(shell);
    let number = [egui::Key::Num1, egui::Key::Num2, egui::Key::Num3];
    for (mode, shown, hidden) in [
        (Mode::Plan, Panel::Outline, Panel::Events),
        (Mode::Run, Panel::Events, Panel::Outline),
        (Mode::Review, Panel::Notes, Panel::Outline),
    ] {
        press(&mut harness, egui::Modifiers::COMMAND, number[mode.at()]);
        let shell = harness.state();
        assert_eq!(shell.session.mode, mode);
        let open = |panel| shell.docks[mode.at()].find_tab(&panel).is_some();
        assert!(open(shown) && !open(hidden), "{mode:?}");
        let map = shell.map();
        assert!(map.area() >= 0.6 * ROOM, "{mode:?}: {map:?}");
        let timeline = harness.query_by_label("Timeline").is_some();
        assert_eq!(timeline, mode != Mode::Plan, "the timeline");
    }
}

#[test]
fn orders_are_given_in_the_run_panel_and_on_the_map() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = crate::app::order_tests::waiting(folder.path());
    let mut harness = harness(Shell::new(session));
    harness
        .state_mut()
        .perform(AppCommand::ShowPanel(Panel::Run));
    harness.run_steps(4);
    assert!(has(&harness, "Orders"));
    harness.get_by_label("Hold").click();
    harness.run_steps(4);
    // The panel is low; whoever wants to order an incident scrolls.
    harness
        .get_by_label("At a point on the map …")
        .scroll_to_me();
    harness.run_steps(4);
    harness.get_by_label("At a point on the map …").click();
    harness.run_steps(4);
    assert!(harness.state().session.aim.is_some());
    assert!(has(&harness, "Click the point on the map"));
    let map = harness.state().map();
    harness.hover_at(map.center());
    harness.drag_at(map.center());
    harness.drop_at(map.center());
    harness.run_steps(4);
    assert_eq!(harness.state().session.aim, None);
    let state = harness.state_mut();
    state.perform(AppCommand::StepRun);
    let ordered = |session: &crate::app::session::Session| {
        let events = session.run().map(|run| run.store.events.iter());
        let kind = crate::sim::EventKind::Ordered;
        events.map_or(0, |events| events.filter(|e| e.kind == kind).count())
    };
    wait(&mut state.session, |session| ordered(session) == 2);
    harness.run_steps(4);
    assert!(has(&harness, "held  Ticket check"), "the list of orders");
    harness.state_mut().perform(AppCommand::StopRun);
    wait(&mut harness.state_mut().session, |session| {
        !session.runs_now()
    });
}

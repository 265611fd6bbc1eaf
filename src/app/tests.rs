//! The application without a window: commands, background work and the clock,
//! also in Bevy's own schedule with fixed time steps.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command::{AppCommand, Overlay, Selected, Slot};
use super::session::Session;
use super::settings::Settings;
use super::theme::Tone;
use crate::base::text::{self, Language};
use crate::model::{GateState, Time};

/// How long background work may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(240);

pub(super) fn session() -> Session {
    Session::new(Settings::default(), Language::English)
}

pub(super) fn quickstart() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/quickstart.ron")
}

/// Lets background work go on until something holds.
pub(super) fn wait(session: &mut Session, holds: impl Fn(&Session) -> bool) {
    let began = crate::cli::progress::now();
    while !holds(session) {
        assert!(began.elapsed() < PATIENCE, "{:?}", session.message);
        session.advance(0.0);
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A session with a run of the quickstart, recorded in a folder.
pub(super) fn with_run(folder: &Path, until_s: f64) -> Session {
    with_run_from(folder, None, until_s)
}

/// The same, started at another time of day.
fn with_run_from(folder: &Path, from: Option<Time>, until_s: f64) -> Session {
    let mut session = session();
    let file = folder.join("quickstart.ron");
    std::fs::copy(quickstart(), &file).expect("a copy");
    session.perform(AppCommand::Open(Slot::A, file));
    wait(&mut session, |session| session.plan.is_some());
    session.perform(AppCommand::SetFrom(from));
    session.perform(AppCommand::SetUntil(Some(until_s)));
    session.perform(AppCommand::StartRun);
    wait(&mut session, |session| {
        session.run().is_some() && !session.runs_now()
    });
    session
}

#[test]
fn a_run_in_the_window_is_the_replay_of_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut live = with_run(folder.path(), 90.0);
    let kept = live
        .run()
        .and_then(|run| run.folder.clone())
        .expect("it is recorded");
    for file in ["run.json", "metrics.json", "report.html", "agents.parquet"] {
        assert!(kept.join(file).is_file(), "{file} is missing");
    }
    let mut replay = session();
    replay.perform(AppCommand::Open(Slot::A, kept));
    wait(&mut replay, |session| {
        session.run().is_some_and(|run| !run.growing)
    });
    for t_ms in [0.0, 20_250.0, 59_900.0, 60_100.0, 90_000.0] {
        for session in [&mut live, &mut replay] {
            session.perform(AppCommand::Seek(t_ms));
            session.advance(0.0);
        }
        let (a, b) = (live.run().expect("a run"), replay.run().expect("a run"));
        assert!(a.people.len() > 100);
        assert_eq!(a.people, b.people, "at {t_ms} ms");
    }
    let (a, b) = (live.run().expect("a run"), replay.run().expect("a run"));
    assert_eq!(a.store.events, b.store.events);
    assert_eq!(a.store.inside, b.store.inside);
    assert_eq!(a.store.span_ms(), b.store.span_ms());
    assert!(!b.tail_missing);
}

#[test]
fn a_run_waits_goes_on_by_a_second_and_is_kept_when_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = session();
    let file = folder.path().join("quickstart.ron");
    std::fs::copy(quickstart(), &file).expect("a copy");
    session.perform(AppCommand::Open(Slot::A, file.clone()));
    wait(&mut session, |session| session.plan.is_some());
    session.perform(AppCommand::SetSeed(7));
    session.perform(AppCommand::StartRun);
    session.perform(AppCommand::PauseRun(true));
    wait(&mut session, |session| {
        session
            .run()
            .is_some_and(|run| run.store.span_ms().is_some())
    });
    std::thread::sleep(Duration::from_millis(100));
    session.advance(0.0);
    let end = |session: &Session| {
        session
            .run()
            .and_then(|run| run.store.span_ms())
            .map(|s| s.1)
    };
    let before = end(&session).expect("it has begun");
    session.perform(AppCommand::Open(Slot::A, file));
    assert!(
        session.message.as_ref().is_some_and(|m| m.is_error),
        "a run goes on"
    );
    session.perform(AppCommand::StepRun);
    wait(&mut session, |session| end(session) > Some(before));
    std::thread::sleep(Duration::from_millis(100));
    session.advance(0.0);
    assert_eq!(end(&session), Some(before + 1_000));
    assert!(session.playback.follows_tail());
    session.perform(AppCommand::StopRun);
    wait(&mut session, |session| !session.runs_now());
    let kept = session
        .run()
        .and_then(|run| run.folder.clone())
        .expect("it is kept");
    let run = std::fs::read_to_string(kept.join("run.json")).expect("it is there");
    assert!(
        run.contains("\"interrupted\"") && run.contains("\"seed\": 7"),
        "{run}"
    );
}

#[test]
fn time_moves_by_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 60.0);
    let at = |session: &Session| session.playback.t_ms();
    session.perform(AppCommand::ToStart);
    session.perform(AppCommand::SetSpeed(8.0));
    if !session.playback.is_playing() {
        session.perform(AppCommand::TogglePlay);
    }
    session.advance(0.5);
    assert_eq!(at(&session), 4_000.0);
    session.perform(AppCommand::StepFrames(1));
    assert_eq!(
        (at(&session), session.playback.is_playing()),
        (4_500.0, false)
    );
    session.perform(AppCommand::StepFrames(-2));
    assert_eq!(at(&session), 3_500.0);
    session.perform(AppCommand::Skip(10.0));
    session.perform(AppCommand::LoopFromHere);
    session.perform(AppCommand::Skip(5.0));
    session.perform(AppCommand::LoopToHere);
    assert_eq!(session.playback.stretch_ms(), Some((13_500.0, 18_500.0)));
    session.perform(AppCommand::ToEnd);
    assert_eq!(at(&session), 60_000.0);
}

#[test]
fn bookmarks_are_kept_beside_the_run_and_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 30.0);
    session.perform(AppCommand::Seek(12_345.0));
    session.perform(AppCommand::LookAt(10.0, 12.0));
    session.advance(1.0);
    session.advance(1.0);
    session.perform(AppCommand::AddBookmark);
    assert!(session.picture.is_some(), "a bookmark has a picture");
    session.perform(AppCommand::NoteBookmark(0, "crowd at the doors".to_owned()));
    let kept = session
        .run()
        .and_then(|run| run.folder.clone())
        .expect("it is kept");
    let mut again = self::session();
    again.perform(AppCommand::Open(Slot::A, kept));
    wait(&mut again, |session| {
        session.run().is_some_and(|run| !run.growing)
    });
    let bookmarks = &again.run().expect("a run").review.bookmarks;
    assert_eq!(bookmarks.len(), 1);
    assert_eq!((bookmarks[0].t_ms, bookmarks[0].at), (12_345, (10.0, 12.0)));
    assert_eq!(bookmarks[0].note, "crowd at the doors");
    again.perform(AppCommand::GoToBookmark(0));
    assert_eq!(again.playback.t_ms(), 12_345.0);
    again.perform(AppCommand::RemoveBookmark(0));
    assert!(again.run().expect("a run").review.bookmarks.is_empty());
}

#[test]
fn each_use_of_the_window_comes_with_what_is_opened() {
    use super::command::Mode;
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 20.0);
    assert_eq!(session.mode, Mode::Run, "a run was started");
    let kept = session.run().and_then(|run| run.folder.clone());
    session.perform(AppCommand::SetMode(Mode::Plan));
    assert!(session.shown(Slot::A).is_none() && session.run().is_some());
    session.perform(AppCommand::OpenAgain);
    wait(&mut session, |session| session.run().is_none());
    assert_eq!(session.mode, Mode::Plan, "the scenario is read again");
    session.perform(AppCommand::Open(Slot::A, kept.expect("it is kept")));
    wait(&mut session, |session| {
        session.run().is_some_and(|run| !run.growing)
    });
    assert_eq!(session.mode, Mode::Review);
    assert!(session.shown(Slot::A).is_some());
}

#[test]
fn the_highest_density_so_far_is_that_of_every_frame_also_after_a_scrub() {
    use super::people::People;
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 90.0);
    session.perform(AppCommand::Lay(Overlay::MaxDensity));
    wait(&mut session, |session| {
        let run = session.run().expect("a run");
        run.survey.known_until_ms() >= 90_000
    });
    // From the first frame on, one by one, by hand.
    let mut by_hand: Vec<Vec<f32>> = Vec::new();
    let run = session.runs[0].as_mut().expect("a run");
    let raster = std::sync::Arc::clone(&run.ground.raster);
    let mut people = People::default();
    for frame in 0..=180 {
        let moment = run.store.moment(f64::from(frame) * 500.0, &mut people);
        moment.expect("it is in memory");
        let mut highest = raster.density(&people, None);
        if let Some(before) = by_hand.last() {
            for (now, before) in highest.iter_mut().zip(before) {
                *now = now.max(*before);
            }
        }
        by_hand.push(highest);
    }
    for t_ms in [60_000.0_f64, 500.0, 90_000.0, 30_250.0] {
        session.perform(AppCommand::Seek(t_ms));
        session.advance(0.0);
        let run = session.run().expect("a run");
        let frame = (t_ms / 500.0).floor() as usize;
        assert_eq!(run.highest, by_hand[frame], "at {t_ms} ms");
    }
    assert!(by_hand[180].iter().copied().fold(0.0, f32::max) > 0.5);
}

#[test]
fn the_pressure_shown_is_that_of_the_metrics() {
    use crate::analysis::density::PressureProbe;
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 20.0);
    session.perform(AppCommand::Lay(Overlay::Pressure));
    for t_ms in [10_200.0, 4_000.0] {
        session.perform(AppCommand::Seek(t_ms));
        let frame_ms = (t_ms as i64) / 500 * 500;
        wait(&mut session, |session| {
            let run = session.run().expect("a run");
            run.survey.pressure().is_some_and(|p| p.t_ms == frame_ms)
        });
        let run = session.run().expect("a run");
        let (before, frame) = run.store.pair(t_ms).expect("both are there");
        let mut probe = PressureProbe::new(&run.ground.world);
        let expected = probe.at(&before.view(), &frame.view());
        let shown = run.survey.pressure().map(|p| p.points.clone());
        assert_eq!(shown, Some(expected), "at {t_ms} ms");
    }
}

#[test]
fn drawings_plots_and_the_report_leave_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 60.0);
    let kept = session.run().and_then(|run| run.folder.clone());
    let kept = kept.expect("it is kept");
    session.camera.set_size(900.0, 600.0);
    session.perform(AppCommand::Seek(40_250.0));
    session.advance(0.0);
    let written = |session: &mut Session| {
        wait(session, |session| {
            let message = session.message.as_ref();
            message
                .is_some_and(|m| m.is_error || m.text.contains(".svg") || m.text.contains(".html"))
        });
        let message = session.message.take().expect("it is told");
        assert!(!message.is_error, "{message:?}");
    };
    session.perform(AppCommand::SaveDrawing);
    written(&mut session);
    let drawing = std::fs::read_to_string(kept.join("review/40250-0.svg")).expect("a drawing");
    let visitors = drawing.matches("h0").count();
    let shown = session.people(Slot::A).expect("people").len();
    assert!(
        visitors > 100 && visitors < shown,
        "{visitors} discs of {shown} people"
    );
    assert!(drawing.contains("Hall") && drawing.contains("xmlns="));
    session.perform(AppCommand::SavePlots);
    assert!(
        session.message.take().is_some_and(|m| m.is_error),
        "nothing is selected"
    );
    session.perform(AppCommand::Select(Some(Selected::Cell(0))));
    session.perform(AppCommand::SavePlots);
    written(&mut session);
    let plot = std::fs::read_to_string(kept.join("review/40250-1.svg")).expect("a plot");
    assert!(plot.contains("polyline") && plot.contains("Visitors"));
    session.perform(AppCommand::AddBookmark);
    session.perform(AppCommand::NoteBookmark(0, "look: here".to_owned()));
    session.perform(AppCommand::WriteReport);
    written(&mut session);
    let report = std::fs::read_to_string(kept.join("report.html")).expect("a report");
    assert!(report.contains("19:00:40 — look: here"));
    session.perform(AppCommand::Close(Slot::A));
    session.perform(AppCommand::WriteReport);
    assert!(session.message.as_ref().is_some_and(|m| m.is_error));
}

#[test]
fn two_runs_share_one_clock() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 30.0);
    let kept = session
        .run()
        .and_then(|run| run.folder.clone())
        .expect("it is kept");
    session.perform(AppCommand::Open(Slot::B, kept));
    wait(&mut session, |session| {
        session.runs[1].as_ref().is_some_and(|run| !run.growing)
    });
    session.perform(AppCommand::Seek(17_000.0));
    session.perform(AppCommand::Lay(Overlay::Difference));
    session.advance(0.0);
    assert_eq!(session.people(Slot::A), session.people(Slot::B));
    session.perform(AppCommand::Close(Slot::B));
    assert!(session.people(Slot::B).is_none() && session.run().is_some());
}

#[test]
fn broken_and_foreign_inputs_are_told_and_nothing_else_breaks() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 70.0);
    let kept = session
        .run()
        .and_then(|run| run.folder.clone())
        .expect("it is kept");
    let not_a_run = folder.path().join("empty");
    std::fs::create_dir(&not_a_run).expect("a folder");
    let foreign = folder.path().join("foreign");
    std::fs::create_dir(&foreign).expect("a folder");
    std::fs::write(foreign.join("run.json"), "{\"status\": 3}").expect("written");
    let wrong = folder.path().join("wrong.ron");
    std::fs::write(&wrong, "(format: 1,").expect("written");
    for path in [&not_a_run, &foreign, &folder.path().join("missing.ron")] {
        session.perform(AppCommand::Open(Slot::B, path.clone()));
        wait(&mut session, |session| session.message.is_some());
        let message = session.message.clone().expect("it is told");
        assert!(
            message.is_error && !message.text.contains('⟦'),
            "{message:?}"
        );
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            message.text.contains(&name),
            "{message:?} does not name {name}"
        );
        assert!(session.runs[1].is_none() && session.run().is_some());
        session.perform(AppCommand::Dismiss);
    }
    // A part cut short: what came before it can be seen.
    let part = kept.join("trajectories/part-0001.parquet");
    let bytes = std::fs::read(&part).expect("a second part");
    std::fs::write(&part, &bytes[..bytes.len() / 2]).expect("cut");
    session.perform(AppCommand::Open(Slot::B, kept.clone()));
    wait(&mut session, |session| session.message.is_some());
    assert!(
        session
            .message
            .as_ref()
            .is_some_and(|m| m.text.contains("part-0001"))
    );
    wait(&mut session, |session| {
        let run = session.runs[1].as_ref();
        run.is_some_and(|run| run.store.chunks() == 1)
    });
    // A part that is missing: the recording breaks off, and that is said.
    std::fs::remove_file(&part).expect("removed");
    session.perform(AppCommand::Close(Slot::B));
    session.perform(AppCommand::Dismiss);
    session.perform(AppCommand::Open(Slot::B, kept));
    wait(&mut session, |session| session.message.is_some());
    assert!(session.runs[1].as_ref().is_some_and(|run| run.tail_missing));
    // A scenario with errors takes the place of all, with its problems.
    session.perform(AppCommand::Open(Slot::A, wrong.clone()));
    wait(&mut session, |session| {
        session.plan.as_ref().is_some_and(|plan| plan.path == wrong)
    });
    let plan = session.plan.as_ref().expect("a plan");
    assert!(plan.ground.is_none() && plan.problems.len() == 1);
    session.perform(AppCommand::StartRun);
    assert!(session.message.as_ref().is_some_and(|m| m.is_error));
}

#[test]
fn cards_say_how_things_are_at_the_moment() {
    use super::views::cards::Cards;
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 90.0);
    session.perform(AppCommand::Seek(90_000.0));
    session.advance(0.0);
    let run = session.run().expect("a run");
    assert_eq!(run.gate_state(0, 0.0), GateState::Open);
    let cards = Cards {
        ground: &run.ground,
        run: Some(run),
        capacity: &[],
        t_ms: 90_000.0,
        say: session.say(),
    };
    let gate = cards.of(Selected::Gate(0)).expect("a card");
    let value = |label: &str| {
        let row = gate.rows.iter().find(|row| row.0 == label);
        row.map(|row| row.1.clone()).expect("a row")
    };
    let counted = run.store.events.iter();
    let counted = counted
        .filter(|event| event.kind == crate::sim::EventKind::GatePassed)
        .count();
    assert_eq!(value("Passed so far"), counted.to_string());
    assert!(counted > 5, "somebody was checked");
    let hall = cards.of(Selected::Cell(0)).expect("a card");
    assert!(
        hall.rows
            .iter()
            .any(|row| row.0 == "Visitors now" && row.1 != "0")
    );
    assert!(!hall.plots[0].points.is_empty());
    let person = cards.of(Selected::Person(0)).expect("a card");
    assert!(person.plots[0].points.len() > 100, "their speed over time");
    assert!(cards.of(Selected::Person(999_999)).is_none());
    assert!(cards.of(Selected::Exit(99)).is_none());
}

#[test]
fn events_are_filtered_and_jumped_to() {
    use super::sort::Sort;
    use super::views::events::Line;
    let folder = tempfile::tempdir().expect("a folder");
    let from = Time::parse("19:09").ok();
    let mut session = with_run_from(folder.path(), from, 100.0);
    let run = session.run().expect("a run");
    let say = session.say();
    let listed = session.filter.list(run, say, 0);
    let (before, after) = listed.split_at(listed.len() / 2);
    let from = before.last().map_or(0, |last| last + 1);
    assert_eq!(session.filter.list(run, say, from), after);
    let is_mark = crate::app::views::events::is_mark;
    let marks = run.store.events.iter().filter(|event| is_mark(event));
    let few: Vec<_> = run.store.few_events().collect();
    assert!(few.len() < run.store.events.len());
    assert_eq!(
        few.iter()
            .copied()
            .filter(|event| is_mark(event))
            .collect::<Vec<_>>(),
        marks.collect::<Vec<_>>()
    );
    assert!(!listed.is_empty() && listed.len() < run.store.events.len());
    session.filter.text = "ALARM BROADCAST".to_owned();
    let listed = session.filter.list(session.run().expect("a run"), say, 0);
    assert_eq!(listed.len(), 1);
    let run = session.run().expect("a run");
    let line = Line::of(run, &run.store.events[listed[0]], say);
    assert_eq!(
        (line.clock.as_str(), line.what.as_str()),
        ("19:10:30", "Alarm broadcast")
    );
    session.filter.sorts = [false; 6];
    session.filter.sorts[Sort::Alarm as usize] = true;
    session.perform(AppCommand::Seek(85_000.0));
    session.perform(AppCommand::NextEvent);
    assert_eq!(session.playback.t_ms(), 90_000.0);
    session.perform(AppCommand::PreviousEvent);
    assert_eq!(session.playback.t_ms(), 80_000.0);
}

#[test]
fn settings_follow_commands() {
    let mut session = session();
    session.perform(AppCommand::ToggleLanguage);
    assert_eq!(session.say().language(), Language::Chinese);
    session.perform(AppCommand::ToggleTone);
    assert_eq!(session.settings.tone, Tone::Light);
    session.perform(AppCommand::Scale(99.0));
    assert_eq!(session.settings.scale, 2.5);
    session.perform(AppCommand::Scale(0.0));
    assert_eq!(session.settings.scale, 1.0);
    let back = session.perform(AppCommand::TogglePalette);
    assert_eq!(
        back,
        Some(AppCommand::TogglePalette),
        "the shell's business"
    );
}

/// The session in a Bevy schedule, as the window has it.
struct Clocked(Session);

#[test]
fn in_bevy_s_schedule_time_goes_by_fixed_steps() {
    use bevy::prelude::*;
    use bevy::time::TimeUpdateStrategy;
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = with_run(folder.path(), 30.0);
    session.perform(AppCommand::ToStart);
    session.perform(AppCommand::SetSpeed(2.0));
    if !session.playback.is_playing() {
        session.perform(AppCommand::TogglePlay);
    }
    // Only one thread may have a session: its jobs tell one listener.
    let mut app = App::new();
    app.add_plugins(MinimalPlugins)
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(
            50,
        )))
        .insert_non_send(Clocked(session))
        .add_systems(
            Update,
            |time: Res<Time>, mut clocked: NonSendMut<Clocked>| {
                clocked.0.advance(time.delta_secs_f64());
            },
        );
    for _ in 0..21 {
        app.update();
    }
    let clocked = app.world().get_non_send::<Clocked>().expect("it is there");
    assert!(
        (clocked.0.playback.t_ms() - 2_000.0).abs() < 101.0,
        "{}",
        clocked.0.playback.t_ms()
    );
    assert!(
        clocked
            .0
            .people(Slot::A)
            .is_some_and(|people| people.len() > 100)
    );
}

#[test]
fn every_text_of_the_window_exists_and_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut folders = vec![root.join("src/app")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(path).expect("text");
            let texts = source.split('"').filter(|text| {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                text.starts_with("app-") && text.len() > 4 && text.chars().all(plain)
            });
            used.extend(texts.map(str::to_owned));
        }
    }
    for kind in crate::sim::EventKind::ALL {
        used.insert(format!("app-event-{}", kind.key().replace('_', "-")));
    }
    for model in crate::model::Locomotion::ALL {
        used.insert(format!("app-model-{}", model.key()));
    }
    used.remove("app-event-");
    used.remove("app-model-");
    let missing: Vec<&String> = used.iter().filter(|key| !text::has(key)).collect();
    assert!(missing.is_empty(), "missing texts: {missing:?}");
    let catalogue = include_str!("../../assets/locales/en/app.ftl");
    let keys = catalogue
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key);
    let idle: Vec<&str> = keys.filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "texts that nothing shows: {idle:?}");
}

#[test]
fn the_font_has_every_character_of_both_languages() {
    let texts = [
        include_str!("../../assets/locales/en/app.ftl"),
        include_str!("../../assets/locales/zh/app.ftl"),
        include_str!("../../assets/locales/zh/problems.ftl"),
        include_str!("../../scenarios/jianshan.ron"),
        include_str!("../../scenarios/quickstart.ron"),
    ];
    // Written by assets/fonts/subset.py beside the font.
    let font: BTreeSet<char> = include_str!("../../assets/fonts/characters.txt")
        .chars()
        .collect();
    let wanted = texts.iter().flat_map(|text| text.chars());
    let missing: BTreeSet<char> = wanted.filter(|c| *c > ' ' && !font.contains(c)).collect();
    assert!(font.len() > 4_000 && missing.is_empty(), "{missing:?}");
}

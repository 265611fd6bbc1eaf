//! Orders given in the window, and the run made again from them by the command line.

use std::path::{Path, PathBuf};

use super::command::{Aim, AppCommand, Slot};
use super::session::Session;
use super::tests::{quickstart, session, wait};
use crate::base::text::Language;
use crate::cli::args::{CommonOptions, RunOptions};
use crate::cli::say::Say;
use crate::model::file::read_orders;
use crate::model::orders::{DeskOrder, Destination};
use crate::model::{GateState, IncidentKind, Time};
use crate::sim::EventKind;

/// A session whose run of the quickstart waits at its beginning.
pub(super) fn waiting(folder: &Path) -> Session {
    let mut session = session();
    let file = folder.join("quickstart.ron");
    std::fs::copy(quickstart(), &file).expect("a copy");
    session.perform(AppCommand::Open(Slot::A, file));
    wait(&mut session, |session| session.plan.is_some());
    session.perform(AppCommand::SetUntil(Some(100.0)));
    session.perform(AppCommand::SetFrom(Time::parse("19:05").ok()));
    session.perform(AppCommand::StartRun);
    session.perform(AppCommand::PauseRun(true));
    wait(&mut session, |session| session.run().is_some());
    session
}

fn order_gate(gate: &str) -> AppCommand {
    AppCommand::GiveOrder(DeskOrder::Gate {
        gate: gate.into(),
        state: GateState::Held,
    })
}

/// Bytes of every file under a folder of a recording, with their names.
fn recorded(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["trajectories", "events", "series"] {
        let entries = std::fs::read_dir(folder.join(part)).expect("it is there");
        for entry in entries {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("it is in it").to_owned();
            files.push((name, std::fs::read(&path).expect("it can be read")));
        }
    }
    files.sort();
    files
}

#[test]
fn orders_of_the_window_give_the_command_line_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = waiting(folder.path());
    session.perform(order_gate("ticket-check"));
    session.perform(AppCommand::AimOrder(Some(Aim::Incident(
        IncidentKind::Fall,
    ))));
    session.perform(AppCommand::OrderAt(25.0, 4.0));
    assert_eq!(session.aim, None);
    session.perform(AppCommand::StepRun);
    wait(&mut session, |session| {
        let run = session.run();
        let ordered = |event: &&crate::sim::Event| event.kind == EventKind::Ordered;
        run.is_some_and(|run| run.store.events.iter().filter(ordered).count() == 2)
    });
    let unit = {
        let run = session.run().expect("a run");
        run.ground.world.scenario.staff.units[0].id.clone()
    };
    let to = Destination::Place("foyer".into());
    session.perform(AppCommand::GiveOrder(DeskOrder::Send { unit, to }));
    session.perform(AppCommand::GiveOrder(DeskOrder::Evacuate { plan: None }));
    session.perform(AppCommand::PauseRun(false));
    wait(&mut session, |session| !session.runs_now());
    let kept = session.run().and_then(|run| run.folder.clone());
    let kept = kept.expect("it is recorded");
    let orders = read_orders(kept.join("orders.ron")).expect("they are kept");
    assert_eq!(orders.orders.orders.len(), 4);
    let info = std::fs::read_to_string(kept.join("run.json")).expect("it is there");
    assert!(info.contains("orders_hash"), "{info}");
    let again = folder.path().join("again");
    let options = RunOptions {
        file: folder.path().join("quickstart.ron"),
        plan: None,
        seed: None,
        model: None,
        from: Time::parse("19:05").ok(),
        until_s: Some(100.0),
        orders: Some(kept.join("orders.ron")),
        out: Some(again.clone()),
        record: true,
        force: false,
    };
    let common = CommonOptions {
        json: false,
        quiet: true,
        lang: Language::English,
        threads: None,
    };
    let run = crate::cli::run::run(&options, common, Say::new(Language::English));
    assert!(run.is_ok(), "{run:?}");
    let (live, replayed) = (recorded(&kept), recorded(&again));
    assert!(live.len() >= 3);
    for (a, b) in live.iter().zip(&replayed) {
        assert!(a == b, "{} differs", a.0.display());
    }
    assert_eq!(live.len(), replayed.len());
    for file in ["run.json", "orders.ron", "agents.parquet"] {
        let read = |folder: &Path| std::fs::read(folder.join(file)).expect("it is there");
        assert!(read(&kept) == read(&again), "{file} differs");
    }
}

#[test]
fn a_run_of_the_window_takes_the_orders_of_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("quickstart.ron");
    std::fs::copy(quickstart(), &file).expect("a copy");
    let orders = folder.path().join("mine.ron");
    let hold = |gate: &str| {
        format!(r#"(format: 1, orders: [(t_s: 20, order: Gate(gate: "{gate}", state: Held))])"#)
    };
    let mut session = session();
    session.perform(AppCommand::Open(Slot::A, file));
    wait(&mut session, |session| session.plan.is_some());
    session.perform(AppCommand::SetUntil(Some(60.0)));
    // One that names no gate of the scenario: nothing is run, and it is said why.
    std::fs::write(&orders, hold("ticket-chek")).expect("written");
    session.perform(AppCommand::SetOrders(Some(orders.clone())));
    session.perform(AppCommand::StartRun);
    wait(&mut session, |session| session.message.is_some());
    let message = session.message.clone().expect("a message");
    assert!(
        message.is_error && message.text.contains("mine.ron"),
        "{message:?}"
    );
    assert!(message.help.contains("ticket-check"), "{message:?}");
    assert!(session.run().is_none() && !session.runs_now());
    std::fs::write(&orders, hold("ticket-check")).expect("written");
    session.perform(AppCommand::StartRun);
    wait(&mut session, |session| {
        session.run().is_some() && !session.runs_now()
    });
    let run = session.run().expect("a run");
    let given = run
        .store
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Ordered);
    assert_eq!(given.map(|event| event.t_ms).collect::<Vec<_>>(), [20_000]);
    let kept = run
        .folder
        .as_ref()
        .expect("it is recorded")
        .join("orders.ron");
    let kept = read_orders(kept).expect("they are kept").orders;
    assert_eq!(kept, read_orders(&orders).expect("they can be read").orders);
}

#[test]
fn an_order_that_cannot_be_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = session();
    session.perform(order_gate("ticket-check"));
    let told = |session: &Session, words: &str| {
        let message = session.message.as_ref();
        message.is_some_and(|message| message.is_error && message.text.contains(words))
    };
    assert!(told(&session, "no run"), "{:?}", session.message);
    session = waiting(folder.path());
    session.perform(order_gate("ticket-chek"));
    wait(&mut session, |session| told(session, "ticket-chek"));
    let help = session.message.as_ref().map(|message| message.help.clone());
    assert!(help.is_some_and(|help| help.contains("ticket-check")));
    // On the stage nobody can stand: the order still waits for a point.
    let aim = Some(Aim::Incident(IncidentKind::Fall));
    session.perform(AppCommand::AimOrder(aim.clone()));
    session.perform(AppCommand::OrderAt(-500.0, 0.0));
    assert_eq!(session.aim, aim);
    assert!(told(&session, "stand"));
    session.perform(AppCommand::Select(None));
    assert_eq!(session.aim, None);
    session.perform(AppCommand::StopRun);
    wait(&mut session, |session| !session.runs_now());
    let kept = session.run().and_then(|run| run.folder.clone());
    let kept = kept.expect("it is recorded");
    assert!(!kept.join("orders.ron").exists(), "no order was taken");
}

//! The bytes of a run, held against those the engine's revision stands for.
//!
//! `tests/golden/engine.txt` has a line for each revision: its number and the
//! BLAKE3 of everything an observer is told in quickstart, from its beginning
//! to its end, and from revision 8 on in a press before a neck as well. Old lines
//! are history and stay.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::{Tape, neck, shipped, simulate};
use crate::sim::{ENGINE_REVISION, RunSpec, Simulation};
use crate::world::World;

const FILE: &str = "tests/golden/engine.txt";
/// Set to anything, it writes the line of a new revision.
const REGENERATE: &str = "MUSTER_GOLDEN";

/// The digest of a revision in the text of the file.
fn golden(text: &str, revision: u32) -> Option<&str> {
    let mut lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .find(|(number, _)| number.parse() == Ok(revision))
        .map(|(_, digest)| digest.trim())
}

/// What is wrong with a digest, if anything is.
fn verdict(text: &str, revision: u32, digest: &str) -> Result<(), String> {
    match golden(text, revision) {
        Some(known) if known == digest => Ok(()),
        Some(known) => Err(format!(
            "The same run gives other bytes than before ({digest}, not {known}), but \
             ENGINE_REVISION is still {revision}. If that is meant, raise it in \
             src/sim/simulation.rs and run `{REGENERATE}=1 cargo test --lib golden`."
        )),
        None => Err(format!(
            "{FILE} has no line for ENGINE_REVISION {revision}. Run \
             `{REGENERATE}=1 cargo test --lib golden` and commit it."
        )),
    }
}

/// Everything on a tape in a form that does not depend on how Rust shows
/// values.
fn digest(tapes: &[Tape]) -> String {
    let mut hasher = blake3::Hasher::new();
    for tape in tapes {
        add(tape, &mut hasher);
    }
    hasher.finalize().to_hex().to_string()
}

fn add(tape: &Tape, hasher: &mut blake3::Hasher) {
    for event in &tape.events {
        hasher.update(&event.t_ms.to_le_bytes());
        hasher.update(event.kind.key().as_bytes());
        hasher.update(&event.subject.map_or(-1, i64::from).to_le_bytes());
        let mut site = String::new();
        write!(site, "{:?}", event.site).expect("text takes text");
        hasher.update(site.as_bytes());
        hasher.update(&event.value.to_bits().to_le_bytes());
    }
    for (t_ms, id, x_mm, y_mm, state) in &tape.positions {
        hasher.update(&t_ms.to_le_bytes());
        hasher.update(&id.to_le_bytes());
        hasher.update(&x_mm.to_le_bytes());
        hasher.update(&y_mm.to_le_bytes());
        hasher.update(&[*state]);
    }
}

#[test]
fn golden_bytes_change_only_with_the_revision() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let mut text = std::fs::read_to_string(&path).expect("the golden file is there");
    let (tape, _) = simulate(shipped("quickstart.ron"), &RunSpec::default());
    let (press, _) = simulate(neck(0.8, 100), &RunSpec::default());
    let digest = digest(&[tape, press]);
    let is_new = golden(&text, ENGINE_REVISION).is_none();
    if is_new && std::env::var_os(REGENERATE).is_some() {
        text += &format!("{ENGINE_REVISION} {digest}\n");
        std::fs::write(&path, &text).expect("the golden file can be written");
    }
    if let Err(sentence) = verdict(&text, ENGINE_REVISION, &digest) {
        panic!("{sentence}");
    }
}

#[test]
fn the_plainest_instructions_give_the_same_bytes_as_the_widest() {
    let run = |plain: bool| {
        let world = World::compile(Arc::new(neck(0.8, 100))).expect("it is sound");
        let spec = RunSpec::default();
        let mut run = Simulation::new(Arc::new(world), &spec).expect("it has no plan");
        if plain {
            run.use_plain_instructions();
        }
        let mut tape = Tape::default();
        run.start(&mut [&mut tape]);
        while !run.step(&mut [&mut tape]).finished {}
        assert_eq!(run.left, 100);
        digest(&[tape])
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn golden_verdicts_name_what_to_do() {
    let text = "# about\n1 aa\n2 bb\n";
    assert_eq!(verdict(text, 2, "bb"), Ok(()));
    let changed = verdict(text, 2, "cc").expect_err("the bytes differ");
    assert!(changed.contains("raise it"), "{changed}");
    let missing = verdict(text, 3, "cc").expect_err("there is no line");
    assert!(missing.contains("no line"), "{missing}");
}

//! Ctrl-C: the first one asks the work to stop after its step, the second one
//! quits at once. Before a run has begun there is nothing to keep, and the
//! first one quits.

use std::sync::atomic::{AtomicU8, Ordering};

use super::failure::Exit;

/// How far the program is and what was asked of it, as numbers because a
/// signal handler shares it: the only state of the process.
static STAGE: AtomicU8 = AtomicU8::new(PREPARING);

const PREPARING: u8 = 0;
const RUNNING: u8 = 1;
const ASKED_TO_STOP: u8 = 2;

/// Listens for Ctrl-C, and on Unix for the signals that ask a program to end
/// or tell it that its terminal is gone. If the system refuses, Ctrl-C ends
/// the program as if it had never been set, which loses nothing but the end
/// of the recording; so that is no error.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        let first =
            STAGE.compare_exchange(RUNNING, ASKED_TO_STOP, Ordering::SeqCst, Ordering::SeqCst);
        if first.is_err() {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

/// From now on the first Ctrl-C asks to stop instead of quitting.
pub fn running() {
    STAGE.store(RUNNING, Ordering::SeqCst);
}

/// Whether to stop after this step.
#[must_use]
pub fn asked_to_stop() -> bool {
    STAGE.load(Ordering::Relaxed) == ASKED_TO_STOP
}

//! Choosing files: the desktop's own windows, on a thread of their own so
//! that ours goes on.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use crate::app::command::{AppCommand, Slot};
use crate::cli::progress::now;
use crate::cli::say::Say;

/// What came of a window.
pub(crate) enum Answer {
    /// A file or folder was chosen.
    Chosen(AppCommand),
    /// None was.
    Nothing,
    /// It closed sooner than anybody could have chosen: none could be opened.
    NoWindow,
}

/// Sooner than this nobody closes a window.
const NOBODY_IS_SO_QUICK: Duration = Duration::from_millis(250);

/// A window that was opened and has not answered yet.
#[derive(Default)]
pub(crate) struct Dialogs {
    answer: Option<Receiver<Answer>>,
}

impl Dialogs {
    /// Opens the window a command asks for; nothing if it asks for none, or
    /// one is open already.
    pub(crate) fn ask(&mut self, command: &AppCommand, say: Say) {
        if self.answer.is_some() {
            return;
        }
        let (tell, answer) = channel();
        let command = command.clone();
        // If there is no thread left the window does not open; everything
        // else goes on.
        let begun = std::thread::Builder::new()
            .name("muster-files".to_owned())
            .spawn(move || {
                let began = now();
                let answer = match chosen(&command, say) {
                    Some(command) => Answer::Chosen(command),
                    None if began.elapsed() < NOBODY_IS_SO_QUICK => Answer::NoWindow,
                    None => Answer::Nothing,
                };
                tell.send(answer)
            });
        if begun.is_ok() {
            self.answer = Some(answer);
        }
    }

    /// What came of the window, once it is closed.
    pub(crate) fn answer(&mut self) -> Option<Answer> {
        match self.answer.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => None,
            answer => {
                self.answer = None;
                answer.ok()
            }
        }
    }
}

/// Waits until somebody has chosen.
fn chosen(command: &AppCommand, say: Say) -> Option<AppCommand> {
    let dialog = rfd::FileDialog::new();
    let scenarios =
        |dialog: rfd::FileDialog| dialog.add_filter(say.text("app-file-scenario"), &["ron"]);
    match command {
        AppCommand::ChooseScenario => {
            let file: PathBuf = scenarios(dialog).pick_file()?;
            Some(AppCommand::Open(Slot::A, file))
        }
        AppCommand::ChooseRun => Some(AppCommand::Open(Slot::A, dialog.pick_folder()?)),
        AppCommand::ChooseSecond => Some(AppCommand::Open(Slot::B, dialog.pick_folder()?)),
        AppCommand::ChooseOrders => {
            let orders = dialog.add_filter(say.text("app-file-orders"), &["ron"]);
            Some(AppCommand::SetOrders(Some(orders.pick_file()?)))
        }
        AppCommand::NewFromExample => {
            let file = scenarios(dialog)
                .set_file_name("scenario.ron")
                .save_file()?;
            Some(AppCommand::CopyExample(file))
        }
        _ => None,
    }
}

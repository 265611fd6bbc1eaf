//! The command line: arguments, progress, exit codes.
//!
//! Arguments come in through [`args`] and are plain options from there on;
//! each command has a file of its own. Results go to stdout, everything else
//! to stderr; a command that fails ends in a [`failure::Failure`], shown here
//! in one place for people or, with `--json`, for programs.

pub mod args;
pub mod batch;
pub mod capacity;
pub mod check;
pub mod compare;
pub mod cover;
pub mod export;
pub mod exporting;
pub mod failure;
pub mod folder;
pub mod interrupt;
mod notes;
pub(crate) mod orders;
pub mod output;
pub(crate) mod paper;
mod portion;
pub mod prepare;
pub mod problems;
pub mod progress;
mod recordings;
pub mod report;
pub mod run;
pub mod say;
pub mod studies;
pub mod table;
mod verdicts;
pub mod verify;
pub mod watchers;
pub mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{CommonOptions, Options, Task};
use failure::{Exit, Failure};
use say::Say;

/// Stack of a worker [bytes]: as much as a main thread has, because reading a
/// nested document and cutting polygons recurse.
const STACK: usize = 8 * 1024 * 1024;

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (common, mut options) = args::read(&arguments);
    if arguments.is_empty() && window::is_built() {
        let task = Task::App { path: None };
        options = Ok(Options { common, task });
    }
    let exit = options
        .and_then(|options| perform(&options))
        .unwrap_or_else(|failure| show(&failure, common));
    ExitCode::from(exit.code())
}

/// Does what was asked for, on as many threads as were asked for.
fn perform(options: &Options) -> Result<Exit, Failure> {
    let common = options.common;
    let say = Say::new(common.lang);
    if let Task::Show(text) = &options.task {
        return printed(text, say).map(|()| Exit::Done);
    }
    if let Task::App { path } = &options.task {
        // Windows open on the main thread only, and none of the pool's.
        return window::open(path.clone(), say);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(common.threads.unwrap_or(0))
        .stack_size(STACK)
        .thread_name(|index| format!("muster-{index}"))
        .build()
        .map_err(|error| {
            let values = [("reason", error.to_string())];
            let message = say.fill("cli-no-threads", &values);
            Failure::files("no-threads", message, say.text("cli-no-threads-help"))
        })?;
    pool.install(|| match &options.task {
        Task::Show(_) | Task::App { .. } => Ok(Exit::Done),
        Task::Check { file } => check::check(file, common, say),
        Task::Cover(options) => cover::cover(options, common, say),
        Task::Run(run) => run::run(run, common, say),
        Task::Batch(options) => batch::batch(options, common, say),
        Task::Compare(options) => compare::compare(options, common, say),
        Task::Report { folder } => report::report(folder, common, say),
        Task::Export(options) => export::export(options, common, say),
        Task::Verify(options) => verify::verify(options, common, say),
    })
}

/// Writes a result to stdout.
fn printed(text: &str, say: Say) -> Result<(), Failure> {
    output::result(text).map_err(|error| {
        let values = [("reason", prepare::reason(&error, say))];
        let message = say.fill("cli-cannot-write-stdout", &values);
        let help = say.text("cli-cannot-write-stdout-help");
        Failure::files("write-failed", message, help)
    })
}

/// Shows a failure: to programs on stdout, to people on stderr.
fn show(failure: &Failure, common: CommonOptions) -> Exit {
    // If stdout is what failed, a program learns of it from the exit code.
    if common.json && output::result(&failure.json().to_string()).is_ok() {
        return failure.exit;
    }
    let say = Say::new(common.lang);
    if let Some(detail) = &failure.detail {
        output::remark(detail);
    }
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let error = say.text("cli-error");
    let error = if colours {
        format!("\u{1b}[1;31m{error}\u{1b}[0m")
    } else {
        error
    };
    output::remark(&format!("{error}: {}", failure.message));
    if !failure.help.is_empty() {
        let help = [("help", failure.help.clone())];
        output::remark(&say.fill("cli-help-label", &help));
    }
    failure.exit
}

//! The two streams: the result, and nothing else, goes to stdout; progress,
//! remarks and errors go to stderr.

use std::io::{self, ErrorKind, IsTerminal, Write};

/// Writes the result of a command to stdout, with a line end.
///
/// # Errors
/// If stdout cannot be written. A reader that has gone away (`| head`) is no
/// error: it has seen what it wanted.
pub fn result(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.trim_end_matches('\n').as_bytes())
        .and_then(|()| stdout.write_all(b"\n"))
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a line to stderr. If that fails there is nobody left to tell.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Whether stderr is a terminal that a person looks at.
#[must_use]
pub fn remarks_are_watched() -> bool {
    io::stderr().is_terminal()
}

/// Whether the result goes to a terminal.
#[must_use]
pub fn result_is_watched() -> bool {
    io::stdout().is_terminal()
}

/// Whether colours may be used at all: <https://no-color.org>.
#[must_use]
pub fn colours_are_welcome() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

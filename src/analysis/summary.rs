//! The run in a screenful of the terminal.

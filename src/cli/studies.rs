//! The options of `batch` and `compare`.

use std::path::PathBuf;

use clap::Args;

use super::args::bad_value;
use super::failure::Failure;
use super::say::Say;
use crate::batch::{Block, Piece};

/// Most blocks anyone may ask for.
const MAX_BLOCKS: u32 = 100_000;

/// What `batch` was asked to do.
#[derive(Debug, PartialEq)]
pub struct BatchOptions {
    /// The study.
    pub file: PathBuf,
    /// Its folder, if one was named.
    pub out: Option<PathBuf>,
    /// Only say what would be run.
    pub dry_run: bool,
    /// Which part of it.
    pub piece: Piece,
    /// Whether runs are kept with their recording, if the study wants that.
    pub recordings: bool,
}

/// What `compare` was asked to do.
#[derive(Debug, PartialEq)]
pub struct CompareOptions {
    /// Folders of studies, or of runs.
    pub folders: Vec<PathBuf>,
}

/// `batch` as clap sees it.
#[derive(Args)]
pub(super) struct BatchArguments {
    #[arg(value_name = "STUDY", id = "study")]
    file: PathBuf,
    #[arg(long = "out", id = "batch_out", value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "I/N", allow_hyphen_values = true)]
    block: Option<String>,
    #[arg(long)]
    merge: bool,
    #[arg(long = "no-recordings")]
    no_recordings: bool,
}

/// `compare` as clap sees it.
#[derive(Args)]
pub(super) struct CompareArguments {
    #[arg(value_name = "DIR", id = "folders", required = true)]
    folders: Vec<PathBuf>,
}

impl BatchArguments {
    pub(super) fn resolve(self, say: Say) -> Result<BatchOptions, Failure> {
        let block = (self.block.as_ref())
            .map(|text| {
                block(text).ok_or_else(|| bad_value(say, "--block", text, "cli-expects-block"))
            })
            .transpose()?;
        let piece = match (block, self.merge) {
            (Some(_), true) => {
                let message = say.text("cli-block-and-merge");
                return Err(Failure::usage(
                    "bad-usage",
                    message,
                    say.text("cli-see-help"),
                ));
            }
            (Some(block), false) => Piece::Block(block),
            (None, true) => Piece::Merge,
            (None, false) => Piece::All,
        };
        Ok(BatchOptions {
            file: self.file,
            out: self.out,
            dry_run: self.dry_run,
            piece,
            recordings: !self.no_recordings,
        })
    }
}

impl CompareArguments {
    pub(super) fn resolve(self) -> CompareOptions {
        CompareOptions {
            folders: self.folders,
        }
    }
}

/// `I/N` with I below N.
fn block(text: &str) -> Option<Block> {
    let (index, of) = text.split_once('/')?;
    let (index, of) = (index.parse().ok()?, of.parse().ok()?);
    (index < of && of <= MAX_BLOCKS).then_some(Block { index, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_one_of_several() {
        assert_eq!(block("0/4"), Some(Block { index: 0, of: 4 }));
        for wrong in ["4/4", "1", "-1/2", "a/b", "1/0", "0/200000", "1/2/3"] {
            assert_eq!(block(wrong), None, "{wrong}");
        }
    }
}

//! The options of `export` and `report`.

use std::path::PathBuf;

use clap::Args;

use super::args::bad_value;
use super::failure::Failure;
use super::say::Say;
use crate::model::Time;
use crate::model::nearest::nearest;
use crate::record::export::Format;

/// Least and greatest width of a picture \[pixels\].
const WIDTHS: (u32, u32) = (320, 7680);

/// What `export` was asked to do.
#[derive(Debug, PartialEq)]
pub struct ExportOptions {
    /// The run's folder.
    pub run: PathBuf,
    /// The format.
    pub format: Format,
    /// The file or folder to write.
    pub out: PathBuf,
    /// Time of day to begin at, instead of the run's beginning.
    pub from: Option<Time>,
    /// Simulated seconds after which to stop.
    pub until_s: Option<f64>,
    /// Simulated seconds between two frames or pictures.
    pub every_s: Option<f64>,
    /// Only this storey.
    pub sheet: Option<String>,
    /// Width of pictures \[pixels\].
    pub width: Option<u32>,
    /// Whether what is there may be replaced.
    pub force: bool,
}

/// `export` as clap sees it.
#[derive(Args)]
pub(super) struct ExportArguments {
    #[arg(value_name = "RUN", id = "recording")]
    run: PathBuf,
    #[arg(long, value_name = "F", required = true)]
    format: Option<String>,
    #[arg(long = "out", id = "export_out", value_name = "PATH", required = true)]
    out: Option<PathBuf>,
    #[arg(
        long = "from",
        id = "export_from",
        value_name = "HH:MM",
        allow_hyphen_values = true
    )]
    from: Option<String>,
    #[arg(
        long = "until",
        id = "export_until",
        value_name = "S",
        allow_hyphen_values = true
    )]
    until: Option<String>,
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    every: Option<String>,
    #[arg(long, value_name = "ID")]
    sheet: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    width: Option<String>,
    #[arg(long = "force", id = "export_force")]
    force: bool,
}

/// `report` as clap sees it.
#[derive(Args)]
pub(super) struct ReportArguments {
    #[arg(value_name = "DIR", id = "recorded")]
    pub(super) folder: PathBuf,
}

impl ExportArguments {
    pub(super) fn resolve(self, say: Say) -> Result<ExportOptions, Failure> {
        let seconds = |option: &'static str| {
            move |text: &String| {
                let seconds = text.parse::<f64>().ok();
                seconds
                    .filter(|s| *s > 0.0 && *s <= Time::LIMIT_S)
                    .ok_or_else(|| bad_value(say, option, text, "cli-expects-seconds"))
            }
        };
        let from = |text: &String| {
            Time::parse(text).map_err(|_| bad_value(say, "--from", text, "cli-expects-time"))
        };
        let width = |text: &String| {
            let pixels = text.parse::<u32>().ok();
            pixels
                .filter(|n| (WIDTHS.0..=WIDTHS.1).contains(n))
                .ok_or_else(|| bad_value(say, "--width", text, "cli-expects-width"))
        };
        let format = self.format.unwrap_or_default();
        Ok(ExportOptions {
            format: Format::from_key(&format).ok_or_else(|| unknown_format(&format, say))?,
            from: self.from.as_ref().map(from).transpose()?,
            until_s: self.until.as_ref().map(seconds("--until")).transpose()?,
            every_s: self.every.as_ref().map(seconds("--every")).transpose()?,
            width: self.width.as_ref().map(width).transpose()?,
            run: self.run,
            out: self.out.unwrap_or_default(),
            sheet: self.sheet,
            force: self.force,
        })
    }
}

/// Names the formats there are, the nearest first.
fn unknown_format(text: &str, say: Say) -> Failure {
    let known = Format::ALL.map(Format::key);
    let given = [
        ("option", "--format".to_owned()),
        ("value", text.to_owned()),
    ];
    let all = say.fill("cli-expects-format", &[("formats", known.join(", "))]);
    let help = match nearest(text, known).first() {
        Some(near) => {
            let near = say.fill("cli-did-you-mean", &[("names", (*near).to_owned())]);
            format!("{near} {all}")
        }
        None => all,
    };
    Failure::usage("bad-value", say.fill("cli-bad-value", &given), help)
}

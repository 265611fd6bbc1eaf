//! What of a recording `muster export` is asked for, and where it goes.

use std::path::PathBuf;

use super::args::{CommonOptions, bad_value};
use super::exporting::ExportOptions;
use super::failure::Failure;
use super::progress::clock_text;
use super::say::Say;
use super::{folder, output};
use crate::model::nearest::nearest;
use crate::model::{Scenario, Time};
use crate::record::export::{self, Film, Format, Kind, Stretch};
use crate::record::{RecordError, Recording};

/// Where the export goes, and as what film if it is one.
pub(super) struct Target {
    pub(super) path: PathBuf,
    pub(super) film: Option<Film>,
    pictures: bool,
    /// What people should know of it.
    pub(super) note: Option<String>,
}

impl Target {
    /// # Errors
    /// If the name of a video says that it shall be something else.
    pub(super) fn of(options: &ExportOptions, say: Say) -> Result<Self, Failure> {
        let plain = |path: PathBuf, film| Self {
            path,
            film,
            pictures: options.format == Format::Frames,
            note: None,
        };
        let path = options.out.clone();
        if options.format != Format::Video {
            return Ok(plain(path, None));
        }
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("gif") => Ok(plain(path, Some(Film::Gif))),
            Some("mp4") | None if export::ffmpeg() => {
                let path = path.with_extension(Film::Mp4.ending());
                Ok(plain(path, Some(Film::Mp4)))
            }
            Some("mp4") | None => {
                let path = path.with_extension(Film::Gif.ending());
                let file = [("file", path.display().to_string())];
                Ok(Self {
                    note: Some(say.fill("cli-export-no-ffmpeg", &file)),
                    ..plain(path, Some(Film::Gif))
                })
            }
            Some(_) => {
                let name = path.display().to_string();
                Err(bad_value(say, "--out", &name, "cli-expects-film"))
            }
        }
    }

    pub(super) fn kind(&self) -> Kind {
        if self.pictures {
            Kind::Pictures
        } else {
            Kind::File
        }
    }
}

/// The storey that is wanted; the first one for formats that show only one.
///
/// # Errors
/// If there is none of that id.
pub(super) fn sheet(
    options: &ExportOptions,
    scenario: Option<&Scenario>,
    common: CommonOptions,
    say: Say,
) -> Result<Option<i8>, Failure> {
    let Some(scenario) = scenario else {
        return Ok(None);
    };
    let sheets = &scenario.venue.sheets;
    let known: Vec<&str> = sheets.iter().map(|sheet| sheet.id.as_str()).collect();
    let Some(wanted) = &options.sheet else {
        if let [first, rest @ ..] = known.as_slice()
            && !rest.is_empty()
            && !common.quiet
        {
            let values = [("sheet", (*first).to_owned()), ("others", rest.join(", "))];
            output::remark(&say.fill("cli-export-one-sheet", &values));
        }
        return Ok(Some(0));
    };
    if let Some(at) = (0..).zip(&known).find(|(_, id)| *id == wanted) {
        return Ok(Some(at.0));
    }
    let given = [("option", "--sheet".to_owned()), ("value", wanted.clone())];
    let names = if known.is_empty() {
        say.text("cli-export-no-sheets")
    } else {
        let near = nearest(wanted, known.iter().copied());
        let shown = if near.is_empty() { &known } else { &near };
        say.fill("cli-did-you-mean", &[("names", shown.join(", "))])
    };
    Err(Failure::usage(
        "bad-value",
        say.fill("cli-bad-value", &given),
        names,
    ))
}

/// The stretch of time that is wanted.
///
/// # Errors
/// If nothing is recorded then, or not as often.
pub(super) fn stretch(
    options: &ExportOptions,
    recording: &Recording,
    sheet: Option<i8>,
    say: Say,
) -> Result<Stretch, Failure> {
    let info = recording.info();
    let start = info.from.seconds();
    let Some((first, last)) = recording.span_ms() else {
        let path = recording.path().to_owned();
        return Err(folder::failure(&RecordError::NotRecorded { path }, say));
    };
    let from_ms = options.from.map_or(first, |from| {
        ((from.seconds() - start) * 1e3).round() as i64
    });
    if !(first..=last).contains(&from_ms) {
        let clock = |t_ms: i64| clock_text(Time((start + t_ms as f64 / 1e3).floor()));
        let values = [("first", clock(first)), ("last", clock(last))];
        let message = say.fill("cli-export-not-recorded-then", &values);
        let help = say.text("cli-export-not-recorded-then-help");
        return Err(Failure::usage("bad-value", message, help));
    }
    let until_ms = options.until_s.map_or(last, |until_s| {
        from_ms + ((until_s * 1e3).round() as i64).max(0)
    });
    let every = match options.every_s {
        Some(every_s) if !options.format.is_pictures() => {
            let frames = every_s / info.frame_dt_s;
            if frames.round() < 1.0 || (frames - frames.round()).abs() > 1e-6 {
                let every = every_s.to_string();
                return Err(bad_value(say, "--every", &every, "cli-expects-every"));
            }
            frames.round() as u32
        }
        _ => 1,
    };
    Ok(Stretch {
        from_ms,
        until_ms: until_ms.min(last),
        every,
        sheet,
    })
}

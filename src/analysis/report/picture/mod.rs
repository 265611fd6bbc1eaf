//! A moment of a run as a picture, without a window: the map of the report,
//! and on it everybody by state and role; the clock above, the legend below.
//!
//! In: a run ([`Shot`]) once, then the people of any moment. Out: pixels. Who
//! keeps them is somebody else's business. The ground and what stands on it
//! are drawn anew only when a gate changes or an incident begins.

mod frame;
mod people;

use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use resvg::usvg::{self, Tree};
use thiserror::Error;

use self::people::{Crowd, Look};
use super::input::{About, Marked, ReportInput, VenueDrawing};
use super::map::{Overlaid, Stage};
use super::words::Words;
use crate::analysis::FactsObserver;
use crate::analysis::meter::{Ending, Meter, RunLabel};
use crate::base::text::Language;
use crate::model::{Occurrence, Time};
use crate::sim::{Event, EventKind, Observer, OwnedFrame, Roster};
use crate::world::World;

/// Width of a picture [units]; what a unit is in pixels follows from it.
const WIDTH: f64 = 900.0;
/// Least and greatest height of the map [units].
const HEIGHTS: (f64, f64) = (380.0, 560.0);
/// Families that have both scripts, or look well beside one that has, best
/// first; the first one that is installed is used.
const FAMILIES: [&str; 10] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "DejaVu Sans",
    "Liberation Sans",
];

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The storey has nothing on it.
    #[error("there is nothing to draw on this storey")]
    Empty,
    /// The drawing library refused.
    #[error("the picture could not be drawn: {0}")]
    Draw(String),
}

/// A run to be drawn.
#[derive(Clone, Copy)]
pub struct Shot<'a> {
    /// The compiled scenario.
    pub world: &'a Arc<World>,
    /// Everyone who may appear.
    pub roster: &'a Roster,
    /// Everything that happened.
    pub events: &'a [Event],
    /// Plan.
    pub plan: Option<&'a str>,
    /// Seed.
    pub seed: u64,
    /// Time of day at the start of the run.
    pub start: Time,
    /// The storey.
    pub sheet: i8,
    /// Language of the words on it.
    pub language: Language,
    /// Width of the picture \[pixels\].
    pub width: u32,
}

/// Draws the moments of a run. Can be used from several threads at a time.
pub struct Scene {
    input: ReportInput,
    words: Words,
    stage: Stage,
    crowd: Crowd,
    frame: frame::Surround,
    options: usvg::Options<'static>,
    /// Pixels a unit.
    scale: f32,
    size: (u32, u32),
    /// Times at which the ground looks different from then on \[s\], in order.
    changes: Vec<f64>,
    layers: Mutex<Option<(usize, Arc<Layers>)>>,
}

/// A moment as a drawing (SVG, a page of its own): the map of the report with
/// everyone on it as symbols, of what was seen of the storey; if something lies
/// over the ground, with that and its legend.
///
/// # Errors
/// [`PictureError::Empty`] if nothing of the storey was seen.
pub fn drawing(
    shot: &Shot<'_>,
    moment: &Marked,
    over: Option<&Overlaid>,
) -> Result<String, PictureError> {
    let words = Words {
        language: shot.language,
        start: shot.start,
    };
    let input = input(shot);
    let drawn = super::map::marked(&input, &words, moment, over, (shot.sheet, "drawing"));
    let families = FAMILIES.map(|family| format!("'{family}'")).join(", ");
    let (page, (width, height)) = drawn.ok_or(PictureError::Empty)?;
    let height = f64::from(shot.width) * height / width;
    Ok(page
        .set("width", shot.width)
        .set("height", height.round())
        .set("font-family", format!("{families}, sans-serif"))
        .to_string())
}

/// The map between two changes.
struct Layers {
    under: Pixmap,
    over: Pixmap,
}

impl Scene {
    /// Prepares the pictures of a run.
    ///
    /// # Errors
    /// [`PictureError::Empty`] if the storey has no cells.
    pub fn new(shot: &Shot<'_>) -> Result<Self, PictureError> {
        let words = Words {
            language: shot.language,
            start: shot.start,
        };
        let input = input(shot);
        let stage =
            Stage::new(&input, &words, shot.sheet, (WIDTH, HEIGHTS)).ok_or(PictureError::Empty)?;
        let options = options();
        let scale = shot.width as f32 / WIDTH as f32;
        let frame = frame::Surround::new(&input, &words, shot, stage.view.height);
        // Films want even numbers of pixels.
        let even = |pixels: f32| (pixels / 2.0).round().max(1.0) as u32 * 2;
        let size = (even(shot.width as f32), even(frame.height() as f32 * scale));
        let crowd = Crowd::new(shot, &options, scale)?;
        let changes = changes(&input);
        Ok(Self {
            input,
            words,
            stage,
            crowd,
            frame,
            options,
            scale,
            size,
            changes,
            layers: Mutex::new(None),
        })
    }

    /// Size of the pictures \[pixels\].
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// Whether there is a font for the words; without one the pictures have
    /// none.
    #[must_use]
    pub fn has_font(&self) -> bool {
        !self.options.fontdb.is_empty()
    }

    /// The picture of a moment: red, green, blue and 255 for each pixel, a row
    /// after the other from the top.
    ///
    /// # Errors
    /// [`PictureError::Draw`] if the library refuses.
    pub fn draw(&self, moment: &OwnedFrame) -> Result<Vec<u8>, PictureError> {
        let at_s = moment.t_ms as f64 / 1e3;
        let layers = self.layers(at_s)?;
        let mut picture = blank(self.size)?;
        picture.fill(colour(super::palette::PAPER));
        let top = (frame::HEAD as f32 * self.scale).round() as i32;
        let (paint, plain) = (PixmapPaint::default(), Transform::identity());
        picture.draw_pixmap(0, top, layers.under.as_ref(), &paint, plain, None);
        let look = Look {
            view: &self.stage.view,
            scale: f64::from(self.scale),
            top: f64::from(top),
        };
        self.crowd.draw(moment, &look, &mut picture);
        picture.draw_pixmap(0, top, layers.over.as_ref(), &paint, plain, None);
        let svg = self.frame.svg(&self.words, moment);
        self.paint(&svg, &mut picture)?;
        Ok(picture.take())
    }

    /// The map as it is at a time.
    fn layers(&self, at_s: f64) -> Result<Arc<Layers>, PictureError> {
        let passed = self.changes.partition_point(|change| *change <= at_s);
        // The layers are whole at any moment: a panic elsewhere spoils nothing.
        let mut kept = self.layers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, layers)) = kept.as_ref()
            && *of == passed
        {
            return Ok(Arc::clone(layers));
        }
        let height = (self.stage.view.height as f32 * self.scale)
            .round()
            .max(1.0);
        let size = (self.size.0, height as u32);
        let layer = |svg: &str| {
            let mut layer = blank(size)?;
            self.paint(svg, &mut layer)?;
            Ok::<_, PictureError>(layer)
        };
        let layers = Arc::new(Layers {
            under: layer(&self.stage.under(&self.input, &self.words))?,
            over: layer(&self.stage.over(&self.input, &self.words, at_s))?,
        });
        *kept = Some((passed, Arc::clone(&layers)));
        Ok(layers)
    }

    fn paint(&self, svg: &str, on: &mut Pixmap) -> Result<(), PictureError> {
        paint(svg, &self.options, self.scale, on)
    }
}

/// Draws an SVG on pixels, from their upper left corner on.
fn paint(
    svg: &str,
    options: &usvg::Options<'_>,
    scale: f32,
    on: &mut Pixmap,
) -> Result<(), PictureError> {
    let tree = Tree::from_str(svg, options).map_err(|e| PictureError::Draw(e.to_string()))?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut on.as_mut());
    Ok(())
}

fn blank((width, height): (u32, u32)) -> Result<Pixmap, PictureError> {
    Pixmap::new(width, height)
        .ok_or_else(|| PictureError::Draw(format!("{width} × {height} pixels")))
}

fn colour(rgb: super::palette::Rgb) -> resvg::tiny_skia::Color {
    resvg::tiny_skia::Color::from_rgba8(rgb.0, rgb.1, rgb.2, 255)
}

/// The fonts of the machine.
fn options() -> usvg::Options<'static> {
    let mut options = usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_system_fonts();
    let installed = |name: &&&str| {
        let mut families = fonts.faces().flat_map(|face| &face.families);
        families.any(|(family, _)| family == **name)
    };
    let family = FAMILIES
        .iter()
        .find(installed)
        .map(|name| (*name).to_owned());
    if let Some(family) = family {
        options.font_family = family;
    }
    options
}

/// What maps are drawn from, of a run of which only the events are known.
fn input(shot: &Shot<'_>) -> ReportInput {
    let label = RunLabel {
        plan: shot.plan.map(str::to_owned),
        seed: shot.seed,
        model: String::new(),
        dt_s: 0.0,
    };
    let meter = Meter::new(Arc::clone(shot.world), label);
    let mut facts = FactsObserver::new(shot.world);
    facts.start(shot.roster);
    facts.events(shot.events);
    ReportInput {
        about: About {
            start: shot.start,
            ..About::default()
        },
        scenario: Arc::clone(&shot.world.scenario),
        venue: VenueDrawing::of(shot.world),
        metrics: meter.metrics(Ending::CutShort, None),
        facts: facts.facts(meter.density()),
        capacity: Vec::new(),
        hand: None,
        coverage: None,
        marked: Vec::new(),
    }
}

/// When the ground looks different from before.
fn changes(input: &ReportInput) -> Vec<f64> {
    let start = input.about.start.seconds();
    let incidents = input.scenario.incidents.iter();
    let begin = incidents.filter_map(|incident| match &incident.occurrence {
        Occurrence::Scripted { at, .. } => Some(at.seconds() - start),
        _ => None,
    });
    let gates = input.facts.gate_changes.iter().map(|change| change.at_s);
    let mut changes: Vec<f64> = begin.chain(gates).collect();
    changes.sort_by(f64::total_cmp);
    changes
}

/// When the alarm was given \[s\]; none without one.
fn alarm(events: &[Event]) -> Option<f64> {
    let mut events = events.iter();
    let alarm = events.find(|event| event.kind == EventKind::Broadcast)?;
    Some(alarm.t_ms as f64 / 1e3)
}

//! What the template fills in: plain texts, tables and drawings, no numbers
//! left to format and no decisions left to take.

use serde::Serialize;

/// The whole page.
#[derive(Serialize)]
pub(super) struct Page {
    /// The language's code for the browser.
    pub(super) lang: &'static str,
    /// Name of the event.
    pub(super) event: String,
    /// What it is, in the planner's words.
    pub(super) description: String,
    /// Colours of the style sheet, as name and value.
    pub(super) colours: Vec<(&'static str, String)>,
    /// The event's name as a style sheet's string, for the foot of pages.
    pub(super) running: String,
    /// Colour of the foot of pages.
    pub(super) muted: String,
    /// Title block.
    pub(super) block: Vec<Pair>,
    /// The answer.
    pub(super) answer: Answer,
    /// Key figures.
    pub(super) figures: Vec<Figure>,
    /// The densest moment: one map a sheet.
    pub(super) moment: Vec<Drawing>,
    /// The close-up of the densest spot.
    pub(super) close_up: Option<Drawing>,
    /// Legend of the density steps.
    pub(super) density_legend: Vec<LegendItem>,
    /// Legend of the other symbols.
    pub(super) symbols: Vec<LegendItem>,
    /// Legend of the states of people in the close-up.
    pub(super) state_legend: Vec<LegendItem>,
    /// The people-inside curve.
    pub(super) curve: Option<Drawing>,
    /// What stood before the alarm.
    pub(super) chain: Option<Table>,
    /// Clearing times by zone.
    pub(super) zones: Option<Drawing>,
    /// Gates.
    pub(super) gates: Option<Table>,
    /// Exits.
    pub(super) exits: Option<Table>,
    /// Assembly points.
    pub(super) assembly: Option<Table>,
    /// The greatest density over the run: one map a sheet.
    pub(super) maximum: Vec<Drawing>,
    /// Crowding by place.
    pub(super) crowding: Option<Table>,
    /// Capacities.
    pub(super) capacity: Option<Table>,
    /// The hand calculation.
    pub(super) hand: Option<Hand>,
    /// Incidents.
    pub(super) incidents: Option<Table>,
    /// How well they were answered.
    pub(super) response: Vec<Pair>,
    /// What that cost the posts.
    pub(super) duties: Option<Table>,
    /// Where staff stand: one map a sheet.
    pub(super) staff: Vec<Drawing>,
    /// Staff by role.
    pub(super) strength: Option<Table>,
    /// What is seen, heard and reached.
    pub(super) coverage: Option<Covered>,
    /// Moments that somebody marked: one map a sheet.
    pub(super) marked: Vec<Drawing>,
    /// Legend of everybody on them.
    pub(super) marked_legend: Vec<LegendItem>,
    /// What did not go well.
    pub(super) troubles: Vec<Trouble>,
    /// The plan in sentences.
    pub(super) plan: Vec<Pair>,
    /// What the planner assumed.
    pub(super) assumptions: Vec<String>,
    /// Parameters and people, table by table.
    pub(super) assumed: Vec<Titled>,
    /// What the model does not know.
    pub(super) limits: Vec<String>,
    /// The last line.
    pub(super) imprint: String,
}

/// A label with its value.
#[derive(Serialize)]
pub(crate) struct Pair {
    /// What it is.
    pub(crate) label: String,
    /// Its value.
    pub(crate) value: String,
    /// Whether the value is a code and set as one.
    pub(crate) code: bool,
}

impl Pair {
    /// A label with a value in words.
    pub(crate) fn new(label: String, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            code: false,
        }
    }
}

/// The answer in two sentences.
#[derive(Serialize)]
pub(crate) struct Answer {
    /// Did everyone get out, and when?
    pub(crate) out: String,
    /// Where was it worst, and how bad?
    pub(crate) worst: String,
    /// How good the news is.
    pub(crate) tone: Tone,
}

/// How good a piece of news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tone {
    /// Neither good nor bad.
    Plain,
    /// Good.
    Good,
    /// To be looked at.
    Warn,
    /// Dangerous.
    Danger,
}

/// A key figure.
#[derive(Serialize)]
pub(crate) struct Figure {
    /// What it is.
    pub(crate) label: String,
    /// Its value.
    pub(crate) value: String,
    /// Its unit.
    pub(crate) unit: String,
    /// A line below it.
    pub(crate) note: String,
    /// How good it is.
    pub(crate) tone: Tone,
}

/// A drawing with its caption.
#[derive(Serialize)]
pub(crate) struct Drawing {
    /// The drawing.
    pub(crate) svg: String,
    /// Its caption.
    pub(crate) caption: String,
}

/// A symbol with its meaning.
#[derive(Serialize)]
pub(crate) struct LegendItem {
    /// The symbol.
    pub(crate) svg: String,
    /// Its meaning.
    pub(crate) text: String,
}

/// A table with a heading of its own.
#[derive(Serialize)]
pub(crate) struct Titled {
    /// The heading.
    pub(crate) title: String,
    /// The table.
    pub(crate) table: Table,
}

/// A table.
#[derive(Serialize)]
pub(crate) struct Table {
    /// Columns.
    pub(crate) columns: Vec<Column>,
    /// Rows, each with a cell a column.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// A line below.
    pub(crate) note: String,
}

/// Head of a column.
#[derive(Serialize)]
pub(crate) struct Column {
    /// What it holds.
    pub(crate) head: String,
    /// Its unit.
    pub(crate) unit: String,
    /// Whether it holds numbers, which stand to the right.
    pub(crate) number: bool,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(head: String) -> Self {
        Self {
            head,
            unit: String::new(),
            number: false,
        }
    }

    /// A column of numbers.
    pub(crate) fn number(head: String, unit: impl Into<String>) -> Self {
        Self {
            head,
            unit: unit.into(),
            number: true,
        }
    }
}

/// A cell of a table.
#[derive(Serialize)]
pub(crate) struct Cell {
    /// Its text.
    pub(crate) text: String,
    /// A smaller line below it.
    pub(crate) note: String,
    /// A drawing instead.
    pub(crate) svg: String,
    /// How good it is.
    pub(crate) tone: Tone,
}

impl Cell {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            note: String::new(),
            svg: String::new(),
            tone: Tone::Plain,
        }
    }

    /// A drawing, or nothing.
    pub(crate) fn svg(svg: Option<String>) -> Self {
        Self {
            text: String::new(),
            note: String::new(),
            svg: svg.unwrap_or_default(),
            tone: Tone::Plain,
        }
    }

    /// The same with a smaller line below; empty for none.
    pub(crate) fn noted(mut self, note: String) -> Self {
        self.note = note;
        self
    }

    /// The same with a tone.
    pub(crate) fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// The hand calculation beside the simulation.
#[derive(Serialize)]
pub(crate) struct Hand {
    /// The ways out.
    pub(crate) ways: Table,
    /// The reckoning, line by line.
    pub(crate) lines: Vec<Pair>,
    /// What the comparison says.
    pub(crate) verdict: String,
}

/// Coverage without simulation.
#[derive(Serialize)]
pub(crate) struct Covered {
    /// What it is reckoned from.
    pub(crate) lead: String,
    /// Small maps.
    pub(crate) maps: Vec<Drawing>,
    /// Their legend.
    pub(crate) legend: Vec<LegendItem>,
    /// Shares by place and path.
    pub(crate) shares: Table,
    /// Minutes by place and path, and role.
    pub(crate) minutes: Option<Table>,
    /// Zones without anybody, in a sentence; empty without zones.
    pub(crate) zones: String,
    /// Heading of what the plan takes.
    pub(crate) needs_title: String,
    /// What the plan takes at once.
    pub(crate) needs: Option<Table>,
    /// What the numbers stand on.
    pub(crate) assumed: Vec<String>,
}

/// Something that did not go well.
#[derive(Serialize)]
pub(crate) struct Trouble {
    /// How bad.
    pub(crate) tone: Tone,
    /// In words.
    pub(crate) text: String,
}

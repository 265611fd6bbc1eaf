//! The ground with nobody on it, for pictures of any moment: what lies under
//! people and what stands above them. Names keep their places for the whole
//! run, whatever happens meanwhile.

use svg::Document;

use super::ink::Ink;
use super::labels::{self, Placed, Style};
use super::marks::{self, Sheet};
use super::view::View;
use super::{bounds, cell_labels, definitions, ground, north, page, scale_bar, weigh};
use crate::analysis::report::input::ReportInput;
use crate::analysis::report::words::Words;

/// Free margin round the venue [units].
const MARGIN: f64 = 40.0;

/// One storey, ready to be drawn at any moment.
pub(in super::super) struct Stage {
    /// Where the ground lies on the picture.
    pub(in super::super) view: View,
    sheet: i8,
    placed: Vec<Placed>,
}

impl Stage {
    /// A storey on a page of a width [units], as high as it needs within
    /// `heights`; none if it has no cells.
    pub(in super::super) fn new(
        input: &ReportInput,
        words: &Words,
        sheet: i8,
        (width, heights): (f64, (f64, f64)),
    ) -> Option<Self> {
        let view = View::fit(bounds(input, sheet)?, width, heights, MARGIN);
        let map = Sheet {
            input,
            words,
            view: &view,
            sheet,
        };
        let mut ink = Ink::new(view.width, view.height);
        let mut wanted = marks::incidents(&map, f64::INFINITY, &mut ink).labels;
        let states = marks::gate_states(input, 0.0);
        wanted.extend(marks::posts(&map, &mut ink).labels);
        wanted.extend(marks::doors(&map, &states, &mut ink).labels);
        wanted.extend(cell_labels(&map));
        weigh(&map, &[], &[], &mut ink);
        let (placed, _) = labels::place(wanted, &ink, view.width, view.height);
        Some(Self {
            view,
            sheet,
            placed,
        })
    }

    /// What people walk on.
    pub(in super::super) fn under(&self, input: &ReportInput, words: &Words) -> String {
        let map = self.map(input, words);
        page(&self.view, "")
            .add(definitions(&map, "stage"))
            .add(ground::fills(&self.view, input, self.sheet, "stage"))
            .add(ground::walls(&self.view, input, self.sheet))
            .to_string()
    }

    /// What stands above them at a time of the run: gates by state, exits,
    /// posts, incidents that have begun, names.
    pub(in super::super) fn over(&self, input: &ReportInput, words: &Words, at_s: f64) -> String {
        let map = self.map(input, words);
        let mut ink = Ink::new(1.0, 1.0);
        let doors = marks::doors(&map, &marks::gate_states(input, at_s), &mut ink);
        let posts = marks::posts(&map, &mut ink);
        let incidents = marks::incidents(&map, at_s, &mut ink);
        let begun = |placed: &&Placed| {
            let incident = matches!(placed.wanted.style, Style::Danger | Style::Warning);
            let same = |text: &String| *text == placed.wanted.text;
            !incident || incidents.labels.iter().any(|label| same(&label.text))
        };
        let shown: Vec<Placed> = self.placed.iter().filter(begun).cloned().collect();
        let (width, height) = (self.view.width, self.view.height);
        Document::new()
            .set("viewBox", format!("0 0 {width} {height}"))
            .add(posts.group)
            .add(doors.group)
            .add(incidents.group)
            .add(labels::draw(&shown))
            .add(scale_bar(&self.view))
            .add(north(&self.view))
            .to_string()
    }

    fn map<'a>(&'a self, input: &'a ReportInput, words: &'a Words) -> Sheet<'a> {
        Sheet {
            input,
            words,
            view: &self.view,
            sheet: self.sheet,
        }
    }
}

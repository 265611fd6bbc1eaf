//! Where each value of a RON text stands: an index from path to line and
//! column, built by a small scanner that knows brackets, names, texts and
//! comments but no types.
//!
//! The RON library tells the place of the first error only; problems of
//! meaning need the place of any value. The scanner also refuses what must
//! not reach the library: brackets nested too deeply, or a document of more
//! values than a scenario may hold.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::Scanner;
pub use super::scan::{ScanError, ScanErrorKind};

/// A line and a column of a text, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPlace {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// A value of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Where it begins.
    pub(super) start: TextPlace,
    /// Where it ends: the place after its last character.
    pub(super) end: TextPlace,
    /// Offsets of both in the text [bytes].
    pub(super) bytes: (u32, u32),
    /// Its field's name, an index into the names; none in a list.
    pub(super) name: Option<u32>,
    /// Its first child, an index into the list of children.
    pub(super) first: u32,
    /// How many children it has.
    pub(super) count: u32,
    /// Whether it is a name with brackets: a struct or an enum's variant.
    pub(super) named_brackets: bool,
}

/// From paths such as `venue.gates[2].line` to places in the text.
#[derive(Clone, Debug, Default)]
pub struct SpanIndex {
    pub(super) nodes: Vec<Node>,
    pub(super) children: Vec<u32>,
    pub(super) names: BTreeMap<String, u32>,
    pub(super) root: Option<u32>,
    /// The first comma before which no value stands.
    pub(super) stray_comma: Option<TextPlace>,
}

/// One step of a path.
enum Step<'p> {
    Field(&'p str),
    Item(usize),
}

impl SpanIndex {
    /// Reads the places of all values.
    ///
    /// # Errors
    /// Brackets or texts that are not closed or do not match, nesting deeper
    /// than [`limits::NESTING`](crate::model::limits::NESTING), more values
    /// than [`limits::VALUES`](crate::model::limits::VALUES).
    pub fn scan(text: &str) -> Result<Self, ScanError> {
        Scanner::new(text).scan()
    }

    /// Where the value at a path stands; a value that is not in the text (a
    /// default) is looked for at its nearest ancestor that is. None only for
    /// a text without any value.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<TextPlace> {
        let mut at = self.root?;
        for step in steps(path) {
            match self.child(at, &step) {
                Some(child) => at = child,
                None => break,
            }
        }
        Some(self.nodes[at as usize].start)
    }

    /// The characters of the value at a path in the text the index was made
    /// of; none if the text has no such value.
    #[must_use]
    pub fn source<'t>(&self, path: &str, text: &'t str) -> Option<&'t str> {
        text.get(self.bytes(path)?)
    }

    /// Where in the text the value at a path stands, in bytes.
    pub(super) fn bytes(&self, path: &str) -> Option<Range<usize>> {
        let (start, end) = self.nodes[self.at(path)? as usize].bytes;
        Some(start as usize..end as usize)
    }

    /// Whether a value is missing at a path: a field has none after its colon,
    /// or a name none in its brackets.
    pub(super) fn is_missing(&self, path: &str) -> bool {
        self.at(path).is_some_and(|at| {
            let node = &self.nodes[at as usize];
            node.start == node.end || (node.named_brackets && node.count == 0)
        })
    }

    /// The path of the innermost value that begins at or before a place and
    /// ends after it; a value that is missing is found where it should begin.
    #[must_use]
    pub fn path_at(&self, place: TextPlace) -> String {
        let mut path = String::new();
        let Some(mut at) = self.root else {
            return path;
        };
        let names: BTreeMap<u32, &str> = self
            .names
            .iter()
            .map(|(name, index)| (*index, name.as_str()))
            .collect();
        loop {
            let inside = self.children_of(at).iter().position(|child| {
                let node = &self.nodes[*child as usize];
                node.start == place || (node.start < place && place < node.end)
            });
            let Some(position) = inside else {
                return path;
            };
            at = self.children_of(at)[position];
            match self.nodes[at as usize]
                .name
                .and_then(|name| names.get(&name))
            {
                Some(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                None => path.push_str(&format!("[{position}]")),
            }
        }
    }

    /// The value at a path, if the text has it.
    fn at(&self, path: &str) -> Option<u32> {
        let mut at = self.root?;
        for step in steps(path) {
            at = self.child(at, &step)?;
        }
        Some(at)
    }

    fn children_of(&self, node: u32) -> &[u32] {
        let node = &self.nodes[node as usize];
        &self.children[node.first as usize..(node.first + node.count) as usize]
    }

    /// The child a step leads to. The payload of an enum's variant, as in
    /// `Cumulative([…])`, is one value in brackets of its own: a step is
    /// looked for inside it first.
    fn child(&self, node: u32, step: &Step) -> Option<u32> {
        let children = self.children_of(node);
        if let [only] = children
            && self.nodes[node as usize].named_brackets
            && self.nodes[*only as usize].name.is_none()
            && let Some(inside) = self.child(*only, step)
        {
            return Some(inside);
        }
        match *step {
            Step::Field(name) => {
                let name = Some(*self.names.get(name)?);
                let named = |child: &u32| self.nodes[*child as usize].name == name;
                children.iter().copied().find(named)
            }
            Step::Item(index) => {
                let child = *children.get(index)?;
                let unnamed = self.nodes[child as usize].name.is_none();
                unnamed.then_some(child)
            }
        }
    }
}

fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split(['.', '['])
        .filter(|part| !part.is_empty())
        .map(|part| match part.strip_suffix(']') {
            Some(index) => Step::Item(index.parse().unwrap_or(usize::MAX)),
            None => Step::Field(part),
        })
}

//! The scanner behind [`SpanIndex`]: walks a RON text once, from left to
//! right, and notes where each value begins and ends.
//!
//! It is tolerant: what is wrong inside a value is left to the RON library,
//! which says it better. Only brackets, texts and comments that do not end
//! are refused here, because it alone knows where they began.

use super::spans::{Node, SpanIndex, TextPlace};
use crate::model::limits;

/// A text whose values cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanError {
    /// What is wrong.
    pub kind: ScanErrorKind,
    /// Where it begins.
    pub place: TextPlace,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanErrorKind {
    /// A bracket that is never closed.
    BracketNotClosed(char),
    /// A bracket closed by one of another kind, or that was never opened.
    BracketMismatched {
        /// The bracket found.
        found: char,
        /// The one that should stand there; none if nothing is open.
        wanted: Option<char>,
        /// Line of the bracket that is open.
        opened_line: u32,
    },
    /// A text without its closing quotation mark.
    TextNotClosed,
    /// A block comment without its end.
    CommentNotClosed,
    /// More brackets within brackets than a scenario has.
    TooDeep,
    /// More values than a scenario may have.
    TooManyValues,
}

/// A position up to which lines and columns have been counted.
struct Mark {
    offset: usize,
    place: TextPlace,
}

pub(super) struct Scanner<'t> {
    text: &'t str,
    /// Offset of the next byte to read.
    at: usize,
    mark: Mark,
    /// The first text that goes on over a line's end where a field's value
    /// would have ended: if quotation marks do not match, it is to blame.
    suspect: Option<TextPlace>,
    index: SpanIndex,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            mark: Mark {
                offset: 0,
                place: TextPlace { line: 1, column: 1 },
            },
            suspect: None,
            index: SpanIndex::default(),
        }
    }

    pub(super) fn scan(mut self) -> Result<SpanIndex, ScanError> {
        self.root().map_err(|error| self.blamed(error))?;
        Ok(self.index)
    }

    /// With a quotation mark missing, texts and what stands between them
    /// change places, and the error shows far away: it is said where the
    /// first text began that runs on like that.
    fn blamed(&self, error: ScanError) -> ScanError {
        use ScanErrorKind::{BracketMismatched, BracketNotClosed, TextNotClosed};
        let may_follow = matches!(
            error.kind,
            BracketMismatched { .. } | BracketNotClosed(_) | TextNotClosed
        );
        match self.suspect {
            Some(place) if may_follow && has_odd_marks(self.text) => ScanError {
                kind: TextNotClosed,
                place,
            },
            _ => error,
        }
    }

    fn root(&mut self) -> Result<(), ScanError> {
        self.skip_space()?;
        while self.rest().starts_with("#!") {
            // #![enable(…)]: extensions of the notation.
            self.at += self.rest().find(']').map_or(self.rest().len(), |n| n + 1);
            self.skip_space()?;
        }
        if self.peek().is_some() {
            let root = self.value(0)?;
            self.index.root = Some(root);
        }
        self.skip_space()?;
        match self.peek() {
            Some(found @ (')' | ']' | '}')) => Err(self.error(ScanErrorKind::BracketMismatched {
                found,
                wanted: None,
                opened_line: 0,
            })),
            _ => Ok(()),
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The place of the next character. Counts on from the last place asked
    /// for, so that the whole text is counted once.
    fn here(&mut self) -> TextPlace {
        for c in self.text[self.mark.offset..self.at].chars() {
            if c == '\n' {
                self.mark.place.line += 1;
                self.mark.place.column = 1;
            } else {
                self.mark.place.column += 1;
            }
        }
        self.mark.offset = self.at;
        self.mark.place
    }

    fn error(&mut self, kind: ScanErrorKind) -> ScanError {
        ScanError {
            kind,
            place: self.here(),
        }
    }

    fn skip_space(&mut self) -> Result<(), ScanError> {
        loop {
            let rest = self.rest();
            let blank = |c: char| !(c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}'));
            self.at += rest.find(blank).unwrap_or(rest.len());
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    /// Skips a block comment with those inside it.
    fn skip_block_comment(&mut self) -> Result<(), ScanError> {
        let open = self.here();
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Ok(());
                }
            } else if let Some(c) = rest.chars().next() {
                self.at += c.len_utf8();
            } else {
                return Err(ScanError {
                    kind: ScanErrorKind::CommentNotClosed,
                    place: open,
                });
            }
        }
    }

    /// Reads one value; what cannot begin one is taken as an empty value, up
    /// to the next comma or bracket.
    fn value(&mut self, depth: usize) -> Result<u32, ScanError> {
        if self.index.nodes.len() >= limits::VALUES {
            return Err(self.error(ScanErrorKind::TooManyValues));
        }
        let node = self.index.nodes.len() as u32;
        let start = self.here();
        self.index.nodes.push(Node {
            start,
            end: start,
            bytes: (self.at as u32, self.at as u32),
            name: None,
            first: 0,
            count: 0,
            named_brackets: false,
        });
        match self.peek() {
            Some('(' | '[' | '{') => self.brackets(node, depth)?,
            Some('"') => self.quoted()?,
            Some('\'') => self.character(),
            _ if self.raw_text_hashes().is_some() => self.raw_text()?,
            _ => {
                let word = self.word();
                if word == "b" && self.rest().starts_with('"') {
                    self.quoted()?;
                } else if word == "b" && self.rest().starts_with('\'') {
                    self.character();
                } else if is_name(word) {
                    self.after_name(node, word == "Some", depth)?;
                }
            }
        }
        let end = self.here();
        let ended = &mut self.index.nodes[node as usize];
        ended.end = end;
        ended.bytes.1 = self.at as u32;
        Ok(node)
    }

    /// After a name: the brackets of a struct or a variant, if there are any.
    fn after_name(&mut self, node: u32, is_some: bool, depth: usize) -> Result<(), ScanError> {
        let name_end = self.at;
        self.skip_space()?;
        if self.peek() != Some('(') {
            self.at = name_end.max(self.mark.offset);
            return Ok(());
        }
        self.brackets(node, depth)?;
        let Node { first, count, .. } = self.index.nodes[node as usize];
        self.index.nodes[node as usize].named_brackets = true;
        if is_some && count == 1 {
            // `Some(value)` is the value.
            let inner = self.index.nodes[self.index.children[first as usize] as usize];
            let outer = &mut self.index.nodes[node as usize];
            outer.first = inner.first;
            outer.count = inner.count;
            outer.named_brackets = inner.named_brackets;
        }
        Ok(())
    }

    /// Reads `( … )`, `[ … ]` or `{ … }` with all that is inside.
    fn brackets(&mut self, node: u32, depth: usize) -> Result<(), ScanError> {
        if depth >= limits::NESTING {
            return Err(self.error(ScanErrorKind::TooDeep));
        }
        let opened = self.here();
        let open = self.peek().unwrap_or('(');
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        self.at += 1;
        let mut children = Vec::new();
        // Whether a value stands before the next comma.
        let mut has_value = false;
        loop {
            self.skip_space()?;
            match self.peek() {
                None => {
                    return Err(ScanError {
                        kind: ScanErrorKind::BracketNotClosed(open),
                        place: opened,
                    });
                }
                Some(found @ (')' | ']' | '}')) if found != close => {
                    return Err(self.error(ScanErrorKind::BracketMismatched {
                        found,
                        wanted: Some(close),
                        opened_line: opened.line,
                    }));
                }
                Some(found) if found == close => {
                    self.at += 1;
                    break;
                }
                Some(',') => {
                    if !has_value {
                        let here = self.here();
                        self.index.stray_comma.get_or_insert(here);
                    }
                    has_value = false;
                    self.at += 1;
                }
                Some(':') => self.at += 1,
                Some(_) => {
                    children.push(self.item(open, depth)?);
                    has_value = true;
                }
            }
        }
        let first = self.index.children.len() as u32;
        let outer = &mut self.index.nodes[node as usize];
        outer.first = first;
        outer.count = children.len() as u32;
        self.index.children.append(&mut children);
        Ok(())
    }

    /// One entry inside brackets: `name: value` or a value.
    fn item(&mut self, open: char, depth: usize) -> Result<u32, ScanError> {
        let begin = self.at;
        let name = (open != '[').then(|| self.field_name()).flatten();
        if name.is_some() {
            self.skip_space()?;
        }
        let child = self.value(depth + 1)?;
        if let Some(name) = name {
            let next = self.index.names.len() as u32;
            let index = *self.index.names.entry(name.to_owned()).or_insert(next);
            self.index.nodes[child as usize].name = Some(index);
        }
        if self.at == begin {
            // A character that begins nothing; the library will name it.
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        Ok(child)
    }

    /// Reads `name:` if that stands here; moves nowhere if not.
    fn field_name(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let name = &rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())];
        if !is_name(name) {
            return None;
        }
        let after = rest[name.len()..].trim_start();
        if !after.starts_with(':') || after.starts_with("::") {
            return None;
        }
        self.at = self.text.len() - after.len() + 1;
        Some(name)
    }

    /// Reads letters, digits and signs up to the next space, comma, bracket
    /// or quotation mark.
    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || ",()[]{}\"':/".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word.strip_prefix("r#").unwrap_or(word)
    }

    /// Reads `"…"` with its escapes.
    fn quoted(&mut self) -> Result<(), ScanError> {
        let open = self.here();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((offset, c)) = characters.next() {
            match c {
                '\\' => {
                    characters.next();
                }
                '"' => {
                    let first_line = self.rest()[..offset].lines().next().unwrap_or_default();
                    let runs_on = first_line
                        .trim_end()
                        .ends_with([',', '(', '[', '{', ')', ']']);
                    if runs_on && first_line.len() < offset {
                        self.suspect.get_or_insert(open);
                    }
                    self.at += offset + 1;
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(ScanError {
            kind: ScanErrorKind::TextNotClosed,
            place: open,
        })
    }

    /// Reads `'c'`, also escaped; what is longer is left where it is.
    fn character(&mut self) {
        let rest = self.rest();
        let body = &rest[1..];
        let after = match body.strip_prefix('\\') {
            Some(escaped) => escaped.chars().next().map_or(1, |c| 1 + c.len_utf8()),
            None => body.chars().next().map_or(0, char::len_utf8),
        };
        let end = body[after..].find(['\'', ',', ')', ']', '}', '\n']);
        self.at += match end {
            Some(n) if body[after + n..].starts_with('\'') => 1 + after + n + 1,
            _ => 1,
        };
    }

    /// How many `#` a raw text that begins here has before its quotation
    /// mark; none if no raw text begins here.
    fn raw_text_hashes(&self) -> Option<usize> {
        let rest = self.rest();
        let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
        let hashes = body.len() - body.trim_start_matches('#').len();
        body[hashes..].starts_with('"').then_some(hashes)
    }

    /// Reads `r"…"`, `r#"…"#`.
    fn raw_text(&mut self) -> Result<(), ScanError> {
        let open = self.here();
        let hashes = self.raw_text_hashes().unwrap_or(0);
        let rest = self.rest();
        let body = rest.find('"').map_or(rest.len(), |n| n + 1);
        let end = format!("\"{}", "#".repeat(hashes));
        match rest[body..].find(&end) {
            Some(n) => {
                self.at += body + n + end.len();
                Ok(())
            }
            None => Err(ScanError {
                kind: ScanErrorKind::TextNotClosed,
                place: open,
            }),
        }
    }
}

/// Whether a text has an odd number of quotation marks, escaped ones left
/// out.
fn has_odd_marks(text: &str) -> bool {
    let mut escaped = false;
    let mut odd = false;
    for byte in text.bytes() {
        odd ^= byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
    }
    odd
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(word: &str) -> bool {
    word.chars().all(in_name) && word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

//! A page as a list of blocks, the same for every format.
//!
//! In: the text of a page. Out: a [`Document`] of headings, tables, examples and prose, every cell one line of Markdown,
//! and what could not be understood. What a page may cost (elements, rows, depth) is limited here.

mod cell;
mod element;
mod front;
mod inline;
mod lines;
mod markdown;
mod segments;
mod site;

pub(crate) use front::Front;
#[cfg(feature = "fetch")]
pub(crate) use front::{day, entries as front_entries};
pub(crate) use inline::{Piece, one_line, pieces, plain};

use super::unread::UnreadPieces;
use lines::Lines;
use segments::{Segment, Writing};

/// How many rows all tables of a page may have; the longest known page has a few hundred.
const MOST_ROWS: usize = 20_000;

/// A page cut into blocks.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) front: Front,
    pub(crate) blocks: Vec<Block>,
    pub(crate) unread: UnreadPieces,
    /// Whether the site's own elements are in it.
    pub(crate) has_elements: bool,
}

/// A piece of a page and its line.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) content: Content,
}

/// What a block is.
#[derive(Debug)]
pub(crate) enum Content {
    Heading(String),
    Prose(String),
    /// A box with a hint or warning.
    Remark(String),
    Code(String),
    Table(Table),
}

/// A table; every cell is one line of Markdown.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: usize,
    /// How deep the row is nested, where the table says so.
    pub(crate) level: Option<usize>,
    pub(crate) cells: Vec<String>,
}

/// Cuts a page into blocks.
pub(crate) fn document(text: &str) -> Document {
    let (front, start) = front::read(text);
    let mut builder = Builder { text, lines: Lines::new(text), rows: 0, document: Document::default() };
    builder.document.front = front;
    for segment in segments::cut(text, start) {
        builder.add(&segment);
    }
    builder.document
}

/// Collects the blocks of a page.
struct Builder<'t> {
    text: &'t str,
    lines: Lines,
    /// Rows so far, of all tables.
    rows: usize,
    document: Document,
}

impl Builder<'_> {
    fn add(&mut self, segment: &Segment) {
        if !segment.is_closed {
            self.unread(segment.range.start, "a block that `:::` opens is not closed");
        }
        match segment.writing {
            Writing::Markdown => markdown::read(self, segment.range.clone()),
            Writing::Elements => site::read(self, segment.range.clone()),
            Writing::Remark => self.remark(segment.range.clone()),
        }
    }

    fn remark(&mut self, range: std::ops::Range<usize>) {
        let text = cell::render(self, range.clone());
        self.push(range.start, Content::Remark(text));
    }

    /// Adds a block, unless there is nothing in it.
    fn push(&mut self, offset: usize, content: Content) {
        let is_empty = match &content {
            Content::Heading(text) | Content::Prose(text) | Content::Remark(text) | Content::Code(text) => {
                text.trim().is_empty()
            }
            Content::Table(_) => false,
        };
        if !is_empty {
            let line = self.lines.of(offset);
            self.document.blocks.push(Block { line, content });
        }
    }

    /// Adds to the box that was read last: tools that turn boxes into quotes leave the lists in them outside.
    fn continue_remark(&mut self, more: &str) {
        if let Some(Block { content: Content::Remark(text), .. }) = self.document.blocks.last_mut() {
            text.push(' ');
            text.push_str(more);
        }
    }

    /// Whether another row may be read; says once that no more are.
    fn may_add_row(&mut self, offset: usize) -> bool {
        self.rows += 1;
        if self.rows == MOST_ROWS + 1 {
            self.unread(
                offset,
                format!("the tables of a page have at most {MOST_ROWS} rows, and the rest is not read"),
            );
        }
        self.rows <= MOST_ROWS
    }

    fn unread(&mut self, offset: usize, what: impl Into<String>) {
        self.unread_line(self.lines.of(offset), what);
    }

    fn unread_line(&mut self, line: usize, what: impl Into<String>) {
        self.document.unread.push(line, what);
    }
}

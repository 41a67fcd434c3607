//! Cuts a page at its `:::` lines into Markdown, the site's elements, and boxes.

use std::ops::Range;

/// How a piece of a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Markdown,
    /// Between `:::html` and `:::`.
    Elements,
    /// Between `:::note` (or another word) and `:::`.
    Remark,
}

/// A piece of a page, without the lines that open and close it.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) writing: Writing,
    pub(super) range: Range<usize>,
    pub(super) is_closed: bool,
}

/// Cuts the page from `start` on.
pub(super) fn cut(text: &str, start: usize) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut cutter = Cutter { writing: Writing::Markdown, start, in_code: false };
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let next = offset + line.len();
        if let Some(writing) = cutter.turn(line.trim()) {
            segments.push(Segment { writing: cutter.writing, range: cutter.start..offset, is_closed: true });
            cutter = Cutter { writing, start: next, in_code: false };
        }
        offset = next;
    }
    let is_closed = cutter.writing == Writing::Markdown;
    segments.push(Segment { writing: cutter.writing, range: cutter.start..text.len(), is_closed });
    segments
}

/// Where the piece at hand started.
struct Cutter {
    writing: Writing,
    start: usize,
    /// In a fenced block of code, where `:::` means nothing.
    in_code: bool,
}

impl Cutter {
    /// What follows this line, if the line ends the piece at hand.
    fn turn(&mut self, line: &str) -> Option<Writing> {
        if self.writing == Writing::Markdown && line.starts_with("```") {
            self.in_code = !self.in_code;
        }
        let word = line.strip_prefix(":::").filter(|_| !self.in_code)?.trim();
        match (self.writing, word) {
            (Writing::Markdown, "") => None,
            (Writing::Markdown, "html") => Some(Writing::Elements),
            (Writing::Markdown, _) => Some(Writing::Remark),
            (_, "") => Some(Writing::Markdown),
            _ => None,
        }
    }
}

//! A page that was read, with the pieces of it that were not understood.

use serde::Serialize;

use super::facts::{Facts, Kind};

/// The maximum number of unread pieces that are kept; a malicious page could have millions.
const MOST_UNREAD: usize = 100;

/// The maximum length of the message about each, in characters.
const LONGEST_UNREAD: usize = 300;

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// What it states.
    pub facts: Facts,
    /// What in it was not understood, so that facts may be missing.
    pub unread: Vec<Unread>,
}

impl Page {
    pub(super) fn unreadable(line: usize, what: String) -> Self {
        let facts = Facts { kind: Kind::Unreadable, ..Facts::default() };
        Self { facts, unread: vec![Unread { line, what }] }
    }
}

/// A piece of a page that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Its line, from 1.
    pub line: usize,
    /// Which piece, and why.
    pub what: String,
}

/// The pieces that were not understood so far, the first hundred of them.
#[derive(Debug, Default)]
pub(super) struct UnreadPieces {
    kept: Vec<Unread>,
    dropped: usize,
}

impl UnreadPieces {
    pub(super) fn push(&mut self, line: usize, what: impl Into<String>) {
        if self.kept.len() < MOST_UNREAD {
            let what: String = what.into();
            let is_long = what.chars().nth(LONGEST_UNREAD).is_some();
            let what = if is_long { what.chars().take(LONGEST_UNREAD).chain(['…']).collect() } else { what };
            self.kept.push(Unread { line, what });
        } else {
            self.dropped += 1;
        }
    }

    /// In the order of the page, with a last one that counts those which are not kept.
    pub(super) fn finish(mut self) -> Vec<Unread> {
        self.kept.sort_by_key(|unread| unread.line);
        if let Some(last) = self.kept.last().filter(|_| self.dropped > 0) {
            let what = format!("{} more pieces were not understood", self.dropped);
            self.kept.push(Unread { line: last.line, what });
        }
        self.kept
    }
}

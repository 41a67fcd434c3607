//! A page of text: headings, facts, and wrapped paragraphs.

use std::fmt::Write as _;

use anstyle::Style;
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WrapAlgorithm};

/// The style of names and headings.
pub(super) const STRONG: Style = Style::new().bold();
/// The style of types, limits and the lines of a tree.
pub(super) const FAINT: Style = Style::new().dimmed();

/// Width of the labels of facts.
const LABEL: usize = 15;

/// The narrowest page; below it, words would break.
const NARROWEST: usize = 40;

/// Text with terminal colours.
pub(super) struct Page {
    text: String,
    width: usize,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self { text: String::new(), width: width.max(NARROWEST) }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An empty line and a title.
    pub(super) fn heading(&mut self, title: &str) {
        let _ = writeln!(self.text, "\n{}", styled(STRONG, title));
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A label and its value, if there is one.
    pub(super) fn fact(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            let label = format!("{label:<LABEL$}");
            self.wrapped(&styled(FAINT, &label), &" ".repeat(LABEL), text);
        }
    }

    /// Paragraphs, with a prefix for the first line and another one for the rest.
    pub(super) fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let mut indent = first;
        for line in text.lines() {
            let options = Options::new(self.width)
                .initial_indent(indent)
                .subsequent_indent(rest)
                .word_separator(WordSeparator::Custom(words))
                .wrap_algorithm(WrapAlgorithm::FirstFit);
            for line in textwrap::wrap(line, options) {
                let _ = writeln!(self.text, "{}", line.trim_end());
            }
            indent = rest;
        }
    }
}

/// A text in a style that ends with the text.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The longest word that is kept on one line if possible.
const LONG_WORD: usize = 40;

/// Words between spaces; URLs and the like may break after a slash or an ampersand.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(move |word| {
        if display_width(&word) <= LONG_WORD {
            return vec![word];
        }
        let start = word.word.as_ptr() as usize - line.as_ptr() as usize;
        let whole = &line[start..start + word.word.len() + word.whitespace.len()];
        whole.split_inclusive(['/', '&', '?']).map(Word::from).collect()
    }))
}

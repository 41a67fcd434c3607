//! Texts of a spec as Markdown: prose without code, and values as code.
//!
//! rustdoc compiles and runs every code block without another language, renders HTML, and resolves brackets as links to
//! items. Texts come from YAML and from pages, so none of that may happen with their content.

use std::cmp::Reverse;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// An edit can uncover something that was hidden in a tag. A text that takes more rounds than this is shown literally.
const MAX_ROUNDS: usize = 4;

/// A description. Code blocks become text blocks; HTML, and links that do not lead to the web, are shown literally.
pub(crate) fn prose(text: &str) -> String {
    let mut text = visible(text.trim_end());
    for _ in 0..MAX_ROUNDS {
        let edits = Reader::edits(&text);
        if edits.is_empty() {
            return text;
        }
        text = apply(&text, edits);
    }
    block(&text)
}

/// The same on one line, as in a table or after other text.
pub(crate) fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let prose = prose(&text);
    if prose.contains('\n') { code(&text) } else { prose }
}

/// A value between backticks.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text).replace('\n', "\\n");
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let is_bare = !text.starts_with(['`', ' ']) && !text.ends_with(['`', ' ']);
    let space = if is_bare { "" } else { " " };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A value with any number of lines, after its label.
pub(crate) fn labelled(label: &str, value: &str) -> String {
    if value.trim_end().contains('\n') {
        format!("{label}:\n\n{}", block(&visible(value)))
    } else {
        format!("{label}: {}", code(value))
    }
}

/// A row of a table with a head of two cells.
pub(crate) fn row(name: &str, value: &str) -> String {
    format!("| {} | {} |\n", cell(name), cell(value))
}

/// Markdown of one line as a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// A block that rustdoc treats as text.
fn block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

/// Escapes control characters and those that change the direction of text, which the compiler rejects in comments.
fn visible(text: &str) -> String {
    let is_hidden = |character: char| {
        character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut visible = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\t' => visible.push(character),
            _ if is_hidden(character) => visible.extend(character.escape_unicode()),
            _ => visible.push(character),
        }
    }
    visible
}

struct Edit {
    range: Range<usize>,
    text: String,
}

/// Of nested edits, only the outer one is kept.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, Reverse(edit.range.end)));
    let (mut edited, mut at) = (String::with_capacity(text.len() + edits.len()), 0);
    for Edit { range, text: replacement } in edits {
        if range.start >= at {
            edited.push_str(&text[at..range.start]);
            edited.push_str(&replacement);
            at = range.end;
        }
    }
    edited + &text[at..]
}

/// Walks Markdown and collects the necessary edits.
struct Reader<'a> {
    source: &'a str,
    edits: Vec<Edit>,
    /// The outermost block, from the start of its first line.
    outer: Range<usize>,
    depth: usize,
    /// The content of a code block so far.
    code: Option<String>,
    links: usize,
}

impl<'a> Reader<'a> {
    fn edits(source: &'a str) -> Vec<Edit> {
        let mut this = Self { source, edits: Vec::new(), outer: 0..0, depth: 0, code: None, links: 0 };
        let parser = Parser::new_ext(source, extensions());
        for (_, definition) in parser.reference_definitions().iter() {
            this.escape(definition.span.start);
        }
        for (event, range) in parser.into_offset_iter() {
            this.read(event, range);
        }
        this.edits
    }

    fn read(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(range),
            },
            Event::InlineHtml(_) => self.escape(range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: Range<usize>) {
        if self.depth == 0 {
            let line = self.source[..range.start].rfind('\n').map_or(0, |end| end + 1);
            self.outer = line..range.end;
        }
        self.depth += 1;
        match tag {
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::HtmlBlock => {
                let indent = self.source[range.clone()].find('<').unwrap_or(0);
                self.escape(range.start + indent);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links += 1;
                if !is_web(dest_url) {
                    let mark = self.source[range.clone()].find(['[', '<']).unwrap_or(0);
                    self.escape(range.start + mark);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth -= 1;
        match tag {
            TagEnd::CodeBlock => self.block(),
            TagEnd::Link | TagEnd::Image => self.links -= 1,
            _ => {}
        }
    }

    /// A code block becomes a text block; within a list or a quotation, the whole outer block does.
    fn block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let source = &self.source[self.outer.clone()];
        let text = block(if self.depth == 0 { &code } else { source });
        if source.trim_end() != text {
            let text = text + if source.ends_with('\n') { "\n" } else { "" };
            self.edits.push(Edit { range: self.outer.clone(), text });
        }
    }

    /// Brackets are not links to items, and URLs are links.
    fn text(&mut self, range: Range<usize>) {
        let source = self.source;
        for (index, _) in source[range.clone()].match_indices('[') {
            self.escape(range.start + index);
        }
        for (index, _) in source[range.clone()].match_indices("http").filter(|_| self.links == 0) {
            let start = range.start + index;
            if let Some(url) = url(&source[start..]) {
                self.edits.push(Edit { range: start..start + url.len(), text: format!("<{url}>") });
            }
        }
    }

    /// Shows the character literally.
    fn escape(&mut self, at: usize) {
        let before = self.source[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if before % 2 == 0 {
            self.edits.push(Edit { range: at..at, text: "\\".to_owned() });
        }
    }
}

/// The languages that rustdoc knows.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The URL at the start of a text.
fn url(text: &str) -> Option<&str> {
    let is_part = |character: char| character.is_ascii_graphic() && !"<>\"`[](){}\\|^'".contains(character);
    let end = text.find(|character| !is_part(character)).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']);
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    (!host.is_empty()).then_some(url)
}

#[cfg(test)]
mod tests;

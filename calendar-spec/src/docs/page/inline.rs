//! One line of Markdown as pieces: text, strong text, code, and breaks.
//!
//! In: the text of a cell or paragraph. Out: [`Piece`]s in which white space, links and entities have one form for all
//! ways of writing.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Strong(String),
    Code(String),
    /// `<br>`, which the pages also put between paragraphs.
    Break,
}

/// Set before a line, so that what it starts with (`-`, `#`, `1.`) makes no list or heading of it.
const GUARD: &str = ". ";

/// Reads one line.
pub(crate) fn pieces(line: &str) -> Vec<Piece> {
    let guarded = format!("{GUARD}{}", collapsed(line));
    let mut reader = Reader::default();
    for (event, range) in Parser::new(&guarded).into_offset_iter() {
        // The vendor sets strong text in `**`; other marks belong to values such as `_a_` and `__a__`.
        let marked = &guarded[range];
        match event {
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => reader.text(&marked[..1]),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) if marked.starts_with('_') => reader.text("__"),
            event => reader.read(event),
        }
    }
    let mut pieces = reader.pieces;
    if let Some(Piece::Text(first)) = pieces.first_mut() {
        *first = first.strip_prefix(GUARD.trim_end()).unwrap_or(first).to_owned();
    }
    pieces.into_iter().flat_map(split_strong).filter(|piece| *piece != Piece::Text(String::new())).collect()
}

/// Pieces as one line: strong text and code keep their marks, breaks become spaces.
pub(crate) fn one_line(pieces: &[Piece]) -> String {
    written(pieces, |piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Strong(text) => format!("**{text}**"),
        Piece::Code(text) => format!("`{text}`"),
        Piece::Break => " ".to_owned(),
    })
}

/// Pieces as one line without marks.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    written(pieces, |piece| match piece {
        Piece::Text(text) | Piece::Strong(text) | Piece::Code(text) => text.clone(),
        Piece::Break => " ".to_owned(),
    })
}

fn written(pieces: &[Piece], write: impl Fn(&Piece) -> String) -> String {
    collapsed(&pieces.iter().map(write).collect::<String>())
}

/// The text with each run of white space as one space, and none around it.
pub(super) fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Puts the events of the parser together.
#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    /// Strong text so far, and how many marks are open.
    strong: Option<String>,
    depth: usize,
    /// Targets of the links that are open.
    links: Vec<String>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text),
            Event::Code(code) => self.code(unescaped(&code)),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Start(Tag::Strong) => self.depth += 1,
            Event::End(TagEnd::Strong) => self.end_strong(),
            Event::Start(Tag::Link { dest_url, .. }) => self.start_link("[", &dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => self.start_link("![", &dest_url),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let target = self.links.pop().unwrap_or_default();
                self.text(&format!("]({target})"));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.depth > 0 {
            self.strong.get_or_insert_default().push_str(text);
        } else if is_break(text) {
            self.pieces.push(Piece::Break);
        } else if let Some(Piece::Text(before)) = self.pieces.last_mut() {
            before.push_str(text);
        } else {
            self.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    fn code(&mut self, code: String) {
        if self.depth > 0 {
            self.strong.get_or_insert_default().push_str(&code);
        } else {
            self.pieces.push(Piece::Code(code));
        }
    }

    fn end_strong(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            let strong = self.strong.take().unwrap_or_default();
            self.pieces.push(Piece::Strong(collapsed(&strong)));
        }
    }

    fn start_link(&mut self, opening: &str, target: &str) {
        self.links.push(canonical(target));
        self.text(opening);
    }
}

pub(super) fn is_break(html: &str) -> bool {
    let inner = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    inner.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}

/// The pages put Markdown that is already escaped into code, as in `` `string\[\]` ``.
fn unescaped(code: &str) -> String {
    let mut text = String::with_capacity(code.len());
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(|next| "[]|-_*`".contains(*next));
        if !escapes {
            text.push(character);
        }
    }
    text
}

/// A link into the documentation is written in several ways; its path is the same in all.
fn canonical(target: &str) -> String {
    const ROOTS: [&str; 4] =
        ["/ssl:ttdoc", "/document", "https://open.feishu.cn/document", "https://open.larkoffice.com/document"];
    let inside = ROOTS.iter().find_map(|root| target.strip_prefix(root)).filter(|rest| rest.starts_with('/'));
    inside.unwrap_or(target).to_owned()
}

/// Splits at `**` between a Chinese word and punctuation, which the site takes for marks and the parser does not.
fn split_strong(piece: Piece) -> Vec<Piece> {
    let Piece::Text(text) = piece else { return vec![piece] };
    let parts: Vec<&str> = text.split("**").collect();
    if parts.len() < 3 {
        return vec![Piece::Text(text)];
    }
    let pairs = (parts.len() - 1) / 2;
    let mut pieces = Vec::new();
    for (index, part) in parts.iter().take(2 * pairs + 1).enumerate() {
        let part = (*part).to_owned();
        pieces.push(if index % 2 == 1 { Piece::Strong(collapsed(&part)) } else { Piece::Text(part) });
    }
    pieces.extend(parts[2 * pairs + 1..].iter().map(|rest| Piece::Text(format!("**{rest}"))));
    pieces
}

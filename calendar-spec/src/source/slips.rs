//! The usual mistakes that make YAML invalid, with their positions.
//!
//! In: a text, and where the YAML library gave up. Out: the slip, and what to do about it. The library often notices a
//! slip only on a later line; this reads the brackets, quotes and comments up to there once more.

use crate::diagnostic::shorten;

/// What somebody probably did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) help: String,
}

/// The slip that explains an error at `error`.
pub(super) fn find(text: &str, error: usize) -> Option<Slip> {
    let error = error.min(text.len());
    let line = text[..error].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[error..].find('\n').map_or(text.len(), |newline| error + newline);
    if let Some(tab) = tab(text, line, end) {
        return Some(tab);
    }
    let mut scanner = Scanner { text, ..Scanner::default() };
    scanner.run(end);
    // Only what is near can be the reason: the library has read everything before.
    let before = text[..line].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let nearby = scanner.open.first().map_or(before, |open| open.offset.min(before));
    scanner.slips.into_iter().find(|slip| slip.offset >= nearby).or_else(|| unclosed(text, &scanner.open, line))
}

fn tab(text: &str, line: usize, end: usize) -> Option<Slip> {
    let indent = text[line..end].find(|letter: char| !letter.is_whitespace()).unwrap_or(end - line);
    let offset = line + text[line..line + indent].find('\t')?;
    let message = "a tab indents this line".to_owned();
    Some(Slip { offset, message, help: "YAML is indented with spaces: replace the tab by two of them".to_owned() })
}

/// The innermost bracket that is still open, if it was opened on an earlier line or never closes.
fn unclosed(text: &str, open: &[Open], line: usize) -> Option<Slip> {
    let open = open.last().filter(|open| open.offset < line || text[line..].trim().is_empty())?;
    let (bracket, closing) = if text[open.offset..].starts_with('{') { ('{', '}') } else { ('[', ']') };
    let message = format!("this `{bracket}` is not closed");
    Some(Slip { offset: open.offset, message, help: format!("add `{closing}`, or the comma that is missing") })
}

/// A bracket that is open.
#[derive(Debug)]
struct Open {
    offset: usize,
    /// Where the value of the entry at hand starts, if its key has come.
    value: Option<usize>,
}

/// Reads brackets, quotes, comments and keys.
#[derive(Default)]
struct Scanner<'t> {
    text: &'t str,
    open: Vec<Open>,
    slips: Vec<Slip>,
    /// Where the value of the entry at hand starts, outside of brackets.
    value: Option<usize>,
    /// The quote that is open, and where.
    quote: Option<(char, usize)>,
    /// Whether a closing quote came last.
    is_behind_quote: bool,
    /// Whether a value or key may start here.
    is_at_start: bool,
    /// Indent of the key whose value is a block of text.
    block: Option<usize>,
}

impl Scanner<'_> {
    fn run(&mut self, end: usize) {
        let mut start = 0;
        while start < end {
            let next = self.text[start..].find('\n').map_or(self.text.len(), |newline| start + newline + 1);
            self.line(start, next.min(end));
            start = next;
        }
    }

    fn line(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(block) = self.block {
            if content.is_empty() || indent > block {
                return;
            }
            self.block = None;
        }
        if self.open.is_empty() && self.quote.is_none() {
            self.value = None;
            self.is_at_start = true;
            self.is_behind_quote = false;
        }
        let mut letters = line.char_indices().peekable();
        let mut before = ' ';
        while let Some((index, letter)) = letters.next() {
            let offset = start + index;
            if let Some((quote, _)) = self.quote {
                match (quote, letter) {
                    ('"', '\\') => drop(letters.next()),
                    ('\'', '\'') if letters.next_if(|(_, next)| *next == '\'').is_some() => {}
                    _ if letter == quote => (self.quote, self.is_behind_quote) = (None, true),
                    _ => {}
                }
            } else if letter == '#' && before.is_whitespace() {
                self.comment(offset);
                break;
            } else {
                let next = letters.peek().map_or(' ', |(_, next)| *next);
                self.letter(offset, letter, next);
            }
            before = letter;
        }
        let is_block = [": |", ": >", ": |-", ": >-"].iter().any(|mark| content.ends_with(mark));
        if is_block && self.open.is_empty() {
            self.block = Some(indent);
        }
    }

    fn letter(&mut self, offset: usize, letter: char, next: char) {
        let is_in_brackets = !self.open.is_empty();
        match letter {
            letter if letter.is_whitespace() => {}
            '"' | '\'' if self.is_at_start => {
                self.quote = Some((letter, offset));
                self.is_at_start = false;
            }
            '[' | '{' if self.is_at_start => {
                self.open.push(Open { offset, value: None });
                self.is_behind_quote = false;
            }
            ']' | '}' if is_in_brackets => {
                self.open.pop();
                (self.is_at_start, self.is_behind_quote) = (false, false);
            }
            ',' if is_in_brackets => self.start(None),
            ':' if next.is_whitespace() || (is_in_brackets && self.is_behind_quote) => self.colon(offset),
            '-' if self.is_at_start && !is_in_brackets && next.is_whitespace() => {}
            _ if self.is_behind_quote => {
                self.is_behind_quote = false;
                self.slip(offset, "the text continues after its closing quote", || {
                    "put the quotes around the whole text, single ones if double ones are in it".to_owned()
                });
            }
            '`' | '@' | '%' if self.is_at_start => {
                self.is_at_start = false;
                let help = self.quoted(offset);
                self.slip(offset, &format!("a text cannot start with `{letter}`"), || help);
            }
            _ => self.is_at_start = false,
        }
    }

    /// A key ends here; a second one in the same entry is a text with a colon.
    fn colon(&mut self, offset: usize) {
        let value = self.open.last().map_or(self.value, |open| open.value);
        match value {
            // On a line of its own a key means that the entry before was not finished.
            Some(value) if !self.text[value..offset].contains('\n') => {
                let help = self.quoted(value);
                self.slip(offset, "a colon with a space after it starts a value, and this text has one", || help);
            }
            Some(_) => {}
            None => self.start(Some(offset + 1)),
        }
        (self.is_at_start, self.is_behind_quote) = (true, false);
    }

    fn start(&mut self, value: Option<usize>) {
        match self.open.last_mut() {
            Some(open) => open.value = value,
            None => self.value = value,
        }
        (self.is_at_start, self.is_behind_quote) = (true, false);
    }

    /// In brackets a comment hides what would close them.
    fn comment(&mut self, offset: usize) {
        let Some(open) = self.open.last() else { return };
        if let Some(value) = open.value.filter(|value| !self.text[*value..offset].trim().is_empty()) {
            let help = self.quoted(value);
            self.slip(offset, "` #` starts a comment, which hides the rest of the line", || help);
        }
    }

    fn slip(&mut self, offset: usize, message: &str, help: impl FnOnce() -> String) {
        self.slips.push(Slip { offset, message: message.to_owned(), help: help() });
    }

    /// The text that starts here, in quotes.
    fn quoted(&self, start: usize) -> String {
        let line = self.text[start..].lines().next().unwrap_or_default();
        let end = if self.open.is_empty() { None } else { line.find([',', '}', ']']) };
        let text = line[..end.unwrap_or(line.len())].trim();
        let quote = if text.contains('"') { '\'' } else { '"' };
        format!("quote the text: `{quote}{}{quote}`", shorten(text))
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    /// The place of the slip as the rest of its line, and its message with help.
    fn slip(text: &str) -> (String, String) {
        let error = serde_yaml::from_str::<serde_yaml::Value>(text).unwrap_err();
        let offset = error.location().map_or(0, |location| location.index());
        let slip = find(text, offset).unwrap_or_else(|| panic!("{error}: {text}"));
        let rest = text[slip.offset..].lines().next().unwrap_or_default().to_owned();
        (rest, format!("{}; {}", slip.message, slip.help))
    }

    #[test]
    fn each_slip_is_named_where_it_is() {
        let next = "  b: { type: string }\n";
        let cases = [
            ("a: { doc: Its name: the one }\n", ": the one }", "quote the text: `\"Its name: the one\"`"),
            ("doc: Its name: the one\n", ": the one", "quote the text: `\"Its name: the one\"`"),
            (
                "f:\n  a: { doc: The room #1 }\n",
                "#1 }",
                "` #` starts a comment, which hides the rest of the line; quote the text: `\"The room #1\"`",
            ),
            (
                "a: { doc: `name` of it }\n",
                "`name` of it }",
                "a text cannot start with ```; quote the text: `\"`name` of it\"`",
            ),
            ("a: { doc: @name }\n", "@name }", "a text cannot start with `@`; quote the text: `\"@name\"`"),
            (
                "a: { doc: \"Its\" name }\n",
                "name }",
                "the text continues after its closing quote; put the quotes around the whole text",
            ),
            ("a: \"Its\" name\nb: c\n", "name", "the text continues after its closing quote"),
            ("a:\n\tb: c\n", "\tb: c", "a tab indents this line; YAML is indented with spaces"),
            (
                "f:\n  a: { type: string\n",
                "{ type: string",
                "this `{` is not closed; add `}`, or the comma that is missing",
            ),
            ("f:\n  a: [b, c\n", "[b, c", "this `[` is not closed; add `]`, or the comma that is missing"),
        ];
        for (text, place, said) in cases {
            for text in [text.to_owned(), format!("{text}{next}"), format!("x: y\n{text}{next}")] {
                let (rest, message) = slip(&text);
                assert_eq!(rest, place, "{text}");
                assert!(message.contains(said), "{text}{message}");
            }
        }
    }

    #[test]
    fn what_is_valid_before_the_error_is_not_blamed() {
        let before = "a: { url: https://x, b: \"c: d\", e: 'it''s: f', g: [h, i] } # j: k: l\nm: |\n  n: o: p\n  { [\nq: >-\n  r: s: t\n";
        let (rest, said) = slip(&format!("{before}u: v: w\n"));
        assert_eq!(rest, ": w", "{said}");
    }

    #[test]
    fn other_errors_have_no_slip() {
        for text in ["a: *b\n", "a: b\n c: d\n"] {
            let error = serde_yaml::from_str::<serde_yaml::Value>(text).unwrap_err();
            let offset = error.location().map_or(0, |location| location.index());
            assert_eq!(find(text, offset), None, "{error}");
        }
    }
}

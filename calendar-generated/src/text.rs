//! [`Text`], the type of every plain string field.
//!
//! Most strings of the API are short; up to 24 bytes are stored inline, without allocation.

use std::borrow::{Borrow, Cow};
use std::convert::Infallible;
use std::fmt::{self, Write};
use std::ops::Deref;
use std::str::FromStr;

use compact_str::CompactString;
use serde::ser::{Serialize, Serializer};

/// A string. It dereferences to `&str`, and any string converts into it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(CompactString);

impl Text {
    /// Makes a constant.
    pub const fn from_static(text: &'static str) -> Self {
        Self(CompactString::const_new(text))
    }

    /// Returns the string as `&str`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(CompactString::new(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(CompactString::from(text))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::from(text),
            Cow::Owned(text) => Self::from(text),
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into_string()
    }
}

impl FromStr for Text {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whether a string consists of such bytes only.
pub(crate) fn is_all(text: &str, is_such: fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(is_such)
}

/// Whether a string contains this part. For short strings on cold paths: `str::contains` brings the code of a search
/// that pays off only in long ones.
pub(crate) fn has_part(text: &str, part: &str) -> bool {
    part.is_empty() || text.as_bytes().windows(part.len()).any(|place| place == part.as_bytes())
}

/// A foreign string in one of our messages: on one line, harmless to a terminal.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                // Line and paragraph separators, and marks that change the direction of the following text.
                '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => character.escape_unicode().fmt(f)?,
                _ if character.is_control() => character.escape_default().fmt(f)?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// How much of a foreign string a message shows, in bytes.
const EXCERPT: usize = 1024;

/// The start of a foreign string, on one line.
pub(crate) struct Excerpt<'a>(pub(crate) &'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bounded(f, EXCERPT, format_args!("{}", OneLine(self.0)))
    }
}

/// The first link in a text, without the punctuation of the sentence around it.
pub(crate) fn first_link(text: &str) -> Option<&str> {
    let link = text.get(text.find("https://")?..)?;
    let end = link.find(|letter: char| !letter.is_ascii_graphic() || "\"'<>`".contains(letter)).unwrap_or(link.len());
    Some(link[..end].trim_end_matches(['.', ',', ';', ':', ')', ']'])).filter(|link| link.len() > "https://".len())
}

/// Writes at most this many bytes of a message. A longer one is not formatted to its end.
pub(crate) fn write_bounded(out: &mut dyn Write, limit: usize, message: fmt::Arguments<'_>) -> fmt::Result {
    let mut bounded = Bounded { out, left: limit, is_cut: false };
    match bounded.write_fmt(message) {
        Err(_) if bounded.is_cut => bounded.out.write_char('…'),
        result => result,
    }
}

struct Bounded<'a> {
    out: &'a mut dyn Write,
    left: usize,
    is_cut: bool,
}

impl Write for Bounded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut end = self.left.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = &text[..end];
        self.left -= kept.len();
        self.is_cut = kept.len() < text.len();
        self.out.write_str(kept)?;
        if self.is_cut { Err(fmt::Error) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_string_stays_on_one_line() {
        let text = "a\r\n\u{1b}[0m\u{2028}\u{202e}\"b\" 日程😀\u{85}";
        assert_eq!(OneLine(text).to_string(), r#"a\r\n\u{1b}[0m\u{2028}\u{202e}"b" 日程😀\u{85}"#);
    }

    #[test]
    fn the_start_of_a_long_string_is_shown() {
        assert_eq!(Excerpt("a\nb").to_string(), r"a\nb");
        assert_eq!(Excerpt(&"程".repeat(2000)).to_string(), format!("{}…", "程".repeat(341)));
        assert_eq!(Excerpt(&"a".repeat(1024)).to_string(), "a".repeat(1024));
    }

    /// Never ends.
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            loop {
                f.write_str("x")?;
            }
        }
    }

    #[test]
    fn a_long_message_is_not_formatted_to_its_end() {
        let mut out = String::new();
        assert!(write_bounded(&mut out, 3, format_args!("{Endless}")).is_ok());
        assert_eq!(out, "xxx…");
    }

    #[test]
    fn short_and_long_strings_survive_json() -> Result<(), serde_json::Error> {
        for text in ["", "a", "日程标题 😀", &"x".repeat(1000), "\"\\\n\u{0}"] {
            let json = serde_json::to_string(&Text::from(text))?;
            assert_eq!(serde_json::from_str::<Text>(&json)?, text);
        }
        Ok(())
    }

    #[test]
    fn a_text_prints_and_compares_like_a_str() {
        assert_eq!(format!("{0} {0:?}", Text::from("a\"b")), r#"a"b "a\"b""#);
        assert_eq!(Text::from("abc").len(), 3);
        let text = Text::from("abc");
        assert!(text == *"abc" && text != *"abd" && text == "abc" && text != "abd");
        let (same, other) = ("abc".to_owned(), "abd".to_owned());
        assert!(text == same && text != other);
    }

    #[test]
    fn a_text_is_made_from_any_string() -> Result<(), Infallible> {
        let text = Text::from("abc");
        let made = [Text::from(&text), Text::from(&"abc".to_owned()), "abc".parse()?];
        assert_eq!(made, [text.clone(), text.clone(), text]);
        Ok(())
    }

    #[test]
    fn the_first_link_ends_where_its_sentence_goes_on() {
        for (text, link) in [
            ("see (https://a.example/b?c=d), or ask", Some("https://a.example/b?c=d")),
            ("看 https://a.example/b。", Some("https://a.example/b")),
            ("<a href=\"https://a.example/\">x</a> https://b.example/", Some("https://a.example/")),
            ("https://a", Some("https://a")),
            ("https://", None),
            ("http://a.example/", None),
        ] {
            assert_eq!(first_link(text), link, "{text}");
        }
    }

    #[test]
    fn an_error_of_the_output_is_not_a_long_message() {
        struct Full;

        impl Write for Full {
            fn write_str(&mut self, _: &str) -> fmt::Result {
                Err(fmt::Error)
            }
        }

        assert!(write_bounded(&mut Full, 3, format_args!("x")).is_err());
    }

    #[test]
    fn an_integer_or_a_boolean_is_read_as_its_text() -> Result<(), serde_json::Error> {
        for (json, text) in
            [("5", "5"), ("-5", "-5"), ("18446744073709551615", "18446744073709551615"), ("true", "true")]
        {
            assert_eq!(serde_json::from_str::<Text>(json)?, text);
        }
        let error = serde_json::from_str::<Text>("[]").expect_err("a list");
        assert!(error.to_string().contains("expected a string"), "{error}");
        Ok(())
    }
}

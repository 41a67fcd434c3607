//! The types of fields as pages write them.
//!
//! In: the text of a cell, such as `string[]`, `Array of object` or `map<string, int>`. Out: a [`PageType`], the same for
//! every way of writing. Read by `import`, which makes types of the language of it, and by `drift`, which compares
//! it with them.

use std::fmt;

/// A type of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docs) enum PageType {
    /// A dash, or something that names no type.
    Unknown,
    /// `any`, `json`, `union` and the like.
    Any,
    String,
    Bool,
    /// A whole number; whether it has 32 or 64 bits, where the page says so.
    Int(Option<u8>),
    Float,
    File,
    /// `object`, or the vendor's name of one.
    Object(String),
    List(Box<PageType>),
    Map(Box<PageType>),
}

/// Words that hold items of another type.
const LISTS: [&str; 5] = ["array", "list", "arr", "slice", "set"];
const MAPS: [&str; 5] = ["map", "dict", "dictionary", "hashmap", "kv"];

/// How many lists and maps a type may stand in.
const DEEPEST: usize = 8;

/// Words for scalars that are names of objects, too.
const NAMES: [&str; 12] =
    ["text", "url", "date", "datetime", "timestamp", "enum", "value", "file", "struct", "union", "decimal", "char"];

impl PageType {
    pub(in crate::docs) fn parse(text: &str) -> Self {
        Self::of(text, false)
    }

    /// The type of a field, which has rows below it or not: with rows, a word such as `text` names an object.
    pub(in crate::docs) fn of(text: &str, has_rows: bool) -> Self {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace(['`', '\\'], "");
        let ty = Self::inner(text.trim(), DEEPEST);
        let word = text.trim().trim_end_matches("[]");
        let is_name = has_rows && NAMES.contains(&word.to_ascii_lowercase().as_str());
        if is_name { ty.with_leaf(Self::Object(word.to_owned())) } else { ty }
    }

    fn with_leaf(self, leaf: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_leaf(leaf))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_leaf(leaf))),
            _ => leaf,
        }
    }

    fn inner(text: &str, depth: usize) -> Self {
        let Some(depth) = depth.checked_sub(1) else { return Self::Unknown };
        let inner = |text: &str| Box::new(Self::inner(text.trim(), depth));
        if let Some(item) = text.strip_suffix("[]").or(text.strip_prefix("[]")) {
            return Self::List(inner(item));
        }
        let lower = text.to_ascii_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        match (bracketed(&lower), &*words) {
            (Some((list, range)), _) if LISTS.contains(&list) => Self::List(inner(&text[range])),
            (Some((map, range)), _) if MAPS.contains(&map) => Self::Map(inner(value_of_map(&text[range]))),
            // `map[string]int`
            (None, _) if lower.starts_with("map[") => {
                Self::Map(inner(text.split_once(']').map_or("", |(_, value)| value)))
            }
            (_, [list, "of", .., item]) if LISTS.contains(list) => Self::List(inner(item)),
            (_, [item, .., list]) if LISTS.contains(list) => Self::List(inner(item)),
            _ => plain(text, &lower),
        }
    }

    /// The type of the values in all lists and maps.
    pub(in crate::docs) fn leaf(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.leaf(),
            leaf => leaf,
        }
    }

    /// The vendor's name of an object, where it has one.
    pub(in crate::docs) fn name(&self) -> Option<&str> {
        match self.leaf() {
            Self::Object(name) if !name.eq_ignore_ascii_case("object") => Some(name),
            _ => None,
        }
    }
}

/// `word<…>`, `word[…]` or `word(…)`: the word, and the range of what stands in the brackets.
fn bracketed(lower: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let open = lower.find(['<', '[', '('])?;
    let close = match lower.as_bytes()[open] {
        b'<' => '>',
        b'[' => ']',
        _ => ')',
    };
    (lower.ends_with(close)).then(|| (lower[..open].trim(), open + 1..lower.len() - 1))
}

/// "key, value" or "value", with a comma that stands in no brackets.
fn value_of_map(text: &str) -> &str {
    let mut depth = 0_usize;
    let comma = text.char_indices().find(|(_, character)| {
        match character {
            '<' | '[' | '(' => depth += 1,
            '>' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && ",，".contains(*character)
    });
    comma.map_or(text, |(at, comma)| &text[at + comma.len_utf8()..])
}

fn plain(text: &str, lower: &str) -> PageType {
    let word = lower.split(['(', '（', ' ', ',', '/']).next().unwrap_or_default();
    match word {
        "string" | "str" | "text" | "enum" | "url" | "date" | "datetime" | "char" | "varchar" | "uuid" => {
            PageType::String
        }
        "bool" | "boolean" => PageType::Bool,
        "int32" | "i32" | "byte" | "int8" | "int16" | "uint8" | "uint16" => PageType::Int(Some(32)),
        "int64" | "i64" | "long" | "bigint" | "uint32" | "u32" | "uint64" | "u64" | "timestamp" => {
            PageType::Int(Some(64))
        }
        "int" | "integer" | "uint" => PageType::Int(None),
        "number" if lower.contains("(int") => PageType::Int(None),
        "number" | "float" | "double" | "float64" | "float32" | "decimal" => PageType::Float,
        "file" | "binary" => PageType::File,
        "any" | "json" | "union" | "interface" | "interface{}" | "mixed" | "struct" | "value" => PageType::Any,
        word if LISTS.contains(&word) => PageType::List(Box::new(PageType::Unknown)),
        word if MAPS.contains(&word) => PageType::Map(Box::new(PageType::Unknown)),
        word if is_misspelled(word, "string") => PageType::String,
        word if is_misspelled(word, "boolean") => PageType::Bool,
        word if is_misspelled(word, "integer") => PageType::Int(None),
        _ if is_name(text) => PageType::Object(text.to_owned()),
        _ => PageType::Unknown,
    }
}

/// Whether a word is this one with two letters in the wrong order, or one wrong, missing or too many.
fn is_misspelled(word: &str, meant: &str) -> bool {
    word.len().abs_diff(meant.len()) <= 1 && strsim::osa_distance(word, meant) == 1
}

/// The vendor's names of objects: `calendar.acl`, `text_element`.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.-".contains(letter))
}

impl fmt::Display for PageType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => formatter.write_str("no type"),
            Self::Any => formatter.write_str("any value"),
            Self::String => formatter.write_str("a string"),
            Self::Bool => formatter.write_str("a boolean"),
            Self::Int(_) => formatter.write_str("a whole number"),
            Self::Float => formatter.write_str("a number"),
            Self::File => formatter.write_str("a file"),
            Self::Object(_) => formatter.write_str("an object"),
            Self::List(_) => formatter.write_str("a list"),
            Self::Map(_) => formatter.write_str("a map"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PageType::{self, *};

    fn list(inner: PageType) -> PageType {
        List(Box::new(inner))
    }

    fn map(inner: PageType) -> PageType {
        Map(Box::new(inner))
    }

    #[test]
    fn every_way_of_writing_a_type_is_read() {
        let cases = [
            ("string", String),
            ("String", String),
            ("`string(uuid)`", String),
            ("long", Int(Some(64))),
            ("Integer", Int(None)),
            ("number(float)", Float),
            ("string\\[\\]", list(String)),
            ("[]string", list(String)),
            ("array", list(Unknown)),
            ("Array&lt;String&gt;", list(String)),
            ("Array of string", list(String)),
            ("object array", list(Object("object".to_owned()))),
            ("rule[][]", list(list(Object("rule".to_owned())))),
            ("list<i64>", list(Int(Some(64)))),
            ("map", map(Unknown)),
            ("map<string, union>", map(Any)),
            ("map[string]string", map(String)),
            ("map<string, map<string, int>>", map(map(Int(None)))),
            ("map<string, string[]>", map(list(String))),
            ("calendar.acl", Object("calendar.acl".to_owned())),
            ("file", File),
            ("List<stirng>", list(String)),
            ("boolen", Bool),
            ("interger", Int(None)),
            ("\\-", Unknown),
            ("是否需要", Unknown),
        ];
        for (text, wanted) in cases {
            assert_eq!(PageType::parse(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_word_for_a_scalar_names_an_object_that_has_rows() {
        assert_eq!(PageType::of("text", true), Object("text".to_owned()));
        assert_eq!(PageType::of("file\\[\\]", true), list(Object("file".to_owned())));
        assert_eq!(PageType::of("text", false), String);
        assert_eq!(PageType::of("string", true), String);
    }

    #[test]
    fn a_type_that_never_ends_has_an_end() {
        assert!(matches!(PageType::parse(&"[]".repeat(10_000)), List(_)));
        assert!(matches!(PageType::parse(&"list<".repeat(10_000)), Unknown));
    }
}

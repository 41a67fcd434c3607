//! Lists of values in a description.
//!
//! In: the pieces after a label. Out: the values, the one that is marked as default, and the prose that follows.

use crate::docs::facts::FieldValue;
use crate::docs::page::{Piece, one_line};
use crate::docs::terms::{self, Label, without_colon};

/// The maximum length of a value, in bytes; it becomes a key of YAML, which has at most 1,024 characters, escapes
/// included.
const LONGEST_VALUE: usize = 128;

/// The maximum length of a value that is written in prose, in characters; what is longer is a sentence.
const LONGEST_WORD: usize = 12;

/// What a list holds.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) values: Vec<FieldValue>,
    pub(super) default: Option<String>,
    pub(super) rest: Vec<Piece>,
}

/// Reads a list; `notes` takes what was not understood.
pub(super) fn read(pieces: &[Piece], notes: &mut Vec<String>) -> Listed {
    let mut listed = Listed::default();
    let (items, rest) = items(pieces);
    listed.rest = rest;
    if let Some(values) = bare(&items) {
        listed.values = values;
        return listed;
    }
    for item in items {
        match value(&item) {
            Some((value, is_default)) => {
                if is_default {
                    listed.default = Some(value.value.clone());
                }
                listed.values.push(value);
            }
            // A dash within a description looks like the start of an item.
            None => match listed.values.last_mut() {
                Some(before) => {
                    before.description.push_str(" - ");
                    before.description.push_str(&one_line(&item));
                }
                None => notes.push(format!("an item of its values was not understood: {}", one_line(&item))),
            },
        }
    }
    if listed.values.is_empty() && listed.rest.is_empty() {
        notes.push("it announces values and lists none".to_owned());
    }
    listed
}

/// Values that are words of the page's language, without descriptions: "单程", "往返".
fn bare(items: &[Vec<Piece>]) -> Option<Vec<FieldValue>> {
    let value = |item: &Vec<Piece>| {
        let value = one_line(item);
        let is_word = !value.is_empty()
            && value.chars().count() <= LONGEST_WORD
            && value.chars().all(char::is_alphanumeric)
            && !value.is_ascii();
        is_word.then(|| FieldValue { value, ..FieldValue::default() })
    };
    items.iter().map(value).collect::<Option<Vec<_>>>().filter(|values| values.len() > 1)
}

/// Cuts a list at its dashes, and at breaks before something that looks like a value. A break before anything else ends
/// the list.
fn items(pieces: &[Piece]) -> (Vec<Vec<Piece>>, Vec<Piece>) {
    let mut items: Vec<Vec<Piece>> = Vec::new();
    let mut starts_item = false;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Break => {
                let rest = &pieces[index + 1..];
                if !items.is_empty() && !continues(rest) {
                    return (items, rest.to_vec());
                }
                starts_item = true;
            }
            Piece::Text(text) => {
                for (number, part) in dashes(text).into_iter().enumerate() {
                    let is_item = number > 0 || (starts_item && key(part).is_some());
                    add(&mut items, Piece::Text(part.to_owned()), is_item);
                    starts_item = starts_item && number == 0 && without_colon(part).is_empty();
                }
            }
            piece => {
                add(&mut items, piece.clone(), starts_item && matches!(piece, Piece::Code(_)));
                starts_item = false;
            }
        }
    }
    (items, Vec::new())
}

/// Adds a piece to the last item, or starts one with it. What stands before the first item is its colon, or an item
/// without a dash.
fn add(items: &mut Vec<Vec<Piece>>, piece: Piece, starts_item: bool) {
    let is_empty = matches!(&piece, Piece::Text(text) if without_colon(text).is_empty());
    match items.last_mut() {
        _ if starts_item => items.push(vec![piece]),
        Some(item) => item.push(piece),
        None if is_empty => {}
        None => items.push(vec![piece]),
    }
}

/// Whether a list continues after a break.
fn continues(rest: &[Piece]) -> bool {
    match rest.iter().find(|piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty())) {
        Some(Piece::Text(text)) => dashes(text.trim_start())[0].is_empty() || key(text).is_some(),
        Some(Piece::Strong(_)) => false,
        Some(Piece::Break | Piece::Code(_)) | None => true,
    }
}

/// A text cut at the dashes, stars and dots of a list: marks with white space, or nothing, on both sides.
fn dashes(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut is_after_space = true;
    for (index, character) in text.char_indices() {
        let after = index + character.len_utf8();
        let is_before_space = text[after..].chars().next().is_none_or(char::is_whitespace);
        if "-*•".contains(character) && is_after_space && is_before_space {
            parts.push(&text[start..index]);
            start = after;
        }
        is_after_space = character.is_whitespace() || "：:".contains(character);
    }
    parts.push(&text[start..]);
    parts
}

/// A value with its description, and whether it is marked as default.
fn value(item: &[Piece]) -> Option<(FieldValue, bool)> {
    let start = item.iter().position(|piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty()))?;
    let (value, mut description) = match &item[start] {
        Piece::Code(value) | Piece::Strong(value) => (value.clone(), one_line(&item[start + 1..])),
        Piece::Text(text) => {
            let text = without_number(without_colon(text));
            let (key, rest) = key(text).or_else(|| number(text))?;
            let rest = [&[Piece::Text(rest.to_owned())], &item[start + 1..]].concat();
            (key.to_owned(), one_line(&rest))
        }
        Piece::Break => return None,
    };
    if value.len() > LONGEST_VALUE {
        return None;
    }
    let is_default = without_default_mark(&description).map(str::to_owned);
    if let Some(rest) = &is_default {
        description.clone_from(rest);
    }
    let description = without_colon(&description).to_owned();
    Some((FieldValue { value, description, ..FieldValue::default() }, is_default.is_some()))
}

/// The item of a numbered list without its number: "1. `open_id`：…".
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix('、')) {
        Some(rest) if rest.len() < text.len() => rest,
        _ => text,
    }
}

/// A number before its description: "0 无".
fn number(text: &str) -> Option<(&str, &str)> {
    let (key, rest) = text.split_once(' ')?;
    key.parse::<i64>().is_ok().then_some((key, rest))
}

/// The value that a text starts with: ASCII without spaces before a colon, a parenthesis or the end.
fn key(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end =
        text.find(|character: char| !character.is_ascii_graphic() || ":(".contains(character)).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let is_closed = rest.trim_start().is_empty() || rest.trim_start().starts_with(['：', ':', '（', '(']);
    (!key.is_empty() && is_closed).then_some((key, rest))
}

/// The description after a mark such as "（默认值）".
fn without_default_mark(description: &str) -> Option<&str> {
    let (inner, rest) = description.trim_start().strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let is_default = matches!(terms::label(inner), Some((Label::Default, None)));
    is_default.then_some(rest)
}

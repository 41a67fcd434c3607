//! The description of a field: prose, and parts with a label of their own.
//!
//! In: the pieces of a cell. Out: a [`Field`] with values, default, example, limits and scopes, without its name.

use std::collections::HashMap;

use super::{limits, scopes, values};
use crate::docs::facts::Field;
use crate::docs::page::{Piece, one_line, plain};
use crate::docs::terms::{self, Label, without_colon};

/// A part of a description.
#[derive(Default)]
struct Part {
    /// What the part says, and of which value; `None` for prose.
    label: Option<(Label, Option<String>)>,
    pieces: Vec<Piece>,
}

/// Reads a description; `notes` takes what was not understood.
pub(super) fn read(pieces: &[Piece], notes: &mut Vec<String>) -> Field {
    let mut field = Field { text: one_line(pieces), ..Field::default() };
    let mut prose = Vec::new();
    let mut scopes_of_values = Vec::new();
    for part in parts(pieces) {
        match part.label {
            None => prose.extend(part.pieces),
            Some((Label::Scopes, Some(value))) => scopes_of_values.push((value, scopes::scopes(&part.pieces))),
            Some((label, _)) => prose.extend(add(&mut field, label, &part.pieces, notes)),
        }
    }
    let known: HashMap<String, usize> =
        field.values.iter().enumerate().map(|(index, value)| (value.value.clone(), index)).collect();
    for (value, scopes) in scopes_of_values {
        match known.get(&value) {
            Some(index) => field.values[*index].scopes = scopes,
            None => notes.push(format!("scopes are stated for the value `{value}`, which is not listed")),
        }
    }
    field.description = one_line(&prose);
    field.deprecated = terms::is_deprecated(&field.description);
    field
}

/// Cuts a description at its labels.
fn parts(pieces: &[Piece]) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for (index, piece) in pieces.iter().enumerate() {
        let current = parts.last().and_then(|part| part.label.as_ref()).map(|(label, _)| *label);
        match piece {
            Piece::Strong(text) => match terms::label(text) {
                Some(label) => parts.push(Part { label: Some(label), pieces: Vec::new() }),
                None if starts_prose(pieces, index, current) => {
                    parts.push(Part { label: None, pieces: vec![piece.clone()] });
                }
                None => push(&mut parts, piece.clone()),
            },
            Piece::Text(text) if current.is_none() => match terms::values_announced(text) {
                Some(after) => {
                    push(&mut parts, Piece::Text(text[..after].to_owned()));
                    let rest = Piece::Text(text[after..].to_owned());
                    parts.push(Part { label: Some((Label::Values, None)), pieces: vec![rest] });
                }
                None => push(&mut parts, piece.clone()),
            },
            _ => push(&mut parts, piece.clone()),
        }
    }
    parts
}

fn push(parts: &mut [Part], piece: Piece) {
    if let Some(part) = parts.last_mut() {
        part.pieces.push(piece);
    }
}

/// Whether strong text that is not a known label starts prose of its own, such as a note: it has a colon, and is not an
/// item of the current rules.
fn starts_prose(pieces: &[Piece], index: usize, current: Option<Label>) -> bool {
    let has_colon = |text: &str, at_end: bool| {
        let character = if at_end { text.trim().chars().last() } else { text.trim().chars().next() };
        character.is_some_and(|character| "：:".contains(character))
    };
    let inside = matches!(&pieces[index], Piece::Strong(text) if has_colon(text, true));
    let after = matches!(pieces.get(index + 1), Some(Piece::Text(text)) if has_colon(text, false));
    let is_item =
        index > 0 && matches!(&pieces[index - 1], Piece::Text(text) if text.trim_end().ends_with(['-', '*', '•']));
    (inside || after) && !(is_item && matches!(current, Some(Label::Rules | Label::Values)))
}

/// Adds what a part says, and returns the prose after it.
fn add(field: &mut Field, label: Label, pieces: &[Piece], notes: &mut Vec<String>) -> Vec<Piece> {
    match label {
        Label::Values => {
            let mut listed = values::read(pieces, notes);
            field.values.append(&mut listed.values);
            field.default = field.default.take().or(listed.default);
            return listed.rest;
        }
        Label::Default => {
            let (text, rest) = first_paragraph(pieces);
            field.default = Some(text);
            return rest;
        }
        Label::Example => {
            let (text, mut rest) = first_paragraph(pieces);
            let (value, after) = quoted(&text);
            if !after.is_empty() {
                rest.insert(0, Piece::Text(format!("{after} ")));
            }
            field.example = Some(value.to_owned()).filter(|value| !value.is_empty());
            return rest;
        }
        Label::Rules => field.limits.extend(limits::read(&plain(pieces), notes)),
        Label::Scopes => {
            field.scopes = scopes::scopes(pieces);
            if field.scopes.is_empty() {
                notes.push("no scope could be read from its description".to_owned());
            }
        }
    }
    Vec::new()
}

/// The text up to the first break, without the colon of the label, and what follows.
fn first_paragraph(pieces: &[Piece]) -> (String, Vec<Piece>) {
    let is_text = |piece: &Piece| match piece {
        Piece::Text(text) | Piece::Strong(text) | Piece::Code(text) => !without_colon(text).is_empty(),
        Piece::Break => false,
    };
    let start = pieces.iter().position(is_text).unwrap_or(pieces.len());
    let length = pieces[start..].iter().position(|piece| *piece == Piece::Break);
    let (first, rest) = pieces.split_at(length.map_or(pieces.len(), |length| start + length));
    (without_colon(&plain(first)).to_owned(), rest.to_vec())
}

/// A value in double quotes, and what follows it; without quotes the whole text is the value.
fn quoted(text: &str) -> (&str, &str) {
    let end = text.strip_prefix('"').and_then(|rest| rest.find('"'));
    let (value, after) = text.split_at(end.map_or(text.len(), |end| end + 2));
    (value, after.trim_start())
}

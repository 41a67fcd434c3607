//! Changes of a text that people and tools make: lines, words and bytes that are removed, repeated or moved.

use proptest::prelude::*;
use proptest::sample::Index;

/// A change of a text.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    DeleteLine(Index),
    DuplicateLine(Index),
    SwapLines(Index, Index),
    ReplaceWord(Index, Index),
    DeleteWord(Index),
    ReplaceByte(Index, u8),
    Truncate(Index),
    Indent(Index),
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Change::DeleteLine),
        index().prop_map(Change::DuplicateLine),
        (index(), index()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        (index(), index()).prop_map(|(at, from)| Change::ReplaceWord(at, from)),
        index().prop_map(Change::DeleteWord),
        (index(), any::<u8>()).prop_map(|(at, byte)| Change::ReplaceByte(at, byte)),
        index().prop_map(Change::Truncate),
        index().prop_map(Change::Indent),
    ]
}

impl Change {
    /// An empty text stays as it is.
    pub(crate) fn apply(&self, text: &str) -> Vec<u8> {
        if text.trim().is_empty() {
            return text.into();
        }
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let words = words(text);
        match self {
            Self::DeleteLine(at) => drop(lines.remove(at.index(lines.len()))),
            Self::DuplicateLine(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Self::SwapLines(one, other) => {
                let count = lines.len();
                lines.swap(one.index(count), other.index(count));
            }
            Self::Indent(at) => {
                let at = at.index(lines.len());
                lines[at].insert_str(0, "  ");
            }
            Self::ReplaceWord(at, from) => {
                let from = &text[words[from.index(words.len())].clone()];
                let at = words[at.index(words.len())].clone();
                return [&text[..at.start], from, &text[at.end..]].concat().into_bytes();
            }
            Self::DeleteWord(at) => {
                let at = words[at.index(words.len())].clone();
                return [&text[..at.start], &text[at.end..]].concat().into_bytes();
            }
            Self::ReplaceByte(at, byte) => {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at.index(text.len())] = *byte;
                return bytes;
            }
            Self::Truncate(at) => return text.as_bytes()[..at.index(text.len())].to_vec(),
        }
        lines.join("\n").into_bytes()
    }
}

/// The positions of words, numbers and signs.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| !character.is_whitespace()) {
        let is_wordy = |character: char| character.is_alphanumeric() || character == '_';
        match words.last_mut() {
            Some(last) if last.end == at && is_wordy(character) && text[last.clone()].chars().all(is_wordy) => {
                last.end += character.len_utf8();
            }
            _ => words.push(at..at + character.len_utf8()),
        }
    }
    words
}

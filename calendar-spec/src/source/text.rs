//! From bytes to a tree: problems of a file that do not depend on the language.
//!
//! In: the bytes of a file. Out: its text and its [`Node`]s, or findings about encoding, syntax, depth and size.

use super::node::{Node, Parse, Starts, Stop};
use super::slips;
use crate::diagnostic::{Problem, Problems, Where, quoted};

/// How many brackets may be open at once. The YAML library takes time quadratic in this number.
const MOST_BRACKETS: usize = 64;

/// The text of a file, if it is UTF-8 and has only characters that YAML allows.
pub(super) fn decode(file: u32, bytes: Vec<u8>, problems: &mut Problems) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let problem = Problem::new("invalid-utf8", Where::Byte { file, offset }, "this file is not UTF-8");
        problems.push(problem.label("this byte is part of no character").help("save the file as UTF-8"));
        text
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let Some((offset, character)) = text.char_indices().find(|(_, character)| !is_printable(*character)) else {
        return Ok(text);
    };
    let message = format!("the character U+{:04X} is not allowed in YAML", u32::from(character));
    let problem = Problem::new("yaml-syntax", Where::Byte { file, offset }, message);
    problems.push(problem.help("remove it, or write it as an escape such as \"\\u0007\" in double quotes"));
    Err(text)
}

/// Whether the YAML standard calls a character printable.
fn is_printable(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
        || character >= '\u{10000}'
}

/// Parses a file, whose strings it locates; every failure is a problem.
pub(super) fn parse(file: u32, text: &str, problems: &mut Problems) -> (Option<Node>, Starts) {
    if let Some(offset) = too_many_brackets(text) {
        problems.push(too_deep(Where::Byte { file, offset }));
        return (None, Starts::new());
    }
    let (mut parse, node) = Parse::run(file, text);
    for (key, first) in std::mem::take(&mut parse.repeated) {
        debug_assert!(first < key.place);
        let message = format!("the key {} is repeated in one mapping", quoted(&key.value));
        problems
            .push(Problem::new("duplicate-key", key.place, message).label("the second one").help("remove one of them"));
    }
    let node = node.map_err(|error| problems.push(failed(text, &parse, &error)));
    (node.ok(), parse.starts)
}

fn failed(text: &str, parse: &Parse, error: &serde_yaml::Error) -> Problem {
    let Parse { file, stop, .. } = *parse;
    let location = error.location();
    let offset = location.as_ref().map_or(0, serde_yaml::Location::index);
    let at = Where::Byte { file, offset };
    if stop == Some(Stop::TooDeep) {
        return too_deep(at);
    }
    if stop == Some(Stop::TooLarge) || is_expanded(text, parse.nodes) {
        let message = "the aliases of this file expand to more than a spec can hold";
        return Problem::new("alias-explosion", at, message)
            .help("write the values out instead of referring to anchors");
    }
    // Several documents are the only error about a file as a whole.
    if let Some(offset) = second_document(text).filter(|_| location.is_none()) {
        let message = "a file of a spec holds one YAML document";
        return Problem::new("yaml-syntax", Where::Byte { file, offset }, message)
            .help("move the second one into a file of its own");
    }
    if let Some(slip) = location.as_ref().and_then(|_| slips::find(text, offset)) {
        let at = Where::Byte { file, offset: slip.offset };
        return Problem::new("yaml-syntax", at, format!("this is not valid YAML: {}", slip.message)).help(slip.help);
    }
    let message = error.to_string();
    let here = location.map(|location| format!(" at line {} column {}", location.line(), location.column()));
    let reason = here.map_or(message.clone(), |here| message.replacen(&here, "", 1));
    Problem::new("yaml-syntax", at, format!("this is not valid YAML: {reason}"))
}

/// Whether more nodes were read than the text has without aliases: the YAML library gives up on too many of them, too.
/// Each node takes a word or a punctuation mark; a missing value takes none, and there is at most one for each key.
fn is_expanded(text: &str, nodes: u32) -> bool {
    let pieces = text.split(|character: char| character.is_whitespace() || "[]{},:-?".contains(character)).count();
    nodes as usize > 2 * pieces + 2
}

/// Where the second of several documents begins.
fn second_document(text: &str) -> Option<usize> {
    text.match_indices("\n---").next().map(|(newline, _)| newline + 1)
}

fn too_deep(at: Where) -> Problem {
    Problem::new("too-deep", at, "this is nested deeper than any spec needs")
        .help("remove the surplus brackets or indentation")
}

/// The position of the first bracket beyond the limit, whatever contains it.
fn too_many_brackets(text: &str) -> Option<usize> {
    let mut open: usize = 0;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_BRACKETS {
            return Some(offset);
        }
    }
    None
}

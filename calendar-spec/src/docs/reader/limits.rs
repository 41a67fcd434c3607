//! The rules for the value of a field.
//!
//! In: the text after their label. Out: [`Limit`]s; the minimum and the maximum of one thing are one limit.

use crate::docs::facts::{Limit, Limited};
use crate::docs::terms::{self, Rule, without_colon};

/// How many rules one field may have; the pages have at most three.
const MOST_RULES: usize = 50;

/// Reads the rules; `notes` takes what was not understood.
pub(super) fn read(text: &str, notes: &mut Vec<String>) -> Vec<Limit> {
    let found = terms::rules(text);
    let mut limits = Vec::new();
    if found.len() > MOST_RULES {
        notes.push(format!("it has more than {MOST_RULES} rules"));
        return limits;
    }
    let first = found.first().map_or(text.len(), |(_, range)| range.start);
    push_others(&mut limits, &text[..first]);
    for (index, (rule, range)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(text.len(), |(_, next)| next.start);
        let whole = &text[range.start..end];
        let (item, others) = whole.split_once(" - ").unwrap_or((whole, ""));
        match limit(*rule, item, range.len()) {
            Some(limit) => merge(&mut limits, limit),
            None => notes.push(format!("the rule “{}” was not understood", trimmed(item))),
        }
        push_others(&mut limits, others);
    }
    limits
}

fn limit(rule: Rule, item: &str, name: usize) -> Option<Limit> {
    let text = trimmed(item).to_owned();
    // Fractions and numbers beyond what fits are kept as words.
    let Some(numbers) = numbers(&item[name..]) else {
        return Some(Limit { of: Limited::Other, min: None, max: None, text });
    };
    // Further numbers belong to a unit, as in "UTF-16".
    let (of, min, max) = match (rule, numbers.as_slice()) {
        (Rule::Form, _) => (Limited::Other, None, None),
        (Rule::LengthRange, [min, max, ..]) => (Limited::Length, Some(*min), Some(*max)),
        (Rule::LeastLength, [min, ..]) => (Limited::Length, Some(*min), None),
        (Rule::MostLength, [max, ..]) => (Limited::Length, None, Some(*max)),
        (Rule::ValueRange, [min, max, ..]) => (Limited::Value, Some(*min), Some(*max)),
        (Rule::LeastValue, [min, ..]) => (Limited::Value, Some(*min), None),
        (Rule::MostValue, [max, ..]) => (Limited::Value, None, Some(*max)),
        _ => return None,
    };
    Some(Limit { of, min, max, text })
}

/// The numbers in a text, with or without commas between thousands; `None` if one does not fit into 64 bits.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let is_part = |character: char| character.is_ascii_digit() || ".,-".contains(character);
    let words = text.split(|character| !is_part(character)).flat_map(at_dashes);
    let words = words.map(|word| word.trim_end_matches(['.', ',']).replace(',', ""));
    words
        .filter(|word| word.contains(|character: char| character.is_ascii_digit()))
        .map(|word| word.parse().ok())
        .collect()
}

/// "1-500" is a range, "-1" a number.
fn at_dashes(word: &str) -> Vec<&str> {
    let dash = word.char_indices().skip(1).find(|(_, character)| *character == '-');
    match dash {
        Some((index, _)) if word[..index].ends_with(|character: char| character.is_ascii_digit()) => {
            vec![&word[..index], word[index..].trim_start_matches('-')]
        }
        _ => vec![word],
    }
}

fn merge(limits: &mut Vec<Limit>, limit: Limit) {
    let open = limits.iter_mut().find(|known| {
        known.of == limit.of
            && limit.of != Limited::Other
            && known.min.is_some() != limit.min.is_some()
            && known.max.is_some() != limit.max.is_some()
    });
    match open {
        Some(known) => {
            known.min = known.min.or(limit.min);
            known.max = known.max.or(limit.max);
            known.text = format!("{}, {}", known.text, limit.text);
        }
        None => limits.push(limit),
    }
}

/// Rules without a known name.
fn push_others(limits: &mut Vec<Limit>, text: &str) {
    for item in text.split(" - ") {
        let text = trimmed(item);
        if !text.is_empty() {
            limits.push(Limit { of: Limited::Other, min: None, max: None, text: text.to_owned() });
        }
    }
}

/// The text without colon and dash.
fn trimmed(text: &str) -> &str {
    without_colon(text.trim()).trim_matches(['-', ' '])
}

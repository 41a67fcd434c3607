//! Checks a tree against the tables of the language: unknown and missing keys, and values of the wrong kind.
//!
//! Everything is reported here and nothing is changed; later readers of the tree skip what does not fit, since it has
//! been reported.

use std::collections::HashSet;

use super::language::{Key, Shape, Table};
use crate::diagnostic::{Problem, Problems, all_of, any_of, quoted, shorten};
use crate::location::Location;
use crate::source::{Content, Node};

/// Checks a node; a missing key is reported at `owner`.
pub(super) fn conform(node: &Node, shape: &Shape, owner: Location, problems: &mut Problems) {
    match (shape, &node.content) {
        (Shape::Either(shapes), _) => match shapes.iter().find(|shape| fits(node, shape)) {
            Some(shape) => conform(node, shape, owner, problems),
            None => wrong_type(node, shape, problems),
        },
        _ if !fits(node, shape) => wrong_type(node, shape, problems),
        (Shape::Text | Shape::Notation(_), Content::Text(text)) if text.trim().is_empty() => {
            problems.push(
                Problem::new("empty-value", node.place, "this string is empty")
                    .help("fill it in, or leave the key out"),
            );
        }
        (Shape::Integer(least, _), Content::Integer(number)) if number < least => {
            let message = format!("{number} is too small: expected a whole number of at least {least}");
            problems.push(Problem::new("out-of-range", node.place, message));
        }
        (Shape::Word(words), Content::Text(word)) => conform_word(node, words, word, problems),
        (Shape::Some(_), Content::List(items)) if items.is_empty() => {
            problems.push(
                Problem::new("empty-value", node.place, "this list is empty").help("it needs at least one entry"),
            );
        }
        (Shape::List(shape) | Shape::Some(shape), Content::List(items)) => {
            conform_list(items, shape, problems);
        }
        (Shape::Map(_, _, shape), Content::Map(_)) => conform_map(node, shape, problems),
        (Shape::Table(table), Content::Map(_)) => conform_table(node, table, owner, problems),
        _ => {}
    }
}

/// Whether a node has the kind of a shape, without its content.
fn fits(node: &Node, shape: &Shape) -> bool {
    match (shape, &node.content) {
        (Shape::Text | Shape::Notation(_) | Shape::Word(_), Content::Text(_))
        | (Shape::Flag, Content::Flag(_))
        | (Shape::Integer(..), Content::Integer(_))
        | (Shape::Scalar, Content::Text(_) | Content::Integer(_) | Content::Float(_) | Content::Flag(_))
        | (Shape::Range(_), Content::Text(_) | Content::Integer(_))
        | (Shape::List(_) | Shape::Some(_), Content::List(_))
        | (Shape::Map(..) | Shape::Table(_) | Shape::Part(_), Content::Map(_)) => true,
        (Shape::Any, Content::List(items)) => items.iter().all(|item| fits(item, shape)),
        (Shape::Any, Content::Map(entries)) => entries.iter().all(|entry| fits(&entry.value, shape)),
        (Shape::Any, _) => fits(node, &Shape::Scalar),
        (Shape::Texts, Content::List(items)) => items.iter().all(|item| fits(item, &Shape::Text)),
        (Shape::Either(shapes), _) => shapes.iter().any(|shape| fits(node, shape)),
        _ => false,
    }
}

fn wrong_type(node: &Node, shape: &Shape, problems: &mut Problems) {
    let message = format!("expected {}, found {}", expected(shape), node.kind());
    let problem = Problem::new("wrong-type", node.place, message);
    problems.push(match (shape, node.words()) {
        (Shape::Text | Shape::Notation(_) | Shape::Word(_), Some(words)) => problem.help(quotes(&words)),
        (Shape::List(_) | Shape::Some(_) | Shape::Texts, Some(words)) => {
            problem.help(format!("a list is written `[{words}]`, or with a line `- {words}` for each entry"))
        }
        (Shape::Map(..), _) => problem.help(format!("a mapping is written {}", a_mapping(node))),
        (Shape::Table(table) | Shape::Part(table), _) => {
            problem.help(format!("the keys of {} are {}", table.what, key_names(table)))
        }
        _ => problem,
    });
}

/// How a mapping looks, with the keys that somebody seems to have meant.
fn a_mapping(node: &Node) -> String {
    let keys: Vec<String> = node.items().iter().chain([node]).filter_map(Node::words).take(2).collect();
    let keys = if keys.is_empty() { vec!["name".to_owned()] } else { keys };
    let entries: Vec<String> = keys.iter().map(|key| format!("{}: …", shorten(key))).collect();
    format!("`{{ {} }}`, or with a line `{}: …` for each entry", entries.join(", "), shorten(&keys[0]))
}

/// A description of a shape.
pub(crate) fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Notation(_) => "a text".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Scalar => "a string, a number or a boolean".to_owned(),
        Shape::Any => "a string, a number, a boolean, or a list or mapping of these".to_owned(),
        Shape::Texts => "a list of texts".to_owned(),
        Shape::Range(_) => "a range such as `1..=500`".to_owned(),
        Shape::Word(words) => any_of(words.iter().map(|(word, _)| *word)),
        Shape::List(_) | Shape::Some(_) => "a list".to_owned(),
        Shape::Map(..) => "a mapping".to_owned(),
        Shape::Table(table) => format!("a mapping that describes {}", table.what),
        Shape::Part(table) => format!("a mapping with what changes of {}", table.what),
        Shape::Either(shapes) => shapes.iter().map(expected).collect::<Vec<_>>().join(", or "),
    }
}

fn key_names(table: &Table) -> String {
    all_of(table.keys.iter().map(|key| key.name))
}

fn conform_word(node: &Node, words: &[(&str, &str)], word: &str, problems: &mut Problems) {
    let known = || words.iter().map(|(word, _)| *word);
    if !known().any(|known| known == word) {
        let nearest = problems.nearest().of(word, known());
        let message = format!("{} is not known here", quoted(word));
        let problem = Problem::new("unknown-value", node.place, message).label(format!("expected {}", any_of(known())));
        problems.push(problem.did_you_mean(nearest));
    }
}

fn conform_list(items: &[Node], shape: &Shape, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for item in items {
        conform(item, shape, item.place, problems);
        if let Some(words) = item.words()
            && !seen.insert(words.clone())
        {
            let message = format!("{} is listed twice", quoted(&words));
            problems.push(Problem::new("duplicate-entry", item.place, message).help("remove one of them"));
        }
    }
}

fn conform_map(node: &Node, shape: &Shape, problems: &mut Problems) {
    for entry in node.entries() {
        check_key(&entry.key, problems);
        conform(&entry.value, shape, entry.key.place, problems);
    }
}

/// A key is a name or a number; `true` and `1.5` are most likely meant as strings.
fn check_key(key: &Node, problems: &mut Problems) -> bool {
    let is_name = matches!(key.content, Content::Text(_) | Content::Integer(_));
    if !is_name {
        let message = format!("expected a name, found {}", key.kind());
        let problem = Problem::new("wrong-type", key.place, message);
        problems.push(match key.words() {
            Some(words) => problem.help(quotes(&words)),
            None => problem.help("a key is a string; write it on one line before the colon"),
        });
    }
    is_name
}

fn quotes(words: &str) -> String {
    format!("quotes make it a string: `\"{words}\"`")
}

fn conform_table(node: &Node, table: &Table, owner: Location, problems: &mut Problems) {
    for entry in node.entries() {
        let name = entry.key.words().unwrap_or_default();
        match table.keys.iter().find(|key| key.name == name) {
            Some(key) => conform(&entry.value, &key.shape, entry.key.place, problems),
            None if check_key(&entry.key, problems) => {
                let is_rest = matches!(entry.value.content, Content::Nothing) && name.contains([' ', '.']);
                unknown_key(&entry.key, &name, table, is_rest, problems);
            }
            None => {}
        }
    }
    for Key { name, doc, .. } in table.keys.iter().filter(|key| key.required && node.get(key.name).is_none()) {
        let message = format!("{} needs the key `{name}`", table.what);
        problems.push(Problem::new("missing-key", owner, message).help(format!("`{name}`: {doc}")));
    }
}

/// `is_rest`: it looks like the rest of a text that a comma cut off.
fn unknown_key(key: &Node, name: &str, table: &Table, is_rest: bool, problems: &mut Problems) {
    let nearest = problems.nearest().of(name, table.keys.iter().map(|key| key.name));
    let message = format!("{} has no key {}", table.what, quoted(name));
    let problem = Problem::new("unknown-key", key.place, message).did_you_mean(nearest);
    if is_rest {
        problems.push(
            problem.help("a comma ends a text in braces: quote the whole text, as in `doc: \"Its name, in short.\"`"),
        );
        return;
    }
    problems.push(problem.help(format!("the keys of {} are {}", table.what, key_names(table))));
}

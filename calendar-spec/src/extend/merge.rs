//! Merges the tree of an overlay into that of a declaration.
//!
//! In: the tree of a declaration, the tree of an overlay, and the table of the language for both. Out: the changed
//! declaration. The result is checked against the language afterwards, as if it had been written so.

use crate::diagnostic::{Problem, Problems, quoted};
use crate::raw::language::{Key, Shape, Table};
use crate::source::{Content, Entry, Node};

/// Merges overlays into declarations.
pub(super) struct Merge<'m> {
    pub(super) problems: &'m mut Problems,
    /// How many files belong to the extending spec.
    pub(super) own: usize,
}

impl Merge<'_> {
    /// A mapping amends a mapping key by key, a list is appended to a list, anything else replaces.
    pub(super) fn value(&mut self, old: &mut Node, new: &Node, shape: &Shape) {
        let is_map = matches!(new.content, Content::Map(_));
        if let (Shape::Either(shapes), true) = (shape, is_map) {
            spell_out(old, shapes);
        }
        match (&mut old.content, &new.content) {
            (Content::Map(entries), Content::Map(changes)) => {
                if states_whole(shape, new) {
                    entries.retain(|entry| entry.key.words().as_deref() != Some("undocumented"));
                }
                for change in changes {
                    self.entry(entries, change, alternative(shape));
                }
            }
            (Content::List(items), Content::List(more)) => items.extend(more.iter().cloned()),
            _ if (old.place.file as usize) < self.own => self.report_second(old, new),
            _ => *old = new.clone(),
        }
    }

    fn entry(&mut self, entries: &mut Vec<Entry>, change: &Entry, shape: &Shape) {
        let name = change.key.words().unwrap_or_default();
        let inner = inner(shape, &name);
        let is_removal = matches!(change.value.content, Content::Nothing);
        let at = entries.iter().position(|entry| entry.key.words().as_deref() == Some(&*name));
        match at {
            Some(_) if is_removal && is_required(shape, &name) => self.report_required(shape, change, &name),
            Some(at) if is_removal => drop(entries.remove(at)),
            Some(at) => self.value(&mut entries[at].value, &change.value, inner.unwrap_or(&Shape::Scalar)),
            None => match missing(shape, &change.value) {
                None if !is_removal => entries.push(change.clone()),
                missing => self.report_unmatched(entries, change, missing),
            },
        }
    }

    fn report_second(&mut self, old: &Node, new: &Node) {
        let message = "two overlays change this";
        let problem = Problem::new("duplicate-key", new.place, message).related("the first one", old.place);
        self.problems.push(problem.help("remove one of them"));
    }

    fn report_required(&mut self, shape: &Shape, change: &Entry, name: &str) {
        let what = table(shape).map_or("this", |table| table.what);
        let message = format!("{} cannot be removed: {what} needs it", quoted(name));
        self.problems.push(Problem::new("contradiction", change.key.place, message).help("give it another value"));
    }

    fn report_unmatched(&mut self, entries: &[Entry], change: &Entry, missing: Option<(&Table, String)>) {
        let name = change.key.words().unwrap_or_default();
        let known: Vec<String> = entries.iter().filter_map(|entry| entry.key.words()).collect();
        let nearest = self.problems.nearest().of(&name, known.iter().map(String::as_str));
        let message = format!("there is no {} here to amend", quoted(&name));
        let problem = Problem::new("unmatched-overlay", change.key.place, message).did_you_mean(nearest);
        self.problems.push(match missing {
            Some((table, keys)) => problem.help(format!("to add {}, write all that it needs: {keys}", table.what)),
            None => problem.help("there is nothing to remove"),
        });
    }
}

/// Expands the short form of a value, `owner: Manages it.` to `owner: { doc: Manages it. }`.
fn spell_out(old: &mut Node, shapes: &[Shape]) {
    let is_short = matches!(old.content, Content::Text(_)) && shapes.iter().any(|shape| matches!(shape, Shape::Text));
    if is_short {
        let place = old.place;
        let key = Node { place, content: Content::Text("doc".to_owned()) };
        let value = std::mem::replace(old, Node { place, content: Content::Nothing });
        old.content = Content::Map(vec![Entry { key, value }]);
    }
}

/// The shape of a mapping among alternatives.
fn alternative(shape: &Shape) -> &Shape {
    match shape {
        Shape::Either(shapes) => shapes.iter().find(|shape| table(shape).is_some()).unwrap_or(shape),
        shape => shape,
    }
}

fn table(shape: &Shape) -> Option<&'static Table> {
    match shape {
        Shape::Table(table) | Shape::Part(table) => Some(table),
        _ => None,
    }
}

/// The value of a key in a mapping.
fn inner<'s>(shape: &'s Shape, name: &str) -> Option<&'s Shape> {
    match shape {
        Shape::Map(_, _, inner) => Some(inner),
        shape => table(shape)?.keys.iter().find(|key| key.name == name).map(|key| &key.shape),
    }
}

fn is_required(shape: &Shape, name: &str) -> bool {
    table(shape).is_some_and(|table| table.keys.iter().any(|key| key.required && key.name == name))
}

/// Whether an overlay states all that something needs. Then it is the overlay's, whether or not a page describes it.
fn states_whole(shape: &Shape, new: &Node) -> bool {
    let is_there = |key: &Key| !key.required || new.get(key.name).is_some();
    table(alternative(shape)).is_some_and(|table| table.keys.iter().all(is_there))
}

/// What a new entry of a mapping of names lacks, if it only makes sense as an amendment.
fn missing(shape: &Shape, value: &Node) -> Option<(&'static Table, String)> {
    let Shape::Map(_, _, inner) = shape else { return None };
    let table = table(alternative(inner)).filter(|_| matches!(value.content, Content::Map(_)))?;
    let missing = table.keys.iter().filter(|key| key.required && value.get(key.name).is_none());
    let missing: Vec<String> = missing.map(|key| quoted(key.name)).collect();
    (!missing.is_empty()).then(|| (table, missing.join(", ")))
}

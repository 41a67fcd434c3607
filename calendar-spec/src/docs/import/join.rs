//! Joins two pages about one endpoint: the vendor describes some endpoints once for each kind of call.
//!
//! In: the facts of both. Out: those of the first, with the additional ones of the second. A field that only one of them
//! requires is not required.

use crate::docs::facts::{Facts, Field, FieldTable, Place, Required, Stated};

/// A field with those nested in it.
struct Tree {
    field: Field,
    children: Vec<Tree>,
}

/// Adds to a page the facts of another one about the same endpoint or event.
pub(super) fn join(first: &mut Facts, other: &Facts) {
    for place in [Place::Path, Place::Query, Place::Header, Place::Body, Place::Response, Place::Event] {
        join_tables(first, other, place);
    }
    for (known, more) in [
        (&mut first.tokens, &other.tokens),
        (&mut first.scopes, &other.scopes),
        (&mut first.field_scopes, &other.field_scopes),
        (&mut first.apps, &other.apps),
    ] {
        join_lists(known, more.as_ref(), |one, other| one == other);
    }
    join_lists(&mut first.errors, other.errors.as_ref(), |one, other| one.code == other.code);
    first.rate_limit = first.rate_limit.take().or_else(|| other.rate_limit.clone());
    first.file = first.file.take().or_else(|| other.file.clone());
    first.deprecated = first.deprecated.take().filter(|_| other.deprecated.is_some());
    first.examples.extend(other.examples.iter().cloned());
}

fn join_lists<T: Clone>(
    known: &mut Option<Stated<Vec<T>>>,
    more: Option<&Stated<Vec<T>>>,
    is_same: impl Fn(&T, &T) -> bool,
) {
    let Some(more) = more else { return };
    let known = known.get_or_insert_with(|| Stated { value: Vec::new(), line: 1 });
    let added: Vec<T> =
        more.value.iter().filter(|one| !known.value.iter().any(|other| is_same(one, other))).cloned().collect();
    known.value.extend(added);
}

/// The fields of one place, as one table.
fn join_tables(first: &mut Facts, other: &Facts, place: Place) {
    let of = |facts: &Facts| facts.fields(place).unwrap_or_default().into_iter().cloned().collect::<Vec<_>>();
    let (known, more) = (trees(of(first)), trees(of(other)));
    if known.is_empty() && more.is_empty() {
        return;
    }
    let line = first.tables.iter().find(|table| table.place == place).map_or(1, |table| table.line);
    let mut fields = Vec::new();
    flatten(join_trees(known, more, line), &mut fields);
    first.tables.retain(|table| table.place != place);
    first.tables.push(FieldTable { place, line, fields });
}

fn join_trees(known: Vec<Tree>, mut more: Vec<Tree>, line: usize) -> Vec<Tree> {
    let mut joined: Vec<Tree> = Vec::new();
    for mut tree in known {
        let same = more.iter().position(|other| other.field.name == tree.field.name);
        match same.map(|index| more.remove(index)) {
            Some(other) => {
                join_fields(&mut tree.field, other.field);
                tree.children = join_trees(tree.children, other.children, line);
            }
            None => tree.field = at_times(tree.field),
        }
        joined.push(tree);
    }
    joined.extend(more.into_iter().map(|tree| on_line(tree, line)));
    joined
}

/// Lines are those of the first page.
fn on_line(tree: Tree, line: usize) -> Tree {
    let children = tree.children.into_iter().map(|tree| on_line(tree, line)).collect();
    Tree { field: Field { line, ..at_times(tree.field) }, children }
}

fn at_times(field: Field) -> Field {
    let required = field.required.map(|required| match required {
        Required::Yes => Required::Sometimes("on one of two pages".to_owned()),
        required => required,
    });
    Field { required, ..field }
}

fn join_fields(known: &mut Field, other: Field) {
    if known.required != other.required {
        *known = at_times(std::mem::take(known));
    }
    if known.values.is_empty() || other.values.is_empty() {
        known.values.clear();
    } else {
        let is_new = |value: &String| known.values.iter().all(|own| own.value != *value);
        let more: Vec<_> = other.values.into_iter().filter(|value| is_new(&value.value)).collect();
        known.values.extend(more);
    }
    if known.limits != other.limits {
        known.limits.clear();
    }
    known.default = known.default.take().filter(|default| other.default.as_ref() == Some(default));
    known.deprecated &= other.deprecated;
}

fn trees(fields: Vec<Field>) -> Vec<Tree> {
    let mut roots: Vec<Tree> = Vec::new();
    for field in fields {
        let mut siblings = &mut roots;
        for _ in 0..field.depth {
            let Some(index) = siblings.len().checked_sub(1) else { break };
            siblings = &mut siblings[index].children;
        }
        siblings.push(Tree { field, children: Vec::new() });
    }
    roots
}

fn flatten(trees: Vec<Tree>, fields: &mut Vec<Field>) {
    for tree in trees {
        fields.push(tree.field);
        flatten(tree.children, fields);
    }
}

//! Files: from a checked tree to the raw types.
//!
//! Values that do not fit are skipped: `conform` has reported them. Only the notations of strings are checked here and in
//! the modules for parts of a file.

use super::collection::collection;
use super::language::{self, Shape};
use super::nodes::{each, flag, is_whole, named, text, undocumented, word_list, words};
use super::read_endpoint::{endpoint, event};
use super::read_error::{error, error_entries};
use super::read_field::fields;
use super::read_rule::rules;
use super::{Constructor, Document, Enum, EnumValue, ErrorGroup, Id, KnownId, Object, Root, Text};
use crate::diagnostic::{Problem, Problems};
use crate::source::{Content, Entry, Node};

/// Reads the root file.
pub(crate) fn read_root(node: &Node, problems: &mut Problems) -> Root {
    super::conform::conform(node, &Shape::Table(&language::ROOT), node.place, problems);
    let extends = text(node, "extends").map(|text| text.value);
    Root { name: text(node, "spec"), doc: words(node, "doc"), extends }
}

/// Reads any other file.
pub(crate) fn read(node: &Node, problems: &mut Problems) -> Document {
    super::conform::conform(node, &Shape::Table(&language::FILE), node.place, problems);
    check_resource_keys(node, problems);
    let declarations = ["ids", "enums", "objects", "errors", "error_groups"];
    if !is_whole(node, &language::FILE, &declarations) || !matches!(node.content, Content::Map(_)) {
        problems.leave_gap();
    }
    Document {
        resource: text(node, "resource"),
        service: text(node, "service"),
        doc: words(node, "doc"),
        ids: each(node, "ids", id),
        enums: each(node, "enums", enumeration),
        objects: each(node, "objects", |name, node| object(name, node, problems)),
        errors: named(node, "errors").filter_map(|(name, node)| error(&name, node, problems)).collect(),
        error_groups: each(node, "error_groups", |name, node| ErrorGroup { name, entries: error_entries(node) }),
        collection: node.get("collection").map(|node| collection(node, problems)),
        endpoints: each(node, "endpoints", |name, node| endpoint(name, node, problems)),
        events: each(node, "events", |name, node| event(name, node, problems)),
    }
}

/// Endpoints, events and the like need a resource: without its name there is no module.
fn check_resource_keys(node: &Node, problems: &mut Problems) {
    let has_resource = node.get("resource").is_some();
    for Entry { key, .. } in node.entries() {
        let name = key.words().unwrap_or_default();
        if !has_resource && matches!(&*name, "doc" | "collection" | "endpoints" | "events") {
            let message = format!("`{name}` belongs to a resource, and this file has no key `resource`");
            problems.push(
                Problem::new("misplaced-key", key.place, message)
                    .help("add `resource: some_name`, or move this elsewhere"),
            );
        }
        if name == "resource" && node.get("doc").is_none() {
            let message = "a resource needs the key `doc`";
            problems.push(Problem::new("missing-key", key.place, message).help("`doc`: What the resource is."));
        }
    }
}

fn id(name: Text, node: &Node) -> Id {
    let values = each(node, "values", |wire, node| KnownId {
        wire,
        doc: words(node, "doc"),
        undocumented: undocumented(node).map(|mark| mark.value),
    });
    Id { name, doc: words(node, "doc"), example: text(node, "example").map(|text| text.value), values }
}

fn enumeration(name: Text, node: &Node) -> Enum {
    let values = named(node, "values").map(|(wire, node)| match &node.content {
        Content::Text(doc) => EnumValue { wire, doc: doc.clone(), rust: None, read_only: false, scopes: Vec::new() },
        _ => EnumValue {
            wire,
            doc: words(node, "doc"),
            rust: text(node, "rust"),
            read_only: flag(node, "read_only").is_some(),
            scopes: word_list(node, "scopes"),
        },
    });
    let is_empty = |values: &&Node| matches!(&values.content, Content::Map(values) if values.is_empty());
    let empty = node.get("values").filter(is_empty);
    Enum {
        name,
        doc: words(node, "doc"),
        is_number: words(node, "type") == "int32",
        values: values.collect(),
        empty: empty.map(|values| values.place),
        is_whole: node.get("values").is_some_and(|values| matches!(values.content, Content::Map(_))),
    }
}

fn object(name: Text, node: &Node, problems: &mut Problems) -> Object {
    let constructors = each(node, "constructors", |name, node| Constructor {
        name,
        field: text(node, "field"),
        doc: words(node, "doc"),
    });
    let fields = fields(node, "fields", problems);
    let is_whole = node.get("fields").is_some() && is_whole(node, &language::OBJECT, &["fields"]);
    Object { name, doc: words(node, "doc"), fields, constructors, rules: rules(node, problems), is_whole }
}

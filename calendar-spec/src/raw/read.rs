//! From a checked tree to the raw types.
//!
//! Values that do not fit are skipped: `conform` has reported them. Only the notations of strings are checked here.

use super::collection::collection;
use super::language::{self, Notation, Shape};
use super::nodes::{each, flag, integer, is_whole, limit, named, parsed, text, undocumented, value, word_list, words};
use super::read_endpoint::{endpoint, event};
use super::read_rule::{condition, rules};
use super::syntax;
use super::{
    Constructor, Document, Enum, EnumValue, ErrorCode, ErrorEntry, ErrorGroup, Field, Id, KnownId, Object, OwnError,
    Root, Text,
};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Located;
use crate::model::{Constraint, ConstraintKind, Retry};
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

fn error(name: &Text, node: &Node, problems: &mut Problems) -> Option<ErrorCode> {
    let Ok(number) = name.value.parse() else {
        let message = format!("{} is not an error code", quoted(&name.value));
        problems.push(Problem::new("wrong-type", name.place, message).help(Notation::ErrorCode.help()));
        return None;
    };
    Some(ErrorCode {
        number: Located { value: number, place: name.place },
        name: text(node, "name"),
        status: status(node, problems),
        message: words(node, "message"),
        advice: words(node, "advice"),
        retry: match &*words(node, "retry") {
            "backoff" => Retry::Backoff,
            "rate_limit" => Retry::RateLimit,
            "new_token" => Retry::NewToken,
            "restart" => Retry::Restart,
            _ => Retry::Never,
        },
    })
}

/// The HTTP status under `status`.
fn status(node: &Node, problems: &mut Problems) -> Option<u16> {
    let node = node.get("status")?;
    let status = integer(node).and_then(|status| u16::try_from(status).ok());
    if integer(node).is_some_and(|status| status > 599) {
        let problem = Problem::new("out-of-range", node.place, "this is not an HTTP status");
        problems.push(problem.help("an HTTP status is a number from 100 to 599"));
    }
    status.filter(|status| (100..600).contains(status))
}

/// The errors of an endpoint.
pub(super) fn endpoint_errors(node: &Node, problems: &mut Problems) -> Vec<ErrorEntry> {
    let own = node.items().iter().filter_map(|item| {
        let code = item.get("code")?;
        let optional = |key| text(item, key).map(|text| text.value);
        Some(ErrorEntry::Own(OwnError {
            number: Located { value: integer(code)?, place: code.place },
            status: status(item, problems),
            message: optional("message"),
            advice: optional("advice"),
        }))
    });
    let own: Vec<ErrorEntry> = own.collect();
    error_entries(node).into_iter().chain(own).collect()
}

/// The entries of a list of error codes and groups.
pub(super) fn error_entries(node: &Node) -> Vec<ErrorEntry> {
    let entry = |node: &Node| match &node.content {
        Content::Integer(value) => Some(ErrorEntry::Code(Located { value: *value, place: node.place })),
        Content::Text(value) => Some(ErrorEntry::Group(Located { value: value.clone(), place: node.place })),
        _ => None,
    };
    node.items().iter().filter_map(entry).collect()
}

/// The fields under a key.
pub(super) fn fields(node: &Node, key: &str, problems: &mut Problems) -> Vec<Field> {
    each(node, key, |name, node| field(name, node, problems))
}

/// The constraint of a kind, if the field has one.
fn constraint(kind: ConstraintKind, field: &Node, problems: &mut Problems) -> Option<Located<Constraint>> {
    let node = field.get(kind.key())?;
    let value = match kind {
        ConstraintKind::Length => Constraint::Length(limit(node, 0, kind, problems)?),
        ConstraintKind::Items => Constraint::Items(limit(node, 0, kind, problems)?),
        ConstraintKind::Range => Constraint::Range(limit(node, i64::MIN, kind, problems)?),
        ConstraintKind::OneOf => {
            let numbers: Vec<i64> = node.items().iter().filter_map(integer).collect();
            Constraint::OneOf(Some(numbers).filter(|numbers| !numbers.is_empty())?)
        }
        ConstraintKind::MultipleOf => Constraint::MultipleOf(integer(node).filter(|step| *step > 0)?),
    };
    Some(Located { value, place: node.place })
}

fn field(name: Text, node: &Node, problems: &mut Problems) -> Field {
    Field {
        name,
        rust: text(node, "rust"),
        doc: words(node, "doc"),
        ty: text(node, "type").and_then(|text| parsed("invalid-type", &text, syntax::type_name, problems)),
        required: flag(node, "required"),
        required_when: node.get("required_when").and_then(|node| condition(node, problems)),
        constraints: ConstraintKind::ALL.iter().filter_map(|kind| constraint(*kind, node, problems)).collect(),
        read_only: flag(node, "read_only"),
        secret: flag(node, "secret"),
        default: node.get("default").and_then(value),
        example: node.get("example").and_then(value),
        scopes: word_list(node, "scopes"),
        deprecated: text(node, "deprecated").map(|text| text.value),
        beta: flag(node, "beta").is_some(),
        undocumented: undocumented(node),
    }
}

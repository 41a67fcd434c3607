//! A field of a page as a field of the spec: its type, its limits, its values.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;

use super::draft::{Draft, EnumValue, Field, Type, Ways};
use super::types::Shown;
use super::{names, unwritten_at, values};
use crate::constraint::first_broken;
use crate::docs::drift::Node;
use crate::docs::facts::{Field as PageField, Limited, Required};
use crate::docs::terms;
use crate::model::{Constraint, ConstraintKind, Limit, Spec};

/// How deep fields may be nested.
const DEEPEST: usize = 16;

/// How many fields a comment names.
const MOST_NAMED: usize = 5;

/// Where on a page the reading is.
#[derive(Clone)]
pub(super) struct At<'a> {
    /// The page.
    pub(super) file: &'a str,
    /// What stands around, innermost first, in upper camel case.
    pub(super) around: Vec<String>,
    pub(super) ways: Ways,
    /// Whether the fields stand in a path, where all are required.
    pub(super) is_path: bool,
    /// The example of what stands around.
    pub(super) example: Option<&'a Json>,
}

impl At<'_> {
    /// "TODO page.md:12"
    pub(super) fn unwritten(&self, line: usize) -> String {
        unwritten_at(self.file, line)
    }

    /// A comment for a person.
    pub(super) fn todo(&self, line: usize, what: &str) -> String {
        format!("{}: {what}", self.unwritten(line))
    }
}

/// Reads fields into a draft.
pub(super) struct Reader<'r> {
    pub(super) draft: &'r mut Draft,
    /// The spec that is extended.
    pub(super) base: Option<&'r Spec>,
    /// What could not become a field, for a comment.
    pub(super) todos: Vec<String>,
}

impl Reader<'_> {
    /// The fields, each name once.
    pub(super) fn fields(&mut self, nodes: &[Node<'_>], at: &At<'_>) -> Vec<Field> {
        let mut seen = HashSet::new();
        let mut fields = Vec::new();
        if at.around.len() > DEEPEST {
            self.todos.extend(nodes.first().map(|node| at.todo(node.field.line, "nested too deep, and left out")));
            return fields;
        }
        let siblings = if at.ways.sent { Names::new(nodes) } else { Names::default() };
        for node in nodes {
            if !seen.insert(&node.field.name) {
                self.todos.push(at.todo(node.field.line, &format!("`{}` is repeated", node.field.name)));
                continue;
            }
            let mut field = self.field(node, at);
            if let Some(field) = field.as_mut().filter(|_| at.ways.sent) {
                field.todos.extend(siblings.named(node, at));
            }
            fields.extend(field);
        }
        fields
    }

    fn field(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<Field> {
        let page = node.field;
        let mut todos = Vec::new();
        let Some(ty) = self.ty(node, at, &mut todos) else {
            let what = format!("`{}` has a type of which the page shows no fields; it is left out", page.name);
            self.todos.push(at.todo(page.line, &what));
            return None;
        };
        let mut field = Field {
            todos,
            required: at.ways.sent && !at.is_path && page.required == Some(Required::Yes),
            scopes: page.scopes.clone(),
            ..Field::new(&page.name, ty, at.unwritten(page.line), at.ways)
        };
        if let (true, Some(Required::Sometimes(_))) = (at.ways.sent, &page.required) {
            field.todos.push(at.todo(page.line, "required at times: `required_when`, or a rule"));
        }
        limits(&mut field, page, at);
        self.values(&mut field, page, at);
        Some(field)
    }

    /// The type, with the objects in it; nothing if the page does not show what an object holds.
    fn ty(&mut self, node: &Node<'_>, at: &At<'_>, todos: &mut Vec<String>) -> Option<Type> {
        let page = node.field;
        let (base, lists) = without_lists(&page.ty);
        let example = at.example.and_then(|example| example.get(&page.name));
        if node.children.is_empty() {
            let plain = plain(&base, page).or_else(|| self.known(&base))?;
            return Some(listed(plain, lists));
        }
        if let Some(known) = self.in_base(&base, &node.children) {
            return Some(listed(known, lists));
        }
        let is_map = base.starts_with("map") || is_map(node, example);
        let (inner, example) = match (&*node.children, is_map) {
            ([key], true) if !key.children.is_empty() => (key, example.and_then(first_value)),
            _ => (node, example),
        };
        let item = first_item(example);
        let mut ty = Type::Object(self.nested(node, &inner.children, at, item));
        if base.is_empty() || plain(&base, page).is_some() {
            let of_value = usize::from(matches!(example, Some(Json::Array(_))));
            let of_value = of_value.max(if is_map { without_lists(&inner.field.ty).1 } else { 0 });
            ty = listed(ty, lists.max(of_value));
            if example.is_none() {
                todos.push(at.todo(page.line, "the page does not say whether it is an object, a list or a map"));
            }
        } else {
            ty = listed(ty, lists);
        }
        Some(if is_map { Type::Map(Box::new(ty)) } else { ty })
    }

    /// The object of nested fields; its name is that of the vendor, else that of the field.
    fn nested(&mut self, node: &Node<'_>, children: &[Node<'_>], at: &At<'_>, example: Option<&Json>) -> usize {
        let (base, _) = without_lists(&node.field.ty);
        let named = if base.is_empty() || plain(&base, node.field).is_some() || base.starts_with("map") {
            &node.field.name
        } else {
            &base
        };
        self.object(named, (children, node.field.line), &At { example, ..at.clone() })
    }

    /// The object of these fields, which stand below a line.
    pub(super) fn object(&mut self, named: &str, (children, line): (&[Node<'_>], usize), at: &At<'_>) -> usize {
        let wanted = names::of_type(named);
        let inside = At { around: [std::slice::from_ref(&wanted), &*at.around].concat(), ..at.clone() };
        let parts = self.fields(children, &inside);
        let shown = Shown { wanted, around: at.around.clone(), doc: at.unwritten(line), parts, ways: at.ways };
        self.draft.object(shown, self.base)
    }

    /// The object of the spec that is extended, if it has the vendor's name and all of these fields.
    fn in_base(&self, base: &str, children: &[Node<'_>]) -> Option<Type> {
        let wanted = names::of_type(base);
        let object = self.base?.objects.iter().find(|object| object.name == wanted && object.resource.is_none())?;
        let has = |node: &Node<'_>| object.fields.iter().any(|field| field.wire == node.field.name);
        children.iter().all(has).then_some(Type::Named(wanted))
    }

    /// A type whose fields the page shows elsewhere.
    fn known(&self, base: &str) -> Option<Type> {
        let wanted = names::of_type(base);
        let own = self.draft.objects.iter().position(|object| object.wanted == wanted).map(Type::Object);
        own.or_else(|| self.in_base(base, &[]))
    }

    /// Values, default and example.
    fn values(&mut self, field: &mut Field, page: &PageField, at: &At<'_>) {
        let is_list = matches!(field.ty, Type::List(_));
        if field.ty.leaf().is("string") && !page.values.is_empty() {
            let ty = self.enumeration(page, at);
            field.ty = if is_list { listed(ty, 1) } else { ty };
            let before = field.constraints.len();
            field.constraints.retain(|constraint| constraint.kind() != ConstraintKind::Length);
            if field.constraints.len() < before {
                field.todos.push(at.todo(page.line, "a length beside a list of values"));
            }
        } else if field.ty.leaf().is("int32") || field.ty.leaf().is("int64") {
            let numbers: Vec<i64> = page.values.iter().filter_map(|value| value.value.parse().ok()).collect();
            field.constraints.extend(Some(numbers).filter(|numbers| !numbers.is_empty()).map(Constraint::OneOf));
        }
        for (what, stated) in [("default", &page.default), ("example", &page.example)] {
            let Some(text) = stated.as_deref().filter(|text| !terms::is_none(text)) else { continue };
            let is_redundant = what == "default" && (field.required || at.is_path);
            let value = values::read(text, &field.ty, &self.draft.enums);
            match value.filter(|value| !is_redundant && first_broken(&field.constraints, &value.into()).is_none()) {
                Some(value) if what == "default" => field.default = Some(value),
                Some(value) => field.example = Some(value),
                None if matches!(field.ty.leaf(), Type::Object(_)) || is_map_type(&field.ty) => {}
                None => field.todos.push(at.todo(page.line, &format!("its {what} does not fit its type and limits"))),
            }
        }
        if page.example.is_none() {
            let shown = at.example.and_then(|example| example.get(&page.name));
            let value = shown.and_then(|shown| values::of_json(shown, &field.ty, &self.draft.enums));
            field.example = value.filter(|value| first_broken(&field.constraints, &value.into()).is_none());
        }
    }

    fn enumeration(&mut self, page: &PageField, at: &At<'_>) -> Type {
        let doc = at.unwritten(page.line);
        let mut seen = HashSet::new();
        let listed = page.values.iter().filter(|value| seen.insert(&value.value));
        let parts = listed.map(|value| EnumValue {
            wire: value.value.clone(),
            doc: doc.clone(),
            scopes: value.scopes.clone(),
            ways: at.ways,
        });
        // One word, such as `type`, says too little by itself.
        let own = names::of_type(&page.name);
        let around = at.around.first().filter(|_| !page.name.contains('_'));
        let wanted = around.map_or(own.clone(), |around| names::of_type(&format!("{around}_{own}")));
        let parts = parts.collect();
        self.draft.enumeration(
            &page.name,
            Shown { wanted, around: at.around.clone(), doc, parts, ways: at.ways },
            self.base,
        )
    }
}

/// The names of siblings, with their order.
#[derive(Default)]
struct Names<'n>(HashMap<&'n str, usize>);

impl<'n> Names<'n> {
    fn new(nodes: &'n [Node<'_>]) -> Self {
        Self(nodes.iter().enumerate().rev().map(|(index, node)| (&*node.field.name, index)).collect())
    }

    /// A description that names other fields may say how they go together.
    fn named(&self, node: &Node<'_>, at: &At<'_>) -> Option<String> {
        let page = node.field;
        let found = words(&page.description).filter(|word| *word != page.name);
        let found: BTreeMap<usize, &str> = found.filter_map(|word| Some((*self.0.get(word)?, word))).collect();
        let named: Vec<String> = found.values().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
        (!named.is_empty())
            .then(|| at.todo(page.line, &format!("its prose names {}; is a rule in it?", named.join(", "))))
    }
}

/// What can be a name in a text: words of letters, digits and underscores, and such words with `-` and `.` in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let plain = text.split(move |letter| !is_letter(letter));
    let joined = text.split(move |letter| !(is_letter(letter) || letter == '-' || letter == '.'));
    plain.chain(joined.map(|word| word.trim_matches(['-', '.'])))
}

/// The limits that the type has; others are for a person.
fn limits(field: &mut Field, page: &PageField, at: &At<'_>) {
    for limit in &page.limits {
        let is_empty = limit.min.zip(limit.max).is_some_and(|(min, max)| min > max);
        let bounds = |least: Option<i64>| {
            let bounds = Limit { min: limit.min.filter(|min| Some(*min) != least), max: limit.max };
            Some(bounds).filter(|bounds| bounds.min.is_some() || bounds.max.is_some())
        };
        let leaf = field.ty.leaf();
        let is_negative = limit.min.or(limit.max).is_some_and(|least| least < 0);
        match limit.of {
            Limited::Length if matches!(field.ty, Type::List(_) | Type::Map(_)) && !is_empty && !is_negative => {
                field.constraints.extend(bounds(Some(0)).map(Constraint::Items));
            }
            Limited::Length if leaf.is("string") && !is_empty && !is_negative => {
                field.constraints.extend(bounds(Some(0)).map(Constraint::Length));
            }
            Limited::Value if (is_number(leaf) || leaf.is("float")) && !is_empty => {
                field.constraints.extend(bounds(None).map(Constraint::Range));
            }
            _ => field.todos.push(at.todo(page.line, "a rule for its value")),
        }
    }
}

fn is_number(ty: &Type) -> bool {
    ty.is("int32") || ty.is("int64")
}

fn is_map_type(ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::List(inner) => is_map_type(inner),
        _ => false,
    }
}

/// The type of a scalar. A page does not say how long a whole number is, unless by its range.
fn plain(base: &str, page: &PageField) -> Option<Type> {
    let is_short = |number: Option<i64>| number.is_some_and(|number| i32::try_from(number).is_ok());
    let has_short_range = page
        .limits
        .iter()
        .any(|limit| limit.of == Limited::Value && is_short(limit.max) && is_short(limit.min.or(Some(0))));
    Some(Type::named(match base {
        "string" => "string",
        "int" | "int32" | "int64" | "integer" if has_short_range || base == "int32" => "int32",
        "int" | "int64" | "integer" => "int64",
        "boolean" | "bool" => "bool",
        "number(float)" | "number" | "float" | "double" => "float",
        _ => return None,
    }))
}

/// A type without its brackets, and how many lists they are.
fn without_lists(ty: &str) -> (String, usize) {
    let mut base = ty.trim();
    let mut lists = 0;
    loop {
        let bracketed = ["array<", "list<"].iter().find_map(|list| base.strip_prefix(list)?.strip_suffix('>'));
        match base.strip_suffix("[]").or(bracketed) {
            Some(inner) => (base, lists) = (inner, lists + 1),
            None => return (base.to_owned(), lists.min(2)),
        }
    }
}

fn listed(ty: Type, lists: usize) -> Type {
    (0..lists).fold(ty, |ty, _| Type::List(Box::new(ty)))
}

/// Whether the only row below a field stands for the keys of a map: the example has others.
fn is_map(node: &Node<'_>, example: Option<&Json>) -> bool {
    let ([key], Some(Json::Object(entries))) = (&*node.children, example) else { return false };
    !key.children.is_empty() && !entries.is_empty() && !entries.contains_key(&key.field.name)
}

fn first_value(example: &Json) -> Option<&Json> {
    example.as_object()?.values().next()
}

/// The value, or its first item if it is a list.
fn first_item(example: Option<&Json>) -> Option<&Json> {
    match example? {
        Json::Array(items) => first_item(items.first()),
        value => Some(value),
    }
}

//! A field of a page as a field of the spec: its type, its limits, its values.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;

use super::draft::{Draft, EnumValue, Field, Type, Ways};
use super::types::Shown;
use super::{names, unwritten_at, values};
use crate::constraint::first_broken;
use crate::describe;
use crate::docs::drift::{Node, normal, stated_limit};
use crate::docs::facts::{Field as PageField, Limit as PageLimit, Limited, Required};
use crate::docs::page_type::PageType;
use crate::docs::terms;
use crate::model::{self, Constraint, ConstraintKind, Spec};

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
    /// Whether they are the parts of a body, which can be files.
    pub(super) is_body: bool,
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
    /// The objects of the table at hand by the vendor's names: it shows what one holds only once.
    pub(super) shown: HashMap<String, usize>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(draft: &'r mut Draft, base: Option<&'r Spec>) -> Self {
        Self { draft, base, todos: Vec::new(), shown: HashMap::new() }
    }

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
        let known = nodes.iter().any(|node| at.example.is_some_and(|example| example.get(&node.field.name).is_some()));
        if let Some(shown) = at.example.and_then(Json::as_object).filter(|_| known) {
            let more = shown.iter().filter(|(name, _)| is_name(name) && !seen.contains(name)).take(MOST_SHOWN);
            let line = nodes.first().map_or(1, |node| node.field.line);
            fields.extend(more.filter_map(|(name, value)| only_shown(name, value, line, at)));
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
            required: at.ways.sent
                && !at.is_path
                && page.required == Some(Required::Yes)
                && !is_missing_in(at, &page.name),
            scopes: page.scopes.clone(),
            deprecated: page.deprecated.then(|| at.unwritten(page.line)),
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
        let page = PageType::parse(&node.field.ty);
        let example = at.example.and_then(|example| example.get(&node.field.name));
        if !node.children.is_empty() && example.is_none() && matches!(page.leaf(), PageType::Unknown) {
            todos.push(at.todo(node.field.line, "the page does not say whether it is an object, a list or a map"));
        }
        self.of_base(node).or_else(|| self.shape(&page, node, example, at))
    }

    /// A type of a page as a type of the spec. Where the page's own example shows a list, an object or a map and the type
    /// does not, the example is right: types are typed by hand, and examples are answers.
    fn shape(&mut self, page: &PageType, node: &Node<'_>, example: Option<&Json>, at: &At<'_>) -> Option<Type> {
        let has_rows = !node.children.is_empty();
        match (page, example) {
            (PageType::List(inner), _) => {
                let item = example.and_then(|example| example.as_array().map_or(Some(example), |items| items.first()));
                Some(Type::List(Box::new(self.shape(inner, node, item, at)?)))
            }
            (PageType::Map(_), _) if has_rows && !is_map(node, example) && shows_rows(node, example) => {
                Some(self.object_of(page, node, (&node.children, example), at))
            }
            (PageType::Map(inner), _) => {
                let value = example.and_then(first_value);
                let inner = match &*node.children {
                    [key] if !key.children.is_empty() => self.object_of(page, node, (&key.children, value), at),
                    [_, ..] => self.object_of(page, node, (&node.children, value), at),
                    [] => self.shape(inner, node, value, at)?,
                };
                Some(Type::Map(Box::new(inner)))
            }
            (_, Some(Json::Array(items))) if has_rows || !is_scalar(page) => {
                Some(Type::List(Box::new(self.shape(page, node, items.first(), at)?)))
            }
            _ if has_rows && is_map(node, example) => {
                let (key, value) = (&node.children[0], example.and_then(first_value));
                let lists =
                    list_depth(&PageType::parse(&key.field.ty)).max(usize::from(matches!(value, Some(Json::Array(_)))));
                let inner = self.object_of(page, node, (&key.children, first_item(value)), at);
                Some(Type::Map(Box::new((0..lists).fold(inner, |ty, _| Type::List(Box::new(ty))))))
            }
            _ if has_rows => Some(self.object_of(page, node, (&node.children, example), at)),
            _ => Some(self.without_rows(page, node.field, example, at)),
        }
    }

    /// A type without rows below it.
    fn without_rows(&self, page: &PageType, field: &PageField, example: Option<&Json>, at: &At<'_>) -> Type {
        let named = match page {
            PageType::String => "string",
            PageType::Bool => "bool",
            PageType::Float => "float",
            PageType::Int(bits) if *bits == Some(32) || has_short_range(field) => "int32",
            PageType::Int(_) => "int64",
            PageType::File if at.is_body => "file",
            PageType::Any => "json",
            _ => {
                let known = page.name().and_then(|name| self.known(name));
                let shown = example.and_then(of_example).unwrap_or("json");
                return known.unwrap_or_else(|| Type::named(shown));
            }
        };
        Type::named(fitting(named, example, at.ways).unwrap_or(named))
    }

    /// The object of nested fields, or that of the spec that is extended, if it has the vendor's name and these fields.
    /// Its name is that of the vendor, else that of the field.
    fn object_of(
        &mut self,
        page: &PageType,
        node: &Node<'_>,
        (children, example): (&[Node<'_>], Option<&Json>),
        at: &At<'_>,
    ) -> Type {
        let named = page.name().filter(|_| !matches!(page, PageType::Map(_)));
        if let Some(known) = named.and_then(|named| self.in_base(named, children)) {
            return known;
        }
        let named = named.unwrap_or(&node.field.name);
        Type::Object(self.object(named, (children, node.field.line), &At { example, ..at.clone() }))
    }

    /// The object of these fields, which stand below a line.
    pub(super) fn object(&mut self, named: &str, (children, line): (&[Node<'_>], usize), at: &At<'_>) -> usize {
        let wanted = names::of_type(named);
        let inside = At { is_body: false, around: [std::slice::from_ref(&wanted), &*at.around].concat(), ..at.clone() };
        let parts = self.fields(children, &inside);
        let around = at.around.clone();
        let shown = Shown { wanted: wanted.clone(), around, doc: at.unwritten(line), parts, ways: at.ways };
        let object = self.draft.object(shown, self.base);
        self.shown.entry(wanted).or_insert(object);
        object
    }

    /// The object of the spec that is extended, if it has the vendor's name and all of these fields.
    fn in_base(&self, base: &str, children: &[Node<'_>]) -> Option<Type> {
        let wanted = names::of_type(base);
        let object = self.base?.objects.iter().find(|object| object.name == wanted && object.resource.is_none())?;
        let has = |node: &Node<'_>| object.fields.iter().any(|field| field.wire == node.field.name);
        children.iter().all(has).then_some(Type::Named(wanted))
    }

    /// The type that all fields of this name have in the extended spec: an identifier, a form of text, an enum with these
    /// values, or an object with these fields.
    fn of_base(&self, node: &Node<'_>) -> Option<Type> {
        let base = self.base?;
        let parameters = base.resources.iter().flat_map(|resource| &resource.endpoints);
        let parameters = parameters.flat_map(|endpoint| endpoint.fields.iter().map(|parameter| &parameter.field));
        let fields = base.objects.iter().flat_map(|object| &object.fields).chain(parameters);
        let mut types = fields.filter(|field| field.wire == node.field.name).map(|field| &field.ty);
        let ty = types.next()?;
        let mut leaf = ty;
        let mut lists = 0;
        while let model::Type::List(inner) = leaf {
            (leaf, lists) = (inner, lists + 1);
        }
        let page = PageType::parse(&node.field.ty);
        let is_text = *page.leaf() == PageType::String && node.children.is_empty();
        let fits = list_depth(&page) == lists
            && types.all(|other| other == ty)
            && match leaf {
                model::Type::Id(_) | model::Type::Format(_) => is_text && node.field.values.is_empty(),
                model::Type::Enum(item) => {
                    is_text && {
                        let values = &base.enums[item.0].values;
                        let has = |wire: &str| values.iter().any(|value| value.wire == wire);
                        values.len() == node.field.values.len()
                            && node.field.values.iter().all(|value| has(&value.value))
                    }
                }
                model::Type::Object(object) => {
                    !node.children.is_empty() && {
                        let object = &base.objects[object.0];
                        let has = |node: &Node<'_>| object.fields.iter().any(|field| field.wire == node.field.name);
                        object.resource.is_none() && node.children.iter().all(has)
                    }
                }
                _ => false,
            };
        let named = Type::Named(describe::type_name(base, leaf));
        fits.then(|| (0..lists).fold(named, |ty, _| Type::List(Box::new(ty))))
    }

    /// A type whose fields the table shows elsewhere.
    fn known(&self, base: &str) -> Option<Type> {
        let own = self.shown.get(&names::of_type(base)).copied().map(Type::Object);
        own.or_else(|| self.in_base(base, &[]))
    }

    /// Values, default and example.
    fn values(&mut self, field: &mut Field, page: &PageField, at: &At<'_>) {
        if field.ty.leaf().is("string") && !page.values.is_empty() {
            let ty = self.enumeration(page, at);
            field.ty = field.ty.with_leaf(ty);
            let before = field.constraints.len();
            field.constraints.retain(|constraint| constraint.kind() != ConstraintKind::Length);
            if field.constraints.len() < before {
                field.todos.push(at.todo(page.line, "a length beside a list of values"));
            }
        } else if field.ty.leaf().is("int32") || field.ty.leaf().is("int64") {
            let mut numbers: Vec<i64> = page.values.iter().filter_map(|value| value.value.parse().ok()).collect();
            let shown = shown_values(at, &page.name).into_iter().filter_map(Json::as_i64);
            let shown: Vec<i64> = shown.filter(|number| !numbers.is_empty() && !numbers.contains(number)).collect();
            numbers.extend(shown);
            field.constraints.extend(Some(numbers).filter(|numbers| !numbers.is_empty()).map(Constraint::OneOf));
        }
        let kind = values::kind(&field.ty, &self.draft.enums, self.base);
        for (what, stated) in [("default", &page.default), ("example", &page.example)] {
            let Some(text) = stated.as_deref().filter(|text| !terms::is_none(text)) else { continue };
            let is_redundant = what == "default" && (field.required || at.is_path);
            match kind.allowed(text, &field.constraints).filter(|_| !is_redundant) {
                Some(value) if what == "default" => field.default = Some(value),
                Some(value) => (field.example, field.states_example) = (Some(value), true),
                None if matches!(field.ty.leaf(), Type::Object(_)) || is_map_type(&field.ty) => {}
                None => field.todos.push(at.todo(page.line, &format!("its {what} does not fit its type and limits"))),
            }
        }
        if page.example.is_none() {
            let shown = at.example.and_then(|example| example.get(&page.name));
            let value = shown.and_then(|shown| kind.of_json(shown));
            field.example = value.filter(|value| first_broken(&field.constraints, &value.into()).is_none());
        }
    }

    fn enumeration(&mut self, page: &PageField, at: &At<'_>) -> Type {
        let doc = at.unwritten(page.line);
        let mut seen = HashSet::new();
        let listed = page.values.iter().filter(|value| seen.insert(&value.value));
        let shown = shown_values(at, &page.name).into_iter().filter_map(Json::as_str);
        let shown: Vec<&str> = shown.filter(|text| page.values.iter().all(|value| value.value != **text)).collect();
        let more = shown.iter().map(|text| EnumValue {
            wire: (*text).to_owned(),
            doc: doc.clone(),
            scopes: Vec::new(),
            ways: at.ways,
        });
        let more: Vec<EnumValue> = more.filter(|value| !value.wire.is_empty()).collect();
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
        let parts = parts.chain(more).collect();
        self.draft.enumeration(
            &page.name,
            Shown { wanted, around: at.around.clone(), doc, parts, ways: at.ways },
            self.base,
        )
    }
}

/// How many fields of an object can be in its example alone.
const MOST_SHOWN: usize = 20;

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A field that only the example of a page has.
fn only_shown(name: &str, value: &Json, line: usize, at: &At<'_>) -> Option<Field> {
    let ty = match value {
        Json::Null => return None,
        Json::Array(items) => {
            let first = items.first().and_then(of_example);
            let is_same = |ty: &&str| items.iter().all(|item| of_example(item) == Some(ty));
            Type::List(Box::new(Type::named(first.filter(is_same).unwrap_or("json"))))
        }
        value => Type::named(of_example(value).unwrap_or("json")),
    };
    let mut field = Field::new(name, ty, at.unwritten(line), at.ways);
    field.todos.push(at.todo(line, "only the example has this field"));
    Some(field)
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

/// The values that a request of the page's own has for a field, each once.
fn shown_values<'e>(at: &At<'e>, name: &str) -> Vec<&'e Json> {
    let shown = at.example.and_then(|example| example.get(name)).filter(|_| at.ways.sent);
    let mut values: Vec<&Json> = match shown {
        Some(Json::Array(items)) => items.iter().collect(),
        shown => shown.into_iter().collect(),
    };
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    values
}

/// Whether the page's own example of what stands around lacks a field.
fn is_missing_in(at: &At<'_>, name: &str) -> bool {
    at.example.and_then(Json::as_object).is_some_and(|shown| !shown.is_empty() && !shown.contains_key(name))
}

/// The limits that the type has; others are for a person.
fn limits(field: &mut Field, page: &PageField, at: &At<'_>) {
    let leaf = field.ty.leaf();
    let is_many = matches!(field.ty, Type::List(_) | Type::Map(_));
    let mut taken = Vec::new();
    for of in [Limited::Length, Limited::Value] {
        let limit = stated_limit(page, of).and_then(|limit| normal(limit, of == Limited::Length));
        let Some(limit) = limit else { continue };
        let constraint = match of {
            Limited::Length if is_many => Constraint::Items(limit),
            Limited::Length if leaf.is("string") => Constraint::Length(limit),
            Limited::Value if is_number(leaf) || leaf.is("float") => Constraint::Range(limit),
            _ => continue,
        };
        // A request has to take the page's own example.
        let shown = at.example.and_then(|example| example.get(&page.name)).filter(|_| at.ways.sent);
        if shown.is_some_and(|shown| first_broken(std::slice::from_ref(&constraint), &shown.into()).is_some()) {
            continue;
        }
        field.constraints.push(constraint);
        taken.push(of);
    }
    let is_left = |limit: &&PageLimit| {
        !taken.contains(&limit.of) || page.limits.iter().find(|first| first.of == limit.of) != Some(*limit)
    };
    let left = page.limits.iter().filter(is_left).map(|_| at.todo(page.line, "a rule for its value"));
    field.todos.extend(left);
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

/// A page does not say how long a whole number is, unless by its range.
fn has_short_range(page: &PageField) -> bool {
    let is_short = |number: Option<i64>| number.is_some_and(|number| i32::try_from(number).is_ok());
    let mut limits = page.limits.iter().filter(|limit| limit.of == Limited::Value);
    limits.any(|limit| is_short(limit.max) && is_short(limit.min.or(Some(0))))
}

fn is_scalar(page: &PageType) -> bool {
    matches!(page, PageType::String | PageType::Bool | PageType::Int(_) | PageType::Float)
}

/// A wider type, if the page's own example is not one of this type: a request has to take it. What is received is read
/// in other forms anyway, but no scalar is read from a list or an object.
fn fitting(named: &str, example: Option<&Json>, ways: Ways) -> Option<&'static str> {
    let fits = match example? {
        Json::Null => true,
        Json::Array(_) | Json::Object(_) => return Some("json").filter(|_| named != "file"),
        Json::String(_) => named == "string",
        Json::Bool(_) => named == "bool",
        Json::Number(number) => match named {
            "float" => true,
            "int32" => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            "int64" => number.is_i64(),
            _ => false,
        },
    };
    (!fits && ways.sent && named != "file").then_some("scalar")
}

/// The type of a scalar of an example.
fn of_example(example: &Json) -> Option<&'static str> {
    match example {
        Json::String(_) => Some("string"),
        Json::Bool(_) => Some("bool"),
        Json::Number(number) if number.is_i64() => Some("int64"),
        Json::Number(_) => Some("float"),
        _ => None,
    }
}

fn list_depth(page: &PageType) -> usize {
    if let PageType::List(inner) = page { 1 + list_depth(inner) } else { 0 }
}

/// Whether the rows below a map are keys of it: all of them are scalars, or the example has one of them.
fn shows_rows(node: &Node<'_>, example: Option<&Json>) -> bool {
    let in_example = |row: &Node<'_>| example.is_some_and(|example| example.get(&row.field.name).is_some());
    let are_scalars = || node.children.iter().all(|row| is_scalar(&PageType::parse(&row.field.ty)));
    node.children.iter().any(in_example)
        || example.and_then(first_value).is_none_or(|value| !value.is_object()) && are_scalars()
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

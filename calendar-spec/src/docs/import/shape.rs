//! The type of a field: from its type on the page, its rows, and its examples.

use serde_json::Value as Json;

use super::at::{At, Reader};
use super::draft::Type;
use super::names;
use super::shown::{entries, fitting, items, scalar_of};
use super::types::Shown;
use crate::describe;
use crate::docs::drift::Node;
use crate::docs::facts::{Field as PageField, Limited};
use crate::docs::page_type::PageType;
use crate::model;

/// What is nested in a field, and the values that examples have for it.
type Inside<'n, 'p, 'a> = (&'n [Node<'p>], Vec<&'a Json>);

impl Reader<'_> {
    /// The type, with the objects in it.
    pub(super) fn ty(&mut self, node: &Node<'_>, at: &At<'_>, todos: &mut Vec<String>) -> Type {
        let mut page = PageType::of(&node.field.ty, !node.children.is_empty());
        let shown = at.of(&node.field.name);
        if !node.children.is_empty() && shown.is_empty() && matches!(page.leaf(), PageType::Unknown) {
            todos.push(at.todo(node.field.line, "the page does not say whether it is an object, a list or a map"));
        }
        // A name such as `text` means the object whose rows the table has at another field.
        let named = PageType::of(&node.field.ty, true);
        if named.name().is_some_and(|name| self.shown.contains_key(&names::of_type(name))) {
            page = named;
        }
        self.of_base(node).unwrap_or_else(|| self.shape(&page, node, &shown, at))
    }

    /// A type of a page as a type of the spec. Where the page's own example shows a list, an object or a map and the type
    /// does not, the example is right: types are written by hand, and examples are recorded responses.
    fn shape(&mut self, page: &PageType, node: &Node<'_>, shown: &[&Json], at: &At<'_>) -> Type {
        let has_rows = !node.children.is_empty();
        let has_lists = shown.iter().any(|value| value.is_array());
        let are_all = |test: fn(&Json) -> bool| !shown.is_empty() && shown.iter().all(|value| test(value));
        match page {
            // JSON within a string, whose fields the rows show.
            PageType::String if has_rows && are_all(Json::is_string) => Type::named("string"),
            // A request may send `null` in place of it, which no other type takes.
            _ if at.ways.sent && !has_rows && shown.iter().any(|value| value.is_null()) => Type::named("json"),
            PageType::List(inner) if has_rows && are_all(Json::is_object) => self.shape(inner, node, shown, at),
            PageType::Any if !has_rows && !are_all(Json::is_array) => Type::named("json"),
            // A list for people that is not a list in JSON.
            PageType::List(_) if !has_rows && shown.iter().any(|value| !value.is_array() && !value.is_null()) => {
                Type::named("json")
            }
            PageType::List(inner) => Type::List(Box::new(self.shape(inner, node, &items(shown), at))),
            PageType::Map(_) if has_rows && !is_map(node, shown) && shows_rows(node, shown) => {
                self.object_of(page, node, (&node.children, shown.to_vec()), at)
            }
            PageType::Map(inner) => {
                let values = entries(shown);
                Type::Map(Box::new(match &*node.children {
                    [key] if !key.children.is_empty() => self.object_of(page, node, (&key.children, values), at),
                    [_, ..] => self.object_of(page, node, (&node.children, values), at),
                    [] => self.shape(inner, node, &values, at),
                }))
            }
            _ if has_lists && (has_rows || !is_scalar(page)) => {
                Type::List(Box::new(self.shape(page, node, &items(shown), at)))
            }
            _ if has_rows && is_map(node, shown) => {
                let (key, values) = (&node.children[0], entries(shown));
                let is_list = values.iter().any(|value| value.is_array());
                let lists = list_depth(&PageType::parse(&key.field.ty)).max(usize::from(is_list));
                let inner = self.object_of(page, node, (&key.children, items(&values)), at);
                Type::Map(Box::new((0..lists).fold(inner, |ty, _| Type::List(Box::new(ty)))))
            }
            _ if has_rows => self.object_of(page, node, (&node.children, shown.to_vec()), at),
            _ => self.without_rows(page, node.field, shown, at),
        }
    }

    /// A type without rows below it.
    fn without_rows(&self, page: &PageType, field: &PageField, shown: &[&Json], at: &At<'_>) -> Type {
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
                return known.unwrap_or_else(|| Type::named(scalar_of(shown).unwrap_or("json")));
            }
        };
        Type::named(fitting(named, shown, at.ways))
    }

    /// The object of nested fields, or that of the spec that is extended, if it has the vendor's name and these fields.
    /// Its name is that of the vendor, else that of the field.
    fn object_of(
        &mut self,
        page: &PageType,
        node: &Node<'_>,
        (children, shown): Inside<'_, '_, '_>,
        at: &At<'_>,
    ) -> Type {
        let named = page.name().filter(|_| !matches!(page, PageType::Map(_)));
        if let Some(known) = named.and_then(|named| self.in_base(named, children)) {
            return known;
        }
        let named = named.unwrap_or(&node.field.name);
        let inside =
            At { file: at.file, around: at.around.clone(), ways: at.ways, is_path: false, is_body: false, shown };
        Type::Object(self.object(named, (children, node.field.line), &inside))
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

    /// The type that all fields of this name have in the extended spec: an identifier, a string format, an enum with these
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
}

/// Only the range of a whole number says whether it has 32 bits.
fn has_short_range(page: &PageField) -> bool {
    let is_short = |number: Option<i64>| number.is_some_and(|number| i32::try_from(number).is_ok());
    let mut limits = page.limits.iter().filter(|limit| limit.of == Limited::Value);
    limits.any(|limit| is_short(limit.max) && is_short(limit.min.or(Some(0))))
}

fn is_scalar(page: &PageType) -> bool {
    matches!(page, PageType::String | PageType::Bool | PageType::Int(_) | PageType::Float)
}

fn list_depth(page: &PageType) -> usize {
    if let PageType::List(inner) = page { 1 + list_depth(inner) } else { 0 }
}

/// Whether the rows below a map are keys of it: all of them are scalars, or an example has one of them.
fn shows_rows(node: &Node<'_>, shown: &[&Json]) -> bool {
    let in_example = |row: &Node<'_>| shown.iter().any(|example| example.get(&row.field.name).is_some());
    let are_scalars = || node.children.iter().all(|row| is_scalar(&PageType::parse(&row.field.ty)));
    node.children.iter().any(in_example) || !entries(shown).iter().any(|value| value.is_object()) && are_scalars()
}

/// Whether the only row below a field stands for the keys of a map: the examples have others.
fn is_map(node: &Node<'_>, shown: &[&Json]) -> bool {
    let [key] = &*node.children else { return false };
    let mut objects = shown.iter().filter_map(|example| example.as_object()).filter(|object| !object.is_empty());
    !key.children.is_empty()
        && objects.clone().next().is_some()
        && !objects.any(|object| object.contains_key(&key.field.name))
}

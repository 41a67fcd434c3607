//! An endpoint or event of a page: what the page states as a whole, and its tables.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;
use serde_json::{Value as Json, json};

use super::at::{At, Reader};
use super::draft::{About, Draft, Endpoint, Event, Field, Payload, Type, Ways};
use super::error::error;
use crate::docs::call::{ENVELOPE, EVERY_CALL, query, route, site_and_route};
use crate::docs::drift::{Node, tree};
use crate::docs::facts::{Facts, Place};
use crate::docs::page_type::PageType;
use crate::model::{ResponseAt, Spec};
use crate::resolve::is_header;
use crate::unwritten;

/// How deep fields may be nested on a page.
const DEEPEST: usize = 16;

/// Tables of a request, with the keys that their fields stand under.
const REQUEST: [(Place, &str); 4] =
    [(Place::Path, "path"), (Place::Query, "query"), (Place::Header, "header"), (Place::Body, "body")];

/// A page to import.
pub(super) struct Source<'p> {
    pub(super) file: &'p str,
    pub(super) facts: &'p Facts,
    /// The lines that were not understood.
    pub(super) unread: Vec<usize>,
    /// Names of resource and endpoint or event.
    pub(super) resource: &'p str,
    pub(super) name: String,
}

impl<'p> Source<'p> {
    fn at(&self, ways: Ways, shown: Vec<&'p Json>) -> At<'p> {
        let resource = self.resource.to_upper_camel_case();
        let around = vec![resource.clone(), format!("{resource}{}", self.name.to_upper_camel_case())];
        At { file: self.file, around, ways, is_path: false, is_body: false, shown }
    }

    /// A comment about the page as a whole.
    fn todo(&self, line: usize, what: &str) -> String {
        self.at(Ways::SENT, Vec::new()).todo(line, what)
    }

    fn examples(&self, place: Place) -> Vec<&'p Json> {
        let examples = self.facts.examples.iter().filter(|example| example.place == place);
        examples.filter_map(|example| example.json.as_ref()).collect()
    }

    /// The fields of a place by what they are nested in.
    fn tree(&self, place: Place, todos: &mut Vec<String>) -> Vec<Node<'p>> {
        let mut fields = self.facts.fields(place).unwrap_or_default();
        if let Some(deep) = fields.iter().find(|field| field.depth > DEEPEST) {
            todos.push(self.todo(deep.line, "fields from here on are nested too deep, and are left out"));
        }
        fields.retain(|field| field.depth <= DEEPEST);
        self.once(tree(&fields), todos)
    }

    /// Each name once, with the fields nested in all of its rows.
    fn once(&self, nodes: Vec<Node<'p>>, todos: &mut Vec<String>) -> Vec<Node<'p>> {
        let mut indices: HashMap<&str, usize> = HashMap::new();
        let mut once: Vec<Node<'p>> = Vec::new();
        for node in nodes {
            if let Some(index) = indices.get(&*node.field.name) {
                todos.push(self.todo(node.field.line, &format!("`{}` is repeated", node.field.name)));
                once[*index].children.extend(node.children);
            } else {
                indices.insert(&node.field.name, once.len());
                once.push(node);
            }
        }
        for node in &mut once {
            node.children = self.once(std::mem::take(&mut node.children), todos);
        }
        once
    }

    /// What endpoints and events have in common, and comments for a person.
    fn about(&self) -> About {
        let facts = self.facts;
        let line = facts.title.as_ref().map_or(1, |title| title.line);
        let mut todos = Vec::new();
        let path = facts.path.as_ref().map(|path| path.value.clone()).filter(|path| path.starts_with('/'));
        if path.is_none() {
            todos.push(self.todo(1, "the page does not state its path"));
        }
        todos.extend(facts.remarks.iter().map(|remark| self.todo(remark.line, "a remark; is a rule in it?")));
        todos.extend(self.unread.iter().map(|line| self.todo(*line, "not understood; read it")));
        About {
            name: self.name.clone(),
            doc: unwritten::at(self.file, line),
            todos,
            page: path.unwrap_or_else(|| "/".to_owned()),
            updated: facts.updated.as_ref().map(|date| date.value.clone()),
            differs: Vec::new(),
            deprecated: facts.deprecated.as_ref().map(|stated| unwritten::at(self.file, stated.line)),
            apps: facts.apps.as_ref().map(|apps| apps.value.clone()).unwrap_or_default(),
            scopes: facts.scopes.as_ref().map(|scopes| scopes.value.clone()).unwrap_or_default(),
            field_scopes: facts.field_scopes.as_ref().map(|scopes| scopes.value.clone()).unwrap_or_default(),
        }
    }
}

/// Reads the page of an endpoint.
pub(super) fn endpoint(source: &Source<'_>, draft: &mut Draft, base: Option<&Spec>) -> Endpoint {
    let facts = source.facts;
    let mut about = source.about();
    let mut reader = Reader::new(draft, base);
    let url = facts.url.as_ref().map_or("", |url| route(&url.value));
    let site = facts.url.as_ref().map_or_else(String::new, |url| site_and_route(&url.value));
    let method = facts.method.as_ref().map_or("GET", |method| &*method.value);
    let mut endpoint = Endpoint { http: format!("{method} {site}"), ..Endpoint::default() };
    for (place, key) in REQUEST {
        let shown = source.examples(place);
        let at = At { is_path: place == Place::Path, is_body: place == Place::Body, ..source.at(Ways::SENT, shown) };
        let mut nodes = source.tree(place, &mut about.todos);
        if place == Place::Header {
            nodes.retain(|node| !EVERY_CALL.contains(&&*node.field.name));
        }
        reader.shown.clear();
        // A page without a table has only its example.
        let is_shown_only = place == Place::Body && nodes.is_empty();
        let mut fields = if is_shown_only { at.only_shown(1) } else { reader.fields(&nodes, &at) };
        if place == Place::Query {
            add_query(&mut fields, facts, &at);
        }
        if place == Place::Path {
            fit_path(&mut fields, url, &at, &mut about.todos);
        }
        if place != Place::Body {
            as_strings(&mut fields);
        }
        leave_out_misplaced(place, &mut fields, &mut about.todos);
        endpoint.fields.push((key, fields));
    }
    (endpoint.response, endpoint.response_at) = response(source, &mut reader);
    about.todos.append(&mut reader.todos);
    endpoint.tokens = tokens(facts);
    if endpoint.tokens.is_empty() && has_no_token(facts) {
        endpoint.tokens = vec!["none".to_owned()];
    } else if endpoint.tokens.is_empty() {
        about.todos.push(source.todo(1, "the page does not say which tokens the endpoint takes"));
        endpoint.tokens = ["tenant", "user"].map(str::to_owned).to_vec();
    }
    endpoint.rate_limit = facts.rate_limit.as_ref().map(|limit| limit.value.clone());
    let rows = facts.errors.as_ref().map_or(&[][..], |errors| &errors.value);
    endpoint.errors = rows.iter().map(|row| error(draft, row, source.file, base)).collect();
    endpoint.errors.sort_by_key(|error| error.code);
    endpoint.errors.dedup_by_key(|error| error.code);
    Endpoint { about, ..endpoint }
}

/// What the response holds, and where: under `data`, in the body beside `code` and `msg`, or the body is a file.
fn response(source: &Source<'_>, reader: &mut Reader<'_>) -> (Payload, ResponseAt) {
    let examples = source.examples(Place::Response);
    let nodes = source.tree(Place::Response, &mut reader.todos);
    let shown: Vec<&Json> = examples.iter().filter_map(|example| example.get("data")).collect();
    if nodes.is_empty() && source.facts.file.is_some() {
        return (Payload::Nothing, ResponseAt::File);
    } else if nodes.is_empty() {
        return (Payload::InPlace(source.at(Ways::RECEIVED, shown).only_shown(1)), ResponseAt::Data);
    }
    let data = nodes.iter().find(|node| node.field.name == "data");
    let is_object = |node: &Node<'_>| !matches!(PageType::parse(&node.field.ty), PageType::List(_) | PageType::Map(_));
    // An object without rows and without an example is empty.
    let is_empty =
        |node: &Node<'_>| node.children.is_empty() && shown.iter().all(|shown| **shown == json!({}) || shown.is_null());
    let is_under_data =
        |node: &Node<'_>| is_object(node) && !shown.iter().any(|shown| shown.is_array()) && !node.children.is_empty();
    let others = nodes.iter().filter(|node| !ENVELOPE.contains(&&*node.field.name) && node.field.name != "data");
    let others = others.filter(|node| !BESIDE.contains(&&*node.field.name)).count();
    if others == 0 && data.is_none_or(|data| is_under_data(data) || is_object(data) && is_empty(data)) {
        return (payload(source, (Place::Response, "data"), shown, reader), ResponseAt::Data);
    }
    reader.shown.clear();
    let nodes: Vec<Node<'_>> = nodes.into_iter().filter(|node| !ENVELOPE.contains(&&*node.field.name)).collect();
    let at = source.at(Ways::RECEIVED, examples);
    let mut fields = reader.fields(&nodes, &at);
    fields.retain(|field| !ENVELOPE.contains(&&*field.wire));
    (Payload::InPlace(fields), ResponseAt::Body)
}

/// Fields beside `data` that every response may have, and some pages list.
const BESIDE: [&str; 4] = ["error", "log_id", "request_id", "troubleshooter"];

/// Whether a page lists the headers of a request, and no token among them. At another site, where the tokens are
/// not valid, a page need not list headers to say so.
fn has_no_token(facts: &Facts) -> bool {
    let is_elsewhere = facts.url.as_ref().is_some_and(|url| !site_and_route(&url.value).starts_with('/'));
    let headers = facts.fields(Place::Header);
    headers.map_or(is_elsewhere, |headers| headers.iter().all(|header| header.name != "Authorization"))
}

/// Reads the page of an event.
pub(super) fn event(source: &Source<'_>, draft: &mut Draft, base: Option<&Spec>) -> Event {
    let facts = source.facts;
    let mut about = source.about();
    let mut reader = Reader::new(draft, base);
    let shown = source.examples(Place::Event).into_iter().filter_map(|example| example.get("event")).collect();
    let payload = payload(source, (Place::Event, "event"), shown, &mut reader);
    about.todos.append(&mut reader.todos);
    let ty = facts.event_type.as_ref().map_or_else(String::new, |ty| ty.value.clone());
    let fields = facts.fields(Place::Event).unwrap_or_default();
    let is_older = !fields.is_empty() && !fields.iter().any(|field| field.depth == 0 && field.name == "schema");
    Event { about, ty, is_older, payload }
}

/// What stands under `data` or `event`: an object with a name of its own, or fields in place.
fn payload<'p>(source: &Source<'p>, from: (Place, &str), shown: Vec<&'p Json>, reader: &mut Reader<'_>) -> Payload {
    let (place, key) = from;
    let at = source.at(Ways::RECEIVED, shown);
    let nodes = source.tree(place, &mut reader.todos);
    let Some(node) = nodes.iter().find(|node| node.field.name == key && !node.children.is_empty()) else {
        // A page without a table has only its example.
        let shown = if nodes.is_empty() && place == Place::Event { at.only_shown(1) } else { Vec::new() };
        return if shown.is_empty() { Payload::Nothing } else { Payload::InPlace(shown) };
    };
    let fields = |reader: &mut Reader<'_>| Payload::InPlace(reader.fields(&node.children, &at));
    reader.shown.clear();
    let page = PageType::of(&node.field.ty, true);
    match page.name().filter(|_| matches!(page, PageType::Object(_))) {
        Some(name) => Payload::Object(reader.object(name, (&node.children, node.field.line), &at)),
        None => fields(reader),
    }
}

/// Path, query and headers hold scalars, the query lists of them too; headers have names of their own kind.
fn leave_out_misplaced(place: Place, fields: &mut Vec<Field>, todos: &mut Vec<String>) {
    let is_scalar = |ty: &Type| matches!(ty, Type::Named(_) | Type::Enum(_));
    fields.retain(|field| {
        let fits = match (place, &field.ty) {
            (Place::Body, _) => true,
            (Place::Query, Type::List(inner)) => is_scalar(inner),
            (Place::Header, ty) => is_scalar(ty) && is_header(&field.wire),
            (_, ty) => is_scalar(ty),
        };
        if !fits {
            todos.push(format!(
                "{}: `{}` cannot be used here, because of its name or type; it is left out",
                field.doc, field.wire
            ));
        }
        fits
    });
}

/// Outside of a body every value is sent as a string.
fn as_strings(fields: &mut [Field]) {
    for field in fields.iter_mut().filter(|field| ["json", "file"].iter().any(|ty| field.ty.leaf().is(ty))) {
        field.ty = field.ty.with_leaf(Type::named("string"));
        (field.default, field.example) = (None, None);
    }
}

/// Older pages have fields of the query in the URL only.
fn add_query(fields: &mut Vec<Field>, facts: &Facts, at: &At<'_>) {
    let Some(url) = &facts.url else { return };
    for (name, value) in query(&url.value) {
        if fields.iter().all(|field| field.wire != name) {
            let ty = if value.parse::<i64>().is_ok() { "int64" } else { "string" };
            fields.push(Field::new(name, Type::named(ty), at.unwritten(url.line), at.ways));
        }
    }
}

/// The path has a field for each placeholder, and no other.
fn fit_path(fields: &mut Vec<Field>, url: &str, at: &At<'_>, todos: &mut Vec<String>) {
    let placeholders: Vec<&str> = url.split('/').filter_map(|segment| segment.strip_prefix(':')).collect();
    let wanted: HashSet<&str> = placeholders.iter().copied().collect();
    fields.retain(|field| {
        let is_used = wanted.contains(&*field.wire);
        if !is_used {
            todos.push(at.todo(1, &format!("`{}` is not a placeholder of the path, and is left out", field.wire)));
        }
        is_used
    });
    let mut seen: HashSet<String> = fields.iter().map(|field| field.wire.clone()).collect();
    for placeholder in placeholders {
        if seen.insert(placeholder.to_owned()) {
            fields.push(Field::new(placeholder, Type::named("string"), at.unwritten(1), at.ways));
        }
    }
}

fn tokens(facts: &Facts) -> Vec<String> {
    let tokens = facts.tokens.as_ref().map_or(&[][..], |tokens| &tokens.value);
    let kinds = tokens.iter().filter_map(|token| token.strip_suffix("_access_token"));
    let mut kinds: Vec<String> =
        kinds.filter(|kind| ["app", "tenant", "user"].contains(kind)).map(str::to_owned).collect();
    kinds.sort();
    kinds
}

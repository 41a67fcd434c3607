//! The facts of a page that an application needs, compared with the model. Independent of the importer and of drift, so
//! that neither can hide its own omissions.

use std::fmt;

use calendar_spec::docs::facts::{Facts, Field as PageField, Kind, Place, Required};
use calendar_spec::model::{self, Endpoint, Field, ResponseAt, Spec, Type};
use calendar_spec::validate::{self, Json};
use serde_json::Value;

/// The keys that every response has, or may have, around its data.
const ENVELOPE: [&str; 6] = ["code", "msg", "error", "log_id", "request_id", "troubleshooter"];

/// A fact that an application needs and the spec lacks.
pub(crate) struct Lack {
    /// The name in a warning.
    pub(crate) name: String,
    what: String,
}

impl fmt::Display for Lack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.what, self.name)
    }
}

/// The warnings of `check` about a page. Those about a second page of an endpoint are listed at the first.
pub(crate) fn differs(spec: &Spec, facts: &Facts) -> Vec<String> {
    let path = facts.path.as_ref().map_or("/", |path| &path.value);
    // A page that does not state its path is at the root.
    let path = if path.starts_with('/') { path } else { "/" };
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    let endpoints = endpoints.filter_map(|endpoint| endpoint.reference.page());
    let events = spec.resources.iter().flat_map(|resource| &resource.events).map(|event| &event.page);
    let pages: Vec<_> = endpoints.chain(events).collect();
    let own = pages.iter().find(|page| page.path == path).map_or(&[][..], |page| &page.differs);
    let of_others = pages.iter().flat_map(|page| &page.differs).filter(|known| known.starts_with(&format!("{path}: ")));
    own.iter().filter(|known| !known.starts_with('/')).chain(of_others).cloned().collect()
}

/// The facts of a page that the spec lacks.
pub(crate) fn lacks(spec: &Spec, facts: &Facts) -> Vec<Lack> {
    let mut found = Found { spec, differs: differs(spec, facts), lacks: Vec::new() };
    if facts.kind == Kind::Event {
        found.event(facts);
    } else {
        found.endpoint(facts);
    }
    found.lacks
}

struct Found<'s> {
    spec: &'s Spec,
    /// What `check` warns of.
    differs: Vec<String>,
    lacks: Vec<Lack>,
}

/// A field of a page with those in it.
struct Node<'p> {
    field: &'p PageField,
    children: Vec<Node<'p>>,
}

impl<'s> Found<'s> {
    fn add(&mut self, what: &str, name: impl Into<String>) {
        let name = name.into();
        self.lacks.push(Lack { name, what: what.to_owned() });
    }

    /// Whether a warning names a field, since the page contradicts itself.
    fn says(&self, name: &str) -> bool {
        self.differs.iter().any(|difference| difference.contains(&format!("`{name}:")))
    }

    fn event(&mut self, facts: &Facts) {
        let ty = facts.event_type.as_ref().map_or("", |ty| &ty.value);
        let spec = self.spec;
        let mut events = spec.resources.iter().flat_map(|resource| &resource.events);
        let Some(event) = events.find(|event| event.event_type == ty) else {
            return self.add("the event", ty);
        };
        let fields: Vec<&Field> = spec.objects[event.payload.0].fields.iter().collect();
        let nodes = tree(facts, Place::Event);
        let inner = nodes.into_iter().find(|node| node.field.name == "event");
        self.received(&inner.map(|node| node.children).unwrap_or_default(), &fields, "event");
        for example in examples(facts, Place::Event) {
            self.object(example.get("event").unwrap_or(&Value::Null), &fields, "event");
        }
    }

    fn endpoint(&mut self, facts: &Facts) {
        let url = facts.url.as_ref().map_or("", |url| &url.value);
        let (host, route) = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).unwrap_or(("", url));
        let route = format!("/{}", route.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/'));
        let method = facts.method.as_ref().map_or("", |method| &method.value);
        let spec = self.spec;
        let is_it = |endpoint: &&Endpoint| endpoint.path_template() == route && endpoint.method.as_str() == method;
        let Some(endpoint) = spec.resources.iter().flat_map(|resource| &resource.endpoints).find(is_it) else {
            return self.add("the endpoint", format!("{method} {route}"));
        };
        let wanted = Some(host).filter(|host| *host != "open.feishu.cn").map(|host| format!("https://{host}"));
        if endpoint.host != wanted {
            self.add("the host", host);
        }
        self.tokens(facts, endpoint);
        for place in [Place::Path, Place::Query, Place::Header, Place::Body] {
            self.sent(&tree(facts, place), &fields(endpoint, place), word(place));
        }
        let body = fields(endpoint, Place::Body);
        for example in examples(facts, Place::Body) {
            for violation in validate::validate(spec, &body, &[], &Json::from(example)) {
                self.add("the example of the request:", violation.to_string());
            }
        }
        self.response(facts, endpoint);
    }

    fn tokens(&mut self, facts: &Facts, endpoint: &Endpoint) {
        let stated = facts.tokens.as_ref().map(|tokens| tokens.value.clone()).unwrap_or_default();
        let tokens = endpoint.tokens;
        let kinds = [
            ("tenant_access_token", tokens.tenant),
            ("user_access_token", tokens.user),
            ("app_access_token", tokens.app),
        ];
        for (kind, is_taken) in kinds {
            if is_taken != stated.iter().any(|token| token == kind) {
                self.add("the token", kind);
            }
        }
        for other in stated.iter().filter(|token| kinds.iter().all(|(kind, _)| kind != token)) {
            self.add("the token", other.clone());
        }
    }

    fn response(&mut self, facts: &Facts, endpoint: &Endpoint) {
        let object = endpoint.response.map(|object| &self.spec.objects[object.0]);
        let fields: Vec<&Field> = object.map(|object| object.fields.iter().collect()).unwrap_or_default();
        let is_body = endpoint.response_at == ResponseAt::Body;
        let (inner, outer): (Vec<_>, Vec<_>) = tree(facts, Place::Response)
            .into_iter()
            .partition(|node| !ENVELOPE.contains(&node.field.name.as_str()) && (is_body || node.field.name == "data"));
        for node in outer.iter().filter(|node| !ENVELOPE.contains(&&*node.field.name)) {
            self.add("the response outside of `data`:", format!("envelope.{}", node.field.name));
        }
        if facts.file.is_some() && inner.is_empty() != (endpoint.response_at == ResponseAt::File) {
            self.add("the response:", "file");
        }
        let children =
            if is_body { inner } else { inner.into_iter().next().map(|data| data.children).unwrap_or_default() };
        self.received(&children, &fields, "response");
        for example in examples(facts, Place::Response) {
            let data = if is_body { example } else { example.get("data").unwrap_or(&Value::Null) };
            self.object(data, &fields, "response");
            // A response that is not an object, or that the table does not show.
            if !is_body
                && fields.is_empty()
                && data.as_object().map_or(!data.is_null() && *data != "", |data| !data.is_empty())
            {
                self.add("the response:", "data");
            }
        }
    }

    fn sent(&mut self, nodes: &[Node<'_>], fields: &[&Field], at: &str) {
        for node in nodes.iter().filter(|node| !["Authorization", "Content-Type"].contains(&&*node.field.name)) {
            let name = format!("{at}.{}", node.field.name);
            let Some(field) = fields.iter().find(|field| field.wire == node.field.name) else {
                let is_required = node.field.required == Some(Required::Yes);
                self.add(if is_required { "the required field" } else { "the field" }, name);
                continue;
            };
            let is_required = node.field.required == Some(Required::Yes);
            if at != "path" && field.required_when.is_none() && field.required != is_required && !self.says(&name) {
                self.add("whether it is required:", name.clone());
            }
            let inner = self.inside(&field.ty, node);
            if let Some((children, fields)) = inner {
                self.sent(children, &fields, &name);
            } else if !node.children.is_empty() {
                self.add("what is in", name);
            }
        }
    }

    fn received(&mut self, nodes: &[Node<'_>], fields: &[&Field], at: &str) {
        for node in nodes {
            let name = format!("{at}.{}", node.field.name);
            let Some(field) = fields.iter().find(|field| field.wire == node.field.name) else {
                self.add("the field", name);
                continue;
            };
            let inner = self.inside(&field.ty, node);
            if let Some((children, fields)) = inner {
                self.received(children, &fields, &name);
            } else if !node.children.is_empty() {
                self.add("what is in", name);
            }
        }
    }

    /// The fields of the object in a type, and the nodes that show them.
    fn inside<'n, 'p>(&self, ty: &Type, node: &'n Node<'p>) -> Option<(&'n [Node<'p>], Vec<&'s Field>)> {
        let spec = self.spec;
        let (mut ty, mut children) = (ty, &*node.children);
        loop {
            match ty {
                Type::List(inner) => ty = inner,
                Type::Map(_, inner) => {
                    ty = inner;
                    if let [key] = children
                        && !key.children.is_empty()
                    {
                        children = &key.children;
                    }
                }
                Type::Object(object) => return Some((children, spec.objects[object.0].fields.iter().collect())),
                _ => return None,
            }
        }
    }

    /// Whether a documented value decodes.
    fn object(&mut self, value: &Value, fields: &[&Field], at: &str) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Some(field) = fields.iter().find(|field| field.wire == *key) {
                self.value(value, &field.ty, &format!("{at}.{key}"));
            }
        }
    }

    fn value(&mut self, value: &Value, ty: &Type, at: &str) {
        match (ty, value) {
            (_, Value::Null) | (Type::Json, _) | (Type::Bool, Value::Bool(_)) | (Type::Float, Value::Number(_)) => {}
            (Type::List(inner), Value::Array(items)) => items.iter().for_each(|item| self.value(item, inner, at)),
            (Type::Map(_, inner), Value::Object(entries)) => {
                entries.values().for_each(|item| self.value(item, inner, at));
            }
            (Type::Object(object), Value::Object(_)) => {
                let fields: Vec<&Field> = self.spec.objects[object.0].fields.iter().collect();
                self.object(value, &fields, at);
            }
            // Scalars are decoded from any form.
            (Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_) | Type::Scalar, value)
                if is_scalar(value) => {}
            (Type::Int32 | Type::Int64, Value::Number(number)) if number.is_i64() => {}
            (Type::Int32 | Type::Int64 | Type::Float, Value::String(text))
                if text.parse::<f64>().is_ok() || text.is_empty() => {}
            (Type::Bool, Value::String(text)) if text.parse::<bool>().is_ok() => {}
            (Type::Bool, Value::Number(number)) if matches!(number.as_i64(), Some(0 | 1)) => {}
            (ty, value) => {
                let shown: String = value.to_string().chars().take(40).collect();
                self.add("the documented value", format!("{at}: {shown} is not {ty:?}"));
            }
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        _ => "body",
    }
}

fn fields(endpoint: &Endpoint, place: Place) -> Vec<&Field> {
    let is_it = |other: model::Place| {
        word(place)
            == match other {
                model::Place::Path => "path",
                model::Place::Query => "query",
                model::Place::Header => "header",
                model::Place::Body => "body",
            }
    };
    endpoint.fields.iter().filter(|parameter| is_it(parameter.place)).map(|parameter| &parameter.field).collect()
}

fn examples(facts: &Facts, place: Place) -> impl Iterator<Item = &Value> {
    facts.examples.iter().filter(move |example| example.place == place).filter_map(|example| example.json.as_ref())
}

fn tree(facts: &Facts, place: Place) -> Vec<Node<'_>> {
    let mut roots: Vec<Node<'_>> = Vec::new();
    for field in facts.fields(place).unwrap_or_default() {
        let mut siblings = &mut roots;
        for _ in 0..field.depth {
            let Some(index) = siblings.len().checked_sub(1) else { break };
            siblings = &mut siblings[index].children;
        }
        siblings.push(Node { field, children: Vec::new() });
    }
    roots
}

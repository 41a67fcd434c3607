//! The draft as files of YAML.
//!
//! In: a [`Draft`]. Out: a file for each resource, one for what several of them share, one for error codes, and the
//! root that lists them.

use std::collections::{BTreeSet, HashSet};

use heck::ToSnakeCase;

use super::draft::{About, Draft, Endpoint, Enum, ErrorCode, Event, Field, Object, OwnError, Payload, Resource, Type};
use super::yaml::{self, Entry, Yaml};
use super::{names, paging};
use crate::constraint::notation;
use crate::describe;
use crate::docs::facts::RateLimit;
use crate::model::{ResponseAt, Retry};
use crate::resolve::{field_of, is_free_name, variant_of};

/// Writes a draft.
pub(in crate::docs) struct Layout<'d> {
    pub(super) draft: &'d Draft,
}

impl Layout<'_> {
    /// Names of files and what they hold, without the root.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let (codes, types): (Vec<Entry>, Vec<Entry>) =
            self.shared().into_iter().partition(|entry| entry.key == "errors");
        for (name, entries) in [("common.yaml", types), ("errors.yaml", codes)] {
            if !entries.is_empty() {
                files.push((name.to_owned(), sections(&entries)));
            }
        }
        for resource in &self.draft.resources {
            files.push((format!("{}.yaml", file_name(&resource.name)), sections(&self.of_resource(resource))));
        }
        files
    }

    /// Types of several resources, and error codes.
    pub(super) fn shared(&self) -> Vec<Entry> {
        let (objects, enums) = self.draft.users();
        let mut shared = self.declarations(|object| objects[object].len() > 1, |item| enums[item].len() > 1);
        if !self.draft.errors.is_empty() {
            let codes = self.draft.errors.iter().map(|(number, code)| error(*number, code));
            shared.push(Entry::new("errors", Yaml::Block(codes.collect())));
        }
        shared
    }

    /// The sections of the file of a resource.
    pub(super) fn of_resource(&self, resource: &Resource) -> Vec<Entry> {
        let (objects, enums) = self.draft.users();
        let is_own = |users: &BTreeSet<&str>| users.len() == 1 && users.contains(&*resource.name);
        let declared = self.declarations(|object| is_own(&objects[object]), |item| is_own(&enums[item]));
        self.resource(resource, declared)
    }

    fn declarations(&self, has_object: impl Fn(usize) -> bool, has_enum: impl Fn(usize) -> bool) -> Vec<Entry> {
        let enums = self.draft.enums.iter().enumerate().filter(|(index, _)| has_enum(*index));
        let enums: Vec<Entry> = enums.map(|(_, item)| Self::enumeration(item)).collect();
        let objects = self.draft.objects.iter().enumerate().filter(|(index, _)| has_object(*index));
        let objects: Vec<Entry> = objects.map(|(_, object)| self.object(object)).collect();
        let sections = [("enums", enums), ("objects", objects)];
        let filled = sections.into_iter().filter(|(_, entries)| !entries.is_empty());
        filled.map(|(key, entries)| Entry::new(key, Yaml::Block(entries))).collect()
    }

    fn resource(&self, resource: &Resource, declared: Vec<Entry>) -> Vec<Entry> {
        let mut entries =
            vec![Entry::new("resource", Yaml::text(&resource.name)), Entry::new("doc", Yaml::text(&resource.doc))];
        entries.extend(declared);
        let endpoints: Vec<Entry> = resource.endpoints.iter().map(|endpoint| self.endpoint(endpoint)).collect();
        let events: Vec<Entry> = resource.events.iter().map(|event| self.event(event)).collect();
        for (key, subjects) in [("endpoints", endpoints), ("events", events)] {
            if !subjects.is_empty() {
                entries.push(Entry::new(key, Yaml::Spaced(subjects)));
            }
        }
        entries
    }

    pub(in crate::docs) fn enumeration(item: &Enum) -> Entry {
        let mut seen = HashSet::new();
        let values = item.values.iter().map(|value| {
            let is_read_only = item.ways.sent && !value.ways.sent;
            let derived = variant_of(&value.wire).filter(|name| name != "Unrecognized");
            let named = value.name.as_deref().and_then(variant_of).or_else(|| derived.clone());
            let rust = free_variant(named.as_deref(), &value.wire, &mut seen);
            let mut entries = vec![Entry::new("doc", Yaml::text(&value.doc))];
            push_if(&mut entries, is_read_only, "read_only", || Yaml::Scalar("true".to_owned()));
            push_if(&mut entries, derived.as_ref() != Some(&rust), "rust", || Yaml::text(&rust));
            push_if(&mut entries, !value.scopes.is_empty(), "scopes", || Yaml::texts(&value.scopes));
            let about = if entries.len() == 1 { Yaml::text(&value.doc) } else { Yaml::Map(entries) };
            match value.wire.parse() {
                Ok(number) if item.is_number => Entry::numbered(number, about),
                _ => Entry::new(&value.wire, about),
            }
        });
        let values = Yaml::Block(values.collect());
        let mut entries = vec![Entry::new("doc", Yaml::text(&item.doc))];
        push_if(&mut entries, item.is_number, "type", || Yaml::text("int32"));
        entries.push(Entry::new("values", values));
        Entry::new(&item.name, Yaml::Block(entries))
    }

    pub(in crate::docs) fn object(&self, object: &Object) -> Entry {
        let mut names = HashSet::new();
        let fields = object.fields.iter().map(|field| {
            let is_read_only = object.ways.sent && !field.ways.sent;
            self.field(field, is_read_only, "", &mut names)
        });
        let entries =
            vec![Entry::new("doc", Yaml::text(&object.doc)), Entry::new("fields", Yaml::Block(fields.collect()))];
        Entry::new(&object.name, Yaml::Block(entries))
    }

    fn fields(&self, fields: &[Field], place: &str, names: &mut HashSet<String>) -> Yaml {
        Yaml::Block(fields.iter().map(|field| self.field(field, false, place, names)).collect())
    }

    /// A field; `names` are those that its siblings have in Rust.
    pub(in crate::docs) fn field(
        &self,
        field: &Field,
        is_read_only: bool,
        place: &str,
        names: &mut HashSet<String>,
    ) -> Entry {
        let derived = field_of(&field.wire);
        let rust = free_field(derived.as_deref(), &field.wire, place, names);
        let mut entries = vec![Entry::new("type", Yaml::text(&self.ty(&field.ty)))];
        let flag = || Yaml::Scalar("true".to_owned());
        push_if(&mut entries, field.required, "required", flag);
        push_if(&mut entries, is_read_only, "read_only", flag);
        entries.extend(
            field.constraints.iter().map(|allowed| Entry::new(allowed.kind().key(), Yaml::Scalar(notation(allowed)))),
        );
        entries.extend(field.default.as_ref().map(|value| Entry::new("default", yaml::value(value))));
        push_if(&mut entries, derived.as_ref() != Some(&rust), "rust", || Yaml::text(&rust));
        push_if(&mut entries, !field.scopes.is_empty(), "scopes", || Yaml::texts(&field.scopes));
        entries.extend(field.deprecated.as_ref().map(|text| Entry::new("deprecated", Yaml::text(text))));
        entries.push(Entry::new("doc", Yaml::text(&field.doc)));
        entries.extend(field.example.as_ref().map(|value| Entry::new("example", yaml::value(value))));
        Entry::new(&field.wire, Yaml::Map(entries)).with_comments(&field.todos)
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Named(name) => name.clone(),
            Type::Enum(item) => self.draft.enums[*item].name.clone(),
            Type::Object(object) => self.draft.objects[*object].name.clone(),
            Type::List(inner) => format!("list<{}>", self.ty(inner)),
            Type::Map(inner) => format!("map<string, {}>", self.ty(inner)),
        }
    }

    fn endpoint(&self, endpoint: &Endpoint) -> Entry {
        let mut entries = about(&endpoint.about);
        entries.push(Entry::new("http", Yaml::text(&endpoint.http)));
        entries.push(Entry::new("tokens", Yaml::texts(&endpoint.tokens)));
        entries.extend(endpoint.about.deprecated.as_ref().map(|text| Entry::new("deprecated", Yaml::text(text))));
        entries.extend(apps_and_scopes(&endpoint.about));
        entries.extend(endpoint.rate_limit.as_ref().and_then(rate_limit).map(|limit| Entry::new("rate_limit", limit)));
        let sent = endpoint.fields.iter().filter(|(key, _)| *key != "path").flat_map(|(_, fields)| fields);
        let mut sent = sent.filter(|field| IDEMPOTENCY.contains(&&*field.wire) && field.ty.is("string"));
        let key = sent.next().filter(|_| endpoint.http.starts_with("POST "));
        entries.extend(key.map(|key| Entry::new("idempotency_key", Yaml::text(&key.wire))));
        let response = match &endpoint.response {
            Payload::Nothing => &[][..],
            Payload::Object(object) => &self.draft.objects[*object].fields,
            Payload::InPlace(fields) => fields,
        };
        entries.extend(paging::of(endpoint, response));
        let mut names = HashSet::new();
        for (key, fields) in endpoint.fields.iter().filter(|(_, fields)| !fields.is_empty()) {
            entries.push(Entry::new(key, self.fields(fields, key, &mut names)));
        }
        entries.extend(self.response(endpoint).map(|response| Entry::new("response", response)));
        let own = self.scopes_of(endpoint, response);
        let rest: Vec<&String> = endpoint.field_scopes.iter().filter(|scope| !own.contains(&&***scope)).collect();
        push_if(&mut entries, !rest.is_empty(), "field_scopes", || Yaml::texts(rest));
        entries.push(Entry::new("errors", Yaml::List(endpoint.errors.iter().map(own_error).collect())));
        Entry::new(&endpoint.about.name, Yaml::Block(entries)).with_comments(&endpoint.about.todos)
    }

    /// What the response holds: the name of an object, or a mapping that says where it is.
    fn response(&self, endpoint: &Endpoint) -> Option<Yaml> {
        let name = |object: &usize| Yaml::text(&self.draft.objects[*object].name);
        let held = match &endpoint.response {
            Payload::Nothing => None,
            Payload::Object(object) if endpoint.response_at == ResponseAt::Data => return Some(name(object)),
            Payload::Object(object) => Some(Entry::new("object", name(object))),
            Payload::InPlace(fields) if fields.is_empty() => None,
            Payload::InPlace(fields) => Some(Entry::new("fields", self.fields(fields, "", &mut HashSet::new()))),
        };
        let at = match endpoint.response_at {
            ResponseAt::Data => None,
            ResponseAt::Body => held.is_some().then_some("body"),
            ResponseAt::File => Some("file"),
        };
        let entries: Vec<Entry> = at.map(|at| Entry::new("at", Yaml::text(at))).into_iter().chain(held).collect();
        (!entries.is_empty()).then_some(Yaml::Block(entries))
    }

    /// The scopes that stand at the fields of an endpoint.
    fn scopes_of<'s>(&'s self, endpoint: &'s Endpoint, response: &'s [Field]) -> HashSet<&'s str> {
        let (mut scopes, mut seen) = (HashSet::new(), HashSet::new());
        let sent = endpoint.fields.iter().flat_map(|(_, fields)| fields);
        let mut waiting: Vec<&Field> = sent.chain(response).collect();
        while let Some(field) = waiting.pop() {
            scopes.extend(field.scopes.iter().map(String::as_str));
            match field.ty.leaf() {
                Type::Object(object) if seen.insert(*object) => waiting.extend(&self.draft.objects[*object].fields),
                Type::Enum(item) => {
                    let values = self.draft.enums[*item].values.iter();
                    scopes.extend(values.flat_map(|value| &value.scopes).map(String::as_str));
                }
                _ => {}
            }
        }
        scopes
    }

    fn event(&self, event: &Event) -> Entry {
        let mut entries = about(&event.about);
        entries.push(Entry::new("type", Yaml::text(&event.ty)));
        push_if(&mut entries, event.is_older, "envelope", || Yaml::text("v1"));
        entries.extend(apps_and_scopes(&event.about));
        entries.push(match &event.payload {
            Payload::Object(object) => Entry::new("payload", Yaml::text(&self.draft.objects[*object].name)),
            Payload::InPlace(fields) => Entry::new("fields", self.fields(fields, "", &mut HashSet::new())),
            Payload::Nothing => Entry::new("fields", Yaml::Scalar("{}".to_owned())),
        });
        Entry::new(&event.about.name, Yaml::Block(entries)).with_comments(&event.about.todos)
    }
}

/// Fields that make a repeated call harmless, wherever there is one.
const IDEMPOTENCY: [&str; 3] = ["idempotency_key", "client_token", "uuid"];

/// The sections of a file, with an empty line between them and between endpoints.
pub(super) fn sections(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let is_long = matches!(entry.value, Yaml::Block(_) | Yaml::Spaced(_));
        if is_long && !text.is_empty() {
            text.push('\n');
        }
        entry.write(&mut text, 0);
    }
    text
}

/// A file of a resource lies beside those of all resources.
pub(super) fn file_name(resource: &str) -> String {
    if ["common", "errors", "spec"].contains(&resource) { format!("{resource}_resource") } else { resource.to_owned() }
}

fn push_if(entries: &mut Vec<Entry>, is_there: bool, key: &str, value: impl FnOnce() -> Yaml) {
    if is_there {
        entries.push(Entry::new(key, value()));
    }
}

fn about(about: &About) -> Vec<Entry> {
    let mut page = vec![Entry::new("path", Yaml::text(&about.page))];
    page.extend(about.updated.as_ref().map(|date| Entry::new("updated", Yaml::Scalar(date.clone()))));
    push_if(&mut page, !about.differs.is_empty(), "differs", || Yaml::texts(&about.differs));
    vec![Entry::new("doc", Yaml::text(&about.doc)), Entry::new("page", Yaml::Map(page))]
}

fn apps_and_scopes(about: &About) -> Vec<Entry> {
    let lists = [("apps", &about.apps), ("scopes", &about.scopes)];
    let filled = lists.into_iter().filter(|(_, items)| !items.is_empty());
    filled.map(|(key, items)| Entry::new(key, Yaml::texts(items))).collect()
}

/// The calls that the server allows, if they are numbers.
pub(in crate::docs) fn rate_limit(limit: &RateLimit) -> Option<Yaml> {
    let rates = [("per_minute", limit.per_minute), ("per_second", limit.per_second)];
    let entries = rates.into_iter().filter_map(|(key, calls)| Some(Entry::new(key, Yaml::Scalar(calls?.to_string()))));
    let mut entries: Vec<Entry> = entries.collect();
    let has_none = entries.is_empty();
    push_if(&mut entries, has_none, "special", || Yaml::Scalar("true".to_owned()));
    (!limit.text.is_empty()).then_some(Yaml::Map(entries))
}

/// The number of an error, in braces with what an endpoint says otherwise of it.
fn own_error(error: &OwnError) -> String {
    let mut entries = vec![Entry::new("code", Yaml::Scalar(error.code.to_string()))];
    entries.extend(error.status.map(|status| Entry::new("status", Yaml::Scalar(status.to_string()))));
    entries.extend(error.message.as_ref().map(|message| Entry::new("message", Yaml::text(message))));
    let is_plain = entries.len() == 1;
    Yaml::Map(entries).inline().filter(|_| !is_plain).unwrap_or_else(|| error.code.to_string())
}

/// An error code with what its status says of a repetition.
pub(in crate::docs) fn error(number: i64, code: &ErrorCode) -> Entry {
    let retry = match code.status {
        Some(429) => Retry::RateLimit,
        Some(500..) => Retry::Backoff,
        _ => Retry::Never,
    };
    let mut entries = vec![Entry::new("name", Yaml::text(&code.name))];
    entries.extend(code.status.map(|status| Entry::new("status", Yaml::Scalar(status.to_string()))));
    entries.push(Entry::new("message", Yaml::text(&code.message)));
    entries.push(Entry::new("advice", Yaml::text(&code.advice)));
    entries.push(Entry::new("retry", Yaml::text(describe::retry(retry))));
    Entry::numbered(number, Yaml::Block(entries))
}

/// A name for a field that no sibling has.
fn free_field(derived: Option<&str>, wire: &str, place: &str, names: &mut HashSet<String>) -> String {
    let base = derived.map_or_else(|| format!("field_{wire}").to_snake_case(), str::to_owned);
    let with = |more: &str| format!("{base}_{more}").to_snake_case();
    let base = if is_usable_field(&with("1")) { &*base } else { "field" };
    let with = |more: &str| format!("{base}_{more}").to_snake_case();
    let is_taken = |name: &str| !is_usable_field(name) || names.contains(name);
    let with_place = with(place);
    let name = if !is_taken(base) {
        base.to_owned()
    } else if !place.is_empty() && !is_taken(&with_place) {
        with_place
    } else {
        let first = if place.is_empty() { 1 } else { 2 };
        names::numbered(first, is_taken, |number| with(&number.to_string()))
    };
    names.insert(name.clone());
    name
}

fn is_usable_field(name: &str) -> bool {
    field_of(name).as_deref() == Some(name)
}

/// A name for a variant that no other value has.
fn free_variant(derived: Option<&str>, wire: &str, names: &mut HashSet<String>) -> String {
    let base = derived.map_or_else(|| names::of_type(&format!("value_{wire}")), str::to_owned);
    let base = if is_free_name(&base) { base } else { "Value".to_owned() };
    let is_taken = |name: &str| names.contains(name);
    let numbered = || names::numbered(2, is_taken, |number| names::of_type(&format!("{base}{number}")));
    let name = if is_taken(&base) { numbered() } else { base };
    names.insert(name.clone());
    name
}

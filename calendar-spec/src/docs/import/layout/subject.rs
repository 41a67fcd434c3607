//! Endpoints and events.

use std::collections::HashSet;

use super::entries::{Layout, push_if};
use crate::docs::facts::RateLimit;
use crate::docs::import::draft::{About, Endpoint, Event, Field, OwnError, Payload, Type};
use crate::docs::import::paging;
use crate::docs::yaml::{Entry, Yaml};
use crate::model::ResponseAt;

/// Fields that make a repeated call harmless.
const IDEMPOTENCY: [&str; 3] = ["idempotency_key", "client_token", "uuid"];

impl Layout<'_> {
    pub(super) fn endpoint(&self, endpoint: &Endpoint) -> Entry {
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
        let response = self.fields_of(&endpoint.response);
        entries.extend(paging::of(endpoint, response));
        let mut names = HashSet::new();
        for (key, fields) in endpoint.fields.iter().filter(|(_, fields)| !fields.is_empty()) {
            entries.push(Entry::new(key, self.fields(fields, key, &mut names)));
        }
        entries.extend(self.response(endpoint).map(|response| Entry::new("response", response)));
        let fields = endpoint.fields.iter().flat_map(|(_, fields)| fields).chain(response);
        entries.extend(self.field_scopes(&endpoint.about, fields.collect()));
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

    fn fields_of<'p>(&'p self, payload: &'p Payload) -> &'p [Field] {
        match payload {
            Payload::Nothing => &[],
            Payload::Object(object) => &self.draft.objects[*object].fields,
            Payload::InPlace(fields) => fields,
        }
    }

    /// The scopes that a page states for fields, without those that stand at one of its fields.
    fn field_scopes(&self, about: &About, fields: Vec<&Field>) -> Option<Entry> {
        let own = self.scopes_at(fields);
        let rest: Vec<&String> = about.field_scopes.iter().filter(|scope| !own.contains(&***scope)).collect();
        (!rest.is_empty()).then(|| Entry::new("field_scopes", Yaml::texts(rest)))
    }

    /// The scopes that stand at fields, at those nested in them, and at values.
    fn scopes_at<'s>(&'s self, mut waiting: Vec<&'s Field>) -> HashSet<&'s str> {
        let (mut scopes, mut seen) = (HashSet::new(), HashSet::new());
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

    pub(super) fn event(&self, event: &Event) -> Entry {
        let mut entries = about(&event.about);
        entries.push(Entry::new("type", Yaml::text(&event.ty)));
        push_if(&mut entries, event.is_older, "envelope", || Yaml::text("v1"));
        entries.extend(apps_and_scopes(&event.about));
        entries.extend(self.field_scopes(&event.about, self.fields_of(&event.payload).iter().collect()));
        entries.push(match &event.payload {
            Payload::Object(object) => Entry::new("payload", Yaml::text(&self.draft.objects[*object].name)),
            Payload::InPlace(fields) => Entry::new("fields", self.fields(fields, "", &mut HashSet::new())),
            Payload::Nothing => Entry::new("fields", Yaml::Scalar("{}".to_owned())),
        });
        Entry::new(&event.about.name, Yaml::Block(entries)).with_comments(&event.about.todos)
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

/// The number of an error, or a mapping with the endpoint's own status and message.
fn own_error(error: &OwnError) -> String {
    let mut entries = vec![Entry::new("code", Yaml::Scalar(error.code.to_string()))];
    entries.extend(error.status.map(|status| Entry::new("status", Yaml::Scalar(status.to_string()))));
    entries.extend(error.message.as_ref().map(|message| Entry::new("message", Yaml::text(message))));
    let is_plain = entries.len() == 1;
    Yaml::Map(entries).inline().filter(|_| !is_plain).unwrap_or_else(|| error.code.to_string())
}

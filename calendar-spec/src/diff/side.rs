//! A spec as items: its declarations and their facts.
//!
//! Each struct of the model is destructured once, with all its fields, so that a new field cannot be forgotten.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::change::Directions;
use super::fact::Fact;
use super::item::{Item, Value};
use super::members::Member;
use super::names::{Renamed, endpoint_names, endpoints, event_names, events, path};
use crate::describe::{apps, full_name, paging, quoted, response_at, retry, tokens};
use crate::model::{
    Collection, Constructor, Endpoint, Enum, EnumValue, Envelope, ErrorCode, Event, IdType, KnownId, Object, ObjectRef,
    Operation, OperationKind, OwnError, Page, Parameter, RateLimit, Reference, Resource, Spec, TextSearch, Type, Usage,
};
use crate::structs::{Forms, is_paging_flag};

/// One of the two specs.
#[derive(Debug)]
pub(super) struct Side<'s> {
    /// As it is.
    written: &'s Spec,
    /// With the names of the new spec.
    pub(super) spec: Cow<'s, Spec>,
    /// The full names of the endpoints in the new spec, in order.
    endpoints: Vec<String>,
    /// The full names of the events in the new spec, in order.
    events: Vec<String>,
    forms: Forms,
    /// The resources that both specs have.
    shared: BTreeSet<String>,
}

impl<'s> Side<'s> {
    pub(super) fn both(old: &'s Spec, new: &'s Spec) -> [Self; 2] {
        let Renamed { spec, endpoints, events } = Renamed::of(old, new);
        let names = |spec: &Spec| spec.resources.iter().map(|resource| resource.name.clone()).collect::<BTreeSet<_>>();
        let shared: BTreeSet<String> = &names(&spec) & &names(new);
        let side = |written: &'s Spec, spec: Cow<'s, Spec>, endpoints, events| Self {
            written,
            forms: Forms::of(&spec),
            spec,
            endpoints,
            events,
            shared: shared.clone(),
        };
        [
            side(old, Cow::Owned(spec), endpoints, events),
            side(new, Cow::Borrowed(new), endpoint_names(new), event_names(new)),
        ]
    }

    pub(super) fn root(&self) -> Item {
        // The files are how a spec is written, not what it says.
        let Spec { name, doc, ids, enums, objects, resources, errors, files: _, extends: _ } = &*self.spec;
        let title = Value::exact(format!("{name}: {doc}"));
        let mut root = Item::new(Fact::Resource, "spec", Directions::BOTH).states(Fact::Doc, title);
        let written = self.written;
        root.parts.extend(ids.iter().zip(&written.ids).map(|(id, written)| id_type(id, written)));
        root.parts.extend(enums.iter().zip(&written.enums).map(|(item, written)| self.open_enum(item, written)));
        root.parts.extend((0..objects.len()).map(|index| self.declared(index)));
        root.parts.extend(resources.iter().zip(&written.resources).map(|(is, was)| self.resource(is, was)));
        let both = endpoints(&self.spec).zip(endpoints(written)).zip(&self.endpoints);
        root.parts.extend(both.map(|(((resource, is), (_, was)), name)| self.endpoint((resource, name), is, was)));
        let both = events(&self.spec).zip(events(written)).zip(&self.events);
        root.parts.extend(both.map(|(((resource, is), (_, was)), name)| self.event((resource, name), is, was)));
        root.parts.extend(errors.iter().zip(&written.errors).map(|(is, was)| error(is, was)));
        root
    }

    fn open_enum(&self, item: &Enum, written: &Enum) -> Item {
        let Enum { name, doc, is_number, values, usage, origin: _, base_usage: _, at: _ } = item;
        let directions = Directions::from(usage);
        let this = Item { directions, ..declaration("enum", &format!("types.{name}")) };
        let place = this.place.clone();
        let this = this
            .states_where(Directions::BOTH, Fact::RustName, Value::name(&written.name))
            .states_where(Directions::BOTH, Fact::Doc, Value::exact(doc))
            .states_where(directions, Fact::JsonType, Value::exact(if *is_number { "numbers" } else { "strings" }))
            .states_where(Directions::BOTH, Fact::Features, self.features(usage));
        let value = |(value, written): (&EnumValue, &EnumValue)| {
            let EnumValue { wire, rust, doc, read_only, scopes, at: _ } = value;
            Item {
                directions: directions.unless_read_only(*read_only),
                ..Item::part(Fact::Value, (&place, "."), wire, directions)
            }
            .states_where(directions, Fact::WireName, Value::name(&written.wire))
            .states_where(directions, Fact::RustName, Value::name(rust))
            .states(Fact::Doc, Value::exact(doc))
            .states_where(directions.and(Directions::SENT), Fact::ValueAccess, Value::access(*read_only))
            .states_where(directions, Fact::Scopes, Value::any_scope(scopes))
        };
        Item { parts: values.iter().zip(&written.values).map(value).collect(), ..this }
    }

    /// An object as a type: its structs and constructors.
    fn declared(&self, index: usize) -> Item {
        let (object, written) = (&self.spec.objects[index], &self.written.objects[index]);
        let Object { name: _, doc, fields, rules: _, constructors, usage, resource, origin: _, base_usage: _, at: _ } =
            object;
        let old_name = format!("{}.{}", resource.as_deref().unwrap_or("types"), written.name);
        let this = self.object(index, Directions::from(usage));
        let (sent, place) = (this.directions.and(Directions::SENT), this.place.clone());
        // An inline type is described by its name alone.
        let doc = resource.is_none().then(|| Value::exact(doc));
        let mut this = this
            .states_where(Directions::BOTH, Fact::RustName, Value::name(&old_name))
            .states_where(Directions::BOTH, Fact::Doc, doc)
            .states_where(Directions::BOTH, Fact::Features, self.features(usage))
            .states_where(Directions::BOTH, Fact::Structs, self.structs(ObjectRef(index)))
            .states_where(sent, Fact::Builder, constructors.is_empty().then(|| Value::name("builder")));
        let constructor = |(constructor, written): (&Constructor, &Constructor)| {
            let Constructor { name, field, doc } = constructor;
            Item::part(Fact::Constructor, (&place, "::"), name, sent)
                .states(Fact::RustName, Value::name(&written.name))
                .states(Fact::Doc, Value::exact(doc))
                .states(Fact::Target, Value::name(&fields[*field].wire))
        };
        let made: Vec<Item> = constructors.iter().zip(&written.constructors).map(constructor).collect();
        this.parts.splice(..0, made);
        Item { name: format!("object {place}"), ..this }
    }

    /// The content of an object.
    pub(super) fn object(&self, index: usize, directions: Directions) -> Item {
        let (object, written) = (&self.spec.objects[index], &self.written.objects[index]);
        let members = object.fields.iter().zip(&written.fields).enumerate().map(|(index, (field, written))| Member {
            written,
            field,
            location: None,
            is_constructed: object.constructors.iter().any(|constructor| constructor.field == index),
            is_paging_flag: is_paging_flag(object, index),
        });
        Item::new(Fact::Type, &path(object), directions).with(&self.spec, &members.collect::<Vec<_>>(), &object.rules)
    }

    fn structs(&self, object: ObjectRef) -> Value {
        let structs = self.forms.structs(&self.spec, object).into_iter();
        Value::only(structs.flat_map(|it| {
            let directions = [(it.request, "sent"), (it.response, "received")].into_iter();
            directions
                .filter(|(goes, _)| *goes)
                .map(move |(_, goes)| format!("`{}` is {goes}", it.name))
                .collect::<Vec<_>>()
        }))
    }

    /// The cargo features of a type. Resources that only one spec has are changes of their own.
    fn features(&self, usage: &Usage) -> Value {
        // The directions of a type are compared with its structs.
        let Usage { request: _, response: _, resources, flags: _ } = usage;
        Value::names(resources.iter().filter(|name| self.shared.contains(*name)))
    }

    fn resource(&self, resource: &Resource, written: &Resource) -> Item {
        let Resource { name, doc, endpoints: _, events: _, collection, at: _ } = resource;
        let collection = collection.as_ref().map(|it| Value::exact(self.collection(resource, it)));
        Item::new(Fact::Resource, name, Directions::BOTH)
            .states(Fact::RustName, Value::name(&written.name))
            .states(Fact::Doc, Value::exact(doc))
            .states(Fact::Collection, collection)
    }

    /// The facts of a resource about its items, which only the mock server uses.
    fn collection(&self, resource: &Resource, collection: &Collection) -> String {
        #[rustfmt::skip]
        let Collection {
            object, id, new_id, parent, operations, search, missing, deleted, expired, deleted_as, sync_seconds,
        } = collection;
        let object = &self.spec.objects[object.0];
        let field = |index: usize| &*object.fields[index].wire;
        let mut facts = vec![format!("object {}, id {}, new_id {new_id}", object.name, field(*id))];
        facts.extend(parent.as_ref().map(|parent| format!("parent {parent}")));
        facts.extend(operations.iter().filter_map(|operation| {
            // Where its request and response hold items follows from their types.
            let Operation { kind, endpoint, given: _, shown: _ } = operation;
            let (_, key) = OperationKind::ALL.into_iter().find(|(known, _)| known == kind)?;
            Some(format!("{key} {}", resource.endpoints.get(*endpoint)?.name))
        }));
        if let Some(TextSearch { text: _, fields }) = search {
            facts.extend(fields.iter().map(|index| format!("searched in {}", field(*index))));
        }
        let numbers =
            [("missing", missing), ("deleted", deleted), ("expired", expired), ("sync_lifetime", sync_seconds)];
        facts.extend(numbers.iter().filter_map(|(name, number)| Some(format!("{name} {}", (**number)?))));
        facts.extend(
            deleted_as.as_ref().map(|(index, value)| format!("deleted as {} {}", field(*index), quoted(value))),
        );
        facts.join(", ")
    }

    fn endpoint(&self, (resource, name): (usize, &str), endpoint: &Endpoint, written: &Endpoint) -> Item {
        #[rustfmt::skip]
        let Endpoint {
            name: _, doc, reference, method, host: _, path: _, tokens: token_kinds, apps: app_kinds, scopes, rate_limit: limit, fields,
            rules, response, response_at: at, response_scopes, errors, own_errors, paging: _, idempotency_key, is_repeatable, deprecated, origin: _, at: _,
        } = endpoint;
        let RateLimit { per_minute, per_second, is_special } = limit.unwrap_or_default();
        let texts = own_errors.iter().map(|OwnError { error, status, message, advice }| {
            let status = status.map(|status| status.to_string());
            let said = [status.as_deref(), message.as_deref(), advice.as_deref()].map(Option::unwrap_or_default);
            format!("{}: {}", self.spec.errors[error.0].number, said.join(" | "))
        });
        let texts: Vec<String> = texts.collect();
        let call = format!("`{} {}`", method.as_str(), endpoint.url_template());
        let paging = paging(&self.spec, endpoint).into_iter().map(|(part, field)| format!("`{part}: {field}`"));
        let errors = errors.iter().map(|error| {
            let ErrorCode { number, rust, .. } = &self.spec.errors[error.0];
            format!("{number} `{rust}`")
        });
        let old_name = full_name(&self.spec.resources[resource], &written.name);
        let this = Item::new(Fact::Endpoint, name, Directions::SENT)
            .summary(call.clone())
            .states(Fact::RustName, Value::name(&old_name))
            .states(Fact::Doc, Value::exact(doc))
            .reference(reference)
            .states(Fact::Route, Value::exact(call))
            .states(Fact::Tokens, Value::any_of(tokens(*token_kinds).iter().map(|kind| format!("`{kind}`")), "none"))
            .states(Fact::Apps, Value::names(apps(app_kinds)))
            .states(Fact::Scopes, Value::any_scope(scopes))
            .states(Fact::PerMinute, Value::calls(per_minute))
            .states(Fact::PerSecond, Value::calls(per_second))
            .states(Fact::SpecialLimit, Value::special(is_special))
            .states_where(Directions::RECEIVED, Fact::Response, response.map(|object| self.data(object)))
            .states_where(Directions::RECEIVED, Fact::ResponseAt, Value::name(response_at(*at)))
            .states_where(Directions::RECEIVED, Fact::ResponseScopes, Value::any_scope(response_scopes))
            .states_where(Directions::RECEIVED, Fact::Errors, Value::only(errors))
            .states_where(Directions::RECEIVED, Fact::ErrorTexts, Value::exact(texts.join("; ")))
            .states(Fact::Paging, endpoint.paging.is_some().then(|| Value::only(paging)))
            .states(Fact::IdempotencyKey, idempotency_key.map(|index| Value::name(&fields[index].field.wire)))
            .states(Fact::Repeatable, is_repeatable.then(|| Value::name("yes")))
            .states(Fact::Deprecation, deprecated.as_ref().map(Value::exact));
        let members = fields.iter().zip(&written.fields).map(|(Parameter { place, field }, written)| Member {
            written: &written.field,
            field,
            location: Some(*place),
            is_constructed: false,
            is_paging_flag: false,
        });
        let this = this.with(&self.spec, &members.collect::<Vec<_>>(), rules);
        // Its response is received.
        Item { directions: Directions::BOTH, ..this }
    }

    fn event(&self, (resource, name): (usize, &str), event: &Event, written: &Event) -> Item {
        #[rustfmt::skip]
        let Event {
            name: _, doc, page, event_type, envelope, apps: kinds, scopes, payload_scopes, payload, origin: _, at: _,
        } = event;
        // Events and endpoints of one resource may have the same name.
        let place = name.replacen('.', ".events.", 1);
        let version = match envelope {
            Envelope::V1 => "1.0",
            Envelope::V2 => "2.0",
        };
        let old_name = full_name(&self.spec.resources[resource], &written.name);
        Item::new(Fact::Event, &place, Directions::RECEIVED)
            .summary(format!("`{event_type}`"))
            .states(Fact::RustName, Value::name(&old_name))
            .states(Fact::Doc, Value::exact(doc))
            .page(page)
            .states(Fact::EventType, Value::name(event_type))
            .states(Fact::Envelope, Value::exact(version))
            .states(Fact::Apps, Value::names(apps(kinds)))
            .states(Fact::Scopes, Value::any_scope(scopes))
            .states(Fact::PayloadScopes, Value::any_scope(payload_scopes))
            .states(Fact::Payload, self.data(*payload))
    }

    fn data(&self, object: ObjectRef) -> Value {
        Value::of_type(&self.spec, &Type::Object(object))
    }
}

/// An identifier, an enum and an object of the same name are different things.
fn declaration(kind: &str, place: &str) -> Item {
    Item { name: format!("{kind} {place}"), ..Item::new(Fact::Type, place, Directions::BOTH) }
}

fn id_type(id: &IdType, written: &IdType) -> Item {
    let IdType { name, doc, example, values, origin: _, usage: _, at: _ } = id;
    let this = declaration("identifier", &format!("types.{name}"));
    let values = values.iter().map(|KnownId { wire, doc, undocumented }| {
        Item::part(Fact::Value, (&this.place, "."), wire, Directions::SENT)
            .states(Fact::Doc, Value::exact(doc))
            .states(Fact::Documentation, Value::undocumented(undocumented.as_ref()))
    });
    let parts = values.collect();
    Item { parts, ..this }
        .states(Fact::RustName, Value::name(&written.name))
        .states(Fact::Doc, Value::exact(doc))
        .states(Fact::Example, example.as_ref().map(Value::exact))
}

fn error(error: &ErrorCode, written: &ErrorCode) -> Item {
    let ErrorCode { number, rust: _, status, message, advice, retry: again, origin: _, at: _ } = error;
    let status = status.map_or_else(|| "unknown".to_owned(), |status| status.to_string());
    Item::new(Fact::Error, &format!("errors.{number}"), Directions::RECEIVED)
        .summary(format!("`{}`: {message}", written.rust))
        .states(Fact::RustName, Value::name(&written.rust))
        .states(Fact::Number, Value::exact(written.number.to_string()))
        .states(Fact::HttpStatus, Value::exact(status))
        .states(Fact::Message, Value::exact(message))
        .states(Fact::Doc, Value::exact(advice))
        .states(Fact::Retry, Value::name(retry(*again)))
}

impl Item {
    fn reference(self, reference: &Reference) -> Self {
        let this = match reference {
            Reference::Page(page) => self.page(page),
            Reference::Undocumented(_) => self,
        };
        this.states(Fact::Documentation, Value::undocumented(reference.undocumented()))
    }

    fn page(self, page: &Page) -> Self {
        let Page { path, updated, differs: _ } = page;
        self.states(Fact::Page, Value::exact(path)).states(Fact::PageUpdate, updated.as_ref().map(Value::exact))
    }
}

//! An endpoint or event as JSON. Types are named, and each object and enum is listed once beside it.

use serde_json::{Map, Value, json};

use super::Subject;
use crate::constraint;
use crate::describe::{
    Walk, apps, event_field_scopes, field_scopes, full_name, page_url, paging, place, response_at, retry, sentences,
    tokens, type_name, value,
};
use crate::model::{
    Condition, Endpoint, Enum, EnumValue, Envelope, ErrorCode, Event, Field, Object, Page, RateLimit, Resource, Spec,
    Undocumented,
};

pub(super) fn to_json(spec: &Spec, subject: Subject<'_>) -> Value {
    match subject {
        Subject::Endpoint(resource, endpoint) => show_endpoint(spec, resource, endpoint),
        Subject::Event(resource, event) => show_event(spec, resource, event),
    }
}

fn show_endpoint(spec: &Spec, resource: &Resource, endpoint: &Endpoint) -> Value {
    let siblings: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
    let walk = Walk::new(spec).fields(siblings.iter().copied());
    let walk = match endpoint.response {
        Some(object) => walk.object(object),
        None => walk,
    };
    let fields = endpoint.fields.iter().map(|parameter| {
        let mut field = show_field(spec, &siblings, &parameter.field);
        field.insert("in".to_owned(), place(parameter.place).into());
        Value::from(field)
    });
    json!({
        "name": full_name(resource, &endpoint.name),
        "method": endpoint.method.as_str(),
        "host": endpoint.host,
        "path": endpoint.path_template(),
        "multipart": endpoint.is_multipart(),
        "doc": endpoint.doc,
        "deprecated": endpoint.deprecated,
        "tokens": tokens(endpoint.tokens),
        "apps": apps(&endpoint.apps),
        "scopes": endpoint.scopes,
        "field_scopes": field_scopes(spec, endpoint),
        "rate_limit": endpoint.rate_limit.map(rate_limit),
        "idempotency_key": endpoint.idempotency_key.map(|index| siblings[index].wire.as_str()),
        "repeatable": endpoint.is_repeatable,
        "paging": paging_parts(spec, endpoint),
        "page": endpoint.reference.page().map(page),
        "undocumented": endpoint.reference.undocumented().map(undocumented),
        "fields": fields.collect::<Vec<_>>(),
        "rules": sentences(spec, &siblings, &endpoint.rules),
        "response_at": response_at(endpoint.response_at),
        "response": endpoint.response.map(|object| spec.objects[object.0].name.as_str()),
        "errors": endpoint.error_codes(spec).iter().map(show_error).collect::<Vec<_>>(),
        "objects": objects(spec, &walk),
        "enums": enums(spec, &walk),
    })
}

fn show_event(spec: &Spec, resource: &Resource, event: &Event) -> Value {
    let walk = Walk::new(spec).object(event.payload);
    let envelope = match event.envelope {
        Envelope::V2 => "v2",
        Envelope::V1 => "v1",
    };
    json!({
        "name": full_name(resource, &event.name),
        "type": event.event_type,
        "doc": event.doc,
        "envelope": envelope,
        "apps": apps(&event.apps),
        "scopes": event.scopes,
        "field_scopes": event_field_scopes(spec, event),
        "page": page(&event.page),
        "payload": spec.objects[event.payload.0].name,
        "objects": objects(spec, &walk),
        "enums": enums(spec, &walk),
    })
}

fn objects(spec: &Spec, walk: &Walk<'_>) -> Map<String, Value> {
    let entry = |object: &Object| {
        let fields: Vec<&Field> = object.fields.iter().collect();
        let shown: Vec<Value> = fields.iter().map(|field| show_field(spec, &fields, field).into()).collect();
        let rules = sentences(spec, &fields, &object.rules);
        (object.name.clone(), json!({ "doc": object.doc, "fields": shown, "rules": rules }))
    };
    walk.objects.iter().map(|object| entry(&spec.objects[object.0])).collect()
}

fn enums(spec: &Spec, walk: &Walk<'_>) -> Map<String, Value> {
    let shown = |value: &EnumValue| {
        let EnumValue { wire, doc, read_only, scopes, .. } = value;
        json!({ "value": wire, "doc": doc, "read_only": read_only, "scopes": scopes })
    };
    let entry = |item: &Enum| {
        let values: Vec<Value> = item.values.iter().map(shown).collect();
        let ty = if item.is_number { "int32" } else { "string" };
        (item.name.clone(), json!({ "doc": item.doc, "type": ty, "values": values }))
    };
    walk.enums.iter().map(|item| entry(&spec.enums[item.0])).collect()
}

/// A field with its unusual facts.
fn show_field(spec: &Spec, siblings: &[&Field], field: &Field) -> Map<String, Value> {
    let flag = |flag: bool| flag.then_some(Value::Bool(true));
    let some = |list: &[String]| (!list.is_empty()).then(|| list.into());
    let constraints =
        field.constraints.iter().map(|allowed| (allowed.kind().key(), Some(constraint::to_json(allowed))));
    let first = [
        ("name", Some(field.wire.as_str().into())),
        ("type", Some(type_name(spec, &field.ty).into())),
        ("doc", Some(field.doc.as_str().into())),
        ("required", flag(field.required)),
        ("required_when", field.required_when.as_ref().map(|when| required_when(siblings, when))),
    ];
    let last = [
        ("read_only", flag(field.read_only)),
        ("secret", flag(field.secret)),
        ("default", field.default.as_ref().map(value)),
        ("example", field.example.as_ref().map(value)),
        ("scopes", some(&field.scopes)),
        ("deprecated", field.deprecated.clone().map(Value::from)),
        ("beta", flag(field.beta)),
        ("undocumented", field.undocumented.as_ref().map(undocumented)),
    ];
    let facts = first.into_iter().chain(constraints).chain(last);
    facts.filter_map(|(key, fact)| Some((key.to_owned(), fact?))).collect()
}

fn required_when(siblings: &[&Field], when: &Condition) -> Value {
    let values: Value = when.values.iter().map(value).collect();
    json!({ siblings[when.field].wire.as_str(): values })
}

fn rate_limit(limit: RateLimit) -> Value {
    json!({ "per_minute": limit.per_minute, "per_second": limit.per_second, "special": limit.is_special })
}

fn paging_parts(spec: &Spec, endpoint: &Endpoint) -> Option<Map<String, Value>> {
    let parts = paging(spec, endpoint).into_iter().map(|(part, field)| (part.to_owned(), field.into()));
    endpoint.paging.is_some().then(|| parts.collect())
}

fn page(page: &Page) -> Value {
    json!({ "url": page_url(page), "updated": page.updated })
}

fn undocumented(mark: &Undocumented) -> Value {
    json!({ "source": mark.source })
}

fn show_error(error: &ErrorCode) -> Value {
    let ErrorCode { number, rust, status, message, advice, retry: again, .. } = error;
    json!({ "code": number, "name": rust, "status": status, "message": message, "advice": advice, "retry": retry(*again) })
}

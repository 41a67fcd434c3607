//! Forms of user IDs. The state has open IDs; requests and responses have the form that `user_id_type` names.
//!
//! A user has one name in all forms: the open ID `ou_alice`, the union ID `on_alice` and the user ID `alice`.

use serde_json::{Map, Value};

use crate::model::{Endpoint, Object, Spec, Type};

/// The parameter that names the form.
const FORM: &str = "user_id_type";

/// The type of identifiers that have several forms.
const USER_ID: &str = "UserId";

/// The form that a request names, unless it is open IDs.
fn form(endpoint: &Endpoint, given: &Map<String, Value>) -> Option<String> {
    endpoint.fields.iter().find(|parameter| parameter.field.wire == FORM)?;
    let form = given.get(FORM)?.as_str()?;
    (form != "open_id").then(|| form.to_owned())
}

/// Converts the user IDs of a request to open IDs, and returns their form.
pub(in crate::mock) fn to_open_ids(spec: &Spec, endpoint: &Endpoint, given: &mut Map<String, Value>) -> Option<String> {
    let form = form(endpoint, given)?;
    let turn = |id: &str| match &*form {
        "union_id" => id.strip_prefix("on_").map_or_else(|| id.to_owned(), |name| format!("ou_{name}")),
        _ => format!("ou_{id}"),
    };
    for parameter in &endpoint.fields {
        if let Some(value) = given.get_mut(&parameter.field.wire) {
            walk(spec, &parameter.field.ty, value, &turn);
        }
    }
    Some(form)
}

/// Converts the open IDs of a response to the form of the request.
pub(in crate::mock) fn from_open_ids(spec: &Spec, endpoint: &Endpoint, data: &mut Value, form: &str) {
    let turn = |id: &str| match (id.strip_prefix("ou_"), form) {
        (Some(name), "union_id") => format!("on_{name}"),
        (Some(name), _) => name.to_owned(),
        (None, _) => id.to_owned(),
    };
    if let Some(response) = endpoint.response {
        walk(spec, &Type::Object(response), data, &turn);
    }
}

fn walk(spec: &Spec, ty: &Type, value: &mut Value, turn: &impl Fn(&str) -> String) {
    match (ty, value) {
        (Type::Id(id), Value::String(text)) if spec.ids.get(id.0).is_some_and(|id| id.name == USER_ID) => {
            *text = turn(text);
        }
        (Type::List(inner), Value::Array(items)) => {
            for item in items {
                walk(spec, inner, item, turn);
            }
        }
        (Type::Map(_, inner), Value::Object(entries)) => {
            for item in entries.values_mut() {
                walk(spec, inner, item, turn);
            }
        }
        (Type::Object(object), Value::Object(fields)) => {
            if let Some(object) = spec.objects.get(object.0) {
                walk_object(spec, object, fields, turn);
            }
        }
        _ => {}
    }
}

fn walk_object(spec: &Spec, object: &Object, fields: &mut Map<String, Value>, turn: &impl Fn(&str) -> String) {
    for field in &object.fields {
        if let Some(value) = fields.get_mut(&field.wire) {
            walk(spec, &field.ty, value, turn);
        }
    }
}

/// The display name of a user, an application or a room.
pub(in crate::mock) fn name_of(key: &str) -> &str {
    let prefixes = ["ou_", "cli_", "omm_"];
    prefixes.iter().find_map(|prefix| key.strip_prefix(prefix)).unwrap_or(key)
}

/// The ID of a user among the members of a calendar, or among the attendees of an event.
pub(in crate::mock) fn member_id(user: &str) -> String {
    format!("user_{}", name_of(user))
}

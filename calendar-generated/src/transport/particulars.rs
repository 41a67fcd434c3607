//! The object `error` of a response: details besides code and message.
//!
//! Its lists come as lists of objects, and also as one object, as an object with a name for each item, as strings, or
//! as JSON in a string. Whatever cannot be read remains in the JSON.

use serde_json::value::RawValue;

use super::json::{entries, inner, items, pick, text, words};
use crate::Text;
use crate::check::{Violation, ViolationKind};
use crate::error::{ErrorDetail, PermissionViolation};

/// `log_id` and `permission_violations` are documented; `troubleshooter`, `field_violations` and `details` were seen in
/// responses of the service and in the vendor's SDKs. The others are names that other APIs use.
const PARTS: &[&str; 8] = &[
    "log_id",
    "troubleshooter",
    "field_violations",
    "permission_violations",
    "details",
    "fieldViolations",
    "permissionViolations",
    "violations",
];

/// How many items of each list are decoded. All of them remain in the JSON.
const KEPT: usize = 1000;

/// The parts of the object `error`.
#[derive(Default)]
pub(super) struct Particulars {
    pub(super) log_id: Option<Text>,
    pub(super) troubleshooter: Option<Text>,
    pub(super) violations: Vec<Violation>,
    pub(super) permission_violations: Vec<PermissionViolation>,
    pub(super) details: Vec<ErrorDetail>,
}

impl Particulars {
    pub(super) fn read(object: &RawValue) -> Self {
        let object = inner(object);
        let parts = pick(&object, PARTS).unwrap_or_default();
        let [id, troubleshooter, fields, permissions, details, fields_too, permissions_too, others] = parts;
        Self {
            log_id: text(id).filter(|text| !text.is_empty()),
            troubleshooter: text(troubleshooter).filter(|text| !text.is_empty()),
            violations: list(fields.or(fields_too).or(others), FIELD, |item| Some(violation(item))),
            permission_violations: list(permissions.or(permissions_too), PERMISSION, permission),
            details: list(details, DETAIL, |item| Some(detail(item))),
        }
    }
}

/// The names of each part of an item, the usual one first.
type Names<const N: usize> = &'static [&'static str; N];

const FIELD: Names<7> = &["field", "value", "description", "name", "key", "message", "reason"];
const PERMISSION: Names<4> = &["type", "subject", "description", "scope"];
const DETAIL: Names<2> = &["key", "value"];

/// One item of a list: its parts by their names, all of it, and its name if it has one in place of a position.
struct Item<'a, const N: usize> {
    parts: [Option<&'a RawValue>; N],
    name: Option<&'a str>,
    all: &'a RawValue,
}

/// The first readable items.
fn list<T, const N: usize>(json: Option<&RawValue>, names: Names<N>, read: fn(Item<'_, N>) -> Option<T>) -> Vec<T> {
    let Some(json) = json else { return Vec::new() };
    let mut list = Vec::new();
    let each = &mut |name: Option<&str>, item: &RawValue| {
        if list.len() < KEPT && words(Some(item)).is_some() {
            list.extend(read(Item { parts: pick(item.get(), names).unwrap_or([None; N]), name, all: item }));
        }
    };
    let json = inner(json);
    let Ok(json) = serde_json::from_str::<&RawValue>(&json) else { return Vec::new() };
    let has_no_part = |json: &RawValue| pick(json.get(), names).is_ok_and(|parts| parts.iter().all(Option::is_none));
    match json.get().as_bytes().first() {
        Some(b'[') => items(json, &mut |item| each(None, item)),
        Some(b'{') if has_no_part(json) => entries(json, each),
        _ => each(None, json),
    }
    list
}

fn violation(Item { parts, name, all }: Item<'_, 7>) -> Violation {
    let [field, value, description, other_name, key, message, reason] = parts;
    let is_text = !all.get().starts_with('{');
    let description = description.or(message).or(reason).or(is_text.then_some(all));
    let server = ViolationKind::Server {
        description: words(description).unwrap_or_default(),
        value: words(value).unwrap_or_default().into(),
    };
    let field = name.map(Text::from).or_else(|| words(field.or(other_name).or(key)));
    Violation::new(field.unwrap_or_default().into(), server)
}

fn permission(Item { parts, name, all }: Item<'_, 4>) -> Option<PermissionViolation> {
    let [kind, subject, description, scope] = parts;
    let is_text = name.is_none() && all.get().starts_with('"');
    let subject = words(subject.or(scope).or(is_text.then_some(all)))?;
    let [kind, description] = [kind, description].map(|json| words(json).unwrap_or_default());
    Some(PermissionViolation { kind, subject, description })
}

fn detail(Item { parts: [key, value], name, all }: Item<'_, 2>) -> ErrorDetail {
    let key = name.map(Text::from).or_else(|| words(key)).unwrap_or_default();
    ErrorDetail { key, value: words(Some(value.unwrap_or(all))).unwrap_or_default() }
}

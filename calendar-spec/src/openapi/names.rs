//! Names of component schemas, and which objects need one for each direction.
//!
//! A request follows rules that a response does not: fields are required, strings have limits, some fields cannot be
//! sent. An object or enum that is used in both and would differ gets two schemas, `X` for requests and `XOutput`.

use std::collections::HashSet;

use heck::ToUpperCamelCase;

use crate::model::{Enum, EnumRef, Field, Format, Object, ObjectRef, Spec, Type};
use crate::structs::leaf_object;

/// The direction in which an object is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// Every name that is not that of the model.
pub(super) struct Names {
    objects: Vec<ObjectNames>,
    /// Names in responses, of enums with values that only the server sends.
    enum_outputs: Vec<Option<String>>,
    /// The schema of a response without data.
    pub(super) empty_envelope: String,
    /// The schema of an error response.
    pub(super) error: String,
    /// The schema of the codes that any call can return.
    pub(super) general_code: String,
    /// The schema of `error`.
    pub(super) error_detail: String,
    /// Schema of the header of an event.
    pub(super) event_header: String,
}

struct ObjectNames {
    request: String,
    response: String,
    envelope: String,
}

impl Names {
    pub(super) fn new(spec: &Spec) -> Self {
        let mut taken = Taken::default();
        let declared = spec.objects.iter().filter(|object| object.resource.is_none());
        let ids = spec.ids.iter().map(|id| &id.name);
        let enums = spec.enums.iter().map(|item| &item.name);
        taken.0.extend(ids.chain(enums).chain(declared.map(|object| &object.name)).cloned());
        let split = split(spec);
        let objects = spec.objects.iter().zip(split).map(|(object, split)| taken.object(object, split)).collect();
        let output = |item: &Enum| is_split_enum(item).then(|| taken.claim(&format!("{}Output", item.name)));
        let enum_outputs = spec.enums.iter().map(output).collect();
        Self {
            objects,
            enum_outputs,
            empty_envelope: taken.claim("EmptyEnvelope"),
            error: taken.claim("Error"),
            general_code: taken.claim("GeneralErrorCode"),
            error_detail: taken.claim("ErrorDetail"),
            event_header: taken.claim("EventHeader"),
        }
    }

    /// The name of an object's schema for a direction.
    pub(super) fn object(&self, object: ObjectRef, direction: Direction) -> &str {
        let ObjectNames { request, response, .. } = &self.objects[object.0];
        if direction == Direction::Request { request } else { response }
    }

    /// The name of an enum's schema in responses, if it differs from that in requests.
    pub(super) fn enum_output(&self, item: EnumRef) -> Option<&str> {
        self.enum_outputs.get(item.0)?.as_deref()
    }

    /// The name of the schema of a response that has the object as its data.
    pub(super) fn envelope(&self, object: ObjectRef) -> &str {
        &self.objects[object.0].envelope
    }

    /// Whether each direction has a schema of its own.
    pub(super) fn is_split(&self, object: ObjectRef) -> bool {
        let ObjectNames { request, response, .. } = &self.objects[object.0];
        request != response
    }
}

/// Names that are used.
#[derive(Default)]
struct Taken(HashSet<String>);

impl Taken {
    /// The wanted name, followed by a number if it is already used.
    fn claim(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let name = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let name = name.unwrap_or_default();
        self.0.insert(name.clone());
        name
    }

    fn object(&mut self, object: &Object, split: bool) -> ObjectNames {
        // An inline response is unique within its resource only.
        let request = match &object.resource {
            Some(resource) => self.claim(&format!("{}{}", resource.to_upper_camel_case(), object.name)),
            None => object.name.clone(),
        };
        let response = if split { self.claim(&format!("{request}Output")) } else { request.clone() };
        let envelope = self.claim(&format!("{request}Envelope"));
        ObjectNames { request, response, envelope }
    }
}

/// For each object, whether the schemas of its directions differ, by itself or by an object in it.
fn split(spec: &Spec) -> Vec<bool> {
    let mut holders = vec![Vec::new(); spec.objects.len()];
    for (index, object) in spec.objects.iter().enumerate().filter(|(_, object)| serves_both(object)) {
        for held in object.fields.iter().filter_map(|field| leaf_object(&field.ty)) {
            holders[held.0].push(index);
        }
    }
    let mut split: Vec<bool> = spec.objects.iter().map(|object| differs(spec, object)).collect();
    let mut open: Vec<usize> = (0..split.len()).filter(|index| split[*index]).collect();
    while let Some(index) = open.pop() {
        for holder in std::mem::take(&mut holders[index]) {
            if !std::mem::replace(&mut split[holder], true) {
                open.push(holder);
            }
        }
    }
    split
}

fn serves_both(object: &Object) -> bool {
    object.usage.request && object.usage.response
}

fn differs(spec: &Spec, object: &Object) -> bool {
    let holds_split_enum =
        |field: &Field| matches!(field.ty.leaf(), Type::Enum(item) if is_split_enum(&spec.enums[item.0]));
    let differs = |field: &Field| binds_requests(field) || holds_split_enum(field);
    serves_both(object) && (!object.rules.is_empty() || object.fields.iter().any(differs))
}

/// Whether an enum has values that a response can contain and a request cannot.
fn is_split_enum(item: &Enum) -> bool {
    item.usage.request && item.usage.response && item.values.iter().any(|value| value.read_only)
}

/// Whether a field's schema has limits that apply to requests only.
fn binds_requests(field: &Field) -> bool {
    let is_limited = !field.constraints.is_empty();
    let is_needed = field.required || field.required_when.is_some();
    is_needed || is_limited || field.read_only || field.default.is_some() || has_pattern(&field.ty)
}

fn has_pattern(ty: &Type) -> bool {
    match ty {
        Type::Format(format) => pattern(*format).is_some(),
        Type::List(item) | Type::Map(_, item) => has_pattern(item),
        _ => false,
    }
}

/// A pattern for strings of the format, if there is no standard format.
pub(super) fn pattern(format: Format) -> Option<&'static str> {
    match format {
        Format::Timestamp | Format::TimestampMs => Some("^-?[0-9]+$"),
        Format::TimestampOrDate => Some("^(-?[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2})$"),
        _ => None,
    }
}

//! Schemas of types and fields.

use serde_json::{Map, Value, json};

use super::names::{Direction, pattern};
use super::{Export, put, put_all, put_undocumented, reference, set};
use crate::describe::{undocumented, value};
use crate::model::{Condition, Constraint, Field, Format, Limit, Object, Type};

/// How a field is written: its direction, and whether its limits apply.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) direction: Direction,
    /// Limits apply to requests. They also apply to what only the server sends; for types that are used in both
    /// directions, a response promises nothing (an event without a location has one with an empty name).
    limits: bool,
    /// Marks on fields that only the server sets. Events are requests of the server, in which validators reject such
    /// fields.
    marks: bool,
}

impl Form {
    pub(super) const REQUEST: Self = Self { direction: Direction::Request, limits: true, marks: false };

    /// The form of an object's fields; `is_pushed` says whether events contain the object.
    pub(super) fn of(object: &Object, direction: Direction, is_pushed: bool) -> Self {
        let is_request = direction == Direction::Request;
        Self { direction, limits: is_request || !object.usage.request, marks: !is_request && !is_pushed }
    }
}

impl Export<'_> {
    /// A property: the schema of its values, and everything about it.
    pub(super) fn property(&self, siblings: &[&Field], field: &Field, form: Form) -> Value {
        let mut schema = self.values(field, form);
        let mut said = Map::new();
        set(&mut said, "description", description(field));
        put(&mut said, "deprecated", field.deprecated.as_ref().map(|_| true));
        put(&mut said, "readOnly", (field.read_only && form.marks).then_some(true));
        put(&mut said, "x-secret", field.secret.then_some(true));
        extensions(&mut said, siblings, field, form);
        self.put_example(&mut said, field.example.as_ref().map(value));
        wrap(&mut schema, said);
        schema
    }

    /// `examples`, which 3.0 does not have.
    pub(super) fn put_example(&self, schema: &mut Map<String, Value>, example: Option<Value>) {
        match example {
            Some(example) if self.is_3_0() => set(schema, "example", example),
            Some(example) => set(schema, "examples", json!([example])),
            None => {}
        }
    }

    /// The schema of the values alone, with limits and default.
    pub(super) fn values(&self, field: &Field, form: Form) -> Value {
        let form = Form { limits: form.limits || field.read_only, ..form };
        let mut schema = self.nested(&field.ty, field, form);
        let default = field.default.as_ref().filter(|_| form.direction == Direction::Request);
        let mut said = Map::new();
        let is_counted = matches!(field.ty, Type::List(_) | Type::Map(..)) && form.limits;
        field.constraints.iter().filter(|_| is_counted).for_each(|counted| put_count(&mut said, &field.ty, counted));
        put(&mut said, "default", default.map(value));
        wrap(&mut schema, said);
        schema
    }

    /// Unwraps lists and maps to the values that the field's limits apply to.
    fn nested(&self, ty: &Type, field: &Field, form: Form) -> Value {
        match ty {
            Type::List(item) => json!({ "type": "array", "items": self.nested(item, field, form) }),
            Type::Map(key, item) => {
                let mut schema = Map::new();
                set(&mut schema, "type", "object");
                let is_id = matches!(**key, Type::Id(_)) && !self.is_3_0();
                put(&mut schema, "propertyNames", is_id.then(|| self.plain(key, form.direction)));
                set(&mut schema, "additionalProperties", self.nested(item, field, form));
                schema.into()
            }
            _ => self.scalar(ty, field, form),
        }
    }

    fn scalar(&self, ty: &Type, field: &Field, form: Form) -> Value {
        let mut schema = self.plain(ty, form.direction);
        let mut limits = Map::new();
        if form.limits {
            field.constraints.iter().for_each(|constraint| put_constraint(&mut limits, ty, constraint));
        }
        if field.secret && *ty == Type::String {
            set(&mut limits, "format", "password");
        }
        wrap(&mut schema, limits);
        schema
    }

    /// A type without the limits of a field; `nested` has unwrapped lists and maps.
    fn plain(&self, ty: &Type, direction: Direction) -> Value {
        match ty {
            Type::String | Type::List(_) | Type::Map(..) => json!({ "type": "string" }),
            Type::Bool => json!({ "type": "boolean" }),
            Type::Int32 => json!({ "type": "integer", "format": "int32" }),
            Type::Int64 => json!({ "type": "integer", "format": "int64" }),
            Type::Float => json!({ "type": "number", "format": "double" }),
            Type::Scalar => json!({ "anyOf": [{ "type": "string" }, { "type": "number" }, { "type": "boolean" }] }),
            Type::Json => json!({}),
            Type::File => json!({ "type": "string", "format": "binary" }),
            Type::Format(format) => text(*format, direction),
            Type::Id(id) => reference(&self.spec.ids[id.0].name),
            Type::Enum(item) => {
                let output = self.names.enum_output(*item).filter(|_| direction == Direction::Response);
                reference(output.unwrap_or(&self.spec.enums[item.0].name))
            }
            Type::Object(object) => reference(self.names.object(*object, direction)),
        }
    }
}

/// Scopes, conditions and the like, for which there is no key.
pub(super) fn extensions(said: &mut Map<String, Value>, siblings: &[&Field], field: &Field, form: Form) {
    let when = field.required_when.as_ref().filter(|_| form.direction == Direction::Request);
    put(said, "x-required-when", when.map(|when| required_when(siblings, when)));
    put_all(said, "x-scopes", field.scopes.clone());
    put(said, "x-beta", field.beta.then_some(true));
    put_undocumented(said, field.undocumented.as_ref());
}

fn required_when(siblings: &[&Field], when: &Condition) -> Value {
    let values: Value = when.values.iter().map(value).collect();
    json!({ siblings[when.field].wire.as_str(): values })
}

/// The description of a field, and what else a reader should know.
pub(super) fn description(field: &Field) -> String {
    let deprecated = field.deprecated.as_ref().map(|instead| format!("\n\nDeprecated: {instead}"));
    let beta = field.beta.then_some("\n\nBeing rolled out gradually; not every tenant has it.");
    let undocumented = field.undocumented.as_ref().map(|mark| format!("\n\n{}", undocumented(mark)));
    let more = [deprecated, beta.map(str::to_owned), undocumented];
    more.into_iter().flatten().fold(field.doc.clone(), |doc, more| doc + &more)
}

/// Adds keys to a schema. Many tools ignore keys beside a reference, so the reference moves into `allOf`.
fn wrap(schema: &mut Value, said: Map<String, Value>) {
    let Value::Object(keys) = schema else { return };
    if said.is_empty() {
        return;
    }
    if let Some(reference) = keys.remove("$ref") {
        set(keys, "allOf", json!([{ "$ref": reference }]));
    }
    keys.extend(said);
}

/// The keywords for the size of a list or map.
fn put_count(schema: &mut Map<String, Value>, ty: &Type, constraint: &Constraint) {
    let Constraint::Items(limit) = constraint else { return };
    let is_map = matches!(ty, Type::Map(..));
    put_limit(schema, if is_map { ["minProperties", "maxProperties"] } else { ["minItems", "maxItems"] }, *limit);
}

/// The keywords for a scalar.
fn put_constraint(schema: &mut Map<String, Value>, ty: &Type, constraint: &Constraint) {
    match constraint {
        Constraint::Length(limit) => put_limit(schema, ["minLength", "maxLength"], *limit),
        // A timestamp is a string, which has no bounds in JSON Schema.
        Constraint::Range(_) if matches!(ty, Type::Format(_)) => {}
        Constraint::Range(limit) => put_limit(schema, ["minimum", "maximum"], *limit),
        Constraint::OneOf(numbers) => put_all(schema, "enum", numbers.clone()),
        Constraint::MultipleOf(step) => set(schema, "multipleOf", *step),
        // The enclosing list or map says so.
        Constraint::Items(_) => {}
    }
}

fn put_limit(schema: &mut Map<String, Value>, [min, max]: [&str; 2], limit: Limit) {
    put(schema, min, limit.min);
    put(schema, max, limit.max);
}

/// A string with a format. A response may contain an empty string instead, so only requests must match.
fn text(format: Format, direction: Direction) -> Value {
    let name = match format {
        Format::Timestamp => "timestamp",
        Format::TimestampMs => "timestamp-ms",
        Format::Date => "date",
        Format::DateTime => "date-time",
        Format::TimestampOrDate => "timestamp-or-date",
        Format::Timezone => "timezone",
        Format::Recurrence => "rrule",
        Format::Email => "email",
        Format::Url => "uri",
    };
    let mut schema = Map::new();
    set(&mut schema, "type", "string");
    set(&mut schema, "format", name);
    put(&mut schema, "pattern", pattern(format).filter(|_| direction == Direction::Request));
    schema.into()
}

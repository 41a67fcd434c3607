//! Responses from the examples of the spec: every documented field with its example, as the first page and as the last
//! page.

use hyper::body::Bytes;
use serde_json::{Map, Value, json};

use crate::model::{Endpoint, EnumRef, Field, Object, PagingBy, ResponseAt, Spec, Type, Value as Given};

/// How deep objects are filled in; an object that contains itself would have no end.
const DEEPEST: u8 = 8;

/// The response bodies of an endpoint.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// Without a page token in the request.
    pub(super) first: Bytes,
    /// With a page token: the last page, so that a listing ends.
    pub(super) last: Option<Bytes>,
}

/// Data in the envelope of a success.
fn envelope(data: &Value) -> Bytes {
    json!({ "code": 0, "msg": "success", "data": data }).to_string().into()
}

/// What every file holds.
const FILE: &str = "The content of a file.";

/// Data where the endpoint returns it.
pub(super) fn answer(endpoint: &Endpoint, data: &Value) -> Bytes {
    match (endpoint.response_at, data) {
        (ResponseAt::Body, Value::Object(fields)) => {
            let mut body = Map::new();
            body.insert("code".to_owned(), 0.into());
            body.insert("msg".to_owned(), "success".into());
            body.extend(fields.clone());
            Value::Object(body).to_string().into()
        }
        (ResponseAt::File, Value::String(text)) => text.clone().into(),
        _ => envelope(data),
    }
}

/// The example of an endpoint.
pub(super) fn example(spec: &Spec, endpoint: &Endpoint) -> Example {
    if endpoint.response_at == ResponseAt::File {
        return Example { first: FILE.into(), last: None };
    }
    let envelope = |data: &Value| answer(endpoint, data);
    let Some(object) = endpoint.response.and_then(|object| spec.objects.get(object.0)) else {
        return Example { first: envelope(&Value::Object(Map::new())), last: None };
    };
    let writer = Writer { spec };
    let first = writer.object(object, 0);
    let last = endpoint.paging.as_ref().map(|paging| {
        let mut data = first.clone();
        set(&mut data, object, paging.next, Value::String(String::new()));
        if paging.by != PagingBy::Token {
            set(&mut data, object, Some(paging.items), Value::Array(Vec::new()));
        }
        set(&mut data, object, paging.more, Value::Bool(false));
        envelope(&data)
    });
    Example { first: envelope(&first), last }
}

fn set(data: &mut Value, object: &Object, field: Option<usize>, value: Value) {
    let field = field.and_then(|index| object.fields.get(index));
    if let (Some(field), Value::Object(fields)) = (field, data) {
        fields.insert(field.wire.clone(), value);
    }
}

struct Writer<'s> {
    spec: &'s Spec,
}

impl Writer<'_> {
    fn object(&self, object: &Object, depth: u8) -> Value {
        // A documented response has none of the others.
        let fields = object.fields.iter().filter(|field| field.undocumented.is_none());
        let entry = |field: &Field| Some((field.wire.clone(), self.field(field, depth)?));
        Value::Object(fields.filter_map(entry).collect())
    }

    /// Nothing for an object that is nested too deeply.
    fn field(&self, field: &Field, depth: u8) -> Option<Value> {
        let given = field.example.as_ref().or(field.default.as_ref());
        self.value(&field.ty, given, &field.wire, depth)
    }

    fn value(&self, ty: &Type, given: Option<&Given>, name: &str, depth: u8) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        match ty {
            Type::List(inner) => match given {
                Some(Given::List(items)) => {
                    Some(items.iter().filter_map(|item| self.value(inner, Some(item), name, depth)).collect())
                }
                given => Some(self.value(inner, given, name, depth + 1).into_iter().collect()),
            },
            Type::Map(_, inner) if matches!(given, Some(Given::Object(_))) => {
                let Some(Given::Object(entries)) = given else { return None };
                let entry = |(key, given): &(String, Given)| {
                    Some((key.clone(), self.value(inner, Some(given), name, depth + 1)?))
                };
                Some(Value::Object(entries.iter().filter_map(entry).collect()))
            }
            Type::Map(key, inner) => {
                let key = self.value(key, None, "key", depth)?;
                let value = self.value(inner, given, name, depth + 1)?;
                Some(Value::Object([(key.as_str()?.to_owned(), value)].into_iter().collect()))
            }
            Type::Object(object) => self.spec.objects.get(object.0).map(|object| self.object(object, depth + 1)),
            Type::Enum(set) if given.is_some_and(|given| self.is_value(*set, given)) => given.map(Value::from),
            leaf => Some(given.and_then(|given| typed(leaf, given)).unwrap_or_else(|| self.plain(leaf, name))),
        }
    }

    /// Whether an example is a value of an enum as it stands in JSON.
    fn is_value(&self, set: EnumRef, given: &Given) -> bool {
        self.spec.enums.get(set.0).is_some_and(|set| set.values.iter().any(|known| set.value(&known.wire) == *given))
    }

    /// A value for a field without a documented example.
    fn plain(&self, ty: &Type, name: &str) -> Value {
        match ty {
            Type::Bool => Value::Bool(false),
            Type::Int32 | Type::Int64 => Value::from(0),
            Type::Float => Value::from(0.5),
            Type::Json => json!({}),
            Type::Format(format) => Value::from(format.example()),
            Type::Id(id) => {
                let example = self.spec.ids.get(id.0).and_then(|id| id.example.as_deref());
                Value::from(example.unwrap_or(name))
            }
            Type::Enum(set) => {
                let first = self.spec.enums.get(set.0).and_then(|set| Some(set.value(&set.values.first()?.wire)));
                first.map_or_else(|| Value::from(name), |value| Value::from(&value))
            }
            _ => Value::from(name),
        }
    }
}

/// An example of the spec as JSON of its type.
fn typed(ty: &Type, given: &Given) -> Option<Value> {
    let is_text = matches!(ty, Type::String | Type::Id(_) | Type::Enum(_) | Type::Format(_));
    match given {
        _ if *ty == Type::Json => Some(Value::from(given)),
        Given::Bool(_) | Given::Int(_) | Given::Float(_) | Given::String(_) if *ty == Type::Scalar => {
            Some(Value::from(given))
        }
        Given::Bool(flag) if *ty == Type::Bool => Some(Value::Bool(*flag)),
        Given::Int(number) if is_text => Some(Value::from(number.to_string())),
        Given::Int(number) if *ty == Type::Float => serde_json::to_value(*number).ok(),
        Given::Int(number) if matches!(ty, Type::Int32 | Type::Int64) => Some(Value::from(*number)),
        Given::Float(number) if *ty == Type::Float => Some(Value::from(*number)),
        Given::String(text) if is_text => Some(Value::from(text.as_str())),
        _ => None,
    }
}

//! Checks a request against its endpoint: path, query, headers and body.

use std::borrow::Cow;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::json::Parsed;
use super::query::{Pair, decode};
use super::{Cause, Strictness, Violation, shorten};
use crate::model::{Endpoint, Field, Place, Spec, Type};
use crate::path::Path;
use crate::validate::{Group, Json, Validator};
use crate::words::unknown;

/// The parts of a request.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// The undecoded segments of the path, each with the index of its field.
    pub(crate) path: &'a [(usize, String)],
    pub(crate) query: &'a [Pair],
    pub(crate) headers: &'a HeaderMap,
    /// `None` when the body is empty.
    pub(crate) body: Option<&'a Parsed>,
}

/// The values of a request, by the names of its fields.
pub(crate) type Given = Map<String, Value>;

/// Returns the values of a request, or every violation.
pub(crate) fn check(
    spec: &Spec,
    endpoint: &Endpoint,
    sent: Sent<'_>,
    strictness: Strictness,
) -> Result<Given, Vec<Violation>> {
    let mut checker = Checker { validator: Validator::new(&spec.enums, &spec.objects, strictness) };
    let parameters = checker.parameters(endpoint, sent);
    let body = sent.body.map_or(Json::Null, |parsed| Json::from(&parsed.value));
    checker.body(endpoint, sent.body, &body);
    let read: Vec<Option<Json<'_>>> = parameters.iter().map(|value| value.as_ref().map(Json::from)).collect();
    let values = endpoint.fields.iter().zip(&read).map(|(parameter, value)| match parameter.place {
        Place::Body => checker.validator.present(body.get(&parameter.field.wire)),
        Place::Path | Place::Query | Place::Header => value.as_ref(),
    });
    let values: Vec<Option<&Json<'_>>> = values.collect();
    let given = given(endpoint, &parameters, sent.body, &values);
    let fields: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
    checker.validator.group(&Path::root(), &Group { fields: &fields, values }, &endpoint.rules);
    let violations = checker.validator.violations;
    if violations.is_empty() { Ok(given) } else { Err(violations) }
}

/// The accepted values, by the names of their fields.
fn given(
    endpoint: &Endpoint,
    parameters: &[Option<Value>],
    body: Option<&Parsed>,
    values: &[Option<&Json<'_>>],
) -> Given {
    let fields = endpoint.fields.iter().zip(parameters).zip(values);
    let set = fields.filter(|(_, value)| value.is_some());
    let given = set.filter_map(|((parameter, value), _)| {
        let name = &parameter.field.wire;
        let in_body = || body.and_then(|parsed| parsed.value.get(name));
        Some((name.clone(), value.as_ref().or_else(in_body)?.clone()))
    });
    given.collect()
}

/// Reads a request and collects its violations.
struct Checker<'s> {
    validator: Validator<'s>,
}

impl Checker<'_> {
    fn is_strict(&self) -> bool {
        self.validator.is_strict()
    }

    /// The values outside the body, as JSON of the type that the field has.
    fn parameters(&mut self, endpoint: &Endpoint, sent: Sent<'_>) -> Vec<Option<Value>> {
        self.unknown_parameters(endpoint, sent.query);
        let fields = endpoint.fields.iter().enumerate();
        let value = |(index, parameter): (usize, &crate::model::Parameter)| {
            let field = &parameter.field;
            match parameter.place {
                Place::Path => self.segment(field, sent.path.iter().find(|(at, _)| *at == index)),
                Place::Query => self.query(field, sent.query),
                Place::Header => self.header(field, sent.headers),
                Place::Body => None,
            }
        };
        fields.map(value).collect()
    }

    fn blame(&mut self, name: &str, value: &str, cause: Cause, words: &str) {
        self.validator.report(&Path::root().field(name), Some(&Json::Text(value)), cause, words);
    }

    fn segment(&mut self, field: &Field, segment: Option<&(usize, String)>) -> Option<Value> {
        let (_, raw) = segment?;
        let text = match decode(raw) {
            Ok(text) => text,
            Err(fault) => {
                self.blame(&field.wire, raw, Cause::Value, fault);
                return None;
            }
        };
        if matches!(&*text, "" | "." | "..") {
            self.blame(&field.wire, &text, Cause::Value, "is empty, `.` or `..`, which cannot be part of a path");
            return None;
        }
        self.typed(field, vec![text])
    }

    fn query(&mut self, field: &Field, query: &[Pair]) -> Option<Value> {
        let mut texts = Vec::new();
        for pair in query.iter().filter(|pair| pair.name == field.wire) {
            match pair.fault {
                Some(fault) => self.blame(&field.wire, &pair.value, Cause::Value, fault),
                None => texts.push(Cow::Borrowed(pair.value.as_str())),
            }
        }
        self.typed(field, texts)
    }

    fn header(&mut self, field: &Field, headers: &HeaderMap) -> Option<Value> {
        let mut texts = Vec::new();
        for value in headers.get_all(&field.wire) {
            match std::str::from_utf8(value.as_bytes()) {
                Ok(text) => texts.push(Cow::Borrowed(text.trim())),
                Err(_) => self.blame(&field.wire, "", Cause::Value, "is not UTF-8"),
            }
        }
        self.typed(field, texts)
    }

    fn typed(&mut self, field: &Field, texts: Vec<Cow<'_, str>>) -> Option<Value> {
        let is_list = matches!(field.ty, Type::List(_));
        if texts.len() > 1 && !is_list && self.is_strict() {
            let words = format!("comes {} times; once is allowed", texts.len());
            self.blame(&field.wire, "", Cause::Duplicate, &words);
        }
        let is_text = matches!(field.ty, Type::String | Type::Id(_) | Type::List(_));
        let counts = |text: &Cow<'_, str>| is_text || self.is_strict() || !text.is_empty();
        let texts: Vec<Cow<'_, str>> = texts.into_iter().filter(counts).collect();
        match &field.ty {
            Type::List(_) if texts.is_empty() => None,
            Type::List(inner) => Some(texts.into_iter().map(|text| self.read_text(inner, text)).collect()),
            ty => texts.into_iter().next().map(|text| self.read_text(ty, text)),
        }
    }

    /// A string as JSON of a type; one that does not fit stays a string, which the check of the type then rejects.
    fn read_text(&self, ty: &Type, text: Cow<'_, str>) -> Value {
        let is_whole = !text.starts_with('+');
        let value = match ty {
            Type::Bool => flag(&text, self.is_strict()).map(Value::Bool),
            Type::Int32 | Type::Int64 => text.parse::<i64>().ok().filter(|_| is_whole).map(Value::from),
            Type::Enum(_) if self.validator.is_number(ty) => text.parse::<i64>().ok().map(Value::from),
            Type::Float => text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number),
            _ => None,
        };
        value.unwrap_or_else(|| Value::String(text.into_owned()))
    }

    fn unknown_parameters(&mut self, endpoint: &Endpoint, query: &[Pair]) {
        if !self.is_strict() {
            return;
        }
        let known = || endpoint.fields.iter().filter(|parameter| parameter.place == Place::Query);
        let is_known = |pair: &&Pair| known().any(|parameter| parameter.field.wire == pair.name);
        for pair in query.iter().filter(|pair| !is_known(pair)) {
            let names = known().map(|parameter| parameter.field.wire.as_str());
            let words = unknown("query parameter", names);
            self.blame(&shorten(&pair.name), &pair.value, Cause::Unknown, &words);
        }
    }

    /// Violations of the body as a whole.
    fn body(&mut self, endpoint: &Endpoint, parsed: Option<&Parsed>, body: &Json<'_>) {
        let Some(parsed) = parsed else { return };
        let Json::Object(entries) = body else {
            let words = format!("the body is {}; expected an object", body.kind());
            self.validator.report(&Path::root(), None, Cause::Type, words);
            return;
        };
        if self.is_strict() {
            for path in &parsed.repeated {
                self.blame(path, "", Cause::Duplicate, "comes twice in one object; once is allowed");
            }
        }
        let fields = endpoint.fields.iter().filter(|parameter| parameter.place == Place::Body);
        let fields: Vec<&Field> = fields.map(|parameter| &parameter.field).collect();
        self.validator.unknown(&Path::root(), &fields, entries);
    }
}

/// `true` and `false`, also as Python writes them, since the vendor's own library for Python sends them so. A lenient
/// server accepts all that Go's `strconv.ParseBool` accepts.
fn flag(text: &str, is_strict: bool) -> Option<bool> {
    match text {
        "true" | "True" => Some(true),
        "false" | "False" => Some(false),
        "1" | "t" | "T" | "TRUE" if !is_strict => Some(true),
        "0" | "f" | "F" | "FALSE" if !is_strict => Some(false),
        _ => None,
    }
}

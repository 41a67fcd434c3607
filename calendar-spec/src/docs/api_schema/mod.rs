//! The machine-readable form of a page, `data.schema.apiSchema` of the vendor's site.
//!
//! In: its JSON. Out: [`Facts`], the same as those of a page, as far as it states them: no error codes, dates, prose
//! rules or examples of whole bodies. It resembles `OpenAPI`, with lists of `properties` that have names, `options` for
//! values, and `security` for tokens. The vendor does not document it; what is known comes from the field notes of the
//! public repository foxzool/openlark, and unknown parts are reported.

mod fields;
mod merge;

use serde_json::{Map, Value};

use super::detail::stated;
use super::facts::{Facts, FieldTable, Format, Kind, Place, RateLimit, Stated};
use super::unread::{Page, UnreadPieces};
use fields::{Fields, one_line};
pub(super) use merge::merge;

/// Keys that no fact needs.
const IDLE: [&str; 14] = [
    "id",
    "domain",
    "name",
    "title",
    "summary",
    "operationId",
    "tags",
    "version",
    "apiChargingStrategy",
    "project",
    "resource",
    "apiName",
    "type",
    "status",
];

/// Reads a schema whose text starts on a line.
pub(super) fn read(json: &str, line: usize) -> Page {
    match serde_json::from_str(json) {
        Ok(Value::Object(schema)) => {
            let mut reader = Reader { line, facts: Facts::default(), unread: UnreadPieces::default() };
            reader.schema(&schema);
            Page { facts: reader.facts, unread: reader.unread.finish() }
        }
        Ok(_) => Page::unreadable(line, "the schema is not a JSON object".to_owned()),
        Err(error) => {
            let line = line + error.line().saturating_sub(1);
            Page::unreadable(line, format!("the schema is not valid JSON: {error}"))
        }
    }
}

struct Reader {
    line: usize,
    facts: Facts,
    unread: UnreadPieces,
}

impl Reader {
    fn schema(&mut self, schema: &Map<String, Value>) {
        self.facts.format = Format::Schema;
        self.facts.kind = Kind::Endpoint;
        for (key, value) in stated(schema) {
            match (&**key, value) {
                ("httpMethod", Value::String(method)) => {
                    self.facts.method = Some(self.stated(method.to_ascii_uppercase()));
                }
                ("path", Value::String(path)) => self.facts.url = Some(self.stated(with_colons(path))),
                ("description", Value::String(text)) => self.facts.summary = Some(self.stated(one_line(text))),
                ("security", Value::Object(security)) => self.security(security),
                ("parameters", Value::Array(parameters)) => self.parameters(parameters),
                ("requestBody", Value::Object(body)) => self.content(body, Place::Body),
                ("responses", Value::Object(responses)) => self.responses(responses),
                (key, _) if IDLE.contains(&key) => {}
                (key, _) => self.unknown(key),
            }
        }
        if self.facts.method.is_none() || self.facts.url.is_none() {
            self.unread.push(self.line, "the schema does not state `httpMethod` and `path`");
        }
    }

    fn stated<T>(&self, value: T) -> Stated<T> {
        Stated { value, line: self.line }
    }

    fn unknown(&mut self, key: &str) {
        self.unread.push(self.line, format!("the schema has `{key}`, which is not known here"));
    }

    /// Tokens, scopes, applications and the rate limit.
    fn security(&mut self, security: &Map<String, Value>) {
        for (key, value) in stated(security) {
            let names = names(value);
            match (&**key, names) {
                ("supportedAccessToken", Some(tokens)) => self.facts.tokens = Some(self.stated(tokens)),
                ("scopes" | "requiredScopes" | "scope", Some(scopes)) => self.facts.scopes = Some(self.stated(scopes)),
                ("fieldScopes" | "fieldRequiredScopes", Some(scopes)) => {
                    self.facts.field_scopes = Some(self.stated(scopes));
                }
                ("supportAppTypes" | "supportedAppTypes", Some(apps)) => self.facts.apps = Some(self.stated(apps)),
                ("rateLimit" | "rateLimits", _) => match rate_limit(value) {
                    Some(limit) => self.facts.rate_limit = Some(self.stated(limit)),
                    None => self.unknown(&format!("security.{key}` of another form, `{value}")),
                },
                (key, _) => self.unknown(&format!("security.{key}")),
            }
        }
    }

    /// Parameters, each with its place and a schema.
    fn parameters(&mut self, parameters: &[Value]) {
        for (name, place) in [("path", Place::Path), ("query", Place::Query), ("header", Place::Header)] {
            let here: Vec<&Value> = parameters.iter().filter(|parameter| parameter["in"] == name).collect();
            let mut fields = Fields::new(place, self.line, &mut self.unread);
            for parameter in here {
                fields.parameter(parameter);
            }
            let fields = fields.finish();
            self.table(place, fields);
        }
        let is_known = |parameter: &Value| ["path", "query", "header"].iter().any(|place| parameter["in"] == *place);
        if let Some(odd) = parameters.iter().find(|parameter| !is_known(parameter)) {
            self.unknown(&format!("parameters` in `{}", odd["in"].as_str().unwrap_or_default()));
        }
    }

    fn responses(&mut self, responses: &Map<String, Value>) {
        match responses.get("200").or_else(|| responses.get("default")) {
            Some(Value::Object(response)) => self.content(response, Place::Response),
            _ => self.unknown("responses` without `200"),
        }
    }

    /// The fields of a body: as JSON, or else as a form.
    fn content(&mut self, holder: &Map<String, Value>, place: Place) {
        let Some(content) = holder.get("content").and_then(Value::as_object) else { return };
        let json = content.iter().find(|(kind, _)| kind.starts_with("application/json"));
        let Some((_, body)) = json.or_else(|| content.iter().next()) else { return };
        let mut fields = Fields::new(place, self.line, &mut self.unread);
        fields.object(&body["schema"], 0);
        let fields = fields.finish();
        self.table(place, fields);
    }

    fn table(&mut self, place: Place, fields: Vec<super::facts::Field>) {
        if !fields.is_empty() {
            self.facts.tables.push(FieldTable { place, line: self.line, fields });
        }
    }
}

/// A path with placeholders as the pages write them, `:name`.
fn with_colons(path: &str) -> String {
    path.trim()
        .split('/')
        .map(|segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => format!(":{name}"),
            None => segment.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// A list of names, each a string or an object with a name.
fn names(value: &Value) -> Option<Vec<String>> {
    let name = |item: &Value| {
        let named = ["name", "scope", "key", "value"].iter().find_map(|key| item.get(*key)?.as_str());
        item.as_str().or(named).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
    };
    value.as_array()?.iter().map(name).collect()
}

/// A rate limit as text, as on the pages, or as numbers.
fn rate_limit(value: &Value) -> Option<RateLimit> {
    if let Some(text) = value.as_str() {
        return super::reader::rate_limit(text);
    }
    let number = |key: &str| value.get(key).and_then(Value::as_u64).and_then(|number| number.try_into().ok());
    let limit = RateLimit { text: value.to_string(), per_minute: number("perMinute"), per_second: number("perSecond") };
    (limit.per_minute.is_some() || limit.per_second.is_some()).then_some(limit)
}

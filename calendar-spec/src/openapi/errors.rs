//! Error responses: one for each status, with its codes.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use super::{Export, put, put_all, reference, set};
use crate::model::{Endpoint, ErrorCode, ErrorRef};

/// Recorded responses have this code where the endpoint's page lists only the older 190002.
const INVALID_REQUEST_PARAMETERS: i64 = 190_014;

impl Export<'_> {
    /// A response for each status of the endpoint's codes, and ranges for all others: codes without a documented
    /// status, and those of the platform, which no endpoint's page lists. (Ranges, since generators treat `default` as
    /// a success.)
    pub(super) fn errors(&self, endpoint: &Endpoint) -> Vec<(String, Value)> {
        let mut by_status: BTreeMap<u16, Vec<&ErrorCode>> = BTreeMap::new();
        let mut unstated = Vec::new();
        let codes = endpoint.error_codes(self.spec);
        for code in &codes {
            match code.status {
                Some(status) => by_status.entry(status).or_default().push(code),
                None => unstated.push(code),
            }
        }
        let stated = by_status.into_iter().map(|(status, codes)| (status.to_string(), self.error(&codes)));
        let other = json!({ "$ref": "#/components/responses/OtherError" });
        let client = if unstated.is_empty() { other.clone() } else { self.unstated_error(&unstated) };
        stated.chain([("4XX".to_owned(), client), ("5XX".to_owned(), other)]).collect()
    }

    /// An error with one of these codes.
    fn error(&self, codes: &[&ErrorCode]) -> Value {
        response(&describe(codes), self.error_of(codes), codes)
    }

    /// An error with one of these codes, whose schema does not say so.
    fn unstated_error(&self, codes: &[&ErrorCode]) -> Value {
        let mut response = response(&describe(codes), reference(&self.names.error), codes);
        response["x-codes"] = codes.iter().map(|code| code.number).collect();
        response
    }

    /// The response for everything that no endpoint's page lists.
    pub(super) fn error_responses(&self) -> Value {
        let other = self.general_codes();
        let what = "An error that the reference page of the endpoint does not list, such as one of the platform.";
        let description = format!("{what}\n\n{}", describe(&other));
        json!({ "OtherError": response(description.trim_end(), reference(&self.names.error), &other) })
    }

    /// Codes that any call can return: no endpoint's page lists them, or recorded responses have them anyway.
    fn general_codes(&self) -> Vec<&ErrorCode> {
        let endpoints = self.spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let listed: HashSet<ErrorRef> = endpoints.flat_map(|endpoint| endpoint.errors.iter().copied()).collect();
        let codes = self.spec.errors.iter().enumerate();
        let is_general = |(index, code): &(usize, &ErrorCode)| {
            !listed.contains(&ErrorRef(*index)) || code.number == INVALID_REQUEST_PARAMETERS
        };
        codes.filter(is_general).map(|(_, code)| code).collect()
    }

    /// The schema of an error with one of these codes, or a general one.
    fn error_of(&self, codes: &[&ErrorCode]) -> Value {
        let mut schema = self.error_schema();
        let general = self.names.general_code.as_str();
        let description = schema["properties"]["code"]["description"].take();
        schema["properties"]["code"] =
            json!({ "description": description, "anyOf": [code_enum(codes), reference(general)] });
        schema
    }

    fn error_schema(&self) -> Value {
        json!({
            "type": "object",
            "required": ["code", "msg"],
            "properties": {
                "code": { "type": "integer", "format": "int64", "description": "Which error it is; never 0." },
                "msg": { "type": "string", "description": "What the server says." },
                "error": reference(&self.names.error_detail),
            },
        })
    }

    /// The schemas that errors refer to.
    pub(super) fn error_schemas(&self) -> [(String, Value); 3] {
        let mut error = self.error_schema();
        error["description"] = "An answer that is an error.".into();
        let mut general = code_enum(&self.general_codes());
        general["description"] = "A code that any call can meet.".into();
        [
            (self.names.error.clone(), error),
            (self.names.general_code.clone(), general),
            (self.names.error_detail.clone(), detail()),
        ]
    }

    /// An example for each code.
    pub(super) fn error_examples(&self) -> Value {
        let example = |code: &ErrorCode| {
            let ErrorCode { number, message, advice, .. } = code;
            (number.to_string(), json!({ "summary": advice, "value": { "code": number, "msg": message } }))
        };
        Value::Object(self.spec.errors.iter().map(example).collect())
    }
}

/// One of these codes.
fn code_enum(codes: &[&ErrorCode]) -> Value {
    let mut schema = Map::new();
    set(&mut schema, "type", "integer");
    set(&mut schema, "format", "int64");
    put_all(&mut schema, "enum", codes.iter().map(|code| code.number).collect());
    put_all(&mut schema, "x-enum-varnames", codes.iter().map(|code| code.rust.as_str()).collect());
    put_all(&mut schema, "x-enum-descriptions", codes.iter().map(|code| code.message.as_str()).collect());
    schema.into()
}

/// A response with a JSON body, and an example for each code.
fn response(description: &str, schema: Value, codes: &[&ErrorCode]) -> Value {
    let example = |code: &&ErrorCode| {
        let number = code.number.to_string();
        let reference = json!({ "$ref": format!("#/components/examples/{number}") });
        (number, reference)
    };
    let examples: Map<String, Value> = codes.iter().map(example).collect();
    let mut content = Map::new();
    set(&mut content, "schema", schema);
    put(&mut content, "examples", Some(examples).filter(|examples| !examples.is_empty()));
    json!({ "description": description, "content": { "application/json": content } })
}

/// What `error` may contain; nothing of it is promised.
fn detail() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let list = |description: &str, properties: Value| json!({ "type": "array", "description": description, "items": { "type": "object", "properties": properties } });
    json!({
        "type": "object",
        "description": "More about an error.",
        "properties": {
            "log_id": text("Names the call in the server's log; the vendor's support asks for it."),
            "troubleshooter": text("Where to read on."),
            "field_violations": list("Fields that the server refused.", json!({
                "field": text("The field."),
                "value": text("Its value."),
                "description": text("What is wrong with it."),
            })),
            "permission_violations": list("Permissions that the call lacked; any of them would do.", json!({
                "type": text("The kind of permission, such as `action_privilege_required`."),
                "subject": text("The permission, such as a scope."),
            })),
        },
    })
}

/// The codes as a list, with what to do about each.
fn describe(codes: &[&ErrorCode]) -> String {
    let line = |code: &&ErrorCode| format!("- `{}` {}: {}", code.number, code.message, code.advice);
    codes.iter().map(line).collect::<Vec<_>>().join("\n")
}

//! Answers that are errors: one response for each status, with the codes that come with it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Export, reference};
use crate::model::{Endpoint, ErrorCode, ErrorRef};

impl Export<'_> {
    /// A response for each status of the endpoint's codes. `default` is for codes whose status no page states and for
    /// those of the platform, which no page of an endpoint lists.
    pub(super) fn errors(&self, endpoint: &Endpoint) -> Vec<(String, Value)> {
        let mut by_status: BTreeMap<Option<u16>, Vec<&ErrorCode>> = BTreeMap::new();
        by_status.insert(None, Vec::new());
        for error in &endpoint.errors {
            let code = &self.spec.errors[error.0];
            by_status.entry(code.status).or_default().push(code);
        }
        // `None` is the least of the keys; `default` reads better at the end.
        let unstated = by_status.remove(&None).map(|codes| ("default".to_owned(), codes));
        let stated = by_status.into_iter().filter_map(|(status, codes)| Some((status?.to_string(), codes)));
        stated.chain(unstated).map(|(status, codes)| (status, self.error(&codes))).collect()
    }

    fn error(&self, codes: &[&ErrorCode]) -> Value {
        if codes.is_empty() {
            let schema = reference(&self.names.error);
            let description = "An error that the reference page of the endpoint does not list, such as one of the platform.";
            return json!({ "description": description, "content": { "application/json": { "schema": schema } } });
        }
        let schema = if self.options.one_error_type { reference(&self.names.error) } else { self.error_of(codes) };
        let example = |code: &&ErrorCode| {
            let number = code.number.to_string();
            let reference = json!({ "$ref": format!("#/components/examples/{number}") });
            (number, reference)
        };
        let examples: Map<String, Value> = codes.iter().map(example).collect();
        let content = json!({ "application/json": { "schema": schema, "examples": examples } });
        json!({ "description": describe(codes), "content": content })
    }

    /// The schema of an error with one of these codes.
    fn error_of(&self, codes: &[&ErrorCode]) -> Value {
        let mut schema = self.error_schema();
        let code = &mut schema["properties"]["code"];
        code["enum"] = codes.iter().map(|code| code.number).collect();
        code["x-enum-varnames"] = codes.iter().map(|code| code.rust.as_str()).collect();
        code["x-enum-descriptions"] = codes.iter().map(|code| code.message.as_str()).collect();
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
    pub(super) fn error_schemas(&self) -> [(String, Value); 2] {
        let mut error = self.error_schema();
        error["description"] = "An answer that is an error.".into();
        [(self.names.error.clone(), error), (self.names.error_detail.clone(), detail())]
    }

    /// An example for each code that an endpoint lists.
    pub(super) fn error_examples(&self) -> Value {
        let endpoints = self.spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let listed: BTreeSet<ErrorRef> = endpoints.flat_map(|endpoint| endpoint.errors.iter().copied()).collect();
        let example = |error: &ErrorRef| {
            let ErrorCode { number, message, advice, .. } = &self.spec.errors[error.0];
            (number.to_string(), json!({ "summary": advice, "value": { "code": number, "msg": message } }))
        };
        Value::Object(listed.iter().map(example).collect())
    }
}

/// What may stand under `error`; none of it is promised.
fn detail() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let list = |description: &str, properties: Value| {
        json!({ "type": "array", "description": description, "items": { "type": "object", "properties": properties } })
    };
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

/// The codes as a list with what to do about each.
fn describe(codes: &[&ErrorCode]) -> String {
    let line = |code: &&ErrorCode| format!("- `{}` {}: {}", code.number, code.message, code.advice);
    codes.iter().map(line).collect::<Vec<_>>().join("\n")
}

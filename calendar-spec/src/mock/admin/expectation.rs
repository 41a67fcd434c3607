//! Expectations from other languages.

use serde_json::{Value, json};

use super::{Outcome, Refused, optional_text, text};
use crate::mock::expect::Expectation;
use crate::mock::shared::Shared;

const KEYS: &str = "`endpoint`, `times`, `at_least`, `body`, `body_contains`, `query`, `path_fields`, `headers`, \
                    `status`, `code`, `after`, `before`";

impl Shared {
    pub(super) fn expectation(&self, body: &Value) -> Outcome {
        let endpoint = text(body, "endpoint")?;
        self.api.target(endpoint).map_err(|error| (400, error.to_string()))?;
        let requests = self.state().record.requests().cloned().collect();
        let expectation = read(body, Expectation::new(endpoint, None, requests))?;
        match expectation.check() {
            Ok(()) => Ok(json!({ "met": true, "requests": expectation.requests().len() })),
            Err(unmet) => Err((409, unmet.to_string())),
        }
    }
}

fn read(body: &Value, mut expectation: Expectation) -> Result<Expectation, Refused> {
    let Value::Object(entries) = body else { return Err((400, format!("the body is an object with {KEYS}"))) };
    for (key, value) in entries {
        expectation = match key.as_str() {
            "endpoint" => expectation,
            "times" => expectation.times(number(key, value)?),
            "at_least" => expectation.at_least(number(key, value)?),
            "body" => expectation.body(value.clone()),
            "body_contains" => expectation.body_contains(value.clone()),
            "query" => each(key, value, expectation, Expectation::query)?,
            "path_fields" => each(key, value, expectation, Expectation::path_field)?,
            "headers" => each(key, value, expectation, Expectation::header)?,
            "status" => expectation.status(number(key, value)?),
            "code" => expectation.code(number(key, value)?),
            "after" => expectation.after(optional_text(body, key)?.unwrap_or_default()),
            "before" => expectation.before(optional_text(body, key)?.unwrap_or_default()),
            _ => return Err((400, format!("`{key}` is unknown; there are {KEYS}"))),
        };
    }
    Ok(expectation)
}

fn number<T: TryFrom<i64>>(key: &str, value: &Value) -> Result<T, Refused> {
    let number = value.as_i64().and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| (400, format!("`{key}` is a whole number")))
}

/// Adds the entries of an object of strings.
fn each(
    key: &str,
    value: &Value,
    mut expectation: Expectation,
    add: fn(Expectation, String, String) -> Expectation,
) -> Result<Expectation, Refused> {
    let wrong = || (400, format!("`{key}` is an object of texts"));
    for (name, text) in value.as_object().ok_or_else(wrong)? {
        let text = text.as_str().ok_or_else(wrong)?;
        expectation = add(expectation, name.clone(), text.to_owned());
    }
    Ok(expectation)
}

//! Every way in which a valid request can break one documented rule.

mod rules;
mod values;

use calendar_spec::model::{Endpoint, Place, Spec};
use serde_json::{Value, json};

use super::place::{At, walk};
use super::render::{Values, body, encoded, plain, render};
use super::{Dice, Sent};

/// A broken request.
#[derive(Clone, Debug)]
pub(crate) struct Break {
    /// A description of what is broken.
    pub(crate) what: String,
    /// The field that must be reported.
    pub(crate) path: String,
    pub(crate) request: Sent,
    /// A server that is not strict may accept it.
    pub(crate) is_strict_only: bool,
}

/// Where the breaks of one request are collected.
pub(crate) struct Breaker<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) endpoint: &'s Endpoint,
    pub(crate) values: Values,
    pub(crate) dice: Dice,
    pub(crate) found: Vec<Break>,
}

/// All breaks of a valid request.
pub(crate) fn breaks(spec: &Spec, endpoint: &Endpoint, values: &Values, dice: Dice) -> Vec<Break> {
    let mut breaker = Breaker { spec, endpoint, values: values.clone(), dice, found: Vec::new() };
    let (spots, scopes) = walk(spec, endpoint, values);
    for spot in &spots {
        breaker.value(spot);
    }
    for scope in &scopes {
        breaker.scope(scope);
    }
    breaker.shape();
    breaker.found
}

impl Breaker<'_> {
    /// The request with another value at one place, or without one.
    fn set(&mut self, what: &str, at: &At, value: Option<Value>) {
        let path = at.to_string();
        self.change(what, &path, |values| at.set(values, value));
    }

    fn change(&mut self, what: &str, path: &str, change: impl FnOnce(&mut Values)) {
        let mut values = self.values.clone();
        change(&mut values);
        self.push(what, path, render(self.endpoint, &values));
    }

    fn push(&mut self, what: &str, path: &str, request: Sent) {
        let is_strict_only = ["unknown", "read-only", "undocumented", "twice", "exclusive", "form"]
            .iter()
            .any(|word| what.contains(word));
        self.found.push(Break { what: what.to_owned(), path: path.to_owned(), request, is_strict_only });
    }

    /// What is wrong with the request as a whole.
    fn shape(&mut self) {
        let request = render(self.endpoint, &self.values);
        let joint = if request.target.contains('?') { '&' } else { '?' };
        let mut unknown = request.clone();
        unknown.target = format!("{}{joint}nobody_knows=1", request.target);
        self.push("unknown query parameter", "nobody_knows", unknown);
        let fields = self.endpoint.fields.iter().zip(self.values.clone());
        let query = fields.clone().find(|(parameter, value)| parameter.place == Place::Query && value.is_some());
        if let Some((parameter, Some(value))) = query
            && !value.is_array()
        {
            let name = &parameter.field.wire;
            let mut twice = request.clone();
            twice.target = format!("{}{joint}{name}={}", request.target, encoded(&plain(&value)));
            self.push("query parameter twice", name, twice);
        }
        let mut unknown = body(self.endpoint, &self.values);
        unknown["nobody_knows"] = json!(1);
        let mut sent = request.clone();
        sent.headers.retain(|(name, _)| name != "content-type");
        self.push("unknown field", "nobody_knows", sent.clone().json(&unknown));
        if let Some((name, value)) = body(self.endpoint, &self.values).as_object().and_then(|body| body.iter().next()) {
            let rest = body(self.endpoint, &self.values).to_string();
            let twice = format!("{{{}:{value},{}", json!(name), &rest[1..]);
            self.push("field twice", name, sent.clone().text("application/json", &twice));
        }
        self.push("list for a body", "", sent.json(&json!([1])));
    }
}

//! [`Expectation`]: what a test expects of the recorded requests.

use std::fmt::{self, Write as _};

use serde_json::Value;

use super::record::Recorded;
use super::unknown::UnknownEndpoint;

/// The expected requests to one endpoint. Nothing is checked before [`Expectation::check`] or [`Expectation::assert`].
///
/// Without [`times`](Self::times) or [`at_least`](Self::at_least) one request or more is expected.
#[derive(Clone, Debug)]
#[must_use = "nothing is checked before `check()` or `assert()`"]
pub struct Expectation {
    endpoint: String,
    /// An endpoint that does not exist; nothing can be expected of it.
    unknown: Option<UnknownEndpoint>,
    requests: Vec<Recorded>,
    least: usize,
    most: usize,
    wanted: Vec<Wanted>,
    order: Vec<Order>,
}

/// Conditions on each counted request.
#[derive(Clone, Debug)]
enum Wanted {
    Body(Value),
    BodyContains(Value),
    Query(String, String),
    PathField(String, String),
    Header(String, String),
    Status(u16),
    Code(i64),
}

/// The required order among other requests.
#[derive(Clone, Debug)]
enum Order {
    After(String),
    Before(String),
}

impl Expectation {
    pub(super) fn new(endpoint: &str, unknown: Option<UnknownEndpoint>, requests: Vec<Recorded>) -> Self {
        let endpoint = endpoint.to_owned();
        Self { endpoint, unknown, requests, least: 1, most: usize::MAX, wanted: Vec::new(), order: Vec::new() }
    }

    /// Exactly this many requests.
    pub fn times(mut self, times: usize) -> Self {
        (self.least, self.most) = (times, times);
        self
    }

    /// At least this many requests.
    pub fn at_least(mut self, times: usize) -> Self {
        (self.least, self.most) = (times, usize::MAX);
        self
    }

    /// No request.
    pub fn never(self) -> Self {
        self.times(0)
    }

    /// Counts only requests whose body is this JSON.
    pub fn body(self, body: impl Into<Value>) -> Self {
        self.wanting(Wanted::Body(body.into()))
    }

    /// Counts only requests whose body contains this JSON: objects may have more fields, other values are equal.
    pub fn body_contains(self, part: impl Into<Value>) -> Self {
        self.wanting(Wanted::BodyContains(part.into()))
    }

    /// Counts only requests with this parameter in the query.
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.wanting(Wanted::Query(name.into(), value.into()))
    }

    /// Counts only requests with this value in the path.
    pub fn path_field(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.wanting(Wanted::PathField(name.into(), value.into()))
    }

    /// Counts only requests with this header.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.wanting(Wanted::Header(name.into(), value.into()))
    }

    /// Counts only requests that were answered with this HTTP status.
    pub fn status(self, status: u16) -> Self {
        self.wanting(Wanted::Status(status))
    }

    /// Counts only requests that were answered with this code; 0 is success.
    pub fn code(self, code: i64) -> Self {
        self.wanting(Wanted::Code(code))
    }

    /// The first counted request came after the first one of another endpoint.
    pub fn after(mut self, endpoint: impl Into<String>) -> Self {
        self.order.push(Order::After(endpoint.into()));
        self
    }

    /// The first counted request came before the first one of another endpoint.
    pub fn before(mut self, endpoint: impl Into<String>) -> Self {
        self.order.push(Order::Before(endpoint.into()));
        self
    }

    fn wanting(mut self, wanted: Wanted) -> Self {
        self.wanted.push(wanted);
        self
    }

    /// The counted requests.
    pub fn requests(&self) -> Vec<&Recorded> {
        self.requests.iter().filter(|request| self.counts(request)).collect()
    }

    /// Returns an error unless the recorded requests are as expected.
    pub fn check(&self) -> Result<(), Unmet> {
        if let Some(unknown) = &self.unknown {
            return Err(Unmet { message: unknown.to_string() });
        }
        let found = self.requests().len();
        if !(self.least..=self.most).contains(&found) {
            return Err(Unmet { message: self.wrong_number(found) });
        }
        let unmet = self.order.iter().find_map(|order| self.out_of_order(order));
        unmet.map_or(Ok(()), |message| Err(Unmet { message }))
    }

    /// Fails the test unless the recorded requests are as expected.
    ///
    /// # Panics
    ///
    /// Panics if they are not, and shows the recorded requests.
    #[track_caller]
    pub fn assert(&self) {
        if let Err(unmet) = self.check() {
            panic!("{unmet}");
        }
    }

    fn is_of(&self, request: &Recorded) -> bool {
        request.endpoint.as_deref() == Some(&*self.endpoint)
    }

    fn counts(&self, request: &Recorded) -> bool {
        self.is_of(request) && self.wanted.iter().all(|wanted| wanted.is_met(request))
    }

    fn first(&self, counts: impl Fn(&Recorded) -> bool) -> Option<usize> {
        self.requests.iter().position(counts)
    }

    fn out_of_order(&self, order: &Order) -> Option<String> {
        let (Order::After(other) | Order::Before(other)) = order;
        let here = self.first(|request| self.counts(request))?;
        let there = self.first(|request| request.endpoint.as_deref() == Some(other));
        let is_met = match (order, there) {
            (Order::After(_), Some(there)) => there < here,
            (Order::Before(_), Some(there)) => here < there,
            (_, None) => false,
        };
        let word = if matches!(order, Order::After(_)) { "after" } else { "before" };
        let seen = if there.is_some() { "they came the other way round" } else { "that one never came" };
        (!is_met).then(|| format!("`{}` was expected {word} `{other}`, and {seen}", self.endpoint))
    }

    fn wrong_number(&self, found: usize) -> String {
        let expected = match (self.least, self.most) {
            (0, 0) => "no request was".to_owned(),
            (least, usize::MAX) => format!("at least {least} were"),
            (least, _) => format!("exactly {least} were"),
        };
        let mut message = format!("`{}`: {expected} expected, and {found} came", self.endpoint);
        for request in self.requests.iter().filter(|request| self.is_of(request)) {
            let amiss = self.wanted.iter().filter(|wanted| !wanted.is_met(request)).map(ToString::to_string);
            let amiss: Vec<String> = amiss.collect();
            let verdict = if amiss.is_empty() { "counts".to_owned() } else { format!("not {}", amiss.join(", not ")) };
            // Writing to a string cannot fail.
            let _ = write!(message, "\n  {} {}: {verdict}", request.method, request.path);
            if !request.body.is_empty() {
                let _ = write!(message, "\n    {}", String::from_utf8_lossy(&request.body));
            }
        }
        message
    }
}

impl Wanted {
    fn is_met(&self, request: &Recorded) -> bool {
        match self {
            Self::Body(body) => request.json().as_ref() == Some(body),
            Self::BodyContains(part) => request.json().is_some_and(|body| holds(&body, part)),
            Self::Query(name, value) => request.query.contains(&(name.clone(), value.clone())),
            Self::PathField(name, value) => request.path_field(name) == Some(value),
            Self::Header(name, value) => request.header(name) == Some(value),
            Self::Status(status) => request.status == Some(*status),
            Self::Code(code) => request.code == Some(*code),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(body) => write!(f, "the body {body}"),
            Self::BodyContains(part) => write!(f, "a body with {part}"),
            Self::Query(name, value) => write!(f, "the query parameter `{name}={value}`"),
            Self::PathField(name, value) => write!(f, "`{name}` `{value}`"),
            Self::Header(name, value) => write!(f, "the header `{name}: {value}`"),
            Self::Status(status) => write!(f, "answered with status {status}"),
            Self::Code(code) => write!(f, "answered with code {code}"),
        }
    }
}

/// Whether a value contains all of another one.
fn holds(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => {
            part.iter().all(|(name, part)| value.get(name).is_some_and(|value| holds(value, part)))
        }
        (Value::Array(items), Value::Array(parts)) => {
            items.len() == parts.len() && items.iter().zip(parts).all(|(item, part)| holds(item, part))
        }
        (value, part) => value == part,
    }
}

/// The expected and the recorded requests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unmet {
    message: String,
}

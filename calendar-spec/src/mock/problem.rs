//! [`Problem`]: why a request is rejected, before it becomes the envelope of a response.

use http::HeaderValue;
use http::header::HeaderName;
use serde_json::{Map, Value, json};

use super::check::Violation;
use super::codes;
use crate::model::Spec;
use crate::words::SITE;

/// Where the service has its console and its search.
const OPEN: &str = "https://open.feishu.cn";

/// An error code and its details.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    pub(super) number: i64,
    /// If it differs from that of the code.
    pub(super) status: Option<u16>,
    /// If it differs from that of the code.
    pub(super) message: Option<Box<str>>,
    /// Goes into `error.field_violations`.
    pub(super) broken: Box<[Violation]>,
    /// Scopes, one of which is enough; go into `error.permission_violations`.
    pub(super) scopes: Box<[String]>,
    /// The application that lacks them, for the link to the console.
    pub(super) app: Option<Box<str>>,
    /// A message for developers; goes into `error.details`.
    pub(super) hint: Option<Box<str>>,
    /// Headers of the response.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    pub(super) fn new(number: i64) -> Self {
        Self { number, ..Self::default() }
    }

    pub(super) fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    pub(super) fn message(mut self, message: impl Into<Box<str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The HTTP status and the body of the response; `page` is the endpoint's page.
    pub(super) fn render(&self, spec: &Spec, log_id: &str, page: Option<&str>) -> (u16, Value) {
        let (status, message) = codes::status_and_message(spec, self.number);
        let message = self.message.as_deref().map_or(message, str::to_owned);
        let message = match self.number {
            codes::APP_LACKS_SCOPE => format!("{message}: [{}]{}", self.scopes.join(", "), self.console_link()),
            codes::USER_LACKS_SCOPE => {
                format!("{message} required one of these privileges: [{}]", self.scopes.join(", "))
            }
            _ => message,
        };
        let body = json!({ "code": self.number, "msg": message, "error": self.error(log_id, page) });
        (self.status.unwrap_or(status), body)
    }

    /// The URL where the console grants the scopes, as the service appends it to its message; no page shows that.
    fn console_link(&self) -> String {
        let Some(app) = &self.app else { return String::new() };
        let scopes = self.scopes.join(",");
        format!(". Apply for any one of them: {OPEN}/app/{app}/auth?q={scopes}&op_from=openapi&token_type=tenant")
    }

    fn error(&self, log_id: &str, page: Option<&str>) -> Value {
        let mut error = Map::new();
        error.insert("log_id".to_owned(), log_id.into());
        if !self.broken.is_empty() {
            let broken = self.broken.iter().map(violation).collect();
            error.insert("field_violations".to_owned(), broken);
        }
        if !self.scopes.is_empty() {
            error.insert(
                "permission_violations".to_owned(),
                self.scopes.iter().map(|scope| self.permission(scope)).collect(),
            );
            let link = format!("{OPEN}/search?from=openapi&log_id={log_id}&code={}", self.number);
            error.insert("troubleshooter".to_owned(), format!("Troubleshooting suggestions: {link}").into());
        }
        let details = self.details();
        if !details.is_empty() {
            error.insert("details".to_owned(), details.into());
        }
        if let Some(page) = page {
            let url = format!("{SITE}{page}");
            let help = json!([{ "url": url, "description": "the reference page of the endpoint" }]);
            error.insert("helps".to_owned(), help);
        }
        Value::Object(error)
    }

    /// The service describes each rejected parameter here; this server puts its own messages here, too.
    fn details(&self) -> Vec<Value> {
        let is_described = self.number == codes::INVALID_WITH_DETAILS;
        let broken = self.broken.iter().filter(|_| is_described);
        let broken = broken.map(|broken| json!({ "key": broken.path, "value": broken.to_string() }));
        broken.chain(self.hint.iter().map(|hint| json!({ "key": "mock", "value": hint }))).collect()
    }

    /// The type is documented for one of the codes, and named alike for the other.
    fn permission(&self, scope: &str) -> Value {
        let kind = match self.number {
            codes::APP_LACKS_SCOPE => "action_scope_required",
            _ => "action_privilege_required",
        };
        json!({ "type": kind, "subject": scope })
    }
}

/// A violation as part of the response.
fn violation(violation: &Violation) -> Value {
    json!({ "field": violation.path, "value": violation.value, "description": violation.message })
}

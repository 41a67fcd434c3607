//! A server with a clock that tests advance, and callers that exchange JSON with it.

use calendar_generated::mock::{MockServer, MockServerBuilder, TestClock};
use serde_json::{Value, json};

use crate::http::{Connection, Sent};

const ROOT: &str = "/open-apis/calendar/v4";

/// The time that the clock shows at first, in Unix seconds.
pub(crate) const NOW: i64 = 1_767_225_600;

/// A server and its clock.
pub(crate) struct Setup {
    pub(crate) clock: TestClock,
    pub(crate) server: MockServer,
}

impl Setup {
    pub(crate) async fn new() -> Self {
        Self::with(|server| server).await
    }

    pub(crate) async fn with(change: impl FnOnce(MockServerBuilder) -> MockServerBuilder) -> Self {
        let clock = TestClock::new();
        let server = change(MockServer::builder().clock(clock.reader())).start().await.unwrap();
        Self { clock, server }
    }

    /// A caller, by the token.
    pub(crate) async fn caller(&self, token: &'static str) -> Caller {
        Caller { connection: Connection::to(&self.server).await, token }
    }
}

/// A caller.
pub(crate) struct Caller {
    connection: Connection,
    token: &'static str,
}

impl Caller {
    pub(crate) fn over(connection: Connection, token: &'static str) -> Self {
        Self { connection, token }
    }

    /// The status, the code and the data of a response. The route is a method, and a path below that of the calendar.
    pub(crate) async fn call(&mut self, route: &str, body: Option<&Value>) -> (u16, i64, Value) {
        let (method, path) = route.split_once(' ').unwrap();
        let path = if path.starts_with("/open-apis") { path.to_owned() } else { format!("{ROOT}{path}") };
        let mut request = Sent::new(method, &path).token(self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let reply = self.connection.send(&request).await;
        let json = reply.json();
        (reply.status, reply.code(), json["data"].clone())
    }

    /// The data of a response.
    pub(crate) async fn get(&mut self, path: &str) -> Value {
        self.done(&format!("GET {path}"), None).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: Value) -> Value {
        self.done(&format!("POST {path}"), Some(&body)).await
    }

    pub(crate) async fn patch(&mut self, path: &str, body: Value) -> Value {
        self.done(&format!("PATCH {path}"), Some(&body)).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Value {
        self.done(&format!("DELETE {path}"), None).await
    }

    async fn done(&mut self, route: &str, body: Option<&Value>) -> Value {
        let (_, code, data) = self.call(route, body).await;
        assert_eq!(code, 0, "{route} by {}", self.token);
        data
    }

    /// The code with which a call is rejected.
    pub(crate) async fn refused(&mut self, route: &str, body: Value) -> i64 {
        let body = Some(&body).filter(|body| !body.is_null());
        let (status, code, _) = self.call(route, body).await;
        assert!(status >= 400 && code != 0, "{route} by {} is answered", self.token);
        code
    }

    /// A new shared calendar.
    pub(crate) async fn calendar(&mut self, body: Value) -> String {
        let data = self.post("/calendars", body).await;
        data["calendar"]["calendar_id"].as_str().unwrap().to_owned()
    }

    /// A new event of an hour.
    pub(crate) async fn event(&mut self, calendar: &str, start: i64, more: Value) -> String {
        let mut body = hour(start);
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let data = self.post(&format!("/calendars/{calendar}/events"), body).await;
        data["event"]["event_id"].as_str().unwrap().to_owned()
    }

    /// The primary calendar of the caller.
    pub(crate) async fn primary(&mut self) -> String {
        let (_, code, data) = self.call("POST /calendars/primary", None).await;
        assert_eq!(code, 0);
        data["calendars"][0]["calendar"]["calendar_id"].as_str().unwrap().to_owned()
    }

    /// Every page of a listing, and the rest of the last page.
    pub(crate) async fn walk(&mut self, path: &str, items: &str) -> (Vec<Value>, Value) {
        let (mut found, mut token) = (Vec::new(), String::new());
        loop {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = if token.is_empty() { path.to_owned() } else { format!("{path}{separator}page_token={token}") };
            let data = self.get(&page).await;
            found.extend(data[items].as_array().unwrap().iter().cloned());
            match data["page_token"].as_str().filter(|next| !next.is_empty()) {
                Some(next) => next.clone_into(&mut token),
                None => return (found, data),
            }
        }
    }
}

/// The start and the end of an event of an hour.
pub(crate) fn hour(start: i64) -> Value {
    json!({ "start_time": time(start), "end_time": time(start + 3600) })
}

pub(crate) fn time(seconds: i64) -> Value {
    json!({ "timestamp": seconds.to_string() })
}

/// The values of one field.
pub(crate) fn each<'v>(items: impl IntoIterator<Item = &'v Value>, name: &str) -> Vec<String> {
    items.into_iter().map(|item| item[name].as_str().unwrap_or_default().to_owned()).collect()
}

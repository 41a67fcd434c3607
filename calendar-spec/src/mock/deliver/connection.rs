//! Sends notifications over long connections: all due ones at once, since each event has its own response.

use std::time::{Duration, SystemTime};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use crate::mock::push::Pushed;
use crate::mock::shared::Shared;
use crate::mock::websocket::Event;

/// How often to look for notifications that have become due, while waiting for responses.
const LOOK: Duration = Duration::from_millis(10);

impl Shared {
    /// Sends each due notification over one connection, and waits for all responses. Notifications that become due
    /// meanwhile do not wait for the responses to others. Without a connection they wait.
    pub(super) async fn deliver_over_connections(&self) {
        let mut answers = FuturesUnordered::new();
        loop {
            while let Some(answer) = self.begin() {
                answers.push(answer);
            }
            if answers.is_empty() {
                return;
            }
            tokio::select! {
                _ = answers.next() => {}
                () = sleep(LOOK) => {}
            }
        }
    }

    /// Sends one notification; returns a future of its response, if there is a notification and a connection.
    fn begin(&self) -> Option<impl Future<Output = ()>> {
        if self.outbox().hub.count(None) == 0 {
            return None;
        }
        let pushed = self.due()?;
        let attempt = Attempt { shared: self, begun: self.now(), code: None, event_id: pushed.event_id.clone() };
        let (answer, answered) = oneshot::channel();
        {
            let mut outbox = self.outbox();
            outbox.is_under_way(&pushed.event_id);
            let fault = outbox.hub.take_fault(false);
            let message_id = format!("{}-{}", pushed.event_id, pushed.sent.len() + 1);
            let event = Event { message_id, payload: pushed.body.to_string().into_bytes(), fault, answer };
            // A connection that has just closed drops the event, and its response.
            outbox.hub.next(app(&pushed)).map(|connection| connection.send(event));
        }
        let patience = self.connections.answer_within;
        Some(async move { attempt.end(timeout(patience, answered).await.ok().and_then(Result::ok)) })
    }
}

/// A notification that is being sent. Its outcome is recorded when this is dropped, even if nobody waits for it.
struct Attempt<'s> {
    shared: &'s Shared,
    event_id: String,
    begun: SystemTime,
    code: Option<u16>,
}

impl Attempt<'_> {
    fn end(mut self, code: Option<u16>) {
        self.code = code;
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.shared.outbox().sent(&self.event_id, self.begun, (self.code, self.code == Some(200)));
    }
}

/// The application that receives the notification.
fn app(pushed: &Pushed) -> &str {
    let header = pushed.body.get("header").or_else(|| pushed.body.get("event"));
    header.and_then(|header| header.get("app_id")).and_then(Value::as_str).unwrap_or_default()
}

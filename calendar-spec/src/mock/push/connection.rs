//! Sends notifications over long connections: all due ones at once, since each event has its own response.

use futures_util::future::join_all;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Pushed;
use crate::mock::shared::Shared;
use crate::mock::websocket::Event;

impl Shared {
    /// Sends each due notification over one connection, and waits for all responses. Without a connection they wait.
    pub(super) async fn deliver_over_connections(&self) {
        loop {
            let mut answers = Vec::new();
            while let Some(answer) = self.begin() {
                answers.push(answer);
            }
            if answers.is_empty() {
                return;
            }
            join_all(answers).await;
        }
    }

    /// Sends one notification; returns a future of its response, if there is a notification and a connection.
    fn begin(&self) -> Option<impl Future<Output = ()>> {
        if self.outbox().hub.count(None) == 0 {
            return None;
        }
        let pushed = self.due()?;
        let begun = self.now();
        let patience = self.connections.answer_within;
        let (answer, answered) = oneshot::channel();
        {
            let mut outbox = self.outbox();
            outbox.is_under_way(&pushed.event_id, begun + 2 * patience);
            let fault = outbox.hub.take_fault(false);
            let message_id = format!("{}-{}", pushed.event_id, pushed.sent.len() + 1);
            let event = Event { message_id, payload: pushed.body.to_string().into_bytes(), fault, answer };
            // A connection that has just closed drops the event, and its response.
            outbox.hub.next(app(&pushed)).map(|connection| connection.send(event));
        }
        Some(async move {
            let code = timeout(patience, answered).await.ok().and_then(Result::ok);
            self.outbox().sent(&pushed.event_id, begun, (code, code == Some(200)));
        })
    }
}

/// The application that receives the notification.
fn app(pushed: &Pushed) -> &str {
    let header = pushed.body.get("header").or_else(|| pushed.body.get("event"));
    header.and_then(|header| header.get("app_id")).and_then(Value::as_str).unwrap_or_default()
}

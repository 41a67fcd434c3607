//! Sends notifications: one request over a connection of its own, within the documented time.

mod connection;

use std::time::{Duration, UNIX_EPOCH};

use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderName, Method, Request, Response};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::push::{InvalidWebhook, Pushed, Webhook, seal, with_token};
use super::shared::Shared;
use super::wire::ReplyBody;

/// The time limit for connecting.
const CONNECT: Duration = Duration::from_secs(2);

/// The time limit for a response.
const ANSWER: Duration = Duration::from_secs(3);

/// The time limit for the response to a URL verification.
const VERIFY: Duration = Duration::from_secs(1);

/// How much of a response is read.
const MOST: usize = 64 << 10;

impl Shared {
    /// Sends every notification that is due by the server's clock.
    pub(super) async fn deliver(&self) {
        // This also waits for notifications that another task has begun to send.
        let _turn = self.delivering.lock().await;
        loop {
            let webhook = self.outbox().webhook.clone();
            let Some(webhook) = webhook else { return self.deliver_over_connections().await };
            let Some(pushed) = self.due() else { return };
            let begun = self.now();
            let body = with_token(&pushed.body, &webhook.token);
            let answer = self.post(&webhook, &body, ANSWER).await;
            let took = self.now().duration_since(begun).unwrap_or_default();
            let status = answer.map(|(status, _)| status);
            self.outbox().sent(&pushed.event_id, begun, (status, took <= ANSWER && status == Some(200)));
        }
    }

    /// The next notification that is due by the server's clock.
    fn due(&self) -> Option<Pushed> {
        self.outbox().due(&self.api.spec, self.now())
    }

    /// Verifies a URL, as the platform does when it is saved; from then on notifications are sent there.
    pub(super) async fn subscribe(&self, webhook: Webhook) -> Result<(), InvalidWebhook> {
        let challenge = "6d6f636b-ajls384kdjxxxx";
        let question = json!({ "challenge": challenge, "token": &webhook.token, "type": "url_verification" });
        let answer = self.post(&webhook, &question, VERIFY).await;
        let Some((status, body)) = answer else {
            return Err(InvalidWebhook::new(format!("http://{}{} does not respond", webhook.authority, webhook.path)));
        };
        let told: Option<Value> = serde_json::from_slice(&body).ok();
        if status != 200 || told.is_none_or(|told| told["challenge"] != challenge) {
            let message = format!(
                "http://{}{} answers the URL verification with status {status} and not with the challenge; check the \
                 verification token and the Encrypt Key",
                webhook.authority, webhook.path
            );
            return Err(InvalidWebhook::new(message));
        }
        self.outbox().webhook = Some(webhook);
        Ok(())
    }

    /// The status and the start of the body of a response, if there is one in time.
    async fn post(&self, webhook: &Webhook, content: &Value, patience: Duration) -> Option<(u16, Vec<u8>)> {
        let number = {
            let mut outbox = self.outbox();
            outbox.requests += 1;
            outbox.requests
        };
        let seconds = self.now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let request = request(webhook, content, (seconds, number))?;
        let exchange = async {
            let stream = timeout(CONNECT, connect(webhook)).await.ok().flatten()?;
            let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
            // The connection ends after this exchange.
            let connection = tokio::spawn(connection);
            let answer = sender.send_request(request).await.ok();
            let read = match answer {
                Some(answer) => Some(read(answer).await),
                None => None,
            };
            connection.abort();
            read
        };
        timeout(patience, exchange).await.ok().flatten()
    }
}

fn request(webhook: &Webhook, content: &Value, at: (u64, u64)) -> Option<Request<ReplyBody>> {
    let content = content.to_string().into_bytes();
    let (body, headers) = match &webhook.key {
        Some(key) => {
            let sealed = seal(key, &content, at);
            (sealed.body, sealed.headers)
        }
        None => (content, Vec::new()),
    };
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(&webhook.path)
        .header(HOST, &webhook.authority)
        .header(CONTENT_TYPE, "application/json;charset=utf-8");
    for (name, value) in headers {
        request = request.header(HeaderName::from_static(name), value);
    }
    request.body(ReplyBody::whole(body.into())).ok()
}

async fn connect(webhook: &Webhook) -> Option<TcpStream> {
    for address in &webhook.addresses {
        if let Ok(stream) = TcpStream::connect(address).await {
            return Some(stream);
        }
    }
    None
}

async fn read(answer: Response<Incoming>) -> (u16, Vec<u8>) {
    let (head, mut body) = answer.into_parts();
    let mut bytes = Vec::new();
    while bytes.len() < MOST {
        let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await;
        let Some(Ok(frame)) = frame else { break };
        bytes.extend(frame.into_data().unwrap_or_default());
    }
    (head.status.as_u16(), bytes)
}

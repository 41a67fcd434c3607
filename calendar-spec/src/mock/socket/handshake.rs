//! The handshake: from an HTTP request to an open connection, or to a rejection with headers of its own.

use http::header::{CONNECTION, HeaderName, UPGRADE};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::connection::Accepted;
use crate::mock::answer::Answer;
use crate::mock::check::Pair;
use crate::mock::shared::Shared;
use crate::mock::token::TokenKind;

const KEY: HeaderName = HeaderName::from_static("sec-websocket-key");
const ACCEPT: HeaderName = HeaderName::from_static("sec-websocket-accept");

/// The codes of rejections; the last one has a header of its own, besides the second.
const FORBIDDEN: i64 = 403;
const AUTH_FAILED: i64 = 514;
const TOO_MANY: i64 = 1_000_040_350;

impl Shared {
    /// Opens a connection for the application that the ticket in the URL belongs to, or says why not.
    pub(in crate::mock) fn handshake(
        &self,
        (headers, query): (&HeaderMap, &[Pair]),
        upgrade: Option<OnUpgrade>,
        fault: Option<i64>,
    ) -> Result<(Accepted, Answer), Refusal> {
        if let Some(code) = fault {
            return Err(Refusal::Code(code));
        }
        let key = headers.get(KEY).filter(|_| headers.get(UPGRADE).is_some_and(|to| to.as_bytes() == b"websocket"));
        let (Some(key), Some(upgrade)) = (key, upgrade) else {
            return Err(Refusal::NoUpgrade);
        };
        let ticket = query.iter().find(|pair| pair.name == "ticket").map_or("", |pair| pair.value.as_str());
        let now = self.now();
        let app = {
            let state = self.state();
            if !state.tokens.is_app_token(ticket, now) {
                return Err(Refusal::Code(AUTH_FAILED));
            }
            state.tokens.owner(ticket, TokenKind::App).key().to_owned()
        };
        let mut outbox = self.outbox();
        if outbox.hub.count(Some(&app)) >= self.connections.max_connections {
            return Err(Refusal::Code(TOO_MANY));
        }
        let (number, events) = outbox.hub.open(&app);
        let cut = outbox.hub.take_cut();
        let mut answer = Answer::new(StatusCode::SWITCHING_PROTOCOLS, "");
        answer.headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        answer.headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
            answer.headers.insert(ACCEPT, accept);
        }
        Ok((Accepted { upgrade, number, events, cut }, answer))
    }
}

/// Why a connection is not opened.
pub(in crate::mock) enum Refusal {
    /// The request does not ask for a WebSocket.
    NoUpgrade,
    Code(i64),
}

impl Refusal {
    pub(in crate::mock) fn answer(&self) -> Answer {
        match self {
            Self::NoUpgrade => Answer::new(StatusCode::UPGRADE_REQUIRED, "this is a WebSocket\n"),
            Self::Code(code) => refusal(*code),
        }
    }
}

/// The response to a rejected handshake. Its HTTP status is not known; the vendor's SDKs read only the headers.
fn refusal(code: i64) -> Answer {
    let (status, finer) = if code == TOO_MANY { (AUTH_FAILED, Some(TOO_MANY)) } else { (code, None) };
    let message = match code {
        FORBIDDEN => "forbidden",
        AUTH_FAILED => "auth failed",
        TOO_MANY => "the number of connections exceeded the limit",
        _ => "internal error",
    };
    let mut answer = Answer::new(StatusCode::BAD_REQUEST, "");
    answer.code = Some(code);
    answer.headers.insert("handshake-status", HeaderValue::from(status));
    answer.headers.insert("handshake-msg", HeaderValue::from_static(message));
    // The vendor's SDK for Python reads it with every 514.
    if status == AUTH_FAILED {
        answer.headers.insert("handshake-autherrcode", HeaderValue::from(finer.unwrap_or(status)));
    }
    answer
}

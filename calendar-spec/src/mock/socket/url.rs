//! The endpoint that returns the URL of the long connection.

use http::HeaderMap;
use http::header::HOST;
use serde_json::{Map, Value, json};

use crate::mock::problem::Problem;
use crate::mock::shared::Shared;
use crate::mock::token::{TokenKind, app_under};
use crate::mock::websocket::SocketCall;

impl Shared {
    /// The URL, with a ticket for the handshake in it.
    pub(in crate::mock) fn socket_url(
        &self,
        headers: &HeaderMap,
        fields: &Map<String, Value>,
    ) -> Result<Value, Problem> {
        let now = self.now();
        let mut state = self.state();
        let app = app_under(&state.tokens, fields, ["AppID", "AppSecret"])?;
        let ticket = state.tokens.issue(TokenKind::App, &app, now);
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let path = SocketCall::Handshake.path();
        let url = format!("ws://{host}{path}?device_id={ticket}&service_id=33554678&ticket={ticket}");
        let data = json!({ "URL": url, "ClientConfig": self.connections.client_config() });
        Ok(json!({ "code": 0, "msg": "success", "data": data }))
    }
}

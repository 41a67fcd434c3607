//! [`MockServer`]: the handle that a test uses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinHandle;

use super::api::Target;
use super::builder::MockServerBuilder;
use super::example::answer;
use super::expect::Expectation;
use super::fault::{Fault, InvalidFault};
use super::listen::{Listener, listen};
use super::push::{InvalidWebhook, Pushed, Webhook};
use super::record::Recorded;
use super::shared::Shared;
use super::spec::StartError;
use super::state::InvalidState;
use super::token::{Identity, TokenKind};
use super::unknown::UnknownEndpoint;
use super::websocket::FrameFault;

/// A server that answers like the service. Dropping it stops it.
#[derive(Debug)]
pub struct MockServer {
    listener: Listener,
    url: String,
    shared: Arc<Shared>,
    state_file: Option<PathBuf>,
    /// Sends notifications; ends with the server.
    #[allow(dead_code)] // held for its `Drop`
    courier: Courier,
}

/// A task that ends when this is dropped.
#[derive(Debug)]
struct Courier(JoinHandle<()>);

impl Drop for Courier {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl MockServerBuilder {
    /// Starts the server on the current tokio runtime.
    pub async fn start(self) -> Result<MockServer, StartError> {
        let address = SocketAddr::new(self.host, self.port);
        let state_file = self.state_file.clone();
        let shared = self.shared()?;
        if let Some(file) = &state_file {
            shared.open_file(file)?;
        }
        let failed = |source| StartError::Listen { address: address.to_string(), source };
        let listener = listen(address, Arc::clone(&shared)).await.map_err(failed)?;
        let url = url(listener.address);
        let courier = tokio::spawn(deliver(Arc::downgrade(&shared)));
        Ok(MockServer { listener, url, shared, state_file, courier: Courier(courier) })
    }
}

/// How often the server looks for notifications that are due by its clock.
const ROUND: Duration = Duration::from_millis(250);

/// Sends notifications as long as the server runs.
async fn deliver(shared: Weak<Shared>) {
    loop {
        tokio::time::sleep(ROUND).await;
        let Some(shared) = shared.upgrade() else { return };
        shared.deliver().await;
    }
}

/// The URL by which this machine can reach an address, in place of the unspecified address.
fn url(address: SocketAddr) -> String {
    let host: IpAddr = match address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    format!("http://{}", SocketAddr::new(host, address.port()))
}

impl MockServer {
    /// Starts a strict server with the built-in spec, on a free port of the loopback address.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Returns the options of a server.
    pub fn builder() -> MockServerBuilder {
        MockServerBuilder::new()
    }

    /// Returns its URL, such as `http://127.0.0.1:41234`, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the address that it is bound to.
    pub fn address(&self) -> SocketAddr {
        self.listener.address
    }

    /// Returns how many endpoints it serves.
    pub fn endpoint_count(&self) -> usize {
        self.shared.api.len()
    }

    /// Returns the requests that it saw, oldest first: the last 10,000, or as many as fit into 64 MiB.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.state().record.requests().cloned().collect()
    }

    /// Returns expectations about the requests of an endpoint that were recorded so far. Nothing can be expected of an
    /// endpoint that does not exist, not even that it was never called.
    pub fn expect(&self, endpoint: &str) -> Expectation {
        Expectation::new(endpoint, self.shared.api.target(endpoint).err(), self.requests())
    }

    /// Adds a fault, which affects the next matching call. Faults wait in the order in which they were added.
    pub fn fault(&self, fault: Fault) -> Result<(), InvalidFault> {
        if let Some(endpoint) = &fault.endpoint {
            self.shared.api.target(endpoint)?;
        }
        self.shared.state().faults.add(fault)
    }

    /// Removes the waiting faults.
    pub fn clear_faults(&self) {
        self.shared.state().faults.clear();
        self.shared.outbox().hub.clear_faults();
    }

    /// Rejects a token from now on, as the service does with a revoked one.
    pub fn reject_token(&self, token: &str) {
        self.shared.state().tokens.reject(token);
    }

    /// Accepts a token from now on, in any form.
    pub fn accept_token(&self, token: &str, kind: TokenKind) {
        self.shared.state().tokens.register(token, kind);
    }

    /// Accepts a token from now on, as that of an identity.
    pub fn accept_token_of(&self, token: &str, identity: Identity) {
        self.shared.state().tokens.register_as(token, identity.kind(), identity);
    }

    /// Returns the state that requests have left, as JSON.
    pub fn dump_state(&self) -> Value {
        self.shared.store().dump()
    }

    /// Replaces the state by one from [`dump_state`](Self::dump_state). If that fails, nothing changes.
    pub fn load_state(&self, dump: &Value) -> Result<(), InvalidState> {
        self.shared.store().load(dump)
    }

    /// Removes the state that requests have left.
    pub fn clear_state(&self) {
        self.shared.store().clear();
    }

    /// Expires all page and sync tokens.
    pub fn expire_sync_tokens(&self) {
        self.shared.store().expire_tokens();
    }

    /// Sends notifications to a URL of this machine from now on, once it has responded to the URL verification, as the
    /// platform does when a request URL is saved.
    pub async fn subscribe(&self, webhook: Webhook) -> Result<(), InvalidWebhook> {
        self.shared.subscribe(webhook).await
    }

    /// Sends an event to its subscribers, whatever the spec says of its type; returns the ID of the notification.
    pub fn push(&self, event_type: &str, event: impl Into<Value>) -> String {
        self.shared.outbox().push(event_type, &event.into(), self.shared.now())
    }

    /// Returns how many long connections are open.
    pub fn connection_count(&self) -> usize {
        self.shared.outbox().hub.count(None)
    }

    /// Returns how many pings of long connections had a pong.
    pub fn pong_count(&self) -> u64 {
        self.shared.outbox().hub.pongs
    }

    /// Cuts all long connections.
    pub fn cut_connections(&self) {
        self.shared.outbox().hub.close_all();
    }

    /// Cuts the next long connection that is opened, after this many bytes in both directions together. Each of several
    /// cuts applies to one connection.
    pub fn cut_next_connection(&self, bytes: usize) {
        self.shared.outbox().hub.cut_next(bytes);
    }

    /// Adds a fault, which affects the next event or ping on a long connection. Faults wait in the order in which they
    /// were added.
    pub fn frame_fault(&self, fault: FrameFault) {
        self.shared.outbox().hub.add_fault(fault);
    }

    /// Sends every notification that is due by the server's clock, and returns after all responses.
    ///
    /// The server does so itself, several times a second; a test that moves the clock need not wait for that.
    pub async fn deliver(&self) {
        self.shared.deliver().await;
    }

    /// Returns the last 1,000 notifications, oldest first, with their outcome.
    pub fn notifications(&self) -> Vec<Pushed> {
        self.shared.outbox().pushed().cloned().collect()
    }

    /// Sets the `data` of an endpoint's responses. It is sent unchanged, whatever the spec says.
    pub fn respond(&self, endpoint: &str, data: impl Into<Value>) -> Result<(), UnknownEndpoint> {
        self.shared.respond(endpoint, Some(&data.into()))
    }

    /// Restores the usual responses of an endpoint.
    pub fn respond_as_documented(&self, endpoint: &str) -> Result<(), UnknownEndpoint> {
        self.shared.respond(endpoint, None)
    }

    /// Turns the documented rate limits on or off.
    pub fn rate_limits(&self, hold: bool) {
        self.shared.state().has_rate_limits = hold;
    }

    /// Removes the state, recorded requests, notifications, faults, responses that were set, and rate limits. Tokens
    /// and the webhook remain.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Accepts no more connections, waits up to five seconds for running requests, and stops. The state is written to
    /// the [state file](MockServerBuilder::state_file), if there is one.
    pub async fn shut_down(mut self) -> std::io::Result<()> {
        self.listener.shut_down().await;
        match &self.state_file {
            Some(file) => self.shared.write_file(file),
            None => Ok(()),
        }
    }
}

impl Shared {
    pub(super) fn respond(&self, endpoint: &str, data: Option<&Value>) -> Result<(), UnknownEndpoint> {
        let Target::Endpoint(index) = self.api.target(endpoint)? else {
            // Endpoints that issue tokens have no `data`.
            return Err(self.api.unknown(endpoint));
        };
        let mut state = self.state();
        match data {
            Some(data) => {
                let body = self.api.endpoint(index).map(|endpoint| answer(endpoint, data));
                drop(state.responses.insert(index, body.unwrap_or_default()));
            }
            None => drop(state.responses.remove(&index)),
        }
        Ok(())
    }

    pub(super) fn reset(&self) {
        let mut state = self.state();
        state.record.clear();
        state.faults.clear();
        state.responses.clear();
        state.limiter = super::limit::Limiter::default();
        drop(state);
        self.store().clear();
        self.outbox().clear();
    }
}

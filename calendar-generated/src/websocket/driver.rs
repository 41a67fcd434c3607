//! [`Driver`]: connects, runs a [session](super::session), and reconnects, until it is told to stop or the platform
//! rejects the application.

use std::time::Duration;

use tokio::sync::watch;
use tracing::{info, warn};

use super::handlers::Handlers;
use super::session::{End, Opening};
use super::settings::Settings;
use super::shutdown::Shutdown;
use super::state::ConnectionState;
use crate::client::Dialer;
use crate::{Error, ErrorKind};

/// How many rejections in a row are final after a connection was lost: the platform may still count the lost one, and
/// may accept a ticket only a moment after it was issued.
const MAX_REFUSALS: u32 = 3;

pub(super) struct Driver {
    pub(super) dialer: Dialer,
    pub(super) handlers: Handlers,
    pub(super) shutdown: Shutdown,
    pub(super) answer_within: Duration,
    pub(super) state: watch::Sender<ConnectionState>,
    pub(super) settings: Settings,
    pub(super) failures: Failures,
}

/// The failures since the last working connection.
#[derive(Default)]
pub(super) struct Failures {
    count: u32,
    refusals: u32,
    was_connected: bool,
}

impl Driver {
    /// Ends without an error when it is told to stop.
    pub(super) async fn run(mut self) -> Result<(), Error> {
        let result = loop {
            match self.attempt().await {
                Ok(End::ShutDown) => break Ok(()),
                Ok(End::Lost(reason)) => warn!(reason, "the long connection was lost"),
                Err(error) if self.failures.is_final(&error) => break Err(error),
                Err(error) => warn!(%error, "the long connection could not be made"),
            }
            if self.pause().await.is_none() {
                break Ok(());
            }
        };
        self.state.send_replace(ConnectionState::Closing);
        self.handlers.finish().await;
        self.state.send_replace(ConnectionState::Closed);
        info!("the long connection is closed");
        result
    }

    /// One connection, from the request for its URL to its end.
    async fn attempt(&mut self) -> Result<End, Error> {
        self.state.send_replace(ConnectionState::Connecting);
        let dialer = self.dialer.clone();
        let connecting = async {
            let endpoint = dialer.endpoint().await?;
            dialer.connect(&endpoint).await.map(|stream| (endpoint, stream))
        };
        let Some(connected) = self.shutdown.unless(connecting).await else { return Ok(End::ShutDown) };
        let (endpoint, stream) = connected?;
        if let Err(error) = self.settings.update(&endpoint.client_config) {
            warn!(%error, "the settings of the long connection are not usable");
        }
        info!(device_id = endpoint.device_id(), "the long connection is open");
        self.state.send_replace(ConnectionState::Connected);
        let opening = Opening {
            dialer: &self.dialer,
            settings: &mut self.settings,
            handlers: &mut self.handlers,
            answer_within: self.answer_within,
            service: endpoint.service_id(),
        };
        let mut session = opening.open(stream).await;
        let end = session.run(&mut self.shutdown).await;
        self.failures.connected(session.is_proven);
        Ok(end)
    }

    /// Waits before the next attempt, the first time for a random time, as the server asks. `None` if it is told to
    /// stop.
    async fn pause(&mut self) -> Option<()> {
        let Settings { reconnect_nonce, reconnect_interval, .. } = self.settings;
        let pause = if self.failures.count == 0 { random_part(reconnect_nonce) } else { reconnect_interval };
        self.state.send_replace(ConnectionState::Waiting { failures: self.failures.count, pause });
        self.failures.count = self.failures.count.saturating_add(1);
        let sleep = self.dialer.sleep(pause);
        self.shutdown.unless(sleep).await
    }
}

impl Failures {
    /// A connection ended. One that never received anything counts as a failed attempt.
    fn connected(&mut self, is_proven: bool) {
        self.was_connected = true;
        if is_proven {
            self.count = 0;
            self.refusals = 0;
        }
    }

    /// Whether an error is a reason to stop. Network failures are not.
    fn is_final(&mut self, error: &Error) -> bool {
        if !error.is_refusal() {
            return matches!(error.kind(), ErrorKind::Configuration | ErrorKind::Encode);
        }
        self.refusals += 1;
        !self.was_connected || self.refusals >= MAX_REFUSALS
    }
}

fn random_part(whole: Duration) -> Duration {
    // Without randomness there is no wait.
    let thousandths = u32::try_from(getrandom::u64().unwrap_or(0) % 1001).unwrap_or_default();
    whole * thousandths / 1000
}

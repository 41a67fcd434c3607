//! A server and a client that share a clock which the test advances.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::mock::{ConnectionSettings, MockServer, MockServerBuilder, Pushed, TestClock};
use calendar_generated::websocket::{BoxError, ConnectionState, LongConnection};
use calendar_generated::{Client, Error, Notification, RetryPolicy, Tenant};
use serde_json::json;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinHandle;

pub(crate) const APP: &str = "cli_a5ca35a685b0x26e";
pub(crate) const APP_SECRET: &str = "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy";
pub(crate) const EVENT: &str = "calendar.calendar.changed_v4";

/// How long a server waits for a response if events are lost; otherwise it waits longer.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_millis(400);

pub(crate) struct Setup {
    pub(crate) clock: TestClock,
    pub(crate) server: MockServer,
    pub(crate) client: Client<Tenant>,
}

impl Setup {
    pub(crate) async fn new() -> Self {
        Self::with(|server| server).await
    }

    pub(crate) async fn settings(settings: ConnectionSettings) -> Self {
        Self::with(|server| server.connections(settings)).await
    }

    pub(crate) async fn with(change: impl FnOnce(MockServerBuilder) -> MockServerBuilder) -> Self {
        let clock = TestClock::manual();
        let settings = ConnectionSettings { answer_within: Duration::from_secs(20), ..ConnectionSettings::default() };
        let server = MockServer::builder().clock(clock.reader()).app(APP, APP_SECRET).connections(settings);
        let server = change(server).start().await.unwrap();
        let client =
            Client::builder().app(APP, APP_SECRET).base_url(&server).clock(clock.clone()).retry(RetryPolicy::none());
        Self { client: client.build().unwrap(), server, clock }
    }

    /// A connection whose handler counts.
    pub(crate) fn receive(&self) -> Receiver {
        self.receive_with(|connection| connection, |_| async { Ok(()) })
    }

    /// A connection whose handler ends once for each permit that is added.
    pub(crate) fn receive_slowly(&self) -> (Receiver, Arc<Semaphore>) {
        let finish = Arc::new(Semaphore::new(0));
        let done = Arc::clone(&finish);
        let receiver = self.receive_with(
            |connection| connection,
            move |_| {
                let done = Arc::clone(&done);
                async move {
                    done.acquire().await?.forget();
                    Ok(())
                }
            },
        );
        (receiver, finish)
    }

    /// A connection whose handler counts, and then calls the given function.
    pub(crate) fn receive_with<F>(
        &self,
        change: impl FnOnce(LongConnection<Event>) -> LongConnection<Event>,
        handler: impl Fn(Notification<Event>) -> F + Send + Sync + 'static,
    ) -> Receiver
    where
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        let (stop, stopped) = oneshot::channel::<()>();
        let connection = self.client.events::<Event>().with_graceful_shutdown(async move {
            let _ = stopped.await;
        });
        let connection = change(connection);
        let state = connection.state();
        let memory = Handled::default();
        let noted = memory.clone();
        let task = tokio::spawn(connection.run(move |notification| {
            noted.note(&notification);
            handler(notification)
        }));
        Receiver { handled: memory, state, stop: Some(stop), task }
    }

    /// Pushes an event; returns the ID of its notification.
    pub(crate) fn push(&self) -> String {
        self.server.push(EVENT, json!({ "user_id_list": [{ "open_id": "ou_a" }] }))
    }

    pub(crate) fn pushed(&self, id: &str) -> Pushed {
        self.server.notifications().into_iter().find(|pushed| pushed.event_id == id).unwrap()
    }

    pub(crate) async fn connected(&self, connections: usize) {
        until(|| self.server.connection_count() == connections).await;
    }

    /// Sends what is due and advances the clock until the notification is delivered.
    pub(crate) async fn deliver(&self, id: &str) {
        for _ in 0..400 {
            self.server.deliver().await;
            if self.pushed(id).is_delivered {
                return;
            }
            self.clock.advance(Duration::from_secs(1));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("not delivered: {:?}", self.pushed(id));
    }
}

/// A running connection.
pub(crate) struct Receiver {
    pub(crate) handled: Handled,
    pub(crate) state: watch::Receiver<ConnectionState>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), Error>>,
}

impl Receiver {
    /// Closes it.
    pub(crate) fn stop(&mut self) {
        self.stop.take();
    }

    /// Its result; it must end by itself.
    pub(crate) async fn end(self) -> Result<(), Error> {
        tokio::time::timeout(Duration::from_secs(20), self.task).await.expect("it ends").unwrap()
    }

    pub(crate) async fn close(mut self) {
        self.stop();
        self.end().await.unwrap();
    }
}

/// How often each notification was handled, by its ID, or by its JSON if it has none.
#[derive(Clone, Default)]
pub(crate) struct Handled(Arc<Mutex<HashMap<String, usize>>>);

impl Handled {
    pub(crate) fn note(&self, notification: &Notification<Event>) {
        let id = notification.header.event_id.as_deref().unwrap_or(notification.raw.as_str()).to_owned();
        *self.0.lock().unwrap().entry(id).or_default() += 1;
    }

    pub(crate) fn times(&self, id: &str) -> usize {
        self.0.lock().unwrap().get(id).copied().unwrap_or_default()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }

    pub(crate) fn most(&self) -> usize {
        self.0.lock().unwrap().values().copied().max().unwrap_or_default()
    }

    pub(crate) fn total(&self) -> usize {
        self.0.lock().unwrap().values().sum()
    }
}

/// Waits until a condition is true.
pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    for _ in 0..20_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("the condition was not true in time");
}

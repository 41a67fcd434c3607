//! [`LongConnection`]: the settings of a long connection, and the two ways to run it.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc, watch};
use tracing::warn;

use super::driver::{Driver, Failures};
use super::handlers::{Deliver, Handlers};
use super::settings::Settings;
use super::shutdown::Shutdown;
use super::state::ConnectionState;
use super::stream::{Delivery, EventStream};
use crate::client::{Dialer, TicketKeeper};
use crate::delivery::{self, BoxError, Handler, MAX_DEPTH, Outcome, RecentEvents, SeenEvents, Tickets, is_too_deep};
use crate::notification::Events;
use crate::{Client, Error, Notification};

/// The platform waits for three seconds; the rest is left for the network.
const ANSWER_WITHIN: Duration = Duration::from_millis(2500);
const MAX_IN_FLIGHT: usize = 256;

/// A long connection that is not open yet; made by [`Client::events`].
///
/// [`run`](Self::run) calls a handler with each notification; [`stream`](Self::stream) returns them as a stream.
#[must_use = "nothing is received before `run` or `stream` is called"]
pub struct LongConnection<E, S = RecentEvents> {
    options: Options,
    seen: S,
    tickets: Option<TicketKeeper>,
    event: PhantomData<fn() -> E>,
}

struct Options {
    dialer: Dialer,
    max_in_flight: usize,
    answer_within: Duration,
    shutdown: Shutdown,
    state: watch::Sender<ConnectionState>,
}

impl<K> Client<K> {
    /// Receives notifications over a connection that this client opens. The client needs an app ID and an app secret.
    /// Tickets of an application from the store (`app_ticket`) go to the client, and not to the handler.
    ///
    /// `E` is the enum of events: [`events::Event`](crate::events::Event) or the one that a spec of your own generates.
    pub fn events<E: Events>(&self) -> LongConnection<E> {
        let options = Options {
            dialer: self.dialer(),
            max_in_flight: MAX_IN_FLIGHT,
            answer_within: ANSWER_WITHIN,
            shutdown: Shutdown::default(),
            state: watch::Sender::new(ConnectionState::Connecting),
        };
        LongConnection {
            options,
            seen: RecentEvents::default(),
            tickets: self.ticket_keeper().ok(),
            event: PhantomData,
        }
    }
}

impl<E, S> LongConnection<E, S> {
    /// Where to remember which notifications were handled, such as a database that several processes share; in this
    /// process by default.
    pub fn memory<M: SeenEvents>(self, seen: M) -> LongConnection<E, M> {
        LongConnection { options: self.options, seen, tickets: self.tickets, event: PhantomData }
    }

    /// How many notifications may be handled at the same time, at least 1; 256 by default. Beyond that, nothing is read
    /// from the connection.
    pub fn max_in_flight(mut self, notifications: usize) -> Self {
        self.options.max_in_flight = notifications.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// How long a handler may take before the platform is asked to send the notification again; 2.5 seconds by default,
    /// since the platform waits for 3. The handler continues, and its success counts.
    pub fn answer_within(mut self, limit: Duration) -> Self {
        self.options.answer_within = limit;
        self
    }

    /// Closes the connection once the future completes: running handlers are waited for and their events acknowledged;
    /// events that arrive meanwhile are left to other connections.
    pub fn with_graceful_shutdown(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
        self.options.shutdown = Shutdown::on(Box::pin(signal));
        self
    }

    /// Returns the state of the connection, to be watched.
    pub fn state(&self) -> watch::Receiver<ConnectionState> {
        self.options.state.subscribe()
    }
}

impl<E: Events + Send + 'static, S: SeenEvents> LongConnection<E, S> {
    /// Calls a handler with each notification, in a task of its own, until the connection is closed.
    ///
    /// When the handler succeeds, the notification counts as handled. When it fails, the platform is told so and sends
    /// the notification again. Dropping the future drops the connection; running handlers continue.
    ///
    /// # Errors
    ///
    /// The platform rejects the application, or the client has no app ID and app secret. Network failures are not
    /// errors: the client reconnects.
    pub async fn run<H>(self, handler: H) -> Result<(), Error>
    where
        H: Handler<E, Future: Send + 'static, Error: 'static> + Send + Sync + 'static,
    {
        let tickets = Tickets::default();
        // Without an application there is no connection either, and its error says so.
        if let Some(keeper) = self.tickets {
            tickets.set(keeper);
        }
        self.options.run(deliver(delivery::Delivery { handler, seen: self.seen, tickets })).await
    }

    /// Opens the connection in a task of its own, and returns the notifications as a stream. Must be called within a
    /// tokio runtime.
    ///
    /// ```no_run
    /// # use calendar_generated::{Client, events::Event};
    /// # async fn receive(client: Client<calendar_generated::Tenant>) -> Result<(), calendar_generated::Error> {
    /// let mut events = client.events::<Event>().stream();
    /// while let Some(delivery) = events.next().await {
    ///     let delivery = delivery?;
    ///     println!("{:?}", delivery.notification.event);
    ///     delivery.accept();
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(mut self) -> EventStream<E> {
        let (sender, items) = mpsc::channel(self.options.max_in_flight);
        let dropped = sender.clone();
        self.options.shutdown = self.options.shutdown.or(Box::pin(async move { dropped.closed().await }));
        let to_stream = sender.clone();
        let handler = move |notification| {
            let sender = to_stream.clone();
            async move {
                let (delivery, handled) = Delivery::new(notification);
                sender.send(Ok(delivery)).await.map_err(|_| BoxError::from("the stream was dropped"))?;
                handled.await
            }
        };
        tokio::spawn(async move {
            if let Err(error) = self.run(handler).await {
                // Without a receiver the result does not matter.
                let _ = sender.send(Err(error)).await;
            }
        });
        EventStream { items }
    }
}

impl Options {
    async fn run(self, deliver: Deliver) -> Result<(), Error> {
        let driver = Driver {
            dialer: self.dialer,
            handlers: Handlers::new(deliver, self.max_in_flight),
            shutdown: self.shutdown,
            answer_within: self.answer_within,
            state: self.state,
            settings: Settings::default(),
            failures: Failures::default(),
        };
        driver.run().await
    }
}

/// The handler of any event, as bytes.
fn deliver<E, S, H>(delivery: delivery::Delivery<H, S>) -> Deliver
where
    E: Events + Send + 'static,
    S: SeenEvents,
    H: Handler<E, Future: Send + 'static, Error: 'static> + Send + Sync + 'static,
{
    let delivery = Arc::new(delivery);
    Arc::new(move |event| {
        let delivery = Arc::clone(&delivery);
        Box::pin(async move {
            match read::<E>(&event) {
                Ok(notification) => delivery.deliver(notification).await,
                Err(reason) => {
                    warn!(%reason, "an event cannot be decoded; it is reported to the platform as failed");
                    Outcome::Failed
                }
            }
        })
    })
}

fn read<E: Events>(event: &[u8]) -> Result<Notification<E>, String> {
    if is_too_deep(event) {
        return Err(format!("it nests more than {MAX_DEPTH} levels deep"));
    }
    // In responses such JSON is read as far as possible. Here it was damaged in transit, and is sent again.
    std::str::from_utf8(event).map_err(|error| format!("it is not valid UTF-8: {error}"))?;
    Notification::<E>::decode(event).map_err(|error| error.to_string())
}

impl<E, S> fmt::Debug for LongConnection<E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongConnection")
            .field("max_in_flight", &self.options.max_in_flight)
            .field("answer_within", &self.options.answer_within)
            .finish_non_exhaustive()
    }
}

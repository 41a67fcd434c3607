//! [`Session`]: one connection, from the first ping until it is lost or closed.
//!
//! In: frames, finished handlers, the time, the request to close. Out: events for handlers, and a response to each
//! event within the platform's time limit. Everything happens in one task, which never blocks on a single source.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_util::{Sink, Stream};
use reqwest::Upgraded;
use tokio::task::Id;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};
use tracing::{debug, warn};

use super::frame::Frame;
use super::handlers::Handlers;
use super::heartbeat::{Beat, Heartbeat, Now};
use super::reassembly::{Place, Reassembly};
use super::settings::Settings;
use super::shutdown::Shutdown;
use crate::client::Dialer;
use crate::delivery::Outcome;

/// The longest frame and the longest message that is accepted; the same limit as for the body of a webhook.
const MAX_BYTES: usize = 1024 * 1024;
/// How long the peer has to close its side.
const FAREWELL: Duration = Duration::from_secs(2);

const CONTROL: i32 = 0;
const DATA: i32 = 1;
const SUCCEEDED: u16 = 200;
const FAILED: u16 = 500;

pub(super) struct Session<'a> {
    socket: WebSocketStream<Upgraded>,
    dialer: &'a Dialer,
    settings: &'a mut Settings,
    handlers: &'a mut Handlers,
    answer_within: Duration,
    service: i32,
    heartbeat: Heartbeat,
    reassembly: Reassembly,
    /// Events whose handlers run, oldest first, so that the first one has the earliest deadline.
    unanswered: VecDeque<Unanswered>,
    /// Frames to send.
    outgoing: VecDeque<Message>,
    /// Whether anything has arrived.
    pub(super) is_proven: bool,
}

struct Unanswered {
    handler: Id,
    frame: Frame,
    since: Instant,
}

/// Whether a session continues.
enum Woken {
    Frame(Option<Result<Message, SocketError>>),
    Ended(Id, Outcome),
    Timer,
    ShutDown,
}

/// How a session ended.
#[derive(Debug)]
pub(super) enum End {
    Lost(String),
    ShutDown,
}

pub(super) struct Opening<'a> {
    pub(super) dialer: &'a Dialer,
    pub(super) settings: &'a mut Settings,
    pub(super) handlers: &'a mut Handlers,
    pub(super) answer_within: Duration,
    pub(super) service: i32,
}

impl<'a> Opening<'a> {
    pub(super) async fn open(self, stream: Upgraded) -> Session<'a> {
        let mut config = WebSocketConfig::default();
        config.max_message_size = Some(MAX_BYTES);
        config.max_frame_size = Some(MAX_BYTES);
        let Self { dialer, settings, handlers, answer_within, service } = self;
        Session {
            socket: WebSocketStream::from_raw_socket(stream, Role::Client, Some(config)).await,
            heartbeat: Heartbeat::new(now(dialer)),
            dialer,
            settings,
            handlers,
            answer_within,
            service,
            reassembly: Reassembly::default(),
            unanswered: VecDeque::new(),
            outgoing: VecDeque::new(),
            is_proven: false,
        }
    }
}

fn now(dialer: &Dialer) -> Now {
    Now { instant: dialer.instant(), system: dialer.system_time() }
}

impl Session<'_> {
    pub(super) async fn run(&mut self, shutdown: &mut Shutdown) -> End {
        loop {
            if shutdown.is_requested() && self.handlers.is_idle() {
                self.close().await;
                return End::ShutDown;
            }
            let Some(wait) = self.keep_time() else {
                return End::Lost("the server has not responded to a ping for 30 seconds".to_owned());
            };
            match self.woken(wait, shutdown).await {
                Woken::Frame(Some(Ok(message))) => self.receive(message, shutdown.is_requested()),
                Woken::Frame(Some(Err(error))) => return End::Lost(error.to_string()),
                Woken::Frame(None) => return End::Lost("the server has closed it".to_owned()),
                Woken::Ended(handler, outcome) => self.ended(handler, outcome),
                Woken::Timer | Woken::ShutDown => {}
            }
        }
    }

    /// Sends pings, and responds to events that have run too long; returns the time until the next action, or `None` if
    /// the peer is dead.
    fn keep_time(&mut self) -> Option<Duration> {
        let instant = self.dialer.instant();
        let limit = self.answer_within;
        let is_over = |event: &Unanswered| instant.saturating_duration_since(event.since) >= limit;
        while self.unanswered.front().is_some_and(is_over)
            && let Some(first) = self.unanswered.pop_front()
        {
            warn!("the handler of a notification is slow; it continues, and the platform sends the event again");
            self.answer(first, FAILED);
        }
        let next = self.unanswered.front().map(|first| first.since + self.answer_within);
        let wait = match self.heartbeat.beat(now(self.dialer), self.settings.ping_interval, self.is_reading()) {
            Beat::Dead => return None,
            Beat::Ping => {
                self.ping();
                Duration::ZERO
            }
            Beat::Wait(wait) => wait,
        };
        Some(next.map_or(wait, |next| wait.min(next.saturating_duration_since(instant))))
    }

    /// Nothing is read while the maximum number of handlers runs: the bytes wait in the network, and so does the
    /// server.
    fn is_reading(&self) -> bool {
        self.handlers.has_room()
    }

    async fn woken(&mut self, wait: Duration, shutdown: &mut Shutdown) -> Woken {
        let mut timer = self.dialer.sleep(wait);
        poll_fn(|context| {
            if let Poll::Ready(Err(error)) = self.poll_send(context) {
                return Poll::Ready(Woken::Frame(Some(Err(error))));
            }
            if let Poll::Ready((handler, outcome)) = self.handlers.poll_ended(context) {
                return Poll::Ready(Woken::Ended(handler, outcome));
            }
            if self.is_reading()
                && let Poll::Ready(message) = Pin::new(&mut self.socket).poll_next(context)
            {
                return Poll::Ready(Woken::Frame(message));
            }
            if shutdown.poll_requested(context) {
                return Poll::Ready(Woken::ShutDown);
            }
            timer.as_mut().poll(context).map(|()| Woken::Timer)
        })
        .await
    }

    /// Sends the waiting frames, as far as the peer accepts them.
    fn poll_send(&mut self, context: &mut Context<'_>) -> Poll<Result<(), SocketError>> {
        let mut socket = Pin::new(&mut self.socket);
        while !self.outgoing.is_empty() {
            std::task::ready!(socket.as_mut().poll_ready(context))?;
            if let Some(message) = self.outgoing.pop_front() {
                socket.as_mut().start_send(message)?;
            }
        }
        socket.poll_flush(context)
    }

    fn receive(&mut self, message: Message, is_closing: bool) {
        self.heartbeat.received();
        self.is_proven = true;
        match message {
            Message::Binary(bytes) => match Frame::decode(&bytes) {
                Ok(frame) if frame.method == CONTROL => self.control(&frame),
                Ok(frame) if frame.method == DATA => self.data(frame, is_closing),
                Ok(frame) => debug!(method = frame.method, "a frame of an unknown method is ignored"),
                Err(error) => warn!(%error, "a message is not a valid frame and is ignored"),
            },
            Message::Text(_) => warn!("a text message is ignored"),
            // The library responds to pings, and a close frame ends the stream.
            _ => {}
        }
    }

    fn control(&mut self, frame: &Frame) {
        if frame.header("type") != Some("pong") || frame.payload.is_empty() {
            return;
        }
        let config = String::from_utf8_lossy(&frame.payload);
        if let Err(error) = self.settings.update(&config) {
            warn!(%error, "the settings in a pong are not usable");
        }
    }

    fn data(&mut self, mut frame: Frame, is_closing: bool) {
        let kind = frame.header("type").unwrap_or_default();
        if kind != "event" {
            debug!(kind, "a message that is not an event is ignored");
            return;
        }
        let number = |name| frame.header(name).and_then(|text| text.parse().ok());
        // Without the header, the frame is a whole message.
        let place = Place { seq: number("seq").unwrap_or(0), sum: number("sum").unwrap_or(1) };
        let id = frame.header("message_id").unwrap_or_default().to_owned();
        let piece = std::mem::take(&mut frame.payload);
        let since = self.dialer.instant();
        match self.reassembly.add(&id, place, piece, since) {
            Err(misplaced) => warn!(message_id = id, "a piece of a message is ignored: {misplaced}"),
            Ok(None) => {}
            Ok(Some(_)) if is_closing => self.answer_with(frame, since, FAILED),
            Ok(Some(event)) => {
                let handler = self.handlers.start(event);
                self.unanswered.push_back(Unanswered { handler, frame, since });
            }
        }
    }

    fn ended(&mut self, handler: Id, outcome: Outcome) {
        let position = self.unanswered.iter().position(|event| event.handler == handler);
        // For a slow handler a response was sent already, and for one of an earlier connection none can be sent.
        let Some(event) = position.and_then(|position| self.unanswered.remove(position)) else { return };
        let code = if outcome == Outcome::Handled { SUCCEEDED } else { FAILED };
        self.answer(event, code);
    }

    fn answer(&mut self, event: Unanswered, code: u16) {
        self.answer_with(event.frame, event.since, code);
    }

    /// Sends a frame back with the result in it.
    fn answer_with(&mut self, mut frame: Frame, since: Instant, code: u16) {
        let took = self.dialer.instant().saturating_duration_since(since);
        frame.add_header("biz_rt", took.as_millis().to_string());
        frame.payload = format!(r#"{{"code":{code}}}"#).into_bytes();
        self.outgoing.push_back(Message::Binary(frame.encode().into()));
    }

    fn ping(&mut self) {
        let mut frame = Frame { service: self.service, method: CONTROL, ..Frame::default() };
        frame.add_header("type", "ping");
        self.outgoing.push_back(Message::Binary(frame.encode().into()));
    }

    /// Sends the waiting frames, closes this side, and waits briefly for the peer to close.
    async fn close(&mut self) {
        self.outgoing.push_back(Message::Close(None));
        let mut timer = self.dialer.sleep(FAREWELL);
        poll_fn(|context| {
            if let Poll::Ready(Err(_)) = self.poll_send(context) {
                return Poll::Ready(());
            }
            while let Poll::Ready(message) = Pin::new(&mut self.socket).poll_next(context) {
                if !matches!(message, Some(Ok(_))) {
                    return Poll::Ready(());
                }
            }
            timer.as_mut().poll(context)
        })
        .await;
    }
}

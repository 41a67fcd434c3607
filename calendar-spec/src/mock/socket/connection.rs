//! One long connection: sends events, and receives responses and pings.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::mock::shared::Shared;
use crate::mock::websocket::{Cut, Event, Frame, FrameFault};

/// The longest message that a client may send; responses and pings are short.
const MOST: usize = 64 << 10;

/// Sources and targets of pings: a control frame, and one with data.
const CONTROL: u64 = 0;
const DATA: u64 = 1;

/// A connection whose handshake was accepted.
pub(in crate::mock) struct Accepted {
    pub(super) upgrade: OnUpgrade,
    pub(super) number: u64,
    pub(super) events: mpsc::UnboundedReceiver<Event>,
    /// The number of bytes after which it is cut.
    pub(super) cut: Option<usize>,
}

type Socket = WebSocketStream<Cut<TokioIo<Upgraded>>>;

impl Accepted {
    /// Serves the connection until it ends or the server stops.
    pub(in crate::mock) async fn serve(self, shared: &Shared, stopped: watch::Receiver<bool>) {
        let Self { upgrade, number, events, cut } = self;
        if let Ok(stream) = upgrade.await {
            let mut config = WebSocketConfig::default();
            config.max_message_size = Some(MOST);
            config.max_frame_size = Some(MOST);
            let stream = Cut::after(TokioIo::new(stream), cut);
            let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
            Connection { socket, shared, waiting: HashMap::new(), sent: 0 }.run(events, stopped).await;
        }
        shared.outbox().hub.close(number);
    }
}

struct Connection<'s> {
    socket: Socket,
    shared: &'s Shared,
    /// The waiting futures, by the ID of the message.
    waiting: HashMap<String, oneshot::Sender<u16>>,
    /// The number of sent frames, which numbers them.
    sent: u64,
}

impl Connection<'_> {
    async fn run(&mut self, mut events: mpsc::UnboundedReceiver<Event>, mut stopped: watch::Receiver<bool>) {
        loop {
            let is_open = tokio::select! {
                message = self.socket.next() => match message {
                    Some(Ok(Message::Binary(bytes))) => self.receive(&bytes).await,
                    Some(Ok(_)) => true,
                    Some(Err(_)) | None => false,
                },
                event = events.recv() => match event {
                    Some(event) => self.send(event).await,
                    None => false,
                },
                _ = stopped.changed() => {
                    // A client that does not read is disconnected.
                    let _ = self.socket.close(None).await;
                    false
                }
            };
            if !is_open {
                return;
            }
        }
    }

    /// Handles a frame; returns whether the connection is still open.
    async fn receive(&mut self, bytes: &[u8]) -> bool {
        match Frame::decode(bytes) {
            Some(frame) if frame.method == CONTROL && frame.header("type") == Some("ping") => self.pong(frame).await,
            Some(frame) if frame.method == DATA => {
                self.answered(&frame);
                true
            }
            // A client that does not speak the protocol is disconnected.
            _ => false,
        }
    }

    async fn pong(&mut self, mut frame: Frame) -> bool {
        let fault = self.shared.outbox().hub.take_fault(true);
        match fault {
            Some(FrameFault::NoPong) => return true,
            Some(FrameFault::LatePong(delay)) => tokio::time::sleep(delay.min(Duration::from_secs(600))).await,
            _ => {}
        }
        frame.headers = vec![("type".to_owned(), "pong".to_owned())];
        frame.payload = self.shared.connections.client_config().to_string().into_bytes();
        let is_open = self.write(frame.encode()).await;
        self.shared.outbox().hub.pongs += u64::from(is_open);
        is_open
    }

    /// A response to an event: the frame of the event, with a result in it.
    fn answered(&mut self, frame: &Frame) {
        let result: Option<Value> = serde_json::from_slice(&frame.payload).ok();
        let code = result.as_ref().and_then(|result| result["code"].as_u64()).and_then(|code| code.try_into().ok());
        let is_whole = frame.header("type") == Some("event") && frame.header("biz_rt").is_some();
        let waiting = frame.header("message_id").and_then(|id| self.waiting.remove(id));
        if let (Some(answer), Some(code), true) = (waiting, code, is_whole) {
            // Without a receiver the response came too late.
            let _ = answer.send(code);
        }
    }

    /// Sends an event; returns whether the connection is still open.
    async fn send(&mut self, event: Event) -> bool {
        if event.fault == Some(FrameFault::Cut) {
            return false;
        }
        self.waiting.retain(|_, answer| !answer.is_closed());
        let frames = self.frames(&event);
        self.waiting.insert(event.message_id, event.answer);
        for frame in frames {
            if !self.write(frame).await {
                return false;
            }
        }
        true
    }

    /// The frames of an event, with its fault applied.
    fn frames(&mut self, event: &Event) -> Vec<Vec<u8>> {
        let pieces: Vec<&[u8]> = event.payload.chunks(self.shared.connections.piece_bytes.max(1)).collect();
        let sum = pieces.len();
        let shift = if event.fault == Some(FrameFault::WrongSeq) { sum } else { 0 };
        let piece = |(seq, piece)| self.piece(event, (seq + shift, sum), piece);
        let mut frames: Vec<Vec<u8>> = pieces.into_iter().enumerate().map(piece).collect();
        match event.fault {
            Some(FrameFault::Lost) => frames.clear(),
            Some(FrameFault::Duplicate) => frames.extend_from_within(..),
            Some(FrameFault::Reversed) => frames.reverse(),
            Some(FrameFault::MissingPiece) => drop(frames.remove(0)),
            Some(FrameFault::Garbage) => frames = vec![b"\xff\x00 not a frame".to_vec()],
            Some(FrameFault::Flip(at, bits)) => {
                if let Some(frame) = frames.first_mut() {
                    let at = at % frame.len();
                    frame[at] ^= bits;
                }
            }
            _ => {}
        }
        self.sent += 1;
        frames
    }

    fn piece(&self, event: &Event, (seq, sum): (usize, usize), payload: &[u8]) -> Vec<u8> {
        let headers = [
            ("type", "event"),
            ("message_id", &event.message_id),
            ("trace_id", &event.message_id),
            ("sum", &sum.to_string()),
            ("seq", &seq.to_string()),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let (seq_id, log_id) = (self.sent + 1, self.sent + 1);
        Frame { seq_id, log_id, service: 33_554_678, method: DATA, headers, payload: payload.to_vec() }.encode()
    }

    async fn write(&mut self, bytes: Vec<u8>) -> bool {
        self.socket.send(Message::Binary(Bytes::from(bytes))).await.is_ok()
    }
}

//! HTTP by hand: a request is the bytes that are written, a response the bytes that are read.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use calendar_generated::mock::MockServer;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The time limit for each step of a test.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request to be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), ..Self::default() }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.text("application/json; charset=utf-8", &body.to_string())
    }

    pub(crate) fn text(mut self, content_type: &str, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self.header("content-type", content_type)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\nhost: mock\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        write!(head, "content-length: {}\r\n\r\n", self.body.len()).unwrap();
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn code(&self) -> i64 {
        self.json()["code"].as_i64().unwrap()
    }

    /// The reported fields, each with its message.
    pub(crate) fn violations(&self) -> Vec<(String, String)> {
        let json = self.json();
        let items = json["error"]["field_violations"].as_array().cloned().unwrap_or_default();
        let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
        items.iter().map(|item| (text(item, "field"), text(item, "description"))).collect()
    }
}

/// A persistent connection.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Responses to HEAD announce a body that is not sent.
    is_head: bool,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), buffer: Vec::new(), is_head: false }
    }

    pub(crate) async fn to(server: &MockServer) -> Self {
        Self::open(server.address()).await
    }

    /// Sends a request and reads its response.
    pub(crate) async fn send(&mut self, request: &Sent) -> Reply {
        self.is_head = request.method == "HEAD";
        self.write(&request.bytes()).await.unwrap();
        self.reply().await.unwrap_or_else(|| panic!("no response to {} {}", request.method, request.target))
    }

    /// The same, where the server may close the connection instead.
    pub(crate) async fn try_send(&mut self, request: &Sent) -> Option<Reply> {
        self.write(&request.bytes()).await.ok()?;
        self.reply().await
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        timeout(PATIENCE, self.stream.write_all(bytes)).await.expect("the server reads")
    }

    /// Closes the sending side.
    pub(crate) async fn finish(&mut self) {
        // The server may have closed the connection already.
        let _ = self.stream.shutdown().await;
    }

    /// The next response; `None` if the connection closes before it is complete.
    pub(crate) async fn reply(&mut self) -> Option<Reply> {
        loop {
            if let Some(reply) = self.parse() {
                return Some(reply);
            }
            if !self.read().await {
                return None;
            }
        }
    }

    /// Everything up to the end of the connection.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        while self.read().await {}
        std::mem::take(&mut self.buffer)
    }

    async fn read(&mut self) -> bool {
        let mut piece = vec![0; 16 * 1024];
        let read = timeout(PATIENCE, self.stream.read(&mut piece)).await.expect("the server responds or closes");
        let length = read.unwrap_or(0);
        self.buffer.extend_from_slice(&piece[..length]);
        length > 0
    }

    fn parse(&mut self) -> Option<Reply> {
        let end = self.buffer.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8(self.buffer[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.filter(|_| !self.is_head);
        let length: usize = length.map_or(0, |(_, length)| length.parse().unwrap());
        let whole = end + 4 + length;
        if self.buffer.len() < whole {
            return None;
        }
        let body = self.buffer[end + 4..whole].to_vec();
        self.buffer.drain(..whole);
        Some(Reply { status, headers, body })
    }
}

/// One request over a separate connection.
pub(crate) async fn send(server: &MockServer, request: &Sent) -> Reply {
    Connection::to(server).await.send(request).await
}

//! A server that sends given bytes to each connection, and records the requests.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use calendar_generated::BaseUrl;
use serde_json::Value;

/// The response to a connection.
#[derive(Clone)]
pub(crate) enum Answer {
    /// A whole response with a JSON body.
    Json(u16, Value),
    /// These bytes, then the connection closes.
    Bytes(Vec<u8>),
    /// These bytes, then a pause.
    Stall(Vec<u8>, Duration),
}

impl Answer {
    /// A whole response of any type.
    pub(crate) fn text(status: u16, content_type: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Bytes(
            format!(
                "HTTP/1.1 {status} Status\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\
                 connection: close\r\n{headers}\r\n{body}"
            )
            .into_bytes(),
        )
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Json(status, body) => {
                Self::text(*status, "application/json; charset=utf-8", "", &body.to_string()).bytes()
            }
            Self::Bytes(bytes) | Self::Stall(bytes, _) => bytes.clone(),
        }
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// `POST /path?query HTTP/1.1`
    pub(crate) line: String,
    /// Lower-case names and values.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Recorded {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of a query parameter; `None` if it is absent.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let target = self.line.split(' ').nth(1).unwrap();
        let url = url::Url::parse(&format!("http://localhost{target}")).unwrap();
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Listens on a free port of loopback until the process ends.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Recorded>>>,
}

impl Server {
    /// Gives every connection the same response.
    pub(crate) fn start(answer: Answer) -> Self {
        Self::answering(move |_| answer.clone())
    }

    /// Gives each request a response of its own.
    pub(crate) fn answering(answer: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        let answer = Arc::new(answer);
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, record) = (Arc::clone(&answer), Arc::clone(&record));
                // In some tests the client closes the connection in the middle.
                thread::spawn(move || serve(&stream, &*answer, &record).ok());
            }
        });
        Self { address, requests }
    }

    /// A base URL on which nothing listens.
    pub(crate) fn nobody() -> BaseUrl {
        let address = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        BaseUrl::parse(&format!("http://{address}")).unwrap()
    }

    pub(crate) fn base_url(&self) -> BaseUrl {
        BaseUrl::parse(&format!("http://{}", self.address)).unwrap()
    }

    /// The received requests, in order.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.requests.lock().unwrap().clone()
    }

    /// The only received request.
    pub(crate) fn request(&self) -> Recorded {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

fn serve(
    stream: &TcpStream,
    answer: &impl Fn(&Recorded) -> Answer,
    record: &Mutex<Vec<Recorded>>,
) -> std::io::Result<()> {
    let request = read(&mut BufReader::new(stream))?;
    let answer = answer(&request);
    record.lock().unwrap().push(request);
    let mut stream = stream;
    stream.write_all(&answer.bytes())?;
    if let Answer::Stall(_, pause) = answer {
        thread::sleep(pause);
    }
    Ok(())
}

fn read(reader: &mut impl BufRead) -> std::io::Result<Recorded> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Recorded { line: lines.swap_remove(0), headers, body })
}

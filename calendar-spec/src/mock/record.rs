//! The requests that the server saw, and their responses.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::SystemTime;

use http::{HeaderMap, Method};
use hyper::body::Bytes;
use serde_json::Value;

/// How many requests are kept.
const MOST: usize = 10_000;

/// How many bytes of requests are kept.
const MOST_BYTES: usize = 64 << 20;

/// The size of a request besides its strings.
const OVERHEAD: usize = 512;

/// A request that the server saw. `Debug` hides headers with tokens.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The endpoint, such as `calendar_acl.create`; `None` for an unknown path or method.
    pub endpoint: Option<Arc<str>>,
    /// The method.
    pub method: Method,
    /// The path, percent-encoded, without the query.
    pub path: String,
    /// Path fields, decoded.
    pub path_fields: Vec<(String, String)>,
    /// Parameters of the query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// When the head of the request was received.
    pub time: SystemTime,
    /// The log ID of the response.
    pub log_id: String,
    /// The status of the response; `None` before there is one, or when the connection was cut.
    pub status: Option<u16>,
    /// The `code` in the response.
    pub code: Option<i64>,
    pub(super) body: Bytes,
}

impl Recorded {
    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body as JSON, if it is valid JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Returns the value of a header, if it is a string.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the first value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// Returns the value of a path field.
    pub fn path_field(&self, name: &str) -> Option<&str> {
        find(&self.path_fields, name)
    }

    fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        // The path and the query are kept twice, raw and decoded.
        OVERHEAD + self.body.len() + headers + 4 * self.path.len() + 4 * self.query.iter().map(length).sum::<usize>()
    }
}

fn length((name, value): &(String, String)) -> usize {
    name.len() + value.len() + 16
}

fn find<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub(super) struct Record {
    requests: VecDeque<Recorded>,
    /// The number of the first one that is kept.
    first: u64,
    bytes: usize,
}

impl Record {
    /// Adds a request and returns its number.
    pub(super) fn add(&mut self, request: Recorded) -> u64 {
        self.bytes += request.size();
        self.requests.push_back(request);
        while self.requests.len() > MOST || (self.bytes > MOST_BYTES && self.requests.len() > 1) {
            self.forget_oldest();
        }
        self.first + self.requests.len() as u64 - 1
    }

    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.requests.pop_front() {
            self.bytes -= oldest.size();
            self.first += 1;
        }
    }

    /// Records the response to a request, and returns the request for callbacks.
    pub(super) fn answered(&mut self, number: u64, status: u16, code: Option<i64>) -> Option<&Recorded> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        let request = self.requests.get_mut(index)?;
        request.status = Some(status);
        request.code = code;
        Some(request)
    }

    pub(super) fn requests(&self) -> impl Iterator<Item = &Recorded> {
        self.requests.iter()
    }

    pub(super) fn clear(&mut self) {
        self.first += self.requests.len() as u64;
        self.requests.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: usize) -> Recorded {
        Recorded {
            endpoint: None,
            method: Method::GET,
            path: "/".to_owned(),
            path_fields: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            time: SystemTime::UNIX_EPOCH,
            log_id: String::new(),
            status: None,
            code: None,
            body: Bytes::from(vec![0; body]),
        }
    }

    #[test]
    fn old_requests_are_forgotten_by_number_and_by_size() {
        let mut record = Record::default();
        for _ in 0..MOST + 10 {
            record.add(request(0));
        }
        assert_eq!((record.requests.len(), record.first), (MOST, 10));
        let number = record.add(request(MOST_BYTES));
        assert_eq!(record.requests.len(), 1);
        assert!(record.answered(number, 200, Some(0)).is_some_and(|request| request.code == Some(0)));
        assert!(record.answered(number - 1, 200, None).is_none());
        record.clear();
        assert_eq!((record.bytes, record.answered(number, 200, None).is_none()), (0, true));
        assert_eq!(record.add(request(1)), number + 1);
    }
}

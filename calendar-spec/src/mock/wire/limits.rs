//! Limits on what one client, and all of them together, can use.

use std::time::Duration;

/// Limits of the server, which bound its memory whatever clients do.
///
/// ```
/// use std::time::Duration;
/// use calendar_spec::mock::Limits;
///
/// let impatient = Limits { body_timeout: Duration::from_secs(1), ..Limits::default() };
/// assert_eq!(impatient.body_bytes, 10 * 1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Concurrent connections, 2,000; further ones wait.
    pub connections: usize,
    /// Bytes of a request's body, 10 MiB; the response to a longer one is 413.
    pub body_bytes: usize,
    /// How long the head of a request may take, and how long a connection may be idle, 30 seconds.
    pub header_timeout: Duration,
    /// How long the body of a request may take, 30 seconds; the response to a slower one is 408.
    pub body_timeout: Duration,
    /// How long a client may leave a response unread, 30 seconds.
    pub write_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let patience = Duration::from_secs(30);
        Self {
            connections: 2000,
            body_bytes: 10 << 20,
            header_timeout: patience,
            body_timeout: patience,
            write_timeout: patience,
        }
    }
}

/// Bytes of the line and headers of a request; hyper responds to more with 431.
pub(in crate::mock) const HEAD_BYTES: usize = 64 << 10;

/// Headers of a request; hyper responds to more with 431.
pub(in crate::mock) const HEADERS: usize = 100;

/// Bodies up to this size are read at once; larger ones only a few at a time.
pub(super) const SMALL_BODY: usize = 64 << 10;

/// How many larger bodies are held at the same time.
pub(in crate::mock) const LARGE_BODIES: usize = 2;

/// How much of a body that is too long is read and dropped, so that the client gets to see the response.
pub(super) const DRAINED: usize = 64 << 20;

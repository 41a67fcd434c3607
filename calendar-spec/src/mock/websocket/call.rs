//! [`SocketCall`]: the requests that open a long connection.

/// The requests that open a long connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::mock) enum SocketCall {
    /// Returns the URL.
    Endpoint,
    /// The handshake.
    Handshake,
}

impl SocketCall {
    pub(in crate::mock) const ALL: [Self; 2] = [Self::Endpoint, Self::Handshake];

    pub(in crate::mock) fn method(self) -> &'static str {
        match self {
            Self::Endpoint => "POST",
            Self::Handshake => "GET",
        }
    }

    pub(in crate::mock) fn path(self) -> &'static str {
        match self {
            Self::Endpoint => "/callback/ws/endpoint",
            Self::Handshake => "/callback/ws/socket",
        }
    }

    /// Its name in records and faults, besides those of endpoints.
    pub(in crate::mock) fn name(self) -> &'static str {
        match self {
            Self::Endpoint => "websocket.endpoint",
            Self::Handshake => "websocket.handshake",
        }
    }
}

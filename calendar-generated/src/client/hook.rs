//! [`Hook`]: an application's view of every HTTP exchange.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use crate::endpoint::EndpointMeta;

/// Sees every HTTP exchange, including those for tokens, and may change it: to add a header, to count, to write
/// a record.
///
/// The request carries the token in `Authorization`. `Debug` does not show that header; do not write it elsewhere.
/// Bodies can hold secrets too.
pub trait Hook: Send + Sync + 'static {
    /// Called before a request is sent, for every attempt.
    ///
    /// The body of a form is empty here if its files are read while they are sent.
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut Request<Bytes>) {
        let _ = (endpoint, request);
    }

    /// Called for each response, whatever its status.
    ///
    /// It is not called for a file that [`Client::download`](crate::Client::download) receives in chunks.
    fn response(&self, endpoint: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        let _ = (endpoint, response);
    }
}

/// Lets the application keep the hook, for example to read its counters.
impl<H: Hook + ?Sized> Hook for Arc<H> {
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut Request<Bytes>) {
        (**self).request(endpoint, request);
    }

    fn response(&self, endpoint: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        (**self).response(endpoint, response);
    }
}

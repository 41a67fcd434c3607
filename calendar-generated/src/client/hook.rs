//! [`Hook`]: what an application adds to the exchange over HTTP.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use crate::endpoint::EndpointMeta;

/// Sees every exchange over HTTP, the ones for tokens included, and may change it: to add a header, to count, to write
/// a record.
///
/// The request carries the token in `Authorization`. `Debug` does not show that header; do not write it elsewhere.
/// Bodies can hold secrets too.
pub trait Hook: Send + Sync + 'static {
    /// A request that is about to be sent; called for every attempt.
    ///
    /// The body of a form is empty here if its files are read while they are sent.
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut Request<Bytes>) {
        let _ = (endpoint, request);
    }

    /// An answer that has just come, whatever its status.
    ///
    /// It is not called for a file that [`Client::download`](crate::Client::download) receives in chunks.
    fn response(&self, endpoint: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        let _ = (endpoint, response);
    }
}

/// So that the application keeps the hook as well, to read what it has counted.
impl<H: Hook + ?Sized> Hook for Arc<H> {
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut Request<Bytes>) {
        (**self).request(endpoint, request);
    }

    fn response(&self, endpoint: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        (**self).response(endpoint, response);
    }
}

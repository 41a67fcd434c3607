//! Calls without a client: encodes a request as an [`http::Request`], and decodes the response of any HTTP library.
//!
//! ```
//! use calendar_generated::{BaseUrl, Error, Endpoint, transport};
//!
//! /// For an application that brings its own HTTP library.
//! fn call<E: Endpoint>(request: &E, send: impl Fn(http::Request<Vec<u8>>) -> http::Response<Vec<u8>>) -> Result<E::Response, Error> {
//!     let response = send(transport::encode(request, &BaseUrl::FEISHU)?);
//!     transport::decode::<E>(response.status(), response.headers(), response.body())
//! }
//! ```

mod decode;
mod encode;
mod envelope;
mod failure;
pub(crate) mod json;
mod particulars;
mod received;
mod reply;

pub use crate::decode::SkippedValue;
pub use decode::{decode, decode_strict, receive};
pub use encode::{encode, encode_authorized};
pub use received::{RawBody, Received};

#[cfg(feature = "client")]
pub(crate) use decode::{failure, says_success, unreadable};
#[cfg(feature = "client")]
pub(crate) use encode::{Content, Encoded, add_headers, encoded, http, method};
#[cfg(feature = "client")]
pub(crate) use failure::log_id;
pub(crate) use reply::text;

#[cfg(test)]
mod decode_tests;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod tests;

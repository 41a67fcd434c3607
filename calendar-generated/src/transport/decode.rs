//! An answer becomes a response or an error.

use http::{HeaderMap, StatusCode};

use super::envelope::{Data, Envelope, Fault, Reading, read};
use super::failure::{api_failure, log_id, other_answer};
use crate::Error;
use crate::endpoint::Endpoint;
use crate::error::Kind;

/// The response in an answer, or why there is none.
///
/// A code other than zero is an error whatever the HTTP status is; a status other than 2xx is one whatever the code
/// is. Without `data` the response is the default one.
pub fn decode<E: Endpoint>(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<E::Response, Error> {
    let reading = if status.is_success() { Reading::WhenSuccessful } else { Reading::Never };
    let answer = Received { status, headers, body };
    answer.response::<E>(reading).map_err(|error| error.of(E::META.name))
}

/// An answer as it came.
#[derive(Clone, Copy)]
pub(super) struct Received<'a> {
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
}

impl Received<'_> {
    fn response<E: Endpoint>(self, reading: Reading) -> Result<E::Response, Error> {
        let envelope: Envelope<'_, E::Response> = match read(self.body, reading) {
            Ok(envelope) => envelope,
            Err(Fault::Envelope(error)) => return Err(other_answer(self, Some(error))),
            Err(Fault::Success(error)) => return Err(self.wrong_data(error)),
        };
        match (envelope.said.code, envelope.data) {
            (Some(0), _) if !self.status.is_success() => Err(other_answer(self, None)),
            (Some(0), Data::Decoded(response)) => Ok(response),
            (Some(0), Data::Absent) => Ok(E::Response::default()),
            (Some(0), Data::Skipped) => self.response::<E>(Reading::Always),
            (Some(number), _) => Err(api_failure(self, number, E::META.code(number), &envelope.said)),
            (None, _) => Err(other_answer(self, None)),
        }
    }

    fn wrong_data(self, source: serde_json::Error) -> Error {
        Error::new(Kind::Decode { status: self.status, log_id: log_id(self.headers), source })
    }
}

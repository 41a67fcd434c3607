//! HTTP errors, and the part of an exchange in which they occur.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;

use crate::Error;
use crate::error::{Kind, Stage};

/// Whether the certificate of the server is invalid, so that a retry is pointless.
fn is_certificate(error: &(dyn StdError + 'static)) -> bool {
    successors(Some(error), |&error| {
        // The inner error of an I/O error is not its source.
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inside.map(|inside| inside as &(dyn StdError + 'static)).or_else(|| error.source())
    })
    .any(|cause| matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))))
}

/// The URL is left out: its identifiers must not be logged.
#[cold]
pub(super) fn failed(error: reqwest::Error) -> Error {
    let stage = if is_certificate(&error) {
        Stage::Certificate
    } else if error.is_connect() {
        Stage::Connect
    } else if error.is_timeout() {
        Stage::Timeout
    } else {
        Stage::Exchange
    };
    Error::new(Kind::Transport { stage, source: error.without_url().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_certificate_is_found_at_any_depth() {
        let tls = || rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let inner = io::Error::new(io::ErrorKind::InvalidData, tls());
        assert!(is_certificate(&tls()) && is_certificate(&inner) && is_certificate(&io::Error::other(inner)));
        let other = io::Error::other(rustls::Error::HandshakeNotComplete);
        assert!(!is_certificate(&other) && !is_certificate(&io::Error::from(io::ErrorKind::ConnectionRefused)));
    }
}

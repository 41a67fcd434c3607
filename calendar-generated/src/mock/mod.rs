#![doc = include_str!("README.md")]

#[cfg(feature = "client")]
mod test_clock;

pub use calendar_spec::mock::*;
#[cfg(feature = "client")]
pub use test_clock::TestClock;

use crate::{BaseUrl, Error, IntoBaseUrl};

/// The types of requests and what is served come from one spec.
const _: () = crate::extend::generated_by(calendar_spec::VERSION);

/// The address of the server.
impl From<&MockServer> for BaseUrl {
    fn from(server: &MockServer) -> Self {
        let host = server.address().ip();
        Self::of_server(server.url(), host.is_loopback() || host.is_unspecified())
    }
}

impl IntoBaseUrl for &MockServer {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        Ok(self.into())
    }
}

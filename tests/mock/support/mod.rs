//! A client that can send anything, and requests made from the model.

pub(crate) mod breaks;
pub(crate) mod dice;
pub(crate) mod http;
pub(crate) mod make;
pub(crate) mod place;
pub(crate) mod render;

use std::path::Path;

use calendar_generated::mock::{MockServer, MockServerBuilder};
use calendar_spec::model::{Endpoint, Spec};

pub(crate) use dice::Dice;
pub(crate) use http::{Connection, Reply, Sent};

/// The shipped spec.
pub(crate) fn spec() -> Spec {
    let loaded = calendar_spec::load(Path::new(calendar_spec::DIR));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

/// Every endpoint with its name.
pub(crate) fn endpoints(spec: &Spec) -> impl Iterator<Item = (String, &Endpoint)> {
    spec.resources.iter().flat_map(|resource| {
        resource.endpoints.iter().map(|endpoint| (format!("{}.{}", resource.name, endpoint.name), endpoint))
    })
}

/// Every endpoint that has a page, with its name.
pub(crate) fn documented(spec: &Spec) -> impl Iterator<Item = (String, &Endpoint)> {
    endpoints(spec).filter(|(_, endpoint)| endpoint.reference.page().is_some())
}

/// The endpoint with a name.
pub(crate) fn endpoint<'s>(spec: &'s Spec, name: &str) -> &'s Endpoint {
    endpoints(spec).find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}")).1
}

/// A token that the endpoint accepts.
pub(crate) fn token(endpoint: &Endpoint) -> &'static str {
    if endpoint.tokens.tenant { "t-1" } else { "u-1" }
}

/// A server that answers with the documented examples.
pub(crate) fn stateless() -> MockServerBuilder {
    MockServer::builder().stateless()
}

/// A strict one on a free port.
pub(crate) async fn strict() -> MockServer {
    stateless().start().await.unwrap()
}

//! Servers and helpers that the tests share.

mod cases;
pub(crate) mod crates;
pub(crate) mod package;
mod pages;
mod server;
pub(crate) mod things;

use std::path::Path;
use std::time::Duration;

use calendar_generated::transport::encode;
use calendar_generated::{BaseUrl, Client, Endpoint, ErrorCode, Tenant, User};
use calendar_spec::{Parts, model};
pub(crate) use cases::cases;
pub(crate) use pages::{example, lost, page};
use serde_json::{Value, json};
pub(crate) use server::{Answer, Recorded, Server};

/// Tokens that no output may show.
pub(crate) const USER_TOKEN: &str = "u-7f1bcd13fc57d46bac21793a18e560";
pub(crate) const TENANT_TOKEN: &str = "t-7f1bcd13fc57d46bac21793a18e560";

/// A client that waits at most a second.
pub(crate) fn user(server: &Server) -> Client<User> {
    let builder = Client::builder().user_token(USER_TOKEN).base_url(server.base_url());
    builder.timeout(Duration::from_secs(1)).build().unwrap()
}

/// The same for the other kind of token.
pub(crate) fn tenant(server: &Server) -> Client<Tenant> {
    let builder = Client::builder().tenant_token(TENANT_TOKEN).base_url(server.base_url());
    builder.timeout(Duration::from_secs(1)).build().unwrap()
}

/// The JSON that a request would send.
pub(crate) fn body<E: Endpoint>(request: &E) -> Value {
    let request = encode(request, &BaseUrl::FEISHU).unwrap();
    serde_json::from_slice(request.body()).unwrap()
}

/// The URL that a request would go to, without the host.
pub(crate) fn path_and_query<E: Endpoint>(request: &E) -> String {
    let request = encode(request, &BaseUrl::FEISHU).unwrap();
    request.uri().path_and_query().unwrap().to_string()
}

/// A successful response of the service.
pub(crate) fn success(data: &Value) -> Value {
    json!({ "code": 0, "msg": "success", "data": data })
}

/// The violations of a result, as strings.
pub(crate) fn violations<T: std::fmt::Debug>(result: Result<T, calendar_generated::ValidationError>) -> Vec<String> {
    result.unwrap_err().violations().iter().map(ToString::to_string).collect()
}

/// The names of the selected endpoints of the spec, `resource.endpoint`, sorted.
pub(crate) fn endpoints(is_meant: impl Fn(&model::Endpoint) -> bool) -> Vec<String> {
    let directory = Path::new(calendar_spec::DIR);
    let spec = calendar_spec::load_extending(directory, "spec", directory, Parts::Documented).spec;
    let resources = spec.resources.iter();
    let names = resources.flat_map(|resource| {
        let endpoints = resource.endpoints.iter().filter(|endpoint| is_meant(endpoint));
        endpoints.map(|endpoint| format!("{}.{}", resource.name, endpoint.name))
    });
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// Asserts that each documented error of an endpoint arrives with its code, status, message and advice.
pub(crate) async fn assert_errors_arrive<E: Endpoint>(request: &E)
where
    User: calendar_generated::TokenFor<E::Token>,
    E::Response: std::fmt::Debug,
{
    assert!(ErrorCode::of::<E>().count() > 0);
    for code in ErrorCode::of::<E>() {
        let info = code.info().unwrap();
        let answer = Answer::Json(info.status, json!({ "code": code.number(), "msg": info.message }));
        let error = user(&Server::start(answer)).send(request).await.unwrap_err();
        assert_eq!((error.code(), error.status()), (Some(code), Some(info.status)));
        let shown = error.to_string();
        for part in [info.message, info.advice, &code.number().to_string()] {
            assert!(shown.contains(part), "{shown}");
        }
        assert!(!shown.contains('\n'), "{shown}");
    }
}

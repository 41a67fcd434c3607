//! A request becomes an `http::Request`.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};

use crate::encode::Target;
use crate::endpoint::{Endpoint, Meta};
use crate::{AccessToken, BaseUrl, Error, TokenFor};

pub(crate) const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json");
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Room for a typical body, so that the buffer seldom grows.
const BODY_ROOM: usize = 512;

/// The call as HTTP, without `Authorization`.
///
/// The documented rules are not checked again; only values that no URL or header can carry are refused.
pub fn encode<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Request<Vec<u8>>, Error> {
    assemble(request, base_url).map_err(|error| error.of(E::META.name))
}

/// The call as HTTP, with the token in `Authorization`, which is marked as sensitive.
pub fn encode_authorized<E: Endpoint, K>(
    request: &E,
    base_url: &BaseUrl,
    token: &AccessToken<K>,
) -> Result<Request<Vec<u8>>, Error>
where
    K: TokenFor<E::Token>,
{
    let mut call = encode(request, base_url)?;
    call.headers_mut().insert(AUTHORIZATION, token.authorization());
    Ok(call)
}

fn assemble<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Request<Vec<u8>>, Error> {
    let mut target = Target::new(base_url.as_str(), E::META.path.len());
    request.target(&mut target);
    let (url, headers) = target.finish()?;
    let mut call = Request::new(body(request)?);
    *call.method_mut() = method(E::META)?;
    *call.uri_mut() = uri(url)?;
    *call.headers_mut() = headers;
    call.headers_mut().insert(ACCEPT, ACCEPTED);
    if E::META.has_body {
        call.headers_mut().insert(CONTENT_TYPE, JSON);
    }
    Ok(call)
}

fn body<E: Endpoint>(request: &E) -> Result<Vec<u8>, Error> {
    if !E::META.has_body {
        return Ok(Vec::new());
    }
    let mut json = Vec::with_capacity(BODY_ROOM);
    request
        .body(&mut serde_json::Serializer::new(&mut json))
        .map_err(|error| Error::encode("the body cannot be written as JSON", error))?;
    Ok(json)
}

fn method(meta: &Meta) -> Result<Method, Error> {
    Method::from_bytes(meta.method.as_bytes())
        .map_err(|error| Error::encode(format!("`{}` is no HTTP method", meta.method), error))
}

fn uri(url: String) -> Result<Uri, Error> {
    let length = url.len();
    Uri::try_from(url).map_err(|error| {
        Error::encode(format!("the URL of {length} bytes is not usable; shorten the path and query parameters"), error)
    })
}

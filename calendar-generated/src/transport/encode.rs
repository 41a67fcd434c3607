//! Turns a request into an `http::Request`.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

use crate::encode::Target;
use crate::endpoint::{Endpoint, EndpointMeta};
use crate::{AccessToken, BaseUrl, Error, TokenFor};

/// Room for a typical body, so that the buffer seldom grows.
const BODY_ROOM: usize = 512;

/// The longest URL that `http`, and thus the libraries built on it, accept.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Encodes the call as HTTP, without `Authorization`.
///
/// The documented rules are not checked again; only values that no URL or header can hold are errors.
pub fn encode<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Request<Vec<u8>>, Error> {
    let Encoded { url, mut headers, body } = encoded(request, base_url)?;
    add_headers(E::META, &mut headers);
    http(E::META, url, headers, body).map_err(|error| error.of(E::META.name))
}

/// Encodes the call as HTTP, with the token in `Authorization`, which is marked as sensitive.
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

/// A call before it is passed to an HTTP library.
pub(crate) struct Encoded {
    /// The whole URL.
    pub(crate) url: String,
    /// The headers that are particular to the request.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn encoded<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Encoded, Error> {
    assemble(request, base_url).map_err(|error| error.of(E::META.name))
}

fn assemble<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Encoded, Error> {
    let mut target = Target::new(base_url.as_str(), E::META.path.len());
    request.target(&mut target);
    let (url, headers) = target.finish()?;
    if url.len() > LONGEST_URL {
        let message = format!("a URL of {} bytes cannot be sent; shorten the path and query parameters", url.len());
        return Err(Error::encode(message, format!("the longest has {LONGEST_URL}")));
    }
    Ok(Encoded { url, headers, body: body(request)? })
}

/// Returns it as HTTP, with all of its headers.
pub(crate) fn http<B>(meta: &EndpointMeta, url: String, headers: HeaderMap, body: B) -> Result<Request<B>, Error> {
    let mut call = Request::new(body);
    *call.method_mut() = method(meta)?;
    *call.uri_mut() = Uri::try_from(url).map_err(|error| Error::encode("the URL is not usable", error))?;
    *call.headers_mut() = headers;
    Ok(call)
}

/// Adds the headers that are the same for every call of an endpoint.
pub(crate) fn add_headers(meta: &EndpointMeta, headers: &mut HeaderMap) {
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if meta.has_body {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    }
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

pub(crate) fn method(meta: &EndpointMeta) -> Result<Method, Error> {
    Method::from_bytes(meta.method.as_bytes())
        .map_err(|error| Error::encode(format!("`{}` is not an HTTP method", meta.method), error))
}

//! Turns a request into an `http::Request`.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

use crate::encode::{Form, Piece, Target, collect};
use crate::endpoint::{Endpoint, EndpointMeta, ResponseAt};
use crate::{AccessToken, BaseUrl, Error, TokenFor};

/// Room for a typical body, so that the buffer seldom grows.
const BODY_ROOM: usize = 512;

/// The longest URL that `http`, and thus the libraries built on it, accept.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Encodes the call as HTTP, without `Authorization`.
///
/// The documented rules are not checked again; only values that no URL or header can hold are errors.
///
/// Files are read into memory. A request with a reader can be encoded once.
pub fn encode<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Request<Vec<u8>>, Error> {
    let Encoded { url, mut headers, body } = encoded(request, base_url)?;
    add_headers(E::META, &mut headers);
    let body = match body {
        Content::Bytes(body) => body,
        Content::Form(pieces) => collect(&pieces).map_err(|error| error.of(E::META.name))?,
    };
    http(E::META, url, headers, body).map_err(|error| error.of(E::META.name))
}

/// Encodes the call as HTTP, with the token in `Authorization`, which is marked as sensitive; without it if
/// the endpoint takes none.
pub fn encode_authorized<E: Endpoint, K>(
    request: &E,
    base_url: &BaseUrl,
    token: &AccessToken<K>,
) -> Result<Request<Vec<u8>>, Error>
where
    K: TokenFor<E::Token>,
{
    let mut call = encode(request, base_url)?;
    if E::SPECIAL.sends_token {
        call.headers_mut().insert(AUTHORIZATION, token.authorization());
    }
    Ok(call)
}

/// A call before it is passed to an HTTP library.
pub(crate) struct Encoded {
    /// The whole URL.
    pub(crate) url: String,
    /// The headers that are particular to the request.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Content,
}

/// A body.
pub(crate) enum Content {
    Bytes(Vec<u8>),
    /// Bytes and files, one after the other.
    Form(Vec<Piece>),
}

pub(crate) fn encoded<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Encoded, Error> {
    assemble(request, base_url).map_err(|error| error.of(E::META.name))
}

fn assemble<E: Endpoint>(request: &E, base_url: &BaseUrl) -> Result<Encoded, Error> {
    let site = E::SPECIAL.host.and_then(|host| site(host, base_url));
    let mut target = Target::new(site.as_deref().unwrap_or(base_url.as_str()), E::META.path.len());
    request.target(&mut target);
    let (url, mut headers) = target.finish()?;
    if url.len() > LONGEST_URL {
        let message = format!("a URL of {} bytes cannot be sent; shorten the path and query parameters", url.len());
        return Err(Error::encode(message, format!("the longest has {LONGEST_URL}")));
    }
    if E::SPECIAL.response == ResponseAt::File {
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    }
    let body = if E::SPECIAL.is_multipart { form(request, &mut headers)? } else { Content::Bytes(body(request)?) };
    Ok(Encoded { url, headers, body })
}

/// Another site of the vendor. A base URL that is not the vendor's is a gateway or a substitute, which has all sites.
/// That the names at Lark differ in the domain alone is known from the names of its sites, not from a page.
fn site(host: &str, base_url: &BaseUrl) -> Option<String> {
    if *base_url == BaseUrl::FEISHU {
        Some(host.to_owned())
    } else if *base_url == BaseUrl::LARK {
        Some(match host.strip_suffix("feishu.cn") {
            Some(name) => format!("{name}larksuite.com"),
            None => host.to_owned(),
        })
    } else {
        None
    }
}

fn form<E: Endpoint>(request: &E, headers: &mut HeaderMap) -> Result<Content, Error> {
    let mut form = Form::new();
    request.form(&mut form);
    let (pieces, content_type) = form.finish()?;
    let content_type =
        HeaderValue::try_from(content_type).map_err(|error| Error::encode("a form has no type", error))?;
    headers.insert(CONTENT_TYPE, content_type);
    Ok(Content::Form(pieces))
}

/// Returns it as HTTP, with all of its headers.
pub(crate) fn http<B>(meta: &EndpointMeta, url: String, headers: HeaderMap, body: B) -> Result<Request<B>, Error> {
    let mut call = Request::new(body);
    *call.method_mut() = method(meta)?;
    *call.uri_mut() = Uri::try_from(url).map_err(|error| Error::encode("the URL is not usable", error))?;
    *call.headers_mut() = headers;
    Ok(call)
}

/// Adds the headers that are the same for every call of an endpoint, unless the request has them.
pub(crate) fn add_headers(meta: &EndpointMeta, headers: &mut HeaderMap) {
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    }
    if meta.has_body && !headers.contains_key(CONTENT_TYPE) {
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

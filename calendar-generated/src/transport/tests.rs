//! From a request to HTTP; and the endpoints that the tests call.

use std::error::Error as _;

use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde::ser::Serializer;

use super::*;
use crate::check::{Validate, Validator};
use crate::decode::readable;
use crate::encode::{Fields, Target};
use crate::endpoint::{Endpoint, EndpointMeta, RateLimit};
use crate::{AccessToken, BaseUrl, CodeInfo, Empty, Error, ErrorKind, Retry, Text, User};

#[derive(Debug, Default, PartialEq)]
pub(super) struct Reply {
    pub(super) name: Option<Text>,
    pub(super) items: Vec<Reply>,
}

readable!(Reply = "Reply", |reply, value| {
    "name" => value.read(&mut reply.name),
    "items" => value.read(&mut reply.items),
});

const CODES: &[CodeInfo] = &[
    CodeInfo { number: 5, status: 400, message: "five", advice: "Do five.", retry: Retry::Never },
    CodeInfo { number: 9, status: 429, message: "nine", advice: "Wait.", retry: Retry::RateLimit },
];

#[derive(Clone)]
pub(super) struct Post {
    id: Text,
    name: Option<Text>,
}

impl Validate for Post {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.segment("id", &self.id);
    }
}

impl Endpoint for Post {
    type Response = Reply;
    type Token = User;
    const META: &'static EndpointMeta = &EndpointMeta {
        name: "thing.post",
        method: "POST",
        path: "/things/:id",
        has_body: true,
        scopes: &[],
        scope_reach: &[],
        field_scopes: &[],
        rate_limit: RateLimit::NONE,
        errors: &[5, 9],
        codes: CODES,
        idempotency_key: false,
        is_repeatable: false,
    };

    fn target(&self, target: &mut Target) {
        target.literal("/things/");
        target.segment("id", &self.id);
        target.query("name", &self.name);
        target.header("Locale", &self.name);
    }

    fn body<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("name", &self.name);
        fields.end()
    }
}

#[derive(Clone)]
pub(super) struct Delete;

impl Validate for Delete {
    fn check(&self, _: &mut Validator<'_>) {}
}

impl Endpoint for Delete {
    type Response = Empty;
    type Token = crate::AnyToken;
    const META: &'static EndpointMeta =
        &EndpointMeta { name: "thing.delete", method: "DELETE", has_body: false, ..*Post::META };

    fn target(&self, target: &mut Target) {
        target.literal("/things");
    }
}

fn post(id: &str) -> Post {
    Post { id: id.into(), name: Some("n m".into()) }
}

#[test]
fn a_request_becomes_http() -> Result<(), Error> {
    let token = AccessToken::user("u-1")?;
    let call = encode_authorized(&post("a/b"), &BaseUrl::parse("https://gateway.example:8443/feishu")?, &token)?;
    assert_eq!(call.method(), "POST");
    assert_eq!(call.uri(), "https://gateway.example:8443/feishu/things/a%2Fb?name=n%20m");
    assert_eq!(call.body(), br#"{"name":"n m"}"#);
    let header = |name| call.headers().get(name).map(HeaderValue::as_bytes);
    assert_eq!(header(ACCEPT), Some(b"application/json".as_slice()));
    assert_eq!(header(CONTENT_TYPE), Some(b"application/json; charset=utf-8".as_slice()));
    assert_eq!(header(http::HeaderName::from_static("locale")), Some(b"n m".as_slice()));
    assert_eq!(header(AUTHORIZATION), Some(b"Bearer u-1".as_slice()));
    assert!(!format!("{call:?}").contains("u-1"));
    Ok(())
}

#[test]
fn a_request_without_a_body_has_no_headers_about_one() -> Result<(), Error> {
    let call = encode(&Delete, &BaseUrl::LARK)?;
    assert_eq!((call.method().as_str(), call.uri().path()), ("DELETE", "/things"));
    assert!(call.body().is_empty());
    assert_eq!(call.headers().keys().collect::<Vec<_>>(), ["accept"]);
    Ok(())
}

#[test]
fn an_unchecked_request_that_no_url_can_carry_is_rejected() {
    for id in ["", ".", ".."] {
        let error = encode(&post(id), &BaseUrl::FEISHU).expect_err(id);
        assert_eq!(error.kind(), ErrorKind::Validation);
        assert_eq!(
            error.to_string(),
            "thing.post: not sent, since `id` is empty, `.` or `..`, which cannot be part of a path"
        );
    }
    let error = encode(&post(&"x".repeat(70_000)), &BaseUrl::FEISHU).expect_err("too long");
    assert!(error.kind() == ErrorKind::Encode && error.source().is_some(), "{error}");
    assert!(error.to_string().contains("shorten the path"), "{error}");
}

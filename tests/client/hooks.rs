//! Hooks see every exchange and may change it.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use calendar_generated::mock::Fault;
use calendar_generated::{EndpointMeta, Hook};
use http::{HeaderValue, Request, Response};

use crate::support::{Setup, get};

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Hook for Notes {
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut Request<Bytes>) {
        request.headers_mut().insert("x-request-id", HeaderValue::from_static("42"));
        self.0.lock().unwrap().push(format!("{} {}", endpoint.name, request.method()));
        // `Authorization` is hidden, so a hook may print what it sees.
        assert!(!format!("{:?}", request.headers()).contains("Bearer"));
    }

    fn response(&self, endpoint: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        self.0.lock().unwrap().push(format!("{} {}", endpoint.name, response.status().as_u16()));
    }
}

/// Replaces every response by another one.
struct Replace;

impl Hook for Replace {
    fn response(&self, _: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        *response.body_mut() = br#"{"code":0,"data":{"summary":"replaced"}}"#.to_vec();
    }
}

#[tokio::test]
async fn a_hook_sees_every_attempt_and_the_calls_for_tokens() {
    let setup = Setup::new().await;
    let notes = Notes::default();
    // The application keeps one, to read what it has recorded.
    let client = setup.app().hook(Arc::new(notes.clone())).build().unwrap();
    setup.server.fault(Fault::code(190_003).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap();
    let token = "auth.tenant_access_token_internal";
    let expected = [
        format!("{token} POST"),
        format!("{token} 200"),
        "calendar.get GET".to_owned(),
        "calendar.get 500".to_owned(),
        "calendar.get GET".to_owned(),
        "calendar.get 200".to_owned(),
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
    assert!(setup.requests("calendar.get").iter().all(|call| call.header("x-request-id") == Some("42")));
}

/// Requests another calendar from the same server.
struct Elsewhere;

impl Hook for Elsewhere {
    fn request(&self, _: &'static EndpointMeta, request: &mut Request<Bytes>) {
        let uri = request.uri().to_string();
        let (start, _) = uri.split_once("/calendars/").unwrap();
        *request.uri_mut() = format!("{start}/calendars/elsewhere").parse().unwrap();
    }
}

#[tokio::test]
async fn a_hook_can_change_the_url() {
    let setup = Setup::with(|server| server.only_known_tokens(false)).await;
    let client = setup.at(calendar_generated::Client::builder().tenant_token("t-1")).hook(Elsewhere).build().unwrap();
    client.send(&get()).await.unwrap();
    let calls = setup.requests("calendar.get");
    assert_eq!(calls[0].path_field("calendar_id"), Some("elsewhere"));
}

#[tokio::test]
async fn a_hook_can_change_the_response() {
    let setup = Setup::with(|server| server.only_known_tokens(false)).await;
    let client = setup.at(calendar_generated::Client::builder().tenant_token("t-1")).hook(Replace).build().unwrap();
    assert_eq!(client.send(&get()).await.unwrap().summary.as_deref(), Some("replaced"));
}

//! With axum and a paused clock, so that no test waits for its time limits.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::post;
use calendar_generated::webhook::{BoxError, Receiver};
use http::{Request, StatusCode};
use tokio::time::{Instant, sleep};
use tower::ServiceExt;

use crate::support::{Sent, request, timeless, vector};

async fn send(app: &Router, request: Sent) -> (StatusCode, Vec<u8>) {
    let mut http = Request::post("/").body(Body::from(request.body)).unwrap();
    *http.headers_mut() = request.headers;
    let response = app.clone().oneshot(http).await.unwrap();
    (response.status(), to_bytes(response.into_body(), 1000).await.unwrap().to_vec())
}

async fn status(app: &Router, event_id: &str) -> u16 {
    send(app, request(event_id)).await.0.as_u16()
}

/// An application whose handler takes this long, and the number of its calls.
fn slow(pause: Duration) -> (Router, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let receiver = Receiver::new(timeless(), move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            sleep(pause).await;
            Ok::<(), BoxError>(())
        }
    });
    (Router::new().route("/", post(receiver)), calls)
}

#[tokio::test(start_paused = true)]
async fn a_challenge_has_a_response_within_a_second_even_if_the_handler_is_slow() {
    let receiver = Receiver::new(timeless(), |_| pending::<Result<(), BoxError>>()).max_running(0);
    let app = Router::new().route("/", post(receiver));
    let start = Instant::now();
    let (status, body) = send(&app, vector("url-verification")).await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, &br#"{"challenge":"ajls384kdj1234"}"#[..]));
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_is_rejected_within_a_second() {
    let (app, calls) = slow(Duration::ZERO);
    let start = Instant::now();
    let body = Body::from_stream(Never);
    let response = app.oneshot(Request::post("/").body(body).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_continues_and_its_success_counts() {
    let (app, calls) = slow(Duration::from_secs(10));
    let start = Instant::now();
    assert_eq!(status(&app, "e").await, 503);
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(status(&app, "e").await, 503, "it still runs");
    sleep(Duration::from_secs(15)).await;
    assert_eq!(status(&app, "e").await, 200, "it is done");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_handler_continues_when_the_platform_closes_the_connection() {
    let (app, calls) = slow(Duration::from_secs(1));
    let call = send(&app, request("e"));
    assert!(tokio::time::timeout(Duration::from_millis(500), call).await.is_err());
    sleep(Duration::from_secs(1)).await;
    assert_eq!(status(&app, "e").await, 200);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_notification_whose_handler_panics_is_passed_again() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let receiver = Receiver::new(timeless(), move |_| {
        let is_first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            assert!(!is_first, "the first call panics");
            Ok::<(), BoxError>(())
        }
    });
    let app = Router::new().route("/", post(receiver));
    assert_eq!([status(&app, "e").await, status(&app, "e").await, status(&app, "e").await], [500, 200, 200]);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn no_more_handlers_run_than_allowed() {
    let receiver = Receiver::new(timeless(), |_| pending::<Result<(), BoxError>>()).max_running(1);
    let app = Router::new().route("/", post(receiver));
    let start = Instant::now();
    assert_eq!(status(&app, "e").await, 503);
    let waited = start.elapsed();
    assert_eq!(status(&app, "f").await, 503);
    assert_eq!(start.elapsed(), waited, "the second one is told at once");
}

#[tokio::test]
async fn long_bodies_and_other_methods_are_rejected() {
    let (app, calls) = slow(Duration::ZERO);
    let (status, body) = send(&app, Sent { body: vec![b' '; 1024 * 1024 + 1], ..request("e") }).await;
    assert_eq!((status, body.as_slice()), (StatusCode::BAD_REQUEST, &b"{}"[..]));
    let response = app.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

/// A body that never arrives.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<Vec<u8>, BoxError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

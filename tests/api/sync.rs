//! Synchronization: a full snapshot, then changes; interrupted at every request, with tokens that expire.

use std::sync::atomic::{AtomicUsize, Ordering};

use calendar_generated::types::Calendar;
use calendar_generated::{Batch, Client, Error, ErrorCode, ErrorKind, SyncState, User, calendar, calendar_event};
use serde_json::json;

use crate::support::{Answer, Recorded, Server, success, user};

/// What a page leads to.
#[derive(Clone, Copy)]
enum Then {
    Page(&'static str),
    Changes(&'static str),
}
use Then::{Changes, Page};

fn page(summaries: &str, then: Then) -> Answer {
    let calendars: Vec<_> = summaries.chars().map(|summary| json!({ "summary": summary })).collect();
    let (page_token, sync_token) = match then {
        Page(token) => (token, ""),
        Changes(token) => ("", token),
    };
    let more = !page_token.is_empty();
    let data =
        json!({ "calendar_list": calendars, "has_more": more, "page_token": page_token, "sync_token": sync_token });
    Answer::Json(200, success(&data))
}

fn error(code: ErrorCode) -> Answer {
    let info = code.info().unwrap();
    Answer::Json(info.status, json!({ "code": code.number(), "msg": info.message }))
}

/// A snapshot of three pages, changes of two, and no more changes.
fn service(request: &Recorded) -> Answer {
    match (request.query("page_token").as_deref(), request.query("sync_token").as_deref()) {
        (None, None) => page("ab", Page("stock 2")),
        (Some("stock 2"), None) => page("", Page("stock 3")),
        (Some("stock 3"), None) => page("c", Changes("since 1")),
        (None, Some("since 1")) => page("d", Page("changes 2")),
        (Some("changes 2"), None) => page("e", Changes("since 2")),
        (None, Some("since 2")) => page("", Changes("since 2")),
        tokens => panic!("{tokens:?}"),
    }
}

/// The number of requests for a whole synchronization.
const REQUESTS: usize = 5;

/// Sends these responses to the requests with these numbers, counted from 0, and to all others those of the service.
fn interrupted(answers: Vec<(usize, Answer)>) -> Server {
    let count = AtomicUsize::new(0);
    Server::answering(move |request| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let other = answers.iter().find(|(at, _)| *at == number).map(|(_, answer)| answer.clone());
        other.unwrap_or_else(|| service(request))
    })
}

/// What an application keeps: the copy, and the state as a string.
#[derive(Clone, Default, Debug, PartialEq)]
struct Stored {
    copy: String,
    state: Option<String>,
    started_over: usize,
}

impl Stored {
    /// Both at once.
    fn store(&mut self, batch: &Batch<Calendar>) {
        if batch.is_reset {
            self.copy.clear();
            self.started_over += 1;
        }
        self.copy.extend(batch.items.iter().map(|calendar| calendar.summary.clone().unwrap().to_string()));
        self.state = Some(serde_json::to_string(&batch.state).unwrap());
    }

    fn state(&self) -> SyncState {
        self.state.as_deref().map(|text| serde_json::from_str(text).unwrap()).unwrap_or_default()
    }
}

fn request() -> calendar::List {
    calendar::List::builder().build().unwrap()
}

/// One synchronization by a separate process, until it is up to date, fails, or has stored so many batches.
async fn synchronize(client: &Client<User>, stored: &mut Stored, most: usize) -> Result<usize, Error> {
    let mut batches = client.sync(request(), stored.state());
    for count in 0..most {
        let Some(batch) = batches.next().await else { return Ok(count) };
        let batch = batch?;
        stored.store(&batch);
        assert!(batch.is_snapshot || !batch.is_reset, "a reset begins a snapshot");
        assert_eq!(*batches.state(), batch.state);
    }
    Ok(most)
}

#[tokio::test]
async fn a_full_snapshot_comes_first_and_then_the_changes() {
    let server = Server::answering(service);
    let client = user(&server);
    let mut batches = client.sync(request(), SyncState::default());
    let mut seen = Vec::new();
    while let Some(batch) = batches.next().await {
        let batch = batch.unwrap();
        assert!(!batch.is_reset);
        seen.push((batch.items.len(), batch.is_snapshot, batch.is_last));
    }
    let state = batches.state().clone();
    let mut batches = client.sync(request(), state);
    while let Some(batch) = batches.next().await {
        let batch = batch.unwrap();
        seen.push((batch.items.len(), batch.is_snapshot, batch.is_last));
    }
    let (stock, changes) = (true, false);
    assert_eq!(seen, [(2, stock, false), (0, stock, false), (1, stock, true), (1, changes, false), (1, changes, true)]);
}

#[tokio::test]
async fn no_change_is_lost_or_repeated_when_any_request_fails() {
    for failure in 0..REQUESTS {
        for answer in [error(ErrorCode::InvalidParameters), Answer::Bytes(Vec::new())] {
            let server = interrupted(vec![(failure, answer)]);
            let client = user(&server);
            let mut stored = Stored::default();
            for _ in 0..4 {
                // A failure is one of the client's or one that the next process continues after.
                let _ = synchronize(&client, &mut stored, usize::MAX).await;
            }
            assert_eq!((stored.copy.as_str(), stored.started_over), ("abcde", 0), "request {failure}");
        }
    }
}

#[tokio::test]
async fn an_error_is_returned_and_ends_the_batches() {
    let server = interrupted(vec![(1, error(ErrorCode::InvalidParameters))]);
    let mut batches = user(&server).sync(request(), SyncState::default());
    assert!(batches.next().await.unwrap().is_ok());
    let error = batches.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::InvalidParameters));
    assert!(batches.next().await.is_none());
}

#[tokio::test]
async fn no_change_is_lost_or_repeated_when_the_process_dies_after_any_batch() {
    for most in 1..=3 {
        let server = Server::answering(service);
        let mut stored = Stored::default();
        for _ in 0..8 {
            synchronize(&user(&server), &mut stored, most).await.unwrap();
        }
        assert_eq!(stored.copy, "abcde", "{most} batches at a time");
    }
}

#[tokio::test]
async fn a_batch_that_was_not_stored_is_returned_again() {
    let server = Server::answering(service);
    let client = user(&server);
    let mut stored = Stored::default();
    for _ in 0..REQUESTS {
        let unstored = client.sync(request(), stored.state()).next().await.unwrap().unwrap();
        synchronize(&client, &mut stored, 1).await.unwrap();
        assert_eq!(stored.state(), unstored.state);
    }
    assert_eq!(stored.copy, "abcde");
}

#[tokio::test]
async fn an_expired_token_starts_a_new_snapshot() {
    // The first request carries no token that could expire.
    for expired in 1..REQUESTS {
        let server = interrupted(vec![(expired, error(ErrorCode::PageOrSyncTokenExpired))]);
        let client = user(&server);
        let mut stored = Stored::default();
        for _ in 0..4 {
            synchronize(&client, &mut stored, usize::MAX).await.unwrap();
        }
        assert_eq!((stored.copy.as_str(), stored.started_over), ("abcde", 1), "request {expired}");
    }
}

#[tokio::test]
async fn a_restart_survives_a_failure_of_its_first_request() {
    let server =
        interrupted(vec![(3, error(ErrorCode::PageOrSyncTokenExpired)), (4, error(ErrorCode::InvalidParameters))]);
    let client = user(&server);
    let mut stored = Stored::default();
    synchronize(&client, &mut stored, usize::MAX).await.unwrap();
    let before = stored.clone();
    assert!(synchronize(&client, &mut stored, usize::MAX).await.is_err());
    assert_eq!(stored, before, "the old token is tried again next time");
}

#[tokio::test]
async fn a_token_that_always_expires_does_not_restart_forever() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |request| match request.query("page_token") {
        // So that this test ends even if the client does not.
        _ if count.fetch_add(1, Ordering::SeqCst) > 20 => page("", Changes("s")),
        None => page("a", Page("2")),
        Some(_) => error(ErrorCode::PageOrSyncTokenExpired),
    });
    let mut stored = Stored::default();
    let error = synchronize(&user(&server), &mut stored, usize::MAX).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::PageOrSyncTokenExpired));
    assert_eq!((stored.copy.as_str(), stored.started_over, server.requests().len()), ("a", 1, 4));
}

#[tokio::test]
async fn an_error_without_a_token_does_not_restart_the_synchronization() {
    let server = Server::start(error(ErrorCode::PageOrSyncTokenExpired));
    assert!(synchronize(&user(&server), &mut Stored::default(), usize::MAX).await.is_err());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_listing_that_ends_without_a_sync_token_is_an_error() {
    let server = Server::answering(|_| page("a", Changes("")));
    let mut stored = Stored::default();
    let error = synchronize(&user(&server), &mut stored, usize::MAX).await.unwrap_err();
    assert_eq!(error.to_string(), "calendar.list: the last page has no token to ask for changes with");
    assert_eq!(stored, Stored::default());
}

#[tokio::test]
async fn a_synchronization_can_start_from_a_given_token() {
    let server = Server::answering(service);
    let request = calendar::List::builder().sync_token("since 1").build().unwrap();
    let mut batches = user(&server).sync(request, SyncState::default());
    let first = batches.next().await.unwrap().unwrap();
    assert!(!first.is_snapshot);
    assert_eq!(first.items[0].summary.as_deref(), Some("d"));
}

fn events(calendar: &str) -> calendar_event::List {
    calendar_event::List::builder().calendar_id(calendar).anchor_time(1_609_430_400).build().unwrap()
}

#[tokio::test]
async fn events_are_synchronized_with_their_anchor() {
    let server = Server::answering(|request| {
        let (more, next) = (request.query("page_token").is_none() && request.query("sync_token").is_none(), "2");
        let items = json!([{ "event_id": "e_0", "status": "cancelled" }]);
        let data =
            json!({ "items": items, "has_more": more, "page_token": next, "sync_token": if more { "" } else { "s" } });
        Answer::Json(200, success(&data))
    });
    let client = user(&server);
    let mut state = SyncState::default();
    for expected in [2, 1] {
        let mut batches = client.sync(events("c"), state);
        let mut count = 0;
        while let Some(batch) = batches.next().await {
            count += batch.unwrap().items.len();
        }
        state = batches.state().clone();
        assert_eq!(count, expected);
    }
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.query("anchor_time").as_deref() == Some("1609430400")));
    let tokens = requests.iter().map(|request| (request.query("page_token"), request.query("sync_token")));
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(tokens.collect::<Vec<_>>(), [(None, None), (text("2"), None), (None, text("s"))]);
}

#[tokio::test]
async fn the_state_of_another_calendar_is_rejected() {
    let server = Server::start(page("", Changes("s")));
    let client = user(&server);
    let mut batches = client.sync(events("c"), SyncState::default());
    batches.next().await.unwrap().unwrap();
    let error = client.sync(events("other"), batches.state().clone()).next().await.unwrap().unwrap_err();
    let words = "calendar_event.list: the state is that of another listing; start from `SyncState::default()`";
    assert_eq!(error.to_string(), words);
    assert_eq!(server.requests().len(), 1, "and nothing is sent");
}

#[tokio::test]
async fn a_time_range_has_no_changes() {
    let server = Server::start(page("", Changes("s")));
    let request = calendar_event::List::builder().calendar_id("c").start_time(1).end_time(2).build().unwrap();
    let error = user(&server).sync(request, SyncState::default()).next().await.unwrap().unwrap_err();
    assert!(
        error.kind() == ErrorKind::Paging && error.to_string().contains("with `start_time` there is a single response"),
        "{error}"
    );
}

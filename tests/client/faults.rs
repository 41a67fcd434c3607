//! The error that the caller gets for each fault, and the number of requests that the server received.

use std::fmt::Write;
use std::time::{Duration, Instant};

use calendar_generated::mock::Fault;
use calendar_generated::{Client, Error, ErrorKind, RetryPolicy, Tenant, calendar};

use crate::support::{Setup, create_event, get, nobody, patch};

/// A request of each kind: one that reads, one that is not idempotent, one with an idempotency key.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Reads,
    ReadsByPost,
    Writes,
    WritesByPost,
    HasKey,
}

impl Kind {
    fn endpoint(self) -> &'static str {
        match self {
            Self::Reads => "calendar.get",
            Self::ReadsByPost => "calendar.primary",
            Self::Writes => "calendar.patch",
            Self::WritesByPost => "calendar.create",
            Self::HasKey => "calendar_event.create",
        }
    }

    async fn send(self, client: &Client<Tenant>) -> Result<(), Error> {
        match self {
            Self::Reads => client.send(&get()).await.map(drop),
            Self::ReadsByPost => client.send(&calendar::Primary::builder().build().unwrap()).await.map(drop),
            Self::Writes => client.send(&patch()).await.map(drop),
            Self::WritesByPost => client.send(&calendar::Create::builder().build().unwrap()).await.map(drop),
            Self::HasKey => client.send(&create_event()).await.map(drop),
        }
    }
}

type Check = fn(&Error) -> bool;

struct Row {
    fault: &'static str,
    /// How many calls it meets; 0 for all.
    times: u32,
    /// For a call that reads, one that writes, one with a key: the error (`None` is success) and the requests.
    ends: [(Option<Check>, usize); 3],
}

const OK: Option<Check> = None;

fn rows() -> Vec<Row> {
    let row = |fault, times, ends| Row { fault, times, ends };
    let lost: Option<Check> = Some(|error| error.kind() == ErrorKind::ConnectionLost);
    let internal: Option<Check> = Some(|error| error.code_number() == Some(190_003));
    let http: Option<Check> = Some(|error| error.kind() == ErrorKind::Http);
    let limited: Option<Check> = Some(Error::is_rate_limited);
    let decode: Option<Check> = Some(|error| error.kind() == ErrorKind::Decode);
    let not_found: Option<Check> = Some(Error::is_not_found);
    let permission: Option<Check> = Some(Error::is_permission);
    let scope: Option<Check> = Some(|error| error.missing_scopes().next().is_some());
    vec![
        row("code=190003", 1, [(OK, 2), (internal, 1), (OK, 2)]),
        row("code=190003", 0, [(internal, 4), (internal, 1), (internal, 4)]),
        row("code=190004", 1, [(OK, 2); 3]),
        row("code=190005; status=400", 2, [(OK, 3); 3]),
        row("code=190010", 0, [(limited, 4); 3]),
        row("rate-limit=30", 1, [(OK, 2); 3]),
        row("rate-limit=30; status=400", 1, [(OK, 2); 3]),
        row("rate-limit=30", 0, [(limited, 4); 3]),
        row("status=502", 1, [(OK, 2), (http, 1), (OK, 2)]),
        row("status=503", 0, [(http, 4), (http, 1), (http, 4)]),
        row("status=302", 1, [(http, 1); 3]),
        row("cut=before", 1, [(OK, 2), (lost, 1), (OK, 2)]),
        row("cut=after", 1, [(OK, 2), (lost, 1), (OK, 2)]),
        row("cut=after", 0, [(lost, 4), (lost, 1), (lost, 4)]),
        row("half-body", 1, [(OK, 2), (lost, 1), (OK, 2)]),
        row("content-type=text/html", 1, [(OK, 1); 3]),
        row("reject-token", 1, [(OK, 2); 3]),
        row("code=99991663", 0, [(Some(Error::is_token), 2); 3]),
        row("code=191000", 1, [(not_found, 1); 3]),
        row("code=191002", 1, [(permission, 1); 3]),
        row("code=99991679", 1, [(scope, 1); 3]),
        row("status=200", 1, [(decode, 1); 3]),
    ]
}

#[tokio::test]
async fn every_fault_ends_as_documented() {
    let mut table = String::from("| fault | times | reads | reads by POST | writes | writes by POST | has a key |\n");
    for row in rows() {
        let times = if row.times == 0 { "always".to_owned() } else { row.times.to_string() };
        write!(table, "| `{}` | {times} |", row.fault).unwrap();
        let [reads, writes, has_key] = row.ends;
        for (kind, (expected, requests)) in [
            (Kind::Reads, reads),
            (Kind::ReadsByPost, reads),
            (Kind::Writes, writes),
            (Kind::WritesByPost, writes),
            (Kind::HasKey, has_key),
        ] {
            let (end, seen) = end_of(&row, kind).await;
            let context = format!("{} × {times}, {kind:?}: {end:?}, {seen} requests", row.fault);
            assert_eq!(seen, requests, "{context}");
            match (&end, expected) {
                (Ok(()), None) => {}
                (Err(error), Some(check)) => assert!(check(error), "{context}"),
                _ => panic!("{context}"),
            }
            write!(table, " {} ({seen}) |", seen_by_caller(&end)).unwrap();
        }
        table.push('\n');
    }
    println!("{table}");
}

async fn end_of(row: &Row, kind: Kind) -> (Result<(), Error>, usize) {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    let fault = row.fault.parse::<Fault>().unwrap().on(kind.endpoint());
    setup.server.fault(if row.times == 0 { fault.always() } else { fault.times(row.times) }).unwrap();
    let end = kind.send(&client).await;
    if matches!(kind, Kind::HasKey) {
        assert_eq!(setup.events().len(), 1, "all attempts have the same key");
    }
    (end, setup.calls(kind.endpoint()))
}

fn seen_by_caller(end: &Result<(), Error>) -> String {
    let Err(error) = end else { return "ok".to_owned() };
    let line = error.to_string();
    let line = line.split_once(": ").map_or(line.as_str(), |(_, rest)| rest);
    line.chars().take(60).collect()
}

#[tokio::test]
async fn the_client_waits_as_long_as_the_server_asks() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(30)).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap();
    let waits = setup.clock.waits();
    assert_eq!(waits.len(), 1);
    assert!((Duration::from_secs(30)..=Duration::from_secs(31)).contains(&waits[0]), "{waits:?}");
}

#[tokio::test]
async fn no_call_waits_longer_than_allowed() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::rate_limit(Duration::from_secs(86_400)).on("calendar.get").always()).unwrap();
    let client = setup.app().build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!((error.is_rate_limited(), error.retry_after()), (true, Some(Duration::from_secs(86_400))));
    let waited: Duration = setup.clock.waits().iter().sum();
    assert!(waited <= Duration::from_secs(120) && setup.calls("calendar.get") == 2, "{waited:?}");

    let hasty = setup.app().retry(RetryPolicy::default().deadline(Duration::from_secs(10))).build().unwrap();
    hasty.send(&get()).await.unwrap_err();
    assert_eq!(setup.calls("calendar.get"), 3);
}

#[tokio::test]
async fn a_wait_that_the_server_asks_for_is_limited_as_the_policy_says() {
    let setup = Setup::new().await;
    let policy = RetryPolicy::default().max_rate_limit_wait(Duration::from_secs(5));
    let client = setup.app().retry(policy).build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(30)).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap();
    let waits = setup.clock.waits();
    assert!(!waits.is_empty() && waits.iter().all(|wait| *wait <= Duration::from_secs(6)), "{waits:?}");
}

#[tokio::test]
async fn an_attempt_ends_at_the_deadline_of_the_call() {
    let setup = Setup::new().await;
    let policy = RetryPolicy::default().deadline(Duration::from_millis(200));
    let client = setup.app().retry(policy).timeout(Duration::from_secs(60)).build().unwrap();
    setup.server.fault(Fault::delay(Duration::from_secs(20)).on("calendar.get").always()).unwrap();
    let start = Instant::now();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[tokio::test]
async fn without_a_header_the_pauses_grow() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(190_004).on("calendar.get").always()).unwrap();
    let policy = RetryPolicy::default().max_attempts(20).backoff(Duration::from_secs(1), Duration::from_secs(4));
    let client = setup.app().retry(policy).rate_limits(false).build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    let waits = setup.clock.waits();
    assert!(
        error.to_string().contains("attempts)") && error.attempts().is_some_and(|attempts| attempts > 10),
        "{error}"
    );
    for (wait, longest) in waits.iter().zip([1, 2, 4, 4, 4]) {
        assert!(*wait <= Duration::from_secs(longest), "{waits:?}");
    }
}

#[tokio::test]
async fn while_everything_fails_few_calls_are_repeated() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::status(503).on("calendar.get").always()).unwrap();
    let client = setup.app().rate_limits(false).build().unwrap();
    for _ in 0..200 {
        client.send(&get()).await.unwrap_err();
    }
    assert_eq!(setup.calls("calendar.get"), 300);
}

#[tokio::test]
async fn a_refused_connection_is_retried_even_for_calls_that_are_not_idempotent() {
    let setup = Setup::new().await;
    let client = setup.at(Client::builder().tenant_token("t-1")).base_url(nobody()).build().unwrap();
    let error = client.send(&patch()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, Some(4)));
}

#[tokio::test]
async fn a_given_key_is_kept_and_each_request_without_one_gets_a_new_one() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    let own = "25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6";
    let mut request = create_event();
    request.idempotency_key = Some(own.into());
    client.send(&request).await.unwrap();
    client.send(&create_event()).await.unwrap();
    client.send(&create_event()).await.unwrap();
    let events = setup.events();
    assert_eq!((events.len(), events[own]), (3, 1));
    assert!(events.keys().all(|key| key.len() == 36), "{events:?}");
}

#[tokio::test]
async fn a_requested_pause_applies_to_other_calls_even_if_the_first_one_gives_up() {
    let setup = Setup::new().await;
    let client = setup.app().retry(RetryPolicy::none()).build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(30)).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap_err();
    assert!(setup.clock.waits().is_empty());
    client.send(&get()).await.unwrap();
    assert!(setup.clock.waits()[0] >= Duration::from_secs(30), "{:?}", setup.clock.waits());
}

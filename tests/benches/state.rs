//! Operations a second of the mock server with 10,000 events in one calendar, over HTTP.
//!
//! `cargo bench -p calendar-tests --bench state`; each operation is called for two seconds over four connections.
//! Arguments after `--` select operations by words of their names.

#[path = "../mock/support/http.rs"]
#[allow(dead_code, reason = "the tests of the mock server use more of it")]
mod http;
#[path = "../state/support.rs"]
#[allow(dead_code, reason = "the tests of the state use more of it")]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Caller, NOW, Setup, hour};

const EVENTS: u32 = 10_000;
const CONNECTIONS: usize = 4;
const TIME: Duration = Duration::from_secs(2);

/// The calendar and the IDs of its events.
struct Stock {
    calendar: String,
    /// A calendar that other events are created on.
    other: String,
    events: Vec<String>,
    sync: String,
}

/// The route and the body of the call with a number.
type Call = fn(&Stock, u32) -> (String, Option<Value>);

const CALLS: &[(&str, Call)] = &[
    ("calendar.get", |stock, _| (format!("GET /calendars/{}", stock.calendar), None)),
    ("calendar_event.create", |stock, number| {
        // On another calendar as full as this one, so that the calls that follow see the 10,000 alone.
        (format!("POST /calendars/{}/events", stock.other), Some(hour(NOW + i64::from(number))))
    }),
    ("calendar_event.get", |stock, number| (format!("GET {}", stock.path(number)), None)),
    ("calendar_event.patch", |stock, number| {
        (format!("PATCH {}", stock.path(number)), Some(json!({ "summary": number.to_string() })))
    }),
    ("calendar_event.list, a page of 50", |stock, _| {
        (format!("GET /calendars/{}/events?anchor_time=1&page_size=50", stock.calendar), None)
    }),
    ("calendar_event.list, a page of 1000", |stock, _| {
        (format!("GET /calendars/{}/events?anchor_time=1&page_size=1000", stock.calendar), None)
    }),
    ("calendar_event.list, a day of all", |stock, number| {
        let start = NOW + i64::from(number % 400) * 86_400;
        (format!("GET /calendars/{}/events?start_time={start}&end_time={}", stock.calendar, start + 86_400), None)
    }),
    ("calendar_event.list, what changed", |stock, _| {
        (format!("GET /calendars/{}/events?page_size=50&sync_token={}", stock.calendar, stock.sync), None)
    }),
    ("calendar_event.search", |stock, number| {
        let query = json!({ "query": format!("event {}", number % EVENTS) });
        (format!("POST /calendars/{}/events/search", stock.calendar), Some(query))
    }),
    ("calendar_event.instance_view", |stock, _| {
        let period = format!("start_time={NOW}&end_time={}", NOW + 7 * 86_400);
        (format!("GET /calendars/{}/events/instance_view?{period}", stock.calendar), None)
    }),
    ("freebusy.list", |_, _| {
        let body = json!({
            "time_min": "2026-01-01T00:00:00Z", "time_max": "2026-01-08T00:00:00Z", "user_id": "ou_alice",
        });
        ("POST /freebusy/list".to_owned(), Some(body))
    }),
    ("calendar_event.delete", |stock, number| (format!("DELETE {}", stock.path(number)), None)),
];

impl Stock {
    fn path(&self, number: u32) -> String {
        format!("/calendars/{}/events/{}", self.calendar, self.events[number as usize % self.events.len()])
    }
}

#[tokio::main]
async fn main() {
    let setup = Setup::new().await;
    let stock = Arc::new(fill(&setup).await);
    println!("with {} events in one calendar, every hour one:", stock.events.len());
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| name.contains(wanted.as_str()));
    for (name, call) in CALLS.iter().filter(|(name, _)| is_wanted(name)) {
        let (count, time) = run(&setup, &stock, *call).await;
        let per_second = f64::from(count) / time.as_secs_f64();
        println!("{name:38} {per_second:8.0} a second");
    }
}

async fn fill(setup: &Setup) -> Stock {
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    let other = alice.calendar(json!({})).await;
    let mut events = Vec::new();
    for number in 0..EVENTS {
        let more = json!({ "summary": format!("event {number}"), "description": "x".repeat(200) });
        alice.event(&other, NOW, json!({})).await;
        events.push(alice.event(&calendar, NOW + i64::from(number) * 3600, more).await);
    }
    let list = format!("/calendars/{calendar}/events?anchor_time=1&page_size=1000");
    let sync = alice.walk(&list, "items").await.1["sync_token"].as_str().unwrap().to_owned();
    Stock { calendar, other, events, sync }
}

/// The number of responses, and the elapsed time. Each event can be deleted only once.
async fn run(setup: &Setup, stock: &Arc<Stock>, call: Call) -> (u32, Duration) {
    let (start, numbers) = (Instant::now(), Arc::new(AtomicU32::new(0)));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (mut caller, stock, numbers): (Caller, _, _) =
            (setup.caller("u-alice").await, Arc::clone(stock), Arc::clone(&numbers));
        tasks.spawn(async move {
            while start.elapsed() < TIME {
                let number = numbers.fetch_add(1, Ordering::Relaxed);
                let (route, body) = call(&stock, number);
                if route.starts_with("DELETE") && number >= EVENTS {
                    break;
                }
                let (_, code, _) = caller.call(&route, body.as_ref()).await;
                assert_eq!(code, 0, "{route}");
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    (numbers.load(Ordering::Relaxed), start.elapsed())
}

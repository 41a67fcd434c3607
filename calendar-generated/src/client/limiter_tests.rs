//! The limiter under load, with tokio's paused clock, which advances when every task waits.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use proptest::prelude::*;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::clock::{Clock, Sleep};
use super::limiter::{Limiter, Slot};
use crate::endpoint::{EndpointMeta, RateLimit};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
/// The tolerance that the client adds to a window.
const SKEW: Duration = Duration::from_millis(50);

static CALENDARS: EndpointMeta = meta("calendar.list", Some(1000), Some(50));
static EVENTS: EndpointMeta = meta("calendar_event.list", Some(1000), Some(50));
static FEW: EndpointMeta = meta("few", Some(5), Some(2));
static UNLIMITED: EndpointMeta = meta("unlimited", None, None);

const fn meta(name: &'static str, per_minute: Option<u32>, per_second: Option<u32>) -> EndpointMeta {
    EndpointMeta {
        name,
        method: "GET",
        path: "/",
        has_body: false,
        scopes: &[],
        scope_reach: &[],
        field_scopes: &[],
        rate_limit: RateLimit { per_minute, per_second, is_special: false },
        errors: &[],
        codes: &[],
        idempotency_key: false,
        is_repeatable: true,
    }
}

struct PausedClock;

impl Clock for PausedClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn instant(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, pause: Duration) -> Sleep {
        Box::pin(sleep(pause))
    }
}

/// Clients that share a limiter, and the times of their calls.
#[derive(Clone)]
struct Load {
    limiter: Arc<Limiter>,
    start: Instant,
    sent: Arc<Mutex<Vec<(&'static str, Duration)>>>,
}

impl Load {
    fn new() -> Self {
        Self { limiter: Arc::default(), start: PausedClock.instant(), sent: Arc::default() }
    }

    async fn call_within(&self, meta: &'static EndpointMeta, deadline: Duration) -> Result<Slot, Duration> {
        let slot = self.limiter.slot(meta, &PausedClock, PausedClock.instant() + deadline).await?;
        self.sent.lock().unwrap().push((meta.name, self.now()));
        Ok(slot)
    }

    async fn call(&self, meta: &'static EndpointMeta) {
        assert!(self.call_within(meta, 60 * MINUTE).await.is_ok());
    }

    /// A call in a task of its own.
    fn spawn(&self, meta: &'static EndpointMeta) -> JoinHandle<()> {
        let load = self.clone();
        tokio::spawn(async move { load.call(meta).await })
    }

    fn now(&self) -> Duration {
        PausedClock.instant() - self.start
    }

    /// The times at which calls of the endpoint were sent.
    fn sent(&self, meta: &EndpointMeta) -> Vec<Duration> {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|(name, _)| *name == meta.name).map(|(_, time)| *time).collect()
    }
}

fn most_in(window: Duration, sent: &[Duration]) -> usize {
    let from = |start: &Duration| sent.iter().filter(|time| **time >= *start && **time < *start + window).count();
    sent.iter().map(from).max().unwrap_or(0)
}

#[tokio::test(start_paused = true)]
async fn no_window_has_more_calls_than_documented() {
    let load = Load::new();
    for _ in 0..2100 {
        load.call(&CALENDARS).await;
    }
    let sent = load.sent(&CALENDARS);
    assert_eq!((sent[49], sent[50]), (Duration::ZERO, SECOND + SKEW));
    assert_eq!((most_in(SECOND, &sent), most_in(MINUTE, &sent)), (50, 1000));
    assert!(sent[2099] < Duration::from_secs(141), "{:?}", sent[2099]);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_without_limits_never_waits() {
    let load = Load::new();
    for _ in 0..5000 {
        load.call(&UNLIMITED).await;
    }
    assert_eq!(load.now(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn cancelled_callers_do_not_count() {
    let load = Load::new();
    let mut calls = JoinSet::new();
    // 40 calls a second, each of which waits 300 milliseconds, under a limit of 1,000 a minute.
    for _ in 0..11_960 {
        let load = load.clone();
        calls.spawn(async move { timeout(Duration::from_millis(300), load.call(&CALENDARS)).await.is_ok() });
        sleep(Duration::from_millis(25)).await;
    }
    let succeeded = calls.join_all().await.into_iter().filter(|succeeded| *succeeded).count();
    assert_eq!(succeeded, 5000, "in 299 seconds");
    assert_eq!(most_in(MINUTE, &load.sent(&CALENDARS)), 1000);
}

#[tokio::test(start_paused = true)]
async fn callers_get_the_same_share_and_endpoints_do_not_share() {
    let load = Load::new();
    let mut callers = JoinSet::new();
    for _ in 0..10 {
        let load = load.clone();
        callers.spawn(async move {
            let mut calls = 0;
            while load.now() < 5 * MINUTE {
                load.call(&CALENDARS).await;
                tokio::task::yield_now().await;
                calls += 1;
            }
            calls
        });
    }
    // The first endpoint is overloaded, the other one is not.
    sleep(MINUTE / 2).await;
    load.call(&EVENTS).await;
    assert_eq!(load.sent(&EVENTS), [MINUTE / 2]);
    let calls = callers.join_all().await;
    let (least, most) = (calls.iter().min().unwrap(), calls.iter().max().unwrap());
    assert!(*least >= 490 && most - least <= 5, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_would_be_late_fails_at_once_and_does_not_enter_the_queue() {
    let load = Load::new();
    let limit = MINUTE + SKEW;
    for _ in 0..5 {
        load.call(&FEW).await;
    }
    let passed = load.now();
    let free = limit.saturating_sub(passed);
    for _ in 0..3 {
        let wait = load.call_within(&FEW, free.saturating_sub(ms(1))).await.err();
        assert_eq!((wait, load.now()), (Some(free), passed));
    }
    let in_time = load.call_within(&FEW, free).await;
    assert!(in_time.is_ok());
    assert_eq!(load.now(), limit);
}

#[tokio::test(start_paused = true)]
async fn waiting_calls_count_when_a_slot_is_estimated() {
    let load = Load::new();
    for _ in 0..5 {
        load.call(&FEW).await;
    }
    // Both slots of the next second are taken.
    let waiting = [load.spawn(&FEW), load.spawn(&FEW)];
    tokio::task::yield_now().await;
    let until = |time: Duration| time.saturating_sub(load.now());
    let (second, third) = (MINUTE + SKEW + ms(5), MINUTE + SECOND + 2 * SKEW);
    assert_eq!(load.call_within(&FEW, until(second)).await.err(), Some(until(third)));
    // One of them is dropped, and its slot is free for the next.
    waiting[0].abort();
    tokio::task::yield_now().await;
    assert!(load.call_within(&FEW, until(second)).await.is_ok());
    assert_eq!(load.now(), MINUTE + SKEW);
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_the_server_requests_applies_to_all_calls() {
    let load = Load::new();
    load.limiter.pause(&CALENDARS, load.start + 7 * SECOND);
    load.limiter.pause(&CALENDARS, load.start + 3 * SECOND);
    load.call(&CALENDARS).await;
    // A call that is already waiting is delayed, too.
    let call = tokio::spawn({
        let load = load.clone();
        async move {
            for _ in 0..50 {
                load.call(&CALENDARS).await;
            }
        }
    });
    tokio::task::yield_now().await;
    load.limiter.pause(&CALENDARS, load.start + 20 * SECOND);
    call.await.unwrap();
    let sent = load.sent(&CALENDARS);
    assert_eq!((sent[0], sent[49], sent[50]), (7 * SECOND, 7 * SECOND, 20 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn waiting_calls_that_a_pause_makes_late_fail_at_once_and_keep_no_place() {
    let load = Load::new();
    for _ in 0..5 {
        load.call(&FEW).await;
    }
    let before = load.now();
    let call = |deadline: Duration| {
        let load = load.clone();
        tokio::spawn(async move { load.call_within(&FEW, deadline).await.map_err(|_| load.now()).err() })
    };
    let pause = 10 * MINUTE;
    let late = [2 * MINUTE, 3 * MINUTE, 4 * MINUTE].map(call);
    let patient = [pause.saturating_sub(before), 20 * MINUTE].map(call);
    tokio::task::yield_now().await;
    load.limiter.pause(&FEW, load.start + pause);
    for call in late {
        assert_eq!(call.await.unwrap(), Some(before));
    }
    // The two patient ones take the slots of the first second after the pause.
    let third = pause + SECOND + SKEW;
    let wait = load.call_within(&FEW, 9 * MINUTE).await.err();
    assert_eq!(wait, Some(third.saturating_sub(before)));
    for call in patient {
        assert_eq!(call.await.unwrap(), None);
    }
    assert_eq!(load.sent(&FEW)[5..], [pause; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_pause_delays_waiting_calls_and_with_them_the_estimate_for_the_next() {
    let load = Load::new();
    for _ in 0..2 {
        load.call(&FEW).await;
    }
    let waiting = [load.spawn(&FEW), load.spawn(&FEW)];
    tokio::task::yield_now().await;
    load.limiter.pause(&FEW, load.start + 10 * SECOND);
    // Both slots of the second after the pause are taken.
    let next = 11 * SECOND + SKEW;
    assert_eq!(load.call_within(&FEW, next.saturating_sub(ms(1))).await.err(), Some(next));
    for call in waiting {
        call.await.unwrap();
    }
    assert_eq!(load.sent(&FEW)[2..], [10 * SECOND; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_returned_slot_is_free_again() {
    let load = Load::new();
    for _ in 0..20 {
        load.call_within(&FEW, SECOND).await.ok().unwrap().give_back();
    }
    assert_eq!(load.now(), Duration::ZERO);
    load.call(&FEW).await;
    load.call(&FEW).await;
    assert!(load.call_within(&FEW, Duration::ZERO).await.is_err());
}

/// A call of a load: its time, how long its caller waits, and its deadline.
fn load_of_calls() -> impl Strategy<Value = Vec<(u64, u64, u64)>> {
    proptest::collection::vec((0..120_000_u64, 0..70_000_u64, 0..70_000_u64), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_call_that_is_dropped_makes_no_other_call_wait_longer(calls in load_of_calls()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let load = Load::new();
            let mut tasks = JoinSet::new();
            for (start, patience, deadline) in calls.into_iter().map(|(a, b, c)| (ms(a), ms(b), ms(c))) {
                let load = load.clone();
                tasks.spawn(async move {
                    sleep(start).await;
                    let came = load.now();
                    let end = timeout(patience, load.call_within(&FEW, deadline)).await;
                    let is_sent = end.is_ok_and(|end| end.is_ok());
                    if is_sent { Some((came, load.now())) } else { None }
                });
            }
            let mut sent: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
            sent.sort_by_key(|(came, sent)| (*sent, *came));
            check(&sent);
            // No call is waiting any more, and no waiting call is left in the queue.
            sleep(2 * MINUTE).await;
            assert!(load.call_within(&FEW, Duration::ZERO).await.is_ok());
        });
    }
}

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Each call was sent as soon as it had arrived, those before it were sent, and both windows had room.
fn check(sent: &[(Duration, Duration)]) {
    for (index, (came, time)) in sent.iter().enumerate() {
        let after =
            |calls: usize, window: Duration| index.checked_sub(calls).map(|first| sent[first].1 + window + SKEW);
        let before = index.checked_sub(1).map(|before| sent[before].1);
        let windows = [after(2, SECOND), after(5, MINUTE)].into_iter().flatten().max().unwrap_or_default();
        assert!(*time >= windows, "call {index} at {time:?} in {sent:?}");
        let earliest = windows.max(*came).max(before.unwrap_or_default());
        // tokio's timers have a resolution of a millisecond.
        assert!(*time <= earliest + ms(2), "call {index} at {time:?} and not {earliest:?} in {sent:?}");
    }
}

//! A notification counts as handled once its handler has succeeded, and not before.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calendar_generated::Notification;
use calendar_generated::events::Event;
use calendar_generated::webhook::{Claim, Claimed, Receiver, RecentEvents, SeenEvents};

use crate::support::{request, timeless};

type Handler = Box<dyn Fn(Notification<Event>) -> Ready<Result<(), &'static str>>>;

/// A receiver, and how often its handler was called.
struct Application {
    receiver: Receiver<Event, Handler>,
    calls: Arc<AtomicUsize>,
}

impl Application {
    /// Its handler fails so many times before it succeeds.
    fn failing(failures: usize, memory: RecentEvents) -> Self {
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&calls);
        let handler: Handler = Box::new(move |_| {
            let call = counter.fetch_add(1, Ordering::SeqCst);
            ready(if call < failures { Err("not today") } else { Ok(()) })
        });
        Self { receiver: Receiver::with_memory(timeless(), handler, memory), calls }
    }

    async fn receive(&self, event_id: &str) -> u16 {
        let request = request(event_id);
        self.receiver.respond(&request.headers, &request.body).await.status().as_u16()
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn a_handled_notification_is_not_passed_again() {
    let application = Application::failing(0, RecentEvents::default());
    for event_id in ["e", "e", "f", "e"] {
        assert_eq!(application.receive(event_id).await, 200);
    }
    assert_eq!(application.calls(), 2, "once for each");
}

#[tokio::test]
async fn a_failed_notification_is_passed_again_until_it_succeeds() {
    let application = Application::failing(2, RecentEvents::default());
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(application.receive("e").await);
    }
    assert_eq!(statuses, [500, 500, 200, 200, 200]);
    assert_eq!(application.calls(), 3);
}

#[tokio::test]
async fn several_receivers_share_one_memory() {
    let memory = RecentEvents::default();
    let [one, other] = [Application::failing(0, memory.clone()), Application::failing(0, memory)];
    assert_eq!([one.receive("e").await, other.receive("e").await], [200, 200]);
    assert_eq!([one.calls(), other.calls()], [1, 0]);
}

#[tokio::test]
async fn a_notification_without_an_id_or_with_a_long_one_is_identified_by_its_content() {
    for id in [String::new(), "e".repeat(129)] {
        let application = Application::failing(0, RecentEvents::default());
        assert_eq!([application.receive(&id).await, application.receive(&id).await], [200, 200]);
        assert_eq!(application.calls(), 1, "once");
        assert_eq!(application.receive(&"f".repeat(200)).await, 200);
        assert_eq!(application.calls(), 2, "another content");
    }
}

async fn claim(memory: &RecentEvents, event_id: &str) -> Claimed<<RecentEvents as SeenEvents>::Claim> {
    memory.claim(event_id).await.unwrap()
}

async fn handle(memory: &RecentEvents, event_id: &str) {
    let Claimed::New(claim) = claim(memory, event_id).await else { panic!("{event_id} is not new") };
    claim.confirm().await.unwrap();
}

#[tokio::test]
async fn one_of_two_concurrent_handlers_gets_it() {
    let memory = RecentEvents::default();
    let first = claim(&memory, "e").await;
    assert!(matches!(first, Claimed::New(_)));
    assert!(matches!(claim(&memory, "e").await, Claimed::Busy));
    drop(first);
    assert!(matches!(claim(&memory, "e").await, Claimed::New(_)), "what was dropped can be claimed again");
}

#[tokio::test]
async fn the_oldest_is_forgotten_when_the_memory_is_full() {
    let memory = RecentEvents::new(2);
    for event_id in ["a", "b", "c"] {
        handle(&memory, event_id).await;
    }
    assert!(matches!(claim(&memory, "b").await, Claimed::Seen));
    assert!(matches!(claim(&memory, "c").await, Claimed::Seen));
    handle(&memory, "a").await;
    assert!(matches!(claim(&memory, "b").await, Claimed::New(_)), "`a` took its place");
}

#[tokio::test]
async fn notifications_in_progress_are_bounded_too() {
    let memory = RecentEvents::new(2);
    let held = [claim(&memory, "a").await, claim(&memory, "b").await];
    assert!(matches!(claim(&memory, "c").await, Claimed::Busy));
    drop(held);
    assert!(matches!(claim(&memory, "c").await, Claimed::New(_)));
}

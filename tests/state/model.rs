//! Random sequences of operations, compared with a model: after any concurrent operations of several callers, a client
//! that lists all pages and then synchronizes has the same events as the model.

use std::collections::BTreeMap;

use calendar_generated::mock::MockServer;
use calendar_generated::{Client, SyncState, User, calendar_event, types};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::http::Connection;
use crate::support::{Caller, NOW, Setup, hour, time};

/// An operation of one caller.
#[derive(Clone, Debug)]
enum Step {
    Create(u16),
    Change(Index, u16),
    Move(Index, u16),
    Delete(Index),
    /// Lists everything again, with pages of this size.
    List(u8),
    /// Lists the changes, with pages of this size.
    Sync(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<u16>().prop_map(Step::Create),
        2 => (any::<Index>(), any::<u16>()).prop_map(|(at, title)| Step::Change(at, title)),
        1 => (any::<Index>(), any::<u16>()).prop_map(|(at, hours)| Step::Move(at, hours)),
        2 => any::<Index>().prop_map(Step::Delete),
        1 => any::<u8>().prop_map(Step::List),
        2 => any::<u8>().prop_map(Step::Sync),
    ]
}

/// Title and start of each event.
type Events = BTreeMap<String, (String, String)>;

/// A caller that works on a calendar: its own events by the model, and all events as a reader has seen them.
struct Worker {
    caller: Caller,
    calendar: String,
    made: Events,
    seen: Events,
    sync: Option<String>,
}

impl Worker {
    async fn new(server: &MockServer, calendar: &str) -> Self {
        let caller = Caller::over(Connection::to(server).await, "u-alice");
        Self { caller, calendar: calendar.to_owned(), made: Events::new(), seen: Events::new(), sync: None }
    }

    fn path(&self, event: &str) -> String {
        format!("/calendars/{}/events/{event}", self.calendar)
    }

    fn one(&self, at: Index) -> Option<String> {
        (!self.made.is_empty()).then(|| self.made.keys().nth(at.index(self.made.len())).unwrap().clone())
    }

    async fn take(&mut self, step: &Step) {
        match step {
            Step::Create(title) => self.create(*title).await,
            Step::Change(at, title) => {
                let Some(id) = self.one(*at) else { return };
                let title = title.to_string();
                self.caller.patch(&self.path(&id), json!({ "summary": title })).await;
                self.made.get_mut(&id).unwrap().0 = title;
            }
            Step::Move(at, hours) => {
                let Some(id) = self.one(*at) else { return };
                let start = NOW + i64::from(*hours) * 3600;
                self.caller.patch(&self.path(&id), hour(start)).await;
                self.made.get_mut(&id).unwrap().1 = start.to_string();
            }
            Step::Delete(at) => {
                let Some(id) = self.one(*at) else { return };
                self.caller.delete(&self.path(&id)).await;
                self.made.remove(&id);
                assert_eq!(self.caller.refused(&format!("GET {}", self.path(&id)), Value::Null).await, 193_003);
            }
            Step::List(size) => self.list(*size).await,
            Step::Sync(size) => self.sync(*size).await,
        }
    }

    async fn create(&mut self, title: u16) {
        let body = json!({ "summary": title.to_string(), "start_time": time(NOW), "end_time": time(NOW + 60) });
        let data = self.caller.post(&format!("/calendars/{}/events", self.calendar), body).await;
        let id = data["event"]["event_id"].as_str().unwrap().to_owned();
        self.made.insert(id, (title.to_string(), NOW.to_string()));
    }

    async fn list(&mut self, size: u8) {
        self.seen.clear();
        let list = format!("/calendars/{}/events?anchor_time=1&page_size={}", self.calendar, 50 + u16::from(size) % 20);
        self.follow(&list).await;
    }

    async fn sync(&mut self, size: u8) {
        match self.sync.clone() {
            Some(token) => {
                let size = 50 + u16::from(size) % 20;
                self.follow(&format!("/calendars/{}/events?page_size={size}&sync_token={token}", self.calendar)).await;
            }
            None => self.list(size).await,
        }
    }

    /// Lists all pages and adds their items to the view.
    async fn follow(&mut self, list: &str) {
        let (events, end) = self.caller.walk(list, "items").await;
        for event in events {
            let id = event["event_id"].as_str().unwrap().to_owned();
            if event["status"] == "cancelled" {
                self.seen.remove(&id);
            } else {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                self.seen.insert(id, (text(&event["summary"]), text(&event["start_time"]["timestamp"])));
            }
        }
        self.sync = Some(end["sync_token"].as_str().unwrap().to_owned());
    }
}

/// The events of a calendar as the client returns them: items, or batches of changes.
async fn seen_by_the_client(client: &Client<User>, calendar: &str) -> [Events; 2] {
    let start = NOW - 1;
    let list = calendar_event::List::builder().calendar_id(calendar).anchor_time(start).page_size(50).build().unwrap();
    let (mut listed, mut synced) = (Events::new(), Events::new());
    let mut items = client.items(list.clone());
    while let Some(event) = items.next().await {
        listed.extend([told(event.unwrap())]);
    }
    let mut batches = client.sync(list, SyncState::default());
    while let Some(batch) = batches.next().await {
        synced.extend(batch.unwrap().items.into_iter().map(told));
    }
    [listed, synced]
}

fn told(event: types::CalendarEvent) -> (String, (String, String)) {
    let start = event.start_time.unwrap().timestamp.unwrap();
    (event.event_id.unwrap().to_string(), (event.summary.unwrap().to_string(), start.unix_seconds().to_string()))
}

async fn run(sequences: Vec<Vec<Step>>) {
    let setup = Setup::new().await;
    let calendar = setup.caller("u-alice").await.calendar(json!({})).await;
    let mut tasks = tokio::task::JoinSet::new();
    for steps in sequences {
        let mut worker = Worker::new(&setup.server, &calendar).await;
        tasks.spawn(async move {
            for step in &steps {
                worker.take(step).await;
            }
            worker
        });
    }
    let mut workers = Vec::new();
    while let Some(worker) = tasks.join_next().await {
        workers.push(worker.unwrap());
    }
    let model: Events = workers.iter().flat_map(|worker| worker.made.clone()).collect();
    for worker in &mut workers {
        worker.sync(0).await;
        assert_eq!(worker.seen, model, "by syncs");
        worker.list(0).await;
        assert_eq!(worker.seen, model, "by a walk over all pages");
    }
    let client = Client::builder().user_token("u-alice").base_url(&setup.server).build().unwrap();
    for seen in seen_by_the_client(&client, &calendar).await {
        assert_eq!(seen, model, "by the client");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_caller_sees_the_operations_of_all(
        sequences in prop::collection::vec(prop::collection::vec(step(), 0..120), 1..5),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(run(sequences));
    }
}

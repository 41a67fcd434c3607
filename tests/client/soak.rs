//! Many calls at once, one in ten of which meets a fault.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use calendar_generated::mock::Recorded;
use calendar_generated::{Client, Error, ErrorKind, Tenant};

use crate::support::{Setup, create_event, get};

const CALLS: usize = 10_000;
const AT_ONCE: usize = 64;
const FAULTS: [&str; 6] = ["code=190003", "rate-limit=2", "status=503", "cut=after", "cut=before", "half-body"];

/// Memory of this process in KiB; `None` on systems that do not report it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_once_and_no_event_is_created_twice() {
    let keys = Keys::default();
    let seen = keys.clone();
    let observer = move |request: &Recorded| seen.note(request);
    let setup = Arc::new(Setup::with(|server| server.observer(observer)).await);
    let client = setup.app().rate_limits(false).build().unwrap();
    // Before the faults begin, so that they affect calls and not the token that all calls wait for.
    client.send(&get()).await.unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (setup, client, calls) = (Arc::clone(&setup), client.clone(), Arc::clone(&calls));
        tasks.spawn(async move {
            let mut ends = 0;
            loop {
                let call = calls.fetch_add(1, Ordering::Relaxed);
                if call >= CALLS {
                    return ends;
                }
                if call.is_multiple_of(10) {
                    setup.server.fault(FAULTS[call / 10 % FAULTS.len()].parse().unwrap()).unwrap();
                }
                if let Err(error) = send(&client, call).await {
                    assert!(
                        matches!(error.kind(), ErrorKind::Api | ErrorKind::Http | ErrorKind::ConnectionLost),
                        "{error}"
                    );
                }
                ends += 1;
            }
        });
    }
    let mut ends = 0;
    while let Some(task) = tasks.join_next().await {
        ends += task.unwrap();
    }
    assert_eq!(ends, CALLS);
    assert_eq!(keys.count(), CALLS / 2, "a key for each event, and no more");
    let [early, late] = [keys.memory_at(CALLS / 2), memory()];
    println!("{CALLS} calls, {} keys; memory {early:?} → {late:?} KiB", keys.count());
    if let (Some(early), Some(late)) = (early, late) {
        // Meanwhile the record of the server grows up to its bound.
        assert!(late < early + 48 * 1024, "{early} → {late} KiB");
    }
}

async fn send(client: &Client<Tenant>, call: usize) -> Result<(), Error> {
    if call.is_multiple_of(2) {
        client.send(&create_event()).await.map(drop)
    } else {
        client.send(&get()).await.map(drop)
    }
}

/// The idempotency keys that reached the server, and the memory after this many requests.
#[derive(Clone, Default)]
struct Keys(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    keys: HashSet<String>,
    requests: usize,
    memory: HashMap<usize, Option<u64>>,
}

impl Keys {
    fn note(&self, request: &Recorded) {
        let mut noted = self.0.lock().unwrap();
        noted.requests += 1;
        noted.keys.extend(request.query("idempotency_key").map(str::to_owned));
        let requests = noted.requests;
        if requests == CALLS / 2 {
            noted.memory.insert(requests, memory());
        }
    }

    fn count(&self) -> usize {
        self.0.lock().unwrap().keys.len()
    }

    fn memory_at(&self, requests: usize) -> Option<u64> {
        self.0.lock().unwrap().memory.get(&requests).copied().flatten()
    }
}

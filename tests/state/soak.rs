//! Very many operations: deleted items take no memory.

use serde_json::{Value, json};

use crate::support::{Caller, NOW, Setup};

const OPERATIONS: usize = 100_000;
const AT_ONCE: usize = 4;

/// Memory of this process in KiB; `None` on systems that do not report it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Ten operations that leave no items.
async fn come_and_go(caller: &mut Caller) {
    let calendar = caller.calendar(json!({ "summary": "x".repeat(200) })).await;
    let path = format!("/calendars/{calendar}");
    let event = caller.event(&calendar, NOW, json!({ "description": "x".repeat(2000) })).await;
    let other = caller.event(&calendar, NOW, json!({ "recurrence": "FREQ=DAILY" })).await;
    let attendees = json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }] });
    caller.post(&format!("{path}/events/{event}/attendees"), attendees).await;
    caller.patch(&format!("{path}/events/{event}"), json!({ "summary": "y" })).await;
    caller.get(&format!("{path}/events?anchor_time=1")).await;
    caller.delete(&format!("{path}/events/{event}")).await;
    let instance = other.replace("_0", &format!("_{}", NOW + 86_400));
    caller.delete(&format!("{path}/events/{instance}")).await;
    let key = format!("{calendar}{calendar}");
    let body = crate::support::hour(NOW);
    caller.post(&format!("{path}/events?idempotency_key={key}"), body).await;
    caller.delete(&path).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_operations_take_no_memory() {
    let setup = Setup::new().await;
    let rounds = OPERATIONS / 10 / AT_ONCE;
    let mut half = None;
    for part in 0..2 {
        let mut tasks = tokio::task::JoinSet::new();
        for token in ["u-a", "u-b", "t-c", "t-d"] {
            let mut caller = setup.caller(token).await;
            tasks.spawn(async move {
                for _ in 0..rounds / 2 {
                    come_and_go(&mut caller).await;
                }
            });
        }
        while let Some(task) = tasks.join_next().await {
            task.unwrap();
        }
        if part == 0 {
            half = memory();
        }
    }
    let whole = memory();
    let dump = setup.server.dump_state();
    let items: usize = dump["tenants"]["mock"]["shelves"].as_array().unwrap().iter().map(count).sum();
    println!("{OPERATIONS} operations leave {items} items; memory {half:?} → {whole:?} KiB");
    assert!(items < 20, "{items} items: primary calendars and the lists that hold them");
    if let (Some(half), Some(whole)) = (half, whole) {
        // By then the record of requests has its full length; idempotency keys still grow to their limit.
        assert!(whole < half + 16 * 1024, "{half} → {whole} KiB");
    }
}

fn count(shelf: &Value) -> usize {
    shelf["items"].as_array().unwrap().len()
}

//! Pages and sync tokens: a listing has everything once, and a synchronization has the changes since.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{NOW, Setup, each};

const DAY: u64 = 86_400;

#[tokio::test]
async fn a_listing_has_everything_once_even_if_items_are_deleted_meanwhile() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let mut ids = Vec::new();
    for _ in 0..120 {
        ids.push(alice.event(&calendar, NOW, json!({})).await);
    }
    let list = format!("/calendars/{calendar}/events?page_size=50&anchor_time=1");
    let begin = alice.get(&list).await;
    assert_eq!((begin["items"].as_array().unwrap().len(), &begin["has_more"]), (50, &json!(true)));
    assert_eq!(begin["sync_token"], Value::Null);
    for id in &ids[45..55] {
        alice.delete(&format!("/calendars/{calendar}/events/{id}")).await;
    }
    let next = format!("{list}&page_token={}", begin["page_token"].as_str().unwrap());
    let second = alice.get(&next).await;
    assert_eq!(each(second["items"].as_array().unwrap(), "event_id"), ids[55..105]);
    assert_eq!(second, alice.get(&next).await, "a page can be read again");
    let third = alice.get(&format!("{list}&page_token={}", second["page_token"].as_str().unwrap())).await;
    assert_eq!(each(third["items"].as_array().unwrap(), "event_id"), ids[105..]);
    assert_eq!((&third["has_more"], &third["page_token"]), (&json!(false), &Value::Null));
    let sync = format!("/calendars/{calendar}/events?sync_token={}", third["sync_token"].as_str().unwrap());
    let (changes, _) = alice.walk(&sync, "items").await;
    assert_eq!(each(&changes, "event_id"), ids[45..55]);
    assert!(changes.iter().all(|event| event["status"] == "cancelled"));
}

#[tokio::test]
async fn a_synchronization_has_each_changed_item_once() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let mut ids = Vec::new();
    for number in 0..4 {
        ids.push(alice.calendar(json!({ "summary": number.to_string(), "permissions": "public" })).await);
        bob.post(&format!("/calendars/{}/subscribe", ids[number]), json!({})).await;
    }
    let token = bob.walk("/calendars", "calendar_list").await.1["sync_token"].as_str().unwrap().to_owned();
    let sync = |token: &str| format!("/calendars?sync_token={token}");
    assert_eq!(bob.walk(&sync(&token), "calendar_list").await.0, Vec::<Value>::new());
    alice.patch(&format!("/calendars/{}", ids[2]), json!({ "summary": "new" })).await;
    alice.patch(&format!("/calendars/{}", ids[2]), json!({ "summary": "newer" })).await;
    alice.delete(&format!("/calendars/{}", ids[1])).await;
    bob.patch(&format!("/calendars/{}", ids[0]), json!({ "summary_alias": "own" })).await;
    bob.post(&format!("/calendars/{}/unsubscribe", ids[3]), json!({})).await;
    let (changes, last) = bob.walk(&sync(&token), "calendar_list").await;
    assert_eq!(each(&changes, "calendar_id"), [2, 1, 0, 3].map(|index| ids[index].clone()));
    assert_eq!((&changes[0]["summary"], &changes[2]["summary_alias"]), (&json!("newer"), &json!("own")));
    let deleted: Vec<&Value> = changes.iter().map(|calendar| &calendar["is_deleted"]).collect();
    assert_eq!(deleted, [&json!(false), &json!(true), &json!(false), &json!(true)]);
    let next = last["sync_token"].as_str().unwrap();
    assert_eq!(bob.walk(&sync(next), "calendar_list").await.0, Vec::<Value>::new());
    let (of_alice, _) = alice.walk("/calendars", "calendar_list").await;
    assert!(of_alice.iter().all(|calendar| calendar["summary_alias"] == ""));
}

#[tokio::test]
async fn tokens_expire_on_request_with_time_and_after_many_deletions() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let token = || async {
        let mut alice = setup.caller("u-alice").await;
        let data = alice.get("/calendars").await;
        format!("/calendars?sync_token={}", data["sync_token"].as_str().unwrap())
    };
    let old = token().await;
    alice.get(&old).await;
    setup.server.expire_sync_tokens();
    assert_eq!(alice.refused(&format!("GET {old}"), Value::Null).await, 190_008);

    let old = token().await;
    setup.clock.advance(Duration::from_secs(90 * DAY));
    alice.get(&old).await;
    setup.clock.advance(Duration::from_secs(1));
    assert_eq!(alice.refused(&format!("GET {old}"), Value::Null).await, 190_008);

    let old = token().await;
    for _ in 0..1001 {
        let id = alice.calendar(json!({})).await;
        alice.delete(&format!("/calendars/{id}")).await;
    }
    assert_eq!(alice.refused(&format!("GET {old}"), Value::Null).await, 190_008);
}

#[tokio::test]
async fn foreign_tokens_are_rejected() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let (one, other) = (alice.calendar(json!({})).await, alice.calendar(json!({})).await);
    let token = alice.get(&format!("/calendars/{one}/events?anchor_time=1")).await["sync_token"].clone();
    let token = token.as_str().unwrap();
    let sync = |calendar: &str, token: &str| format!("GET /calendars/{calendar}/events?sync_token={token}");
    assert_eq!(alice.call(&sync(&one, token), None).await.1, 0);
    for route in [
        sync(&other, token),
        sync(&one, "ListCalendarsSyncToken_1632452910"),
        format!("GET /calendars/{one}/events?anchor_time=1&page_token={token}"),
        format!("GET /calendars?sync_token={token}"),
    ] {
        assert_eq!(alice.refused(&route, Value::Null).await, 190_008, "{route}");
    }
}

#[tokio::test]
async fn without_an_anchor_there_are_no_pages_of_events() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    for _ in 0..51 {
        alice.event(&calendar, NOW, json!({})).await;
    }
    let cut = alice.get(&format!("/calendars/{calendar}/events?page_size=50")).await;
    assert_eq!((&cut["has_more"], &cut["page_token"], &cut["sync_token"]), (&json!(true), &Value::Null, &Value::Null));
    let all = alice.get(&format!("/calendars/{calendar}/events?page_size=51")).await;
    assert_eq!((all["items"].as_array().unwrap().len(), &all["has_more"]), (51, &json!(false)));
    assert!(all["sync_token"].is_string());
}

#[tokio::test]
async fn small_pages_of_members_and_attendees_have_ten_items() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    for number in 0..12 {
        let member = json!({ "role": "reader", "scope": { "type": "user", "user_id": format!("ou_{number}") } });
        alice.post(&format!("/calendars/{calendar}/acls"), member).await;
    }
    let first = alice.get(&format!("/calendars/{calendar}/acls?page_size=2")).await;
    assert_eq!((first["acls"].as_array().unwrap().len(), &first["has_more"]), (10, &json!(true)));
    let (all, _) = alice.walk(&format!("/calendars/{calendar}/acls?page_size=2"), "acls").await;
    assert_eq!(all.len(), 13, "with the owner");
}

/// Like a service whose reads come from replicas: an event cannot be read immediately after it was created.
#[tokio::test]
async fn reads_lag_if_the_server_is_set_up_so() {
    let setup = Setup::with(|server| server.read_lag(Duration::from_secs(2))).await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    assert_eq!(alice.walk("/calendars", "calendar_list").await.0.len(), 1, "it has been there all the time");
    let event = alice.event(&calendar, NOW, json!({ "summary": "New" })).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let list = format!("/calendars/{calendar}/events?anchor_time=1");
    assert_eq!(alice.refused(&format!("GET {path}"), Value::Null).await, 193_001);
    let (events, token) = alice.walk(&list, "items").await;
    assert_eq!(events, Vec::<Value>::new());
    assert_eq!(alice.patch(&path, json!({ "summary": "Newer" })).await["event"]["summary"], "Newer", "writes see all");
    setup.clock.advance(Duration::from_secs(2));
    assert_eq!(alice.get(&path).await["event"]["summary"], "Newer");
    let sync = format!("/calendars/{calendar}/events?sync_token={}", token["sync_token"].as_str().unwrap());
    assert_eq!(each(&alice.walk(&sync, "items").await.0, "summary"), ["Newer"], "a token leads to what was not seen");
    alice.patch(&path, json!({ "summary": "Newest" })).await;
    setup.clock.advance(Duration::from_secs(1));
    alice.delete(&path).await;
    assert_eq!(alice.get(&path).await["event"]["summary"], "Newer");
    setup.clock.advance(Duration::from_secs(1));
    assert_eq!(alice.get(&path).await["event"]["summary"], "Newest");
    setup.clock.advance(Duration::from_secs(1));
    assert_eq!(alice.refused(&format!("GET {path}"), Value::Null).await, 193_003);
}

//! Events: their life, their organizer, and searches.

use calendar_generated::{Client, Date, calendar_event};
use serde_json::{Value, json};

use crate::support::{NOW, Setup, each, hour, time};

const DAY: i64 = 86_400;

#[tokio::test]
async fn an_event_can_be_created_read_changed_and_deleted() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let mut body = hour(NOW);
    body["summary"] = json!("Planning");
    body["location"] = json!({ "name": "Room 1" });
    let created = alice.post(&format!("/calendars/{calendar}/events"), body).await["event"].clone();
    let path = format!("/calendars/{calendar}/events/{}", created["event_id"].as_str().unwrap());
    let event = alice.get(&path).await["event"].clone();
    assert_eq!(event, created);
    for (name, value) in [
        ("organizer_calendar_id", json!(calendar)),
        ("summary", json!("Planning")),
        ("start_time", json!({ "timestamp": NOW.to_string(), "timezone": "Asia/Shanghai" })),
        ("visibility", json!("default")),
        ("free_busy_status", json!("busy")),
        ("status", json!("confirmed")),
        ("create_time", json!(NOW.to_string())),
        ("recurrence", json!("")),
        ("event_organizer", json!({ "user_id": "ou_alice", "display_name": "alice" })),
    ] {
        assert_eq!(event[name], value, "{name}");
    }
    let changed = alice.patch(&path, json!({ "summary": "Retro", "start_time": time(1), "color": 3 })).await;
    let changed = changed["event"].clone();
    assert_eq!((&changed["summary"], &changed["color"]), (&json!("Retro"), &json!(3)));
    assert_eq!(changed["start_time"], event["start_time"], "a start without an end has no effect");
    assert_eq!(changed["location"], event["location"], "what is absent stays");
    assert_eq!(alice.get(&path).await["event"], changed);
    alice.delete(&path).await;
    assert_eq!(alice.refused(&format!("GET {path}"), Value::Null).await, 193_003);
    assert_eq!(alice.refused(&format!("DELETE {path}"), Value::Null).await, 193_003);
    for (id, code) in [("6d6f636b_0", 193_001), ("6d6f636b", 193_000), ("a_b", 193_000)] {
        assert_eq!(alice.refused(&format!("GET /calendars/{calendar}/events/{id}"), Value::Null).await, code, "{id}");
    }
}

#[tokio::test]
async fn a_repeated_call_with_the_same_key_creates_no_second_event() {
    let setup = Setup::new().await;
    let (mut alice, mut bot) = (setup.caller("u-alice").await, setup.caller("t-bot").await);
    let calendar = alice.calendar(json!({})).await;
    let route =
        |key: u8| format!("/calendars/{calendar}/events?idempotency_key=25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e{key}");
    let first = alice.post(&route(1), hour(NOW)).await;
    let again = alice.post(&route(1), hour(NOW + DAY)).await;
    assert_eq!(first, again);
    assert_ne!(alice.post(&route(2), hour(NOW)).await["event"]["event_id"], first["event"]["event_id"]);
    let of_bot = bot.calendar(json!({})).await;
    let other = route(1).replace(&calendar, &of_bot);
    assert_ne!(bot.post(&other, hour(NOW)).await["event"]["event_id"], first["event"]["event_id"]);
    let id = first["event"]["event_id"].as_str().unwrap();
    alice.delete(&format!("/calendars/{calendar}/events/{id}")).await;
    assert_eq!(alice.refused(&format!("POST {}", route(1)), hour(NOW)).await, 193_003);
}

#[tokio::test]
async fn a_listing_has_the_events_of_a_period_or_all_after_an_anchor() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    for day in 0..5 {
        alice.event(&calendar, NOW + day * DAY, json!({ "summary": format!("day {day}") })).await;
    }
    let weekly = json!({ "summary": "weekly", "recurrence": "FREQ=WEEKLY" });
    alice.event(&calendar, NOW - 7 * DAY, weekly).await;
    let list = format!("/calendars/{calendar}/events");
    let period = |from: i64, to: i64| format!("{list}?start_time={}&end_time={}", NOW + from * DAY, NOW + to * DAY);
    let data = alice.get(&period(1, 3)).await;
    assert_eq!(each(data["items"].as_array().unwrap(), "summary"), ["day 1", "day 2"]);
    assert_eq!((&data["page_token"], &data["sync_token"]), (&Value::Null, &Value::Null));
    let data = alice.get(&period(7, 8)).await;
    assert_eq!(each(data["items"].as_array().unwrap(), "summary"), ["weekly"], "by one of its instances");
    let data = alice.get(&format!("{list}?anchor_time={}", NOW + 3 * DAY)).await;
    assert_eq!(each(data["items"].as_array().unwrap(), "summary"), ["day 3", "day 4", "weekly"]);
    let both = format!("GET {list}?anchor_time=1&start_time=1&end_time=2");
    assert_eq!(alice.refused(&both, Value::Null).await, 190_014);
}

#[tokio::test]
async fn events_are_found_by_words_times_and_attendees() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let soon = alice.event(&calendar, NOW + DAY, json!({ "summary": "Review of the plan" })).await;
    alice.event(&calendar, NOW + 90 * DAY, json!({ "summary": "Late review" })).await;
    let attendees =
        json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }, { "type": "chat", "chat_id": "oc_1" }] });
    alice.post(&format!("/calendars/{calendar}/events/{soon}/attendees"), attendees).await;
    let path = format!("/calendars/{calendar}/events/search");
    let filters = [
        (json!({ "query": "REVIEW" }), vec!["Review of the plan"]),
        (json!({ "query": "nothing" }), vec![]),
        (
            json!({ "query": "review", "filter": { "start_time": time(NOW + 60 * DAY), "end_time": time(NOW + 99 * DAY) } }),
            vec!["Late review"],
        ),
        (json!({ "query": "", "filter": { "user_ids": ["ou_bob", "ou_eve"] } }), vec!["Review of the plan"]),
        (json!({ "query": "", "filter": { "user_ids": ["ou_eve"] } }), vec![]),
        (
            json!({ "query": "", "filter": { "chat_ids": ["oc_1"], "user_ids": ["ou_bob"] } }),
            vec!["Review of the plan"],
        ),
        (json!({ "query": "", "filter": { "room_ids": ["omm_1"] } }), vec![]),
    ];
    for (filter, titles) in filters {
        let found = alice.post(&path, filter.clone()).await;
        assert_eq!(each(found["items"].as_array().unwrap(), "summary"), titles, "{filter}");
    }
}

#[tokio::test]
async fn a_video_meeting_is_changed_in_parts_and_its_settings_are_shown_on_request() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let vchat = json!({ "vc_type": "vc", "meeting_settings": { "open_lobby": true, "auto_record": true } });
    let event = alice.event(&calendar, NOW, json!({ "vchat": vchat })).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let change = json!({ "vchat": { "meeting_settings": { "auto_record": false } } });
    alice.patch(&path, change).await;
    let url = "https://vc.feishu.cn/j/000000001";
    assert_eq!(alice.get(&path).await["event"]["vchat"], json!({ "vc_type": "vc", "meeting_url": url }));
    let asked = alice.get(&format!("{path}?need_meeting_settings=true")).await;
    let settings = json!({ "open_lobby": true, "auto_record": false });
    assert_eq!(asked["event"]["vchat"], json!({ "vc_type": "vc", "meeting_settings": settings, "meeting_url": url }));
    alice.patch(&path, json!({ "vchat": { "vc_type": "no_meeting" } })).await;
    assert_eq!(alice.get(&path).await["event"]["vchat"], json!({ "vc_type": "no_meeting" }), "nothing to join");
}

#[tokio::test]
async fn an_event_that_gets_a_video_meeting_by_a_patch_gets_its_url_too() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let third_party = json!({ "vc_type": "third_party", "meeting_url": "https://example.com" });
    for (number, before) in
        [(1, json!({})), (2, json!({ "vchat": { "vc_type": "no_meeting" } })), (3, json!({ "vchat": third_party }))]
    {
        let event = alice.event(&calendar, NOW, before.clone()).await;
        let path = format!("/calendars/{calendar}/events/{event}");
        assert_eq!(alice.get(&path).await["event"]["vchat"], before["vchat"]);
        alice.patch(&path, json!({ "vchat": { "vc_type": "vc" } })).await;
        let vchat = json!({ "vc_type": "vc", "meeting_url": format!("https://vc.feishu.cn/j/{number:09}") });
        assert_eq!(alice.get(&path).await["event"]["vchat"], vchat, "{before}");
    }
}

#[tokio::test]
async fn an_event_that_ends_before_it_starts_is_rejected() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let events = format!("POST /calendars/{calendar}/events");
    for (start, end) in [
        (time(NOW), time(NOW - 1)),
        (json!({ "date": "2026-01-02" }), json!({ "date": "2026-01-01" })),
        (json!({ "date": "2026-01-02" }), time(NOW)),
    ] {
        let body = json!({ "start_time": start, "end_time": end });
        assert_eq!(alice.refused(&events, body.clone()).await, 190_014, "{body}");
    }
    let event = alice.event(&calendar, NOW, json!({})).await;
    let change = json!({ "start_time": time(NOW + 1), "end_time": time(NOW) });
    assert_eq!(alice.refused(&format!("PATCH /calendars/{calendar}/events/{event}"), change).await, 190_014);
}

/// So an application that sends back what it has received makes the event longer, as with the service.
#[tokio::test]
async fn the_last_day_is_included_in_requests_and_excluded_in_responses() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    let day = json!({ "start_time": { "date": "2026-01-31" }, "end_time": { "date": "2026-01-31" } });
    let event = alice.event(&calendar, NOW, day).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let end = |event: &Value| event["end_time"]["date"].as_str().unwrap().to_owned();
    let read = alice.get(&path).await["event"].clone();
    assert_eq!((end(&read), &read["start_time"]["date"]), ("2026-02-01".to_owned(), &json!("2026-01-31")));
    let back = json!({ "start_time": read["start_time"], "end_time": { "date": end(&read) } });
    assert_eq!(end(&alice.patch(&path, back).await["event"]), "2026-02-02");
    let asked = json!({
        "time_min": "2026-01-30T00:00:00Z", "time_max": "2026-02-05T00:00:00Z", "user_id": "ou_alice",
    });
    let busy = alice.post("/freebusy/list", asked).await["freebusy_list"][0].clone();
    assert_eq!(busy, json!({ "start_time": "2026-01-31T00:00:00Z", "end_time": "2026-02-02T00:00:00Z" }));
}

#[tokio::test]
async fn every_response_with_an_event_excludes_its_last_day() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    let more = json!({
        "summary": "Offsite", "recurrence": "FREQ=WEEKLY;COUNT=2",
        "start_time": { "date": "2026-01-10" }, "end_time": { "date": "2026-01-11" },
    });
    let event = alice.event(&calendar, NOW, more).await;
    let events = format!("/calendars/{calendar}/events");
    let period = format!("start_time={NOW}&end_time={}", NOW + 30 * DAY);
    let ends = |data: &Value| each(data["items"].as_array().unwrap().iter().map(|item| &item["end_time"]), "date");
    assert_eq!(ends(&alice.get(&format!("{events}?{period}")).await), ["2026-01-12"]);
    assert_eq!(ends(&alice.get(&format!("{events}?anchor_time=1")).await), ["2026-01-12"]);
    assert_eq!(ends(&alice.post(&format!("{events}/search"), json!({ "query": "offsite" })).await), ["2026-01-12"]);
    for instances in [format!("{events}/{event}/instances?{period}"), format!("{events}/instance_view?{period}")] {
        assert_eq!(ends(&alice.get(&instances).await), ["2026-01-12", "2026-01-19"], "{instances}");
    }
}

#[tokio::test]
async fn an_end_that_is_read_and_sent_again_in_the_form_of_a_request_stays() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    let days = json!({ "start_time": { "date": "2026-01-30" }, "end_time": { "date": "2026-01-31" } });
    let event = alice.event(&calendar, NOW, days).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let client = Client::builder().user_token("u-alice").base_url(&setup.server).build().unwrap();
    let get = calendar_event::Get::builder().calendar_id(&calendar).event_id(&event).build().unwrap();
    for _ in 0..3 {
        let read = client.send(&get).await.unwrap().event.unwrap();
        let (start, end) = (read.start_time.unwrap(), read.end_time.unwrap());
        assert_eq!(end.last_day(), Some(Date::new(2026, 1, 31).unwrap()));
        let changed = calendar_event::Patch::builder().calendar_id(&calendar).event_id(&event);
        let changed = changed.start_time(start.into_request().unwrap()).end_time(end.into_request().unwrap());
        client.send(&changed.build().unwrap()).await.unwrap();
        assert_eq!(alice.get(&path).await["event"]["end_time"]["date"], "2026-02-01");
    }
}

#[tokio::test]
async fn files_are_added_and_deleted_one_by_one() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let event = alice.event(&calendar, NOW, json!({ "attachments": [{ "file_token": "a" }] })).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let change = json!({ "attachments": [{ "file_token": "b" }, { "file_token": "a", "is_deleted": true }] });
    let files = alice.patch(&path, change).await["event"]["attachments"].clone();
    assert_eq!(files, json!([{ "file_token": "b", "is_deleted": false }]));
}

#[tokio::test]
async fn the_details_of_a_private_event_are_visible_to_writers_only() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let calendar = alice.calendar(json!({ "permissions": "public" })).await;
    let event = alice.event(&calendar, NOW, json!({ "summary": "Secret", "visibility": "private" })).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    assert_eq!(alice.get(&path).await["event"]["summary"], "Secret");
    let seen = bob.get(&path).await["event"].clone();
    assert_eq!((&seen["summary"], &seen["start_time"]["timestamp"]), (&Value::Null, &json!(NOW.to_string())));
}

#[tokio::test]
async fn an_invalid_recurrence_rule_is_rejected() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    for rule in ["FREQ=DAILY;UNTIL=20200101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"] {
        let mut body = hour(NOW);
        body["recurrence"] = json!(rule);
        assert_eq!(alice.refused(&format!("POST /calendars/{calendar}/events"), body).await, 190_014, "{rule}");
    }
}

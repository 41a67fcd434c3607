//! Attendees: they have the event on their own calendars, and the permissions that the organizer gives them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Caller, NOW, Setup, each, hour};

fn user(id: &str) -> Value {
    json!({ "type": "user", "user_id": id })
}

/// An event on the primary calendar of the organizer, with these attendees and more fields.
async fn invite(organizer: &mut Caller, attendees: &[Value], more: Value) -> (String, String) {
    let calendar = organizer.primary().await;
    let event = organizer.event(&calendar, NOW, more).await;
    let path = format!("/calendars/{calendar}/events/{event}/attendees");
    organizer.post(&path, json!({ "attendees": attendees })).await;
    (calendar, event)
}

#[tokio::test]
async fn attendees_have_the_event_on_their_own_calendars_until_they_are_removed() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let more = json!({ "summary": "Planning", "color": 4, "reminders": [{ "minutes": 5 }] });
    let (calendar, event) = invite(&mut alice, &[user("ou_bob")], more).await;
    let own = bob.primary().await;
    let path = format!("/calendars/{own}/events/{event}");
    let seen = bob.get(&path).await["event"].clone();
    assert_eq!((&seen["summary"], &seen["organizer_calendar_id"]), (&json!("Planning"), &json!(calendar)));
    assert_eq!(
        (&seen["status"], &seen["color"], &seen["reminders"]),
        (&json!("tentative"), &Value::Null, &Value::Null)
    );
    alice.patch(&format!("/calendars/{calendar}/events/{event}"), json!({ "summary": "Retro", "color": 9 })).await;
    let seen = bob.get(&path).await["event"].clone();
    assert_eq!((&seen["summary"], &seen["color"]), (&json!("Retro"), &Value::Null));
    let delete = json!({ "delete_ids": [user("ou_bob")] });
    alice.post(&format!("/calendars/{calendar}/events/{event}/attendees/batch_delete"), delete).await;
    assert_eq!(bob.refused(&format!("GET {path}"), Value::Null).await, 193_003);
    let again = json!({ "attendees": [user("ou_bob")] });
    alice.post(&format!("/calendars/{calendar}/events/{event}/attendees"), again).await;
    bob.get(&path).await;
    alice.delete(&format!("/calendars/{calendar}/events/{event}")).await;
    assert_eq!(bob.refused(&format!("GET {path}"), Value::Null).await, 193_003);
}

#[tokio::test]
async fn attendees_are_listed_with_their_replies() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let attendees = [
        user("ou_bob"),
        json!({ "type": "chat", "chat_id": "oc_1" }),
        json!({ "type": "third_party", "third_party_email": "wangwu@email.com", "is_optional": true }),
    ];
    let (calendar, event) = invite(&mut alice, &attendees, json!({})).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let (all, _) = alice.walk(&format!("{path}/attendees"), "items").await;
    let ids = ["user_alice", "user_bob", "chat_oc_1", "third_party_wangwu@email.com"];
    assert_eq!(each(&all, "attendee_id"), ids);
    assert_eq!(each(&all, "rsvp_status"), ["accept", "needs_action", "needs_action", "needs_action"]);
    let organizers: Vec<&Value> = all.iter().map(|attendee| &attendee["is_organizer"]).collect();
    assert_eq!(organizers, [&json!(true), &json!(false), &json!(false), &json!(false)]);
    let own = bob.primary().await;
    bob.post(&format!("/calendars/{own}/events/{event}/reply"), json!({ "rsvp_status": "accept" })).await;
    let (all, _) = alice.walk(&format!("{path}/attendees"), "items").await;
    assert_eq!(all[1]["rsvp_status"], "accept");
    assert_eq!(bob.get(&format!("/calendars/{own}/events/{event}")).await["event"]["status"], "confirmed");
    let some = alice.get(&format!("{path}?need_attendee=true&max_attendee_num=2")).await["event"].clone();
    assert_eq!(each(some["attendees"].as_array().unwrap(), "attendee_id"), ids[..2]);
    assert_eq!(some["has_more_attendee"], true);
    assert_eq!(some["vchat"]["vc_type"], "vc", "the first attendee brings a video meeting");
    let unknown = json!({ "attendee_ids": ["user_eve"] });
    assert_eq!(alice.refused(&format!("POST {path}/attendees/batch_delete"), unknown).await, 194_000);
}

#[tokio::test]
async fn the_organizer_determines_the_permissions_of_attendees() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let own = bob.primary().await;
    let (refused, done) = (|code: i64| code, 0);
    for (ability, list, invite_others, change) in [
        ("none", refused(194_001), refused(194_002), refused(193_002)),
        ("can_see_others", done, refused(194_002), refused(193_002)),
        ("can_invite_others", done, done, refused(193_002)),
        ("can_modify_event", done, done, done),
    ] {
        let (calendar, event) = invite(&mut alice, &[user("ou_bob")], json!({ "attendee_ability": ability })).await;
        let path = format!("/calendars/{own}/events/{event}");
        assert_eq!(bob.call(&format!("GET {path}/attendees"), None).await.1, list, "{ability}");
        let more = json!({ "attendees": [user("ou_carol")] });
        assert_eq!(bob.call(&format!("POST {path}/attendees"), Some(&more)).await.1, invite_others, "{ability}");
        let title = json!({ "summary": "Ours" });
        assert_eq!(bob.call(&format!("PATCH {path}"), Some(&title)).await.1, change, "{ability}");
        let at_organizer =
            alice.get(&format!("/calendars/{calendar}/events/{event}")).await["event"]["summary"].clone();
        assert_eq!(at_organizer == "Ours", change == done, "{ability}");
        bob.patch(&path, json!({ "color": 2, "free_busy_status": "free" })).await;
        assert_eq!(bob.refused(&format!("DELETE {path}"), Value::Null).await, 193_002);
        let nobody = json!({ "attendee_ids": ["user_alice"] });
        assert_eq!(bob.refused(&format!("POST {path}/attendees/batch_delete"), nobody).await, 194_003);
    }
}

#[tokio::test]
async fn personal_settings_remain_when_the_organizer_changes_the_event() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let (calendar, event) = invite(&mut alice, &[user("ou_bob")], json!({ "visibility": "public" })).await;
    let path = format!("/calendars/{}/events/{event}", bob.primary().await);
    assert_eq!(bob.get(&path).await["event"]["visibility"], "public", "on creation it holds for all");
    bob.patch(&path, json!({ "visibility": "private", "color": 6 })).await;
    let change = json!({ "visibility": "default", "color": 7, "summary": "New" });
    alice.patch(&format!("/calendars/{calendar}/events/{event}"), change).await;
    let seen = bob.get(&path).await["event"].clone();
    assert_eq!((&seen["visibility"], &seen["color"], &seen["summary"]), (&json!("private"), &json!(6), &json!("New")));
}

#[tokio::test]
async fn only_attendees_can_reply() {
    let setup = Setup::new().await;
    let (mut alice, mut eve) = (setup.caller("u-alice").await, setup.caller("u-eve").await);
    let calendar = alice.calendar(json!({ "permissions": "public" })).await;
    let event = alice.event(&calendar, NOW, json!({})).await;
    let reply = format!("POST /calendars/{calendar}/events/{event}/reply");
    assert_eq!(eve.refused(&reply, json!({ "rsvp_status": "accept" })).await, 193_002);
}

#[tokio::test]
async fn a_room_is_booked_some_seconds_later_unless_it_is_taken() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let room = json!({ "type": "resource", "room_id": "omm_1" });
    let mut answers = Vec::new();
    for start in [NOW, NOW + 1800, NOW + 3600] {
        let calendar = alice.primary().await;
        let event = alice.event(&calendar, start, json!({})).await;
        let path = format!("/calendars/{calendar}/events/{event}/attendees");
        alice.post(&path, json!({ "attendees": [room] })).await;
        let answer = |items: Vec<Value>| items.into_iter().find(|item| item["type"] == "resource").unwrap();
        let pending = answer(alice.walk(&path, "items").await.0);
        setup.clock.advance(Duration::from_secs(3));
        let told = answer(alice.walk(&path, "items").await.0);
        answers.push([pending["rsvp_status"].clone(), told["rsvp_status"].clone()]);
    }
    let later = |answer: &str| [json!("needs_action"), json!(answer)];
    assert_eq!(answers, [later("accept"), later("decline"), later("accept")]);
    let body = json!({ "time_min": "2026-01-01T00:00:00Z", "time_max": "2026-01-02T00:00:00Z", "room_id": "omm_1" });
    let busy = alice.post("/freebusy/list", body).await["freebusy_list"].clone();
    assert_eq!(each(busy.as_array().unwrap(), "start_time"), ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"]);
}

#[tokio::test]
async fn deleting_a_calendar_removes_its_events_from_the_calendars_of_attendees() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let calendar = alice.calendar(json!({})).await;
    let event = alice.post(&format!("/calendars/{calendar}/events"), hour(NOW)).await["event"]["event_id"].clone();
    let event = event.as_str().unwrap();
    let attendees = json!({ "attendees": [user("ou_bob")] });
    alice.post(&format!("/calendars/{calendar}/events/{event}/attendees"), attendees).await;
    let own = bob.primary().await;
    bob.get(&format!("/calendars/{own}/events/{event}")).await;
    alice.delete(&format!("/calendars/{calendar}")).await;
    assert_eq!(bob.refused(&format!("GET /calendars/{own}/events/{event}"), Value::Null).await, 193_003);
}

//! Calendars: primary and shared ones, lists of subscriptions, members and their roles.

use serde_json::{Value, json};

use crate::support::{Setup, each};

#[tokio::test]
async fn a_calendar_can_be_created_read_changed_and_deleted() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let id = alice.calendar(json!({ "summary": "Team", "color": 5 })).await;
    let path = format!("/calendars/{id}");
    let calendar = alice.get(&path).await;
    let expected = json!({
        "calendar_id": id, "summary": "Team", "description": "", "permissions": "show_only_free_busy", "color": 5,
        "summary_alias": "", "type": "shared", "is_deleted": false, "is_third_party": false, "role": "owner",
    });
    assert_eq!(calendar, expected);
    let changed = alice.patch(&path, json!({ "summary": "Crew", "summary_alias": "Mine" })).await;
    assert_eq!(
        (&changed["calendar"]["summary"], &changed["calendar"]["summary_alias"]),
        (&json!("Crew"), &json!("Mine"))
    );
    assert_eq!(alice.get(&path).await, changed["calendar"]);
    alice.delete(&path).await;
    assert_eq!(alice.refused(&format!("GET {path}"), Value::Null).await, 191_003);
    assert_eq!(alice.refused(&format!("DELETE {path}"), Value::Null).await, 191_003);
    assert_eq!(alice.refused("GET /calendars/feishu.cn_never@group.calendar.feishu.cn", Value::Null).await, 191_000);
}

#[tokio::test]
async fn every_user_has_a_primary_calendar_that_cannot_be_deleted() {
    let setup = Setup::new().await;
    let (mut alice, mut bot) = (setup.caller("u-alice").await, setup.caller("t-bot").await);
    let own = alice.primary().await;
    assert_eq!(alice.primary().await, own);
    assert_ne!(bot.primary().await, own);
    let both = bot.post("/calendars/primarys", json!({ "user_ids": ["ou_alice", "ou_bob"] })).await;
    assert_eq!(both["calendars"][0]["calendar"]["calendar_id"], json!(own));
    assert_eq!(each(both["calendars"].as_array().unwrap(), "user_id"), ["ou_alice", "ou_bob"]);
    assert_eq!(alice.refused(&format!("DELETE /calendars/{own}"), Value::Null).await, 191_004);
    assert_eq!(alice.refused(&format!("POST /calendars/{own}/unsubscribe"), Value::Null).await, 191_008);
    assert_eq!(alice.refused("POST /calendars/primary?user_id_type=x", Value::Null).await, 99_992_402);
    assert_eq!(bot.refused("POST /calendars/primary?user_id_type=user_id", Value::Null).await, 190_014);
    let event = alice.event("primary", 1_800_000_000, json!({})).await;
    assert_eq!(alice.get(&format!("/calendars/{own}/events/{event}")).await["event"]["organizer_calendar_id"], own);
    assert_eq!(alice.get("/calendars/primary").await["calendar_id"], own, "to a user, it has this name");
    assert_eq!(bot.refused("GET /calendars/primary", Value::Null).await, 191_000, "not to an application");
}

#[tokio::test]
async fn user_ids_have_the_requested_form() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let id = alice.calendar(json!({})).await;
    let member = json!({ "role": "reader", "scope": { "type": "user", "user_id": "bob" } });
    let acl = alice.post(&format!("/calendars/{id}/acls?user_id_type=user_id"), member).await;
    assert_eq!(acl["scope"]["user_id"], "bob");
    for (form, user) in [("open_id", "ou_bob"), ("union_id", "on_bob"), ("user_id", "bob")] {
        let acls = alice.get(&format!("/calendars/{id}/acls?user_id_type={form}")).await;
        assert_eq!(acls["acls"][1]["scope"]["user_id"], user);
    }
}

#[tokio::test]
async fn the_role_of_a_member_determines_the_permissions() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let id = alice.calendar(json!({ "permissions": "private" })).await;
    let event = alice.event(&id, 1_767_300_000, json!({})).await;
    let (read, change) =
        (format!("GET /calendars/{id}/events/{event}"), format!("PATCH /calendars/{id}/events/{event}"));
    let (see, manage) = (format!("GET /calendars/{id}"), format!("GET /calendars/{id}/acls"));
    let mut allowed = Vec::new();
    for role in ["", "free_busy_reader", "reader", "writer", "owner"] {
        if !role.is_empty() {
            let member = json!({ "role": role, "scope": { "type": "user", "user_id": "ou_bob" } });
            alice.post(&format!("/calendars/{id}/acls"), member).await;
        }
        let mut codes = Vec::new();
        for route in [&see, &read, &change, &manage] {
            let body = json!({ "summary": "x" });
            let body = Some(&body).filter(|_| route.starts_with("PATCH"));
            codes.push(bob.call(route, body).await.1);
        }
        allowed.push(codes);
    }
    let (yes, no) = (0, 191_002);
    assert_eq!(allowed, [[no; 4], [yes, no, no, no], [yes, yes, no, no], [yes, yes, yes, no], [yes; 4]].map(Vec::from));
    alice.delete(&format!("/calendars/{id}/acls/user_bob")).await;
    assert_eq!(bob.refused(&see, Value::Null).await, no);
    assert_eq!(alice.refused(&format!("DELETE /calendars/{id}/acls/user_bob"), Value::Null).await, 192_000);
}

#[tokio::test]
async fn public_calendars_can_be_read_by_all_and_not_changed() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let public = alice.calendar(json!({ "permissions": "public" })).await;
    assert_eq!(bob.get(&format!("/calendars/{public}")).await["role"], "reader");
    bob.get(&format!("/calendars/{public}/events")).await;
    assert_eq!(bob.refused(&format!("DELETE /calendars/{public}"), Value::Null).await, 191_002);
    let route = format!("PATCH /calendars/{public}");
    assert_eq!(bob.refused(&route, json!({ "summary": "Bob's" })).await, 191_002);
    assert_eq!(bob.refused(&route, json!({ "summary_alias": "Hers" })).await, 191_009);
}

#[tokio::test]
async fn a_list_has_the_subscriptions_of_its_owner_under_the_owners_names() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let shared = alice.calendar(json!({ "summary": "Team" })).await;
    let private = alice.calendar(json!({ "permissions": "private" })).await;
    bob.post(&format!("/calendars/{shared}/subscribe"), json!({})).await;
    bob.post(&format!("/calendars/{shared}/subscribe"), json!({})).await;
    assert_eq!(bob.refused(&format!("POST /calendars/{private}/subscribe"), Value::Null).await, 191_006);
    bob.patch(&format!("/calendars/{shared}"), json!({ "summary_alias": "Alice's", "color": 7 })).await;
    let (list, _) = bob.walk("/calendars", "calendar_list").await;
    let of_bob =
        |list: &[Value]| list.iter().filter(|calendar| calendar["type"] == "shared").cloned().collect::<Vec<_>>();
    assert_eq!(list.len(), 2, "with the primary one");
    assert_eq!(of_bob(&list)[0]["summary_alias"], "Alice's");
    assert_eq!(of_bob(&list)[0]["role"], "free_busy_reader");
    assert_eq!(alice.get(&format!("/calendars/{shared}")).await["summary_alias"], "");
    bob.post(&format!("/calendars/{shared}/unsubscribe"), json!({})).await;
    assert_eq!(of_bob(&bob.walk("/calendars", "calendar_list").await.0), Vec::<Value>::new());
    assert_eq!(bob.refused(&format!("POST /calendars/{shared}/unsubscribe"), Value::Null).await, 191_007);
    assert_eq!(alice.walk("/calendars", "calendar_list").await.0.len(), 3);
}

#[tokio::test]
async fn calendars_are_found_by_words() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    alice.calendar(json!({ "summary": "Release plan", "permissions": "public" })).await;
    alice.calendar(json!({ "summary": "Other", "description": "The RELEASE", "permissions": "public" })).await;
    alice.calendar(json!({ "summary": "Release, secret", "permissions": "private" })).await;
    alice.primary().await;
    let found = bob.post("/calendars/search", json!({ "query": "release" })).await;
    assert_eq!(each(found["items"].as_array().unwrap(), "summary"), ["Release plan", "Other"]);
    let users = bob.post("/calendars/search", json!({ "query": "alice" })).await;
    assert_eq!(each(users["items"].as_array().unwrap(), "type"), ["primary"]);
    let (mut bot, search) = (setup.caller("t-bot").await, json!({ "query": "alice" }));
    assert_eq!(bot.post("/calendars/search", search).await["items"], json!([]), "an application finds no users");
    let first = bob.post("/calendars/search?page_size=1", json!({ "query": "release" })).await;
    let next = format!("/calendars/search?page_size=1&page_token={}", first["page_token"].as_str().unwrap());
    let second = bob.post(&next, json!({ "query": "release" })).await;
    assert_eq!(each(second["items"].as_array().unwrap(), "summary"), ["Other"]);
    assert_eq!(second["page_token"], Value::Null);
}

#[tokio::test]
async fn several_calendars_are_read_at_once() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let ids = [alice.calendar(json!({})).await, alice.calendar(json!({ "permissions": "private" })).await];
    let found = alice.post("/calendars/mget", json!({ "calendar_ids": ids })).await;
    assert_eq!(each(found["calendars"].as_array().unwrap(), "calendar_id"), ids);
    assert_eq!(bob.refused("POST /calendars/mget", json!({ "calendar_ids": ids })).await, 191_002);
}

#[tokio::test]
async fn tenants_and_identities_do_not_see_each_other() {
    let setup = Setup::new().await;
    let (mut alice, mut other) = (setup.caller("u-alice").await, setup.caller("u-alice@acme").await);
    let id = alice.calendar(json!({ "permissions": "public" })).await;
    assert_eq!(other.refused(&format!("GET /calendars/{id}"), Value::Null).await, 191_000);
    assert_ne!(alice.primary().await, other.primary().await);
    assert_eq!(other.walk("/calendars", "calendar_list").await.0.len(), 1);
}

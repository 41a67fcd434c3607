//! The identities of tokens, and state that survives the server.

use calendar_generated::mock::{Identity, MockServer};
use serde_json::{Value, json};

use crate::http::{Connection, Sent};
use crate::support::{Caller, NOW, Setup};

#[tokio::test]
async fn several_tokens_of_one_user_see_the_same_state() {
    let boss = || Identity::user("ou_boss").in_tenant("acme");
    let setup = Setup::with(|server| server.token_of("one", boss())).await;
    setup.server.accept_token_of("other", boss());
    let (mut one, mut other) = (setup.caller("one").await, setup.caller("other").await);
    let (mut same, mut elsewhere) = (setup.caller("u-boss@acme").await, setup.caller("u-boss").await);
    let primary = one.primary().await;
    assert_eq!((other.primary().await, same.primary().await), (primary.clone(), primary.clone()));
    assert_ne!(elsewhere.primary().await, primary);
}

#[tokio::test]
async fn a_second_login_is_the_same_user() {
    let setup = Setup::new().await;
    let mut primaries = Vec::new();
    for code in ["alice.1", "alice.2", "bob.1"] {
        let body =
            json!({ "grant_type": "authorization_code", "client_id": "cli_x", "client_secret": "s", "code": code });
        let request = Sent::new("POST", "/open-apis/authen/v2/oauth/token").json(&body);
        let json = Connection::to(&setup.server).await.send(&request).await.json();
        let token: &'static str = json["access_token"].as_str().unwrap().to_owned().leak();
        primaries.push(setup.caller(token).await.primary().await);
    }
    primaries.push(setup.caller("u-alice").await.primary().await);
    assert_eq!(primaries[0], primaries[1]);
    assert_ne!(primaries[0], primaries[2]);
    assert_eq!(primaries[0], primaries[3]);
}

#[tokio::test]
async fn store_applications_have_separate_state_in_each_tenant() {
    let setup = Setup::new().await;
    let mut primaries = Vec::new();
    for tenant in ["one", "other", "one"] {
        let body = json!({ "app_access_token": "a-1", "tenant_key": tenant });
        let request = Sent::new("POST", "/open-apis/auth/v3/tenant_access_token").json(&body);
        let json = Connection::to(&setup.server).await.send(&request).await.json();
        let token: &'static str = json["tenant_access_token"].as_str().unwrap().to_owned().leak();
        primaries.push(setup.caller(token).await.primary().await);
    }
    assert_eq!(primaries[0], primaries[2]);
    assert_ne!(primaries[0], primaries[1]);
}

/// The state after some calls, and their responses.
async fn play(server: &MockServer) -> Vec<Value> {
    let (mut alice, mut bot) = (
        Caller::over(Connection::to(server).await, "u-alice"),
        Caller::over(Connection::to(server).await, "t-bot@acme"),
    );
    let calendar = alice.calendar(json!({ "summary": "Team" })).await;
    let event = alice.event(&calendar, NOW, json!({ "summary": "x" })).await;
    let gone = alice.event(&calendar, NOW, json!({})).await;
    alice.delete(&format!("/calendars/{calendar}/events/{gone}")).await;
    let attendees = json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }] });
    let attendees = alice.post(&format!("/calendars/{calendar}/events/{event}/attendees"), attendees).await;
    let list = alice.get(&format!("/calendars/{calendar}/events?anchor_time=1")).await;
    vec![attendees, list, json!(bot.primary().await)]
}

#[tokio::test]
async fn the_same_calls_at_the_same_time_have_the_same_responses_and_state() {
    let (one, other) = (Setup::new().await, Setup::new().await);
    assert_eq!(play(&one.server).await, play(&other.server).await);
    assert_eq!(one.server.dump_state(), other.server.dump_state());
}

#[tokio::test]
async fn the_state_is_dumped_loaded_and_cleared() {
    let (one, other) = (Setup::new().await, Setup::new().await);
    let told = play(&one.server).await;
    let dump = one.server.dump_state();
    other.server.load_state(&dump).unwrap();
    assert_eq!(other.server.dump_state(), dump);
    let mut alice = other.caller("u-alice").await;
    let calendar = "feishu.cn_0000000000000001@group.calendar.feishu.cn";
    assert_eq!(alice.get(&format!("/calendars/{calendar}/events?anchor_time=1")).await["items"], told[1]["items"]);
    let sync = format!("/calendars/{calendar}/events?sync_token={}", told[1]["sync_token"].as_str().unwrap());
    assert_eq!(alice.get(&sync).await["items"], json!([]), "a sync goes on where it was");
    let gone = format!("GET /calendars/{calendar}/events/6d6f636b-0000-4000-8000-000000000002_0");
    assert_eq!(alice.refused(&gone, Value::Null).await, 193_003);
    assert_ne!(alice.calendar(json!({})).await, calendar, "no ID comes twice");
    other.server.clear_state();
    assert_eq!(alice.refused(&format!("GET /calendars/{calendar}"), Value::Null).await, 191_000);
    assert_eq!(alice.refused(&format!("GET {sync}"), Value::Null).await, 191_000);
}

#[tokio::test]
async fn an_invalid_state_is_rejected_and_changes_nothing() {
    let setup = Setup::new().await;
    play(&setup.server).await;
    let dump = setup.server.dump_state();
    for (wrong, words) in [
        (json!(null), "`form` is missing"),
        (json!({ "form": 2 }), "this version reads 1"),
        (json!({ "form": 1, "age": 0, "numbers": { "a": "b" } }), "numbers.a"),
        (json!({ "form": 1, "age": 0, "numbers": {}, "tenants": { "t": { "shelves": [{}] } } }), "shelves[0]"),
    ] {
        let error = setup.server.load_state(&wrong).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(setup.server.dump_state(), dump);
}

#[tokio::test]
async fn a_file_keeps_the_state_from_one_server_to_the_next() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("state.json");
    let first = Setup::with(|server| server.state_file(&file)).await;
    play(&first.server).await;
    let dump = first.server.dump_state();
    first.server.shut_down().await.unwrap();
    let next = Setup::with(|server| server.state_file(&file)).await;
    assert_eq!(next.server.dump_state(), dump);
    std::fs::write(&file, "{").unwrap();
    let error = MockServer::builder().state_file(&file).start().await.unwrap_err().to_string();
    assert!(error.contains("state.json") && error.contains("it is not valid JSON"), "{error}");
}

#[tokio::test]
async fn a_state_file_that_cannot_be_written_is_reported_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("missing").join("state.json");
    let error = MockServer::builder().state_file(&file).start().await.unwrap_err().to_string();
    assert!(error.contains("missing/state.json") && error.contains("cannot be written"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_a_state_file() {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("state.json");
    // Left over from a server that was killed while it wrote.
    std::fs::write(directory.path().join("state.json.part"), "").unwrap();
    let server = MockServer::builder().state_file(&file).start().await.unwrap();
    let mode = || std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    server.shut_down().await.unwrap();
    assert_eq!((mode(), std::fs::read_dir(directory.path()).unwrap().count()), (0o600, 1));
}

#[tokio::test]
async fn admin_routes_do_the_same() {
    let setup = Setup::new().await;
    play(&setup.server).await;
    let mut connection = Connection::to(&setup.server).await;
    let state = connection.send(&Sent::new("GET", "/__mock/state")).await.json();
    assert_eq!(state, setup.server.dump_state());
    let send = |route: &str, body: Value| {
        let (method, path) = route.split_once(' ').unwrap();
        Sent::new(method, path).json(&body)
    };
    assert_eq!(connection.send(&send("DELETE /__mock/state", json!({}))).await.status, 200);
    assert_ne!(setup.server.dump_state(), state);
    assert_eq!(connection.send(&send("PUT /__mock/state", state.clone())).await.status, 200);
    assert_eq!(setup.server.dump_state(), state);
    assert_eq!(connection.send(&send("PUT /__mock/state", json!({}))).await.status, 400);
    let token = json!({ "token": "x", "kind": "user", "user": "ou_alice", "tenant": "mock" });
    assert_eq!(connection.send(&send("POST /__mock/tokens", token)).await.status, 200);
    let mut alice = setup.caller("x").await;
    assert_eq!(alice.walk("/calendars", "calendar_list").await.0.len(), 2);
    let sync = alice.get("/calendars").await["sync_token"].as_str().unwrap().to_owned();
    connection.send(&send("POST /__mock/sync_tokens/expire", json!({}))).await;
    assert_eq!(alice.refused(&format!("GET /calendars?sync_token={sync}"), Value::Null).await, 190_008);
    connection.send(&send("POST /__mock/reset", json!({}))).await;
    assert_eq!(setup.server.dump_state()["tenants"], json!({}));
}

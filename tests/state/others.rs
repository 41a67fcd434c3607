//! Time off, Exchange bindings, and endpoints without state.

use std::time::Duration;

use calendar_generated::mock::MockServerBuilder;
use serde_json::{Value, json};

use crate::support::{NOW, Setup};

#[tokio::test]
async fn time_off_is_deleted_by_the_application_that_created_it() {
    let setup = Setup::new().await;
    let (mut bot, mut other) = (setup.caller("t-bot").await, setup.caller("t-other").await);
    let off =
        json!({ "user_id": "ou_a", "timezone": "Asia/Shanghai", "start_time": "1", "end_time": "2", "title": "Off" });
    let made = bot.post("/timeoff_events", off).await;
    assert_eq!((&made["title"], &made["user_id"], &made["description"]), (&json!("Off"), &json!("ou_a"), &json!("")));
    let route = format!("DELETE /timeoff_events/{}", made["timeoff_event_id"].as_str().unwrap());
    assert_eq!(other.refused(&route, Value::Null).await, 195_000);
    assert_eq!(bot.call(&route, None).await.1, 0);
    assert_eq!(bot.refused(&route, Value::Null).await, 195_000);
}

#[tokio::test]
async fn an_import_advances_with_the_clock() {
    let setup = Setup::new().await;
    let mut admin = setup.caller("u-admin").await;
    let accounts = json!({
        "admin_account": "email_admin_example@outlook.com", "exchange_account": "email_account_example@outlook.com",
        "user_id": "ou_a",
    });
    let bound = admin.post("/exchange_bindings", accounts.clone()).await;
    let id = bound["exchange_binding_id"].as_str().unwrap().to_owned();
    let documented = "ZW1haWxfYWRtaW5fZXhhbXBsZUBvdXRsb29rLmNvbSBlbWFpbF9hY2NvdW50X2V4YW1wbGVAb3V0bG9vay5jb20=";
    assert_eq!((&*id, &bound["status"]), (documented, &json!("doing")));
    let path = format!("/exchange_bindings/{id}");
    let mut seen = vec![bound["status"].clone()];
    for _ in 0..4 {
        setup.clock.advance(Duration::from_secs(1));
        seen.push(admin.get(&path).await["status"].clone());
    }
    assert_eq!(seen, ["doing", "cal_done", "timespan_done", "done", "done"]);
    assert_eq!(admin.post("/exchange_bindings", accounts.clone()).await["status"], "done", "it is bound already");
    let mut other = accounts;
    other["user_id"] = json!("ou_b");
    assert_eq!(admin.refused("POST /exchange_bindings", other.clone()).await, 190_014);
    admin.delete(&path).await;
    assert_eq!(admin.refused(&format!("GET {path}"), Value::Null).await, 195_103);
    assert_eq!(admin.post("/exchange_bindings", other).await["user_id"], "ou_b");
}

#[tokio::test]
async fn endpoints_without_state_return_the_example_if_the_event_exists() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.primary().await;
    let event = alice.event(&calendar, NOW, json!({})).await;
    let invalid = format!("POST /calendars/{calendar}/events/x/meeting_chat");
    assert_eq!(alice.refused(&invalid, Value::Null).await, 193_001, "its page does not list 193000");
    let chat = alice.post(&format!("/calendars/{calendar}/events/{event}/meeting_chat"), json!({})).await;
    assert!(chat["meeting_chat_id"].is_string());
    let nowhere = format!("POST /calendars/{calendar}/events/x_0/meeting_minute");
    assert_eq!(alice.refused(&nowhere, Value::Null).await, 193_001);
    let config = alice.post("/settings/generate_caldav_conf", json!({})).await;
    assert!(config["user_name"].is_string());
}

#[tokio::test]
async fn a_stateless_server_returns_examples_only() {
    let setup = Setup::with(MockServerBuilder::stateless).await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.get("/calendars/never_seen").await;
    assert_eq!(calendar["summary"], "测试日历");
    alice.delete("/calendars/never_seen").await;
    assert_eq!(alice.get("/calendars/never_seen").await, calendar);
}

#[tokio::test]
async fn a_response_set_by_a_test_takes_precedence() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    setup.server.respond("calendar.get", json!({ "summary": "Ours" })).unwrap();
    assert_eq!(alice.get("/calendars/x").await, json!({ "summary": "Ours" }));
    setup.server.respond_as_documented("calendar.get").unwrap();
    assert_eq!(alice.refused("GET /calendars/x", Value::Null).await, 191_000);
}

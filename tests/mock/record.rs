//! The recorded requests, and the expectations of a test.

use calendar_generated::mock::MockServer;
use calendar_generated::types::{AclScope, AclScopeType, CalendarRole};
use calendar_generated::{Client, Tenant, calendar, calendar_acl};
use serde_json::json;

use crate::support::{stateless, strict};

fn client(server: &MockServer) -> Client<Tenant> {
    Client::builder().tenant_token("t-1").base_url(server).build().unwrap()
}

async fn seen() -> MockServer {
    let server = strict().await;
    let client = client(&server);
    client.send(&calendar::Get::builder().calendar_id("a/b").build().unwrap()).await.unwrap();
    for role in [CalendarRole::Reader, CalendarRole::Owner] {
        let scope = AclScope::builder().r#type(AclScopeType::User).user_id("ou_x");
        let request = calendar_acl::Create::builder().calendar_id("c").role(role).scope(scope);
        client.send(&request.build().unwrap()).await.unwrap();
    }
    server
}

#[tokio::test]
async fn requests_are_recorded_in_order_and_completely() {
    let server = seen().await;
    let requests = server.requests();
    let names: Vec<_> = requests.iter().map(|request| request.endpoint.as_deref().unwrap()).collect();
    assert_eq!(names, ["calendar.get", "calendar_acl.create", "calendar_acl.create"]);
    assert_eq!(requests[0].path, "/open-apis/calendar/v4/calendars/a%2Fb");
    assert_eq!(requests[0].path_field("calendar_id"), Some("a/b"));
    assert_eq!((requests[0].status, requests[0].code), (Some(200), Some(0)));
    assert_eq!(requests[1].json(), Some(json!({ "role": "reader", "scope": { "type": "user", "user_id": "ou_x" } })));
    assert_eq!(requests[1].header("content-type"), Some("application/json; charset=utf-8"));
    server.reset();
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn expectations_that_are_met_succeed() {
    let server = seen().await;
    server.expect("calendar.get").times(1).path_field("calendar_id", "a/b").before("calendar_acl.create").assert();
    server.expect("calendar_acl.create").times(2).after("calendar.get").status(200).code(0).assert();
    server.expect("calendar_acl.create").times(1).body_contains(json!({ "role": "owner" })).assert();
    server.expect("calendar_acl.create").at_least(2).header("authorization", "Bearer t-1").assert();
    server
        .expect("calendar_acl.create")
        .body(json!({ "role": "owner", "scope": { "type": "user", "user_id": "ou_x" } }))
        .assert();
    server.expect("calendar.list").never().assert();
}

#[tokio::test]
async fn unmet_expectations_list_the_recorded_requests() {
    let server = seen().await;
    let told = |expectation: calendar_generated::mock::Expectation| expectation.check().unwrap_err().to_string();
    let message = told(server.expect("calendar_acl.create").times(2).body_contains(json!({ "role": "owner" })));
    assert!(message.contains("exactly 2 were expected, and 1 came"), "{message}");
    assert!(
        message.contains("not a body with {\"role\":\"owner\"}") && message.contains("\"role\":\"reader\""),
        "{message}"
    );
    assert!(told(server.expect("calendar.list")).contains("at least 1 were expected, and 0 came"));
    assert!(told(server.expect("calendar.get").never()).contains("no request was expected, and 1 came"));
    assert!(told(server.expect("calendar.get").query("user_id_type", "open_id")).contains("not the query parameter"));
    assert!(told(server.expect("calendar.get").after("calendar_acl.create")).contains("the other way round"));
    assert!(told(server.expect("calendar.get").before("calendar.list")).contains("never came"));
    assert!(told(server.expect("calendar.gte").never()).contains("did you mean `calendar.get`?"));
}

#[tokio::test]
#[should_panic(expected = "`calendar.list`: at least 1 were expected, and 0 came")]
async fn an_unmet_expectation_panics() {
    strict().await.expect("calendar.list").assert();
}

#[tokio::test]
async fn the_observer_is_called_for_each_response() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let observer = move |request: &calendar_generated::mock::Recorded| {
        let _ = sender.lock().unwrap().send((request.endpoint.clone(), request.status));
    };
    let server = stateless().observer(observer).start().await.unwrap();
    client(&server).send(&calendar::Get::builder().calendar_id("c").build().unwrap()).await.unwrap();
    assert_eq!(receiver.recv().unwrap(), (Some("calendar.get".into()), Some(200)));
}

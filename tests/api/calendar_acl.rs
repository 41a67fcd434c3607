//! Calendar ACLs: the examples of the reference page, and the rules that the page states.

use calendar_generated::ErrorCode;
use calendar_generated::calendar_acl::Create;
use calendar_generated::types::{AclScope, AclScopeType, CalendarAcl, CalendarRole};
use serde_json::{Value, json};

use crate::support::{
    Answer, Server, TENANT_TOKEN, assert_errors_arrive, body, path_and_query, success, tenant, user, violations,
};

const CALENDAR: &str = "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn";

fn example() -> Create {
    Create::builder()
        .calendar_id(CALENDAR)
        .role(CalendarRole::Writer)
        .scope(AclScope::builder().r#type(AclScopeType::User).user_id("ou_xxxxxx"))
        .build()
        .unwrap()
}

fn acl() -> Value {
    json!({ "acl_id": "user_xxxxxx", "role": "writer", "scope": { "type": "user", "user_id": "ou_xxxxxx" } })
}

#[test]
fn the_request_example_is_built_and_encodes_to_the_same_json() {
    let json = json!({ "role": "writer", "scope": { "type": "user", "user_id": "ou_xxxxxx" } });
    assert_eq!(body(&example()), json);
    let path = "/open-apis/calendar/v4/calendars/feishu.cn_xxxxxxxxxx%40group.calendar.feishu.cn/acls";
    assert_eq!(path_and_query(&example()), path);
}

#[test]
fn the_response_example_decodes_and_encodes_to_the_same_json() {
    let decoded: CalendarAcl = serde_json::from_value(acl()).unwrap();
    assert_eq!(decoded.role, Some(CalendarRole::Writer));
    assert_eq!(serde_json::to_value(&decoded).unwrap(), acl());
}

#[test]
fn a_received_scope_can_be_sent_again() {
    let decoded: CalendarAcl = serde_json::from_value(acl()).unwrap();
    let scope = decoded.scope.unwrap().into_request().unwrap();
    assert_eq!(serde_json::to_value(&scope).unwrap(), acl()["scope"]);
}

#[test]
fn every_broken_rule_is_named_with_its_path() {
    let built = Create::builder()
        .calendar_id("")
        .role(CalendarRole::Unknown)
        .scope(AclScope::builder().r#type(AclScopeType::User))
        .build();
    let violations = violations(built);
    assert_eq!(violations.len(), 3, "{violations:#?}");
    assert!(violations[0].contains("`calendar_id`"), "{violations:#?}");
    assert!(violations[1].contains("`role`") && violations[1].contains("unknown"), "{violations:#?}");
    assert_eq!(violations[2], "`scope.user_id` is required when `type` is `user`");
}

#[test]
fn another_kind_of_member_needs_no_user() {
    let scope = AclScope::builder().r#type(AclScopeType::Unrecognized("department".into())).build().unwrap();
    assert_eq!(serde_json::to_value(scope).unwrap(), json!({ "type": "department" }));
}

#[tokio::test]
async fn it_can_be_sent_with_either_kind_of_token() {
    let server = Server::start(Answer::Json(200, success(&acl())));
    let created = tenant(&server).send(&example()).await.unwrap();
    assert_eq!(serde_json::to_value(created).unwrap(), acl());
    assert_eq!(server.request().header("authorization"), Some(format!("Bearer {TENANT_TOKEN}").as_str()));
    let server = Server::start(Answer::Json(200, success(&acl())));
    assert!(user(&server).send(&example()).await.is_ok());
}

#[tokio::test]
async fn each_documented_error_has_its_code_status_and_advice() {
    assert_errors_arrive(&example()).await;
}

#[test]
fn the_errors_of_an_endpoint_are_those_of_its_page() {
    let numbers: Vec<i64> = ErrorCode::of::<Create>().map(ErrorCode::number).collect();
    let page = [
        190_002, 190_003, 190_004, 190_005, 190_006, 190_007, 190_010, 191_000, 191_001, 191_002, 191_003, 191_004,
        192_000, 195_100,
    ];
    assert_eq!(numbers, page);
    assert_eq!(ErrorCode::from(191_000), ErrorCode::CalendarNotFound);
    assert_eq!(ErrorCode::from(7), ErrorCode::Other(7));
}

//! The English site has the same tables under English heads.

use calendar_spec::docs::{self, facts::Place};

const PAGE: &str = r#"---
title: "Create a thing"
fullPath: "/reference/thing/create"
updateTime: "1721110937000"
---

# Create a thing

## Request

| Facts |  |
| --- | --- |
| HTTP URL | https://open.larksuite.com/open-apis/thing/v1/things/:thing_id |
| HTTP Method | POST |
| Rate Limit | 1000 per minute、50 per second |
| Supported app types | custom,isv |
| Required scopes Enable any scope from the list | `thing:thing` `thing:thing:readonly` |
| Required field scopes | > Some fields are sensitive. `contact:user.employee_id:readonly` |

### Request header

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| Authorization | string | Yes | `tenant_access_token` or `user_access_token` **Value format**: "Bearer `access_token`" |

### Path parameters

| Parameter | Type | Description |
| --- | --- | --- |
| `thing_id` | `string` | The thing. **Example value**: "t_1" |

### Query parameters

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| `user_id_type` | `string` | No | Kind of ID **Example value**: open_id **Optional values are**:  - `open_id`: In one app. - `user_id`: In one tenant.  **Default value**: `open_id` **When the value is `user_id`, the following field scopes are required**: `contact:user.employee_id:readonly` |

### Request body

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| `name` | `string` | Yes | Name. **Data validation rules**: - Maximum length: `250` characters |
| `parts` | `part[]` | No | Parts. **Data validation rules**: - Length range: `1` ～ `10` |
| &nbsp;&nbsp;└ `size` | `int` | Yes | Size. **Data validation rules**: - Minimum value: `0` |

## Response

### Response body

| Parameter | Type | Description |
| --- | --- | --- |
| `code` | `int` | Error code |
| `msg` | `string` | Description |

### Error code

| HTTP status code | Error code | Description | Troubleshooting suggestions |
| --- | --- | --- | --- |
| 400 | 190002 | invalid parameters in request | Check the names. |
"#;

#[test]
fn an_english_page_is_read_whole() {
    let page = docs::read(PAGE);
    assert_eq!(page.unread, []);
    let facts = &page.facts;
    assert_eq!(facts.method.as_ref().unwrap().value, "POST");
    assert_eq!(facts.updated.as_ref().unwrap().value, "2024-07-16");
    let limit = &facts.rate_limit.as_ref().unwrap().value;
    assert_eq!((limit.per_minute, limit.per_second), (Some(1000), Some(50)));
    assert_eq!(facts.apps.as_ref().unwrap().value, ["custom", "isv"]);
    assert_eq!(facts.tokens.as_ref().unwrap().value, ["tenant_access_token", "user_access_token"]);
    assert_eq!(facts.scopes.as_ref().unwrap().value, ["thing:thing", "thing:thing:readonly"]);
    assert_eq!(facts.field_scopes.as_ref().unwrap().value, ["contact:user.employee_id:readonly"]);
    assert_eq!(facts.errors.as_ref().unwrap().value[0].code, 190_002);
    assert_eq!(facts.errors.as_ref().unwrap().value[0].status, Some(400));
}

#[test]
fn the_fields_of_an_english_page_have_their_parts() {
    let facts = docs::read(PAGE).facts;
    let query = facts.fields(Place::Query).unwrap();
    assert_eq!(query[0].default.as_deref(), Some("open_id"));
    assert_eq!(query[0].example.as_deref(), Some("open_id"));
    let values: Vec<&str> = query[0].values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!(values, ["open_id", "user_id"]);
    assert_eq!(query[0].values[1].scopes, ["contact:user.employee_id:readonly"]);
    let body = facts.fields(Place::Body).unwrap();
    let limits: Vec<_> = body.iter().map(|field| (field.limits[0].min, field.limits[0].max, field.depth)).collect();
    assert_eq!(limits, [(None, Some(250), 0), (Some(1), Some(10), 0), (Some(0), None, 1)]);
}

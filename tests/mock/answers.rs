//! Responses have every documented field, and the client of this workspace decodes all of them.

use calendar_generated::Endpoint;
use calendar_generated::transport::decode;
use calendar_spec::model::{Object, Spec, Type};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::make::Maker;
use crate::support::render::render;
use crate::support::{Connection, Dice, Sent, documented, endpoint, endpoints, spec, stateless, strict};

/// Encodes a response again after the client has decoded it.
fn read_back<E: Endpoint>(body: &[u8]) -> Value
where
    E::Response: Serialize,
{
    let response = decode::<E>(StatusCode::OK, &HeaderMap::new(), body).unwrap_or_else(|error| panic!("{error}"));
    serde_json::to_value(&response).unwrap()
}

macro_rules! endpoints {
    ($($module:ident::$endpoint:ident)*) => {
        const READERS: &[(&str, fn(&[u8]) -> Value)] = &[$((
            <calendar_generated::$module::$endpoint as Endpoint>::META.name,
            read_back::<calendar_generated::$module::$endpoint>,
        )),*];
    };
}

endpoints! {
    calendar::Primary calendar::Primarys calendar::Mget calendar::Create calendar::Delete calendar::Get calendar::List
    calendar::Patch calendar::Search calendar::Subscribe calendar::Unsubscribe calendar::Subscription
    calendar::Unsubscription
    freebusy::List freebusy::Batch
    calendar_acl::Create calendar_acl::List calendar_acl::Delete calendar_acl::Subscription
    calendar_acl::Unsubscription
    calendar_event::Create calendar_event::Delete calendar_event::Patch calendar_event::Get calendar_event::List
    calendar_event::Search calendar_event::Subscription calendar_event::Unsubscription calendar_event::Instances
    calendar_event::InstanceView calendar_event::Reply
    meeting_chat::Create meeting_chat::Delete meeting_minute::Create
    calendar_event_attendee::Create calendar_event_attendee::BatchDelete calendar_event_attendee::List
    calendar_event_attendee_chat_member::List
    timeoff_event::Create timeoff_event::Delete
    meeting_room::FreebusyBatchGet meeting_room::SummaryBatchGet meeting_room::InstanceReply
    setting::GenerateCaldavConf
    exchange_binding::Create exchange_binding::Get exchange_binding::Delete
}

#[test]
fn every_endpoint_has_a_reader() {
    let spec = spec();
    let mut known: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    let mut wanted: Vec<String> = documented(&spec).map(|(name, _)| name).collect();
    known.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(known, wanted);
}

#[tokio::test]
async fn responses_have_every_documented_field_and_none_is_dropped() {
    let (spec, server) = (spec(), strict().await);
    let mut connection = Connection::to(&server).await;
    let mut values = 0;
    for (name, reader) in READERS {
        let endpoint = endpoint(&spec, name);
        let mut maker = Maker { spec: &spec, dice: Dice::new(1), is_full: false };
        let reply = connection.send(&render(endpoint, &maker.request(endpoint))).await;
        let data = &reply.json()["data"];
        if let Some(object) = endpoint.response {
            values += assert_full(&spec, &spec.objects[object.0], data, name);
        }
        assert_eq!(*data, reader(&reply.body), "{name}");
    }
    assert!(values > 400, "{values}");
}

/// Checks that every field of the object and of the objects in it is present; returns the number of scalars.
fn assert_full(spec: &Spec, object: &Object, data: &Value, at: &str) -> usize {
    let mut values = 0;
    let documented = || object.fields.iter().filter(|field| field.undocumented.is_none());
    for field in documented() {
        let at = format!("{at}.{}", field.wire);
        let value = data.get(&field.wire).unwrap_or_else(|| panic!("{at} is missing"));
        values += assert_value(spec, &field.ty, value, &at);
    }
    assert_eq!(data.as_object().map(serde_json::Map::len), Some(documented().count()), "{at}");
    values
}

fn assert_value(spec: &Spec, ty: &Type, value: &Value, at: &str) -> usize {
    match ty {
        Type::Object(object) => assert_full(spec, &spec.objects[object.0], value, at),
        Type::List(inner) => {
            let items = value.as_array().filter(|items| !items.is_empty()).unwrap_or_else(|| panic!("{at}: {value}"));
            items.iter().map(|item| assert_value(spec, inner, item, at)).sum()
        }
        Type::Map(_, inner) => {
            let entries =
                value.as_object().filter(|entries| !entries.is_empty()).unwrap_or_else(|| panic!("{at}: {value}"));
            entries.values().map(|item| assert_value(spec, inner, item, at)).sum()
        }
        Type::Bool => usize::from(value.is_boolean()),
        Type::Int32 | Type::Int64 => usize::from(value.is_i64()),
        Type::Float => usize::from(value.is_number()),
        _ => {
            assert!(value.is_string(), "{at}: {value}");
            1
        }
    }
}

#[tokio::test]
async fn responses_contain_the_examples_of_the_spec() {
    let server = strict().await;
    let get = Sent::new("GET", "/open-apis/calendar/v4/exchange_bindings/x").token("u-1");
    let data = Connection::to(&server).await.send(&get).await.json()["data"].clone();
    assert_eq!(data["admin_account"], "email_admin_example@outlook.com");
    assert_eq!(data["status"], "doing");
}

#[tokio::test]
async fn a_walk_over_the_pages_ends() {
    let (spec, server) = (spec(), strict().await);
    let mut connection = Connection::to(&server).await;
    let mut walked = 0;
    for (name, endpoint) in endpoints(&spec) {
        let Some(paging) = &endpoint.paging else { continue };
        let object = &spec.objects[endpoint.response.unwrap().0];
        let mut maker = Maker { spec: &spec, dice: Dice::new(1), is_full: false };
        let mut values = maker.request(endpoint);
        values
            .iter_mut()
            .zip(&endpoint.fields)
            .filter(|(_, parameter)| !parameter.field.required)
            .for_each(|(value, _)| *value = None);
        let mut pages = 0;
        loop {
            let data = connection.send(&render(endpoint, &values)).await.json()["data"].clone();
            pages += 1;
            assert!(pages < 5, "{name} has no end");
            let token = data[&object.fields[paging.next.unwrap()].wire].as_str().unwrap_or_default().to_owned();
            let more = paging.more.map(|more| data[&object.fields[more].wire] == json!(true));
            if !more.unwrap_or(!token.is_empty()) {
                break;
            }
            values[paging.token] = Some(json!(token));
        }
        walked += 1;
    }
    assert!(walked >= 7, "{walked}");
}

#[tokio::test]
async fn a_test_can_set_a_response() {
    let server = strict().await;
    let get = Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("t-1");
    let mut connection = Connection::to(&server).await;
    server.respond("calendar.get", json!({ "summary": "Ours" })).unwrap();
    assert_eq!(connection.send(&get).await.json()["data"], json!({ "summary": "Ours" }));
    server.respond_as_documented("calendar.get").unwrap();
    assert_eq!(connection.send(&get).await.json()["data"]["summary"], "测试日历");
    let unknown = server.respond("calendar.gte", json!({})).unwrap_err().to_string();
    assert!(unknown.contains("did you mean `calendar.get`?"), "{unknown}");
    assert!(server.respond("auth.tenant_access_token", json!({})).is_err());
}

#[tokio::test]
async fn the_same_calls_at_the_same_time_have_the_same_log_ids() {
    let start = || async {
        let server = stateless().clock(|| std::time::SystemTime::UNIX_EPOCH);
        let server = server.start().await.unwrap();
        let get = Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("t-1");
        let mut connection = Connection::to(&server).await;
        let first = connection.send(&get).await.header("x-tt-logid").unwrap().to_owned();
        (first, connection.send(&get).await.header("x-tt-logid").unwrap().to_owned())
    };
    let (one, other) = (start().await, start().await);
    assert_eq!(one, other);
    assert_eq!(one.0, "197001010000006D6F636B000000000001");
    assert_ne!(one.0, one.1);
}

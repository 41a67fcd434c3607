//! Every endpoint called through the client with its documented example: at the mock server, and at any other server
//! that serves the API.

use std::io::Write as _;

use calendar_generated::mock::MockServer;
use calendar_generated::{BaseUrl, Client, Endpoint, TokenFor};
use serde::Serialize;
use serde_json::Value;

use crate::examples::{Built, attendees, calendars, events, others};
use crate::support::{TENANT_TOKEN, USER_TOKEN, endpoints};

/// The variable that names another server.
const BASE_URL: &str = "CALENDAR_BASE_URL";

/// The outcome of a call: the endpoint, and the number of values in its response, or the error.
type Call = (&'static str, Result<usize, String>);

async fn call<E: Endpoint, K: TokenFor<E::Token>>(client: &Client<K>, built: Built<E>) -> Call
where
    E::Response: Serialize,
{
    let request = built.unwrap_or_else(|invalid| panic!("{}: {invalid}", E::META.name));
    let values = match client.send(&request).await {
        Ok(response) => Ok(count(&serde_json::to_value(&response).unwrap())),
        Err(error) => Err(error.to_string()),
    };
    let has_data = size_of::<E::Response>() > 0;
    let values = values.and_then(|count| match count {
        0 if has_data => Err("the answer has none of the documented fields".to_owned()),
        count => Ok(count),
    });
    (E::META.name, values)
}

/// How many strings, numbers and booleans a value holds.
fn count(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 1,
    }
}

async fn call_all(server: &BaseUrl) -> Vec<Call> {
    let user = Client::builder().user_token(USER_TOKEN).base_url(server.clone()).build().unwrap();
    let tenant = Client::builder().tenant_token(TENANT_TOKEN).base_url(server.clone()).build().unwrap();
    macro_rules! calls {
        ($($client:ident: $($module:ident::$example:ident)*;)*) => {
            vec![$($(call(&$client, $module::$example()).await),*),*]
        };
    }
    calls! {
        user:
            calendars::primary calendars::primarys calendars::mget calendars::create calendars::delete calendars::get
            calendars::list calendars::patch calendars::search calendars::subscribe calendars::unsubscribe
            calendars::subscription calendars::unsubscription
            calendars::create_acl calendars::list_acls calendars::delete_acl calendars::acl_subscription
            calendars::acl_unsubscription calendars::freebusy calendars::freebusy_batch
            events::create events::delete events::patch events::get events::list events::search events::subscription
            events::unsubscription events::instances events::instance_view events::reply events::create_chat
            events::delete_chat events::create_minute
            attendees::create attendees::batch_delete attendees::list attendees::list_chat_members
            others::room_freebusy others::caldav others::create_binding others::get_binding others::delete_binding;
        tenant: others::room_summary others::room_reply others::create_timeoff others::delete_timeoff;
    }
}

/// Prints every call; every endpoint of the spec must have been called, and every call must have succeeded.
fn assert_all_succeeded(calls: &[Call]) {
    for (name, result) in calls {
        match result {
            Ok(values) => println!("{name}: answered with {values} values"),
            Err(reason) => println!("{name}: FAILED: {reason}"),
        }
    }
    let mut called: Vec<&str> = calls.iter().map(|(name, _)| *name).collect();
    called.sort_unstable();
    assert_eq!(called, endpoints(|_| true));
    let values: Vec<usize> = calls.iter().filter_map(|(_, result)| result.as_ref().ok().copied()).collect();
    println!("{} of {} endpoints answered, {} values", values.len(), calls.len(), values.iter().sum::<usize>());
    assert_eq!(values.len(), calls.len());
}

#[tokio::test]
async fn the_mock_server_answers_every_documented_example() {
    let server = MockServer::builder().stateless().start().await.unwrap();
    assert_all_succeeded(&call_all(&BaseUrl::from(&server)).await);
}

#[tokio::test]
async fn another_server_answers_every_documented_example() {
    let Ok(server) = std::env::var(BASE_URL) else {
        // Not captured, unlike what `eprintln!` writes.
        let _ = writeln!(std::io::stderr(), "skipped: {BASE_URL} names no server");
        return;
    };
    assert_all_succeeded(&call_all(&BaseUrl::parse(&server).unwrap()).await);
}

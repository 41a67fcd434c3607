//! The neighbours of the calendar: the examples of their pages, and calls against the mock server.

#[path = "support/pages.rs"]
#[allow(dead_code, reason = "the pages of calendars are written in another form")]
mod pages;

use std::path::Path;

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::neighbours::types::{BotStatus, ImMessageType, ImReceiveIdType, VcRoom};
use calendar_generated::neighbours::{ErrorCode, bot, contact_user, im_message, vc_room};
use calendar_generated::transport::{decode, encode};
use calendar_generated::{BaseUrl, Client, Endpoint, ErrorKind, Tenant, User};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The text of a page as the site sends it.
fn page(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs/site");
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The first JSON below a heading.
fn example(page: &str, heading: &str) -> Value {
    let below = page.split_once(heading).unwrap_or_else(|| panic!("no heading {heading}")).1;
    let start = below.find("\n{").expect("an object");
    serde_json::Deserializer::from_str(&below[start..]).into_iter().next().expect("a value").unwrap()
}

/// What the example of a response loses in a round trip; the data is at a key of the body.
fn lost<E: Endpoint>(path: &str, at: Option<&str>) -> Vec<String>
where
    E::Response: Serialize,
{
    let example = example(&page(path), "### 响应体示例");
    let response = decode::<E>(StatusCode::OK, &HeaderMap::new(), example.to_string().as_bytes()).unwrap();
    let mut data = at.map_or_else(|| example.clone(), |key| example[key].clone());
    for envelope in ["code", "msg"].iter().filter(|_| at.is_none()) {
        data.as_object_mut().unwrap().remove(*envelope);
    }
    assert!(data.as_object().is_some_and(|data| !data.is_empty()), "{path} has an example");
    pages::lost(&data, &serde_json::to_value(&response).unwrap())
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_response_example_survives_a_round_trip() {
    let differences = [
        lost::<vc_room::List>("vc-v1/room/list.md", Some("data")),
        lost::<vc_room::Search>("vc-v1/room/search.md", Some("data")),
        lost::<vc_room::Get>("vc-v1/room/get.md", Some("data")),
        lost::<contact_user::BatchGetId>("contact-v3/user/batch_get_id.md", Some("data")),
        lost::<bot::Get>("bot-v3/uAjMxEjLwITMx4CMyETM.md", None),
        lost::<im_message::Create>("im-v1/message/create.md", Some("data")),
    ];
    assert!(differences.concat().is_empty(), "{differences:#?}");
}

/// Asserts that the body of a request is the example of its page.
fn assert_sends<E: Endpoint>(request: &E, path: &str) {
    let sent = encode(request, &BaseUrl::FEISHU).unwrap();
    let sent: Value = serde_json::from_slice(sent.body()).unwrap();
    assert_eq!(sent, example(&page(path), "### 请求体示例"), "{path}");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn request_examples_are_sent_as_on_their_pages() -> Result<()> {
    let search = vc_room::Search::builder()
        .custom_room_ids(["10001"])
        .keyword("测试会议室")
        .room_level_id("omb_4ad1a2c7a2fbc5fc9570f38456931293")
        .search_level_name(true)
        .page_size(10)
        .page_token("0")
        .build()?;
    assert_sends(&search, "vc-v1/room/search.md");
    let users = contact_user::BatchGetId::builder()
        .emails(["zhangsan@z.com", "lisi@a.com"])
        .mobiles(["13011111111", "13022222222"])
        .include_resigned(true)
        .build()?;
    assert_sends(&users, "contact-v3/user/batch_get_id.md");
    assert_sends(&message("ou_7d8a6e6df7621556ce0d21922b676706ccs", EXAMPLE_KEY)?, "im-v1/message/create.md");
    Ok(())
}

/// The example of the page.
const EXAMPLE_KEY: &str = "选填，每次调用前请更换，如a0d69e20-1dd1-458b-k525-dfeca4015204";

fn message(receiver: &str, key: &str) -> Result<im_message::Create> {
    let request = im_message::Create::builder()
        .receive_id_type(ImReceiveIdType::OpenId)
        .receive_id(receiver)
        .msg_type(ImMessageType::Text)
        .content(r#"{"text":"test content"}"#)
        .uuid(key);
    Ok(request.build()?)
}

async fn server() -> MockServer {
    MockServer::start().await.unwrap()
}

fn application(server: &MockServer) -> Client<Tenant> {
    Client::builder().tenant_token("t-1").base_url(server).build().unwrap()
}

fn alice(server: &MockServer) -> Client<User> {
    Client::builder().user_token("u-alice").base_url(server).build().unwrap()
}

fn names(rooms: Vec<VcRoom>) -> Vec<String> {
    rooms.into_iter().map(|room| room.name.unwrap().to_string()).collect()
}

#[tokio::test]
async fn rooms_are_listed_searched_and_queried() -> Result<()> {
    let server = server().await;
    let (application, alice) = (application(&server), alice(&server));
    let all = application.items(vc_room::List::builder().page_size(2).build()?).try_collect().await?;
    assert_eq!(names(all), ["Garden", "Attic", "Harbour"]);
    let found = alice.send(&vc_room::Search::builder().keyword("att").build()?).await?.rooms;
    assert_eq!(names(found.clone()), ["Attic"]);
    let id = found[0].room_id.clone().unwrap();
    let room = application.send(&vc_room::Get::builder().room_id(&id).build()?).await?.room.unwrap();
    assert_eq!((room.room_id, room.capacity), (Some(id), Some(20)));
    let error = application.send(&vc_room::Get::builder().room_id("omm_none").build()?).await.unwrap_err();
    assert_eq!(error.code::<ErrorCode>(), Some(ErrorCode::VcNotFound), "{error}");
    Ok(())
}

#[tokio::test]
async fn users_are_found_by_address_and_an_unknown_one_has_no_id() -> Result<()> {
    let server = server().await;
    let request = contact_user::BatchGetId::builder().emails(["bob@example.com", "nobody@example.com"]);
    let users = application(&server).send(&request.mobiles(["+85212345678"]).build()?).await?.user_list;
    let ids: Vec<Option<&str>> = users.iter().map(|user| user.user_id.as_deref()).collect();
    assert_eq!(ids, [Some("ou_bob"), None, Some("ou_85212345678")]);
    assert_eq!(users[1].email.as_deref(), Some("nobody@example.com"));
    let in_another_form = contact_user::BatchGetId::builder()
        .user_id_type(calendar_generated::types::UserIdType::UnionId)
        .emails(["bob@example.com"])
        .build()?;
    let users = application(&server).send(&in_another_form).await?.user_list;
    assert_eq!(users[0].user_id.as_deref(), Some("on_bob"));
    Ok(())
}

#[tokio::test]
async fn the_response_with_the_bot_has_no_data_key() -> Result<()> {
    let server = server().await;
    let bot = application(&server).send(&bot::Get::builder().build()?).await?.bot.unwrap();
    assert_eq!(bot.activate_status, Some(BotStatus::Enabled));
    assert!(bot.open_id.is_some_and(|id| id.starts_with("ou_")));
    Ok(())
}

#[tokio::test]
async fn a_repeated_message_is_sent_once() -> Result<()> {
    let server = server().await;
    let client = application(&server);
    let first = client.send(&message("ou_bob", "key")?).await?;
    let again = client.send(&message("ou_bob", "key")?).await?;
    let other = client.send(&message("ou_bob", "another key")?).await?;
    assert_eq!(first.message_id, again.message_id);
    assert_ne!(first.message_id, other.message_id);
    assert_eq!(first.body.unwrap().content.as_deref(), Some(r#"{"text":"test content"}"#));
    Ok(())
}

/// A connection is cut after the message was sent; the call is repeated, since it has a key.
#[tokio::test]
async fn a_lost_response_leads_to_no_second_message() -> Result<()> {
    let server = server().await;
    let client = application(&server);
    server.fault(Fault::cut_after_reading().on("im_message.create"))?;
    client.send(&message("ou_bob", "key")?).await?;
    let sent = server.requests().into_iter().filter(|call| call.endpoint.as_deref() == Some("im_message.create"));
    assert_eq!(sent.count(), 2);
    Ok(())
}

#[tokio::test]
async fn content_that_is_not_json_is_rejected() -> Result<()> {
    let server = server().await;
    let request = im_message::Create::builder()
        .receive_id_type(ImReceiveIdType::OpenId)
        .receive_id("ou_bob")
        .msg_type(ImMessageType::Text)
        .content("Hello")
        .build()?;
    let error = application(&server).send(&request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    assert_eq!(error.code::<ErrorCode>(), Some(ErrorCode::ImInvalidParameters), "{error}");
    Ok(())
}

/// Both specs share their types.
#[test]
fn a_room_that_was_found_can_be_invited() -> Result<()> {
    let room: VcRoom = decode_room(&json!({ "room_id": "omm_garden" }))?;
    let attendee = calendar_generated::types::NewAttendee::builder()
        .r#type(calendar_generated::types::AttendeeType::Resource)
        .room_id(room.room_id.unwrap())
        .build()?;
    assert_eq!(attendee.room_id.as_deref(), Some("omm_garden"));
    Ok(())
}

fn decode_room(room: &Value) -> Result<VcRoom> {
    let body = json!({ "code": 0, "data": { "room": room } }).to_string();
    Ok(decode::<vc_room::Get>(StatusCode::OK, &HeaderMap::new(), body.as_bytes())?.room.unwrap())
}

//! Responses without an envelope, tokens, texts of errors, services, and listings.

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::{AccessToken, BaseUrl, Endpoint, transport};
use serde_json::json;

use super::api::thing;
use super::{api, client, server, services};
use crate::support::{Connection, Sent};

#[tokio::test]
async fn get_and_delete_send_a_body_which_can_hold_the_page_token() {
    let server = server().await;
    let client = client(&server);
    let find = thing::Find::builder().ids([1_i64, 2]).page_token("p_1").build().expect("a request");
    assert_eq!((thing::Find::META.method, thing::Find::META.has_body), ("GET", true));
    client.send(&find).await.expect("an answer");
    server.expect("thing.find").body(json!({ "ids": [1, 2], "page_token": "p_1" })).assert();

    server.respond("thing.find", json!({ "things": [], "has_more": true, "page_token": "p_2" })).expect("set");
    let mut pages = client.pages(thing::Find::builder().ids([1_i64]).build().expect("a request"));
    assert!(pages.next().await.expect("a page").expect("an answer").has_more);
    server.respond("thing.find", json!({ "things": [{ "id": 7 }], "has_more": false })).expect("set");
    assert_eq!(pages.next().await.expect("a page").expect("an answer").things[0].id, Some(7));
    server.expect("thing.find").body(json!({ "ids": [1], "page_token": "p_2" })).assert();

    client.send(&thing::Delete::builder().ids([3_i64]).build().expect("a request")).await.expect("an answer");
    server.expect("thing.delete").body(json!({ "ids": [3] })).assert();
}

#[test]
fn a_response_in_the_body_has_a_code_or_none() {
    let decode = |status: u16, body: &str| {
        let status = http::StatusCode::from_u16(status).expect("a status");
        transport::receive::<thing::Login>(status, &http::HeaderMap::new(), body.as_bytes().to_vec())
    };
    for body in [r#"{"id":"l"}"#, r#"{"code":0,"msg":"ok","id":"l"}"#, r#"{"id":"l","x":{"y":[1]}}"#] {
        assert_eq!(decode(200, body).expect(body).value.id.as_deref(), Some("l"), "{body}");
    }
    let received = decode(200, r#"{"id":"l","x":{"y":[1]}}"#).expect("a response");
    assert_eq!(received.raw.get("/x/y/0"), Some(&json!(1)));
    let skipped = decode(200, r#"{"id":["l"]}"#).expect("a response").skipped;
    assert_eq!(skipped[0].path, "body.id");
    assert_eq!(decode(200, r#"{"code":7,"msg":"no","id":"l"}"#).expect_err("a code").code_number(), Some(7));
    assert_eq!(decode(400, r#"{"id":"l"}"#).expect_err("a status").status(), Some(400));
    for body in ["", "<html>", "[]", "null"] {
        assert!(decode(200, body).is_err(), "{body}");
    }
}

#[tokio::test]
async fn calls_without_a_token_and_with_an_app_token() {
    let server = server().await;
    let login = thing::Login::builder().user("a").build().expect("a request");
    assert_eq!(client(&server).send(&login).await.expect("an answer").id.as_deref(), Some("l_1"));
    assert!(!server.requests().pop().expect("a request").headers.contains_key("authorization"));
    let token = AccessToken::tenant("t-1").expect("a token");
    let call = transport::encode_authorized(&login, &BaseUrl::FEISHU, &token).expect("a call");
    assert!(!call.headers().contains_key("authorization"));

    let register = thing::Register::builder().build().expect("a request");
    let app = client(&server).with_app_token("a-1").expect("a client");
    assert_eq!(app.send(&register).await.expect("an answer").id.as_deref(), Some("l_1"));
    let sent = server.requests().pop().expect("a request");
    assert_eq!(sent.headers["authorization"], "Bearer a-1");
    let tenant = client(&server).with_app_token("t-1").expect("a client");
    assert!(tenant.send(&register).await.expect_err("a tenant token").is_token());
}

#[tokio::test]
async fn an_endpoint_can_describe_an_error_in_its_own_words() {
    let server = server().await;
    let rename = thing::Rename::builder().name("a").build().expect("a request");
    let fault = |code| server.fault(Fault::code(code).on("thing.rename")).expect("a fault");
    fault(300_002);
    let error = client(&server).send(&rename).await.expect_err("the name is taken");
    assert_eq!(
        (error.status(), error.message(), error.advice()),
        (Some(403), Some("the name is taken"), Some("Take another one."))
    );
    assert_eq!(error.code::<api::ErrorCode>(), Some(api::ErrorCode::ParamError));
    fault(300_001);
    let error = client(&server).send(&rename).await.expect_err("there is no such thing");
    assert_eq!((error.status(), error.advice()), (Some(404), Some("Look it up.")));
    assert_eq!(api::ErrorCode::ParamError.info().map(|info| info.advice), Some("Correct it."));
}

#[tokio::test]
async fn two_services_can_have_types_errors_and_resources_of_the_same_name() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../calendar-spec/tests/services");
    let server = MockServer::builder().spec_dir(spec).start().await.expect("the server starts");
    let client = client(&server);
    let get = services::contact_department::Get::builder().id("od_1").order(services::types::Order::Up);
    let error = client.send(&get.build().expect("a request")).await.expect_err("there is none yet");
    assert_eq!(error.code::<services::ErrorCode>(), Some(services::ErrorCode::ContactNotFound), "{error}");
    let get = services::corehr_department::Get::builder().id(7_i64).build().expect("a request");
    let staff: services::types::CorehrDepartment = client.send(&get).await.expect("a department");
    assert_eq!(staff.name.as_deref(), Some("name"));
    assert_eq!(services::ErrorCode::from(2), services::ErrorCode::ContactNotFound);
    assert_eq!(services::ErrorCode::from(3), services::ErrorCode::CorehrNotFound);
}

/// Notes that the mock server keeps, with a listing by numbers.
const NOTES: &str = "
resource: note
doc: Notes.
objects:
  Note: { doc: A note., fields: { note_id: { type: string, doc: The note. }, text: { type: string, doc: The text. } } }
collection: { object: Note, id: note_id, create: create, list: LIST }
endpoints:
  create:
    doc: Write a note.
    page: { path: /note/create }
    http: POST /notes
    tokens: [tenant]
    body: { text: { type: string, doc: The text. } }
    response: Note
    errors: []
  by_offset:
    doc: List notes.
    page: { path: /note/by_offset }
    http: GET /notes
    tokens: [tenant]
    paging: { offset: offset, size: size, items: notes, more: more, total: total }
    query: { offset: { type: int32, doc: The offset. }, size: { type: int32, doc: The size. } }
    response: { fields: { notes: { type: list<Note>, doc: The notes. }, more: { type: bool, doc: More. }, total: { type: int32, doc: All. } } }
    errors: []
  by_page:
    doc: List notes.
    page: { path: /note/by_page }
    http: GET /notes/pages
    tokens: [tenant]
    paging: { page: page, size: size, items: notes, more: more }
    query: { page: { type: int32, doc: The page. }, size: { type: int32, doc: The size. } }
    response: { fields: { notes: { type: list<Note>, doc: The notes. }, more: { type: bool, doc: More. } } }
    errors: []
";

#[tokio::test]
async fn the_mock_server_keeps_items_for_listings_by_numbers() {
    for (list, pages) in [
        ("by_offset", ["/notes?size=2", "/notes?size=2&offset=2", "/notes?size=2&offset=9"]),
        ("by_page", ["/notes/pages?size=2", "/notes/pages?size=2&page=2", "/notes/pages?size=2&page=9"]),
    ] {
        let directory = tempfile::tempdir().expect("a directory");
        let write = |name, text: &str| std::fs::write(directory.path().join(name), text).expect("a file");
        write("spec.yaml", "spec: notes\ndoc: Notes.\ninclude: [note.yaml]\n");
        write("note.yaml", &NOTES.replace("LIST", list));
        let server = MockServer::builder().spec_dir(directory.path()).start().await.expect("the server starts");
        let mut connection = Connection::to(&server).await;
        for text in ["a", "b", "c"] {
            let create = Sent::new("POST", "/notes").token("t-1").json(&json!({ "text": text }));
            assert_eq!(connection.send(&create).await.status, 200);
        }
        let mut found = Vec::new();
        for page in pages {
            let data = connection.send(&Sent::new("GET", page).token("t-1")).await.json()["data"].clone();
            let texts: Vec<String> =
                data["notes"].as_array().expect("notes").iter().map(|note| note["text"].to_string()).collect();
            found.push((texts.concat(), data["more"].clone()));
            assert!(list == "by_page" || data["total"] == 3, "{data}");
        }
        let wanted = [("\"a\"\"b\"", true), ("\"c\"", false), ("", false)];
        assert_eq!(found, wanted.map(|(texts, more)| (texts.to_owned(), json!(more))), "{list}");
    }
}

#[tokio::test]
async fn listings_continue_by_offset_and_by_page_number() {
    let server = server().await;
    let client = client(&server);
    let links = |ids: &[&str]| ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>();
    let mut pages = client.pages(thing::ByOffset::builder().limit(2).build().expect("a request"));
    server
        .respond("thing.by_offset", json!({ "things": links(&["a", "b"]), "has_more": true, "total": 2 }))
        .expect("set");
    // There is more, whatever the total says.
    assert_eq!(pages.next().await.expect("a page").expect("an answer").things.len(), 2);
    assert_eq!(pages.next().await.expect("a page").expect("an answer").things.len(), 2);
    server.expect("thing.by_offset").query("offset", "2").query("limit", "2").assert();
    server.respond("thing.by_offset", json!({ "things": links(&["c"]), "total": 5 })).expect("set");
    assert_eq!(pages.next().await.expect("a page").expect("an answer").things[0].id.as_deref(), Some("c"));
    server.expect("thing.by_offset").query("offset", "4").query("limit", "2").assert();
    assert!(pages.next().await.is_none());
    assert_eq!(server.requests().len(), 3);

    let first = thing::ByPage::builder().build().expect("a request");
    let mut items = client.items(first.clone());
    server.respond("thing.by_page", json!({ "things": links(&["a", "b"]), "has_more": true })).expect("set");
    assert_eq!(items.next().await.expect("an item").expect("an answer").id.as_deref(), Some("a"));
    assert_eq!(items.resume_request(), Some(first), "in the middle of the first page");
    assert_eq!(items.next().await.expect("an item").expect("an answer").id.as_deref(), Some("b"));
    server.respond("thing.by_page", json!({ "things": links(&["c"]), "has_more": false })).expect("set");
    assert_eq!(items.next().await.expect("an item").expect("an answer").id.as_deref(), Some("c"));
    server.expect("thing.by_page").body(json!({ "page": 2 })).assert();
    assert!(items.next().await.is_none());
    // Without a response set by a test, the second page of the mock server is empty, so that a walk ends.
    server.respond_as_documented("thing.by_page").expect("set");
    let mut items = client.items(thing::ByPage::builder().build().expect("a request"));
    assert!(items.next().await.expect("an item").is_ok());
    assert!(items.next().await.is_none());
}

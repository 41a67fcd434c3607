//! What other services than the calendar need of the language, from YAML to the wire and back: a spec, its
//! client, and the mock server on the same files.

use std::collections::BTreeMap;

use calendar_generated::mock::MockServer;
use calendar_generated::{AccessToken, BaseUrl, Client, Endpoint, Json, Scalar, Tenant, Upload, transport};
use serde_json::json;

/// The generated code.
#[allow(missing_docs, reason = "the spec is a test")]
mod api {
    calendar_generated::api!("../calendar-spec/tests/things", crate = ::calendar_generated);
}

/// Two services that have the same names.
#[allow(missing_docs, reason = "the spec is a test")]
mod services {
    calendar_generated::api!("../calendar-spec/tests/services", crate = ::calendar_generated);
}

use api::thing;
use api::types::{Thing, ThingGender, ThingLink};

async fn server() -> MockServer {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../calendar-spec/tests/things");
    MockServer::builder().spec_dir(spec).start().await.expect("the server starts")
}

fn client(server: &MockServer) -> Client<Tenant> {
    Client::builder().tenant_token("t-1").base_url(server).build().expect("a client")
}

fn thing() -> Thing {
    let link = ThingLink::builder().id("l_1").build().expect("a link");
    Thing::builder()
        .fields([("Name", json!("a")), ("Tags", json!(["b", { "c": 1.5 }, null]))])
        .settings(json!([1, null, { "deep": [true] }]))
        .value(2.5)
        .rows(vec![vec![Scalar::from(1), "a".into()], vec![true.into()], vec![]])
        .links(vec![vec![link.clone()], vec![]])
        .names(BTreeMap::from([("zh".into(), BTreeMap::from([("short".into(), "a".into())]))]))
        .by_name([("one", link.clone())])
        .several(BTreeMap::from([("two".into(), vec![link])]))
        .gender(ThingGender::Female)
        .genders([ThingGender::Male, ThingGender::from("9")])
        .build()
        .expect("a thing")
}

#[tokio::test]
async fn any_json_maps_and_lists_of_lists_arrive_as_they_were_set() {
    let server = server().await;
    let create = thing::Create::builder()
        .thing(thing())
        .extra([("a", json!({ "b": [] }))])
        .rows(vec![vec![1, 2], vec![]])
        .uuid("u")
        .build()
        .expect("a request");
    // The unknown number of `genders` is what a strict server refuses.
    let error = client(&server).send(&create).await.expect_err("9 is no gender");
    assert!(error.to_string().contains("genders[1]"), "{error}");

    let mut known = thing();
    known.genders = Some(vec![ThingGender::Male]);
    let create = thing::Create::builder().thing(known).extra([("a", json!({ "b": [] }))]).uuid("u");
    let answer = client(&server).send(&create.build().expect("a request")).await.expect("an answer");
    server
        .expect("thing.create")
        .body(json!({
            "uuid": "u",
            "extra": { "a": { "b": [] } },
            "thing": {
                "fields": { "Name": "a", "Tags": ["b", { "c": 1.5 }, null] },
                "settings": [1, null, { "deep": [true] }],
                "value": 2.5,
                "rows": [[1, "a"], [true], []],
                "links": [[{ "id": "l_1" }], []],
                "names": { "zh": { "short": "a" } },
                "by_name": { "one": { "id": "l_1" } },
                "several": { "two": [{ "id": "l_1" }] },
                "gender": 2,
                "genders": [1],
            },
        }))
        .assert();
    // The answer is the documented example.
    let thing = answer.thing.expect("a thing");
    assert_eq!(thing.fields["Tags"], json!(["b", { "c": 1.5 }]));
    assert_eq!(thing.settings, Some(json!([1, "two", { "three": true }])));
    assert_eq!(thing.value, Some(Scalar::Int(3)));
    assert_eq!(thing.rows, [vec![Scalar::Int(1), "a".into()], vec![true.into(), 2.5.into()]]);
    assert_eq!(thing.names["zh"]["short"], "a");
    assert_eq!(thing.links[0][0].id.as_deref(), Some("l_1"));
    assert_eq!((thing.gender, thing.genders), (Some(ThingGender::Male), vec![ThingGender::Male, ThingGender::Female]));
}

#[test]
fn an_unknown_number_of_an_enum_is_kept_and_goes_back_as_a_number() {
    let body = br#"{"code":0,"data":{"thing":{"gender":7,"settings":null,"value":"x","fields":null}}}"#;
    let received = transport::decode_strict::<thing::Create>(http::StatusCode::OK, &http::HeaderMap::new(), body);
    let thing = received.expect("a response").thing.expect("a thing");
    assert_eq!(thing.gender, Some(ThingGender::from("7")));
    assert_eq!((thing.settings, thing.value), (None::<Json>, Some("x".into())));
    let gender = Thing::builder().gender(ThingGender::from("7")).build().expect("a thing");
    assert_eq!(serde_json::to_string(&gender).expect("JSON"), r#"{"gender":7}"#);
    let text = br#"{"code":0,"data":{"thing":{"gender":"1"}}}"#;
    let decode = |body: &[u8]| transport::decode::<thing::Create>(http::StatusCode::OK, &http::HeaderMap::new(), body);
    assert_eq!(decode(text).expect("tolerant").thing.expect("a thing").gender, Some(ThingGender::Male));
    assert!(transport::decode_strict::<thing::Create>(http::StatusCode::OK, &http::HeaderMap::new(), text).is_err());
}

#[tokio::test]
async fn one_name_in_query_and_body_is_two_fields() {
    let server = server().await;
    let create = || thing::Create::builder().thing(thing_of(1)).extra([("a", json!(1))]).uuid("u");
    client(&server).send(&create().user_id("ou_1").build().expect("a request")).await.expect("an answer");
    server.expect("thing.create").query("user_id", "ou_1").assert();
    client(&server).send(&create().owner_id("ou_2").build().expect("a request")).await.expect("an answer");
    let body = json!({ "uuid": "u", "user_id": "ou_2", "thing": { "gender": 1 }, "extra": { "a": 1 } });
    server.expect("thing.create").body(body).assert();
    let both = create().user_id("ou_1").owner_id("ou_2").build();
    assert!(both.expect_err("a conflict").to_string().contains("user_id"));
    // A condition on an enum of numbers, which stands in the query.
    let female = create().gender(ThingGender::Female).build();
    assert!(female.expect_err("no note").to_string().contains("note"));
    let query = create().gender(ThingGender::Female).note("n").build().expect("a request");
    client(&server).send(&query).await.expect("an answer");
    server.expect("thing.create").query("gender", "2").assert();
}

fn thing_of(gender: i32) -> Thing {
    Thing::builder().gender(ThingGender::from(&*gender.to_string())).build().expect("a thing")
}

#[tokio::test]
async fn get_and_delete_carry_a_body_and_pages_are_asked_for_in_it() {
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

fn upload(file: Upload) -> thing::Upload {
    thing::Upload::builder()
        .folder("a b")
        .name("a.txt")
        .file(file)
        .size(7)
        .tags(["a", "b"])
        .gender(ThingGender::Male)
        .build()
        .expect("a request")
}

/// The body of the last upload, with a fixed boundary.
fn form(server: &MockServer) -> String {
    let request = server.requests().pop().expect("a request");
    let content_type = request.headers["content-type"].to_str().expect("a text");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    String::from_utf8(request.body().to_vec()).expect("UTF-8").replace(boundary, "B")
}

#[tokio::test]
async fn a_file_is_sent_from_bytes_a_path_or_a_reader() {
    let server = server().await;
    let directory = tempfile::tempdir().expect("a directory");
    let large = "0123456789abcdef".repeat(20_000);
    let path = directory.path().join("large.txt");
    std::fs::write(&path, &large).expect("a file");
    let files = [
        (Upload::bytes("b.txt", "content").content_type("text/plain"), "b.txt", "text/plain", "content"),
        (Upload::path(&path), "large.txt", "application/octet-stream", &*large),
        (Upload::reader("r.txt", std::io::Cursor::new(large.clone())), "r.txt", "application/octet-stream", &*large),
        (Upload::reader("e.txt", std::io::empty()), "e.txt", "application/octet-stream", ""),
    ];
    for (file, name, content_type, content) in files {
        let answer = client(&server).send(&upload(file)).await.expect("an answer");
        assert_eq!(answer.file_key.as_deref(), Some("k_1"));
        let part = |name: &str, value: &str| {
            format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let fields = [("name", "a.txt"), ("size", "7"), ("tags", "[\"a\",\"b\"]"), ("gender", "1")];
        let fields: String = fields.iter().map(|(name, value)| part(name, value)).collect();
        let head = format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: {content_type}");
        let file = format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n--B--\r\n");
        assert!(form(&server) == format!("{fields}{file}"), "{name}");
    }
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.path, "/things/v2/files/a%20b");
}

#[tokio::test]
async fn a_form_is_checked_like_any_request() {
    let server = server().await;
    let file = || Upload::bytes("b.txt", "content");
    let long = thing::Upload::builder().folder("f").name("x".repeat(21)).file(file());
    assert!(long.clone().build().expect_err("too long").to_string().contains("name"));
    let error = client(&server).send(&long.build_unchecked()).await.expect_err("too long");
    assert!(error.to_string().contains("name"), "{error}");
    let mut unknown = upload(file());
    unknown.gender = Some(ThingGender::from("9"));
    assert!(client(&server).send(&unknown).await.is_err());
}

#[tokio::test]
async fn a_call_is_repeated_as_long_as_its_files_can_be_read() {
    let server = server().await;
    let client = || {
        Client::builder().tenant_token("t-1").base_url(&server).retry(
            calendar_generated::RetryPolicy::default().backoff(std::time::Duration::ZERO, std::time::Duration::ZERO),
        )
    };
    let limited =
        || server.fault(calendar_generated::mock::Fault::code(99_991_400).on("thing.upload")).expect("a fault");
    limited();
    client().build().expect("a client").send(&upload(Upload::bytes("b", "x"))).await.expect("the second attempt");
    limited();
    let reader = upload(Upload::reader("b", &b"x"[..]));
    let client = client().build().expect("a client");
    let error = client.send(&reader).await.expect_err("the reader was read");
    assert!(error.is_rate_limited() && error.attempts() == Some(1), "{error}");
    let error = client.send(&reader).await.expect_err("the reader was read");
    assert!(format!("{error:?}").contains("was read before"), "{error:?}");
    let missing = upload(Upload::path("/no/such/file"));
    let error = client.send(&missing).await.expect_err("there is no such file");
    assert!(error.to_string().contains("`file`") && error.attempts().is_none(), "{error}");
}

#[test]
fn another_transport_gets_the_form_in_memory_and_the_other_site() {
    let call =
        |base: &BaseUrl| transport::encode(&upload(Upload::reader("b.txt", &b"content"[..])), base).expect("a call");
    let feishu = call(&BaseUrl::FEISHU);
    assert_eq!(feishu.uri(), "https://www.feishu.cn/things/v2/files/a%20b");
    assert_eq!(call(&BaseUrl::LARK).uri(), "https://www.larksuite.com/things/v2/files/a%20b");
    let gateway = BaseUrl::parse("https://gateway.example.com/x").expect("a URL");
    assert_eq!(call(&gateway).uri(), "https://gateway.example.com/x/things/v2/files/a%20b");
    let content_type = feishu.headers()["content-type"].to_str().expect("a text");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a form");
    let body = String::from_utf8_lossy(feishu.body());
    assert!(body.starts_with(&format!("--{boundary}\r\n")) && body.contains("\r\n\r\ncontent\r\n"), "{body}");
}

#[tokio::test]
async fn a_response_is_a_file_in_one_piece_or_in_many() {
    let server = server().await;
    let get = thing::Download::builder().file_key("k_1").build().expect("a request");
    let file = client(&server).send(&get).await.expect("a file");
    assert_eq!((file.bytes(), file.file_name()), (&b"The content of a file."[..], Some("file.txt")));
    assert_eq!(file.content_type(), Some("application/octet-stream"));
    assert!(!format!("{file:?}").contains("content of"), "{file:?}");

    let large = "0123456789abcdef".repeat(20_000);
    server.respond("thing.download", json!(large)).expect("set");
    let mut stream = client(&server).download(&get).await.expect("a file");
    assert_eq!((stream.file_name().as_deref(), stream.content_length()), (Some("file.txt"), Some(320_000)));
    let mut received = Vec::new();
    while let Some(chunk) = stream.chunk().await.expect("a piece") {
        received.extend_from_slice(&chunk);
    }
    assert!(received == large.as_bytes());

    let mut stream = client(&server).download(&get).await.expect("a file").limit(1000);
    let mut pieces = 0;
    let error = loop {
        match stream.chunk().await {
            Ok(Some(_)) => pieces += 1,
            Ok(None) => panic!("the file is larger than the limit; {pieces} pieces"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), calendar_generated::ErrorKind::TooLarge);
    let small =
        Client::builder().tenant_token("t-1").base_url(&server).max_response_bytes(1000).build().expect("a client");
    assert_eq!(small.send(&get).await.expect_err("too large").kind(), calendar_generated::ErrorKind::TooLarge);

    // A failure is JSON, and says so.
    server.fault(calendar_generated::mock::Fault::code(99_991_672).on("thing.download")).expect("a fault");
    assert_eq!(client(&server).download(&get).await.expect_err("no scope").code_number(), Some(99_991_672));
}

#[test]
fn a_file_that_is_json_is_a_file_if_the_answer_says_so() {
    let mut headers = http::HeaderMap::new();
    headers.insert("content-type", http::HeaderValue::from_static("application/json"));
    let decode = |headers: &http::HeaderMap, body: &[u8]| {
        transport::decode::<thing::Download>(http::StatusCode::OK, headers, body)
    };
    let failure = decode(&headers, br#"{"code":5,"msg":"no"}"#).expect_err("a failure");
    assert_eq!(failure.code_number(), Some(5));
    headers.insert("content-disposition", http::HeaderValue::from_static("attachment; filename=a.json"));
    assert_eq!(decode(&headers, br#"{"code":5}"#).expect("a file").bytes(), br#"{"code":5}"#);
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
async fn an_endpoint_says_of_an_error_what_its_own_page_says() {
    let server = server().await;
    let rename = thing::Rename::builder().name("a").build().expect("a request");
    let fault = |code| server.fault(calendar_generated::mock::Fault::code(code).on("thing.rename")).expect("a fault");
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
async fn two_services_have_types_errors_and_resources_of_one_name() {
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

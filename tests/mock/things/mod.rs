//! Parts of the language that only other services use, from YAML to the wire and back: a spec, its
//! client, and the mock server on the same files.

mod calls;
mod files;

use std::collections::BTreeMap;

use calendar_generated::mock::MockServer;
use calendar_generated::{Client, Json, Scalar, Tenant, transport};
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
        .genders([ThingGender::Male, ThingGender::Unrecognized("9".into())])
        .build()
        .expect("a thing")
}

#[tokio::test]
async fn any_json_maps_and_lists_of_lists_arrive_unchanged() {
    let server = server().await;
    let create = thing::Create::builder()
        .thing(thing())
        .extra([("a", json!({ "b": [] }))])
        .rows(vec![vec![1, 2], vec![]])
        .uuid("u")
        .build()
        .expect("a request");
    // The unknown number of `genders` is what a strict server rejects.
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
    // The response is the documented example.
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
fn an_unknown_number_of_an_enum_is_kept_and_encodes_as_a_number() {
    let body = br#"{"code":0,"data":{"thing":{"gender":7,"settings":null,"value":"x","fields":null}}}"#;
    let received = transport::decode_strict::<thing::Create>(http::StatusCode::OK, &http::HeaderMap::new(), body);
    let thing = received.expect("a response").thing.expect("a thing");
    assert_eq!(thing.gender, Some(ThingGender::from("7")));
    assert_eq!((thing.settings, thing.value), (None::<Json>, Some("x".into())));
    let gender = Thing::builder().gender(ThingGender::Unrecognized("7".into())).build().expect("a thing");
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
    // A condition on an enum of numbers, which is in the query.
    let female = create().gender(ThingGender::Female).build();
    assert!(female.expect_err("no note").to_string().contains("note"));
    let query = create().gender(ThingGender::Female).note("n").build().expect("a request");
    client(&server).send(&query).await.expect("an answer");
    server.expect("thing.create").query("gender", "2").assert();
}

fn thing_of(gender: i32) -> Thing {
    Thing::builder().gender(ThingGender::from(&*gender.to_string())).build().expect("a thing")
}

//! The codes and statuses of the platform and of the pages.

use calendar_generated::mock::MockServer;
use serde_json::{Value, json};

use crate::support::http::send;
use crate::support::{Reply, Sent, strict};

const CALENDARS: &str = "/open-apis/calendar/v4/calendars";

async fn told(server: &MockServer, request: Sent) -> (u16, i64) {
    let reply = send(server, &request).await;
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    assert!(reply.header("x-tt-logid").is_some());
    assert_eq!(reply.json()["error"]["log_id"].as_str(), reply.header("x-tt-logid"));
    (reply.status, reply.code())
}

#[tokio::test]
async fn unknown_paths_and_wrong_methods() {
    let server = strict().await;
    for path in
        ["/", "/open-apis", "/open-apis/calendar/v4/calendar", "/open-apis/calendar/v4/calendars/a/b/c/d/e", "/*"]
    {
        assert_eq!(told(&server, Sent::new("GET", path).token("t-1")).await, (404, 99_991_201), "{path}");
    }
    for method in ["PUT", "HEAD", "OPTIONS", "BREW"] {
        let reply = send(&server, &Sent::new(method, &format!("{CALENDARS}/x")).token("t-1")).await;
        assert_eq!((reply.status, reply.header("allow")), (405, Some("DELETE, GET, PATCH")), "{method}");
    }
    assert_eq!(told(&server, Sent::new("PUT", CALENDARS).token("t-1")).await, (405, 99_991_301));
}

#[tokio::test]
async fn a_literal_path_takes_precedence_over_a_calendar_id() {
    let server = strict().await;
    for (method, path, name) in [
        ("POST", "/primary", "calendar.primary"),
        ("GET", "/primary", "calendar.get"),
        ("POST", "/search", "calendar.search"),
        ("PATCH", "/search", "calendar.patch"),
    ] {
        send(&server, &Sent::new(method, &format!("{CALENDARS}{path}")).token("t-1")).await;
        assert_eq!(server.requests().last().unwrap().endpoint.as_deref(), Some(name));
    }
}

#[tokio::test]
async fn bodies_that_are_not_json_objects() {
    let server = strict().await;
    let post = || Sent::new("POST", CALENDARS).token("t-1");
    assert_eq!(told(&server, post().text("application/json", "{")).await, (400, 9499));
    assert_eq!(told(&server, post().text("application/json", "\u{feff}{}")).await, (400, 9499));
    assert_eq!(told(&server, post().text("text/plain", "{}")).await, (400, 9499));
    assert_eq!(told(&server, post().text("application/x-www-form-urlencoded", "summary=x")).await, (400, 9499));
    assert_eq!(told(&server, post().json(&json!([]))).await, (400, 99_992_402));
    assert_eq!(told(&server, post().json(&json!("x"))).await, (400, 99_992_402));
    for content_type in ["application/json", "APPLICATION/JSON;charset=UTF-8"] {
        assert_eq!(send(&server, &post().text(content_type, "{}")).await.status, 200);
    }
    assert_eq!(send(&server, &post()).await.status, 200);
    let many = format!("{{\"x\": [{}0]}}", "0,".repeat(600_000));
    assert_eq!(told(&server, post().text("application/json", &many)).await, (413, 9499));
}

#[tokio::test]
async fn rules_with_a_code_of_their_own() {
    let server = strict().await;
    let user = |count: usize| vec!["ou_x"; count];
    let day = "2024-01-01T00:00:00Z";
    let batch = |min: &str, max: &str, users: usize| {
        let body = json!({ "time_min": min, "time_max": max, "user_ids": user(users) });
        Sent::new("POST", "/open-apis/calendar/v4/freebusy/batch").token("t-1").json(&body)
    };
    let view = |end: &str| {
        Sent::new("GET", &format!("{CALENDARS}/c/events/instance_view?start_time=0&end_time={end}")).token("t-1")
    };
    let cases = [
        (batch(day, day, 11), 198_001),
        (batch(day, day, 0), 198_001),
        (batch("8 o'clock", day, 1), 198_002),
        (batch(day, "2023-01-01T00:00:00Z", 1), 198_003),
        (batch(day, "2024-02-01T00:00:00Z", 1), 198_003),
        // Two kinds of violations together have no code of their own.
        (batch(day, "2024-02-01T00:00:00Z", 11), 99_992_402),
        (view("3456001"), 193_103),
        (view("-1"), 190_014),
        (
            Sent::new("POST", &format!("{CALENDARS}/mget")).token("t-1").json(&json!({ "calendar_ids": user(11) })),
            198_007,
        ),
        (
            Sent::new("POST", &format!("{CALENDARS}/primarys")).token("t-1").json(&json!({ "user_ids": user(11) })),
            198_001,
        ),
        (Sent::new("GET", &format!("{CALENDARS}/c/events?start_time=1&end_time=2&sync_token=s")).token("t-1"), 190_009),
        (Sent::new("GET", &format!("{CALENDARS}/c/events?start_time=1&end_time=2&page_token=s")).token("t-1"), 190_014),
    ];
    for (request, code) in cases {
        assert_eq!(told(&server, request.clone()).await, (400, code), "{request:?}");
    }
}

/// The gateway reports fields in `field_violations`, the service in `details`.
#[tokio::test]
async fn the_gateway_checks_single_fields_and_the_service_the_rest() {
    let server = strict().await;
    let get = |path: &str| Sent::new("GET", &format!("{CALENDARS}{path}")).token("t-1");
    let reply = send(&server, &get("?page_size=20")).await.json();
    assert_eq!((&reply["code"], &reply["msg"]), (&json!(99_992_402), &json!("field validation failed")));
    let violation = json!({ "field": "page_size", "value": "20", "description": "is 20; 50 to 1000 is allowed" });
    assert_eq!((&reply["error"]["field_violations"][0], &reply["error"]["details"]), (&violation, &Value::Null));
    let reply = send(&server, &get("/c/events?start_time=NaN&end_time=1")).await.json();
    assert_eq!((&reply["code"], &reply["error"]["details"][0]["key"]), (&json!(190_014), &json!("start_time")));
    assert!(reply["error"]["details"][0]["value"].as_str().unwrap().contains("`start_time` is not"), "{reply}");
}

#[tokio::test]
async fn a_broken_field_is_shown_unless_it_is_a_secret_or_long() {
    let server = strict().await;
    let patch = Sent::new("PATCH", &format!("{CALENDARS}/c/events/e")).token("t-1");
    let body = json!({ "summary": "x".repeat(1001), "vchat": { "meeting_settings": { "password": "12345" } } });
    let reply: Reply = send(&server, &patch.json(&body)).await;
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(text.contains("vchat.meeting_settings.password") && !text.contains("12345"), "{text}");
    assert!(text.contains(&format!("{}…", "x".repeat(100))) && !text.contains(&"x".repeat(101)), "{text}");
    assert!(text.contains("https://open.feishu.cn/document/uAjLw4CM"), "{text}");
}

#[tokio::test]
async fn encodings_of_a_url_are_checked() {
    let server = strict().await;
    for target in
        ["/calendars/%", "/calendars/%zz", "/calendars/%ff", "/calendars/", "/calendars/.", "/calendars/%2e%2E"]
    {
        let get = Sent::new("GET", &format!("/open-apis/calendar/v4{target}")).token("t-1");
        assert_eq!(told(&server, get).await, (400, 99_992_402), "{target}");
    }
    for query in ["page_size=%", "page_size=%ff", "page_size=5%30%", "page_size=+50", "page_size="] {
        let get = Sent::new("GET", &format!("{CALENDARS}?{query}")).token("t-1");
        assert_eq!(told(&server, get).await, (400, 99_992_402), "{query}");
    }
    let get = Sent::new("GET", &format!("{CALENDARS}?%ff=1")).token("t-1");
    assert_eq!(told(&server, get).await, (400, 190_014));
    for query in ["page_size=%350", "&page_size=50&", "page_token=a+b%26"] {
        let get = Sent::new("GET", &format!("{CALENDARS}?{query}")).token("t-1");
        assert_eq!(send(&server, &get).await.status, 200, "{query}");
    }
    assert_eq!(server.requests().last().unwrap().query("page_token"), Some("a b&"));
}

#[tokio::test]
async fn at_most_fifty_violations_are_reported() {
    let server = strict().await;
    let fields: serde_json::Map<_, _> = (0..500).map(|number| (format!("x{number}"), json!(1))).collect();
    let reply = send(&server, &Sent::new("POST", CALENDARS).token("t-1").json(&fields.into())).await;
    assert_eq!(reply.violations().len(), 50);
}

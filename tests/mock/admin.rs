//! The routes under `/__mock`, for other languages.

use calendar_generated::mock::MockServer;
use serde_json::{Value, json};

use crate::support::http::send;
use crate::support::{Sent, strict};

async fn admin(server: &MockServer, route: &str, body: &Value) -> (u16, Value) {
    let (method, path) = route.split_once(' ').unwrap();
    let mut request = Sent::new(method, path);
    if !body.is_null() {
        request = request.json(body);
    }
    let reply = send(server, &request).await;
    (reply.status, reply.json())
}

async fn get(server: &MockServer) -> i64 {
    send(server, &Sent::new("GET", "/open-apis/calendar/v4/calendars/x?").token("t-1")).await.code()
}

#[tokio::test]
async fn the_routes_and_endpoints_are_listed() {
    let server = strict().await;
    let (status, routes) = admin(&server, "GET /__mock", &Value::Null).await;
    assert_eq!(status, 200);
    let routes: Vec<&str> = routes.as_array().unwrap().iter().map(|route| route["route"].as_str().unwrap()).collect();
    for route in routes {
        let route = route.replace("NAME", "calendar.get");
        assert_ne!(admin(&server, &route, &json!({})).await.0, 404, "{route}");
    }
    let (_, endpoints) = admin(&server, "GET /__mock/endpoints", &Value::Null).await;
    assert_eq!(endpoints.as_array().unwrap().len(), 61);
    let expected = json!({
        "name": "calendar.subscription", "method": "POST", "path": "/open-apis/calendar/v4/calendars/subscription",
        "tokens": ["user"],
    });
    assert!(endpoints.as_array().unwrap().contains(&expected));
    for path in ["/__mock/", "/__mock/nothing", "/__mock/requests/1"] {
        let status = admin(&server, &format!("GET {path}"), &Value::Null).await.0;
        assert_eq!(status, if path == "/__mock/" { 200 } else { 404 }, "{path}");
    }
}

#[tokio::test]
async fn faults_are_added_listed_and_cleared() {
    let server = strict().await;
    let fault = json!({ "fault": "code=191000; delay=1", "endpoint": "calendar.get", "times": 2 });
    assert_eq!(admin(&server, "POST /__mock/faults", &fault).await.0, 200);
    assert_eq!(admin(&server, "GET /__mock/faults", &Value::Null).await.1, json!([fault]));
    assert_eq!((get(&server).await, get(&server).await, get(&server).await), (191_000, 191_000, 0));
    admin(&server, "POST /__mock/faults", &json!({ "fault": "code=1", "times": "always" })).await;
    assert_eq!((get(&server).await, get(&server).await), (1, 1));
    admin(&server, "DELETE /__mock/faults", &Value::Null).await;
    assert_eq!(get(&server).await, 0);
    for (wrong, words) in [
        (json!({}), "`fault` is missing"),
        (json!({ "fault": "x" }), "is not a fault"),
        (json!({ "fault": "code=1", "endpoint": "calendar.gte" }), "did you mean `calendar.get`"),
        (json!({ "fault": "code=1", "times": -1 }), "`times` is a number"),
        (json!([]), "`fault` is missing"),
    ] {
        let (status, told) = admin(&server, "POST /__mock/faults", &wrong).await;
        assert!(status == 400 && told["error"].as_str().unwrap().contains(words), "{wrong}: {told}");
    }
}

#[tokio::test]
async fn faults_of_frames_are_added_listed_and_cleared() {
    let server = strict().await;
    let route = "POST /__mock/connections/faults";
    for fault in [json!({ "fault": "lost", "every": 3, "times": 2 }), json!({ "fault": "flip=17,64" })] {
        assert_eq!(admin(&server, route, &fault).await.0, 200);
    }
    let waiting = || async { admin(&server, "GET /__mock/connections/faults", &Value::Null).await.1 };
    assert_eq!(waiting().await, json!(["nothing", "nothing", "lost", "nothing", "nothing", "lost", "flip=17,64"]));
    admin(&server, "DELETE /__mock/connections/faults", &Value::Null).await;
    assert_eq!(waiting().await, json!([]));
    for (wrong, words) in [
        (json!({}), "`fault` is missing"),
        (json!({ "fault": "code=1" }), "allowed are `nothing`, `lost`"),
        (json!({ "fault": "no-pong", "every": 2 }), "not of pings"),
        (json!({ "fault": "lost", "times": 0 }), "`times` is a number of at least 1"),
        (json!({ "fault": "lost", "times": 101, "every": 1000 }), "there is room for 100000"),
        (json!({ "fault": "lost", "times": u64::MAX, "every": u64::MAX }), "too large"),
    ] {
        let (status, told) = admin(&server, route, &wrong).await;
        assert!(status == 400 && told["error"].as_str().unwrap().contains(words), "{wrong}: {told}");
    }
    assert_eq!(admin(&server, "POST /__mock/connections/cut", &json!({ "after_bytes": -1 })).await.0, 400);
    for wrong in [json!({ "event": {} }), json!({ "event_type": "a" }), json!({ "event_type": "a", "event": 1 })] {
        assert_eq!(admin(&server, "POST /__mock/notifications", &wrong).await.0, 400, "{wrong}");
    }
}

#[tokio::test]
async fn requests_are_shown_without_tokens_and_expectations_are_checked() {
    let server = strict().await;
    get(&server).await;
    let (_, requests) = admin(&server, "GET /__mock/requests?endpoint=calendar.get", &Value::Null).await;
    assert_eq!(requests[0]["path_fields"], json!({ "calendar_id": "x" }));
    assert_eq!(requests[0]["status"], 200);
    let headers = requests[0]["headers"].as_array().unwrap();
    assert!(headers.contains(&json!(["authorization", "Bearer t-[hidden]"])), "{headers:?}");
    assert_eq!(admin(&server, "GET /__mock/requests?endpoint=calendar.list", &Value::Null).await.1, json!([]));

    let route = "POST /__mock/expectations";
    let met = json!({ "endpoint": "calendar.get", "times": 1, "path_fields": { "calendar_id": "x" }, "status": 200, "code": 0,
        "headers": { "authorization": "Bearer t-1" } });
    assert_eq!(admin(&server, route, &met).await, (200, json!({ "met": true, "requests": 1 })));
    let unmet = json!({ "endpoint": "calendar.get", "times": 2, "query": { "a": "b" } });
    let (status, told) = admin(&server, route, &unmet).await;
    assert!(status == 409 && told["error"].as_str().unwrap().contains("exactly 2 were expected"), "{told}");
    for wrong in [json!({ "endpoint": "x" }), json!({ "endpoint": "calendar.get", "time": 1 }), json!({ "times": 1 })] {
        assert_eq!(admin(&server, route, &wrong).await.0, 400, "{wrong}");
    }
    admin(&server, "DELETE /__mock/requests", &Value::Null).await;
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn responses_tokens_and_limits_are_set() {
    let server = strict().await;
    let chosen = json!({ "summary": "Ours" });
    assert_eq!(admin(&server, "PUT /__mock/responses/calendar.get", &chosen).await.0, 200);
    let request = Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("odd");
    assert_eq!(send(&server, &request).await.code(), 99_991_671);
    admin(&server, "POST /__mock/tokens", &json!({ "token": "odd", "kind": "user" })).await;
    assert_eq!(send(&server, &request).await.json()["data"], chosen);
    admin(&server, "DELETE /__mock/responses/calendar.get", &Value::Null).await;
    assert_ne!(send(&server, &request).await.json()["data"], chosen);
    admin(&server, "POST /__mock/tokens/reject", &json!({ "token": "odd" })).await;
    assert_eq!(send(&server, &request).await.code(), 99_991_668);
    assert_eq!(admin(&server, "PUT /__mock/rate_limits", &json!(true)).await.0, 200);
    let mut codes = Vec::new();
    for _ in 0..51 {
        codes.push(get(&server).await);
    }
    assert_eq!(codes.last(), Some(&99_991_400));
    admin(&server, "PUT /__mock/rate_limits", &json!(false)).await;
    assert_eq!(get(&server).await, 0);
    assert_eq!(admin(&server, "PUT /__mock/rate_limits", &json!(1)).await.0, 400);
    assert_eq!(admin(&server, "POST /__mock/reset", &Value::Null).await.0, 200);
    assert!(server.requests().is_empty());
}

/// A browser lets any page send such requests to this machine, without a preflight.
#[tokio::test]
async fn web_pages_can_use_neither_admin_routes_nor_endpoints() {
    let server = strict().await;
    let by_page = |method: &str, path: &str| {
        Sent::new(method, path).header("origin", "http://evil.example").token("t-1").text("text/plain", "{}")
    };
    for (method, path) in
        [("POST", "/__mock/reset"), ("PUT", "/__mock/state"), ("GET", "/open-apis/calendar/v4/calendars")]
    {
        let reply = send(&server, &by_page(method, path)).await;
        assert_eq!(reply.status, 403, "{path}");
        assert!(reply.json()["error"].as_str().unwrap().contains("`http://evil.example`"));
    }
    // The URL is absolute, as in requests to a proxy: its host is the name by which the page calls the server.
    let rebound = Sent::new("GET", "http://evil.example/__mock/requests");
    assert_eq!(send(&server, &rebound).await.status, 403);
    assert!(server.requests().is_empty());
    assert_eq!(admin(&server, "POST /__mock/reset", &Value::Null).await.0, 200);
}

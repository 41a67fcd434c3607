//! The authorize page of the mock server, as a browser sees it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use calendar_generated::mock::{MockServer, MockServerBuilder};
use serde_json::{Value, json};

use crate::support::http::send;
use crate::support::{Reply, Sent, stateless};

const PATH: &str = "/open-apis/authen/v1/authorize";
const OAUTH: &str = "/open-apis/authen/v2/oauth/token";
const LIST: &str = "/open-apis/calendar/v4/calendars";
const CALLBACK: &str = "http://127.0.0.1:8400/callback";
const ASK: &str = "client_id=cli_x&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A8400%2Fcallback";

async fn get(server: &MockServer, query: &str) -> Reply {
    send(server, &Sent::new("GET", &format!("{PATH}?{query}"))).await
}

async fn post(server: &MockServer, query: &str, form: &str) -> Reply {
    let form = Sent::new("POST", &format!("{PATH}?{query}")).text("application/x-www-form-urlencoded", form);
    send(server, &form).await
}

fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 302, "{}", reply.text());
    reply.header("location").expect("a redirect").to_owned()
}

/// The code that a server issues without a click.
async fn code(server: &MockServer, query: &str) -> String {
    let location = location(&get(server, query).await);
    location.split_once("code=").unwrap().1.split('&').next().unwrap().to_owned()
}

async fn exchange(server: &MockServer, code: &str, more: &Value) -> Value {
    let mut body =
        json!({ "grant_type": "authorization_code", "client_id": "cli_x", "client_secret": "s", "code": code });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    send(server, &Sent::new("POST", OAUTH).json(&body)).await.json()
}

async fn call(server: &MockServer, token: &Value) -> Value {
    let token = format!("Bearer {}", token.as_str().unwrap());
    send(server, &Sent::new("GET", LIST).header("authorization", &token)).await.json()
}

fn approving() -> MockServerBuilder {
    stateless().auto_approve("alice")
}

#[tokio::test]
async fn the_page_shows_the_application_and_the_scopes_and_escapes_html() {
    let server = stateless().start().await.unwrap();
    let page = get(&server, &format!("{ASK}&scope=calendar:calendar%20%22%3E%3Cscript%3E&state=%3Cb%3E")).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    let html = page.text();
    for part in [
        "cli_x",
        "value=\"calendar:calendar\"",
        "value=\"&quot;&gt;&lt;script&gt;\"",
        "127.0.0.1:8400",
        "method=\"post\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
}

#[tokio::test]
async fn a_click_redirects_the_browser() {
    let server = stateless().start().await.unwrap();
    let ask = format!("{ASK}&state=a%26b%3D1&scope=x%20y%20offline_access");
    let back = location(&post(&server, &ask, "decision=allow&user=bob%40acme&scope=x&scope=never-asked-for").await);
    assert!(back.starts_with(&format!("{CALLBACK}?code=c-")) && back.ends_with("&state=a%26b%3D1"), "{back}");
    let code = back.split_once("code=").unwrap().1.split('&').next().unwrap();
    let token = exchange(&server, code, &json!({})).await;
    assert_eq!((&token["scope"], token.get("refresh_token")), (&json!("x"), None));
    let denied = location(&post(&server, &ask, "decision=deny").await);
    assert_eq!(denied, format!("{CALLBACK}?error=access_denied&state=a%26b%3D1"));
    for form in ["", "decision=maybe", "decision=allow", "decision=allow&user=%20"] {
        assert_eq!(post(&server, &ask, form).await.status, 400, "{form}");
    }
    // A page of another site cannot click.
    let foreign =
        Sent::new("POST", &format!("{PATH}?{ask}")).text("application/x-www-form-urlencoded", "decision=deny");
    assert_eq!(send(&server, &foreign.header("origin", "http://evil.example")).await.status, 403);
}

#[tokio::test]
async fn an_invalid_request_is_an_error_page_with_its_code() {
    let server = approving().app("cli_x", "s").redirect_url(CALLBACK).app_scopes(["a", "b"]).start().await.unwrap();
    let many = (0..51).map(|number| format!("s{number}")).collect::<Vec<_>>().join("+");
    let cases = [
        (ASK.replace("cli_x", "cli_y"), "20048"),
        (ASK.replace("client_id=cli_x&", ""), "20001"),
        (ASK.replace("8400", "8401"), "20029"),
        (ASK.replace("callback", "callback%2F"), "20029"),
        (ASK.replace("http%3A%2F%2F", "javascript%3A"), "20029"),
        (ASK.replace("response_type=code", "response_type=token"), "20001"),
        (format!("{ASK}&client_id=cli_x"), "20001"),
        (format!("{ASK}&state=%ff"), "20001"),
        (format!("{ASK}&scope=a+c"), "20027"),
        (format!("{ASK}&scope={many}"), "20001"),
        (format!("{ASK}&code_challenge=short"), "20001"),
        (format!("{ASK}&code_challenge_method=S512"), "20001"),
        (format!("{ASK}&state={}", "x".repeat(9000)), "20001"),
        (String::new(), "20001"),
    ];
    for (query, code) in cases {
        let page = get(&server, &query).await;
        assert_eq!((page.status, page.header("location")), (400, None), "{query}");
        assert!(page.text().contains(&format!("Error code: {code} ")), "{query}\n{}", page.text());
    }
    location(&get(&server, &format!("{ASK}&scope=a+b+a")).await);
}

#[tokio::test]
async fn a_code_is_valid_only_for_what_it_was_issued_for() {
    let seconds = Arc::new(AtomicU64::new(1_000_000));
    let clock = Arc::clone(&seconds);
    let now = move || SystemTime::UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed));
    let server = approving().clock(now).start().await.unwrap();
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let hashed = format!("{ASK}&code_challenge={challenge}&code_challenge_method=S256");
    let plain = format!("{ASK}&code_challenge={verifier}");
    let number = |answer: Value| answer["code"].as_i64().unwrap();

    for (ask, wrong) in [(&hashed, challenge), (&plain, challenge)] {
        let code = code(&server, ask).await;
        assert_eq!(number(exchange(&server, &code, &json!({})).await), 20_049, "without a verifier");
        assert_eq!(number(exchange(&server, &code, &json!({ "code_verifier": wrong })).await), 20_049);
        assert_eq!(number(exchange(&server, &code, &json!({ "code_verifier": verifier })).await), 0);
        assert_eq!(number(exchange(&server, &code, &json!({ "code_verifier": verifier })).await), 20_065);
    }
    let code = code(&server, ASK).await;
    assert_eq!(
        number(exchange(&server, &code, &json!({ "code_verifier": verifier })).await),
        20_049,
        "without a challenge"
    );
    assert_eq!(number(exchange(&server, &code, &json!({ "client_id": "cli_y" })).await), 20_024);
    assert_eq!(
        number(exchange(&server, &code, &json!({ "redirect_uri": "http://127.0.0.1:1/callback" })).await),
        20_071
    );
    assert_eq!(number(exchange(&server, &format!("{code}0"), &json!({})).await), 20_003);
    seconds.fetch_add(300, Ordering::Relaxed);
    assert_eq!(number(exchange(&server, &code, &json!({ "redirect_uri": CALLBACK })).await), 20_004);
}

#[tokio::test]
async fn grants_are_cumulative_and_narrowing_is_temporary() {
    let server = approving().start().await.unwrap();
    let first = code(&server, &format!("{ASK}&scope=a+offline_access")).await;
    assert_eq!(exchange(&server, &first, &json!({})).await["scope"], "a offline_access");
    let second = code(&server, &format!("{ASK}&scope=b")).await;
    let narrow = exchange(&server, &second, &json!({ "scope": "b offline_access" })).await;
    assert_eq!(narrow["scope"], "b offline_access");
    let refresh =
        |token: &Value, scope: Value| json!({ "grant_type": "refresh_token", "refresh_token": token, "scope": scope });
    let wide = exchange(&server, "-", &refresh(&narrow["refresh_token"], json!("a b offline_access"))).await;
    assert_eq!(wide["scope"], "a b offline_access");
    let wider = exchange(&server, "-", &refresh(&wide["refresh_token"], json!("c"))).await;
    assert_eq!(wider["code"], 20_068);
}

#[tokio::test]
async fn calls_need_the_scopes_of_their_endpoint_if_the_server_checks_scopes() {
    let read = "calendar:calendar:readonly";
    for (checks, scope, expected) in [(true, "x", 99_991_679), (true, read, 0), (false, "x", 0)] {
        let server = approving().check_scopes(checks).start().await.unwrap();
        let code = code(&server, &format!("{ASK}&scope={scope}")).await;
        let token = exchange(&server, &code, &json!({})).await;
        let answer = call(&server, &token["access_token"]).await;
        assert_eq!(answer["code"], expected, "{answer}");
    }
    let server = stateless().check_scopes(true).app_scopes(["x"]).start().await.unwrap();
    for token in ["t-1", "u-1"] {
        let answer = call(&server, &json!(token)).await;
        assert_eq!(answer["code"], 99_991_672);
        assert_eq!(answer["error"]["permission_violations"][0]["subject"], "calendar:calendar");
        assert!(answer["msg"].as_str().unwrap().contains("https://open.feishu.cn/app/cli_"), "{answer}");
    }
    let server = stateless().check_scopes(true).app_scopes([read]).start().await.unwrap();
    assert_eq!(call(&server, &json!("t-1")).await["code"], 0);
}

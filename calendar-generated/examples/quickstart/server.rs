//! A server with as much of the service as the steps need: Exchange bindings that come and go, and calendar members.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The only token that the server takes.
pub(crate) const TOKEN: &str = "u-quickstart";

/// What an import goes through, one step for each time that somebody asks.
const PROGRESS: [&str; 4] = ["doing", "cal_done", "timespan_done", "done"];

/// The bindings, and how often each was asked for.
type Bindings = Arc<Mutex<HashMap<String, Binding>>>;

struct Binding {
    account: Value,
    asked: usize,
}

/// Listens on a free port of loopback for as long as the process lives.
pub(crate) async fn start() -> std::io::Result<SocketAddr> {
    let routes = Router::new()
        .route("/open-apis/calendar/v4/exchange_bindings", post(create))
        .route("/open-apis/calendar/v4/exchange_bindings/{id}", get(read).delete(delete))
        .route("/open-apis/calendar/v4/calendars/{id}/acls", post(add_member))
        .layer(axum::middleware::from_fn(authorize))
        .with_state(Bindings::default());
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async { axum::serve(listener, routes).await });
    Ok(address)
}

async fn authorize(headers: HeaderMap, request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let expected = format!("Bearer {TOKEN}");
    if headers.get(header::AUTHORIZATION).is_some_and(|value| value.as_bytes() == expected.as_bytes()) {
        next.run(request).await
    } else {
        refuse(
            StatusCode::UNAUTHORIZED,
            99_991_668,
            "Invalid access token for authorization. Please make a request with token attached.",
        )
    }
}

async fn create(State(bindings): State<Bindings>, Json(account): Json<Value>) -> Response {
    let mut bindings = bindings.lock().unwrap_or_else(PoisonError::into_inner);
    let id = format!("binding+{}/=", bindings.len() + 1);
    let data = describe(&id, &account, PROGRESS[0]);
    bindings.insert(id, Binding { account, asked: 0 });
    accept(&data)
}

async fn read(State(bindings): State<Bindings>, Path(id): Path<String>) -> Response {
    let mut bindings = bindings.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(binding) = bindings.get_mut(&id) else {
        return not_found();
    };
    let status = PROGRESS[binding.asked.min(PROGRESS.len() - 1)];
    binding.asked += 1;
    accept(&describe(&id, &binding.account, status))
}

async fn delete(State(bindings): State<Bindings>, Path(id): Path<String>) -> Response {
    match bindings.lock().unwrap_or_else(PoisonError::into_inner).remove(&id) {
        Some(_) => accept(&json!({})),
        None => not_found(),
    }
}

async fn add_member(Json(member): Json<Value>) -> Response {
    let user = member["scope"]["user_id"].as_str().unwrap_or_default();
    accept(&json!({ "acl_id": format!("user_{user}"), "role": member["role"], "scope": member["scope"] }))
}

fn describe(id: &str, account: &Value, status: &str) -> Value {
    let mut data = account.clone();
    data["exchange_binding_id"] = id.into();
    data["status"] = status.into();
    data
}

fn accept(data: &Value) -> Response {
    Json(json!({ "code": 0, "msg": "success", "data": data })).into_response()
}

fn not_found() -> Response {
    refuse(StatusCode::NOT_FOUND, 195_103, "exchange account binding is not found")
}

fn refuse(status: StatusCode, code: i64, message: &str) -> Response {
    let body = json!({ "code": code, "msg": message, "error": { "log_id": "20261120000000ABCDEF" } });
    (status, Json(body)).into_response()
}

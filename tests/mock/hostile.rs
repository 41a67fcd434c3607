//! Malicious clients: a response or a closed connection, never a panic, and memory that stays within bounds.

use std::time::{Duration, Instant};

use calendar_generated::mock::{Limits, MockServer};
use serde_json::json;

use crate::support::{Connection, Dice, Sent, stateless, strict};

const CALENDARS: &str = "/open-apis/calendar/v4/calendars";

fn get() -> Sent {
    Sent::new("GET", CALENDARS).token("t-1")
}

/// The server still works.
async fn assert_works(server: &MockServer) {
    assert_eq!(Connection::to(server).await.send(&get()).await.status, 200);
}

/// Memory of this process, which is the server's too.
fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() * 1024
}

/// A thousand connections, or as many as the system allows one process, which holds both ends.
fn many_connections() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let files = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(256);
    (files.saturating_sub(200) / 2).min(1000)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_connections_at_once() {
    let server = strict().await;
    let address = server.address();
    let mut connections = Vec::new();
    for _ in 0..many_connections() {
        connections.push(Connection::open(address).await);
    }
    let tasks: Vec<_> = connections
        .into_iter()
        .map(|mut connection| {
            tokio::spawn(async move {
                for _ in 0..3 {
                    assert_eq!(connection.send(&get()).await.status, 200);
                }
                connection
            })
        })
        .collect();
    let mut kept = Vec::new();
    for task in tasks {
        kept.push(task.await.unwrap());
    }
    assert_eq!(server.requests().len(), 3 * kept.len());
    assert_works(&server).await;
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let server = stateless().limits(limits).start().await.unwrap();
    let mut one = Connection::to(&server).await;
    let mut other = Connection::to(&server).await;
    assert_eq!((one.send(&get()).await.status, other.send(&get()).await.status), (200, 200));
    let mut waiting = Connection::to(&server).await;
    let early = tokio::time::timeout(Duration::from_millis(100), waiting.send(&get())).await;
    assert!(early.is_err());
    drop(one);
    assert_eq!(waiting.reply().await.unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_of_fifty_megabytes_are_rejected_and_not_kept() {
    let server = strict().await;
    let before = resident_bytes();
    let address = server.address();
    let tasks: Vec<_> = (0..16)
        .map(|number| tokio::spawn(async move {
            let mut connection = Connection::open(address).await;
            let length = 50 << 20;
            let framing = if number % 2 == 0 { format!("content-length: {length}") } else { "transfer-encoding: chunked".to_owned() };
            let head = format!("POST {CALENDARS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t-1\r\ncontent-type: application/json\r\n{framing}\r\n\r\n");
            connection.write(head.as_bytes()).await.unwrap();
            let piece = vec![b'x'; 1 << 20];
            for _ in 0..50 {
                let mut bytes = Vec::new();
                if number % 2 == 1 {
                    bytes.extend_from_slice(b"100000\r\n");
                }
                bytes.extend_from_slice(&piece);
                if number % 2 == 1 {
                    bytes.extend_from_slice(b"\r\n");
                }
                // The server may have closed the connection.
                if connection.write(&bytes).await.is_err() {
                    break;
                }
            }
            let _ = connection.write(b"0\r\n\r\n").await;
            connection.reply().await.map(|reply| reply.status)
        }))
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), Some(413));
    }
    let grown = resident_bytes().saturating_sub(before);
    // Other tests share the process, so this is generous: all bodies together are 800 MB.
    assert!(grown < 400 << 20, "{} MB", grown >> 20);
    assert_works(&server).await;
}

#[tokio::test]
async fn a_client_that_expects_continue_gets_a_response_before_the_body() {
    let server = strict().await;
    let mut connection = Connection::to(&server).await;
    let head =
        format!("POST {CALENDARS} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 99999999\r\n\r\n");
    connection.write(head.as_bytes()).await.unwrap();
    assert_eq!(connection.reply().await.unwrap().status, 413);
}

#[tokio::test]
async fn endless_headers_are_cut_off() {
    let server = strict().await;
    for piece in ["x: y\r\n".to_owned(), format!("x-{}: y\r\n", "z".repeat(1000)), "x".repeat(5000)] {
        let mut connection = Connection::to(&server).await;
        let mut written = format!("GET {CALENDARS} HTTP/1.1\r\nhost: x\r\n").into_bytes();
        let mut sent = 0;
        while connection.write(&written).await.is_ok() {
            sent += written.len();
            assert!(sent < 64 << 20, "still reading");
            written = piece.repeat(20).into_bytes();
            tokio::task::yield_now().await;
        }
        if let Some(reply) = connection.reply().await {
            assert!([400, 431].contains(&reply.status), "{}", reply.status);
        }
    }
    let mut connection = Connection::to(&server).await;
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(100_000));
    let _ = connection.write(long.as_bytes()).await;
    assert!(connection.reply().await.is_none_or(|reply| [414, 431, 400].contains(&reply.status)));
    assert_works(&server).await;
}

#[tokio::test]
async fn slow_clients_are_disconnected() {
    let patience = Duration::from_millis(200);
    let limits =
        Limits { header_timeout: patience, body_timeout: patience, write_timeout: patience, ..Limits::default() };
    let server = stateless().limits(limits).start().await.unwrap();
    let mut silent = Connection::to(&server).await;
    let mut slow_head = Connection::to(&server).await;
    slow_head.write(b"GET / HT").await.unwrap();
    let mut slow_body = Connection::to(&server).await;
    let head = format!("POST {CALENDARS} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n{{");
    slow_body.write(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    assert_eq!(slow_body.reply().await.unwrap().status, 408);
    silent.rest().await;
    slow_head.rest().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_works(&server).await;
}

#[tokio::test]
async fn a_client_that_never_reads_is_disconnected() {
    let patience = Duration::from_millis(200);
    let server = stateless().limits(Limits { write_timeout: patience, ..Limits::default() }).start().await.unwrap();
    server.respond("calendar.list", json!({ "calendar_list": ["x".repeat(4 << 20)] })).unwrap();
    let mut connection = Connection::to(&server).await;
    let request = format!("GET {CALENDARS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t-1\r\n\r\n").repeat(20);
    connection.write(request.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let received = connection.rest().await.len();
    assert!(received < 80 << 20, "the rest was not sent");
}

#[tokio::test]
async fn invalid_http_or_text_is_rejected() {
    let server = strict().await;
    let cases: [&[u8]; 14] = [
        b"\xff\xfe\xfd\r\n\r\n",
        b"GET /\xff\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /open-apis/calendar/v4/calendars?\xff=\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /open-apis/calendar/v4/calendars HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \xff\xff\r\n\r\n",
        b"GET /open-apis/calendar/v4/calendars HTTP/1.1\r\nhost: x\r\nx-mock-fault: \xff\xff\r\n\r\n",
        b"POST /open-apis/calendar/v4/calendars/x/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t-1\r\nLocale: \xff\xff\r\ncontent-length: 0\r\n\r\n",
        b"POST /open-apis/calendar/v4/calendars HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t-1\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n\"\xff\xff\"",
        b"GET / HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
        b"GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzzzz\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET http://example.com/open-apis HTTP/1.1\r\nhost: x\r\n\r\n",
        b"POST /__mock/faults HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n\xff\xff",
    ];
    for case in cases {
        let mut connection = Connection::to(&server).await;
        connection.write(case).await.unwrap();
        if let Some(reply) = connection.reply().await {
            assert!((400..500).contains(&reply.status), "{}: {}", String::from_utf8_lossy(case), reply.status);
        }
    }
    assert_works(&server).await;
}

#[tokio::test]
async fn deep_and_wide_json_is_rejected() {
    let server = strict().await;
    let deep = "{\"scope\":".repeat(5000) + "1" + &"}".repeat(5000);
    let wide: serde_json::Map<_, _> = (0..5000).map(|number| (format!("k{number}"), json!([{}]))).collect();
    let wide = serde_json::Value::Object(wide).to_string();
    let same = format!("{{{}\"x\":1}}", "\"k\":1,".repeat(100_000));
    for body in [deep, wide, same, "[".repeat(1 << 20), "\"".to_owned() + &"\\u0000".repeat(10_000) + "\""] {
        let request = Sent::new("POST", CALENDARS).token("t-1").text("application/json", &body);
        let reply = Connection::to(&server).await.send(&request).await;
        assert_eq!(reply.status, 400);
        assert!(reply.body.len() < 100_000, "{}", reply.body.len());
    }
    assert_works(&server).await;
}

/// Requests that are damaged at random get a response or a closed connection.
#[tokio::test]
async fn damaged_requests_do_no_harm() {
    let server = strict().await;
    let body =
        json!({ "summary": "x", "start_time": { "timestamp": "1" }, "end_time": { "timestamp": "2" } }).to_string();
    let whole = format!(
        "POST {CALENDARS}/c/events?user_id_type=open_id HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t-1\r\n\
         content-type: application/json\r\nlocale: zh_cn\r\nx-mock-fault: delay=0\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut dice = Dice::new(1);
    for _ in 0..1500 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..dice.size(1, 4) {
            let at = dice.size(0, bytes.len() - 1);
            match dice.size(0, 3) {
                0 => bytes[at] = u8::try_from(dice.size(0, 255)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, *dice.choose(b"\r\n\0%\"{[&?=;:\xff/")),
                _ => bytes.truncate(at.max(1)),
            }
        }
        let mut connection = Connection::to(&server).await;
        connection.write(&bytes).await.unwrap();
        connection.finish().await;
        if let Some(reply) = connection.reply().await {
            assert!(reply.status < 500, "{}: {}", String::from_utf8_lossy(&bytes), reply.status);
        }
    }
    assert_works(&server).await;
}

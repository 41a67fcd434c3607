//! Starting and stopping, and the spec that is served.

use std::path::{Path, PathBuf};
use std::time::Duration;

use calendar_generated::BaseUrl;
use calendar_generated::mock::StartError;
use tokio::net::TcpStream;

use crate::support::http::send;
use crate::support::{Connection, Sent, stateless, strict};

const SPEC: &str = "\
spec: notes
doc: Notes.
include: [note.yaml]
";
const NOTE: &str = "\
resource: note
doc: A note.
endpoints:
  get:
    doc: Query a note.
    page: { path: /note/get, updated: 2024-01-01 }
    http: GET /notes/:note_id
    tokens: [tenant]
    apps: [custom]
    path: { note_id: { type: string, length: 3, doc: The note., example: abc } }
    response: { fields: { text: { type: string, doc: The text., example: Hello } } }
    errors: []
";

fn directory(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    for (name, text) in files {
        std::fs::write(directory.join(name), text).unwrap();
    }
    directory
}

#[tokio::test]
async fn a_spec_of_the_user_is_served() {
    let directory = directory("own-spec", &[("spec.yaml", SPEC), ("note.yaml", NOTE)]);
    let server = stateless().spec_dir(directory).start().await.unwrap();
    assert_eq!(server.endpoint_count(), 1);
    let reply = send(&server, &Sent::new("GET", "/notes/abc").token("t-1")).await;
    assert_eq!(reply.json()["data"]["text"], "Hello");
    let reply = send(&server, &Sent::new("GET", "/notes/ab").token("t-1")).await;
    assert_eq!((reply.status, reply.code()), (400, 99_992_402), "the platform's own code");
    assert_eq!(reply.json()["msg"], "field validation failed");
    assert_eq!(send(&server, &Sent::new("GET", "/open-apis/calendar/v4/calendars").token("t-1")).await.status, 404);
}

#[tokio::test]
async fn a_spec_with_findings_is_rejected_with_the_findings() {
    let broken = NOTE.replace("tokens: [tenant]", "tokens: [tenant, robot]").replace("length: 3", "lenght: 3");
    let directory = directory("broken-spec", &[("spec.yaml", SPEC), ("note.yaml", &broken)]);
    let error = stateless().spec_dir(directory).start().await.unwrap_err();
    let StartError::Spec { findings, .. } = &error else { panic!("{error}") };
    assert!(findings.contains("robot") && findings.contains("lenght") && findings.contains("note.yaml:"), "{findings}");
    let error = stateless().spec_dir("/no/such/place").start().await.unwrap_err().to_string();
    assert!(error.contains("no such directory"), "{error}");
}

#[tokio::test]
async fn it_listens_on_loopback_and_a_port_of_its_own() {
    let (one, other) = (strict().await, strict().await);
    assert!(one.address().ip().is_loopback() && one.address().port() != other.address().port());
    assert_eq!(one.url(), format!("http://{}", one.address()));
    assert_eq!(BaseUrl::from(&one), BaseUrl::parse(one.url()).unwrap());
    assert_eq!(one.endpoint_count(), 61);
    let taken = stateless().port(one.address().port()).start().await.unwrap_err();
    assert!(matches!(taken, StartError::Listen { .. }));
    assert!(taken.to_string().contains(&one.address().to_string()), "{taken}");
    let everywhere = stateless().host(std::net::Ipv4Addr::UNSPECIFIED).start().await.unwrap();
    assert!(everywhere.url().starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn a_dropped_server_no_longer_listens() {
    let server = strict().await;
    let mut kept = Connection::to(&server).await;
    assert_eq!(kept.send(&Sent::new("GET", "/__mock")).await.status, 200);
    let address = server.address();
    drop(server);
    assert_eq!(kept.rest().await, b"", "kept connections end");
    for _ in 0..100 {
        if TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{address} still responds");
}

#[tokio::test]
async fn running_requests_end_before_a_shutdown() {
    let server = strict().await;
    let mut connection = Connection::to(&server).await;
    let mut idle = Connection::to(&server).await;
    assert_eq!(idle.send(&Sent::new("GET", "/__mock")).await.status, 200);
    let get = Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("t-1").header("x-mock-fault", "delay=200");
    let running = tokio::spawn(async move { connection.send(&get).await.status });
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let start = std::time::Instant::now();
    server.shut_down().await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(4), "idle connections do not hold it up");
    assert_eq!(running.await.unwrap(), 200);
    assert_eq!(idle.rest().await, b"");
}

//! Files: forms, responses that are files, and their site.

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::{BaseUrl, Client, ErrorKind, RetryPolicy, Upload, transport};
use serde_json::json;

use super::api::thing;
use super::api::types::ThingGender;
use super::{client, server};

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
        let request = server.requests().pop().expect("a request");
        // The length of a reader is known at its end.
        let length = (!["r.txt", "e.txt"].contains(&name)).then(|| request.body().len().to_string());
        assert_eq!(request.header("content-length"), length.as_deref(), "{name}");
    }
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.path, "/things/v2/files/a%20b");
}

#[tokio::test]
async fn a_form_is_checked_like_other_requests() {
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
async fn a_call_is_repeated_if_its_files_can_be_read_again() {
    let server = server().await;
    let client = || {
        Client::builder()
            .tenant_token("t-1")
            .base_url(&server)
            .retry(RetryPolicy::default().backoff(std::time::Duration::ZERO, std::time::Duration::ZERO))
    };
    let limited = || server.fault(Fault::code(99_991_400).on("thing.upload")).expect("a fault");
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
fn other_transports_get_the_form_in_memory_and_the_site() {
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
    assert_eq!(stream.content_type().as_deref(), Some("application/octet-stream"));
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
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let small =
        Client::builder().tenant_token("t-1").base_url(&server).max_response_bytes(1000).build().expect("a client");
    assert_eq!(small.send(&get).await.expect_err("too large").kind(), ErrorKind::TooLarge);
    let exact =
        Client::builder().tenant_token("t-1").base_url(&server).max_response_bytes(320_000).build().expect("a client");
    assert_eq!(exact.send(&get).await.expect("a file").bytes().len(), 320_000);
    // A file that arrives in chunks need not fit into the limit for a whole response.
    let mut stream = small.download(&get).await.expect("a file").limit(320_000);
    assert!(stream.chunk().await.expect("a piece").is_some());

    // A failure is JSON and has that content type.
    server.fault(Fault::code(99_991_672).on("thing.download")).expect("a fault");
    assert_eq!(client(&server).download(&get).await.expect_err("no scope").code_number(), Some(99_991_672));
}

#[test]
fn a_json_file_is_a_file_if_a_header_says_so() {
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

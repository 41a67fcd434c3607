//! Certificates, proxies and HTTP clients of the application.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use calendar_generated::mock::{Fault, TokenKind};
use calendar_generated::{BaseUrl, Client, ErrorKind, RetryPolicy, reqwest};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::runtime::{Builder, Runtime};

use crate::support::{Setup, get};

const AUTHORITY: &str = include_str!("../fixtures/tls/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../fixtures/tls/localhost.pem");
const KEY: &[u8] = include_bytes!("../fixtures/tls/localhost.key");

/// A server with a certificate of an unknown authority.
fn serve_tls() -> BaseUrl {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let certificates = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            thread::spawn(move || answer(StreamOwned::new(connection, stream)));
        }
    });
    BaseUrl::parse(&format!("https://localhost:{port}")).unwrap()
}

fn answer(mut stream: StreamOwned<ServerConnection, TcpStream>) -> std::io::Result<()> {
    let mut request = [0; 4096];
    let length = stream.read(&mut request)?;
    assert!(length > 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\nconnection: close\r\n\r\n{\"code\":0,\"data\":{}}")?;
    stream.conn.send_close_notify();
    stream.flush()
}

#[tokio::test]
async fn a_certificate_is_rejected_without_retries_unless_its_authority_is_added() {
    let base_url = serve_tls();
    let client = || Client::builder().tenant_token("t-1").base_url(base_url.clone());
    let error = client().build().unwrap().send(&get()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, Some(1)), "{error}");
    assert!(error.to_string().contains("the certificate of the server was not accepted"), "{error}");
    client().root_certificates(AUTHORITY).build().unwrap().send(&get()).await.unwrap();
}

#[test]
fn invalid_root_certificates_are_rejected() {
    for pem in ["", "no PEM", "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n"] {
        let error = Client::builder().tenant_token("t-1").root_certificates(pem).build().unwrap_err();
        assert!(error.kind() == ErrorKind::Configuration && error.to_string().contains("PEM"), "{error}");
    }
}

#[tokio::test]
async fn calls_go_through_the_proxy_that_the_application_names() {
    let setup = Setup::with(|server| server.allow_host("calendar.invalid")).await;
    let proxy = reqwest::Proxy::all(format!("http://{}", setup.server.address())).unwrap();
    let elsewhere = BaseUrl::parse("http://calendar.invalid").unwrap();
    let client = setup.app().base_url(elsewhere).allow_insecure_http();
    let client = client.http(move |http| http.proxy(proxy.clone()));
    client.build().unwrap().send(&get()).await.unwrap();
    assert_eq!(setup.calls("calendar.get"), 1);
}

#[test]
fn a_call_never_takes_the_connection_of_a_runtime_that_does_not_run() {
    let runtime_of_server = Runtime::new().unwrap();
    let setup = runtime_of_server.block_on(Setup::new());
    let client = setup.app().timeout(Duration::from_secs(3)).retry(RetryPolicy::none()).build().unwrap();
    let runtimes = [(); 3].map(|()| Builder::new_current_thread().enable_all().build().unwrap());
    for runtime in runtimes.iter().chain(&runtimes) {
        runtime.block_on(client.send(&get())).unwrap();
    }
}

const SERVER: &str = "CALENDAR_TESTS_SERVER";

/// The environment belongs to the whole process, so another process makes the calls.
#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_of_the_environment_is_used_except_to_this_machine() {
    let server = |hosts: &'static [&'static str]| {
        Setup::with(|server| {
            hosts.iter().fold(server.token("t-1", TokenKind::Tenant), |server, host| server.allow_host(*host))
        })
    };
    let (direct, proxy) = (server(&[]).await, server(&["calendar.invalid"]).await);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "http::calls_this_machine_and_another"]).env(SERVER, direct.server.url());
    for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY"] {
        command.env(name, proxy.server.url());
    }
    let output = command.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!((direct.calls("calendar.get"), proxy.calls("calendar.get")), (1, 1));
}

#[tokio::test]
#[ignore = "it is a process of another test"]
async fn calls_this_machine_and_another() {
    let here = std::env::var(SERVER).expect("only another test runs this");
    for base_url in [&here, "http://calendar.invalid"] {
        let client = Client::builder().tenant_token("t-1").base_url(base_url).allow_insecure_http();
        client.retry(RetryPolicy::none()).build().unwrap().send(&get()).await.unwrap();
    }
}

#[tokio::test]
async fn an_http_client_of_the_application_is_used_with_tokens_and_retries() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let setup = Setup::new().await;
    let own = reqwest::Client::builder().user_agent("own/1.0").no_proxy().build().unwrap();
    let client = setup.app().http_client(own).timeout(Duration::from_millis(300)).build().unwrap();
    setup.server.fault(Fault::status(503).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap();
    let requests = setup.requests("calendar.get");
    assert_eq!((requests.len(), requests[0].header("user-agent")), (2, Some("own/1.0")));
    // The timeout of the builder holds, since that client has none.
    setup.server.fault(Fault::delay(Duration::from_secs(20)).on("calendar.get").always()).unwrap();
    assert_eq!(client.send(&get()).await.unwrap_err().kind(), ErrorKind::Timeout);
}

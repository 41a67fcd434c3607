//! Settings that a client rejects, and its `Debug` output. Calls over HTTP are tested in the package `tests`.

use std::time::Duration;

use super::*;
use crate::ErrorKind;

const TOKEN: &str = "u-7f1bcd13fc57d46bac21793a18e560";

fn at(base_url: &str) -> Result<Client<User>, Error> {
    Client::builder().user_token(TOKEN).base_url(BaseUrl::parse(base_url)?).build()
}

#[test]
fn neither_a_client_nor_its_builder_shows_the_token() -> Result<(), Error> {
    let builder = Client::builder().tenant_token(TOKEN).base_url(BaseUrl::parse("http://127.0.0.1:1")?);
    assert!(!format!("{builder:#?}").contains(TOKEN));
    let client = builder.build()?;
    for shown in
        [format!("{client:?}"), format!("{:?}", client.clone()), format!("{:?}", client.with_user_token(TOKEN)?)]
    {
        assert!(shown.contains("127.0.0.1:1") && !shown.contains(TOKEN), "{shown}");
    }
    let call = client.send(&crate::calendar::List::builder().build()?);
    assert_eq!(format!("{call:?}"), "ResponseFuture { .. }");
    Ok(())
}

#[test]
fn tokens_that_no_header_can_carry_are_rejected_without_showing_them() -> Result<(), Error> {
    let client = at("http://localhost:1")?;
    for token in ["", "u-secret\n", "u-sécret"] {
        let refused = [
            Client::builder().user_token(token).build().err(),
            Client::builder().tenant_token(token).build().err(),
            client.with_user_token(token).err(),
            client.with_tenant_token(token).err(),
        ];
        for error in refused {
            let error = error.expect("refused");
            assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
            assert!(!format!("{error} {error:?}").contains("cret"), "{error:?}");
        }
    }
    Ok(())
}

#[test]
fn plain_http_works_for_this_machine_only_unless_allowed() -> Result<(), Error> {
    for url in ["http://localhost:1", "http://127.0.0.1", "http://[::1]:1"] {
        at(url)?;
    }
    let error = at("http://gateway.example").expect_err("plain");
    assert!(error.kind() == ErrorKind::Configuration && error.to_string().contains("allow_insecure_http"), "{error}");
    Client::builder()
        .user_token(TOKEN)
        .base_url(BaseUrl::parse("http://gateway.example")?)
        .allow_insecure_http()
        .build()?;
    Ok(())
}

#[test]
fn a_user_agent_that_no_header_can_carry_is_rejected() {
    let error = Client::builder().user_token(TOKEN).user_agent("a\nb").build().expect_err("a line break");
    assert!(error.to_string().contains("user agent"), "{error}");
}

#[test]
fn an_application_needs_an_id_and_a_secret() {
    for (id, secret) in [("", "baBqE5um9LbFGDy3"), ("cli_x", ""), ("", "")] {
        let builder = Client::builder();
        let error = builder.app(id, secret).build().expect_err("one is empty");
        assert!(error.kind() == ErrorKind::Configuration && error.to_string().contains("app secret"), "{error}");
    }
}

#[test]
fn no_crypto_provider_is_installed_for_the_process() -> Result<(), Error> {
    at("http://localhost:1")?;
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    Ok(())
}

#[test]
fn a_url_that_is_built_from_parts_equals_the_parsed_one() -> Result<(), Box<dyn std::error::Error>> {
    for base_url in ["http://localhost:8080/feishu", "http://localhost", "http://localhost:8080/a/b"] {
        let client = at(base_url)?;
        for rest in ["", "/", "/a%2Fb?name=n%20m&x=", "/it's?x='a'&y=?", "//other.example/x?"] {
            let text = format!("{}{rest}", client.base_url().as_str());
            assert_eq!(client.core.url(&text), reqwest::Url::parse(&text)?, "{text}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_closed_port_is_a_connection_error() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let client = at(&format!("http://127.0.0.1:{port}"))?;
    let url = format!("http://127.0.0.1:{port}/secret-path").parse()?;
    let pool = client.core.pools.of(&tokio::runtime::Handle::current())?;
    let answer = client.core.start(&pool, reqwest::Request::new(http::Method::POST, url), Duration::from_secs(5));
    let encoded = crate::transport::encoded(&crate::calendar::List::builder().build()?, client.base_url())?;
    let call = Call::new(<crate::calendar::List as Endpoint>::META, encoded)?;
    let error = client.core.receive(&call, None, answer).await.expect_err("nobody listens");
    assert!(error.kind() == ErrorKind::Connect, "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret-path"), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn a_download_that_is_not_received_in_chunks_is_one() -> Result<(), Error> {
    let whole = |limit| DownloadStream::whole(http::Response::new(b"content".to_vec()), limit);
    let mut stream = whole(7);
    assert_eq!(stream.content_length(), Some(7));
    assert_eq!(stream.chunk().await?.as_deref(), Some(&b"content"[..]));
    assert_eq!(format!("{stream:?}"), "DownloadStream { received: 7, .. }");
    assert_eq!((stream.chunk().await?, stream.chunk().await?), (None, None));
    let error = whole(6).chunk().await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    Ok(())
}

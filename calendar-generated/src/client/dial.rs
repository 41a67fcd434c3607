//! [`Dialer`]: opens long connections for a client: the call that returns the URL, and the upgrade to WebSocket.
//!
//! Both use the HTTP client, so TLS, proxies, time limits and the user agent are the same. The codes are
//! known from the vendor's SDKs; no page lists them.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::header::{CONNECTION, HeaderName, UPGRADE};
use http::{HeaderMap, StatusCode};
use reqwest::{Upgraded, Url};
use tokio::runtime::Handle;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::Client;
use super::app::App;
use super::call::Call;
use super::clock::Sleep;
use super::core::Core;
use super::failure::failed;
use crate::endpoint::EndpointMeta;
use crate::error::{ApiFailure, Kind, Stage};
use crate::transport::{json, log_id, text, unreadable};
use crate::{CodeInfo, Error, Retry};

const KEY: HeaderName = HeaderName::from_static("sec-websocket-key");
const VERSION: HeaderName = HeaderName::from_static("sec-websocket-version");
const ACCEPT: HeaderName = HeaderName::from_static("sec-websocket-accept");

/// The reasons for a rejected handshake; the code 514 comes with a more specific one.
const STATUS: HeaderName = HeaderName::from_static("handshake-status");
const MESSAGE: HeaderName = HeaderName::from_static("handshake-msg");
const AUTH_CODE: HeaderName = HeaderName::from_static("handshake-autherrcode");

static ENDPOINT: EndpointMeta = EndpointMeta {
    is_repeatable: true,
    ..EndpointMeta::platform("websocket.endpoint", "/callback/ws/endpoint", CODES)
};

static CODES: &[CodeInfo] = &[
    CodeInfo { retry: Retry::Backoff, ..CodeInfo::never(1, "system busy", "") },
    CodeInfo::never(403, "forbidden", "Check in the developer console that the application is enabled and published."),
    CodeInfo::never(514, "auth failed", "Copy the app ID and the app secret from the developer console again."),
    CodeInfo { retry: Retry::Backoff, ..CodeInfo::never(1_000_040_343, "internal error", "") },
    // Not in the SDKs; the service has been observed to send it with the message of code 1.
    CodeInfo { retry: Retry::Backoff, ..CodeInfo::never(1_000_040_345, "system busy", "") },
    CodeInfo::never(
        1_000_040_350,
        "the number of connections exceeded the limit",
        "Close long connections of this application in other processes; there may be 50 at most.",
    ),
];

/// Opens the long connections of one client.
#[derive(Clone)]
pub(crate) struct Dialer(Arc<Core>);

/// The URL to connect to, and the settings of the connection as JSON. The URL has a ticket and must not be logged.
pub(crate) struct Endpoint {
    url: Url,
    pub(crate) client_config: String,
}

impl Endpoint {
    /// The number that the platform expects in pings.
    pub(crate) fn service_id(&self) -> i32 {
        let mut query = self.url.query_pairs();
        query.find(|(name, _)| name == "service_id").and_then(|(_, value)| value.parse().ok()).unwrap_or_default()
    }

    /// Identifies the connection to the vendor's support.
    pub(crate) fn device_id(&self) -> String {
        let mut query = self.url.query_pairs();
        query.find(|(name, _)| name == "device_id").map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

impl<K> Client<K> {
    pub(crate) fn dialer(&self) -> Dialer {
        Dialer(Arc::clone(&self.core))
    }
}

impl Dialer {
    /// Asks the platform where to connect.
    pub(crate) async fn endpoint(&self) -> Result<Endpoint, Error> {
        let call = self.call()?;
        let answer = self.0.run(&call, None).await?;
        let body = text(answer.body());
        let read = |json| json::pick(json, &["URL", "ClientConfig"]);
        let [data] = json::pick(&body, &["data"]).map_err(|source| not_an_endpoint(&answer, source))?;
        let [url, config] =
            read(data.map_or("{}", |data| data.get())).map_err(|source| not_an_endpoint(&answer, source))?;
        let is_secure = self.0.base_url.as_str().starts_with("https:");
        let url = json::text(url).and_then(|url| http_url(&url, is_secure));
        let missing = || serde::de::Error::custom("there is no `URL` that starts with `wss:`");
        let url = url.ok_or_else(|| not_an_endpoint(&answer, missing()))?;
        Ok(Endpoint { url, client_config: config.map_or("{}", |config| config.get()).to_owned() })
    }

    fn call(&self) -> Result<Call, Error> {
        let missing = || Error::configuration("the client has no app ID and app secret; create it with them");
        let App { id, secret } = self.0.app.as_ref().ok_or_else(missing)?;
        let body = serde_json::json!({ "AppID": id.as_str(), "AppSecret": secret.expose() }).to_string();
        let url = [self.0.base_url.as_str(), ENDPOINT.path].concat();
        let (headers, secrets) = (HeaderMap::new(), vec![secret.clone()]);
        Ok(Call { secrets, ..Call::json(&ENDPOINT, url, headers, body.into_bytes()) })
    }

    /// Connects and upgrades the connection.
    pub(crate) async fn connect(&self, endpoint: &Endpoint) -> Result<Upgraded, Error> {
        let key = generate_key();
        let http = self.0.pools.of(&Handle::current())?;
        let request = http.get(endpoint.url.clone());
        let request = request.header(CONNECTION, "Upgrade").header(UPGRADE, "websocket");
        let request = request.header(VERSION, "13").header(KEY, &key);
        let answer = request.send().await.map_err(failed)?;
        if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            return Err(refused(answer.status(), answer.headers()).of("websocket.handshake"));
        }
        let accept = answer.headers().get(ACCEPT);
        if accept.is_none_or(|accept| accept != derive_accept_key(key.as_bytes()).as_str()) {
            return Err(lost("the response to the handshake is not that of a WebSocket server"));
        }
        answer.upgrade().await.map_err(failed)
    }

    pub(crate) fn instant(&self) -> Instant {
        self.0.clock.instant()
    }

    pub(crate) fn system_time(&self) -> SystemTime {
        self.0.clock.now()
    }

    pub(crate) fn sleep(&self, pause: Duration) -> Sleep {
        self.0.clock.sleep(pause)
    }
}

/// The error for a malformed response. The response is not shown, since it may contain a ticket.
fn not_an_endpoint(answer: &http::Response<Vec<u8>>, source: serde_json::Error) -> Error {
    unreadable(answer.status(), answer.headers(), "", source).of(ENDPOINT.name)
}

/// The URL of the upgrade, which is an HTTP request. Frames have no checksum, so a call over TLS
/// must not lead to a connection without it.
fn http_url(url: &str, is_secure: bool) -> Option<Url> {
    let mut url = Url::parse(url).ok()?;
    let scheme = match url.scheme() {
        "wss" => "https",
        "ws" if !is_secure => "http",
        _ => return None,
    };
    url.set_scheme(scheme).ok()?;
    Some(url)
}

/// The error in the headers of the response. Without a code it comes from a gateway.
fn refused(status: StatusCode, headers: &HeaderMap) -> Error {
    let number = |name| headers.get(name)?.to_str().ok()?.parse().ok();
    let number = match number(STATUS) {
        Some(514) => number(AUTH_CODE).filter(|code| find(*code).is_some()).unwrap_or(514),
        Some(number) => number,
        None => return lost(format!("the response to the handshake is HTTP {}", status.as_u16())),
    };
    let message = headers.get(MESSAGE).map(|message| String::from_utf8_lossy(message.as_bytes()).into());
    Error::new(Kind::Api(ApiFailure {
        status,
        number,
        message: message.unwrap_or_default(),
        info: find(number),
        log_id: log_id(headers),
        troubleshooter: None,
        violations: Vec::new(),
        permission_violations: Vec::new(),
        details: Vec::new(),
        object: None,
        retry_after: None,
    }))
}

fn find(number: i64) -> Option<&'static CodeInfo> {
    CODES.iter().find(|code| code.number == number)
}

fn lost(message: impl Into<String>) -> Error {
    Error::new(Kind::Transport { stage: Stage::Exchange, source: message.into().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend() {
        assert!(CODES.is_sorted_by_key(|code| code.number));
    }

    #[test]
    fn the_url_has_the_numbers_of_the_service_and_of_the_connection() -> Result<(), Box<dyn std::error::Error>> {
        let endpoint =
            |url: &str| Ok::<_, url::ParseError>(Endpoint { url: url.parse()?, client_config: String::new() });
        let named = endpoint("https://x.example/ws?device_id=7%2B1&service_id=5&ticket=x")?;
        assert_eq!((named.device_id().as_str(), named.service_id()), ("7+1", 5));
        let bare = endpoint("https://x.example/ws")?;
        assert_eq!((bare.device_id().as_str(), bare.service_id()), ("", 0));
        Ok(())
    }

    #[test]
    fn only_urls_of_websockets_are_used() {
        let scheme = |url, is_secure| http_url(url, is_secure).map(|url| url.scheme().to_owned());
        for is_secure in [false, true] {
            assert_eq!(scheme("wss://x.example/ws?device_id=1", is_secure).as_deref(), Some("https"));
            for url in ["", "https://x.example", "file:///etc/passwd", "x.example"] {
                assert_eq!(scheme(url, is_secure), None, "{url}");
            }
        }
        assert_eq!(scheme("ws://127.0.0.1:1/", false).as_deref(), Some("http"));
        assert_eq!(scheme("ws://127.0.0.1:1/", true), None, "no step down from TLS");
    }
}

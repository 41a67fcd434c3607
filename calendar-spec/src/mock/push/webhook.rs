//! [`Webhook`]: the subscribed URL, and its keys.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use http::Uri;

/// A URL of this machine to which the server sends notifications, as the platform does to the request URL of an
/// application.
///
/// ```
/// use calendar_spec::mock::Webhook;
///
/// # fn main() -> Result<(), calendar_spec::mock::InvalidWebhook> {
/// let webhook = Webhook::to("http://127.0.0.1:8080/lark")?.verification_token("v").encrypt_key("k");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "hand it to `MockServer::subscribe`, or to the builder"]
pub struct Webhook {
    pub(in crate::mock) addresses: Vec<SocketAddr>,
    /// Host and port of the URL.
    pub(in crate::mock) authority: String,
    pub(in crate::mock) path: String,
    pub(in crate::mock) token: String,
    pub(in crate::mock) key: Option<String>,
}

impl Webhook {
    /// Notifications go to this URL: plain `http`, and only to this machine, that is `localhost`, `127.…` or `[::1]`.
    pub fn to(url: &str) -> Result<Self, InvalidWebhook> {
        let wrong = |why: &str| InvalidWebhook { message: format!("`{}` {why}", super::super::check::shorten(url)) };
        let uri: Uri = url.parse().map_err(|_| wrong("is not a URL"))?;
        if uri.scheme_str() != Some("http") {
            return Err(wrong("is not an `http` URL; the mock server sends nothing in the clear beyond this machine"));
        }
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let hosts =
            loopback(host).ok_or_else(|| wrong("is not a URL of this machine; use `127.0.0.1` or `localhost`"))?;
        let port = uri.port_u16().unwrap_or(80);
        Ok(Self {
            addresses: hosts.into_iter().map(|host| SocketAddr::new(host, port)).collect(),
            authority: uri.authority().map(ToString::to_string).unwrap_or_default(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            token: String::new(),
            key: None,
        })
    }

    /// The verification token that each notification carries.
    pub fn verification_token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// The Encrypt Key. With it, notifications are encrypted and signed.
    pub fn encrypt_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// The addresses of this machine that a host name means.
fn loopback(host: &str) -> Option<Vec<IpAddr>> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
    }
    let address: IpAddr = host.parse().ok()?;
    address.is_loopback().then(|| vec![address])
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("authority", &self.authority)
            .field("path", &self.path)
            .field("has_encrypt_key", &self.key.is_some())
            .finish_non_exhaustive()
    }
}

/// Why notifications cannot be sent to a URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidWebhook {
    message: String,
}

impl InvalidWebhook {
    pub(in crate::mock) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_urls_of_this_machine_are_taken() {
        for url in ["http://127.0.0.1:8080/lark", "http://localhost/a?b=c", "http://[::1]:1", "http://127.1.2.3:9/"] {
            assert!(Webhook::to(url).is_ok(), "{url}");
        }
        for (url, words) in [
            ("", "is not a URL"),
            ("/lark", "is not an `http` URL"),
            ("https://127.0.0.1/", "is not an `http` URL"),
            ("http://example.com/", "not a URL of this machine"),
            ("http://192.168.0.1/", "not a URL of this machine"),
            ("http://localhost.example.com/", "not a URL of this machine"),
            ("http://[::ffff:10.0.0.1]/", "not a URL of this machine"),
        ] {
            let error = Webhook::to(url).map(|_| ()).expect_err(url).to_string();
            assert!(error.contains(words), "{url}: {error}");
        }
    }
}

//! [`BaseUrl`]: the vendor's site, or another server, that calls are sent to.
//!
//! Most applications use one of the sites. Parsing another URL is inline, so that it is compiled only where it is used.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;

use crate::Error;
use crate::text::{OneLine, is_all};

/// Scheme, host, port and an optional path before that of the endpoint; without a trailing slash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: Cow<'static, str>,
    is_plain: bool,
    is_loopback: bool,
}

impl BaseUrl {
    /// Feishu, the site for mainland China: `https://open.feishu.cn`.
    pub const FEISHU: Self = Self::site("https://open.feishu.cn");

    /// Lark, the international site: `https://open.larksuite.com`.
    pub const LARK: Self = Self::site("https://open.larksuite.com");

    const fn site(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), is_plain: false, is_loopback: false }
    }

    /// The URL of a server of this machine, over plain HTTP.
    #[cfg(feature = "mock")]
    pub(crate) fn of_server(url: &str, is_loopback: bool) -> Self {
        Self { text: url.to_owned().into(), is_plain: true, is_loopback }
    }

    /// Parses an `http` or `https` URL. It may have a port and a path, as gateways need; user, query and fragment are
    /// errors.
    ///
    /// ```
    /// use calendar_generated::BaseUrl;
    /// assert_eq!(BaseUrl::parse("https://gateway.example.com:8443/feishu/")?.as_str(), "https://gateway.example.com:8443/feishu");
    /// assert!(BaseUrl::parse("open.feishu.cn").is_err());
    /// # Ok::<(), calendar_generated::Error>(())
    /// ```
    #[inline]
    pub fn parse(text: &str) -> Result<Self, Error> {
        read(text).map_err(|why| Error::configuration(format!("the base URL `{}` {why}", OneLine(text))))
    }

    /// Returns the URL as a string, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, server and port: everything before the path.
    #[cfg(feature = "client")]
    pub(crate) fn origin(&self) -> &str {
        let path = self.text.match_indices('/').nth(2);
        path.map_or(&*self.text, |(start, _)| &self.text[..start])
    }

    /// Returns the name or address of the server, with its port if the URL has one.
    #[cfg(feature = "client")]
    pub(crate) fn authority(&self) -> &str {
        self.text.split('/').nth(2).unwrap_or(&self.text)
    }

    /// Whether it is plain `http`, which anyone on the network can read, tokens included.
    pub fn is_plain_http(&self) -> bool {
        self.is_plain
    }

    /// Whether it is this machine: `localhost` or a loopback address.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }
}

#[inline]
fn read(text: &str) -> Result<BaseUrl, &'static str> {
    if text.contains('#') {
        return Err("has a fragment; leave out the `#` and what follows");
    }
    let uri: Uri = text.parse().map_err(|_| "is not a URL; expected one such as `https://open.feishu.cn`")?;
    let is_plain = match uri.scheme_str() {
        Some("https") => false,
        Some("http") => true,
        _ => return Err("does not start with `https://` or `http://`"),
    };
    let authority = uri.authority().ok_or("names no host")?;
    if authority.as_str().contains('@') {
        return Err("contains a user name; remove the `@` and everything before it");
    }
    if uri.query().is_some() {
        return Err("has a query; leave out the `?` and what follows");
    }
    check_port(authority)?;
    let path = uri.path().trim_end_matches('/');
    check_path(path)?;
    let scheme = if is_plain { "http" } else { "https" };
    let is_loopback = is_loopback(authority.host());
    Ok(BaseUrl { text: format!("{scheme}://{authority}{path}").into(), is_plain, is_loopback })
}

#[inline]
fn check_port(authority: &http::uri::Authority) -> Result<(), &'static str> {
    let after_host = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if authority.host().is_empty() {
        return Err("names no host");
    }
    if !after_host.is_empty() && authority.port_u16().is_none() {
        return Err("has a port that is not a number from 0 to 65535");
    }
    Ok(())
}

/// Each segment is literal: nothing is encoded, and URL parsers resolve nothing.
#[inline]
fn check_path(path: &str) -> Result<(), &'static str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let is_segment = |part: &str| !matches!(part, "" | "." | "..") && is_all(part, is_plain);
    if path.strip_prefix('/').is_none_or(|path| path.split('/').all(is_segment)) {
        Ok(())
    } else {
        Err("has a path whose parts are not all made of letters, digits and `-._~`")
    }
}

#[inline]
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// What a client takes as its base URL: a [`BaseUrl`], a string, or a mock server. A string that is not a base URL fails
/// `build()` of the client.
pub trait IntoBaseUrl {
    /// The base URL, or why it is none.
    fn into_base_url(self) -> Result<BaseUrl, Error>;
}

impl IntoBaseUrl for BaseUrl {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        Ok(self)
    }
}

impl IntoBaseUrl for &BaseUrl {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        Ok(self.clone())
    }
}

impl IntoBaseUrl for &str {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        BaseUrl::parse(self)
    }
}

impl IntoBaseUrl for String {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        BaseUrl::parse(&self)
    }
}

impl IntoBaseUrl for &String {
    fn into_base_url(self) -> Result<BaseUrl, Error> {
        BaseUrl::parse(self)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BaseUrl").field(&self.text).finish()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sites_are_what_parsing_them_gives() -> Result<(), Error> {
        for site in [BaseUrl::FEISHU, BaseUrl::LARK] {
            assert_eq!(BaseUrl::parse(site.as_str())?, site);
        }
        Ok(())
    }

    #[test]
    fn a_slash_at_the_end_makes_no_difference() -> Result<(), Error> {
        for text in ["https://x.example/a/b", "https://x.example/a/b/", "HTTPS://x.example/a/b//"] {
            assert_eq!(BaseUrl::parse(text)?.as_str(), "https://x.example/a/b");
        }
        assert_eq!(BaseUrl::parse("http://x.example:80/")?.as_str(), "http://x.example:80");
        Ok(())
    }

    #[test]
    fn only_this_machine_is_loopback() -> Result<(), Error> {
        for text in
            ["http://localhost", "http://LOCALHOST:8080", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:80"]
        {
            let base = BaseUrl::parse(text)?;
            assert!(base.is_loopback() && base.is_plain_http(), "{text}");
        }
        for text in [
            "http://localhost.example",
            "http://128.0.0.1",
            "http://127.0.0.1.example",
            "http://[::2]",
            "http://0.0.0.0",
        ] {
            assert!(!BaseUrl::parse(text)?.is_loopback(), "{text}");
        }
        Ok(())
    }

    #[test]
    fn an_invalid_base_url_is_rejected_with_the_reason() {
        let cases = [
            ("", "is not a URL"),
            ("open.feishu.cn", "does not start with"),
            ("/open-apis", "does not start with"),
            ("ftp://open.feishu.cn", "does not start with"),
            ("https://", "is not a URL"),
            ("https://user:pass@open.feishu.cn", "contains a user name"),
            ("https://open.feishu.cn?x=1", "has a query"),
            ("https://open.feishu.cn#x", "has a fragment"),
            ("https://open.feishu.cn/a/../b", "has a path"),
            ("https://open.feishu.cn/%2e%2e/b", "has a path"),
            ("https://open.feishu.cn//a", "has a path"),
            ("https://open.feishu.cn:99999", "has a port"),
            ("https://open.feishu.cn:", "has a port"),
            ("https://open feishu.cn", "is not a URL"),
        ];
        for (text, reason) in cases {
            let message = BaseUrl::parse(text).expect_err(text).to_string();
            assert!(message.contains(reason), "{text}: {message}");
        }
    }
}

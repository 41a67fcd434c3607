//! Rejects requests that a web page may have sent: pages that a developer visits can reach this machine, too.
//!
//! A page of another site is recognized by the header `Origin`, or, if its own name was pointed at this machine, by
//! `Host`. Names without a dot belong to this machine or to a container network.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;

/// Checks `Host` and `Origin`; an error says what to do. `allowed` are host names besides those of this machine.
pub(super) fn check(head: &Parts, allowed: &[String]) -> Result<(), String> {
    let header = |name| head.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = head.uri.authority().map(Authority::as_str).or_else(|| header(HOST));
    if let Some(host) = host.filter(|host| !is_local(host, allowed)) {
        let host = super::check::shorten(host);
        return Err(format!("the host `{host}` is not allowed; call the server by its address, or allow this name"));
    }
    let is_own = |origin: &str| {
        let site = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        site.is_some() && site == host
    };
    match header(ORIGIN).filter(|origin| !is_own(origin)) {
        Some(origin) => {
            let origin = super::check::shorten(origin);
            Err(format!("requests of web pages from `{origin}` are not allowed; this server is for programs"))
        }
        None => Ok(()),
    }
}

fn is_local(host: &str, allowed: &[String]) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let is_address = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    let is_listed = || allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(&name));
    is_address || !name.contains('.') || name.ends_with(".localhost") || is_listed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(host: &str, origin: Option<&str>) -> bool {
        let mut request = http::Request::get("/__mock").header(HOST, host);
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        check(&head, &["mock.example.com".to_owned()]).is_ok()
    }

    #[test]
    fn names_of_other_sites_are_rejected() {
        for host in ["127.0.0.1:4010", "[::1]:4010", "localhost", "a.localhost:1", "mock:4010", "MOCK.example.com", ""]
        {
            assert_eq!(is_allowed(host, None), !host.is_empty(), "{host}");
        }
        for host in ["evil.example:4010", "127.0.0.1.evil.example", "localhost.evil.example", "a b", "u@evil.example"] {
            assert!(!is_allowed(host, None), "{host}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_rejected() {
        assert!(is_allowed("localhost:4010", Some("http://localhost:4010")));
        for origin in ["http://evil.example", "http://localhost:3000", "null", "", "localhost:4010"] {
            assert!(!is_allowed("localhost:4010", Some(origin)), "{origin}");
        }
    }
}

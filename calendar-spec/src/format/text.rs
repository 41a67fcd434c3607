//! Formats that stay strings in Rust: e-mail addresses, URLs and names of time zones.

use std::net::Ipv6Addr;

use super::is_all;

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Deliberately loose: only a mail server knows its addresses.
pub(super) fn check_email(text: &str) -> Result<(), &'static str> {
    if text.chars().any(is_blank) {
        return Err("it has a space, a line break or a control character");
    }
    let Some((name, domain)) = text.rsplit_once('@') else {
        return Err("the `@` is missing");
    };
    if name.is_empty() {
        return Err("there is no name before the `@`");
    }
    let is_quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
    if name.contains('@') && !is_quoted {
        return Err("there is more than one `@`");
    }
    if domain.split('.').any(str::is_empty) {
        return Err("there is no domain after the `@`, or a part of it is empty");
    }
    Ok(())
}

pub(super) fn check_url(text: &str) -> Result<(), &'static str> {
    if text.chars().any(is_blank) {
        return Err("it has a space, a line break or a control character");
    }
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    let is_of_the_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let Some(rest) = rest.strip_prefix("//").filter(|_| is_of_the_web) else {
        return Err("it does not start with `http://` or `https://`");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    check_server(authority.rsplit_once('@').map_or(authority, |(_, server)| server))
}

/// A host and, after a colon, its port. An IPv6 address is written in brackets, since it contains colons.
fn check_server(server: &str) -> Result<(), &'static str> {
    let (host, port) = match server.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) if address.parse::<Ipv6Addr>().is_ok() => (address, port),
        Some(_) => return Err("the host in brackets is not an IPv6 address"),
        None => server.find(':').map_or((server, ""), |at| server.split_at(at)),
    };
    if host.is_empty() {
        return Err("it names no host");
    }
    // `http://host:` is a URL with the default port.
    match port.strip_prefix(':') {
        None if port.is_empty() => Ok(()),
        Some(port) if port.is_empty() || (is_all(port, u8::is_ascii_digit) && port.parse::<u16>().is_ok()) => Ok(()),
        _ => Err("its port is not a number from 0 to 65535"),
    }
}

/// `Area/Location`, and at most one more part; the database allows these characters in each part.
pub(super) fn check_timezone(text: &str) -> Result<(), &'static str> {
    let is_part = |part: &str| {
        part.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
            && is_all(part, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
    };
    if text.split('/').count() > 3 || !text.split('/').all(is_part) {
        return Err("");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Checker = fn(&str) -> Result<(), &'static str>;

    fn assert_takes(check: Checker, texts: &[&str]) {
        for text in texts {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    fn assert_rejects(check: Checker, texts: &[(&str, &str)]) {
        for (text, reason) in texts {
            let found = check(text).expect_err(text);
            assert!(found.contains(reason), "{text}: {found}");
        }
    }

    #[test]
    fn addresses_need_a_name_and_a_domain() {
        let takes = ["wangwu@email.com", "a+b@x", "a@b", "\"odd@name\"@example.com", "用户@例子.公司"];
        assert_takes(check_email, &takes);
        let rejects = [
            ("", "`@` is missing"),
            ("wangwu", "`@` is missing"),
            ("@email.com", "no name"),
            ("wangwu@", "no domain"),
            ("wangwu@email..com", "part of it is empty"),
            ("wangwu@.com", "part of it is empty"),
            ("wang wu@email.com", "a space"),
            ("wangwu@email.com\n", "line break"),
            ("a@@example.com", "more than one"),
        ];
        assert_rejects(check_email, &rejects);
    }

    #[test]
    fn urls_are_absolute_and_of_the_web() {
        let takes = [
            "https://example.com",
            "HTTP://example.com:80/a?b#c",
            "HTTP://h",
            "https://u:p@[::1]/",
            "https://[::1]:8080?a",
            "https://a:/",
            "https://例子.公司/路",
        ];
        assert_takes(check_url, &takes);
        let rejects = [
            ("", "does not start"),
            ("example.com", "does not start"),
            ("ftp://example.com", "does not start"),
            ("https:/example.com", "does not start"),
            ("javascript://%0aalert(1)", "does not start"),
            ("https://", "no host"),
            ("https:///path", "no host"),
            ("https://user@/path", "no host"),
            ("https://:80", "no host"),
            ("https://exa mple.com", "a space"),
            ("https://a:99999", "port"),
            ("https://a:+80", "port"),
            ("https://[::1]80", "port"),
            ("https://[a.example]/", "not an IPv6 address"),
        ];
        assert_rejects(check_url, &rejects);
    }

    #[test]
    fn time_zones_have_the_form_of_the_database() {
        let takes = [
            "Asia/Shanghai",
            "UTC",
            "Etc/GMT+8",
            "America/Argentina/ComodRivadavia",
            "America/Port-au-Prince",
            "EST5EDT",
            "asia/shanghai",
        ];
        assert_takes(check_timezone, &takes);
        let rejects = ["", "+08:00", "GMT+08:00", "Asia/", "/Shanghai", "Asia Shanghai", "A/B/C/D", "亚洲/上海", "8"];
        assert_rejects(check_timezone, &rejects.map(|text| (text, "")));
    }
}

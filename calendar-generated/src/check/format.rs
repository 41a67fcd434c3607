//! Forms of text that stay text in Rust: what they look like, and what is wrong with one that does not.

use std::fmt;

use super::recurrence;
use crate::Text;
use crate::text::is_all;

/// A form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// E-mail address, `name@example.com`.
    Email,
    /// Absolute `http` or `https` URL.
    Url,
    /// Name of a time zone in the IANA database, `Asia/Shanghai`. Only its form is checked, not that it exists.
    Timezone,
    /// Recurrence rule of RFC 5545, `FREQ=DAILY;INTERVAL=1`.
    Recurrence,
}

impl Format {
    /// What is wrong with the text; an empty reason when the form says it all.
    pub(super) fn check(self, text: &str) -> Result<(), Text> {
        let checked = match self {
            Self::Email => check_email(text),
            Self::Url => check_url(text),
            Self::Timezone => check_timezone(text),
            Self::Recurrence => return recurrence::check(text),
        };
        checked.map_err(Text::from)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email => "an e-mail address",
            Self::Url => "an absolute `http` or `https` URL",
            Self::Timezone => "a time zone such as `Asia/Shanghai`",
            Self::Recurrence => "a recurrence rule such as `FREQ=DAILY;INTERVAL=1`",
        })
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Deliberately loose: only a mail server knows its addresses.
fn check_email(text: &str) -> Result<(), &'static str> {
    if text.chars().any(is_blank) {
        return Err("it has a space, a line break or a control character");
    }
    let Some((name, domain)) = text.rsplit_once('@') else {
        return Err("the `@` is missing");
    };
    if name.is_empty() {
        return Err("there is no name before the `@`");
    }
    if domain.split('.').any(str::is_empty) {
        return Err("there is no domain after the `@`, or a part of it is empty");
    }
    Ok(())
}

fn check_url(text: &str) -> Result<(), &'static str> {
    if text.chars().any(is_blank) {
        return Err("it has a space, a line break or a control character");
    }
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    let is_of_the_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let Some(rest) = rest.strip_prefix("//").filter(|_| is_of_the_web) else {
        return Err("it does not start with `http://` or `https://`");
    };
    let authority = before(before(before(rest, '/'), '?'), '#');
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.is_empty() || host.starts_with(':') {
        return Err("it names no host");
    }
    Ok(())
}

/// What stands before the mark; without one, all of it.
fn before(text: &str, mark: char) -> &str {
    text.split_once(mark).map_or(text, |(start, _)| start)
}

/// `Area/Location`, and up to one part more; each part as the database allows names.
fn check_timezone(text: &str) -> Result<(), &'static str> {
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

    fn assert_takes(format: Format, texts: &[&str]) {
        for text in texts {
            assert_eq!(format.check(text), Ok(()), "{text}");
        }
    }

    fn assert_refuses(format: Format, texts: &[(&str, &str)]) {
        for (text, reason) in texts {
            let found = format.check(text).expect_err(text);
            assert!(found.contains(reason), "{text}: {found}");
        }
    }

    #[test]
    fn addresses_need_a_name_and_a_domain() {
        let takes = ["wangwu@email.com", "a+b@x", "\"odd@name\"@example.com", "用户@例子.公司"];
        assert_takes(Format::Email, &takes);
        let refuses = [
            ("", "`@` is missing"),
            ("wangwu", "`@` is missing"),
            ("@email.com", "no name"),
            ("wangwu@", "no domain"),
            ("wangwu@email..com", "part of it is empty"),
            ("wangwu@.com", "part of it is empty"),
            ("wang wu@email.com", "a space"),
            ("wangwu@email.com\n", "line break"),
        ];
        assert_refuses(Format::Email, &refuses);
    }

    #[test]
    fn urls_are_absolute_and_of_the_web() {
        let takes =
            ["https://example.com", "HTTP://example.com:80/a?b#c", "https://u:p@[::1]/", "https://例子.公司/路"];
        assert_takes(Format::Url, &takes);
        let refuses = [
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
        ];
        assert_refuses(Format::Url, &refuses);
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
        ];
        assert_takes(Format::Timezone, &takes);
        let refuses = ["", "+08:00", "GMT+08:00", "Asia/", "/Shanghai", "Asia Shanghai", "A/B/C/D", "亚洲/上海", "8"];
        assert_refuses(Format::Timezone, &refuses.map(|text| (text, "")));
    }
}

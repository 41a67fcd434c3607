//! The forms of text that types such as `date` and `email` stand for, checked as far as it takes no database.
//!
//! In: a format and a text. Out: whether it has the form, and what the form looks like if not.

mod recurrence;

use crate::model::Format;
use recurrence::is_recurrence;

/// Whether a text has the form, and if not, what the form looks like.
pub(crate) fn check(format: Format, text: &str) -> Result<(), &'static str> {
    let (holds, form) = match format {
        Format::Timestamp => (is_number(text), "Unix seconds in decimal, such as `\"1602504000\"`"),
        Format::TimestampMs => (is_number(text), "Unix milliseconds in decimal, such as `\"1608725989000\"`"),
        Format::Date => (is_date(text), "a date such as `2018-09-01`"),
        Format::DateTime => (is_date_time(text), "an RFC 3339 date-time such as `2020-10-28T12:00:00+08:00`"),
        Format::TimestampOrDate => {
            (is_number(text) || is_date(text), "Unix seconds in decimal or a date, `\"1602504000\"` or `2018-09-01`")
        }
        Format::Timezone => (is_timezone(text), "the name of a time zone such as `Asia/Shanghai`"),
        Format::Recurrence => (is_recurrence(text), "an RFC 5545 rule such as `FREQ=DAILY;INTERVAL=1`"),
        Format::Email => (is_email(text), "an e-mail address such as `someone@example.com`"),
        Format::Url => (is_url(text), "an absolute `http` or `https` URL"),
    };
    if holds { Ok(()) } else { Err(form) }
}

fn is_number(text: &str) -> bool {
    !text.starts_with('+') && text.parse::<i64>().is_ok()
}

/// A digit-only piece as a number.
fn digits(text: &str, length: usize) -> Option<u32> {
    let all_digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| all_digits)
}

/// RFC 3339 full-date of a day that exists.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// RFC 3339 date-time.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (time, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(time) => (time, "+00:00"),
        None => rest.find(['+', '-']).map_or((rest, ""), |at| rest.split_at(at)),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let offset = offset.strip_prefix(['+', '-']).unwrap_or("");
    is_date(date) && is_fraction && is_clock(time, &[23, 59, 60]) && is_clock(offset, &[23, 59])
}

/// Two digits for each number, none above its highest.
fn is_clock(text: &str, highest: &[u32]) -> bool {
    let mut parts = text.split(':');
    let fits = |highest: &u32| parts.next().and_then(|part| digits(part, 2)).is_some_and(|part| part <= *highest);
    highest.iter().all(fits) && parts.next().is_none()
}

/// `Area/Location` or a name in one piece such as `UTC`, by its characters.
fn is_timezone(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_uppercase())
            && part.chars().all(|character| character.is_ascii_alphanumeric() || "_+-".contains(character))
    };
    text.len() <= 64 && text.split('/').count() <= 3 && text.split('/').all(is_part)
}

/// One `@`, something before it, and a host after it.
fn is_email(text: &str) -> bool {
    let is_plain = |character: char| !character.is_whitespace() && !character.is_control() && character != '@';
    text.rsplit_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && local.chars().all(is_plain) && host.contains('.') && is_host(host)
    })
}

/// Labels of letters, digits and hyphens.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_allowed = |character: char| character.is_alphanumeric() || character == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_allowed)
    };
    text.split('.').all(is_label)
}

fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let is_plain = |character: char| !character.is_whitespace() && !character.is_control();
    is_host(host) && port.parse::<u16>().is_ok() && rest.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;
    use crate::resolve::BUILT_IN;

    fn assert_form(format: Format, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(format, text).is_ok(), "{format:?} should take {text:?}");
        }
        for text in bad {
            assert!(check(format, text).is_err(), "{format:?} should refuse {text:?}");
        }
    }

    #[test]
    fn the_example_of_each_format_has_its_form() {
        for (name, ty, _) in BUILT_IN {
            if let Type::Format(format) = ty {
                assert_eq!(check(*format, format.example()), Ok(()), "{name}");
            }
        }
    }

    #[test]
    fn timestamps_are_whole_numbers() {
        let bad = ["", "+1", "1.5", "1e3", "2018-09-01", "99999999999999999999", " 1"];
        assert_form(Format::Timestamp, &["0", "1602504000", "-1"], &bad);
        assert_form(Format::TimestampMs, &["1608725989000"], &bad);
    }

    #[test]
    fn dates_are_days_that_exist() {
        let good = ["2018-09-01", "2024-02-29", "2000-02-29"];
        let bad = [
            "2018-9-1",
            "2023-02-29",
            "1900-02-29",
            "2018-13-01",
            "2018-04-31",
            "2018-01-00",
            "2018-01-01-",
            "20180901",
        ];
        assert_form(Format::Date, &good, &bad);
        assert_form(Format::TimestampOrDate, &["2018-09-01", "1602504000"], &["2018-9-1", "2023-02-29", "soon"]);
    }

    #[test]
    fn date_times_have_an_offset() {
        let good = ["2020-10-28T12:00:00+08:00", "2020-10-28T12:00:00Z", "2020-10-28t23:59:60.123z"];
        let bad = [
            "2020-10-28T12:00:00",
            "2020-10-28 12:00:00Z",
            "2020-10-28T24:00:00Z",
            "2020-10-28T12:00Z",
            "2020-10-28T12:00:00.Z",
        ];
        assert_form(Format::DateTime, &good, &bad);
    }

    #[test]
    fn time_zones_look_like_names_of_the_database() {
        let good = ["Asia/Shanghai", "UTC", "Etc/GMT+8", "America/Argentina/Buenos_Aires"];
        assert_form(Format::Timezone, &good, &["", "asia/shanghai", "+08:00", "Asia/", "Asia Shanghai"]);
    }

    #[test]
    fn addresses_have_a_host() {
        assert_form(
            Format::Email,
            &["a@example.com", "a.b+c@x.example"],
            &["a", "@example.com", "a@b", "a b@example.com", "a@@example.com"],
        );
        assert_form(
            Format::Url,
            &["https://example.com", "http://a.example:8080/b?c#d"],
            &["example.com", "ftp://a.example", "https://", "https://a b", "https://a:99999"],
        );
    }
}

//! How URLs and JSON arrive at a server.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::ser::{Serialize, Serializer};
use url::Url;

use super::*;
use crate::check::ViolationKind;
use crate::{Date, Secret, Text, Timestamp};

const BASE: &str = "https://open.feishu.cn";

fn segment(text: &str) -> Target {
    let mut target = Target::new(BASE, 0);
    target.literal("/calendars/");
    target.segment("calendar_id", &Text::from(text));
    target.literal("/acls");
    target
}

fn parsed(target: Target) -> Url {
    let (url, _) = target.finish().expect("nothing to reject");
    Url::parse(&url).expect("a URL")
}

/// The segments as a server sees them: split at slashes first, then decoded.
fn segments(url: &Url) -> Vec<String> {
    let segments = url.path_segments().expect("a path");
    segments.map(|part| percent_encoding::percent_decode_str(part).decode_utf8().expect("UTF-8").into_owned()).collect()
}

fn assert_arrives_in_one_segment(text: &str) {
    let url = parsed(segment(text));
    assert_eq!(segments(&url), ["calendars", text, "acls"]);
    assert_eq!((url.host_str(), url.query(), url.fragment()), (Some("open.feishu.cn"), None, None));
}

#[test]
fn strings_that_try_to_leave_their_segment_stay_in_it() {
    let texts = [
        "a/b",
        "../..",
        "/",
        "\\",
        "..\\..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%2f",
        "%",
        "...",
        ". ",
        " .",
        "?a=b",
        "#c",
        ":",
        "//evil.example",
        "@",
        "\t",
        "\n",
        "\r\nX: y",
        "\u{0}",
        "日历😀",
        "a b+c",
        ";v=1",
        "feishu.cn_x@group.calendar.feishu.cn",
    ];
    for text in texts {
        assert_arrives_in_one_segment(text);
    }
}

#[test]
fn strings_that_no_segment_can_carry_are_rejected() {
    for text in ["", ".", ".."] {
        let invalid = segment(text).finish().expect_err(text);
        let [violation] = invalid.violations() else { panic!("{invalid}") };
        assert_eq!((violation.path.as_str(), &violation.kind), ("calendar_id", &ViolationKind::PathSegment));
    }
}

#[test]
fn a_query_repeats_lists_and_omits_unset_fields() {
    let mut target = Target::new(BASE, 0);
    target.literal("/x");
    target.query("none", &None::<Text>);
    target.query("flag", &Some(true));
    target.query("ids", &vec![Text::from("a&b"), Text::from("")]);
    target.query("size", &Some(50));
    target.query("since", &Some(Timestamp::from(-1)));
    target.query("day", &Date::EPOCH);
    target.query("secret", &Secret::from("s"));
    let url = parsed(target);
    assert_eq!(url.query(), Some("flag=true&ids=a%26b&ids=&size=50&since=-1&day=1970-01-01&secret=s"));
}

#[test]
fn a_header_accepts_printable_ascii_only() {
    let mut target = Target::new(BASE, 0);
    target.header("Locale", &Some(Text::from("zh_cn")));
    target.header("X-None", &None::<Text>);
    let (_, headers) = target.finish().expect("printable");
    assert_eq!(headers.get("locale").map(http::HeaderValue::as_bytes), Some(b"zh_cn".as_slice()));
    assert_eq!(headers.len(), 1);

    for text in ["a\r\nX: y", "日", "\u{0}"] {
        let mut target = Target::new(BASE, 0);
        target.header("Locale", &Text::from(text));
        let invalid = target.finish().expect_err(text);
        assert_eq!(invalid.violations()[0].kind, ViolationKind::Header);
        assert!(!invalid.to_string().contains(text), "{invalid}");
    }
}

struct Request {
    name: Option<Text>,
    tags: Option<Vec<Text>>,
    rooms: Option<BTreeMap<Text, i32>>,
    flag: bool,
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("name", &self.name);
        fields.put("tags", &self.tags);
        fields.put("rooms", &self.rooms);
        fields.put("flag", &self.flag);
        fields.end()
    }
}

#[test]
fn unset_fields_are_omitted_and_empty_ones_are_written() -> Result<(), serde_json::Error> {
    let unset = Request { name: None, tags: None, rooms: None, flag: false };
    assert_eq!(serde_json::to_string(&unset)?, r#"{"flag":false}"#);
    let empty = Request { name: Some(Text::default()), tags: Some(vec![]), rooms: Some(BTreeMap::new()), flag: true };
    assert_eq!(serde_json::to_string(&empty)?, r#"{"name":"","tags":[],"rooms":{},"flag":true}"#);
    Ok(())
}

proptest! {
    #[test]
    fn any_string_arrives_in_one_segment(text in any::<String>()) {
        prop_assume!(!matches!(text.as_str(), "" | "." | ".."));
        assert_arrives_in_one_segment(&text);
    }

    #[test]
    fn any_string_of_dots_slashes_and_percents_arrives_in_one_segment(text in "[./%2eEfF5cC\\\\?#]{1,8}") {
        prop_assume!(!matches!(text.as_str(), "." | ".."));
        assert_arrives_in_one_segment(&text);
    }

    #[test]
    fn any_string_arrives_through_a_query(first in any::<String>(), second in any::<String>()) {
        let mut target = Target::new(BASE, 0);
        target.literal("/x");
        target.query("a", &Text::from(first.as_str()));
        target.query("b", &Some(Text::from(second.as_str())));
        let url = parsed(target);
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, [("a".to_owned(), first), ("b".to_owned(), second)]);
        prop_assert_eq!(url.fragment(), None);
    }
}

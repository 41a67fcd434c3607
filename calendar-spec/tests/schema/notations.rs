//! Loader and schema agree on the notations of strings and names.

use serde_json::Value;

use crate::{STRUCTURE, Spec, full, validator};

/// The place of a notation, and strings that loader and schema both accept or both reject.
struct Notation {
    way: &'static str,
    good: &'static [&'static str],
    bad: &'static [&'static str],
}

const NOTATIONS: &[Notation] = &[
    Notation {
        way: "/resource",
        good: &["meeting", "full_2", "a1_b2"],
        bad: &["", "Full", "full-meeting", "_full", "full_", "full__x", "1full", "füll"],
    },
    Notation {
        way: "/enums/MeetingKind/values/1d/rust",
        good: &["OneDay", "A", "A1b"],
        bad: &["oneDay", "One_Day", "One-Day", "1Day", ""],
    },
    Notation {
        way: "/endpoints/create/body/loop/type",
        good: &[
            "string",
            " bool ",
            "Guest",
            "list<string>",
            "list < Guest >",
            "map<string,int64>",
            "map< MeetingId , list<Point> >",
            "list<list<list<list<bool>>>>",
        ],
        bad: &[
            "",
            "strng",
            "guest",
            "list",
            "list<>",
            "list<string",
            "list<string>>",
            "list<string>x",
            "map<string>",
            "map<int64, string>",
            "map<list<string>, string>",
            "set<string>",
            "string?",
            "string string",
            "list<list<list<list<list<bool>>>>>",
        ],
    },
    Notation {
        way: "/endpoints/delete/http",
        good: &[
            "PUT /:calendar_id/:meeting_id",
            "PATCH /a-b._~!$&'()*+,;=@%20/.../:calendar_id/:meeting_id",
            "POST /1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/:calendar_id/:meeting_id",
        ],
        bad: &[
            "",
            "DELETE",
            "delete /:calendar_id/:meeting_id",
            "HEAD /:calendar_id/:meeting_id",
            "DELETE  /:calendar_id/:meeting_id",
            "DELETE :calendar_id/:meeting_id",
            "DELETE //:calendar_id/:meeting_id",
            "DELETE /:calendar_id/:meeting_id/",
            "DELETE /./:calendar_id/:meeting_id",
            "DELETE /:calendar_id/:meeting_id/..",
            "DELETE /:/:calendar_id/:meeting_id",
            "DELETE /{calendar_id}/:meeting_id",
            "DELETE /:calendar_id/:meeting_id?a=b",
            "DELETE /1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/:calendar_id/:meeting_id",
        ],
    },
    Notation {
        way: "/endpoints/create/body/secret/length",
        good: &["1..=5", "..=5", "1..", "9", "0..=0", " 1 ..= 5 ", "1.. "],
        bad: &["", "..", "..=", "5..=", "1..5", "a..=b", "-1..=5", "..=-1", "1...=5", "1..=5..=6", "1.5"],
    },
    Notation {
        way: "/endpoints/create/body/number/range",
        good: &["-5..=5", "..=5", "-5..", "0..", "-7 .. "],
        bad: &["--5..=5", "-..=5", "- 5..=5", "..=-", "5..=5.5"],
    },
    Notation {
        way: "/endpoints/create/rules/1/order/span",
        good: &["1s", "90m", "24h", "14d", "007d"],
        bad: &["", "14", "d", "0d", "00d", "-1d", "1w", "1.5d", "14 d", "14D"],
    },
    Notation {
        way: "/endpoints/create/page/updated",
        good: &["2024-07-16", "2024-12-31", "2000-02-29"],
        bad: &[
            "",
            "2024-7-16",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-01-32",
            "16.07.2024",
            "2024-07-16T00:00:00Z",
        ],
    },
    Notation { way: "/endpoints/create/page/path", good: &["/", "/a/b"], bad: &["", "a/b", "https://example.com/a"] },
];

#[test]
fn loader_and_schema_agree_on_the_notations() {
    let (spec, validator) = (Spec::new(), validator());
    let full = full();
    for Notation { way, good, bad } in NOTATIONS {
        for (text, is_good) in good.iter().map(|text| (text, true)).chain(bad.iter().map(|text| (text, false))) {
            let mut changed = full.clone();
            *changed.pointer_mut(way).expect("a value") = Value::from(*text);
            let codes = spec.codes(&changed);
            assert_eq!(codes.is_empty(), is_good, "the loader on {text:?} at {way}: {codes:?}");
            assert_eq!(validator.is_valid(&changed), is_good, "the schema on {text:?} at {way}");
        }
    }
}

#[test]
fn loader_and_schema_agree_on_names_as_keys() {
    let (spec, validator) = (Spec::new(), validator());
    let full = full();
    let places = [
        ("/ids", "TopicId", "topicId"),
        ("/objects/Moment/constructors", "on_day", "onDay"),
        ("/errors", "200006", "two"),
        ("/error_groups", "full_other", "FullOther"),
        ("/endpoints", "create_2", "Create"),
        ("/events", "changed_2", "Changed"),
        ("/endpoints/create/header", "X-Language", "X Language"),
    ];
    for (way, good, bad) in places {
        for (name, is_good) in [(good, true), (bad, false)] {
            let mut changed = full.clone();
            let entries = changed.pointer_mut(way).and_then(Value::as_object_mut).expect("a mapping");
            let last = entries.keys().next_back().cloned().expect("an entry");
            let value = entries.shift_remove(&last).expect("an entry");
            entries.insert(name.to_owned(), value);
            let codes = spec.codes(&changed);
            let is_refused = codes.iter().any(|code| STRUCTURE.contains(&&**code) || code == "invalid-name");
            assert_eq!(!is_refused, is_good, "the loader on {name:?} at {way}: {codes:?}");
            assert_eq!(validator.is_valid(&changed), is_good, "the schema on {name:?} at {way}");
        }
    }
}

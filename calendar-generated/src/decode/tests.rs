//! The accepted forms of responses, and the errors about others.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use proptest::prelude::*;

use super::*;
use crate::{Date, Text, Timestamp};

#[derive(Clone, Debug, Default, PartialEq)]
struct Node {
    name: Option<Text>,
    count: Option<i32>,
    flag: bool,
    day: Option<Date>,
    time: Option<Timestamp>,
    items: Vec<Node>,
    rooms: BTreeMap<Text, Node>,
    tables: Vec<BTreeMap<Text, Vec<Node>>>,
    child: Option<Box<Node>>,
    counts: Vec<i64>,
}

readable!(Node = "Node", |node, value| {
    "name" => value.read(&mut node.name),
    "count" => value.read_scalar(&mut node.count),
    "flag" => value.read(&mut node.flag),
    "day" => value.read_scalar(&mut node.day),
    "time" => value.read_scalar(&mut node.time),
    "items" => value.read(&mut node.items),
    "rooms" => value.read(&mut node.rooms),
    "tables" => value.read_with(&mut node.tables, ListOf(MapOf(PhantomData, ListOf(PhantomData)))),
    "child" => value.read(&mut node.child),
    "counts" => value.read_with(&mut node.counts, ListOf(ScalarItem(PhantomData))),
});

fn decode(json: &str) -> Node {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Decodes like a response with a value in another form, and returns the paths of skipped values.
fn tolerant(json: &str) -> (Node, Vec<String>) {
    let (node, skipped) = skipping("it", || in_either_form(json, |json| serde_json::from_str(json)));
    let node = node.unwrap_or_else(|error| panic!("{json}: {error}"));
    assert!(strict(|| serde_json::from_str::<Node>(json)).is_err(), "{json} has the documented form");
    (node, skipped.into_iter().map(|value| value.path).collect())
}

fn refusal(json: &str) -> String {
    match strict(|| serde_json::from_str::<Node>(json)) {
        Ok(node) => panic!("{json} was taken for {node:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn fields_can_have_any_order_and_unknown_ones_are_skipped() {
    let node = decode(r#"{"x":{"name":[1,{"name":"no"}]},"count":3,"NAME":1,"name":"a","":null}"#);
    assert_eq!(node, Node { name: Some("a".into()), count: Some(3), ..Node::default() });
    assert_eq!(decode("{}"), Node::default());
}

#[test]
fn null_is_an_absent_value() {
    let json =
        r#"{"name":null,"count":null,"flag":null,"day":null,"time":null,"items":null,"rooms":null,"tables":null}"#;
    assert_eq!(decode(json), Node::default());
    assert_eq!(decode(r#"{"tables":[null,{"a":null}]}"#).tables[1]["a"], []);
}

#[test]
fn an_empty_string_is_a_valid_string_but_not_a_date() {
    let node = decode(r#"{"name":"","day":"","time":""}"#);
    assert_eq!(node, Node { name: Some(Text::default()), ..Node::default() });
}

#[test]
fn formats_are_decoded_from_strings_and_numbers() {
    let node = decode(r#"{"day":"2018-09-01","time":1602504000}"#);
    assert_eq!(node.day, Date::new(2018, 9, 1).ok());
    assert_eq!(node.time, Some(Timestamp::from(1_602_504_000)));
    assert_eq!(decode(r#"{"time":"-1"}"#).time, Some(Timestamp::from(-1)));
}

#[test]
fn a_scalar_in_another_form_is_decoded_if_unambiguous() {
    for (json, count) in [
        ("3", 3),
        ("\"3\"", 3),
        ("\" -3 \"", -3),
        ("3.0", 3),
        ("true", 1),
        ("4294901760", -65536),
        ("\"4294901760\"", -65536),
    ] {
        assert_eq!(decode(&format!("{{\"count\":{json}}}")).count, Some(count), "{json}");
    }
    for json in ["3.5", "\"x\"", "\"3.5\"", "4294967296", "-2147483649", "1e40", "[3]", "{}"] {
        assert!(serde_json::from_str::<Node>(&format!("{{\"count\":{json}}}")).is_err(), "{json}");
    }
    for (json, flag) in [("1", true), ("0", false), ("\"true\"", true), ("\"0\"", false), ("\"\"", false)] {
        assert_eq!(decode(&format!("{{\"flag\":{json}}}")).flag, flag, "{json}");
    }
    assert_eq!(decode(r#"{"count":""}"#).count, None);
    assert_eq!(decode(r#"{"name":2345}"#).name, Some("2345".into()));
    for json in [r#"{"count":"3"}"#, r#"{"count":true}"#, r#"{"count":3.0}"#, r#"{"flag":1}"#, r#"{"name":5}"#] {
        refusal(json);
    }
}

#[test]
fn a_number_in_any_spelling_is_decoded_exactly_or_skipped() {
    let of = |json: &str| tolerant(&format!("{{\"counts\":[{json}]}}")).0.counts;
    for json in ["3.0", "0.3e1", "\"3\"", "\" 3 \"", "\"+3\"", "\"003\"", "\"3.0\"", "\"3e0\""] {
        assert_eq!(of(json), [3], "{json}");
    }
    assert_eq!(of("1e3"), [1000]);
    assert_eq!(of("\"-9223372036854775808\""), [i64::MIN]);
    for json in ["9223372036854775808", "1e19", "9007199254740993.0", "1e999", "3.5", "\"3.5\"", "\"0x3\"", "\"3,000\""]
    {
        assert!(of(json).is_empty(), "{json}");
    }
    for time in ["1602504000.0", "\"1602504000.0\"", "\" 1602504000\"", "1.602504e9"] {
        let (node, skipped) = tolerant(&format!("{{\"time\":{time}}}"));
        assert_eq!((node.time, skipped.len()), (Some(Timestamp::from(1_602_504_000)), 0), "{time}");
    }
    assert_eq!(tolerant(r#"{"time":1602504000.5}"#), (Node::default(), vec!["it.time".to_owned()]));
}

#[test]
fn a_number_that_stands_for_a_string_keeps_its_digits() {
    for number in ["2345", "1.10", "-0.50", "1e3", "12345678901234567890", "123456789012345678901234567890", "1e999"] {
        let (node, skipped) = tolerant(&format!("{{\"name\":{number}}}"));
        assert_eq!((node.name.as_deref(), skipped.len()), (Some(number), 0));
    }
}

#[test]
fn a_boolean_in_any_spelling_is_decoded() {
    for (json, flag) in [("1.0", true), ("\"True\"", true), ("\" true \"", true), ("\"FALSE\"", false), ("\"1\"", true)]
    {
        let (node, skipped) = tolerant(&format!("{{\"flag\":{json}}}"));
        assert_eq!((node.flag, skipped.len()), (flag, 0), "{json}");
    }
    for json in ["2", "\"yes\"", "\"2\"", "[true]"] {
        assert_eq!(tolerant(&format!("{{\"flag\":{json}}}")).1, ["it.flag"], "{json}");
    }
}

#[test]
fn absent_values_have_several_forms() {
    for field in ["count", "day", "time", "flag", "items", "rooms", "tables", "child", "counts"] {
        for nothing in ["\"\"", "\" \"", "\"null\""] {
            let json = format!("{{\"{field}\":{nothing}, \"name\":5}}");
            let expected = Node { name: Some("5".into()), ..Node::default() };
            assert_eq!(tolerant(&json), (expected, Vec::new()), "{json}");
        }
    }
    let text = r#"{"name":"null","count":"null"}"#;
    assert_eq!(tolerant(text).0.name.as_deref(), Some("null"), "a string may say so");
}

#[test]
fn an_empty_list_stands_for_an_empty_object_and_the_reverse() {
    let child = Node { child: Some(Box::default()), ..Node::default() };
    for json in [r#"{"child":[]}"#, r#"{"child":[ ]}"#, r#"{"child":"[]"}"#, r#"{"child":"{}"}"#] {
        assert_eq!(tolerant(json), (child.clone(), Vec::new()), "{json}");
    }
    for json in
        [r#"{"items":{}}"#, r#"{"rooms":[]}"#, r#"{"tables":{}}"#, r#"{"counts":{ }}"#, r#"{"counts":"{}"}"#, "[]"]
    {
        assert_eq!(tolerant(json), (Node::default(), Vec::new()), "{json}");
    }
    let (node, skipped) = tolerant(r#"{"items":[[],{}],"rooms":{"a":[]},"tables":[[],{"b":{}}]}"#);
    assert_eq!((node.items.len(), &node.rooms["a"], node.tables.len()), (2, &Node::default(), 2));
    assert!(skipped.is_empty(), "{skipped:?}");
    for json in [r#"{"child":[{}]}"#, r#"{"items":{"0":{}}}"#, r#"{"rooms":[1]}"#, r#"{"count":[]}"#, r#"{"name":{}}"#]
    {
        let (node, skipped) = tolerant(json);
        assert_eq!((node, skipped.len()), (Node::default(), 1), "{json}");
    }
}

#[test]
fn json_in_a_string_is_decoded_where_no_string_is_expected() {
    let json = r#"{"child":"{\"name\":\"a\"}","items":["{\"count\":\"3\"}"],"rooms":"{\"a\":{\"flag\":1}}","counts":" [1,\"2\"] "}"#;
    let (node, skipped) = tolerant(json);
    assert_eq!(node.child.and_then(|child| child.name).as_deref(), Some("a"));
    assert_eq!((node.items[0].count, node.rooms["a"].flag, &*node.counts), (Some(3), true, &[1, 2][..]));
    assert!(skipped.is_empty(), "{skipped:?}");
    assert_eq!(tolerant(r#"{"name":"{\"a\":1}","count":"1"}"#).0.name.as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(tolerant(r#"{"child":"{\"name\":","count":"{}"}"#).1, ["it.count", "it.child"]);
}

#[test]
fn the_last_of_repeated_fields_counts_even_if_it_cannot_be_decoded() {
    let (node, skipped) = tolerant(r#"{"count":1,"count":"x","rooms":{"a":{},"b":{},"a":7}}"#);
    assert_eq!((node.count, node.rooms.len(), skipped.len()), (None, 1, 2));
}

#[test]
fn undecodable_values_count_against_the_memory_limit() {
    let limited = |json: &str| limited(1 << 20, || skipping("", || serde_json::from_str::<Node>(json)).0);
    let keys: String = (0..200_000).flat_map(|key| ["\"".to_owned(), key.to_string(), "\":0,".to_owned()]).collect();
    for (json, is_readable) in [
        (format!("{{\"counts\":[{}0]}}", "0,".repeat(200_000)), false),
        (format!("{{\"counts\":[{}0]}}", "{},".repeat(200_000)), true),
        (format!("{{\"rooms\":{{{keys}\"x\":0}}}}"), true),
        (format!("{{{keys}\"name\":0}}"), true),
    ] {
        let start = json.get(..20).unwrap_or_default();
        assert_eq!(limited(&json).is_ok() && !is_spent(), is_readable, "{start}");
    }
}

#[test]
fn a_map_counts_against_the_memory_limit_by_its_nodes() {
    let read = |json: &str| serde_json::from_str::<Node>(json).map_err(|error| error.to_string());
    let fits = |entries: usize, nodes: usize| {
        let rooms: Vec<_> = (0..entries).map(|key| format!("\"{key:04}\":{{}}")).collect();
        let json = format!("{{\"rooms\":{{{}}}}}", rooms.join(","));
        let (documented, skipping) = limited(nodes * 11 * size_of::<(Text, Node)>(), || {
            start();
            (read(&json).is_ok(), skipping("", || read(&json)).0.is_ok() && !is_spent())
        });
        assert_eq!(documented, skipping, "{json}");
        documented
    };
    let cases = [(0, 0), (6, 1), (7, 1), (7, 2), (12, 2), (13, 2), (13, 3), (600, 99), (600, 100)];
    assert_eq!(
        cases.map(|(entries, nodes)| fits(entries, nodes)),
        [true, true, false, true, true, false, true, false, true]
    );
    start();
    assert!(read("{\"rooms\":{\"a\":{}}}").is_ok(), "the limit does not apply to the next response");
}

#[test]
fn the_last_of_repeated_fields_counts() {
    let node = decode(r#"{"count":1,"items":[{},{}],"name":"a","count":2,"items":[{}],"name":null}"#);
    assert_eq!(node, Node { count: Some(2), items: vec![Node::default()], ..Node::default() });
    assert_eq!(decode(r#"{"rooms":{"a":{"count":1},"a":{"count":2}}}"#).rooms["a"].count, Some(2));
}

#[test]
fn an_escaped_key_is_the_same_key() {
    assert_eq!(decode(r#"{"\u006eame":"a"}"#).name, Some("a".into()));
}

#[test]
fn anything_but_an_object_is_rejected_with_the_name_of_the_type() {
    for (json, found) in
        [("[]", "sequence"), ("[\"a\",3]", "sequence"), ("3", "integer"), ("\"a\"", "string"), ("null", "null")]
    {
        let message = refusal(json);
        assert!(message.contains(found) && message.contains("expected an object (`Node`)"), "{message}");
    }
}

#[test]
fn an_error_has_the_path_and_keeps_line_and_column() {
    let cases = [
        (
            r#"{"count":"x"}"#,
            r#"`count`: invalid type: string "x", expected a whole number of 32 bits at line 1 column 12"#,
        ),
        (
            r#"{"items":[{},{"items":[{"name":5}]}]}"#,
            "`items[1].items[0].name`: invalid type: integer `5`, expected a string at line 1 column 32",
        ),
        (
            "{\"rooms\":{\"a\\\"b\":\n{\"flag\":1}}}",
            r#"`rooms["a\"b"].flag`: invalid type: integer `1`, expected a boolean at line 2 column 9"#,
        ),
        (r#"{"items":{}}"#, "`items`: invalid type: map, expected a list at line 1 column 11"),
        (r#"{"items":[null]}"#, "`items[0]`: invalid type: null, expected an object (`Node`) at line 1 column 14"),
        (r#"{"items":[{"count":"#, "`items[0].count`: EOF while parsing a value at line 1 column 19"),
        (
            r#"{"rooms":{"a":[]}}"#,
            r#"`rooms["a"]`: invalid type: sequence, expected an object (`Node`) at line 1 column 14"#,
        ),
        (
            r#"{"tables":[{"a":[{"count":1},null]}]}"#,
            r#"`tables[0]["a"][1]`: invalid type: null, expected an object (`Node`) at line 1 column 33"#,
        ),
        (
            r#"{"tables":[[]]}"#,
            "`tables[0]`: invalid type: sequence, expected an object with keys of any name at line 1 column 13",
        ),
        (r#"{"day":"2018-9-1"}"#, "`day`: not a date such as `2018-09-01` at line 1 column 17"),
        (
            r#"{"time":true}"#,
            "`time`: invalid type: boolean `true`, expected a whole number or a string of one (`Timestamp`) at line 1 column 12",
        ),
    ];
    for (json, message) in cases {
        assert_eq!(refusal(json), message, "{json}");
        let error = strict(|| serde_json::from_str::<Node>(json)).expect_err("refused above");
        assert!(error.line() > 0 && error.column() > 0, "{error:?}");
    }
}

#[test]
fn a_string_in_backticks_is_not_a_path() {
    assert_eq!(
        refusal(r#"{"count":"`a`"}"#),
        r#"`count`: invalid type: string "`a`", expected a whole number of 32 bits at line 1 column 14"#
    );
}

#[test]
fn depth_is_limited_instead_of_overflowing_the_stack() {
    let deep = |levels: usize| format!("{}{{}}{}", r#"{"items":["#.repeat(levels), "]}".repeat(levels));
    assert_eq!(decode(&deep(60)).items.len(), 1);
    assert!(refusal(&deep(100_000)).contains("recursion limit exceeded"));
    decode(&format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000)));
}

fn any_json() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("name"),
        Just("count"),
        Just("flag"),
        Just("day"),
        Just("time"),
        Just("items"),
        Just("rooms"),
        Just("tables"),
        Just("x")
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:e}")),
        any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
        Just("\"2018-09-01\"".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(","))),
            proptest::collection::vec((key.clone(), inner), 0..6).prop_map(|fields| {
                let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_the_visitor_panic(json in any_json(), cut in any::<prop::sample::Index>()) {
        drop(serde_json::from_str::<Node>(&json));
        let end = cut.index(json.len() + 1);
        drop(serde_json::from_slice::<Node>(&json.as_bytes()[..end]));
    }

    #[test]
    fn skipping_changes_nothing_if_everything_can_be_decoded(json in any_json()) {
        let (skipped_from, skipped) = skipping("data", || serde_json::from_str::<Node>(&json));
        if let Ok(node) = serde_json::from_str::<Node>(&json) {
            prop_assert_eq!(skipped_from.ok(), Some(node));
            prop_assert_eq!(skipped, []);
        }
    }

    #[test]
    fn no_bytes_make_the_visitor_panic(bytes in any::<Vec<u8>>()) {
        drop(serde_json::from_slice::<Node>(&bytes));
    }
}

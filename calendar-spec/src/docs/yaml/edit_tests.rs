use super::*;

fn keys(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

fn scalar(text: &str) -> New {
    Yaml::text(text).into()
}

#[test]
fn a_value_is_replaced_in_place() {
    let text = "a: # one\n  b: { c: 1, d: 'x' } # two\n  e: >-\n    x\n    y\n\n# three\nf: 2\n";
    assert_eq!(put(text, &keys("a.b.d"), &scalar("z")).unwrap(), text.replace("'x'", "z"));
    assert_eq!(put(text, &keys("a.e"), &scalar("z")).unwrap(), text.replace(">-\n    x\n    y", "z"));
    assert_eq!(put(text, &keys("a"), &scalar("z")), None, "a mapping is not a scalar");
}

#[test]
fn a_new_entry_keeps_the_style_around() {
    let flow = "a: { type: string, doc: x } # one\n";
    let length = Yaml::Scalar("..=5".to_owned()).into();
    assert_eq!(put(flow, &keys("a.length"), &length).unwrap(), "a: { type: string, length: ..=5, doc: x } # one\n");
    let block = "a:\n  type: string # one\n  # two\n  doc: x\n\nb: 1\n";
    let wanted = "a:\n  type: string # one\n  length: ..=5\n  # two\n  doc: x\n\nb: 1\n";
    assert_eq!(put(block, &keys("a.length"), &length).unwrap(), wanted);
    assert_eq!(put("a: {}\n", &keys("a.length"), &length).unwrap(), "a: { length: ..=5 }\n");
    assert_eq!(put("a:\n  type: x", &keys("a.length"), &length).unwrap(), "a:\n  type: x\n  length: ..=5\n");
}

#[test]
fn braces_that_get_too_long_become_lines() {
    let text = format!("fields:\n  a: {{ type: string, doc: {} }}\n  b: 1\n", "x".repeat(90));
    let wanted = format!("fields:\n  a:\n    type: string\n    length: ..=5\n    doc: {}\n  b: 1\n", "x".repeat(90));
    assert_eq!(put(&text, &keys("fields.a.length"), &Yaml::Scalar("..=5".to_owned()).into()).unwrap(), wanted);
}

#[test]
fn keys_on_the_way_are_made() {
    let text = "endpoints:\n  a:\n    http: x\n    errors: []\n";
    let wanted = "endpoints:\n  a:\n    http: x\n    query:\n      b: c\n    errors: []\n";
    assert_eq!(put(text, &keys("endpoints.a.query.b"), &scalar("c")).unwrap(), wanted);
}

#[test]
fn items_are_added_in_either_style_and_numbers_in_their_order() {
    assert_eq!(add_item("a: [b, 1, 3] # x\n", &keys("a"), "2").unwrap(), "a: [b, 1, 2, 3] # x\n");
    assert_eq!(add_item("a: []\n", &keys("a"), "2").unwrap(), "a: [2]\n");
    assert_eq!(add_item("a: [3]\n", &keys("a"), "2").unwrap(), "a: [2, 3]\n");
    let block = "a:\n  - b # x\n  # y\nc: 1\n";
    assert_eq!(add_item(block, &keys("a"), "d").unwrap(), "a:\n  - b # x\n  - d\n  # y\nc: 1\n");
    let long = format!("a: [{}]\n", "x".repeat(115));
    assert_eq!(add_item(&long, &keys("a"), "d").unwrap(), format!("a: [{},\n    d]\n", "x".repeat(115)));
    assert_eq!(add_item("b: 1\n", &keys("a"), "d").unwrap(), "b: 1\n\na: [d]\n");
}

#[test]
fn entries_and_items_are_removed_with_their_separators() {
    let text = "a: { b: 1, c: 2, d: 3 }\ne:\n  f: 1 # x\n  # y\n  g: 2\nh: [1, 2]\ni: [1]\nj: [1]\n";
    assert_eq!(remove(text, &keys("a.b"), false).unwrap(), text.replace("b: 1, ", ""));
    assert_eq!(remove(text, &keys("a.d"), false).unwrap(), text.replace(", d: 3", ""));
    assert_eq!(remove(text, &keys("e.f"), false).unwrap(), text.replace("  f: 1 # x\n", ""));
    assert_eq!(remove(text, &keys("h.2"), false).unwrap(), text.replace("[1, 2]", "[1]"));
    assert_eq!(remove(text, &keys("i.1"), false).unwrap(), text.replace("i: [1]\n", ""));
    assert_eq!(remove(text, &keys("j.1"), true).unwrap(), text.replace("j: [1]", "j: []"));
    assert_eq!(remove(text, &keys("a.x"), false), None);
}

#[test]
fn line_ends_of_another_kind_stay() {
    let edited = put("a:\r\n  type: x\r\n", &keys("a.length"), &scalar("z")).unwrap();
    assert_eq!(edited, "a:\r\n  type: x\r\n  length: z\r\n");
}

#[test]
fn aliases_are_left_alone() {
    let text = "a: &x { b: 1 }\nc: *x\n";
    assert_eq!(put(text, &keys("c.b"), &scalar("2")), None);
    assert_eq!(add_item(text, &keys("c"), "2"), None);
}

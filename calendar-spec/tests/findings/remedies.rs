//! The advice that findings give about common mistakes.

use crate::support::{endpoint, load, object, query, resource};

/// All findings of a spec as they are printed.
fn said(yaml: &str) -> String {
    load(&[("a.yaml", yaml)]).report.render(false)
}

#[test]
fn types_of_other_languages_get_a_suggestion() {
    let cases = [
        ("int", "did you mean `int32` or `int64`?"),
        ("integer", "did you mean `int32` or `int64`?"),
        ("boolean", "did you mean `bool`?"),
        ("number", "did you mean `float`, `int32` or `int64`?"),
        ("object", "did you mean the name of an object that is declared under `objects`"),
        ("string[]", "`string[]` is not a type; did you mean `list<string>`?"),
        ("array<string>", "`array<string>` is not a type; did you mean `list<string>`?"),
        ("boolean[]", "did you mean `list<bool>`?"),
        ("array<int[]>", "did you mean `list<list<int32>>`?"),
    ];
    for (ty, help) in cases {
        let said = said(&query(&format!("a: {{ type: \"{ty}\", doc: b }}")));
        assert!(said.contains(help), "{ty}\n{said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
    }
}

#[test]
fn a_text_that_a_comma_cuts_needs_quotes() {
    let said = said(&query("a: { type: string, doc: Its name, in short. }"));
    assert!(said.contains("a comma ends a text in braces: quote the whole text"), "{said}");
    assert!(!said.contains("the keys of"), "the keys do not help here\n{said}");
}

#[test]
fn names_of_the_shipped_spec_need_extends() {
    let yaml =
        object("a: { type: CalendarId, doc: b }\nc: { type: TimeInfo, doc: d }\ne: { type: Unknown, doc: f }", "");
    let without = said(&yaml);
    let help = "the spec `calendar` has it: add `extends: calendar` to the root";
    assert_eq!(without.matches(help).count(), 2, "{without}");
    let root = "spec: test\ndoc: A test.\nextends: calendar\ninclude: [a.yaml]\n";
    let with = load(&[("spec.yaml", root), ("a.yaml", &yaml)]).report.render(false);
    assert!(!with.contains(help) && with.contains("`Unknown`") && !with.contains("`CalendarId`"), "{with}");
    let misspelt = root.replace("calendar", "calender");
    let misspelt = load(&[("spec.yaml", &misspelt), ("a.yaml", &yaml)]);
    assert_eq!(misspelt.report.findings().len(), 1, "{}", misspelt.report.render(false));
}

#[test]
fn error_codes_and_groups_of_the_shipped_spec_need_extends() {
    let said = said(&endpoint("").replace("errors: []", "errors: [platform, 190002]"));
    assert_eq!(said.matches("add `extends: calendar` to the root").count(), 2, "{said}");
}

#[test]
fn expected_lists_and_mappings_are_shown() {
    let list = said(&endpoint("").replace("tokens: [user]", "tokens: user"));
    assert!(list.contains("a list is written `[user]`, or with a line `- user` for each entry"), "{list}");
    let values = "enums:\n  Kind:\n    doc: A kind.\n    values: [big, small]\n";
    let map = said(&resource(values, "  {}"));
    assert!(
        map.contains("a mapping is written `{ big: …, small: … }`, or with a line `big: …` for each entry"),
        "{map}"
    );
}

#[test]
fn the_fields_that_a_rule_can_name_are_listed() {
    let said = said(
        &query("a: { type: string, doc: b }\nc: { type: string, doc: d }")
            .replace("query:", "rules:\n      - exclusive: [a, x]\n    query:"),
    );
    assert!(said.contains("the fields here are `a` and `c`"), "{said}");
}

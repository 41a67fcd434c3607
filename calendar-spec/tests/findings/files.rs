//! Files of a spec: which are required, and what they may contain.

use crate::support::{Case, WHOLE, case, files, query};

const ROOT: &str = "spec: test\ndoc: A test.\n";

pub(crate) fn cases() -> Vec<Case> {
    [listed(), syntax()].concat()
}

fn listed() -> Vec<Case> {
    let root = |include: &str| format!("{ROOT}include: [{include}]\n");
    vec![
        files(
            "a listed file is missing",
            ("missing-file", "the listed file `b.yaml` does not exist"),
            &[("spec.yaml", &root("»b.yaml"))],
        ),
        files(
            "a listed file is a directory",
            ("missing-file", "not a regular file"),
            &[("spec.yaml", &root("»b")), ("b/c.txt", "")],
        ),
        files(
            "a file is listed twice",
            ("include-twice", "`a.yaml` is listed twice"),
            &[("spec.yaml", &root("a.yaml, »./a.yaml")), ("a.yaml", "ids: {}")],
        ),
        files("the root lists itself", ("include-twice", "`spec.yaml`"), &[("spec.yaml", &root("»spec.yaml"))]),
        files(
            "a listed file lies above",
            ("include-outside", "`../a.yaml` is outside"),
            &[("spec.yaml", &root("»../a.yaml"))],
        ),
        files("a listed file is absolute", ("include-outside", "`/dev/zero`"), &[("spec.yaml", &root("»/dev/zero"))]),
        files(
            "a file lies there unlisted",
            ("unlisted-file", "not listed in `spec.yaml`"),
            &[("spec.yaml", &root("")), ("deep/b.yml", WHOLE)],
        ),
        files(
            "a list names a file twice in the same words",
            ("include-twice", "`a.yaml` is listed twice"),
            &[("spec.yaml", &root("a.yaml, »a.yaml")), ("a.yaml", "ids: {}")],
        ),
        files(
            "the list of files holds a number",
            ("wrong-type", "expected a list of texts"),
            &[("spec.yaml", &root("»1").replace("[»1]", "»[1]"))],
        ),
    ]
}

fn syntax() -> Vec<Case> {
    vec![
        case("a bracket is open", "yaml-syntax", "this `{` is not closed", "ids: »{\n"),
        case("a tab indents", "yaml-syntax", "a tab indents this line", "ids:\n»\tA: b\n"),
        case("a text in braces has a colon", "yaml-syntax", "a colon with a space", query("a: { doc: Its name»: it }")),
        case(
            "a comment hides a brace",
            "yaml-syntax",
            "starts a comment",
            query("a: { doc: Room »#1 }\nb: { doc: c }"),
        ),
        case(
            "a text goes on behind its quotes",
            "yaml-syntax",
            "its closing quote",
            query("a: { doc: \"Its\" »name }"),
        ),
        case("a text starts with a backtick", "yaml-syntax", "cannot start with ```", query("a: { doc: »`name` }")),
        case("an anchor is unknown", "yaml-syntax", "unknown anchor", "ids: »*a\n"),
        case("a file holds two documents", "yaml-syntax", "holds one YAML document", "ids: {}\n»---\nids: {}\n"),
        case("a control character", "yaml-syntax", "U+0007 is not allowed", "ids: {} # »\u{7}\n"),
        case("a key stands twice", "duplicate-key", "`ids` is repeated", "ids: {}\n»ids: {}\n"),
        case("an empty file", "wrong-type", "found nothing", "»"),
        case("a file of text", "wrong-type", "found a text", "»hello\n"),
        case("a value with a tag", "wrong-type", "found a value with a YAML tag", "ids: »!map {}\n"),
        case("aliases are followed", "wrong-type", "found a list", "ids: »»&a []\nobjects: *a\n")
            .and("wrong-type", "found a list"),
        case("brackets without end", "too-deep", "nested deeper", format!("ids: {}»[", "[".repeat(64))),
        case(
            "indentation without end",
            "too-deep",
            "nested deeper",
            format!("{}»{}a", "- ".repeat(33), "- ".repeat(7)),
        ),
    ]
}

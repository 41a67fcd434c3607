//! Identifiers, enums, objects, error codes: their names, and what refers to them.

use crate::support::{Case, GET, body, case, endpoint, files, object, query, resource};

pub(crate) fn cases() -> Vec<Case> {
    [names(), duplicates(), generated(), objects(), errors(), unused()].concat()
}

fn values(values: &str) -> String {
    body("a: { type: A }", &format!("enums:\n  A: {{ doc: A., values: {{ {values} }} }}"))
}

fn names() -> Vec<Case> {
    vec![
        case("a type is not in camel case", "wrong-case", "the name of an identifier is written in upper camel case", "ids:\n  »calendar_id: { doc: a }\n"),
        case("an enum is not in camel case", "wrong-case", "the name of an enum", "enums:\n  »CalendarROLE: { doc: a, values: { b: c } }\n"),
        case("a resource is not in snake case", "wrong-case", "the name of a resource", endpoint("").replace("resource: things", "resource: »someThings")),
        case("an endpoint is not in snake case", "wrong-case", "the name of an endpoint", endpoint("").replace("get:", "»GetIt:")),
        case("a variant is not in camel case", "wrong-case", "the name of a variant", values("1d: { doc: b, rust: »one_day }")),
        case("a field name in Rust is not in snake case", "wrong-case", "the name of a field", query("a: { type: string, rust: »userId }")),
        files("the API is not in snake case", ("wrong-case", "the name of an API"), &[("spec.yaml", "spec: »The-API\ndoc: b\ninclude: []\n")]).and_invalid(),
        case("a type is no identifier", "invalid-name", "it is no identifier", "ids:\n  »Calendar-Id: { doc: a }\n"),
        case("a resource is a keyword", "invalid-name", "it is a keyword of Rust", endpoint("").replace("resource: things", "resource: »move")),
        case("a resource is called types", "invalid-name", "cannot be called `types`", endpoint("").replace("resource: things", "resource: »types")),
        case("an endpoint is a keyword", "invalid-name", "it is a keyword of Rust", endpoint("").replace("get:", "»match:")),
        case("a type is a keyword", "invalid-name", "it is a keyword of Rust", "ids:\n  »Self: { doc: a }\n"),
        case("a value makes no variant", "invalid-name", "the value `1d` makes no name of a variant", values("a: b, »1d: One day.")),
        case("a value makes a keyword", "invalid-name", "the value `self` makes no name", values("a: b, »self: Itself.")),
        case("a variant is reserved", "invalid-name", "cannot be called `Unrecognized`", values("a: b, »unrecognized: c")),
        case("a field makes no name", "invalid-name", "`1d` cannot be the name of a field in Rust", query("»1d: { type: string }")),
        case("a field name in Rust is a keyword that cannot be raw", "invalid-name", "`self` cannot be the name of a field", query("a: { type: string, rust: »self }")),
        case("a field clashes with its builder", "invalid-name", "every builder has a method", query("»build: { type: string }")),
        case("an error is called other", "invalid-name", "cannot be called `other`", "errors:\n  1: { name: »other, message: b, advice: c, retry: never }\n"),
    ]
}

impl Case {
    /// The name of the API is also no identifier.
    fn and_invalid(self) -> Case {
        let _ = self;
        files("the API is no identifier", ("invalid-name", "the name of an API"), &[("spec.yaml", "spec: »The-API\ndoc: b\ninclude: []\n")])
    }
}

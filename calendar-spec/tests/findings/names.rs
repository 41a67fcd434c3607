//! Names: their form, reserved names, and repeated names.

use crate::support::{Case, GET, POST, body, case, endpoint, files, object, query, resource};

pub(crate) fn cases() -> Vec<Case> {
    [conventions(), names(), variants_and_fields(), duplicates(), generated()].concat()
}

/// An enum with these values.
fn values(values: &str) -> String {
    body("a: { type: A }", &format!("enums:\n  A: {{ doc: A., values: {{ {values} }} }}\n"))
}

/// An error code with this number and name.
fn code(number: &str, name: &str) -> String {
    format!("  {number}: {{ name: {name}, message: b, advice: c, retry: never }}\n")
}

fn conventions() -> Vec<Case> {
    vec![
        case("an identifier", "wrong-case", "the name of an identifier", "ids:\n  »calendar_id: { doc: a }\n"),
        case("an enum", "wrong-case", "the name of an enum", "enums:\n  »RoleURL: { doc: a, values: { b: c } }\n"),
        case(
            "an object",
            "wrong-case",
            "the name of an object",
            object("a: { type: string }", "")
                .replace("Thing", "thing")
                .replace("  thing:", "  »thing:")
                .replace("thing: { type: »thing", "thing: { type: thing"),
        ),
        case(
            "a resource",
            "wrong-case",
            "the name of a resource",
            endpoint("").replace("resource: things", "resource: »someThings"),
        ),
        case("an endpoint", "wrong-case", "the name of an endpoint", endpoint("").replace("get:", "»GetIt:")),
        case("an error", "wrong-case", "the name of an error", format!("errors:\n{}", code("1", "»NotFound"))),
        case("an error group", "wrong-case", "the name of an error group", "error_groups:\n  »Common: []\n"),
        case(
            "a constructor",
            "wrong-case",
            "the name of a constructor",
            object("a: { type: string }", "constructors: { »At: { field: a, doc: b } }"),
        ),
        case("a variant", "wrong-case", "the name of a variant", values("1d: { doc: b, rust: »one_day }")),
        case("a field in Rust", "wrong-case", "the name of a field", query("a: { type: string, rust: »userId }")),
        files("an API", ("wrong-case", "the name of an API"), &[("spec.yaml", "spec: »TheApi\ndoc: b\ninclude: []\n")]),
    ]
}

fn names() -> Vec<Case> {
    vec![
        case(
            "a type is no identifier",
            "invalid-name",
            "it is not an identifier",
            "ids:\n  »Calendar-Id: { doc: a }\n",
        ),
        case("a type is not ASCII", "invalid-name", "it is not an identifier", "ids:\n  »Été: { doc: a }\n"),
        case(
            "an endpoint has no letter",
            "invalid-name",
            "it is not an identifier",
            endpoint("").replace("get:", "»_1:"),
        ),
        case("a type is a keyword", "invalid-name", "it is a keyword of Rust", "ids:\n  »Self: { doc: a }\n"),
        case(
            "a resource is a keyword",
            "invalid-name",
            "it is a keyword of Rust",
            endpoint("").replace("resource: things", "resource: »move"),
        ),
        case(
            "a resource is called events",
            "invalid-name",
            "cannot be called `events`",
            endpoint("").replace("resource: things", "resource: »events"),
        ),
        case(
            "a header that the client sets",
            "invalid-name",
            "the header `Authorization` is set by the client",
            endpoint("header: { Authorization: { type: »string, doc: b, rust: token } }"),
        ),
        case(
            "a resource is called types",
            "invalid-name",
            "cannot be called `types`",
            endpoint("").replace("resource: things", "resource: »types"),
        ),
        case(
            "an endpoint is a keyword",
            "invalid-name",
            "it is a keyword of Rust",
            endpoint("").replace("get:", "»match:"),
        ),
        case(
            "an error is a keyword",
            "invalid-name",
            "it is a keyword of Rust",
            format!("errors:\n{}", code("1", "»try")),
        ),
        case(
            "an error is called other",
            "invalid-name",
            "cannot be called `other`",
            format!("errors:\n{}", code("1", "»other")),
        ),
        case(
            "a constructor is a keyword",
            "invalid-name",
            "it is a keyword of Rust",
            object("a: { type: string }", "constructors: { »in: { field: a, doc: b } }"),
        ),
        case(
            "a constructor is called builder",
            "invalid-name",
            "cannot be called `builder`",
            object("a: { type: string }", "constructors: { »builder: { field: a, doc: b } }"),
        ),
    ]
}

fn variants_and_fields() -> Vec<Case> {
    vec![
        case(
            "a value makes no variant",
            "invalid-name",
            "the value `1d` makes no name of a variant",
            values("a: b, »1d: One day."),
        ),
        case(
            "a value makes a keyword",
            "invalid-name",
            "the value `self` makes no name",
            values("a: b, »self: Itself."),
        ),
        case(
            "a variant is a keyword",
            "invalid-name",
            "it is a keyword of Rust",
            values("a: b, 1d: { doc: c, rust: »Self }"),
        ),
        case(
            "a variant is reserved",
            "invalid-name",
            "cannot be called `Unrecognized`",
            values("a: b, »unrecognized: c"),
        ),
        case(
            "a field makes no name",
            "invalid-name",
            "`1d` cannot be the name of a field",
            query("»1d: { type: string }"),
        ),
        case(
            "a field is a keyword in Rust that cannot be raw",
            "invalid-name",
            "`self` cannot be",
            query("a: { type: string, rust: »self }"),
        ),
        case(
            "a field clashes with its builder",
            "invalid-name",
            "every builder has a method",
            query("»build: { type: string }"),
        ),
    ]
}

fn duplicates() -> Vec<Case> {
    let two = |fields: &str| object(fields, "");
    vec![
        files(
            "two types in two files",
            ("duplicate-name", "two types have the name `A`"),
            &[("a.yaml", "ids:\n  A: { doc: a }\n"), ("b.yaml", "enums:\n  »A: { doc: a, values: { b: c } }\n")],
        ),
        files(
            "two files with one resource",
            ("duplicate-name", "two files describe the resource `things`"),
            &[
                ("a.yaml", &endpoint("")),
                ("b.yaml", &endpoint("").replace("resource: things", "resource: »things").replace("/things", "/other")),
            ],
        ),
        case(
            "two fields with one Rust name",
            "duplicate-name",
            "two fields are called `user_id` in Rust",
            two("user_id: { type: string }\n»userId: { type: string }"),
        ),
        case(
            "two fields with one name by `rust`",
            "duplicate-name",
            "two fields are called `a` in Rust",
            two("a: { type: string }\nb: { type: string, rust: »a }"),
        ),
        case(
            "two places with one field",
            "duplicate-name",
            "two fields have the name `a`",
            resource(
                "",
                &format!("{POST}    query: {{ a: {{ type: string }} }}\n    body: {{ »a: {{ type: string }} }}\n"),
            ),
        ),
        case(
            "two values with one variant",
            "duplicate-name",
            "two values are called `OneDay` in Rust",
            values("one_day: a, »oneDay: b"),
        ),
        case(
            "two values with one variant by `rust`",
            "duplicate-name",
            "two values are called `A` in Rust",
            values("a: b, 1d: { doc: c, rust: »A }"),
        ),
        case(
            "two endpoints with one type",
            "duplicate-name",
            "two types of this resource are called `GetV2`",
            resource(
                "",
                &format!(
                    "{}{}",
                    GET.replace("get:", "get_v2:"),
                    GET.replace("get:", "»get_v_2:").replace("/things", "/other")
                ),
            ),
        ),
        case(
            "two codes in two spellings",
            "duplicate-name",
            "the error 1 is declared twice",
            format!("errors:\n{}{}", code("1", "a"), code("»\"01\"", "b")),
        ),
        case(
            "two errors with one name",
            "duplicate-name",
            "two errors are called `NotFound` in Rust",
            format!("errors:\n{}{}", code("1", "not_found"), code("2", "»not_found")),
        ),
        files(
            "two error groups",
            ("duplicate-name", "two error groups have the name `common`"),
            &[("a.yaml", "error_groups: { common: [] }\n"), ("b.yaml", "error_groups: { »common: [] }\n")],
        ),
    ]
}

fn generated() -> Vec<Case> {
    let in_place = "response: { fields: { a: { type: string } } }";
    let twin = |name: &str| {
        let objects = format!(
            "objects:\n  Thing: {{ doc: A., fields: {{ a: {{ type: {name} }} }} }}\n  »{name}: {{ doc: B., fields: {{ b: {{ type: string }} }} }}\n"
        );
        body("thing: { type: Thing }", &objects) + "    response: Thing\n"
    };
    vec![
        case(
            "the response form of an object",
            "duplicate-name",
            "`ThingOutput` is also the name of the response form of `Thing`",
            twin("ThingOutput"),
        ),
        case(
            "the builder of an object",
            "duplicate-name",
            "`ThingBuilder` is also the name of the builder of `Thing`",
            twin("ThingBuilder"),
        ),
        case(
            "the builder of an endpoint",
            "duplicate-name",
            "two types of this resource are called `GetBuilder`",
            resource(
                "",
                &format!(
                    "{}{}",
                    GET.replace("get:", "»get:"),
                    GET.replace("get:", "get_builder:").replace("/things", "/other")
                ),
            ),
        ),
        case(
            "a response in place",
            "duplicate-name",
            "two types of this resource are called `GetResponse`",
            resource(
                "",
                &format!("{GET}    »{in_place}\n{}", GET.replace("get:", "get_response:").replace("/things", "/other")),
            ),
        ),
    ]
}

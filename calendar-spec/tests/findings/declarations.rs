//! Identifiers, enums, objects, error codes, and what refers to them.

use crate::support::{Case, body, case, endpoint, object, query};

pub(crate) fn cases() -> Vec<Case> {
    [objects(), errors(), numbers(), unused()].concat()
}

/// An error code with this number and name.
fn code(number: &str, name: &str) -> String {
    format!("  {number}: {{ name: {name}, message: b, advice: c, retry: never }}\n")
}

fn objects() -> Vec<Case> {
    let constructor = |field: &str| {
        object(
            "a: { type: string }\nb: { type: string, required: true }\nc: { type: string, read_only: true }",
            &format!("constructors: {{ at: {{ field: »{field}, doc: d }} }}"),
        )
    };
    let ring = "objects:\n  A: { doc: A., fields: { b: { type: B, required: true } } }\n  B: { doc: B., fields: { a: { type: »A, required: true }, c: { type: list<B>, required: true } } }\n";
    vec![
        case("a constructor of no field", "unknown-field", "there is no field `d`", constructor("d")),
        case(
            "a constructor of a required field",
            "invalid-constructor",
            "cannot set `b`: it is required",
            constructor("b"),
        ),
        case(
            "a constructor of a read-only field",
            "invalid-constructor",
            "cannot set `c`: it is read-only",
            constructor("c"),
        ),
        case(
            "objects that need each other",
            "endless-object",
            "`A` needs `B`, which in the end needs `A`",
            body("a: { type: A }", ring),
        ),
        case(
            "an object that needs itself",
            "endless-object",
            "`Thing` needs `Thing`",
            object("thing: { type: »Thing, required: true }", ""),
        ),
        case(
            "an object that may hold itself",
            "endless-object",
            "`Thing` holds `Thing`",
            object("thing: { type: »Thing }", ""),
        ),
        case("an unknown type", "unknown-type", "there is no type `Thng`", object("a: { type: »Thng }", "")),
        case("a type in a list", "unknown-type", "there is no type `text`", query("a: { type: »list<text> }")),
        case(
            "a list of two",
            "invalid-type",
            "not a type",
            query("a: { type: \"»list<string, string>\" }").replace("\"»", "»\""),
        ),
        case(
            "a list without end",
            "invalid-type",
            "not a type",
            query(&format!("a: {{ type: »{}string{} }}", "list<".repeat(9), ">".repeat(9))),
        ),
        case(
            "a map by number",
            "invalid-type",
            "the keys of a map are texts",
            object("a: { type: »\"map<int64, string>\" }", ""),
        ),
        case("an unknown response", "unknown-object", "there is no object `Thng`", endpoint("response: »Thng")),
        case(
            "a response that is an identifier",
            "unknown-object",
            "`Id` is not an object",
            format!("ids:\n  Id: {{ doc: a }}\n{}", endpoint("response: »Id\nquery: { a: { type: Id } }")),
        ),
        case(
            "a response that is built in",
            "unknown-object",
            "`string` is not an object",
            endpoint("response: »string"),
        ),
    ]
}

fn errors() -> Vec<Case> {
    let list = |errors: &str| endpoint("").replace("errors: []", &format!("errors: {errors}"));
    let deep: Vec<String> = (0..20).map(|at| format!("  g{at}: [g{}]\n", at + 1)).collect();
    let deep = deep.concat();
    vec![
        case("an unknown code", "unknown-error", "there is no error 7", list("[»7]")),
        case(
            "an unknown group",
            "unknown-error",
            "there is no error group `commn`",
            format!("error_groups: {{ common: [] }}\n{}", list("[»commn]")),
        ),
        case("an unknown code in a group", "unknown-error", "there is no error 7", "error_groups:\n  common: [»7]\n"),
        case(
            "a code twice in a list",
            "duplicate-entry",
            "`1` is listed twice",
            format!("errors:\n{}{}", code("1", "a"), list("[1, »1]")),
        ),
        case(
            "groups that hold each other",
            "error-group-cycle",
            "the error group `a` holds itself",
            "error_groups:\n  a: [b]\n  b: [»a]\n",
        ),
        case(
            "a group that holds itself",
            "error-group-cycle",
            "the error group `a` holds itself",
            "error_groups:\n  a: [»a]\n",
        ),
        case(
            "groups without end",
            "too-deep",
            "error groups hold error groups deeper",
            format!("error_groups:\n{}  g20: []\n", deep.replace("g15: [g16]", "g15: [»g16]")),
        ),
    ]
}

fn numbers() -> Vec<Case> {
    vec![
        case(
            "an enum of numbers with a text",
            "invalid-value",
            "`01` is not a whole number of 32 bits",
            body(
                "a: { type: A }",
                "enums:\n  A: { doc: a, type: int32, values: { 1: { doc: b, rust: B }, »'01': { doc: c, rust: C } } }",
            ),
        ),
        case(
            "a value that an enum of numbers does not have",
            "invalid-default",
            "`3` is not a value of `A`",
            body(
                "a: { type: A, default: »3 }",
                "enums:\n  A: { doc: a, type: int32, values: { 1: { doc: b, rust: B } } }",
            ),
        ),
    ]
}

fn unused() -> Vec<Case> {
    let read_only = "objects:\n  Thing: { doc: A., fields: { a: { type: string } } }\n";
    vec![
        case("an identifier", "unused", "uses the identifier `A`", "ids:\n  »A: { doc: a }\n"),
        case("an enum", "unused", "uses the enum `A`", "enums:\n  »A: { doc: a, values: { b: c } }\n"),
        case("an object", "unused", "uses the object `Thing`", read_only.replace("  Thing", "  »Thing")),
        case(
            "an object that is read-only in a request only",
            "unused",
            "uses the object `Inner`",
            object("a: { type: Inner, read_only: true }", "")
                .replace("objects:\n", "objects:\n  »Inner: { doc: A., fields: { a: { type: string } } }\n"),
        ),
    ]
}

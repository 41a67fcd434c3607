//! Fields: limits, flags, defaults and examples.

use crate::support::{Case, GET, body, case, endpoint, object, query, resource};

pub(crate) fn cases() -> Vec<Case> {
    [ranges(), limits(), flags(), conditions(), plain_values(), enum_values(), forms(), places()].concat()
}

fn ranges() -> Vec<Case> {
    let length = |range: &str| query(&format!("a: {{ type: string, length: »{range} }}"));
    vec![
        case("an inverted range", "invalid-range", "the range `5..=1` is empty", length("5..=1")),
        case("a range without ends", "invalid-range", "it has no end", length("..")),
        case("a range that excludes its end", "invalid-range", "the upper end needs `..=`", length("1..5")),
        case("a range of nothing", "invalid-range", "nothing after `..=`", length("1..=")),
        case("a range of words", "invalid-range", "an end is not a whole number", length("few")),
        case("a range that is a list", "wrong-type", "expected a range such as", length("[1, 5]")),
        case("a negative length", "invalid-range", "`length` cannot be negative", length("-1..=5")),
        case(
            "a negative number of items",
            "invalid-range",
            "`items` cannot be negative",
            query("a: { type: list<string>, items: »-1 }"),
        ),
        case(
            "a range beyond the type",
            "invalid-range",
            "2147483648 does not fit",
            query("a: { type: int32, range: »..=2147483648 }"),
        ),
    ]
}

fn limits() -> Vec<Case> {
    let limit = |ty: &str, limit: &str| query(&format!("a: {{ type: {ty}, {limit} }}"));
    vec![
        case("a length of a flag", "misplaced-limit", "no `length`", limit("bool", "length: »1..=5")),
        case("a length of a date", "misplaced-limit", "no `length`", limit("date", "length: »1..=5")),
        case("items of a text", "misplaced-limit", "no `items`", limit("string", "items: »1..=5")),
        case("a range of a text", "misplaced-limit", "no `range`", limit("string", "range: »1..=5")),
        case("a range of texts in a list", "misplaced-limit", "no `range`", limit("list<string>", "range: »1..=5")),
        case("numbers allowed for a text", "misplaced-limit", "no `one_of`", limit("string", "one_of: »[1, 5]")),
        case("a step of a text", "misplaced-limit", "no `multiple_of`", limit("string", "multiple_of: »5")),
        case("a step of a float", "misplaced-limit", "no `multiple_of`", limit("float", "multiple_of: »5")),
        case("a secret number", "misplaced-secret", "only a field of type `string`", limit("int32", "secret: »true")),
    ]
}

fn flags() -> Vec<Case> {
    let field = |keys: &str| object(&format!("a: {{ type: string, {keys} }}\nb: {{ type: bool }}"), "");
    vec![
        case(
            "required with a default",
            "contradiction",
            "a required field is never absent",
            field("required: true, default: »x"),
        ),
        case(
            "required and read-only",
            "contradiction",
            "no request can set this field",
            field("required: true, read_only: »true"),
        ),
        case(
            "required under a condition as well",
            "contradiction",
            "always required needs no condition",
            field("required: true, required_when: { »b: true }"),
        ),
        case(
            "read-only and required under a condition",
            "contradiction",
            "no request can set this field",
            field("read_only: true, required_when: { »b: true }"),
        ),
        case(
            "read-only with a default",
            "contradiction",
            "so it has no default",
            field("read_only: true, default: »x"),
        ),
        case(
            "required and undocumented",
            "contradiction",
            "is not an undocumented one",
            field("required: true, undocumented: »{ source: a tool }"),
        ),
        case(
            "a read-only parameter",
            "contradiction",
            "a parameter is what a request sets",
            query("a: { type: string, read_only: »true }"),
        ),
        case(
            "a path field with a default",
            "contradiction",
            "a path field is always required",
            in_path("string, default: »x"),
        ),
        case(
            "a path field under a condition",
            "contradiction",
            "a path field is always required",
            in_path("string, required_when: { »b: true }") + "    query: { b: { type: bool } }\n",
        ),
    ]
}

/// An endpoint with a path field of this type.
fn in_path(ty: &str) -> String {
    let endpoint = GET.replace("/things", "/things/:a");
    resource("", &format!("{endpoint}    path: {{ a: {{ type: {ty} }} }}"))
}

fn conditions() -> Vec<Case> {
    let when = |condition: &str| {
        let declarations =
            "enums:\n  Kind: { doc: A., values: { user: One., robot: { doc: None., read_only: true } } }\n";
        let fields = "kind: { type: Kind }\nnumber: { type: int32, range: 1..=9 }\nlist: { type: list<string> }\n";
        body(&format!("{fields}a: {{ type: string, required_when: {condition} }}"), declarations)
    };
    vec![
        case("an unknown sibling", "unknown-field", "there is no field `knd`", when("{ »knd: user }")),
        case("an unknown value", "invalid-value", "`usr` is not a value of `Kind`", when("{ kind: »usr }")),
        case(
            "an unknown value in a list",
            "invalid-value",
            "`usr` is not a value of `Kind`",
            when("{ kind: [user, »usr] }"),
        ),
        case("a value that no request has", "invalid-value", "`robot` is read-only", when("{ kind: »robot }")),
        case("a value outside the range", "invalid-value", "it is 10; 1 to 9 is allowed", when("{ number: »10 }")),
        case(
            "a value of another type",
            "invalid-value",
            "expected a whole number, found a text",
            when("{ number: »one }"),
        ),
        case("a list as sibling", "invalid-rule", "cannot ask for the value of `list`", when("{ »list: a }")),
        case("itself as sibling", "invalid-rule", "a field cannot depend on itself", when("{ »a: b }")),
        case(
            "two siblings",
            "invalid-rule",
            "a condition names exactly one field, and this one names 2",
            when("»{ kind: user, number: 1 }"),
        ),
        case("no values", "empty-value", "this list is empty", when("{ kind: »[] }")),
    ]
}

/// Defaults and examples of plain types.
fn plain_values() -> Vec<Case> {
    let field = |field: &str| query(&format!("a: {{ {field} }}"));
    vec![
        case(
            "a default of another type",
            "invalid-default",
            "expected `true` or `false`, found a whole number",
            field("type: bool, default: »1"),
        ),
        case(
            "a default that is too long",
            "invalid-default",
            "it is 3 characters long; 1 to 2 are allowed",
            field("type: string, length: 1..=2, default: »abc"),
        ),
        case(
            "a default outside the range",
            "invalid-default",
            "it is 11; 1 to 10 is allowed",
            field("type: int32, range: 1..=10, default: »11"),
        ),
        case(
            "a float outside the range",
            "invalid-example",
            "it is 90.5; -90 to 90 is allowed",
            field("type: float, range: -90..=90, example: »90.5"),
        ),
        case(
            "a default that is not allowed",
            "invalid-default",
            "it is 7; allowed are 5, 15",
            field("type: int32, one_of: [5, 15], default: »7"),
        ),
        case(
            "a default that is between two steps",
            "invalid-default",
            "it is 7; only multiples of 5 are allowed",
            field("type: int32, multiple_of: 5, default: »7"),
        ),
        case("no step", "out-of-range", "", field("type: int32, multiple_of: »0")),
        case(
            "a default that does not fit",
            "invalid-default",
            "2147483648 does not fit into an `int32`",
            field("type: int32, default: »2147483648"),
        ),
        case(
            "a number for a text",
            "invalid-example",
            "expected a text, found a whole number",
            field("type: string, example: »1"),
        ),
        case(
            "a scalar for a list",
            "invalid-example",
            "expected a list, found a text",
            field("type: list<string>, example: »b"),
        ),
        case(
            "too many items",
            "invalid-example",
            "it has 2 items; at most 1 are allowed",
            field("type: list<string>, items: ..=1, example: »[b, c]"),
        ),
        case(
            "an item that is too long",
            "invalid-example",
            "`[1]` is 2 characters long; at most 1 are allowed",
            field("type: list<string>, length: ..=1, example: »[b, cd]"),
        ),
        case(
            "an example of an object",
            "invalid-example",
            "found a text",
            body("a: { type: A, example: »b }", "objects:\n  A: { doc: A., fields: { b: { type: string } } }\n"),
        ),
    ]
}

/// Defaults and examples of enums.
fn enum_values() -> Vec<Case> {
    let declarations = "enums:\n  Kind: { doc: A., values: { user: One., robot: { doc: None., read_only: true } } }\n";
    let enumeration = |field: &str| body(field, declarations);
    vec![
        case(
            "an unknown default",
            "invalid-default",
            "`usr` is not a value of `Kind`",
            enumeration("a: { type: Kind, default: »usr }"),
        ),
        case(
            "an unknown example",
            "invalid-example",
            "`usr` is not a value of `Kind`",
            enumeration("a: { type: Kind, example: »usr }"),
        ),
        case(
            "an example that no request has",
            "invalid-example",
            "`robot` is sent by the server only",
            enumeration("a: { type: Kind, example: »robot }"),
        ),
        case(
            "examples that no request has",
            "invalid-example",
            "`robot` is sent by the server only",
            enumeration("a: { type: list<Kind>, example: »[user, robot] }"),
        ),
        case(
            "an example in an object that no request has",
            "invalid-example",
            "`robot` is sent by the server only",
            object("a: { type: Kind, example: »robot }", "").replace(
                "objects:",
                "enums:\n  Kind: { doc: A., values: { robot: { doc: None., read_only: true } } }\nobjects:",
            ),
        ),
    ]
}

fn forms() -> Vec<Case> {
    let example = |ty: &str, value: &str| query(&format!("a: {{ type: {ty}, example: »{value} }}"));
    vec![
        case("a timestamp", "invalid-example", "`soon` is not Unix seconds", example("timestamp", "soon")),
        case(
            "a timestamp in milliseconds",
            "invalid-example",
            "`soon` is not Unix milliseconds",
            example("timestamp_ms", "soon"),
        ),
        case("a date", "invalid-example", "`2023-02-29` is not a date", example("date", "2023-02-29")),
        case(
            "a date-time",
            "invalid-example",
            "is not an RFC 3339 date-time",
            example("date_time", "\"2020-10-28T12:00:00\""),
        ),
        case(
            "a timestamp or date",
            "invalid-example",
            "`soon` is not Unix seconds in decimal or a date",
            example("timestamp_or_date", "soon"),
        ),
        case("a time zone", "invalid-example", "is not a time zone such as", example("timezone", "\"+08:00\"")),
        case("a recurrence", "invalid-example", "is not a recurrence rule", example("recurrence", "FREQ=OFTEN")),
        case("an e-mail address", "invalid-example", "is not an e-mail address", example("email", "someone")),
        case("a URL", "invalid-example", "is not an absolute `http` or `https` URL", example("url", "example.com")),
    ]
}

fn places() -> Vec<Case> {
    let object = "objects:\n  A: { doc: A., fields: { b: { type: string } } }\n";
    let in_place = |place: &str, ty: &str| {
        let endpoint = format!("{GET}    {place}: {{ a: {{ type: »{ty} }} }}\n    response: A\n");
        resource(object, &endpoint)
    };
    vec![
        case("an object in the query", "misplaced-type", "`a` cannot go here: it is an object", in_place("query", "A")),
        case("a list of objects in the query", "misplaced-type", "it is an object", in_place("query", "list<A>")),
        case(
            "a map in the query",
            "misplaced-type",
            "it is a list or map",
            in_place("query", "\"map<string, string>\""),
        ),
        case("an object in a header", "misplaced-type", "it is an object", in_place("header", "A")),
        case("a list in a header", "misplaced-type", "it is a list or map", in_place("header", "list<string>")),
        case("a list in the path", "misplaced-type", "it is a list or map", in_path("»list<string>")),
        case(
            "a header with a space",
            "invalid-name",
            "`a b` is not a header name",
            endpoint("header: { »a b: { type: string } }"),
        ),
    ]
}

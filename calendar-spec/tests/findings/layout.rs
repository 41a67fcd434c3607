//! Mappings: their keys, and the kinds of their values.

use crate::support::{Case, GET, case, endpoint, files, object, query, resource};

pub(crate) fn cases() -> Vec<Case> {
    [keys(), kinds(), values()].concat()
}

fn keys() -> Vec<Case> {
    vec![
        case(
            "a field has an unknown key",
            "unknown-key",
            "a field has no key `lenght`",
            query("a: { type: string, »lenght: 1 }"),
        ),
        case("a file has an unknown key", "unknown-key", "a file has no key `enum`", "»enum: {}\n"),
        case("a merge key is unknown", "unknown-key", "no key `<<`", query("a: { type: string, »<<: { doc: b } }")),
        files(
            "the root has an unknown key",
            ("unknown-key", "the root file has no key `includes`"),
            &[("spec.yaml", "spec: a\ndoc: b\ninclude: []\n»includes: []\n")],
        ),
        files(
            "the root lacks a key",
            ("missing-key", "the root file needs the key `doc`"),
            &[("spec.yaml", "»spec: a\ninclude: []\n")],
        ),
        case("a field lacks its type", "missing-key", "a field needs the key `type`", query("»a: { doc: A. }")),
        case("an id lacks its doc", "missing-key", "an identifier needs the key `doc`", "ids:\n  »A: {}\n"),
        case(
            "an endpoint lacks errors",
            "missing-key",
            "needs the key `errors`",
            resource("", &GET.replace("    errors: []\n", "").replace("get:", "»get:")),
        ),
        case(
            "a resource lacks its doc",
            "missing-key",
            "a resource needs the key `doc`",
            "»resource: things\nendpoints: {}\n",
        ),
        case(
            "endpoints need a resource",
            "misplaced-key",
            "`endpoints` belongs to a resource",
            format!("»endpoints:\n{GET}"),
        ),
        case("a key is a list", "wrong-type", "expected a name, found a list", "ids:\n  ? »[a]\n  : { doc: b }\n"),
        case(
            "a key is a flag",
            "wrong-type",
            "expected a name, found the flag `true`",
            resource("enums:\n  A: { doc: A., values: { »true: a } }", "  {}"),
        ),
    ]
}

fn kinds() -> Vec<Case> {
    vec![
        case("a text is a number", "wrong-type", "expected a text, found a whole number", "ids:\n  A: { doc: »1 }\n"),
        case("a text is missing", "wrong-type", "expected a text, found nothing", "ids:\n  A:\n    doc:»\n"),
        case(
            "a flag is a text",
            "wrong-type",
            "expected `true` or `false`, found a text",
            query("a: { type: string, required: »yes }"),
        ),
        case("a list is a text", "wrong-type", "expected a list, found a text", endpoint("scopes: »a")),
        case("a mapping is a list", "wrong-type", "expected a mapping, found a list", endpoint("query: »[a]")),
        case("a field is a text", "wrong-type", "expected a mapping that describes a field", query("a: »string")),
        case("a response is a list", "wrong-type", "expected a text, or a mapping", endpoint("response: »[A]")),
        case(
            "an example is a mapping",
            "invalid-example",
            "expected a text, found a mapping",
            query("a: { type: string, example: »{ b: c } }"),
        ),
        case(
            "a number is too long",
            "wrong-type",
            "does not fit into 64 bits",
            endpoint("rate_limit: { per_minute: »99999999999999999999 }"),
        ),
        case(
            "a code is a text",
            "wrong-type",
            "`abc` is not an error code",
            "errors:\n  »abc: { name: a, message: b, advice: c, retry: never }\n",
        ),
    ]
}

fn values() -> Vec<Case> {
    let error = |retry: &str| format!("errors:\n  1: {{ name: a, message: b, advice: c, retry: {retry} }}\n");
    vec![
        case("a text is empty", "empty-value", "this string is empty", "ids:\n  A: { doc: »\"\" }\n"),
        case(
            "tokens are empty",
            "empty-value",
            "this list is empty",
            endpoint("").replace("tokens: [user]", "tokens: »[]"),
        ),
        case(
            "apps are empty",
            "empty-value",
            "this list is empty",
            endpoint("").replace("apps: [custom]", "apps: »[]"),
        ),
        case("an enum is empty", "empty-value", "has no values", "enums:\n  A: { doc: A., values: »{} }\n"),
        case("a rate limit is empty", "empty-value", "has no numbers", endpoint("»rate_limit: {}")),
        case("a rate limit is zero", "out-of-range", "0 is too small", endpoint("rate_limit: { per_second: »0 }")),
        case(
            "a rate limit is huge",
            "out-of-range",
            "more than any server",
            endpoint("rate_limit: { per_second: »4294967296 }"),
        ),
        case("a status is none", "out-of-range", "not an HTTP status", error("never, status: »600")),
        case("a status is too small", "out-of-range", "99 is too small", error("never, status: »99")),
        case("a word is unknown", "unknown-value", "`newer` is not known here", error("»newer")),
        case(
            "a token kind is unknown",
            "unknown-value",
            "`users` is not known here",
            endpoint("").replace("[user]", "[user, »users]"),
        ),
        case(
            "a list names something twice",
            "duplicate-entry",
            "`a:b` is listed twice",
            endpoint("scopes: [a:b, »a:b]"),
        ),
        case(
            "a number is allowed twice",
            "duplicate-entry",
            "`5` is listed twice",
            object("a: { type: int32, one_of: [5, »5] }", ""),
        ),
    ]
}

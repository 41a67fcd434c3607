//! Endpoints and events: HTTP line, body, paging, pages of the reference.

use crate::support::{Case, GET, POST, body, case, endpoint, object, query, resource};

pub(crate) fn cases() -> Vec<Case> {
    [
        lines(),
        sites(),
        tokens(),
        responses(),
        files(),
        doubles(),
        paths(),
        pages(),
        paging(),
        counted(),
        keys(),
        events(),
    ]
    .concat()
}

/// An endpoint with this HTTP line.
fn line(http: &str) -> String {
    endpoint("").replace("GET /things", http)
}

fn lines() -> Vec<Case> {
    vec![
        case("a path alone", "invalid-http", "is not an HTTP line", line("»/things")),
        case("an unknown method", "invalid-http", "`FETCH` is not a known method", line("»FETCH /things")),
        case("a method in small letters", "invalid-http", "`get` is not a known method", line("»get /things")),
        case("a path without a slash", "invalid-http", "does not start with `/`", line("»GET things")),
        case("a path with a slash at its end", "invalid-http", "an empty segment", line("»GET /things/")),
        case("a path with a query", "invalid-http", "'?' cannot be part of a path", line("»GET /things?a=b")),
        case("a path with a space", "invalid-http", "' ' cannot be part of a path", line("»GET /some things")),
        case("a path with braces", "invalid-http", "is not a path segment", line("»\"GET /things/{id}\"")),
        case("a path with dots", "invalid-http", "`..` cannot be a segment", line("»GET /../things")),
        case("a placeholder without a name", "invalid-http", "`:` is not a placeholder", line("»\"GET /things/:\"")),
        case("a path without end", "invalid-http", "more than 32 segments", line(&format!("»GET {}", "/a".repeat(33)))),
    ]
}

fn sites() -> Vec<Case> {
    vec![
        case("a site without a name", "invalid-http", "`` is not the name of a site", line("»\"GET https:///things\"")),
        case("a site with a port", "invalid-http", "`a:1` is not the name", line("»\"GET https://a:1/things\"")),
        case("a site without a path", "invalid-http", "does not start with `/`", line("»\"GET https://a.b\"")),
        case(
            "the usual site",
            "invalid-http",
            "is where all endpoints are",
            line("»\"GET https://open.feishu.cn/things\""),
        ),
        case("a plain site", "invalid-http", "does not start with `/`", line("»\"GET http://a.b/things\"")),
        case("another site", "", "", line("\"GET https://www.feishu.cn/things\"")).expecting_nothing(),
    ]
}

fn tokens() -> Vec<Case> {
    let tokens = |tokens: &str| endpoint("").replace("[user]", tokens);
    vec![
        case("no token beside one", "contradiction", "is not called without one", tokens("[user, »none]")),
        case("no token", "", "", tokens("[none]")).expecting_nothing(),
        case("an app token", "", "", tokens("[app]")).expecting_nothing(),
    ]
}

fn responses() -> Vec<Case> {
    let response = |response: &str| endpoint(&format!("»response: {response}"));
    let fields = "fields: { a: { type: string } }";
    vec![
        case("an empty response", "invalid-response", "this one has neither", response("{}")),
        case(
            "fields and an object",
            "invalid-response",
            "this one has both",
            response(&format!("{{ {fields}, object: A }}")),
        ),
        case(
            "a file with fields",
            "invalid-response",
            "neither `fields` nor",
            response(&format!("{{ at: file, {fields} }}")),
        ),
        case(
            "an unknown object",
            "unknown-object",
            "there is no object `A`",
            endpoint("response: { at: body, object: »A }"),
        ),
        case(
            "an unknown place",
            "unknown-value",
            "`root` is not known",
            endpoint(&format!("response: {{ at: »root, {fields} }}")),
        ),
        case("a file", "", "", endpoint("response: { at: file }")).expecting_nothing(),
        case("a response in the body", "", "", endpoint(&format!("response: {{ at: body, {fields} }}")))
            .expecting_nothing(),
    ]
}

fn files() -> Vec<Case> {
    vec![
        case("a file in a query", "misplaced-type", "it is a file", query("a: { type: »file }")),
        case("a list of files", "misplaced-type", "it is a file", body("a: { type: »list<file> }", "")),
        case("a file in an object", "misplaced-type", "cannot hold a file", object("a: { type: »file }", "")),
        case("any JSON in a query", "misplaced-type", "it is any JSON value", query("a: { type: »json }")),
        case("a file", "", "", body("a: { type: file }", "")).expecting_nothing(),
    ]
}

fn doubles() -> Vec<Case> {
    let both = |second: &str| endpoint(&format!("query: {{ a: {{ type: string }} }}\nbody: {{ {second} }}"));
    vec![
        case(
            "one name in query and body",
            "duplicate-name",
            "two fields have the name `a`",
            both("»a: { type: string }"),
        ),
        case(
            "the same one in Rust",
            "duplicate-name",
            "two fields have the name `a`",
            both("»a: { type: string, rust: a }"),
        ),
        case("another one in Rust", "", "", both("a: { type: string, rust: b }")).expecting_nothing(),
    ]
}

fn paths() -> Vec<Case> {
    let with_field = |http: &str, field: &str| {
        resource("", &format!("{}    path: {{ {field}: {{ type: string }} }}\n", GET.replace("GET /things", http)))
    };
    let two = |second: &str| {
        let fields = "    path: { a: { type: string } }\n";
        let first = GET.replace("/things", "/things/:a");
        let fields_b = fields.replace("{ a:", "{ b:");
        format!("{first}{fields}{}{fields_b}", GET.replace("get:", "fetch:").replace("http: GET /things", second))
    };
    vec![
        case(
            "a placeholder without a field",
            "placeholder-without-field",
            "`:b` has no field",
            line("»GET /things/:b"),
        ),
        case(
            "a field without a placeholder",
            "field-without-placeholder",
            "no placeholder `:a`",
            with_field("GET /things", "»a"),
        ),
        case("a placeholder twice", "invalid-http", "`:a` is repeated", with_field("»GET /things/:a/:a", "a")),
        case(
            "one route twice",
            "duplicate-route",
            "two endpoints have this method and path",
            resource("", &two("http: »GET /things/:b")),
        ),
    ]
}

fn pages() -> Vec<Case> {
    let page = |page: &str| endpoint("").replace("page: { path: /p, updated: 2024-07-16 }", &format!("page: {page}"));
    vec![
        case(
            "a day that does not exist",
            "invalid-date",
            "`2024-02-30` is not a date",
            page("{ path: /p, updated: »2024-02-30 }"),
        ),
        case(
            "a day in another form",
            "invalid-date",
            "`16.7.2024` is not a date",
            page("{ path: /p, updated: »16.7.2024 }"),
        ),
        case(
            "a page with its site",
            "invalid-page",
            "starts with `/`",
            page("{ path: »https://open.feishu.cn/document/p, updated: 2024-07-16 }"),
        ),
        case(
            "a page without its path",
            "missing-key",
            "a reference page needs the key `path`",
            page("{ updated: 2024-07-16 }").replace("page:", "»page:"),
        ),
        case(
            "neither a page nor a source",
            "missing-key",
            "an endpoint needs the key `page`",
            endpoint("").replace("    page: { path: /p, updated: 2024-07-16 }\n", "").replace("  get:", "  »get:"),
        ),
        case(
            "a page and a source",
            "contradiction",
            "an endpoint with a page is documented",
            endpoint("undocumented: »{ source: a tool }"),
        ),
    ]
}

/// What a request of a listing has.
const QUERY: &str = "    query:\n      token: { type: string }\n      number: { type: int32 }\n      needed: { type: string, required: true }\n      hidden: { type: string, secret: true }\n";

/// What a listing returns.
const RETURNED: &str = "    response:\n      fields:\n        items: { type: list<string> }\n        next: { type: string }\n        more: { type: bool }\n        hidden: { type: string, secret: true }\n";

/// A listing with this paging.
fn listing(paging: &str) -> String {
    resource("", &format!("{GET}{QUERY}{RETURNED}    paging: {{ {paging} }}\n"))
}

fn counted() -> Vec<Case> {
    vec![
        case(
            "a paging by nothing",
            "invalid-paging",
            "has one of `token`, `offset` and `page`",
            listing("items: items").replace("paging:", "»paging:"),
        ),
        case(
            "a paging by two",
            "invalid-paging",
            "has one of",
            listing("token: token, page: number, items: items, next: next").replace("paging:", "»paging:"),
        ),
        case(
            "a token without the next",
            "invalid-paging",
            "needs the key `next`",
            listing("token: token, items: items").replace("paging:", "»paging:"),
        ),
        case(
            "an offset with a next token",
            "invalid-paging",
            "a paging by `offset` has no `next`",
            listing("offset: number, items: items, next: next").replace("paging:", "»paging:"),
        ),
        case(
            "an offset that is a text",
            "invalid-paging",
            "`token` is not an optional query or body field of type `int32`",
            listing("offset: »token, items: items"),
        ),
        case("a paging by pages", "", "", listing("page: number, items: items, more: more")).expecting_nothing(),
    ]
}

fn paging() -> Vec<Case> {
    let in_body = |place: &str, name: &str| {
        let mark = if place == "body" { "" } else { "»" };
        let paging = format!("{{ token: {mark}{name}, items: items, next: next }}");
        let fields = format!("{{ {name}: {{ type: string }} }}");
        resource("", &format!("{POST}    {place}: {fields}\n{RETURNED}    paging: {paging}\n"))
    };
    vec![
        case(
            "an unknown token",
            "unknown-field",
            "there is no field `tokn`",
            listing("token: »tokn, items: items, next: next"),
        ),
        case(
            "a token that is a number",
            "invalid-paging",
            "`number` is not an optional query or body field of type `string`",
            listing("token: »number, items: items, next: next"),
        ),
        case(
            "a token that the first page cannot do without",
            "invalid-paging",
            "`needed` is not an optional query or body field of type `string`",
            listing("token: »needed, items: items, next: next"),
        ),
        case(
            "a token that is secret",
            "invalid-paging",
            "`hidden` is not an optional query or body field of type `string`, neither secret nor read-only",
            listing("token: »hidden, items: items, next: next"),
        ),
        case(
            "a next token that is secret",
            "invalid-paging",
            "`hidden` is not of type `string` without `secret` in the response",
            listing("token: token, items: items, next: »hidden"),
        ),
        case(
            "a sync token that no answer brings",
            "invalid-paging",
            "a paging with `sync` needs the key `next_sync`",
            listing("token: token, items: items, next: next, sync: token").replace("paging:", "»paging:"),
        ),
        case(
            "a sync token that no request takes",
            "invalid-paging",
            "a paging with `next_sync` needs the key `sync`",
            listing("token: token, items: items, next: next, next_sync: next").replace("paging:", "»paging:"),
        ),
        case("a token in the body", "", "", in_body("body", "token")).expecting_nothing(),
        case(
            "a token in a header",
            "invalid-paging",
            "`X-T` is not an optional query or body field",
            in_body("header", "X-T"),
        ),
        case(
            "a size that is a text",
            "invalid-paging",
            "`token` is not a query or body field of type `int32`",
            listing("token: token, size: »token, items: items, next: next"),
        ),
        case(
            "items that are no list",
            "invalid-paging",
            "`next` is not a list in the response",
            listing("token: token, items: »next, next: next"),
        ),
        case(
            "unknown items",
            "unknown-field",
            "there is no field `itms`",
            listing("token: token, items: »itms, next: next"),
        ),
        case(
            "a next token that is a flag",
            "invalid-paging",
            "`more` is not of type `string`",
            listing("token: token, items: items, next: »more"),
        ),
        case(
            "a flag that is a text",
            "invalid-paging",
            "`next` is not of type `bool`",
            listing("token: token, items: items, next: next, more: »next"),
        ),
        case(
            "a token is missing",
            "invalid-paging",
            "has one of `token`, `offset` and `page`",
            listing("items: items, next: next").replace("paging:", "»paging:"),
        ),
        case(
            "pages of nothing",
            "invalid-paging",
            "an endpoint without a response has no pages",
            resource("", &format!("{GET}{QUERY}    »paging: {{ token: token, items: items, next: next }}\n")),
        ),
    ]
}

fn keys() -> Vec<Case> {
    let key = |key: &str| {
        let endpoint = POST.replace("/things", "/things/:id");
        resource(
            "",
            &format!(
                "{endpoint}    path: {{ id: {{ type: string }} }}\n    query: {{ number: {{ type: int32 }} }}\n    idempotency_key: »{key}\n"
            ),
        )
    };
    let repeatable = |endpoint: &str| resource("", &format!("{endpoint}    repeatable: »true\n"));
    vec![
        case("an unknown idempotency key", "unknown-field", "there is no field `key`", key("key")),
        case(
            "an idempotency key in the path",
            "invalid-idempotency-key",
            "`id` cannot be an idempotency key",
            key("id"),
        ),
        case("an idempotency key that is a number", "invalid-idempotency-key", "`number` cannot be", key("number")),
        case("a GET that is said to be repeatable", "contradiction", "every one is repeatable", repeatable(GET)),
        case(
            "a key beside `repeatable`",
            "contradiction",
            "the idempotency key makes",
            repeatable(&format!("{POST}    query: {{ key: {{ type: string }} }}\n    idempotency_key: key\n")),
        ),
    ]
}

fn events() -> Vec<Case> {
    let event = |name: &str, keys: &str| {
        format!(
            "  {name}:\n    doc: It happened.\n    page: {{ path: /p, updated: 2024-07-16 }}\n    apps: [custom]\n    {keys}\n"
        )
    };
    let events = |events: &str| format!("{}events:\n{events}", endpoint(""));
    let fields = "fields: { a: { type: string } }";
    vec![
        case(
            "an event with both payloads",
            "invalid-event",
            "and this one has both",
            events(&event("»changed", &format!("type: a\n    {fields}\n    payload: B"))),
        ),
        case(
            "an event without a payload",
            "invalid-event",
            "and this one has neither",
            events(&event("»changed", "type: a")),
        ),
        case(
            "an unknown payload",
            "unknown-object",
            "there is no object `B`",
            events(&event("changed", "type: a\n    payload: »B")),
        ),
        case(
            "an unknown envelope",
            "unknown-value",
            "`v3` is not known here",
            events(&event("changed", &format!("type: a\n    envelope: »v3\n    {fields}"))),
        ),
        case(
            "an event without a type",
            "missing-key",
            "an event needs the key `type`",
            events(&event("»changed", fields)),
        ),
        case(
            "an event that is a keyword",
            "invalid-name",
            "cannot be the name of an event",
            events(&event("»move", &format!("type: a\n    {fields}"))),
        ),
        case(
            "two events with one type",
            "duplicate-name",
            "two events have the type `a`",
            events(
                &[event("one", &format!("type: a\n    {fields}")), event("two", &format!("type: »a\n    {fields}"))]
                    .concat(),
            ),
        ),
        case(
            "an event whose names are taken",
            "duplicate-name",
            "there is no name left for the payload of `changed`",
            events(&event("»changed", &format!("type: a\n    {fields}")))
                + "ids:\n  ThingsChanged: { doc: a }\n  ThingsChangedEvent: { doc: a }\n",
        ),
    ]
}

//! Edits of the spec and programs that they may break.

use super::Case;

/// The code around each program.
pub(crate) const PROGRAM: &str = r#"
#![allow(warnings)]
mod api {
    lark::api!("SPEC");
}
use api::{ErrorCode, events, label, note, types};
use lark::__private::{Missing, Set};
use lark::{Endpoint, Tenant, Text, TokenFor, User};

fn takes<K: TokenFor<E::Token>, E: Endpoint>() {}
fn value<T>() -> T { todo!() }

fn main() {
    BODY
}
"#;

/// A request as most programs write it.
const BUILD: &str = r#"
    let builder = note::Create::builder().board_id("b").title("Milk").color(types::Color::Red).owner("me");
    let request = builder.minutes(5).order(types::Order::Newest).text("Buy milk.").build().unwrap();
    let note::Create { title, text, .. } = &request;
"#;

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "an optional field of a request",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, doc: A tag. }\n      text: { type: string, length",
        )],
        there: Some(BUILD),
        back: Some(r#"let builder = note::Create::builder().tag("a");"#),
    },
    Case {
        name: "a required field of a request",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, required: true, doc: A tag. }\n      text: { type: string, length",
        )],
        there: Some(BUILD),
        back: None,
    },
    Case {
        name: "a field becomes required, which the builder and the request show",
        edits: &[
            ("owner: { type: string", "owner: { type: string, required: true"),
            ("      - together: [owner, password]\n", ""),
            ("      - conflict: { fields: [owner], with: [urgent, size] }\n", ""),
        ],
        there: Some("let owner: Option<Text> = value::<note::Create>().owner;"),
        back: Some("let owner: Text = value::<note::Create>().owner;"),
    },
    Case {
        name: "required fields in another order",
        edits: &[
            ("      title: { type: string, required: true, length: 1..=100, doc: The title., example: Milk }\n", ""),
            (
                "      text: { type: string, length",
                "      title: { type: string, required: true, length: 1..=100, doc: The title., example: Milk }\n      text: { type: string, length",
            ),
        ],
        there: Some(r#"let builder: note::CreateBuilder<Missing, Set, Missing> = note::Create::builder().title("a");"#),
        back: None,
    },
    Case {
        name: "a field of a response",
        edits: &[("      count: { type", "      tag: { type: string, doc: A tag. }\n      count: { type")],
        there: Some("let types::Summary { count, state, .. } = types::Summary::default();"),
        back: Some("let tag = types::Summary::default().tag;"),
    },
    Case {
        name: "a larger number",
        edits: &[("count: { type: int32", "count: { type: int64")],
        there: Some("let count: Option<i32> = types::Summary::default().count;"),
        back: Some("let count: Option<i64> = types::Summary::default().count;"),
    },
    Case {
        name: "a form of text, a tighter limit, another default, another path, another place",
        edits: &[
            ("owner: { type: string", "owner: { type: email"),
            ("length: ..=1000", "length: ..=10"),
            ("default: 3, ", "default: 4, "),
            ("http: POST /notes/v1", "http: PUT /notes/v2"),
            ("      key: { type: string, doc: Makes a repetition harmless. }\n", ""),
            ("      Locale: {", "      key: { type: string, doc: Makes a repetition harmless. }\n      Locale: {"),
        ],
        there: Some(BUILD),
        back: Some(BUILD),
    },
    Case {
        name: "a value, an error and an event",
        edits: &[
            ("      red: Red.\n", "      red: Red.\n      green: Green.\n"),
            (
                "errors:\n  300001",
                "errors:\n  300003: { name: lost, message: lost, advice: Search., retry: never }\n  300001",
            ),
            ("errors: [300001, 300002]", "errors: [300001, 300002, 300003]"),
            (
                "    payload: Summary\n",
                "    payload: Summary\n  lost:\n    doc: A note was lost.\n    page: { path: /note/lost, updated: 2026-01-01 }\n    type: note.lost_v1\n    apps: [custom]\n    payload: Badge\n",
            ),
        ],
        there: Some(
            "match value() { types::Color::Red | types::Color::Blue => {} _ => {} }
             match value() { ErrorCode::Busy | ErrorCode::NoteNotFound => {} _ => {} }
             match value() { events::Event::NoteChanged(event) => {} _ => {} }",
        ),
        back: Some("let color = types::Color::Green;"),
    },
    Case {
        name: "an error code is gone",
        edits: &[
            ("  300002: { name: busy, message: busy, advice: Wait., retry: backoff }\n", ""),
            ("errors: [300001, 300002]", "errors: [300001]"),
        ],
        there: Some("let code = ErrorCode::Busy;"),
        back: Some("let code = ErrorCode::NoteNotFound;"),
    },
    Case {
        name: "one kind of token less",
        edits: &[("tokens: [tenant, user]\n    apps: [custom, isv]", "tokens: [user]\n    apps: [custom, isv]")],
        there: Some("takes::<Tenant, note::Create>();"),
        back: Some("takes::<User, note::Create>();"),
    },
    Case {
        name: "only the server sets a field, which makes two structs of an object",
        edits: &[("x: { type: float, doc", "x: { type: float, read_only: true, doc")],
        there: Some("let place: types::Point = types::Summary::default().place.unwrap_or_default();"),
        back: Some("let place: types::PointOutput = types::Summary::default().place.unwrap_or_default();"),
    },
    Case {
        name: "an object is sent that was only received",
        edits: &[("      urgent: {", "      badge: { type: Badge, doc: What it wears. }\n      urgent: {")],
        there: Some("let badge: types::Badge = types::Summary::default().badge.unwrap_or_default();"),
        back: Some("let badge = types::Badge::builder();"),
    },
    Case {
        name: "an object is received that was only sent, in a struct of its own",
        edits: &[(
            "      count: { type: int32, doc: Its",
            "      offset: { type: Offset, doc: From where. }\n      count: { type: int32, doc: Its",
        )],
        there: Some("let offset = types::Offset::builder().amount(5).anchor(types::Anchor::AfterEnd).build();"),
        back: Some("let offset = types::OffsetOutput::default();"),
    },
    Case {
        name: "the first constructor",
        edits: &[
            (
                "    doc: An amount from an anchor.\n",
                "    doc: An amount from an anchor.\n    constructors:\n      in_words: { field: words, doc: In words. }\n",
            ),
            ("      amount: { type", "      words: { type: string, doc: Words. }\n      amount: { type"),
        ],
        there: Some("let offset = types::Offset::builder();"),
        back: Some(r#"let offset = types::Offset::in_words("a");"#),
    },
    Case {
        name: "one more constructor, for a new field",
        edits: &[
            ("      on: { field", "      now: { field: words, doc: In words. }\n      on: { field"),
            ("      zone: { type", "      words: { type: string, doc: Words. }\n      zone: { type"),
        ],
        there: Some(r#"let moment = types::Moment::at(5).zone("Asia/Shanghai");"#),
        back: None,
    },
    Case {
        name: "one more constructor, for a field that loses its setter",
        edits: &[("      on: { field", "      within: { field: zone, doc: In a zone. }\n      on: { field")],
        there: Some(r#"let moment = types::Moment::at(5).zone("Asia/Shanghai");"#),
        back: None,
    },
    Case {
        name: "no paging, whose flag is plain",
        edits: &[("    paging: { token: page_token, items: items, next: page_token, more: has_more }\n", "")],
        there: Some("let more: bool = note::ListResponse::default().has_more;"),
        back: Some("let more: Option<bool> = note::ListResponse::default().has_more;"),
    },
    Case {
        name: "a secret",
        edits: &[("password: { type: string,", "password: { type: string, secret: true,")],
        there: Some("let password: Option<Text> = value::<note::Create>().password;"),
        back: None,
    },
    Case {
        name: "no answer",
        edits: &[("    response: Note\n", "")],
        there: Some("let note: types::NoteOutput = value::<<note::Create as Endpoint>::Response>();"),
        back: Some("let empty: lark::Empty = value::<<note::Create as Endpoint>::Response>();"),
    },
    Case {
        name: "another name in Rust, and on the wire",
        edits: &[
            ("urgent: { type: bool,", "urgent: { type: bool, rust: is_urgent,"),
            ("      minutes: { type: int32,", "      duration: { type: int32, rust: minutes,"),
        ],
        there: Some("let builder = note::Create::builder().urgent(true);"),
        back: Some("let builder = note::Create::builder().minutes(5).is_urgent(true);"),
    },
    Case {
        name: "another name on the wire",
        edits: &[("      minutes: { type: int32,", "      duration: { type: int32, rust: minutes,")],
        there: Some(BUILD),
        back: None,
    },
];

//! Resources and endpoints: their existence, routes and tokens.

use crate::Case;

const PEN: &str = "resource: pen
doc: Pens.

objects:
  Pen:
    doc: A pen.
    fields:
      state: { type: State, doc: How it is. }
endpoints:
  get:
    doc: Take a pen.
    page: { path: /pen/get, updated: 2026-01-01 }
    http: GET /notes/v1/pens
    tokens: [user]
    apps: [custom]
    response: Pen
    errors: []
";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an endpoint with its response",
        edits: &[(
            "  delete:\n    doc: Delete a note.",
            "  count:
    doc: Count the notes.
    page: { path: /note/count, updated: 2026-01-01 }
    http: GET /notes/v1/boards/:board_id/count
    tokens: [user]
    apps: [custom]
    path: { board_id: { type: string, doc: The board. } }
    response: { fields: { count: { type: int32, doc: How many. } } }
    errors: []
  delete:\n    doc: Delete a note.",
        )],
        there: &["type-added note.CountResponse: minor", "endpoint-added note.count: minor, request: compatible"],
        back: &["type-removed note.CountResponse: major", "endpoint-removed note.count: major, request: breaking"],
    },
    Case {
        name: "another path",
        edits: &[("DELETE /notes/v1/boards/", "DELETE /notes/v2/boards/")],
        there: &["route-changed note.delete: patch, request: breaking"],
        back: &["route-changed note.delete: patch, request: breaking"],
    },
    Case {
        name: "another site",
        edits: &[("DELETE /notes/v1/boards/", "DELETE https://www.feishu.cn/notes/v1/boards/")],
        there: &["route-changed note.delete: patch, request: breaking"],
        back: &["route-changed note.delete: patch, request: breaking"],
    },
    Case {
        name: "a response that stands in the body",
        edits: &[("    response: Note\n", "    response: { at: body, object: Note }\n")],
        there: &["response-place-changed note.create: patch, response: breaking"],
        back: &["response-place-changed note.create: patch, response: breaking"],
    },
    Case {
        name: "scopes for fields of a response",
        edits: &[("    response: Note\n", "    response: Note\n    field_scopes: [notes:read]\n")],
        there: &["response-scopes-changed note.create: patch, response: breaking"],
        back: &["response-scopes-changed note.create: patch, response: compatible"],
    },
    Case {
        name: "words of an endpoint for an error",
        edits: &[("    errors: [300001]\n", "    errors: [{ code: 300001, message: m }]\n")],
        there: &["texts-of-listed-errors-changed note.create: patch, response: compatible"],
        back: &["texts-of-listed-errors-changed note.create: patch, response: compatible"],
    },
    Case {
        name: "a limit without numbers",
        edits: &[("rate_limit: { per_minute: 100 }", "rate_limit: { per_minute: 100, special: true }")],
        there: &["special-rate-limit-changed note.create: patch, request: breaking"],
        back: &["special-rate-limit-changed note.create: patch, request: compatible"],
    },
    Case {
        name: "another method",
        edits: &[("http: POST /notes", "http: PUT /notes")],
        there: &["route-changed note.create: patch, request: breaking"],
        back: &["route-changed note.create: patch, request: breaking"],
    },
    Case {
        name: "one kind of token less",
        edits: &[("tokens: [tenant, user]\n    apps: [custom, isv]", "tokens: [user]\n    apps: [custom, isv]")],
        there: &["tokens-removed note.create: major, request: breaking"],
        back: &["tokens-added note.create: minor, request: compatible"],
    },
    Case {
        name: "the other kind of token",
        edits: &[("tokens: [tenant]\n", "tokens: [user]\n")],
        there: &["tokens-changed note.delete: major, request: breaking"],
        back: &["tokens-changed note.delete: major, request: breaking"],
    },
    Case {
        name: "one kind of application less",
        edits: &[("apps: [custom, isv]\n    scopes: [note:write", "apps: [custom]\n    scopes: [note:write")],
        there: &["apps-removed note.create: patch, request: breaking"],
        back: &["apps-added note.create: patch, request: compatible"],
    },
    Case {
        name: "a scope that no longer suffices",
        edits: &[("scopes: [note:write, note:all]", "scopes: [note:write]")],
        there: &["scopes-removed note.create: patch, request: breaking"],
        back: &["scopes-added note.create: patch, request: compatible"],
    },
    Case {
        name: "no scope needed",
        edits: &[("    scopes: [note:write, note:all]\n", "")],
        there: &["scopes-changed note.create: patch, request: compatible"],
        back: &["scopes-changed note.create: patch, request: breaking"],
    },
    Case {
        name: "fewer calls",
        edits: &[("per_minute: 100 }", "per_minute: 50 }")],
        there: &["calls-per-minute-changed note.create: patch, request: breaking"],
        back: &["calls-per-minute-changed note.create: patch, request: compatible"],
    },
    Case {
        name: "a limit for seconds too",
        edits: &[("per_minute: 100 }", "per_minute: 100, per_second: 5 }")],
        there: &["calls-per-second-changed note.create: patch, request: breaking"],
        back: &["calls-per-second-changed note.create: patch, request: compatible"],
    },
    Case {
        name: "no rate limit",
        edits: &[("    rate_limit: { per_minute: 100 }\n", "")],
        there: &["calls-per-minute-changed note.create: patch, request: compatible"],
        back: &["calls-per-minute-changed note.create: patch, request: breaking"],
    },
    Case {
        name: "no paging, whose flag is plain in Rust",
        edits: &[("    paging: { token: page_token, items: items, next: page_token, more: has_more }\n", "")],
        there: &[
            "paging-flag-removed note.ListResponse.has_more: major",
            "paging-removed note.list: patch, request: breaking",
        ],
        back: &[
            "paging-flag-added note.ListResponse.has_more: major",
            "paging-added note.list: patch, request: compatible",
        ],
    },
    Case {
        name: "a size of pages",
        edits: &[("paging: { token: page_token,", "paging: { token: page_token, size: size,")],
        there: &["paging-added note.list: patch, request: compatible"],
        back: &["paging-removed note.list: patch, request: breaking"],
    },
    Case {
        name: "no idempotency key",
        edits: &[("    idempotency_key: key\n", "")],
        there: &["idempotency-key-removed note.create: patch, request: breaking"],
        back: &["idempotency-key-added note.create: patch, request: compatible"],
    },
    Case {
        name: "repeatable in place of a key",
        edits: &[("    idempotency_key: key\n", "    repeatable: true\n")],
        there: &[
            "idempotency-key-removed note.create: patch, request: breaking",
            "repeatable-added note.create: patch, request: compatible",
        ],
        back: &[
            "idempotency-key-added note.create: patch, request: compatible",
            "repeatable-removed note.create: patch, request: breaking",
        ],
    },
    Case {
        name: "another idempotency key",
        edits: &[("    idempotency_key: key\n", "    idempotency_key: text\n")],
        there: &["idempotency-key-changed note.create: patch, request: breaking"],
        back: &["idempotency-key-changed note.create: patch, request: breaking"],
    },
    Case {
        name: "no answer",
        edits: &[(
            "    response:
      fields:
        label_id: { type: LabelId, doc: The label. }
        state: { type: State, doc: How far it has come. }\n",
            "",
        )],
        there: &[
            "type-removed label.GetResponse: major",
            "cargo-features-removed types.State: major",
            "response-removed label.get: major, response: breaking",
        ],
        back: &[
            "type-added label.GetResponse: minor",
            "cargo-features-added types.State: minor",
            "response-added label.get: major, response: compatible",
        ],
    },
    Case {
        name: "another object that holds more",
        edits: &[(
            "    response: Note\n",
            "    response: { fields: { note_id: { type: NoteId, doc: The note. }, color: { type: Color, doc: Its colour. }, readers: { type: list<Reader>, doc: Who reads it. }, place: { type: Point, doc: Where. } } }\n",
        )],
        there: &[
            "type-added note.CreateResponse: minor",
            "structs-removed types.Note: major",
            "response-changed note.create: major, response: compatible",
        ],
        back: &[
            "type-removed note.CreateResponse: major",
            "structs-added types.Note: minor",
            "response-changed note.create: major, response: breaking",
        ],
    },
    Case {
        name: "an endpoint that should not be used any more",
        edits: &[("    errors: [300001]\n", "    errors: [300001]\n    deprecated: Use `list`.\n")],
        there: &["deprecation-added note.create: minor"],
        back: &["deprecation-removed note.create: patch"],
    },
    Case {
        name: "a resource",
        edits: &[("label.yaml]", "label.yaml, pen.yaml]"), ("+pen.yaml", PEN)],
        there: &[
            "type-added types.Pen: minor",
            "resource-added pen: minor",
            "endpoint-added pen.get: minor, request: compatible",
        ],
        back: &[
            "type-removed types.Pen: major",
            "resource-removed pen: major",
            "endpoint-removed pen.get: major, request: breaking",
        ],
    },
];

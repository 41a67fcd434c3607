//! Types and formats of fields.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a larger number in a request",
        edits: &[("size: { type: int32, range", "size: { type: int64, range")],
        there: &["field-type-changed note.create.size: major, request: compatible"],
        back: &["field-type-changed note.create.size: major, request: breaking"],
    },
    Case {
        name: "a larger number in a response",
        edits: &[("count: { type: int32", "count: { type: int64")],
        there: &["field-type-changed types.Summary.count: major, response: breaking"],
        back: &["field-type-changed types.Summary.count: major, response: compatible"],
    },
    Case {
        name: "numbers in place of strings",
        edits: &[("Level: { doc: A level., ", "Level: { doc: A level., type: int32, ")],
        there: &["json-type-changed types.Level: patch, request: breaking"],
        back: &["json-type-changed types.Level: patch, request: breaking"],
    },
    Case {
        name: "another kind of value both ways",
        edits: &[("x: { type: float", "x: { type: string")],
        there: &["field-type-changed types.Point.x: major, request: breaking, response: breaking"],
        back: &["field-type-changed types.Point.x: major, request: breaking, response: breaking"],
    },
    Case {
        name: "a form of text that has no type of its own in Rust",
        edits: &[("owner: { type: string", "owner: { type: email")],
        there: &["format-changed note.create.owner: minor, request: breaking"],
        back: &["format-changed note.create.owner: patch, request: compatible"],
    },
    Case {
        name: "a form of text that is received as any text is",
        edits: &[(
            "text: { type: string, doc: The text. }\n      shape",
            "text: { type: url, doc: The text. }\n      shape",
        )],
        there: &["format-changed types.Badge.text: patch, response: compatible"],
        back: &["format-changed types.Badge.text: patch, response: compatible"],
    },
    Case {
        name: "a form of text with a type of its own in Rust",
        edits: &[("shape: { type: string", "shape: { type: timestamp")],
        there: &["field-type-changed types.Badge.shape: major, response: compatible"],
        back: &["field-type-changed types.Badge.shape: major, response: breaking"],
    },
    Case {
        name: "one form of time less",
        edits: &[("timestamp: { type: timestamp, doc", "timestamp: { type: timestamp_or_date, doc")],
        there: &["field-type-changed types.Moment.timestamp: major, request: compatible"],
        back: &["field-type-changed types.Moment.timestamp: major, request: breaking"],
    },
    Case {
        name: "an identifier in place of a text",
        edits: &[(
            "board_id: { type: string, doc: The board. }\n      note_id",
            "board_id: { type: LabelId, doc: The board. }\n      note_id",
        )],
        there: &["field-type-changed note.delete.board_id: major, request: compatible"],
        back: &["field-type-changed note.delete.board_id: major, request: compatible"],
    },
    Case {
        name: "another identifier",
        edits: &[(
            "note_id: { type: NoteId, doc: The note. }\n    errors",
            "note_id: { type: LabelId, doc: The note. }\n    errors",
        )],
        there: &["field-type-changed note.delete.note_id: major, request: breaking"],
        back: &["field-type-changed note.delete.note_id: major, request: breaking"],
    },
    Case {
        name: "an open enum in place of a text",
        edits: &[("reader_id: { type: string", "reader_id: { type: Color")],
        there: &["field-type-changed types.Reader.reader_id: major, request: breaking, response: compatible"],
        back: &["field-type-changed types.Reader.reader_id: major, request: compatible, response: compatible"],
    },
    Case {
        name: "an enum with other values",
        edits: &[
            ("      color: { type: Color, required: true", "      color: { type: Tone, required: true"),
            (
                "  Order:\n",
                "  Tone:\n    doc: A tone.\n    values: { red: Red., blue: Blue., green: Green. }\n  Order:\n",
            ),
        ],
        there: &["type-added types.Tone: minor", "field-type-changed note.create.color: major, request: compatible"],
        back: &["type-removed types.Tone: major", "field-type-changed note.create.color: major, request: breaking"],
    },
    Case {
        name: "one in place of many",
        edits: &[("moons: { type: list<string>", "moons: { type: list<list<string>>")],
        there: &["field-type-changed note.create.moons: major, request: breaking"],
        back: &["field-type-changed note.create.moons: major, request: breaking"],
    },
    Case {
        name: "an object that holds the same and more",
        edits: &[
            ("badge: { type: Badge, doc", "badge: { type: Medal, doc"),
            (
                "readers: { type: list<Reader>, doc: Who reads it. }\n  Summary",
                "readers: { type: list<Reader>, doc: Who reads it. }\n      badge: { type: Badge, read_only: true, doc: What. }\n  Medal:\n    doc: A medal.\n    fields:\n      text: { type: string, doc: Words. }\n      shape: { type: string, doc: Round. }\n      metal: { type: string, doc: Gold. }\n  Summary",
            ),
        ],
        there: &[
            "type-added types.Medal: minor",
            "field-added types.Note.badge: minor, response: compatible",
            "field-type-changed types.Summary.badge: major, response: compatible",
        ],
        back: &[
            "type-removed types.Medal: major",
            "field-removed types.Note.badge: major, response: breaking",
            "field-type-changed types.Summary.badge: major, response: breaking",
        ],
    },
];

//! Changes that programs cannot observe.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the description of the spec, a resource, an endpoint, a type, a field, a value, a constructor and an event",
        edits: &[
            ("doc: Notes and labels.", "doc: Labels and notes."),
            ("doc: Labels.\n", "doc: All labels.\n"),
            ("doc: Write a note.", "doc: Write one note."),
            ("doc: Identifies a note.", "doc: Identifies one note."),
            ("doc: A colour.\n", "doc: One colour.\n"),
            ("doc: Upwards.", "doc: Up."),
            ("red: Red.", "red: Really red."),
            ("doc: On a day.", "doc: On one day."),
            ("doc: A note changed.", "doc: One note changed."),
        ],
        there: TEXTS,
        back: TEXTS,
    },
    Case {
        name: "examples of an identifier and of a field",
        edits: &[("example: n_1", "example: n_2"), (", example: Milk", "")],
        there: &["example-changed types.NoteId: patch", "example-removed note.create.title: patch"],
        back: &["example-changed types.NoteId: patch", "example-added note.create.title: patch"],
    },
    Case {
        name: "what is done with items",
        edits: &[(
            "doc: Notes.\n\nendpoints:",
            "doc: Notes.\n\ncollection: { object: Note, id: note_id, create: create }\n\nendpoints:",
        )],
        there: &["collection-added note: patch"],
        back: &["collection-removed note: patch"],
    },
    Case {
        name: "the page of an endpoint and the day of another",
        edits: &[
            ("{ path: /note/create, updated: 2026-01-01 }", "{ path: /note/new, updated: 2026-01-01 }"),
            ("{ path: /note/list, updated: 2026-01-01 }", "{ path: /note/list, updated: 2026-02-01 }"),
        ],
        there: &["page-changed note.create: patch", "page-update-changed note.list: patch"],
        back: &["page-changed note.create: patch", "page-update-changed note.list: patch"],
    },
    Case {
        name: "no longer rolled out gradually",
        edits: &[(", beta: true", "")],
        there: &["rollout-changed note.create.urgent: patch"],
        back: &["rollout-changed note.create.urgent: patch"],
    },
    Case {
        name: "no longer described by a page",
        edits: &[(", beta: true", ", beta: true, undocumented: { source: a tool }")],
        there: &["documentation-changed note.create.urgent: major"],
        back: &["documentation-changed note.create.urgent: minor"],
    },
    Case {
        name: "other words for why not to use a field",
        edits: &[("deprecated: Use nothing.", "deprecated: Leave it out.")],
        there: &["deprecation-changed note.list.old: patch"],
        back: &["deprecation-changed note.list.old: patch"],
    },
    Case {
        name: "files in another order",
        edits: &[("note.yaml, label.yaml", "label.yaml, note.yaml")],
        there: &["order-changed spec: patch", "order-changed spec: patch", "order-changed spec: patch"],
        back: &["order-changed spec: patch", "order-changed spec: patch", "order-changed spec: patch"],
    },
];

const TEXTS: &[&str] = &[
    "doc-changed spec: patch",
    "doc-changed types.NoteId: patch",
    "doc-changed types.Color: patch",
    "doc-changed types.Color.red: patch",
    "doc-changed types.Point.y: patch",
    "doc-changed types.Moment::on: patch",
    "doc-changed label: patch",
    "doc-changed note.create: patch",
    "doc-changed note.events.changed: patch",
];

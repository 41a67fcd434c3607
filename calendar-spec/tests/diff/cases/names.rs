//! Names that exist only in Rust.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a field",
        edits: &[("urgent: { type: bool,", "urgent: { type: bool, rust: is_urgent,")],
        there: &["rust-name-changed note.create.urgent: major"],
        back: &["rust-name-changed note.create.urgent: major"],
    },
    Case {
        name: "a value",
        edits: &[("red: Red.", "red: { doc: Red., rust: Scarlet }")],
        there: &["rust-name-changed types.Color.red: major"],
        back: &["rust-name-changed types.Color.red: major"],
    },
    Case {
        name: "an error",
        edits: &[("name: note_not_found", "name: no_such_note")],
        there: &["rust-name-changed errors.300001: major"],
        back: &["rust-name-changed errors.300001: major"],
    },
    Case {
        name: "a constructor",
        edits: &[("at: { field: timestamp", "instant: { field: timestamp")],
        there: &["rust-name-changed types.Moment::instant: major"],
        back: &["rust-name-changed types.Moment::at: major"],
    },
    Case {
        name: "an identifier",
        edits: &[
            ("  LabelId: {", "  TagId: {"),
            (
                "label_id: { type: LabelId, doc: The label. }\n    response",
                "label_id: { type: TagId, doc: The label. }\n    response",
            ),
            (
                "label_id: { type: LabelId, doc: The label. }\n        state",
                "label_id: { type: TagId, doc: The label. }\n        state",
            ),
        ],
        there: &["rust-name-changed types.TagId: major"],
        back: &["rust-name-changed types.LabelId: major"],
    },
    Case {
        name: "an enum",
        edits: &[("  Order:\n", "  Sorting:\n"), ("order: { type: Order", "order: { type: Sorting")],
        there: &["rust-name-changed types.Sorting: major"],
        back: &["rust-name-changed types.Order: major"],
    },
    Case {
        name: "an object",
        edits: &[("  Badge:\n", "  Medal:\n"), ("badge: { type: Badge", "badge: { type: Medal")],
        there: &["rust-name-changed types.Medal: major"],
        back: &["rust-name-changed types.Badge: major"],
    },
    Case {
        name: "a resource, with its response in place",
        edits: &[("resource: label", "resource: tag")],
        there: &["rust-name-changed tag: major"],
        back: &["rust-name-changed label: major"],
    },
    Case {
        name: "an endpoint, and the response that is called after it",
        edits: &[("  list:\n", "  all:\n")],
        there: &["rust-name-changed note.AllResponse: major", "rust-name-changed note.all: major"],
        back: &["rust-name-changed note.ListResponse: major", "rust-name-changed note.list: major"],
    },
    Case {
        name: "an event",
        edits: &[("  changed:\n", "  altered:\n")],
        there: &["rust-name-changed note.events.altered: major"],
        back: &["rust-name-changed note.events.changed: major"],
    },
];

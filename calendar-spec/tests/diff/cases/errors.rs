//! Error codes and the endpoints that list them.

use crate::Case;

const BUSY: &str = "  300002: { name: busy, message: busy, advice: Wait., retry: backoff }\n";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an error code",
        edits: &[
            (
                BUSY,
                "  300002: { name: busy, message: busy, advice: Wait., retry: backoff }\n  300003: { name: lost, message: lost, advice: Search., retry: never }\n",
            ),
            ("errors: [300001, 300002]", "errors: [300001, 300002, 300003]"),
        ],
        there: &[
            "error-listed note.list: patch, response: compatible",
            "error-added errors.300003: minor, response: compatible",
        ],
        back: &[
            "error-unlisted note.list: patch, response: compatible",
            "error-removed errors.300003: major, response: compatible",
        ],
    },
    Case {
        name: "an endpoint lists one error less",
        edits: &[("errors: [300001, 300002]", "errors: [300002]")],
        there: &["error-unlisted note.list: patch, response: compatible"],
        back: &["error-listed note.list: patch, response: compatible"],
    },
    Case {
        name: "another number",
        edits: &[("  300002: {", "  300009: {"), ("errors: [300001, 300002]", "errors: [300001, 300009]")],
        there: &["error-renumbered errors.300009: patch, response: breaking"],
        back: &["error-renumbered errors.300002: patch, response: breaking"],
    },
    Case {
        name: "another status",
        edits: &[("status: 404", "status: 410")],
        there: &["status-changed errors.300001: patch, response: compatible"],
        back: &["status-changed errors.300001: patch, response: compatible"],
    },
    Case {
        name: "another message",
        edits: &[("message: no such note", "message: note not found")],
        there: &["message-changed errors.300001: patch, response: compatible"],
        back: &["message-changed errors.300001: patch, response: compatible"],
    },
    Case {
        name: "another retry",
        edits: &[("retry: backoff", "retry: rate_limit")],
        there: &["retry-changed errors.300002: patch"],
        back: &["retry-changed errors.300002: patch"],
    },
    Case {
        name: "other advice",
        edits: &[("advice: Look again.", "advice: Look twice.")],
        there: &["doc-changed errors.300001: patch"],
        back: &["doc-changed errors.300001: patch"],
    },
];

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
            "error-added errors.300003: minor, response: compatible",
            "listed-errors-added note.list: patch, response: compatible",
        ],
        back: &[
            "error-removed errors.300003: major, response: compatible",
            "listed-errors-removed note.list: patch, response: compatible",
        ],
    },
    Case {
        name: "an endpoint lists one error less",
        edits: &[("errors: [300001, 300002]", "errors: [300002]")],
        there: &["listed-errors-removed note.list: patch, response: compatible"],
        back: &["listed-errors-added note.list: patch, response: compatible"],
    },
    Case {
        name: "another number",
        edits: &[("  300002: {", "  300009: {"), ("errors: [300001, 300002]", "errors: [300001, 300009]")],
        there: &["number-changed errors.300009: patch, response: breaking"],
        back: &["number-changed errors.300002: patch, response: breaking"],
    },
    Case {
        name: "another status",
        edits: &[("status: 404", "status: 410")],
        there: &["http-status-changed errors.300001: patch, response: compatible"],
        back: &["http-status-changed errors.300001: patch, response: compatible"],
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

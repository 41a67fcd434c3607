//! Values of enums that are sent, received or both.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a value both ways",
        edits: &[("      red: Red.\n", "      red: Red.\n      green: Green.\n")],
        there: &["value-added types.Color.green: minor, request: compatible, response: compatible"],
        back: &["value-removed types.Color.green: major, request: breaking, response: compatible"],
    },
    Case {
        name: "a value of requests",
        edits: &[("oldest: The oldest ones. }", "oldest: The oldest ones., best: The best ones. }")],
        there: &["value-added types.Order.best: minor, request: compatible"],
        back: &["value-removed types.Order.best: major, request: breaking"],
    },
    Case {
        name: "a value of responses",
        edits: &[("done: Done. }", "done: Done., lost: Lost. }")],
        there: &["value-added types.State.lost: minor, response: compatible"],
        back: &["value-removed types.State.lost: major, response: compatible"],
    },
    Case {
        name: "a value that only the server sends",
        edits: &[("      red: Red.\n", "      red: Red.\n      pale: { doc: Pale., read_only: true }\n")],
        there: &["value-added types.Color.pale: minor, response: compatible"],
        back: &["value-removed types.Color.pale: major, response: compatible"],
    },
    Case {
        name: "a value can no longer be sent",
        edits: &[("blue: { doc: Blue.,", "blue: { doc: Blue., read_only: true,")],
        there: &["value-access-changed types.Color.blue: minor, request: breaking"],
        back: &["value-access-changed types.Color.blue: patch, request: compatible"],
    },
    Case {
        name: "a value under another name on the wire",
        edits: &[("values: { open: Not done.,", "values: { opened: { doc: Not done., rust: Open },")],
        there: &["wire-name-changed types.State.opened: patch, response: breaking"],
        back: &["wire-name-changed types.State.open: patch, response: breaking"],
    },
    Case {
        name: "a value needs no scope",
        edits: &[("doc: Blue., scopes: [note:blue] }", "doc: Blue. }")],
        there: &["scopes-changed types.Color.blue: patch, request: compatible, response: compatible"],
        back: &["scopes-changed types.Color.blue: patch, request: breaking, response: breaking"],
    },
    Case {
        name: "values in another order",
        edits: &[("{ open: Not done., done: Done. }", "{ done: Done., open: Not done. }")],
        there: &["order-changed types.State: patch"],
        back: &["order-changed types.State: patch"],
    },
];

//! Events.

use crate::Case;

const EVENT: &str = "    type: note.changed_v1\n";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an event",
        edits: &[(
            "    payload: Summary\n",
            "    payload: Summary
  lost:
    doc: A note was lost.
    page: { path: /note/lost, updated: 2026-01-01 }
    type: note.lost_v1
    apps: [custom]
    payload: Badge\n",
        )],
        there: &["event-added note.events.lost: minor, response: compatible"],
        back: &["event-removed note.events.lost: major, response: breaking"],
    },
    Case {
        name: "another type on the wire",
        edits: &[(EVENT, "    type: note.changed_v2\n")],
        there: &["event-type-changed note.events.changed: patch, response: breaking"],
        back: &["event-type-changed note.events.changed: patch, response: breaking"],
    },
    Case {
        name: "the other envelope",
        edits: &[(EVENT, "    type: note.changed_v1\n    envelope: v1\n")],
        there: &["envelope-changed note.events.changed: patch, response: breaking"],
        back: &["envelope-changed note.events.changed: patch, response: breaking"],
    },
    Case {
        name: "one kind of application less receives it",
        edits: &[("    apps: [custom, isv]\n    scopes: [note:read]", "    apps: [custom]\n    scopes: [note:read]")],
        there: &["apps-removed note.events.changed: patch, response: breaking"],
        back: &["apps-added note.events.changed: patch, response: compatible"],
    },
    Case {
        name: "another scope",
        edits: &[("scopes: [note:read]", "scopes: [note:watch]")],
        there: &["scopes-changed note.events.changed: patch, response: breaking"],
        back: &["scopes-changed note.events.changed: patch, response: breaking"],
    },
    Case {
        name: "scopes for fields",
        edits: &[("    payload: Summary\n", "    payload: Summary\n    field_scopes: [notes:read]\n")],
        there: &["payload-scopes-changed note.events.changed: patch, response: breaking"],
        back: &["payload-scopes-changed note.events.changed: patch, response: compatible"],
    },
    Case {
        name: "another object",
        edits: &[("    payload: Summary\n", "    payload: Badge\n")],
        there: &["payload-changed note.events.changed: major, response: breaking"],
        back: &["payload-changed note.events.changed: major, response: breaking"],
    },
];

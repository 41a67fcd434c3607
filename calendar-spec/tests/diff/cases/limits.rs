//! Limits and defaults.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a shorter text",
        edits: &[("length: ..=1000", "length: ..=999")],
        there: &["constraint-changed note.create.text: minor, request: breaking"],
        back: &["constraint-changed note.create.text: patch, request: compatible"],
    },
    Case {
        name: "no limit on a text",
        edits: &[("length: ..=1000, ", "")],
        there: &["constraint-removed note.create.text: patch, request: compatible"],
        back: &["constraint-added note.create.text: minor, request: breaking"],
    },
    Case {
        name: "another range, neither smaller nor larger",
        edits: &[("range: 1..=9", "range: 0..=8")],
        there: &["constraint-changed note.create.size: minor, request: breaking"],
        back: &["constraint-changed note.create.size: minor, request: breaking"],
    },
    Case {
        name: "fewer items",
        edits: &[("items: ..=5", "items: 1..=5")],
        there: &["constraint-changed note.create.stars: minor, request: breaking"],
        back: &["constraint-changed note.create.stars: patch, request: compatible"],
    },
    Case {
        name: "the same limit in other words",
        edits: &[("length: ..=1000", "length: 0..=1000")],
        there: &[],
        back: &[],
    },
    Case {
        name: "one number less",
        edits: &[("one_of: [5, 10]", "one_of: [5]")],
        there: &["constraint-changed note.create.minutes: minor, request: breaking"],
        back: &["constraint-changed note.create.minutes: patch, request: compatible"],
    },
    Case {
        name: "a finer step",
        edits: &[("multiple_of: 10", "multiple_of: 5")],
        there: &["constraint-changed note.create.pause: patch, request: compatible"],
        back: &["constraint-changed note.create.pause: minor, request: breaking"],
    },
    Case {
        name: "another step",
        edits: &[("multiple_of: 10", "multiple_of: 4")],
        there: &["constraint-changed note.create.pause: minor, request: breaking"],
        back: &["constraint-changed note.create.pause: minor, request: breaking"],
    },
    Case {
        name: "no step",
        edits: &[(" multiple_of: 10,", "")],
        there: &["constraint-removed note.create.pause: patch, request: compatible"],
        back: &["constraint-added note.create.pause: minor, request: breaking"],
    },
    Case {
        name: "any number",
        edits: &[("one_of: [5, 10], ", "")],
        there: &["constraint-removed note.create.minutes: patch, request: compatible"],
        back: &["constraint-added note.create.minutes: minor, request: breaking"],
    },
    Case {
        name: "a limit on what is received, which promises nothing",
        edits: &[("count: { type: int32,", "count: { type: int32, range: 0..=9,")],
        there: &["constraint-added types.Summary.count: patch"],
        back: &["constraint-removed types.Summary.count: patch"],
    },
    Case {
        name: "another default",
        edits: &[("default: newest", "default: oldest")],
        there: &["default-changed note.create.order: patch, request: breaking"],
        back: &["default-changed note.create.order: patch, request: breaking"],
    },
    Case {
        name: "no default",
        edits: &[("default: 3, ", "")],
        there: &["default-removed note.create.size: patch, request: breaking"],
        back: &["default-added note.create.size: patch, request: compatible"],
    },
];

//! Rules across fields.

use crate::Case;

const ORDER: &str = "      - order: { before: from, after: to, or_equal: true, span: 14d }\n";
const ITEMS: &str = "      - items_where: { list: readers, field: kind, value: robot, max: 10 }\n";

/// A rule that can reject a request that was accepted before.
macro_rules! tightened {
    ($name:literal, $from:expr, $to:expr) => {
        Case {
            name: $name,
            edits: &[($from, $to)],
            there: &["rule-changed note.create: minor, request: breaking"],
            back: &["rule-changed note.create: patch, request: compatible"],
        }
    };
}

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a rule between old fields",
        edits: &[(
            ORDER,
            "      - exclusive: [minutes, text]\n      - order: { before: from, after: to, or_equal: true, span: 14d }\n",
        )],
        there: &["rule-added note.create: minor, request: breaking"],
        back: &["rule-removed note.create: patch, request: compatible"],
    },
    Case {
        name: "a rule that an old program cannot break, since it does not know the field",
        edits: &[
            (
                ORDER,
                "      - exclusive: [tag, text]\n      - order: { before: from, after: to, or_equal: true, span: 14d }\n",
            ),
            (
                "      text: { type: string, length",
                "      tag: { type: string, doc: A tag. }\n      text: { type: string, length",
            ),
        ],
        there: &[
            "field-added note.create.tag: minor, request: compatible",
            "rule-added note.create: patch, request: compatible",
        ],
        back: &[
            "field-removed note.create.tag: major, request: breaking",
            "rule-removed note.create: patch, request: compatible",
        ],
    },
    Case {
        name: "a rule of an object",
        edits: &[(
            "    rules:\n      - exclusive: [date, timestamp]\n",
            "    rules:\n      - exclusive: [date, timestamp]\n      - at_least_one: [date, timestamp]\n",
        )],
        there: &["rule-added types.Moment: minor, request: breaking"],
        back: &["rule-removed types.Moment: patch, request: compatible"],
    },
    Case {
        name: "a rule about a field that is gone",
        edits: &[
            (ITEMS, ""),
            ("      readers: { type: list<Reader>, doc: Who reads it. }\n      starts", "      starts"),
        ],
        there: &[
            "field-removed note.create.readers: major, request: breaking",
            "rule-removed note.create: patch, request: compatible",
        ],
        back: &[
            "field-added note.create.readers: minor, request: compatible",
            "rule-added note.create: patch, request: compatible",
        ],
    },
    tightened!("no longer equal", "or_equal: true, ", ""),
    tightened!("closer together", "span: 14d", "span: 7d"),
    tightened!("fewer items together", "max: 50", "max: 40"),
    tightened!("fewer items of a kind", "value: robot, max: 10", "value: robot, max: 9"),
    tightened!("one more field that conflicts", "with: [urgent, size]", "with: [urgent, size, text]"),
    tightened!("one more that belongs together", "together: [owner, password]", "together: [owner, password, text]"),
    tightened!("one more list is counted", "fields: [stars, moons]", "fields: [stars, moons, readers]"),
    Case {
        name: "any distance",
        edits: &[(", span: 14d", "")],
        there: &["rule-changed note.create: patch, request: compatible"],
        back: &["rule-changed note.create: minor, request: breaking"],
    },
    Case {
        name: "another value is forbidden",
        edits: &[("field: size, value: 1,", "field: size, value: 2,")],
        there: &["rule-changed note.create: minor, request: breaking"],
        back: &["rule-changed note.create: minor, request: breaking"],
    },
    Case {
        name: "another base of an offset",
        edits: &[("after_end: end", "after_end: start")],
        there: &["rule-changed note.create: minor, request: breaking"],
        back: &["rule-changed note.create: minor, request: breaking"],
    },
    Case {
        name: "another kind of items",
        edits: &[("value: robot", "value: ghost")],
        there: &[
            "rule-removed note.create: patch, request: compatible",
            "rule-added note.create: minor, request: breaking",
        ],
        back: &[
            "rule-removed note.create: patch, request: compatible",
            "rule-added note.create: minor, request: breaking",
        ],
    },
    Case {
        name: "the same rules in another order",
        edits: &[(
            "      - same_form: [from, to]\n      - together: [owner, password]\n",
            "      - together: [password, owner]\n      - same_form: [from, to]\n",
        )],
        there: &[],
        back: &[],
    },
    Case {
        name: "a rule that speaks of a field under its new name",
        edits: &[
            ("stars: { type: list<string>, items", "suns: { type: list<string>, rust: stars, items"),
            ("fields: [stars, moons]", "fields: [suns, moons]"),
        ],
        there: &["wire-name-changed note.create.suns: patch, request: breaking"],
        back: &["wire-name-changed note.create.stars: patch, request: breaking"],
    },
];

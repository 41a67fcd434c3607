//! Objects: their directions, constructors and features.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an object is sent that was only received",
        edits: &[("      urgent: {", "      badge: { type: Badge, doc: What it wears. }\n      urgent: {")],
        there: &["structs-added types.Badge: minor", "field-added note.create.badge: minor, request: compatible"],
        back: &["structs-removed types.Badge: major", "field-removed note.create.badge: major, request: breaking"],
    },
    Case {
        name: "an object is received that was only sent, in a struct of its own",
        edits: &[(
            "      count: { type: int32, doc: Its",
            "      offset: { type: Offset, doc: From where. }\n      count: { type: int32, doc: Its",
        )],
        there: &["structs-added types.Offset: minor", "field-added types.Summary.offset: minor, response: compatible"],
        back: &["structs-removed types.Offset: major", "field-removed types.Summary.offset: major, response: breaking"],
    },
    Case {
        name: "a list makes two structs of an object",
        edits: &[("      y: { type", "      z: { type: list<float>, doc: Inwards. }\n      y: { type")],
        there: &[
            "structs-changed types.Point: major",
            "field-added types.Point.z: minor, request: compatible, response: compatible",
        ],
        back: &[
            "structs-changed types.Point: major",
            "field-removed types.Point.z: major, request: breaking, response: breaking",
        ],
    },
    Case {
        name: "the first constructors take the place of the builder",
        edits: &[
            (
                "    doc: An amount from an anchor.\n",
                "    doc: An amount from an anchor.\n    constructors:\n      in_words: { field: words, doc: In words. }\n",
            ),
            ("      amount: { type", "      words: { type: string, doc: Words. }\n      amount: { type"),
        ],
        there: &[
            "builder-removed types.Offset: major",
            "constructor-added types.Offset::in_words: minor",
            "field-added types.Offset.words: minor, request: compatible",
        ],
        back: &[
            "builder-added types.Offset: minor",
            "constructor-removed types.Offset::in_words: major",
            "field-removed types.Offset.words: major, request: breaking",
        ],
    },
    Case {
        name: "one more constructor, for a new field",
        edits: &[
            ("      on: { field", "      now: { field: words, doc: In words. }\n      on: { field"),
            ("      zone: { type", "      words: { type: string, doc: Words. }\n      zone: { type"),
        ],
        there: &[
            "constructor-added types.Moment::now: minor",
            "field-added types.Moment.words: minor, request: compatible",
        ],
        back: &[
            "constructor-removed types.Moment::now: major",
            "field-removed types.Moment.words: major, request: breaking",
        ],
    },
    Case {
        name: "one more constructor, for a field that loses its setter",
        edits: &[("      on: { field", "      within: { field: zone, doc: In a zone. }\n      on: { field")],
        there: &["constructor-added types.Moment::within: minor", "setter-removed types.Moment.zone: major"],
        back: &["constructor-removed types.Moment::within: major", "setter-added types.Moment.zone: minor"],
    },
    Case {
        name: "a constructor sets another field",
        edits: &[("on: { field: date,", "on: { field: zone,")],
        there: &[
            "target-changed types.Moment::on: major",
            "setter-added types.Moment.date: minor",
            "setter-removed types.Moment.zone: major",
        ],
        back: &[
            "target-changed types.Moment::on: major",
            "setter-removed types.Moment.date: major",
            "setter-added types.Moment.zone: minor",
        ],
    },
    Case {
        name: "a type comes with one more feature",
        edits: &[(
            "        state: { type: State, doc: How far it has come. }\n",
            "        state: { type: State, doc: How far it has come. }\n        badge: { type: Badge, doc: What it wears. }\n",
        )],
        there: &[
            "cargo-features-added types.Badge: minor",
            "field-added label.GetResponse.badge: minor, response: compatible",
        ],
        back: &[
            "cargo-features-removed types.Badge: major",
            "field-removed label.GetResponse.badge: major, response: breaking",
        ],
    },
];

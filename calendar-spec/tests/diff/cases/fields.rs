//! Fields of requests and responses: added, removed, moved, required, shown.

use crate::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an optional field of a request",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, doc: A tag. }\n      text: { type: string, length",
        )],
        there: &["field-added note.create.tag: minor, request: compatible"],
        back: &["field-removed note.create.tag: major, request: breaking"],
    },
    Case {
        name: "a required field of a request",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, required: true, doc: A tag. }\n      text: { type: string, length",
        )],
        there: &["field-added note.create.tag: major, request: breaking"],
        back: &["field-removed note.create.tag: major, request: breaking"],
    },
    Case {
        name: "a field that an old one may make necessary",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, required_when: { color: red }, doc: A tag. }\n      text: { type: string, length",
        )],
        there: &["field-added note.create.tag: minor, request: breaking"],
        back: &["field-removed note.create.tag: major, request: breaking"],
    },
    Case {
        name: "a field that only a new one makes necessary",
        edits: &[(
            "      text: { type: string, length",
            "      tag: { type: string, required_when: { tagged: true }, doc: A tag. }
      tagged: { type: bool, doc: Whether it has one. }\n      text: { type: string, length",
        )],
        there: &[
            "field-added note.create.tag: minor, request: compatible",
            "field-added note.create.tagged: minor, request: compatible",
        ],
        back: &[
            "field-removed note.create.tag: major, request: breaking",
            "field-removed note.create.tagged: major, request: breaking",
        ],
    },
    Case {
        name: "a field of a response",
        edits: &[("      count: { type", "      tag: { type: string, doc: A tag. }\n      count: { type")],
        there: &["field-added types.Summary.tag: minor, response: compatible"],
        back: &["field-removed types.Summary.tag: major, response: breaking"],
    },
    Case {
        name: "a field of an object that goes both ways",
        edits: &[("      y: { type", "      z: { type: float, doc: Inwards. }\n      y: { type")],
        there: &["field-added types.Point.z: minor, request: compatible, response: compatible"],
        back: &["field-removed types.Point.z: major, request: breaking, response: breaking"],
    },
    Case {
        name: "a read-only field of an object that goes both ways",
        edits: &[(
            "      color: { type: Color, doc: Its",
            "      tag: { type: string, read_only: true, doc: A tag. }\n      color: { type: Color, doc: Its",
        )],
        there: &["field-added types.Note.tag: minor, response: compatible"],
        back: &["field-removed types.Note.tag: major, response: breaking"],
    },
    Case {
        name: "a field becomes required",
        edits: &[("text: { type: string, length: ..=1000", "text: { type: string, required: true, length: ..=1000")],
        there: &["requirement-changed note.create.text: major, request: breaking"],
        back: &["requirement-changed note.create.text: major, request: compatible"],
    },
    Case {
        name: "a field that a sibling made necessary becomes required",
        edits: &[("required_when: { color: red }", "required: true")],
        there: &["requirement-changed note.create.owner_kind: major, request: breaking"],
        back: &["requirement-changed note.create.owner_kind: major, request: compatible"],
    },
    Case {
        name: "a sibling makes a field necessary",
        edits: &[(
            "text: { type: string, length: ..=1000",
            "text: { type: string, required_when: { color: blue }, length: ..=1000",
        )],
        there: &["condition-changed note.create.text: minor, request: breaking"],
        back: &["condition-changed note.create.text: patch, request: compatible"],
    },
    Case {
        name: "more values of a sibling make a field necessary",
        edits: &[("required_when: { color: red }", "required_when: { color: [red, blue] }")],
        there: &["condition-changed note.create.owner_kind: minor, request: breaking"],
        back: &["condition-changed note.create.owner_kind: patch, request: compatible"],
    },
    Case {
        name: "another sibling makes a field necessary",
        edits: &[("required_when: { color: red }", "required_when: { urgent: true }")],
        there: &["condition-changed note.create.owner_kind: minor, request: breaking"],
        back: &["condition-changed note.create.owner_kind: minor, request: breaking"],
    },
    Case {
        name: "only the server sets a field, which makes two structs of an object",
        edits: &[("x: { type: float, doc", "x: { type: float, read_only: true, doc")],
        there: &["structs-changed types.Point: major", "field-access-changed types.Point.x: major, request: breaking"],
        back: &["structs-changed types.Point: major", "field-access-changed types.Point.x: minor, request: compatible"],
    },
    Case {
        name: "a field is a secret",
        edits: &[("password: { type: string,", "password: { type: string, secret: true,")],
        there: &["secrecy-changed note.create.password: major"],
        back: &["secrecy-changed note.create.password: major"],
    },
    Case {
        name: "another name on the wire",
        edits: &[("      minutes: { type: int32,", "      duration: { type: int32, rust: minutes,")],
        there: &["wire-name-changed note.create.duration: patch, request: breaking"],
        back: &["wire-name-changed note.create.minutes: patch, request: breaking"],
    },
    Case {
        name: "another name everywhere",
        edits: &[("      minutes: { type: int32,", "      duration: { type: int32,")],
        there: &[
            "wire-name-changed note.create.duration: patch, request: breaking",
            "rust-name-changed note.create.duration: major",
        ],
        back: &[
            "wire-name-changed note.create.minutes: patch, request: breaking",
            "rust-name-changed note.create.minutes: major",
        ],
    },
    Case {
        name: "another name of a placeholder, which is not on the wire",
        edits: &[
            ("labels/:label_id", "labels/:id"),
            (
                "      label_id: { type: LabelId, doc: The label. }\n    response",
                "      id: { type: LabelId, doc: The label. }\n    response",
            ),
        ],
        there: &["wire-name-changed label.get.id: patch", "rust-name-changed label.get.id: major"],
        back: &["wire-name-changed label.get.label_id: patch", "rust-name-changed label.get.label_id: major"],
    },
    Case {
        name: "a field goes elsewhere",
        edits: &[
            ("      order: { type: Order, default: newest, doc: Where it goes. }\n", ""),
            (
                "    body:\n      title",
                "    body:\n      order: { type: Order, default: newest, doc: Where it goes. }\n      title",
            ),
        ],
        there: &["location-changed note.create.order: patch, request: breaking", "order-changed note.create: patch"],
        back: &["location-changed note.create.order: patch, request: breaking", "order-changed note.create: patch"],
    },
    Case {
        name: "a field needs a scope",
        edits: &[(
            "      count: { type: int32, doc: Its words. }",
            "      count: { type: int32, doc: Its words., scopes: [note:count] }",
        )],
        there: &["scopes-changed types.Summary.count: patch, response: breaking"],
        back: &["scopes-changed types.Summary.count: patch, response: compatible"],
    },
    Case {
        name: "a field should not be used any more",
        edits: &[("moons: { type: list<string>, doc", "moons: { type: list<string>, deprecated: Use `stars`., doc")],
        there: &["deprecation-added note.create.moons: minor"],
        back: &["deprecation-removed note.create.moons: patch"],
    },
    Case {
        name: "required fields change places, and with them the parameters of the builder",
        edits: &[
            ("      title: { type: string, required: true, length: 1..=100, doc: The title., example: Milk }\n", ""),
            (
                "      text: { type: string, length",
                "      title: { type: string, required: true, length: 1..=100, doc: The title., example: Milk }\n      text: { type: string, length",
            ),
        ],
        there: &["order-changed note.create: major"],
        back: &["order-changed note.create: major"],
    },
    Case {
        name: "optional fields change places",
        edits: &[
            ("      x: { type: float, doc: To the right. }\n", ""),
            (
                "      y: { type: float, doc: Upwards. }\n",
                "      y: { type: float, doc: Upwards. }\n      x: { type: float, doc: To the right. }\n",
            ),
        ],
        there: &["order-changed types.Point: patch"],
        back: &["order-changed types.Point: patch"],
    },
];

//! Rules across fields: the fields that they can name.

use crate::support::{Case, case, object};

pub(crate) fn cases() -> Vec<Case> {
    [shape(), sets(), orders(), items(), conditional(), offsets()].concat()
}

const FIELDS: &str = "\
    a: { type: string }\nb: { type: string }\nnumber: { type: int32, range: 0..=9 }\nother: { type: int32 }\n\
    start: { type: timestamp }\nend: { type: timestamp }\nday: { type: date }\n\
    from: { type: timestamp_or_date }\nto: { type: timestamp_or_date }\n\
    names: { type: list<string> }\nids: { type: list<string> }\n\
    guests: { type: list<Guest> }\nkind: { type: Kind }\n\
    open: { type: Offset }\nclose: { type: Offset }\nseen: { type: string, read_only: true }\nneeded: { type: string, required: true }";

const DECLARATIONS: &str = "\
enums:
  Kind: { doc: A., values: { user: One., room: Two. } }
objects:
  Guest: { doc: A., fields: { kind: { type: Kind }, tags: { type: list<string> } } }
  Offset: { doc: A., fields: { kind: { type: Kind }, amount: { type: int32 }, text: { type: string } } }
";

/// An object with many fields and this rule.
fn rule(rule: &str) -> String {
    object(FIELDS, &format!("rules:\n  - {rule}")).replacen("objects:\n", DECLARATIONS, 1)
}

fn shape() -> Vec<Case> {
    vec![
        case(
            "two rules in one",
            "invalid-rule",
            "a rule has exactly one key, and this one has 2",
            rule("»{ exclusive: [a, b], together: [a, b] }"),
        ),
        case("no rule", "invalid-rule", "exactly one key, and this one has 0", rule("»{}")),
        case("an unknown rule", "unknown-key", "a rule has no key `exclusiv`", rule("»exclusiv: [a, b]")),
        case("a rule that is a text", "wrong-type", "expected a mapping that describes a rule", rule("»exclusive")),
        case(
            "an order without its end",
            "missing-key",
            "an order needs the key `after`",
            rule("»order: { before: start }"),
        ),
    ]
}

fn sets() -> Vec<Case> {
    vec![
        case("exclusive alone", "invalid-rule", "about several fields, and it names one", rule("»exclusive: [a]")),
        case("exclusive with itself", "duplicate-entry", "`a` is listed twice", rule("exclusive: [a, »a]")),
        case("exclusive with an unknown field", "unknown-field", "there is no field `c`", rule("exclusive: [a, »c]")),
        case(
            "exclusive with a required field",
            "contradiction",
            "`needed` is required",
            rule("exclusive: [a, »needed]"),
        ),
        case(
            "together with a read-only field",
            "invalid-rule",
            "no request can set `seen`",
            rule("together: [a, »seen]"),
        ),
        case("at least one of one", "invalid-rule", "it names one", rule("»at_least_one: [a]")),
        case("together alone", "invalid-rule", "it names one", rule("»together: [a]")),
        case("together with nothing", "empty-value", "this list is empty", rule("together: »[]")),
        case(
            "a conflict with itself",
            "invalid-rule",
            "`a` cannot conflict with itself",
            rule("conflict: { fields: [a], with: [b, »a] }"),
        ),
        case(
            "a conflict with an unknown field",
            "unknown-field",
            "there is no field `c`",
            rule("conflict: { fields: [a], with: [»c] }"),
        ),
        case("one form of texts", "invalid-rule", "`a` is not a `timestamp_or_date`", rule("same_form: [from, »a]")),
        case("one form alone", "invalid-rule", "it names one", rule("»same_form: [from]")),
    ]
}

fn orders() -> Vec<Case> {
    vec![
        case(
            "an order of texts",
            "invalid-rule",
            "`a` is of a type that has no order",
            rule("order: { before: »a, after: b }"),
        ),
        case(
            "an order of different types",
            "invalid-rule",
            "`start` and `day` are of different types",
            rule("order: { before: start, after: »day }"),
        ),
        case(
            "an order with itself",
            "invalid-rule",
            "this rule names `start` twice",
            rule("order: { before: start, after: »start }"),
        ),
        case(
            "an order of an unknown field",
            "unknown-field",
            "there is no field `strt`",
            rule("order: { before: »strt, after: end }"),
        ),
        case(
            "a span of numbers",
            "invalid-rule",
            "a span is an amount of time",
            rule("order: { before: »number, after: other, span: 1d }"),
        ),
        case(
            "a span without a unit",
            "invalid-span",
            "`14` is not a duration",
            rule("order: { before: start, after: end, span: »\"14\" }"),
        ),
        case(
            "a span of nothing",
            "invalid-span",
            "`0d` is not a duration",
            rule("order: { before: start, after: end, span: »0d }"),
        ),
        case(
            "a span that is a number",
            "wrong-type",
            "expected a text, found a whole number",
            rule("order: { before: start, after: end, span: »14 }"),
        ),
    ]
}

fn items() -> Vec<Case> {
    let where_ = |keys: &str| rule(&format!("items_where: {{ {keys}, max: 1 }}"));
    vec![
        case(
            "items of a text",
            "invalid-rule",
            "`a` is not a list",
            rule("items_together: { fields: [names, »a], max: 5 }"),
        ),
        case("items of one list", "invalid-rule", "it names one", rule("»items_together: { fields: [names], max: 5 }")),
        case("no items", "out-of-range", "0 is too small", rule("items_together: { fields: [names, ids], max: »0 }")),
        case(
            "items of texts with a value",
            "invalid-rule",
            "`names` is not a list of objects",
            where_("list: »names, field: kind, value: user"),
        ),
        case(
            "items of an object with a value",
            "invalid-rule",
            "`open` is not a list of objects",
            where_("list: »open, field: kind, value: user"),
        ),
        case(
            "items with an unknown field",
            "unknown-field",
            "there is no field `knd`",
            where_("list: guests, field: »knd, value: user"),
        ),
        case(
            "items with an unknown value",
            "invalid-value",
            "`usr` is not a value of `Kind`",
            where_("list: guests, field: kind, value: »usr"),
        ),
        case(
            "items with a list in them",
            "invalid-rule",
            "cannot ask for the value of `tags`",
            where_("list: guests, field: tags, value: »usr"),
        ),
    ]
}

fn conditional() -> Vec<Case> {
    let forbidden = |keys: &str| rule(&format!("forbidden: {{ {keys} }}"));
    vec![
        case(
            "an unknown field is forbidden",
            "unknown-field",
            "there is no field `nmbr`",
            forbidden("field: »nmbr, value: 0, when: { kind: user }"),
        ),
        case(
            "an impossible value is forbidden",
            "invalid-value",
            "it is 10; 0 to 9 is allowed",
            forbidden("field: number, value: »10, when: { kind: user }"),
        ),
        case(
            "a value is forbidden under an impossible condition",
            "invalid-value",
            "`usr` is not a value",
            forbidden("field: number, value: 0, when: { kind: »usr }"),
        ),
        case(
            "a value is forbidden by itself",
            "invalid-rule",
            "a field cannot depend on itself",
            forbidden("field: number, value: 0, when: { »number: 1 }"),
        ),
        case(
            "a condition is missing",
            "missing-key",
            "a forbidden value needs the key `when`",
            rule("»forbidden: { field: number, value: 0 }"),
        ),
    ]
}

fn offsets() -> Vec<Case> {
    let offset = |keys: &str| rule(&format!("offset_order: {{ {keys} }}"));
    let both = "before: open, after: close";
    let bases = "bases: { user: -start, room: start }";
    vec![
        case(
            "offsets of texts",
            "invalid-rule",
            "not objects of one type",
            offset(&format!("before: a, after: b, anchor: »kind, amount: amount, {bases}")),
        ),
        case(
            "offsets of one field",
            "invalid-rule",
            "this rule names `open` twice",
            offset(&format!("before: open, after: »open, anchor: kind, amount: amount, {bases}")),
        ),
        case(
            "an unknown anchor",
            "unknown-field",
            "there is no field `knd`",
            offset(&format!("{both}, anchor: »knd, amount: amount, {bases}")),
        ),
        case(
            "an anchor that is a text",
            "invalid-rule",
            "`text` is not an enum",
            offset(&format!("{both}, anchor: »text, amount: amount, {bases}")),
        ),
        case(
            "an amount that is a text",
            "invalid-rule",
            "`text` is not a whole number",
            offset(&format!("{both}, anchor: kind, amount: »text, {bases}")),
        ),
        case(
            "an unknown base",
            "invalid-value",
            "`usr` is not a value of `Kind`",
            offset(&format!("{both}, anchor: kind, amount: amount, bases: {{ user: a, room: a, »usr: a }}")),
        ),
        case(
            "a base without a name",
            "invalid-rule",
            "this base has no name",
            offset(&format!("{both}, anchor: kind, amount: amount, bases: {{ user: a, room: »\"-\" }}")),
        ),
        case(
            "a value without a base",
            "invalid-rule",
            "nothing says what `room` counts from",
            offset(&format!("{both}, anchor: »kind, amount: amount, bases: {{ user: start }}")),
        ),
    ]
}

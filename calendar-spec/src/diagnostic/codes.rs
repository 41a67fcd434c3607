//! The catalogue of findings.

/// Every code that a finding can have, with what it says, in alphabetical order.
pub const CODES: &[(&str, &str)] = &[
    (
        "alias-explosion",
        "Aliases of a file expand to more than a spec can hold.",
    ),
    ("body-on-get", "A GET request has a body."),
    (
        "contradiction",
        "Two keys exclude each other, such as `required` and `default`.",
    ),
    ("duplicate-entry", "A list names something twice."),
    ("duplicate-key", "A key stands twice in one mapping."),
    (
        "duplicate-name",
        "Two things have one name, in the spec or in Rust.",
    ),
    ("duplicate-route", "Two endpoints have one method and path."),
    (
        "empty-value",
        "A text, list or mapping is empty that must not be.",
    ),
    (
        "endless-object",
        "An object needs itself, so none could ever be made.",
    ),
    ("error-group-cycle", "An error group holds itself."),
    (
        "field-without-placeholder",
        "A path field is not in the path.",
    ),
    (
        "include-outside",
        "A listed file lies outside the directory of the spec.",
    ),
    ("include-twice", "A file is listed twice."),
    (
        "invalid-constructor",
        "A constructor sets a field that it cannot.",
    ),
    ("invalid-date", "The date of a page is no date."),
    (
        "invalid-default",
        "A default breaks the rules of its field.",
    ),
    (
        "invalid-event",
        "An event has both of `fields` and `payload`, or neither.",
    ),
    (
        "invalid-example",
        "An example breaks the rules of its field.",
    ),
    ("invalid-http", "Method or path is malformed."),
    (
        "invalid-idempotency-key",
        "The idempotency key is a field that cannot be one.",
    ),
    (
        "invalid-name",
        "A name cannot be used in Rust or on the wire.",
    ),
    ("invalid-page", "The path of a page is malformed."),
    ("invalid-paging", "Paging names a field that does not fit."),
    (
        "invalid-range",
        "A range is malformed, empty or negative, or beyond its type.",
    ),
    (
        "invalid-rule",
        "A rule or condition does not fit the fields that it names.",
    ),
    ("invalid-span", "A span of time is malformed."),
    ("invalid-type", "A type is malformed."),
    ("invalid-utf8", "A file is not UTF-8."),
    (
        "invalid-value",
        "A rule asks for a value that the field cannot have.",
    ),
    (
        "misplaced-key",
        "A file without `resource` has what belongs to one.",
    ),
    ("misplaced-limit", "A limit stands on a type that has none."),
    (
        "misplaced-secret",
        "A field is secret that is not a `string`.",
    ),
    (
        "misplaced-type",
        "A path, query or header field has a type that cannot go there.",
    ),
    (
        "missing-directory",
        "The directory of the spec does not exist.",
    ),
    (
        "missing-file",
        "The root or a listed file does not exist or cannot be read.",
    ),
    ("missing-key", "A required key is missing."),
    ("out-of-range", "A number is too small or too large."),
    (
        "placeholder-without-field",
        "A placeholder of a path has no field.",
    ),
    (
        "too-deep",
        "YAML or error groups are nested deeper than any spec needs.",
    ),
    ("too-large", "A file or list is larger than any spec needs."),
    (
        "too-many-files",
        "A spec has more files than any spec needs.",
    ),
    ("too-many-findings", "Not all findings are shown."),
    (
        "unknown-error",
        "There is no such error code or error group.",
    ),
    ("unknown-field", "There is no such field."),
    ("unknown-key", "The language has no such key here."),
    ("unknown-object", "There is no such object."),
    ("unknown-type", "There is no such type."),
    ("unknown-value", "The language has no such word here."),
    (
        "unlisted-file",
        "A YAML file lies in the directory and is not listed.",
    ),
    ("unused", "Nothing refers to a declared type."),
    (
        "wrong-case",
        "A name is not written in the case of its kind.",
    ),
    (
        "wrong-type",
        "Something else is expected here: a text, a list, a mapping …",
    ),
    ("yaml-syntax", "A file is not valid YAML."),
];

//! Specs that extend the shipped one: overlays that match nothing or contradict each other, and names that clash.

use crate::support::{Case, GET, MARK, case, files, resource};

const ROOT: &str = "spec: test\ndoc: A test.\nextends: calendar\ninclude: [a.yaml]\n";

pub(crate) fn cases() -> Vec<Case> {
    [extending(), unmatched(), contradicting(), clashing()].concat()
}

/// A case of one file that extends the shipped spec.
fn extended(name: &'static str, code: &'static str, message: &'static str, yaml: &str) -> Case {
    files(name, (code, message), &[("spec.yaml", ROOT), ("a.yaml", yaml)])
}

/// A case of one overlay, given the value of `amend`.
fn overlay(name: &'static str, code: &'static str, message: &'static str, yaml: &str) -> Case {
    extended(name, code, message, &format!("amend:\n{}", crate::support::indent(yaml, 2)))
}

fn extending() -> Vec<Case> {
    vec![
        files(
            "an unknown spec is extended",
            ("unknown-value", "`calender` is not known here"),
            &[("spec.yaml", "spec: a\ndoc: b\nextends: »calender\ninclude: []\n")],
        ),
        case(
            "an overlay without a spec to amend",
            "misplaced-key",
            "this one extends none",
            "»amend:\n  objects:\n    CalendarEvent: { doc: Another one. }\n",
        ),
        overlay("an overlay of an identifier", "unknown-key", "an overlay has no key `ids`", "»ids: {}"),
        overlay(
            "an overlay that is no mapping",
            "wrong-type",
            "expected a mapping with what changes of an object, found a text",
            "objects:\n  CalendarEvent: »Another one.",
        ),
        overlay(
            "an unknown key in an overlay",
            "unknown-key",
            "a field has no key `lenght`",
            "objects:\n  CalendarEvent:\n    fields:\n      summary: { »lenght: ..=5 }",
        ),
        overlay(
            "an overlay that makes no sense where it lands",
            "misplaced-limit",
            "the type of this field has no `range`",
            "objects:\n  CalendarEvent:\n    fields:\n      summary: { range: »1..=5 }",
        ),
    ]
}

fn unmatched() -> Vec<Case> {
    vec![
        overlay(
            "an overlay of an unknown object",
            "unmatched-overlay",
            "the spec `calendar` has nothing called `CalendrEvent` under `objects`",
            "objects:\n  »CalendrEvent: { doc: Another one. }",
        ),
        overlay(
            "an overlay of an endpoint without its resource",
            "unmatched-overlay",
            "nothing called `create` under `endpoints`",
            "endpoints:\n  »create: { deprecated: Use another. }",
        ),
        overlay(
            "an overlay of an unknown event",
            "unmatched-overlay",
            "nothing called `calendar.change` under `events`",
            "events:\n  »calendar.change: { doc: Another one. }",
        ),
        overlay(
            "an overlay of an unknown group",
            "unmatched-overlay",
            "nothing called `comon` under `error_groups`",
            "error_groups:\n  »comon: [190002]",
        ),
        overlay(
            "an overlay of an unknown field",
            "unmatched-overlay",
            "there is no `sumary` here to amend",
            "objects:\n  CalendarEvent:\n    fields:\n      »sumary: { length: ..=5 }",
        ),
        overlay(
            "an overlay of an unknown value",
            "unmatched-overlay",
            "there is no `ownr` here to amend",
            "enums:\n  CalendarRole:\n    values:\n      »ownr: { read_only: true }",
        ),
        overlay(
            "an overlay that removes what is not there",
            "unmatched-overlay",
            "there is no `length` here to amend",
            "objects:\n  CalendarEvent:\n    fields:\n      event_id: { »length: null }",
        ),
        extended(
            "an overlay of what the spec declares itself",
            "unmatched-overlay",
            "nothing called `Mine` under `objects`",
            &format!(
                "{}amend:\n  objects:\n    »Mine: {{ doc: Another one. }}\n",
                resource(
                    "objects:\n  Mine: { doc: Mine., fields: { a: { type: string } } }",
                    &format!("{GET}    response: Mine")
                )
            ),
        ),
    ]
}

fn contradicting() -> Vec<Case> {
    vec![
        overlay(
            "an overlay removes what is needed",
            "contradiction",
            "`type` cannot be removed: a field needs it",
            "objects:\n  CalendarEvent:\n    fields:\n      summary: { »type: null }",
        ),
        files(
            "two overlays change one key",
            ("duplicate-key", "two overlays change this"),
            &[
                ("spec.yaml", &ROOT.replace("a.yaml", "a.yaml, b.yaml")),
                ("a.yaml", "amend:\n  endpoints:\n    calendar.get: { doc: One. }\n"),
                ("b.yaml", "amend:\n  endpoints:\n    calendar.get: { doc: »Two. }\n"),
            ],
        ),
        overlay(
            "an overlay adds a code that is there",
            "duplicate-entry",
            "`common` is listed twice",
            "endpoints:\n  calendar.get: { errors: [»common] }",
        ),
        overlay(
            "an overlay adds a code that nobody declares",
            "unknown-error",
            "there is no error 5",
            "error_groups:\n  common: [»5]",
        ),
    ]
}

fn clashing() -> Vec<Case> {
    let object = |name: &str| {
        let object = format!("objects:\n  »{name}: {{ doc: Mine., fields: {{ a: {{ type: string }} }} }}");
        resource(&object, &format!("{GET}    response: {name}"))
    };
    let error = |error: &str| resource(&format!("errors:\n  {error}"), GET);
    vec![
        extended("an object of ours", "duplicate-name", "two types have the name `UserIds`", &object("UserIds")),
        extended(
            "an object that an event of ours makes",
            "duplicate-name",
            "the spec `calendar` has an object of the name `MeetingRoomStatusChanged`",
            &object("MeetingRoomStatusChanged"),
        ),
        extended(
            "the response form of an object of ours",
            "duplicate-name",
            "`AclScopeOutput` is also the name of the response form of `AclScope`",
            &object("AclScopeOutput"),
        ),
        extended(
            "a resource of ours",
            "duplicate-name",
            "two files describe the resource `calendar_event`",
            &resource("", GET).replace("resource: things", &format!("resource: {MARK}calendar_event")),
        ),
        extended(
            "an error number of ours",
            "duplicate-name",
            "the error 190002 is declared twice",
            &error("»190002: { name: mine, message: m, advice: a, retry: never }"),
        ),
        extended(
            "the name of an error of ours",
            "duplicate-name",
            "two errors are called `InvalidParameters` in Rust",
            &error("5: { name: »invalid_parameters, message: m, advice: a, retry: never }"),
        ),
        extended(
            "a group of ours",
            "duplicate-name",
            "two error groups have the name `common`",
            &resource("error_groups:\n  »common: []", GET),
        ),
        extended(
            "a route of ours",
            "duplicate-route",
            "two endpoints have this method and path",
            &resource("", GET)
                .replace("http: GET /things", &format!("http: {MARK}GET /open-apis/calendar/v4/calendars")),
        ),
        extended(
            "the type of an event of ours",
            "duplicate-name",
            "two events have the type `meeting_room.meeting_room.status_changed_v1`",
            "resource: things\ndoc: Things.\nevents:\n  changed:\n    doc: It changed.\n    page: { path: /p }\n    \
             type: »meeting_room.meeting_room.status_changed_v1\n    fields: { a: { type: string } }\n",
        ),
    ]
}

//! `docs import` turns pages into a sound spec, in which only descriptions, names and rules of the prose are missing.

use std::path::{Path, PathBuf};

use calendar_spec::diff::{Change, Diff};
use calendar_spec::docs::import::{Import, Imported};
use calendar_spec::model::Spec;
use calendar_spec::{Loaded, docs};

use crate::support::{Written, pages, shared};

/// Imports pages, called by their path from the folder.
fn imported(folder: &Path, pages: &[PathBuf], base: Option<&Spec>) -> Imported {
    let mut import = Import::new("imported", base);
    for page in pages {
        import.add(&page.display().to_string(), &docs::read_file(&folder.join(page)).unwrap());
    }
    import.finish()
}

/// Writes the files into a directory and loads it.
fn load(imported: &Imported) -> Loaded {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in &imported.files {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    calendar_spec::load_as(directory.path(), "imported")
}

fn sound(imported: &Imported, what: &str) -> Loaded {
    let loaded = load(imported);
    assert!(loaded.report.is_empty(), "{what}\n{}", loaded.report.render(false));
    loaded
}

/// The parts of the shipped spec that pages describe.
fn shipped() -> Spec {
    let directory = Path::new(calendar_spec::DIR);
    calendar_spec::load_extending(directory, "spec", directory, calendar_spec::Parts::Documented).spec
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn each_page_by_itself_is_a_sound_spec() {
    let shared = shared();
    for (folder, wanted) in [("reference", 53), ("raw", 53), ("other-formats", 2)] {
        let folder = shared.join(folder);
        let mut subjects = 0;
        for page in pages(&folder) {
            let imported = imported(&folder, std::slice::from_ref(&page), None);
            sound(&imported, &page.display().to_string());
            subjects += imported.endpoints + imported.events;
        }
        assert_eq!(subjects, wanted, "{}", folder.display());
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_text_is_marked_and_no_sentence_of_the_page_is_copied() {
    let shared = shared();
    let folder = shared.join("reference");
    let imported = imported(&folder, &pages(&folder), None);
    let mut marked = 0;
    for line in imported.files.iter().flat_map(|(_, text)| text.lines()) {
        let words = line.trim_start();
        let texts = line.match_indices("doc: ").map(|(start, key)| &line[start + key.len()..]);
        let advice = words.strip_prefix("advice: ");
        for text in texts.chain(advice) {
            assert!(text.starts_with("TODO "), "{line}");
            marked += 1;
        }
        assert!(!words.starts_with('#') || words.is_ascii(), "{line}");
    }
    let listed = sound(&imported, "all pages").warnings;
    assert!(listed.total() >= marked && marked > 500, "{marked} texts, {} listed", listed.total());
    assert!(listed.findings()[..100].iter().all(|finding| finding.code == "unwritten-text"));
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_form_of_a_page_makes_no_difference() {
    let shared = shared();
    let spec = |written: Written| {
        let page = PathBuf::from(written.path("exchange_binding/create"));
        sound(&imported(&shared, &[page], None), "one page").spec
    };
    let diff = Diff::of(&spec(Written::Site), &spec(Written::Markdown));
    assert!(diff.changes.iter().all(|change| change.class() == "doc-changed"), "{:#?}", diff.changes);
}

/// Classes of changes that no table of a page states: prose, names, and rules in prose.
const PROSE: [(&str, &str); 23] = [
    ("builder-removed", "two fields of which one is set"),
    ("cargo-features-added", "a type that was given one name in two resources"),
    ("collection-added", "which endpoints make, show, change and delete the same things"),
    ("condition-changed", "a field that another one requires"),
    ("constructor-added", "two fields of which one is set"),
    ("default-added", "a default in a sentence, or an empty one"),
    ("default-removed", "a default of an object that is sent and received"),
    ("doc-changed", "prose"),
    ("error-added", "codes that no page of an endpoint lists"),
    ("example-added", "examples of our own"),
    ("example-changed", "examples of our own"),
    (
        "field-access-changed",
        "a field that a request cannot set, or an object that was made two, one for each direction",
    ),
    ("order-changed", "order"),
    ("repeatable-added", "which POST endpoints only read"),
    ("response-scopes-changed", "scopes of single fields and values, which a page lists for the whole response"),
    ("retry-changed", "what to do about an error"),
    ("rollout-changed", "a note on a gradual roll-out"),
    ("rule-added", "a rule across fields"),
    ("rust-name-changed", "names"),
    ("secrecy-changed", "a password"),
    ("setter-removed", "two fields of which one is set"),
    ("structs-changed", "a rule that only requests follow"),
    ("value-access-changed", "a value that a request cannot have"),
];

/// Single changes of other classes.
const SINGLE: [(&str, &str); 15] = [
    ("structs-added types.EventCheckIn", "an object that was made two, one for each direction"),
    ("field-added types.CalendarEvent.attendees", "an object that is several here, one for what each page shows"),
    (
        "field-added types.CalendarEvent.has_more_attendee",
        "an object that is several here, one for what each page shows",
    ),
    ("constraint-added types.TimeInfo.timestamp", "the introduction of the events"),
    ("listed-errors-added meeting_room.instance_reply", "its example of a failed call"),
    ("field-added types.AttendeeChatMember.open_id", "two objects that were made one"),
    ("field-added types.FreeBusy.rsvp_status", "another object of this name"),
    ("field-removed types.FreeBusy.organizer_info", "another object of this name"),
    ("field-removed types.FreeBusy.original_time", "another object of this name"),
    ("field-removed types.FreeBusy.uid", "another object of this name"),
    ("constraint-removed types.Attendee.approval_reason", "an object that was made two, one for each direction"),
    ("constraint-added types.CheckInTime.duration", "a list of numbers in a sentence"),
    ("constraint-removed types.CheckInTime.duration", "a list of numbers in a sentence"),
    ("constraint-added calendar_event_attendee.create.attendees", "a number in a sentence"),
    ("constraint-added meeting_room.freebusy_batch_get.room_ids", "a number in a sentence"),
];

/// Types of the language that a page names; all others are our own.
const PLAIN: [&str; 5] = ["string", "bool", "int32", "int64", "float"];

/// Types that the pages about meeting rooms and one boolean state wrongly, or not at all.
const RETYPED: [&str; 2] = ["calendar_event.delete.need_notification", "types.FreeBusy"];

/// Whether a type differs only in its name, or in a format that only prose states.
fn is_renamed(change: &Change) -> bool {
    let words = |side: &Option<String>| -> Vec<String> {
        let side = side.clone().unwrap_or_default();
        side.split(|character: char| !character.is_alphanumeric() && character != '_').map(str::to_owned).collect()
    };
    let (old, new) = (words(&change.old), words(&change.new));
    let is_same = |(old, new): (&String, &String)| {
        let is_longer_number = old == "int64" && new == "int32";
        old == new || old == "string" && !PLAIN.contains(&&**new) || is_longer_number || !PLAIN.contains(&&**old)
    };
    old.len() == new.len() && old.iter().zip(&new).all(is_same)
}

fn is_explained(change: &Change) -> bool {
    let (class, place) = (change.class(), &change.place);
    let line = format!("{class} {place}");
    match &*class {
        "type-added" | "type-removed" => true,
        "field-type-changed" | "format-changed" => is_renamed(change),
        "paging-added" => place == "calendar_event.list",
        "resource-removed" => place == "event",
        _ => PROSE.iter().any(|(known, _)| *known == class) || SINGLE.iter().any(|(known, _)| *known == line),
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn it_differs_from_the_written_spec_only_in_prose_and_names() {
    let shared = shared();
    let folder = shared.join("reference");
    let ours = sound(&imported(&folder, &pages(&folder), None), "all pages").spec;
    let diff = Diff::of(&ours, &shipped());
    let unexplained: Vec<String> = diff
        .changes
        .iter()
        .filter(|change| !is_explained(change) && !RETYPED.contains(&&*change.place))
        .map(|change| format!("{} {}: {:?} → {:?}", change.class(), change.place, change.old, change.new))
        .collect();
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    // Each explanation applies to something, so none of them outlives its reason.
    let has = |wanted: &dyn Fn(&Change) -> bool| diff.changes.iter().any(wanted);
    for (class, reason) in PROSE {
        assert!(has(&|change| change.class() == class), "{class} no longer needs a reason: {reason}");
    }
    for (line, reason) in SINGLE {
        let is_it = |change: &Change| format!("{} {}", change.class(), change.place) == line;
        assert!(has(&is_it), "{line} no longer needs a reason: {reason}");
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn declarations_of_the_extended_spec_are_not_imported() {
    let shared = shared();
    let base = shipped();
    let folder = shared.join("reference");
    let imported = imported(&folder, &pages(&folder), Some(&base));
    assert_eq!((imported.endpoints, imported.events, imported.files.len()), (0, 0, 1));
    let note = imported.notes.iter().find(|note| note.contains("acl/create.md")).unwrap();
    assert!(note.contains("the spec that is extended has it as `calendar_acl.create`"), "{note}");
}

/// A page of another service, with types, errors and a resource that the shipped spec has under the same names.
const ROOMS: &str = r#"---
fullPath: "/a/b/reference/rooms-v1/calendar/book"
---
# Book

## Request

| Item | Value |
| --- | --- |
| HTTP URL | https://open.feishu.cn/open-apis/rooms/v1/rooms/:room_id/book |
| HTTP Method | POST |

### Query parameters

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| `user_id_type` | `string` | no | Form.<br>**Optional values**：<br>- `open_id`: A - `union_id`: B - `user_id`: C |
| `self` | `int` | no | X.<br>**Data validation rules**：<br>- Value range：`1` ～ `9` |
| `1st` | `string` | no | X. |
| `build` | `boolean` | no | X. |

### Request body

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| `1st` | `string` | no | X. |
| `Self` | `string` | yes | The same as `calendar_acl`.<br>**Example value**："a: b # c, {d}" |
| `calendar_acl` | `calendar.acl` | no | Not the one of the calendar. |
| &nbsp;&nbsp;└ `level` | `string` | no | X.<br>**Optional values**：<br>- `1`: A - `a-b`: B - `a_b`: C - `Self`: D |
| `choices` | `string[]` | sometimes | X.<br>**Data validation rules**：<br>- Maximum length：`5` |
| `secret_thing` | `box` | no | No fields are shown. |

### Error code

| HTTP status code | Error code | Description | Troubleshooting suggestions |
| --- | --- | --- | --- |
| 400 | 190002 | invalid parameters in request | X |
| 429 | 4711 | Wait, wait! | X |
| 404 | 4712 | Wait, wait! | X |
| 404 | 4713 | 房间不存在 | X |
"#;

#[test]
fn reserved_names_and_names_of_the_extended_spec_are_replaced() {
    let base = shipped();
    let mut import = Import::new("type", Some(&base));
    import.add("rooms.md", &docs::read(ROOMS));
    import.add("again.md", &docs::read(ROOMS));
    let imported = import.finish();
    let loaded = sound(&imported, &format!("{:#?}", imported.files));
    assert_eq!(imported.notes, ["again.md: not imported: rooms.md is about the same"]);
    let endpoints = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    let book = endpoints.into_iter().find(|endpoint| endpoint.name == "book").unwrap();
    let names: Vec<&str> = book.fields.iter().map(|parameter| &*parameter.field.rust).collect();
    let wanted = [
        "room_id",
        "user_id_type",
        "self_",
        "field_1st",
        "field_build",
        "field_1st_body",
        "self_body",
        "calendar_acl",
        "choices",
        "secret_thing",
    ];
    assert_eq!(names, wanted);
    let numbers: Vec<i64> = book.errors.iter().map(|error| loaded.spec.errors[error.0].number).collect();
    assert_eq!(numbers, [4711, 4712, 4713, 190_002]);
    let text = imported.files.iter().map(|(_, text)| &**text).collect::<String>();
    for expected in [
        "type: UserIdType",
        "range: 1..=9",
        "items: ..=5",
        "# TODO rooms.md:30: required at times",
        "# TODO rooms.md:27: its prose names `calendar_acl`",
        "example: \"a: b # c, {d}\"",
        "retry: rate_limit",
        "extends: calendar",
    ] {
        assert!(text.contains(expected), "{expected:?} is not in\n{text}");
    }
}

//! Specs that extend the shipped one: their contents, the origin of each declaration, and what a crate generates.

use std::collections::BTreeSet;
use std::path::Path;

use calendar_spec::model::{ConstraintKind, Endpoint, Object, Origin, Spec};

fn spec() -> Spec {
    let loaded = calendar_spec::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extending"));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

fn shipped() -> Spec {
    calendar_spec::load(Path::new(calendar_spec::DIR)).spec
}

fn object<'s>(spec: &'s Spec, name: &str) -> &'s Object {
    spec.objects.iter().find(|object| object.name == name).expect("the object is there")
}

fn endpoint<'s>(spec: &'s Spec, name: &str) -> &'s Endpoint {
    let mut endpoints = spec.resources.iter().flat_map(|resource| {
        resource.endpoints.iter().map(move |endpoint| (format!("{}.{}", resource.name, endpoint.name), endpoint))
    });
    endpoints.find(|(known, _)| known == name).expect("the endpoint is there").1
}

/// Everything that is the spec's own or amended, by `kind`.
fn names(spec: &Spec, origin: Origin) -> BTreeSet<String> {
    let objects = spec.objects.iter().filter(|object| object.origin == origin).map(|object| object.name.clone());
    let enums = spec.enums.iter().filter(|item| item.origin == origin).map(|item| item.name.clone());
    let ids = spec.ids.iter().filter(|id| id.origin == origin).map(|id| id.name.clone());
    objects.chain(enums).chain(ids).collect()
}

fn calls(spec: &Spec, origin: Origin) -> BTreeSet<String> {
    let mut calls = BTreeSet::new();
    for resource in &spec.resources {
        let endpoints = resource.endpoints.iter().filter(|endpoint| endpoint.origin == origin);
        calls.extend(endpoints.map(|endpoint| format!("{}.{}", resource.name, endpoint.name)));
        let events = resource.events.iter().filter(|event| event.origin == origin);
        calls.extend(events.map(|event| format!("{}.events.{}", resource.name, event.name)));
    }
    calls
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_whole_contains_everything_of_both() {
    let (spec, shipped) = (spec(), shipped());
    assert_eq!((&*spec.name, spec.extends.as_deref(), shipped.extends), ("extending", Some("calendar"), None));
    assert_eq!(spec.resources.len(), shipped.resources.len() + 1);
    assert_eq!(spec.errors.len(), shipped.errors.len() + 1);
    let files: Vec<_> = spec.files.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    assert_eq!(files, ["spec.yaml", "overlay.yaml", "note.yaml"], "the files of the base are not its own");
}

#[test]
fn an_overlay_merges_mappings_adds_to_lists_removes_and_replaces() {
    let spec = spec();
    let reminder = object(&spec, "Reminder");
    let fields: Vec<&str> = reminder.fields.iter().map(|field| &*field.wire).collect();
    assert_eq!(fields, ["minutes", "sound"]);
    assert_eq!(reminder.fields[0].limit(ConstraintKind::Range), None, "`null` removes");
    assert!(reminder.fields[0].doc.starts_with("Minutes before") && reminder.fields[1].beta);

    let busy = spec.enums.iter().find(|item| item.name == "FreeBusyStatus").expect("the enum is there");
    let wires: Vec<&str> = busy.values.iter().map(|value| &*value.wire).collect();
    assert!(wires.contains(&"tentative") && wires.len() > 2, "{wires:?}");
    assert_eq!(busy.doc, "Whether an event takes up its time, and how much.");
    let value = busy.values.iter().find(|value| value.wire == "busy").expect("the value is there");
    assert_eq!(value.scopes, ["calendar:calendar.busy:read"]);
    assert!(!value.doc.is_empty(), "the short form of a value is its `doc`");

    let shipped = shipped();
    let (get, before) = (endpoint(&spec, "calendar.get"), endpoint(&shipped, "calendar.get"));
    assert_eq!(get.rate_limit.and_then(|limit| limit.per_second), Some(7));
    assert_eq!(get.rate_limit.map(|limit| limit.per_minute), before.rate_limit.map(|limit| limit.per_minute));
    assert_eq!(get.errors.len(), before.errors.len() + 1);
    let advice = spec.errors.iter().find(|error| error.number == 193_103).map(|error| &*error.advice);
    assert_eq!(advice, Some("Ask for a shorter time."));
}

#[test]
fn declarations_that_contain_something_amended_are_amended() {
    let spec = spec();
    let shared: BTreeSet<String> =
        names(&spec, Origin::Amended).into_iter().filter(|name| !name.ends_with("Response")).collect();
    let payload = "MeetingRoomStatusChanged";
    assert_eq!(shared, set(&["CalendarEvent", "FreeBusyStatus", payload, "Reminder"]));
    let in_place = names(&spec, Origin::Amended).contains("GenerateCaldavConfResponse");
    assert!(in_place, "the module of the endpoint has its response");
    assert_eq!(names(&spec, Origin::Own), set(&["Author", "ListResponse", "Note", "NoteId"]));
    let amended = calls(&spec, Origin::Amended);
    let expected = [
        "calendar.get",
        "calendar_event.create",
        "calendar_event.patch",
        "exchange_binding.create",
        "exchange_binding.get",
        "exchange_binding.delete",
        "meeting_room.events.status_changed",
        "setting.generate_caldav_conf",
    ];
    assert!(set(&expected).is_subset(&amended), "{amended:?}");
    // They list the amended code.
    let time_span = calls_with_error(&shipped(), 193_103);
    assert!(!time_span.is_empty() && time_span.is_subset(&amended), "{amended:?}");
    for same in ["calendar.create", "calendar_acl.create", "calendar_event.delete", "timeoff_event.create"] {
        assert!(!amended.contains(same), "nothing of `{same}` is amended");
    }
}

fn calls_with_error(spec: &Spec, number: i64) -> BTreeSet<String> {
    let mut calls = BTreeSet::new();
    for resource in &spec.resources {
        let lists = |endpoint: &&Endpoint| endpoint.errors.iter().any(|error| spec.errors[error.0].number == number);
        let endpoints = resource.endpoints.iter().filter(lists);
        calls.extend(endpoints.map(|endpoint| format!("{}.{}", resource.name, endpoint.name)));
    }
    calls
}

#[test]
fn a_crate_generates_its_own_declarations_and_the_amended_ones() {
    let (whole, own) = (spec(), calendar_spec::own(spec()));
    let generated: BTreeSet<String> =
        calls(&whole, Origin::Own).union(&calls(&whole, Origin::Amended)).cloned().collect();
    let kept: BTreeSet<String> = calls(&own, Origin::Own).union(&calls(&own, Origin::Amended)).cloned().collect();
    assert_eq!(kept, generated);
    assert!(calls(&own, Origin::Base).is_empty());
    assert_eq!(own.errors.len(), whole.errors.len());
}

#[test]
fn a_type_comes_from_the_base_unless_the_base_lacks_the_required_form() {
    let own = calendar_spec::own(spec());
    for taken in ["TimeInfo", "Calendar"] {
        let object = object(&own, taken);
        assert_eq!(object.origin, Origin::Base, "{taken}");
        assert!(object.usage.request || object.usage.response, "{taken} is used here");
    }
    // A note sends what the base only receives.
    assert_eq!(object(&spec(), "UserIds").origin, Origin::Base);
    let ids = object(&own, "UserIds");
    assert!(ids.origin == Origin::Amended && ids.usage.request && !ids.base_usage.request);
    assert_eq!(object(&own, "AclScopeEvent").origin, Origin::Amended, "it holds what is generated anew");
    assert_eq!(object(&own, "CalendarAclEvent").usage.resources, [""; 0], "nothing here uses it");
}

#[test]
fn all_of_a_spec_that_extends_nothing_is_its_own() {
    let own = calendar_spec::own(shipped());
    assert_eq!(format!("{own:?}"), format!("{:?}", shipped()));
}

/// Loads one file that extends the shipped spec.
fn load(yaml: &str) -> calendar_spec::Loaded {
    let directory = tempfile::tempdir().expect("a directory");
    let root = "spec: test\ndoc: A test.\nextends: calendar\ninclude: [a.yaml]\n";
    std::fs::write(directory.path().join("spec.yaml"), root).expect("a root");
    std::fs::write(directory.path().join("a.yaml"), yaml).expect("a file");
    calendar_spec::load_as(directory.path(), "spec")
}

#[test]
fn the_finding_about_a_name_conflict_says_where_the_name_is_used_and_what_to_do() {
    let yaml = "objects:\n  UserIds: { doc: Mine., fields: { a: { type: string } } }\n";
    let report = load(yaml).report;
    let [finding] = report.findings() else { panic!("{}", report.render(false)) };
    let help = finding.help.join("\n");
    assert!(help.contains("the first one is at calendar-spec/spec/common.yaml:"), "{help}");
    assert!(help.contains("amend it under `amend`, or choose another name"), "{help}");
}

#[test]
fn an_overlay_that_breaks_something_elsewhere_is_reported_there() {
    let yaml = "amend:\n  enums:\n    CalendarRole:\n      values: { writer: null }\n";
    let report = load(yaml).report;
    let finding = report.findings().first().expect("a finding");
    assert_eq!((finding.code, &*finding.file), ("invalid-example", "calendar-spec/spec/calendar_acl.yaml"));
}

#[test]
fn a_base_that_is_broken_by_an_overlay_still_leaves_a_spec() {
    let yaml = "amend:\n  objects:\n    CalendarEvent: { fields: { summary: { type: 5 } } }\n";
    let loaded = load(yaml);
    let codes: Vec<&str> = loaded.report.findings().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["wrong-type"], "{}", loaded.report.render(false));
    assert!(!object(&loaded.spec, "CalendarEvent").fields.iter().any(|field| field.wire == "summary"));
}

#[test]
fn items_can_be_nested_in_those_of_the_base_and_a_crate_has_no_collections() {
    let spec = spec();
    let note = spec.resources.iter().find(|resource| resource.name == "note").expect("a resource");
    let collection = note.collection.as_ref().expect("a collection");
    assert_eq!(collection.parent.as_deref(), Some("calendar"));
    assert!(calendar_spec::own(spec).resources.iter().all(|resource| resource.collection.is_none()));
}

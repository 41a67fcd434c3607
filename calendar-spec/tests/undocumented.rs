//! A spec without its undocumented parts.

use std::fs;
use std::path::Path;

use calendar_spec::model::{Endpoint, Origin, Spec};
use calendar_spec::{Loaded, Parts, load_extending};

fn load(directory: &Path, parts: Parts) -> Loaded {
    let loaded = load_extending(directory, "spec", Path::new(calendar_spec::DIR), parts);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded
}

fn full(parts: Parts) -> Spec {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/full"), parts).spec
}

fn endpoint<'s>(spec: &'s Spec, name: &str) -> Option<&'s Endpoint> {
    spec.resources.iter().flat_map(|resource| &resource.endpoints).find(|endpoint| endpoint.name == name)
}

/// The names of everything that is declared.
fn names(spec: &Spec) -> Vec<String> {
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints).map(|it| it.name.clone());
    let types = spec.enums.iter().map(|it| &it.name).chain(spec.objects.iter().map(|it| &it.name)).cloned();
    let ids = spec.ids.iter().map(|it| it.name.clone());
    endpoints.chain(types).chain(ids).chain(spec.errors.iter().map(|it| it.rust.clone())).collect()
}

#[test]
fn declarations_that_only_undocumented_parts_need_are_removed_and_no_others() {
    let (all, documented) = (names(&full(Parts::All)), names(&full(Parts::Documented)));
    let gone: Vec<&String> = all.iter().filter(|name| !documented.contains(name)).collect();
    assert_eq!(gone, ["echo", "Mood", "Echo", "NoEcho"]);
    assert!(documented.iter().all(|name| all.contains(name)));
}

#[test]
fn undocumented_fields_and_the_rules_about_them_are_removed() {
    let fields = |parts| {
        let spec = full(parts);
        let patch = endpoint(&spec, "patch").expect("an endpoint");
        let names = patch.fields.iter().map(|parameter| parameter.field.wire.clone()).collect::<Vec<_>>();
        (names, patch.rules.len())
    };
    assert_eq!(fields(Parts::All).0, ["calendar_id", "meeting_id", "kind", "note", "mood"]);
    assert_eq!(fields(Parts::Documented).0, ["calendar_id", "meeting_id", "kind", "note"]);
    assert_eq!((fields(Parts::All).1, fields(Parts::Documented).1), (1, 0));
}

#[test]
fn undocumented_identifiers_are_removed() {
    let values = |parts| {
        let spec = full(parts);
        let id = spec.ids.iter().find(|id| id.name == "TopicId").expect("an identifier");
        id.values.iter().map(|value| value.wire.clone()).collect::<Vec<_>>()
    };
    assert_eq!((values(Parts::All).len(), values(Parts::Documented)), (2, vec!["general".to_owned()]));
}

#[test]
fn the_shipped_spec_is_sound_without_its_undocumented_parts() {
    let documented = load(Path::new(calendar_spec::DIR), Parts::Documented).spec;
    let mut endpoints = documented.resources.iter().flat_map(|resource| &resource.endpoints);
    assert!(endpoints.all(|endpoint| endpoint.reference.page().is_some()));
    let parameters = documented.resources.iter().flat_map(|resource| &resource.endpoints).flat_map(|it| &it.fields);
    let fields = documented.objects.iter().flat_map(|object| &object.fields);
    let mut fields = fields.chain(parameters.map(|parameter| &parameter.field));
    assert!(fields.all(|field| field.undocumented.is_none()));
    let absent = ["EventHit", "SuggestedTime", "MeetingChat", "search_event", "NotOnOrganizerCalendar"];
    assert!(names(&documented).iter().all(|name| !absent.contains(&name.as_str())));
}

/// A spec that extends the shipped one and returns a type that only undocumented endpoints of that one use.
#[test]
fn a_type_that_the_base_omits_is_generated_by_the_spec_that_uses_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = "spec: mine\ndoc: Mine.\nextends: calendar\ninclude: [mine.yaml]\n";
    let file = "resource: mine\ndoc: Mine.\nendpoints:\n  find:\n    doc: Find.\n    page: { path: /find }\n    \
                http: GET /find\n    tokens: [user]\n    response: EventHit\n    errors: []\n";
    fs::write(directory.path().join("spec.yaml"), root).expect("a file");
    fs::write(directory.path().join("mine.yaml"), file).expect("a file");
    let origin = |parts| {
        let spec = calendar_spec::own(load(directory.path(), parts).spec);
        let hit = spec.objects.iter().find(|object| object.name == "EventHit").map(|object| object.origin);
        (hit, spec.objects.iter().any(|object| object.name == "SuggestedTime"))
    };
    assert_eq!(origin(Parts::All), (Some(Origin::Base), true));
    assert_eq!(origin(Parts::Documented), (Some(Origin::Amended), false));
}

/// An overlay that declares a field adds it; one that only amends it does not make it documented.
#[test]
fn a_field_that_the_base_omits_is_added_by_an_overlay_that_declares_it() {
    let has_field = |change: &str| {
        let directory = tempfile::tempdir().expect("a directory");
        let root = "spec: mine\ndoc: Mine.\nextends: calendar\ninclude: [overlay.yaml]\n";
        let file =
            format!("amend:\n  objects:\n    CalendarEvent:\n      fields:\n        description_rich: {change}\n");
        fs::write(directory.path().join("spec.yaml"), root).expect("a file");
        fs::write(directory.path().join("overlay.yaml"), file).expect("a file");
        let spec = load(directory.path(), Parts::Documented).spec;
        let event = spec.objects.iter().find(|object| object.name == "CalendarEvent").expect("an object");
        event.fields.iter().any(|field| field.wire == "description_rich")
    };
    assert!(has_field("{ type: string, doc: The description as HTML. }"));
    assert!(!has_field("{ doc: The description as HTML. }"));
}

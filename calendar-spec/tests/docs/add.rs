//! Pages that are added to an existing spec.

use std::collections::BTreeMap;
use std::path::Path;

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Comparison};
use calendar_spec::docs::import::{Import, Imported};
use calendar_spec::model::{Spec, Type};

use crate::support::{shared, shipped_copy};

/// The page of a listing as the page of an endpoint that the shipped spec does not have.
fn new_page() -> String {
    let text = std::fs::read_to_string(shared().join("reference/calendar-acl/list.md")).unwrap();
    text.replace("calendar-acl/list", "calendar-acl/audit")
        .replace("/acls\n", "/acls/audit\n")
        .replace("/acls |", "/acls/audit |")
}

fn added(directory: &Path, pages: &[(&str, &str)]) -> Imported {
    let loaded = calendar_spec::load_as(directory, "spec");
    let mut import = Import::into(directory, &loaded).unwrap();
    for (file, text) in pages {
        import.add(file, &docs::read(text));
    }
    import.finish()
}

fn texts(directory: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path());
    files
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(file).unwrap()))
        .collect()
}

fn write(directory: &Path, imported: &Imported) -> Spec {
    assert!(imported.findings.is_empty(), "{}", imported.findings.render(false));
    imported.files.iter().for_each(|(file, text)| std::fs::write(directory.join(file), text).unwrap());
    let loaded = calendar_spec::load_as(directory, "spec");
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

/// Whether one text is the other with more lines in it.
fn only_grows(before: &str, after: &str) -> bool {
    let mut lines = after.lines();
    before.lines().all(|line| lines.any(|other| other == line))
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_new_endpoint_of_a_shipped_resource_is_added_to_it_with_the_shipped_types() {
    let copy = shipped_copy();
    let before = texts(copy.path());
    let imported = added(copy.path(), &[("audit.md", &new_page())]);
    let names: Vec<&str> = imported.files.iter().map(|(name, _)| &**name).collect();
    assert_eq!((imported.endpoints, names), (1, vec!["calendar_acl.yaml"]), "{:?}", imported.notes);
    let spec = write(copy.path(), &imported);
    let after = texts(copy.path());
    assert!(only_grows(&before["calendar_acl.yaml"], &after["calendar_acl.yaml"]));
    let acls = spec.resources.iter().find(|resource| resource.name == "calendar_acl").unwrap();
    let audit = acls.endpoints.iter().find(|endpoint| endpoint.name == "audit").unwrap();
    assert!(
        matches!(audit.fields[0].field.ty, Type::Id(id) if spec.ids[id.0].name == "CalendarId"),
        "{:?}",
        audit.fields[0]
    );
    let items = &spec.objects[audit.response.unwrap().0].fields[0].ty;
    let Type::List(item) = items else { panic!("{items:?}") };
    assert!(
        matches!(**item, Type::Object(object) if spec.objects[object.0].name == "Acl" || spec.objects[object.0].resource.is_none())
    );
    let mut comparison = Comparison::new(&spec, copy.path(), Accepted::default());
    comparison.add("audit.md", &docs::read(&new_page()));
    let drift = comparison.finish();
    assert_eq!(drift.total(), 0, "{}", drift.to_text());
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn pages_of_another_resource_get_a_separate_file() {
    let copy = shipped_copy();
    let before = texts(copy.path());
    let page = std::fs::read_to_string(shared().join("site/task-v2/section/get.md")).unwrap();
    let known = std::fs::read_to_string(shared().join("reference/calendar-acl/list.md")).unwrap();
    let imported = added(copy.path(), &[("get.md", &page), ("list.md", &known)]);
    assert_eq!(imported.notes, ["list.md: not imported: the spec has it as `calendar_acl.list`"]);
    let spec = write(copy.path(), &imported);
    assert!(spec.resources.iter().any(|resource| resource.name == "sections"));
    let after = texts(copy.path());
    for (name, text) in &before {
        assert!(only_grows(text, &after[name]) || name == "spec.yaml", "{name}");
    }
    assert!(after["spec.yaml"].contains("sections.yaml") && after.contains_key("sections.yaml"));
}

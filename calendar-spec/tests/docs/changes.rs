//! Changes of pages, and the resulting differences.

use std::path::Path;

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Comparison, Relation};
use calendar_spec::model::Spec;

use crate::support::Written::{self, Export, Markdown, Site, ThirdParty};
use crate::support::{changed, shared};

/// The page that exists in all forms.
pub(crate) const BINDING: &str = "exchange_binding/create";
pub(crate) const ACL: &str = "calendar-acl/create";
pub(crate) const EVENT: &str = "calendar-event/events/changed";

pub(crate) const ALL: [Written; 4] = [Site, Markdown, Export, ThirdParty];

/// The shipped spec.
pub(crate) fn spec() -> Spec {
    calendar_spec::load(Path::new(calendar_spec::DIR)).spec
}

/// The intended differences from it.
pub(crate) fn accepted() -> Accepted {
    Accepted::read_file(&Path::new(calendar_spec::DIR).join("../drift.yaml")).unwrap()
}

/// The differences between the shipped spec and a page, as "relation fact".
fn found(spec: &Spec, text: &str) -> Vec<String> {
    let mut comparison = Comparison::new(spec, Path::new(calendar_spec::DIR), accepted());
    comparison.add("page.md", &docs::read(text));
    // It states limits that the pages beside it leave out.
    let introduction = shared().join("raw/calendar-event/introduction.md");
    comparison.add("introduction.md", &docs::read(&std::fs::read_to_string(introduction).unwrap_or_default()));
    let drift = comparison.finish();
    assert!(drift.stale.is_empty(), "{:?}", drift.stale);
    let differences = &drift.pages[0].differences;
    let relation = |relation| match relation {
        Relation::Missing => "missing",
        Relation::Extra => "extra",
        Relation::Different => "different",
        Relation::Unread => "unread",
        Relation::Stale => "stale",
        Relation::Prose => "prose",
    };
    // Sentences have their own tests.
    let differences = differences.iter().filter(|difference| difference.relation != Relation::Prose);
    differences.map(|difference| format!("{} {}", relation(difference.relation), difference.fact)).collect()
}

/// A change of a page in one form.
pub(crate) type Change<'c> = (Written, &'c dyn Fn(&str) -> String);

/// Makes one change in each form and expects one difference.
pub(crate) fn check(page: &str, expected: &str, changes: &[Change<'_>]) {
    let shared = shared();
    let spec = spec();
    for (written, change) in changes {
        let text = std::fs::read_to_string(shared.join(written.path(page))).unwrap();
        assert_eq!(found(&spec, &text), [] as [&str; 0], "{written:?} as it is");
        assert_eq!(found(&spec, &change(&text)), [expected], "{written:?}");
    }
}

/// The same replacement in several forms.
pub(crate) fn check_same(page: &str, expected: &str, written: &[Written], after: &[&str], from: &str, to: &str) {
    let change = |text: &str| changed(text, after, from, to);
    let changes: Vec<Change<'_>> =
        written.iter().map(|written| (*written, &change as &dyn Fn(&str) -> String)).collect();
    check(page, expected, &changes);
}

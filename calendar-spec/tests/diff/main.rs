//! The output of `diff` for two specs: each class of change with its mirror image.
//!
//! `spec/` is the old spec. A case edits it; the changes in both directions must be exactly those that it expects.

#![cfg(feature = "cli")]

mod cases;
mod command;
mod edit;
mod whole;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use calendar_spec::diff::{Change, Diff, Fact};
use calendar_spec::model::Spec;

/// An edit of the spec and what it means.
struct Case {
    name: &'static str,
    edits: &'static [edit::Edit],
    /// The changes from the spec to the edited one, each as `class place: level, effects`.
    there: &'static [&'static str],
    /// The changes back.
    back: &'static [&'static str],
}

fn load(directory: &Path, name: &str) -> Spec {
    let loaded = calendar_spec::load_as(directory, "spec");
    let report = &loaded.report;
    assert!(report.is_empty(), "{name}\n{}", report.render(false));
    loaded.spec
}

/// The spec with some edits, in a separate directory.
fn edited(edits: &[edit::Edit], name: &str) -> tempfile::TempDir {
    let target = tempfile::tempdir().expect("a directory");
    for (file, text) in edit::files(edits, name) {
        fs::write(target.path().join(file), text).expect("a file");
    }
    target
}

/// `class place: level, effects`
fn line(change: &Change) -> String {
    let wire = change.wire.to_string();
    let wire = if wire.is_empty() { wire } else { format!(", {wire}") };
    format!("{} {}: {}{wire}", change.class(), change.place, change.rust.as_str())
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(line).collect()
}

#[test]
fn each_change_is_reported_in_both_directions() {
    let old = load(Path::new(edit::SPEC), "the spec");
    let mut wrong = String::new();
    for case in cases::all() {
        let new = load(edited(case.edits, case.name).path(), case.name);
        let (there, back) = (Diff::of(&old, &new), Diff::of(&new, &old));
        for (way, said, wanted) in [("there", there, case.there), ("back", back, case.back)] {
            if lines(&said.changes) != wanted {
                let _ = writeln!(wrong, "{}, {way}: {:#?}", case.name, lines(&said.changes));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_fact_has_a_case() {
    let cases = cases::all();
    let lines = cases.iter().flat_map(|case| case.there.iter().chain(case.back));
    let seen: BTreeSet<&str> =
        lines.filter_map(|line| line.split(' ').next()?.rsplit_once('-')).map(|it| it.0).collect();
    let all: BTreeSet<String> = Fact::ALL.iter().map(|fact| fact.name().replace(' ', "-").to_lowercase()).collect();
    assert_eq!(seen, all.iter().map(String::as_str).collect());
}

#[test]
fn the_readme_has_the_table_of_facts() {
    let readme = include_str!("../../README.md");
    for fact in Fact::ALL {
        let row = fact.row();
        assert!(readme.contains(&row), "README.md lacks this row: {row}");
    }
}

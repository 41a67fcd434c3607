//! One case for each rule: a small spec, its expected finding, and the place.
//!
//! `»` in a spec marks the place; it is removed before the spec is loaded. A case fails if its finding is missing or in
//! another place, or if there is another finding.

mod collections;
mod declarations;
mod endpoints;
mod fields;
mod files;
mod layout;
mod names;
mod overlays;
mod remedies;
mod rules;
mod support;

use std::collections::BTreeSet;

use support::Case;

fn all_cases() -> Vec<Case> {
    [
        collections::cases(),
        declarations::cases(),
        endpoints::cases(),
        fields::cases(),
        files::cases(),
        layout::cases(),
        names::cases(),
        overlays::cases(),
        rules::cases(),
    ]
    .concat()
}

#[test]
fn every_case_gives_its_finding_and_no_other() {
    let failures: Vec<String> = all_cases().iter().filter_map(Case::failure).collect();
    assert!(failures.is_empty(), "{} cases fail:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_code_has_a_case() {
    let covered: BTreeSet<&str> = all_cases().iter().flat_map(Case::codes).collect();
    let known: BTreeSet<&str> = calendar_spec::CODES.iter().map(|(code, _)| *code).collect();
    // These are about missing directories or large files, or are warnings: see below, and `hostile.rs`.
    let elsewhere = BTreeSet::from([
        "alias-explosion",
        "differs-from-page",
        "invalid-utf8",
        "missing-directory",
        "too-large",
        "too-many-files",
        "too-many-findings",
        "unwritten-text",
    ]);
    assert_eq!(known.difference(&covered).copied().collect::<BTreeSet<_>>(), elsewhere);
    assert_eq!(covered.difference(&known).count(), 0, "a case expects a code that is not in the catalogue");
}

#[test]
fn a_directory_that_does_not_exist_is_one_finding() {
    let directory = tempfile::tempdir().expect("a directory");
    let report = calendar_spec::load_as(&directory.path().join("none"), "some/none").report;
    assert_eq!(report.findings().len(), 1);
    let finding = &report.findings()[0];
    assert_eq!((finding.code, &*finding.file), ("missing-directory", "some/none"));
}

#[test]
fn a_directory_without_a_root_is_one_finding() {
    let directory = tempfile::tempdir().expect("a directory");
    let report = calendar_spec::load_as(directory.path(), "some").report;
    assert_eq!(report.findings().len(), 1);
    let finding = &report.findings()[0];
    assert_eq!((finding.code, &*finding.file, finding.line), ("missing-file", "some/spec.yaml", None));
}

#[test]
fn a_file_that_is_not_utf_8_is_one_finding_at_its_first_bad_byte() {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("spec.yaml"), b"spec: a\ndoc: \xc3\xa9\xff\n").expect("a file");
    let report = calendar_spec::load_as(directory.path(), "some").report;
    assert_eq!(report.findings().len(), 1, "{}", report.render(false));
    let finding = &report.findings()[0];
    assert_eq!((finding.code, finding.line, finding.column), ("invalid-utf8", Some(2), Some(7)));
}

#[test]
fn the_catalogue_is_sorted_and_in_the_readme() {
    let codes: Vec<&str> = calendar_spec::CODES.iter().map(|(code, _)| *code).collect();
    assert!(codes.is_sorted());
    let readme = include_str!("../../README.md");
    for (code, words) in calendar_spec::CODES {
        let row = format!("| `{code}` | {words} |");
        assert!(readme.contains(&row), "README.md lacks the row {row}");
    }
}

#[test]
fn placeholder_texts_are_warnings() {
    let marked =
        "resource: things\ndoc: TODO\nenums:\n  A:\n    doc: 'TODO: what'\n    values:\n      b: TODO page.md:1\n\
                  \x20     TODO: TODOS is a word.\n\
                  endpoints:\n"
            .to_owned()
            + support::GET
            + "    query:\n      a: { type: A, doc: Not a TODO., example: TODO }\n";
    let loaded = support::load(&[("a.yaml", &marked)]);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let found: Vec<_> = loaded.warnings.findings().iter().map(|finding| (finding.code, finding.line)).collect();
    assert_eq!(found, [2, 5, 7].map(|line| ("unwritten-text", Some(line))));
    assert!(loaded.warnings.render(false).starts_with("warning[unwritten-text]: this text is still to be written"));
}

#[test]
fn the_shipped_spec_has_no_findings() {
    let loaded = calendar_spec::load(std::path::Path::new(calendar_spec::DIR));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings.render(false));
    assert!(loaded.spec.resources.len() >= 2);
}

#[test]
fn the_wrappers_of_the_cases_are_sound() {
    use support::{body, endpoint, load, object, query};
    let samples = [
        query("a: { type: string }"),
        body("a: { type: string }", ""),
        object("a: { type: string }", ""),
        endpoint("scopes: [a:b]"),
    ];
    for sample in samples {
        let report = load(&[("a.yaml", &sample)]).report;
        assert!(report.is_empty(), "{sample}\n{}", report.render(false));
    }
}

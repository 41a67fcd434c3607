//! The JSON Schema of the language: it is current, accepts sound specs, and rejects files with structural findings of
//! the loader.

#![cfg(feature = "cli")]

mod changes;
mod notations;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The schema that editors read.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/spec.schema.json");

/// A file that uses every part of the language.
const FULL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/full/full.yaml");

/// Specs with findings.
const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../calendar-macros/tests/ui/spec");

/// Codes of findings about one file alone, without resolving names.
const STRUCTURE: &[&str] = &[
    "duplicate-entry",
    "empty-value",
    "invalid-date",
    "invalid-event",
    "invalid-http",
    "invalid-page",
    "invalid-span",
    "invalid-type",
    "misplaced-key",
    "missing-key",
    "out-of-range",
    "unknown-key",
    "unknown-value",
    "wrong-case",
    "wrong-type",
];

fn validator() -> jsonschema::Validator {
    jsonschema::draft7::new(&calendar_spec::schema::document()).expect("a schema of draft 7")
}

fn yaml_files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}

fn parse(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

fn codes(directory: &Path) -> BTreeSet<String> {
    let loaded = calendar_spec::load_as(directory, "spec");
    loaded.report.findings().iter().map(|finding| finding.code.to_owned()).collect()
}

#[test]
fn the_kept_schema_is_current() {
    let kept = fs::read_to_string(KEPT).unwrap_or_default();
    let is_current = kept == calendar_spec::schema::text();
    assert!(
        is_current,
        "the language has changed and its schema has not; write it anew with\n\n    \
         cargo run -p calendar-spec -- export schema -o calendar-spec/schema/spec.schema.json\n"
    );
}

#[test]
fn the_schema_is_valid() {
    let schema = calendar_spec::schema::document();
    let verdict = jsonschema::meta::validate(&schema);
    assert!(verdict.is_ok(), "{verdict:?}");
}

#[test]
fn every_shipped_file_passes_and_names_the_schema_in_its_first_line() {
    let validator = validator();
    let files = yaml_files(Path::new(calendar_spec::DIR));
    assert!(files.len() > 10, "{files:?}");
    for path in files {
        let text = fs::read_to_string(&path).expect("a text");
        let named = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        let named = named.map(|named| path.with_file_name(named).canonicalize().expect("a file"));
        assert_eq!(named, Path::new(KEPT).canonicalize().ok(), "{}", path.display());
        let value = parse(&text).expect("YAML");
        let wrong: Vec<_> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
    }
}

#[test]
fn specs_with_structural_findings_are_rejected_and_sound_ones_are_not() {
    let validator = validator();
    let mut refused = Vec::new();
    for entry in fs::read_dir(BROKEN).expect("a directory") {
        let directory = entry.expect("an entry").path();
        let codes = codes(&directory);
        let passes = yaml_files(&directory)
            .iter()
            .filter_map(|path| parse(&fs::read_to_string(path).expect("a text")))
            .all(|value| validator.is_valid(&value));
        let name = directory.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        if codes.is_empty() {
            assert!(passes, "{name} is sound");
        }
        if codes.iter().any(|code| STRUCTURE.contains(&&**code)) {
            assert!(!passes, "{name} has {codes:?}");
            refused.push(name);
        }
    }
    refused.sort();
    let known = ["missing-key", "several-findings-at-once", "unknown-key", "wrong-type-of-value"];
    assert!(known.iter().all(|name| refused.iter().any(|refused| refused == name)), "{refused:?}");
}

#[test]
fn an_overlay_can_omit_and_remove_keys_but_not_misspell_them() {
    let validator = validator();
    for path in yaml_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extending"))) {
        let value = parse(&fs::read_to_string(&path).expect("a text")).expect("YAML");
        let wrong: Vec<_> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
    }
    let overlays = [
        ("ids: {}", false),
        ("objects: { CalendarEvent: { fields: { summary: { length: null } } } }", true),
        ("objects: { CalendarEvent: { fields: { summary: { lenght: ..=5 } } } }", false),
        ("objects: { CalendarEvent: { fields: { summary: { type: null } } } }", false),
        ("objects: { CalendarEvent: { fields: { summary: null } } }", true),
        ("objects: { CalendarEvent: An event. }", false),
        ("enums: { CalendarRole: { values: { auditor: Reads everything., owner: { read_only: true } } } }", true),
        ("enums: { CalendarRole: { values: { auditor: [1] } } }", false),
        ("endpoints: { calendar.get: { rate_limit: { per_second: 0 } } }", false),
        ("error_groups: { common: [5] }", true),
    ];
    for (overlay, passes) in overlays {
        let file = parse(&format!("amend: {{ {overlay} }}")).expect("YAML");
        assert_eq!(validator.is_valid(&file), passes, "{overlay}");
    }
}

/// The full file.
fn full() -> Value {
    parse(&fs::read_to_string(FULL).expect("a text")).expect("YAML")
}

/// A spec of one file beside the root.
pub(crate) struct Spec(tempfile::TempDir);

impl Spec {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("spec.yaml"), "spec: full\ndoc: A test.\ninclude: [full.yaml]\n")
            .expect("a root");
        Self(directory)
    }

    /// The findings of the loader about a file; JSON is YAML.
    pub(crate) fn codes(&self, file: &Value) -> BTreeSet<String> {
        fs::write(self.0.path().join("full.yaml"), file.to_string()).expect("a file");
        codes(self.0.path())
    }
}

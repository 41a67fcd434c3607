//! The command `calendar-spec check`, run as a person or a program would.

#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};

/// A spec with one slip in it.
fn broken_spec() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    let spec = directory.path().join("spec");
    std::fs::create_dir(&spec).expect("a directory");
    std::fs::write(spec.join("spec.yaml"), "spec: a\ndoc: b\ninclude: [a.yaml]\n").expect("a file");
    std::fs::write(spec.join("a.yaml"), "# é\nids:\n  Id: { dock: b }\n").expect("a file");
    directory
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.current_dir(directory).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(arguments);
    command.output().expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn the_shipped_spec_is_the_default_and_sound() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check"]);
    let said = text(&output.stdout);
    assert!(
        said.starts_with("spec: no findings in ") && said.contains(" files (") && said.contains(" endpoints"),
        "{said}"
    );
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn findings_are_shown_with_their_line() {
    let directory = broken_spec();
    let output = run(directory.path(), &["check", "spec"]);
    let wanted = "\
error[missing-key]: an identifier needs the key `doc`
 --> spec/a.yaml:3:3
  |
3 |   Id: { dock: b }
  |   ^^
  |
  = help: `doc`: What it identifies.

error[unknown-key]: an identifier has no key `dock`
 --> spec/a.yaml:3:9
  |
3 |   Id: { dock: b }
  |         ^^^^
  |
  = help: did you mean `doc`?
  = help: the keys of an identifier are `doc` and `example`

spec: 2 findings in 2 files
";
    assert_eq!(text(&output.stdout), wanted);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), ""));
}

#[test]
fn files_are_shown_below_the_current_directory() {
    let directory = broken_spec();
    let absolute = directory.path().canonicalize().expect("a path").join("spec");
    let output = run(directory.path(), &["check", absolute.to_str().expect("a path")]);
    assert!(text(&output.stdout).contains("--> spec/a.yaml:3:9"), "{}", text(&output.stdout));
    let output = run(&absolute, &["check", "."]);
    assert!(text(&output.stdout).contains("--> a.yaml:3:9"), "{}", text(&output.stdout));
}

#[test]
fn json_is_for_programs() {
    let directory = broken_spec();
    let output = run(directory.path(), &["check", "spec", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["files"], &json["total"], &json["endpoints"]), (&2.into(), &2.into(), &0.into()));
    let wanted = serde_json::json!({
        "code": "unknown-key",
        "message": "an identifier has no key `dock`",
        "file": "spec/a.yaml",
        "line": 3,
        "column": 9,
        "label": null,
        "help": ["did you mean `doc`?", "the keys of an identifier are `doc` and `example`"],
    });
    assert_eq!(json["findings"][1], wanted);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn colour_is_for_terminals_and_those_who_ask() {
    let directory = broken_spec();
    let has_colour = |arguments: &[&str]| text(&run(directory.path(), arguments).stdout).contains('\u{1b}');
    assert!(!has_colour(&["check", "spec"]), "a pipe is no terminal");
    assert!(has_colour(&["check", "spec", "--color", "always"]));
    assert!(!has_colour(&["check", "spec", "--color", "never"]));
}

#[test]
fn timings_go_to_standard_error() {
    let directory = broken_spec();
    let output = run(directory.path(), &["check", "spec", "--timings"]);
    let stages: Vec<&str> = text(&output.stderr).lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(stages, ["source", "raw", "resolve", "check", "report"]);
}

#[test]
fn a_wrong_call_is_neither_success_nor_finding() {
    let directory = broken_spec();
    for arguments in [&["check", "--format", "xml"][..], &["chek"], &[]] {
        let output = run(directory.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn a_directory_that_does_not_exist_is_a_finding() {
    let directory = broken_spec();
    let output = run(directory.path(), &["check", "none"]);
    assert!(text(&output.stdout).starts_with("error[missing-directory]"));
    assert_eq!(output.status.code(), Some(1));
}

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
  = help: the keys of an identifier are `doc`, `example` and `values`

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
        "help": ["did you mean `doc`?", "the keys of an identifier are `doc`, `example` and `values`"],
    });
    assert_eq!(json["findings"][1], wanted);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn colour_is_for_terminals_or_on_request() {
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
fn wrong_arguments_are_neither_a_success_nor_a_finding() {
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

#[test]
fn a_new_spec_is_sound_and_so_are_the_examples_in_its_comments() {
    let directory = tempfile::tempdir().expect("a directory");
    let new = |what: &str| text(&run(directory.path(), &["new", what]).stdout).to_owned();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).expect("a file");
    let check = || {
        let output = run(directory.path(), &["check", "."]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        text(&output.stdout).to_owned()
    };
    write("spec.yaml", &new("spec"));
    write("note.yaml", &new("endpoint"));
    let found =
        "(1 resource, 1 endpoint, 0 events, 2 types, 0 error codes; extends `calendar` and amends 0 endpoints of it)";
    assert_eq!(check(), format!(".: no findings in 2 files {found}\n"));
    write("spec.yaml", &new("spec").replace("[note.yaml]", "[note.yaml, overlay.yaml]"));
    write("overlay.yaml", &new("overlay"));
    assert!(check().contains("3 files"));

    write("note.yaml", &uncommented(&new("endpoint")));
    write("overlay.yaml", &uncommented(&new("overlay")));
    let said = check();
    assert!(said.contains("1 event, 3 types, 1 error code;"), "{said}");
}

/// A template with everything that its comments show.
fn uncommented(template: &str) -> String {
    let lines = template.lines().map(|line| {
        let shown = line.split_once("# ").filter(|(indent, comment)| indent.trim().is_empty() && is_yaml(comment));
        shown.map_or_else(|| line.to_owned(), |(indent, comment)| format!("{indent}{comment}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a comment is a key with its value, and not a sentence with a colon.
fn is_yaml(comment: &str) -> bool {
    let key = comment.trim_start().trim_start_matches("- ").split_once(':').map(|(key, _)| key);
    key.is_some_and(|key| key.chars().all(|character| character.is_ascii_alphanumeric() || "_.".contains(character)))
}

#[test]
fn expand_prints_what_no_page_describes_on_request() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let endpoint = ["expand", "--endpoint", "calendar.join_event"];
    let refused = run(directory, &endpoint);
    assert_eq!((refused.status.code(), text(&refused.stdout)), (Some(2), ""));
    assert!(text(&refused.stderr).contains("those without a page need `--undocumented`"), "{}", text(&refused.stderr));

    let printed = run(directory, &[&endpoint[..], &["--undocumented"]].concat());
    assert!(text(&printed.stdout).contains("pub struct JoinEvent {"), "{}", text(&printed.stdout));
    let documented = run(directory, &["expand", "--endpoint", "calendar.create"]);
    assert!(text(&documented.stdout).contains("pub struct Create {"), "{}", text(&documented.stdout));
}

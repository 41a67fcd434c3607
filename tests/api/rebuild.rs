//! An edit of a spec file rebuilds the crate that calls the macro, and nothing before it.

use std::path::PathBuf;

use crate::support::package::{Package, messages, said};

const PROGRAM: &str = r#"
lark::api!("spec");

fn main() {
    print!("{:?}", note::Create::builder().build_unchecked());
}
"#;

const ROOT: &str = "spec: notes\ndoc: Notes.\nextends: calendar\ninclude: [note.yaml]\n";

const NOTE: &str = "\
resource: note
doc: Notes.
endpoints:
  create:
    doc: Write a note.
    page: { path: /note/create, updated: 2026-01-01 }
    http: POST /open-apis/note/v1/notes
    tokens: [user]
    apps: [custom]
    body:
      text: { type: CalendarId, doc: The text. }
    errors: []
";

fn notes(name: &'static str) -> Package {
    let notes = Package::new(name);
    notes.write("src/main.rs", PROGRAM);
    notes.write("spec/spec.yaml", ROOT);
    notes.write("spec/note.yaml", NOTE);
    notes
}

#[test]
fn an_edited_an_added_and_a_removed_file_rebuild_only_the_crate_that_calls_the_macro() {
    let notes = notes("notes");
    assert_eq!(notes.build().output, "Create { text: None }");
    assert_eq!(notes.build().rebuilt, [""; 0], "nothing changed");

    notes.write("spec/note.yaml", &NOTE.replace("text: {", "words: {"));
    let edited = notes.build();
    assert_eq!(edited.output, "Create { words: None }");
    assert_eq!(edited.rebuilt, ["notes"]);

    let enums = "enums:\n  Color:\n    doc: A colour.\n    values: { red: Red., blue: Blue. }\n";
    notes.write("spec/color.yaml", enums);
    notes.write("spec/spec.yaml", &ROOT.replace("note.yaml", "note.yaml, color.yaml"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: CalendarId", "color: { type: Color"));
    let added = notes.build();
    assert_eq!(added.output, "Create { color: None }");
    assert_eq!(added.rebuilt, ["notes"]);

    notes.write("spec/color.yaml", &enums.replace("Color", "Colour"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: CalendarId", "color: { type: Colour"));
    assert_eq!(notes.build().rebuilt, ["notes"], "the added file is watched too");

    notes.remove("spec/color.yaml");
    notes.write("spec/spec.yaml", ROOT);
    notes.write("spec/note.yaml", NOTE);
    let removed = notes.build();
    assert_eq!(removed.output, "Create { text: None }");
    assert_eq!(removed.rebuilt, ["notes"]);
}

/// Builds; returns whether it compiles, the output of the compiler, and the directory for generated files.
fn build(notes: &Package) -> (bool, String, PathBuf) {
    let output = notes.cargo(&["build"]);
    let scripts = messages(&output).into_iter().filter(|message| message["reason"] == "build-script-executed");
    let directory = scripts.filter_map(|message| message["out_dir"].as_str().map(PathBuf::from)).next_back();
    (output.status.success(), said(&output), directory.expect("a build script"))
}

#[test]
fn an_unchanged_spec_is_not_generated_again() {
    let notes = notes("kept");
    notes.write("build.rs", "fn main() {}\n");
    let (_, _, directory) = build(&notes);
    let (record, code) = (directory.join("spec.kept"), directory.join("spec.note.rs"));

    let expansion = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, expansion + "const KEPT: u8 = 1;").unwrap();
    notes.write("src/main.rs", &PROGRAM.replace("fn main() {", "fn main() { let _ = KEPT;"));
    let (compiles, said, _) = build(&notes);
    assert!(compiles, "{said}");

    let before = std::fs::read_to_string(&code).unwrap();
    std::fs::write(&code, "compile_error!(\"by hand\");").unwrap();
    notes.write("src/main.rs", PROGRAM);
    let (compiles, said, _) = build(&notes);
    assert!(compiles, "{said}");
    assert_eq!(std::fs::read_to_string(&code).unwrap(), before, "what is changed by hand is generated again");

    notes.write("spec/color.yaml", "enums: {}\n");
    notes.write("src/main.rs", &format!("{PROGRAM}\n"));
    let (compiles, said, _) = build(&notes);
    assert!(!compiles && said.contains("is not listed"), "{said}");
}

#[test]
fn a_type_whose_feature_is_off_is_named_with_the_features_that_enable_it() {
    let notes = notes("featureless");
    notes.write("spec/note.yaml", &NOTE.replace("CalendarId", "AclScope"));
    let output = notes.cargo(&["check"]);
    let said = said(&output);
    let wanted = "of the shipped spec: add the feature `calendar_acl` to the dependency on `calendar-generated`";
    assert!(said.contains(wanted), "{said}");
    assert!(!output.status.success());
}

// Not a case of `calendar-macros/tests/ui`: with the sources of the standard library at hand the compiler shows more.
#[test]
fn code_of_another_version_is_rejected_with_what_to_do() {
    let old = Package::new("old");
    old.write("src/main.rs", "const _: () = lark::__private::generated_by(\"0.0.1\");\n\nfn main() {}\n");
    let said = said(&old.cargo(&["check"]));
    assert!(said.contains("is of another version: depend on `calendar-generated` alone"), "{said}");
}

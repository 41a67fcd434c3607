//! An edit of a spec file rebuilds the crate that calls the macro, and nothing before it.

use std::fs;
use std::process::Command;

use crate::support::package::{Package, messages, target};

const PROGRAM: &str = r#"
calendar_generated::api!("../spec");

fn main() {
    print!("{:?}", note::Create::builder().build_unchecked());
}
"#;

const ROOT: &str = "spec: notes\ndoc: Notes.\ninclude: [note.yaml]\n";

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
      text: { type: string, doc: The text. }
    errors: []
";

/// What one build printed and did.
struct Build {
    output: String,
    /// Packages that the build compiled anew.
    rebuilt: Vec<String>,
}

/// A package with its own copy of a spec.
fn notes() -> Package {
    let notes = Package::new("notes");
    notes.write("src/main.rs", PROGRAM);
    notes.write("spec/spec.yaml", ROOT);
    notes.write("spec/note.yaml", NOTE);
    notes
}

fn build(notes: &Package) -> Build {
    let output = notes.cargo(&["build"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stale = messages(&output).into_iter().filter(|message| message["fresh"] == false);
    let rebuilt = stale.map(|message| message["target"]["name"].as_str().unwrap().to_owned()).collect();
    let program = target().join("debug").join(format!("notes{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(program).output().unwrap();
    Build { output: String::from_utf8(output.stdout).unwrap(), rebuilt }
}

#[test]
fn an_edited_an_added_and_a_removed_file_rebuild_only_the_crate_that_calls_the_macro() {
    let notes = notes();
    assert_eq!(build(&notes).output, "Create { text: None }");
    assert_eq!(build(&notes).rebuilt, [""; 0], "nothing changed");

    notes.write("spec/note.yaml", &NOTE.replace("text: {", "words: {"));
    let edited = build(&notes);
    assert_eq!(edited.output, "Create { words: None }");
    assert_eq!(edited.rebuilt, ["notes"]);

    let enums = "enums:\n  Color:\n    doc: A colour.\n    values: { red: Red., blue: Blue. }\n";
    notes.write("spec/color.yaml", enums);
    notes.write("spec/spec.yaml", &ROOT.replace("note.yaml", "note.yaml, color.yaml"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: string", "color: { type: Color"));
    let added = build(&notes);
    assert_eq!(added.output, "Create { color: None }");
    assert_eq!(added.rebuilt, ["notes"]);

    notes.write("spec/color.yaml", &enums.replace("Color", "Colour"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: string", "color: { type: Colour"));
    assert_eq!(build(&notes).rebuilt, ["notes"], "the added file is watched too");

    fs::remove_file(notes.path("spec/color.yaml")).unwrap();
    notes.write("spec/spec.yaml", ROOT);
    notes.write("spec/note.yaml", NOTE);
    let removed = build(&notes);
    assert_eq!(removed.output, "Create { text: None }");
    assert_eq!(removed.rebuilt, ["notes"]);
}

//! An edit of a spec file rebuilds the crate that calls the macro, and nothing before it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "notes"
version = "0.0.0"
edition = "2024"

[dependencies]
calendar-generated = { path = "GENERATED", default-features = false }

[workspace]
"#;

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

/// A crate of its own, with its own copy of a spec.
struct Crate {
    directory: PathBuf,
}

/// What one build printed and did.
struct Build {
    output: String,
    /// Packages that the build compiled anew.
    rebuilt: Vec<String>,
}

impl Crate {
    fn new() -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
        // A leftover of an earlier run would be taken for unchanged.
        let _ = fs::remove_dir_all(directory.join("spec"));
        let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../calendar-generated");
        let this = Self { directory };
        this.write("Cargo.toml", &MANIFEST.replace("GENERATED", &generated.display().to_string()));
        this.write("src/main.rs", PROGRAM);
        this.write("spec/spec.yaml", ROOT);
        this.write("spec/note.yaml", NOTE);
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, this.directory.join("Cargo.lock")).unwrap();
        this
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.directory.join(path)).unwrap();
    }

    fn build(&self) -> Build {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--message-format=json"])
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.directory.join("target"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).unwrap();
        let messages = messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let stale = messages.filter(|message| message["fresh"] == false);
        let rebuilt = stale.map(|message| message["target"]["name"].as_str().unwrap().to_owned()).collect();
        let program = self.directory.join("target/debug").join(format!("notes{}", std::env::consts::EXE_SUFFIX));
        let output = Command::new(program).output().unwrap();
        Build { output: String::from_utf8(output.stdout).unwrap(), rebuilt }
    }
}

#[test]
fn an_edited_an_added_and_a_removed_file_rebuild_only_the_crate_that_calls_the_macro() {
    let notes = Crate::new();
    assert_eq!(notes.build().output, "Create { text: None }");
    assert_eq!(notes.build().rebuilt, [""; 0], "nothing changed");

    notes.write("spec/note.yaml", &NOTE.replace("text: {", "words: {"));
    let edited = notes.build();
    assert_eq!(edited.output, "Create { words: None }");
    assert_eq!(edited.rebuilt, ["notes"]);

    let enums = "enums:\n  Color:\n    doc: A colour.\n    values: { red: Red., blue: Blue. }\n";
    notes.write("spec/color.yaml", enums);
    notes.write("spec/spec.yaml", &ROOT.replace("note.yaml", "note.yaml, color.yaml"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: string", "color: { type: Color"));
    let added = notes.build();
    assert_eq!(added.output, "Create { color: None }");
    assert_eq!(added.rebuilt, ["notes"]);

    notes.write("spec/color.yaml", &enums.replace("Color", "Colour"));
    notes.write("spec/note.yaml", &NOTE.replace("text: { type: string", "color: { type: Colour"));
    assert_eq!(notes.build().rebuilt, ["notes"], "the added file is watched too");

    notes.remove("spec/color.yaml");
    notes.write("spec/spec.yaml", ROOT);
    notes.write("spec/note.yaml", NOTE);
    let removed = notes.build();
    assert_eq!(removed.output, "Create { text: None }");
    assert_eq!(removed.rebuilt, ["notes"]);
}

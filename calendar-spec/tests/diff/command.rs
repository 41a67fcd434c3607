//! The command, run as a person or a program would.

use std::path::Path;
use std::process::{Command, Output};

use crate::edit;

/// The changes of a release.
const EDITS: &[edit::Edit] = &[
    (
        "      text: { type: string, length: ..=1000",
        "      tag: { type: string, doc: A tag. }\n      text: { type: string, length: ..=999",
    ),
    ("count: { type: int32", "count: { type: int64"),
    ("doc: Upwards.", "doc: Up."),
    ("moons: { type: list<string>, doc", "moons: { type: list<string>, deprecated: Use `stars`., doc"),
    ("    apps: [custom, isv]\n    scopes: [note:read]", "    apps: [custom]\n    scopes: [note:read]"),
];

/// A code has another name, one has another number, and a new one is listed by two endpoints.
const EDITS_OF_ERRORS: &[edit::Edit] = &[
    ("name: note_not_found", "name: no_such_note"),
    (
        "  300002: {",
        "  300003: { name: note_lost, message: the note is gone, advice: Search., retry: never }\n  300009: {",
    ),
    ("errors: [300001]", "errors: [300003]"),
    ("errors: [300001, 300002]", "errors: [300001, 300003, 300009]"),
];

/// A repository with a crate of version 0.1.0, tagged `v0.1.0`, and the edits on top of it.
struct Repository {
    directory: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let this = Self { directory: tempfile::tempdir().expect("a directory") };
        this.git(&["init", "--quiet", "--initial-branch=main"]);
        this.write("Cargo.toml", "[workspace.package]\nversion = \"0.1.0\"\n");
        this.write("notes/Cargo.toml", "[package]\nname = \"notes\"\nversion.workspace = true\n");
        this.write_spec(&[]);
        this.commit();
        this.git(&["tag", "v0.1.0"]);
        this
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }

    fn write_spec(&self, edits: &[edit::Edit]) {
        for (file, text) in edit::files(edits, "the spec") {
            self.write(&format!("notes/spec/{file}"), &text);
        }
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&[
            "-c",
            "user.name=Nobody",
            "-c",
            "user.email=nobody@example.com",
            "commit",
            "--quiet",
            "-m",
            "A step",
        ]);
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        let output = command.current_dir(self.path()).args(arguments).output().expect("git is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn diff(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
        command
            .current_dir(self.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .arg("diff")
            .args(arguments);
        let Output { status, stdout, stderr } = command.output().expect("the command runs");
        let text = |bytes| String::from_utf8(bytes).expect("a text");
        (status.code(), text(stdout), text(stderr))
    }
}

#[test]
fn a_revision_is_compared_with_a_directory() {
    let repository = Repository::new();
    repository.write_spec(EDITS);
    let wanted = "\
v0.1.0:notes/spec → notes/spec: 6 changes

major
  types.Summary.count: field type changed: `int32` → `int64` (response: breaking)

minor
  note.create.tag: field added: `string`, in the body (request: compatible)
  note.create.text: constraint changed: at most 1000 characters → at most 999 characters (request: breaking)
  note.create.moons: deprecation added: Use `stars`.

patch
  types.Point.y: doc changed
  note.events.changed: apps removed: `isv` (response: breaking)

Rust source: major. On the wire: 3 changes break deployed programs.
Version: 0.1.0 → 0.1.0, which is not enough: 0.2.0 is needed.
";
    assert_eq!(repository.diff(&["v0.1.0", "notes/spec"]), (Some(0), wanted.to_owned(), String::new()));
}

#[test]
fn two_revisions_are_compared_with_the_versions_of_their_manifests() {
    let repository = Repository::new();
    repository.write_spec(EDITS);
    repository.write("Cargo.toml", "[workspace.package]\nversion = \"0.2.0\"\n");
    repository.commit();
    for (old, new) in [("v0.1.0", "HEAD"), ("HEAD~1:notes/spec", "main:./notes/spec/")] {
        let (status, said, _) = repository.diff(&[old, new]);
        assert!(said.ends_with("Version: 0.1.0 → 0.2.0, which is enough (needed: 0.2.0).\n"), "{said}");
        assert_eq!(status, Some(0));
    }
    let (status, said, _) = repository.diff(&["HEAD", "v0.1.0"]);
    assert!(said.ends_with("Version: 0.2.0 → 0.1.0, which is not enough: 0.3.0 is needed.\n"), "{said}");
    assert_eq!(status, Some(0));
    assert_eq!(repository.diff(&["--check-version", "v0.1.0", "HEAD"]).0, Some(0));
    assert_eq!(repository.diff(&["--check-version", "HEAD", "v0.1.0"]).0, Some(1));
    assert_eq!(repository.diff(&["--check-version", "v0.1.0", "v0.1.0"]).0, Some(0), "nothing changed");
}

#[test]
fn markdown_is_a_fragment_of_a_changelog() {
    let repository = Repository::new();
    repository.write_spec(EDITS);
    let wanted = "\
## 0.2.0

### Added

- `note.create.tag`: field added: `string`, in the body.

### Changed

- `types.Summary.count`: field type changed: `int32` → `int64`. **Breaks source and responses.**
- `note.create.text`: constraint changed: at most 1000 characters → at most 999 characters. **Breaks requests.**
- `note.events.changed`: apps removed: `isv`. **Breaks responses.**
- Documentation of `types.Point.y`.

### Deprecated

- `note.create.moons`: deprecation added: Use `stars`.
";
    let (_, said, _) = repository.diff(&["v0.1.0", "notes/spec", "--format", "markdown"]);
    assert_eq!(said, wanted);
}

#[test]
fn json_is_for_programs() {
    let repository = Repository::new();
    repository.write_spec(EDITS);
    let (_, said, _) = repository.diff(&["v0.1.0", "notes/spec", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(json["old"], serde_json::json!({ "spec": "v0.1.0:notes/spec", "version": "0.1.0" }));
    assert_eq!((&json["rust"], &json["version_needed"]), (&"major".into(), &"0.2.0".into()));
    assert_eq!((&json["version_is_enough"], &json["breaking_on_the_wire"]), (&false.into(), &true.into()));
    let counts = serde_json::json!({ "major": 1, "minor": 3, "patch": 2, "breaking_on_the_wire": 3 });
    assert_eq!(json["counts"], counts);
    let grown = serde_json::json!({
        "class": "field-type-changed", "place": "types.Summary.count", "old": "`int32`", "new": "`int64`",
        "rust": "major", "request": null, "response": "breaking",
    });
    let changes = json["changes"].as_array().expect("a list");
    assert!(changes.contains(&grown), "{said}");
    let doc = changes.iter().find(|change| change["class"] == "doc-changed").expect("a text");
    assert_eq!((&doc["old"], &doc["new"]), (&"Upwards.".into(), &"Up.".into()), "texts stand here in full");
}

#[test]
fn error_codes_are_shown_with_their_numbers_and_names() {
    let repository = Repository::new();
    repository.write_spec(EDITS_OF_ERRORS);
    let wanted = "\
v0.1.0:notes/spec → notes/spec: 5 changes

major
  errors.300001: Rust name changed: `NoteNotFound` → `NoSuchNote`

minor
  errors.300003: error added: `NoteLost`: the note is gone (response: compatible)

patch
  note.create: listed errors changed: 300001 `NoSuchNote` → 300003 `NoteLost` (response: compatible)
  note.list: listed errors added: 300003 `NoteLost` (response: compatible)
  errors.300009: number changed: 300002 → 300009 (response: breaking)

Rust source: major. On the wire: 1 change breaks deployed programs.
Version: 0.1.0 → 0.1.0, which is not enough: 0.2.0 is needed.
";
    assert_eq!(repository.diff(&["v0.1.0", "notes/spec"]), (Some(0), wanted.to_owned(), String::new()));
    let (_, said, _) = repository.diff(&["notes/spec", "v0.1.0"]);
    let changes: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let wanted = [
        "errors.300003: error removed: `NoteLost`: the note is gone (response: compatible)",
        "errors.300001: Rust name changed: `NoSuchNote` → `NoteNotFound`",
        "note.create: listed errors changed: 300003 `NoteLost` → 300001 `NoteNotFound` (response: compatible)",
        "note.list: listed errors removed: 300003 `NoteLost` (response: compatible)",
        "errors.300002: number changed: 300009 → 300002 (response: breaking)",
    ];
    assert_eq!(changes, wanted);
}

#[test]
fn error_codes_have_their_numbers_and_names_in_markdown() {
    let repository = Repository::new();
    repository.write_spec(EDITS_OF_ERRORS);
    let wanted = "\
## 0.2.0

### Added

- `errors.300003`: error added: `NoteLost`: the note is gone.

### Changed

- `errors.300001`: Rust name changed: `NoteNotFound` → `NoSuchNote`. **Breaks source.**
- `errors.300009`: number changed: 300002 → 300009. **Breaks responses.**
- `note.create`: listed errors changed: 300001 `NoSuchNote` → 300003 `NoteLost`.
- `note.list`: listed errors added: 300003 `NoteLost`.
";
    let (_, said, _) = repository.diff(&["v0.1.0", "notes/spec", "--format", "markdown"]);
    assert_eq!(said, wanted);
}

#[test]
fn error_codes_have_their_numbers_and_names_in_json() {
    let repository = Repository::new();
    repository.write_spec(EDITS_OF_ERRORS);
    let (_, said, _) = repository.diff(&["v0.1.0", "notes/spec", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let wanted = serde_json::json!([
        {
            "class": "error-added", "place": "errors.300003", "old": null, "new": "`NoteLost`: the note is gone",
            "rust": "minor", "request": null, "response": "compatible",
        },
        {
            "class": "listed-errors-changed", "place": "note.create", "old": "300001 `NoSuchNote`",
            "new": "300003 `NoteLost`", "rust": "patch", "request": null, "response": "compatible",
        },
        {
            "class": "listed-errors-added", "place": "note.list", "old": null, "new": "300003 `NoteLost`",
            "rust": "patch", "request": null, "response": "compatible",
        },
        {
            "class": "rust-name-changed", "place": "errors.300001", "old": "`NoteNotFound`", "new": "`NoSuchNote`",
            "rust": "major", "request": null, "response": null,
        },
        {
            "class": "number-changed", "place": "errors.300009", "old": "300002", "new": "300009",
            "rust": "patch", "request": null, "response": "breaking",
        },
    ]);
    assert_eq!(json["changes"], wanted);
}

#[test]
fn versions_can_be_named_and_one_manifest_states_the_old_one() {
    let repository = Repository::new();
    std::fs::rename(repository.path().join("notes/spec"), repository.path().join("notes/old")).expect("a directory");
    repository.write_spec(EDITS);
    let said = |arguments: &[&str]| {
        let (_, said, _) = repository.diff(&[&["notes/old", "notes/spec"], arguments].concat());
        said.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(said(&[]), "Version: after 0.1.0, 0.2.0 is needed.");
    assert_eq!(said(&["--new-version", "0.2.0"]), "Version: 0.1.0 → 0.2.0, which is enough (needed: 0.2.0).");
    assert_eq!(said(&["--old-version", "1.4.0"]), "Version: after 1.4.0, 2.0.0 is needed.");
    let (status, _, complaint) = repository.diff(&["notes/old", "notes/spec", "--check-version"]);
    assert_eq!(status, Some(2));
    assert!(complaint.contains("`--new-version`"), "{complaint}");
}

#[test]
fn incomparable_specs_are_reported_at_once() {
    let repository = Repository::new();
    let (status, said, complaint) = repository.diff(&["v0.1.1", "notes/specs"]);
    assert_eq!((status, &*said), (Some(2), ""));
    assert!(complaint.contains("`v0.1.1` is not a directory, and no revision could be read: git says:"), "{complaint}");
    assert!(complaint.contains("help: did you mean `v0.1.0`?"), "{complaint}");
    assert!(complaint.contains("`notes/specs` is not a directory"), "both are said: {complaint}");
    for option in ["--output=x", "-h:notes", ":notes"] {
        let (status, _, complaint) = repository.diff(&["--", option, "notes/spec"]);
        assert_eq!(status, Some(2));
        assert!(complaint.contains("is not a directory"), "{complaint}");
    }
    assert!(!repository.path().join("x").exists(), "git was not given an option");
}

#[test]
fn a_revision_without_the_named_spec_says_which_it_has() {
    let repository = Repository::new();
    let (status, _, complaint) = repository.diff(&["HEAD:notes", "notes/spec"]);
    assert_eq!(status, Some(2));
    let wanted =
        "calendar-spec: the revision `HEAD` has no spec in `notes`\n  = help: its specs are `HEAD:notes/spec`\n";
    assert_eq!(complaint, wanted);
    repository.write("more/spec.yaml", "spec: more\ndoc: More.\ninclude: []\n");
    repository.commit();
    let (status, _, complaint) = repository.diff(&["HEAD", "notes/spec"]);
    assert_eq!(status, Some(2));
    assert!(complaint.contains("its specs are `HEAD:more`, `HEAD:notes/spec`"), "{complaint}");
}

#[test]
fn the_findings_of_a_revision_are_shown_with_their_files() {
    let repository = Repository::new();
    repository.write("notes/spec/label.yaml", "resource: label\ndoc: Labels.\nendpoint: {}\n");
    repository.commit();
    repository.write_spec(&[]);
    let (status, said, complaint) = repository.diff(&["HEAD", "notes/spec"]);
    assert_eq!((status, &*said), (Some(1), ""));
    assert!(complaint.contains(" --> HEAD:notes/spec/label.yaml:3:1"), "{complaint}");
}

#[test]
fn outside_of_a_repository_only_directories_can_be_compared() {
    let repository = Repository::new();
    std::fs::remove_dir_all(repository.path().join(".git")).expect("a directory");
    let (status, _, complaint) = repository.diff(&["v0.1.0", "notes/spec"]);
    assert_eq!(status, Some(2));
    assert!(complaint.contains("git says: not a git repository"), "{complaint}");
    assert_eq!(repository.diff(&["notes/spec", "notes/spec"]).0, Some(0));
}

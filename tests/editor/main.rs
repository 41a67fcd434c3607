//! rust-analyzer on applications, used like an editor does. Needs the component: `rustup component add rust-analyzer`.
//!
//! `cargo test -p calendar-tests --test editor -- --ignored --nocapture --test-threads 1`

#[path = "../support/crates.rs"]
mod crates;
mod downloaded;
mod lsp;
#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../support/package.rs"]
mod package;
#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../support/things.rs"]
mod things;

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use lsp::{Position, Server};
use package::{Package, target};

const PROGRAM: &str = r#"
use lark::calendar_event::Create;
use lark::types::{CalendarRole, TimeInfo};

pub mod notes {
    lark::api!("spec");
}

fn main() {
    let builder = Create::builder();
    let _ = builder.summary("a");
    let _: Option<TimeInfo> = None;
    let _ = CalendarRole::Writer;
    let _ = lark::ErrorCode::CalendarNotFound;
    let note = notes::note::Create::builder();
    let _ = note.clone();
}
"#;

const NOTE: &str = "\
resource: note
doc: Notes.
endpoints:
  create:
    doc: Write a note.
    page: { path: /note/create, updated: 2026-01-01 }
    http: POST /open-apis/note/v1/notes
    tokens: [user]
    errors: [platform]
    body:
      text: { type: string, doc: The text. }
";

/// A program that uses the shipped client, and extends it.
fn package(name: &'static str) -> Package {
    let package = Package::with_features(name, "\"calendar\", \"calendar_event\"");
    package.write("build.rs", "fn main() {}\n");
    package.write("src/main.rs", PROGRAM);
    package.write("spec/spec.yaml", "spec: notes\ndoc: Notes.\nextends: calendar\ninclude: [note.yaml]\n");
    package.write("spec/note.yaml", NOTE);
    package
}

/// Removes what was generated, as if nothing had been compiled yet.
fn forget_what_was_generated() {
    let Ok(builds) = std::fs::read_dir(target().join("debug/build")) else { return };
    for build in builds.map(Result::unwrap) {
        let name = build.file_name().into_string().unwrap();
        if name.starts_with("edited") || name.starts_with("calendar-generated") {
            std::fs::remove_dir_all(build.path()).unwrap();
        }
    }
}

#[test]
#[ignore = "needs rust-analyzer"]
fn an_editor_understands_generated_code() {
    let package = package("edited");
    let started = Instant::now();
    let mut editor = Editor::open(&package);
    let after = |before| Position::after(PROGRAM, before);

    let setters = editor.completions(after("builder.s"), "summary");
    println!("completion, {:.1?} after the package is opened:", started.elapsed());
    show(&setters);
    assert!(docs(&setters, "summary").contains("Title"), "{}", docs(&setters, "summary"));
    assert!(setters.iter().any(|item| label(item) == "calendar_id"), "required fields are setters, too");

    for (before, line) in [
        ("builder.su", "pub fn summary<M>("),
        ("types::{CalendarRole, Time", "pub struct TimeInfo"),
        ("CalendarRole::Wri", "Writer,"),
        ("ErrorCode::CalendarNo", "CalendarNotFound,"),
        ("notes::note::Cre", "pub struct Create"),
    ] {
        let (file, found) = editor.definition(after(before));
        println!("definition of {:24} {}: {}", before, shown(&file), found.trim());
        assert!(found.trim().starts_with(line), "{before}: {found}");
    }

    for (before, place) in [("builder.su", "calendar_event.yaml:"), ("notes::note::Cre", "note.yaml:4")] {
        let hover = editor.server.ask("hover", &editor.file, after(before))["contents"]["value"].to_string();
        println!("hover on {before}: {hover}");
        assert!(hover.contains(place), "{hover}");
    }
}

#[test]
#[ignore = "needs rust-analyzer"]
fn a_new_field_is_offered_once_it_is_saved() {
    let package = package("edited");
    let mut editor = Editor::open(&package);
    let after = |before| Position::after(PROGRAM, before);
    editor.completions(after("note.c"), "clone");
    let started = Instant::now();
    package.write("spec/note.yaml", &format!("{NOTE}      words: {{ type: string, doc: The words. }}\n"));
    editor.server.saved(&editor.file);
    editor.completions(after("note.c"), "words");
    println!("a new field is offered {:.1?} after it is saved", started.elapsed());
}

#[test]
#[ignore = "needs rust-analyzer"]
fn a_thousand_endpoints_are_not_too_many_for_an_editor() {
    let program = "
pub mod things {
    lark::api!(\"spec\");
}

fn main() {
    let builder = things::r24::Create39::builder();
    let _ = builder.clone();
}
";
    let package = things::package("edited-things");
    package.write("build.rs", "fn main() {}\n");
    package.write("src/main.rs", program);
    let started = Instant::now();
    let mut editor = Editor::open(&package);
    editor.completions(Position::after(program, "builder.c"), "user_id_type");
    println!("completion in a crate of 1000 endpoints, {:.1?} after it is opened", started.elapsed());
}

#[test]
#[ignore = "needs rust-analyzer"]
fn a_downloaded_crate_is_known_while_it_is_compiled_for_the_first_time() {
    let package = downloaded::package();
    let started = Instant::now();
    let mut editor = Editor::open_with(&package, &package.path("target"));
    let setters = editor.completions(Position::after(PROGRAM, "builder.s"), "summary");
    println!("completion, {:.1?} after a package is opened that was never compiled", started.elapsed());
    assert!(docs(&setters, "summary").contains("Title"), "{}", docs(&setters, "summary"));
}

/// An editor with one file open.
struct Editor {
    server: Server,
    file: PathBuf,
}

impl Editor {
    /// Opens a package that was never compiled.
    fn open(package: &Package) -> Self {
        forget_what_was_generated();
        Self::open_with(package, &target())
    }

    fn open_with(package: &Package, target: &Path) -> Self {
        let mut server = Server::start(&package.path(""), target);
        let file = package.path("src/main.rs");
        server.open(&file);
        Self { server, file }
    }

    /// The completions at a place, once a name is among them.
    fn completions(&mut self, at: Position, name: &str) -> Vec<Value> {
        self.server.ask_until(("completion", &self.file, at), |answer| {
            let items = answer["items"].as_array().or(answer.as_array())?;
            items.iter().any(|item| label(item) == name).then(|| items.clone())
        })
    }

    /// The file that defines what is at a place, and the line.
    fn definition(&mut self, at: Position) -> (PathBuf, String) {
        self.server.ask_until(("definition", &self.file, at), |answer| {
            let first = if answer.is_array() { &answer[0] } else { answer };
            let path = url::Url::parse(first["uri"].as_str()?).ok()?.to_file_path().ok()?;
            let line = usize::try_from(first["range"]["start"]["line"].as_u64()?).ok()?;
            let text = std::fs::read_to_string(&path).ok()?;
            Some((path, text.lines().nth(line)?.to_owned()))
        })
    }
}

fn label(item: &Value) -> &str {
    item["label"].as_str().unwrap_or_default().split('(').next().unwrap_or_default()
}

fn docs(items: &[Value], name: &str) -> String {
    let item = items.iter().find(|item| label(item) == name);
    item.map(|item| item["documentation"]["value"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
}

fn show(items: &[Value]) {
    for item in items.iter().take(8) {
        let text = docs(items, label(item));
        println!("  {:20} {}", label(item), text.lines().next().unwrap_or_default());
    }
}

/// A path without what differs between machines.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    text.split_once("/out/").map_or(text.clone(), |(_, rest)| format!("OUT_DIR/{rest}"))
}

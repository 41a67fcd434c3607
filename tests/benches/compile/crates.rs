//! The crates that are compiled: copies of ours, and the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Outcome, floor};

/// The workspace of all crates, in a temporary folder.
pub(crate) struct Crates {
    directory: TempDir,
    has_progenitor: bool,
}

const OURS: [&str; 3] = ["calendar-spec", "calendar-macros", "calendar-generated"];

/// What progenitor's generated code needs from the registry.
const PROGENITOR: &str = "progenitor = \"0.15\"\nprogenitor-client = \"0.15\"\nreqwest = { version = \"0.13\", \
    default-features = false, features = [\"json\", \"query\", \"stream\"] }\nserde = { version = \"1\", features = \
    [\"derive\"] }\nserde_json = \"1\"\nchrono = { version = \"0.4\", features = [\"serde\"] }\nregress = \"0.12\"\nuuid = { version = \
    \"1\", features = [\"serde\"] }\n";

/// What the generated code needs, which does not include an HTTP client.
const RUNTIME: &str = "calendar-generated = { path = \"../calendar-generated\", default-features = false }\n";

impl Crates {
    pub(crate) fn write() -> Outcome<Self> {
        let mut crates = Self { directory: TempDir::new()?, has_progenitor: true };
        crates.copy_ours()?;
        crates.member("generated", RUNTIME, "#![allow(missing_docs)]\ncalendar_generated::api!(\"spec\");\n")?;
        copy(Path::new(calendar_spec::DIR), &crates.path().join("generated/spec"))?;
        crates.member("in-files", RUNTIME, "#![allow(missing_docs)]\ncalendar_generated::api!(\"spec\");\n")?;
        fs::write(crates.path().join("in-files/build.rs"), "fn main() {}\n")?;
        copy(Path::new(calendar_spec::DIR), &crates.path().join("in-files/spec"))?;
        crates.member("pasted", RUNTIME, "#![allow(missing_docs)]\n#[rustfmt::skip]\nmod all;\npub use all::*;\n")?;
        crates.member(
            "floor",
            "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
            &floor::write(&calendar_spec::load(Path::new(calendar_spec::DIR)).spec),
        )?;
        crates.applications()?;
        crates.progenitor()?;
        crates.workspace()?;
        Ok(crates)
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn has_progenitor(&self) -> bool {
        self.has_progenitor
    }

    /// The compared crates; progenitor last, if its registry is available.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names = vec!["generated", "in-files", "pasted", "floor", "calendar-generated"];
        names.extend(self.has_progenitor.then_some("progenitor-client-of-calendar"));
        names
    }

    fn copy_ours(&self) -> Outcome<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for name in OURS {
            copy(&root.join(name), &self.path().join(name))?;
        }
        let lock = root.join("Cargo.lock");
        fs::copy(lock, self.path().join("Cargo.lock"))?;
        Ok(())
    }

    fn member(&self, name: &str, dependencies: &str, lib: &str) -> Outcome<()> {
        let directory = self.path().join(name);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::write(directory.join("src/lib.rs"), lib)?;
        Ok(())
    }

    /// One that uses the generated crate, and one that uses structs written by hand.
    fn applications(&self) -> Outcome<()> {
        let calendar = "calendar-generated = { path = \"../calendar-generated\" }\n";
        let source =
            "pub fn summary(c: &calendar_generated::types::Calendar) -> Option<&str> { c.summary.as_deref() }\n";
        self.member("application", calendar, source)?;
        let source = "pub fn summary(c: &floor::CalendarOutput) -> Option<&str> { c.summary.as_deref() }\n";
        self.member("application-by-hand", "floor = { path = \"../floor\" }\n", source)
    }

    fn progenitor(&self) -> Outcome<()> {
        let name = "progenitor-client-of-calendar";
        // With builders, as ours has them.
        self.member(name, PROGENITOR, "progenitor::generate_api!(spec = \"calendar.json\", interface = Builder);\n")?;
        let spec = calendar_spec::load(Path::new(calendar_spec::DIR)).spec;
        let mut document = calendar_spec::openapi::document(&spec, calendar_spec::openapi::Version::V3_0);
        use_one_error_type(&mut document["paths"]);
        fs::write(self.path().join(name).join("calendar.json"), serde_json::to_string(&document)?)?;
        Ok(())
    }

    /// Without the registry, progenitor is omitted; all else is in the cache, since this benchmark was built from it.
    fn workspace(&mut self) -> Outcome<()> {
        let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))?;
        let (head, tail) = root.split_once("members = [").ok_or("the workspace has no members")?;
        let (_, tail) = tail.split_once(']').ok_or("the workspace has no end of members")?;
        loop {
            let all = self.members();
            let members: Vec<String> = all.iter().map(|name| format!("{name:?}")).collect();
            fs::write(self.path().join("Cargo.toml"), format!("{head}members = [{}]{tail}", members.join(", ")))?;
            let mut metadata = Command::new(env!("CARGO"));
            let output = metadata.args(["metadata", "--format-version", "1"]).current_dir(self.path()).output()?;
            if output.status.success() {
                return Ok(());
            }
            if !std::mem::replace(&mut self.has_progenitor, false) {
                return Err(String::from_utf8_lossy(&output.stderr).into());
            }
            println!("progenitor is left out, since the registry cannot be reached\n");
        }
    }

    fn members(&self) -> Vec<&'static str> {
        let mut members: Vec<_> = OURS.into_iter().chain(["generated", "in-files", "pasted", "floor"]).collect();
        members.extend(["application", "application-by-hand"]);
        members.extend(self.has_progenitor.then_some("progenitor-client-of-calendar"));
        members
    }
}

/// Gives all errors one schema, since progenitor takes one type of error for each operation.
fn use_one_error_type(paths: &mut Value) {
    let operations = paths.as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    let operations = operations.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut());
    let responses = operations.filter_map(|operation| operation["responses"].as_object_mut()).flatten();
    for (_, response) in responses.filter(|(status, _)| *status != "200") {
        if let Some(schema) = response.pointer_mut("/content/application~1json/schema") {
            *schema = json!({ "$ref": "#/components/schemas/Error" });
        }
    }
}

/// Copies what git would keep of a crate.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "target" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

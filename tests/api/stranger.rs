//! Crates outside of the workspace, with specs of their own, built as strangers build them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"
[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
lark = { package = "calendar-generated", path = "GENERATED", default-features = false, features = [FEATURES] }

[workspace]
"#;

/// A crate that depends on `calendar-generated` under another name, without its default features but with some.
pub(crate) struct Crate {
    name: &'static str,
    directory: PathBuf,
}

/// What one build printed and did.
pub(crate) struct Build {
    /// What the program printed.
    pub(crate) output: String,
    /// Packages that the build compiled anew.
    pub(crate) rebuilt: Vec<String>,
}

impl Crate {
    /// A crate with this program and nothing else; the features are written as in a manifest.
    pub(crate) fn new(name: &'static str, features: &str, program: &str) -> Self {
        let directory = strangers().join(name);
        // A leftover of an earlier run would be taken for unchanged.
        let _ = fs::remove_dir_all(directory.join("spec"));
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let this = Self { name, directory };
        let generated = root.join("calendar-generated").display().to_string();
        let manifest = MANIFEST.replace("NAME", name).replace("GENERATED", &generated).replace("FEATURES", features);
        this.write("Cargo.toml", &manifest);
        this.write("src/main.rs", program);
        fs::copy(root.join("Cargo.lock"), this.directory.join("Cargo.lock")).unwrap();
        this
    }

    /// Where a file of the crate is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Runs cargo on the crate; all crates share their dependencies.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).arg("--offline").current_dir(&self.directory);
        cargo.env("CARGO_TARGET_DIR", strangers().join("target")).output().unwrap()
    }

    /// Builds the program and runs it.
    pub(crate) fn build(&self) -> Build {
        let output = self.cargo(&["build", "--message-format=json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).unwrap();
        let messages = messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let stale = messages.filter(|message| message["fresh"] == false);
        let rebuilt = stale.map(|message| message["target"]["name"].as_str().unwrap().to_owned()).collect();
        let program = format!("target/debug/{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let output = Command::new(strangers().join(program)).output().unwrap();
        Build { output: String::from_utf8(output.stdout).unwrap(), rebuilt }
    }
}

fn strangers() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("strangers")
}

//! A package of its own, outside of the workspace, that depends on the generated crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"
[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
# Under another name, as people may have it; cargo refuses one crate under two names.
lark = { package = "calendar-generated", path = "GENERATED", default-features = false, features = [FEATURES] }

[workspace]
"#;

/// A package under `CARGO_TARGET_TMPDIR`. All of them share one target directory, so that what they depend on is
/// compiled once.
pub(crate) struct Package {
    name: &'static str,
    directory: PathBuf,
}

/// The result of one build.
pub(crate) struct Build {
    /// The output of the program.
    pub(crate) output: String,
    /// Packages that the build compiled again.
    pub(crate) rebuilt: Vec<String>,
}

impl Package {
    /// A package without a program, and without features of the generated crate. Files of an earlier run are removed,
    /// since cargo would treat them as unchanged.
    pub(crate) fn new(name: &'static str) -> Self {
        Self::with_features(name, "")
    }

    /// The same with features, written as in a manifest.
    pub(crate) fn with_features(name: &'static str, features: &str) -> Self {
        let this = Self { name, directory: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name) };
        let _ = fs::remove_dir_all(&this.directory);
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let generated = tests.join("../calendar-generated").display().to_string();
        let manifest = MANIFEST.replace("NAME", name).replace("GENERATED", &generated).replace("FEATURES", features);
        this.write("Cargo.toml", &manifest);
        fs::copy(tests.join("../Cargo.lock"), this.path("Cargo.lock")).unwrap();
        this
    }

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

    /// Builds the program and runs it.
    pub(crate) fn build(&self) -> Build {
        let output = self.cargo(&["build"]);
        assert!(output.status.success(), "{}", said(&output));
        let stale = messages(&output).into_iter().filter(|message| message["fresh"] == false);
        let rebuilt = stale.map(|message| message["target"]["name"].as_str().unwrap().to_owned()).collect();
        let program = target().join("debug").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        let output = Command::new(program).output().unwrap();
        Build { output: String::from_utf8(output.stdout).unwrap(), rebuilt }
    }

    /// Runs cargo without the network; its messages are JSON.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).args(["--offline", "--message-format=json"]).current_dir(&self.directory);
        command.env("CARGO_TARGET_DIR", target()).output().unwrap()
    }
}

/// The target directory that all packages share.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("target")
}

/// What the compiler and cargo say, to people.
pub(crate) fn said(output: &Output) -> String {
    let messages = messages(output);
    let rendered = messages.iter().filter_map(|message| message["message"]["rendered"].as_str());
    rendered.chain([&*String::from_utf8_lossy(&output.stderr)]).collect()
}

/// The messages of cargo.
pub(crate) fn messages(output: &Output) -> Vec<serde_json::Value> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

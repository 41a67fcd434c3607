//! A package whose dependency on the generated crate was downloaded by cargo: here a directory stands for the registry.

use std::path::Path;

use crate::crates::{CRATES, copy_crates};
use crate::package::Package;

const DEPENDENCY: &str = "version = \"0.1.0\", registry = \"ours\"";

const CONFIG: &str = r#"
[registries.ours]
index = "sparse+https://registry.invalid/"

[source.ours]
registry = "sparse+https://registry.invalid/"
replace-with = "vendored"

[source.vendored]
directory = "CRATES"
"#;

/// The package of the other tests; it was never compiled.
pub(crate) fn package() -> Package {
    let package = super::package("edited-downloaded");
    let crates = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited-downloaded-crates");
    package.write(".cargo/config.toml", &CONFIG.replace("CRATES", &crates.display().to_string()));
    copy_crates(&crates, &[]);
    for name in CRATES {
        std::fs::write(crates.join(name).join(".cargo-checksum.json"), r#"{ "files": {} }"#).unwrap();
    }
    let manifest = std::fs::read_to_string(package.path("Cargo.toml")).unwrap();
    let (head, rest) = manifest.split_once("path = \"").unwrap();
    let (_, rest) = rest.split_once('"').unwrap();
    package.write("Cargo.toml", &format!("{head}{DEPENDENCY}{rest}"));
    package
}

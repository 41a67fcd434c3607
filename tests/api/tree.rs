//! The dependencies that an application gets with the generated crate.

use std::collections::BTreeSet;
use std::process::Command;

/// Including the crate itself, on one platform, with the default features.
const MOST: usize = 110;

#[test]
fn the_default_features_bring_few_crates() {
    let arguments = ["tree", "--offline", "--package", "calendar-generated", "--edges", "normal"];
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--prefix", "none", "--no-dedupe"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("a text");
    let crates: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert!(crates.iter().any(|line| line.starts_with("reqwest ")), "{crates:#?}");
    assert!(crates.len() <= MOST, "{} crates, where {MOST} are allowed: {crates:#?}", crates.len());
}

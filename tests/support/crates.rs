//! Copies of the crates, outside of the workspace.

use std::fs;
use std::path::Path;

/// The crates that are published.
pub(crate) const CRATES: [&str; 3] = ["calendar-spec", "calendar-macros", "calendar-generated"];

/// Copies the crates into a directory, as a workspace that may have more members.
pub(crate) fn copy_crates(directory: &Path, others: &[&str]) {
    let _ = fs::remove_dir_all(directory);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for package in CRATES {
        copy(&workspace.join(package), &directory.join(package));
    }
    let manifest = fs::read_to_string(workspace.join("Cargo.toml")).unwrap();
    let (head, rest) = manifest.split_once("\"tests\"]").expect("`tests` is the last member");
    let others = others.iter().map(|member| format!("{member:?}, ")).collect::<Vec<_>>().concat();
    fs::write(directory.join("Cargo.toml"), format!("{head}{others}]{rest}")).unwrap();
    fs::copy(workspace.join("Cargo.lock"), directory.join("Cargo.lock")).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != "target") {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

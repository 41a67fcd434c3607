//! The files of a spec directory, and their text within limits.
//!
//! In: paths. Out: bytes of regular files up to a size, and the names of YAML files.

use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::path::{Component, Path};

use super::ROOT;

/// Largest file that is read, in bytes.
pub(crate) const LARGEST_FILE: u64 = 1 << 20;

/// How many directory entries are visited in search of unlisted files.
const MOST_ENTRIES: usize = 10_000;

/// How deep directories are searched for unlisted files.
const DEEPEST_DIRECTORY: usize = 8;

/// Why a file has no text.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Missing,
    /// A directory, a device or the like.
    NoFile,
    /// A symbolic link to a file that is not below the directory.
    Outside,
    TooLarge(u64),
    /// An error of the operating system.
    Failed(String),
}

/// The bytes of a file in a directory. Findings quote files, and `--write` changes them, so that symbolic links must not
/// lead to other files of the machine.
pub(super) fn read(directory: &Path, name: &str) -> Result<Vec<u8>, Unreadable> {
    let resolved = |path: &Path| {
        fs::canonicalize(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Unreadable::Missing,
            _ => Unreadable::Failed(error.to_string()),
        })
    };
    let path = resolved(&directory.join(name))?;
    if !path.starts_with(resolved(directory)?) && !is_beside_root(directory, name, &path) {
        return Err(Unreadable::Outside);
    }
    let metadata = fs::metadata(&path).map_err(|error| Unreadable::Failed(error.to_string()))?;
    if !metadata.is_file() {
        return Err(Unreadable::NoFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    match file {
        Err(error) => Err(Unreadable::Failed(error.to_string())),
        Ok(_) if bytes.len() as u64 > LARGEST_FILE => Err(Unreadable::TooLarge(metadata.len())),
        Ok(_) => Ok(bytes),
    }
}

/// Whether the file and the root are links into one directory that has both under these names. Build systems such as
/// Bazel lay out a package so, with a link in place of each file. Beside a root that is a file, no link leads out; one
/// that is a link leads only to a `spec.yaml`, and opens no more than the files around that.
fn is_beside_root(directory: &Path, name: &str, path: &Path) -> bool {
    let root = fs::canonicalize(directory.join(ROOT)).ok().filter(|root| root.ends_with(ROOT));
    root.and_then(|root| Some(root.parent()?.join(name))).is_some_and(|beside| beside == path)
}

/// A listed name with single slashes, if it stays in the directory: relative, and made of plain names only.
pub(super) fn inside(name: &str) -> Option<String> {
    let names = Path::new(name).components().filter(|component| *component != Component::CurDir);
    let names = names.map(|component| match component {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    (!names.is_empty()).then(|| names.join("/"))
}

/// Every YAML file in a directory and below, relative to it, with slashes, sorted. Links to directories and hidden
/// entries are ignored.
pub(super) fn yaml_files(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = 0;
    let mut waiting = vec![(directory.to_path_buf(), String::new(), 0)];
    while let Some((directory, prefix, depth)) = waiting.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            seen += 1;
            if seen > MOST_ENTRIES {
                break;
            }
            let Some(name) = entry.file_name().to_str().filter(|name| !name.starts_with('.')).map(str::to_owned) else {
                continue;
            };
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_directory && depth < DEEPEST_DIRECTORY {
                waiting.push((entry.path(), format!("{prefix}{name}/"), depth + 1));
            } else if !is_directory && is_yaml(&name) {
                found.push(format!("{prefix}{name}"));
            }
        }
    }
    found.sort();
    found
}

/// Adds the name and content of every YAML file in a directory and below to a hash.
pub fn hash_files(directory: &Path, hasher: &mut impl Hasher) {
    for name in yaml_files(directory) {
        (read(directory, &name).ok(), name).hash(hasher);
    }
}

/// The YAML files among these, sorted. Hidden ones are ignored.
pub(super) fn only_yaml(mut names: Vec<String>) -> Vec<String> {
    names.retain(|name| is_yaml(name) && !name.split('/').any(|part| part.starts_with('.')));
    names.sort();
    names
}

fn is_yaml(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml"))
}

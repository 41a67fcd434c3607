//! The spec to use when no directory is named: that of the repository around the current directory, or else the one
//! inside of this command.

use std::path::{Path, PathBuf};

use calendar_spec::{Loaded, Parts};

/// The path of the shipped spec in its repository.
const SPEC: &str = "calendar-spec/spec";

/// The name of the spec inside of the command in messages.
pub(crate) const INSIDE: &str = "the spec that comes with this command";

/// The directory of the shipped spec in the repository around the current directory.
pub(crate) fn checkout() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    current.ancestors().map(|directory| directory.join(SPEC)).find(|spec| spec.join("spec.yaml").is_file())
}

/// Loads the named spec, or the shipped one; returns its name as well.
pub(crate) fn load(directory: Option<&Path>) -> (Loaded, String) {
    load_parts(directory, Parts::All)
}

/// The same with or without what no page describes.
pub(crate) fn load_parts(directory: Option<&Path>, parts: Parts) -> (Loaded, String) {
    match directory.map(Path::to_owned).or_else(checkout) {
        Some(directory) => (calendar_spec::load_parts(&directory, parts), shown(&directory)),
        None => (calendar_spec::shipped_parts(parts), INSIDE.to_owned()),
    }
}

fn shown(directory: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let shown = directory.strip_prefix(current).unwrap_or(directory);
    if shown.as_os_str().is_empty() { ".".to_owned() } else { shown.display().to_string() }
}

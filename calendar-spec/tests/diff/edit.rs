//! Edits of the spec in `spec/`.

use std::fs;

/// The directory of the spec.
pub(crate) const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../calendar-spec/tests/diff/spec");

/// A string that occurs once and its replacement; or `+` with the name of a new file, and its text.
pub(crate) type Edit = (&'static str, &'static str);

/// The files of the spec after some edits, with their names.
pub(crate) fn files(edits: &[Edit], case: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(SPEC).expect("the spec").map(|entry| entry.expect("a file").path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        (name, fs::read_to_string(path).expect("a text"))
    };
    let mut files: Vec<(String, String)> = paths.map(read).collect();
    for (from, to) in edits {
        if let Some(new) = from.strip_prefix('+') {
            files.push((new.to_owned(), (*to).to_owned()));
            continue;
        }
        let found: usize = files.iter().map(|(_, text)| text.matches(from).count()).sum();
        assert_eq!(found, 1, "{case}: {from}");
        for (_, text) in &mut files {
            *text = text.replace(from, to);
        }
    }
    files
}

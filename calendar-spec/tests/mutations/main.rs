//! Properties: no bytes and no change to a sound spec make the loader panic, or leave a model that contradicts itself.

mod change;
mod model;

use std::fs;
use std::path::Path;

use calendar_spec::Loaded;
use change::change;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The shipped files, and those that use every part of the language.
fn sound_files() -> Vec<(String, String)> {
    let read = |directory: &str| {
        let entries = fs::read_dir(directory).expect("the directory of a spec");
        let mut files: Vec<(String, String)> = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
            .map(|path| (file_name(&path), fs::read_to_string(&path).expect("a text")))
            .collect();
        files.sort();
        files
    };
    let mut files = read(calendar_spec::DIR);
    for more in
        [concat!(env!("CARGO_MANIFEST_DIR"), "/tests/full"), concat!(env!("CARGO_MANIFEST_DIR"), "/tests/things")]
    {
        files.extend(read(more).into_iter().filter(|(name, _)| name != "spec.yaml"));
    }
    let root = files.iter_mut().find(|(name, _)| name == "spec.yaml").expect("a root");
    root.1.push_str("  - full.yaml\n  - thing.yaml\n");
    files
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned()
}

/// Codes of findings about a whole file, or about the rest of the findings.
const WITHOUT_PLACE: [&str; 2] = ["too-many-findings", "unlisted-file"];

/// Loads files with any content: the report can be shown and the model is sound.
fn load(files: &[(String, Vec<u8>)]) -> Loaded {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, bytes) in files {
        fs::write(directory.path().join(name), bytes).expect("the file is written");
    }
    let loaded = calendar_spec::load_as(directory.path(), "spec");
    for finding in loaded.report.findings() {
        assert!(finding.render(false).starts_with(&format!("error[{}]", finding.code)));
        assert!(calendar_spec::CODES.iter().any(|(code, _)| *code == finding.code), "{}", finding.code);
        let is_placed = finding.line.is_some_and(|line| line > 0) && finding.column.is_some_and(|column| column > 0);
        assert!(is_placed || WITHOUT_PLACE.contains(&finding.code), "{}", finding.render(false));
    }
    model::assert_sound(&loaded.spec);
    loaded
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_change_of_one_file_makes_the_loader_panic(file in any::<Index>(), changes in prop::collection::vec(change(), 1..4)) {
        let sound = sound_files();
        let mut files: Vec<(String, Vec<u8>)> = sound.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        let file = file.index(files.len());
        for change in &changes {
            files[file].1 = change.apply(&String::from_utf8_lossy(&files[file].1));
        }
        load(&files);
    }

}

/// What nests, repeats and grows.
const PIECES: [&str; 22] = [
    "[",
    "]",
    "{",
    "}",
    "- ",
    "? ",
    ": ",
    ", ",
    "\n",
    "\n  ",
    "&a ",
    "*a ",
    "&b ",
    "*b, ",
    "<<: *a",
    "!t ",
    "a: ",
    "'",
    "\"",
    "|\n ",
    "objects: ",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

/// A spec that extends the shipped one.
fn extending_files() -> Vec<(String, Vec<u8>)> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/extending");
    let read = |name: &str| (name.to_owned(), fs::read(format!("{directory}/{name}")).expect("a file"));
    ["overlay.yaml", "note.yaml", "spec.yaml"].map(read).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_change_of_a_spec_that_extends_another_makes_the_loader_panic(
        file in any::<Index>(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let mut files = extending_files();
        // The root only rarely, since little is left of a spec without it.
        let file = file.index(5) / 2;
        for change in &changes {
            files[file].1 = change.apply(&String::from_utf8_lossy(&files[file].1));
        }
        let whole = load(&files);
        model::assert_sound(&calendar_spec::own(whole.spec));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_loader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        load(&[("spec.yaml".to_owned(), bytes)]);
    }

    #[test]
    fn no_text_makes_the_loader_panic(text in "[a-c:\\-\\[\\]{}, \n&*!|>'\"#?%@~<=.0-9é]{0,120}") {
        let root = b"spec: a\ndoc: b\ninclude: [a.yaml]\n".to_vec();
        load(&[("spec.yaml".to_owned(), root), ("a.yaml".to_owned(), text.into_bytes())]);
    }

    #[test]
    fn no_anchors_aliases_and_nesting_make_the_loader_panic(
        pieces in prop::collection::vec((select(PIECES.to_vec()), prop_oneof![4 => 1..3_usize, 1 => 1..3000_usize]), 0..40),
    ) {
        let text: String = pieces.iter().map(|(piece, count)| piece.repeat(*count)).collect();
        let root = b"spec: a\ndoc: b\ninclude: [a.yaml]\n".to_vec();
        load(&[("spec.yaml".to_owned(), root), ("a.yaml".to_owned(), text.into_bytes())]);
    }

    #[test]
    fn no_value_of_a_key_makes_the_loader_panic(key in any::<Index>(), value in "[a-c:\\-\\[\\]{}, &*'\".=<>0-9/]{0,12}") {
        let keys = ["type", "length", "range", "http", "required_when", "default", "example", "one_of", "rules", "paging", "rust"];
        let key = keys[key.index(keys.len())];
        let page = "page: { path: /p, updated: 2024-07-16 }";
        let field = format!("          type: string\n          {key}: {value}\n");
        let yaml = format!(
            "resource: a\ndoc: b\nendpoints:\n  get:\n    doc: b\n    {page}\n    {key}: {value}\n    http: GET /a\n    \
             tokens: [user]\n    apps: [isv]\n    errors: []\n    query:\n        c:\n{field}"
        );
        let root = b"spec: a\ndoc: b\ninclude: [a.yaml]\n".to_vec();
        load(&[("spec.yaml".to_owned(), root), ("a.yaml".to_owned(), yaml.into_bytes())]);
    }
}

#[test]
fn the_sound_files_have_no_findings() {
    let files: Vec<(String, Vec<u8>)> =
        sound_files().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let loaded = load(&files);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
}

//! What `calendar-spec docs import` writes compiles through the macro as it is, by itself and beside the shipped spec.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use calendar_spec::docs;
use calendar_spec::docs::import::{Import, Imported};
use calendar_spec::model::Spec;

use crate::support::package::{Package, said};

/// The reference pages below a folder.
fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs").join(folder);
    let mut pages = Vec::new();
    let mut waiting = vec![folder];
    while let Some(folder) = waiting.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { waiting.push(path) } else { pages.push(path) }
        }
    }
    pages.sort();
    pages
}

fn import(folder: &str, base: Option<&Spec>) -> Imported {
    let mut import = Import::new("imported", base);
    for path in pages(folder) {
        import.add(&path.file_name().unwrap().to_string_lossy(), &docs::read_file(&path).unwrap());
    }
    import.finish()
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn all_pages_make_a_spec_that_compiles() {
    let shipped = calendar_spec::load(Path::new(calendar_spec::DIR)).spec;
    let specs = [("whole", import("reference", None)), ("beside", import("platform", Some(&shipped)))];
    let package = Package::new("import");
    let mut program = String::new();
    for (name, imported) in &specs {
        assert!(imported.endpoints > 5, "{name} has {} endpoints", imported.endpoints);
        for (file, text) in &imported.files {
            package.write(&format!("{name}/{file}"), text);
        }
        let _ = writeln!(program, "pub mod {name} {{ lark::api!(\"../{name}\"); }}");
    }
    package.write("src/lib.rs", &program);
    let output = package.cargo(&["check", "--lib"]);
    assert!(output.status.success(), "{}", said(&output));
}

/// Reserved names of Rust, and strings that would end a comment, a string or a code block.
const HOSTILE_PAGE: &str = include_str!("../fixtures/hostile-page.md");
const HOSTILE_TEXTS: &str = include_str!("../fixtures/hostile-texts.txt");

/// Replaces each text that is left to be written.
fn written(yaml: &str, mut texts: impl Iterator<Item = &'static str>) -> String {
    let mut lines = Vec::new();
    for line in yaml.lines() {
        let todo = if line.trim_start().starts_with('#') { None } else { line.split_once("TODO ") };
        lines.push(match todo {
            Some((before, rest)) => {
                let end = rest.find([',', '}']).map_or(rest.len(), |end| rest[..end].trim_end().len());
                format!("{before}{}{}", serde_json::Value::from(texts.next().unwrap()), &rest[end..])
            }
            None => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_malicious_page_becomes_names_and_strings_and_no_code() {
    let mut import = Import::new("hostile", None);
    import.add("page.md", &docs::read(HOSTILE_PAGE));
    let imported = import.finish();
    assert_eq!(imported.endpoints, 1, "{:?}", imported.notes);
    let package = Package::new("hostile");
    let mut texts = HOSTILE_TEXTS.split("\n%%\n").cycle();
    for (file, text) in &imported.files {
        package.write(&format!("spec/{file}"), &written(text, &mut texts));
    }
    let report = calendar_spec::load(&package.path("spec")).report;
    assert!(report.findings().is_empty(), "{}", report.render(false));
    package.write("src/lib.rs", "//! Generated from a page made to do harm.\nlark::api!(\"../spec\");\n");
    for arguments in [&["test"][..], &["doc", "--no-deps"]] {
        let output = package.cargo(arguments);
        let said = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat();
        assert!(output.status.success(), "{arguments:?}: {said}");
        assert!(arguments[0] != "test" || said.contains("Doc-tests"), "{said}");
    }
}

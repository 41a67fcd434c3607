//! rustdoc itself is run: it finds no test in the documentation of hostile texts, and has no warnings.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::*;

/// Texts that YAML and pages may contain.
fn hostile() -> impl Iterator<Item = &'static str> {
    include_str!("../../../../../tests/fixtures/hostile-texts.txt").split("\n%%\n")
}

/// A crate with an item for each text, in each form that generated docs have.
fn documented(show: fn(&str) -> Vec<String>) -> String {
    let mut program = "//! Items.\n#![deny(warnings)]\n".to_owned();
    for (index, text) in hostile().enumerate() {
        for (way, docs) in show(text).into_iter().enumerate() {
            let _ = writeln!(program, "#[doc = {docs:?}]\npub struct Item{index}_{way};");
        }
    }
    program
}

/// The output of rustdoc for a file, with an extra argument.
fn rustdoc(name: &str, program: &str, arguments: &[&str]) -> (bool, String) {
    let folder = std::env::temp_dir().join(format!("calendar-macros-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file: PathBuf = folder.join("lib.rs");
    fs::write(&file, program).unwrap();
    let mut command = Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    let output = command.args(arguments).arg("--edition=2024").arg("-o").arg(&folder).arg(&file).output().unwrap();
    fs::remove_dir_all(folder).unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

fn shown(text: &str) -> Vec<String> {
    let table = format!("| | |\n| --- | --- |\n{}", row("name", &line(text)));
    vec![
        format!("{}\n\nAfter it [`Vec`].\n\n# Example\n\n```text\n```\n", prose(text)),
        prose(&format!("{}: {text}", code(text))),
        format!("Example.\n\n{}\n\n{table}", labelled("Example", text)),
    ]
}

#[test]
fn hostile_texts_contain_no_tests() {
    let (_, raw) = rustdoc("raw", &documented(|text| vec![text.to_owned()]), &["--test", "-Awarnings"]);
    assert!(!raw.contains("running 0 tests"), "as they are written they do: {raw}");
    let (is_sound, output) = rustdoc("tests", &documented(shown), &["--test"]);
    assert!(is_sound && output.contains("running 0 tests"), "{output}");
}

#[test]
fn hostile_texts_are_documented_without_a_warning() {
    let (is_sound, output) = rustdoc("docs", &documented(shown), &[]);
    assert!(is_sound, "{output}");
}

#[test]
fn ordinary_prose_stays_as_it_is() {
    for text in [
        "One line.",
        "Two paragraphs,\nthe first of two lines.\n\n- `a < b`: a list\n- with *emphasis* and [a link](https://example.com)",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
    ] {
        assert_eq!(prose(text), text);
    }
}

#[test]
fn a_sample_is_a_block_of_text_between_its_paragraphs() {
    assert_eq!(
        prose("A sample:\n\n    {\n      1\n    }\n\nand more."),
        "A sample:\n\n```text\n{\n  1\n}\n```\n\nand more."
    );
    assert_eq!(prose("A sample:\n```json\n{}\n```"), "A sample:\n```text\n{}\n```");
    assert_eq!(prose("- a\n\n      {}\n- b"), "```text\n- a\n\n      {}\n- b\n```");
}

#[test]
fn a_value_is_shown_whole() {
    assert_eq!([code("a"), code("`a`"), code("a``b"), code("")], ["`a`", "`` `a` ``", "```a``b```", "`\"\"`"]);
    assert_eq!(labelled("Example", "a\n```\nb"), "Example:\n\n````text\na\n```\nb\n````");
}

proptest::proptest! {
    #[test]
    fn no_text_holds_code_or_html(text in "(    |\t|```|~~~|[-*>+]|1\\.|\n|\n\n|[<>/a!`\\[\\]():|\\\\^&\"=]|https://a\\.b|rust|text|\r){0,30}") {
        let prose = prose(&text);
        for event in Parser::new_ext(&prose, extensions()) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let is_text = matches!(&kind, pulldown_cmark::CodeBlockKind::Fenced(name) if &**name == "text");
                    proptest::prop_assert!(is_text, "{:?} in {:?}", kind, prose);
                }
                Event::Html(_) | Event::InlineHtml(_) => proptest::prop_assert!(false, "{:?}", prose),
                _ => {}
            }
        }
    }
}

//! Malicious specs: loading ends soon, with a finding, and without much memory.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use calendar_spec::Report;

/// Long enough for a busy machine and an unoptimized build; endless loops and exponential growth take far longer.
const SOON: Duration = Duration::from_secs(30);

/// Loads a spec whose only file besides the root has these bytes.
fn load(bytes: impl AsRef<[u8]>) -> Report {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), "spec.yaml", "spec: a\ndoc: b\ninclude: [a.yaml]\n");
    write(directory.path(), "a.yaml", bytes);
    load_soon(directory.path())
}

/// One piece after the other.
fn repeat(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

fn load_soon(directory: &Path) -> Report {
    let start = Instant::now();
    let report = calendar_spec::load_as(directory, "spec").report;
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    assert!(!report.is_empty());
    report
}

fn write(directory: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(directory.join(name), bytes).expect("the file is written");
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|finding| finding.code).collect()
}

#[test]
fn a_billion_laughs() {
    let mut yaml = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(yaml, "a{level}: &a{level} [{below}]");
    }
    assert_eq!(codes(&load(yaml)), ["alias-explosion"]);
}

#[test]
fn many_aliases_of_a_long_text() {
    let yaml = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), "*a, ".repeat(100_000));
    assert_eq!(codes(&load(yaml)), ["alias-explosion"]);
}

#[test]
fn an_alias_of_itself() {
    assert_eq!(codes(&load("ids: &a { b: *a }\n")), ["too-deep"]);
}

#[test]
fn nesting_without_end() {
    for piece in ["[", "{a: ", "- ", "? ", "a: [{b: ", "!t [", "&a ["] {
        let report = load(piece.repeat(100_000));
        assert!(matches!(codes(&report)[..], ["too-deep" | "yaml-syntax"]), "{piece:?} gives {:?}", codes(&report));
    }
    let steps: String = repeat(1_000, |depth| format!("{}a:\n", " ".repeat(depth)));
    assert_eq!(codes(&load(steps)), ["too-deep"]);
}

#[test]
fn ten_megabytes() {
    let report = load("# much ado\n".repeat(1_000_000));
    assert_eq!(codes(&report), ["too-large"]);
    assert!(report.findings()[0].message.contains("11000000 bytes"));
    assert_eq!(report.findings()[0].line, Some(3), "the line in the root that lists it");
}

#[test]
fn many_megabytes_in_many_files() {
    let directory = tempfile::tempdir().expect("a directory");
    let names: Vec<String> = (0..40).map(|file| format!("f{file}.yaml")).collect();
    write(directory.path(), "spec.yaml", format!("spec: a\ndoc: b\ninclude: [{}]\n", names.join(", ")));
    for name in &names {
        write(directory.path(), name, format!("ids: {{}}\n{}", "#\n".repeat(500_000)));
    }
    assert_eq!(codes(&load_soon(directory.path())), ["too-large"; 7]);
}

#[test]
fn more_files_than_any_spec_needs() {
    let directory = tempfile::tempdir().expect("a directory");
    let names: Vec<String> = (0..1_100).map(|file| format!("f{file}.txt")).collect();
    write(directory.path(), "spec.yaml", format!("spec: a\ndoc: b\ninclude: [{}]\n", names.join(", ")));
    for name in &names {
        write(directory.path(), name, "ids: {}\n");
    }
    assert_eq!(codes(&load_soon(directory.path())), ["too-many-files"]);
}

#[test]
fn fifty_thousand_unknown_keys() {
    let yaml: String = repeat(50_000, |key| format!("key{key}: 1\n"));
    let report = load(yaml);
    let last = report.findings().last().expect("a last finding");
    assert_eq!(last.code, "too-many-findings");
    assert_eq!(report.total(), 50_000);
    assert!(last.message.contains(&format!("{} more", 50_001 - report.findings().len())));
    assert!(report.findings().len() > 10, "ten, and the one that counts the others");
    assert!(report.findings()[..10].iter().all(|finding| finding.code == "unknown-key"));
}

#[test]
fn a_hundred_findings_are_shown_and_the_rest_is_counted() {
    let yaml: String = repeat(150, |key| format!("key{key}: 1\n"));
    let report = load(yaml);
    assert_eq!((report.findings().len(), report.total()), (101, 150));
    let lines: Vec<_> = report.findings().iter().filter_map(|finding| finding.line).collect();
    assert_eq!(lines, (1..=100).collect::<Vec<_>>());
}

#[test]
fn fifty_thousand_repeated_keys() {
    let report = load("ids: {}\n".repeat(50_000));
    assert_eq!(report.total(), 49_999);
    assert_eq!(report.findings()[0].code, "duplicate-key");
}

#[test]
fn fifty_thousand_fields_and_a_rule_about_all() {
    let fields: String = repeat(20_000, |field| format!("      f{field}: {{ type: Nope }}\n"));
    let names: String = repeat(20_000, |field| format!("g{field}, "));
    let yaml = format!("objects:\n  A:\n    doc: b\n    rules:\n      - exclusive: [{names}]\n    fields:\n{fields}");
    assert_eq!(load(yaml).total(), 40_000);
}

#[test]
fn a_chain_of_objects_as_long_as_the_file() {
    let objects: String = repeat(10_000, |object| {
        let next = (object + 1) % 10_000;
        format!("  A{object}: {{ doc: b, fields: {{ a: {{ type: A{next}, required: true }} }} }}\n")
    });
    assert_eq!(codes(&load(format!("objects:\n{objects}"))), ["endless-object"]);
}

#[test]
fn a_chain_of_error_groups_as_long_as_the_file() {
    let groups: String = repeat(30_000, |group| format!("  g{group}: [g{}]\n", (group + 1) % 30_000));
    let report = load(format!("error_groups:\n{groups}"));
    assert!(report.findings().iter().all(|finding| ["too-deep", "too-many-findings"].contains(&finding.code)));
}

#[test]
fn groups_of_more_codes_than_any_spec_needs() {
    let errors: String =
        repeat(5_000, |code| format!("  {code}: {{ name: e_{code}x, message: m, advice: a, retry: never }}\n"));
    let all: Vec<String> = (0..5_000).map(|code| code.to_string()).collect();
    let groups: String = repeat(1_000, |group| format!("  g{group}: [all]\n"));
    let yaml = format!("errors:\n{errors}error_groups:\n  all: [{}]\n{groups}", all.join(", "));
    let report = load(yaml);
    assert_eq!(report.findings()[0].code, "too-large");
}

#[test]
fn a_line_as_long_as_the_file_is_shown_in_part() {
    let report =
        load(format!("ids: {{ {} A: {{ dok: b }} }}\n", repeat(20_000, |id| format!("B{id}: {{ doc: b }}, "))));
    let column = report.findings().iter().rfind(|finding| finding.message.contains("dok")).and_then(|last| last.column);
    assert!(column.is_some_and(|column| column > 300_000), "columns count from the start of the line: {column:?}");
    let long = report.findings().iter().map(|finding| finding.render(false).len()).max();
    assert!(long.is_some_and(|long| long < 2_000), "{long:?}");
}

#[test]
fn bytes_that_are_not_utf8() {
    assert_eq!(codes(&load([0xff, 0xfe, 0x00, 0x41])), ["invalid-utf8"]);
    assert_eq!(codes(&load("a: \0\n")), ["yaml-syntax"]);
}

#[test]
fn a_type_and_a_path_as_long_as_the_file() {
    let ty = format!("{}string{}", "list<".repeat(50_000), ">".repeat(50_000));
    let yaml = format!("objects:\n  A: {{ doc: b, fields: {{ c: {{ type: '{ty}' }} }} }}\n");
    assert_eq!(codes(&load(yaml)), ["invalid-type"]);
    let path = "/:a".repeat(100_000);
    let page = "page: { path: /p, updated: 2024-07-16 }";
    let endpoint = format!("doc: b, {page}, tokens: [user], apps: [isv], errors: [], http: 'GET {path}'");
    let yaml = format!("resource: a\ndoc: b\nendpoints:\n  get: {{ {endpoint} }}\n");
    assert_eq!(codes(&load(yaml)), ["invalid-http"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_file() {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), "spec.yaml", "spec: a\ndoc: b\ninclude: [a.yaml]\n");
    let made = std::process::Command::new("mkfifo").arg(directory.path().join("a.yaml")).status();
    assert!(made.expect("mkfifo runs").success());
    assert_eq!(codes(&load_soon(directory.path())), ["missing-file"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_directory_are_not_followed() {
    let place = tempfile::tempdir().expect("a directory");
    let directory = place.path().join("spec");
    fs::create_dir(&directory).expect("a directory");
    write(place.path(), "secret.yaml", "password: 12345\n");
    write(&directory, "spec.yaml", "spec: a\ndoc: b\ninclude: [a.yaml]\n");
    write(&directory, "b.yaml", "ids: {}\n");
    let link = |to: &Path| {
        let _ = fs::remove_file(directory.join("a.yaml"));
        std::os::unix::fs::symlink(to, directory.join("a.yaml")).expect("a link");
        load_soon(&directory)
    };
    for target in [place.path().join("secret.yaml"), "../secret.yaml".into(), "/dev/zero".into()] {
        let report = link(&target);
        assert!(codes(&report).contains(&"include-outside"), "{}", report.render(false));
        assert!(!report.render(false).contains("12345"), "{}", report.render(false));
    }
    assert_eq!(codes(&link(Path::new("b.yaml"))), ["unlisted-file"], "a link inside is followed");
    write(&directory, "c.yaml", "ids: {}\n");
    fs::rename(directory.join("spec.yaml"), place.path().join("root.yaml")).expect("it is moved");
    std::os::unix::fs::symlink("../root.yaml", directory.join("spec.yaml")).expect("a link");
    assert_eq!(codes(&load_soon(&directory)), ["include-outside"], "the root itself");
}

#[cfg(unix)]
#[test]
fn a_spec_whose_files_all_are_links_into_one_directory_is_one() {
    let place = tempfile::tempdir().expect("a directory");
    let [there, here] = ["there", "here"].map(|name| place.path().join(name));
    for directory in [&there, &here] {
        fs::create_dir_all(directory.join("below")).expect("a directory");
    }
    write(&there, "spec.yaml", "spec: a\ndoc: b\ninclude: [a.yaml, below/b.yaml]\n");
    write(&there, "a.yaml", "ids: {}\n");
    write(&there, "below/b.yaml", "ids: {}\n");
    write(place.path(), "secret.yaml", "password: 12345\n");
    let link = |to: &Path, name: &str| {
        let _ = fs::remove_file(here.join(name));
        std::os::unix::fs::symlink(to, here.join(name)).expect("a link");
    };
    for name in ["spec.yaml", "a.yaml", "below/b.yaml"] {
        link(&there.join(name), name);
    }
    let load = || calendar_spec::load_as(&here, "spec").report;
    assert!(load().is_empty(), "{}", load().render(false));
    // A separate name, in another place.
    for target in [there.join("below/b.yaml"), place.path().join("secret.yaml")] {
        link(&target, "a.yaml");
        let report = load_soon(&here);
        assert_eq!(codes(&report), ["include-outside"], "{}", report.render(false));
        assert!(!report.render(false).contains("12345"), "{}", report.render(false));
    }
    // If the root is a file, links out of the directory are not followed.
    link(&there.join("a.yaml"), "a.yaml");
    fs::remove_file(here.join("spec.yaml")).expect("it is a link");
    fs::copy(there.join("spec.yaml"), here.join("spec.yaml")).expect("it is copied");
    assert_eq!(codes(&load_soon(&here)), ["include-outside"; 2]);
}

//! `docs import` and `docs update` as commands: what they print, what they write, and their exit status.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{changed, shared};

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.args(arguments).current_dir(directory).output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A directory with a page, and a copy of the shipped spec with its intended differences.
fn workplace() -> tempfile::TempDir {
    let shared = shared();
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("spec")).unwrap();
    let shipped = Path::new(calendar_spec::DIR);
    for file in fs::read_dir(shipped).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), directory.path().join("spec").join(file.file_name())).unwrap();
    }
    fs::copy(shipped.join("../drift.yaml"), directory.path().join("drift.yaml")).unwrap();
    let page = fs::read_to_string(shared.join("reference/calendar-acl/list.md")).unwrap();
    fs::write(directory.path().join("list.md"), changed(&page, &["page_size"], "`50`", "`100`")).unwrap();
    directory
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_imported_page_passes_check_which_lists_the_missing_texts() {
    let directory = workplace();
    let imported = run(directory.path(), &["docs", "import", "list.md", "-o", "new/my-acls"]);
    assert_eq!(imported.status.code(), Some(0), "{}", printed(&imported));
    assert!(printed(&imported).contains("new/my-acls: 1 endpoints and 0 events in 3 files"), "{}", printed(&imported));
    let root = fs::read_to_string(directory.path().join("new/my-acls/spec.yaml")).unwrap();
    assert!(root.starts_with("spec: my_acls\n"), "{root}");
    let checked = run(directory.path(), &["check", "new/my-acls"]);
    assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));
    let text = printed(&checked);
    assert!(text.contains("warning[unwritten-text]") && text.contains("texts still to be written"), "{text}");
    let json = run(directory.path(), &["check", "new/my-acls", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((json["total"].as_u64(), json["warnings"][0]["code"].as_str()), (Some(0), Some("unwritten-text")));
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_import_overwrites_nothing() {
    let directory = workplace();
    let before = fs::read_to_string(directory.path().join("spec/spec.yaml")).unwrap();
    let imported = run(directory.path(), &["docs", "import", "list.md", "-o", "spec"]);
    assert_eq!(imported.status.code(), Some(1));
    assert!(printed(&imported).contains("the spec has it as `calendar_acl.list`"), "{}", printed(&imported));
    fs::write(directory.path().join("errors.yaml"), "mine").unwrap();
    let imported = run(directory.path(), &["docs", "import", "list.md", "-o", "."]);
    assert_eq!(imported.status.code(), Some(2));
    assert!(printed(&imported).contains("errors.yaml: it exists, and an import overwrites nothing"));
    assert!(!directory.path().join("spec.yaml").exists());
    assert_eq!(fs::read_to_string(directory.path().join("spec/spec.yaml")).unwrap(), before);
    assert!(!directory.path().join("spec/calendar_acl.yaml.new").exists());
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_import_without_endpoints_fails() {
    let directory = workplace();
    let known = run(directory.path(), &["docs", "import", "list.md", "-o", "new", "--extends", "calendar"]);
    assert_eq!(known.status.code(), Some(1));
    let text = printed(&known);
    assert!(text.contains("list.md: not imported: the spec that is extended has it as `calendar_acl.list`"), "{text}");
    assert!(!directory.path().join("new").exists());
    let missing = run(directory.path(), &["docs", "import", "none.md", "-o", "other"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(printed(&missing).contains("none.md"));
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_update_shows_a_patch_first_and_writes_on_request() {
    let directory = workplace();
    let file = directory.path().join("spec/calendar_acl.yaml");
    let before = fs::read_to_string(&file).unwrap();
    let shown = run(directory.path(), &["docs", "update", "list.md", "--spec", "spec"]);
    let text = printed(&shown);
    assert_eq!(shown.status.code(), Some(1), "{text}");
    assert!(text.starts_with("--- a/spec/calendar_acl.yaml\n+++ b/spec/calendar_acl.yaml\n@@"), "{text}");
    // Standard output is the patch alone.
    fs::write(directory.path().join("update.patch"), &shown.stdout).unwrap();
    let applied = Command::new("git").args(["apply", "--check", "update.patch"]).current_dir(directory.path()).output();
    assert!(applied.as_ref().is_ok_and(|output| output.status.success()), "{applied:?}");
    assert!(text.contains("\n-        range: ..=50\n+        range: ..=100\n"), "{text}");
    assert!(text.contains("1 difference settled in 1 file; --write writes it"), "{text}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let written = run(directory.path(), &["docs", "update", "list.md", "--spec", "spec", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", printed(&written));
    assert_eq!(fs::read_to_string(&file).unwrap(), before.replacen("..=50", "..=100", 1));
    let again = run(directory.path(), &["docs", "update", "list.md", "--spec", "spec", "--write"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(printed(&again).starts_with("nothing to settle\n"), "{}", printed(&again));
}

#[cfg(unix)]
#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn neither_import_nor_update_writes_through_a_link() {
    use std::os::unix::fs::symlink;
    let directory = workplace();
    fs::create_dir(directory.path().join("new")).unwrap();
    symlink("../outside.yaml", directory.path().join("new/spec.yaml")).unwrap();
    let imported = run(directory.path(), &["docs", "import", "list.md", "-o", "new"]);
    assert_eq!(imported.status.code(), Some(2), "{}", printed(&imported));
    assert!(!directory.path().join("outside.yaml").exists());

    let update = ["docs", "update", "list.md", "--spec", "spec", "--write"];
    let file = directory.path().join("spec/calendar_acl.yaml");
    let before = fs::read_to_string(&file).unwrap();
    for (target, code) in [("outside.yaml", 1), ("spec/inside", 2)] {
        let target = directory.path().join(target);
        fs::rename(&file, &target).unwrap();
        symlink(&target, &file).unwrap();
        let updated = run(directory.path(), &update);
        assert_eq!(updated.status.code(), Some(code), "{}", printed(&updated));
        assert_eq!(fs::read_to_string(&target).unwrap(), before);
        fs::remove_file(&file).unwrap();
        fs::rename(&target, &file).unwrap();
    }
    assert_eq!(run(directory.path(), &update).status.code(), Some(0), "without a link it is written");
    assert_ne!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn an_import_of_damaged_pages_writes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let page = |method: &str, rows: usize| {
        let row = |row| format!("| one_of_many_fields_with_long_names_{row} | string | 一 |\n");
        let rows = (0..rows).map(row).collect::<Vec<_>>().concat();
        let text = format!(
            "# A\n\n## 请求\n\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/a/v1/b |\n\
             | HTTP Method | {method} |\n\n### 查询参数\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n{rows}"
        );
        fs::write(directory.path().join("page.md"), text).unwrap();
        let imported = run(directory.path(), &["docs", "import", "page.md", "-o", "new"]);
        (imported.status.code(), printed(&imported))
    };
    let (status, said) = page("GRAB", 1);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("page.md: not imported: line 8 or 7: `GRAB` is not a known method"), "{said}");
    assert!(!directory.path().join("new").exists());
    let (status, said) = page("GET", 19_000);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("nothing is written") && said.contains("1048576 are allowed"), "{said}");
    assert!(!directory.path().join("new").exists());
    assert_eq!(page("GET", 1).0, Some(0));
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn without_anything_to_compare_the_status_is_2() {
    let directory = workplace();
    fs::write(directory.path().join("guide.md"), "# A guide\n\nWords.\n").unwrap();
    for task in ["drift", "update"] {
        let output = run(directory.path(), &["docs", task, "guide.md", "--spec", "spec"]);
        assert_eq!(output.status.code(), Some(2), "{task}");
        assert!(printed(&output).contains("nothing was compared"), "{}", printed(&output));
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn services_become_separate_specs() {
    let directory = workplace();
    let cases = shared().join("../cases/import/27-two-services-one-type");
    let imported = run(directory.path(), &["docs", "import", "--all", cases.to_str().unwrap(), "-o", "all"]);
    assert_eq!(imported.status.code(), Some(0), "{}", printed(&imported));
    for service in ["approval", "task"] {
        let checked = run(directory.path(), &["check", &format!("all/{service}")]);
        assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));
        let text = fs::read_to_string(directory.path().join(format!("all/{service}/task.yaml"))).unwrap();
        assert!(text.contains("\n  Task:\n"), "{text}");
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_introduction_of_a_service_states_its_limits_and_other_pages_are_listed() {
    let directory = workplace();
    let pages = shared().join("site/contact-v3/group");
    fs::write(directory.path().join("guide.md"), "# A guide\n\nWords.\n").unwrap();
    let imported =
        run(directory.path(), &["docs", "import", "--all", pages.to_str().unwrap(), "guide.md", "-o", "all"]);
    assert_eq!(imported.status.code(), Some(0), "{}", printed(&imported));
    let note = "guide.md: not imported: the page is about no endpoint and no event\n";
    assert!(printed(&imported).contains(note), "{}", printed(&imported));
    let drift = run(directory.path(), &["docs", "drift", pages.to_str().unwrap(), "--spec", "all/contact"]);
    assert_eq!(drift.status.code(), Some(0), "{}", printed(&drift));
}

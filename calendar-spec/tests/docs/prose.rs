//! Sentences that were added to a page or removed from it are findings until a person has read them.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::command::{PAGE, folder};

/// Exit status, standard output and standard error of `docs`.
fn docs(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    let output = command.current_dir(folder.path()).arg("docs").args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const DRIFT: [&str; 4] = ["drift", "pages", "--spec", "spec"];
const UPDATE: [&str; 5] = ["update", "pages", "--spec", "spec", "--write"];

fn accept(folder: &TempDir) -> (i32, String, String) {
    docs(folder, &[&UPDATE[..], &["--accept-prose"]].concat())
}

/// The page a month later, with a changed description of `name` and a changed advice.
fn changed() -> String {
    PAGE.replace("1721110937000", "1723789337000")
        .replace("| 名称。 |", "| 名称。长度不限。 |")
        .replace("| 检查。 |", "| 检查参数。 |")
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).unwrap()
}

fn write(folder: &TempDir, file: &str, text: &str) {
    fs::write(folder.path().join(file), text).unwrap();
}

#[test]
fn sentences_are_findings_and_the_date_is_kept_until_they_are_read() {
    let folder = folder(&[("get.md", PAGE)]);
    assert_eq!(accept(&folder).0, 0);
    assert_eq!(docs(&folder, &DRIFT).0, 0);

    write(&folder, "pages/get.md", &changed());
    write(&folder, "pages/get.2024-07-16.before", PAGE);
    let (status, said, _) = docs(&folder, &DRIFT);
    assert_eq!(status, 1);
    for wanted in [
        "pages/get.md:46: `response.name:prose` has a new sentence: 长度不限。\n",
        "pages/get.md:52: `errors.190002:prose` has a new sentence: 检查参数。\n",
        "pages/get.md:52: `errors.190002:prose` has lost a sentence: 检查。\n",
        "`updated` is `2024-08-16` on the page and `2024-07-16` in the spec\n",
        "4 findings: 0 missing, 0 extra, 1 different, 3 in prose, 0 unread, 0 stale",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }

    let before = (read(&folder, "spec/thing.yaml"), read(&folder, "prose.yaml"));
    assert_eq!(docs(&folder, &UPDATE).0, 1);
    assert_eq!((read(&folder, "spec/thing.yaml"), read(&folder, "prose.yaml")), before, "nobody has read them");
    assert_eq!(accept(&folder).0, 0);
    assert!(read(&folder, "spec/thing.yaml").contains("updated: 2024-08-16"));
    assert_ne!(read(&folder, "prose.yaml"), before.1);
    assert_eq!(docs(&folder, &DRIFT).0, 0);
}

#[test]
fn paragraphs_count_in_every_place_and_the_first_one_is_new() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    let later = PAGE.replace("1721110937000", "1723789337000");
    let with =
        |heading: &str, text: &str| later.replace(&format!("\n{heading}\n"), &format!("\n{text}\n\n{heading}\n"));
    for (page, wanted) in [
        (with("## 请求", "查询一个。"), "pages/get.md:9: `summary:prose` has a new sentence: 查询一个。\n"),
        (with("## 响应", "次日生效。"), "pages/get.md:37: `paragraphs:prose` has a new sentence: 次日生效。\n"),
        (with("### 响应体", "- 一。\n- 二！"), "pages/get.md:39: `paragraphs:prose` has a new sentence: - 二！\n"),
        (with("### 错误码", "> 注意。"), "pages/get.md:48: `remarks:prose` has a new sentence: 注意。\n"),
    ] {
        write(&folder, "pages/get.md", &page);
        let (_, said, _) = docs(&folder, &DRIFT);
        assert!(said.contains(wanted), "{wanted}\n{said}");
        assert_eq!(docs(&folder, &UPDATE).0, 1);
        assert!(read(&folder, "spec/thing.yaml").contains("updated: 2024-07-16"), "nobody has read it");
    }
    accept(&folder);
    assert!(read(&folder, "spec/thing.yaml").contains("updated: 2024-08-16"));
    write(&folder, "pages/get.md", &with("## 请求", "查询。\n\n另一段。"));
    let (_, said, _) = docs(&folder, &DRIFT);
    assert!(said.contains("pages/get.md:11: `paragraphs:prose` has a new sentence: 另一段。\n"), "{said}");
    assert!(said.contains("`remarks:prose` has lost a sentence: "), "{said}");
}

#[test]
fn the_file_holds_hashes_and_no_text_of_the_vendor() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    let text = read(&folder, "prose.yaml");
    assert!(text.contains("pages:\n  language: zh\n"), "{text}");
    assert!(text.contains("\nthing.get:\n"), "{text}");
    assert!(!text.contains(|letter: char| letter > '\u{7f}'), "{text}");
    accept(&folder);
    assert_eq!(read(&folder, "prose.yaml"), text, "the same pages, the same file");
}

#[test]
fn without_an_earlier_state_a_lost_sentence_is_still_a_finding() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    write(&folder, "pages/get.md", &changed());
    let (_, said, _) = docs(&folder, &DRIFT);
    assert!(
        said.contains("`errors.190002:prose` has lost a sentence: a sentence whose text is not at hand\n"),
        "{said}"
    );
}

#[test]
fn an_earlier_page_and_a_page_in_another_language_are_not_compared() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    write(&folder, "pages/get.md", &changed().replace("1723789337000", "1621110937000"));
    assert_eq!(docs(&folder, &DRIFT).0, 0, "an older page");
    let english =
        ["名称。", "编号。", "数量。", "错误码。", "描述。", "检查。"].iter().fold(PAGE.to_owned(), |page, word| {
            page.replace(&format!("| {word} |"), "| Something. |").replace(word, "A thing.")
        });
    let english =
        english.replace("**默认值**", "**Default value**").replace("**数据校验规则**", "**Data Validation Rules**");
    write(&folder, "pages/get.md", &english.replace("取值范围", "Value range"));
    let (status, said, _) = docs(&folder, &DRIFT);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn sentences_are_a_list_in_markdown() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    write(&folder, "pages/get.md", &changed());
    let (_, said, _) = docs(&folder, &[&DRIFT[..], &["--format", "markdown"]].concat());
    assert!(
        said.contains("\nSentences to read:\n\n- `response.name`, pages/get.md:46: added “长度不限。”\n"),
        "{said}"
    );
}

#[test]
fn a_new_field_is_not_a_new_sentence() {
    let folder = folder(&[("get.md", PAGE)]);
    accept(&folder);
    let row = "| &nbsp;&nbsp;└ `name` | `string` | 名称。 |";
    write(&folder, "pages/get.md", &PAGE.replace(row, &format!("{row}\n| &nbsp;&nbsp;└ `size` | `int` | 大小。 |")));
    let (_, said, _) = docs(&folder, &DRIFT);
    assert!(said.contains("1 finding: 1 missing, 0 extra"), "{said}");
}

#[test]
fn an_invalid_file_of_prose_is_not_used() {
    let folder = folder(&[("get.md", PAGE)]);
    write(&folder, "prose.yaml", "- a\n");
    let (status, _, errors) = docs(&folder, &DRIFT);
    assert_eq!(status, 2);
    assert!(errors.contains("prose.yaml: "), "{errors}");
}

#[test]
fn accepting_needs_write() {
    let (status, _, errors) = docs(&folder(&[]), &["update", "pages", "--accept-prose"]);
    assert!(status == 2 && errors.contains("--write"), "{errors}");
}

#[test]
fn a_page_that_is_older_than_the_spec_is_not_recorded() {
    let folder = folder(&[("get.md", &PAGE.replace("1721110937000", "1621110937000"))]);
    accept(&folder);
    assert!(!read(&folder, "prose.yaml").contains("thing.get"));
}

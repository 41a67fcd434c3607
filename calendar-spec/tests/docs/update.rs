//! The lines of the YAML that `docs update` changes for a changed page; a second update changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Drift};
use calendar_spec::docs::update::{Update, Updated};
use similar::{ChangeTag, TextDiff};

use crate::support::{changed, cut, pages, shared, shipped_copy};

/// A copy of the shipped spec.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        Self(shipped_copy())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Updates it to pages, by name and text, and returns the remaining differences.
    fn update(&self, pages: &[(&str, String)]) -> (Updated, Drift) {
        let beside = Path::new(calendar_spec::DIR);
        let mut update = Update::new(self.path(), Accepted::read_beside(beside, None).unwrap());
        for (file, text) in pages {
            update.add(file, docs::read(text));
        }
        let updated = update.run(&calendar_spec::load(self.path())).unwrap();
        for file in &updated.files {
            assert_eq!(fs::read_to_string(self.path().join(&file.name)).unwrap(), file.before);
            fs::write(self.path().join(&file.name), &file.after).unwrap();
        }
        let left = update.left(&updated);
        (updated, left)
    }
}

/// The lines that changed, as `- old` and `+ new`, without their indents.
fn lines(updated: &Updated) -> Vec<String> {
    let of_file = |before: &str, after: &str| -> Vec<String> {
        let diff = TextDiff::from_lines(before, after);
        let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
        changes.map(|change| format!("{} {}", change.tag(), change.value().trim())).collect()
    };
    updated.files.iter().flat_map(|file| of_file(&file.before, &file.after)).collect()
}

fn facts(drift: &Drift) -> Vec<&str> {
    drift.pages.iter().flat_map(|page| &page.differences).map(|difference| &*difference.fact).collect()
}

/// The changes of the YAML for a change of a page, and the remaining facts.
fn check(page: &str, change: impl Fn(&str) -> String, expected: &[&str], left: &[&str]) {
    let shared = shared();
    let text = fs::read_to_string(shared.join(format!("reference/{page}.md"))).unwrap();
    let pages = [("page.md", change(&text))];
    let copy = Copy::new();
    let (updated, drift) = copy.update(&pages);
    assert_eq!(lines(&updated), expected);
    assert_eq!(facts(&drift), left, "what is left");
    let report = calendar_spec::load(copy.path()).report;
    assert!(report.is_empty(), "{}", report.render(false));
    let (again, drift) = copy.update(&pages);
    assert_eq!((lines(&again), facts(&drift)), (Vec::new(), left.to_vec()), "a second time");
}

const ACL: &str = "calendar-acl/create";

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_date() {
    check(
        ACL,
        |text| changed(text, &["updateTime"], "1721110937000", "1751110937000"),
        &[
            "- page: { path: /uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-acl/create, updated: 2024-07-16 }",
            "+ page: { path: /uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-acl/create, updated: 2025-06-28 }",
        ],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_rate_limit() {
    let old = "- rate_limit: { per_minute: 1000, per_second: 50 }";
    let new = "+ rate_limit: { per_minute: 500, per_second: 50 }";
    check(ACL, |text| changed(text, &["频率限制"], "1000", "500"), &[old, new], &[]);
    let new = "+ rate_limit: { per_second: 50 }";
    check(ACL, |text| changed(text, &["频率限制"], "1000 次/分钟、", ""), &[old, new], &[]);
    check(ACL, |text| cut(text, &["HTTP Method"], "| 接口频率限制", "\n"), &[old], &[]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_scopes() {
    let old = "- scopes: [calendar:calendar, calendar:calendar.acl:create]";
    let scope = "`calendar:calendar.acl:create`";
    let more = format!("{scope} x `calendar:calendar.acl:write`");
    let new = "+ scopes: [calendar:calendar, calendar:calendar.acl:create, calendar:calendar.acl:write]";
    check(ACL, |text| changed(text, &["权限要求"], scope, &more), &[old, new], &[]);
    check(ACL, |text| changed(text, &["权限要求"], scope, ""), &[old, "+ scopes: [calendar:calendar]"], &[]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_scopes_of_fields_of_an_event() {
    let scope = "`contact:user.employee_id:readonly`";
    check(
        "calendar-event/events/changed",
        |text| changed(text, &["| 字段权限要求 |"], scope, &format!("{scope} x `contact:user.email:readonly`")),
        &["+ field_scopes: [contact:user.email:readonly]"],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_limit_that_changed() {
    check(
        "calendar-acl/list",
        |text| changed(text, &["page_size"], "`50`", "`100`"),
        &["- range: ..=50", "+ range: ..=100"],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_added_or_removed_limit() {
    check(
        "calendar-acl/list",
        |text| cut(text, &["page_size"], "<br>**数据校验规则**", "`50`"),
        &["- range: ..=50"],
        &[],
    );
    let rule = "\"xxx\"<br>**数据校验规则**：<br>- 最大长度：`64` 字符 |";
    check("calendar-acl/list", |text| changed(text, &["`page_token`"], "xxx |", rule), &["+ length: ..=64"], &[]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_new_value_of_an_enum() {
    check(
        "exchange_binding/create",
        |text| changed(text, &["### 响应体"], " - `err`", " - `new`: N - `err`"),
        &["+ new: TODO page.md:75"],
        &[],
    );
    // Requests have this enum too, and only the page of a response lists the value.
    check(
        "calendar-event/get",
        |text| changed(text, &["`vc_type`"], "- `no_meeting`", "- `hologram`: H - `no_meeting`"),
        &["+ hologram: { doc: TODO page.md:77, read_only: true }"],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn removed_values_and_those_without_a_rust_name_are_not_applied() {
    check(
        "exchange_binding/create",
        |text| changed(text, &["### 响应体"], " - `err`: 同步错误", ""),
        &[],
        &["response.status:values.err"],
    );
    check(
        "exchange_binding/create",
        |text| changed(text, &["### 响应体"], " - `err`", " - `1d`: N - `err`"),
        &[],
        &["response.status:values.1d"],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_row_of_the_error_table() {
    let row = "| 404 | 195199 | room, or desk, not found | x |\n| 404 | 195100 |";
    check(
        ACL,
        |text| changed(text, &["192000"], "| 404 | 195100 |", row),
        &[
            "- errors: [common, calendar, 192000, 195100]",
            "+ errors: [common, calendar, 192000, 195100, 195199]",
            "+ 195199:",
            "+ name: room_or_desk_not_found",
            "+ status: 404",
            "+ message: \"room, or desk, not found\"",
            "+ advice: TODO page.md:126",
            "+ retry: never",
        ],
        &[],
    );
    check(
        ACL,
        |text| changed(text, &["191004"], "| 404 | 192000 |", "| 400 | 192000 |"),
        &["- status: 404", "+ status: 400"],
        &[],
    );
    check(
        ACL,
        |text| changed(text, &["191004"], "| acl not found |", "| \"acl\": gone |"),
        &["- message: acl not found", "+ message: \"\\\"acl\\\": gone\""],
        &[],
    );
    check(
        ACL,
        |text| cut(text, &["191004"], "| 404 | 192000", "\n"),
        &["- errors: [common, calendar, 192000, 195100]", "+ errors: [common, calendar, 195100]"],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_row_of_an_error_group_is_not_applied() {
    check(ACL, |text| cut(text, &["191003"], "| 403 | 191004", "\n"), &[], &["errors.191004"]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_new_optional_field_and_its_types() {
    let rows = "| `note` | `note_info` | 否 | X. |\n\
                | &nbsp;&nbsp;└ `text` | `string` | 是 | X.<br>**数据校验规则**：<br>- 长度范围：`1` ～ `9` 字符 |\n\
                | &nbsp;&nbsp;└ `kind` | `string` | 否 | X.<br>**可选值有**：<br>- `a`: A - `b`: B |\n| `scope` |";
    check(
        ACL,
        |text| changed(text, &["### 请求体"], "| `scope` |", rows),
        &[
            "+ NoteInfoKind:",
            "+ doc: TODO page.md:58",
            "+ values:",
            "+ a: TODO page.md:58",
            "+ b: TODO page.md:58",
            "+ NoteInfo:",
            "+ doc: TODO page.md:56",
            "+ fields:",
            "+ text: { type: string, required: true, length: 1..=9, doc: TODO page.md:57 }",
            "+ kind: { type: NoteInfoKind, doc: TODO page.md:58 }",
            "+ note: { type: NoteInfo, doc: TODO page.md:56 }",
        ],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_new_field_in_a_place_without_fields() {
    let table = "### 查询参数\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
                 | `quiet` | `boolean` | 否 | X.<br>**示例值**：true |\n\n### 响应体";
    check(
        "calendar-acl/delete",
        |text| changed(text, &[], "### 响应体", table),
        &["+ query:", "+ quiet: { type: bool, doc: TODO page.md:49, example: true }"],
        &[],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_new_required_field_of_a_request_is_not_applied() {
    check(
        ACL,
        |text| changed(text, &["### 请求体"], "| `scope` |", "| `note` | `string` | 是 | X. |\n| `scope` |"),
        &[],
        &["body.note"],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn missing_keys_and_other_types_are_not_applied() {
    check(ACL, |text| changed(text, &["### 请求体", "`role`"], "`string`", "`int`"), &[], &["body.role:type"]);
    check(ACL, |text| cut(text, &["### 路径参数"], "| `calendar_id`", "\n"), &[], &["path.calendar_id"]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn pages_that_contradict_each_other_change_nothing() {
    let shared = shared();
    let read = |page: &str| fs::read_to_string(shared.join(format!("reference/{page}.md"))).unwrap();
    let create = changed(&read(ACL), &["191004"], "| acl not found |", "| no such acl |");
    let copy = Copy::new();
    let pages = [("create.md", create), ("delete.md", read("calendar-acl/delete"))];
    let (updated, left) = copy.update(&pages);
    assert_eq!(lines(&updated), [""; 0]);
    assert_eq!(facts(&left), ["errors.192000:message"]);
    let why = left.pages.iter().flat_map(|page| &page.differences).find_map(|difference| difference.why.as_deref());
    assert_eq!(why, Some("`calendar_acl.delete` says otherwise"));
    // The facts that both state are applied.
    let both = pages.map(|(file, text)| (file, text.replace("acl not found", "no such acl")));
    let (updated, left) = copy.update(&both);
    assert_eq!(lines(&updated), ["- message: acl not found", "+ message: no such acl"]);
    assert_eq!(facts(&left), [""; 0]);
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn unchanged_pages_change_nothing() {
    let shared = shared();
    let folder = shared.join("reference");
    let read = |page: &std::path::PathBuf| fs::read_to_string(folder.join(page)).unwrap();
    let names: Vec<(String, String)> =
        pages(&folder).iter().map(|page| (page.display().to_string(), read(page))).collect();
    let pages: Vec<(&str, String)> = names.iter().map(|(name, text)| (&**name, text.clone())).collect();
    let (updated, left) = Copy::new().update(&pages);
    assert_eq!((lines(&updated), left.total()), (Vec::new(), 0));
}

/// Every comment, and how often it occurs.
fn comments(directory: &Path) -> BTreeMap<String, usize> {
    let mut comments = BTreeMap::new();
    for file in fs::read_dir(directory).unwrap().map(Result::unwrap) {
        let text = fs::read_to_string(file.path()).unwrap();
        for comment in text.lines().filter_map(|line| line.find("# ").map(|start| line[start..].to_owned())) {
            *comments.entry(comment).or_default() += 1;
        }
    }
    comments
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn comments_and_layout_survive() {
    let shared = shared();
    let copy = Copy::new();
    let noted = copy.path().join("calendar_acl.yaml");
    let text = fs::read_to_string(&noted).unwrap();
    let text = changed(&text, &["  create:"], "rate_limit:", "# Above the limit.\n    rate_limit:");
    let text = changed(&text, &["  create:"], "per_second: 50 }", "per_second: 50 } # Behind the limit.");
    let text = changed(
        &text,
        &["  create:"],
        "scopes: [calendar:calendar, calendar:calendar.acl:create]",
        "scopes:\n      # Above the first.\n      - calendar:calendar # Behind the first.\n\n      - 'calendar:calendar.acl:create' # Behind the last.\n      # At the end.",
    );
    fs::write(&noted, &text).unwrap();
    let before = comments(copy.path());
    let page = fs::read_to_string(shared.join(format!("reference/{ACL}.md"))).unwrap();
    let page = changed(&page, &["频率限制"], "1000 次/分钟、50 次/秒", "500 次/分钟、5 次/秒");
    let page = changed(&page, &["权限要求"], "`calendar:calendar.acl:create`", "`calendar:calendar.acl:write`");
    let (updated, left) = copy.update(&[("page.md", page)]);
    assert_eq!(facts(&left), [""; 0]);
    assert_eq!(
        lines(&updated),
        [
            "- - 'calendar:calendar.acl:create' # Behind the last.",
            "+ - calendar:calendar.acl:write",
            "- rate_limit: { per_minute: 1000, per_second: 50 } # Behind the limit.",
            "+ rate_limit: { per_minute: 500, per_second: 5 } # Behind the limit.",
        ]
    );
    // Only the comment on the removed line is removed.
    let mut kept = before.clone();
    kept.remove("# Behind the last.");
    assert_eq!(comments(copy.path()), kept);
}

//! `calendar-spec docs drift`, run as a person or a program would, with a spec and its own pages.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) const SPEC: &str = "\
resource: thing
doc: Things.
endpoints:
  get:
    doc: Query a thing.
    page: { path: /thing/get, updated: 2024-07-16 }
    http: GET /open-apis/thing/v1/things/:thing_id
    tokens: [tenant]
    apps: [custom]
    scopes: [thing:thing]
    rate_limit: { per_second: 50 }
    path:
      thing_id: { type: string, doc: The thing. }
    query:
      size: { type: int32, range: 1..=10, default: 5, doc: How many. }
    response: { fields: { name: { type: string, doc: Its name. } } }
    errors: [190002]
errors:
  190002: { name: invalid_parameters, status: 400, message: invalid parameters, advice: Check them., retry: never }
";

pub(crate) const PAGE: &str = r#"---
title: "查询"
fullPath: "/thing/get"
updateTime: "1721110937000"
---

# 查询

## 请求

| 项目 | 值 |
| --- | --- |
| HTTP URL | https://open.feishu.cn/open-apis/thing/v1/things/:thing_id |
| HTTP Method | GET |
| 接口频率限制 | 50 次/秒 |
| 支持的应用类型 | custom |
| 权限要求 | `thing:thing` 查看 |

### 请求头

| 名称 | 类型 | 必填 | 描述 |
| --- | --- | --- | --- |
| Authorization | string | 是 | `tenant_access_token` |

### 路径参数

| 名称 | 类型 | 描述 |
| --- | --- | --- |
| `thing_id` | `string` | 编号。 |

### 查询参数

| 名称 | 类型 | 必填 | 描述 |
| --- | --- | --- | --- |
| `size` | `int` | 否 | 数量。<br>**默认值**：`5`<br>**数据校验规则**：<br>- 取值范围：`1` ～ `10` |

## 响应

### 响应体

| 名称 | 类型 | 描述 |
| --- | --- | --- |
| `code` | `int` | 错误码。 |
| `msg` | `string` | 描述。 |
| `data` | `thing` | \- |
| &nbsp;&nbsp;└ `name` | `string` | 名称。 |

### 错误码

| HTTP状态码 | 错误码 | 描述 | 排查建议 |
| --- | --- | --- | --- |
| 400 | 190002 | invalid parameters | 检查。 |
"#;

/// A folder with a spec, and with pages in a separate folder.
pub(crate) fn folder(pages: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("spec")).unwrap();
    std::fs::create_dir_all(folder.path().join("pages/below")).unwrap();
    write(folder.path(), "spec/spec.yaml", "spec: thing\ndoc: Things.\ninclude: [thing.yaml]\n");
    write(folder.path(), "spec/thing.yaml", SPEC);
    for (name, text) in pages {
        write(&folder.path().join("pages"), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// Exit status, standard output and standard error.
fn drift(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.current_dir(folder.path()).args(["docs", "drift", "--spec", "spec"]).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn pages_that_agree_are_counted_and_the_status_is_0() {
    let folder = folder(&[("below/get.md", PAGE), ("notes.txt", "no page")]);
    let (status, said, errors) = drift(&folder, &["pages"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    let wanted = "1 page, 1 compared, 0 without an endpoint or event; 0 of the spec have no page here\n\
                  0 findings: 0 missing, 0 extra, 0 different, 0 unread, 0 stale; 0 differences are meant\n";
    assert_eq!(said, wanted);
}

#[test]
fn a_difference_names_both_places_and_the_status_is_1() {
    let folder = folder(&[("get.md", &PAGE.replace("`10`", "`20`"))]);
    let (status, said, _) = drift(&folder, &["pages/get.md"]);
    assert_eq!(status, 1, "{said}");
    let wanted = "thing.get\n  pages/get.md:35: `query.size:range` is `1 to 20` on the page and `1 to 10` in the spec\n    \
                  spec: spec/thing.yaml:15:28\n";
    assert!(said.starts_with(wanted), "{said}");
}

#[test]
fn json_holds_the_same_for_programs() {
    let folder = folder(&[("get.md", &PAGE.replace("| 400 |", "| 404 |"))]);
    let (status, said, _) = drift(&folder, &["pages", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((status, &said["totals"]["findings"]), (1, &1.into()));
    let difference = &said["pages"][0]["differences"][0];
    assert_eq!(difference["fact"], "errors.190002:status");
    assert_eq!((&difference["page"], &difference["spec"]), (&"404".into(), &"400".into()));
    assert_eq!((&difference["line"], &difference["place"]["line"]), (&52.into(), &19.into()));
}

#[test]
fn markdown_is_a_table_for_each_endpoint() {
    let folder =
        folder(&[("get.md", &PAGE.replace("`tenant_access_token`", "`tenant_access_token` `user_access_token`"))]);
    let (status, said, _) = drift(&folder, &["pages", "--format", "markdown"]);
    assert_eq!(status, 1);
    let row = "| `tokens.user_access_token` | user_access_token | – | pages/get.md:23<br>spec/thing.yaml:8:5 |\n";
    assert!(
        said.contains(&format!("## thing.get\n\n| fact | page | spec | where |\n| --- | --- | --- | --- |\n{row}")),
        "{said}"
    );
}

#[test]
fn intended_differences_are_accepted_while_they_exist() {
    let folder = folder(&[("get.md", &PAGE.replace("`10`", "`20`"))]);
    let entry = "- at: thing.get\n  fact: query.size:range\n  page: 1 to 20\n  reason: The server takes ten.\n";
    write(folder.path(), "drift.yaml", entry);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.ends_with("1 difference is meant\n"), "{said}");

    write(&folder.path().join("pages"), "get.md", PAGE);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1, "{said}");
    assert!(
        said.starts_with("drift.yaml:1:3: the accepted difference `thing.get: query.size:range` no longer exists"),
        "{said}"
    );

    // The page changes again, and nobody has read it since.
    write(&folder.path().join("pages"), "get.md", &PAGE.replace("`10`", "`30`"));
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1);
    assert!(said.contains("`1 to 30` on the page") && said.contains("no longer exists"), "{said}");
}

#[test]
fn a_broken_file_of_intended_differences_is_not_used() {
    let folder = folder(&[("get.md", PAGE)]);
    let wrong = [
        ("a: b\n", "drift.yaml:1:1: a list of entries is expected here"),
        ("- at: a\n  fact: b\n", "drift.yaml:1:3: an entry needs the key `reason` with a string"),
        ("- at: a\n  fakt: b\n", "drift.yaml:2:3: there is no key `fakt` here"),
        ("- [\n", "drift.yaml: "),
    ];
    for (text, message) in wrong {
        write(folder.path(), "drift.yaml", text);
        let (status, _, errors) = drift(&folder, &["pages"]);
        assert_eq!(status, 2, "{errors}");
        assert!(errors.starts_with(&format!("calendar-spec: {message}")), "{errors}");
    }
}

#[test]
fn pages_without_an_endpoint_are_listed_and_are_not_findings() {
    let folder = folder(&[("get.md", PAGE), ("guide.md", "# 介绍\n\n一段话。\n")]);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("pages/guide.md: not compared: a guide, without an endpoint or event of its own\n"),
        "{said}"
    );
    assert!(said.contains("2 pages, 1 compared, 1 without"), "{said}");
}

#[test]
fn an_endpoint_that_the_spec_lacks_is_missing() {
    let folder =
        folder(&[("other.md", &PAGE.replace("/thing/get", "/thing/list").replace("things/:thing_id", "things"))]);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1);
    assert!(
        said.contains(
            "`endpoint` is on the page and not in the spec: `GET https://open.feishu.cn/open-apis/thing/v1/things`"
        ),
        "{said}"
    );
    assert!(said.contains("1 of the spec has no page here"), "{said}");
}

#[test]
fn unrecognized_content_is_a_finding() {
    let folder = folder(&[("get.md", &PAGE.replace("| 400 | 190002 |", "| 400 | 190002 | 3 |"))]);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1);
    assert!(said.contains("pages/get.md:52: a row has more cells than the head of its table"), "{said}");
}

#[test]
fn an_older_page_is_a_note_and_a_newer_one_a_difference() {
    let folder = folder(&[("get.md", &PAGE.replace("1721110937000", "1621110937000"))]);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("the page is of 2021-05-16, and the spec was made from the one of 2024-07-16"), "{said}");
    write(&folder.path().join("pages"), "get.md", &PAGE.replace("1721110937000", "1821110937000"));
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1);
    assert!(said.contains("`updated` is `2027-09-17` on the page and `2024-07-16` in the spec"), "{said}");
}

#[test]
fn the_page_of_an_endpoint_that_states_none_is_a_finding() {
    let folder = folder(&[("get.md", &PAGE[..PAGE.find("## 请求").unwrap()])]);
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1);
    assert!(said.contains("the spec has the page of an endpoint or event here, and the page states none"), "{said}");
}

#[test]
fn a_page_that_does_not_exist_cannot_be_compared() {
    let folder = folder(&[]);
    let (status, _, errors) = drift(&folder, &["pages/none.md"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("calendar-spec: pages/none.md: "), "{errors}");
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_among_the_pages_are_reported_and_not_opened() {
    let folder = folder(&[("below/get.md", PAGE)]);
    let pages = folder.path().join("pages");
    assert!(Command::new("mkfifo").arg(pages.join("pipe.md")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(pages.join("socket.md")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", pages.join("zero.md")).unwrap();
    let (status, said, _) = drift(&folder, &["pages"]);
    assert_eq!(status, 1, "{said}");
    for name in ["pipe.md", "socket.md", "zero.md"] {
        assert!(said.contains(&format!("pages/{name}:1: this is not a regular file")), "{said}");
    }
    let (status, _, errors) = drift(&folder, &["pages/below", "--accepted", "pages/pipe.md"]);
    assert_eq!(status, 2);
    assert!(errors.contains("pages/pipe.md: this is not a regular file"), "{errors}");
}

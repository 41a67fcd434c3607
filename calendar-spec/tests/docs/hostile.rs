//! Malicious pages: reading ends, with a note about what was not read.

use calendar_spec::docs;
use calendar_spec::docs::facts::{Kind, Place};
use calendar_spec::docs::import::Import;

/// The number of bytes of a repeated piece: enough to reveal superlinear time.
const SIZE: usize = 300_000;

const HEAD: &str = "| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n";

fn repeated(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// A page with something under the heading of the response's fields.
fn page(body: &str) -> String {
    format!("# A\n\n## 响应\n\n### 响应体\n\n{body}\n")
}

fn elements(body: &str) -> String {
    page(&format!(":::html\n{body}\n:::"))
}

/// Reads a page and expects a note about it.
#[track_caller]
fn refused(text: &str, words: &str) {
    let page = docs::read(text);
    let said: Vec<&str> = page.unread.iter().map(|unread| unread.what.as_str()).collect();
    assert!(said.iter().any(|what| what.contains(words)), "{said:?}");
    assert!(said.len() <= 101, "{} findings", said.len());
}

#[test]
fn tags_that_are_not_closed() {
    refused(&elements("<md-table><md-tr><md-td>a</md-td>"), "`<md-tr>` is not closed");
    refused(&elements("<md-dt-table><md-dt-tr><md-dt-td>a</md-dt-tr></md-dt-table>"), "`<md-dt-td>` is not closed");
    refused(&elements(&repeated("<md-td>")), "nested at most");
    refused(&elements(&repeated("</md-td>")), "nothing could be read");
    refused(&page(":::html\n<md-table></md-table>"), "`:::` opens is not closed");
}

#[test]
fn tables_in_tables() {
    let inner = "<md-table><md-tr><md-td>a</md-td></md-tr></md-table>";
    refused(&elements(&format!("<md-table><md-tr><md-td>{inner}</md-td></md-tr></md-table>")), "within a table");
    refused(&elements(&format!("<md-table>{inner}</md-table>")), "within a table");
    refused(&elements(&repeated("<md-table><md-tr><md-td>")), "nested at most");
}

#[test]
fn more_rows_than_any_page_has() {
    refused(&page(&format!("{HEAD}{}", repeated("|a|b|c|\n"))), "at most 20000 rows");
    let rows = "<md-dt-tr><md-dt-td>a</md-dt-td></md-dt-tr>".repeat(20_002);
    refused(&elements(&format!("<md-dt-table>{rows}</md-dt-table>")), "rows");
}

#[test]
fn more_bytes_than_any_page_has() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("large.md");
    std::fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
    let page = docs::read_file(&path).unwrap();
    assert_eq!(page.facts.kind, Kind::Unreadable);
    assert_eq!(page.unread.len(), 1);
    assert!(page.unread[0].what.contains("at most 4194304 bytes"), "{:?}", page.unread);
}

#[test]
fn bytes_that_are_not_utf8() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("binary.md");
    std::fs::write(&path, b"# A\n\xff\n").unwrap();
    let page = docs::read_file(&path).unwrap();
    assert_eq!((page.facts.kind, page.unread[0].line), (Kind::Unreadable, 2));
}

#[test]
fn rows_that_do_not_fit_their_head() {
    refused(&page(&format!("{HEAD}| a | string |\n")), "1 cells less");
    refused(&page(&format!("{HEAD}| a | string | b | c |\n")), "more cells");
    let head = "<md-dt-tr><md-dt-th>名称</md-dt-th><md-dt-th>类型</md-dt-th></md-dt-tr>";
    let row = "<md-dt-tr><md-dt-td>a</md-dt-td></md-dt-tr>";
    refused(&elements(&format!("<md-dt-table>{head}{row}</md-dt-table>")), "has 1 cells");
    let loose = "<md-dt-tr>a<md-dt-td>a</md-dt-td><md-dt-td>b</md-dt-td></md-dt-tr>";
    refused(&elements(&format!("<md-dt-table>{head}{loose}</md-dt-table>")), "outside of its cells");
}

#[test]
fn invalid_nesting() {
    refused(&page(&format!("{HEAD}| &nbsp;&nbsp;└ `a` | string | b |\n")), "fits no field above");
    let rows: Vec<String> = (0..1000).map(|depth| format!("| {}a | string | b |\n", "∟".repeat(depth))).collect();
    refused(&page(&format!("{HEAD}{}", rows.concat())), "too deep");
    let head = "<md-dt-tr><md-dt-th>名称</md-dt-th><md-dt-th>类型</md-dt-th></md-dt-tr>";
    let row = "<md-dt-tr level=\"3\"><md-dt-td>a</md-dt-td><md-dt-td>b</md-dt-td></md-dt-tr>";
    refused(&elements(&format!("<md-dt-table>{head}{row}</md-dt-table>")), "fits no field above");
}

#[test]
fn a_table_that_lost_its_line_of_dashes() {
    refused(&page("| 名称 | 类型 | 描述 |\n| a | string | b |\n"), "a line of dashes");
}

#[test]
fn words_without_descriptions_are_values_and_sentences_are_not() {
    let text = |last| page(&format!("{HEAD}| a | string | b<br>**可选值有**：<br>- 单程 - {last} |\n"));
    let read = docs::read(&text("往返"));
    let fields = read.facts.fields(Place::Response).unwrap();
    let values: Vec<&str> = fields[0].values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!(values, ["单程", "往返"]);
    assert!(read.unread.iter().all(|unread| !unread.what.contains("value")), "{:?}", read.unread);
    refused(&text("这里没有列出任何可以使用的值"), "an item of its values was not understood");
}

#[test]
fn heads_rows_and_parts_without_known_words() {
    refused(&page("| 甲 | 乙 |\n| --- | --- |\n| a | b |\n"), "no known columns: 甲, 乙");
    refused(&page(&format!("{HEAD}| a b | string | c |\n")), "“a b” is not the name of a field");
    refused(&page(&format!("{HEAD}| a | string | **可选值有**：若干 |\n")), "an item of its values was not understood");
    refused(&page(&format!("{HEAD}| a | string | **数据校验规则**：最大长度：很长 |\n")), "was not understood");
    refused(&page(&format!("{HEAD}| a | string | **字段权限要求**：某些 |\n")), "no scope");
    refused("# A\n\n## 请求\n\n| 项目 | 值 |\n| --- | --- |\n| 甲 | 乙 |\n", "the row “甲”");
    refused("# A\n\n### 请求体\n\n没有。\n", "nothing could be read here");
    refused("# A\n\n### 响应体示例\n\n```json\n{\"a\": \"{\"b\": 1}\"}\n```\n", "is not valid JSON");
}

#[test]
fn long_repetitions_end() {
    let cell = |piece: &str| page(&format!("{HEAD}| a | string | {} |\n", repeated(piece)));
    let cells =
        ["- ", "<br>", "**", "`` ` ", "[", "[a](", "![", "<", "&amp;", "a:b ", "**默认值**：<br>", "可选值：- "];
    let rules = repeated("最大长度 5 ");
    let in_cells = cells.iter().map(|piece| cell(piece));
    let pieces = ["<", "<br>", "<p>", "`<b>`", "<md-td a=b ", "<!--"];
    let in_elements = pieces.iter().map(|piece| elements(&repeated(piece)));
    let outside =
        [">", "> ", "- ", "# \n", ":::html\n", ":::note\na\n:::\n", "```\n", "|", "-|", "---\n", "\0", "\u{a0}"];
    let outside = outside.iter().map(|piece| repeated(piece));
    let limits = page(&format!("{HEAD}| a | string | **数据校验规则**：{rules} |\n"));
    let json = page(&format!("### 响应体示例\n\n```json\n{}\n```", repeated("[")));
    for text in in_cells.chain(in_elements).chain(outside).chain([limits, json]) {
        assert!(docs::read(&text).unread.len() <= 101);
    }
}

/// Rows must not be compared pairwise by name, type or prose, which takes minutes for such a page.
#[test]
fn an_import_of_the_most_rows_ends() {
    let basics = "# A\n\n## 请求\n\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://a/open-apis/a/v1/b |\n\
                  | HTTP Method | POST |\n\n### 请求体\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n";
    let some = |count: usize, row: &dyn Fn(usize) -> String| (0..count).map(row).collect::<String>();
    let rows = |row: &dyn Fn(usize) -> String| some(4_000, row);
    let plain = rows(&|row| format!("| f{row} | string | 否 | 与 f{} |\n", row + 1));
    let alike = rows(&|row| format!("| {}a{} | string | 否 | 描述 |\n", "_".repeat(row % 90), ".".repeat(row / 90)));
    let enums =
        rows(&|row| format!("| o{row} | object | 否 | 描述 |\n| └ type | string | 否 | **可选值有**：`a{row}` |\n"));
    // As many as an endpoint can have.
    let errors = some(1_000, &|row| format!("| 400 | {row} | invalid | 改 |\n"));
    let errors = format!(
        "| f | string | 否 | 描述 |\n\n### 错误码\n\n| HTTP状态码 | 错误码 | 描述 | 排查建议 |\n| - | - | - | - |\n{errors}"
    );
    for body in [plain, alike, enums, errors] {
        let mut import = Import::new("imported", None);
        import.add("page.md", &docs::read(&format!("{basics}{body}")));
        let imported = import.finish();
        assert_eq!((imported.endpoints, &*imported.notes), (1, &[][..]));
    }
}

#[test]
fn strings_that_resemble_tags_are_text() {
    let text = |cell: &str| {
        let page = docs::read(&format!("# A\n\n## 字段说明\n\n{HEAD}| a | string | {cell} |\n"));
        assert_eq!(page.unread, [], "{cell}");
        page.facts.tables[0].fields[0].text.clone()
    };
    assert_eq!(text("小于 <n"), "小于 <n");
    assert_eq!(text("<Uid>_<Original time>"), "<Uid>_<Original time>");
    assert_eq!(text("1 < 2 且 3 > 2"), "1 < 2 且 3 > 2");
    assert_eq!(text("用 `<b>` 标签"), "用 `<b>` 标签");
    assert_eq!(text("甲 <?乙?> 丙"), "甲 <?乙?> 丙");
    assert_eq!(text("甲 <!-- 乙 --> 丙"), "甲 丙");
    assert_eq!(text("甲 <!-- 乙"), "甲 <!-- 乙");
    assert_eq!(text("甲 <!DOCTYPE 乙> 丙"), "甲 <!DOCTYPE 乙> 丙");
}

#[test]
fn invalid_dates() {
    refused("---\ntitle: \"A\"\nupdateTime: \"yesterday\"\n---\n# A\n", "the date “yesterday” was not understood");
}

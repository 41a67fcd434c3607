//! Facts survive writing and reading in any form; and reading any input ends.

use std::fmt::Write as _;

use calendar_spec::docs;
use calendar_spec::docs::facts::{ErrorRow, Facts, Field, FieldValue, Limit, Limited, Place, Required};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// A field with everything that a page can state of it.
fn field() -> impl Strategy<Value = Field> {
    let name = "[a-z][a-z0-9_]{0,12}";
    let ty = prop_oneof![Just("string"), Just("int"), Just("boolean"), Just("string[]"), Just("thing_info")];
    let limit = prop_oneof![
        (Just(Limited::Length), 0..100_i64, 100..9999_i64),
        (Just(Limited::Value), -100..100_i64, 100..9999_i64)
    ];
    let value = ("[a-z]{1,8}", "[一-龥]{1,6}").prop_map(|(value, description)| FieldValue {
        value,
        description,
        ..FieldValue::default()
    });
    let parts = (vec(value, 0..4), option::of("[a-z0-9_]{1,9}"), option::of("[a-z0-9_]{1,9}"), option::of(limit));
    let scopes = vec("[a-z]{1,5}:[a-z]{1,5}(:[a-z_.]{1,4}[a-z])?", 0..3);
    let words = (name, ty, any::<bool>(), 0..4_usize, "[一-龥]{1,12}。");
    (words, parts, scopes).prop_map(|((name, ty, is_required, depth, description), parts, mut scopes)| {
        let (values, default, example, limit) = parts;
        scopes.dedup();
        let limits = limit.map(|(of, min, max)| Limit { of, min: Some(min), max: Some(max), text: String::new() });
        let required = Some(if is_required { Required::Yes } else { Required::No });
        let (name, ty) = (name.clone(), ty.to_owned());
        Field {
            name,
            ty,
            required,
            depth,
            description,
            values,
            default,
            example,
            limits: limits.into_iter().collect(),
            scopes,
            ..Field::default()
        }
    })
}

/// Fields, each at most one level deeper than the one before.
pub(crate) fn fields() -> impl Strategy<Value = Vec<Field>> {
    vec(field(), 1..8).prop_map(|mut fields| {
        let mut deepest = 0;
        for field in &mut fields {
            field.depth = field.depth.min(deepest);
            deepest = field.depth + 1;
        }
        fields
    })
}

pub(crate) fn error() -> impl Strategy<Value = ErrorRow> {
    (option::of(100..600_u16), 0..=i64::MAX, "[a-z]{1,8}( [a-z]{1,8}){0,3}", "[一-龥]{1,12}。")
        .prop_map(|(status, code, message, advice)| ErrorRow { line: 0, status, code, message, advice })
}

/// The description in Markdown, with something between its paragraphs.
fn about(
    field: &Field,
    paragraph: &str,
    item: &dyn Fn(&FieldValue) -> String,
    scope: &dyn Fn(&str) -> String,
) -> String {
    let mut text = field.description.clone();
    if !field.values.is_empty() {
        let items: String = field.values.iter().map(item).collect();
        write!(text, "{paragraph}**可选值有**：{items}").unwrap();
    }
    for (label, part) in [("默认值", &field.default), ("示例值", &field.example)] {
        if let Some(part) = part {
            write!(text, "{paragraph}**{label}**：{part}").unwrap();
        }
    }
    for limit in &field.limits {
        let name = if limit.of == Limited::Length { "长度范围" } else { "取值范围" };
        let (min, max) = (limit.min.unwrap(), limit.max.unwrap());
        write!(text, "{paragraph}**数据校验规则**：{paragraph}- {name}：`{min}` ～ `{max}`").unwrap();
    }
    if !field.scopes.is_empty() {
        let scopes: Vec<String> = field.scopes.iter().map(|name| scope(name)).collect();
        write!(text, "{paragraph}**字段权限要求**：{}", scopes.join(" ")).unwrap();
    }
    text
}

fn answer(field: &Field) -> &'static str {
    if field.required == Some(Required::Yes) { "是" } else { "否" }
}

pub(crate) fn site(fields: &[Field], errors: &[ErrorRow]) -> String {
    let item =
        |value: &FieldValue| format!("<md-enum-item key=\"{}\" >{}</md-enum-item>\n", value.value, value.description);
    let scope = |name: &str| format!("<md-perm name=\"{name}\" desc=\"x\" tags=\"\">看</md-perm>\n");
    let mut rows = String::new();
    for field in fields {
        let about = about(field, "\n\n", &item, &scope);
        let cells = [
            format!("<md-text type=\"field-name\" >{}</md-text>", field.name),
            field.ty.replace('[', "\\[").replace(']', "\\]"),
            answer(field).to_owned(),
            about,
        ];
        let cells = cells.map(|cell| format!("\t<md-dt-td>\n\t{cell}\n\t</md-dt-td>\n")).concat();
        write!(rows, "<md-dt-tr level=\"{}\">\n{cells}</md-dt-tr>\n\n", field.depth).unwrap();
    }
    let head: String = ["名称", "类型", "必填", "描述"]
        .map(|head| format!("<md-dt-th style=\"width: 35%;\">{head}</md-dt-th>\n"))
        .concat();
    let table = format!(
        "<md-dt-table>\n<md-dt-thead>\n<md-dt-tr>\n{head}</md-dt-tr>\n</md-dt-thead>\n<md-dt-tbody>\n{rows}</md-dt-tbody>\n</md-dt-table>"
    );
    let mut error_rows = String::new();
    for error in errors {
        let cells = cells_of(error).map(|cell| format!("<md-td>{cell}</md-td>")).concat();
        write!(error_rows, "<md-tr>\n{cells}\n</md-tr>\n").unwrap();
    }
    let head: String = ERROR_HEAD.map(|head| format!("<md-th>{head}</md-th>")).concat();
    let errors =
        format!("<md-table><md-thead><md-tr>{head}</md-tr></md-thead><md-tbody>{error_rows}</md-tbody></md-table>");
    format!("{BASICS}### 请求体\n\n:::html\n{table}\n:::\n\n### 错误码\n:::html\n{errors}\n:::\n")
}

pub(crate) fn markdown(fields: &[Field], errors: &[ErrorRow]) -> String {
    let item = |value: &FieldValue| format!(" - `{}`: {}", value.value, value.description);
    let scope = |name: &str| format!("`{name}` 看");
    let mut rows = String::new();
    for field in fields {
        let indent =
            if field.depth == 0 { String::new() } else { format!("{}└ ", "&nbsp;&nbsp;".repeat(field.depth)) };
        let about = about(field, "<br>", &item, &scope);
        writeln!(rows, "| {indent}`{}` | `{}` | {} | {about} |", field.name, field.ty, answer(field)).unwrap();
    }
    let mut error_rows = String::new();
    for error in errors {
        writeln!(error_rows, "| {} |", cells_of(error).join(" | ")).unwrap();
    }
    let head = ERROR_HEAD.join(" | ");
    format!(
        "{BASICS}### 请求体\n\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n{rows}\n\n### 错误码\n\n\
         | {head} |\n| --- | --- | --- | --- |\n{error_rows}\n"
    )
}

pub(crate) fn export(fields: &[Field], errors: &[ErrorRow]) -> String {
    let item = |value: &FieldValue| format!("  \n- {}：{}", value.value, value.description);
    let scope = |name: &str| format!("  \n看({name})");
    let mut rows = String::new();
    for field in fields {
        let about = about(field, "  \n", &item, &scope);
        writeln!(rows, "{} | {} | {} | {about}", field.name, field.ty, answer(field)).unwrap();
    }
    let mut error_rows = String::new();
    for error in errors {
        writeln!(error_rows, "{}", cells_of(error).join(" | ")).unwrap();
    }
    let head = ERROR_HEAD.join(" | ");
    format!(
        "---\ntitle: \"A\"\nlast_remote_update: 2024-07-10\n---\n{BASICS}### 请求体\n\n名称 | 类型 | 必填 | 描述\n\
         --- | --- | --- | ---\n{rows}\n### 错误码\n\n{head}\n--- | --- | --- | ---\n{error_rows}\n"
    )
}

pub(crate) const BASICS: &str = "# A\n\n## 请求\n\n| 项目 | 值 |\n| --- | --- |\n| HTTP URL | https://a.b/open-apis/c |\n\
                      | HTTP Method | POST |\n\n";
const ERROR_HEAD: [&str; 4] = ["HTTP状态码", "错误码", "描述", "排查建议"];

fn cells_of(error: &ErrorRow) -> [String; 4] {
    let status = error.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    [status, error.code.to_string(), error.message.clone(), error.advice.clone()]
}

/// Facts without lines and without the vendor's prose about facts that are also stated in numbers.
fn stated(facts: &Facts) -> (Vec<Field>, Vec<ErrorRow>) {
    let fields = facts.fields(Place::Body).unwrap_or_default().into_iter().cloned().map(bare).collect();
    let errors = facts.errors.clone().map_or_else(Vec::new, |errors| errors.value);
    (fields, errors.into_iter().map(|error| ErrorRow { line: 0, ..error }).collect())
}

fn bare(field: Field) -> Field {
    let limits = field.limits.into_iter().map(|limit| Limit { text: String::new(), ..limit }).collect();
    Field { line: 0, text: String::new(), limits, ..field }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn written_facts_are_read(fields in fields(), errors in vec(error(), 0..5)) {
        let wanted = (fields.clone(), errors.clone());
        for text in [site(&fields, &errors), markdown(&fields, &errors)] {
            let page = docs::read(&text);
            prop_assert_eq!(&page.unread, &[], "{}", text);
            prop_assert_eq!(stated(&page.facts), wanted.clone(), "{}", text);
        }
    }

    #[test]
    fn facts_in_an_export_are_read(fields in fields(), errors in vec(error(), 0..5)) {
        let flat: Vec<Field> = fields.into_iter().map(|field| Field { depth: 0, ..field }).filter(|field| field.ty != "thing_info").collect();
        // A line that starts with a dash is not a row without outer pipes.
        let errors: Vec<ErrorRow> = errors.into_iter().filter(|error| error.status.is_some()).collect();
        let text = export(&flat, &errors);
        let page = docs::read(&text);
        prop_assert_eq!(&page.unread, &[], "{}", text);
        prop_assert_eq!(stated(&page.facts), (flat, errors), "{}", text);
    }

    #[test]
    fn reading_any_input_ends(pieces in vec(piece(), 0..60)) {
        let text: String = pieces.concat();
        let lines = text.lines().count() + 1;
        let page = docs::read(&text);
        prop_assert!(page.unread.iter().all(|unread| (1..=lines).contains(&unread.line)));
    }

    #[test]
    fn a_broken_page_is_read_to_its_end(fields in fields(), cut in any::<prop::sample::Index>(), piece in piece()) {
        let text = site(&fields, &[]);
        let ends: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
        let at = ends[cut.index(ends.len())];
        docs::read(&text[..at]);
        docs::read(&format!("{}{piece}{}", &text[..at], &text[at..]));
    }
}

/// Pieces of pages, right and wrong.
pub(crate) fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "\n",
        "\n\n",
        "|",
        "| --- | --- |\n",
        "| 名称 | 类型 |\n",
        "名称 | 类型\n---|---\n",
        "a | string  \n",
        "### 请求体\n",
        "## 请求\n",
        "### 响应体示例\n",
        "```json\n",
        "```\n",
        "{\"a\": [1]}",
        ":::html\n",
        ":::note\n",
        ":::\n",
        "<md-table>",
        "</md-table>",
        "<md-dt-tr level=\"9\">",
        "<md-td>",
        "</md-td>",
        "<md-th>",
        "<br>",
        "<br/>",
        "`",
        "**",
        "**示例值**：",
        "**可选值有**：",
        "- `a`: b ",
        "**默认值**：",
        "**数据校验规则**：",
        "长度范围：`1` ～ `2`",
        "<md-enum-item key=\"a\">",
        "</md-enum-item>",
        "[a](b)",
        "&nbsp;",
        "∟",
        "└ ",
        "\\",
        "<",
        ">",
        "\u{0}",
        "---\n",
        "title: \"a\"\n",
        "<!--",
        "-->",
        "HTTP URL",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => ".{0,6}"]
}

//! The forms in which pages state a fact, and the result of importing each.

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Comparison, Relation};
use calendar_spec::docs::import::{Import, Imported};
use calendar_spec::model::{Endpoint, Field, Place, ResponseAt, Spec, Type, Value};
use calendar_spec::show::{self, Subject};
use serde_json::json;

const HEAD: &str = "| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n";

/// A page about `POST /open-apis/c`, with its own path.
fn page(path: &str, parts: &str) -> String {
    format!(
        "---\ntitle: \"A\"\nfullPath: \"{path}\"\n---\n\n# A\n\n## 请求\n\n| 项目 | 值 |\n| --- | --- |\n\
         | HTTP URL | https://open.feishu.cn/open-apis/c/v1/c |\n| HTTP Method | POST |\n\n\
         ### 请求头\n\n{HEAD}| Authorization | string | 是 | `tenant_access_token` |\n\n{parts}\n"
    )
}

/// Imports pages; the spec that they make passes the check, and differs from none of them.
fn imported(pages: &[String]) -> (Spec, Imported) {
    let pages: Vec<docs::Page> = pages.iter().map(|text| docs::read(text)).collect();
    let mut import = Import::new("imported", None);
    pages.iter().enumerate().for_each(|(index, page)| import.add(&format!("{index}.md"), page));
    let imported = import.finish();
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in &imported.files {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let loaded = calendar_spec::load_as(directory.path(), "imported");
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let mut drift = Comparison::new(&loaded.spec, directory.path(), Accepted::default());
    pages.iter().enumerate().for_each(|(index, page)| drift.add(&format!("{index}.md"), page));
    let drift = drift.finish();
    assert_eq!(drift.total(), 0, "{}", drift.to_text());
    (loaded.spec, imported)
}

fn endpoint(spec: &Spec) -> &Endpoint {
    &spec.resources[0].endpoints[0]
}

fn field<'s>(spec: &'s Spec, place: Place, name: &str) -> &'s Field {
    let mut fields = endpoint(spec).fields.iter().filter(|parameter| parameter.place == place);
    &fields.find(|parameter| parameter.field.wire == name).unwrap_or_else(|| panic!("no {name}")).field
}

fn response<'s>(spec: &'s Spec, name: &str) -> &'s Field {
    let object = &spec.objects[endpoint(spec).response.unwrap().0];
    object.fields.iter().find(|field| field.wire == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn two_pages_about_one_endpoint_are_one_endpoint_that_takes_both_requests() {
    let of = |path: &str, own: &str| {
        let body = format!("### 请求体\n\n{HEAD}| grant_type | string | 是 | x |\n| {own} | string | 是 | x |\n");
        page(path, &format!("{body}\n### 请求体示例\n\n```json\n{{\"grant_type\": \"g\", \"{own}\": \"v\"}}\n```"))
    };
    let (spec, imported) = imported(&[of("/a/get", "code"), of("/a/refresh", "refresh_token")]);
    assert!(imported.notes[0].contains("imported into one endpoint"), "{:?}", imported.notes);
    assert_eq!(spec.resources[0].endpoints.len(), 1);
    assert!(field(&spec, Place::Body, "grant_type").required);
    for name in ["code", "refresh_token"] {
        assert!(!field(&spec, Place::Body, name).required, "{name}");
    }
    assert!(
        endpoint(&spec)
            .reference
            .page()
            .expect("a page")
            .differs
            .iter()
            .any(|known| known.starts_with("/a/refresh: `page`"))
    );
}

#[test]
fn an_object_of_two_endpoints_has_the_example_that_both_show_or_one_states() {
    let of = |route: &str, stated: &str, shown: &str| {
        let (item, part) = ("&nbsp;&nbsp;└ item", "&nbsp;&nbsp;&nbsp;&nbsp;└");
        let rows =
            format!("| {item} | object | x |\n| {part} name | string | x{stated} |\n| {part} size | int | x |\n");
        let example = format!("{{\"code\": 0, \"data\": {{\"item\": {{\"name\": \"{shown}\", \"size\": 1}}}}}}");
        let table = "### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n";
        let data = "| code | int | x |\n| data | object | x |\n";
        let text = format!("{table}{data}{rows}\n### 响应体示例\n\n```json\n{example}\n```\n");
        page(&format!("/{route}"), &text).replace("/c/v1/c", &format!("/c/v1/{route}"))
    };
    let stated = "<br>**示例值**：\"s\"";
    for (first, second, example) in
        [(("", "a"), ("", "a"), Some("a")), (("", "a"), ("", "b"), None), ((stated, "s"), ("", "b"), Some("s"))]
    {
        let (spec, _) = imported(&[of("d", first.0, first.1), of("e", second.0, second.1)]);
        let mut items = spec.objects.iter().filter(|object| object.fields.iter().any(|field| field.wire == "name"));
        let fields = &items.next().unwrap().fields;
        assert!(items.next().is_none(), "one object for both");
        let found = fields.iter().find(|field| field.wire == "name").unwrap();
        assert_eq!(found.example, example.map(|text| Value::String(text.to_owned())), "{first:?} {second:?}");
    }
}

#[test]
fn numbers_with_names_are_an_enum_and_others_a_list() {
    let values = |first: &str, second: &str| format!("x<br>**可选值有**：<br>- `1`: {first} - `2`: {second} ");
    let rows = format!(
        "| kind | int | 是 | {} |\n| sort | int | 否 | {} |\n",
        values("Open", "Half done"),
        values("开", "关")
    );
    let (spec, _) = imported(&[page("/a", &format!("### 请求体\n\n{HEAD}{rows}"))]);
    let Type::Enum(item) = field(&spec, Place::Body, "kind").ty else { panic!("not an enum") };
    let item = &spec.enums[item.0];
    assert!(item.is_number);
    assert_eq!(item.values.iter().map(|value| &*value.rust).collect::<Vec<_>>(), ["Open", "HalfDone"]);
    assert_eq!(field(&spec, Place::Body, "sort").one_of(), [1, 2]);
}

#[test]
fn a_name_can_occur_in_every_place_of_a_request() {
    let table = |heading: &str| format!("### {heading}\n\n{HEAD}| id | string | 否 | x |\n\n");
    let text = page("/a", &format!("{}{}{}", table("路径参数"), table("查询参数"), table("请求体")));
    let (spec, _) = imported(&[text.replace("/v1/c |", "/v1/c/:id |")]);
    for place in [Place::Path, Place::Query, Place::Body] {
        assert_eq!(field(&spec, place, "id").wire, "id");
    }
}

#[test]
fn each_of_several_names_in_a_row_is_a_field() {
    let (spec, _) = imported(&[page("/a", &format!("### 请求体\n\n{HEAD}| open_id、user_id | string | 是 | x |\n"))]);
    assert!(!field(&spec, Place::Body, "open_id").required && !field(&spec, Place::Body, "user_id").required);
}

#[test]
fn a_line_of_dashes_may_be_longer_than_its_head() {
    let parts = format!("### 请求体\n\n{}| a | string | 是 | x |\n", HEAD.replace("| --- |\n", "| --- | --- |\n"));
    let (spec, _) = imported(&[page("/a", &parts)]);
    assert!(field(&spec, Place::Body, "a").required);
}

#[test]
fn fields_below_the_message_are_those_of_the_data() {
    let rows = "| code | int | x |\n| msg | string | x |\n| &emsp;∟user | string | x |\n";
    let parts = format!("## 响应\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n{rows}");
    let (spec, _) = imported(&[page("/a", &parts)]);
    assert_eq!(response(&spec, "user").ty, Type::String);
    assert!(
        endpoint(&spec)
            .reference
            .page()
            .expect("a page")
            .differs
            .iter()
            .any(|known| known.contains("no row for `data`"))
    );
}

#[test]
fn a_response_accepts_all_of_its_examples() {
    let rows = "| code | int | x |\n| data | - | x |\n| &emsp;∟unit | int | x |\n| &emsp;∟size | int | x |\n";
    let example =
        |data: &str| format!("### 响应体示例\n\n```json\n{{\"code\": 0, // fine\n \"data\": {data},}}\n```\n\n");
    let parts = format!(
        "## 响应\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n{rows}\n{}{}",
        example("{\"unit\": 1, \"size\": 2}"),
        example("{\"unit\": \"DAY\", \"size\": \"3\", \"more\": true}")
    );
    let (spec, _) = imported(&[page("/a", &parts)]);
    assert_eq!(response(&spec, "unit").ty, Type::Scalar);
    assert_eq!(response(&spec, "size").ty, Type::Int64);
    assert_eq!(response(&spec, "more").ty, Type::Bool);
}

#[test]
fn the_name_of_a_scalar_can_be_that_of_the_object_whose_rows_follow() {
    let rows = "| title | text | 否 | x |\n| &emsp;∟content | string | 否 | x |\n| summary | text | 否 | x |\n";
    let (spec, _) = imported(&[page("/a", &format!("### 请求体\n\n{HEAD}{rows}"))]);
    let of = |name| field(&spec, Place::Body, name).ty.clone();
    assert!(matches!(of("title"), Type::Object(_)));
    assert_eq!(of("title"), of("summary"));
}

#[test]
fn a_command_of_curl_shows_the_body_that_it_sends() {
    let parts = format!(
        "### 请求体\n\n{HEAD}| a | string | 是 | x |\n| b | int | 是 | x |\n\n### 请求示例\n\n```bash\ncurl --request POST 'https://x' \\\n\
         --data-raw '{{\"a\": \"v\"}}'\n```"
    );
    let (spec, _) = imported(&[page("/a", &parts)]);
    assert!(field(&spec, Place::Body, "a").required && !field(&spec, Place::Body, "b").required);
}

#[test]
fn an_event_can_state_its_type_and_fields_under_bold_labels() {
    let text = "# A\n\n**事件类型**\n\n`a.b.updated_v1`\n\n**事件体**\n|名称|类型|描述|\n|---|---|---|\n|schema|string|x|\n\
                |header|event_header|x|\n|event|-|x|\n|&emsp;∟id|string|x|\n**事件示例**\n```json\n{\"schema\": \"2.0\", \
                \"event\": {\"id\": \"1\"}}\n```\n";
    let (spec, _) = imported(&[text.to_owned()]);
    let event = &spec.resources[0].events[0];
    assert_eq!(event.event_type, "a.b.updated_v1");
    assert_eq!(spec.objects[event.payload.0].fields[0].wire, "id");
}

/// The page of an event, with rows of its first table and a description of its field.
fn page_of_event(rows: &str, about: &str) -> String {
    format!(
        "# A\n\n## 事件\n\n| 项目 | 值 |\n| --- | --- |\n| 事件类型 | a.b.updated_v1 |\n{rows}\n### 事件体\n\n\
         | 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| schema | string | x |\n| header | event_header | x |\n\
         | event | - | x |\n| &emsp;∟id | string | x{about} |\n"
    )
}

#[test]
fn scopes_for_fields_of_an_event_stand_at_the_event_unless_a_field_has_them() {
    let rows = "| 字段权限要求 | `contact:user.id:readonly` `contact:user.email:readonly` |\n";
    let (spec, imported) = imported(&[page_of_event(rows, "<br>**字段权限要求**：<br>`contact:user.id:readonly` x")]);
    let event = &spec.resources[0].events[0];
    assert_eq!(event.payload_scopes, ["contact:user.email:readonly"]);
    assert_eq!(spec.objects[event.payload.0].fields[0].scopes, ["contact:user.id:readonly"]);
    assert_eq!(event.page.differs, [""; 0]);
    let shown = show::to_json(&spec, Subject::Event(&spec.resources[0], event));
    assert_eq!(shown["field_scopes"], json!(["contact:user.email:readonly", "contact:user.id:readonly"]));
    assert!(imported.files.iter().any(|(_, text)| text.contains("field_scopes: [contact:user.email:readonly]")));
}

#[test]
fn a_page_about_a_request_without_a_url_is_reported() {
    let text =
        page("/a", "").replace("| HTTP URL | https://open.feishu.cn/open-apis/c/v1/c |\n| HTTP Method | POST |\n", "");
    let mut import = Import::new("imported", None);
    import.add("a.md", &docs::read(&text));
    let notes = import.finish().notes;
    assert!(notes[0].contains("states neither its URL nor its method"), "{notes:?}");
}

/// A table of a body with these rows, and an example of it.
fn body(rows: &str, example: &str) -> String {
    format!("### 请求体\n\n{HEAD}{rows}\n### 请求体示例\n\n```json\n{example}\n```\n")
}

fn differs(spec: &Spec) -> &[String] {
    &endpoint(spec).reference.page().expect("a page").differs
}

#[test]
fn a_map_of_any_values_takes_lists_and_others() {
    let row = "| fields | map&lt;string, union&gt; | 是 | x |\n";
    let (spec, _) = imported(&[page("/a", &body(row, "{\"fields\": {\"a\": [1], \"b\": \"x\", \"c\": 2}}"))]);
    let Type::Map(_, inner) = &field(&spec, Place::Body, "fields").ty else { panic!("not a map") };
    assert_eq!(**inner, Type::Json);
}

#[test]
fn a_list_whose_examples_are_objects_is_an_object() {
    let rows = "| editors | array&lt;int64&gt; | 是 | x |\n| &emsp;∟ids | string[] | 是 | x |\n";
    let (spec, _) = imported(&[page("/a", &body(rows, "{\"editors\": {\"ids\": [\"a\"]}}"))]);
    assert!(matches!(field(&spec, Place::Body, "editors").ty, Type::Object(_)));
}

#[test]
fn json_within_a_string_is_a_string_and_its_rows_are_named() {
    let rows = "| form | string | 是 | x |\n| &emsp;∟id | string | 是 | x |\n";
    let (spec, _) = imported(&[page("/a", &body(rows, "{\"form\": \"[{\\\"id\\\": 1}]\"}"))]);
    assert_eq!(field(&spec, Place::Body, "form").ty, Type::String);
    assert!(differs(&spec).iter().any(|known| known.contains("`body.form.id` is on the page")), "{:?}", differs(&spec));
}

#[test]
fn a_request_takes_null_where_its_example_has_it() {
    let (spec, _) = imported(&[page("/a", &body("| names | string[] | 否 | x |\n", "{\"names\": null}"))]);
    assert_eq!(field(&spec, Place::Body, "names").ty, Type::Json);
}

#[test]
fn a_line_break_before_a_heading_hides_nothing() {
    let (spec, _) = imported(&[page("/a", &format!("<br>\n### 请求体\n{HEAD}| a | string | 是 | x |\n"))]);
    assert!(field(&spec, Place::Body, "a").required);
}

#[test]
fn a_name_may_have_a_mark_and_a_value_a_column() {
    let head = "| 属性名称 | 类型 | 示例 | 描述 |\n| --- | --- | --- | --- |\n";
    let rows = "| a <br>必选 | string | v | x |\n| b | string | - | x |\n";
    let text = page("/a", &format!("### 请求体\n\n{head}{rows}"));
    let (spec, _) =
        imported(&[text.replace("| HTTP Method | POST |", "| HTTP Method | POST |\n| HTTP Content-Type | x |")]);
    let (a, b) = (field(&spec, Place::Body, "a"), field(&spec, Place::Body, "b"));
    assert!(a.required && !b.required);
    assert_eq!((a.example.clone(), b.example.clone()), (Some(Value::String("v".to_owned())), None));
    assert_eq!(differs(&spec), [""; 0]);
}

#[test]
fn fields_of_a_response_are_nested_as_its_example_shows() {
    let table = "### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n";
    let example = "### 响应体示例\n\n```json\n{\"code\": 0, \"msg\": \"\", \"data\": {\"token\": \"t\"}}\n```\n";
    let row = "| token | string | x |\n";
    let flat = format!("| code | int | x |\n| msg | string | x |\n| data | object | x |\n{row}");
    for (rows, lacks_data) in [(row, true), (&flat, false)] {
        let (spec, _) = imported(&[page("/a", &format!("{table}{rows}\n{example}"))]);
        assert_eq!(endpoint(&spec).response_at, ResponseAt::Data, "{rows}");
        assert_eq!(response(&spec, "token").ty, Type::String);
        assert_eq!(differs(&spec).iter().any(|known| known.contains("no row for `data`")), lacks_data, "{rows}");
    }
    let (spec, _) = imported(&[page("/a", example)]);
    assert_eq!(response(&spec, "token").ty, Type::String, "without a table");
}

#[test]
fn a_row_that_is_repeated_with_another_requirement_is_named() {
    let rows = "| n | string | 否 | x |\n| n | string | 是 | x |\n";
    let (spec, _) = imported(&[page("/a", &format!("### 请求体\n\n{HEAD}{rows}"))]);
    assert!(!field(&spec, Place::Body, "n").required);
    assert!(differs(&spec).iter().any(|known| known.contains("`body.n:required`")), "{:?}", differs(&spec));
}

/// The introduction of the endpoint in `/a/create`, which limits the length of its `title`.
fn introduction(longest: &str) -> docs::Page {
    let row = format!("| title | string | x<br>**数据校验规则**：<br>- 长度范围：`1` ～ `{longest}` |\n");
    let table = format!("## 字段说明\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n{row}");
    docs::read(&format!("---\ntitle: \"B\"\nfullPath: \"/a/introduction\"\n---\n\n# B\n\n{table}"))
}

/// The page of this endpoint, which states no limit.
fn introduced() -> docs::Page {
    docs::read(&page("/a/create", &format!("### 请求体\n\n{HEAD}| title | string | 否 | x |\n")))
}

/// The spec that pages make, and its directory.
fn made_from(pages: &[&docs::Page]) -> (Spec, tempfile::TempDir) {
    let mut import = Import::new("imported", None);
    pages.iter().enumerate().for_each(|(index, page)| import.add(&format!("{index}.md"), page));
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in &import.finish().files {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    (calendar_spec::load_as(directory.path(), "imported").spec, directory)
}

#[test]
fn what_an_introduction_states_is_accepted_where_it_is_not_compared() {
    let about = introduced();
    let (spec, directory) = made_from(&[&about, &introduction("9")]);
    let entry =
        "- at: c.create\n  fact: body.title:length\n  introduction: /a/introduction\n  reason: It has the limits.\n";
    let total = |entries: &str, pages: &[&docs::Page]| {
        let accepted = Accepted::read("drift.yaml", entries).unwrap();
        let mut drift = Comparison::new(&spec, directory.path(), accepted);
        for page in pages {
            drift.add("page.md", page);
        }
        drift.finish().total()
    };
    assert_eq!(total("", &[&about]), 1);
    assert_eq!(total(entry, &[&about]), 0);
    assert_eq!(total(entry, &[&about, &introduction("9")]), 0);
    assert_eq!(total(entry, &[&about, &introduction("8")]), 1, "it says something else now");
}

#[test]
fn a_limit_of_an_introduction_that_the_spec_lacks_is_missing() {
    let about = introduced();
    let (spec, directory) = made_from(&[&about]);
    let mut drift = Comparison::new(&spec, directory.path(), Accepted::default());
    drift.add("create.md", &about);
    drift.add("introduction.md", &introduction("9"));
    let drift = drift.finish();
    assert_eq!(drift.total(), 1, "{}", drift.to_text());
    let difference = &drift.pages[1].differences[0];
    assert_eq!((difference.relation, difference.line), (Relation::Missing, 12));
    assert_eq!(difference.sentence(), "`body.title:length` is on the page and not in the spec: `1 to 9`");
    assert!(difference.place.is_some(), "where the spec would say it");
}

//! Each kind of fact, changed in a copy of a page, is exactly that difference, in every way of writing.

use std::path::Path;

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Comparison, Relation};
use calendar_spec::model::Spec;

use crate::support::Written::{self, Export, Markdown, Site, ThirdParty};
use crate::support::{changed, cut, shared};

/// The page that is there in all ways of writing.
const BINDING: &str = "exchange_binding/create";
const ACL: &str = "calendar-acl/create";
const EVENT: &str = "calendar-event/events/changed";

fn spec() -> Spec {
    calendar_spec::load(Path::new(calendar_spec::DIR)).spec
}

fn accepted() -> Accepted {
    Accepted::read_file(&Path::new(calendar_spec::DIR).join("../drift.yaml")).unwrap()
}

/// What differs between the shipped spec and a page, as "relation fact".
fn found(spec: &Spec, text: &str) -> Vec<String> {
    let mut comparison = Comparison::new(spec, Path::new(calendar_spec::DIR), accepted());
    comparison.add("page.md", &docs::read(text));
    let drift = comparison.finish();
    assert!(drift.stale.is_empty(), "{:?}", drift.stale);
    let differences = drift.pages.iter().flat_map(|page| &page.differences);
    let relation = |relation| match relation {
        Relation::Missing => "missing",
        Relation::Extra => "extra",
        Relation::Different => "different",
        Relation::Unread => "unread",
        Relation::Stale => "stale",
    };
    differences.map(|difference| format!("{} {}", relation(difference.relation), difference.fact)).collect()
}

/// A change of a page in one way of writing.
type Change<'c> = (Written, &'c dyn Fn(&str) -> String);

/// Makes one change in each way of writing and expects one difference.
fn check(page: &str, expected: &str, changes: &[Change<'_>]) {
    let Some(shared) = shared() else { return };
    let spec = spec();
    for (written, change) in changes {
        let text = std::fs::read_to_string(shared.join(written.path(page))).unwrap();
        assert_eq!(found(&spec, &text), [] as [&str; 0], "{written:?} as it is");
        assert_eq!(found(&spec, &change(&text)), [expected], "{written:?}");
    }
}

/// The same replacement in several ways of writing.
fn check_same(page: &str, expected: &str, written: &[Written], after: &[&str], from: &str, to: &str) {
    let change = |text: &str| changed(text, after, from, to);
    let changes: Vec<Change<'_>> =
        written.iter().map(|written| (*written, &change as &dyn Fn(&str) -> String)).collect();
    check(page, expected, &changes);
}

const ALL: [Written; 4] = [Site, Markdown, Export, ThirdParty];

#[test]
fn the_method() {
    check_same(BINDING, "different method", &ALL, &["HTTP Method"], "POST", "PUT");
}

#[test]
fn the_url() {
    check_same(BINDING, "different url", &[Site, Markdown], &["HTTP URL"], "exchange_bindings", "exchange_bonds");
    // Without the path of the page nothing else says which endpoint it is about.
    check_same(
        BINDING,
        "missing endpoint",
        &[Export, ThirdParty],
        &["HTTP URL"],
        "exchange_bindings",
        "exchange_bonds",
    );
}

#[test]
fn the_path_of_the_page() {
    check_same(BINDING, "different page", &[Site, Markdown], &["fullPath"], "create", "create2");
}

#[test]
fn the_date() {
    check_same(BINDING, "different updated", &[Site, Markdown, Export], &["title"], "1720582462000", "1730582462000");
}

#[test]
fn the_rate_limit() {
    let written = [Site, Markdown, Export];
    check_same(BINDING, "different rate_limit", &written, &["频率限制"], "1000", "500");
    check_same(BINDING, "different rate_limit", &written, &["频率限制"], "50 次/秒", "5 次/秒");
    check(
        BINDING,
        "different rate_limit",
        &[
            (Site, &|text| cut(text, &["HTTP Method", "</md-tr>"], "<md-tr>", "</md-tr>")),
            (Markdown, &|text| cut(text, &["HTTP Method"], "| 接口频率限制", "\n")),
            (Export, &|text| cut(text, &["HTTP Method"], "接口频率限制", "\n")),
        ],
    );
}

#[test]
fn the_kinds_of_application() {
    check(
        BINDING,
        "extra apps.isv",
        &[
            (Site, &|text| changed(text, &["支持的应用类型"], "custom,isv", "custom")),
            (Markdown, &|text| changed(text, &["支持的应用类型"], "custom,isv", "custom")),
            (Export, &|text| changed(text, &["支持的应用类型"], "自建应用、商店应用", "自建应用")),
            (ThirdParty, &|text| changed(text, &["支持的应用类型"], "custom  isv", "custom")),
        ],
    );
}

#[test]
fn the_tokens() {
    let expected = "missing tokens.tenant_access_token";
    let both = "user_access_token 或 tenant_access_token";
    check_same(BINDING, expected, &[Site, Markdown, Export], &["Authorization"], "user_access_token", both);
    check_same(BINDING, expected, &[ThirdParty], &["支持的访问令牌"], "user_access_token", both);
    let one = "tenant_access_token";
    check(
        ACL,
        "extra tokens.user_access_token",
        &[
            (Site, &|text| cut(text, &["Authorization", one, one], "或", "</md-tag>")),
            (Markdown, &|text| changed(text, &["Authorization"], "或 `user_access_token`", "")),
        ],
    );
}

#[test]
fn the_scopes() {
    let scope = "calendar:exchange.bindings:create";
    check(
        BINDING,
        "extra scopes.calendar:exchange.bindings:create",
        &[
            (Site, &|text| cut(text, &["权限要求"], &format!("<md-perm name=\"{scope}\""), "</md-perm>")),
            (Markdown, &|text| changed(text, &["权限要求"], &format!("`{scope}`"), "")),
            (Export, &|text| changed(text, &["权限要求"], &format!("({scope})"), "")),
            (ThirdParty, &|text| changed(text, &["权限要求"], scope, "")),
        ],
    );
}

#[test]
fn the_scopes_of_fields_as_a_whole() {
    let scope = "contact:user.email:readonly";
    check(
        BINDING,
        "extra field_scopes.contact:user.email:readonly",
        &[
            (Site, &|text| cut(text, &["字段权限要求"], &format!("<md-perm name=\"{scope}\""), "</md-perm>")),
            (Markdown, &|text| changed(text, &["字段权限要求"], &format!("`{scope}`"), "")),
            (Export, &|text| changed(text, &["字段权限要求"], &format!("({scope})"), "")),
        ],
    );
}

#[test]
fn a_new_field() {
    let row = "<md-dt-tr level=\"0\">";
    let cells = "<md-dt-td>new</md-dt-td><md-dt-td>string</md-dt-td><md-dt-td>否</md-dt-td><md-dt-td>New.</md-dt-td>";
    check(
        BINDING,
        "missing body.new",
        &[
            (Site, &|text| changed(text, &["### 请求体"], row, &format!("{row}{cells}</md-dt-tr>\n{row}"))),
            (Markdown, &|text| {
                changed(text, &["### 请求体"], "| `admin", "| `new` | `string` | 否 | New. |\n| `admin")
            }),
            (Export, &|text| changed(text, &["### 请求体"], "admin_", "new | string | 否 | New.\nadmin_")),
            (ThirdParty, &|text| changed(text, &["### 请求体"], "| admin", "| new | string | 否 | New. |\n| admin")),
        ],
    );
}

#[test]
fn a_field_that_is_gone() {
    check(
        BINDING,
        "extra response.user_id",
        &[
            (Site, &|text| cut(text, &["### 响应体", ">exchange_account<"], "<md-dt-tr", "</md-dt-tr>")),
            (Markdown, &|text| cut(text, &["### 响应体"], "| &nbsp;&nbsp;└ `user_id`", "\n")),
            (Export, &|text| cut(text, &["### 响应体"], "user_id | string", "\n")),
        ],
    );
    check(BINDING, "extra body.user_id", &[(ThirdParty, &|text| cut(text, &["### 请求体"], "| user_id", "\n"))]);
    check(
        ACL,
        "extra path.calendar_id",
        &[
            (Site, &|text| cut(text, &["### 路径参数", "-tbody>"], "<md-dt-tr", "</md-dt-tr>")),
            (Markdown, &|text| cut(text, &["### 路径参数"], "| `calendar_id`", "\n")),
        ],
    );
}

#[test]
fn the_only_field_of_an_object() {
    check(
        "calendar-event/create",
        "extra body.reminders.minutes",
        &[
            (Site, &|text| cut(text, &["### 请求体", ">reminders<", "-tr>"], "<md-dt-tr", "</md-dt-tr>")),
            (Markdown, &|text| cut(text, &["### 请求体"], "| &nbsp;&nbsp;└ `minutes`", "\n")),
        ],
    );
}

#[test]
fn the_place_of_a_field() {
    check_same(ACL, "different query.user_id_type.place", &[Site, Markdown], &[], "### 查询参数", "### 请求体");
}

#[test]
fn the_depth_of_a_field() {
    check(
        ACL,
        "different body.scope.user_id.place",
        &[
            (Site, &|text| changed(text, &["### 请求体", ">type<"], "level=\"1\"", "level=\"0\"")),
            (Markdown, &|text| changed(text, &["### 请求体"], "| &nbsp;&nbsp;└ `user_id`", "| `user_id`")),
        ],
    );
}

#[test]
fn the_type_of_a_field() {
    check_same(BINDING, "different body.admin_account.type", &ALL, &["### 请求体", "admin_account"], "string", "int");
    check_same(BINDING, "different query.user_id_type.type", &ALL, &["### 查询参数", "_type"], "string", "string[]");
}

#[test]
fn whether_a_field_is_required() {
    check_same(BINDING, "different body.admin_account.required", &ALL, &["### 请求体", "admin_account"], "否", "是");
    check_same(ACL, "different body.role.required", &[Site, Markdown], &["### 请求体", "role"], "是", "否");
}

#[test]
fn the_limits_of_a_field() {
    let rules = ["### 请求体", "数据校验规则"];
    check_same(BINDING, "different body.admin_account.length", &ALL, &rules, "500", "400");
    check(
        BINDING,
        "extra body.admin_account.length",
        &[
            (Site, &|text| cut(text, &["### 请求体"], "**数据校验规则**", "字符")),
            (Markdown, &|text| cut(text, &["### 请求体"], "<br>**数据校验规则**", "字符")),
            (Export, &|text| cut(text, &["### 请求体"], "  \n**数据校验规则**", "字符")),
        ],
    );
    let written = [Site, Markdown];
    check_same("calendar/mget", "different body.calendar_ids.items", &written, &["长度范围"], "10", "20");
    check_same("calendar-event/list", "different query.page_size.range", &written, &["取值范围"], "1000", "900");
    check_same("calendar/create", "different body.summary.length", &written, &["最大长度"], "255", "256");
}

#[test]
fn a_limit_that_only_the_prose_states() {
    let page = "meeting-room-event/uIDOyUjLygjM14iM4ITN";
    check_same(page, "extra query.room_ids.items", &[Site, Markdown], &["room_ids"], "不要超过20", "不要超过30");
}

#[test]
fn the_values_of_a_field() {
    check(
        BINDING,
        "extra response.status.values.err",
        &[
            (Site, &|text| cut(text, &["### 响应体"], "<md-enum-item key=\"err\"", "</md-enum-item>")),
            (Markdown, &|text| changed(text, &["### 响应体"], " - `err`: 同步错误", "")),
            (Export, &|text| changed(text, &["### 响应体"], "  \n- err：同步错误", "")),
        ],
    );
    check(
        BINDING,
        "missing response.status.values.new",
        &[
            (Site, &|text| {
                changed(text, &["### 响应体"], "</md-enum>", "<md-enum-item key=\"new\">N</md-enum-item></md-enum>")
            }),
            (Markdown, &|text| changed(text, &["### 响应体"], " - `err`", " - `new`: N - `err`")),
            (Export, &|text| changed(text, &["### 响应体"], "- err", "- new：N  \n- err")),
        ],
    );
}

#[test]
fn values_in_a_list_without_a_label() {
    let page = "calendar-event/create";
    check_same(
        page,
        "missing response.event.schemas.ui_name.values.New",
        &[Site, Markdown],
        &["### 响应体", "ui_name"],
        "- ForwardIcon",
        "- New：N - ForwardIcon",
    );
    check_same(page, "extra header.Locale.values.ja_jp", &[Site, Markdown], &["Locale"], "- ja_jp：日文", "");
}

#[test]
fn the_default_of_a_field() {
    let written = [Site, Markdown, Export];
    check_same(BINDING, "different query.user_id_type.default", &written, &["默认值"], "open_id", "union_id");
    check_same(BINDING, "extra query.user_id_type.default", &written, &["默认值"], "`open_id`", "空");
    check_same(
        "calendar-event/create",
        "different header.Locale.default",
        &[Site, Markdown],
        &["Locale", "默认值"],
        "zh_cn",
        "en_us",
    );
    check_same(
        "calendar/batch",
        "extra body.only_busy.default",
        &[Site, Markdown],
        &["only_busy"],
        "true（默认值）",
        "true",
    );
}

#[test]
fn the_scopes_of_a_field() {
    let scope = "contact:user.email:readonly";
    check(
        BINDING,
        "extra response.admin_account.scopes.contact:user.email:readonly",
        &[
            (Site, &|text| cut(text, &["### 响应体", "admin_account"], "**字段权限要求**", "</md-perm>")),
            (Markdown, &|text| {
                changed(text, &["### 响应体"], &format!("<br>**字段权限要求**： `{scope}` 获取用户邮箱信息"), "")
            }),
            (Export, &|text| {
                changed(text, &["### 响应体"], &format!("  \n**字段权限要求**：  \n获取用户邮箱信息({scope})"), "")
            }),
        ],
    );
}

#[test]
fn the_scopes_of_a_value() {
    let scope = "contact:user.employee_id:readonly";
    check(
        BINDING,
        "extra query.user_id_type.values.user_id.scopes.contact:user.employee_id:readonly",
        &[
            (Site, &|text| cut(text, &["### 查询参数"], "**当值为", "</md-perm>")),
            (Markdown, &|text| cut(text, &["### 查询参数"], "<br>**当值为", "获取用户 user ID")),
            (Export, &|text| cut(text, &["### 查询参数"], "**当值为", &format!("({scope})"))),
        ],
    );
}

#[test]
fn the_example_of_a_field() {
    let after = ["### 请求体", "admin_account", "示例"];
    check_same(BINDING, "different body.admin_account.example", &ALL, &after, "email_admin_example", "somebody");
}

#[test]
fn the_rows_of_the_error_table() {
    check(
        BINDING,
        "extra errors.195106",
        &[
            (Site, &|text| cut(text, &["195105"], "<md-tr>", "</md-tr>")),
            (Markdown, &|text| cut(text, &["195105"], "| 404", "\n")),
            (Export, &|text| cut(text, &["195105"], "\n404", "修改为正确的参数值。")),
            (ThirdParty, &|text| cut(text, &["195105"], "| 404", "\n")),
        ],
    );
    let row = "<md-td>404</md-td><md-td>195199</md-td><md-td>new</md-td><md-td>New.</md-td>";
    check(
        BINDING,
        "missing errors.195199",
        &[
            (Site, &|text| changed(text, &["195105"], "<md-tr>", &format!("<md-tr>{row}</md-tr><md-tr>"))),
            (Markdown, &|text| changed(text, &["195105"], "| 404", "| 404 | 195199 | new | New. |\n| 404")),
            (Export, &|text| changed(text, &["195105"], "\n404", "\n404 | 195199 | new | New.\n404")),
            (ThirdParty, &|text| changed(text, &["195105"], "| 404", "| 404 | 195199 | new | New. |\n| 404")),
        ],
    );
    check_same(BINDING, "different errors.195106.status", &ALL, &["195105"], "404", "403");
    check_same(BINDING, "different errors.195106.message", &ALL, &["195106"], "admin account is not found", "none");
}

#[test]
fn the_examples() {
    check_same(BINDING, "different example.response.status", &ALL, &["\"msg\"", "\"status\": "], "\"doing\"", "1");
    check_same(BINDING, "missing example.body.new", &ALL, &["请求体示例", "{"], "\n", "\n    \"new\": 1,\n");
}

#[test]
fn events() {
    let written = [Site, Markdown];
    check_same(EVENT, "different event_type", &written, &["事件类型"], "changed_v4", "changed_v5");
    check_same(EVENT, "different event.calendar_id.type", &written, &["### 事件体", "calendar_id"], "string", "int");
    check_same(
        EVENT,
        "extra scopes.calendar:calendar.event:read",
        &written,
        &["权限要求"],
        "calendar:calendar.event:read",
        "",
    );
    check_same(EVENT, "different example.event.change_type", &written, &["事件体示例"], "\"create\"", "\"born\"");
    check(
        EVENT,
        "extra event.change_type",
        &[
            (Site, &|text| cut(text, &["### 事件体", ">calendar_event_id<"], "<md-dt-tr", "</md-dt-tr>")),
            (Markdown, &|text| cut(text, &["### 事件体"], "| &nbsp;&nbsp;└ `change_type`", "\n")),
        ],
    );
    check(
        EVENT,
        "extra envelope.schema",
        &[
            (Site, &|text| cut(text, &["### 事件体", "-tbody>"], "<md-dt-tr", "</md-dt-tr>")),
            (Markdown, &|text| cut(text, &["### 事件体"], "| `schema`", "\n")),
        ],
    );
}

//! Each fact of a field that is changed in a copy of a page is exactly that difference, in every form.

use crate::changes::{ACL, ALL, BINDING, check, check_same};
use crate::support::Written::{Export, Markdown, Site, ThirdParty};
use crate::support::{changed, cut};

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_removed_field() {
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_name_of_a_field() {
    check(
        ACL,
        "different body.role:name",
        &[
            (Site, &|text| changed(text, &["### 请求体"], ">role<", ">rolle<")),
            (Markdown, &|text| changed(text, &["### 请求体"], "| `role` |", "| `rolle` |")),
        ],
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_note_that_a_field_is_deprecated() {
    let (from, to) = ("对日历的访问权限。", "对日历的访问权限（已废弃）。");
    check_same(ACL, "missing body.role:deprecated", &[Site, Markdown], &["### 请求体"], from, to);
}

#[test]
fn the_place_of_a_field() {
    check_same(ACL, "different query.user_id_type:place", &[Site, Markdown], &[], "### 查询参数", "### 请求体");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_depth_of_a_field() {
    check(
        ACL,
        "different body.scope.user_id:place",
        &[
            (Site, &|text| changed(text, &["### 请求体", ">type<"], "level=\"1\"", "level=\"0\"")),
            (Markdown, &|text| changed(text, &["### 请求体"], "| &nbsp;&nbsp;└ `user_id`", "| `user_id`")),
        ],
    );
}

#[test]
fn the_type_of_a_field() {
    check_same(BINDING, "different body.admin_account:type", &ALL, &["### 请求体", "admin_account"], "string", "int");
    check_same(BINDING, "different query.user_id_type:type", &ALL, &["### 查询参数", "_type"], "string", "string[]");
}

#[test]
fn whether_a_field_is_required() {
    check_same(BINDING, "different body.admin_account:required", &ALL, &["### 请求体", "admin_account"], "否", "是");
    check_same(ACL, "different body.role:required", &[Site, Markdown], &["### 请求体", "role"], "是", "否");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_limits_of_a_field() {
    let rules = ["### 请求体", "数据校验规则"];
    check_same(BINDING, "different body.admin_account:length", &ALL, &rules, "500", "400");
    check(
        BINDING,
        "extra body.admin_account:length",
        &[
            (Site, &|text| cut(text, &["### 请求体"], "**数据校验规则**", "字符")),
            (Markdown, &|text| cut(text, &["### 请求体"], "<br>**数据校验规则**", "字符")),
            (Export, &|text| cut(text, &["### 请求体"], "  \n**数据校验规则**", "字符")),
        ],
    );
    let written = [Site, Markdown];
    check_same("calendar/mget", "different body.calendar_ids:items", &written, &["长度范围"], "10", "20");
    check_same("calendar-event/list", "different query.page_size:range", &written, &["取值范围"], "1000", "900");
    check_same("calendar/create", "different body.summary:length", &written, &["最大长度"], "255", "256");
}

#[test]
fn a_limit_that_only_the_prose_states() {
    let page = "meeting-room-event/uIDOyUjLygjM14iM4ITN";
    check_same(page, "extra query.room_ids:items", &[Site, Markdown], &["room_ids"], "不要超过20", "不要超过30");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_values_of_a_field() {
    check(
        BINDING,
        "extra response.status:values.err",
        &[
            (Site, &|text| cut(text, &["### 响应体"], "<md-enum-item key=\"err\"", "</md-enum-item>")),
            (Markdown, &|text| changed(text, &["### 响应体"], " - `err`: 同步错误", "")),
            (Export, &|text| changed(text, &["### 响应体"], "  \n- err：同步错误", "")),
        ],
    );
    check(
        BINDING,
        "missing response.status:values.new",
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
        "missing response.event.schemas.ui_name:values.New",
        &[Site, Markdown],
        &["### 响应体", "ui_name"],
        "- ForwardIcon",
        "- New：N - ForwardIcon",
    );
    check_same(page, "extra header.Locale:values.ja_jp", &[Site, Markdown], &["Locale"], "- ja_jp：日文", "");
}

#[test]
fn the_default_of_a_field() {
    let written = [Site, Markdown, Export];
    check_same(BINDING, "different query.user_id_type:default", &written, &["默认值"], "open_id", "union_id");
    check_same(BINDING, "extra query.user_id_type:default", &written, &["默认值"], "`open_id`", "空");
    check_same(
        "calendar-event/create",
        "different header.Locale:default",
        &[Site, Markdown],
        &["Locale", "默认值"],
        "zh_cn",
        "en_us",
    );
    check_same(
        "calendar/batch",
        "extra body.only_busy:default",
        &[Site, Markdown],
        &["only_busy"],
        "true（默认值）",
        "true",
    );
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_scopes_of_a_field() {
    let scope = "contact:user.email:readonly";
    check(
        BINDING,
        "extra response.admin_account:scopes.contact:user.email:readonly",
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_scopes_of_a_value() {
    let scope = "contact:user.employee_id:readonly";
    check(
        BINDING,
        "extra query.user_id_type:values.user_id:scopes.contact:user.employee_id:readonly",
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
    check_same(BINDING, "different body.admin_account:example", &ALL, &after, "email_admin_example", "somebody");
}

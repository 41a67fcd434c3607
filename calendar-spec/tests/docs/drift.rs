//! Each fact of an endpoint or event that is changed in a copy of a page is exactly that difference, in every form.

use std::path::Path;

use calendar_spec::docs;
use calendar_spec::docs::drift::Comparison;

use crate::changes::{ACL, ALL, BINDING, EVENT, accepted, check, check_same, spec};
use crate::support::Written::{Export, Markdown, Site, ThirdParty};
use crate::support::{changed, cut, shared};

#[test]
fn the_method() {
    check_same(BINDING, "different method", &ALL, &["HTTP Method"], "POST", "PUT");
}

#[test]
fn the_url() {
    check_same(BINDING, "different url", &[Site, Markdown], &["HTTP URL"], "exchange_bindings", "exchange_bonds");
    // Without the path of the page, only the URL tells which endpoint it is about.
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
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
    check_same(BINDING, "different errors.195106:status", &ALL, &["195105"], "404", "403");
    check_same(BINDING, "different errors.195106:message", &ALL, &["195106"], "admin account is not found", "none");
}

#[test]
fn the_examples() {
    check_same(BINDING, "different example.response.status", &ALL, &["\"msg\"", "\"status\": "], "\"doing\"", "1");
    check_same(BINDING, "missing example.body.new", &ALL, &["请求体示例", "{"], "\n", "\n    \"new\": 1,\n");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn events() {
    let written = [Site, Markdown];
    check_same(EVENT, "different event_type", &written, &["事件类型"], "changed_v4", "changed_v5");
    check_same(EVENT, "different event.calendar_id:type", &written, &["### 事件体", "calendar_id"], "string", "int");
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

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_difference_has_the_line_of_its_row_and_the_place_of_its_key() {
    let shared = shared();
    let spec = spec();
    for (written, row) in
        [(Site, "<md-dt-tr level=\"0\">\n\t<md-dt-td>\n\t<md-text type=\"field-name\" >role"), (Markdown, "| `role`")]
    {
        let text = std::fs::read_to_string(shared.join(written.path(ACL))).unwrap();
        let text = changed(&text, &["### 请求体", "role"], "string", "int");
        let mut comparison = Comparison::new(&spec, Path::new(calendar_spec::DIR), accepted());
        comparison.add("page.md", &docs::read(&text));
        let drift = comparison.finish();
        let difference = &drift.pages[0].differences[0];
        let line = text[..text.find(row).unwrap()].matches('\n').count() + 1;
        assert_eq!((difference.fact.as_str(), difference.line), ("body.role:type", line), "{written:?}");
        let place = difference.place.as_ref().unwrap();
        let yaml = std::fs::read_to_string(Path::new(calendar_spec::DIR).join("calendar_acl.yaml")).unwrap();
        let named: String = yaml.lines().nth(place.line - 1).unwrap().chars().skip(place.column - 1).collect();
        assert!(place.file.ends_with("calendar_acl.yaml") && named.starts_with("type: CalendarRole"), "{named}");
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_endpoints_of_an_overview_are_in_the_spec() {
    let shared = shared();
    let spec = spec();
    let text = std::fs::read_to_string(shared.join("other-formats/calendar-overview.md")).unwrap();
    let listed = "[获取主日历](https://open.feishu.cn/document/a/b)<br>`POST` /open-apis/calendar/v4/calendars/new<br>";
    let row =
        format!("{listed} | 获取(calendar:calendar:readonly) | `tenant_access_token` | **✓** | **✓**\n[获取主日历]");
    let changed = changed(&text, &["---|---|---|---|---\n"], "[获取主日历]", &row);
    let mut comparison = Comparison::new(&spec, Path::new(calendar_spec::DIR), accepted());
    comparison.add("as it is", &docs::read(&text));
    comparison.add("changed", &docs::read(&changed));
    let drift = comparison.finish();
    let found: Vec<&str> =
        drift.pages.iter().flat_map(|page| &page.differences).map(|found| found.fact.as_str()).collect();
    assert_eq!(found, ["endpoint"], "{}", drift.to_text());
}

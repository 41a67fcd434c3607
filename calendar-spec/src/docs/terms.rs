//! The terms of the pages, Chinese and English.
//!
//! A page in another language needs its terms here, and nothing else.

/// What stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Request,
    Header,
    Path,
    Query,
    Body,
    BodyExample,
    Response,
    ResponseBody,
    ResponseExample,
    Errors,
    Event,
    EventType,
    EventBody,
    EventExample,
    Resource,
    ResourceExample,
    /// Fields of the query or of the body, depending on the method.
    Parameters,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Type,
    Required,
    Description,
    Example,
    Status,
    Code,
    Advice,
    Endpoint,
    Event,
    EventType,
    Scopes,
    Tokens,
    Custom,
    Store,
    /// Known, and without facts of its own.
    Idle,
}

/// What a row of the first table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basic {
    Url,
    Method,
    RateLimit,
    Apps,
    Tokens,
    Scopes,
    FieldScopes,
    EventType,
    Push,
    /// Known, and without facts of its own.
    Idle,
}

/// What a part of a description says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Values,
    Default,
    Example,
    Rules,
    Scopes,
}

/// What a rule for a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    LengthRange,
    LeastLength,
    MostLength,
    ValueRange,
    LeastValue,
    MostValue,
    Form,
}

/// A unit of time in a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rate {
    PerMinute,
    PerSecond,
}

type Words<T> = &'static [(T, &'static [&'static str])];

const SECTIONS: Words<Section> = &[
    (Section::Request, &["请求", "request"]),
    (Section::Header, &["请求头", "扩展请求头", "request header", "request headers"]),
    (Section::Path, &["路径参数", "path parameters", "path parameter"]),
    (Section::Query, &["查询参数", "query parameters", "query parameter"]),
    (Section::Body, &["请求体", "请求体参数", "request body"]),
    (Section::BodyExample, &["请求体示例", "请求示例", "request body example", "request example"]),
    (Section::Response, &["响应", "response"]),
    (
        Section::ResponseBody,
        &["响应体", "响应参数", "返回参数", "返回体", "返回值", "response body", "response parameters"],
    ),
    (
        Section::ResponseExample,
        &["响应体示例", "响应示例", "返回示例", "返回体示例", "response body example", "response example"],
    ),
    (Section::Errors, &["错误码", "error code", "error codes"]),
    (Section::Event, &["事件", "event"]),
    (Section::EventType, &["事件类型", "event type"]),
    (Section::EventBody, &["事件体", "回调结构", "event body"]),
    (Section::EventExample, &["事件体示例", "事件示例", "回调示例", "event body example", "event example"]),
    (Section::Resource, &["字段说明", "field description"]),
    (Section::ResourceExample, &["数据示例", "data example"]),
    (Section::Parameters, &["请求参数", "request parameters"]),
];

const COLUMNS: Words<Column> = &[
    (
        Column::Name,
        &[
            "名称",
            "参数",
            "参数名",
            "参数名称",
            "字段",
            "字段名",
            "字段名称",
            "属性",
            "属性名称",
            "parameter",
            "parameters",
            "field",
            "name",
        ],
    ),
    (Column::Type, &["类型", "参数类型", "数据类型", "字段类型", "type", "data type"]),
    (Column::Required, &["必填", "必须", "是否必填", "是否必须", "必填 / 选填", "必填/选填", "required"]),
    (Column::Description, &["描述", "说明", "参数说明", "字段说明", "备注", "含义", "description", "message"]),
    (Column::Example, &["示例", "示例值", "example", "example value"]),
    (Column::Status, &["http状态码", "http 状态码", "http status code", "http code"]),
    (Column::Code, &["错误码", "error code"]),
    (Column::Advice, &["排查建议", "处理建议", "解决方案", "troubleshooting suggestions"]),
    (Column::Endpoint, &["方法 (api)", "method (api)"]),
    (Column::Event, &["事件 (event)", "event"]),
    (Column::EventType, &["事件类型", "event type"]),
    (Column::Scopes, &["权限要求（满足任一）", "required scopes"]),
    (Column::Tokens, &["访问凭证（选择其一）", "access token"]),
    (Column::Custom, &["自建", "custom app"]),
    (Column::Store, &["商店", "store app"]),
    (Column::Idle, &["触发时机", "概念", "介绍", "资源", "定义"]),
];

const BASICS: Words<Basic> = &[
    (Basic::Url, &["http url"]),
    (Basic::Method, &["http method"]),
    (Basic::RateLimit, &["接口频率限制", "rate limit"]),
    (Basic::Apps, &["支持的应用类型", "supported app types"]),
    (Basic::Tokens, &["支持的访问令牌", "凭证要求", "访问凭证"]),
    (Basic::Scopes, &["权限要求", "required scopes"]),
    (Basic::FieldScopes, &["字段权限要求", "required field scopes"]),
    (Basic::EventType, &["事件类型", "event type"]),
    (Basic::Push, &["推送方式", "push mode"]),
    (Basic::Idle, &["http content-type", "content-type"]),
];

const LABELS: Words<Label> = &[
    (
        Label::Values,
        &[
            "可选值有",
            "可选值",
            "可选值为",
            "可能值有",
            "可能值",
            "枚举值",
            "取值",
            "optional values are",
            "optional values",
            "options",
        ],
    ),
    (Label::Default, &["默认值", "default value", "default"]),
    (Label::Example, &["示例值", "示例", "example value", "example"]),
    (Label::Rules, &["数据校验规则", "data validation rules"]),
    (Label::Scopes, &["字段权限要求", "field scopes are required", "required field scopes"]),
];

const RULES: Words<Rule> = &[
    (Rule::LengthRange, &["长度范围", "length range"]),
    (Rule::LeastLength, &["最小长度", "minimum length"]),
    (Rule::MostLength, &["最大长度", "maximum length"]),
    (Rule::ValueRange, &["取值范围", "数据范围", "value range"]),
    (Rule::LeastValue, &["最小值", "minimum value"]),
    (Rule::MostValue, &["最大值", "maximum value"]),
    (Rule::Form, &["格式要求", "正则校验", "format"]),
];

const RATES: Words<Rate> =
    &[(Rate::PerMinute, &["次/分钟", "次/分", "per minute"]), (Rate::PerSecond, &["次/秒", "per second"])];

/// A rate limit that the page does not put into numbers.
const SPECIAL_RATES: &[&str] = &["特殊频控", "special rate limit"];

/// Words for what is deprecated.
const DEPRECATED: &[&str] = &["已废弃", "已弃用", "已下线", "deprecated"];

/// Words for a response that is a file.
const FILES: &[&str] = &["二进制", "文件流", "binary", "file stream"];

const APPS: Words<&str> =
    &[("custom", &["custom", "自建应用", "custom app"]), ("isv", &["isv", "商店应用", "store app"])];

const ANSWERS: Words<bool> = &[
    (true, &["是", "必填", "必选", "必须", "yes", "true", "required"]),
    (false, &["否", "选填", "可选", "非必填", "no", "false", "optional"]),
];

/// The head by which a third party's tables are known.
const THIRD_PARTY: &str = "参数名";

/// Words for "nothing", before the comma of a longer explanation.
const EMPTY: &[&str] = &["空", "无", "empty"];

/// What stands under a heading; some have more words in parentheses, or before: "自定义模板请求体".
pub(crate) fn section(heading: &str) -> Option<Section> {
    let without_note = heading.split(['（', '(']).next().unwrap_or_default();
    let ending = || {
        let heading = normal(without_note);
        let pairs = SECTIONS.iter().flat_map(|(term, words)| words.iter().map(move |word| (*term, *word)));
        let ends = pairs.filter(|(_, word)| word.chars().count() > 2 && !word.is_ascii() && heading.ends_with(word));
        ends.max_by_key(|(_, word)| word.len()).map(|(term, _)| term)
    };
    exact(SECTIONS, heading).or_else(|| exact(SECTIONS, without_note)).or_else(ending)
}

/// Whether a text says that something is deprecated.
pub(crate) fn is_deprecated(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    DEPRECATED.iter().any(|word| text.contains(word))
}

/// What a column holds; its head may be a link.
pub(crate) fn column(head: &str) -> Option<Column> {
    exact(COLUMNS, &without_links(head))
}

/// Whether a head is one that only a third party's tables have.
pub(crate) fn is_third_party(head: &str) -> bool {
    normal(head) == THIRD_PARTY
}

/// What a row of the first table says; the vendor puts an explanation after some names.
pub(crate) fn basic(name: &str) -> Option<Basic> {
    let name = normal(name);
    exact(BASICS, &name).or_else(|| {
        let first = name.split_whitespace().next()?;
        exact(BASICS, first).or_else(|| starting(BASICS, &name))
    })
}

/// What a part of a description says, and the value that it is about.
pub(crate) fn label(words: &str) -> Option<(Label, Option<String>)> {
    if let Some(label) = exact(LABELS, words) {
        return Some((label, None));
    }
    let lower = normal(words);
    let prefix = ["当值为", "when the value is"].into_iter().find(|prefix| lower.starts_with(prefix))?;
    let (value, _) = trimmed(words)[prefix.len()..].split_once(['，', ','])?;
    let is_about_scopes = any(LABELS, |label, word| label == Label::Scopes && lower.ends_with(word));
    let value = value.trim().trim_end_matches('时').trim().trim_matches('`');
    is_about_scopes.then(|| (Label::Scopes, Some(value.to_owned())))
}

/// Where a list of values is announced without a label, as in "可选值：- …": the byte after the colon.
pub(crate) fn values_announced(text: &str) -> Option<usize> {
    let words = LABELS.iter().filter(|(label, _)| *label == Label::Values).flat_map(|(_, words)| *words);
    let after = words.filter_map(|word| {
        let end = text.find(word)? + word.len();
        let colon = text[end..].chars().next().filter(|next| "：:".contains(*next))?;
        let after = end + colon.len_utf8();
        let rest = text[after..].trim_start();
        (rest.is_empty() || rest.starts_with("- ")).then_some(after)
    });
    after.min()
}

/// Each rule that a text names, with the bytes of its name.
pub(crate) fn rules(text: &str) -> Vec<(Rule, std::ops::Range<usize>)> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(Rule, std::ops::Range<usize>)> = Vec::new();
    for (rule, words) in RULES {
        for word in *words {
            found.extend(lower.match_indices(word).map(|(start, _)| (*rule, start..start + word.len())));
        }
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// The unit at the end of a rate such as "50 次/秒".
pub(crate) fn rate(text: &str) -> Option<(Rate, &str)> {
    let text = text.trim();
    RATES.iter().find_map(|(rate, words)| words.iter().find_map(|word| Some((*rate, text.strip_suffix(word)?))))
}

/// Whether a rate limit is one without numbers.
pub(crate) fn is_special_rate(text: &str) -> bool {
    SPECIAL_RATES.contains(&&*normal(text))
}

/// Whether a sentence about a response says that it is a file.
pub(crate) fn is_file(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    FILES.iter().any(|word| text.contains(word))
}

/// A kind of application.
pub(crate) fn app(word: &str) -> Option<&'static str> {
    exact(APPS, word)
}

/// Yes or no.
pub(crate) fn answer(word: &str) -> Option<bool> {
    exact(ANSWERS, word)
}

/// Whether a text says that there is none.
pub(crate) fn is_none(text: &str) -> bool {
    let first = text.split(['，', ',', '。']).next().unwrap_or_default();
    EMPTY.contains(&&*normal(first))
}

fn exact<T: Copy>(table: Words<T>, words: &str) -> Option<T> {
    let wanted = normal(words);
    table.iter().find(|(_, words)| words.contains(&&*wanted)).map(|(term, _)| *term)
}

/// The term with the longest words that the text starts with.
fn starting<T: Copy>(table: Words<T>, text: &str) -> Option<T> {
    let pairs = table.iter().flat_map(|(term, words)| words.iter().map(move |word| (*term, *word)));
    pairs.filter(|(_, word)| text.starts_with(word)).max_by_key(|(_, word)| word.len()).map(|(term, _)| term)
}

fn any<T: Copy>(table: Words<T>, test: impl Fn(T, &str) -> bool) -> bool {
    table.iter().any(|(term, words)| words.iter().any(|word| test(*term, word)))
}

/// Words without colon, marks and case.
fn normal(words: &str) -> String {
    trimmed(words).to_ascii_lowercase()
}

fn trimmed(words: &str) -> &str {
    words.trim_matches(|character: char| character.is_whitespace() || "*：:".contains(character))
}

/// The text with each `[text](target)` as its text.
pub(crate) fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let Some((inner, after)) = after.split_once("](") else {
            rest = after;
            continue;
        };
        plain.push_str(inner);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// The text without the colon of its label.
pub(crate) fn without_colon(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_whitespace() || "：:".contains(character)).trim_end()
}

//! Single facts: the name of a type, a range, the tokens of an endpoint.

use crate::model::{
    App, Endpoint, Format, Page, Paging, PagingBy, Place, RateLimit, ResponseAt, Retry, Spec, TokenKind, Tokens, Type,
    Undocumented,
};

/// The vendor's documentation site.
pub(crate) const SITE: &str = "https://open.feishu.cn/document";

/// The URL of a reference page.
pub(crate) fn page_url(page: &Page) -> String {
    format!("{SITE}{}", page.path)
}

/// What to know about something that no page describes.
pub(crate) fn undocumented(mark: &Undocumented) -> String {
    format!(
        "No page of the vendor describes it, and it may change or disappear without notice. Known from {}.",
        mark.source
    )
}

/// The same page in English, on the site of Lark.
pub(crate) fn english_page_url(page: &Page) -> String {
    page_url(page).replacen("open.feishu.cn", "open.larksuite.com", 1)
}

/// The type as written in a spec, such as `list<Reminder>`.
pub(crate) fn type_name(spec: &Spec, ty: &Type) -> String {
    let name = match ty {
        Type::String => "string",
        Type::Bool => "bool",
        Type::Int32 => "int32",
        Type::Int64 => "int64",
        Type::Float => "float",
        Type::Scalar => "scalar",
        Type::Json => "json",
        Type::File => "file",
        Type::Format(format) => format_name(*format),
        Type::Id(id) => &spec.ids[id.0].name,
        Type::Enum(item) => &spec.enums[item.0].name,
        Type::Object(object) => &spec.objects[object.0].name,
        Type::List(item) => return format!("list<{}>", type_name(spec, item)),
        Type::Map(key, value) => {
            return format!("map<{}, {}>", type_name(spec, key), type_name(spec, value));
        }
    };
    name.to_owned()
}

/// The format of a string as written in a spec.
pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Timestamp => "timestamp",
        Format::TimestampMs => "timestamp_ms",
        Format::Date => "date",
        Format::DateTime => "date_time",
        Format::TimestampOrDate => "timestamp_or_date",
        Format::Timezone => "timezone",
        Format::Recurrence => "recurrence",
        Format::Email => "email",
        Format::Url => "url",
    }
}

/// The kinds of token, such as `tenant` and `user`.
pub(crate) fn tokens(tokens: Tokens) -> Vec<&'static str> {
    tokens.kinds().map(TokenKind::name).collect()
}

/// The kinds of application, `custom` and `isv`.
pub(crate) fn apps(apps: &[App]) -> Vec<&'static str> {
    let name = |app: &App| match app {
        App::Custom => "custom",
        App::Isv => "isv",
    };
    apps.iter().map(name).collect()
}

/// Where a response holds what it returns, as a spec writes it.
pub(crate) fn response_at(at: ResponseAt) -> &'static str {
    match at {
        ResponseAt::Data => "data",
        ResponseAt::Body => "body",
        ResponseAt::File => "file",
    }
}

/// The place of a parameter, as written in a spec.
pub(crate) fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Body => "body",
    }
}

/// `1000 calls a minute and 50 a second`
pub(crate) fn rate_limit(limit: RateLimit) -> String {
    if limit.is_special && limit.per_minute.is_none() && limit.per_second.is_none() {
        return "special".to_owned();
    }
    let rates = [(limit.per_minute, "minute"), (limit.per_second, "second")];
    let rates = rates.into_iter().filter_map(|(calls, unit)| Some((calls?, unit))).enumerate();
    let words =
        rates.map(|(index, (calls, unit))| format!("{calls}{} a {unit}", if index == 0 { " calls" } else { "" }));
    words.collect::<Vec<_>>().join(" and ")
}

/// As written in a spec, such as `rate_limit`.
pub(crate) fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never",
        Retry::Backoff => "backoff",
        Retry::RateLimit => "rate_limit",
        Retry::NewToken => "new_token",
        Retry::Restart => "restart",
    }
}

/// The parts of a listing and their fields, in the order in which a spec names them.
pub(crate) fn paging<'s>(spec: &'s Spec, endpoint: &'s Endpoint) -> Vec<(&'static str, &'s str)> {
    let (Some(paging), Some(object)) = (&endpoint.paging, endpoint.response) else {
        return Vec::new();
    };
    let Paging { by, token, size, sync, needs, items, next, more, total, next_sync } = paging;
    let by = match by {
        PagingBy::Token => "token",
        PagingBy::Offset => "offset",
        PagingBy::Page => "page",
    };
    let sent = |index: usize| &*endpoint.fields[index].field.wire;
    let received = |index: usize| &*spec.objects[object.0].fields[index].wire;
    let parts = [
        (by, Some(sent(*token))),
        ("size", size.map(sent)),
        ("items", Some(received(*items))),
        ("next", next.map(received)),
        ("more", more.map(received)),
        ("total", total.map(received)),
        ("sync", sync.map(sent)),
        ("next_sync", next_sync.map(received)),
        ("needs", needs.map(sent)),
    ];
    parts.into_iter().filter_map(|(part, field)| Some((part, field?))).collect()
}

/// The first sentence of a text, without its full stop.
pub(crate) fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim_end();
    let sentence = paragraph.find(". ").map_or(paragraph, |end| &paragraph[..end]);
    sentence.trim_end_matches('.')
}

//! The small notations of strings: ranges, types, the HTTP line, durations and dates.
//!
//! Each function parses the string and returns what is wrong with it; the caller knows its position.

use super::{Http, Segment, TypeName};
use crate::diagnostic::shorten;
use crate::model::{Limit, Method};

/// What is wrong with a notation: a message and what to do.
pub(super) type Wrong = (String, &'static str);

pub(crate) const RANGES: &str = "ranges are written `1..=500`, `..=500`, `1..` or `9`; both ends belong to them";

/// `1..=500`, `..=500`, `1..`, `9`.
pub(super) fn limit(text: &str) -> Result<Limit, Wrong> {
    let wrong = |why: &str| (format!("`{}` is not a range: {why}", shorten(text)), RANGES);
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| wrong("an end is not a whole number")),
    };
    let limit = match text.split_once("..") {
        None => {
            let only = end(text)?;
            Limit { min: only, max: only }
        }
        Some((min, max)) => match max.strip_prefix('=') {
            Some(max) if max.trim().is_empty() => {
                return Err(wrong("there is nothing after `..=`"));
            }
            Some(max) => Limit { min: end(min)?, max: end(max)? },
            None if max.trim().is_empty() => Limit { min: end(min)?, max: None },
            None => return Err(wrong("the upper end needs `..=`")),
        },
    };
    match limit {
        Limit { min: None, max: None } => Err(wrong("it has no end")),
        Limit { min: Some(min), max: Some(max) } if min > max => {
            Err((format!("the range `{min}..={max}` is empty: its lower end is above its upper end"), RANGES))
        }
        limit => Ok(limit),
    }
}

pub(super) const TYPES: &str = "types are written `string`, `CalendarId`, `list<string>` or `map<string, int64>`";

/// How deep types may be nested.
pub(crate) const DEEPEST_TYPE: u8 = 4;

/// `string`, `list<T>`, `map<K, V>`.
pub(super) fn type_name(text: &str) -> Result<TypeName, Wrong> {
    type_within(text, DEEPEST_TYPE).ok_or_else(|| {
        let meant =
            list_in_own_words(text, DEEPEST_TYPE).map_or_else(String::new, |list| format!("; did you mean `{list}`?"));
        (format!("`{}` is not a type{meant}", shorten(text)), TYPES)
    })
}

/// Words of the vendor's pages and of other languages for types, and what they are called here.
const FOREIGN_TYPES: [(&[&str], &str); 7] = [
    (&["int", "integer"], "`int32` or `int64`"),
    (&["long", "bigint"], "`int64`"),
    (&["boolean"], "`bool`"),
    (&["number", "double", "decimal"], "`float`, `int32` or `int64`"),
    (&["str", "text", "char"], "`string`"),
    (&["array", "slice"], "`list<string>`, or a list of another type"),
    (&["object", "struct", "dict"], "the name of an object that is declared under `objects`, or `map<string, string>`"),
];

/// What a type that others know by this name is called here.
pub(crate) fn own_words(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    FOREIGN_TYPES.iter().find(|(words, _)| words.contains(&&*name)).map(|(_, own)| *own)
}

/// `string[]` and `array<string>` as they are written here.
fn list_in_own_words(text: &str, depth: u8) -> Option<String> {
    let (text, depth) = (text.trim(), depth.checked_sub(1)?);
    let bracketed = || ["array<", "Array<", "List<"].iter().find_map(|list| text.strip_prefix(list)?.strip_suffix('>'));
    let item = text.strip_suffix("[]").or_else(bracketed)?;
    let own = own_words(item).and_then(|own| own.split('`').nth(1));
    let item = list_in_own_words(item, depth).or_else(|| own.map(str::to_owned)).unwrap_or_else(|| item.to_owned());
    type_within(&item, depth).map(|_| format!("list<{item}>"))
}

fn type_within(text: &str, depth: u8) -> Option<TypeName> {
    let text = text.trim();
    let Some((outer, inner)) = text.split_once('<') else {
        let is_name = !text.is_empty() && text.chars().all(|character| character.is_alphanumeric() || character == '_');
        return is_name.then(|| TypeName::Name(text.to_owned()));
    };
    let inner = inner.strip_suffix('>')?;
    let depth = depth.checked_sub(1)?;
    match outer.trim() {
        "list" => Some(TypeName::List(Box::new(type_within(inner, depth)?))),
        "map" => {
            let (key, value) = inner.split_once(',')?;
            Some(TypeName::Map(Box::new(type_within(key, depth)?), Box::new(type_within(value, depth)?)))
        }
        _ => None,
    }
}

pub(super) const HTTP: &str = "write a method and a path, such as `GET /open-apis/calendar/v4/calendars/:calendar_id`";

/// Methods that an endpoint may have.
pub(crate) const METHODS: [Method; 5] = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];

/// How many segments a path may have.
pub(crate) const MOST_SEGMENTS: usize = 32;

/// `POST /open-apis/calendar/v4/calendars/:calendar_id/acls`
pub(crate) fn http(text: &str) -> Result<Http, Wrong> {
    let (method, path) =
        text.split_once(' ').ok_or_else(|| (format!("`{}` is not an HTTP line", shorten(text)), HTTP))?;
    let Some(method) = METHODS.into_iter().find(|known| known.as_str() == method) else {
        let message = format!("`{}` is not a known method", shorten(method));
        return Err((message, "the methods are `GET`, `POST`, `PUT`, `PATCH` and `DELETE`"));
    };
    let (host, path) = host(path)?;
    let segments = path.strip_prefix('/').ok_or_else(|| ("the path does not start with `/`".to_owned(), HTTP))?;
    if segments.split('/').count() > MOST_SEGMENTS {
        let message = format!("the path has more than {MOST_SEGMENTS} segments");
        return Err((message, HTTP));
    }
    let segments = segments.split('/').map(segment).collect::<Result<_, _>>()?;
    Ok(Http { method, host, segments })
}

/// Another site, if the path begins with one.
fn host(url: &str) -> Result<(Option<String>, &str), Wrong> {
    const HELP: &str = "write `https://`, the name of the site and the path, or the path alone";
    let Some(rest) = url.strip_prefix("https://") else { return Ok((None, url)) };
    let end = rest.find('/').unwrap_or(rest.len());
    let (name, path) = rest.split_at(end);
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "-.".contains(character);
    if name.is_empty() || !name.chars().all(is_allowed) {
        return Err((format!("`{}` is not the name of a site", shorten(name)), HELP));
    }
    if matches!(name, "open.feishu.cn" | "open.larksuite.com") {
        return Err((format!("`https://{name}` is where all endpoints are"), "leave it out"));
    }
    Ok((Some(format!("https://{name}")), path))
}

fn segment(text: &str) -> Result<Segment, Wrong> {
    if let Some(name) = text.strip_prefix(':') {
        let is_name =
            !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
        let message = || format!("`:{}` is not a placeholder", shorten(name));
        return if is_name { Ok(Segment::Placeholder(name.to_owned())) } else { Err((message(), PLACEHOLDERS)) };
    }
    if text.is_empty() {
        return Err(("the path has an empty segment".to_owned(), "write one `/` between segments and none at the end"));
    }
    if text.contains(['{', '}']) {
        return Err((format!("`{}` is not a path segment", shorten(text)), PLACEHOLDERS));
    }
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@%".contains(character);
    match text.chars().find(|character| !allowed(*character)) {
        None if text == "." || text == ".." => Err((format!("`{text}` cannot be a segment of a path"), HTTP)),
        None => Ok(Segment::Literal(text.to_owned())),
        Some(character) => {
            let message = format!("{character:?} cannot be part of a path");
            Err((message, "query fields belong under `query`; other characters need percent-encoding"))
        }
    }
}

const PLACEHOLDERS: &str =
    "a placeholder is a whole segment: a colon and the name of a field under `path`, as in `/:calendar_id/`";

pub(super) const SPAN: &str = "write a whole number above zero and `s`, `m`, `h` or `d`, such as `14d`";

/// `14d` in seconds.
pub(super) fn span(text: &str) -> Result<i64, Wrong> {
    let units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];
    let parsed = units.iter().find_map(|(unit, seconds)| {
        let number: u32 = text.strip_suffix(*unit)?.parse().ok()?;
        (number > 0).then(|| i64::from(number) * seconds)
    });
    let message = || format!("`{}` is not a duration", shorten(text));
    parsed.ok_or_else(|| (message(), SPAN))
}

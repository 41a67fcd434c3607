//! Regular expressions for the notations of the language, in the dialect of JSON Schema.
//!
//! They may accept strings that the loader rejects, such as an empty range, but never the other way round.

use crate::raw::language::Notation;
use crate::raw::{DEEPEST_TYPE, METHODS, MOST_SEGMENTS};
use crate::resolve::BUILT_IN;

/// A declared name.
const UPPER_CAMEL: &str = "[A-Z][A-Za-z0-9]*";

/// The pattern of a notation.
pub(super) fn of(notation: Notation) -> String {
    match notation {
        Notation::Snake => "^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$".to_owned(),
        Notation::UpperCamel => format!("^{UPPER_CAMEL}$"),
        Notation::Header => "^[A-Za-z0-9._-]+$".to_owned(),
        Notation::ErrorCode => "^[0-9]+$".to_owned(),
        Notation::Type => type_name(),
        Notation::Http => http(),
        Notation::Span => "^0*[1-9][0-9]*[smhd]$".to_owned(),
        Notation::Date => "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$".to_owned(),
        Notation::Page => "^/".to_owned(),
    }
}

/// `1..=500`, `..=500`, `1..`, `9`.
pub(super) fn range(is_signed: bool) -> String {
    let sign = if is_signed { "-?" } else { "" };
    let end = format!(r"\s*{sign}[0-9]+\s*");
    format!(r"^(?:{end}(?:\.\.\s*)?|(?:{end}|\s*)\.\.={end})$")
}

/// `string`, `list<T>`, `map<K, V>`; a pattern cannot refer to itself, so it spells out the nesting.
fn type_name() -> String {
    let built_in = BUILT_IN.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join("|");
    let name = format!("{built_in}|{UPPER_CAMEL}");
    let outer = format!(r"list\s*<|map\s*<\s*(?:string|{UPPER_CAMEL})\s*,");
    let nested =
        (0..DEEPEST_TYPE).fold(format!("(?:{name})"), |inner, _| format!(r"(?:{name}|(?:{outer})\s*{inner}\s*>)"));
    format!(r"^\s*{nested}\s*$")
}

/// `POST /open-apis/calendar/v4/calendars/:calendar_id/acls`
fn http() -> String {
    let methods = METHODS.map(crate::model::Method::as_str).join("|");
    let literal = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9._~!$&'()*+,;=@%-]+";
    format!("^(?:{methods}) (?:https://[A-Za-z0-9.-]+)?(?:/(?::[A-Za-z0-9_]+|{literal})){{1,{MOST_SEGMENTS}}}$")
}

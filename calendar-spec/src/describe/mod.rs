//! The model as text and as JSON: names of types, limits, rules as sentences.
//!
//! In: parts of the model. Out: short texts with Markdown's backticks, and JSON values, shared by the exports, the
//! table and `show`.

mod json;
mod rules;
mod walk;

pub(crate) use crate::words::{
    apps, bounds, first_sentence, page_url, paging, place, rate_limit, response_at, retry, tokens, type_name,
    undocumented,
};
pub(crate) use json::value;
pub(crate) use rules::{condition, item_field, quoted, sentence, sentences};
pub(crate) use walk::{Walk, event_field_scopes, field_scopes};

/// `resource.name`, the name of an endpoint or event in commands.
pub(crate) fn full_name(resource: &crate::model::Resource, name: &str) -> String {
    format!("{}.{name}", resource.name)
}

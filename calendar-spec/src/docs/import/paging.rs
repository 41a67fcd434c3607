//! How to walk a listing, inferred from the names that all listings share.

use super::draft::{Endpoint, Field, Type};
use crate::docs::yaml::{Entry, Yaml};

/// Names in requests and responses.
const TOKEN: &str = "page_token";
const SIZE: &str = "page_size";
const MORE: &str = "has_more";
const SYNC: &str = "sync_token";

/// The key `paging`, if the fields are those of a listing with one list of items.
pub(super) fn of(endpoint: &Endpoint, response: &[Field]) -> Option<Entry> {
    let of = |place: &str| endpoint.fields.iter().find(|(key, _)| *key == place).map_or(&[][..], |(_, fields)| fields);
    let in_query = of("query").iter().any(|field| field.wire == TOKEN);
    let query = if in_query { of("query") } else { of("body") };
    let has = |fields: &[Field], name: &str, ty: &str| {
        fields.iter().any(|field| field.wire == name && field.ty.is(ty) && !field.required)
    };
    let mut lists = response.iter().filter(|field| matches!(field.ty, Type::List(_)));
    let (Some(items), None) = (lists.next(), lists.next()) else { return None };
    if !has(query, TOKEN, "string") || !has(response, TOKEN, "string") {
        return None;
    }
    let has_size = has(query, SIZE, "int32") || has(query, SIZE, "int64");
    let has_sync = has(query, SYNC, "string") && has(response, SYNC, "string");
    let parts = [
        ("token", Some(TOKEN)),
        ("size", has_size.then_some(SIZE)),
        ("items", Some(&*items.wire)),
        ("next", Some(TOKEN)),
        ("more", has(response, MORE, "bool").then_some(MORE)),
        ("sync", has_sync.then_some(SYNC)),
        ("next_sync", has_sync.then_some(SYNC)),
    ];
    let parts = parts.into_iter().filter_map(|(key, field)| Some(Entry::new(key, Yaml::text(field?))));
    Some(Entry::new("paging", Yaml::Map(parts.collect())))
}

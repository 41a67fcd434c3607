//! Primary calendars, which are created on first use.

use serde_json::{Value, json};

use super::super::state::places::{calendars, list_of, primaries};
use super::super::state::{text, users};
use super::lists;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Work, fields};

/// Adds a calendar, to which its owner is subscribed.
pub(in crate::mock) fn add(
    work: &mut Work<'_>,
    owner: &str,
    mut value: Fields,
    own: Fields,
) -> Result<String, Problem> {
    let kind = work.kind("calendar")?;
    let id = work.new_id(kind);
    value.insert(kind.id().to_owned(), Value::from(id.as_str()));
    value.insert("is_deleted".to_owned(), false.into());
    value.insert("is_third_party".to_owned(), false.into());
    work.world.insert(&calendars(), &id, value, fields([("owner", json!(owner)), ("subscribers", json!([]))]))?;
    lists::add(work, owner, &id, own)?;
    Ok(id)
}

/// The primary calendar of a user, an application or a room; it is created on first use.
pub(in crate::mock) fn primary_of(work: &mut Work<'_>, who: &str) -> Result<String, Problem> {
    if let Some(known) = known_primary_of(work, who) {
        return Ok(known);
    }
    let of_type = if who.starts_with("omm_") { "resource" } else { "primary" };
    let value = fields([
        ("summary", json!(users::name_of(who))),
        ("description", json!("")),
        ("permissions", json!("show_only_free_busy")),
        ("type", json!(of_type)),
    ]);
    let id = add(work, who, value, Fields::new())?;
    // For clients it has always existed.
    work.world.settle(&list_of(who));
    work.world.insert(&primaries(), who, fields([("calendar_id", json!(id))]), Fields::new())?;
    Ok(id)
}

/// The primary calendar of an identity, if it was used before.
pub(in crate::mock) fn known_primary_of(work: &Work<'_>, who: &str) -> Option<String> {
    let known = work.world.get(&primaries(), who)?;
    Some(text(&known.value, "calendar_id").to_owned())
}

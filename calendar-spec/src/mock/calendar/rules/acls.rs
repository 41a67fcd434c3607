//! Members of a calendar.

use serde_json::json;

use super::super::state::places::acls_of;
use super::super::state::users::member_id;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Work, fields};

/// Gives a user a role.
pub(in crate::mock) fn add(work: &mut Work<'_>, calendar: &str, user: &str, role: &str) -> Result<String, Problem> {
    let id = member_id(user);
    let scope = json!({ "type": "user", "user_id": user });
    let value = fields([("acl_id", json!(id)), ("role", json!(role)), ("scope", scope)]);
    work.world.insert(&acls_of(calendar), &id, value, Fields::new())?;
    Ok(id)
}

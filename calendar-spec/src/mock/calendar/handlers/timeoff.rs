//! Time off.

use serde_json::json;

use super::super::Answered;
use super::super::state::places::time_off;
use super::super::state::text;
use crate::mock::problem::Problem;
use crate::mock::state::Work;

/// The code for callers that did not create the time off.
const NOT_OURS: i64 = 195_000;

/// The service's title for time off without one.
const TITLE: &str = "请假中(全天) / 1-Day Time Off";

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let mut off = work.new_item(kind);
    let fields = [
        ("user_id", ""),
        ("timezone", ""),
        ("start_time", ""),
        ("end_time", ""),
        ("title", TITLE),
        ("description", ""),
    ];
    for (name, default) in fields {
        let given = work.text(name);
        off.insert(name.to_owned(), (if given.is_empty() { default } else { &given }).into());
    }
    let id = work.new_id(kind);
    off.insert(kind.id().to_owned(), id.as_str().into());
    let facts = [("app".to_owned(), work.caller.app.as_str().into())].into_iter().collect();
    work.world.insert(&time_off(), &id, off.clone(), facts)?;
    Ok(Some(work.one(operation, off)))
}

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let kind = work.kind("timeoff_event")?;
    let id = work.text(kind.id());
    let off = work.find(kind, &time_off(), &id)?;
    if text(&off.facts, "app") != work.caller.app {
        return Err(Problem::new(NOT_OURS).hint("another application has created it"));
    }
    work.world.remove(&time_off(), &id);
    Ok(Some(json!({})))
}

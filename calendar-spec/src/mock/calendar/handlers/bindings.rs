//! Exchange accounts, whose calendars are imported step by step.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::super::Answered;
use super::super::rules::roles::senseless;
use super::super::state::places::exchange_bindings;
use super::super::state::text;
use crate::mock::state::{Fields, Item, Work, fields};

/// The states of an import, and how many seconds each takes.
const STEPS: [&str; 4] = ["doing", "cal_done", "timespan_done", "done"];
const STEP: u64 = 1;

/// A binding in its current state.
fn shown(work: &Work<'_>, binding: &Item) -> Fields {
    let since = binding.facts.get("bound_at").and_then(Value::as_u64).unwrap_or_default();
    let steps = work.seconds().saturating_sub(since) / STEP;
    let step = usize::try_from(steps).unwrap_or(usize::MAX).min(STEPS.len() - 1);
    let mut shown = binding.value.clone();
    shown.insert("status".to_owned(), STEPS[step].into());
    shown
}

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let mut binding = work.new_item(kind);
    let (admin, account) = (text(&binding, "admin_account"), text(&binding, "exchange_account"));
    // What the page's example decodes to.
    let id = STANDARD.encode(format!("{admin} {account}"));
    if let Some(known) = work.world.get(&exchange_bindings(), &id) {
        if text(&known.value, "user_id") != text(&binding, "user_id") {
            return Err(senseless(work, "the Exchange account is bound to another user; unbind it first"));
        }
    } else {
        binding.insert(kind.id().to_owned(), id.as_str().into());
        let facts = fields([("bound_at", work.seconds().into())]);
        work.world.insert(&exchange_bindings(), &id, binding, facts)?;
    }
    let binding = shown(work, work.find(kind, &exchange_bindings(), &id)?);
    Ok(Some(work.one(operation, binding)))
}

pub(in crate::mock) fn get(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let binding = shown(work, work.find(kind, &exchange_bindings(), &work.text(kind.id()))?);
    Ok(Some(work.one(operation, binding)))
}

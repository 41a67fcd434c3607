//! Events: creating, showing, listing, changing and deleting them.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::exceptions::{self, Target};
use super::super::rules::invitations::{self, NO_PERMISSION, PERSONAL, is_organized_by};
use super::super::rules::roles::{Calendar, LISTABLE, Role, WRITABLE, require, senseless};
use super::super::rules::{attendees, meetings, news, view};
use super::super::state::recurrence::{fault, takes_place};
use super::super::state::series::parts;
use super::super::state::times::{self, Span, number, span_of};
use super::super::state::{text, users};
use crate::mock::problem::Problem;
use crate::mock::state::ChangeType;
use crate::mock::state::{Change, Fields, Item, Work, fields};

/// A response with one event.
fn answer(work: &Work<'_>, calendar: &Calendar, value: &Fields) -> Option<Value> {
    let (_, operation) = work.operation()?;
    Some(work.one(operation, view::event(work, calendar, value)))
}

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    let kind = work.kind("calendar_event")?;
    if let Some(id) = work.made_before(&calendar.events) {
        let value = work.find(kind, &calendar.events, &id)?.value.clone();
        return Ok(answer(work, &calendar, &value));
    }
    let mut event = work.new_item(kind);
    check_times(work, &mut event)?;
    let id = work.new_id(kind);
    complete(work, &calendar, &id, &mut event);
    meetings::set_url(work.numbers, &mut event);
    work.world.insert(&calendar.events, &id, event.clone(), Fields::new())?;
    work.remember(&calendar.events, &id);
    news::about_event(work, &calendar.id, &id, ChangeType::Create);
    Ok(answer(work, &calendar, &event))
}

fn check_times(work: &Work<'_>, event: &mut Fields) -> Result<(), Problem> {
    times::complete(event);
    if times::ends_before_start(event) {
        return Err(senseless(work, "`end_time` is before `start_time`"));
    }
    match fault(event) {
        Some(fault) => Err(senseless(work, format!("`recurrence` cannot be followed: {fault}"))),
        None => Ok(()),
    }
}

/// What only the server knows about a new event.
fn complete(work: &Work<'_>, calendar: &Calendar, id: &str, event: &mut Fields) {
    let organizer = match &work.caller.user {
        Some(user) => json!({ "user_id": user, "display_name": users::name_of(user) }),
        None => json!({ "display_name": users::name_of(&work.caller.app) }),
    };
    event.extend(fields([
        ("event_id", json!(id)),
        ("organizer_calendar_id", json!(calendar.id)),
        ("status", json!("confirmed")),
        ("is_exception", json!(false)),
        ("create_time", json!(work.seconds().to_string())),
        ("event_organizer", organizer),
    ]));
    event.entry("recurrence").or_insert_with(|| "".into());
    for attachment in event.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten() {
        attachment["is_deleted"] = false.into();
    }
}

/// The event must exist; the call's effect on it is not kept.
pub(in crate::mock) fn check(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    exceptions::find(work, &calendar)?;
    Ok(None)
}

pub(in crate::mock) fn get(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, &[])?;
    let target = exceptions::find(work, &calendar)?;
    let mut value = target.value.clone();
    if work.flag("need_attendee") {
        let all = attendees::of_event(work, &calendar, &target)?;
        let most = work.number("max_attendee_num").and_then(|most| usize::try_from(most).ok()).unwrap_or(10);
        value.insert("has_more_attendee".to_owned(), (all.len() > most).into());
        value.insert("attendees".to_owned(), all.into_iter().take(most).map(Value::Object).collect());
    }
    Ok(answer(work, &calendar, &value))
}

pub(in crate::mock) fn list(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, LISTABLE)?;
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let period = number(&work.text("start_time")).zip(number(&work.text("end_time")));
    let period = period.map(|(start, end)| Span { start, end });
    let anchor = work.value("anchor_time").unwrap_or_default();
    let listing = work.listing(kind, calendar.events.clone(), anchor)?;
    let anchor = listing.carried.as_str().and_then(number);
    let anchor = anchor.filter(|_| !listing.is_of_changes());
    let is_asked = |event: &Item| {
        period.is_none_or(|period| takes_place(&event.value, period))
            && anchor.is_none_or(|anchor| lies_ahead(&event.value, anchor))
    };
    let mut page = work.page(&listing, |id, change| match change {
        Change::Now(event) => is_asked(event).then(|| view::event(work, &calendar, &event.value)),
        Change::Gone(value) => Some(kind.marked(id, &view::event(work, &calendar, value))),
    });
    if period.is_some() {
        // A period is returned in one response, truncated if it is too long.
        (page.next, page.sync) = (None, None);
    }
    Ok(Some(work.paged(Some(operation), page)))
}

/// The items of a listing from an anchor on: all recurring events; others that end at or after it, and exceptions whose
/// original time is not before it.
fn lies_ahead(event: &Fields, anchor: i64) -> bool {
    let ends = span_of(event).is_none_or(|span| span.end >= anchor);
    let original = parts(text(event, "event_id")).map_or(0, |(_, original)| original);
    !text(event, "recurrence").is_empty() || (ends && (original == 0 || original >= anchor))
}

pub(in crate::mock) fn patch(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    let target = exceptions::find(work, &calendar)?;
    let mut changes = work.changes(work.kind("calendar_event")?);
    if !(changes.contains_key("start_time") && changes.contains_key("end_time")) {
        // One of the two has no effect.
        changes.retain(|name, _| name != "start_time" && name != "end_time");
    }
    let value = if is_organized_by(&target.value, &calendar.id) {
        change(work, &calendar, &target, changes)?
    } else {
        patch_invited(work, &calendar, &target, changes)?
    };
    Ok(answer(work, &calendar, &value))
}

/// The changes of an invited user: personal ones on the user's own calendar, others where the organizer allows it.
fn patch_invited(
    work: &mut Work<'_>,
    calendar: &Calendar,
    target: &Target,
    mut changes: Fields,
) -> Result<Fields, Problem> {
    let personal: Vec<(String, Value)> =
        PERSONAL.iter().filter_map(|name| Some(((*name).to_owned(), changes.remove(*name)?))).collect();
    if !changes.is_empty() {
        if text(&target.value, "attendee_ability") != "can_modify_event" {
            let names = changes.keys().cloned().collect::<Vec<_>>().join(", ");
            let hint = format!("only the organizer can change {names}");
            return Err(Problem::new(NO_PERMISSION).hint(hint));
        }
        let organizer = invitations::organizer(work, &target.value);
        let at_organizer = Target { value: invitations::original(work, target), ..target.clone() };
        change(work, &organizer, &at_organizer, changes)?;
    }
    exceptions::detach(work, &calendar.events, target)?;
    if let Some(event) = work.world.change(&calendar.events, &target.id) {
        event.value.extend(personal);
    }
    news::about_event(work, &calendar.id, &target.id, ChangeType::Update);
    Ok(work.world.get(&calendar.events, &target.id).map(|event| event.value.clone()).unwrap_or_default())
}

/// Changes an event on the calendar of its organizer, and with it the copies of the invited.
fn change(work: &mut Work<'_>, calendar: &Calendar, target: &Target, changes: Fields) -> Result<Fields, Problem> {
    let mut value = target.value.clone();
    apply(&mut value, changes);
    check_times(work, &mut value)?;
    meetings::set_url(work.numbers, &mut value);
    if target.series.is_some() {
        value.insert("is_exception".to_owned(), true.into());
    }
    exceptions::detach(work, &calendar.events, target)?;
    if let Some(event) = work.world.change(&calendar.events, &target.id) {
        event.value.clone_from(&value);
    }
    news::about_event(work, &calendar.id, &target.id, ChangeType::Update);
    invitations::deliver(work, calendar, &target.id)?;
    Ok(value)
}

/// Applies changes to an event. Missing parts of a video meeting stay unchanged; files are added and deleted.
fn apply(event: &mut Fields, changes: Fields) {
    for (name, value) in changes {
        match (&*name, event.get_mut(&name)) {
            ("vchat", Some(known)) => merge(known, value),
            ("attachments", known) => {
                let files = changed_files(known.cloned().unwrap_or_default(), &value);
                event.insert(name, files);
            }
            _ => drop(event.insert(name, value)),
        }
    }
}

fn merge(known: &mut Value, changes: Value) {
    match (known, changes) {
        (Value::Object(known), Value::Object(changes)) => {
            for (name, value) in changes {
                merge(known.entry(name).or_insert(Value::Null), value);
            }
        }
        (known, value) => *known = value,
    }
}

fn changed_files(known: Value, changes: &Value) -> Value {
    let mut files = match known {
        Value::Array(files) => files,
        _ => Vec::new(),
    };
    for change in changes.as_array().into_iter().flatten() {
        files.retain(|file| file["file_token"] != change["file_token"]);
        if change["is_deleted"] != json!(true) {
            files.push(json!({ "file_token": change["file_token"], "is_deleted": false }));
        }
    }
    Value::Array(files)
}

/// Removes an event from the calendar of its organizer, and from those of the invited.
fn remove(work: &mut Work<'_>, calendar: &Calendar, id: &str) {
    let Some(event) = work.world.get(&calendar.events, id).cloned() else { return };
    invitations::withdraw(work, &calendar.id, (id, &event), ChangeType::Delete);
    work.world.remove(&calendar.events, id);
}

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    let target = exceptions::find(work, &calendar)?;
    if !is_organized_by(&target.value, &calendar.id) {
        return Err(Problem::new(NO_PERMISSION).hint("only the organizer can delete the event"));
    }
    news::about_event(work, &calendar.id, &target.id, ChangeType::Delete);
    let is_exception = target.series.is_some() || target.value.get("is_exception") == Some(&json!(true));
    if is_exception && work.flag("delete_exception") {
        exceptions::detach(work, &calendar.events, &target)?;
        remove(work, &calendar, &target.id);
    } else if is_exception {
        cancel(work, &calendar, &target)?;
    } else {
        // The exceptions of a series remain, as separate events.
        remove(work, &calendar, &target.id);
    }
    Ok(Some(json!({})))
}

/// Removes one instance from its series: it becomes a cancelled exception.
fn cancel(work: &mut Work<'_>, calendar: &Calendar, target: &Target) -> Result<(), Problem> {
    exceptions::detach(work, &calendar.events, target)?;
    if let Some(event) = work.world.change(&calendar.events, &target.id) {
        event.value.insert("status".to_owned(), "cancelled".into());
    }
    invitations::deliver(work, calendar, &target.id)
}

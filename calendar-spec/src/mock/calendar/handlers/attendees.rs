//! Attendees: users, group chats, meeting rooms and e-mail addresses.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::attendees::{may, of_event, place_of, raise_page_size, shown};
use super::super::rules::exceptions::{self, Target};
use super::super::rules::invitations::{self, is_organized_by};
use super::super::rules::roles::{Calendar, Role, WRITABLE, require, senseless};
use super::super::rules::{bookings, meetings, news};
use super::super::state::places::{attendees_of, calendars};
use super::super::state::text;
use super::super::state::users::{self, member_id};
use crate::mock::problem::Problem;
use crate::mock::state::ChangeType;
use crate::mock::state::{Change, Fields, Kind, Place, Work, fields};

const NOT_TO_BE_ADDED: i64 = 194_002;
const NOT_TO_BE_DELETED: i64 = 194_003;

/// The most attendees of an event.
const MOST: usize = 3000;

/// The ID of an attendee, by its type.
fn id_of(attendee: &Value) -> Option<String> {
    let of = |name: &str| attendee[name].as_str().filter(|id| !id.is_empty());
    Some(match attendee["type"].as_str()? {
        "user" => member_id(of("user_id")?),
        "chat" => format!("chat_{}", of("chat_id")?),
        "resource" => format!("resource_{}", of("room_id")?),
        "third_party" => format!("third_party_{}", of("third_party_email")?),
        _ => return None,
    })
}

fn target(work: &Work<'_>, least: Role) -> Result<(Calendar, Target), Problem> {
    let calendar = require(work, least, WRITABLE)?;
    let target = exceptions::find(work, &calendar)?;
    Ok((calendar, target))
}

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let (calendar, target) = target(work, Role::Writer)?;
    if !may(work, &calendar, &target.value, "can_invite_others") {
        let hint = "only the organizer adds attendees, or an attendee whom `attendee_ability` lets invite others";
        return Err(Problem::new(NOT_TO_BE_ADDED).hint(hint));
    }
    let organizer = invitations::organizer(work, &target.value);
    let at_organizer = Target { value: invitations::original(work, &target), ..target };
    exceptions::detach(work, &organizer.events, &at_organizer)?;
    let place = attendees_of(&organizer.events, &at_organizer.id);
    add_organizer(work, &organizer, &place)?;
    for given in work.list("attendees") {
        add(work, &place, &given, &at_organizer)?;
        let operator = given["operate_id"].as_str().filter(|_| work.flag("add_operator_to_attendee"));
        if let Some(operator) = operator {
            add(work, &place, &json!({ "type": "user", "user_id": operator }), &at_organizer)?;
        }
    }
    meetings::add(work, &organizer.events, &at_organizer.id);
    invitations::deliver(work, &organizer, &at_organizer.id)?;
    news::about_event(work, &organizer.id, &at_organizer.id, ChangeType::Update);
    let all = work.world.items(&place).map(|(_, attendee)| shown(work, attendee)).collect();
    Ok(work.operation().map(|(_, operation)| work.several(operation, all)))
}

/// The first attendee of an event on a user's primary calendar is that user.
fn add_organizer(work: &mut Work<'_>, organizer: &Calendar, place: &Place) -> Result<(), Problem> {
    let calendar = work.world.get(&calendars(), &organizer.id);
    let owner = calendar.filter(|calendar| text(&calendar.value, "type") == "primary");
    let owner = owner.map(|calendar| text(&calendar.facts, "owner").to_owned());
    let is_first = work.world.shelf(place).is_none_or(|shelf| shelf.len() == 0);
    let Some(owner) = owner.filter(|owner| is_first && owner.starts_with("ou_")) else { return Ok(()) };
    let id = member_id(&owner);
    let value = fields([
        ("type", json!("user")),
        ("attendee_id", json!(id)),
        ("rsvp_status", json!("accept")),
        ("is_optional", json!(false)),
        ("is_organizer", json!(true)),
        ("is_external", json!(false)),
        ("display_name", json!(users::name_of(&owner))),
        ("user_id", json!(owner)),
    ]);
    work.world.insert(place, &id, value, Fields::new())
}

fn add(work: &mut Work<'_>, place: &Place, given: &Value, target: &Target) -> Result<(), Problem> {
    let Some(id) = id_of(given) else {
        return Err(senseless(work, "an attendee needs a `type` and the ID of that type"));
    };
    if work.world.get(place, &id).is_some() {
        return Ok(());
    }
    if work.world.shelf(place).is_some_and(|shelf| shelf.len() >= MOST) {
        return Err(senseless(work, format!("an event has {MOST} attendees at most")));
    }
    let mut value = given.as_object().cloned().unwrap_or_default();
    let of = ["user_id", "chat_id", "room_id", "third_party_email"];
    let name = of.iter().find_map(|name| given[*name].as_str()).unwrap_or_default();
    value.extend(fields([
        ("attendee_id", json!(id)),
        ("rsvp_status", json!("needs_action")),
        ("is_optional", json!(given["is_optional"].as_bool().unwrap_or_default())),
        ("is_organizer", json!(false)),
        ("is_external", json!(given["type"] == "third_party")),
        ("display_name", json!(users::name_of(name))),
    ]));
    let facts = bookings::book(work, &mut value, target)?;
    work.world.insert(place, &id, value, facts)
}

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let (calendar, target) = target(work, Role::Writer)?;
    if !is_organized_by(&target.value, &calendar.id) {
        return Err(Problem::new(NOT_TO_BE_DELETED).hint("only the organizer removes attendees"));
    }
    let kind = work.kind("calendar_event_attendee")?;
    let by_id = work.list("attendee_ids").into_iter().filter_map(|id| id.as_str().map(str::to_owned));
    let ids: Vec<String> = by_id.chain(work.list("delete_ids").iter().filter_map(id_of)).collect();
    check_all(work, kind, (&place_of(work, &target), &ids))?;
    exceptions::detach(work, &calendar.events, &target)?;
    let place = attendees_of(&calendar.events, &target.id);
    for id in ids {
        let Some(attendee) = work.world.remove(&place, &id) else { continue };
        let key = ["user_id", "room_id"].iter().map(|name| text(&attendee.value, name)).find(|key| !key.is_empty());
        if let Some(key) = key {
            invitations::withdraw_from(work, &calendar.id, &target.id, (key, ChangeType::Delete));
        }
    }
    work.world.change(&calendar.events, &target.id);
    if target.series.is_some() {
        // The remaining attendees have the instance as a separate event, too.
        invitations::deliver(work, &calendar, &target.id)?;
    }
    news::about_event(work, &calendar.id, &target.id, ChangeType::Update);
    Ok(Some(json!({})))
}

fn check_all(work: &Work<'_>, kind: Kind<'_>, (place, ids): (&Place, &[String])) -> Result<(), Problem> {
    ids.iter().try_for_each(|id| work.find(kind, place, id).map(|_| ()))
}

pub(in crate::mock) fn list(work: &mut Work<'_>) -> Answered {
    let (calendar, target) = target(work, Role::Reader)?;
    of_event(work, &calendar, &target)?;
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    raise_page_size(work);
    let listing = work.listing(kind, place_of(work, &target), Value::Null)?;
    let has_forms = work.flag("need_resource_customization");
    let page = work.page(&listing, |_, change| match change {
        Change::Now(attendee) => {
            let mut shown = shown(work, attendee);
            shown.retain(|name, _| has_forms || name != "resource_customization");
            Some(shown)
        }
        Change::Gone(_) => None,
    });
    Ok(Some(work.paged(Some(operation), page)))
}

/// The chat must be an attendee; its members are not known here.
pub(in crate::mock) fn check_attendee(work: &mut Work<'_>) -> Answered {
    let (calendar, target) = target(work, Role::Reader)?;
    of_event(work, &calendar, &target)?;
    let kind = work.kind("calendar_event_attendee")?;
    work.find(kind, &place_of(work, &target), &work.text(kind.id()))?;
    Ok(None)
}

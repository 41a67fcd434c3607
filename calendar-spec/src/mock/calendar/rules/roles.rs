//! Permissions on calendars.

use super::super::state::places::{acls_of, calendars, events_of};
use super::super::state::text;
use super::super::state::users::member_id;
use crate::mock::codes;
use crate::mock::problem::Problem;
use crate::mock::state::{Item, Place, Work};

/// The code for callers without permission on a calendar.
const NO_ROLE: i64 = 191_002;
/// The code for a calendar of a type that the endpoint does not accept.
pub(in crate::mock) const WRONG_TYPE: i64 = 191_004;

/// Types of calendars with events that can be written, and with members.
pub(in crate::mock) const WRITABLE: &[&str] = &["primary", "shared"];
/// Types of calendars whose events can be listed.
pub(in crate::mock) const LISTABLE: &[&str] = &["primary", "shared", "resource"];
/// Every type.
pub(in crate::mock) const ANY: &[&str] = &[];

/// What an identity may do with a calendar; each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::mock) enum Role {
    Nobody,
    FreeBusyReader,
    Reader,
    Writer,
    Owner,
}

impl Role {
    pub(in crate::mock) fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "unknown",
            Self::FreeBusyReader => "free_busy_reader",
            Self::Reader => "reader",
            Self::Writer => "writer",
            Self::Owner => "owner",
        }
    }

    fn named(name: &str) -> Self {
        let all = [Self::FreeBusyReader, Self::Reader, Self::Writer, Self::Owner];
        all.into_iter().find(|role| role.as_str() == name).unwrap_or(Self::Nobody)
    }
}

/// The calendar of a request, and the caller's role.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Calendar {
    pub(in crate::mock) id: String,
    pub(in crate::mock) role: Role,
    /// Where its events are stored.
    pub(in crate::mock) events: Place,
}

/// The role of an identity: as its owner, as a member, or as anyone in the tenant.
pub(in crate::mock) fn role_of(work: &Work<'_>, who: &str, (id, calendar): (&str, &Item)) -> Role {
    if text(&calendar.facts, "owner") == who {
        return Role::Owner;
    }
    let acl = work.world.get(&acls_of(id), &member_id(who));
    let member = acl.map_or(Role::Nobody, |acl| Role::named(text(&acl.value, "role")));
    let anybody = match text(&calendar.value, "permissions") {
        "public" => Role::Reader,
        "show_only_free_busy" => Role::FreeBusyReader,
        _ => Role::Nobody,
    };
    member.max(anybody)
}

/// Finds the calendar of the request, if it has one of these types and the caller has at least this role.
pub(in crate::mock) fn require(work: &Work<'_>, least: Role, types: &[&str]) -> Result<Calendar, Problem> {
    let kind = work.kind("calendar")?;
    let id = work.text(kind.id());
    let calendar = work.find(kind, &calendars(), &id)?;
    let role = role_of(work, work.caller.key(), (&id, calendar));
    let of_type = text(&calendar.value, "type");
    if role > Role::Nobody && !types.is_empty() && !types.contains(&of_type) {
        let hint = format!("the calendar is of the type `{of_type}`; this call takes {}", types.join(", "));
        return Err(Problem::new(WRONG_TYPE).hint(hint));
    }
    if role < least.max(Role::FreeBusyReader) {
        let (least, role) = (least.max(Role::FreeBusyReader).as_str(), role.as_str());
        let hint = format!("`{}` has the role `{role}`, and this call needs `{least}`", work.caller.key());
        return Err(Problem::new(NO_ROLE).hint(hint));
    }
    Ok(Calendar { events: events_of(&id), id, role })
}

/// The code for requests that break no documented rule but make no sense.
pub(in crate::mock) fn senseless(work: &Work<'_>, hint: impl Into<Box<str>>) -> Problem {
    Problem::new(codes::for_parameters(work.spec, work.endpoint)).hint(hint)
}

//! The attendees of an event: added in batches, each once, and rooms awaited.

use std::collections::HashSet;
use std::time::Duration;

use super::calendar::{ATTEMPTS, Calendar, is_worth_another};
use crate::types::{Attendee, AttendeeType, EventId, NewAttendee, RsvpStatus};
use crate::{Error, calendar_event_attendee};

/// How many attendees one call adds at most, and how many of them rooms.
const MOST_AT_ONCE: usize = 1000;
const MOST_ROOMS_AT_ONCE: usize = 100;

/// How many attendees an event has at most.
pub(super) const MOST: usize = 3000;

/// The identity of an attendee, by which a request and a response are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Who(String);

impl Who {
    fn new(kind: Option<&AttendeeType>, [user, chat, room, email]: [Option<&str>; 4]) -> Option<Self> {
        let kind = kind?;
        let id = match kind {
            AttendeeType::User => user,
            AttendeeType::Chat => chat,
            AttendeeType::Resource => room,
            AttendeeType::ThirdParty => email,
            _ => None,
        };
        Some(Self(format!("{kind} {}", id?)))
    }

    pub(super) fn of(attendee: &Attendee) -> Option<Self> {
        let Attendee { user_id, chat_id, room_id, third_party_email, .. } = attendee;
        let ids = [user_id.as_deref(), chat_id.as_deref(), room_id.as_deref(), third_party_email.as_deref()];
        Self::new(attendee.r#type.as_ref(), ids)
    }

    pub(super) fn of_new(attendee: &NewAttendee) -> Option<Self> {
        let NewAttendee { user_id, chat_id, room_id, third_party_email, .. } = attendee;
        let ids = [user_id.as_deref(), chat_id.as_deref(), room_id.as_deref(), third_party_email.as_deref()];
        Self::new(attendee.r#type.as_ref(), ids)
    }
}

pub(super) fn is_room(attendee: &NewAttendee) -> bool {
    attendee.r#type == Some(AttendeeType::Resource)
}

/// Attendees in parts that one call takes each.
fn batches(attendees: Vec<NewAttendee>) -> Vec<Vec<NewAttendee>> {
    let mut batches: Vec<Vec<NewAttendee>> = Vec::new();
    let has_place = |batch: &Vec<NewAttendee>, attendee: &NewAttendee| {
        let rooms = batch.iter().filter(|known| is_room(known)).count();
        batch.len() < MOST_AT_ONCE && (rooms < MOST_ROOMS_AT_ONCE || !is_room(attendee))
    };
    for attendee in attendees {
        match batches.last_mut() {
            Some(batch) if has_place(batch, &attendee) => batch.push(attendee),
            _ => batches.push(vec![attendee]),
        }
    }
    batches
}

/// An attendee that was received, as a request names it.
pub(super) fn again(attendee: Attendee) -> Option<NewAttendee> {
    let forms = attendee.resource_customization;
    let forms: Option<Vec<_>> =
        forms.into_iter().map(crate::types::ResourceCustomizationOutput::into_request).collect();
    let mut new = NewAttendee::builder().build_unchecked();
    new.r#type = attendee.r#type;
    new.is_optional = attendee.is_optional;
    new.user_id = attendee.user_id;
    new.chat_id = attendee.chat_id;
    new.room_id = attendee.room_id;
    new.third_party_email = attendee.third_party_email;
    new.operate_id = attendee.operate_id;
    new.approval_reason = attendee.approval_reason;
    new.resource_customization = forms.filter(|forms| !forms.is_empty());
    Who::of_new(&new).map(|_| new)
}

impl<K> Calendar<'_, K> {
    fn addition(&self, event: &EventId, attendees: Vec<NewAttendee>) -> calendar_event_attendee::Create {
        let mut request = calendar_event_attendee::Create::builder()
            .calendar_id(&self.id)
            .event_id(event)
            .attendees(attendees)
            .build_unchecked();
        request.user_id_type.clone_from(&self.user_id_type);
        request.need_notification = self.notify;
        request
    }

    /// The requests that add these attendees, for a check before anything is done.
    pub(super) fn additions(
        &self,
        event: &EventId,
        attendees: Vec<NewAttendee>,
    ) -> Vec<calendar_event_attendee::Create> {
        batches(attendees).into_iter().map(|batch| self.addition(event, batch)).collect()
    }

    /// All attendees of an event.
    pub(super) async fn attendees(&self, event: &EventId) -> Result<Vec<Attendee>, Error> {
        let mut request = calendar_event_attendee::List::builder()
            .calendar_id(&self.id)
            .event_id(event)
            .need_resource_customization(true)
            .page_size(100)
            .build_unchecked();
        request.user_id_type.clone_from(&self.user_id_type);
        let (mut attendees, mut items) = (Vec::new(), self.client.items(request));
        while let Some(attendee) = items.next().await {
            attendees.push(attendee?);
        }
        Ok(attendees)
    }

    /// Those that the event does not have yet.
    async fn missing(&self, event: &EventId, wanted: Vec<NewAttendee>) -> Result<Vec<NewAttendee>, Error> {
        let mut known: HashSet<Who> = self.attendees(event).await?.iter().filter_map(Who::of).collect();
        let is_new = |attendee: &NewAttendee| Who::of_new(attendee).is_none_or(|who| known.insert(who));
        Ok(wanted.into_iter().filter(is_new).collect())
    }

    /// Adds attendees, each once. No page says what adding one twice does; so when it is unclear whether a call took
    /// effect, only those are added that the event does not have.
    pub(super) async fn add_attendees(&self, event: &EventId, wanted: Vec<NewAttendee>) -> Result<(), Error> {
        for batch in batches(wanted) {
            self.add_batch(event, batch).await?;
        }
        Ok(())
    }

    async fn add_batch(&self, event: &EventId, mut batch: Vec<NewAttendee>) -> Result<(), Error> {
        let mut failed: Option<Error> = None;
        for _ in 0..ATTEMPTS {
            match self.missing(event, batch.clone()).await {
                Ok(missing) if missing.is_empty() => return Ok(()),
                Ok(missing) => batch = missing,
                Err(error) if is_worth_another(&error) => {
                    failed = Some(error);
                    self.pause().await;
                    continue;
                }
                Err(error) => return Err(error),
            }
            match self.client.send(&self.addition(event, batch.clone())).await {
                Ok(_) => return Ok(()),
                Err(error) if is_worth_another(&error) => failed = Some(error),
                Err(error) => return Err(error),
            }
            self.pause().await;
        }
        failed.map_or(Ok(()), Err)
    }

    /// Removes attendees. Those that do not exist count as removed.
    pub(super) async fn remove_attendees(&self, event: &EventId, gone: &[Attendee]) -> Result<(), Error> {
        // As many as one call takes.
        for batch in gone.chunks(500) {
            let ids = batch.iter().filter_map(|attendee| attendee.attendee_id.clone());
            let request = calendar_event_attendee::BatchDelete::builder()
                .calendar_id(&self.id)
                .event_id(event)
                .attendee_ids(ids)
                .need_notification(false)
                .build_unchecked();
            match self.client.send_idempotent(&request).await {
                Ok(_) => (),
                Err(error) if error.is_not_found() && error.attempts() > Some(1) => (),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until these rooms have replied, or the time is over: booking is asynchronous. Returns all attendees.
    pub(super) async fn settle_rooms(
        &self,
        event: &EventId,
        rooms: &[NewAttendee],
        wait: Duration,
    ) -> Result<Vec<Attendee>, Error> {
        let deadline = self.deadline(wait);
        loop {
            let attendees = self.attendees(event).await?;
            let is_settled = rooms.iter().all(|room| booking(room, &attendees) != Booking::Pending);
            if is_settled || self.clock().instant() >= deadline {
                return Ok(attendees);
            }
            self.clock().sleep(Duration::from_secs(1)).await;
        }
    }
}

/// The state of the booking of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Booking {
    Booked,
    Pending,
    Declined,
}

/// The state of the booking of a room. A room that is not listed yet, or has an undocumented status, is pending.
pub(super) fn booking(room: &NewAttendee, attendees: &[Attendee]) -> Booking {
    let who = Who::of_new(room);
    let listed = attendees.iter().find(|attendee| Who::of(attendee) == who);
    match listed.and_then(|attendee| attendee.rsvp_status.as_ref()) {
        Some(RsvpStatus::Accept) => Booking::Booked,
        Some(RsvpStatus::Decline | RsvpStatus::Removed) => Booking::Declined,
        _ => Booking::Pending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(number: usize) -> NewAttendee {
        NewAttendee::builder().r#type(AttendeeType::User).user_id(format!("ou_{number}")).build_unchecked()
    }

    fn room(number: usize) -> NewAttendee {
        NewAttendee::builder().r#type(AttendeeType::Resource).room_id(format!("omm_{number}")).build_unchecked()
    }

    #[test]
    fn batches_have_the_documented_size() {
        let sizes = |attendees: Vec<NewAttendee>| batches(attendees).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes((0..2001).map(user).collect()), [1000, 1000, 1]);
        assert_eq!(sizes((0..201).map(room).collect()), [100, 100, 1]);
        assert_eq!(sizes((0..100).map(room).chain((0..901).map(user)).collect()), [1000, 1]);
        assert_eq!(sizes(Vec::new()), [0_usize; 0]);
    }

    #[test]
    fn an_attendee_is_recognized_by_what_it_is() {
        let listed = |json: &str| Who::of(&serde_json::from_str::<Attendee>(json).expect("an attendee"));
        assert_eq!(listed(r#"{"type":"user","user_id":"ou_1","display_name":"One"}"#), Who::of_new(&user(1)));
        assert_ne!(listed(r#"{"type":"user","user_id":"ou_2"}"#), Who::of_new(&user(1)));
        assert_eq!(listed(r#"{"type":"resource","room_id":"omm_1","user_id":"ou_1"}"#), Who::of_new(&room(1)));
        assert_eq!(listed(r#"{"type":"robot","user_id":"ou_1"}"#), None);
    }

    #[test]
    fn a_room_that_has_not_replied_is_not_booked() {
        let answers = |status: &str| {
            let json = format!(r#"[{{"type":"resource","room_id":"omm_1","rsvp_status":"{status}"}}]"#);
            booking(&room(1), &serde_json::from_str::<Vec<Attendee>>(&json).expect("attendees"))
        };
        assert_eq!(answers("accept"), Booking::Booked);
        assert_eq!([answers("decline"), answers("removed")], [Booking::Declined; 2]);
        assert_eq!([answers("needs_action"), answers("tentative"), answers("new")], [Booking::Pending; 3]);
        assert_eq!(booking(&room(1), &[]), Booking::Pending);
    }
}

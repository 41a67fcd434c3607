//! [`CreateMeeting`]: an event with its people and rooms, or none at all.

use std::collections::HashSet;
use std::time::Duration;

use super::attendees::{Booking, MOST, Who, booking, is_room};
use super::calendar::Calendar;
use super::error::{JobError, JobErrorKind, during};
use crate::check::{Validate, validate};
use crate::types::{Attendee, CalendarEvent, EventId, NewAttendee};
use crate::{Client, calendar_event};

/// Creates an event with people and rooms. When a part of it fails that is required, the event is deleted again.
///
/// 1. The event is created.
/// 2. The rooms are added, and awaited: booking is asynchronous, and another event may be faster.
/// 3. When all rooms are booked, the people are added, so that nobody is invited to a meeting without a room.
///
/// Attendees are added in batches of the documented size. A room that is added with
/// [`room_if_free`](Self::room_if_free) is removed again when it declines. A room with an
/// [`approval_reason`](NewAttendee::approval_reason) may be pending at the end, since people decide about it.
///
/// The event has an idempotency key, chosen when the job is made unless the request has one: running the same value
/// again, after an error or a lost connection, never makes a second event, and adds only the attendees that are
/// missing. After a rollback the key is used up. Dropping the future leaves what was done; running the job again
/// completes it.
///
/// ```
/// # use calendar_generated::{Client, User, calendar_event};
/// # async fn run(client: &Client<User>, request: calendar_event::Create) -> Result<(), Box<dyn std::error::Error>> {
/// use calendar_generated::jobs::CreateMeeting;
/// use calendar_generated::types::{AttendeeType, NewAttendee};
///
/// let user = NewAttendee::builder().r#type(AttendeeType::User).user_id("ou_xxx").build()?;
/// let room = NewAttendee::builder().r#type(AttendeeType::Resource).room_id("omm_xxx").build()?;
/// let meeting = CreateMeeting::new(request).attendees([user, room]).run(client).await?;
/// println!("{:?}", meeting.event.event_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`run` does it"]
pub struct CreateMeeting {
    request: calendar_event::Create,
    attendees: Vec<NewAttendee>,
    rooms_if_free: Vec<NewAttendee>,
    room_wait: Duration,
}

/// A meeting that was created.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Meeting {
    /// The event.
    pub event: CalendarEvent,
    /// All its attendees.
    pub attendees: Vec<Attendee>,
    /// Rooms added with [`CreateMeeting::room_if_free`] that were not free, and are not part of the meeting.
    pub declined_rooms: Vec<NewAttendee>,
    /// Rooms that have not replied: those that need an approval, and those of [`CreateMeeting::room_if_free`].
    pub pending_rooms: Vec<NewAttendee>,
}

impl CreateMeeting {
    /// A job that creates this event.
    pub fn new(mut request: calendar_event::Create) -> Self {
        request.idempotency_key.get_or_insert_with(super::new_key);
        Self { request, attendees: Vec::new(), rooms_if_free: Vec::new(), room_wait: Duration::from_secs(60) }
    }

    /// Adds people, chats, addresses and rooms. Each of them is required.
    pub fn attendees(mut self, attendees: impl IntoIterator<Item = NewAttendee>) -> Self {
        self.attendees.extend(attendees);
        self
    }

    /// Adds a room that the meeting can do without.
    pub fn room_if_free(mut self, room: NewAttendee) -> Self {
        self.rooms_if_free.push(room);
        self
    }

    /// How long to wait for the rooms to respond; one minute by default.
    pub fn room_wait(mut self, wait: Duration) -> Self {
        self.room_wait = wait;
        self
    }

    /// Does it.
    pub async fn run<K>(&self, client: &Client<K>) -> Result<Meeting, JobError> {
        let calendar = Calendar {
            client,
            id: self.request.calendar_id.clone(),
            user_id_type: self.request.user_id_type.clone(),
            notify: self.request.need_notification,
        };
        self.check(&calendar)?;
        let (id, event) = calendar.create(&self.request).await?;
        match self.fill(&calendar, &id).await {
            Ok(Filled { attendees, declined_rooms, pending_rooms }) => {
                Ok(Meeting { event, attendees, declined_rooms, pending_rooms })
            }
            Err(error) => Err(error.rolled_back(calendar.take_back(&id).await)),
        }
    }

    /// Checks everything that is known before the first call.
    fn check<K>(&self, calendar: &Calendar<'_, K>) -> Result<(), JobError> {
        fn checked<T: Validate>(request: &T) -> Result<(), JobError> {
            validate(request).map_err(|invalid| JobError::call("checking the requests", invalid.into()))
        }
        checked(&self.request)?;
        let all: Vec<NewAttendee> = self.attendees.iter().chain(&self.rooms_if_free).cloned().collect();
        if all.len() > MOST {
            let why = format!("an event has at most {MOST} attendees, and these are {}", all.len());
            return Err(JobError::invalid("checking the requests", why));
        }
        if self.rooms_if_free.iter().any(|room| !is_room(room)) {
            return Err(JobError::invalid("checking the requests", "only a room can be added if it is free"));
        }
        calendar.additions(&EventId::from("_0"), all).iter().try_for_each(checked)
    }

    /// Adds rooms, then people.
    async fn fill<K>(&self, calendar: &Calendar<'_, K>, id: &EventId) -> Result<Filled, JobError> {
        let (required, people): (Vec<_>, Vec<_>) = self.attendees.iter().cloned().partition(is_room);
        let rooms: Vec<NewAttendee> = required.iter().chain(&self.rooms_if_free).cloned().collect();
        calendar.add_attendees(id, rooms.clone()).await.map_err(during("adding rooms"))?;
        let listed = calendar.settle_rooms(id, &rooms, self.room_wait).await.map_err(during("waiting for rooms"))?;
        require(&required, &listed)?;
        let is_declined = |room: &&NewAttendee| booking(room, &listed) == Booking::Declined;
        let declined_rooms: Vec<NewAttendee> = self.rooms_if_free.iter().filter(is_declined).cloned().collect();
        let gone = entries_of(&declined_rooms, &listed);
        calendar.remove_attendees(id, &gone).await.map_err(during("removing rooms that are not free"))?;
        calendar.add_attendees(id, people).await.map_err(during("adding attendees"))?;
        let attendees = calendar.attendees(id).await.map_err(during("listing the attendees"))?;
        let is_pending = |room: &NewAttendee| booking(room, &listed) == Booking::Pending;
        Ok(Filled { attendees, declined_rooms, pending_rooms: rooms.into_iter().filter(is_pending).collect() })
    }
}

/// The attendees of a meeting, and the outcome for each room.
struct Filled {
    attendees: Vec<Attendee>,
    declined_rooms: Vec<NewAttendee>,
    pending_rooms: Vec<NewAttendee>,
}

/// The attendees of an event that these rooms are.
fn entries_of(rooms: &[NewAttendee], listed: &[Attendee]) -> Vec<Attendee> {
    let rooms: HashSet<Who> = rooms.iter().filter_map(Who::of_new).collect();
    listed.iter().filter(|attendee| Who::of(attendee).is_some_and(|who| rooms.contains(&who))).cloned().collect()
}

/// All these rooms must be booked. One that people decide about may be pending.
pub(super) fn require(rooms: &[NewAttendee], listed: &[Attendee]) -> Result<(), JobError> {
    for room in rooms {
        let id = room.room_id.as_deref().unwrap_or_default();
        let failed = |kind, why| Err(JobError::problem("booking rooms", kind, format!("room `{id}` {why}")));
        match booking(room, listed) {
            Booking::Booked => (),
            Booking::Pending if room.approval_reason.is_some() => (),
            Booking::Pending => return failed(JobErrorKind::RoomPending, "has not replied in time"),
            Booking::Declined => {
                let why = "declined: it is taken at that time, or its booking rules do not allow the event";
                return failed(JobErrorKind::RoomDeclined, why);
            }
        }
    }
    Ok(())
}

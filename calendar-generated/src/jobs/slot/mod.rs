//! [`FindSlot`]: when people and rooms are free at the same time.

mod busy;
mod hours;
mod spans;

pub use hours::WorkingHours;

use std::time::Duration;

use super::error::{JobError, JobErrorKind};
use crate::types::{RoomId, UserId, UserIdType};
use crate::{Client, Timestamp};
use busy::Calendars;
use spans::{Span, gaps, intersection, merged};

const STEP: &str = "looking for a free slot";

/// How much time is searched at most: a call for each ten users and two weeks, and for each room and 90 days.
const MOST_DAYS: i64 = 366;

/// Finds times at which all of some people and rooms are free.
///
/// It gets the busy times of every calendar in parts of the documented size, and returns only when it knows all of
/// them: when one calendar cannot be read, the result is an error that names it, never a slot. A slot is a fact of the
/// moment; [`CreateMeeting`](super::CreateMeeting) reports whether the room is still free when it is booked.
///
/// ```
/// # use calendar_generated::{Client, User};
/// # async fn run(client: &Client<User>) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use calendar_generated::jobs::{FindSlot, WorkingHours, Zone};
///
/// let hour = Duration::from_secs(3600);
/// let slots = FindSlot::new(1_767_571_200, 1_768_176_000, hour)
///     .users(["ou_alice", "ou_bob"])
///     .one_of_rooms(["omm_garden", "omm_attic"])
///     .hours(WorkingHours::new(Zone::new("Asia/Shanghai")?, "09:00", "18:00")?)
///     .hours(WorkingHours::new(Zone::new("Europe/Berlin")?, "08:00", "17:00")?)
///     .find(client)
///     .await?;
/// if let Some(slot) = slots.first() {
///     println!("{} in {:?}", slot.start, slot.room);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`find` does it"]
pub struct FindSlot {
    from: i64,
    to: i64,
    length: i64,
    step: i64,
    most: usize,
    users: Vec<UserId>,
    user_id_type: Option<UserIdType>,
    rooms: Vec<RoomId>,
    one_of: Vec<RoomId>,
    hours: Vec<WorkingHours>,
}

/// A time at which everybody is free.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slot {
    /// When it starts.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The first room of [`FindSlot::one_of_rooms`] that is free then.
    pub room: Option<RoomId>,
}

impl FindSlot {
    /// A search for slots of this length, in whole seconds, between two instants.
    pub fn new(from: impl Into<Timestamp>, to: impl Into<Timestamp>, length: Duration) -> Self {
        Self {
            from: from.into().unix_seconds(),
            to: to.into().unix_seconds(),
            length: seconds(length),
            step: 15 * 60,
            most: 10,
            users: Vec::new(),
            user_id_type: None,
            rooms: Vec::new(),
            one_of: Vec::new(),
            hours: Vec::new(),
        }
    }

    /// Adds people who have to be free, by their primary calendars.
    pub fn users(mut self, users: impl IntoIterator<Item = impl Into<UserId>>) -> Self {
        self.users.extend(users.into_iter().map(Into::into));
        self
    }

    /// The form of the user IDs; open IDs unless set.
    pub fn user_id_type(mut self, form: UserIdType) -> Self {
        self.user_id_type = Some(form);
        self
    }

    /// Adds rooms, all of which have to be free.
    pub fn rooms(mut self, rooms: impl IntoIterator<Item = impl Into<RoomId>>) -> Self {
        self.rooms.extend(rooms.into_iter().map(Into::into));
        self
    }

    /// Adds rooms, one of which has to be free, the first ones preferred.
    pub fn one_of_rooms(mut self, rooms: impl IntoIterator<Item = impl Into<RoomId>>) -> Self {
        self.one_of.extend(rooms.into_iter().map(Into::into));
        self
    }

    /// Adds hours within which the slot must be. Those of several zones all apply.
    pub fn hours(mut self, hours: WorkingHours) -> Self {
        self.hours.push(hours);
        self
    }

    /// Slots start at multiples of this, counted from the full hour; a quarter of an hour unless set.
    pub fn step(mut self, step: Duration) -> Self {
        self.step = seconds(step);
        self
    }

    /// How many slots to return at most; 10 unless set.
    pub fn at_most(mut self, slots: usize) -> Self {
        self.most = slots;
        self
    }

    /// Does it: the slots in order, none when there is none.
    pub async fn find<K>(&self, client: &Client<K>) -> Result<Vec<Slot>, JobError> {
        self.check()?;
        let calendars = Calendars { client, span: (self.from, self.to), user_id_type: self.user_id_type.as_ref() };
        let mut busy = calendars.of_users(&self.users).await?;
        for room in &self.rooms {
            busy.extend(calendars.of_room(room).await?);
        }
        let mut open = gaps(&merged(busy), (self.from, self.to));
        for hours in &self.hours {
            open = intersection(&open, &hours.within((self.from, self.to)));
        }
        let mut rooms = Vec::new();
        for room in &self.one_of {
            let busy = merged(calendars.of_room(room).await?);
            rooms.push((room, intersection(&open, &gaps(&busy, (self.from, self.to)))));
        }
        Ok(if rooms.is_empty() { self.slots(&open) } else { self.slots_with_room(&rooms) })
    }

    fn check(&self) -> Result<(), JobError> {
        let invalid = |why: &str| Err(JobError::problem(STEP, JobErrorKind::Invalid, why));
        if self.to <= self.from {
            return invalid("the search ends before it starts");
        }
        if self.to.saturating_sub(self.from) > MOST_DAYS * 86_400 {
            return invalid("the search covers more than 366 days; ask for less");
        }
        if self.length < 1 || self.step < 1 {
            return invalid("the length and the step must be a second or more");
        }
        if self.users.is_empty() && self.rooms.is_empty() && self.one_of.is_empty() {
            return invalid("nobody is searched for; name users or rooms");
        }
        Ok(())
    }

    /// The slots in open times.
    fn slots(&self, open: &[Span]) -> Vec<Slot> {
        open.iter().flat_map(|span| self.starts(*span)).take(self.most).map(|start| self.slot(start, None)).collect()
    }

    /// The slots in which a room is open, each once, with the first such room.
    fn slots_with_room(&self, rooms: &[(&RoomId, Vec<Span>)]) -> Vec<Slot> {
        let mut starts = std::collections::BTreeMap::new();
        for (room, open) in rooms {
            for start in open.iter().flat_map(|span| self.starts(*span)) {
                starts.entry(start).or_insert(*room);
            }
        }
        starts.into_iter().take(self.most).map(|(start, room)| self.slot(start, Some(room.clone()))).collect()
    }

    fn slot(&self, start: i64, room: Option<RoomId>) -> Slot {
        Slot { start: start.into(), end: (start + self.length).into(), room }
    }

    /// Where slots may start in an open time.
    fn starts(&self, (from, to): Span) -> impl Iterator<Item = i64> + use<> {
        let (step, last) = (self.step, to - self.length);
        let first = from + (step - from.rem_euclid(step)) % step;
        std::iter::successors(Some(first), move |start| Some(start + step)).take_while(move |start| *start <= last)
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 4)
}

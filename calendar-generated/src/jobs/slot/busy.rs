//! The busy times of people and rooms: all of them, or an error that names the calendar.

use std::collections::HashSet;

use super::spans::Span;
use crate::jobs::error::{JobError, JobErrorKind};
use crate::types::{FreeBusy, RoomId, UserFreeBusy, UserId, UserIdType};
use crate::{Client, DateTime, Error, ErrorKind, Timestamp, freebusy};

const DAY: i64 = 86_400;

/// How many users one call takes, and how much time one call covers.
const MOST_USERS: usize = 10;
const BATCH_TIME: i64 = 14 * DAY;
const SINGLE_TIME: i64 = 90 * DAY;

/// The calendars and the span of a search for busy times.
pub(super) struct Calendars<'c, K> {
    pub(super) client: &'c Client<K>,
    pub(super) span: Span,
    pub(super) user_id_type: Option<&'c UserIdType>,
}

impl<K> Calendars<'_, K> {
    /// When any of these users is busy.
    pub(super) async fn of_users(&self, users: &[UserId]) -> Result<Vec<Span>, JobError> {
        let mut known = HashSet::new();
        let users: Vec<UserId> = users.iter().filter(|user| known.insert(user.as_str())).cloned().collect();
        let mut busy = Vec::new();
        for batch in users.chunks(MOST_USERS) {
            for part in parts(self.span, BATCH_TIME) {
                busy.extend(self.of_batch(batch, part).await?);
            }
        }
        Ok(busy)
    }

    /// The busy times of up to ten users. One user that the service does not know fails the call for all of them
    /// without a name, so then there is a call for each.
    async fn of_batch(&self, users: &[UserId], (from, to): Span) -> Result<Vec<Span>, JobError> {
        let (from, to) = (time(from)?, time(to)?);
        let mut request = freebusy::Batch::builder().time_min(&from).time_max(&to).user_ids(users).build_unchecked();
        request.user_id_type = self.user_id_type.cloned();
        let lists = match self.client.send(&request).await {
            Ok(response) => response.freebusy_lists,
            Err(error) if error.kind() == ErrorKind::Api && error.is_not_found() && users.len() > 1 => {
                return self.one_by_one(users, (&from, &to)).await;
            }
            Err(error) => return Err(failed(&named("user", users), error)),
        };
        let mut busy = Vec::new();
        for user in users {
            busy.extend(of_user(user, &lists)?);
        }
        Ok(busy)
    }

    async fn one_by_one(&self, users: &[UserId], (from, to): (&DateTime, &DateTime)) -> Result<Vec<Span>, JobError> {
        let mut busy = Vec::new();
        for user in users {
            let mut request = freebusy::List::builder().time_min(from).time_max(to).user_id(user).build_unchecked();
            request.user_id_type = self.user_id_type.cloned();
            busy.extend(self.single(&request, &named("user", std::slice::from_ref(user))).await?);
        }
        Ok(busy)
    }

    /// When a room is busy.
    pub(super) async fn of_room(&self, room: &RoomId) -> Result<Vec<Span>, JobError> {
        let mut busy = Vec::new();
        for (from, to) in parts(self.span, SINGLE_TIME) {
            let request = freebusy::List::builder().time_min(time(from)?).time_max(time(to)?).room_id(room);
            busy.extend(self.single(&request.build_unchecked(), &format!("room `{room}`")).await?);
        }
        Ok(busy)
    }

    async fn single(&self, request: &freebusy::List, who: &str) -> Result<Vec<Span>, JobError> {
        let response = self.client.send(request).await.map_err(|error| failed(who, error))?;
        response.freebusy_list.iter().map(|busy| span(who, busy)).collect()
    }
}

/// The busy times of a user, who has to be in the response.
fn of_user(user: &UserId, lists: &[UserFreeBusy]) -> Result<Vec<Span>, JobError> {
    let who = named("user", std::slice::from_ref(user));
    let mut own = lists.iter().filter(|list| list.user_id.as_ref() == Some(user)).peekable();
    if own.peek().is_none() {
        return Err(incomplete(&who, "the response does not have them"));
    }
    own.flat_map(|list| &list.freebusy_items).map(|busy| span(&who, busy)).collect()
}

fn span(who: &str, busy: &FreeBusy) -> Result<Span, JobError> {
    match (&busy.start_time, &busy.end_time) {
        (Some(start), Some(end)) => Ok((start.unix_seconds(), end.unix_seconds().max(start.unix_seconds()))),
        _ => Err(incomplete(who, "a busy time has no start or no end")),
    }
}

/// A time in parts that one call covers each.
fn parts((from, to): Span, most: i64) -> impl Iterator<Item = Span> {
    let starts =
        std::iter::successors(Some(from), move |start| Some(start + most)).take_while(move |start| *start < to);
    starts.map(move |start| (start, to.min(start + most)))
}

fn time(seconds: i64) -> Result<DateTime, JobError> {
    DateTime::try_from(Timestamp::from(seconds)).map_err(|error| JobError::invalid(super::STEP, error.to_string()))
}

fn named(kind: &str, ids: &[UserId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    format!("{kind} {}", ids.join(", "))
}

fn failed(who: &str, error: Error) -> JobError {
    JobError::call(format!("reading the busy times of {who}"), error)
}

fn incomplete(who: &str, why: &str) -> JobError {
    JobError::problem(format!("reading the busy times of {who}"), JobErrorKind::Incomplete, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_who_is_not_in_the_response_is_not_free() -> Result<(), serde_json::Error> {
        let lists: Vec<UserFreeBusy> =
            serde_json::from_str(r#"[{"user_id":"ou_1","freebusy_items":[]},{"freebusy_items":[]}]"#)?;
        assert_eq!(of_user(&"ou_1".into(), &lists).expect("no busy times"), []);
        let error = of_user(&"ou_2".into(), &lists).expect_err("another user");
        assert_eq!(error.kind(), JobErrorKind::Incomplete);
        assert!(error.to_string().contains("user `ou_2`"), "{error}");
        let half = r#"[{"user_id":"ou_1","freebusy_items":[{"start_time":"2026-01-05T09:00:00Z"}]}]"#;
        assert!(of_user(&"ou_1".into(), &serde_json::from_str::<Vec<UserFreeBusy>>(half)?).is_err());
        Ok(())
    }

    #[test]
    fn long_searches_are_asked_in_parts() {
        assert_eq!(
            parts((0, 30 * DAY), BATCH_TIME).collect::<Vec<_>>(),
            [(0, 14 * DAY), (14 * DAY, 28 * DAY), (28 * DAY, 30 * DAY)]
        );
        assert_eq!(parts((5, 6), SINGLE_TIME).collect::<Vec<_>>(), [(5, 6)]);
    }
}

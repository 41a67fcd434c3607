//! Two calls that several examples begin with.

use std::error::Error;

use calendar_generated::types::{CalendarId, EventId, TimeInfo};
use calendar_generated::{Client, DateTime, calendar, calendar_event};

/// The primary calendar of the user or the application in whose name the client calls.
pub(crate) async fn primary_calendar<K>(client: &Client<K>) -> Result<CalendarId, Box<dyn Error>> {
    let found = client.send(&calendar::Primary::builder().build()?).await?;
    let calendar = found.calendars.into_iter().find_map(|primary| primary.calendar?.calendar_id);
    calendar.ok_or_else(|| "the server returned no primary calendar".into())
}

/// A new event with a title, from one time to another.
pub(crate) async fn create_event<K>(
    client: &Client<K>,
    calendar: &CalendarId,
    title: &str,
    (start, end): (&DateTime, &DateTime),
) -> Result<EventId, Box<dyn Error>> {
    let request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary(title)
        .start_time(TimeInfo::at(start))
        .end_time(TimeInfo::at(end))
        .build()?;
    let event = client.send(&request).await?.event.and_then(|event| event.event_id);
    event.ok_or_else(|| "the server returned no event ID".into())
}

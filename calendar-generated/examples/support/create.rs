//! A call that fills calendars for several examples.

use std::error::Error;

use calendar_generated::types::{CalendarId, EventId, TimeInfo};
use calendar_generated::{Client, DateTime, calendar_event};

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

//! A call that several examples begin with.

use std::error::Error;

use calendar_generated::types::CalendarId;
use calendar_generated::{Client, calendar};

/// The primary calendar of the user or the application in whose name the client calls.
pub(crate) async fn primary_calendar<K>(client: &Client<K>) -> Result<CalendarId, Box<dyn Error>> {
    let found = client.send(&calendar::Primary::builder().build()?).await?;
    let calendar = found.calendars.into_iter().find_map(|primary| primary.calendar?.calendar_id);
    calendar.ok_or_else(|| "the server returned no primary calendar".into())
}

//! The end of an all-day event: a request names its last day, a response the day after that.

use super::Date;
use crate::types::{EndTime, TimeInfo};

impl EndTime {
    /// The last day of an all-day event; `None` for an event that ends at an instant.
    ///
    /// ```
    /// # fn show(event: calendar_generated::types::CalendarEvent) {
    /// let last_day = event.end_time.as_ref().and_then(|end| end.last_day());
    /// # }
    /// ```
    pub fn last_day(&self) -> Option<Date> {
        Date::from_days_since_epoch(self.date?.days_since_epoch() - 1).ok()
    }

    /// The same end in the form of a request, so that an event that was read can be sent again without growing by a day;
    /// `None` when the server sent neither a day nor an instant.
    pub fn into_request(self) -> Option<TimeInfo> {
        let time = match (self.last_day(), self.timestamp) {
            (Some(day), _) => TimeInfo::on(day),
            (None, Some(instant)) => TimeInfo::at(instant),
            (None, None) => return None,
        };
        let mut time = time.build_unchecked();
        time.timezone = self.timezone;
        Some(time)
    }
}

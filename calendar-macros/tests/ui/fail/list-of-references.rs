use calendar_generated::types::NewAttendee;
use calendar_generated::{calendar, calendar_event_attendee};

fn invite(people: &[NewAttendee]) {
    let _ = calendar_event_attendee::Create::builder().attendees(people);
}

fn read(ids: &[calendar_generated::types::CalendarId]) {
    let _ = calendar::Mget::builder().calendar_ids(ids);
}

fn main() {}

//! A spec that extends the shipped one: its types are the shipped ones, except those that it amends or uses otherwise.

#![deny(warnings, missing_docs)]

use calendar_generated::events::Event;
use calendar_generated::types as shipped;
use calendar_generated::{Client, Notification, Tenant};
use notes::{ErrorCode, calendar, calendar_event, events, note, types};

/// The generated code.
pub mod notes {
    calendar_generated::api!("../calendar-spec/tests/extending");
}

fn same<T>(_: T, _: T) {}

async fn send(client: Client<Tenant>, form: shipped::UserIdType, start: shipped::TimeInfo) {
    let author =
        types::Author::builder().ids(types::UserIds::builder().open_id("ou_x")).role(types::CalendarRole::Owner);
    let create =
        note::Create::builder().calendar_id("c").user_id_type(form).author(author).since(start).build().unwrap();
    let note = client.send(&create).await.unwrap();
    same(note.calendar, None::<shipped::Calendar>);
    same(note.since, None::<shipped::TimeInfoOutput>);

    // An overlay adds a sound to reminders, so events, and the calls that contain them, are generated anew.
    let reminder = types::Reminder::builder().minutes(5).sound("bell");
    let time = shipped::TimeInfo::at(1_602_504_000);
    let event = calendar_event::Create::builder().calendar_id("c").start_time(time.clone()).end_time(time);
    let event = client.send(&event.reminders([reminder]).build().unwrap()).await.unwrap();
    same(event.event.unwrap().free_busy_status, Some(types::FreeBusyStatus::Tentative));
}

/// One URL, and one handler, for the events of both specs.
fn event(event_type: &str, event: &str) -> events::Event {
    let body = format!(r#"{{"schema":"2.0","header":{{"event_type":"{event_type}"}},"event":{event}}}"#);
    Notification::decode(body.as_bytes()).unwrap().event
}

fn main() {
    let amended = event("meeting_room.meeting_room.status_changed_v1", r#"{"room_id":"omm_1"}"#);
    assert!(matches!(amended, events::Event::MeetingRoomStatusChanged(_)), "{amended:?}");
    let created = event("calendar.calendar.acl.created_v4", r#"{"acl_id":"user_1"}"#);
    assert!(matches!(created, events::Event::Shipped(Event::CalendarAclCreated(_))), "{created:?}");
    let other = event("contact.user.created_v3", "{}");
    assert!(matches!(other, events::Event::Unrecognized(_)), "{other:?}");
    let _ = send;
    let reminder = types::Reminder::builder().minutes(30_000);
    assert!(reminder.build().is_ok(), "an overlay has removed the limit");
    assert!(shipped::Reminder::builder().minutes(30_000).build().is_err(), "ours has kept it");
    assert_eq!(ErrorCode::from(300_001), ErrorCode::NoteTooLong);
    assert_eq!(ErrorCode::from(190_002), ErrorCode::InvalidParameters);
    assert!(ErrorCode::of::<calendar::Get>().any(|code| code == ErrorCode::NoteTooLong));
}

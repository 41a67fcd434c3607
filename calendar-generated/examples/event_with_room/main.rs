//! An event with a video meeting, reminders, people and a meeting room: whole, or not there.
//!
//! ```text
//! cargo run --example event_with_room
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url` and `clock`, and put in the
//! token of a user, the IDs of rooms and the open IDs of people. Which rooms there are, the calendar API does not say: the
//! example `own_endpoint` lists them by the API for video conferences.

#[path = "../support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::jobs::{CreateMeeting, EventSpan, Zone};
use calendar_generated::mock::{MockServer, TestClock};
use calendar_generated::types::{AttendeeType, CalendarId, NewAttendee, Reminder, VcType, Vchat};
use calendar_generated::{Client, ValidationError, calendar_event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // This clock shows the time to server and client, and waiting takes no time.
    let clock = TestClock::new();
    let server = MockServer::builder().clock(clock.reader()).start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).clock(clock.clone()).build()?;
    let calendar = support::primary_calendar(&client).await?;

    for title in ["Interview", "Planning"] {
        println!("{title}");
        let job = CreateMeeting::new(request(&calendar, title)?).attendees([
            user("ou_bob")?,
            user("ou_carol")?,
            room("omm_garden")?,
        ]);
        match job.run(&client).await {
            Ok(meeting) => {
                for attendee in meeting.attendees {
                    let answer = attendee.rsvp_status.map(|answer| answer.to_string()).unwrap_or_default();
                    println!("  {}: {answer}", attendee.display_name.unwrap_or_default());
                }
            }
            // The garden room is taken: the event is deleted again, and nobody was invited.
            Err(error) => println!("  {error}"),
        }
    }

    println!("Planning again, with any room");
    let job = CreateMeeting::new(request(&calendar, "Planning")?).attendees([user("ou_bob")?]);
    let meeting = job.room_if_free(room("omm_garden")?).room_if_free(room("omm_attic")?).run(&client).await?;
    let rooms = meeting.attendees.iter().filter_map(|attendee| attendee.room_id.as_deref());
    println!("  in {}; {} was taken", rooms.collect::<Vec<_>>().join(", "), meeting.declined_rooms.len());
    Ok(())
}

fn request(calendar: &CalendarId, title: &str) -> Result<calendar_event::Create, Box<dyn Error>> {
    let span = EventSpan::local("2026-01-02T10:00".parse()?, "2026-01-02T11:00".parse()?, Zone::SHANGHAI)?;
    let request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary(title)
        .start_time(span.start_time())
        .end_time(span.end_time())
        .vchat(Vchat::builder().vc_type(VcType::Vc))
        .reminders([Reminder::builder().minutes(15), Reminder::builder().minutes(5)])
        .build()?;
    Ok(request)
}

fn user(id: &str) -> Result<NewAttendee, ValidationError> {
    NewAttendee::builder().r#type(AttendeeType::User).user_id(id).build()
}

fn room(id: &str) -> Result<NewAttendee, ValidationError> {
    NewAttendee::builder().r#type(AttendeeType::Resource).room_id(id).build()
}

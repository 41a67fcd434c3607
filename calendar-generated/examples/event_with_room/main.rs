//! An event with a video meeting, reminders, people and a meeting room, up to the answer of the room.
//!
//! ```text
//! cargo run --example event_with_room
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, put in the token of a user,
//! the IDs of rooms and the open IDs of people, and take `SystemClock` for the clock. Which rooms there are, the
//! calendar API does not say: the example `own_endpoint` lists them by the API for video conferences.

mod rooms;

use std::error::Error;

use calendar_generated::mock::{MockServer, TestClock};
use calendar_generated::types::{
    AttendeeType, CalendarId, EventId, NewAttendee, Reminder, RsvpStatus, TimeInfo, VcType, Vchat,
};
use calendar_generated::{Client, DateTime, User, calendar, calendar_event, calendar_event_attendee};

/// An event, and the calendar that it is on.
struct Meeting {
    calendar: CalendarId,
    event: EventId,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // This clock shows the time to server and client, and waiting takes no time.
    let clock = TestClock::new();
    let server = MockServer::builder().clock(clock.reader()).start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).clock(clock.clone()).build()?;

    let request = calendar::Create::builder().summary("Team").build()?;
    let team = client.send(&request).await?.calendar.and_then(|calendar| calendar.calendar_id);
    let team = team.ok_or("the server returned no calendar ID")?;

    let times = ("2026-01-02T10:00:00+08:00".parse()?, "2026-01-02T11:00:00+08:00".parse()?);
    for title in ["Interview", "Planning", "Retrospective"] {
        println!("{title}, from {} to {}", times.0, times.1);
        let Some(room) = rooms::first_free(&client, &["omm_garden", "omm_attic"], &times).await? else {
            println!("  no room is free");
            continue;
        };
        let meeting = create(&client, &team, title, &times).await?;
        invite(&client, &meeting, room).await?;
        for attendee in rooms::attendees_once_booked(&client, &clock, &meeting).await? {
            let answer = attendee.rsvp_status.unwrap_or(RsvpStatus::NeedsAction);
            println!("  {}: {answer}", attendee.display_name.unwrap_or_default());
        }
    }
    Ok(())
}

async fn create(
    client: &Client<User>,
    calendar: &CalendarId,
    title: &str,
    (start, end): &(DateTime, DateTime),
) -> Result<Meeting, Box<dyn Error>> {
    let request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary(title)
        .start_time(TimeInfo::at(start).timezone("Asia/Shanghai"))
        .end_time(TimeInfo::at(end).timezone("Asia/Shanghai"))
        .vchat(Vchat::builder().vc_type(VcType::Vc))
        .reminders([Reminder::builder().minutes(15), Reminder::builder().minutes(5)])
        .build()?;
    let event = client.send(&request).await?.event.unwrap_or_default();
    if event.vchat.is_some_and(|vchat| vchat.vc_type == Some(VcType::Vc)) {
        println!("  has a video meeting and {} reminders", event.reminders.len());
    }
    let event = event.event_id.ok_or("the server returned no event ID")?;
    Ok(Meeting { calendar: calendar.clone(), event })
}

/// People and rooms are added once the event is there, both as attendees.
async fn invite(client: &Client<User>, meeting: &Meeting, room: &str) -> Result<(), Box<dyn Error>> {
    let user = |id: &str| NewAttendee::builder().r#type(AttendeeType::User).user_id(id);
    let room = NewAttendee::builder().r#type(AttendeeType::Resource).room_id(room);
    let request = calendar_event_attendee::Create::builder()
        .calendar_id(&meeting.calendar)
        .event_id(&meeting.event)
        .attendees([user("ou_bob"), user("ou_carol").is_optional(true), room])
        .build()?;
    client.send(&request).await?;
    Ok(())
}

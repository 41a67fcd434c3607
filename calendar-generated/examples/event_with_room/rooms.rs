//! Meeting rooms: which one is free, and what has become of a booking.

use std::error::Error;
use std::time::Duration;

use calendar_generated::types::{Attendee, AttendeeType, RsvpStatus};
use calendar_generated::{Client, Clock, DateTime, User, calendar_event_attendee, freebusy};

use crate::Meeting;

/// The first of some rooms on whose calendar nothing stands at that time.
pub(crate) async fn first_free<'r>(
    client: &Client<User>,
    rooms: &[&'r str],
    (start, end): &(DateTime, DateTime),
) -> Result<Option<&'r str>, Box<dyn Error>> {
    for room in rooms {
        let request = freebusy::List::builder().time_min(start).time_max(end).room_id(*room).build()?;
        if client.send(&request).await?.freebusy_list.is_empty() {
            return Ok(Some(room));
        }
        println!("  {room} is taken");
    }
    Ok(None)
}

/// Asks until the room has answered. It is booked in the background, and shows as `needs_action` until then.
pub(crate) async fn attendees_once_booked(
    client: &Client<User>,
    clock: &impl Clock,
    meeting: &Meeting,
) -> Result<Vec<Attendee>, Box<dyn Error>> {
    for second in 0..30 {
        let attendees = attendees(client, meeting).await?;
        if !attendees.iter().any(is_being_booked) {
            println!("  the room has answered after {second} s");
            return Ok(attendees);
        }
        clock.sleep(Duration::from_secs(1)).await;
    }
    Err("the room has not answered within 30 seconds".into())
}

fn is_being_booked(attendee: &Attendee) -> bool {
    attendee.r#type == Some(AttendeeType::Resource) && attendee.rsvp_status == Some(RsvpStatus::NeedsAction)
}

async fn attendees(client: &Client<User>, meeting: &Meeting) -> Result<Vec<Attendee>, Box<dyn Error>> {
    let request =
        calendar_event_attendee::List::builder().calendar_id(&meeting.calendar).event_id(&meeting.event).build()?;
    let (mut attendees, mut items) = (Vec::new(), client.items(request));
    while let Some(attendee) = items.next().await {
        attendees.push(attendee?);
    }
    Ok(attendees)
}

//! A meeting from e-mail addresses and the name of a room: looked up, booked, and announced by a message with a card.
//!
//! ```text
//! cargo run --example meeting_by_name
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url` and `clock`, and put in the
//! credentials of an application and the token of a user.

#[path = "support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::jobs::{CreateMeeting, EventSpan, Meeting, Zone};
use calendar_generated::mock::{MockServer, TestClock};
use calendar_generated::neighbours::types::{ImMessageType, ImReceiveIdType};
use calendar_generated::neighbours::{bot, contact_user, im_message, vc_room};
use calendar_generated::types::{AttendeeType, NewAttendee, RoomId, UserId};
use calendar_generated::{Client, Tenant, User, calendar_event, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // This clock shows the time to server and client, and waiting takes no time.
    let clock = TestClock::new();
    let server = MockServer::builder().clock(clock.reader()).start().await?;
    let alice = Client::builder().user_token("u-alice").base_url(&server).clock(clock.clone()).build()?;
    let application = Client::builder().tenant_token("t-1").base_url(&server).clock(clock.clone()).build()?;

    let users = users(&application, &["bob@example.com", "carol@example.com"]).await?;
    let room = room(&alice, "garden").await?;
    let meeting = book(&alice, &users, &room).await?;
    println!("booked {}", meeting.event.summary.as_deref().unwrap_or_default());
    for attendee in &meeting.attendees {
        println!("  {}", attendee.display_name.as_deref().unwrap_or_default());
    }

    for user in &users {
        let message = announce(&application, user, &meeting).await?;
        println!("told {user} in {message}");
    }
    let info = application.send(&bot::Get::builder().build()?).await?.bot.unwrap_or_default();
    println!("as the bot {}", info.app_name.as_deref().unwrap_or_default());
    Ok(())
}

/// The users with these addresses. An address that nobody has is an error, and not a meeting without this person.
async fn users(client: &Client<Tenant>, emails: &[&str]) -> Result<Vec<UserId>, Box<dyn Error>> {
    let request = contact_user::BatchGetId::builder().emails(emails.iter().copied()).build()?;
    let found = client.send(&request).await?.user_list.into_iter();
    let users = found.map(|entry| {
        let email = entry.email.unwrap_or_default();
        entry
            .user_id
            .ok_or_else(|| format!("nobody has the address {email}, or the application may not see them").into())
    });
    users.collect()
}

/// The first room of the name that the user may book.
async fn room(client: &Client<User>, name: &str) -> Result<RoomId, Box<dyn Error>> {
    let found = client.send(&vc_room::Search::builder().keyword(name).build()?).await?;
    let room = found.rooms.into_iter().find_map(|room| room.room_id);
    room.ok_or_else(|| format!("there is no room called {name}").into())
}

async fn book(client: &Client<User>, users: &[UserId], room: &RoomId) -> Result<Meeting, Box<dyn Error>> {
    let calendar = support::primary_calendar(client).await?;
    let span = EventSpan::local("2026-01-02T10:00".parse()?, "2026-01-02T11:00".parse()?, Zone::SHANGHAI)?;
    let request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary("Planning")
        .start_time(span.start_time())
        .end_time(span.end_time())
        .build()?;
    let mut attendees = vec![NewAttendee::builder().r#type(AttendeeType::Resource).room_id(room).build()?];
    for user in users {
        attendees.push(NewAttendee::builder().r#type(AttendeeType::User).user_id(user).build()?);
    }
    Ok(CreateMeeting::new(request).attendees(attendees).run(client).await?)
}

/// Sends a card with a button that opens the event. The key makes a repeated call harmless: one event, one message.
async fn announce(client: &Client<Tenant>, user: &UserId, meeting: &Meeting) -> Result<String, Box<dyn Error>> {
    let title = meeting.event.summary.as_deref().unwrap_or_default();
    let card = json!({
        "header": { "title": { "tag": "plain_text", "content": title } },
        "elements": [{
            "tag": "action",
            "actions": [{
                "tag": "button",
                "text": { "tag": "plain_text", "content": "Open the event" },
                "url": meeting.event.app_link.as_deref(),
            }],
        }],
    });
    let event = meeting.event.event_id.as_deref().unwrap_or_default();
    let key: String = format!("{user} {event}").chars().take(50).collect();
    let request = im_message::Create::builder()
        .receive_id_type(ImReceiveIdType::OpenId)
        .receive_id(user.as_str())
        .msg_type(ImMessageType::Interactive)
        .content(card.to_string())
        .uuid(key)
        .build()?;
    let message = client.send(&request).await?.message_id;
    Ok(message.ok_or("the server returned no ID of the message")?.to_string())
}

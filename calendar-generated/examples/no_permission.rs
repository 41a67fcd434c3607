//! What the service refuses, as a typed error: matched by its code, with what there is to know for a log.
//!
//! ```text
//! cargo run --example no_permission
//! ```
//!
//! A mock server in this process plays the service: one user organizes an event, one is invited, one has nothing to do
//! with it. For the real service leave out `base_url`, and put in the tokens of users.

#[path = "support/create.rs"]
mod create;
mod support;

use std::error::Error;
use std::fmt::Display;

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::types::{AttendeeType, CalendarId, EventId, NewAttendee};
use calendar_generated::{Client, ErrorCode, User, calendar_event, calendar_event_attendee};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let alice = Client::builder().user_token("u-alice").base_url(&server).build()?;
    let (bob, carol) = (alice.with_user_token("u-bob")?, alice.with_user_token("u-carol")?);

    let calendar = support::primary_calendar(&alice).await?;
    let times = ("2026-01-05T10:00:00+08:00".parse()?, "2026-01-05T11:00:00+08:00".parse()?);
    let event = create::create_event(&alice, &calendar, "Planning", (&times.0, &times.1)).await?;
    let invitation = calendar_event_attendee::Create::builder()
        .calendar_id(&calendar)
        .event_id(&event)
        .attendees([NewAttendee::builder().r#type(AttendeeType::User).user_id("ou_bob")]);
    alice.send(&invitation.build()?).await?;

    println!("Bob is invited, and renames the event where he sees it, on his own calendar");
    println!("  {}", rename(&bob, &support::primary_calendar(&bob).await?, &event).await?);

    println!("Carol renames it on the calendar of Alice");
    println!("  {}", rename(&carol, &calendar, &event).await?);

    println!("Alice renames it through an application that may not write");
    // The mock server knows no scopes; this has it refuse the next call as if one were missing.
    server.fault(Fault::code(99_991_679).on("calendar_event.patch"))?;
    println!("  {}", rename(&alice, &calendar, &event).await?);

    println!("Alice renames it through one that may");
    println!("  {}", rename(&alice, &calendar, &event).await?);

    println!("Alice renames it after she has deleted it");
    let delete = calendar_event::Delete::builder().calendar_id(&calendar).event_id(&event).build()?;
    alice.send(&delete).await?;
    println!("  {}", rename(&alice, &calendar, &event).await?);
    Ok(())
}

/// Matches the codes that the program can do something about, and hands on all others. Where it matters only what kind
/// of failure it is, `is_permission()` and `is_not_found()` are enough.
async fn rename(client: &Client<User>, calendar: &CalendarId, event: &EventId) -> Result<String, Box<dyn Error>> {
    let request =
        calendar_event::Patch::builder().calendar_id(calendar).event_id(event).summary("Planning II").build()?;
    let Err(error) = client.send(&request).await else {
        return Ok("done".to_owned());
    };
    log(&error);
    match error.code() {
        Some(ErrorCode::NoEventPermission) => Ok("so: ask the organizer, or to be allowed to change it".to_owned()),
        Some(ErrorCode::NoCalendarAccess) => {
            Ok("so: ask the owner of the calendar for the role of a writer".to_owned())
        }
        Some(ErrorCode::EventDeleted | ErrorCode::EventNotFound) => Ok("so: forget the event".to_owned()),
        Some(ErrorCode::AppLacksScope | ErrorCode::UserLacksScope) => {
            let scopes: Vec<&str> = error.missing_scopes().collect();
            Ok(format!("so: have one of these scopes granted: {}", scopes.join(", ")))
        }
        _ => Err(error.into()),
    }
}

/// For people one line is enough: `{error}` says all of this.
fn log(error: &calendar_generated::Error) {
    println!("  {} failed: {}", shown(error.endpoint()), shown(error.message()));
    println!("  code {}, HTTP status {}", shown(error.code_number()), shown(error.status()));
    println!("  log id, which the vendor's support asks for: {}", shown(error.log_id()));
    println!("  advice: {}", shown(error.advice()));
}

/// What not every failure has, as text.
fn shown<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "(none)".to_owned(), |value| value.to_string())
}

//! Endpoints of one's own, described in YAML beside this file: the macro generates them, and the same client sends them
//! and those of the calendar.
//!
//! ```text
//! cargo run --example own_endpoint
//! ```
//!
//! The mock server serves the same directory. For the real service leave out `base_url`, and start from
//! `Client::builder().app(app_id, app_secret)`.

/// The generated code. The path is relative to the package.
mod rooms {
    calendar_generated::api!("examples/own_endpoint/spec");
}

#[path = "../support/create.rs"]
mod create;
#[path = "../support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::mock::MockServer;
use calendar_generated::types::{AttendeeType, NewAttendee, RoomId};
use calendar_generated::{Client, DateTime, Tenant, calendar_event_attendee, freebusy};
use rooms::{ErrorCode, room};

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/own_endpoint/spec");
const LEVEL: &str = "omb_third_floor";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::builder().spec_dir(SPEC).start().await?;
    let client = Client::builder().tenant_token("t-app").base_url(&server).build()?;
    for (name, capacity) in [("Garden", 8), ("Attic", 4), ("Hall", 60)] {
        let request = room::Create::builder().name(name).capacity(capacity).room_level_id(LEVEL).build()?;
        client.send(&request).await?;
    }

    let times = ("2026-01-05T10:00:00+08:00".parse()?, "2026-01-05T11:00:00+08:00".parse()?);
    println!("The rooms of a level, page by page; the one that holds ten is booked:");
    let mut rooms = client.items(room::List::builder().room_level_id(LEVEL).page_size(2).build()?);
    while let Some(room) = rooms.next().await {
        let room = room?;
        let Some(id) = &room.room_id else { continue };
        println!("  {} for {} people", room.name.unwrap_or_default(), room.capacity.unwrap_or_default());
        if room.capacity >= Some(10) && is_free(&client, id, &times).await? {
            book(&client, id, &times).await?;
            println!("    was free and is booked; free now: {}", is_free(&client, id, &times).await?);
        }
    }

    show(&client, "omm_0000000000000001").await?;
    show(&client, "omm_elsewhere").await
}

/// An endpoint of the calendar. It takes the same `RoomId` that the endpoint of our own has returned.
async fn is_free(client: &Client<Tenant>, room: &RoomId, times: &(DateTime, DateTime)) -> Result<bool, Box<dyn Error>> {
    let (start, end) = times.clone();
    let request = freebusy::List::builder().time_min(start).time_max(end).room_id(room).build()?;
    Ok(client.send(&request).await?.freebusy_list.is_empty())
}

async fn book(client: &Client<Tenant>, room: &RoomId, times: &(DateTime, DateTime)) -> Result<(), Box<dyn Error>> {
    let calendar = support::primary_calendar(client).await?;
    let event = create::create_event(client, &calendar, "Town hall", (&times.0, &times.1)).await?;
    // A room in an event of an application needs a contact person.
    let room = NewAttendee::builder().r#type(AttendeeType::Resource).room_id(room).operate_id("ou_alice");
    let request =
        calendar_event_attendee::Create::builder().calendar_id(calendar).event_id(event).attendees([room]).build()?;
    client.send(&request).await?;
    Ok(())
}

/// Error codes of our own are matched like those of the calendar, which are in the same enum.
async fn show(client: &Client<Tenant>, id: &str) -> Result<(), Box<dyn Error>> {
    match client.send(&room::Get::builder().room_id(id).build()?).await {
        Ok(answer) => println!("{id} is called {}", answer.room.and_then(|room| room.name).unwrap_or_default()),
        Err(error) if error.code() == Some(ErrorCode::DataNotFound) => println!("There is no {id}: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

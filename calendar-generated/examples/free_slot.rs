//! The first hours in which a whole team and a meeting room are free, within the working hours of two cities.
//!
//! ```text
//! cargo run --example free_slot
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url` and what fills the calendars,
//! and put in the token of a user, the open IDs of the team and the IDs of rooms.

#[path = "support/create.rs"]
mod create;
#[path = "support/mod.rs"]
mod support;

use std::error::Error;
use std::time::Duration;

use calendar_generated::jobs::{EventSpan, FindSlot, WallClock, WorkingHours, Zone};
use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::{Client, User};

const TEAM: [&str; 4] = ["ou_alice", "ou_bob", "ou_carol", "ou_dave"];

/// What stands on the calendars that Monday: whose event, what it is, from when to when in Shanghai.
const EVENTS: [(&str, &str, &str, &str); 5] = [
    ("u-alice", "Review", "15:00", "16:30"),
    ("u-bob", "Interview", "16:00", "16:45"),
    ("u-carol", "Workshop", "09:00", "12:00"),
    ("u-carol", "Support", "15:30", "16:15"),
    ("u-dave", "Demo", "17:45", "18:00"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).build()?;
    fill(&client).await?;

    let berlin = Zone::new("Europe/Berlin")?;
    let week = EventSpan::local("2026-01-05T00:00".parse()?, "2026-01-10T00:00".parse()?, Zone::SHANGHAI)?;
    let search = FindSlot::new(week.start(), week.end(), Duration::from_secs(3600))
        .users(TEAM)
        .one_of_rooms(["omm_garden", "omm_attic"])
        .hours(WorkingHours::new(Zone::SHANGHAI, "09:00", "19:00")?)
        .hours(WorkingHours::new(berlin, "09:00", "17:00")?)
        .at_most(3);
    for slot in search.find(&client).await? {
        let (shanghai, there) = (WallClock::at(slot.start, Zone::SHANGHAI)?, WallClock::at(slot.start, berlin)?);
        println!("{shanghai} in Shanghai, {there} in Berlin, room {}", slot.room.as_deref().unwrap_or("none"));
    }

    println!("When one calendar cannot be read, there is no slot:");
    server.fault(Fault::code(190_003).on("freebusy.list").always())?;
    match search.find(&client).await {
        Ok(slots) => println!("  {} slots", slots.len()),
        Err(error) => println!("  {error}"),
    }
    Ok(())
}

async fn fill(client: &Client<User>) -> Result<(), Box<dyn Error>> {
    let time = |clock: &str| format!("2026-01-05T{clock}:00+08:00").parse();
    for (token, title, start, end) in EVENTS {
        let owner = client.with_user_token(token)?;
        let calendar = support::primary_calendar(&owner).await?;
        create::create_event(&owner, &calendar, title, (&time(start)?, &time(end)?)).await?;
    }
    Ok(())
}

//! Events of whole days, and times on the clocks of a zone.
//!
//! ```text
//! cargo run --example all_day_events
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, and put in the token of a
//! user.

#[path = "support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::jobs::{EventSpan, WallClock, Zone};
use calendar_generated::mock::MockServer;
use calendar_generated::types::{CalendarEvent, CalendarId};
use calendar_generated::{Client, User, calendar_event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).build()?;
    let calendar = support::primary_calendar(&client).await?;

    // A request names the last day, a response the day after it. The span always means the last day.
    let trip = EventSpan::all_day("2026-05-01".parse()?, "2026-05-03".parse()?)?;
    let event = create(&client, &calendar, "Trip", &trip).await?;
    let sent_back = event.end_time.as_ref().and_then(|end| end.date).ok_or("no end")?;
    let read = EventSpan::of(&event)?;
    println!(
        "The service says that the trip ends on {sent_back}; its last day is {}",
        read.last_day().ok_or("no day")?
    );
    let again = create(&client, &calendar, "Trip, copied", &read).await?;
    println!("Its copy is as long: {}", EventSpan::of(&again)? == trip);

    // A time on a clock is an instant only in a zone, and not every clock shows every time once.
    let berlin = Zone::new("Europe/Berlin")?;
    for clock in ["2026-03-28T02:30", "2026-03-29T02:30", "2026-10-25T02:30"] {
        let clock: WallClock = clock.parse()?;
        match clock.in_zone(berlin) {
            Ok(instant) => println!("{clock} in Berlin is {instant}"),
            Err(error) => println!("{clock} in Berlin: {error}"),
        }
    }
    // Names of Windows are mapped on request, and never sent.
    println!("{}", Zone::new("W. Europe Standard Time").err().ok_or("Windows names are no IANA names")?);
    println!("China Standard Time is {}", Zone::from_windows("China Standard Time")?);
    Ok(())
}

async fn create(
    client: &Client<User>,
    calendar: &CalendarId,
    title: &str,
    span: &EventSpan,
) -> Result<CalendarEvent, Box<dyn Error>> {
    let request = calendar_event::Create::builder().calendar_id(calendar).summary(title);
    let request = request.start_time(span.start_time()).end_time(span.end_time()).build()?;
    client.send(&request).await?.event.ok_or_else(|| "the server returned no event".into())
}

//! A series that is changed for one instance, for this and the following ones, and for all; and its rule.
//!
//! ```text
//! cargo run --example recurring_events
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url` and `clock`, and put in the
//! token of a user.

#[path = "../support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::jobs::{
    DeleteEvent, EditEvent, EventIdParts, EventSpan, RecurrenceRule, Scope, WallClock, Weekday, Zone,
};
use calendar_generated::mock::{Fault, MockServer, TestClock};
use calendar_generated::types::{CalendarEvent, CalendarId, EventId};
use calendar_generated::{Client, User, calendar_event};

const ZONE: Zone = Zone::SHANGHAI;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let clock = TestClock::new();
    let server = MockServer::builder().clock(clock.reader()).start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).clock(clock.clone()).build()?;
    let calendar = support::primary_calendar(&client).await?;

    let series = create(&client, &calendar).await?;
    let instance = |day: u8| -> Result<EventId, Box<dyn Error>> {
        let start: WallClock = format!("2026-01-{day:02}T09:00").parse()?;
        Ok(EventIdParts::of(&series)?.instance(start.in_zone(ZONE)?))
    };
    edit(&client, &calendar, instance(9)?, "With guests", None, Scope::ThisOne).await?;
    DeleteEvent::new(&calendar, instance(14)?, Scope::ThisOne).run(&client).await?;
    println!("Before the split, with one instance renamed and one deleted:");
    print(&client, &calendar).await?;

    println!("The new series cannot be made: the split is taken back");
    server.fault(Fault::code(190_002).on("calendar_event.create"))?;
    let error = edit(&client, &calendar, instance(12)?, "Later", Some("10:30"), Scope::ThisAndFollowing).await;
    println!("  {}", error.err().ok_or("the split must fail")?);
    print(&client, &calendar).await?;

    println!("After the split on the 12th, an hour and a half later from then on:");
    edit(&client, &calendar, instance(12)?, "Later", Some("10:30"), Scope::ThisAndFollowing).await?;
    print(&client, &calendar).await?;

    println!("Without the second half of the first series, from the 9th on:");
    DeleteEvent::new(&calendar, instance(9)?, Scope::ThisAndFollowing).run(&client).await?;
    print(&client, &calendar).await
}

/// Mondays, Wednesdays and Fridays at nine, eight times.
async fn create(client: &Client<User>, calendar: &CalendarId) -> Result<EventId, Box<dyn Error>> {
    let rule = RecurrenceRule::weekly().on([Weekday::Monday, Weekday::Wednesday, Weekday::Friday]).count(8).build()?;
    let first = EventSpan::local("2026-01-05T09:00".parse()?, "2026-01-05T10:00".parse()?, ZONE)?;
    let request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary("Stand-up")
        .start_time(first.start_time())
        .end_time(first.end_time())
        .recurrence(rule)
        .build()?;
    let event = client.send(&request).await?.event.and_then(|event| event.event_id);
    event.ok_or_else(|| "the server returned no event ID".into())
}

async fn edit(
    client: &Client<User>,
    calendar: &CalendarId,
    event: EventId,
    title: &str,
    time: Option<&str>,
    scope: Scope,
) -> Result<CalendarEvent, Box<dyn Error>> {
    let mut change = calendar_event::Patch::builder().calendar_id(calendar).event_id(&event).summary(title);
    if let (Some(time), Some(original)) = (time, EventIdParts::of(&event)?.original_time()) {
        let day = WallClock::at(original, ZONE)?.to_string();
        let start: WallClock = format!("{}T{time}", day.split('T').next().unwrap_or_default()).parse()?;
        let start = start.in_zone(ZONE)?;
        let span = EventSpan::between(start, start.unix_seconds() + 3600, ZONE)?;
        change = change.start_time(span.start_time()).end_time(span.end_time());
    }
    Ok(EditEvent::new(change.build()?, scope).run(client).await?.event)
}

/// The series with their rules, and all instances in January.
async fn print(client: &Client<User>, calendar: &CalendarId) -> Result<(), Box<dyn Error>> {
    let mut events = client.items(calendar_event::List::builder().calendar_id(calendar).anchor_time(1).build()?);
    while let Some(event) = events.next().await {
        let event = event?;
        if let Some(rule) = event.recurrence.filter(|rule| !rule.is_empty()) {
            println!("  {}: {rule}", event.summary.unwrap_or_default());
        }
    }
    let january = EventSpan::local("2026-01-01T00:00".parse()?, "2026-02-01T00:00".parse()?, ZONE)?;
    let view = calendar_event::InstanceView::builder().calendar_id(calendar);
    let view = view.start_time(january.start()).end_time(january.end()).build()?;
    for event in client.send(&view).await?.items {
        let start = WallClock::at(EventSpan::of(&event)?.start(), ZONE)?;
        println!("    {start} {}", event.summary.unwrap_or_default());
    }
    Ok(())
}

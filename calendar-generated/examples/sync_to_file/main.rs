//! A copy of the events of a calendar in a JSON file, kept up to date: each run asks only for what changed.
//!
//! ```text
//! cargo run --example sync_to_file
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, and put in the token of a
//! user and a path that lasts.

#[path = "../support/create.rs"]
mod create;
mod mirror;
#[path = "../support/mod.rs"]
mod support;

use std::error::Error;
use std::path::Path;

use calendar_generated::mock::MockServer;
use calendar_generated::types::{CalendarEvent, CalendarId, EventStatus};
use calendar_generated::{Client, User, calendar_event};
use mirror::Mirror;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).build()?;
    let calendar = support::primary_calendar(&client).await?;
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("events.json");

    let times = ("2026-01-05T10:00:00+08:00".parse()?, "2026-01-05T11:00:00+08:00".parse()?);
    let mut events = Vec::new();
    for number in 1..=60 {
        let title = format!("Event {number}");
        events.push(create::create_event(&client, &calendar, &title, (&times.0, &times.1)).await?);
    }
    println!("1. The first run brings everything, page by page");
    run(&client, &calendar, &file).await?;

    println!("2. One event is renamed, one is deleted, one is new: the next run brings these");
    let change = calendar_event::Patch::builder().calendar_id(&calendar).event_id(&events[0]).summary("Renamed");
    client.send(&change.build()?).await?;
    let delete = calendar_event::Delete::builder().calendar_id(&calendar).event_id(&events[1]);
    client.send(&delete.build()?).await?;
    create::create_event(&client, &calendar, "New", (&times.0, &times.1)).await?;
    run(&client, &calendar, &file).await?;

    println!("3. The sync token has expired (190008): the client begins anew by itself, and says so");
    server.expire_sync_tokens();
    run(&client, &calendar, &file).await?;
    println!("The file begins with:");
    std::fs::read_to_string(&file)?.lines().take(14).for_each(|line| println!("   {line}"));
    Ok(())
}

/// What a program would do every few minutes, or when it is told that something changed.
async fn run(client: &Client<User>, calendar: &CalendarId, file: &Path) -> Result<(), Box<dyn Error>> {
    let mut mirror = Mirror::read(file)?;
    // Without an anchor the service does not page, and the stream would say so.
    let request =
        calendar_event::List::builder().calendar_id(calendar).anchor_time(1_767_225_600).page_size(50).build()?;
    let mut batches = client.sync(request, mirror.state().clone());
    while let Some(batch) = batches.next().await {
        let batch = batch?;
        if batch.is_reset {
            println!("   what was stored before is void");
        }
        if batch.is_snapshot {
            println!("   {} of all events", batch.items.len());
        } else {
            println!("   {} changes: {}", batch.items.len(), shown(&batch.items));
        }
        mirror.take(batch);
        mirror.write(file)?;
    }
    println!("   {} events in the file", mirror.len());
    Ok(())
}

/// Titles, and what became of the events.
fn shown(events: &[CalendarEvent]) -> String {
    let events = events.iter().map(|event| {
        let status = event.status.as_ref().map_or("?", EventStatus::as_str);
        format!("{} ({status})", event.summary.as_deref().unwrap_or("?"))
    });
    events.collect::<Vec<_>>().join(", ")
}

//! Listings are streams of pages or items; a sync brings what changed since the last time.

use calendar_generated::{SyncState, calendar_event};

use crate::calendars::{Team, create_event};
use crate::settings::Settings;
use crate::{Failure, shown};

/// An own copy of a listing: what was asked for, and how far it has come.
pub(crate) struct Copy {
    request: calendar_event::List,
    state: SyncState,
}

pub(crate) async fn fill_and_list(settings: &Settings, team: &Team) -> Result<Copy, Failure> {
    for number in 1..settings.events {
        create_event(settings, &team.calendar, (&format!("Meeting {number}"), i64::from(number))).await?;
    }
    // The service pages only from an anchor on; without one, this stream would say so and make no call.
    let request = calendar_event::List::builder()
        .calendar_id(team.calendar.clone())
        .anchor_time(i64::from(settings.now()))
        .page_size(50)
        .build()?;
    let (mut batches, mut pages) = (settings.client.sync(request.clone(), SyncState::default()), Vec::new());
    while let Some(batch) = batches.next().await {
        pages.push(batch?.items.len().to_string());
    }
    println!("   pages of {} events", pages.join(", "));
    Ok(Copy { state: batches.state().clone(), request })
}

/// The state of a sync can be stored, and another process goes on with it.
pub(crate) async fn sync(settings: &Settings, copy: Copy) -> Result<(), Failure> {
    let stored = serde_json::to_string(&copy.state)?;
    let mut batches = settings.client.sync(copy.request, serde_json::from_str(&stored)?);
    while let Some(batch) = batches.next().await {
        for event in batch?.items {
            println!("   changed since: {} is called {} now", shown(event.event_id), shown(event.summary));
        }
    }
    Ok(())
}

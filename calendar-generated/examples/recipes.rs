//! Six small programs, a function each: what applications begin with.
//!
//! ```text
//! cargo run --example recipes
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, and put in the token of a user
//! or the ID and the secret of an application.

use std::error::Error;
use std::fs;
use std::path::Path;

use calendar_generated::mock::MockServer;
use calendar_generated::types::{CalendarId, EventLocation, TimeInfo};
use calendar_generated::{AnyToken, Client, DateTime, ErrorCode, SyncState, calendar, calendar_event};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// An application that calls as a user or as itself, as the configuration says.
struct App {
    client: Client<AnyToken>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let server = MockServer::start().await?;
    let app = App::new(server.url(), Some("u-alice"))?;
    let calendar = app.primary_calendar().await?;
    app.add_event(&calendar, "2026-03-02T09:00:00+01:00", Some("Planning"), None).await?;
    app.add_event(&calendar, "2026-03-02T11:00:00+01:00", None, Some("Garden room")).await?;
    println!("calendars: {}", app.titles().await?.join(", "));
    let directory = tempfile::tempdir()?;
    for _ in 0..2 {
        println!("changes since the last run: {}", app.changes(&calendar, &directory.path().join("state.json")).await?);
    }
    println!("deleted: {}, again: {}", app.delete("no-such-calendar").await?, app.delete("no-such-calendar").await?);
    Ok(())
}

impl App {
    /// 1. A client by configuration.
    fn new(base_url: &str, user_token: Option<&str>) -> Outcome<Self> {
        let builder = Client::builder();
        let client = match user_token {
            Some(token) => builder.user_token(token).base_url(base_url).build()?.into(),
            None => builder.app("cli_a1b2", "secret").base_url(base_url).build()?.into(),
        };
        Ok(Self { client })
    }

    /// 2. A response of which a field is needed.
    async fn primary_calendar(&self) -> Outcome<CalendarId> {
        let found = self.client.send(&calendar::Primary::builder().build()?).await?.calendars;
        Ok(found.into_iter().find_map(|primary| primary.calendar?.calendar_id).ok_or("no primary calendar")?)
    }

    /// 3. A request from a form in which much may be left out.
    async fn add_event(&self, calendar: &CalendarId, start: &str, title: Option<&str>, place: Option<&str>) -> Outcome {
        let start: DateTime = start.parse()?;
        let request = calendar_event::Create::builder()
            .calendar_id(calendar)
            .start_time(TimeInfo::at(&start).timezone("Europe/Berlin"))
            .end_time(TimeInfo::at(start.unix_seconds() + 3600).timezone("Europe/Berlin"))
            .summary(title)
            .location(place.map(|name| EventLocation::builder().name(name)))
            .build()?;
        self.client.send(&request).await?;
        Ok(())
    }

    /// 4. All of a list.
    async fn titles(&self) -> Outcome<Vec<String>> {
        let calendars = self.client.items(calendar::List::builder().build()?).try_collect().await?;
        Ok(calendars.into_iter().filter_map(|calendar| Some(calendar.summary?.into())).collect())
    }

    /// 5. What changed since the last run.
    async fn changes(&self, calendar: &CalendarId, file: &Path) -> Outcome<usize> {
        let state: SyncState =
            if file.exists() { serde_json::from_slice(&fs::read(file)?)? } else { SyncState::default() };
        let request = calendar_event::List::builder().calendar_id(calendar).anchor_time(1_767_225_600).build()?;
        let (mut batches, mut changes) = (self.client.sync(request, state), 0);
        while let Some(batch) = batches.next().await {
            let batch = batch?;
            changes += batch.items.len();
            // With the items, in one transaction, where they are stored.
            fs::write(file, serde_json::to_vec(&batch.state)?)?;
        }
        Ok(changes)
    }

    /// 6. An error that is none for the application.
    async fn delete(&self, calendar: &str) -> Outcome<bool> {
        match self.client.send(&calendar::Delete::builder().calendar_id(calendar).build()?).await {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.code(), Some(ErrorCode::CalendarNotFound | ErrorCode::InvalidCalendarId)) => {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}

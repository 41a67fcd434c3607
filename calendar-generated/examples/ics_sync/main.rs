//! An iCalendar file or URL, kept in step with a calendar: at first everything, then only what changed; and the calendar
//! written as iCalendar.
//!
//! ```text
//! cargo run --example ics_sync
//! cargo run --example ics_sync -- holidays.ics
//! cargo run --example ics_sync -- https://example.com/calendar.ics
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, and put in the token of a user
//! and a path that lasts. The crate `icalendar` reads and writes the format.

mod entry;
mod read;
mod source;
mod store;
#[path = "../support/mod.rs"]
mod support;
mod sync;
mod write;

use std::error::Error;
use std::path::Path;

use calendar_generated::mock::MockServer;
use calendar_generated::types::CalendarId;
use calendar_generated::{Client, User};
use entry::Entry;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).build()?;
    let calendar = support::primary_calendar(&client).await?;
    let directory = tempfile::tempdir()?;
    let store = directory.path().join("events.json");

    if let Some(source) = std::env::args().nth(1) {
        run(&client, &calendar, &source::load(&source).await?, &store).await?;
        println!("{}", write::calendar(&client, &calendar, &Store::read(&store)?).await?);
        return Ok(());
    }
    println!("1. The first run brings everything");
    let entries = run(&client, &calendar, FIRST, &store).await?;
    written(&client, &calendar, &store, &entries).await?;
    println!("2. The same again changes nothing");
    run(&client, &calendar, FIRST, &store).await?;
    println!("3. One event has another title, one another time, one is gone, one is new");
    let entries = run(&client, &calendar, SECOND, &store).await?;
    println!("4. The calendar as iCalendar:");
    let text = written(&client, &calendar, &store, &entries).await?;
    text.lines().for_each(|line| println!("   {line}"));
    Ok(())
}

/// What a program would do every hour.
async fn run(
    client: &Client<User>,
    calendar: &CalendarId,
    text: &str,
    file: &Path,
) -> Result<Vec<Entry>, Box<dyn Error>> {
    let (entries, problems) = read::entries(text)?;
    for problem in problems {
        println!("   left out: {problem}");
    }
    let report = sync::run(client, calendar, &entries, &mut Store::read(file)?).await?;
    println!("   {report}");
    Ok(entries)
}

/// The calendar as iCalendar, which says the same as the file.
async fn written(
    client: &Client<User>,
    calendar: &CalendarId,
    store: &Path,
    entries: &[Entry],
) -> Result<String, Box<dyn Error>> {
    let text = write::calendar(client, calendar, &Store::read(store)?).await?.to_string();
    let (again, problems) = read::entries(&text)?;
    if again != entries || !problems.is_empty() {
        return Err(format!("what was written is not what was read: {again:#?} {problems:?}").into());
    }
    Ok(text)
}

/// As Outlook, Google and Apple write it: names of Windows for zones, days, a series with a deleted and a changed instance.
const FIRST: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//EN\r
BEGIN:VEVENT\r
UID:standup@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=China Standard Time:20260105T090000\r
DTEND;TZID=China Standard Time:20260105T091500\r
RRULE:FREQ=DAILY;COUNT=5\r
EXDATE;TZID=China Standard Time:20260107T090000\r
SUMMARY:Stand-up\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:standup@example.com\r
DTSTAMP:20260101T000000Z\r
RECURRENCE-ID;TZID=China Standard Time:20260108T090000\r
DTSTART;TZID=China Standard Time:20260108T100000\r
DTEND;TZID=China Standard Time:20260108T103000\r
SUMMARY:Stand-up\\, with guests\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:holiday@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART;VALUE=DATE:20260501\r
DTEND;VALUE=DATE:20260504\r
SUMMARY:Labour Day\r
LOCATION:everywhere\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:call@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART:20260106T080000Z\r
DTEND:20260106T090000Z\r
SUMMARY:Call\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:tour@example.com\r
DTSTAMP:20260101T000000Z\r
DTSTART;VALUE=DATE:20260601\r
RDATE;VALUE=DATE:20260603,20260605\r
SUMMARY:Tour on single days\r
END:VEVENT\r
END:VCALENDAR\r
";

/// The same, some days later.
const SECOND: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//EN\r
BEGIN:VEVENT\r
UID:standup@example.com\r
DTSTAMP:20260102T000000Z\r
DTSTART;TZID=Asia/Shanghai:20260105T093000\r
DTEND;TZID=Asia/Shanghai:20260105T094500\r
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4\r
EXDATE;TZID=Asia/Shanghai:20260107T093000\r
SUMMARY:Stand-up\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:holiday@example.com\r
DTSTAMP:20260102T000000Z\r
DTSTART;VALUE=DATE:20260501\r
DTEND;VALUE=DATE:20260504\r
SUMMARY:Labour Day holidays\r
LOCATION:everywhere\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:review@example.com\r
DTSTAMP:20260102T000000Z\r
DTSTART;TZID=Europe/Berlin:20260109T090000\r
DTEND;TZID=Europe/Berlin:20260109T100000\r
SUMMARY:Review\r
DESCRIPTION:First line\\nsecond line\r
END:VEVENT\r
END:VCALENDAR\r
";

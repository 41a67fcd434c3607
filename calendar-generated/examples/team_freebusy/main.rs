//! The first hour in which a whole team is free.
//!
//! ```text
//! cargo run --example team_freebusy
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url` and what fills the calendars,
//! and put in the token of a user and the open IDs of the team.

mod spans;
#[path = "../support/mod.rs"]
mod support;

use std::error::Error;

use calendar_generated::mock::MockServer;
use calendar_generated::types::{FreeBusy, UserFreeBusy};
use calendar_generated::{Client, DateTime, User, freebusy};
use spans::{Span, first_gap, merged, shown};

const HOUR: i64 = 3600;
const TEAM: [&str; 4] = ["ou_alice", "ou_bob", "ou_carol", "ou_dave"];

/// What stands on the calendars that day: whose event, what it is, from when to when.
const EVENTS: [(&str, &str, &str, &str); 9] = [
    ("u-alice", "Review", "09:00", "10:30"),
    ("u-alice", "Call", "13:00", "13:45"),
    ("u-bob", "Interview", "10:00", "11:00"),
    ("u-bob", "Lunch", "12:00", "13:15"),
    ("u-carol", "Workshop", "10:15", "12:00"),
    ("u-carol", "Session within the workshop", "10:30", "11:30"),
    ("u-carol", "Support", "14:30", "15:15"),
    ("u-dave", "Dentist", "08:00", "09:30"),
    ("u-dave", "Demo", "16:30", "17:00"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder().user_token("u-alice").base_url(&server).build()?;
    fill(&client).await?;

    let (from, to) = (time("09:00")?, time("18:00")?);
    let mut spans = Vec::new();
    // One call takes ten users.
    for users in TEAM.chunks(10) {
        let request =
            freebusy::Batch::builder().time_min(from.clone()).time_max(to.clone()).user_ids(users.iter().copied());
        for user in client.send(&request.build()?).await?.freebusy_lists {
            let own = spans_of(&user);
            println!("{:<9} {}", user.user_id.as_deref().unwrap_or("?"), shown(&own));
            spans.extend(own);
        }
    }
    let busy = merged(spans);
    println!("{:<9} {}", "together", shown(&busy));
    match first_gap(&busy, (from.unix_seconds(), to.unix_seconds()), HOUR) {
        Some(start) => println!("The first hour for all of them: {}", shown(&[(start, start + HOUR)])),
        None => println!("There is no hour for all of them that day."),
    }
    Ok(())
}

/// What has no start or no end is left out.
fn spans_of(user: &UserFreeBusy) -> Vec<Span> {
    let span =
        |busy: &FreeBusy| Some((busy.start_time.as_ref()?.unix_seconds(), busy.end_time.as_ref()?.unix_seconds()));
    user.freebusy_items.iter().filter_map(span).collect()
}

async fn fill(client: &Client<User>) -> Result<(), Box<dyn Error>> {
    for (token, title, start, end) in EVENTS {
        let owner = client.with_user_token(token)?;
        let calendar = support::primary_calendar(&owner).await?;
        support::create_event(&owner, &calendar, title, (&time(start)?, &time(end)?)).await?;
    }
    Ok(())
}

/// A time of that day, in Shanghai.
fn time(clock: &str) -> Result<DateTime, Box<dyn Error>> {
    Ok(format!("2026-01-05T{clock}:00+08:00").parse()?)
}

//! A tour of the client, step by step: an Exchange account is bound, a calendar fills, people are invited, and whoever
//! looks or listens sees what changed.
//!
//! `cargo run --example quickstart` talks to the mock server, inside this process: no account, no network.
//!
//! `LARK_USER_ACCESS_TOKEN=u-… cargo run --example quickstart -- --live ADMIN EXCHANGE USER MEMBER` does the same
//! against the real service; with `LARK_APP_ID` and `LARK_APP_SECRET` it receives notifications, too. What it makes there
//! it deletes again.

mod calendars;
mod errors;
mod exchange;
mod listing;
mod notifications;
mod settings;

use std::error::Error;

use settings::Settings;

/// What any step can fail with.
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let settings = Settings::from_arguments().await?;
    println!("{}", settings.greeting);

    step(1, "Bind an Exchange account and wait until its calendars are imported");
    let binding = exchange::bind(&settings).await?;

    step(2, "Create a calendar, and an event on it");
    let team = calendars::create(&settings).await?;

    step(3, "Receive what happens there: notifications, over a connection of our own");
    let mut notifications = notifications::subscribe(&settings, &team).await?;

    step(4, "Invite people, and ask when they are busy");
    calendars::invite(&settings, &team).await?;
    calendars::show_busy_times(&settings).await?;
    notifications::show(&settings, &mut notifications).await?;

    step(5, "List many events, page by page");
    let copy = listing::fill_and_list(&settings, &team).await?;
    notifications::show(&settings, &mut notifications).await?;

    step(6, "Something changes: a sync brings just that");
    calendars::change(&settings, &team).await?;
    listing::sync(&settings, copy).await?;
    notifications::show(&settings, &mut notifications).await?;

    step(7, "A request that breaks rules is refused before it is sent");
    errors::refused_before_sending(&team);

    step(8, "What the server refuses is a typed error");
    exchange::unbind(&settings, &binding).await?;
    errors::refused_by_the_server(&settings, &binding).await?;
    calendars::delete(&settings, &team).await?;

    println!("\nDone. The code of each step is in calendar-generated/examples/quickstart.");
    Ok(())
}

/// What the server may leave out, as text.
fn shown<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "(nothing)".to_owned(), |value| value.to_string())
}

fn step(number: usize, title: &str) {
    println!("\n{number}. {title}");
}

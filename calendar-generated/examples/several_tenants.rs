//! One application from the store in several tenants, and users of each: one pool of connections, calls at the same
//! time, and each sees its own calendars.
//!
//! ```text
//! cargo run --example several_tenants
//! ```
//!
//! A mock server in this process plays the service. For the real one leave out `base_url`, and put in the ID and the
//! secret of the application, the ticket that the event `app_ticket` brings every hour, keys of tenants, and tokens of
//! users.

use std::collections::BTreeMap;
use std::error::Error;

use calendar_generated::mock::MockServer;
use calendar_generated::{Client, calendar};
use tokio::task::JoinSet;

/// What a task can fail with.
type Failure = Box<dyn Error + Send + Sync>;

const TENANTS: [&str; 3] = ["acme", "globex", "initech"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let server = MockServer::builder().app("cli_store", "secret").start().await?;
    let app = Client::builder().store_app("cli_store", "secret", TENANTS[0]).base_url(&server).build()?;
    app.set_app_ticket("ticket").await?;

    let mut calls = JoinSet::new();
    for tenant in TENANTS {
        // A client for each tenant, to be kept: it renews its token by itself. Users bring tokens of their own.
        let application = app.with_store_tenant(tenant)?;
        let alice = application.with_user_token(format!("u-alice@{tenant}"))?;
        calls.spawn(calendars(application, format!("the application at {tenant}")));
        calls.spawn(calendars(alice, format!("Alice at {tenant}")));
    }
    let mut found = BTreeMap::new();
    while let Some(done) = calls.join_next().await {
        let (who, titles) = done??;
        found.insert(who, titles);
    }
    for (who, titles) in found {
        println!("{who} sees: {}", titles.join(", "));
    }

    let requests = server.requests();
    let fetched = requests.iter().filter(|call| call.endpoint.as_deref() == Some("auth.tenant_access_token")).count();
    println!("{} calls in all, {fetched} of them for tokens: one for each tenant", requests.len());
    Ok(())
}

/// Makes a calendar and lists all there are. Both endpoints take the token of a user as well as that of a tenant.
async fn calendars<K>(client: Client<K>, who: String) -> Result<(String, Vec<String>), Failure> {
    let request = calendar::Create::builder().summary(format!("Plans of {who}")).build()?;
    client.send(&request).await?;
    let (mut titles, mut calendars) = (Vec::new(), client.items(calendar::List::builder().build()?));
    while let Some(calendar) = calendars.next().await {
        titles.extend(calendar?.summary.map(String::from));
    }
    Ok((who, titles))
}

//! A first walk through the client, step by step.
//!
//! `cargo run --example quickstart` talks to the mock server, inside this process: no account, no network.
//!
//! `LARK_USER_ACCESS_TOKEN=u-… cargo run --example quickstart -- --live ADMIN EXCHANGE USER CALENDAR MEMBER` does the
//! same against the real service: it binds and unbinds the Exchange account, and adds a member to the calendar.

mod settings;

use std::error::Error;

use calendar_generated::types::{AclScope, AclScopeType, CalendarRole, ExchangeBindingId, ExchangeSyncStatus};
use calendar_generated::{Client, ErrorCode, User, calendar_acl, exchange_binding};
use settings::Settings;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = Settings::from_arguments().await?;
    println!("{}\n", settings.greeting);
    let client = settings.client()?;

    let binding = bind(&client, &settings).await?;
    wait_until_imported(&client, &binding, &mut settings).await?;
    unbind(&client, &binding).await?;
    settings.forget_binding()?;
    add_member(&client, &settings).await?;
    refused_before_sending(&settings);
    refused_by_the_server(&client, &binding).await?;

    println!("\nDone. The code of each step is in calendar-generated/examples/quickstart/main.rs.");
    Ok(())
}

/// A request is a plain value: build it, then send it.
async fn bind(client: &Client<User>, settings: &Settings) -> Result<ExchangeBindingId, Box<dyn Error>> {
    step(1, "Bind an Exchange account to a user");
    let request = exchange_binding::Create::builder()
        .admin_account(&*settings.admin_account)
        .exchange_account(&*settings.exchange_account)
        .user_id(&*settings.user)
        .build()?;
    let binding = client.send(&request).await?;
    let id = binding.exchange_binding_id.ok_or("the server returned no binding ID")?;
    println!("   bound {} as {id}", settings.exchange_account);
    Ok(id)
}

/// Statuses are an open enum: one that this version does not know is kept and shown as it came.
async fn wait_until_imported(
    client: &Client<User>,
    binding: &ExchangeBindingId,
    settings: &mut Settings,
) -> Result<(), Box<dyn Error>> {
    step(2, "Poll until the calendars are imported");
    let request = exchange_binding::Get::builder().exchange_binding_id(binding.clone()).build()?;
    loop {
        match client.send(&request).await?.status {
            Some(ExchangeSyncStatus::Done) => break println!("   done"),
            Some(ExchangeSyncStatus::Err) => return Err("the import failed".into()),
            Some(status) => println!("   {status} …"),
            None => println!("   no status yet …"),
        }
        settings.let_import_go_on().await?;
    }
    Ok(())
}

async fn unbind(client: &Client<User>, binding: &ExchangeBindingId) -> Result<(), Box<dyn Error>> {
    step(3, "Unbind it again");
    let request = exchange_binding::Delete::builder().exchange_binding_id(binding.clone()).build()?;
    client.send(&request).await?;
    println!("   unbound");
    Ok(())
}

/// A builder without one of the required fields would not compile.
async fn add_member(client: &Client<User>, settings: &Settings) -> Result<(), Box<dyn Error>> {
    step(4, "Add a member to a calendar");
    let request = calendar_acl::Create::builder()
        .calendar_id(&*settings.calendar)
        .role(CalendarRole::Writer)
        .scope(AclScope::builder().r#type(AclScopeType::User).user_id(&*settings.member))
        .build()?;
    let acl = client.send(&request).await?;
    let (Some(id), Some(role)) = (acl.acl_id, acl.role) else {
        return Err("the server returned no ACL".into());
    };
    println!("   {} is a {role} now, by the ACL {id}", settings.member);
    Ok(())
}

/// The documented rules are checked before anything is sent; all that are broken are named.
fn refused_before_sending(settings: &Settings) {
    step(5, "A request that breaks rules is refused before it is sent");
    let request = calendar_acl::Create::builder()
        .calendar_id(&*settings.calendar)
        .role(CalendarRole::Unknown)
        .scope(AclScope::builder().r#type(AclScopeType::User))
        .build();
    match request {
        Ok(_) => println!("   unexpectedly accepted"),
        Err(invalid) => invalid.violations().iter().for_each(|violation| println!("   {violation}")),
    }
}

/// What the server refuses comes back as a typed error with advice.
async fn refused_by_the_server(client: &Client<User>, binding: &ExchangeBindingId) -> Result<(), Box<dyn Error>> {
    step(6, "What the server refuses is a typed error");
    let request = exchange_binding::Get::builder().exchange_binding_id(binding.clone()).build()?;
    match client.send(&request).await {
        Ok(_) => println!("   the server still knows the binding"),
        Err(error) if error.code() == Some(ErrorCode::ExchangeBindingNotFound) => {
            println!("   as expected, it is gone: {error}");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn step(number: usize, title: &str) {
    println!("{number}. {title}");
}

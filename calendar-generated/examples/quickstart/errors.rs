//! What is wrong: found before anything is sent, or said by the server.

use calendar_generated::types::{AclScope, AclScopeType, CalendarRole, ExchangeBindingId};
use calendar_generated::{ErrorCode, calendar_acl, exchange_binding};

use crate::Failure;
use crate::calendars::Team;
use crate::settings::Settings;

/// The documented rules are checked before anything is sent; all that are broken are named.
pub(crate) fn refused_before_sending(team: &Team) {
    let request = calendar_acl::Create::builder()
        .calendar_id(team.calendar.clone())
        .role(CalendarRole::Unknown)
        .scope(AclScope::builder().r#type(AclScopeType::User))
        .build();
    match request {
        Ok(_) => println!("   unexpectedly accepted"),
        Err(invalid) => invalid.violations().iter().for_each(|violation| println!("   {violation}")),
    }
}

/// What the server refuses comes back as a typed error with advice.
pub(crate) async fn refused_by_the_server(settings: &Settings, binding: &ExchangeBindingId) -> Result<(), Failure> {
    let request = exchange_binding::Get::builder().exchange_binding_id(binding.clone()).build()?;
    match settings.client.send(&request).await {
        Ok(_) => println!("   the server still knows the binding"),
        Err(error) if error.code() == Some(ErrorCode::ExchangeBindingNotFound) => {
            println!("   as expected, it is gone: {error}");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

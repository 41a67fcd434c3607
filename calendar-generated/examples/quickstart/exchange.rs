//! Exchange: an account is bound, its calendars are imported in the background, and it is unbound again.

use std::time::Duration;

use calendar_generated::exchange_binding;
use calendar_generated::types::{ExchangeBindingId, ExchangeSyncStatus};

use crate::Failure;
use crate::settings::Settings;

/// A request is a plain value: build it, then send it.
pub(crate) async fn bind(settings: &Settings) -> Result<ExchangeBindingId, Failure> {
    let request = exchange_binding::Create::builder()
        .admin_account(&*settings.admin_account)
        .exchange_account(&*settings.exchange_account)
        .user_id(&*settings.user)
        .build()?;
    let binding = settings.client.send(&request).await?;
    let id = binding.exchange_binding_id.ok_or("the server returned no binding ID")?;
    println!("   bound {} to {}", settings.exchange_account, settings.user);
    wait_until_imported(settings, &id).await?;
    Ok(id)
}

/// Statuses are an open enum: one that this version does not know is kept and shown as it came.
async fn wait_until_imported(settings: &Settings, binding: &ExchangeBindingId) -> Result<(), Failure> {
    let request = exchange_binding::Get::builder().exchange_binding_id(binding.clone()).build()?;
    let mut seen = Vec::new();
    loop {
        let status = settings.client.send(&request).await?.status.ok_or("the server returned no status")?;
        seen.push(status.to_string());
        match status {
            ExchangeSyncStatus::Done => break println!("   {}", seen.join(" → ")),
            ExchangeSyncStatus::Err => return Err("the import failed".into()),
            _ => settings.wait(Duration::from_secs(1)).await,
        }
    }
    Ok(())
}

pub(crate) async fn unbind(settings: &Settings, binding: &ExchangeBindingId) -> Result<(), Failure> {
    let request = exchange_binding::Delete::builder().exchange_binding_id(binding.clone()).build()?;
    settings.client.send(&request).await?;
    println!("   unbound {}", settings.exchange_account);
    Ok(())
}

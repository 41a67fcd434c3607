//! Every endpoint can be built, with the wrappers and conversions that the docs promise.

use calendar_generated::types::{AclScope, AclScopeType, CalendarRole, ExchangeBindingId, UserIdType};
use calendar_generated::{Client, Tenant, User, calendar_acl, exchange_binding};

async fn user(client: Client<User>) -> Result<(), Box<dyn std::error::Error>> {
    let create = exchange_binding::Create::builder()
        .user_id_type(UserIdType::OpenId)
        .admin_account("admin@example.com")
        .exchange_account(String::from("account@example.com"))
        .user_id("ou_xxx")
        .build()?;
    let binding = client.send(&create).await?;
    let id: ExchangeBindingId = binding.exchange_binding_id.ok_or("no ID")?;
    let get = exchange_binding::Get::builder().exchange_binding_id(id.clone()).build()?;
    let _ = client.send(&get).await?.status;
    let delete = exchange_binding::Delete::builder().exchange_binding_id(id).build_unchecked();
    client.send(&delete).await?;
    client.send(&member()?).await?;
    Ok(())
}

async fn tenant(client: Client<Tenant>) -> Result<(), Box<dyn std::error::Error>> {
    client.send(&member()?).await?;
    Ok(())
}

/// Setters can be called in any order; a setter takes a finished object or its builder.
fn member() -> Result<calendar_acl::Create, Box<dyn std::error::Error>> {
    let scope = AclScope::builder().user_id("ou_xxx").r#type(AclScopeType::User).build()?;
    Ok(calendar_acl::Create::builder().scope(scope).role(CalendarRole::Owner).calendar_id("feishu.cn_xxx").build()?)
}

fn main() {
    let _ = (user, tenant);
}

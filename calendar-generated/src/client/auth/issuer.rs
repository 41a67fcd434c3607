//! [`Issuer`]: how a new token of each kind is got.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use super::calls::{APP, Issued, REFRESH, TENANT, TENANT_INTERNAL, TokenCall};
use super::managed::Managed;
use super::{App, StoredToken, TokenKey};
use crate::client::core::Core;
use crate::{Error, Secret, Text};

/// Gets new tokens from the server.
pub(super) enum Issuer {
    /// The tenant token of an application that was made for one tenant.
    Internal(App),
    /// The tenant token of an application from the store.
    Tenant { tenant_key: Text, app: Arc<Managed> },
    /// The token of an application from the store, for its ticket.
    App(App),
    /// The token of a user, for the refresh token of the last one; what the caller gave counts until then.
    User { app: App, given: Mutex<Option<StoredToken>> },
}

impl Issuer {
    /// What the caller gave to begin with.
    pub(super) fn given(&self) -> Option<StoredToken> {
        match self {
            Self::User { given, .. } => given.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => None,
        }
    }

    /// A new token; `last` is the one before it.
    pub(super) async fn issue(&self, core: &Arc<Core>, last: Option<StoredToken>) -> Result<StoredToken, Error> {
        match self {
            Self::Internal(app) => {
                let body = json!({ "app_id": app.id.as_str(), "app_secret": app.secret.expose() });
                let issued = ask(core, &TENANT_INTERNAL, &body).await?;
                token(core, &TENANT_INTERNAL, "tenant_access_token", issued, |issued| issued.tenant_access_token.take())
            }
            Self::Tenant { tenant_key, app } => tenant(core, tenant_key, app).await,
            Self::App(app) => {
                let ticket = ticket(core, app).await?;
                let body = json!({
                    "app_id": app.id.as_str(),
                    "app_secret": app.secret.expose(),
                    "app_ticket": ticket.expose(),
                });
                let issued = ask(core, &APP, &body).await?;
                token(core, &APP, "app_access_token", issued, |issued| issued.app_access_token.take())
            }
            Self::User { app, .. } => refresh(core, app, last).await,
        }
    }
}

/// An app token that the server no longer takes is replaced once.
async fn tenant(core: &Arc<Core>, tenant_key: &Text, app: &Arc<Managed>) -> Result<StoredToken, Error> {
    let mut is_renewed = false;
    loop {
        let app_token = app.token(core).await?;
        let body =
            json!({ "app_access_token": app_token.token.access_token.expose(), "tenant_key": tenant_key.as_str() });
        match ask(core, &TENANT, &body).await {
            Err(error) if error.is_rejected_token() && !is_renewed => {
                is_renewed = true;
                app.reject(&app_token.authorization);
            }
            issued => {
                return token(core, &TENANT, "tenant_access_token", issued?, |issued| {
                    issued.tenant_access_token.take()
                });
            }
        }
    }
}

async fn refresh(core: &Arc<Core>, app: &App, last: Option<StoredToken>) -> Result<StoredToken, Error> {
    let Some(refresh_token) = last.and_then(|last| last.refresh_token) else {
        return Err(Error::configuration(
            "the user token is no longer good, and there is no refresh token: ask the user to authorize the \
             application again, with the scope `offline_access`",
        ));
    };
    let body = json!({
        "grant_type": "refresh_token",
        "client_id": app.id.as_str(),
        "client_secret": app.secret.expose(),
        "refresh_token": refresh_token.expose(),
    });
    let mut issued = ask(core, &REFRESH, &body).await?;
    let next = issued.refresh_token.take();
    let mut token = token(core, &REFRESH, "access_token", issued, |issued| issued.access_token.take())?;
    token.refresh_token = next;
    Ok(token)
}

/// The ticket that the application handed in last.
async fn ticket(core: &Core, app: &App) -> Result<Secret, Error> {
    let stored = core.store.load(&ticket_key(app)).await.map_err(Error::token_store)?;
    stored.map(|token| token.access_token).ok_or_else(|| {
        Error::configuration(
            "there is no app ticket yet: the platform pushes one every hour, as the event `app_ticket`; hand it in \
             with `Client::set_app_ticket`, and ask for one with `Client::resend_app_ticket`",
        )
    })
}

pub(super) fn ticket_key(app: &App) -> TokenKey {
    TokenKey::new("ticket", &[&app.id])
}

pub(super) async fn ask(core: &Arc<Core>, call: &'static TokenCall, body: &Value) -> Result<Issued, Error> {
    let answer = core.run(&call.to(&core.base_url, body)?, None).await?;
    call.read(&answer)
}

fn token(
    core: &Core,
    call: &'static TokenCall,
    field: &str,
    mut issued: Issued,
    take: impl Fn(&mut Issued) -> Option<Secret>,
) -> Result<StoredToken, Error> {
    let secret = take(&mut issued).filter(|secret| !secret.expose().is_empty()).ok_or_else(|| call.no_token(field))?;
    Ok(StoredToken::issued(secret, issued.lifetime(), core.clock.now()))
}

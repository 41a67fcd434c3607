//! Access tokens: those that the caller passes, and those that the client requests and renews.

mod calls;
#[cfg(feature = "login")]
mod code;
mod issuer;
mod managed;
#[cfg(any(feature = "webhook", feature = "websocket"))]
mod tickets;
mod user_token;

#[cfg(feature = "login")]
pub(super) use code::{CodeGrant, Exchanged, exchange_code, load_user, save_user};
#[cfg(any(feature = "webhook", feature = "websocket"))]
pub(crate) use tickets::TicketKeeper;
pub use user_token::UserToken;

use std::sync::{Arc, Mutex};

use http::HeaderValue;

use super::app::App;
use super::core::Core;
use super::token_store::{StoredToken, TokenKey};
use crate::token::authorization;
use crate::transport::text;
use crate::{Error, Secret, Text};
use calls::RESEND_TICKET;
use issuer::Issuer;
use managed::Managed;

/// The token for calls.
#[derive(Clone)]
pub(super) enum Tokens {
    /// A token that the caller manages.
    Ready(HeaderValue),
    /// A token that the client renews.
    Managed(Arc<Managed>),
}

impl Tokens {
    pub(super) fn ready(token: &Secret) -> Result<Self, Error> {
        authorization(token).map(Self::Ready)
    }

    /// Of a custom application.
    pub(super) fn app(app: App) -> Self {
        let key = TokenKey::new("tenant", &[&app.id]);
        Self::Managed(Managed::new(key, Issuer::Internal(app)))
    }

    /// Of a store application.
    pub(super) fn store_app(app: &App, tenant_key: Text) -> Self {
        let app_token = Managed::new(TokenKey::new("app", &[&app.id]), Issuer::App(app.clone()));
        let key = TokenKey::new("tenant", &[&app.id, &tenant_key]);
        Self::Managed(Managed::new(key, Issuer::Tenant { tenant_key, app: app_token }))
    }

    /// Of a user; renewed only if there is a refresh token.
    pub(super) fn user(token: &UserToken, app: Option<&App>) -> Result<Self, Error> {
        if token.refresh_token.is_none() {
            return Self::ready(&token.access_token);
        }
        let Some(app) = app else {
            return Err(Error::configuration(
                "a refresh token needs the application that it was issued for; name it with `app(app_id, app_secret)`",
            ));
        };
        // The access token may be missing or expired, but not malformed.
        if !token.access_token.expose().is_empty() {
            authorization(&token.access_token)?;
        }
        let issuer = Issuer::User { app: app.clone(), given: Mutex::new(Some(token.stored())) };
        // A store could not distinguish users without a name, and would keep their tokens forever.
        Ok(Self::Managed(match &token.name {
            Some(name) => Managed::new(user_key(app, name), issuer),
            None => Managed::unshared(user_key(app, &Text::default()), issuer),
        }))
    }

    /// The value of `Authorization`.
    pub(super) async fn authorization(&self, core: &Arc<Core>) -> Result<HeaderValue, Error> {
        match self {
            Self::Ready(authorization) => Ok(authorization.clone()),
            Self::Managed(managed) => Ok(managed.current(core).await?.authorization.clone()),
        }
    }

    /// The value of `Authorization`, if it is available without waiting.
    pub(super) fn current_authorization(&self, core: &Core) -> Option<HeaderValue> {
        match self {
            Self::Ready(authorization) => Some(authorization.clone()),
            Self::Managed(managed) => managed.fresh(core).map(|current| current.authorization.clone()),
        }
    }

    /// Drops a token that the server rejected; returns whether there can be another one.
    pub(super) fn reject(&self, used: &HeaderValue) -> bool {
        match self {
            Self::Ready(_) => false,
            Self::Managed(managed) => {
                managed.reject(used);
                true
            }
        }
    }
}

/// The name of a user's token in the store.
fn user_key(app: &App, name: &Text) -> TokenKey {
    TokenKey::new("user", &[&app.id, name])
}

/// Saves the ticket of a store application.
pub(super) async fn set_app_ticket(core: &Core, app: &App, ticket: Secret) -> Result<(), Error> {
    let ticket = StoredToken::lasting(ticket);
    core.store.save(&issuer::ticket_key(app), &ticket).await.map_err(Error::token_store)
}

/// Asks the platform to push the ticket again.
pub(super) async fn resend_app_ticket(core: &Arc<Core>, app: &App) -> Result<(), Error> {
    let answer = RESEND_TICKET.ask(core, &app.body()).await?;
    RESEND_TICKET.values(&text(answer.body()), &answer).map(drop)
}

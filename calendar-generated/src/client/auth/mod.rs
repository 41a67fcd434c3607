//! Access tokens: ready ones, and those that the client gets and renews by itself.

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

/// The token that calls are made with.
#[derive(Clone)]
pub(super) enum Tokens {
    /// One that the caller has to care for.
    Ready(HeaderValue),
    /// One that renews itself.
    Managed(Arc<Managed>),
}

impl Tokens {
    pub(super) fn ready(token: &Secret) -> Result<Self, Error> {
        authorization(token).map(Self::Ready)
    }

    /// Of an application that was made for one tenant.
    pub(super) fn app(app: App) -> Self {
        let key = TokenKey::new("tenant", &[&app.id]);
        Self::Managed(Managed::new(key, Issuer::Internal(app)))
    }

    /// Of an application from the store.
    pub(super) fn store_app(app: &App, tenant_key: Text) -> Self {
        let app_token = Managed::new(TokenKey::new("app", &[&app.id]), Issuer::App(app.clone()));
        let key = TokenKey::new("tenant", &[&app.id, &tenant_key]);
        Self::Managed(Managed::new(key, Issuer::Tenant { tenant_key, app: app_token }))
    }

    /// Of a user; only one with a refresh token renews itself.
    pub(super) fn user(token: &UserToken, app: Option<&App>) -> Result<Self, Error> {
        if token.refresh_token.is_none() {
            return Self::ready(&token.access_token);
        }
        let Some(app) = app else {
            return Err(Error::configuration(
                "a refresh token needs the application that it was issued for; name it with `app(app_id, app_secret)`",
            ));
        };
        // An access token may be missing or have expired, but one that is there must be sound.
        if !token.access_token.expose().is_empty() {
            authorization(&token.access_token)?;
        }
        let issuer = Issuer::User { app: app.clone(), given: Mutex::new(Some(token.stored())) };
        // A store could not tell users without a name apart, and would keep their tokens for ever.
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

    /// The value of `Authorization`, if there is one that need not be waited for.
    pub(super) fn current_authorization(&self, core: &Core) -> Option<HeaderValue> {
        match self {
            Self::Ready(authorization) => Some(authorization.clone()),
            Self::Managed(managed) => managed.fresh(core).map(|current| current.authorization.clone()),
        }
    }

    /// The server rejected this token; whether there can be another one.
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

/// Keeps the ticket of an application from the store.
pub(super) async fn set_app_ticket(core: &Core, app: &App, ticket: Secret) -> Result<(), Error> {
    let ticket = StoredToken::lasting(ticket);
    core.store.save(&issuer::ticket_key(app), &ticket).await.map_err(Error::token_store)
}

/// Asks the platform to push the ticket now.
pub(super) async fn resend_app_ticket(core: &Arc<Core>, app: &App) -> Result<(), Error> {
    let answer = RESEND_TICKET.ask(core, &app.body()).await?;
    RESEND_TICKET.values(&text(answer.body()), &answer).map(drop)
}

//! [`Issuer`]: how to request a new token of each kind.

use std::sync::{Arc, Mutex, PoisonError};

use super::calls::{APP, OAUTH, TENANT, TENANT_INTERNAL, TokenCall};
use super::managed::{Issue, Issued, Managed};
use crate::client::app::App;
use crate::client::core::Core;
use crate::client::token_store::{StoredToken, TokenKey};
use crate::token::authorization;
use crate::{Error, Secret, Text};

/// Requests new tokens from the server.
pub(super) enum Issuer {
    /// The tenant token of a custom application, which belongs to one tenant.
    Internal(App),
    /// The tenant token of a store application.
    Tenant { tenant_key: Text, app: Arc<Managed> },
    /// The app token of a store application, in exchange for its ticket.
    App(App),
    /// The token of a user, in exchange for the last refresh token; initially that of the caller.
    User { app: App, given: Mutex<Option<StoredToken>> },
}

impl Issue for Issuer {
    fn given(&self) -> Option<StoredToken> {
        match self {
            Self::User { given, .. } => given.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => None,
        }
    }

    fn issue<'a>(&'a self, core: &'a Arc<Core>, last: Option<&'a StoredToken>) -> Issued<'a> {
        Box::pin(self.request(core, last))
    }
}

impl Issuer {
    /// Asks for a new token.
    async fn request(&self, core: &Arc<Core>, last: Option<&StoredToken>) -> Result<StoredToken, Error> {
        let mut is_first = true;
        loop {
            let grant = self.grant(core, last).await?;
            let (call, body) = self.call(grant.expose());
            match call.ask(core, &body).await {
                Err(error) if is_first && error.is_rejected_token() && self.reject(&grant) => is_first = false,
                answer => return call.token(&answer?, core.clock.now()),
            }
        }
    }

    /// What the server exchanges for a new token, besides the ID and the secret of the application.
    async fn grant(&self, core: &Arc<Core>, last: Option<&StoredToken>) -> Result<Secret, Error> {
        match self {
            Self::Internal(_) => Ok(Secret::default()),
            Self::Tenant { app, .. } => Ok(app.current(core).await?.token.access_token.clone()),
            Self::App(app) => {
                let ticket = core.store.load(&ticket_key(app)).await.map_err(Error::token_store)?;
                ticket.map(|ticket| ticket.access_token).ok_or_else(no_ticket)
            }
            Self::User { .. } => last.and_then(|last| last.refresh_token.clone()).ok_or_else(no_refresh_token),
        }
    }

    fn call<'a>(&'a self, grant: &'a str) -> (&'static TokenCall, Vec<(&'static str, &'a str)>) {
        match self {
            Self::Internal(app) => (&TENANT_INTERNAL, app.body().into()),
            Self::Tenant { tenant_key, .. } => {
                (&TENANT, vec![("app_access_token", grant), ("tenant_key", tenant_key.as_str())])
            }
            Self::App(app) => {
                let [id, secret] = app.body();
                (&APP, vec![id, secret, ("app_ticket", grant)])
            }
            Self::User { app, .. } => {
                let (id, secret) = (app.id.as_str(), app.secret.expose());
                (
                    &OAUTH,
                    vec![
                        ("client_id", id),
                        ("client_secret", secret),
                        ("grant_type", "refresh_token"),
                        ("refresh_token", grant),
                    ],
                )
            }
        }
    }

    /// Drops an app token that the server rejected, so that a new one is requested, once.
    fn reject(&self, grant: &Secret) -> bool {
        let Self::Tenant { app, .. } = self else { return false };
        authorization(grant).map(|used| app.reject(&used)).is_ok()
    }
}

fn no_ticket() -> Error {
    Error::configuration(
        "there is no app ticket yet: the platform pushes one every hour, as the event `app_ticket`; receive it over \
         the long connection or with `Receiver::keep_app_tickets`, or pass it to `Client::set_app_ticket`, and ask \
         for one with `Client::resend_app_ticket`",
    )
}

fn no_refresh_token() -> Error {
    Error::configuration(
        "the user token is no longer good, and there is no refresh token: ask the user to authorize the \
         application again, with the scope `offline_access`",
    )
}

/// The key of the last ticket that the application passed.
pub(super) fn ticket_key(app: &App) -> TokenKey {
    TokenKey::new("ticket", &[&app.id])
}

//! Exchanges the code of a login for a token, and accesses the tokens of users in the store.

use std::sync::{Arc, Mutex};

use super::calls::OAUTH;
use super::issuer::Issuer;
use super::managed::{Managed, stored};
use super::{Tokens, user_key};
use crate::client::app::App;
use crate::client::core::Core;
use crate::client::token_store::StoredToken;
use crate::{Error, Text};

/// A code, and the values that it was issued for.
pub(in crate::client) struct CodeGrant<'a> {
    pub(in crate::client) code: &'a str,
    pub(in crate::client) redirect_uri: &'a str,
    pub(in crate::client) code_verifier: &'a str,
}

/// The result of exchanging a code.
pub(in crate::client) struct Exchanged {
    pub(in crate::client) token: StoredToken,
    /// The scopes of the token, separated by spaces.
    pub(in crate::client) scope: Text,
}

/// Exchanges a code, which works once.
pub(in crate::client) async fn exchange_code(
    core: &Arc<Core>,
    app: &App,
    grant: &CodeGrant<'_>,
) -> Result<Exchanged, Error> {
    let body = [
        ("grant_type", "authorization_code"),
        ("client_id", app.id.as_str()),
        ("client_secret", app.secret.expose()),
        ("code", grant.code),
        ("redirect_uri", grant.redirect_uri),
        ("code_verifier", grant.code_verifier),
    ];
    let answer = OAUTH.ask(core, &body).await?;
    let token = OAUTH.token(&answer, core.clock.now())?;
    Ok(Exchanged { token: token.usable()?, scope: super::calls::scope(&answer) })
}

/// Saves the tokens of a user who has just logged in; they replace all earlier ones.
pub(in crate::client) async fn save_user(
    core: &Core,
    app: &App,
    name: &Text,
    token: &StoredToken,
) -> Result<(), Error> {
    let key = user_key(app, name);
    // Otherwise a renewal in progress would overwrite these with the tokens of the earlier login.
    let lock = stored(core, core.store.lock(&key)).await?;
    stored(core, core.store.save(&key, token)).await?;
    drop(lock);
    Ok(())
}

/// The tokens of a user who logged in before.
pub(in crate::client) async fn load_user(core: &Core, app: &App, name: &Text) -> Result<Option<StoredToken>, Error> {
    stored(core, core.store.load(&user_key(app, name))).await
}

impl Tokens {
    /// Of a user whose tokens are in the store.
    pub(in crate::client) fn stored_user(app: &App, name: &Text) -> Self {
        let issuer = Issuer::User { app: app.clone(), given: Mutex::default() };
        Self::Managed(Managed::new(user_key(app, name), issuer))
    }

    /// Of a user whose tokens are not in a store.
    pub(in crate::client) fn given_user(app: &App, token: StoredToken) -> Result<Self, Error> {
        if token.refresh_token.is_none() {
            return Self::ready(&token.access_token);
        }
        let issuer = Issuer::User { app: app.clone(), given: Mutex::new(Some(token)) };
        Ok(Self::Managed(Managed::unshared(user_key(app, &Text::default()), issuer)))
    }
}

//! [`UserToken`]: the token of a user, with its refresh token.

use std::time::{Duration, SystemTime};

use crate::client::token_store::StoredToken;
use crate::{Secret, Text};

/// A `user_access_token`, with or without its `refresh_token`.
///
/// A string converts into a token that is not renewed. With [`refresh_token`](Self::refresh_token) the client renews it
/// before it expires, and when the server rejects it; that needs the application, see
/// [`ClientBuilder::app`](crate::ClientBuilder::app).
///
/// ```
/// use std::time::Duration;
/// use calendar_generated::UserToken;
///
/// let token = UserToken::new("u-7f1bcd13").refresh_token("ur-oQ0mMq6M").expires_in(Duration::from_secs(7200));
/// # let _ = token;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct UserToken {
    pub(in crate::client) access_token: Secret,
    pub(in crate::client) refresh_token: Option<Secret>,
    expires_at: Option<SystemTime>,
    pub(in crate::client) name: Option<Text>,
}

impl UserToken {
    /// A token without a refresh token.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self { access_token: access_token.into(), refresh_token: None, expires_at: None, name: None }
    }

    /// The token that renews it. The server accepts it once and returns a new one, which the client saves in its
    /// [`TokenStore`](crate::TokenStore) and uses from then on.
    pub fn refresh_token(mut self, refresh_token: impl Into<Secret>) -> Self {
        self.refresh_token = Some(refresh_token.into());
        self
    }

    /// The remaining lifetime of the access token. Without it, the token is used until the server
    /// rejects it.
    pub fn expires_in(self, lifetime: Duration) -> Self {
        match SystemTime::now().checked_add(lifetime) {
            Some(time) => self.expires_at(time),
            None => self,
        }
    }

    /// When the access token expires.
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.expires_at = Some(time);
        self
    }

    /// The name of the user in the [`TokenStore`](crate::TokenStore), such as the `open_id`. Processes that share a
    /// store must give it, so that they find the tokens of each other. Without it, the token is kept in memory for this
    /// client and its clones alone.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(in crate::client) fn stored(&self) -> StoredToken {
        StoredToken {
            access_token: self.access_token.clone(),
            refresh_token: self.refresh_token.clone(),
            // Its lifetime is not known, so it is renewed shortly before it expires.
            renew_at: self.expires_at.and_then(|end| end.checked_sub(Duration::from_secs(300))),
            expires_at: self.expires_at,
        }
    }
}

impl<T: Into<Secret>> From<T> for UserToken {
    fn from(token: T) -> Self {
        Self::new(token)
    }
}

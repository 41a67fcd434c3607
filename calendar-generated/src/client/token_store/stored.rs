//! [`StoredToken`]: a token in a store.

use std::time::{Duration, SystemTime};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::decode::readable;
use crate::encode::Fields;
use crate::token::authorization;
use crate::{Error, Secret, Timestamp};

/// The platform issues a new token only in the last 30 minutes of the old one; the margin is a minute.
const LATEST_RENEWAL: Duration = Duration::from_secs(29 * 60);

/// A token with its refresh token, as a [`TokenStore`](crate::TokenStore) keeps it.
///
/// It serializes to JSON with the secrets in plain text, so the storage has to be safe. `Debug` hides them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredToken {
    pub(in crate::client) access_token: Secret,
    pub(in crate::client) refresh_token: Option<Secret>,
    pub(in crate::client) renew_at: Option<SystemTime>,
    pub(in crate::client) expires_at: Option<SystemTime>,
}

impl StoredToken {
    /// A token that was just issued.
    pub(in crate::client) fn issued(access_token: Secret, lifetime: Duration, now: SystemTime) -> Self {
        let early = LATEST_RENEWAL.min(lifetime / 4);
        Self {
            access_token,
            refresh_token: None,
            renew_at: now.checked_add(lifetime.saturating_sub(early)),
            expires_at: now.checked_add(lifetime),
        }
    }

    /// A token that never expires.
    pub(in crate::client) fn lasting(access_token: Secret) -> Self {
        Self { access_token, ..Self::default() }
    }

    /// Drops an access token that is not a valid header. The refresh token is kept, since the last one is spent.
    pub(in crate::client) fn without_unusable(self) -> Self {
        match authorization(&self.access_token) {
            Ok(_) => self,
            Err(_) => Self { access_token: Secret::default(), ..self },
        }
    }

    /// Returns it if its access token is a valid header.
    pub(in crate::client) fn usable(self) -> Result<Self, Error> {
        let token = self.without_unusable();
        if token.access_token.expose().is_empty() {
            return Err(Error::configuration("the server issued an access token with a character that no token has"));
        }
        Ok(token)
    }

    /// The token for calls.
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// The refresh token, which works once.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// When it expires, if that is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Whether it is valid and need not be renewed yet.
    pub(in crate::client) fn is_fresh(&self, now: SystemTime) -> bool {
        !self.access_token.expose().is_empty() && self.renew_at.is_none_or(|time| now < time)
    }

    /// Whether it is valid.
    pub(in crate::client) fn is_valid(&self, now: SystemTime) -> bool {
        !self.access_token.expose().is_empty() && self.expires_at.is_none_or(|time| now < time)
    }
}

impl Serialize for StoredToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("access_token", &Some(&self.access_token));
        fields.put("refresh_token", &self.refresh_token);
        fields.put("renew_at", &self.renew_at.map(Timestamp::from));
        fields.put("expires_at", &self.expires_at.map(Timestamp::from));
        fields.end()
    }
}

impl<'de> Deserialize<'de> for StoredToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Ok(Self {
            access_token: json.access_token.unwrap_or_default(),
            refresh_token: json.refresh_token,
            renew_at: json.renew_at.and_then(Timestamp::to_system_time),
            expires_at: json.expires_at.and_then(Timestamp::to_system_time),
        })
    }
}

/// The fields in JSON; times are Unix seconds as strings, as everywhere in the API.
#[derive(Default)]
struct Json {
    access_token: Option<Secret>,
    refresh_token: Option<Secret>,
    renew_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
}

readable!(Json = "StoredToken", |json, value| {
    "access_token" => value.read(&mut json.access_token),
    "refresh_token" => value.read(&mut json.refresh_token),
    "renew_at" => value.read(&mut json.renew_at),
    "expires_at" => value.read(&mut json.expires_at),
});

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn a_token_is_renewed_in_its_last_half_hour_or_quarter() {
        let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let after = |lifetime: u64, age: u64| {
            let token = StoredToken::issued("t".into(), Duration::from_secs(lifetime), now);
            let then = now + Duration::from_secs(age);
            (token.is_fresh(then), token.is_valid(then))
        };
        assert_eq!([after(7200, 5459), after(7200, 5460)], [(true, true), (false, true)]);
        assert_eq!([after(7200, 7199), after(7200, 7200)], [(false, true), (false, false)]);
        assert_eq!([after(60, 44), after(60, 45)], [(true, true), (false, true)]);
        assert_eq!(after(0, 0), (false, false));
        assert!(StoredToken::lasting("t".into()).is_fresh(now));
        assert!(!StoredToken::lasting("".into()).is_fresh(now));
    }

    #[test]
    fn a_token_comes_back_from_json_as_it_was() -> Result<(), serde_json::Error> {
        let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let mut token = StoredToken::issued("u-1".into(), Duration::from_secs(7200), now);
        assert_eq!(token.expires_at(), Some(now + Duration::from_secs(7200)));
        token.refresh_token = Some("ur-1".into());
        for token in [token, StoredToken::lasting("x".into())] {
            let json = serde_json::to_string(&token)?;
            assert_eq!(serde_json::from_str::<StoredToken>(&json)?, token, "{json}");
            assert!(!format!("{token:?}").contains("u-1"));
        }
        Ok(())
    }
}

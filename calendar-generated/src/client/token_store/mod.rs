//! [`TokenStore`]: keeps tokens, so that tasks and processes share them.

#[cfg(feature = "login")]
mod file_store;
mod stored;

#[cfg(feature = "login")]
pub use file_store::FileTokenStore;
pub use stored::StoredToken;

use std::any::Any;
use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::sync::Mutex as AsyncMutex;

use crate::Text;

/// The future of a method of a [`TokenStore`].
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Why a [`TokenStore`] failed.
pub type StoreError = Box<dyn StdError + Send + Sync>;

/// A guard that is held while a token is renewed; dropping it unlocks the token.
pub type StoreLock = Box<dyn Any + Send>;

/// Keeps tokens. The default is a [`MemoryTokenStore`].
///
/// Several processes that serve the same application should share a store, in a database or a file. A refresh token can
/// be used once only, so [`lock`](Self::lock) has to exclude all others, in every process. Saved tokens are secrets.
pub trait TokenStore: Send + Sync + 'static {
    /// Waits until the key is unlocked, and locks it.
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock>;

    /// The last saved token of the key.
    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>>;

    /// Saves a token. When this returns, another process must find it, and a crash must not lose it: the tokens that it
    /// replaces are invalid by then.
    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()>;
}

/// The name of a token in a [`TokenStore`]: `tenant/APP`, `tenant/APP/TENANT`, `app/APP`, `ticket/APP`,
/// `user/APP/NAME`. It is safe as a relative path: all characters of the parts but letters and digits of ASCII, `-`,
/// `_` and a `.` that is not the first one are percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenKey(String);

/// The characters that are encoded in the parts of a key.
const UNSAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

impl TokenKey {
    pub(in crate::client) fn new(kind: &str, parts: &[&Text]) -> Self {
        let mut key = kind.to_owned();
        for part in parts {
            let encoded = utf8_percent_encode(part, UNSAFE).to_string();
            key.push('/');
            match encoded.strip_prefix('.') {
                Some(rest) => key.extend(["%2E", rest]),
                None => key.push_str(&encoded),
            }
        }
        Self(key)
    }

    /// The name as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Keeps tokens in memory, for the clients that share it.
#[derive(Default)]
pub struct MemoryTokenStore {
    entries: Mutex<HashMap<TokenKey, Arc<Entry>>>,
}

#[derive(Default)]
struct Entry {
    token: Mutex<Option<StoredToken>>,
    lock: Arc<AsyncMutex<()>>,
}

impl Entry {
    fn token(&self) -> MutexGuard<'_, Option<StoredToken>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn entry(&self, key: &TokenKey) -> Arc<Entry> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(entries.entry(key.clone()).or_default())
    }
}

impl TokenStore for MemoryTokenStore {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        let lock = Arc::clone(&self.entry(key).lock);
        Box::pin(async move { Ok(Box::new(lock.lock_owned().await) as StoreLock) })
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        Box::pin(ready(Ok(self.entry(key).token().clone())))
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()> {
        *self.entry(key).token() = Some(token.clone());
        Box::pin(ready(Ok(())))
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTokenStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_different_parts_differ() {
        let key = |parts: &[&str]| {
            let parts: Vec<Text> = parts.iter().copied().map(Text::from).collect();
            TokenKey::new("user", &parts.iter().collect::<Vec<_>>()).to_string()
        };
        assert_eq!(key(&["cli_a", "ou_1"]), "user/cli_a/ou_1");
        assert_eq!(key(&["cli_a/ou_1"]), "user/cli_a%2Fou_1");
        assert_eq!(key(&["cli_a%2Fou_1"]), "user/cli_a%252Fou_1");
    }

    #[test]
    fn a_key_is_safe_as_a_path() {
        for part in ["..", ".", ".hidden", "a/../b", "a\\b", "a\0b", "a\nb", "C:", "日程", "a b", "-_a.b"] {
            let key = TokenKey::new("user", &[&part.into()]).to_string();
            let name = key.strip_prefix("user/").expect("the kind");
            let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.%".contains(&byte);
            assert!(name.bytes().all(is_safe) && !name.starts_with('.'), "{key}");
        }
        assert_eq!(TokenKey::new("user", &[&"..".into(), &"ou_1.a".into()]).as_str(), "user/%2E./ou_1.a");
    }
}

#[cfg(all(test, feature = "login"))]
mod file_store_tests;

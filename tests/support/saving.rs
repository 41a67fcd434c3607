//! A token store that fails.

use calendar_generated::{StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore};

/// A store with another way of saving.
pub(crate) struct Saving<S>(pub(crate) S, pub(crate) fn() -> StoreFuture<'static, ()>);

/// Saves nothing, and says why.
pub(crate) fn full() -> StoreFuture<'static, ()> {
    Box::pin(async { Err("the disk is full".into()) })
}

impl<S: TokenStore> TokenStore for Saving<S> {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        self.0.lock(key)
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        self.0.load(key)
    }

    fn save<'a>(&'a self, _: &'a TokenKey, _: &'a StoredToken) -> StoreFuture<'a, ()> {
        (self.1)()
    }
}

//! [`OwnTokens`]: whose tokens the code is made of.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One expansion at a time, since an editor's server runs several and the switch is for all of them.
static EXPANSION: Mutex<()> = Mutex::new(());

/// Waits for other expansions.
pub(crate) fn one_at_a_time() -> MutexGuard<'static, ()> {
    EXPANSION.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While this exists, tokens are values of `proc-macro2` in place of the compiler's, for code that becomes text: most of
/// what is done with a token of the compiler is a call into it.
pub(crate) struct OwnTokens;

impl OwnTokens {
    pub(crate) fn switch_on() -> Self {
        proc_macro2::fallback::force();
        Self
    }
}

impl Drop for OwnTokens {
    fn drop(&mut self) {
        proc_macro2::fallback::unforce();
    }
}

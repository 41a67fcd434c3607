//! [`Runtimes`]: notices a client that is used from several runtimes of one thread.
//!
//! A connection is driven by the runtime that opened it, and one of a single thread runs only while its own call blocks.
//! A call from another runtime that finds such a connection in the pool waits until it times out. reqwest has no pool for
//! each runtime, so all that can be done is to say so.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::{Handle, Id, RuntimeFlavor};

/// The runtime of the first call.
#[derive(Debug, Default)]
pub(super) struct Runtimes {
    /// Which one it is, and whether it has one thread.
    first: OnceLock<(Id, bool)>,
    has_warned: AtomicBool,
}

impl Runtimes {
    /// Warns of a call from another runtime, once.
    pub(super) fn enter(&self, runtime: &Handle) {
        if self.is_news(runtime) {
            tracing::warn!(
                "this client is used from several tokio runtimes, at least one of them `current_thread`: calls can wait \
                 for a connection of a runtime that does not run; build a client for each runtime"
            );
        }
    }

    fn is_news(&self, runtime: &Handle) -> bool {
        let is_single = || runtime.runtime_flavor() == RuntimeFlavor::CurrentThread;
        let (first, was_single) = *self.first.get_or_init(|| (runtime.id(), is_single()));
        first != runtime.id() && (was_single || is_single()) && !self.has_warned.swap(true, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn single() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    fn multi() -> Runtime {
        Builder::new_multi_thread().worker_threads(1).build().unwrap()
    }

    /// Whether each call of a client is news.
    fn news(runtimes: &[&Runtime]) -> Vec<bool> {
        let seen = Runtimes::default();
        runtimes.iter().map(|runtime| seen.is_news(runtime.handle())).collect()
    }

    #[test]
    fn another_runtime_is_news_once_if_one_of_them_has_one_thread() {
        let ([a, b], [c, d]) = ([single(), single()], [multi(), multi()]);
        assert_eq!(news(&[&a, &a, &b, &a, &b]), [false, false, true, false, false]);
        assert_eq!(news(&[&a, &c]), [false, true]);
        assert_eq!(news(&[&c, &a]), [false, true]);
        assert_eq!(news(&[&c, &d, &c]), [false; 3], "threads of their own drive their connections");
    }
}

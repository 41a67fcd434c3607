//! [`Pools`]: the connections of a client, apart for each runtime that needs its own.
//!
//! A connection is driven by the runtime that opened it. A runtime with worker threads always runs, so all of these share
//! one pool. A `current_thread` runtime runs only while something blocks on it: a call from another runtime that takes
//! a connection of it from the pool would wait until it times out.

use std::sync::{Mutex, OnceLock, PoisonError};

use tokio::runtime::{Handle, Id, RuntimeFlavor};

use crate::Error;

/// The most pools that are kept besides the first. Programs have few runtimes at once; tests have one after another.
const MAX_OTHERS: usize = 8;

/// A `current_thread` runtime, or `None` for all runtimes with worker threads.
type Key = Option<Id>;

type Make<C> = Box<dyn Fn() -> Result<C, Error> + Send + Sync>;

/// HTTP clients with a pool of connections each.
pub(super) struct Pools<C> {
    /// The pool of the runtime of the first call, which is usually the only one.
    first: C,
    first_key: OnceLock<Key>,
    others: Mutex<Vec<(Key, C)>>,
    /// Makes another pool; `None` if there can be no other.
    make: Option<Make<C>>,
}

impl<C: Clone> Pools<C> {
    /// A pool for each runtime that needs its own.
    pub(super) fn new(make: impl Fn() -> Result<C, Error> + Send + Sync + 'static) -> Result<Self, Error> {
        let first = make()?;
        Ok(Self { make: Some(Box::new(make)), ..Self::shared(first) })
    }

    /// One pool for all runtimes.
    pub(super) fn shared(pool: C) -> Self {
        Self { first: pool, first_key: OnceLock::new(), others: Mutex::default(), make: None }
    }

    /// The pool of a runtime.
    pub(super) fn of(&self, runtime: &Handle) -> Result<C, Error> {
        let key = (runtime.runtime_flavor() == RuntimeFlavor::CurrentThread).then(|| runtime.id());
        match &self.make {
            Some(make) if *self.first_key.get_or_init(|| key) != key => self.other(key, make),
            _ => Ok(self.first.clone()),
        }
    }

    #[cold]
    fn other(&self, key: Key, make: &Make<C>) -> Result<C, Error> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, pool)) = others.iter().find(|(of, _)| *of == key) {
            return Ok(pool.clone());
        }
        let pool = make()?;
        if others.len() == MAX_OTHERS {
            others.remove(0);
        }
        others.push((key, pool.clone()));
        Ok(pool)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn single() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    fn multi() -> Runtime {
        Builder::new_multi_thread().worker_threads(1).build().unwrap()
    }

    /// Pools that are numbers, in the order in which they were made.
    fn pools() -> Pools<usize> {
        let made = AtomicUsize::new(0);
        Pools::new(move || Ok(made.fetch_add(1, Ordering::Relaxed))).unwrap()
    }

    /// The pool of each call.
    fn taken(pools: &Pools<usize>, runtimes: &[&Runtime]) -> Vec<usize> {
        runtimes.iter().map(|runtime| pools.of(runtime.handle()).unwrap()).collect()
    }

    #[test]
    fn runtimes_with_worker_threads_share_a_pool_and_each_other_runtime_has_its_own() {
        let ([a, b], [c, d]) = ([single(), single()], [multi(), multi()]);
        assert_eq!(taken(&pools(), &[&a, &b, &c, &d, &b, &a]), [0, 1, 2, 2, 1, 0]);
        assert_eq!(taken(&pools(), &[&c, &a, &d]), [0, 1, 0]);
        assert_eq!(taken(&Pools::shared(7), &[&a, &b, &c]), [7; 3]);
    }

    #[test]
    fn the_oldest_of_many_pools_is_dropped_and_never_the_first() {
        let (pools, first, second) = (pools(), single(), single());
        assert_eq!(taken(&pools, &[&first, &second]), [0, 1]);
        let more: Vec<_> = (1..MAX_OTHERS).map(|_| single()).collect();
        assert_eq!(taken(&pools, &more.iter().collect::<Vec<_>>()), [2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(taken(&pools, &[&second]), [1], "it is still there");
        assert_eq!(taken(&pools, &[&single(), &second, &first]), [9, 10, 0]);
    }
}

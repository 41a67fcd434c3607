//! Limits the memory that the lists and maps of a decoded response take.
//!
//! An object of a few bytes of JSON can be a thousand bytes in memory, so a limit on the size of a response does not
//! limit its decoded size. Each growth of a list or a map is charged to a budget, which is kept per thread, as the mode
//! of [`tolerance`](super::tolerance) is.

use std::cell::Cell;
use std::fmt;

use serde::de;

/// The default limit, in bytes. The documented lists take a few megabytes.
pub(crate) const MAX_DECODED_BYTES: usize = 128 << 20;

/// The most entries of a B-tree's node, and how many it has when keys come in order.
const NODE: usize = 11;
const HALF_NODE: usize = 6;

thread_local! {
    /// The limit that the application has set.
    static LIMIT: Cell<Option<usize>> = const { Cell::new(None) };
    /// The rest of the limit; `None` once it was exceeded.
    static LEFT: Cell<Option<usize>> = const { Cell::new(Some(MAX_DECODED_BYTES)) };
}

/// Decodes with a limit in bytes.
#[cfg(feature = "client")]
pub(crate) fn limited<T>(bytes: usize, decode: impl FnOnce() -> T) -> T {
    struct Reset(Option<usize>);
    impl Drop for Reset {
        fn drop(&mut self) {
            LIMIT.set(self.0);
        }
    }
    let _limit = Reset(LIMIT.replace(Some(bytes)));
    decode()
}

/// Starts a response with the whole limit.
pub(crate) fn start() {
    LEFT.set(Some(LIMIT.get().unwrap_or(MAX_DECODED_BYTES)));
}

/// Whether the response exceeded its limit.
#[cold]
pub(crate) fn is_spent() -> bool {
    LEFT.get().is_none()
}

pub(super) fn charge<E: de::Error>(bytes: usize) -> Result<(), E> {
    let left = LEFT.get().and_then(|left| left.checked_sub(bytes));
    LEFT.set(left);
    if left.is_some() { Ok(()) } else { Err(E::custom(TooLarge)) }
}

/// Adds an item to a list.
#[inline]
pub(super) fn push<T, E: de::Error>(list: &mut Vec<T>, item: T) -> Result<(), E> {
    if list.len() == list.capacity() {
        charge(growth(list.capacity(), size_of::<T>()))?;
    }
    list.push(item);
    Ok(())
}

/// The bytes by which a full list grows: it doubles, and starts with four items unless they are large.
fn growth(capacity: usize, item: usize) -> usize {
    let first = if item <= 1024 { 4 } else { 1 };
    capacity.max(first).saturating_mul(item)
}

/// Charges another entry of a map that has `entries` so far.
pub(super) fn charge_entry<K, V, E: de::Error>(entries: usize) -> Result<(), E> {
    if entries.is_multiple_of(HALF_NODE) { charge(NODE * size_of::<(K, V)>()) } else { Ok(()) }
}

/// The error of a response that exceeds its limit. Only a client has the option that it names.
pub(crate) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match LIMIT.get() {
            Some(limit) => write!(f, "decoded, it takes more than {limit} bytes; allow more with `max_decoded_bytes`"),
            None => write!(f, "decoded, it takes more than {MAX_DECODED_BYTES} bytes"),
        }
    }
}

//! Listings: page by page, item by item, and the changes since the last synchronization.
//!
//! What differs between endpoints is generated from the spec, as an impl of [`Paged`]; the walk over the pages is here.
//! In: a request. Out: streams of pages, items or batches of changes.

mod obstacles;
mod paged;

#[cfg(feature = "client")]
mod batches;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod items;
#[cfg(feature = "client")]
mod pages;
mod state;
#[cfg(feature = "client")]
mod walk;

pub use obstacles::Obstacles;
pub use paged::{Counted, CountedBy, Next, PageNumber, Paged, Paging, Synced, page_number};
pub use state::SyncState;

#[cfg(feature = "client")]
pub use batches::{Batch, Batches};
#[cfg(feature = "client")]
pub use items::Items;
#[cfg(feature = "client")]
pub use pages::Pages;

//! Listings: page by page, item by item, and what changed since the last time.
//!
//! What differs between endpoints is generated from the spec, as an impl of [`Paged`]; the walk over the pages is here.
//! A request goes in, and streams of pages, items or batches of changes come out.

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
pub use paged::{Next, Paged, Paging, Synced};
pub use state::SyncState;

#[cfg(feature = "client")]
pub use batches::{Batch, Batches};
#[cfg(feature = "client")]
pub use items::Items;
#[cfg(feature = "client")]
pub use pages::Pages;

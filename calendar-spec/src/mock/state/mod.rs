//! The server's state, driven by the collections of the spec; it knows none of them by name.
//!
//! In: a request that keeps the rules, and its caller. Out: the `data` of its response, from items that earlier
//! requests have left. A [`Shelf`] holds the items of one place in order, with a log of changes; a [`World`] holds the
//! shelves of one tenant; [`Work`] is one request at work on them.

mod answer;
mod dump;
mod filter;
mod intervals;
mod kind;
mod lag;
mod make;
mod news;
mod operate;
mod page;
mod place;
mod shelf;
mod store;
mod token;
mod work;
mod world;

pub use dump::InvalidState;
pub(super) use intervals::Interval;
pub(super) use kind::Kind;
pub(super) use news::{ChangeType, News, Topic};
pub(super) use page::Page;
pub(super) use place::Place;
pub(super) use shelf::{Change, Item, Shelf};
pub(super) use store::{Numbers, Store};
pub(super) use work::Work;
pub(super) use world::World;

/// An object of JSON, by the names of its fields.
pub(super) type Fields = serde_json::Map<String, serde_json::Value>;

/// The fields with these names.
pub(super) fn fields<const N: usize>(known: [(&str, serde_json::Value); N]) -> Fields {
    known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

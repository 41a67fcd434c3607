//! [`Paged`]: what a walk over the pages of a listing needs to know about its endpoint. Generated.

use super::Obstacles;
use crate::{Endpoint, Text};

/// A request whose response comes in pages.
#[diagnostic::on_unimplemented(
    message = "this endpoint has no pages",
    label = "`{Self}` is answered as a whole",
    note = "make the call with `client.send(&request)`"
)]
pub trait Paged: Endpoint + Clone {
    /// The type of an item.
    type Item;
    /// Field names for messages.
    #[doc(hidden)]
    const PAGING: &'static Paging;

    /// The field of the request that holds the page token.
    fn page_token(&mut self) -> &mut Option<Text>;

    /// The field of the request that holds the sync token, if there is one.
    fn sync_token(&mut self) -> Option<&mut Option<Text>> {
        None
    }

    /// Notes the fields of this request that rule out pages.
    #[doc(hidden)]
    fn obstacles(&self, _: &mut Obstacles) {}

    /// The tokens for the next page.
    fn next(response: &Self::Response) -> Next<'_>;

    /// The items of a page.
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// A listing that can return only the changes since the last synchronization.
#[diagnostic::on_unimplemented(
    message = "this endpoint does not tell changes",
    label = "`{Self}` takes no sync token",
    note = "`client.pages(request)` and `client.items(request)` list everything, if the endpoint has pages"
)]
pub trait Synced: Paged {}

/// The names of the fields that hold tokens.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The page token of the request.
    pub token: &'static str,
    /// The fields of the response; without the boolean, an empty token ends the listing.
    pub more: Option<&'static str>,
}

/// What a response says about the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next<'a> {
    /// The page token.
    pub token: Option<&'a str>,
    /// Whether there is a next page, if the response says so.
    pub more: Option<bool>,
    /// The sync token.
    pub sync: Option<&'a str>,
}

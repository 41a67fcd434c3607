//! [`Paged`]: what a walk over the pages of a listing has to know of its endpoint. Generated.

use super::Obstacles;
use crate::{Endpoint, Text};

/// A request whose response comes in pages.
#[diagnostic::on_unimplemented(
    message = "this endpoint has no pages",
    label = "`{Self}` is answered as a whole",
    note = "make the call with `client.send(&request)`"
)]
pub trait Paged: Endpoint + Clone {
    /// The item that it lists.
    type Item;
    /// Names for messages.
    #[doc(hidden)]
    const PAGING: &'static Paging;

    /// The field of the request that says which page.
    fn page_token(&mut self) -> &mut Option<Text>;

    /// The field of the request that asks for changes only, if there is one.
    fn sync_token(&mut self) -> Option<&mut Option<Text>> {
        None
    }

    /// Notes what of this request rules out pages.
    #[doc(hidden)]
    fn obstacles(&self, _: &mut Obstacles) {}

    /// What a page says about the next one.
    fn next(response: &Self::Response) -> Next<'_>;

    /// What a page lists.
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// A listing that can be asked for what changed since the last time.
#[diagnostic::on_unimplemented(
    message = "this endpoint does not tell changes",
    label = "`{Self}` takes no sync token",
    note = "`client.pages(request)` and `client.items(request)` list everything, if the endpoint has pages"
)]
pub trait Synced: Paged {}

/// Names of the fields that lead from page to page.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// Of the request.
    pub token: &'static str,
    /// Of the response; without this flag an empty token ends the listing.
    pub more: Option<&'static str>,
}

/// What a page says about the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next<'a> {
    /// Its token.
    pub token: Option<&'a str>,
    /// Whether there is one, where the answer says so.
    pub more: Option<bool>,
    /// The token that asks for changes.
    pub sync: Option<&'a str>,
}

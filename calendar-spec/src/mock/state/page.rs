//! Pages of a listing: first pages of items, then pages of changes.
//!
//! A listing remembers the version at which it began, and its last page returns a sync token for the changes since
//! then. So a client that lists and then synchronizes has everything, whatever others changed meanwhile.

use serde_json::Value;

use super::token::{Step, Token, Use, number_of};
use super::{Change, Fields, Kind, Place, Shelf, Work};
use crate::mock::problem::Problem;
use crate::model::{Paging, PagingBy};

/// A listing, and its current position.
#[derive(Debug)]
pub(in crate::mock) struct Listing<'l> {
    pub(in crate::mock) kind: Kind<'l>,
    pub(in crate::mock) place: Place,
    /// The parameters of the listing's first request.
    pub(in crate::mock) carried: Value,
    /// `None` at the start.
    step: Option<Step>,
    /// The size of a page.
    size: usize,
    /// How many items a request by numbers leaves out; `None` in a listing by tokens.
    skipped: Option<usize>,
    /// Whether there are tokens for more pages.
    has_pages: bool,
}

/// The result of a page.
#[derive(Debug, Default)]
pub(in crate::mock) struct Page {
    pub(in crate::mock) items: Vec<Fields>,
    pub(in crate::mock) more: bool,
    pub(in crate::mock) next: Option<String>,
    pub(in crate::mock) sync: Option<String>,
    /// The number of items on all pages, in a listing by numbers.
    pub(in crate::mock) total: Option<usize>,
}

impl Listing<'_> {
    /// Whether it lists changes.
    pub(in crate::mock) fn is_of_changes(&self) -> bool {
        matches!(self.step, Some(Step::Changes { .. }))
    }
}

impl<'w> Work<'w> {
    /// The requested listing: the items of a place, from the start or from the position of a token. `carried` is what
    /// tokens remember of this request.
    pub(in crate::mock) fn listing(
        &self,
        kind: Kind<'w>,
        place: Place,
        carried: Value,
    ) -> Result<Listing<'w>, Problem> {
        let mut listing =
            Listing { kind, place, carried, step: None, size: usize::MAX, skipped: None, has_pages: true };
        let Some(paging) = &self.endpoint.paging else { return Ok(listing) };
        listing.size = self.page_size(paging);
        listing.skipped = self.skipped(paging, listing.size);
        let token = |index: usize, used_as| Some((self.given_text(index)?, used_as));
        let page = token(paging.token, Use::Page);
        match page.or_else(|| token(paging.sync?, Use::Sync)) {
            Some((text, used_as)) => {
                let token = self.token(&listing, text, used_as)?;
                listing.step = Some(token.step);
                listing.carried = token.carried;
            }
            None => listing.has_pages = paging.needs.is_none_or(|index| self.given_text(index).is_some()),
        }
        Ok(listing)
    }

    /// How many items come before the requested page, if that is requested by a number.
    fn skipped(&self, paging: &Paging, size: usize) -> Option<usize> {
        let parameter = self.endpoint.fields.get(paging.token);
        let number = parameter.and_then(|parameter| self.number(&parameter.field.wire));
        let number = |first: i64| usize::try_from(number.unwrap_or(first).saturating_sub(first)).unwrap_or(0);
        match paging.by {
            PagingBy::Token => None,
            PagingBy::Offset => Some(number(0)),
            PagingBy::Page => Some(number(1).saturating_mul(size)),
        }
    }

    fn page_size(&self, paging: &Paging) -> usize {
        let parameter = paging.size.and_then(|index| self.endpoint.fields.get(index));
        let size = parameter.and_then(|parameter| self.number(&parameter.field.wire));
        size.map_or(usize::MAX, |size| usize::try_from(size.max(1)).unwrap_or(usize::MAX))
    }

    fn given_text(&self, index: usize) -> Option<&str> {
        let parameter = self.endpoint.fields.get(index)?;
        self.given.get(&parameter.field.wire)?.as_str().filter(|text| !text.is_empty())
    }

    /// Decodes a token, unless it is invalid or has expired.
    fn token(&self, listing: &Listing<'_>, text: &str, used_as: Use) -> Result<Token, Problem> {
        let expired = |why: &str| Err(listing.kind.expired(why));
        let Some(token) = Token::read(text) else { return expired("this server has not issued the token") };
        if token.used_as != used_as || token.listing != self.number_of(listing) {
            return expired("the token belongs to another listing");
        }
        let horizon = self.world.shelf(&listing.place).map_or(0, |shelf| shelf.horizon);
        let is_old = matches!(token.step, Step::Changes { after } if after < horizon);
        let lifetime = listing.kind.collection.sync_seconds.and_then(|seconds| u64::try_from(seconds).ok());
        let has_died = lifetime
            .is_some_and(|lifetime| used_as == Use::Sync && self.seconds() > token.made.saturating_add(lifetime));
        if is_old || has_died || token.age != self.age {
            return expired("the token has expired; list from the beginning, without it");
        }
        Ok(token)
    }

    fn number_of(&self, listing: &Listing<'_>) -> u64 {
        number_of(&format!("{}{}", self.name, listing.place))
    }

    /// Returns the next page. `show` returns what a response shows of an item, or nothing if the listing leaves it out.
    pub(in crate::mock) fn page(
        &self,
        listing: &Listing<'_>,
        show: impl Fn(&str, Change<'_>) -> Option<Fields>,
    ) -> Page {
        let empty = Shelf::default();
        let items = self.world.shelf(&listing.place).unwrap_or(&empty);
        let mut page = Page::default();
        let mut last = 0;
        let mut skipped = listing.skipped.unwrap_or(0);
        let mut add = |version: u64, id: &str, change: Change<'_>| {
            let shown = show(id, change)?;
            if skipped > 0 {
                skipped -= 1;
                return None;
            }
            page.more = page.items.len() == listing.size;
            if !page.more {
                page.items.push(shown);
                last = version;
            }
            page.more.then_some(())
        };
        let step = listing.step.unwrap_or(Step::Items { start: items.version, after: 0 });
        let (next, since) = match step {
            Step::Items { start, after } => {
                let _ = items.after(after).find_map(|(version, item)| add(version, &item.id, Change::Now(item)));
                (Step::Items { start, after: last }, start)
            }
            Step::Changes { after } => {
                let _ = items.changes(after).find_map(|(version, id, change)| add(version, id, change));
                (Step::Changes { after: last }, items.version)
            }
        };
        if listing.skipped.is_some() {
            let all = items.after(0).filter_map(|(_, item)| show(&item.id, Change::Now(item)));
            page.total = Some(all.count());
            return page;
        }
        if page.more {
            page.next = listing.has_pages.then(|| self.write(listing, Use::Page, next));
        } else {
            page.sync = Some(self.write(listing, Use::Sync, Step::Changes { after: since }));
        }
        page
    }

    /// A page of items that are computed anew for each request. A token holds how many have been shown.
    pub(in crate::mock) fn pages_of(&self, kind: Kind<'w>, items: Vec<Fields>) -> Result<Value, Problem> {
        let listing = self.listing(kind, Place::default(), Value::Null)?;
        let skipped = match listing.step {
            _ if listing.skipped.is_some() => listing.skipped.unwrap_or(0),
            Some(Step::Items { after, .. }) => usize::try_from(after).unwrap_or(usize::MAX),
            _ => 0,
        };
        let end = skipped.saturating_add(listing.size);
        let more = items.len() > end;
        let total = listing.skipped.map(|_| items.len());
        let next = Step::Items { start: 0, after: end as u64 };
        let next = more.then(|| self.write(&listing, Use::Page, next));
        let items = items.into_iter().skip(skipped).take(listing.size).collect();
        Ok(self.paged(None, Page { items, more, next, sync: None, total }))
    }

    fn write(&self, listing: &Listing<'_>, used_as: Use, step: Step) -> String {
        let (age, made) = (self.age, self.seconds());
        let carried = listing.carried.clone();
        Token { used_as, listing: self.number_of(listing), age, made, step, carried }.to_text()
    }
}

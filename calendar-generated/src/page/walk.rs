//! [`Walk`]: the request for the current page, and the step to the next.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::{Counted, Next, Obstacles, PageNumber, Paged};
use crate::{Error, Text};

/// A request that moves from page to page.
pub(super) struct Walk<R> {
    /// The request for the next page.
    pub(super) request: R,
    /// The tokens of the request for the page before.
    before: Tokens,
    /// Hashes of the tokens that were used; a server could send long ones.
    followed: HashSet<u64>,
    hasher: RandomState,
}

/// What distinguishes one page from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) page: Option<Text>,
    pub(super) sync: Option<Text>,
}

impl Tokens {
    pub(super) fn of(request: &mut impl Paged) -> Self {
        let sync = request.sync_token().and_then(|token| token.clone());
        let number = |request: &mut dyn PageNumber| request.get().map(|number| number.to_string().into());
        let page = match request.page_token() {
            Some(token) => token.clone(),
            None => request.page_number().and_then(number),
        };
        Self { page, sync }
    }

    pub(super) fn put(self, request: &mut impl Paged) {
        if let Some(token) = request.page_token() {
            *token = self.page;
        } else if let Some(number) = request.page_number() {
            number.set(self.page.and_then(|page| page.parse().ok()));
        }
        if let Some(token) = request.sync_token() {
            *token = self.sync;
        }
    }
}

impl<R: Paged> Walk<R> {
    pub(super) fn new(mut request: R) -> Self {
        let (mut followed, hasher) = (HashSet::new(), RandomState::new());
        followed.extend(request.page_token().and_then(|token| token.as_deref()).map(|token| hasher.hash_one(token)));
        Self { request, before: Tokens::default(), followed, hasher }
    }

    /// Why the request has no pages, if it has none.
    pub(super) fn refusal(&self) -> Option<Error> {
        let mut obstacles = Obstacles::default();
        self.request.obstacles(&mut obstacles);
        let message = || format!("not sent, since there are no pages to walk: {obstacles}");
        (!obstacles.is_empty()).then(|| Error::paging(message()).of(R::META.name))
    }

    /// Moves to the next page. `false` if this was the last one; an error if the response contradicts itself about the
    /// next page, in which case the request stays as it is.
    pub(super) fn follow(&mut self, response: &R::Response) -> Result<bool, Error> {
        self.before = Tokens::of(&mut self.request);
        let next = R::next(response);
        if let Some(counted) = R::counted(response) {
            return self.count_on(counted, next.more);
        }
        let token = match (next.more, next.token.filter(|token| !token.is_empty())) {
            (Some(false), _) | (None, None) => return Ok(false),
            (Some(true), None) => return Err(without_token::<R>()),
            (_, Some(token)) => token,
        };
        if !self.followed.insert(self.hasher.hash_one(token)) {
            return Err(repeated::<R>());
        }
        // The next call uses both tokens of this response; while there are more pages, the sync token is usually empty.
        Tokens { page: Some(token.into()), sync: sync_token(next) }.put(&mut self.request);
        Ok(true)
    }

    /// Moves on by numbers. `more` decides where it is given; a page without items ends every listing.
    fn count_on(&mut self, counted: Counted, more: Option<bool>) -> Result<bool, Error> {
        let Some(number) = self.request.page_number() else { return Ok(false) };
        let counted = if more == Some(true) { Counted { total: None, ..counted } } else { counted };
        let Some(next) = counted.after(number.get()).filter(|_| more != Some(false)) else { return Ok(false) };
        let token = R::PAGING.token;
        let too_large = || Error::paging(format!("`{token}` cannot be {next}, which the next page needs"));
        if number.set(Some(next)) { Ok(true) } else { Err(too_large().of(R::META.name)) }
    }

    /// Returns to the first page of a full snapshot.
    pub(super) fn start_over(&mut self) {
        Tokens::default().put(&mut self.request);
        self.followed.clear();
    }

    /// A request for the page before the next one.
    pub(super) fn page_before(&self) -> R {
        let mut request = self.request.clone();
        self.before.clone().put(&mut request);
        request
    }
}

/// The sync token for the changes since this page.
pub(super) fn sync_token(next: Next<'_>) -> Option<Text> {
    next.sync.filter(|token| !token.is_empty()).map(Text::from)
}

fn without_token<R: Paged>() -> Error {
    let (more, token) = (R::PAGING.more.unwrap_or_default(), R::PAGING.token);
    Error::paging(format!("the server says that there is more (`{more}`), without a `{token}` for it")).of(R::META.name)
}

fn repeated<R: Paged>() -> Error {
    let token = R::PAGING.token;
    Error::paging(format!("the server gave the same `{token}` twice, so that the listing would never end"))
        .of(R::META.name)
}

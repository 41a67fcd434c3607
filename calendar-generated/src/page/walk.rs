//! [`Walk`]: which page to ask for, from one to the next.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::{Next, Obstacles, Paged};
use crate::{Error, Text};

/// A request that moves on.
pub(super) struct Walk<R> {
    /// Asks for the page that comes next.
    pub(super) request: R,
    /// The tokens that asked for the page before.
    before: Tokens,
    /// Hashes of the tokens that were followed: a server could send long ones.
    followed: HashSet<u64>,
    hasher: RandomState,
}

/// What tells one page from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) page: Option<Text>,
    pub(super) sync: Option<Text>,
}

impl Tokens {
    pub(super) fn of(request: &mut impl Paged) -> Self {
        let sync = request.sync_token().and_then(|token| token.clone());
        Self { page: request.page_token().clone(), sync }
    }

    pub(super) fn put(self, request: &mut impl Paged) {
        *request.page_token() = self.page;
        if let Some(token) = request.sync_token() {
            *token = self.sync;
        }
    }
}

impl<R: Paged> Walk<R> {
    pub(super) fn new(mut request: R) -> Self {
        let (mut followed, hasher) = (HashSet::new(), RandomState::new());
        followed.extend(request.page_token().as_deref().map(|token| hasher.hash_one(token)));
        Self { request, before: Tokens::default(), followed, hasher }
    }

    /// Why there are no pages, if so.
    pub(super) fn refusal(&self) -> Option<Error> {
        let mut obstacles = Obstacles::default();
        self.request.obstacles(&mut obstacles);
        let message = || format!("not sent, since there are no pages to walk: {obstacles}");
        (!obstacles.is_empty()).then(|| Error::paging(message()).of(R::META.name))
    }

    /// Moves on to the page after this one. `false` if this was the last one; an error if it says where to go on in a
    /// way that leads nowhere. The request then stays.
    pub(super) fn follow(&mut self, response: &R::Response) -> Result<bool, Error> {
        self.before = Tokens::of(&mut self.request);
        let next = R::next(response);
        let token = match (next.more, next.token.filter(|token| !token.is_empty())) {
            (Some(false), _) | (None, None) => return Ok(false),
            (Some(true), None) => return Err(without_token::<R>()),
            (_, Some(token)) => token,
        };
        if !self.followed.insert(self.hasher.hash_one(token)) {
            return Err(repeated::<R>());
        }
        // The next call takes both tokens of this answer; in one that leads on, that for changes is empty as a rule.
        Tokens { page: Some(token.into()), sync: sync_token(next) }.put(&mut self.request);
        Ok(true)
    }

    /// Goes back to the first page of everything.
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

/// The token that asks for changes since this page.
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

//! [`Items`]: a stream of the items of a listing.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Paged, Pages};
use crate::{Error, TokenFor};

/// The items of all pages of a listing; made by [`Client::items`](crate::Client::items).
///
/// It ends after an error; [`resume_request`](Self::resume_request) is the request to continue with.
#[must_use = "a stream makes calls only when it is polled"]
pub struct Items<R: Paged, K> {
    pages: Pages<R, K>,
    page: std::vec::IntoIter<R::Item>,
}

impl<R: Paged, K> Items<R, K> {
    pub(super) fn new(pages: Pages<R, K>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// The request to continue with; `None` at the end of the listing.
    ///
    /// A listing can only be resumed at the start of a page. After an error no item is lost or repeated; in the middle
    /// of a page, the items of this page are repeated.
    pub fn resume_request(&self) -> Option<R> {
        if self.page.len() == 0 { self.pages.resume_request() } else { Some(self.pages.page_before()) }
    }
}

impl<R: Paged, K: TokenFor<R::Token>> Items<R, K> {
    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All items in one list, or the first error. A listing can be long: where it does not have to be in memory as a
    /// whole, take one item after the other with [`next`](Self::next).
    ///
    /// ```
    /// # #[cfg(feature = "calendar")]
    /// # async fn run(client: calendar_generated::Client<calendar_generated::User>) -> Result<(), calendar_generated::Error> {
    /// use calendar_generated::calendar;
    ///
    /// let calendars = client.items(calendar::List::builder().build()?).try_collect().await?;
    /// println!("{} calendars", calendars.len());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn try_collect(mut self) -> Result<Vec<R::Item>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<R: Paged, K: TokenFor<R::Token>> Stream for Items<R, K> {
    type Item = Result<R::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(response)) => self.page = R::items(response).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// No field is pinned.
impl<R: Paged, K> Unpin for Items<R, K> {}

impl<R: Paged, K> fmt::Debug for Items<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Client, Error, SyncState, calendar};

    #[test]
    fn each_stream_shows_the_endpoint_that_it_walks() -> Result<(), Error> {
        let client = Client::builder().user_token("u-7f1bcd13").build()?;
        let list = || calendar::List::builder().build();
        let (pages, items) = (client.pages(list()?), client.items(list()?));
        let batches = client.sync(list()?, SyncState::default());
        for shown in [format!("{pages:?}"), format!("{items:?}"), format!("{batches:?}")] {
            assert!(shown.contains("calendar.list") && !shown.contains("7f1bcd13"), "{shown}");
        }
        Ok(())
    }
}

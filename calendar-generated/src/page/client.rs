//! The methods of [`Client`] that walk listings.

use super::{Batches, Items, Paged, Pages, SyncState, Synced};
use crate::{Client, TokenFor};

/// Listings, page by page. A stream makes its calls when it is polled, one after another; it borrows nothing, and ends
/// after an error.
impl<K> Client<K> {
    /// Returns the pages of a listing, starting with the requested one.
    ///
    /// A page may be empty while more follow. The stream ends with an error of the kind
    /// [`ErrorKind::Paging`](crate::ErrorKind::Paging) when the server repeats a page token, or reports more pages
    /// without a token for the next one. It fails at once for a request whose response has no pages.
    ///
    /// ```
    /// # #[cfg(feature = "calendar_event")]
    /// # async fn run(client: calendar_generated::Client<calendar_generated::User>) -> Result<(), calendar_generated::Error> {
    /// use calendar_generated::calendar_event;
    ///
    /// let request = calendar_event::List::builder()
    ///     .calendar_id("feishu.cn_xxx@group.calendar.feishu.cn")
    ///     .anchor_time(1_609_430_400)
    ///     .build()?;
    /// let mut pages = client.pages(request);
    /// while let Some(page) = pages.next().await {
    ///     println!("{} events", page?.items.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages<R: Paged>(&self, request: R) -> Pages<R, K>
    where
        K: TokenFor<R::Token>,
    {
        Pages::new(self.clone(), request)
    }

    /// Returns the items of a listing, from all its pages; see [`pages`](Self::pages).
    ///
    /// ```
    /// # #[cfg(feature = "calendar")]
    /// # async fn run(client: calendar_generated::Client<calendar_generated::User>) -> Result<(), calendar_generated::Error> {
    /// use calendar_generated::calendar;
    ///
    /// let mut calendars = client.items(calendar::List::builder().build()?);
    /// while let Some(calendar) = calendars.next().await {
    ///     println!("{:?}", calendar?.summary);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<R: Paged>(&self, request: R) -> Items<R, K>
    where
        K: TokenFor<R::Token>,
    {
        Items::new(self.pages(request))
    }

    /// Keeps a copy of a listing up to date: first a full snapshot, page by page, then incremental changes.
    ///
    /// Each batch comes with the state after it. Store both in one transaction, and no change is lost or applied twice,
    /// even after an interruption or in another process. When the sync token has expired, a new snapshot starts; its
    /// first batch has `is_reset` set.
    ///
    /// ```
    /// # #[cfg(feature = "calendar")]
    /// # async fn run(
    /// #     client: calendar_generated::Client<calendar_generated::User>,
    /// #     mut store: impl FnMut(&calendar_generated::Batch<calendar_generated::types::Calendar>),
    /// #     stored: Option<&str>,
    /// # ) -> Result<(), Box<dyn std::error::Error>> {
    /// use calendar_generated::{SyncState, calendar};
    ///
    /// let state: SyncState = stored.map(serde_json::from_str).transpose()?.unwrap_or_default();
    /// let mut batches = client.sync(calendar::List::builder().build()?, state);
    /// while let Some(batch) = batches.next().await {
    ///     let batch = batch?;
    ///     if batch.is_reset {
    ///         println!("the token had expired: discard what was stored before");
    ///     }
    ///     store(&batch); // `batch.items` and `batch.state`, in one transaction
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn sync<R: Synced>(&self, request: R, state: SyncState) -> Batches<R, K>
    where
        K: TokenFor<R::Token>,
    {
        Batches::new(self.clone(), request, state)
    }
}

//! The methods of [`Client`] that walk listings.

use super::{Batches, Items, Paged, Pages, SyncState, Synced};
use crate::{Client, TokenFor};

/// Listings, page by page. A stream makes its calls when it is polled, one after the other; it borrows nothing, and
/// ends after an error.
impl<K> Client<K> {
    /// The pages of a listing, from the one that the request asks for.
    ///
    /// A page may be empty while more follow. When the server leads in a circle, or says that there is more and not
    /// where, the stream ends with an error ([`Error::is_paging`](crate::Error::is_paging)); so it does at once for a
    /// request whose answer has no pages.
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

    /// What a listing holds, over all its pages; see [`pages`](Self::pages).
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

    /// Brings a copy of a listing up to date: at the start the whole stock page by page, from then on what changed
    /// since the last time.
    ///
    /// Each batch comes with the state after it. Who stores both in one transaction loses nothing and applies nothing
    /// twice, wherever it is interrupted; another process goes on with the state. When a token has expired the whole
    /// stock comes once more, and the first batch of it says so.
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
    ///         println!("the token had expired: what was stored before is void");
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

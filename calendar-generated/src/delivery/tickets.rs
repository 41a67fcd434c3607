//! [`Tickets`]: the notifications that are for the client, and for no handler.

#[cfg(feature = "client")]
use std::sync::OnceLock;

use super::Outcome;
use crate::Notification;
#[cfg(feature = "client")]
use crate::client::TicketKeeper;

/// Where the tickets of an application from the store go; nowhere unless that is set.
#[derive(Default)]
pub(crate) struct Tickets {
    #[cfg(feature = "client")]
    keeper: OnceLock<TicketKeeper>,
}

#[cfg(feature = "client")]
impl Tickets {
    /// From now on tickets are kept. The first keeper stays.
    pub(crate) fn set(&self, keeper: TicketKeeper) {
        let _ = self.keeper.set(keeper);
    }

    /// Keeps the ticket in a notification, if it is one. If that fails, the platform has to send it again. Tickets that
    /// come again do no harm, so they are not remembered.
    pub(super) fn keep<E>(&self, notification: &Notification<E>) -> Option<impl Future<Output = Outcome> + use<'_, E>> {
        let keeper = self.keeper.get()?;
        let ticket = keeper.ticket_in(notification)?;
        Some(async move {
            match keeper.keep(ticket).await {
                Ok(()) => Outcome::Handled,
                Err(error) => {
                    tracing::error!(%error, "the ticket of the application could not be kept");
                    Outcome::Failed
                }
            }
        })
    }
}

#[cfg(not(feature = "client"))]
impl Tickets {
    #[allow(clippy::unused_self, reason = "it has something to keep tickets in with the feature `client`")]
    pub(super) fn keep<E>(&self, _: &Notification<E>) -> Option<std::future::Ready<Outcome>> {
        None
    }
}

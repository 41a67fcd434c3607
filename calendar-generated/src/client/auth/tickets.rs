//! [`TicketKeeper`]: saves the tickets of a store application, which arrive as notifications.

use std::sync::Arc;

use serde_json::Value;

use super::set_app_ticket;
use crate::client::app::App;
use crate::client::core::Core;
use crate::{Error, Notification, Secret};

/// The type of the event, which the platform sends every hour.
const EVENT: &str = "app_ticket";

/// Saves the tickets of one application in the token store of its client.
pub(crate) struct TicketKeeper {
    core: Arc<Core>,
    app: App,
}

impl TicketKeeper {
    pub(in crate::client) fn new(core: &Arc<Core>, app: &App) -> Self {
        Self { core: Arc::clone(core), app: app.clone() }
    }

    /// The ticket in a notification for this application. It is a secret, so it is not passed to handlers.
    pub(crate) fn ticket_in<E>(&self, notification: &Notification<E>) -> Option<Secret> {
        if notification.header.event_type.as_deref() != Some(EVENT) {
            return None;
        }
        // The event of the older form names the application itself.
        let of_event = notification.raw.get("/app_id").and_then(Value::as_str);
        let app_id = of_event.or(notification.header.app_id.as_deref())?;
        let ticket = notification.raw.get("/app_ticket").and_then(Value::as_str)?;
        (app_id == self.app.id.as_str() && !ticket.is_empty()).then(|| Secret::from(ticket))
    }

    /// Saves a ticket.
    pub(crate) async fn keep(&self, ticket: Secret) -> Result<(), Error> {
        set_app_ticket(&self.core, &self.app, ticket).await
    }
}

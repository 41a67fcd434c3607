//! The endpoints, by resource: from the parameters of a request to the data of its response.

pub(super) mod acls;
pub(super) mod attendees;
pub(super) mod bindings;
pub(super) mod calendars;
pub(super) mod chats;
pub(super) mod events;
pub(super) mod freebusy;
pub(super) mod instances;
pub(super) mod lists;
pub(super) mod replies;
pub(super) mod search;
pub(super) mod sharing;
pub(super) mod subscriptions;
pub(super) mod suggestions;
pub(super) mod timeoff;
pub(super) mod transfer;

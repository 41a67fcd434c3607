//! The endpoints, by resource: from what a request holds to the data of its answer.

pub(super) mod acls;
pub(super) mod attendees;
pub(super) mod bindings;
pub(super) mod calendars;
pub(super) mod events;
pub(super) mod freebusy;
pub(super) mod instances;
pub(super) mod lists;
pub(super) mod replies;
pub(super) mod search;
pub(super) mod subscriptions;
pub(super) mod timeoff;

//! What the service decides: who may do what, what the invited get, what is busy, what an answer shows.

pub(super) mod acls;
pub(super) mod attendees;
pub(super) mod bookings;
pub(super) mod busy;
pub(super) mod exceptions;
pub(super) mod invitations;
pub(super) mod lists;
pub(super) mod meetings;
pub(super) mod news;
pub(super) mod primaries;
pub(super) mod roles;
pub(super) mod view;

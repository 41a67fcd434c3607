//! The service's decisions: permissions, invitations, busy times, what a response shows.

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

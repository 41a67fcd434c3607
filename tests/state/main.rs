//! The mock server as a calendar: what was created is there, for whom it should be, and changes are seen by those who
//! look for them.

mod calendars;
mod events;
#[path = "../mock/support/http.rs"]
#[allow(dead_code, reason = "the tests of the mock server use more of it")]
mod http;
mod invitations;
mod model;
mod notifications;
mod others;
mod own_spec;
mod series;
mod soak;
mod support;
mod sync;
mod tenants;

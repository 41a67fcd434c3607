//! The stateful mock server: created items can be read by those with permission, and changes can be synchronized.

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

//! Jobs against the mock server, also while connections are cut.

mod cuts;
mod meeting;
mod recurring;
mod rollback;
mod slot;
mod support;

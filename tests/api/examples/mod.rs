//! The request examples of the reference pages, built by the builders: one function for each endpoint, with what its
//! page gives for path, query and body.

pub(crate) mod attendees;
pub(crate) mod calendars;
pub(crate) mod events;
pub(crate) mod others;

use calendar_generated::{DateTime, ValidationError};

/// The result of a builder for an example.
pub(crate) type Built<E> = Result<E, ValidationError>;

const CALENDAR: &str = "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn";
const EVENT: &str = "xxxxxxxxx_0";

fn instant(text: &str) -> DateTime {
    text.parse().unwrap()
}

#![doc = include_str!("README.md")]

#[cfg(feature = "client")]
mod test_clock;

pub use calendar_spec::mock::*;
#[cfg(feature = "client")]
pub use test_clock::TestClock;

/// The types of requests and what is served come from one spec.
const _: () = crate::extend::generated_by(calendar_spec::VERSION);

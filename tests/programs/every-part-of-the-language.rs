//! A spec with every part of the language, including deprecated ones, compiles without a warning.

#![deny(warnings, missing_docs)]

/// The generated code, against the runtime by an explicit path.
pub mod full {
    calendar_generated::api!("../calendar-spec/tests/full", crate = ::calendar_generated);
}

fn main() {}

//! The catalogue of findings.

/// Every code that a finding can have, with what it says.
pub const CODES: &[(&str, &str)] = &[];

//! Names of the prelude and keywords, in a module that shadows what generated code could mean.

#![deny(warnings, missing_docs)]
#![allow(clippy::pub_underscore_fields)] // a field `_` is one of the names

/// The generated code.
#[allow(dead_code)]
pub mod shadowed {
    struct Result;
    struct Option;
    struct String;
    struct Vec;
    struct Box;
    struct Some;
    struct None;
    struct Ok;
    struct Err;

    ::calendar_generated::api!("../calendar-macros/tests/ui/spec/hostile-names");
}

fn main() {}

//! Names of the runtime and of the prelude in a spec that extends the shipped one, in a module that shadows what generated
//! code could mean.

#![deny(warnings, missing_docs)]

/// Another path to the runtime.
pub mod sdk {
    pub use calendar_generated as lark;
}

/// The generated code.
#[allow(dead_code)]
pub mod shadowed {
    struct Result;
    struct Option;
    struct Vec;
    struct String;

    ::calendar_generated::api!("../calendar-macros/tests/ui/spec/extends-hostile-names", crate = crate::sdk::lark);
}

fn main() {
    let role = calendar_generated::types::CalendarRole::Owner;
    assert_eq!(shadowed::types::CalendarRole::Owner, role);
}

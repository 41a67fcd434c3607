//! [`api!`](crate::api): clients for your own specs.

/// Generates a client from a spec directory of your own.
///
/// The path is relative to the package, as in `include_str!(concat!(env!("CARGO_MANIFEST_DIR"), …))`; where there is no
/// such directory, it is relative to the file that calls the macro. The modules `types`, `events` and one for each resource, and
/// the enum `ErrorCode`, appear where the macro is called; so a module can hold one spec. A spec that extends the shipped
/// one takes its types from this crate, and generates anew what it amends.
///
/// ```ignore
/// calendar_generated::api!("spec");
/// ```
///
/// In a package with a build script the code is written to files in `OUT_DIR`, where editors show it: `build.rs` with
/// `fn main() {}` is enough. In other packages the macro expands to the code itself.
///
/// These may follow the path, separated by commas:
///
/// | option | what |
/// | --- | --- |
/// | `examples = my_crate::rooms` | the docs of endpoints have examples, which import the generated modules from this path |
/// | `crate = ::lark` | the path of this crate, for examples where the dependency has another name, and for macros of your own |
#[macro_export]
macro_rules! api {
    ($($spec:tt)*) => {
        $crate::__api! { $($spec)* }
    };
}

/// Rejects code of another version, for builds that combine two versions in spite of the exact versions in the
/// manifests.
///
/// # Panics
///
/// While the compiler evaluates it, if the versions differ; it is called in constants only.
pub const fn generated_by(version: &str) {
    assert!(
        is_same(version.as_bytes(), env!("CARGO_PKG_VERSION").as_bytes()),
        concat!(
            "this is `calendar-generated` ",
            env!("CARGO_PKG_VERSION"),
            ", and `calendar-macros` or `calendar-spec` is of another version: depend on `calendar-generated` alone, and \
             remove what replaces one of them"
        )
    );
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

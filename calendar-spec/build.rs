//! Says whether the vendor's reference pages are beside the checkout, so that tests which need them are ignored where
//! they are not. For tests alone: the published package is built without it.

use std::path::Path;

fn main() {
    let pages = "../../shared/docs/reference";
    println!("cargo::rustc-check-cfg=cfg(reference_pages)");
    println!("cargo::rerun-if-changed=build.rs");
    if Path::new(pages).is_dir() {
        println!("cargo::rustc-cfg=reference_pages");
        println!("cargo::rerun-if-changed={pages}");
    }
}

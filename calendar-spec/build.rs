//! For checkouts; the published package is built without it. Tells tests whether the vendor's reference pages are beside
//! the checkout, so that those which need them are ignored where they are not, and the macro whether its own sources are
//! those that generated what it finds.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

fn main() {
    let pages = "../../shared/docs/reference";
    println!("cargo::rustc-check-cfg=cfg(reference_pages)");
    println!("cargo::rerun-if-changed=build.rs");
    if Path::new(pages).is_dir() {
        println!("cargo::rustc-cfg=reference_pages");
        println!("cargo::rerun-if-changed={pages}");
    }
    let mut hasher = DefaultHasher::new();
    for sources in ["../calendar-spec/src", "../calendar-macros/src"].map(Path::new) {
        if sources.is_dir() {
            println!("cargo::rerun-if-changed={}", sources.display());
            hash(sources, &mut hasher);
        }
    }
    println!("cargo::rustc-env=CALENDAR_SPEC_SOURCES={:016x}", hasher.finish());
}

/// Adds a file, or all files of a directory, to a hash.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = std::fs::read_dir(path) else {
        return (path, std::fs::read(path).ok()).hash(hasher);
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in &paths {
        hash(path, hasher);
    }
}

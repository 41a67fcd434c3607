//! Pages for the tests.

use std::path::{Path, PathBuf};

/// The vendor's pages, if they are there.
pub(crate) fn shared() -> Option<PathBuf> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs");
    if pages.is_dir() {
        return Some(pages);
    }
    println!("skipped: {} does not exist", pages.display());
    None
}

/// Every page below a folder, by its path from there, sorted.
pub(crate) fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    collect(folder, &mut pages);
    pages.sort();
    pages.iter().filter_map(|page| page.strip_prefix(folder).ok()).map(Path::to_path_buf).collect()
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, pages);
        } else {
            pages.push(path);
        }
    }
}

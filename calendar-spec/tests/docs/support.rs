//! Pages for the tests.

use std::path::{Path, PathBuf};

/// The vendor's pages. Tests that need them are ignored without them: see `build.rs`.
pub(crate) fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs")
}

/// A copy of the shipped spec.
pub(crate) fn shipped_copy() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(calendar_spec::DIR).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
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

/// The form of a page; the folder and file of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Site,
    Markdown,
    Export,
    ThirdParty,
}

impl Written {
    /// The path of a page. Only the page of `exchange_binding.create` exists in all four forms.
    pub(crate) fn path(self, page: &str) -> String {
        match self {
            Self::Site => format!("raw/{page}.md"),
            Self::Markdown => format!("reference/{page}.md"),
            Self::Export => "other-formats/exchange-binding-create.site-export.md".to_owned(),
            Self::ThirdParty => "other-formats/exchange-binding-create.third-party.md".to_owned(),
        }
    }
}

/// A change of a page: after all of `after`, one after the other, the first `from` becomes `to`.
pub(crate) fn changed(text: &str, after: &[&str], from: &str, to: &str) -> String {
    let mut start = 0;
    for anchor in after {
        let found = text[start..].find(anchor).unwrap_or_else(|| panic!("no {anchor:?} after byte {start}"));
        start += found + anchor.len();
    }
    let found = text[start..].find(from).unwrap_or_else(|| panic!("no {from:?} after {after:?}"));
    format!("{}{to}{}", &text[..start + found], &text[start + found + from.len()..])
}

/// Like [`changed`], but removes everything from the first `from` after the anchors to the end of the next `to`.
pub(crate) fn cut(text: &str, after: &[&str], from: &str, to: &str) -> String {
    let marked = changed(text, after, from, "\u{0}");
    let start = marked.find('\u{0}').unwrap();
    let end = start + marked[start..].find(to).unwrap_or_else(|| panic!("no {to:?} after {from:?}")) + to.len();
    format!("{}{}", &marked[..start], &marked[end..])
}

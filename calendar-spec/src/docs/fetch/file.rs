//! A page as a file: where it goes, and how it gets there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::options::Options;
use crate::docs::LARGEST_PAGE;
use crate::docs::detail::Detail;
use crate::docs::page::{day, front_entries};
use crate::docs::prose::{EARLIER, earlier_states};

/// How long a path and a segment of it may be, in bytes; file systems take 255 for a name.
const LONGEST_PATH: usize = 1000;
const LONGEST_SEGMENT: usize = 200;

/// How many earlier states of a page are kept.
const MOST_EARLIER: usize = 3;

/// The file of a page, from the directory of all pages. The site names the paths, so they are checked like input.
pub(super) fn of_path(path: &str) -> Result<PathBuf, String> {
    let shown: String = path.chars().take(100).collect();
    let refused = |why: &str| Err(format!("the site has the path {shown:?}, which {why}"));
    let Some(rest) = path.strip_prefix('/').filter(|_| path.len() <= LONGEST_PATH) else {
        return refused("does not start with a slash, or is too long");
    };
    // Some paths of the site end with a slash.
    let segments: Vec<&str> = rest.strip_suffix('/').unwrap_or(rest).split('/').collect();
    if !segments.iter().all(|segment| is_name(segment)) {
        return refused("cannot be the path of a file");
    }
    let mut file: PathBuf = segments.iter().collect();
    file.as_mut_os_string().push(".md");
    let is_below = file.components().all(|component| matches!(component, Component::Normal(_)));
    if is_below { Ok(file) } else { refused("leads out of the directory") }
}

/// Whether a segment can be the name of a file everywhere. Hidden files are not written by us.
fn is_name(segment: &str) -> bool {
    let is_allowed = |character: char| !character.is_control() && !"\\:*?\"<>|".contains(character);
    !segment.is_empty()
        && segment.len() <= LONGEST_SEGMENT
        && !segment.starts_with(['.', ' '])
        && !segment.ends_with(['.', ' '])
        && segment.chars().all(is_allowed)
}

/// A page that was fetched before.
pub(super) struct Known {
    text: String,
    path: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) etag: Option<String>,
    site: Option<String>,
    language: Option<String>,
}

impl Known {
    /// Reads a file, if it is one of a page.
    pub(super) fn read(file: &Path) -> Option<Self> {
        if !fs::symlink_metadata(file).ok()?.is_file() {
            return None;
        }
        let mut text = String::new();
        File::open(file).ok()?.take(LARGEST_PAGE as u64 + 1).read_to_string(&mut text).ok()?;
        let (mut entries, _) = front_entries(&text)?;
        let mut of = |key: &str| entries.remove(key).map(|stated| stated.value).filter(|value| !value.is_empty());
        let (path, updated, etag) = (of("fullPath"), of("updateTime"), of("etag"));
        let (site, language) = (of("site"), of("language"));
        Some(Self { text, path, updated, etag, site, language })
    }

    /// Whether the site would send this file again for the same options.
    pub(super) fn is_of(&self, options: &Options) -> bool {
        self.site.as_deref() == Some(&options.site) && self.language.as_deref() == Some(&options.language)
    }
}

/// What was done to a file.
pub(super) enum Stored {
    New,
    Changed,
    Same,
}

/// Writes a page, unless it is there already. What it replaces is kept beside it.
pub(super) fn store(options: &Options, file: &Path, detail: &Detail, etag: &str) -> io::Result<Stored> {
    let of_site = [("site", &*options.site), ("language", &options.language)];
    let text = detail.to_text(&[of_site[0], of_site[1], ("etag", etag)]);
    if text.len() > LARGEST_PAGE {
        return Err(io::Error::other(format!(
            "a page has at most {LARGEST_PAGE} bytes, and this one has {}",
            text.len()
        )));
    }
    let directory = folder(&options.output, file.parent().unwrap_or(Path::new("")))?;
    let target = directory.join(file.file_name().unwrap_or_default());
    let known = Known::read(&target);
    if let Some(other) = known.as_ref().and_then(|known| known.path.as_ref()).filter(|path| **path != detail.path) {
        return Err(io::Error::other(format!("the file holds another page, {other}")));
    }
    match known {
        None => replace(&target, &text).map(|()| Stored::New),
        Some(known) if known.text == text => Ok(Stored::Same),
        // Only the tag is new.
        Some(known)
            if known.text
                == detail.to_text(&[of_site[0], of_site[1], ("etag", known.etag.as_deref().unwrap_or_default())]) =>
        {
            replace(&target, &text).map(|()| Stored::Same)
        }
        Some(known) => {
            keep(&target, &known)?;
            replace(&target, &text).map(|()| Stored::Changed)
        }
    }
}

/// The folder of a file, made where it is missing. A link on the way could lead out of the directory.
fn folder(output: &Path, below: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(output)?;
    let mut folder = output.to_owned();
    for segment in below {
        folder.push(segment);
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("{} is not a folder", folder.display()))),
            // Another worker may have made it.
            Err(_) => match fs::create_dir(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            },
        }
    }
    Ok(folder)
}

/// Replaces a file in one step, so that it is never half written.
pub(super) fn replace(file: &Path, text: &str) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).open(&part)?.write_all(text.as_bytes())?;
    fs::rename(&part, file)
}

/// Keeps the state that is about to be replaced, under its day.
fn keep(file: &Path, known: &Known) -> io::Result<()> {
    let day = known.updated.as_deref().and_then(day).unwrap_or_else(|| "undated".to_owned());
    replace(&file.with_extension(format!("{day}{EARLIER}")), &known.text)?;
    let mut earlier = earlier_states(file);
    let spare = earlier.len().saturating_sub(MOST_EARLIER);
    earlier.drain(..spare).try_for_each(fs::remove_file)
}

#[cfg(test)]
mod tests {
    use super::of_path;

    #[test]
    fn a_path_of_the_site_is_a_file_below_the_directory() {
        let file = of_path("/uAjLw4CM/reference/calendar-v4/calendar/get").unwrap();
        assert_eq!(file, std::path::Path::new("uAjLw4CM/reference/calendar-v4/calendar/get.md"));
        assert_eq!(of_path("/a/").unwrap(), std::path::Path::new("a.md"));
        assert!(of_path("/开发/指南 1").is_ok());
    }

    #[test]
    fn paths_outside_of_the_directory_are_rejected() {
        let long = format!("/{}", "a".repeat(300));
        let hostile = [
            "",
            "/",
            "get",
            "../get",
            "/..",
            "/../get",
            "/a/../../get",
            "/a/./b",
            "/a//b",
            "//host/share",
            "/a//",
            "/.git/hooks/post-checkout",
            "/a/.ssh",
            "/C:/get",
            "/a\\..\\b",
            "/a\0b",
            "/a\nb",
            "/nul.",
            "/a ",
            &long,
        ];
        for path in hostile {
            assert!(of_path(path).is_err(), "{path:?} is {:?}", of_path(path));
        }
    }
}

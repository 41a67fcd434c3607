//! From a directory to trees of YAML, one for each file.
//!
//! In: a directory. Out: a [`Source`] for each file, root first, with its tree unless it is broken. What a file may
//! cost (size, depth, aliases) is limited here, so that later stages need not care.

mod files;
mod locate;
mod node;
mod text;

use std::path::{Path, PathBuf};

pub(crate) use locate::locate;
pub(crate) use node::{Content, Entry, Node};

use crate::diagnostic::{Place, Problem, Problems, Where, quoted};
use files::Unreadable;

/// Name of the root file.
pub(crate) const ROOT: &str = "spec.yaml";

/// How many files a spec may have.
const MOST_FILES: usize = 256;

/// How much text all files of a spec may hold, in bytes.
const MOST_TEXT: usize = 8 << 20;

/// One file of a spec.
#[derive(Debug)]
pub(crate) struct Source {
    /// Absolute path.
    pub(crate) path: PathBuf,
    /// The path as messages show it.
    pub(crate) shown: String,
    /// Its text, empty if it could not be read.
    pub(crate) text: String,
    /// Its content, unless it is broken.
    pub(crate) root: Option<Node>,
}

/// A spec directory, and how messages call it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directory<'d> {
    pub(crate) path: &'d Path,
    pub(crate) shown: &'d str,
}

impl Directory<'_> {
    fn show(&self, name: &str) -> String {
        match self.shown.trim_end_matches('/') {
            "" if self.shown.is_empty() => name.to_owned(),
            prefix => format!("{prefix}/{name}"),
        }
    }
}

/// Reads the root and every file that it lists.
pub(crate) fn read(directory: Directory<'_>, problems: &mut Problems) -> Vec<Source> {
    if !directory.path.is_dir() {
        let at = Where::Path(directory.shown.to_owned());
        let problem = Problem::new("missing-directory", at, "there is no such directory");
        problems.push(problem.help(format!("a spec is a directory with the file `{ROOT}` in it")));
        return Vec::new();
    }
    let mut reader = Reader { directory, sources: Vec::new(), problems };
    reader.read(ROOT, Where::Path(directory.show(ROOT)), "the root of a spec");
    let listed = listed(&reader.sources, reader.problems);
    for (name, place) in &listed {
        reader.read(name, Where::Node(*place), &format!("the listed file {}", quoted(name)));
    }
    let Reader { sources, problems, .. } = reader;
    if sources.first().is_some_and(|root| root.root.is_some()) {
        check_unlisted(directory, &listed, problems);
    }
    sources
}

/// Reads one file after the other.
struct Reader<'r> {
    directory: Directory<'r>,
    sources: Vec<Source>,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    /// `at` is blamed when there is no such file, and `what` says what it should have been.
    fn read(&mut self, name: &str, at: Where, what: &str) {
        let path = self.directory.path.join(name);
        let so_far: usize = self.sources.iter().map(|source| source.text.len()).sum();
        match files::read(&path) {
            Ok(bytes) if so_far + bytes.len() > MOST_TEXT => {
                let message =
                    format!("the files of a spec have at most {MOST_TEXT} bytes together, and {what} is one too many");
                self.problems.push(Problem::new("too-large", at, message));
            }
            Ok(bytes) => {
                let path = std::path::absolute(&path).unwrap_or(path);
                let (text, root) = self.parse(bytes);
                self.sources.push(Source { path, shown: self.directory.show(name), text, root });
            }
            Err(reason) => self.problems.push(unreadable(&reason, at, what)),
        }
    }

    fn parse(&mut self, bytes: Vec<u8>) -> (String, Option<Node>) {
        let file = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        match text::decode(file, bytes, self.problems) {
            Ok(text) => {
                let root = text::parse(file, &text, self.problems);
                (text, root)
            }
            Err(text) => (text, None),
        }
    }
}

/// The names under `include`, each once, with their places.
fn listed(sources: &[Source], problems: &mut Problems) -> Vec<(String, Place)> {
    let include = sources.first().and_then(|source| source.root.as_ref()).and_then(|root| root.get("include"));
    let mut listed: Vec<(String, Place)> = Vec::new();
    for item in include.map_or(&[][..], Node::items) {
        let Content::Text(name) = &item.content else {
            continue;
        };
        let Some(name) = files::inside(name) else {
            let message = format!("{} lies outside the directory of the spec", quoted(name));
            let help = "a listed file lies in the directory of the spec or below it; write its path from there";
            problems.push(Problem::new("include-outside", item.place, message).help(help));
            continue;
        };
        if name == ROOT || listed.iter().any(|(earlier, _)| *earlier == name) {
            let message = format!("{} is listed twice", quoted(&name));
            problems.push(
                Problem::new("include-twice", item.place, message).help("each file is listed once; the root never"),
            );
        } else if listed.len() + 1 == MOST_FILES {
            let message = format!("a spec has at most {MOST_FILES} files");
            problems.push(Problem::new("too-many-files", item.place, message));
            break;
        } else {
            listed.push((name, item.place));
        }
    }
    listed
}

fn unreadable(reason: &Unreadable, at: Where, what: &str) -> Problem {
    match reason {
        Unreadable::Missing => {
            Problem::new("missing-file", at, format!("{what} does not exist")).help("create it, or correct its name")
        }
        Unreadable::NoFile => Problem::new("missing-file", at, format!("{what} is no regular file")),
        Unreadable::TooLarge(bytes) => {
            let message = format!("{what} has {bytes} bytes, and {} are allowed", files::LARGEST_FILE);
            Problem::new("too-large", at, message).help("split it into several files")
        }
        Unreadable::Failed(reason) => Problem::new("missing-file", at, format!("{what} cannot be read: {reason}")),
    }
}

/// A file that is forgotten in `include` would silently take no part.
fn check_unlisted(directory: Directory<'_>, listed: &[(String, Place)], problems: &mut Problems) {
    for name in files::yaml_files(directory.path) {
        if name != ROOT && !listed.iter().any(|(listed, _)| *listed == name) {
            let message = format!("this file is not listed in `{ROOT}`");
            let problem = Problem::new("unlisted-file", Where::Path(directory.show(&name)), message);
            problems.push(problem.help(format!("add {} to `include`, or move the file elsewhere", quoted(&name))));
        }
    }
}

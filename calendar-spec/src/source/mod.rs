//! From a directory to trees of YAML, one for each file.
//!
//! In: a directory. Out: a [`Source`] for each file, root first, with its tree unless it is broken. The cost of a file
//! (size, depth, aliases) is limited here, so that later stages need not care.

mod files;
mod node;
mod positions;
mod slips;
mod text;

use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
pub(crate) use node::Parse;
pub(crate) use node::{Content, Entry, Node, Starts};
pub(crate) use positions::{lines, locate};

use crate::diagnostic::{File, Problem, Problems, Where, quoted};
use crate::location::Location;
#[cfg(feature = "cli")]
pub(crate) use files::LARGEST_FILE;
pub(crate) use files::Unreadable;
pub use files::hash_files;

/// The name of the root file.
pub(crate) const ROOT: &str = "spec.yaml";

/// How many files a spec may have.
const MOST_FILES: usize = 1024;

/// How much text all files of a spec may have, in bytes.
const MOST_TEXT: usize = 32 << 20;

/// One file of a spec.
#[derive(Debug)]
pub(crate) struct Source {
    /// Absolute path.
    pub(crate) path: PathBuf,
    /// The path in messages.
    pub(crate) shown: String,
    /// Its text, empty if it could not be read.
    pub(crate) text: String,
    /// Its content, unless it is broken.
    pub(crate) root: Option<Node>,
    /// Where its strings start.
    pub(crate) starts: Starts,
}

impl File for Source {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn locate(&self, node: u32) -> usize {
        locate(&self.text, node)
    }
}

/// A spec directory, and its name in messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directory<'d> {
    pub(crate) path: &'d Path,
    pub(crate) shown: &'d str,
    /// Where its files are if they are not in the file system.
    pub(crate) elsewhere: Option<&'d dyn Files>,
}

/// The files of a directory that is part of a program, or of a revision.
pub(crate) trait Files: std::fmt::Debug {
    /// The names of its files, relative to it, with slashes.
    fn names(&self) -> Vec<String>;

    /// The bytes of a file.
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable>;
}

impl Directory<'_> {
    pub(crate) fn exists(&self) -> bool {
        self.elsewhere.is_some() || self.path.is_dir()
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        match self.elsewhere {
            Some(files) => files.read(name),
            None => files::read(self.path, name),
        }
    }

    fn yaml_files(&self) -> Vec<String> {
        match self.elsewhere {
            Some(files) => files::only_yaml(files.names()),
            None => files::yaml_files(self.path),
        }
    }

    fn show(&self, name: &str) -> String {
        match self.shown {
            "" | "." => name.to_owned(),
            shown => format!("{}/{name}", shown.trim_end_matches('/')),
        }
    }
}

/// Reads the root and every file that it lists, after those of another directory.
pub(crate) fn read(directory: Directory<'_>, before: Vec<Source>, problems: &mut Problems) -> Vec<Source> {
    if !directory.exists() {
        let at = Where::Path(directory.shown.to_owned());
        let problem = Problem::new("missing-directory", at, "there is no such directory");
        problems.push(problem.help(format!("a spec is a directory with the file `{ROOT}` in it")));
        problems.leave_gap();
        return before;
    }
    let present = directory.yaml_files();
    let mut reader = Reader { directory, first: before.len(), sources: before, present, problems };
    reader.read(ROOT, Where::Path(directory.show(ROOT)), "the root of a spec");
    let listed = listed(reader.sources.get(reader.first), reader.problems);
    for (name, place) in listed.iter().flatten() {
        reader.read(name, Where::Node(*place), &format!("the listed file {}", quoted(name)));
    }
    if let Some(listed) = &listed {
        reader.check_unlisted(listed);
    }
    reader.sources
}

/// Reads one file after another.
struct Reader<'r> {
    directory: Directory<'r>,
    sources: Vec<Source>,
    /// How many of the sources belong to another directory.
    first: usize,
    /// The YAML files in the directory.
    present: Vec<String>,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    /// `at` is the position to report if there is no such file, and `what` says what it should have been.
    fn read(&mut self, name: &str, at: Where, what: &str) {
        let before = self.sources.len();
        self.try_read(name, at, what);
        if self.sources.get(before).is_none_or(|source| source.root.is_none()) {
            self.problems.leave_gap();
        }
    }

    fn try_read(&mut self, name: &str, at: Where, what: &str) {
        let path = self.directory.path.join(name);
        let so_far: usize = self.sources[self.first..].iter().map(|source| source.text.len()).sum();
        match self.directory.bytes(name) {
            Ok(bytes) if so_far + bytes.len() > MOST_TEXT => {
                let message =
                    format!("the files of a spec have at most {MOST_TEXT} bytes together, and {what} is one too many");
                self.problems.push(Problem::new("too-large", at, message));
            }
            Ok(bytes) => {
                let path = std::path::absolute(&path).unwrap_or(path);
                let (text, (root, starts)) = self.parse(bytes);
                self.sources.push(Source { path, shown: self.directory.show(name), text, root, starts });
            }
            Err(reason) => {
                let nearest = self.problems.nearest().of(name, self.present.iter().map(String::as_str));
                self.problems.push(unreadable(&reason, at, what).did_you_mean(nearest));
            }
        }
    }

    /// A file that is missing in `include` would silently be ignored.
    fn check_unlisted(&mut self, listed: &[(String, Location)]) {
        for name in &self.present {
            if name != ROOT && !listed.iter().any(|(listed, _)| listed == name) {
                let message = format!("this file is not listed in `{ROOT}`");
                let problem = Problem::new("unlisted-file", Where::Path(self.directory.show(name)), message);
                self.problems
                    .push(problem.help(format!("add {} to `include`, or move the file elsewhere", quoted(name))));
            }
        }
    }

    fn parse(&mut self, bytes: Vec<u8>) -> (String, (Option<Node>, Starts)) {
        let file = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        match text::decode(file, bytes, self.problems) {
            Ok(text) => {
                let parsed = text::parse(file, &text, self.problems);
                (text, parsed)
            }
            Err(text) => (text, (None, Starts::new())),
        }
    }
}

/// The names under `include`, each once, with their positions; nothing if the root has no such list.
fn listed(root: Option<&Source>, problems: &mut Problems) -> Option<Vec<(String, Location)>> {
    let include = root?.root.as_ref()?.get("include").filter(|include| include.is_list_of_texts());
    let Some(include) = include else {
        problems.leave_gap();
        return None;
    };
    let mut listed: Vec<(String, Location)> = Vec::new();
    for item in include.items() {
        match listed_name(item, &listed, problems) {
            Some(name) => listed.push((name, item.place)),
            None => problems.leave_gap(),
        }
        if listed.len() == MOST_FILES {
            let message = format!("a spec has at most {MOST_FILES} files besides its root");
            problems.push(Problem::new("too-many-files", item.place, message));
            problems.leave_gap();
            break;
        }
    }
    Some(listed)
}

fn listed_name(item: &Node, listed: &[(String, Location)], problems: &mut Problems) -> Option<String> {
    let written = item.words()?;
    let Some(name) = files::inside(&written) else {
        let message = format!("{} is outside the directory of the spec", quoted(&written));
        let help = "a listed file must be in the directory of the spec or below it; write its path from there";
        problems.push(Problem::new("include-outside", item.place, message).help(help));
        return None;
    };
    if name == ROOT || listed.iter().any(|(earlier, _)| *earlier == name) {
        let message = format!("{} is listed twice", quoted(&name));
        let problem = Problem::new("include-twice", item.place, message);
        problems.push(problem.help("each file is listed once; the root never"));
        return None;
    }
    Some(name)
}

fn unreadable(reason: &Unreadable, at: Where, what: &str) -> Problem {
    match reason {
        Unreadable::Missing => {
            Problem::new("missing-file", at, format!("{what} does not exist")).help("create it, or correct its name")
        }
        Unreadable::NoFile => Problem::new("missing-file", at, format!("{what} is not a regular file")),
        Unreadable::Outside => {
            let message = format!("{what} is a symbolic link to a file outside of the directory of the spec");
            let help = "copy the file into the directory; where all files are links, they lead into one directory";
            Problem::new("include-outside", at, message).help(help)
        }
        Unreadable::TooLarge(bytes) => {
            let message = format!("{what} has {bytes} bytes, and {} are allowed", files::LARGEST_FILE);
            Problem::new("too-large", at, message).help("split it into several files")
        }
        Unreadable::Failed(reason) => Problem::new("missing-file", at, format!("{what} cannot be read: {reason}")),
    }
}

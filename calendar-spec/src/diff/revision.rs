//! Files of a git revision, read with the installed `git`: a revision is only useful in a checkout, where git is
//! available, while a library for it would bring more than all other dependencies together.
//!
//! In: a revision, and optionally a directory in it. Out: the files of that directory for the loader. Nothing is
//! written.

use std::process::Command;

use super::unusable::Unusable;
use crate::diagnostic::{Nearest, quoted, shorten};
use crate::source::{Files, LARGEST_FILE, ROOT, Unreadable};

/// The default directory of the spec.
const USUAL: &str = "calendar-spec/spec";

/// How many directories a message names.
const NAMED: usize = 8;

/// A directory in a revision.
#[derive(Debug)]
pub(super) struct Revision {
    /// Its name for git.
    name: String,
    /// The directory of the spec, relative to the top of the repository; empty for the top.
    pub(super) directory: String,
    /// All files of the revision.
    entries: Vec<Entry>,
}

/// A file of a revision.
#[derive(Debug)]
struct Entry {
    path: String,
    object: String,
    /// `None` if it is not a regular file.
    size: Option<u64>,
}

impl Revision {
    /// `v0.1.0` or `HEAD~3:path/to/spec`.
    pub(super) fn open(name: &str) -> Result<Self, Unusable> {
        let (revision, directory) = split(name);
        // Git would take it for an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(unknown(name, "it is not a revision either", None));
        }
        let listing = git(&["ls-tree", "-r", "-z", "-l", "--full-tree", revision])
            .map_err(|reason| unknown(name, &reason, nearest(revision)))?;
        let entries = listing.split(|byte| *byte == 0).filter_map(Entry::read).collect();
        let directory = directory.map(|directory| directory.trim_start_matches("./").trim_end_matches('/'));
        let mut this = Self { name: revision.to_owned(), directory: String::new(), entries };
        this.directory = this.find(directory)?;
        Ok(this)
    }

    /// With the directory.
    pub(super) fn full_name(&self) -> String {
        format!("{}:{}", self.name, self.directory)
    }

    /// The directory of a spec: the named one, or the usual one, or the only one.
    fn find(&self, named: Option<&str>) -> Result<String, Unusable> {
        let roots = self.entries.iter().filter_map(|entry| match entry.path.strip_suffix(ROOT)? {
            "" => Some(""),
            directory => directory.strip_suffix('/'),
        });
        let specs: Vec<&str> = roots.collect();
        let found = match (named, &*specs) {
            (None, [only]) => Some(*only),
            _ => specs.iter().copied().find(|spec| *spec == named.unwrap_or(USUAL)),
        };
        found.map(str::to_owned).ok_or_else(|| self.without_spec(named, &specs))
    }

    fn without_spec(&self, named: Option<&str>, specs: &[&str]) -> Unusable {
        let revision = quoted(&self.name);
        let message = match named {
            Some(directory) => format!("the revision {revision} has no spec in {}", quoted(directory)),
            None => format!("the revision {revision} has no spec in `{USUAL}`"),
        };
        let mut shown: Vec<String> =
            specs.iter().take(NAMED).map(|spec| format!("`{}:{}`", self.name, spec.escape_debug())).collect();
        if specs.len() > NAMED {
            shown.push(format!("{} more", specs.len() - NAMED));
        }
        let help = match &*shown {
            [] => format!("none of its directories holds a `{ROOT}`"),
            specs => format!("its specs are {}", specs.join(", ")),
        };
        Unusable { message, help: vec![help] }
    }

    /// The text of a file anywhere in the revision.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.bytes(path).ok()?).ok()
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let entry = self.entries.iter().find(|entry| entry.path == path).ok_or(Unreadable::Missing)?;
        match entry.size {
            None => Err(Unreadable::NoFile),
            Some(size) if size > LARGEST_FILE => Err(Unreadable::TooLarge(size)),
            Some(_) => git(&["cat-file", "blob", &entry.object]).map_err(Unreadable::Failed),
        }
    }

    fn prefix(&self) -> String {
        if self.directory.is_empty() { String::new() } else { format!("{}/", self.directory) }
    }
}

impl Files for Revision {
    fn names(&self) -> Vec<String> {
        let prefix = self.prefix();
        self.entries.iter().filter_map(|entry| entry.path.strip_prefix(&prefix)).map(str::to_owned).collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        self.bytes(&format!("{}{name}", self.prefix()))
    }
}

impl Entry {
    /// `100644 blob 5a4e63f…   1234\tpath`; names that are not UTF-8 cannot belong to a spec.
    fn read(line: &[u8]) -> Option<Self> {
        let (facts, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
        let mut facts = facts.split_ascii_whitespace();
        let is_regular = facts.next()?.starts_with("100");
        let (object, size) = (facts.nth(1)?.to_owned(), facts.next()?);
        Some(Self { path: path.to_owned(), object, size: if is_regular { size.parse().ok() } else { None } })
    }
}

/// Splits at the first colon that is not part of the revision, as in `HEAD^{/fix: the page}:spec`.
fn split(name: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let colon = name.find(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ':' && depth == 0
    });
    colon.map_or((name, None), |colon| (&name[..colon], Some(&name[colon + 1..])))
}

/// The output of git, or its error.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| format!("`git` cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ");
    Err(format!("git says: {}", said.lines().next().unwrap_or("nothing")))
}

fn unknown(name: &str, reason: &str, nearest: Option<String>) -> Unusable {
    let message = format!("{} is not a directory, and no revision could be read: {reason}", quoted(name));
    let meant = nearest.map(|nearest| format!("did you mean {}?", quoted(&nearest)));
    let usage = "name a directory, or a revision such as `v0.1.0`, `HEAD~3` or `HEAD~3:path/to/spec`".to_owned();
    Unusable { message, help: meant.into_iter().chain([usage]).collect() }
}

/// The most similar branch or tag.
fn nearest(revision: &str) -> Option<String> {
    let listed = git(&["for-each-ref", "--format=%(refname:short)"]).ok()?;
    let listed = String::from_utf8_lossy(&listed);
    Nearest::new(true).of(revision, listed.lines()).map(shorten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_follows_the_first_colon_outside_of_braces() {
        assert_eq!(split("v0.1.0"), ("v0.1.0", None));
        assert_eq!(split("HEAD~3:a/b"), ("HEAD~3", Some("a/b")));
        assert_eq!(split("HEAD^{/fix: it}:a:b"), ("HEAD^{/fix: it}", Some("a:b")));
    }

    #[test]
    fn a_line_of_a_listing_names_a_file_its_object_and_its_size() {
        let entry = Entry::read(b"100644 blob 5a4e63f      17\ta b.yaml").expect("an entry");
        assert_eq!((&*entry.path, &*entry.object, entry.size), ("a b.yaml", "5a4e63f", Some(17)));
        let link = Entry::read(b"120000 blob 5a4e63f      17\tlink").expect("an entry");
        assert_eq!(link.size, None);
        assert!(Entry::read(b"").is_none() && Entry::read(b"100644 blob").is_none());
    }
}

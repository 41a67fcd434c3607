//! Intended differences: a small file of YAML that people review, each with its reason.
//!
//! In: the text of the file, a list of entries. Out: [`Accepted`], which records which entries have applied.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::line_and_column;
use crate::docs::difference::{Anchor, Difference, Relation, SpecPlace};
use crate::docs::prose::{self, Prose};
use crate::source::{Content, Node, Parse, locate};

/// How large the file may be, in bytes.
const LARGEST: u64 = 1 << 20;

/// An intended difference at one endpoint or event.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    /// The endpoint or event, such as `calendar_acl.create`.
    at: String,
    /// The fact, such as `query.need_notification:type`.
    fact: String,
    /// What the page says; `None` where it says nothing.
    page: Option<String>,
    /// Why the spec differs.
    reason: String,
    /// The introduction of the resource that states the fact, which need not be among the pages.
    introduction: Option<String>,
    line: usize,
    column: usize,
}

/// All intended differences.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    file: String,
    entries: Vec<Entry>,
    /// Entries that could have applied, since a page states their part, and those that have.
    looked_at: HashSet<usize>,
    applied: HashSet<usize>,
    /// The prose that a person has read, and its file.
    pub(in crate::docs) prose: Prose,
    prose_file: PathBuf,
}

/// Why the file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableEntries {
    /// The file and, where it has one, the line.
    pub place: String,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl fmt::Display for UnreadableEntries {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for UnreadableEntries {}

impl Accepted {
    /// Reads the given file, or else `drift.yaml` beside the directory of a spec.
    pub fn read_beside(directory: &Path, file: Option<&Path>) -> Result<Self, UnreadableEntries> {
        let beside = directory.parent().unwrap_or(directory).join("drift.yaml");
        Self::read_file(file.unwrap_or(&beside))
    }

    /// Reads a file, and `prose.yaml` beside it; one that does not exist has no entries.
    pub fn read_file(path: &Path) -> Result<Self, UnreadableEntries> {
        let prose_file = path.with_file_name(prose::FILE);
        let prose = match read_small(&prose_file, prose::LARGEST)? {
            Some(text) => Prose::parse(&text).map_err(|error| unreadable(&prose_file, error.to_string()))?,
            None => Prose::default(),
        };
        let accepted = match read_small(path, LARGEST)? {
            Some(text) => Self::read(&path.display().to_string(), &text)?,
            None => Self::default(),
        };
        Ok(Self { prose, prose_file, ..accepted })
    }

    /// The file of the prose that was read, and its new content.
    pub fn prose(&self) -> (&Path, String) {
        (&self.prose_file, self.prose.to_text())
    }

    /// Reads the text of a file; `file` is its name.
    pub fn read(file: &str, text: &str) -> Result<Self, UnreadableEntries> {
        let (parse, root) = Parse::run(0, text);
        let fail = |place: String, what: &str| Err(UnreadableEntries { place, what: what.to_owned() });
        let root = match root {
            Ok(root) => root,
            Err(error) => return fail(file.to_owned(), &error.to_string()),
        };
        let reader = Reader { file, text };
        if let Some((key, _)) = parse.repeated.first() {
            return fail(reader.place(key.place.node), &format!("the key `{}` is repeated", key.value));
        }
        let mut entries = Vec::new();
        match &root.content {
            Content::Nothing => {}
            Content::List(items) => {
                for item in items {
                    entries.extend(reader.entries(item)?);
                }
            }
            _ => return fail(reader.place(root.place.node), "a list of entries is expected here"),
        }
        Ok(Self { file: file.to_owned(), entries, ..Self::default() })
    }

    /// Whether a difference is intended whichever pages are compared.
    pub(super) fn accepts(&mut self, name: &str, difference: &Difference) -> bool {
        self.entry(name, difference).is_some_and(|entry| entry.introduction.is_none())
    }

    /// Whether an introduction states what differs, and is not one of these pages.
    pub(super) fn accepts_without(&mut self, pages: &[String], name: &str, difference: &Difference) -> bool {
        let introduction = self.entry(name, difference).and_then(|entry| entry.introduction.as_ref());
        introduction.is_some_and(|introduction| !pages.contains(introduction))
    }

    /// The entry of a difference.
    fn entry(&mut self, name: &str, difference: &Difference) -> Option<&Entry> {
        let applies =
            |entry: &Entry| entry.at == name && entry.fact == difference.fact && entry.page == difference.page;
        let index = self.entries.iter().position(applies)?;
        self.applied.insert(index);
        self.entries.get(index)
    }

    /// Records that a page about an endpoint or event was compared; `covers` says which facts it states.
    pub(super) fn look_at(&mut self, name: &str, covers: impl Fn(&str) -> bool) {
        let entries = self.entries.iter().enumerate();
        let relevant = entries.filter(|(_, entry)| entry.at == name && covers(&entry.fact));
        self.looked_at.extend(relevant.map(|(index, _)| index));
    }

    /// The entries that could have applied to a page and have not.
    pub(super) fn stale(&self) -> Vec<Difference> {
        let entries = self.entries.iter().enumerate();
        let stale = entries.filter(|(index, _)| self.looked_at.contains(index) && !self.applied.contains(index));
        stale.map(|(_, entry)| self.difference(entry)).collect()
    }

    fn difference(&self, entry: &Entry) -> Difference {
        let place = SpecPlace { file: self.file.clone(), line: entry.line, column: entry.column };
        Difference {
            fact: format!("{}: {}", entry.at, entry.fact),
            relation: Relation::Stale,
            page: entry.page.clone(),
            spec: Some(entry.reason.clone()),
            line: entry.line,
            place: Some(place),
            why: None,
            anchor: Anchor::default(),
        }
    }
}

fn unreadable(file: &Path, what: String) -> UnreadableEntries {
    UnreadableEntries { place: file.display().to_string(), what }
}

/// The text of a file, if there is one.
fn read_small(file: &Path, largest: u64) -> Result<Option<String>, UnreadableEntries> {
    match std::fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(metadata) if !metadata.is_file() => return Err(unreadable(file, "this is not a regular file".to_owned())),
        Ok(metadata) if metadata.len() > largest => {
            let bytes = metadata.len();
            return Err(unreadable(file, format!("the file has {bytes} bytes, and {largest} are allowed")));
        }
        _ => {}
    }
    let text = std::fs::read_to_string(file);
    text.map(Some).map_err(|error| unreadable(file, format!("cannot be read: {error}")))
}

/// Reads entries of one file.
struct Reader<'t> {
    file: &'t str,
    text: &'t str,
}

impl Reader<'_> {
    /// One entry for each endpoint or event and each fact that an item names.
    fn entries(&self, item: &Node) -> Result<Vec<Entry>, UnreadableEntries> {
        const KEYS: [&str; 5] = ["at", "fact", "page", "introduction", "reason"];
        for entry in item.entries() {
            let key = entry.key.words().unwrap_or_default();
            if !KEYS.contains(&&*key) {
                return Err(self.wrong(
                    &entry.key,
                    format!(
                        "there is no key `{key}` here; the keys are `at`, `fact`, `page`, `introduction` and `reason`"
                    ),
                ));
            }
        }
        let text = |key: &str| {
            let words = item.get(key).and_then(Node::words).filter(|words| !words.trim().is_empty());
            words.ok_or_else(|| self.wrong(item, format!("an entry needs the key `{key}` with a string")))
        };
        let texts = |key: &str| match item.get(key).map(Node::items) {
            Some(items) if !items.is_empty() => Ok(items.iter().filter_map(Node::words).collect()),
            _ => text(key).map(|text| vec![text]),
        };
        let (line, column) = line_and_column(self.text, locate(self.text, item.place.node));
        let (facts, reason, page) = (texts("fact")?, text("reason")?, item.get("page").and_then(Node::words));
        let introduction = item.get("introduction").and_then(Node::words);
        let mut entries = Vec::new();
        for at in texts("at")? {
            entries.extend(facts.iter().map(|fact| Entry {
                at: at.clone(),
                fact: fact.clone(),
                page: page.clone(),
                reason: reason.clone(),
                introduction: introduction.clone(),
                line,
                column,
            }));
        }
        Ok(entries)
    }

    fn wrong(&self, node: &Node, what: String) -> UnreadableEntries {
        UnreadableEntries { place: self.place(node.place.node), what }
    }

    fn place(&self, node: u32) -> String {
        let (line, column) = line_and_column(self.text, locate(self.text, node));
        format!("{}:{line}:{column}", self.file)
    }
}

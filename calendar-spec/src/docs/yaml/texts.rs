//! The files of a spec in memory, edited and loaded without being written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::edit::{self, New};
use super::tree::Node;
use crate::docs::difference::Anchor;
use crate::openapi::yaml::text_inside;
use crate::source::{Directory, Files, LARGEST_FILE, Unreadable};
use crate::{Loaded, load_directory};

/// A mark of the encoding that some editors put before a text.
const MARK: char = '\u{feff}';

/// An edit of the file that has the place.
#[derive(Clone, Debug)]
pub(in crate::docs) enum Edit {
    /// A value under a key.
    Put(Anchor, New),
    /// One more item of a list.
    Add(Anchor, String),
    /// One entry or item less; where the key of an empty list is needed, it stays.
    Remove(Anchor, bool),
}

impl Edit {
    fn anchor(&self) -> &Anchor {
        match self {
            Self::Put(anchor, ..) | Self::Add(anchor, _) | Self::Remove(anchor, _) => anchor,
        }
    }

    fn apply(&self, text: &str) -> Option<String> {
        let keys = self.anchor().keys();
        match self {
            Self::Put(_, new) => edit::put(text, keys, new),
            Self::Add(_, item) => edit::add_item(text, keys, item),
            Self::Remove(_, is_needed) => edit::remove(text, keys, *is_needed),
        }
    }
}

/// Names of files, relative to the directory, and their texts.
#[derive(Clone, Debug)]
pub(in crate::docs) struct Texts {
    directory: PathBuf,
    pub(in crate::docs) files: BTreeMap<String, String>,
    /// What is in the files, parsed again only where something was edited.
    trees: BTreeMap<String, Option<Arc<Node>>>,
}

impl Texts {
    /// Reads the files that a spec was loaded from.
    pub(in crate::docs) fn read(directory: &Path, paths: &[PathBuf]) -> std::io::Result<Self> {
        let directory = std::path::absolute(directory)?;
        let mut files = BTreeMap::new();
        for path in paths {
            let name = path.strip_prefix(&directory).unwrap_or(path).to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read_to_string(path)?);
        }
        Ok(Self::new(directory, files))
    }

    /// Files that are in no directory yet.
    pub(in crate::docs) fn unwritten(files: &[(String, String)]) -> Self {
        Self::new(PathBuf::new(), files.iter().cloned().collect())
    }

    fn new(directory: PathBuf, files: BTreeMap<String, String>) -> Self {
        let trees = files.iter().map(|(name, text)| (name.clone(), tree_of(name, text))).collect();
        Self { directory, files, trees }
    }

    /// Loads what is in memory.
    pub(in crate::docs) fn load(&self) -> Loaded {
        load_directory(Directory { path: &self.directory, shown: "", elsewhere: Some(self) })
    }

    /// Makes an edit; nothing if it has no place.
    pub(in crate::docs) fn edit(&mut self, edit: &Edit) -> Option<()> {
        let name = self.file_of(edit.anchor())?;
        let text = self.files.get_mut(&name)?;
        let content = text.strip_prefix(MARK).unwrap_or(text);
        let edited = edit.apply(content)?;
        *text = if text.starts_with(MARK) { format!("{MARK}{edited}") } else { edited };
        self.trees.insert(name.clone(), tree_of(&name, text));
        Some(())
    }

    /// Adds a file, and lists it in the root.
    pub(in crate::docs) fn add_file(&mut self, name: &str, text: String) {
        if let Some(root) = self.files.get_mut(crate::source::ROOT) {
            let listed = edit::add_item(root, &["include".to_owned()], &text_inside(name));
            *root = listed.unwrap_or_else(|| std::mem::take(root));
        }
        self.trees.insert(name.to_owned(), tree_of(name, &text));
        self.files.insert(name.to_owned(), text);
    }

    /// Whether there is such a place.
    pub(in crate::docs) fn has(&self, anchor: &Anchor) -> bool {
        self.roots().any(|(_, root)| is_in(root, anchor) && edit::find(root, anchor.keys()).is_some())
    }

    /// The file with the whole place, else the one with the declaration around, else the one of the resource, else the
    /// one that has such declarations.
    fn file_of(&self, anchor: &Anchor) -> Option<String> {
        let keys = anchor.keys();
        let mut candidates: Vec<(&String, &Node)> = self.roots().filter(|(_, root)| is_in(root, anchor)).collect();
        let depth = |root: &Node| (0..=keys.len()).rfind(|depth| edit::find(root, &keys[..*depth]).is_some());
        // The first of those that have most of the keys.
        candidates.reverse();
        candidates.into_iter().max_by_key(|(_, root)| depth(root)).map(|(name, _)| name.clone())
    }

    fn roots(&self) -> impl Iterator<Item = (&String, &Node)> {
        self.trees.iter().filter_map(|(name, root)| Some((name, root.as_deref()?)))
    }
}

/// The tree of a file in which declarations can stand.
fn tree_of(name: &str, text: &str) -> Option<Arc<Node>> {
    let text = Some(text).filter(|_| name != crate::source::ROOT)?;
    Node::parse(text.strip_prefix(MARK).unwrap_or(text)).map(Arc::new)
}

fn is_in(root: &Node, anchor: &Anchor) -> bool {
    anchor.resource().is_none_or(|resource| root.child("resource").is_some_and(|name| name.is(resource)))
}

impl Files for Texts {
    fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        match self.files.get(name) {
            None => Err(Unreadable::Missing),
            Some(text) if text.len() as u64 > LARGEST_FILE => Err(Unreadable::TooLarge(text.len() as u64)),
            Some(text) => Ok(text.clone().into_bytes()),
        }
    }
}

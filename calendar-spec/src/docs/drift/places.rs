//! Where the spec says something: `file:line:col`.
//!
//! In: keys of the YAML, outermost first. Out: the place of the innermost key that exists. The model carries no places,
//! so the files are read once more, and only if something differs.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Problems, line_and_column};
use crate::docs::difference::{Anchor, SpecPlace};
use crate::extend;
use crate::location::Location;
use crate::source::{self, Directory, Node, Source, locate};

/// The files of a spec.
pub(super) struct Places {
    directory: PathBuf,
    sources: OnceCell<Vec<Source>>,
    found: HashMap<Location, SpecPlace>,
}

impl Places {
    pub(super) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), sources: OnceCell::new(), found: HashMap::new() }
    }

    /// No files, for a comparison without places.
    pub(super) fn none() -> Self {
        Self { directory: PathBuf::new(), sources: OnceCell::from(Vec::new()), found: HashMap::new() }
    }

    /// Looks up a place.
    pub(super) fn find(&mut self, anchor: &Anchor) -> Option<SpecPlace> {
        let sources = self.sources.get_or_init(|| read(&self.directory));
        let place = sources.iter().find_map(|source| node(source, anchor))?;
        if let Some(found) = self.found.get(&place) {
            return Some(found.clone());
        }
        let source = sources.get(place.file as usize)?;
        let (line, column) = line_and_column(&source.text, locate(&source.text, place.node));
        let found = SpecPlace { file: source.shown.clone(), line, column };
        self.found.insert(place, found.clone());
        Some(found)
    }
}

fn read(directory: &Path) -> Vec<Source> {
    let current = std::env::current_dir().unwrap_or_default();
    let shown = directory.strip_prefix(current).unwrap_or(directory).display().to_string();
    // The loader has reported what is wrong with these files.
    let problems = &mut Problems::default();
    let own = source::read(Directory { path: directory, shown: &shown, elsewhere: None }, Vec::new(), problems);
    extend::read(extend::directory(), own, problems)
}

/// The node of the innermost key that exists, if at least the declaration does.
fn node(source: &Source, anchor: &Anchor) -> Option<Location> {
    let root = source.root.as_ref()?;
    if let Some(resource) = anchor.resource() {
        let word = |key| root.get(key).and_then(Node::words);
        let name = word("resource")?;
        (word("service").map_or(name.clone(), |service| format!("{service}_{name}")) == *resource).then_some(())?;
    }
    let (mut node, mut place) = (root, None);
    for (depth, key) in anchor.keys().iter().enumerate() {
        let Some((inner, at)) = child(node, key) else {
            return place.filter(|_| depth > 1);
        };
        (node, place) = (inner, Some(at));
    }
    place
}

/// The value of a key, or the item of a list that is this string.
fn child<'n>(node: &'n Node, key: &str) -> Option<(&'n Node, Location)> {
    let is_key = |node: &Node| node.words().is_some_and(|words| words == key);
    let entry = node.entries().iter().find(|entry| is_key(&entry.key));
    let item = || node.items().iter().find(|item| is_key(item));
    entry.map(|entry| (&entry.value, entry.key.place)).or_else(|| item().map(|item| (item, item.place)))
}

//! What a spec that was imported from pages still lacks, which `check` lists as warnings: texts that start with a mark,
//! and differences from the page.
//!
//! In: the trees of all files. Out: a problem for each. An imported spec is sound before a person has edited it.

use crate::diagnostic::{Problem, Problems};
use crate::source::{Node, Source};

/// The start of a text that a person has to write.
pub(crate) const MARK: &str = "TODO";

/// The placeholder of a text that a person has to write, with the line of the page.
#[cfg(feature = "cli")]
pub(crate) fn at(file: &str, line: usize) -> String {
    format!("{MARK} {file}:{line}")
}

/// Keys of texts.
const TEXTS: [&str; 4] = ["advice", "deprecated", "doc", "message"];

/// All marked texts.
pub(crate) fn find(sources: &[Source]) -> Problems {
    let mut problems = Problems::default();
    for root in sources.iter().filter_map(|source| source.root.as_ref()) {
        search(root, false, &mut problems);
    }
    problems
}

/// `are_texts` says that all values of this mapping can be texts, such as the values of an enum.
fn search(node: &Node, are_texts: bool, problems: &mut Problems) {
    for entry in node.entries() {
        let key = entry.key.words().unwrap_or_default();
        let is_marked = entry.value.words().is_some_and(|words| is_marked(&words));
        if is_marked && (are_texts || TEXTS.contains(&&*key)) {
            problems.push(Problem::new("unwritten-text", entry.value.place, "this text is still to be written"));
        }
        if key == "page" {
            differences(&entry.value, problems);
        }
        search(&entry.value, key == "values", problems);
    }
    node.items().iter().for_each(|item| search(item, false, problems));
}

/// What a page says and the spec does not.
fn differences(page: &Node, problems: &mut Problems) {
    for difference in page.get("differs").map(Node::items).unwrap_or_default() {
        let words = difference.words().unwrap_or_default();
        problems.push(Problem::new("differs-from-page", difference.place, words));
    }
}

fn is_marked(words: &str) -> bool {
    words.strip_prefix(MARK).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

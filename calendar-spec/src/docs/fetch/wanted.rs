//! Which pages are fetched.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::tree::{Leaf, Listed};
use crate::diagnostic::Nearest;
use crate::docs::drift::Subject;
use crate::model::Spec;

/// A choice of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One page, by its path on the site.
    Page(String),
    /// The pages of a service or folder of the site, such as `mail-v1`.
    Folder(String),
    /// Every page of the server API.
    All,
}

/// A word that names no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPage(String);

impl fmt::Display for UnknownPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for UnknownPage {}

impl Wanted {
    /// The pages that a spec names.
    pub fn of_spec(spec: &Spec) -> Vec<Self> {
        Subject::all(spec).map(|subject| Self::Page(without_prefix(&subject.page().path).to_owned())).collect()
    }

    /// What a word names: a path, a URL of the site, a resource, endpoint or event of the spec, or a folder of the site.
    pub fn of_word(word: &str, spec: &Spec) -> Result<Vec<Self>, UnknownPage> {
        if let Some((_, rest)) = word.split_once("://") {
            let path = rest.find('/').map_or("", |start| &rest[start..]);
            let path = path.split(['?', '#']).next().unwrap_or_default();
            return match without_prefix(path) {
                "" | "/" => Err(UnknownPage(format!("the URL `{word}` has no path, so it is not the URL of a page"))),
                path => Ok(vec![Self::Page(path.to_owned())]),
            };
        }
        if word.starts_with('/') {
            return Ok(vec![Self::Page(without_prefix(word).to_owned())]);
        }
        let is_named = |subject: &Subject<'_>| {
            let name = subject.name();
            name == word || name.split_once('.').is_some_and(|(resource, _)| resource == word)
        };
        let of_spec = Subject::all(spec).filter(is_named);
        let pages: Vec<Self> =
            of_spec.map(|subject| Self::Page(without_prefix(&subject.page().path).to_owned())).collect();
        Ok(if pages.is_empty() { vec![Self::Folder(word.to_owned())] } else { pages })
    }
}

/// The path by which the site's own routes call a page: links in pages and in browsers put something before it.
fn without_prefix(path: &str) -> &str {
    let rest = ["/document", "/ssl:ttdoc"].iter().find_map(|prefix| path.strip_prefix(prefix));
    rest.filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path)
}

/// Whether the tree has to be asked.
pub(super) fn needs_tree(wanted: &[Wanted], many: usize) -> bool {
    wanted.len() >= many || wanted.iter().any(|wanted| !matches!(wanted, Wanted::Page(_)))
}

/// The pages, each once, with what the tree says about them.
pub(super) fn pages(wanted: &[Wanted], tree: &[Leaf]) -> Result<Vec<Listed>, String> {
    let dates: HashMap<&str, &Listed> = tree.iter().map(|leaf| (&*leaf.page.path, &leaf.page)).collect();
    let mut introductions: HashMap<&str, Vec<&Listed>> = HashMap::new();
    for page in tree.iter().map(|leaf| &leaf.page).filter(|page| page.path.ends_with("introduction")) {
        introductions.entry(folder(&page.path)).or_default().push(page);
    }
    let mut pages = Vec::new();
    for wanted in wanted {
        match wanted {
            Wanted::Page(path) => {
                let listed = dates.get(&**path).map(|listed| (*listed).clone());
                pages.push(listed.unwrap_or_else(|| Listed { path: path.clone(), updated: None }));
                // It states limits that the page leaves out.
                pages.extend(introductions.get(folder(path)).into_iter().flatten().map(|listed| (*listed).clone()));
            }
            Wanted::All => pages.extend(tree.iter().filter(|leaf| leaf.is_server).map(|leaf| leaf.page.clone())),
            Wanted::Folder(name) => {
                let before = pages.len();
                pages.extend(tree.iter().filter(|leaf| leaf.is_in(name)).map(|leaf| leaf.page.clone()));
                if pages.len() == before {
                    return Err(unknown(name, tree));
                }
            }
        }
    }
    let mut seen = HashSet::new();
    pages.retain(|page| seen.insert(page.path.clone()));
    Ok(pages)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Leaf {
    /// Whether a folder of this name holds the page, on the site or in its path.
    fn is_in(&self, name: &str) -> bool {
        self.above.iter().any(|above| above == name) || self.page.path.split('/').any(|segment| segment == name)
    }
}

fn unknown(name: &str, tree: &[Leaf]) -> String {
    let names = |leaf: &'_ Leaf| {
        leaf.above.iter().cloned().chain(leaf.page.path.split('/').map(str::to_owned)).collect::<Vec<_>>()
    };
    let folders: HashSet<String> = tree.iter().flat_map(names).collect();
    let near = Nearest::new(true)
        .of(name, folders.iter().map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("neither the spec nor the site has `{name}`{near}")
}

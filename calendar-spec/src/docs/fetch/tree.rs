//! The site's tree of pages.
//!
//! In: the `data` of its response, `items` within `items`, each with `type`, `fullPath` and `name`. Out: its pages in
//! their order.

use serde_json::Value;

/// How many items are read; the site has about five thousand.
const MOST_ITEMS: usize = 100_000;

/// The item above all pages of the server API. What is beside it is about clients, cards and the like.
const SERVER_API: &str = "/uAjLw4CM/ukTMukTMukTM";

/// A page to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) path: String,
    /// When it was changed, as far as the tree says so.
    pub(super) updated: Option<String>,
}

/// A page of the tree.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) page: Listed,
    /// The last segments of the paths above it, such as `calendar-v4`.
    pub(super) above: Vec<String>,
    /// Whether it is about the server API.
    pub(super) is_server: bool,
}

/// Reads the tree.
pub(super) fn read(data: &Value) -> Result<Vec<Leaf>, String> {
    let mut leaves = Vec::new();
    let mut open: Vec<(&Value, Vec<String>, bool)> = Vec::new();
    let items = |value: &'_ Value| value.get("items").and_then(Value::as_array).cloned();
    if items(data).is_none() {
        return Err("the tree of pages has no `items`".to_owned());
    }
    open.push((data, Vec::new(), false));
    let mut count = 0;
    while let Some((item, above, is_server)) = open.pop() {
        count += 1;
        if count > MOST_ITEMS {
            return Err(format!("the tree of pages has more than {MOST_ITEMS} items"));
        }
        let path = item.get("fullPath").and_then(Value::as_str).unwrap_or_default();
        let is_server = is_server || path == SERVER_API;
        if item.get("type").and_then(Value::as_str) == Some("DocumentType") && !path.is_empty() {
            let page = Listed { path: path.to_owned(), updated: updated(item) };
            leaves.push(Leaf { page, above: above.clone(), is_server });
        }
        let mut below = above;
        below.extend(path.rsplit('/').next().filter(|last| !last.is_empty()).map(str::to_owned));
        let children = item.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        open.extend(children.iter().rev().map(|child| (child, below.clone(), is_server)));
    }
    // A site whose tree has another shape is fetched as a whole.
    if leaves.iter().all(|leaf| !leaf.is_server) {
        for leaf in &mut leaves {
            leaf.is_server = true;
        }
    }
    Ok(leaves)
}

/// When an item was changed, in milliseconds; only some trees say so.
fn updated(item: &Value) -> Option<String> {
    match item.get("updateTime")? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

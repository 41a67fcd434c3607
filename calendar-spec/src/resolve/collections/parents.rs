//! Items within the items of another resource.
//!
//! In: all collections. Out: findings about parents that do not exist, that contain each other, or that a request does
//! not name.

use super::Fit;
use crate::diagnostic::{Problem, quoted};
use crate::model::{Collection, Resource, Spec};
use crate::raw::{Document, Text};

/// How deep items may be nested.
const DEEPEST: usize = 8;

pub(super) fn check(spec: &Spec, documents: &[Document], fit: &mut Fit<'_>) {
    for document in documents {
        let (Some(name), Some(raw)) = (&document.resource, &document.collection) else { continue };
        let Some(parent) = &raw.parent else { continue };
        if !documents.iter().any(|other| is_named(other, parent)) {
            let known = documents.iter().filter_map(|other| Some(&*other.resource.as_ref()?.value));
            let nearest = fit.problems.nearest().of(&parent.value, known);
            let message = format!("there is no resource {}", quoted(&parent.value));
            let problem = Problem::new("unknown-resource", parent.place, message).did_you_mean(nearest);
            fit.problems.push_undeclared(problem);
            continue;
        }
        let has_items = |other: &Document| is_named(other, parent) && other.collection.is_some();
        if !documents.iter().any(has_items) {
            let message = format!("the resource {} has no collection", quoted(&parent.value));
            let problem = Problem::new("invalid-collection", parent.place, message);
            fit.push(problem.help("describe its items under `collection`, or remove `parent`"));
            continue;
        }
        check_requests(spec, &name.value, parent, fit);
    }
}

fn is_named(document: &Document, name: &Text) -> bool {
    document.resource.as_ref().is_some_and(|resource| resource.value == name.value)
}

/// A request that names an item also names the items that contain it.
fn check_requests(spec: &Spec, name: &str, parent: &Text, fit: &mut Fit<'_>) {
    let find = |name: &str| {
        let resource = spec.resources.iter().find(|resource| resource.name == name)?;
        Some((resource, resource.collection.as_ref()?))
    };
    let Some(items) = find(name) else { return };
    let mut above = Some(&parent.value);
    for _ in 0..DEEPEST {
        let Some((_, holder)) = above.and_then(|name| find(name)) else { return };
        let id = &spec.objects[holder.object.0].fields[holder.id].wire;
        if let Some(silent) = silent(items, id) {
            let message = format!("the request of {} does not say which {}", quoted(silent), quoted(id));
            fit.push(Problem::new("invalid-collection", parent.place, message).help("add it to the path or the query"));
        }
        above = holder.parent.as_ref();
    }
    let message = format!("the items of {} lie in themselves, or deeper than any spec needs", quoted(name));
    fit.push(Problem::new("invalid-collection", parent.place, message).help("name the resource that holds them"));
}

/// An endpoint whose request has no such field.
fn silent<'r>((resource, collection): (&'r Resource, &Collection), id: &str) -> Option<&'r str> {
    let endpoints = collection.operations.iter().filter_map(|operation| resource.endpoints.get(operation.endpoint));
    let mut silent = endpoints.filter(|endpoint| endpoint.fields.iter().all(|known| known.field.wire != id));
    silent.next().map(|endpoint| endpoint.name.as_str())
}

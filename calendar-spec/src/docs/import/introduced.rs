//! Limits that the introduction of a resource states and the pages of its endpoints omit.

use super::draft::{Draft, Field, Type};
use super::limits::constraint;
use crate::constraint::first_broken;
use crate::docs::drift::Introduction;
use crate::model::{Constraint, Value};

/// How deep fields are followed.
const DEEPEST: usize = 8;

/// A field of a draft.
enum At {
    /// Of an endpoint: resource, endpoint, place, field.
    Request(usize, usize, usize, usize),
    /// Of an object.
    Object(usize, usize),
}

/// Adds the limits to the fields that requests send.
pub(super) fn add(draft: &mut Draft, introductions: &[Introduction]) {
    let found = Found { draft, introductions };
    let mut added = Vec::new();
    for (resource, of_resource) in found.draft.resources.iter().enumerate() {
        for (index, endpoint) in of_resource.endpoints.iter().enumerate() {
            for (place, (key, fields)) in endpoint.fields.iter().enumerate() {
                for (number, field) in fields.iter().enumerate() {
                    let path = format!("{key}.{}", field.wire);
                    added.extend(found.of_field(
                        field,
                        &path,
                        &endpoint.about.page,
                        At::Request(resource, index, place, number),
                    ));
                }
            }
        }
    }
    for (at, limit) in added {
        let field = match at {
            At::Request(resource, endpoint, place, field) => {
                &mut draft.resources[resource].endpoints[endpoint].fields[place].1[field]
            }
            At::Object(object, field) => &mut draft.objects[object].fields[field],
        };
        if is_free(field, &limit) {
            field.constraints.push(limit);
        }
    }
}

struct Found<'d> {
    draft: &'d Draft,
    introductions: &'d [Introduction],
}

impl Found<'_> {
    fn of_field(&self, field: &Field, path: &str, page: &str, at: At) -> Vec<(At, Constraint)> {
        let mut added = Vec::new();
        let limits = self.introductions.iter().flat_map(|introduction| introduction.limits(page, path));
        let limit =
            limits.filter_map(|(of, limit)| constraint(&field.ty, of, limit)).find(|limit| is_free(field, limit));
        added.extend(limit.map(|limit| (at, limit)));
        if let (Type::Object(object), true) = (field.ty.leaf(), path.matches('.').count() < DEEPEST) {
            for (number, inner) in self.draft.objects[*object].fields.iter().enumerate() {
                let path = format!("{path}.{}", inner.wire);
                added.extend(self.of_field(inner, &path, page, At::Object(*object, number)));
            }
        }
        added
    }
}

/// Whether a field has no such limit, and its own example satisfies it.
fn is_free(field: &Field, limit: &Constraint) -> bool {
    let has_numbers = field.constraints.iter().any(|known| known.numbers().is_some());
    let is_kept = |value: &Value| first_broken(std::slice::from_ref(limit), &value.into()).is_none();
    !has_numbers
        && field.constraints.iter().all(|known| known.kind() != limit.kind())
        && field.example.as_ref().is_none_or(is_kept)
}

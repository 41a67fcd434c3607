//! Introductions of resources as a source of limits that the pages of the endpoints omit.
//!
//! In: the facts of an introduction. Out: whether it states a limit of the spec, and which of its limits the spec lacks.

use super::parts::{normal, stated_limit};
use super::subject::Subject;
use super::types;
use crate::describe;
use crate::docs::difference::{Anchor, Difference, Relation};
use crate::docs::facts::{Facts, Field as PageField, Kind, Limited, Place};
use crate::model::{ConstraintKind, Field, Limit, Spec, Type};

/// How deep fields are followed.
const DEEPEST: usize = 8;

/// The limits that the introduction of a resource states.
pub(in crate::docs) struct Introduction {
    pub(super) path: String,
    folder: String,
    limits: Vec<Stated>,
}

/// A limit of a field, identified by its path, such as `start_time.timestamp`.
struct Stated {
    path: String,
    of: Limited,
    limit: Limit,
    line: usize,
}

impl Introduction {
    pub(in crate::docs) fn of(facts: &Facts) -> Option<Self> {
        let folder = folder(facts).filter(|_| facts.kind == Kind::Introduction)?.to_owned();
        let mut path: Vec<&str> = Vec::new();
        let mut limits = Vec::new();
        for field in facts.fields(Place::Resource)? {
            path.truncate(field.depth);
            path.push(&field.name);
            limits.extend(stated(field, &path.join(".")));
        }
        let path = facts.path.as_ref()?.value.clone();
        Some(Self { path, folder, limits })
    }

    /// The limits of a field of a request, if the page of the endpoint stands beside this one.
    pub(in crate::docs) fn limits<'i>(
        &'i self,
        page: &str,
        path: &'i str,
    ) -> impl Iterator<Item = (Limited, Limit)> + use<'i> {
        let is_beside = parent(page) == Some(&*self.folder);
        let stated = self.limits.iter().filter(move |stated| is_beside && is_at(path, &stated.path));
        stated.map(|stated| (stated.of, stated.limit))
    }

    /// Whether a limit that the page of an endpoint leaves out is one of these.
    pub(super) fn states(&self, page: Option<&str>, difference: &Difference) -> bool {
        let Some((path, key)) = difference.fact.rsplit_once(':') else { return false };
        let is_it = |stated: &Stated| {
            keys(stated.of).contains(&key)
                && is_at(path, &stated.path)
                && difference.spec.as_ref() == Some(&describe::bounds(stated.limit))
        };
        difference.relation == Relation::Extra && page == Some(&*self.folder) && self.limits.iter().any(is_it)
    }

    /// The limits of fields that requests send and that have none in the spec.
    pub(super) fn lacking(&self, spec: &Spec) -> Vec<Difference> {
        let mut found = Vec::new();
        for subject in Subject::all(spec).filter(|subject| parent(&subject.page().path) == Some(&*self.folder)) {
            let Subject::Endpoint(_, endpoint, _) = subject else { continue };
            for parameter in &endpoint.fields {
                let place = Place::from(parameter.place).name();
                let anchor = subject.anchor(&[place, &parameter.field.wire]);
                self.field(spec, &parameter.field, &format!("{place}.{}", parameter.field.wire), &anchor, &mut found);
            }
        }
        found
    }

    fn field(&self, spec: &Spec, field: &Field, path: &str, anchor: &Anchor, found: &mut Vec<Difference>) {
        for stated in self.limits.iter().filter(|stated| is_at(path, &stated.path)) {
            let Some(kind) = kind(stated.of, &field.ty).filter(|kind| field.limit(*kind).is_none()) else { continue };
            if field.read_only || !field.one_of().is_empty() {
                continue;
            }
            found.push(Difference {
                fact: format!("{path}:{}", kind.key()),
                relation: Relation::Missing,
                page: Some(describe::bounds(stated.limit)),
                spec: None,
                line: stated.line,
                place: None,
                why: None,
                anchor: anchor.then(kind.key()),
            });
        }
        let object = types::object(spec, field).filter(|_| path.matches('.').count() < DEEPEST);
        for inner in object.iter().flat_map(|object| &object.fields) {
            let anchor = object.map_or_else(Anchor::default, |object| {
                Anchor::anywhere(&["objects", &object.name, "fields", &inner.wire])
            });
            self.field(spec, inner, &format!("{path}.{}", inner.wire), &anchor, found);
        }
    }
}

/// The limits of a field, as the spec would have them.
fn stated(field: &PageField, path: &str) -> Vec<Stated> {
    let limit = |of| {
        let limit = stated_limit(field, of).and_then(|limit| normal(limit, of == Limited::Length))?;
        Some(Stated { path: path.to_owned(), of, limit, line: field.line })
    };
    [Limited::Length, Limited::Value].into_iter().filter_map(limit).collect()
}

/// The keys of the spec for a limit.
fn keys(of: Limited) -> &'static [&'static str] {
    match of {
        Limited::Length => &["length", "items"],
        Limited::Value => &["range"],
        Limited::Other => &[],
    }
}

fn kind(of: Limited, ty: &Type) -> Option<ConstraintKind> {
    match (of, ty) {
        (Limited::Length, Type::List(_) | Type::Map(..)) => Some(ConstraintKind::Items),
        (Limited::Length, Type::String | Type::Format(_) | Type::Id(_)) => Some(ConstraintKind::Length),
        (Limited::Value, Type::Int32 | Type::Int64 | Type::Float) => Some(ConstraintKind::Range),
        (Limited::Value, Type::Format(_)) if ty.is_time() => Some(ConstraintKind::Range),
        _ => None,
    }
}

/// Whether a field of a request, such as `body.filter.start_time.timestamp`, is the one that an introduction means: a
/// nested field matches at any depth, any other at the top only.
fn is_at(path: &str, stated: &str) -> bool {
    let inner = path.split_once('.').map_or("", |(_, inner)| inner);
    inner == stated || stated.contains('.') && inner.strip_suffix(stated).is_some_and(|before| before.ends_with('.'))
}

/// The folder of the page that states facts.
pub(in crate::docs) fn folder(facts: &Facts) -> Option<&str> {
    parent(&facts.path.as_ref()?.value)
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

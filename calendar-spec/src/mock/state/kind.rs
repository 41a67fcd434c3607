//! [`Kind`]: a collection of the spec, with its names and error codes.

use serde_json::Value;

use super::Fields;
use crate::mock::codes;
use crate::mock::problem::Problem;
use crate::model::{Collection, Field, Object, Resource, Spec, Type, Value as Given};

/// A collection of the spec.
#[derive(Clone, Copy, Debug)]
pub(in crate::mock) struct Kind<'s> {
    pub(in crate::mock) resource: &'s Resource,
    pub(in crate::mock) collection: &'s Collection,
    pub(in crate::mock) object: &'s Object,
}

impl<'s> Kind<'s> {
    /// The collection of a resource.
    pub(in crate::mock) fn find(spec: &'s Spec, resource: &str) -> Option<Self> {
        let resource = spec.resources.iter().find(|known| known.name == resource)?;
        let collection = resource.collection.as_ref()?;
        Some(Self { resource, collection, object: spec.objects.get(collection.object.0)? })
    }

    /// The name of the field that identifies an item.
    pub(in crate::mock) fn id(self) -> &'s str {
        self.object.fields.get(self.collection.id).map_or("id", |field| &field.wire)
    }

    /// Whether a parameter names an item: it is called like the identifier, and is not an identifier of something else.
    pub(in crate::mock) fn is_identified_by(self, field: &Field) -> bool {
        let id = self.object.fields.get(self.collection.id);
        let is_text = |ty: &Type| matches!(ty, Type::String | Type::Id(_));
        let is_other = |ty: &Type| matches!((ty, &field.ty), (Type::Id(one), Type::Id(other)) if one != other);
        let is_same = |ty: &Type| *ty == field.ty || is_text(ty) && is_text(&field.ty) && !is_other(ty);
        field.wire == self.id() && id.is_some_and(|id| is_same(&id.ty))
    }

    /// The item never existed.
    pub(in crate::mock) fn missing(self, id: &str) -> Problem {
        let hint = format!("this server has no `{}` `{}`", self.id(), crate::mock::check::shorten(id));
        problem(self.collection.missing, 404).hint(hint)
    }

    /// The item was deleted.
    pub(in crate::mock) fn gone(self, id: &str) -> Problem {
        let hint = format!("`{}` was deleted", crate::mock::check::shorten(id));
        problem(self.collection.deleted.or(self.collection.missing), 404).hint(hint)
    }

    /// A page or sync token that is not valid any more.
    pub(in crate::mock) fn expired(self, why: &str) -> Problem {
        problem(self.collection.expired, 400).hint(why)
    }

    /// A deleted item as a listing of changes shows it.
    pub(in crate::mock) fn marked(self, id: &str, gone: &Fields) -> Fields {
        let mut shown = gone.clone();
        shown.insert(self.id().to_owned(), Value::from(id));
        if let Some((field, value)) = &self.collection.deleted_as
            && let Some(field) = self.object.fields.get(*field)
        {
            shown.insert(field.wire.clone(), json(value));
        }
        shown
    }

    /// A new ID.
    pub(in crate::mock) fn new_id(self, number: u64) -> String {
        let uuid = format!("6d6f636b-0000-4000-8000-{number:012x}");
        self.collection.new_id.replace("{number}", &format!("{number:016}")).replace("{uuid}", &uuid)
    }
}

fn problem(code: Option<i64>, status: u16) -> Problem {
    match code {
        Some(number) => Problem::new(number),
        None => Problem::new(codes::PARAMETERS).status(status),
    }
}

/// A value of the spec as JSON.
pub(super) fn json(value: &Given) -> Value {
    value.into()
}

//! Creates and changes items from the values of a request.

use serde_json::Value;

use super::kind::json;
use super::{Fields, Kind, Work};
use crate::model::{Field, Object, Place as Part};

impl Work<'_> {
    /// A new item: the fields that request and object share, with their defaults.
    pub(in crate::mock) fn new_item(&self, kind: Kind<'_>) -> Fields {
        let fields = self.shared(kind.object);
        let value = |field: &Field| self.value(&field.wire).map(|value| (field.wire.clone(), value));
        fields.filter_map(value).collect()
    }

    /// What the request changes in an item.
    pub(in crate::mock) fn changes(&self, kind: Kind<'_>) -> Fields {
        let fields = self.shared(kind.object);
        let given = |field: &Field| self.given.get(&field.wire).filter(|value| !value.is_null()).cloned();
        fields.filter_map(|field| Some((field.wire.clone(), given(field)?))).collect()
    }

    /// Fields of the body that the object has, too, and that a request may set.
    fn shared<'o>(&'o self, object: &'o Object) -> impl Iterator<Item = &'o Field> {
        let sent = self.endpoint.fields.iter().filter(|parameter| parameter.place == Part::Body);
        let is_own = |field: &&Field| object.fields.iter().any(|own| own.wire == field.wire && !own.read_only);
        sent.map(|parameter| &parameter.field).filter(is_own)
    }
}

/// A new item of one object in a list.
pub(super) fn item_of(kind: Kind<'_>, given: &Value) -> Fields {
    let fields = kind.object.fields.iter().filter(|field| !field.read_only);
    let value = |field: &Field| match given.get(&field.wire) {
        Some(value) if !value.is_null() => Some(value.clone()),
        _ => field.default.as_ref().map(json),
    };
    fields.filter_map(|field| Some((field.wire.clone(), value(field)?))).collect()
}

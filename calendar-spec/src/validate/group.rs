//! [`Group`]: the fields of an object or endpoint, and their values in a request.

use crate::json::Json;
use crate::model::{Condition, Field};
use crate::path::Path;
use crate::words::plain;

/// Fields and their values, in the order of the model.
pub(crate) struct Group<'a> {
    pub(crate) fields: &'a [&'a Field],
    pub(crate) values: Vec<Option<&'a Json<'a>>>,
}

impl<'a> Group<'a> {
    /// The field with this index.
    pub(crate) fn name(&self, index: usize) -> &'a str {
        self.fields.get(index).map_or("", |field| field.wire.as_str())
    }

    /// The value of the field in the request; nothing for a field that requests cannot set.
    pub(crate) fn value(&self, index: usize) -> Option<&'a Json<'a>> {
        self.fields.get(index).filter(|field| !field.read_only)?;
        self.values.get(index).copied().flatten()
    }

    pub(crate) fn is_set(&self, index: usize) -> bool {
        self.value(index).is_some()
    }

    /// The number of items of a list or map.
    pub(crate) fn count(&self, index: usize) -> usize {
        self.value(index).and_then(Json::item_count).unwrap_or_default()
    }

    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        let value = self.value(condition.field);
        value.is_some_and(|value| condition.values.iter().any(|wanted| value.is(wanted)))
    }

    /// The condition, "`type` is `user`".
    pub(crate) fn words(&self, condition: &Condition) -> String {
        let values: Vec<String> = condition.values.iter().map(|value| format!("`{}`", plain(value))).collect();
        format!("`{}` is {}", self.name(condition.field), values.join(" or "))
    }

    /// The full paths of fields.
    pub(crate) fn paths(&self, at: &Path<'_>, indices: impl Iterator<Item = usize>) -> Vec<String> {
        indices.map(|index| at.field(self.name(index)).to_string()).collect()
    }
}

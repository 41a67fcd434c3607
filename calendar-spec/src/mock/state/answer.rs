//! Where a response holds items, from the types of the spec.

use serde_json::Value;

use super::{Fields, Page, Work};
use crate::model::{Object, Operation, Shown, Type};

impl Work<'_> {
    fn response(&self) -> Option<&Object> {
        self.spec.objects.get(self.endpoint.response?.0)
    }

    fn name_in_response(&self, index: usize) -> Option<String> {
        self.response()?.fields.get(index).map(|field| field.wire.clone())
    }

    /// The data of a response that holds one item.
    pub(in crate::mock) fn one(&self, operation: Operation, item: Fields) -> Value {
        match operation.shown {
            Shown::Nowhere => Value::Object(Fields::new()),
            Shown::Whole => Value::Object(item),
            Shown::Field(index) => self.under(index, Value::Object(item)),
        }
    }

    /// The data of a response that holds several items.
    pub(in crate::mock) fn several(&self, operation: Operation, items: Vec<Fields>) -> Value {
        match operation.shown {
            Shown::Field(index) => self.under(index, self.items(index, items)),
            Shown::Nowhere | Shown::Whole => Value::Object(Fields::new()),
        }
    }

    fn under(&self, index: usize, value: Value) -> Value {
        Value::Object(self.name_in_response(index).map(|name| (name, value)).into_iter().collect())
    }

    /// The data of a response that holds a page. Where there are no pages, it holds all items.
    pub(in crate::mock) fn paged(&self, operation: Option<Operation>, page: Page) -> Value {
        let Some(paging) = &self.endpoint.paging else {
            return operation.map_or_else(Value::default, |operation| self.several(operation, page.items));
        };
        let token = |text: Option<String>| text.map(Value::from);
        let parts = [
            (Some(paging.items), Some(self.items(paging.items, page.items))),
            (paging.more, Some(Value::Bool(page.more))),
            (paging.next, token(page.next)),
            (paging.next_sync, token(page.sync)),
            (paging.total, page.total.map(Value::from)),
        ];
        let name = |index: Option<usize>| self.name_in_response(index?);
        let fields: Fields = parts.into_iter().filter_map(|(index, value)| name(index).zip(value)).collect();
        Value::Object(fields)
    }

    /// Items in the form of a response field, which may have fewer fields.
    fn items(&self, index: usize, items: Vec<Fields>) -> Value {
        let shown = self.response().and_then(|object| match &object.fields.get(index)?.ty {
            Type::List(inner) => match **inner {
                Type::Object(object) => self.spec.objects.get(object.0),
                _ => None,
            },
            _ => None,
        });
        let has = |name: &str| shown.is_none_or(|shown| shown.fields.iter().any(|field| field.wire == name));
        let item = |mut item: Fields| {
            item.retain(|name, _| has(name));
            Value::Object(item)
        };
        items.into_iter().map(item).collect()
    }
}

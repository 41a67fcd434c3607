//! Which items a listing or a search shows: those that have the requested words and values.

use serde_json::Value;

use super::{Fields, Kind, Work};
use crate::model::{Field, Operation, OperationKind, Type};

/// Conditions on an item.
#[derive(Debug, Default)]
pub(in crate::mock) struct Filter {
    /// A field, and its accepted values.
    values: Vec<(String, Vec<Value>)>,
    /// Words in lower case, and the fields in which they are searched.
    words: Option<(String, Vec<String>)>,
}

impl Filter {
    /// Whether the listing shows an item.
    pub(in crate::mock) fn takes(&self, item: &Fields) -> bool {
        let has = |(name, values): &(String, Vec<Value>)| item.get(name).is_some_and(|value| values.contains(value));
        self.values.iter().all(has) && self.words.as_ref().is_none_or(|(words, fields)| holds(item, words, fields))
    }
}

fn holds(item: &Fields, words: &str, fields: &[String]) -> bool {
    let texts = fields.iter().filter_map(|name| item.get(name)?.as_str());
    texts.into_iter().any(|text| text.to_lowercase().contains(words))
}

impl Work<'_> {
    /// The conditions of this request.
    pub(in crate::mock) fn filter(&self, kind: Kind<'_>, operation: Operation) -> Filter {
        let parameters = self.endpoint.fields.iter().map(|parameter| &parameter.field);
        let values = parameters.filter_map(|field| Some((field.wire.clone(), self.asked(kind, field)?)));
        let words = (operation.kind == OperationKind::Search).then(|| self.words(kind)).flatten();
        Filter { values: values.collect(), words }
    }

    /// The values of a parameter that has the name and the type of a field of the object.
    fn asked(&self, kind: Kind<'_>, parameter: &Field) -> Option<Vec<Value>> {
        let own = kind.object.fields.iter().find(|own| own.wire == parameter.wire)?;
        let given = self.given.get(&parameter.wire)?;
        match (&parameter.ty, given) {
            (ty, value) if *ty == own.ty => Some(vec![value.clone()]),
            (Type::List(inner), Value::Array(values)) if **inner == own.ty => Some(values.clone()),
            _ => None,
        }
    }

    fn words(&self, kind: Kind<'_>) -> Option<(String, Vec<String>)> {
        let search = kind.collection.search.as_ref()?;
        let parameter = self.endpoint.fields.get(search.text)?;
        let names = search.fields.iter().filter_map(|index| Some(kind.object.fields.get(*index)?.wire.clone()));
        Some((self.text(&parameter.field.wire).to_lowercase(), names.collect()))
    }
}

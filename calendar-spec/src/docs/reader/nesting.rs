//! Nesting, where a way of writing does not show it: told from the example, which has the same fields.
//!
//! In: the fields of a table, all at the outermost level. Out: their depths.

use serde_json::{Map, Value};

use crate::docs::facts::FieldTable;

/// How deep examples are followed.
const DEEPEST: usize = 32;

/// Sets the depths of the fields of a table.
pub(super) fn nest(table: &mut FieldTable, example: Option<&Value>, unread: &mut Vec<(usize, String)>) {
    let has_objects = table.fields.iter().any(|field| is_object(&field.ty));
    if !has_objects {
        return;
    }
    let Some(example) = example.and_then(object) else {
        let what = "the page does not show how fields are nested, and has no example to tell it".to_owned();
        unread.push((table.line, what));
        return;
    };
    let mut open: Vec<&Map<String, Value>> = vec![example];
    for field in &mut table.fields {
        let Some(depth) = open.iter().rposition(|object| object.contains_key(&field.name)) else {
            let what =
                format!("the page does not show where `{}` is nested, and its example has no such field", field.name);
            unread.push((field.line, what));
            continue;
        };
        field.depth = depth;
        open.truncate(depth + 1);
        let inner = open[depth].get(&field.name).and_then(object);
        open.extend(inner.filter(|_| depth < DEEPEST));
    }
}

/// Whether the vendor's name of a type is that of an object or of a list of objects.
fn is_object(ty: &str) -> bool {
    let item = ty.trim_end_matches("[]");
    !matches!(item, "" | "string" | "int" | "boolean" | "number(float)" | "number" | "float" | "bool")
}

/// The object that a value is, or that its first item is.
fn object(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        Value::Array(items) => items.first().and_then(Value::as_object),
        _ => None,
    }
}

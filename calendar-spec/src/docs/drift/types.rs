//! Types of the pages and types of the spec.

use crate::model::{Field, Object, Spec, Type};

/// Whether a type of a page, such as `string[]`, can be this one of the spec. A dash on the page stands for any object,
/// list or map.
pub(super) fn fits(page: &str, ty: &Type) -> bool {
    let page = page.trim().to_ascii_lowercase();
    if let Some(item) = item(&page) {
        return matches!(ty, Type::List(inner) if fits(item, inner));
    }
    match &*page {
        "string" => matches!(ty, Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_)),
        "int" | "int32" | "int64" | "integer" => matches!(ty, Type::Int32 | Type::Int64),
        "boolean" | "bool" => matches!(ty, Type::Bool),
        "number(float)" | "number" | "float" | "double" => matches!(ty, Type::Float),
        "" => matches!(ty, Type::Object(_) | Type::List(_) | Type::Map(..)),
        map if map.starts_with("map") => matches!(ty, Type::Map(..)),
        _ => matches!(ty, Type::Object(_) | Type::Map(..)),
    }
}

/// The type of the items of a list.
fn item(page: &str) -> Option<&str> {
    let bracketed = ["array<", "list<"].iter().find_map(|list| page.strip_prefix(list)?.strip_suffix('>'));
    page.strip_suffix("[]").or(bracketed)
}

/// The object that a field holds, in whatever lists and maps.
pub(super) fn object<'s>(spec: &'s Spec, field: &Field) -> Option<&'s Object> {
    let mut ty = &field.ty;
    loop {
        match ty {
            Type::List(inner) | Type::Map(_, inner) => ty = inner,
            Type::Object(object) => return spec.objects.get(object.0),
            _ => return None,
        }
    }
}

/// The type of the values that a field holds, in whatever lists.
pub(super) fn scalar(field: &Field) -> &Type {
    let mut ty = &field.ty;
    while let Type::List(inner) = ty {
        ty = inner;
    }
    ty
}

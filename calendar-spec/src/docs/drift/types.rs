//! Types of the pages and types of the spec.

use crate::docs::page_type::PageType;
use crate::model::{Field, Object, Spec, Type};

/// Whether a type of a page, such as `string[]`, can be this one of the spec. A page that names no type contradicts none;
/// a map whose keys are rows can be an object.
pub(super) fn fits(spec: &Spec, page: &PageType, has_rows: bool, ty: &Type) -> bool {
    match (page, ty) {
        (PageType::List(page), Type::List(ty)) | (PageType::Map(page), Type::Map(_, ty)) => {
            fits(spec, page, has_rows, ty)
        }
        (PageType::String, Type::Enum(item)) => !spec.enums[item.0].is_number,
        (PageType::Int(_), Type::Enum(item)) => spec.enums[item.0].is_number,
        (PageType::Map(_), Type::Object(_)) => has_rows,
        (PageType::String, Type::String | Type::Format(_) | Type::Id(_))
        | (PageType::Int(_), Type::Int32 | Type::Int64)
        | (PageType::Bool, Type::Bool)
        | (PageType::Float, Type::Float)
        | (PageType::Any, Type::Json | Type::Scalar)
        | (PageType::File, Type::File | Type::Object(_))
        | (PageType::Unknown, _)
        | (PageType::Object(_), Type::Object(_) | Type::Map(..)) => true,
        // The page shows no content of it.
        (PageType::Object(_) | PageType::File, Type::Json) => !has_rows,
        _ => false,
    }
}

/// The object that a field holds, in any lists and maps.
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

/// The type of the values that a field holds, in any lists.
pub(super) fn scalar(field: &Field) -> &Type {
    let mut ty = &field.ty;
    while let Type::List(inner) = ty {
        ty = inner;
    }
    ty
}

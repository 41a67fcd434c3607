//! The values that a type of a draft accepts.

use super::draft::{Enum, Type};
use crate::docs::values::Kind;
use crate::model::{self, Spec};

/// The kind of a type.
pub(super) fn kind<'k>(ty: &Type, enums: &'k [Enum], base: Option<&'k Spec>) -> Kind<'k> {
    match ty {
        Type::List(inner) => Kind::List(Box::new(kind(inner, enums, base))),
        Type::Enum(item) => {
            let item = &enums[*item];
            Kind::one_of(item.is_number, item.values.iter().map(|value| value.wire.as_str()))
        }
        Type::Named(name) => match &**name {
            "bool" => Kind::Bool,
            "int32" => Kind::Int32,
            "int64" => Kind::Int64,
            "float" => Kind::Float,
            "string" => Kind::String,
            "scalar" => Kind::Scalar,
            "json" => Kind::Json,
            name => base.map_or(Kind::Other, |base| of_base(name, base)),
        },
        Type::Object(_) | Type::Map(_) => Kind::Other,
    }
}

/// An identifier or an enum of the spec that is extended.
fn of_base<'k>(name: &str, base: &'k Spec) -> Kind<'k> {
    let item = base.enums.iter().position(|item| item.name == name);
    let is_id = base.ids.iter().any(|id| id.name == name);
    match item {
        Some(item) => Kind::of(base, &model::Type::Enum(model::EnumRef(item))),
        None if is_id => Kind::String,
        None => Kind::Other,
    }
}

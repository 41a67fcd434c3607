//! Rust types of fields.

use calendar_spec::model::{Field, Format, Type};
use calendar_spec::structs::Form;

use super::names::Names;
use super::{CheckKind, Context, Shape};
use crate::piece::{Piece, piece};

impl Context<'_> {
    /// The type of a value, without `Option`.
    pub(crate) fn value_type(&self, ty: &Type, form: Form, names: Names<'_>) -> Piece {
        match ty {
            Type::String => names.runtime("Text"),
            Type::Bool => piece!(bool),
            Type::Int32 => piece!(i32),
            Type::Int64 => piece!(i64),
            Type::Float => piece!(f64),
            Type::Format(format) => names.runtime(format_type(*format)),
            Type::Id(id) => names.shared(&self.spec.ids[id.0].name),
            Type::Enum(item) => names.shared(&self.spec.enums[item.0].name),
            Type::Object(object) => names.shared(&self.forms.name(self.spec, *object, form)),
            Type::List(item) => {
                let item = self.value_type(item, form, names);
                let vec = names.runtime("Vec");
                piece!(#vec<#item>)
            }
            Type::Map(key, item) => {
                let (key, item) = (self.value_type(key, form, names), self.value_type(item, form, names));
                let map = names.runtime("Map");
                piece!(#map<#key, #item>)
            }
        }
    }

    /// The type of a field's value, where a secret has one of its own.
    pub(crate) fn field_type(&self, field: &Field, form: Form, names: Names<'_>) -> Piece {
        if field.secret { names.runtime("Secret") } else { self.value_type(&field.ty, form, names) }
    }

    /// How a setter takes the field, and the type that it converts to.
    pub(crate) fn shape(&self, field: &Field, form: Form, names: Names<'_>) -> (Shape, Piece) {
        let whole = self.field_type(field, form, names);
        match &field.ty {
            Type::Bool | Type::Int32 | Type::Int64 | Type::Float => (Shape::Plain, whole),
            Type::List(item) => match &**item {
                Type::List(_) | Type::Map(..) => (Shape::Whole, whole),
                Type::Bool | Type::Int32 | Type::Int64 | Type::Float => {
                    (Shape::PlainList, self.value_type(item, form, names))
                }
                _ => (Shape::IntoList, self.value_type(item, form, names)),
            },
            Type::Map(key, item) if !matches!(**item, Type::List(_) | Type::Map(..)) => {
                (Shape::Map(self.value_type(key, form, names)), self.value_type(item, form, names))
            }
            Type::Map(..) => (Shape::Whole, whole),
            _ => (Shape::Into, whole),
        }
    }

    /// What a check has to know about the type.
    pub(crate) fn check_kind(&self, ty: &Type) -> CheckKind {
        match ty {
            Type::List(item) | Type::Map(_, item) => self.check_kind(item),
            Type::Enum(item) if self.spec.enums[item.0].values.iter().any(|value| value.read_only) => CheckKind::Value,
            Type::Object(_) => CheckKind::Nested,
            Type::Float => CheckKind::Finite,
            Type::Format(format) if format.is_text() => CheckKind::Format(*format),
            _ => CheckKind::None,
        }
    }
}

fn format_type(format: Format) -> &'static str {
    match format {
        Format::Timestamp => "Timestamp",
        Format::TimestampMs => "TimestampMs",
        Format::Date => "Date",
        Format::DateTime => "DateTime",
        Format::TimestampOrDate => "TimestampOrDate",
        Format::Timezone | Format::Recurrence | Format::Email | Format::Url => "Text",
    }
}

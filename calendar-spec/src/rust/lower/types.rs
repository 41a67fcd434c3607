//! Rust types of fields.

use crate::model::{Field, Format, Type};
use crate::structs::Form;

use super::names::{Home, runtime};
use super::{CheckKind, Context, Shape};
use crate::rust::piece::{Piece, piece};

impl Context<'_> {
    /// The type of a value, without `Option`.
    pub(crate) fn value_type(&self, ty: &Type, form: Form, home: Home) -> Piece {
        match ty {
            Type::String => runtime("Text"),
            Type::Bool => piece!(bool),
            Type::Int32 => piece!(i32),
            Type::Int64 => piece!(i64),
            Type::Float => piece!(f64),
            Type::Scalar => runtime("Scalar"),
            Type::Json => runtime("Json"),
            Type::File => runtime("Upload"),
            Type::Format(format) => runtime(format_type(*format)),
            Type::Id(id) => home.shared(&self.spec.ids[id.0].name),
            Type::Enum(item) => home.shared(&self.spec.enums[item.0].name),
            Type::Object(object) => home.shared(&self.forms.name(self.spec, *object, form)),
            Type::List(item) => {
                let item = self.value_type(item, form, home);
                let vec = runtime("Vec");
                piece!(#vec<#item>)
            }
            Type::Map(key, item) => {
                let (key, item) = (self.value_type(key, form, home), self.value_type(item, form, home));
                let map = runtime("Map");
                piece!(#map<#key, #item>)
            }
        }
    }

    /// The type of a field's value; a secret has a type of its own.
    pub(crate) fn field_type(&self, field: &Field, form: Form, home: Home) -> Piece {
        if field.secret { runtime("Secret") } else { self.value_type(&field.ty, form, home) }
    }

    /// How a setter takes the field, and the type that it converts to.
    pub(crate) fn shape(&self, field: &Field, form: Form, home: Home) -> (Shape, Piece) {
        let whole = self.field_type(field, form, home);
        match &field.ty {
            Type::Bool | Type::Int32 | Type::Int64 | Type::Float => (Shape::Plain, whole),
            Type::List(item) => match &**item {
                Type::List(_) | Type::Map(..) => (Shape::Whole, whole),
                Type::Bool | Type::Int32 | Type::Int64 | Type::Float => {
                    (Shape::PlainList, self.value_type(item, form, home))
                }
                _ => (Shape::IntoList, self.value_type(item, form, home)),
            },
            Type::Map(key, item) if !matches!(**item, Type::List(_) | Type::Map(..)) => {
                (Shape::Map(self.value_type(key, form, home)), self.value_type(item, form, home))
            }
            Type::Map(..) => (Shape::Whole, whole),
            _ => (Shape::Into, whole),
        }
    }
}

/// What a check needs to know about the type.
pub(crate) fn check_kind(ty: &Type) -> CheckKind {
    match ty {
        Type::List(item) | Type::Map(_, item) => check_kind(item),
        Type::Enum(_) => CheckKind::Value,
        Type::Object(_) => CheckKind::Nested,
        Type::Float => CheckKind::Finite,
        Type::Format(format) if format.is_text() => CheckKind::Format(*format),
        _ => CheckKind::None,
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

//! Scalars: their JSON type, their constraints and their format.

use super::{Cause, Validator};
use crate::json::Json;
use crate::model::{Enum, Field, Format, Type};
use crate::path::Path;
use crate::words;

impl Validator<'_> {
    pub(super) fn leaf(&mut self, at: &Path<'_>, field: &Field, ty: &Type, value: &Json<'_>) {
        if let Some(expected) = self.mismatch(ty, value) {
            return self.wrong_type(at, value, expected);
        }
        match ty {
            Type::Format(format) => self.format(at, *format, value),
            Type::Enum(set) => self.documented(at, self.enums.get(set.0), value),
            _ => {}
        }
        self.constraints(at, field, value);
    }

    /// The expected type, if the value has another JSON type.
    fn mismatch(&self, ty: &Type, value: &Json<'_>) -> Option<&'static str> {
        let (fits, expected) = match ty {
            Type::Bool => (matches!(value, Json::Bool(_)), "`true` or `false`"),
            Type::Int32 => {
                (value.as_int().is_some_and(|number| i32::try_from(number).is_ok()), "a whole number of 32 bits")
            }
            Type::Int64 => (value.as_int().is_some(), "a whole number of 64 bits"),
            Type::Float => (matches!(value, Json::Int(_) | Json::Float(_)), "a number"),
            // Servers that read seconds from a string often read them from a number too.
            Type::Format(_) if !self.is_strict() => {
                (matches!(value, Json::Text(_) | Json::Int(_) | Json::Float(_)), "a text")
            }
            Type::Scalar => {
                let is_scalar = matches!(value, Json::Text(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_));
                (is_scalar, "a text, a number, or `true` or `false`")
            }
            Type::Enum(set) if self.enums.get(set.0).is_some_and(|set| set.is_number) => {
                (value.as_int().is_some(), "a whole number")
            }
            // Where the enums are not known, their values have been looked at.
            Type::Enum(_) if self.enums.is_empty() => (true, ""),
            Type::String | Type::Id(_) | Type::Enum(_) | Type::Format(_) => (value.as_text().is_some(), "a text"),
            Type::File => (value.as_text().is_some(), "a file"),
            Type::Json | Type::List(_) | Type::Map(..) | Type::Object(_) => (true, ""),
        };
        (!fits).then_some(expected)
    }

    fn documented(&mut self, at: &Path<'_>, set: Option<&Enum>, value: &Json<'_>) {
        let (Some(set), true) = (set, self.is_strict()) else { return };
        match set.values.iter().find(|known| value.is(&set.value(&known.wire))) {
            Some(known) if known.read_only => {
                let words = format!("may not be `{}`; only the server sends it", known.wire);
                self.report(at, Some(value), Cause::ReadOnly, words);
            }
            Some(_) => {}
            None => {
                let sendable = set.values.iter().filter(|known| !known.read_only);
                let allowed = words::listed(sendable.map(|known| &known.wire), "`");
                let words = format!("is not a documented value; allowed are {allowed}");
                self.report(at, Some(value), Cause::Value, words);
            }
        }
    }

    fn format(&mut self, at: &Path<'_>, format: Format, value: &Json<'_>) {
        // Only the service knows which of these it accepts.
        if format.is_text() && !self.is_strict() {
            return;
        }
        let checked = match value {
            Json::Text(text) => format.check(text),
            Json::Int(number) => format.check(&number.to_string()),
            _ => Err("".into()),
        };
        if let Err(why) = checked {
            let colon = if why.is_empty() { "" } else { ": " };
            self.report(at, Some(value), Cause::Format(format), format!("is not {format}{colon}{why}"));
        }
    }
}

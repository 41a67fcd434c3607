//! Scalars: their JSON type, their limits and their form.

use serde_json::Value;

use super::texts::{count, sizes};
use super::trail::Trail;
use super::{Cause, Checker};
use crate::model::{Enum, Field, Format, Limit, Type};

impl Checker<'_> {
    pub(super) fn leaf(&mut self, at: &Trail<'_>, field: &Field, ty: &Type, value: &Value) {
        match ty {
            Type::Bool if value.is_boolean() => {}
            Type::Bool => self.wrong_type(at, value, "`true` or `false`"),
            Type::Int32 | Type::Int64 => self.whole_number(at, field, *ty == Type::Int32, value),
            Type::Float => self.number(at, field, value),
            Type::Format(format) => self.format(at, field, *format, value),
            Type::Enum(set) => {
                if let Some(set) = self.spec.enums.get(set.0) {
                    self.one_value(at, set, value);
                }
            }
            _ => self.text(at, field, value),
        }
    }

    fn text(&mut self, at: &Trail<'_>, field: &Field, value: &Value) {
        let Value::String(text) = value else {
            return self.wrong_type(at, value, "a text");
        };
        let Some(limit) = field.length else { return };
        let actual = text.chars().count();
        if !fits(actual, limit) {
            let words = format!("is {} long; {}", count(actual, "character"), sizes(limit));
            self.report(at, shown(field, value), Cause::Value, words);
        }
    }

    fn whole_number(&mut self, at: &Trail<'_>, field: &Field, is_32_bits: bool, value: &Value) {
        let number = value.as_i64().filter(|number| !is_32_bits || i32::try_from(*number).is_ok());
        let Some(actual) = number else {
            let bits = if is_32_bits { 32 } else { 64 };
            return self.wrong_type(at, value, &format!("a whole number of {bits} bits"));
        };
        if let Some(limit) = field.range.filter(|limit| is_outside(actual, *limit)) {
            self.report(at, Some(value), Cause::Value, super::texts::number(actual, limit));
        }
        if !field.one_of.is_empty() && !field.one_of.contains(&actual) {
            let allowed = super::texts::listed(field.one_of.iter(), "");
            self.report(at, Some(value), Cause::Value, format!("is {actual}; allowed are {allowed}"));
        }
    }

    /// Limits of a fraction are whole numbers; beyond 2^53 they are as exact as the fraction itself.
    #[allow(clippy::cast_precision_loss, reason = "see above")]
    fn number(&mut self, at: &Trail<'_>, field: &Field, value: &Value) {
        let Some(actual) = value.as_f64() else {
            return self.wrong_type(at, value, "a number");
        };
        let Some(limit) = field.range else { return };
        let is_below = limit.min.is_some_and(|min| actual < min as f64);
        let is_above = limit.max.is_some_and(|max| actual > max as f64);
        if is_below || is_above {
            self.report(at, Some(value), Cause::Value, super::texts::number(actual, limit));
        }
    }

    fn one_value(&mut self, at: &Trail<'_>, set: &Enum, value: &Value) {
        let Value::String(text) = value else {
            return self.wrong_type(at, value, "a text");
        };
        if !self.is_strict() {
            return;
        }
        match set.values.iter().find(|known| known.wire == *text) {
            Some(known) if known.read_only => {
                let words = format!("may not be `{text}`; only the server sends it");
                self.report(at, Some(value), Cause::ReadOnly, words);
            }
            Some(_) => {}
            None => {
                let sendable = set.values.iter().filter(|known| !known.read_only);
                let allowed = super::texts::listed(sendable.map(|known| &known.wire), "`");
                let words = format!("is not a documented value; allowed are {allowed}");
                self.report(at, Some(value), Cause::Value, words);
            }
        }
    }

    fn format(&mut self, at: &Trail<'_>, field: &Field, format: Format, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            // Servers that read seconds from a text often read them from a number too.
            Value::Number(number) if !self.is_strict() => number.to_string(),
            _ => return self.wrong_type(at, value, "a text"),
        };
        if let Some(words) = self.wrong_form(format, &text) {
            self.report(at, Some(value), Cause::Format(format), words);
        }
        if field.length.is_some() {
            self.text(at, field, value);
        }
    }

    /// What is wrong with the form of a text, if anything.
    fn wrong_form(&self, format: Format, text: &str) -> Option<String> {
        // Which of these the service takes, only the service knows.
        if format.is_text() && !self.is_strict() {
            return None;
        }
        let why = format.check(text).err()?;
        let colon = if why.is_empty() { "" } else { ": " };
        Some(format!("is not {format}{colon}{why}"))
    }
}

/// The value, unless it is a secret.
fn shown<'v>(field: &Field, value: &'v Value) -> Option<&'v Value> {
    Some(value).filter(|_| !field.secret)
}

/// Whether a size keeps to a limit.
pub(super) fn fits(size: usize, limit: Limit) -> bool {
    i64::try_from(size).is_ok_and(|size| !is_outside(size, limit))
}

fn is_outside(number: i64, limit: Limit) -> bool {
    limit.min.is_some_and(|min| number < min) || limit.max.is_some_and(|max| number > max)
}

/// The JSON type of a value, in words.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

//! Types of values: whether they are the same, the same in Rust, and whether the values of one side fit the other.

use super::change::Directions;
use super::compare::Comparison;
use super::names::path;
use crate::model::{Format, Type};

/// How deep objects that replace each other are compared.
const DEEPEST: usize = 32;

impl Comparison<'_> {
    /// Whether only the names of declared types changed, which are changes of the types.
    pub(super) fn is_same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Id(was), Type::Id(is)) => self.old.spec.ids[was.0].name == self.new.spec.ids[is.0].name,
            (Type::Enum(was), Type::Enum(is)) => self.old.spec.enums[was.0].name == self.new.spec.enums[is.0].name,
            (Type::Object(was), Type::Object(is)) => {
                path(&self.old.spec.objects[was.0]) == path(&self.new.spec.objects[is.0])
            }
            (Type::List(was), Type::List(is)) => self.is_same(was, is),
            (Type::Map(old_key, was), Type::Map(key, is)) => self.is_same(old_key, key) && self.is_same(was, is),
            _ => old == new,
        }
    }

    /// Some formats are checked on a string and have no type of their own.
    pub(super) fn is_same_in_rust(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new)) => self.is_same_in_rust(old, new),
            (Type::Map(old_key, old), Type::Map(key, new)) => {
                self.is_same_in_rust(old_key, key) && self.is_same_in_rust(old, new)
            }
            _ => is_plain_string(old) && is_plain_string(new) || self.is_same(old, new),
        }
    }

    /// Whether replacing a type by another breaks a program that knows the old one.
    pub(super) fn type_breaks(&mut self, old: &Type, new: &Type, way: Directions) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new)) => self.type_breaks(old, new, way),
            (Type::Map(old_key, old), Type::Map(key, new)) => {
                self.type_breaks(old_key, key, way) || self.type_breaks(old, new, way)
            }
            _ if self.is_same(old, new) => false,
            (Type::Object(old), Type::Object(new)) => self.object_breaks((old.0, new.0), way),
            (Type::Enum(old), Type::Enum(new)) => way.sent && !self.holds_values(old.0, new.0),
            _ if way.sent => !is_taken(old, new),
            _ => !is_readable(new, old),
        }
    }

    /// Whether every value that a request could hold can still be sent.
    fn holds_values(&self, old: usize, new: usize) -> bool {
        let known = &self.new.spec.enums[new].values;
        let mut sent = self.old.spec.enums[old].values.iter().filter(|value| !value.read_only);
        sent.all(|value| known.iter().any(|known| known.wire == value.wire && !known.read_only))
    }

    /// Whether replacing an object by another breaks anything: objects are compared by content, recursive ones only
    /// once.
    fn object_breaks(&mut self, (old, new): (usize, usize), way: Directions) -> bool {
        let key = (old, new, way.sent);
        if let Some(known) = self.replaced.get(&key) {
            return *known;
        }
        if self.depth == DEEPEST {
            return true;
        }
        self.replaced.insert(key, false);
        self.depth += 1;
        let before = std::mem::take(&mut self.changes);
        let (old, new) = (self.old.object(old, way), self.new.object(new, way));
        self.item(&old, &old, &new);
        let found = std::mem::replace(&mut self.changes, before);
        self.depth -= 1;
        let breaks = found.iter().any(|change| change.wire.is_breaking());
        self.replaced.insert(key, breaks);
        breaks
    }
}

/// Represented as a string that accepts anything.
fn is_plain_string(ty: &Type) -> bool {
    matches!(ty, Type::String) || matches!(ty, Type::Format(format) if format.is_text())
}

/// A string in JSON, but for enums of numbers, which are compared as enums.
fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_))
}

/// Whether every value of one type is accepted where another is expected.
fn is_taken(value: &Type, expected: &Type) -> bool {
    match (value, expected) {
        (_, Type::Json) => true,
        (_, Type::Scalar) => {
            is_string(value) || matches!(value, Type::Bool | Type::Int32 | Type::Int64 | Type::Float | Type::Scalar)
        }
        (_, Type::String) => is_string(value),
        (_, Type::Int64) => matches!(value, Type::Int32 | Type::Int64),
        (_, Type::Float) => matches!(value, Type::Int32 | Type::Int64 | Type::Float),
        (Type::Format(format), Type::Format(Format::TimestampOrDate)) => {
            matches!(format, Format::Timestamp | Format::Date | Format::TimestampOrDate)
        }
        // An identifier does not replace another, but any string may be one.
        (_, Type::Id(_)) => matches!(value, Type::String | Type::Enum(_)),
        _ => value == expected,
    }
}

/// Whether a program decodes every value of a type as the one it knows. Plain strings and open enums accept any string.
fn is_readable(value: &Type, known: &Type) -> bool {
    let is_open = is_plain_string(known) || matches!(known, Type::Enum(_));
    is_taken(value, known) || is_open && is_string(value)
}

//! Types of fields.
//!
//! In: a type of each side. Out: whether they are the same, the same in Rust, and whether what one side sends fits
//! the other. Objects that are no pair are compared by what they hold.

use super::change::{Change, Effect, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::field::Pair;
use super::fields::{Fields, Lists};
use super::limits::checked;
use crate::describe::type_name;
use crate::model::{EnumRef, Format, ObjectRef, Type};

/// How deep objects are compared that replace each other.
const DEEPEST: usize = 32;

impl Comparison<'_> {
    pub(super) fn field_type(&mut self, pair: &Pair<'_>, old: &Type) {
        let new = &pair.new.ty;
        if self.is_same(old, new) {
            return;
        }
        let effects = [Ways::SENT, Ways::RECEIVED].map(|way| self.effect(old, new, way));
        let wire = pair.ways.wire(effects[0], effects[1]);
        let rust = if self.is_same_in_rust(old, new) {
            checked(pair.ways, effects[0] == Effect::Breaking)
        } else {
            pair.ways.level(Level::Major)
        };
        let words = |spec, ty| format!("`{}`", type_name(spec, ty));
        let change = Change::new(Class::TypeChanged, &*pair.place).was(words(self.old.spec, old));
        self.push(change.is(words(self.new.spec, new)).wire(wire).rust(rust));
    }

    /// Whether nothing changed, new names of declared types aside: those are changes of the types.
    fn is_same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Id(old), Type::Id(new)) => self.pairs.ids.is_pair(old.0, new.0),
            (Type::Enum(old), Type::Enum(new)) => self.pairs.enums.is_pair(old.0, new.0),
            (Type::Object(old), Type::Object(new)) => self.pairs.objects.is_pair(old.0, new.0),
            (Type::List(old), Type::List(new)) => self.is_same(old, new),
            (Type::Map(old_key, old), Type::Map(new_key, new)) => {
                self.is_same(old_key, new_key) && self.is_same(old, new)
            }
            _ => old == new,
        }
    }

    /// Some formats are checked on a text and have no type of their own.
    fn is_same_in_rust(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new)) => self.is_same_in_rust(old, new),
            (Type::Map(old_key, old), Type::Map(new_key, new)) => {
                self.is_same_in_rust(old_key, new_key) && self.is_same_in_rust(old, new)
            }
            _ => is_plain_text(old) && is_plain_text(new) || self.is_same(old, new),
        }
    }

    /// What the replacement of one type by another does to a program that knows the old one.
    fn effect(&mut self, old: &Type, new: &Type, way: Ways) -> Effect {
        match (old, new) {
            (Type::List(old), Type::List(new)) => self.effect(old, new, way),
            (Type::Map(old_key, old), Type::Map(new_key, new)) => {
                self.effect(old_key, new_key, way).max(self.effect(old, new, way))
            }
            (Type::Object(old), Type::Object(new)) => self.replacement(*old, *new, way),
            _ if self.is_same(old, new) => Effect::Compatible,
            (Type::Enum(old), Type::Enum(new)) => Effect::breaking_if(way.sent && !self.holds_values(*old, *new)),
            _ if way.sent => Effect::breaking_if(!is_taken(old, new)),
            _ => Effect::breaking_if(!is_readable(new, old)),
        }
    }

    /// Whether every value that a request could hold can still be sent.
    fn holds_values(&self, old: EnumRef, new: EnumRef) -> bool {
        let known = &self.new.spec.enums[new.0].values;
        let mut sent = self.old.spec.enums[old.0].values.iter().filter(|value| !value.read_only);
        sent.all(|value| known.iter().any(|known| known.wire == value.wire && !known.read_only))
    }

    /// What it does that another object stands where this one stood: the worst of all that differs between them.
    pub(super) fn replacement(&mut self, old: ObjectRef, new: ObjectRef, way: Ways) -> Effect {
        let key = (old.0, new.0, way.sent);
        if self.pairs.objects.is_pair(old.0, new.0) {
            return Effect::Compatible;
        }
        if let Some(known) = self.replaced.get(&key) {
            return *known;
        }
        if self.depth == DEEPEST {
            return Effect::Breaking;
        }
        // Objects that hold themselves are compared once.
        self.replaced.insert(key, Effect::Compatible);
        let effect = self.contents(old, new, way);
        self.replaced.insert(key, effect);
        effect
    }

    fn contents(&mut self, old: ObjectRef, new: ObjectRef, way: Ways) -> Effect {
        let before = std::mem::take(&mut self.changes);
        let (mut old, mut new) = (Fields::of_object(self.old, old), Fields::of_object(self.new, new));
        (old.ways, new.ways) = (way, way);
        self.depth += 1;
        self.fields(&Lists::pair(String::new(), (self.old, old), (self.new, new)));
        self.depth -= 1;
        let found = std::mem::replace(&mut self.changes, before);
        Effect::breaking_if(found.iter().any(|change| change.wire.is_breaking()))
    }
}

/// Held as a text that anything can be written into.
fn is_plain_text(ty: &Type) -> bool {
    matches!(ty, Type::String) || matches!(ty, Type::Format(format) if format.is_text())
}

/// A string in JSON.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_))
}

/// Whether a place takes every value of a type.
fn is_taken(value: &Type, place: &Type) -> bool {
    match (value, place) {
        (_, Type::String) => is_text(value),
        (_, Type::Int64) => matches!(value, Type::Int32 | Type::Int64),
        (_, Type::Float) => matches!(value, Type::Int32 | Type::Int64 | Type::Float),
        (Type::Format(format), Type::Format(Format::TimestampOrDate)) => {
            matches!(format, Format::Timestamp | Format::Date | Format::TimestampOrDate)
        }
        // One identifier is not another, but a text may be one.
        (_, Type::Id(_)) => matches!(value, Type::String | Type::Enum(_)),
        _ => value == place,
    }
}

/// Whether a program reads every value of a type as what it knows: it takes any text where Rust has one, or an open enum.
fn is_readable(value: &Type, known: &Type) -> bool {
    let is_open = is_plain_text(known) || matches!(known, Type::Enum(_));
    is_taken(value, known) || is_open && is_text(value)
}

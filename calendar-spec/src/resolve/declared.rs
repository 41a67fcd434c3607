//! The types that a spec declares, and their lookup by name.
//!
//! In: the raw declarations. Out: [`Declared`], in which every name is a type or known to be broken.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::names::{Case, check_name};
use crate::diagnostic::{Problem, Problems, any_of, quoted};
use crate::location::{Located, Location};
use crate::model::{EnumRef, Format, IdRef, ObjectRef, Type};
use crate::raw::{self, Document, Text, TypeName};

/// Types without a declaration, each with its JSON.
pub(crate) const BUILT_IN: &[(&str, Type, &str)] = &[
    ("string", Type::String, "A string."),
    ("bool", Type::Bool, "`true` or `false`."),
    ("int32", Type::Int32, "A whole number of 32 bits."),
    ("int64", Type::Int64, "A whole number of 64 bits."),
    ("float", Type::Float, "A number."),
    ("scalar", Type::Scalar, "A string, a number, or `true` or `false`."),
    ("json", Type::Json, "Any JSON value; `map<string, json>` is an object of any fields."),
    ("file", Type::File, "A file in a body, which is `multipart/form-data` then."),
    ("timestamp", Type::Format(Format::Timestamp), "Unix seconds as a string."),
    ("timestamp_ms", Type::Format(Format::TimestampMs), "Unix milliseconds as a string."),
    ("date", Type::Format(Format::Date), "RFC 3339 full-date, `2018-09-01`."),
    ("date_time", Type::Format(Format::DateTime), "RFC 3339 date-time, `2020-10-28T12:00:00+08:00`."),
    ("timestamp_or_date", Type::Format(Format::TimestampOrDate), "Unix seconds or a full-date, as a string."),
    ("timezone", Type::Format(Format::Timezone), "Name in the IANA database."),
    ("recurrence", Type::Format(Format::Recurrence), "RFC 5545 rule."),
    ("email", Type::Format(Format::Email), "E-mail address."),
    ("url", Type::Format(Format::Url), "Address on the web."),
];

/// The declarations of all files. Of a repeated name, the first one counts.
#[derive(Debug, Default)]
pub(super) struct Declared<'r> {
    pub(super) ids: Vec<&'r raw::Id>,
    pub(super) enums: Vec<&'r raw::Enum>,
    pub(super) objects: Vec<&'r raw::Object>,
    names: HashMap<&'r str, Name>,
}

/// A declared name; without a type if the name cannot be used.
#[derive(Clone, Debug)]
struct Name {
    place: Location,
    ty: Option<Type>,
}

impl<'r> Declared<'r> {
    pub(super) fn new(documents: &'r [Document], problems: &mut Problems) -> Self {
        let mut declared = Self::default();
        for document in documents {
            for id in &document.ids {
                let ty = Type::Id(IdRef(declared.ids.len()));
                if declared.add(&id.name, ("an identifier", ty), problems) {
                    declared.ids.push(id);
                }
            }
            for enumeration in &document.enums {
                let ty = Type::Enum(EnumRef(declared.enums.len()));
                if declared.add(&enumeration.name, ("an enum", ty), problems) {
                    declared.enums.push(enumeration);
                }
            }
            for object in &document.objects {
                let ty = Type::Object(ObjectRef(declared.objects.len()));
                if declared.add(&object.name, ("an object", ty), problems) {
                    declared.objects.push(object);
                }
            }
        }
        declared
    }

    fn add(&mut self, name: &'r Text, (what, ty): (&str, Type), problems: &mut Problems) -> bool {
        let usable = check_name(name, what, Case::UpperCamel, problems);
        match self.names.entry(&name.value) {
            Entry::Occupied(earlier) => {
                let message = format!("two types have the name {}", quoted(&name.value));
                let problem = Problem::new("duplicate-name", name.place, message);
                problems.push(problem.related("the first one", earlier.get().place));
                false
            }
            Entry::Vacant(slot) => {
                slot.insert(Name { place: name.place, ty: usable.then_some(ty) });
                usable
            }
        }
    }

    /// Where a name is declared.
    pub(super) fn place(&self, name: &str) -> Option<Location> {
        self.names.get(name).map(|name| name.place)
    }

    /// The type; `None` if it is broken, which is reported here or was reported at its declaration.
    pub(super) fn resolve(&self, written: &Located<TypeName>, problems: &mut Problems) -> Option<Type> {
        match &written.value {
            TypeName::Name(name) => self.named(name, written.place, problems),
            TypeName::List(inner) => {
                let inner = Located { value: (**inner).clone(), place: written.place };
                Some(Type::List(Box::new(self.resolve(&inner, problems)?)))
            }
            TypeName::Map(key, value) => {
                let key = Located { value: (**key).clone(), place: written.place };
                let value = Located { value: (**value).clone(), place: written.place };
                let key = self.resolve(&key, problems);
                let value = self.resolve(&value, problems)?;
                Some(Type::Map(Box::new(map_key(key?, written.place, problems)?), Box::new(value)))
            }
        }
    }

    fn named(&self, name: &str, place: Location, problems: &mut Problems) -> Option<Type> {
        if let Some((_, ty, _)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
            return Some(ty.clone());
        }
        if let Some(declared) = self.names.get(name) {
            return declared.ty.clone();
        }
        let known = BUILT_IN.iter().map(|(known, ..)| *known).chain(self.names.keys().copied());
        let nearest = problems.nearest().of(name, known);
        let problem = Problem::new("unknown-type", place, format!("there is no type {}", quoted(name)));
        let built_in = any_of(BUILT_IN.iter().map(|(known, ..)| *known));
        let help = format!("a type is {built_in}, `list<…>`, `map<…>`, or declared under `ids`, `enums` or `objects`");
        let problem = match crate::raw::own_words(name) {
            Some(words) => problem.help(format!("did you mean {words}?")),
            None => problem.did_you_mean(nearest),
        };
        let problem = problem.help(help);
        // Only built-in types start with a small letter, and these are known.
        if name.starts_with(char::is_uppercase) {
            problems.push_undeclared(problem);
        } else {
            problems.push(problem);
        }
        None
    }

    /// The object with a name, for responses and events.
    pub(super) fn object(&self, name: &Text, problems: &mut Problems) -> Option<ObjectRef> {
        let found = match self.names.get(&*name.value).map(|name| &name.ty) {
            Some(Some(Type::Object(object))) => return Some(*object),
            Some(None) => return None,
            Some(Some(_)) => true,
            None => false,
        };
        let objects = self.objects.iter().map(|object| &*object.name.value);
        let nearest = problems.nearest().of(&name.value, objects);
        let is_type = found || BUILT_IN.iter().any(|(known, ..)| *known == name.value);
        let message = if is_type {
            format!("{} is not an object", quoted(&name.value))
        } else {
            format!("there is no object {}", quoted(&name.value))
        };
        let problem = Problem::new("unknown-object", name.place, message).did_you_mean(nearest);
        let problem = problem.help("name an object that is declared under `objects`, or write the fields in place");
        if is_type {
            problems.push(problem);
        } else {
            problems.push_undeclared(problem);
        }
        None
    }
}

fn map_key(key: Type, place: Location, problems: &mut Problems) -> Option<Type> {
    if matches!(key, Type::String | Type::Id(_)) {
        return Some(key);
    }
    let problem = Problem::new("invalid-type", place, "the keys of a map are texts");
    problems.push(problem.help("write `string` or the name of an identifier before the comma"));
    None
}

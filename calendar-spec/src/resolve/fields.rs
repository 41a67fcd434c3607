//! Fields: everything that can be checked within one field.
//!
//! In: the raw fields of an object or endpoint. Out: [`Fields`]. A field with a broken part lacks that part; a field
//! without a name or type is missing but known by name, so that it is reported once.

use std::collections::HashMap;

use super::constraints::{constraints, settle_flags};
use super::declared::Declared;
use super::names::field_name;
use super::values::{Enums, Misfit, fit, obey, sendable};
use crate::diagnostic::{Problem, Problems, all_of, quoted};
use crate::location::{Located, Location};
use crate::model::{self, Condition, Field, Type, Value};
use crate::raw::{self, Text};

/// The context in which fields are resolved.
#[derive(Debug)]
pub(super) struct Context<'c> {
    pub(super) declared: &'c Declared<'c>,
    pub(super) enums: Enums<'c>,
    pub(super) problems: &'c mut Problems,
}

/// How many fields a message lists.
const MOST_LISTED: usize = 50;

/// The fields of an object or endpoint, and their lookup.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) list: Vec<Field>,
    /// Parallel to `list`.
    pub(crate) places: Vec<FieldPlaces>,
    /// Index of each name; none if the field is broken.
    by_name: HashMap<String, Option<usize>>,
    /// Where a request sends the field of each name.
    sent_at: HashMap<String, model::Place>,
    /// The name in Rust, and the position of the field.
    by_rust: HashMap<String, Location>,
    /// Whether some fields could not be read.
    has_gaps: bool,
}

/// The positions of a field's parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldPlaces {
    pub(crate) ty: Location,
    pub(crate) example: Option<Location>,
}

impl Fields {
    /// No fields yet; with gaps, references to missing fields are not reported.
    pub(super) fn new(has_gaps: bool) -> Self {
        Self { has_gaps, ..Self::default() }
    }

    /// The index of a referenced field.
    pub(super) fn find(&self, name: &Text, problems: &mut Problems) -> Option<usize> {
        if let Some(known) = self.by_name.get(&name.value) {
            return *known;
        }
        if self.has_gaps {
            return None;
        }
        let nearest = problems.nearest().of(&name.value, self.by_name.keys().map(String::as_str));
        let message = format!("there is no field {} here", quoted(&name.value));
        let problem = Problem::new("unknown-field", name.place, message).did_you_mean(nearest);
        problems.push(match self.names() {
            Some(names) => problem.help(format!("the fields here are {names}")),
            None => problem,
        });
        None
    }

    /// The names of the fields, unless there are too many to list for each problem.
    fn names(&self) -> Option<String> {
        let mut names: Vec<&str> = self.by_name.keys().take(MOST_LISTED + 1).map(String::as_str).collect();
        names.sort_unstable();
        (names.len() <= MOST_LISTED).then(|| all_of(names))
    }

    /// The index of a field that is sound.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied().flatten()
    }

    /// Adds a field of an object.
    pub(super) fn add(&mut self, raw: &raw::Field, context: &mut Context<'_>) -> Option<usize> {
        self.add_at(None, raw, context, |ty, raw, problems| {
            let is_file = *ty.leaf() == Type::File;
            if is_file {
                let place = raw.ty.as_ref().map_or(raw.name.place, |ty| ty.place);
                let problem = Problem::new("misplaced-type", place, "an object of JSON cannot hold a file");
                problems.push(problem.help("a file is a field of a `body`; a response that is a file has `at: file`"));
            }
            !is_file
        })
    }

    /// Adds a field that a request may send; `check` may reject its type.
    pub(super) fn add_at(
        &mut self,
        place: Option<model::Place>,
        raw: &raw::Field,
        context: &mut Context<'_>,
        check: impl FnOnce(&Type, &raw::Field, &mut Problems) -> bool,
    ) -> Option<usize> {
        let name = &raw.name;
        let key = self.key(place, raw, context.problems)?;
        let rust = self.rust_name(raw, context.problems);
        let ty = raw.ty.as_ref().and_then(|ty| context.declared.resolve(ty, context.problems));
        let ty = ty.filter(|ty| check(ty, raw, context.problems));
        let field = rust.zip(ty).map(|(rust, ty)| field(raw, rust, ty, context));
        let index = field.map(|field| {
            let ty = raw.ty.as_ref().map_or(name.place, |ty| ty.place);
            let example = raw.example.as_ref().map(|example| example.place);
            self.places.push(FieldPlaces { ty, example });
            self.list.push(field);
            self.list.len() - 1
        });
        self.by_name.insert(key, index);
        index
    }

    /// The name that others refer to a field by. A field with the same name in two places of a request needs a second
    /// one.
    fn key(&mut self, place: Option<model::Place>, raw: &raw::Field, problems: &mut Problems) -> Option<String> {
        let name = &raw.name;
        if !self.by_name.contains_key(&name.value) {
            self.sent_at.extend(place.map(|place| (name.value.clone(), place)));
            return Some(name.value.clone());
        }
        let is_elsewhere = place.is_some() && self.sent_at.get(&name.value) != place.as_ref();
        if let Some(rust) = raw.rust.as_ref().filter(|rust| is_elsewhere && !self.by_name.contains_key(&rust.value)) {
            return Some(rust.value.clone());
        }
        let message = format!("two fields have the name {}", quoted(&name.value));
        let problem = Problem::new("duplicate-name", name.place, message);
        problems.push(if is_elsewhere {
            problem.help("give one of them another name with the key `rust`, which rules and the like refer to it by")
        } else {
            problem
        });
        None
    }

    fn rust_name(&mut self, raw: &raw::Field, problems: &mut Problems) -> Option<String> {
        let name = field_name(raw, problems)?;
        if let Some(first) = self.by_rust.get(&name) {
            let place = raw.rust.as_ref().map_or(raw.name.place, |rust| rust.place);
            let message = format!("two fields are called {} in Rust", quoted(&name));
            let problem = Problem::new("duplicate-name", place, message).related("the first one", *first);
            problems.push(problem.help("give one of them another name with the key `rust`"));
            return None;
        }
        self.by_rust.insert(name.clone(), raw.name.place);
        Some(name)
    }

    /// Resolves references between fields, once all fields are added.
    pub(super) fn settle_conditions(&mut self, raw: &[&raw::Field], context: &mut Context<'_>) {
        for raw in raw {
            let Some(written) = &raw.required_when else {
                continue;
            };
            let by_rust = raw.rust.as_ref().and_then(|rust| self.index(&rust.value));
            let Some(index) = by_rust.or_else(|| self.index(&raw.name.value)) else {
                continue;
            };
            let condition = self.condition(written, context);
            if condition.as_ref().is_some_and(|condition| condition.field == index) {
                let problem = Problem::new("invalid-rule", written.field.place, "a field cannot depend on itself");
                context.problems.push(problem.help("name a sibling"));
                continue;
            }
            let field = &mut self.list[index];
            if !field.required && !field.read_only {
                field.required_when = condition;
            }
        }
    }

    /// A condition, if the field can have these values.
    pub(super) fn condition(&self, written: &raw::Condition, context: &mut Context<'_>) -> Option<Condition> {
        let field = self.find(&written.field, context.problems)?;
        let ty = &self.list[field].ty;
        if !matches!(ty, Type::Enum(_) | Type::Bool | Type::Int32 | Type::Int64 | Type::String) {
            let message = format!("a condition cannot ask for the value of {}", quoted(&written.field.value));
            let problem = Problem::new("invalid-rule", written.field.place, message);
            context.problems.push(problem.help("it can ask for the value of an enum, a number, a flag or a text"));
            return None;
        }
        let values = written.values.iter().filter_map(|value| {
            let fitted = self.value_of(field, value, context.enums);
            report_misfit("invalid-value", value.place, fitted, context.problems)
        });
        let values: Vec<Value> = values.collect();
        (values.len() == written.values.len()).then_some(Condition { field, values })
    }

    /// A value that a rule gives to a field, if the field can have it.
    pub(super) fn value_of(&self, field: usize, value: &Located<Value>, enums: Enums<'_>) -> Result<Value, Misfit> {
        let field = &self.list[field];
        let fitted = fit(&value.value, &field.ty, enums)?;
        sendable(&fitted, &field.ty, enums)?;
        obey(&fitted, field).map(|()| fitted)
    }
}

/// The value, or a report that it does not fit.
pub(super) fn report_misfit<T>(
    code: &'static str,
    place: Location,
    value: Result<T, Misfit>,
    problems: &mut Problems,
) -> Option<T> {
    match value {
        Ok(value) => Some(value),
        Err(Misfit { is_reported: true, .. }) => None,
        Err(Misfit { message, help, .. }) => {
            let problem = Problem::new(code, place, message);
            problems.push(help.into_iter().fold(problem, Problem::help));
            None
        }
    }
}

fn field(raw: &raw::Field, rust: String, ty: Type, context: &mut Context<'_>) -> Field {
    let constraints = constraints(raw, &ty, context.problems);
    let flags = settle_flags(raw, &ty, context.problems);
    let mut field = Field {
        wire: raw.name.value.clone(),
        rust,
        doc: raw.doc.clone(),
        ty,
        required: flags.required,
        required_when: None,
        constraints,
        read_only: flags.read_only,
        secret: flags.secret,
        default: None,
        example: None,
        scopes: raw.scopes.clone(),
        deprecated: raw.deprecated.clone(),
        beta: raw.beta,
        undocumented: raw.undocumented.as_ref().map(|mark| mark.value.clone()),
        at: raw.name.place,
    };
    field.default = value(
        raw.default.as_ref().filter(|_| !flags.required && !flags.read_only),
        ("invalid-default", "default"),
        &field,
        context,
    );
    field.example = value(raw.example.as_ref(), ("invalid-example", "example"), &field, context);
    field
}

fn value(
    written: Option<&Located<Value>>,
    (code, what): (&'static str, &str),
    field: &Field,
    context: &mut Context<'_>,
) -> Option<Value> {
    let written = written?;
    let fitted = fit(&written.value, &field.ty, context.enums);
    let fitted = fitted.and_then(|value| obey(&value, field).map(|()| value));
    let fitted = fitted.map_err(|misfit| Misfit {
        message: format!("the {what} of {} breaks its own rules: {}", quoted(&field.wire), misfit.message),
        ..misfit
    });
    report_misfit(code, written.place, fitted, context.problems)
}

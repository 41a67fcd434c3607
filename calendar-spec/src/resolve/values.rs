//! Values in the spec (defaults, examples, values of conditions) against the types and rules of their fields.
//!
//! In: a value, a type and a field. Out: the value as on the wire, or a [`Misfit`] that says why it is none.

use std::collections::HashSet;

use crate::diagnostic::{Nearest, all_of, any_of, quoted};
use crate::model::{Enum, EnumRef, Field, Limit, Type, Value};

/// The enums, and what is missing in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enums<'e> {
    pub(super) list: &'e [Enum],
    /// Parallel to the list.
    pub(super) holes: &'e [Holes],
}

/// Values of an enum that were written and are broken. Who refers to them is not to blame.
#[derive(Debug, Default)]
pub(crate) struct Holes {
    /// Nobody knows which values there are.
    pub(crate) all: bool,
    pub(crate) wires: HashSet<String>,
}

/// Why a value does not fit, and what to do.
#[derive(Debug)]
pub(super) struct Misfit {
    /// Something else is to blame, and has been.
    pub(super) is_reported: bool,
    pub(super) message: String,
    pub(super) help: Vec<String>,
}

impl Misfit {
    fn new(message: impl Into<String>) -> Self {
        Self { is_reported: false, message: message.into(), help: Vec::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The value as it stands on the wire, if it is one of this type.
pub(super) fn fit(value: &Value, ty: &Type, enums: Enums<'_>) -> Result<Value, Misfit> {
    match (ty, value) {
        (Type::String | Type::Id(_), Value::String(_))
        | (Type::Bool, Value::Bool(_))
        | (Type::Int64, Value::Int(_))
        | (Type::Float, Value::Float(_)) => Ok(value.clone()),
        #[allow(clippy::cast_precision_loss)] // a documented number has few digits
        (Type::Float, Value::Int(number)) => Ok(Value::Float(*number as f64)),
        (Type::Int32, Value::Int(number)) if i32::try_from(*number).is_ok() => Ok(value.clone()),
        (Type::Int32, Value::Int(number)) => Err(Misfit::new(format!("{number} does not fit into an `int32`"))),
        (Type::Format(format), Value::String(text)) => match format.check(text) {
            Ok(()) => Ok(value.clone()),
            Err(why) if why.is_empty() => Err(Misfit::new(format!("{} is not {format}", quoted(text)))),
            Err(why) => Err(Misfit::new(format!("{} is not {format}: {why}", quoted(text)))),
        },
        (Type::Enum(index), Value::String(_) | Value::Int(_)) => fit_enum(value, *index, enums),
        (Type::List(inner), Value::List(items)) => {
            let items = items.iter().map(|item| fit(item, inner, enums)).collect::<Result<_, _>>()?;
            Ok(Value::List(items))
        }
        _ => Err(wrong_kind(value, ty)),
    }
}

/// How many values of an enum are searched for the nearest one.
const MOST_COMPARED: usize = 200;

fn fit_enum(value: &Value, index: EnumRef, enums: Enums<'_>) -> Result<Value, Misfit> {
    let (enumeration, holes) = (&enums.list[index.0], &enums.holes[index.0]);
    let wire = in_words(value);
    if enumeration.values.iter().any(|known| known.wire == wire) {
        return Ok(Value::String(wire));
    }
    if holes.all || holes.wires.contains(&wire) {
        return Err(Misfit { is_reported: true, ..Misfit::new("") });
    }
    let known = || enumeration.values.iter().map(|value| &*value.wire);
    let nearest = Nearest::new(enumeration.values.len() <= MOST_COMPARED).of(&wire, known());
    let message = format!("{} is no value of `{}`", quoted(&wire), enumeration.name);
    let misfit = Misfit::new(message);
    let misfit = match nearest {
        Some(nearest) => misfit.help(format!("did you mean {}?", quoted(nearest))),
        None => misfit,
    };
    Err(misfit.help(format!("its values are {}", all_of(known()))))
}

/// Rules are about requests, so they cannot ask for a value that only the server sends.
pub(super) fn sendable(value: &Value, ty: &Type, enums: Enums<'_>) -> Result<(), Misfit> {
    let Type::Enum(index) = ty else { return Ok(()) };
    let wire = in_words(value);
    let mut values = enums.list[index.0].values.iter();
    if values.any(|known| known.read_only && known.wire == wire) {
        let message = format!("{} is read-only, so no request has it", quoted(&wire));
        return Err(Misfit::new(message));
    }
    Ok(())
}

fn wrong_kind(value: &Value, ty: &Type) -> Misfit {
    let misfit = Misfit::new(format!("expected {}, found {}", expected(ty), kind(value)));
    match (ty, value) {
        (Type::Object(_), _) => misfit.help("the examples of its fields make an example of an object"),
        (Type::Map(..), _) => misfit.help("write the example into `doc`"),
        (Type::String | Type::Id(_) | Type::Format(_), Value::Int(_) | Value::Float(_) | Value::Bool(_)) => {
            misfit.help(format!("quotes make it a text: `\"{}\"`", in_words(value)))
        }
        _ => misfit,
    }
}

fn expected(ty: &Type) -> &'static str {
    match ty {
        Type::String | Type::Id(_) | Type::Format(_) => "a text",
        Type::Bool => "`true` or `false`",
        Type::Int32 | Type::Int64 => "a whole number",
        Type::Float => "a number",
        Type::Enum(_) => "a value of the enum",
        Type::Object(_) => "no value, since the field is an object",
        Type::List(_) => "a list",
        Type::Map(..) => "no value, since the field is a map",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "a flag",
        Value::Int(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::String(_) => "a text",
        Value::List(_) => "a list",
    }
}

/// A value as it would be written.
pub(super) fn in_words(value: &Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::List(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
    }
}

/// Whether a value that fits its type also keeps the rules of its field.
pub(super) fn obey(value: &Value, field: &Field) -> Result<(), Misfit> {
    match value {
        Value::List(items) => {
            count("items", items.len(), field.items)?;
            items.iter().try_for_each(|item| obey(item, field))
        }
        Value::String(text) => count("characters", text.chars().count(), field.length),
        Value::Int(number) => obey_number(*number, field),
        Value::Float(number) => obey_float(*number, field),
        Value::Bool(_) => Ok(()),
    }
}

fn count(what: &str, found: usize, limit: Option<Limit>) -> Result<(), Misfit> {
    let found = i64::try_from(found).unwrap_or(i64::MAX);
    match limit.filter(|limit| !contains(*limit, found)) {
        Some(limit) => Err(Misfit::new(format!("it has {found} {what}, and {} are allowed", range_in_words(limit)))),
        None => Ok(()),
    }
}

fn obey_number(number: i64, field: &Field) -> Result<(), Misfit> {
    if let Some(range) = field.range.filter(|range| !contains(*range, number)) {
        return Err(Misfit::new(format!("{number} is outside the range `{}`", range_in_words(range))));
    }
    if field.one_of.is_empty() || field.one_of.contains(&number) {
        return Ok(());
    }
    let allowed: Vec<String> = field.one_of.iter().map(i64::to_string).collect();
    let allowed = any_of(allowed.iter().map(String::as_str));
    Err(Misfit::new(format!("{number} is not one of the numbers allowed")).help(format!("allowed: {allowed}")))
}

#[allow(clippy::cast_precision_loss)] // the ends of documented ranges have few digits
fn obey_float(number: f64, field: &Field) -> Result<(), Misfit> {
    let holds = |range: &Limit| {
        range.min.is_none_or(|min| number >= min as f64) && range.max.is_none_or(|max| number <= max as f64)
    };
    match field.range.filter(|range| !holds(range)) {
        Some(range) => Err(Misfit::new(format!("{number} is outside the range `{}`", range_in_words(range)))),
        None => Ok(()),
    }
}

fn contains(limit: Limit, number: i64) -> bool {
    limit.min.is_none_or(|min| number >= min) && limit.max.is_none_or(|max| number <= max)
}

fn range_in_words(limit: Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => format!("{min}..={max}"),
        (Some(min), None) => format!("{min}.."),
        (None, Some(max)) => format!("..={max}"),
        (None, None) => "..".to_owned(),
    }
}

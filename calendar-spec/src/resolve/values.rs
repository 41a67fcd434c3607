//! Values in the spec (defaults, examples, values of conditions): checked against the types and rules of their fields.
//!
//! In: a value, a type and a field. Out: the value as on the wire, or a [`Misfit`] that says why it does not fit.

use std::collections::HashSet;

use crate::diagnostic::{Nearest, all_of, quoted};
use crate::model::{Enum, EnumRef, Field, Type, Value};
use crate::path::Path;
use crate::validate::{Cause, Json, Strictness, Validator, Violation};
use crate::words::plain;

/// The enums, and their broken values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enums<'e> {
    pub(super) list: &'e [Enum],
    /// Parallel to the list.
    pub(super) holes: &'e [Holes],
}

/// Values of an enum that are broken. References to them are not reported.
#[derive(Debug, Default)]
pub(crate) struct Holes {
    /// The values are unknown.
    pub(crate) all: bool,
    pub(crate) wires: HashSet<String>,
}

/// Why a value does not fit, and what to do.
#[derive(Debug)]
pub(super) struct Misfit {
    /// The cause is elsewhere and has been reported.
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

/// The value on the wire, if it has this type.
pub(super) fn fit(value: &Value, ty: &Type, enums: Enums<'_>) -> Result<Value, Misfit> {
    match (ty, value) {
        (Type::String | Type::Id(_) | Type::Format(_) | Type::File, Value::String(_))
        | (Type::Json, _)
        | (Type::Scalar, Value::String(_) | Value::Bool(_) | Value::Int(_) | Value::Float(_))
        | (Type::Bool, Value::Bool(_))
        | (Type::Int64, Value::Int(_))
        | (Type::Float, Value::Float(_)) => Ok(value.clone()),
        #[allow(clippy::cast_precision_loss)] // a documented number has few digits
        (Type::Float, Value::Int(number)) => Ok(Value::Float(*number as f64)),
        (Type::Int32, Value::Int(number)) if i32::try_from(*number).is_ok() => Ok(value.clone()),
        (Type::Int32, Value::Int(number)) => Err(Misfit::new(format!("{number} does not fit into an `int32`"))),
        (Type::Enum(index), Value::String(_) | Value::Int(_)) => fit_enum(value, *index, enums),
        (Type::List(inner), Value::List(items)) => {
            let items = items.iter().map(|item| fit(item, inner, enums)).collect::<Result<_, _>>()?;
            Ok(Value::List(items))
        }
        (Type::Map(_, inner), Value::Object(entries)) => {
            let fit = |(key, value): &(String, Value)| Ok((key.clone(), fit(value, inner, enums)?));
            Ok(Value::Object(entries.iter().map(fit).collect::<Result<_, _>>()?))
        }
        _ => Err(wrong_kind(value, ty)),
    }
}

/// How many values of an enum are searched for the nearest one.
const MOST_COMPARED: usize = 200;

fn fit_enum(value: &Value, index: EnumRef, enums: Enums<'_>) -> Result<Value, Misfit> {
    let (enumeration, holes) = (&enums.list[index.0], &enums.holes[index.0]);
    let wire = plain(value);
    if enumeration.values.iter().any(|known| known.wire == wire) {
        return Ok(enumeration.value(&wire));
    }
    if holes.all || holes.wires.contains(&wire) {
        return Err(Misfit { is_reported: true, ..Misfit::new("") });
    }
    let known = || enumeration.values.iter().map(|value| &*value.wire);
    let nearest = Nearest::new(enumeration.values.len() <= MOST_COMPARED).of(&wire, known());
    let message = format!("{} is not a value of `{}`", quoted(&wire), enumeration.name);
    let misfit = Misfit::new(message);
    let misfit = match nearest {
        Some(nearest) => misfit.help(format!("did you mean {}?", quoted(nearest))),
        None => misfit,
    };
    Err(misfit.help(format!("its values are {}", all_of(known()))))
}

/// Rules are about requests, so their values must not be ones that only the server sends.
pub(super) fn sendable(value: &Value, ty: &Type, enums: Enums<'_>) -> Result<(), Misfit> {
    let Type::Enum(index) = ty else { return Ok(()) };
    let wire = plain(value);
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
        (Type::String | Type::Id(_) | Type::Format(_), Value::Int(_) | Value::Float(_) | Value::Bool(_)) => {
            misfit.help(format!("quotes make it a string: `\"{}\"`", plain(value)))
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
        Type::Scalar => "a string, a number or a boolean",
        Type::Json => "a value",
        Type::File => "the name of a file",
        Type::Enum(_) => "a value of the enum",
        Type::Object(_) => "no value, since the field is an object",
        Type::List(_) => "a list",
        Type::Map(..) => "a mapping",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "a flag",
        Value::Int(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::String(_) => "a text",
        Value::List(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// Whether a value of the right type also has the format and meets the constraints of its field.
pub(super) fn obey(value: &Value, field: &Field) -> Result<(), Misfit> {
    // `fit` has checked enums, and objects cannot have values here.
    let mut validator = Validator::new(&[], &[], Strictness::Strict);
    validator.whole(&Path::root(), field, &Json::from(value));
    let Some(Violation { path, value, cause, message }) = validator.violations.into_iter().next() else {
        return Ok(());
    };
    let which = match cause {
        Cause::Format(_) => quoted(&value),
        _ if path.is_empty() => "it".to_owned(),
        _ => format!("`{path}`"),
    };
    Err(Misfit::new(format!("{which} {message}")))
}

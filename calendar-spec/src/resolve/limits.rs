//! Limits and flags of a field: whether its type has them, and whether they go together.
//!
//! In: a raw field and its type. Out: the [`Limits`] and [`Flags`] that hold; the others are reported.

use crate::diagnostic::{Located, Place, Problem, Problems};
use crate::model::{Limit, Type};
use crate::raw;

/// The limits of a field that its type has.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) length: Option<Limit>,
    pub(super) items: Option<Limit>,
    pub(super) range: Option<Limit>,
    pub(super) one_of: Vec<i64>,
}

/// The limits of a field; a limit on a type that has none is reported and left out.
pub(super) fn limits(raw: &raw::Field, ty: &Type, problems: &mut Problems) -> Limits {
    let leaf = leaf(ty);
    let is_text = match leaf {
        Type::String | Type::Id(_) => true,
        Type::Format(format) => format.is_text(),
        _ => false,
    };
    let is_integer = matches!(leaf, Type::Int32 | Type::Int64);
    let holds_items = matches!(ty, Type::List(_) | Type::Map(..));
    let mut limit = |written: &Option<Located<Limit>>, fits: bool, words: (&str, &str)| {
        let written = written.as_ref()?;
        if !fits {
            problems.push(misplaced(written.place, words));
        }
        fits.then_some(written.value)
    };
    let length = limit(&raw.length, is_text, ("length", "texts have a length"));
    let items = limit(&raw.items, holds_items, ("items", "lists and maps have items"));
    let range = limit(&raw.range, is_integer || *leaf == Type::Float, ("range", "numbers have a range"));
    let range = range.filter(|range| range_fits(*range, leaf, raw, problems));
    let one_of = raw.one_of.as_ref().filter(|one_of| {
        if !is_integer {
            problems.push(misplaced(one_of.place, ("one_of", "whole numbers can be limited to a list")));
        }
        is_integer
    });
    Limits { length, items, range, one_of: one_of.map_or_else(Vec::new, |one_of| one_of.value.clone()) }
}

fn misplaced(place: Place, (key, what): (&str, &str)) -> Problem {
    Problem::new("misplaced-limit", place, format!("the type of this field has no `{key}`"))
        .help(format!("only {what}"))
}

/// An end that no value of the type can reach is a slip.
fn range_fits(range: Limit, leaf: &Type, raw: &raw::Field, problems: &mut Problems) -> bool {
    let ends = [range.min, range.max];
    let outside = ends.iter().flatten().find(|end| i32::try_from(**end).is_err());
    let (Type::Int32, Some(end), Some(written)) = (leaf, outside, &raw.range) else {
        return true;
    };
    let problem = Problem::new("invalid-range", written.place, format!("{end} does not fit into an `int32`"));
    problems.push(problem.help("correct the range, or make the type `int64`"));
    false
}

/// What a list or map holds in the end.
pub(super) fn leaf(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(_, inner) => leaf(inner),
        ty => ty,
    }
}

/// The flags of a field that go together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flags {
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) secret: bool,
}

/// Reports flags that contradict each other, and keeps the ones that say more.
pub(super) fn settle_flags(raw: &raw::Field, ty: &Type, problems: &mut Problems) -> Flags {
    let default = raw.default.as_ref().map(|default| default.place);
    let required_when = raw.required_when.as_ref().map(|condition| condition.field.place);
    let pairs = [
        (raw.required, default, "a required field is never absent, so it has no default"),
        (raw.required, raw.read_only, "no request can set this field, so none can be required to"),
        (raw.required, required_when, "a field that is always required needs no condition"),
        (raw.read_only, required_when, "no request can set this field, so none can be required to"),
        (raw.read_only, default, "no request can set this field, so it has no default"),
    ];
    for (one, other, message) in pairs {
        if let (Some(_), Some(place)) = (one, other) {
            problems.push(Problem::new("contradiction", place, message).help("remove one of the two keys"));
        }
    }
    let secret = raw.secret.filter(|place| {
        if *ty != Type::String {
            problems.push(Problem::new("misplaced-secret", *place, "only a field of type `string` can be secret"));
        }
        *ty == Type::String
    });
    Flags {
        required: raw.required.is_some() && raw.read_only.is_none(),
        read_only: raw.read_only.is_some(),
        secret: secret.is_some(),
    }
}

//! Constraints and booleans of a field: whether its type allows them, and whether they can be combined.
//!
//! In: a raw field and its type. Out: the valid constraints and [`Flags`]; the others are reported.

use crate::constraint;
use crate::diagnostic::{Problem, Problems};
use crate::location::{Located, Location};
use crate::model::{Constraint, ConstraintKind, Limit, Type};
use crate::raw;

/// The constraints of a field; one that its type does not allow is reported and omitted.
pub(super) fn constraints(raw: &raw::Field, ty: &Type, problems: &mut Problems) -> Vec<Constraint> {
    let constraints = raw.constraints.iter().filter(|written| fits(written, ty, problems));
    constraints.map(|written| written.value.clone()).collect()
}

fn fits(written: &Located<Constraint>, ty: &Type, problems: &mut Problems) -> bool {
    let (fits, whose) = constraint::fits(&written.value, ty);
    if !fits {
        let message = format!("the type of this field has no `{}`", written.value.kind().key());
        problems.push(Problem::new("misplaced-limit", written.place, message).help(format!("only {whose}")));
        return false;
    }
    let is_short = written.value.kind() == ConstraintKind::Range && *ty.leaf() == Type::Int32;
    let range = written.value.limit().filter(|_| is_short);
    range.is_none_or(|range| range_fits(range, written.place, problems))
}

/// An end that no `int32` can reach is a mistake.
fn range_fits(range: Limit, place: Location, problems: &mut Problems) -> bool {
    let ends = [range.min, range.max];
    let Some(end) = ends.iter().flatten().find(|end| i32::try_from(**end).is_err()) else { return true };
    let problem = Problem::new("invalid-range", place, format!("{end} does not fit into an `int32`"));
    problems.push(problem.help("correct the range, or make the type `int64`"));
    false
}

/// The booleans of a field that can be combined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flags {
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) secret: bool,
}

/// Reports contradicting booleans, and keeps those that say more.
pub(super) fn settle_flags(raw: &raw::Field, ty: &Type, problems: &mut Problems) -> Flags {
    let default = raw.default.as_ref().map(|default| default.place);
    let required_when = raw.required_when.as_ref().map(|condition| condition.field.place);
    let undocumented = raw.undocumented.as_ref().map(|mark| mark.place);
    let pairs = [
        (raw.required, default, "a required field is never absent, so it has no default"),
        (raw.required, raw.read_only, "no request can set this field, so none can be required to"),
        (raw.required, required_when, "a field that is always required needs no condition"),
        (raw.read_only, required_when, "no request can set this field, so none can be required to"),
        (raw.required, undocumented, "a field that every request needs is not an undocumented one"),
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

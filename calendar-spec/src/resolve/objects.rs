//! Enums and objects.
//!
//! In: the declared types. Out: enums and objects of the model, with rules and constructors, and the fields of each
//! object for later lookups.

use std::collections::{HashMap, HashSet};

use super::declared::Declared;
use super::fields::{Context, Fields};
use super::names::{Case, check_name, variant_name};
use super::rules::Rules;
use super::values::{Enums, Holes};
use super::{ObjectPlaces, Resolved};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Location;
use crate::model::{Constructor, Enum, EnumValue, Object, Origin, Usage};
use crate::raw;

/// Fills in the enums.
pub(super) fn resolve_enums(declared: &Declared<'_>, resolved: &mut Resolved, problems: &mut Problems) {
    for raw in &declared.enums {
        if let Some(place) = raw.empty {
            let problem =
                Problem::new("empty-value", place, format!("the enum {} has no values", quoted(&raw.name.value)));
            problems.push(problem.help("list the values that the reference page names"));
        }
        let values = enum_values(raw, problems);
        check_numbers(raw, problems);
        let known: HashSet<&str> = values.iter().map(|value| &*value.wire).collect();
        let wires = raw.values.iter().map(|value| &value.wire.value).filter(|wire| !known.contains(&***wire));
        let wires = wires.cloned().collect();
        resolved.places.holes.push(Holes { all: !raw.is_whole, wires });
        resolved.places.enums.push(raw.name.place);
        resolved.spec.enums.push(Enum {
            name: raw.name.value.clone(),
            doc: raw.doc.clone(),
            is_number: raw.is_number,
            values,
            origin: Origin::Own,
            usage: Usage::default(),
            base_usage: Usage::default(),
            at: raw.name.place,
        });
    }
}

/// A value of an enum of numbers must be a number, or it could not be sent.
fn check_numbers(raw: &raw::Enum, problems: &mut Problems) {
    let is_number = |wire: &str| wire.parse::<i32>().is_ok_and(|number| number.to_string() == wire);
    for value in raw.values.iter().filter(|value| raw.is_number && !is_number(&value.wire.value)) {
        let message = format!("{} is not a whole number of 32 bits", quoted(&value.wire.value));
        let problem = Problem::new("invalid-value", value.wire.place, message);
        problems.push(problem.help("write numbers such as `1`, or remove `type: int32` from the enum"));
    }
}

fn enum_values(raw: &raw::Enum, problems: &mut Problems) -> Vec<EnumValue> {
    let mut first: HashMap<String, Location> = HashMap::new();
    let mut values = Vec::new();
    for value in &raw.values {
        let Some(rust) = variant_name(&value.wire, value.rust.as_ref(), problems) else {
            continue;
        };
        let place = value.rust.as_ref().map_or(value.wire.place, |rust| rust.place);
        if rust == "Unrecognized" {
            let problem = Problem::new("invalid-name", place, "a variant cannot be called `Unrecognized`");
            problems.push(
                problem.help("values that the spec does not know are called so; give it another name with `rust`"),
            );
            continue;
        }
        if let Some(first) = first.get(&rust) {
            let message = format!("two values are called {} in Rust", quoted(&rust));
            let problem = Problem::new("duplicate-name", place, message).related("the first one", *first);
            problems.push(problem.help("give one of them another name with the key `rust`"));
            continue;
        }
        first.insert(rust.clone(), value.wire.place);
        let (wire, doc, scopes) = (value.wire.value.clone(), value.doc.clone(), value.scopes.clone());
        values.push(EnumValue { wire, rust, doc, read_only: value.read_only, scopes, at: value.wire.place });
    }
    values
}

/// Fills in the declared objects and returns the lookup of their fields.
pub(super) fn resolve_objects(
    declared: &Declared<'_>,
    resolved: &mut Resolved,
    problems: &mut Problems,
) -> Vec<Fields> {
    let enums = Enums { list: &resolved.spec.enums, holes: &resolved.places.holes };
    let fields: Vec<Fields> = declared
        .objects
        .iter()
        .map(|raw| resolve_fields(&raw.fields, !raw.is_whole, &mut Context { declared, enums, problems }))
        .collect();
    for (raw, scope) in declared.objects.iter().zip(&fields) {
        let context = Context { declared, enums, problems: &mut *problems };
        let rules = Rules { fields: scope, objects: &fields, context }.read(&raw.rules);
        let object = Object {
            name: raw.name.value.clone(),
            doc: raw.doc.clone(),
            fields: scope.list.clone(),
            rules,
            constructors: constructors(&raw.constructors, scope, problems),
            at: raw.name.place,
            ..Object::default()
        };
        resolved.places.objects.push(ObjectPlaces { name: raw.name.place, fields: scope.places.clone() });
        resolved.spec.objects.push(object);
    }
    fields
}

/// The fields of an object, possibly incomplete.
pub(super) fn resolve_fields(raw: &[raw::Field], has_gaps: bool, context: &mut Context<'_>) -> Fields {
    let mut fields = Fields::new(has_gaps);
    for field in raw {
        fields.add(field, context);
    }
    let raw: Vec<&raw::Field> = raw.iter().collect();
    fields.settle_conditions(&raw, context);
    fields
}

fn constructors(raw: &[raw::Constructor], fields: &Fields, problems: &mut Problems) -> Vec<Constructor> {
    raw.iter().filter_map(|raw| constructor(raw, fields, problems)).collect()
}

fn constructor(raw: &raw::Constructor, fields: &Fields, problems: &mut Problems) -> Option<Constructor> {
    let is_usable = check_name(&raw.name, "a constructor", Case::Snake, problems);
    let is_free = raw.name.value != "builder";
    if !is_free {
        let problem = Problem::new("invalid-name", raw.name.place, "a constructor cannot be called `builder`");
        problems.push(problem.help("every object has a function of this name; choose another one"));
    }
    let written = raw.field.as_ref()?;
    let field = fields.find(written, problems)?;
    let refused = match &fields.list[field] {
        field if field.required => Some("is required, so no other constructor could leave it out"),
        field if field.read_only => Some("is read-only, so no request can set it"),
        _ => None,
    };
    if let Some(why) = refused {
        let message = format!("a constructor cannot set {}: it {why}", quoted(&written.value));
        problems.push(Problem::new("invalid-constructor", written.place, message));
    }
    let sound = is_usable && is_free && refused.is_none();
    sound.then(|| Constructor { name: raw.name.value.clone(), field, doc: raw.doc.clone() })
}

//! One example, combined from the examples of fields so that it follows the rules.
//!
//! A field without an example is omitted, or, if it is required, gets a value of its type. There is no example for
//! objects that contain each other, or for rules that no known value meets.

use std::slice::from_ref;

use serde_json::{Map, Value};

use super::names::Direction;
use super::rules::mentioned;
use crate::constraint::first_broken;
use crate::describe::value;
use crate::model::{self, Condition, ConstraintKind, Field, Limit, ObjectRef, Rule, Spec, Type};
use crate::path::Path;
use crate::validate::{Json, Strictness, Validator};

/// How deep an example nests.
const DEEPEST: usize = 12;

/// How many fields an example has; objects that each contain several others would multiply.
const MOST_FIELDS: usize = 2_000;

/// How often the rules of a group are applied.
const ROUNDS: usize = 4;

/// Fields of one object or endpoint, and the rules across them.
pub(super) struct Group<'s> {
    pub(super) fields: Vec<&'s Field>,
    pub(super) rules: &'s [Rule],
    /// The fields to write; rules about others are ignored.
    pub(super) here: Vec<bool>,
    /// The field to keep if only one can be set.
    pub(super) preferred: Option<usize>,
}

impl<'s> Group<'s> {
    fn written(&self) -> impl Iterator<Item = (usize, &'s Field)> {
        self.fields.iter().copied().enumerate().filter(|(index, _)| self.here[*index])
    }
}

/// A value for each field of a group, or nothing.
type Values = Vec<Option<Value>>;

/// Builds one example.
pub(super) struct Builder<'s> {
    spec: &'s Spec,
    direction: Direction,
    /// The objects that are being built, outermost first.
    open: Vec<ObjectRef>,
    fields_left: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(spec: &'s Spec, direction: Direction) -> Self {
        Self { spec, direction, open: Vec::new(), fields_left: MOST_FIELDS }
    }

    pub(super) fn object(&mut self, object: ObjectRef) -> Option<Value> {
        if self.open.len() == DEEPEST || self.open.contains(&object) {
            return None;
        }
        self.open.push(object);
        let object = &self.spec.objects[object.0];
        let group = Group {
            fields: object.fields.iter().collect(),
            rules: &object.rules,
            here: vec![true; object.fields.len()],
            preferred: object.constructors.first().map(|constructor| constructor.field),
        };
        let built = self.group(&group);
        self.open.pop();
        built.map(Value::Object)
    }

    pub(super) fn group(&mut self, group: &Group<'_>) -> Option<Map<String, Value>> {
        let mut values: Values = vec![None; group.fields.len()];
        for (index, field) in group.written() {
            let is_needed = self.is_request() && field.required;
            values[index] = self.field(field, is_needed);
            if is_needed && values[index].is_none() {
                return None;
            }
        }
        self.settle_all(group, &mut values)?;
        let written = group.fields.iter().zip(values);
        Some(written.filter_map(|(field, value)| Some((field.wire.clone(), value?))).collect())
    }

    fn is_request(&self) -> bool {
        self.direction == Direction::Request
    }

    /// Changes the values to meet every rule; a change for one rule may break another, so this is tried a few times.
    fn settle_all(&mut self, group: &Group<'_>, values: &mut Values) -> Option<()> {
        for _ in 0..ROUNDS {
            let before = values.clone();
            if self.is_request() {
                self.settle_conditions(group, values)?;
            }
            for rule in group.rules {
                if mentioned(rule).iter().all(|index| group.here[*index]) {
                    self.settle(group, rule, values)?;
                }
            }
            if *values == before {
                return Some(());
            }
        }
        None
    }

    /// A conditionally required field is set exactly if the condition is met.
    fn settle_conditions(&mut self, group: &Group<'_>, values: &mut Values) -> Option<()> {
        for (index, field) in group.written() {
            let Some(when) = &field.required_when else { continue };
            if !holds(when, values) {
                values[index] = None;
            } else if values[index].is_none() {
                values[index] = Some(self.field(field, true)?);
            }
        }
        Some(())
    }

    /// Changes the values to meet a rule. Rules about order and counts are met by the documented examples or not at
    /// all.
    fn settle(&mut self, group: &Group<'_>, rule: &Rule, values: &mut Values) -> Option<()> {
        match rule {
            Rule::Exclusive(fields) => keep_one(group, fields, values),
            Rule::Conflict { fields, with } if is_any_set(fields, values) => {
                with.iter().try_for_each(|index| drop_field(group, *index, values))
            }
            Rule::AtLeastOne(fields) if !is_any_set(fields, values) => {
                let index = *fields.first()?;
                values[index] = Some(self.field(group.fields[index], true)?);
                Some(())
            }
            Rule::Together(fields) if is_any_set(fields, values) => {
                for index in fields.iter().filter(|index| values[**index].is_none()).collect::<Vec<_>>() {
                    values[*index] = Some(self.field(group.fields[*index], true)?);
                }
                Some(())
            }
            Rule::Forbidden { field, value: forbidden, when } => {
                let is_forbidden = is_any_of(values[*field].as_ref(), from_ref(forbidden)) && holds(when, values);
                if is_forbidden { drop_field(group, *field, values) } else { Some(()) }
            }
            // Both come from the same examples, so they have the same distance from the same base.
            Rule::OffsetOrder { after, .. } => drop_field(group, *after, values),
            _ => Some(()),
        }
    }

    fn field(&mut self, field: &Field, is_needed: bool) -> Option<Value> {
        if self.is_request() && field.read_only {
            return None;
        }
        self.fields_left = self.fields_left.checked_sub(1)?;
        let documented = field.example.as_ref().or(field.default.as_ref());
        let documented = documented.filter(|value| self.is_allowed(field, value)).map(value);
        match documented {
            Some(documented) => Some(documented),
            None => self.typed(field, &field.ty, is_needed).and_then(|built| self.repeated(field, built)),
        }
    }

    /// A list of one item, repeated as often as the field requires.
    fn repeated(&mut self, field: &Field, built: Value) -> Option<Value> {
        let Value::Array(items) = built else { return Some(built) };
        let Some(limit) = field.limit(ConstraintKind::Items) else { return Some(Value::Array(items)) };
        let count = within(Some(limit), 1).max(1).min(limit.max.unwrap_or(1));
        let count = usize::try_from(count).ok().filter(|count| *count <= self.fields_left)?;
        self.fields_left -= count;
        Some(items.into_iter().cycle().take(count).collect())
    }

    /// Whether a request can send a documented value: some are those of values that only the server sends.
    fn is_allowed(&self, field: &Field, value: &model::Value) -> bool {
        let mut validator = Validator::new(&self.spec.enums, &self.spec.objects, Strictness::Strict);
        validator.whole(&Path::root(), field, &Json::from(value));
        !self.is_request() || validator.violations.is_empty()
    }

    /// A value of a type that has no example of its own.
    fn typed(&mut self, field: &Field, ty: &Type, is_needed: bool) -> Option<Value> {
        match ty {
            Type::Object(object) => self.object(*object),
            Type::List(item) => match self.typed(field, item, is_needed) {
                Some(item) => Some(vec![item].into()),
                None => (is_needed && may_be_empty(field)).then(|| Value::Array(Vec::new())),
            },
            Type::Map(key, item) => {
                let key = self.typed(field, key, true)?;
                let value = self.typed(field, item, is_needed)?;
                Some(Value::Object([(key.as_str()?.to_owned(), value)].into_iter().collect()))
            }
            Type::Enum(item) => {
                let item = &self.spec.enums[item.0];
                let known = item.values.iter().find(|value| !value.read_only)?;
                Some(Value::from(&item.value(&known.wire)))
            }
            Type::Id(id) => self.spec.ids[id.0].example.as_deref().map(Value::from).or_else(|| text(field)),
            _ if is_needed => scalar(field, ty),
            _ => None,
        }
    }
}

fn may_be_empty(field: &Field) -> bool {
    field.limit(ConstraintKind::Items).and_then(|limit| limit.min).unwrap_or(0) <= 0
}

/// Omits a field, unless it is required.
fn drop_field(group: &Group<'_>, index: usize, values: &mut Values) -> Option<()> {
    let is_droppable = values[index].is_none() || !group.fields[index].required;
    values[index] = None;
    is_droppable.then_some(())
}

/// Omits all but the preferred field, or the first one that is set.
fn keep_one(group: &Group<'_>, fields: &[usize], values: &mut Values) -> Option<()> {
    let is_set = |index: &&usize| values[**index].is_some();
    let preferred = fields.iter().find(|index| Some(**index) == group.preferred).filter(is_set);
    let kept = preferred.or_else(|| fields.iter().find(is_set)).copied();
    let mut others = fields.iter().filter(|index| Some(**index) != kept);
    others.try_for_each(|index| drop_field(group, *index, values))
}

fn is_any_set(fields: &[usize], values: &Values) -> bool {
    fields.iter().any(|index| values[*index].is_some())
}

fn holds(when: &Condition, values: &Values) -> bool {
    is_any_of(values[when.field].as_ref(), &when.values)
}

fn is_any_of(value: Option<&Value>, wanted: &[model::Value]) -> bool {
    value.map(Json::from).is_some_and(|value| wanted.iter().any(|wanted| value.is(wanted)))
}

/// A value of a type without a declaration.
fn scalar(field: &Field, ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Bool => false.into(),
        Type::Int32 | Type::Int64 => number(field).into(),
        #[allow(clippy::cast_precision_loss)] // any number near the bound is as good
        Type::Float => (number(field) as f64).into(),
        Type::Format(format) => format.example().into(),
        Type::Json => Value::Object(Map::new()),
        _ => return text(field),
    })
}

/// How many numbers are tried to meet the constraints.
const TRIED: i64 = 10_000;

/// A number that meets the constraints of a field: zero, a listed one, or the next one from the start of the range.
fn number(field: &Field) -> i64 {
    let start = within(field.limit(ConstraintKind::Range), 0);
    let mut candidates = field.one_of().iter().copied().chain((0..TRIED).map(|step| start.saturating_add(step)));
    let keeps = |number: &i64| first_broken(&field.constraints, &Json::Int(*number)).is_none();
    candidates.find(keeps).unwrap_or(start)
}

/// A string of the right length.
fn text(field: &Field) -> Option<Value> {
    let length = within(field.limit(ConstraintKind::Length), 4);
    let length = usize::try_from(length).ok().filter(|length| *length <= MOST_FIELDS)?;
    Some("text".chars().cycle().take(length).collect::<String>().into())
}

/// The nearest number in the range.
fn within(range: Option<Limit>, wanted: i64) -> i64 {
    let (min, max) = range.map_or((None, None), |range| (range.min, range.max));
    wanted.max(min.unwrap_or(i64::MIN)).min(max.unwrap_or(i64::MAX))
}

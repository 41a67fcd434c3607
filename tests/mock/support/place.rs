//! Places in a request: a field of the endpoint, and a path into its value.

use std::fmt;

use calendar_spec::model::{Endpoint, Field, Rule, Spec, Type};
use serde_json::Value;

use super::render::Values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// A place, printed as the server prints it.
#[derive(Clone, Debug)]
pub(crate) struct At {
    pub(crate) parameter: usize,
    pub(crate) name: String,
    pub(crate) steps: Vec<(Step, bool)>,
}

impl At {
    /// One step further; `is_map` when it is to a value of a map.
    fn then(&self, step: Step, is_map: bool) -> Self {
        let mut at = self.clone();
        at.steps.push((step, is_map));
        at
    }

    pub(crate) fn field(&self, name: &str) -> Self {
        self.then(Step::Key(name.to_owned()), false)
    }

    /// Sets or removes the value here.
    pub(crate) fn set(&self, values: &mut Values, value: Option<Value>) {
        let Some(((last, _), before)) = self.steps.split_last() else {
            values[self.parameter] = value;
            return;
        };
        let mut place = values[self.parameter].as_mut().unwrap();
        for (step, _) in before {
            place = match step {
                Step::Key(key) => &mut place[key],
                Step::Index(index) => &mut place[*index],
            };
        }
        match (last, value) {
            (Step::Key(key), Some(value)) => place[key] = value,
            (Step::Key(key), None) => drop(place.as_object_mut().unwrap().remove(key)),
            (Step::Index(index), value) => place[*index] = value.unwrap(),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for (step, is_map) in &self.steps {
            match step {
                Step::Key(key) if *is_map => write!(f, "[{key:?}]")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A value in a request and the field that it belongs to.
pub(crate) struct Spot<'s> {
    pub(crate) at: At,
    pub(crate) field: &'s Field,
    pub(crate) ty: &'s Type,
    pub(crate) value: Value,
    /// Whether it is the whole value of the field, and not an item of it.
    pub(crate) is_whole: bool,
}

/// An object in a request, or the request itself when `at` is `None`.
pub(crate) struct Scope<'s> {
    pub(crate) at: Option<At>,
    pub(crate) fields: Vec<&'s Field>,
    pub(crate) rules: &'s [Rule],
    pub(crate) values: Values,
}

impl Scope<'_> {
    /// The place of a field.
    pub(crate) fn place(&self, index: usize) -> At {
        let name = &self.fields[index].wire;
        match &self.at {
            Some(at) => at.field(name),
            None => At { parameter: index, name: name.clone(), steps: Vec::new() },
        }
    }
}

/// Every value and every object in a request.
pub(crate) fn walk<'s>(spec: &'s Spec, endpoint: &'s Endpoint, values: &Values) -> (Vec<Spot<'s>>, Vec<Scope<'s>>) {
    let fields: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
    let mut walker = Walker { spec, spots: Vec::new(), scopes: Vec::new() };
    walker.scope(Scope { at: None, fields, rules: &endpoint.rules, values: values.clone() });
    (walker.spots, walker.scopes)
}

struct Walker<'s> {
    spec: &'s Spec,
    spots: Vec<Spot<'s>>,
    scopes: Vec<Scope<'s>>,
}

impl<'s> Walker<'s> {
    fn scope(&mut self, scope: Scope<'s>) {
        for (index, field) in scope.fields.iter().enumerate() {
            if let Some(value) = &scope.values[index] {
                self.value(scope.place(index), field, &field.ty, value, true);
            }
        }
        self.scopes.push(scope);
    }

    fn value(&mut self, at: At, field: &'s Field, ty: &'s Type, value: &Value, is_whole: bool) {
        match (ty, value) {
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(at.then(Step::Index(index), false), field, inner, item, false);
                }
            }
            (Type::Map(_, inner), Value::Object(entries)) => {
                for (key, item) in entries {
                    self.value(at.then(Step::Key(key.clone()), true), field, inner, item, false);
                }
            }
            (Type::Object(object), Value::Object(entries)) => {
                let object = &self.spec.objects[object.0];
                let values = object.fields.iter().map(|field| entries.get(&field.wire).cloned()).collect();
                let fields = object.fields.iter().collect();
                self.scope(Scope { at: Some(at.clone()), fields, rules: &object.rules, values });
            }
            _ => {}
        }
        self.spots.push(Spot { at, field, ty, value: value.clone(), is_whole });
    }
}

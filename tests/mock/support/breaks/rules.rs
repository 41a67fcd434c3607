//! Breaking what holds between fields.

use calendar_spec::model::{Condition, Field, Format, Rule, Spec, Type};
use serde_json::{Value, json};

use super::Breaker;
use crate::support::make::{Maker, is_out_of_order, json_of};
use crate::support::place::{At, Scope};

impl Breaker<'_> {
    pub(super) fn scope(&mut self, scope: &Scope<'_>) {
        for (index, field) in scope.fields.iter().enumerate() {
            let at = scope.place(index);
            let is_in_path =
                scope.at.is_none() && self.endpoint.fields[index].place == calendar_spec::model::Place::Path;
            if field.required && !is_in_path {
                self.set("required", &at, None);
            }
            if field.read_only {
                let value = self.maker(true).field(field, 0);
                self.set("read-only field", &at, Some(value));
            }
            if let Some(when) = &field.required_when {
                let (condition, value) = condition(scope, when);
                self.change("required when", &at.to_string(), |values| {
                    condition.set(values, Some(value));
                    at.set(values, None);
                });
            }
        }
        if let Some(at) = &scope.at {
            self.set("unknown field of an object", &at.field("nobody_knows"), Some(json!(1)));
        }
        for rule in scope.rules {
            self.rule(scope, rule);
        }
    }

    fn maker(&mut self, is_full: bool) -> Maker<'_> {
        let dice = super::Dice::new(self.dice.roll());
        Maker { spec: self.spec, dice, is_full }
    }

    /// Values for fields, made where the request has none.
    fn given(&mut self, scope: &Scope<'_>, fields: &[usize]) -> Vec<(At, Value)> {
        let value = |index: usize, maker: &mut Maker<'_>| {
            scope.values[index].clone().unwrap_or_else(|| maker.field(scope.fields[index], 0))
        };
        let mut maker = self.maker(true);
        fields.iter().map(|index| (scope.place(*index), value(*index, &mut maker))).collect()
    }

    fn rule(&mut self, scope: &Scope<'_>, rule: &Rule) {
        match rule {
            Rule::Exclusive(fields) => {
                let all = self.given(scope, fields);
                self.set_all("exclusive", &scope.place(fields[0]), all);
            }
            Rule::AtLeastOne(fields) => {
                let places: Vec<At> = fields.iter().map(|index| scope.place(*index)).collect();
                self.change("at least one", &places[0].to_string(), |values| {
                    for place in &places {
                        place.set(values, None);
                    }
                });
            }
            Rule::Together(fields) => {
                let all = self.given(scope, fields);
                let (kept, missing) = (all[0].clone(), scope.place(fields[1]));
                self.change("together", &kept.0.to_string(), |values| {
                    kept.0.set(values, Some(kept.1));
                    missing.set(values, None);
                });
            }
            Rule::Conflict { fields, with } => {
                for other in with {
                    let all = self.given(scope, &[fields.as_slice(), &[*other]].concat());
                    self.set_all("conflict", &scope.place(fields[0]), all);
                }
            }
            Rule::Order { before, after, or_equal, span_seconds } => {
                let (spec, ty) = (self.spec, &scope.fields[*before].ty);
                let (from, to) = (scope.place(*before), scope.place(*after));
                let mut pair = |what: &str, seconds: (i64, i64)| {
                    let all = vec![(from.clone(), time(spec, ty, seconds.0)), (to.clone(), time(spec, ty, seconds.1))];
                    self.set_all(what, &from, all);
                };
                pair("order", (100_000_000, 0));
                if !or_equal {
                    pair("order, equal", (0, 0));
                }
                if let Some(span) = span_seconds {
                    pair("span", (0, span + 86_400));
                }
            }
            Rule::SameForm(fields) => {
                let all =
                    vec![(scope.place(fields[0]), json!("1602504000")), (scope.place(fields[1]), json!("2024-02-01"))];
                self.set_all("same shape", &scope.place(fields[0]), all);
            }
            rule => self.counted_rule(scope, rule),
        }
    }

    fn counted_rule(&mut self, scope: &Scope<'_>, rule: &Rule) {
        match rule {
            Rule::ItemsTogether { fields, max } => {
                let at = scope.place(fields[0]);
                let items = self.items(scope.fields[fields[0]], usize::try_from(*max).unwrap() + 1);
                self.set("items together", &at, Some(items.into()));
            }
            Rule::ItemsWhere { list, field, value, max } => {
                let at = scope.place(*list);
                let count = usize::try_from(*max).unwrap() + 1;
                let items = self.items_where(scope.fields[*list], *field, &json_of(value), count);
                self.set("items where", &at, Some(items.into()));
            }
            Rule::Forbidden { field, value, when } => {
                let (condition, wanted) = condition(scope, when);
                let all = vec![(condition, wanted), (scope.place(*field), json_of(value))];
                self.set_all("forbidden", &scope.place(*field), all);
            }
            Rule::OffsetOrder { before, after, .. } => {
                let mut values = scope.values.clone();
                let mut maker = self.maker(true);
                while !is_out_of_order(maker.spec, rule, &scope.fields, &values) {
                    values[*before] = Some(maker.field(scope.fields[*before], 0));
                    values[*after] = Some(maker.field(scope.fields[*after], 0));
                }
                let all = [*before, *after].map(|index| (scope.place(index), values[index].clone().unwrap()));
                self.set_all("offset order", &scope.place(*before), all.to_vec());
            }
            _ => {}
        }
    }

    fn set_all(&mut self, what: &str, blamed: &At, all: Vec<(At, Value)>) {
        self.change(what, &blamed.to_string(), |values| {
            for (at, value) in all {
                at.set(values, Some(value));
            }
        });
    }

    fn items(&mut self, field: &Field, count: usize) -> Vec<Value> {
        let Type::List(inner) = &field.ty else { panic!("{} is not a list", field.wire) };
        let mut maker = self.maker(false);
        (0..count).map(|_| maker.value(field, inner, 0)).collect()
    }

    /// Valid items of which one field has a value.
    fn items_where(&mut self, field: &Field, index: usize, value: &Value, count: usize) -> Vec<Value> {
        let Type::List(inner) = &field.ty else { panic!("{} is not a list", field.wire) };
        let Type::Object(object) = &**inner else { panic!("{} has no objects", field.wire) };
        let name = self.spec.objects[object.0].fields[index].wire.clone();
        let mut maker = self.maker(true);
        let items = std::iter::repeat_with(|| maker.value(field, inner, 0));
        items.filter(|item| item[&name] == *value).take(count).collect()
    }
}

/// The place of a condition and the value that makes it hold.
fn condition(scope: &Scope<'_>, when: &Condition) -> (At, Value) {
    (scope.place(when.field), json_of(&when.values[0]))
}

/// A time so many seconds after some day.
fn time(spec: &Spec, ty: &Type, seconds: i64) -> Value {
    const START: i64 = 1_600_000_000;
    let at = START + seconds;
    match ty {
        Type::Format(Format::DateTime) => {
            json!(calendar_generated::DateTime::at(at, 0).unwrap().as_str())
        }
        Type::Format(Format::Date) => {
            json!(calendar_generated::Date::from_days_since_epoch(at / 86_400).unwrap().to_string())
        }
        Type::Format(_) => json!(at.to_string()),
        Type::Object(object) => {
            let mut fields = spec.objects[object.0].fields.iter();
            let field = fields.find(|field| field.ty.is_time()).expect("an object with an order holds a time");
            json!({ &field.wire: time(spec, &field.ty, seconds) })
        }
        _ => json!(seconds),
    }
}

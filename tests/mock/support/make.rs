//! Random valid values, made from the model alone.

use calendar_spec::model::{
    Condition, ConstraintKind, Endpoint, Field, Format, Limit, Object, Rule, Spec, Type, Value as Wanted,
};
use serde_json::{Map, Value, json};

use super::Dice;
use super::render::Values;

const CHARACTERS: [char; 12] = ['a', 'Z', '0', '-', '_', '.', ' ', '/', '%', '"', '程', '😀'];
const ZONES: [&str; 3] = ["Asia/Shanghai", "UTC", "America/Argentina/ComodRivadavia"];
const RECURRENCES: [&str; 3] =
    ["FREQ=DAILY;INTERVAL=1", "FREQ=WEEKLY;BYDAY=MO,-1SU;COUNT=3", "FREQ=YEARLY;UNTIL=20301231T000000Z"];

/// A source of values.
pub(crate) struct Maker<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) dice: Dice,
    /// Sets every optional field that the rules allow.
    pub(crate) is_full: bool,
}

impl Maker<'_> {
    /// A valid request.
    pub(crate) fn request(&mut self, endpoint: &Endpoint) -> Values {
        let fields: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
        let mut values = self.group(&fields, &endpoint.rules, 0);
        for (field, value) in fields.iter().zip(&mut values) {
            // A query cannot tell an empty list from none, and one that is required needs an item.
            while field.required && value.as_ref().and_then(Value::as_array).is_some_and(Vec::is_empty) {
                *value = Some(self.field(field, 0));
            }
        }
        values
    }

    pub(crate) fn group(&mut self, fields: &[&Field], rules: &[Rule], depth: u8) -> Values {
        let mut values: Values = Vec::new();
        for field in fields {
            let is_set = field.required || self.is_full || self.dice.flip();
            let value = (is_set && !field.read_only).then(|| self.field(field, depth));
            values.push(value);
        }
        // A change for one rule can break another; two rounds are enough for the spec.
        for _ in 0..2 {
            for rule in rules {
                self.settle(rule, fields, &mut values, depth);
            }
            for (index, field) in fields.iter().enumerate() {
                let needed = field.required_when.as_ref().is_some_and(|when| holds(fields, &values, when));
                if needed && values[index].is_none() {
                    values[index] = Some(self.field(field, depth));
                }
            }
        }
        values
    }

    pub(crate) fn object(&mut self, object: &Object, depth: u8) -> Value {
        let fields: Vec<&Field> = object.fields.iter().collect();
        let values = self.group(&fields, &object.rules, depth + 1);
        let entries: Map<String, Value> =
            fields.iter().zip(values).filter_map(|(field, value)| Some((field.wire.clone(), value?))).collect();
        Value::Object(entries)
    }

    /// A valid value of a field.
    pub(crate) fn field(&mut self, field: &Field, depth: u8) -> Value {
        self.value(field, &field.ty, depth)
    }

    pub(crate) fn value(&mut self, field: &Field, ty: &Type, depth: u8) -> Value {
        match ty {
            Type::Bool => json!(self.dice.flip()),
            Type::Int32 | Type::Int64 => self.number(field),
            Type::Float => json!(f64::from(i32::try_from(self.dice.between(-900, 900)).unwrap()) / 8.0),
            Type::Format(format) => json!(self.formatted(*format)),
            Type::Enum(set) => {
                let set = &self.spec.enums[set.0];
                let values = set.values.iter().filter(|value| !value.read_only);
                let values: Vec<Value> = values.map(|value| json_of(&set.value(&value.wire))).collect();
                self.dice.choose(&values).clone()
            }
            Type::Object(object) => {
                let spec = self.spec;
                self.object(&spec.objects[object.0], depth)
            }
            Type::List(inner) => {
                let (min, max) = few(field.limit(ConstraintKind::Items));
                // Nested lists grow fast.
                let most = if depth == 0 { 3 } else { 1 };
                let count = self.dice.size(min, max.min(min + most));
                (0..count).map(|_| self.value(field, inner, depth + 1)).collect()
            }
            Type::Map(_, inner) => json!({ "key": self.value(field, inner, depth + 1) }),
            Type::Scalar => self.dice.choose(&[json!(true), json!(-7), json!(2.5), json!("a b")]).clone(),
            Type::Json => self.dice.choose(&[json!([1, { "a": null }]), json!("x"), json!({ "b": [] })]).clone(),
            Type::String | Type::Id(_) | Type::File => {
                let (min, max) = few(field.limit(ConstraintKind::Length));
                json!(self.text(min.max(1), max.max(1)))
            }
        }
    }

    fn text(&mut self, min: usize, max: usize) -> String {
        let length = self.dice.size(min, max);
        let text: String = (0..length).map(|_| *self.dice.choose(&CHARACTERS)).collect();
        // These cannot be part of a path.
        if matches!(text.as_str(), "." | "..") { "x".repeat(length) } else { text }
    }

    fn number(&mut self, field: &Field) -> Value {
        if !field.one_of().is_empty() {
            return json!(self.dice.choose(field.one_of()));
        }
        let Limit { min, max } =
            field.limit(ConstraintKind::Range).unwrap_or(Limit { min: Some(-1000), max: Some(1000) });
        let (min, max) = match (min, max) {
            (Some(min), Some(max)) => (min, max),
            (Some(min), None) => (min, min + 1000),
            (None, max) => (max.unwrap_or(0) - 1000, max.unwrap_or(0)),
        };
        json!(self.dice.between(min, max))
    }

    fn formatted(&mut self, format: Format) -> String {
        let seconds = self.dice.between(1_600_000_000, 1_700_000_000);
        let day = self.dice.between(10, 28);
        match format {
            Format::Timestamp => seconds.to_string(),
            Format::TimestampMs => format!("{seconds}123"),
            Format::TimestampOrDate if self.dice.flip() => seconds.to_string(),
            Format::Date | Format::TimestampOrDate => format!("2024-02-{day}"),
            Format::DateTime => format!("2024-02-{day}T12:00:00+08:00"),
            Format::Timezone => (*self.dice.choose(&ZONES)).to_owned(),
            Format::Recurrence => (*self.dice.choose(&RECURRENCES)).to_owned(),
            Format::Email => format!("user{day}@example.com"),
            Format::Url => format!("https://example.com/{day}?a=b"),
        }
    }

    /// Changes the values so that they keep a rule.
    fn settle(&mut self, rule: &Rule, fields: &[&Field], values: &mut Values, depth: u8) {
        match rule {
            Rule::Exclusive(some) => {
                let mut set = some.iter().filter(|index| values[**index].is_some()).copied().collect::<Vec<_>>();
                let kept = (!set.is_empty()).then(|| set.swap_remove(self.dice.size(0, set.len() - 1)));
                some.iter().filter(|index| Some(**index) != kept).for_each(|index| values[*index] = None);
            }
            Rule::AtLeastOne(some) if some.iter().all(|index| values[*index].is_none()) => {
                let index = *self.dice.choose(some);
                values[index] = Some(self.field(fields[index], depth));
            }
            Rule::Together(some) if some.iter().any(|index| values[*index].is_some()) => {
                for index in some {
                    values[*index].get_or_insert_with(|| self.field(fields[*index], depth));
                }
            }
            Rule::Conflict { fields: one, with } => {
                let is_set = |some: &[usize]| some.iter().any(|index| values[*index].is_some());
                if is_set(one) && is_set(with) {
                    let dropped = if self.dice.flip() { one } else { with };
                    for index in dropped {
                        values[*index] = None;
                    }
                }
            }
            Rule::Order { before, after, .. } if values[*before].is_some() && values[*after].is_some() => {
                let (from, to) = self.span(&fields[*before].ty);
                values[*before] = Some(from);
                values[*after] = Some(to);
            }
            Rule::SameForm(some) => {
                for index in some.iter().filter(|index| values[**index].is_some()).collect::<Vec<_>>() {
                    values[*index] = Some(json!("2024-02-01"));
                }
            }
            Rule::Forbidden { field, value, when } => {
                while holds(fields, values, when) && values[*field].as_ref().is_some_and(|found| is(found, value)) {
                    values[*field] = Some(self.field(fields[*field], depth));
                }
            }
            Rule::OffsetOrder { before, after, .. } => {
                while is_out_of_order(self.spec, rule, fields, values) {
                    values[*before] = Some(self.field(fields[*before], depth));
                    values[*after] = Some(self.field(fields[*after], depth));
                }
            }
            _ => {}
        }
    }

    /// Two times, an hour apart.
    fn span(&mut self, ty: &Type) -> (Value, Value) {
        let seconds = self.dice.between(1_600_000_000, 1_700_000_000);
        match ty {
            Type::Format(Format::DateTime) => (json!("2024-02-01T12:00:00+08:00"), json!("2024-02-01T05:00:00Z")),
            Type::Format(Format::Date) => (json!("2024-02-01"), json!("2024-02-02")),
            Type::Format(_) => (json!(seconds.to_string()), json!((seconds + 3600).to_string())),
            Type::Object(object) => {
                let mut fields = self.spec.objects[object.0].fields.iter();
                let field = fields.find(|field| field.ty.is_time()).expect("an object with an order holds a time");
                let (from, to) = self.span(&field.ty);
                (json!({ &field.wire: from }), json!({ &field.wire: to }))
            }
            _ => (json!(1), json!(2)),
        }
    }
}

/// A small size within a limit.
fn few(limit: Option<Limit>) -> (usize, usize) {
    let size = |end: i64| usize::try_from(end).unwrap();
    let min = limit.and_then(|limit| limit.min).map_or(0, size);
    let max = limit.and_then(|limit| limit.max).map_or(min + 12, size);
    (min, max.min(min + 12))
}

pub(crate) fn holds(fields: &[&Field], values: &Values, when: &Condition) -> bool {
    let is_sent = !fields[when.field].read_only;
    let value = values[when.field].as_ref().filter(|_| is_sent);
    value.is_some_and(|value| when.values.iter().any(|wanted| is(value, wanted)))
}

pub(crate) fn is(value: &Value, wanted: &Wanted) -> bool {
    *value == json_of(wanted)
}

/// A scalar of the spec as JSON.
pub(crate) fn json_of(wanted: &Wanted) -> Value {
    match wanted {
        Wanted::Bool(flag) => json!(flag),
        Wanted::Int(number) => json!(number),
        Wanted::Float(number) => json!(number),
        Wanted::String(text) => json!(text),
        Wanted::List(items) => items.iter().map(json_of).collect(),
        Wanted::Object(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}

/// Whether two offsets are in the wrong order, computed independently.
pub(crate) fn is_out_of_order(spec: &Spec, rule: &Rule, fields: &[&Field], values: &Values) -> bool {
    let Rule::OffsetOrder { before, after, anchor, amount, bases } = rule else { return false };
    let Type::Object(object) = &fields[*before].ty else { return false };
    let object = &spec.objects[object.0];
    let place = |index: usize| {
        let value = values[index].as_ref()?;
        let anchor = value[&object.fields[*anchor].wire].as_str()?;
        let base = bases.iter().find(|base| base.value == anchor)?;
        let amount = value[&object.fields[*amount].wire].as_i64()?;
        Some((base.base.clone(), if base.backwards { -amount } else { amount }))
    };
    let (Some(one), Some(other)) = (place(*before), place(*after)) else { return false };
    one.0 == other.0 && one.1 >= other.1
}

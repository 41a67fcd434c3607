//! The example in the docs of each endpoint, built from the examples of its fields so that it compiles and passes the
//! endpoint's own checks.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::{Condition, Endpoint, Field, Format, Object, Place, Resource, Rule, Type, Value};

use super::Context;
use super::names::{camel, ident};
use crate::rust::Examples;
use crate::words::plain;

/// How many fields with content say little alone.
const FEW: usize = 2;

/// How many optional fields an example sets beside them.
const SHOWN: usize = 2;

const HOUR: i64 = 3600;

/// A call on a builder: the setter and its argument.
struct Call {
    setter: String,
    argument: String,
}

impl Context<'_> {
    /// A Markdown section with the example; nothing if the generated code has no known path, or a required field has no
    /// example.
    pub(crate) fn example(&self, resource: &Resource, endpoint: &Endpoint) -> String {
        let Some(Examples { modules: root, .. }) = &self.options.examples else {
            return String::new();
        };
        let mut types = BTreeSet::new();
        let fields: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
        let is_content = |index: usize| endpoint.fields[index].place == Place::Body;
        let Some(calls) = self.calls(&fields, &endpoint.rules, &is_content, &mut types) else {
            return String::new();
        };
        let (module, name) = (&resource.name, camel(&endpoint.name));
        let mut code = format!("\n# Example\n\n```\nuse {root}::{module}::{name};\n");
        if !types.is_empty() {
            let types = types.into_iter().collect::<Vec<_>>().join(", ");
            let _ = writeln!(code, "use {root}::types::{{{types}}};");
        }
        let _ = writeln!(code, "\nlet request = {name}::builder()");
        for call in calls {
            let _ = writeln!(code, "    .{}({})", call.setter, call.argument);
        }
        code.push_str("    .build()?;\n# Ok::<(), Box<dyn std::error::Error>>(())\n```\n");
        code
    }

    /// Calls for the fields that are needed. Where these say little, as in a change of which all fields are optional, calls
    /// for the first ones that are content, too.
    fn calls(
        &self,
        fields: &[&Field],
        rules: &[Rule],
        is_content: &dyn Fn(usize) -> bool,
        types: &mut BTreeSet<String>,
    ) -> Option<Vec<Call>> {
        let needed = needed(fields, rules);
        let mut calls = Vec::new();
        for &index in &needed {
            let argument = self.argument(&fields[index].ty, fields[index].example.as_ref(), types)?;
            calls.push((index, argument));
        }
        if needed.iter().filter(|index| is_content(**index)).count() <= FEW {
            let free = fields.iter().enumerate().filter(|(index, field)| {
                is_content(*index) && !field.read_only && field.deprecated.is_none() && !is_ruled(rules, *index)
            });
            let shown = free
                .filter(|(index, _)| !needed.contains(index))
                .filter_map(|(index, field)| Some((index, self.argument(&field.ty, field.example.as_ref(), types)?)));
            calls.extend(shown.take(SHOWN).collect::<Vec<_>>());
        }
        calls.sort_by_key(|(index, _)| *index);
        put_in_order(&mut calls, rules);
        let call =
            |(index, argument): (usize, String)| Call { setter: ident(&fields[index].rust).to_string(), argument };
        Some(calls.into_iter().map(call).collect())
    }

    fn argument(&self, ty: &Type, example: Option<&Value>, types: &mut BTreeSet<String>) -> Option<String> {
        match (ty, example) {
            (Type::List(item), Some(Value::List(values))) => {
                let items = values.iter().map(|value| self.argument(item, Some(value), types));
                Some(format!("[{}]", items.collect::<Option<Vec<_>>>()?.join(", ")))
            }
            (Type::List(item), None) => Some(format!("[{}]", self.argument(item, None, types)?)),
            (Type::Object(object), _) => self.object_argument(&self.spec.objects[object.0], types),
            (Type::Enum(item), Some(value)) => {
                let (item, wire) = (&self.spec.enums[item.0], plain(value));
                let value = item.values.iter().find(|value| value.wire == wire && !value.read_only)?;
                types.insert(item.name.clone());
                Some(format!("{}::{}", item.name, value.rust))
            }
            (Type::Format(format), Some(value)) => self.formatted(*format, value),
            (Type::Map(_, item), Some(Value::Object(entries))) if !entries.is_empty() => {
                let entry = |(key, value): &(String, Value)| {
                    Some(format!("({key:?}, {})", self.argument(item, Some(value), types)?))
                };
                Some(format!("[{}]", entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", ")))
            }
            (Type::Map(..), _) => None,
            (Type::File, example) => {
                let name = example.map_or_else(|| "file.txt".to_owned(), plain);
                let root = &self.options.examples.as_ref()?.runtime;
                Some(format!("{root}::Upload::bytes({name:?}, \"content\")"))
            }
            (Type::Json, Some(value)) => {
                Some(format!("{}::json!({})", self.options.examples.as_ref()?.runtime, tokens(value)))
            }
            (_, Some(value)) => literal(value),
            (_, None) => None,
        }
    }

    fn object_argument(&self, object: &Object, types: &mut BTreeSet<String>) -> Option<String> {
        types.insert(object.name.clone());
        let mut code = object.name.clone();
        if !object.constructors.is_empty() {
            let mut made = object.constructors.iter().filter_map(|constructor| {
                let field = &object.fields[constructor.field];
                let argument = self.argument(&field.ty, field.example.as_ref(), types)?;
                Some(format!("{code}::{}({argument})", ident(&constructor.name)))
            });
            let first = made.next();
            // An example that needs no parsing is the easiest to read.
            return made.find(|call| !call.contains(".parse")).or(first);
        }
        let fields: Vec<&Field> = object.fields.iter().collect();
        code.push_str("::builder()");
        for call in self.calls(&fields, &object.rules, &|_| true, types)? {
            let _ = write!(code, ".{}({})", call.setter, call.argument);
        }
        Some(code)
    }

    fn formatted(&self, format: Format, value: &Value) -> Option<String> {
        let text = plain(value);
        let root = &self.options.examples.as_ref()?.runtime;
        let parsed = |name: &str| Some(format!("{text:?}.parse::<{root}::{name}>()?"));
        match format {
            Format::Timestamp | Format::TimestampMs => text.parse::<i64>().ok().map(|_| text),
            Format::Date => parsed("Date"),
            Format::DateTime => parsed("DateTime"),
            Format::TimestampOrDate => parsed("TimestampOrDate"),
            Format::Timezone | Format::Recurrence | Format::Email | Format::Url => Some(format!("{text:?}")),
        }
    }
}

/// The fields that a request needs: the required ones, one of each group of which one is needed, and those that the
/// examples of other fields make required, together with these.
fn needed(fields: &[&Field], rules: &[Rule]) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| !field.read_only) {
        let is_first = |rule: &Rule| matches!(rule, Rule::AtLeastOne(group) if group.first() == Some(&index));
        if field.required || rules.iter().any(is_first) {
            needed.insert(index);
        }
        if let Some(when) = field.required_when.as_ref().filter(|when| holds(fields, when)) {
            needed.extend([index, when.field]);
        }
    }
    needed
}

/// Pages give the start and the end of something the same time; the end of an example is an hour later.
fn put_in_order(calls: &mut [(usize, String)], rules: &[Rule]) {
    let orders = rules.iter().filter_map(|rule| match rule {
        Rule::Order { before, after, .. } => Some((*before, *after)),
        _ => None,
    });
    for (before, after) in orders {
        let start = calls.iter().find(|(index, _)| *index == before).map(|(_, argument)| argument.clone());
        let end = calls.iter_mut().find(|(index, argument)| *index == after && Some(argument) == start.as_ref());
        if let Some((_, argument)) = end {
            *argument = an_hour_later(argument).unwrap_or_else(|| std::mem::take(argument));
        }
    }
}

/// Code that ends with a number of seconds, such as `TimeInfo::at(1602504000)`.
fn an_hour_later(argument: &str) -> Option<String> {
    let number = argument.trim_end_matches(')');
    let start = number.rfind(|character: char| !character.is_ascii_digit()).map_or(0, |at| at + 1);
    let seconds = number[start..].parse::<i64>().ok()?.checked_add(HOUR)?;
    Some(format!("{}{seconds}{}", &argument[..start], &argument[number.len()..]))
}

/// Whether a rule across fields speaks of a field.
fn is_ruled(rules: &[Rule], index: usize) -> bool {
    rules.iter().any(|rule| match rule {
        Rule::Exclusive(group) | Rule::AtLeastOne(group) | Rule::Together(group) | Rule::SameForm(group) => {
            group.contains(&index)
        }
        Rule::Conflict { fields, with } => fields.contains(&index) || with.contains(&index),
        Rule::Order { before, after, .. } | Rule::OffsetOrder { before, after, .. } => {
            *before == index || *after == index
        }
        Rule::ItemsTogether { .. } | Rule::ItemsWhere { .. } => false,
        Rule::Forbidden { field, .. } => *field == index,
    })
}

/// Whether the examples of the fields meet the condition.
fn holds(fields: &[&Field], when: &Condition) -> bool {
    let sibling = fields.get(when.field).and_then(|field| field.example.as_ref());
    sibling.is_some_and(|example| when.values.contains(example))
}

fn literal(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("{text:?}")),
        Value::Float(number) => Some(format!("{number:?}")),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::List(_) | Value::Object(_) => None,
    }
}

/// A value as the macro `json!` takes it.
fn tokens(value: &Value) -> String {
    match value {
        Value::List(items) => format!("[{}]", items.iter().map(tokens).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{key:?}: {}", tokens(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        scalar => literal(scalar).unwrap_or_default(),
    }
}

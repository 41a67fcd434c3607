//! The example in the docs of each endpoint, built from the examples of its fields so that it compiles and passes the
//! endpoint's own checks.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::{Condition, Endpoint, Field, Format, Object, Resource, Rule, Type, Value};

use super::Context;
use super::names::{camel, ident};
use crate::rust::Examples;
use crate::words::plain;

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
        let Some(calls) = self.calls(&fields, &endpoint.rules, &mut types) else {
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

    /// Calls for the required fields and for one of each group of which one is required; without required fields and
    /// rules, for all fields that have an example.
    fn calls(&self, fields: &[&Field], rules: &[Rule], types: &mut BTreeSet<String>) -> Option<Vec<Call>> {
        let all = rules.is_empty() && !fields.iter().any(|field| field.required);
        let mut calls = Vec::new();
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| !field.read_only) {
            let needed = field.required
                || field.required_when.as_ref().is_some_and(|when| holds(fields, when))
                || rules.iter().any(|rule| matches!(rule, Rule::AtLeastOne(group) if group.first() == Some(&index)));
            if !needed && !all {
                continue;
            }
            match self.argument(&field.ty, field.example.as_ref(), types) {
                Some(argument) => calls.push(Call { setter: ident(&field.rust).to_string(), argument }),
                None if needed => return None,
                None => {}
            }
        }
        Some(calls)
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
        for call in self.calls(&fields, &object.rules, types)? {
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

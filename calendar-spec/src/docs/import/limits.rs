//! The limits, values, default and example of a field.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::at::{At, Reader};
use super::draft::{EnumValue, Field, Type};
use super::types::Shown;
use super::{names, values};
use crate::constraint::first_broken;
use crate::docs::drift::{normal, stated_limit};
use crate::docs::facts::{Field as PageField, FieldValue, Limit as PageLimit, Limited};
use crate::docs::terms;
use crate::model::{Constraint, ConstraintKind, Limit};
use crate::resolve::variant_of;

impl Reader<'_> {
    /// Values, default and example.
    pub(super) fn values(&mut self, field: &mut Field, page: &PageField, at: &At<'_>) {
        if !page.values.is_empty()
            && (field.ty.leaf().is("string") || is_number(field.ty.leaf()) && are_named(page, at))
        {
            let ty = self.enumeration(page, is_number(field.ty.leaf()), at);
            field.ty = field.ty.with_leaf(ty);
            let before = field.constraints.len();
            field.constraints.retain(|constraint| constraint.kind() == ConstraintKind::Items);
            if field.constraints.len() < before {
                field.todos.push(at.todo(page.line, "a limit beside a list of values"));
            }
        } else if is_number(field.ty.leaf()) {
            let mut numbers: Vec<i64> = page.values.iter().filter_map(|value| value.value.parse().ok()).collect();
            let shown = at.sent(&page.name).into_iter().filter_map(Json::as_i64);
            let shown: Vec<i64> = shown.filter(|number| !numbers.is_empty() && !numbers.contains(number)).collect();
            numbers.extend(shown);
            field.constraints.extend(Some(numbers).filter(|numbers| !numbers.is_empty()).map(Constraint::OneOf));
        }
        let kind = values::kind(&field.ty, &self.draft.enums, self.base);
        for (what, stated) in [("default", &page.default), ("example", &page.example)] {
            let Some(text) = stated.as_deref().filter(|text| !terms::is_none(text)) else { continue };
            let is_redundant = what == "default" && (field.required || at.is_path);
            match kind.allowed(text, &field.constraints).filter(|_| !is_redundant) {
                Some(value) if what == "default" => field.default = Some(value),
                Some(value) => (field.example, field.states_example) = (Some(value), true),
                None if matches!(field.ty.leaf(), Type::Object(_)) || is_map_type(&field.ty) => {}
                None => field.todos.push(at.todo(page.line, &format!("its {what} does not fit its type and limits"))),
            }
        }
        if page.example.is_none() {
            let value = at.of(&page.name).first().and_then(|shown| kind.of_json(shown));
            field.example = value.filter(|value| first_broken(&field.constraints, &value.into()).is_none());
        }
    }

    fn enumeration(&mut self, page: &PageField, is_number: bool, at: &At<'_>) -> Type {
        let doc = at.unwritten(page.line);
        let value = |wire: &str| EnumValue {
            wire: wire.to_owned(),
            name: None,
            doc: doc.clone(),
            scopes: Vec::new(),
            ways: at.ways,
        };
        let mut seen = HashSet::new();
        let listed = page.values.iter().filter(|value| seen.insert(&value.value));
        let listed = listed.map(|listed| EnumValue {
            name: name_of(listed).map(str::to_owned),
            scopes: listed.scopes.clone(),
            ..value(&listed.value)
        });
        let mut parts: Vec<EnumValue> = listed.collect();
        let shown = at.sent(&page.name).into_iter().filter_map(Json::as_str);
        let is_new = |text: &&str| !text.is_empty() && page.values.iter().all(|value| value.value != **text);
        parts.extend(shown.filter(is_new).map(value));
        // One word, such as `type`, is too vague by itself; the vendor's own name is not.
        let own = names::of_type(page.enum_name.as_ref().unwrap_or(&page.name));
        let around = at.around.first().filter(|_| page.enum_name.is_none() && !page.name.contains('_'));
        let wanted = around.map_or(own.clone(), |around| names::of_type(&format!("{around}_{own}")));
        let shown = Shown { wanted, around: at.around.clone(), doc, parts, ways: at.ways };
        self.draft.enumeration(&page.name, shown, is_number, self.base)
    }
}

/// The maximum length of a description that can be the name of a value.
const LONGEST_NAME: usize = 40;

/// What people call a value: its name in a schema, or a description of a few English words.
fn name_of(value: &FieldValue) -> Option<&str> {
    let is_short = |text: &&str| {
        text.len() <= LONGEST_NAME
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || " _-".contains(letter))
    };
    let described = Some(value.description.as_str()).filter(is_short);
    value.name.as_deref().or(described).filter(|name| variant_of(name).is_some_and(|name| name != "Unrecognized"))
}

/// Whether the values of a number are all that examples have, and all have names.
fn are_named(page: &PageField, at: &At<'_>) -> bool {
    let is_number = |text: &str| text.parse::<i32>().is_ok_and(|number| number.to_string() == *text);
    let is_listed = |shown: &&Json| page.values.iter().any(|value| value.value == shown.to_string());
    page.values.iter().all(|value| is_number(&value.value) && name_of(value).is_some())
        && at.sent(&page.name).iter().all(is_listed)
}

/// The limits that the type can have; others are left to a person.
pub(super) fn limits(field: &mut Field, page: &PageField, at: &At<'_>) {
    let mut taken = Vec::new();
    for of in [Limited::Length, Limited::Value] {
        let limit = stated_limit(page, of).and_then(|limit| normal(limit, of == Limited::Length));
        let Some(limit) = limit else { continue };
        let Some(constraint) = constraint(&field.ty, of, limit) else { continue };
        // A request has to accept the page's own examples.
        let breaks = |shown: &&Json| first_broken(std::slice::from_ref(&constraint), &(*shown).into()).is_some();
        if at.ways.sent && at.of(&page.name).iter().any(breaks) {
            continue;
        }
        field.constraints.push(constraint);
        taken.push(of);
    }
    let is_left = |limit: &&PageLimit| {
        !taken.contains(&limit.of) || page.limits.iter().find(|first| first.of == limit.of) != Some(*limit)
    };
    let left = page.limits.iter().filter(is_left).map(|_| at.todo(page.line, "a rule for its value"));
    field.todos.extend(left);
}

/// The limit as a constraint, if the type can have it.
pub(super) fn constraint(ty: &Type, of: Limited, limit: Limit) -> Option<Constraint> {
    let leaf = ty.leaf();
    match of {
        Limited::Length if matches!(ty, Type::List(_) | Type::Map(_)) => Some(Constraint::Items(limit)),
        Limited::Length if leaf.is("string") => Some(Constraint::Length(limit)),
        Limited::Value if is_number(leaf) || leaf.is("float") => Some(Constraint::Range(limit)),
        _ => None,
    }
}

fn is_number(ty: &Type) -> bool {
    ty.is("int32") || ty.is("int64")
}

fn is_map_type(ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::List(inner) => is_map_type(inner),
        _ => false,
    }
}

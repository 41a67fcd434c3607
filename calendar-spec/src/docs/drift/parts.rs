//! The parts of a field's description against the spec: limits, values, default, scopes, example.

use super::fields::{At, Direction};
use super::found::Found;
use super::types;
use crate::describe;
use crate::docs::difference::{Anchor, Relation};
use crate::docs::facts::{Field as PageField, Limited};
use crate::docs::terms;
use crate::docs::values::{Kind, unquoted};
use crate::model::{ConstraintKind, Enum, Field, Limit, Type};
use crate::words::plain;

impl Found<'_> {
    pub(super) fn parts(&mut self, page: &PageField, field: &Field, at: &At) {
        self.limits(page, field, at);
        self.values(page, field, at);
        self.default(page, field, at);
        self.scopes(&at.fact, (&page.scopes, &field.scopes), at.line, &at.anchor);
        self.field_example(page, field, at);
    }

    fn limits(&mut self, page: &PageField, field: &Field, at: &At) {
        let (length, value) = (stated_limit(page, Limited::Length), stated_limit(page, Limited::Value));
        let is_list = matches!(field.ty, Type::List(_) | Type::Map(..));
        let (length, items) = if is_list { (None, length) } else { (length, None) };
        // Limits that a type cannot have are left to a person: an import writes a comment.
        let is_text = matches!(types::scalar(field), Type::String | Type::Format(_) | Type::Id(_));
        let is_number = matches!(types::scalar(field), Type::Int32 | Type::Int64 | Type::Float | Type::Format(_));
        let value = value.filter(|_| is_number);
        let range = field.limit(ConstraintKind::Range).or(bounds(field.one_of()).filter(|_| value.is_some()));
        self.limit("length", length.filter(|_| is_text), field.limit(ConstraintKind::Length), page, at);
        self.limit("items", items, field.limit(ConstraintKind::Items), page, at);
        self.limit("range", value, range, page, at);
    }

    fn limit(&mut self, key: &str, page: Option<Limit>, spec: Option<Limit>, about: &PageField, at: &At) {
        let fact = format!("{}:{key}", at.fact);
        let is_length = key != "range";
        let (page, spec) =
            (page.and_then(|limit| normal(limit, is_length)), spec.and_then(|limit| normal(limit, is_length)));
        let words = |limit: Option<Limit>| limit.map(describe::bounds);
        let relation = match (page, spec) {
            _ if page == spec => return,
            (None, Some(limit)) if self.is_in_prose(about, at, &numbers(limit)) => return,
            (Some(_), None) => Relation::Missing,
            (None, _) => Relation::Extra,
            _ => Relation::Different,
        };
        self.push(fact, relation, (words(page), words(spec)), at.line, at.anchor.then(key));
    }

    /// Whether a page states a fact in its prose only, or omits it, as responses and incomplete formats do.
    fn is_in_prose(&self, page: &PageField, at: &At, words: &[String]) -> bool {
        at.direction == Direction::Received || !self.states_all() || mentions(&page.description, words)
    }

    fn values(&mut self, page: &PageField, field: &Field, at: &At) {
        let fact = format!("{}:values", at.fact);
        let stated: Vec<String> = page.values.iter().map(|value| value.value.clone()).collect();
        match types::scalar(field) {
            Type::Enum(reference) => self.enum_values(page, &self.spec.enums[reference.0], &stated, at),
            Type::Bool => {
                let both = ["true", "false"].map(str::to_owned);
                for value in stated.iter().filter(|value| !both.contains(value)) {
                    self.push(
                        format!("{fact}.{value}"),
                        Relation::Missing,
                        (Some(value.clone()), None),
                        at.line,
                        at.anchor.clone(),
                    );
                }
            }
            _ if !field.one_of().is_empty() => {
                let allowed: Vec<String> = field.one_of().iter().map(ToString::to_string).collect();
                if !stated.is_empty() || !self.is_in_prose(page, at, &allowed) {
                    self.compare_entries(&fact, &stated, &allowed, at.line, &at.anchor.then("one_of"));
                }
            }
            _ if stated.is_empty() => {}
            _ => self.push(fact, Relation::Missing, (Some(stated.join(", ")), None), at.line, at.anchor.clone()),
        }
    }

    fn enum_values(&mut self, page: &PageField, item: &Enum, stated: &[String], at: &At) {
        let fact = format!("{}:values", at.fact);
        let anchor = Anchor::anywhere(&["enums", &item.name, "values"]);
        let expected = item
            .values
            .iter()
            .filter(|value| at.direction == Direction::Received || !value.read_only || stated.contains(&value.wire));
        let expected: Vec<String> = expected.map(|value| value.wire.clone()).collect();
        if stated.is_empty() {
            let is_in_prose = |value: &String| mentions(&page.description, std::slice::from_ref(value));
            let lacking = expected.iter().filter(|value| self.states_all() && !is_in_prose(value));
            for value in lacking.cloned().collect::<Vec<String>>() {
                let place = anchor.then(&value);
                self.push(format!("{fact}.{value}"), Relation::Extra, (None, Some(value)), at.line, place);
            }
            return;
        }
        self.compare_entries(&fact, stated, &expected, at.line, &anchor);
        for value in &page.values {
            let Some(known) = item.values.iter().find(|known| known.wire == value.value) else { continue };
            let (fact, anchor) = (format!("{fact}.{}", value.value), anchor.then(&value.value));
            self.scopes(&fact, (&value.scopes, &known.scopes), at.line, &anchor);
        }
    }

    /// The scopes of a field or value, for which schemas have no place.
    fn scopes(&mut self, fact: &str, (page, spec): (&[String], &[String]), line: usize, anchor: &Anchor) {
        if !page.is_empty() || self.facts.format.states_field_scopes() {
            self.compare_entries(&format!("{fact}:scopes"), page, spec, line, &anchor.then("scopes"));
        }
    }

    fn default(&mut self, page: &PageField, field: &Field, at: &At) {
        let stated = page.default.as_deref().filter(|text| !terms::is_none(text));
        // Some pages state a default of a required field.
        let is_idle = field.required || at.fact.starts_with("path.");
        let stated = stated.filter(|text| !is_idle && (field.default.is_some() || self.is_value(field, text)));
        let stated = stated.map(|text| normal_value(text, field));
        let spec = field.default.as_ref().map(plain);
        let relation = match (&stated, &spec) {
            (Some(stated), Some(spec)) if is_same(stated, spec) => return,
            (None, None) => return,
            (None, Some(spec)) if page.default.is_some() && spec.is_empty() => return,
            (None, Some(spec)) if page.default.is_none() && self.is_in_prose(page, at, std::slice::from_ref(spec)) => {
                return;
            }
            (Some(_), Some(_)) => Relation::Different,
            (Some(_), None) => Relation::Missing,
            (None, Some(_)) => Relation::Extra,
        };
        let sides = (stated, spec);
        self.push(format!("{}:default", at.fact), relation, sides, at.line, at.anchor.then("default"));
    }

    fn field_example(&mut self, page: &PageField, field: &Field, at: &At) {
        let stated = page.example.as_deref().filter(|text| !terms::is_none(text));
        let stated = stated.filter(|text| field.example.is_some() || self.is_value(field, text));
        let stated = stated.map(|text| normal_value(text, field));
        let spec = field.example.as_ref().map(plain);
        let relation = match (&stated, &spec) {
            (None, None) => return,
            (Some(stated), Some(spec)) if is_same(stated, spec) => return,
            (None, Some(spec)) if self.shows(page, at, spec) => return,
            (None, _) => Relation::Extra,
            (_, None) => Relation::Missing,
            _ => Relation::Different,
        };
        self.push(format!("{}:example", at.fact), relation, (stated, spec), at.line, at.anchor.then("example"));
    }

    /// Whether a text is a value of a field, and not prose or a value that the field cannot have.
    fn is_value(&self, field: &Field, text: &str) -> bool {
        Kind::of(self.spec, &field.ty).allowed(text, &field.constraints).is_some()
    }

    /// Whether a page that states no example of a field shows this one in its prose or in an example of its own.
    fn shows(&self, page: &PageField, at: &At, example: &str) -> bool {
        let words: Vec<String> = example.split(", ").map(str::to_owned).collect();
        let is_in_json = || self.facts.examples.iter().any(|example| mentions(&example.text, &words));
        self.is_in_prose(page, at, &words) || is_in_json()
    }
}

/// The first limit of a page, unless no value satisfies it.
pub(in crate::docs) fn stated_limit(page: &PageField, of: Limited) -> Option<Limit> {
    let limit = page.limits.iter().find(|limit| limit.of == of)?;
    let is_empty = limit.min.zip(limit.max).is_some_and(|(min, max)| min > max);
    let is_negative = of == Limited::Length && limit.min.or(limit.max).is_some_and(|least| least < 0);
    (!is_empty && !is_negative).then_some(Limit { min: limit.min, max: limit.max })
}

/// Whether a text of a page is a value of the spec: numbers have several notations, and `True` is `true`.
fn is_same(page: &str, spec: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    page == spec
        || number(page).is_some_and(|page| number(spec) == Some(page))
        || matches!(spec, "true" | "false") && page.eq_ignore_ascii_case(spec)
}

/// A minimum length of 0 is not a limit.
pub(in crate::docs) fn normal(limit: Limit, is_length: bool) -> Option<Limit> {
    let min = limit.min.filter(|min| !is_length || *min > 0);
    (min.is_some() || limit.max.is_some()).then_some(Limit { min, max: limit.max })
}

/// The smallest and the largest of the allowed numbers.
fn bounds(allowed: &[i64]) -> Option<Limit> {
    let (min, max) = (allowed.iter().min(), allowed.iter().max());
    min.is_some().then(|| Limit { min: min.copied(), max: max.copied() })
}

fn numbers(limit: Limit) -> Vec<String> {
    [limit.min, limit.max].into_iter().flatten().map(|number| number.to_string()).collect()
}

/// Whether a text contains all of these strings as whole words.
pub(super) fn mentions(text: &str, words: &[String]) -> bool {
    let has = |word: &String| {
        text.match_indices(word.as_str()).any(|(start, found)| {
            let before = text[..start].chars().next_back();
            let after = text[start + found.len()..].chars().next();
            let is_inner = |character: Option<char>| {
                character.is_some_and(|character| character.is_ascii_alphanumeric() || character == '_')
            };
            !is_inner(before) && !is_inner(after)
        })
    };
    words.iter().all(has)
}

/// A value in its normal form: JSON lists without brackets and quotes.
fn normal_value(text: &str, field: &Field) -> String {
    match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(values) if matches!(field.ty, Type::List(_)) => {
            let values: Vec<String> =
                values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
            values.join(", ")
        }
        _ => unquoted(text).to_owned(),
    }
}

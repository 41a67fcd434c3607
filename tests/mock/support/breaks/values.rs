//! Breaking one value: its type, its limits, its form.

use calendar_spec::model::{ConstraintKind, Limit, Place, Type};
use serde_json::{Value, json};

use super::Breaker;
use crate::support::place::Spot;

/// Longer strings are not sent.
const LONGEST: usize = 50_000;

impl Breaker<'_> {
    pub(super) fn value(&mut self, spot: &Spot<'_>) {
        self.wrong_type(spot);
        self.limits(spot);
        self.form(spot);
        if spot.is_whole && self.place(spot) == Place::Path {
            for text in [".", ".."] {
                self.set("path segment", &spot.at, Some(json!(text)));
            }
        }
    }

    fn place(&self, spot: &Spot<'_>) -> Place {
        self.endpoint.fields[spot.at.parameter].place
    }

    fn wrong_type(&mut self, spot: &Spot<'_>) {
        let is_in_body = self.place(spot) == Place::Body;
        let wrong = match spot.ty {
            Type::Bool | Type::Float => json!("neither"),
            Type::Int32 | Type::Int64 => json!("five"),
            Type::Map(..) | Type::Object(_) => json!([]),
            Type::List(_) if is_in_body => json!({}),
            Type::String | Type::Id(_) | Type::Enum(_) | Type::Format(_) if is_in_body => json!(true),
            _ => return,
        };
        self.set("type", &spot.at, Some(wrong));
        if is_in_body {
            self.set("null", &spot.at, Some(Value::Null));
            if *spot.ty == Type::Int32 {
                self.set("number of 33 bits", &spot.at, Some(json!(1_i64 << 32)));
                self.set("fraction", &spot.at, Some(json!(1.5)));
            }
        }
    }

    fn limits(&mut self, spot: &Spot<'_>) {
        let size = |end: i64| usize::try_from(end).unwrap();
        match (spot.ty, &spot.value) {
            (Type::List(_), Value::Array(items)) if spot.is_whole => {
                let Some(Limit { min, max }) = spot.field.limit(ConstraintKind::Items) else { return };
                let Some(item) = items.first() else { return };
                if let Some(max) = max {
                    self.set("items above", &spot.at, Some(vec![item.clone(); size(max) + 1].into()));
                }
                if let Some(min) = min.filter(|min| *min > 0 && self.place(spot) == Place::Body) {
                    self.set("items below", &spot.at, Some(vec![item.clone(); size(min) - 1].into()));
                }
            }
            (Type::String | Type::Id(_), _) => {
                let Some(Limit { min, max }) = spot.field.limit(ConstraintKind::Length) else { return };
                if let Some(max) = max.map(size).filter(|max| *max < LONGEST) {
                    // Characters count, not bytes.
                    self.set("length above", &spot.at, Some(json!("程".repeat(max + 1))));
                }
                if let Some(min) = min.filter(|min| *min > 0) {
                    self.set("length below", &spot.at, Some(json!("x".repeat(size(min) - 1))));
                }
            }
            (Type::Int32 | Type::Int64, _) => {
                let ends =
                    spot.field.limit(ConstraintKind::Range).map(|range| (range.min, range.max)).unwrap_or_default();
                for number in [ends.0.map(|min| min - 1), ends.1.map(|max| max + 1)].into_iter().flatten() {
                    self.set("range", &spot.at, Some(json!(number)));
                }
                if let Some(most) = spot.field.one_of().iter().max() {
                    self.set("one of", &spot.at, Some(json!(most + 1)));
                }
            }
            _ => {}
        }
    }

    fn form(&mut self, spot: &Spot<'_>) {
        match spot.ty {
            Type::Format(format) => {
                let is_text = matches!(
                    format,
                    calendar_spec::model::Format::Timezone
                        | calendar_spec::model::Format::Recurrence
                        | calendar_spec::model::Format::Email
                        | calendar_spec::model::Format::Url
                );
                let what = if is_text { "form of a text" } else { "time" };
                self.set(what, &spot.at, Some(json!("8 o'clock")));
                if is_text && spot.field.limit(ConstraintKind::Length).and_then(|length| length.max).is_some() {
                    let max = usize::try_from(
                        spot.field.limit(ConstraintKind::Length).and_then(|length| length.max).unwrap(),
                    )
                    .unwrap();
                    self.set("length above", &spot.at, Some(json!("x".repeat(max + 1))));
                }
            }
            Type::Enum(set) => {
                self.set("undocumented value", &spot.at, Some(json!("nobody_knows")));
                let set = &self.spec.enums[set.0];
                for value in set.values.iter().filter(|value| value.read_only) {
                    self.set("read-only value", &spot.at, Some(json!(value.wire)));
                }
            }
            _ => {}
        }
    }
}

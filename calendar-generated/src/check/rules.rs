//! Rules on one value: length, number, format, and whether a client may send it at all.

use std::fmt::{self, Write};

use calendar_spec::path::Step;

use super::conditions::{Count, WireText};
use super::each::Each;
use super::{Format, Validate, Validator, ViolationKind};
use crate::open_enum::{EnumTable, OpenEnum};
use crate::parameter::Parameter;
use crate::{Secret, Timestamp, TimestampMs};

/// A limit on the characters of a string.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    min: usize,
    max: usize,
}

/// A limit on a number.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    min: i64,
    max: i64,
}

/// The only allowed numbers.
#[derive(Clone, Copy, Debug)]
pub struct OneOf(&'static [i64]);

/// Only multiples of it are allowed.
#[derive(Clone, Copy, Debug)]
pub struct MultipleOf(i64);

/// Neither infinite nor NaN.
#[derive(Clone, Copy, Debug)]
pub struct Finite;

/// The format of a string.
#[derive(Clone, Copy, Debug)]
pub struct FormatOf(Format);

/// Not one of the values that only the server may send, and not a misspelt one.
#[derive(Clone, Copy, Debug)]
pub struct Sendable;

/// The rules of an object.
#[derive(Clone, Copy, Debug)]
pub struct Nested;

/// One method for each kind of rule; generated code calls them.
impl Validator<'_> {
    /// A path parameter must not be empty, `.` or `..`, which URL parsers resolve.
    pub fn segment(&mut self, name: &'static str, field: &impl Parameter) {
        let mut dots = Dots::default();
        // Writing cannot fail: this writer never returns an error.
        let _ = field.write_to(&mut dots);
        if dots.cannot_be_a_segment() {
            self.report_field(name, ViolationKind::PathSegment);
        }
    }

    /// Every string in the field has `min` to `max` characters.
    pub fn length(&mut self, name: &'static str, field: &impl Each<Length>, min: usize, max: usize) {
        field.each(&mut self.enter(Step::Field(name)), &Length { min, max });
    }

    /// The list or map has `min` to `max` items.
    pub fn items(&mut self, name: &'static str, field: &impl Count, min: usize, max: usize) {
        let Some(actual) = field.item_count() else {
            return;
        };
        if actual < min || actual > max {
            self.report_field(name, ViolationKind::Items { actual, min, max });
        }
    }

    /// Every number in the field is between `min` and `max`.
    pub fn range(&mut self, name: &'static str, field: &impl Each<Range>, min: i64, max: i64) {
        field.each(&mut self.enter(Step::Field(name)), &Range { min, max });
    }

    /// Every number in the field is one of the allowed ones.
    pub fn one_of(&mut self, name: &'static str, field: &impl Each<OneOf>, allowed: &'static [i64]) {
        field.each(&mut self.enter(Step::Field(name)), &OneOf(allowed));
    }

    /// Every number in the field is a multiple of the step.
    pub fn multiple_of(&mut self, name: &'static str, field: &impl Each<MultipleOf>, step: i64) {
        field.each(&mut self.enter(Step::Field(name)), &MultipleOf(step));
    }

    /// Every number in the field is finite.
    pub fn finite(&mut self, name: &'static str, field: &impl Each<Finite>) {
        field.each(&mut self.enter(Step::Field(name)), &Finite);
    }

    /// Every string in the field has the format.
    pub fn format(&mut self, name: &'static str, field: &impl Each<FormatOf>, format: Format) {
        field.each(&mut self.enter(Step::Field(name)), &FormatOf(format));
    }

    /// No value in the field is one that only the server may send, or one that is not known and may be misspelt.
    pub fn value(&mut self, name: &'static str, field: &impl Each<Sendable>) {
        field.each(&mut self.enter(Step::Field(name)), &Sendable);
    }

    /// Every object in the field follows its own rules.
    pub fn nested(&mut self, name: &'static str, field: &impl Each<Nested>) {
        field.each(&mut self.enter(Step::Field(name)), &Nested);
    }
}

impl<T: WireText> Each<Length> for T {
    fn each(&self, validator: &mut Validator<'_>, rule: &Length) {
        check_length(validator, self.wire_text(), *rule);
    }
}

impl Each<Length> for Secret {
    fn each(&self, validator: &mut Validator<'_>, rule: &Length) {
        check_length(validator, self.expose(), *rule);
    }
}

fn check_length(validator: &mut Validator<'_>, text: &str, Length { min, max }: Length) {
    // A string has at most as many characters as bytes and at least a quarter: counting is seldom necessary.
    if text.len() <= max && text.len().div_ceil(4) >= min {
        return;
    }
    let actual = text.chars().count();
    if actual < min || actual > max {
        validator.report(ViolationKind::Length { actual, min, max });
    }
}

impl Each<Range> for i64 {
    fn each(&self, validator: &mut Validator<'_>, &Range { min, max }: &Range) {
        if *self < min || *self > max {
            validator.report(ViolationKind::Range { actual: *self, min, max });
        }
    }
}

impl Each<Range> for i32 {
    fn each(&self, validator: &mut Validator<'_>, rule: &Range) {
        i64::from(*self).each(validator, rule);
    }
}

impl Each<Range> for Timestamp {
    fn each(&self, check: &mut Validator<'_>, rule: &Range) {
        self.unix_seconds().each(check, rule);
    }
}

impl Each<Range> for TimestampMs {
    fn each(&self, check: &mut Validator<'_>, rule: &Range) {
        self.unix_milliseconds().each(check, rule);
    }
}

/// The bounds are whole numbers; a value outside is reported as the next whole number beyond it.
impl Each<Range> for f64 {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "bounds of a spec are small")]
    fn each(&self, validator: &mut Validator<'_>, &Range { min, max }: &Range) {
        if *self < min as Self {
            validator.report(ViolationKind::Range { actual: self.floor() as i64, min, max });
        } else if *self > max as Self {
            validator.report(ViolationKind::Range { actual: self.ceil() as i64, min, max });
        }
    }
}

impl Each<OneOf> for i64 {
    fn each(&self, validator: &mut Validator<'_>, &OneOf(allowed): &OneOf) {
        if !allowed.contains(self) {
            validator.report(ViolationKind::OneOf { actual: *self, allowed });
        }
    }
}

impl Each<OneOf> for i32 {
    fn each(&self, validator: &mut Validator<'_>, rule: &OneOf) {
        i64::from(*self).each(validator, rule);
    }
}

impl Each<MultipleOf> for i64 {
    fn each(&self, validator: &mut Validator<'_>, &MultipleOf(step): &MultipleOf) {
        if self.checked_rem(step).is_some_and(|rest| rest != 0) {
            validator.report(ViolationKind::MultipleOf { actual: *self, step });
        }
    }
}

impl Each<MultipleOf> for i32 {
    fn each(&self, validator: &mut Validator<'_>, rule: &MultipleOf) {
        i64::from(*self).each(validator, rule);
    }
}

impl Each<Finite> for f64 {
    fn each(&self, validator: &mut Validator<'_>, _: &Finite) {
        if !self.is_finite() {
            validator.report(ViolationKind::NotFinite);
        }
    }
}

impl<T: WireText> Each<FormatOf> for T {
    fn each(&self, validator: &mut Validator<'_>, &FormatOf(format): &FormatOf) {
        if let Err(reason) = format.check(self.wire_text()) {
            validator.report(ViolationKind::Format { format, reason: reason.into() });
        }
    }
}

impl Each<FormatOf> for Secret {
    fn each(&self, validator: &mut Validator<'_>, &FormatOf(format): &FormatOf) {
        if format.check(self.expose()).is_err() {
            // The reason may quote the string.
            validator.report(ViolationKind::Format { format, reason: "".into() });
        }
    }
}

impl<E: OpenEnum> Each<Sendable> for E {
    fn each(&self, validator: &mut Validator<'_>, _: &Sendable) {
        match self.index() {
            Ok(index) if E::TABLE.read_only.contains(&index) => {
                let value = E::TABLE.values.get(index).copied().unwrap_or_default();
                validator.report(ViolationKind::ReadOnly { value });
            }
            Err(value) if !value.is_meant() => validator.report(unknown_value(value, &E::TABLE)),
            _ => {}
        }
    }
}

#[cold]
fn unknown_value(value: &str, table: &EnumTable) -> ViolationKind {
    let values = table.values.iter().copied().enumerate();
    let known: Vec<_> = values.filter(|(index, _)| !table.read_only.contains(index)).map(|(_, value)| value).collect();
    // A name that differs in a third of its letters is another one.
    let most = (value.chars().count() / 3).max(1);
    // Nobody misspells at such a length, and the comparison grows with it.
    let distance = |other: &&str| strsim::damerau_levenshtein(&value.to_lowercase(), &other.to_lowercase());
    let nearest = known.iter().copied().filter(|_| value.len() < 100).map(|known| (distance(&known), known)).min();
    let nearest = nearest.filter(|(distance, _)| *distance <= most).map(|(_, known)| known);
    ViolationKind::UnknownValue { type_name: table.name, nearest, known }
}

impl<T: Validate> Each<Nested> for T {
    fn each(&self, validator: &mut Validator<'_>, _: &Nested) {
        self.check(validator);
    }
}

/// Measures a parameter without storing it: its length, and whether it consists of dots.
#[derive(Default)]
struct Dots {
    length: usize,
    has_others: bool,
}

impl Dots {
    fn cannot_be_a_segment(&self) -> bool {
        self.length <= 2 && !self.has_others
    }
}

impl Write for Dots {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.length += text.len();
        self.has_others |= text.bytes().any(|byte| byte != b'.');
        Ok(())
    }
}

//! Rules across the fields of one object. Each violation is reported at the first field that takes part.

use calendar_spec::format::nanos;

use super::conditions::Offset;
use super::order::Ordered;
use super::{Validator, ViolationKind};

/// The names of fields, each with whether it is set.
type Fields<'a> = &'a [(&'static str, bool)];

/// One method for each kind of rule; generated code calls them.
impl Validator<'_> {
    /// The field is set when the condition holds.
    pub fn required_when(&mut self, name: &'static str, set: bool, holds: bool, when: &'static str) {
        if holds && !set {
            self.report_field(name, ViolationKind::Required { when });
        }
    }

    /// The field does not have this value when the condition holds.
    pub fn forbidden(&mut self, name: &'static str, holds: bool, value: &'static str, when: &'static str) {
        if holds {
            self.report_field(name, ViolationKind::Forbidden { value, when });
        }
    }

    /// At most one of the fields is set.
    pub fn exclusive(&mut self, fields: Fields<'_>) {
        let Some((first, others)) = first_set(fields) else { return };
        let with = self.paths_of(others, |set| *set);
        if !with.is_empty() {
            self.report_field(first, ViolationKind::Exclusive { with });
        }
    }

    /// At least one of the fields is set.
    pub fn at_least_one(&mut self, fields: Fields<'_>) {
        let [(first, _), others @ ..] = fields else {
            return;
        };
        if first_set(fields).is_none() {
            let or = self.paths_of(others, |set| !set);
            self.report_field(first, ViolationKind::AtLeastOne { or });
        }
    }

    /// All of the fields are set or none.
    pub fn together(&mut self, fields: Fields<'_>) {
        let Some((first, _)) = first_set(fields) else { return };
        let missing = self.paths_of(fields, |set| !set);
        if !missing.is_empty() {
            self.report_field(first, ViolationKind::Together { missing });
        }
    }

    /// If any of `fields` is set, none of `with` is.
    pub fn conflict(&mut self, fields: Fields<'_>, with: Fields<'_>) {
        let Some((first, _)) = first_set(fields) else { return };
        let with = self.paths_of(with, |set| *set);
        if !with.is_empty() {
            self.report_field(first, ViolationKind::Conflict { with });
        }
    }

    /// `before` is earlier than `after`, by at most `span_seconds`. Nothing is reported when one of them is not set, or
    /// when a time and a date are in order in some time zone.
    pub fn order(
        &mut self,
        before: &'static str,
        earlier: &impl Ordered,
        after: &'static str,
        later: &impl Ordered,
        or_equal: bool,
        span_seconds: i64,
    ) {
        let (Some(earlier), Some(later)) = (earlier.position(), later.position()) else {
            return;
        };
        let Some(distance) = earlier.until(later) else { return };
        if distance < 0 || (distance == 0 && !or_equal) {
            let rule = ViolationKind::Order { before: self.path_of(after), or_equal };
            self.report_field(before, rule);
        } else if distance > nanos(span_seconds) {
            let rule = ViolationKind::Span { to: self.path_of(after), max_seconds: span_seconds };
            self.report_field(before, rule);
        }
    }

    /// All of the fields that are set have the same form; see [`form`](super::form).
    pub fn same_form(&mut self, fields: &[(&'static str, Option<&'static str>)]) {
        let Some((first, form)) = fields.iter().find_map(|(name, form)| form.map(|form| (*name, form))) else {
            return;
        };
        let unlike = self.paths_of(fields, |other| other.is_some_and(|other| other != form));
        if !unlike.is_empty() {
            self.report_field(first, ViolationKind::SameForm { form, unlike });
        }
    }

    /// The lists have at most `max` items in total.
    pub fn items_together(&mut self, lists: &[(&'static str, usize)], max: usize) {
        let actual = lists.iter().map(|(_, count)| count).sum();
        if actual <= max {
            return;
        }
        let [(first, _), others @ ..] = lists else {
            return;
        };
        let with = self.paths_of(others, |_| true);
        self.report_field(first, ViolationKind::ItemsTogether { actual, max, with });
    }

    /// At most `max` items of the list meet the condition; `actual` of them do.
    pub fn items_where(&mut self, name: &'static str, actual: usize, max: usize, when: &'static str) {
        if actual > max {
            self.report_field(name, ViolationKind::ItemsWhere { actual, max, when });
        }
    }

    /// `before` is earlier than `after` when both are measured from the same base. Each is a base and a distance.
    pub fn offset_order(&mut self, before: &'static str, earlier: Offset, after: &'static str, later: Offset) {
        let (Some((base, earlier)), Some((other_base, later))) = (earlier, later) else {
            return;
        };
        if base == other_base && earlier >= later {
            let rule = ViolationKind::Order { before: self.path_of(after), or_equal: false };
            self.report_field(before, rule);
        }
    }
}

/// The first field that is set, and those after it.
fn first_set(fields: Fields<'_>) -> Option<(&'static str, Fields<'_>)> {
    let index = fields.iter().position(|(_, set)| *set)?;
    Some((fields[index].0, &fields[index + 1..]))
}

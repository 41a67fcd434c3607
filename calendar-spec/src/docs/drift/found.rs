//! The differences of one page, while they are collected.

use super::subject::Subject;
use crate::docs::difference::{Anchor, Difference, Relation};
use crate::docs::facts::{Facts, Place};
use crate::model::Spec;

/// The maximum number of differences of one page; a malicious page could have millions.
pub(super) const MOST_DIFFERENCES: usize = 1000;

/// The differences and notes so far.
pub(super) struct Found<'f> {
    pub(super) spec: &'f Spec,
    pub(super) facts: &'f Facts,
    pub(super) subject: Subject<'f>,
    pub(super) differences: Vec<Difference>,
    pub(super) notes: Vec<String>,
    /// Whether there were more than are kept.
    pub(super) is_cut: bool,
}

impl Found<'_> {
    /// Adds a difference, unless both sides are the same.
    pub(super) fn compare(&mut self, fact: &str, line: usize, page: &str, spec: &str, anchor: Anchor) {
        if page != spec {
            let sides = (Some(page.to_owned()), Some(spec.to_owned()));
            self.push(fact.to_owned(), Relation::Different, sides, line, anchor);
        }
    }

    pub(super) fn push(
        &mut self,
        fact: String,
        relation: Relation,
        (page, spec): (Option<String>, Option<String>),
        line: usize,
        anchor: Anchor,
    ) {
        if self.is_full() {
            self.is_cut = true;
            return;
        }
        self.differences.push(Difference { fact, relation, page, spec, line, place: None, why: None, anchor });
    }

    /// Whether no more differences are kept.
    pub(super) fn is_full(&self) -> bool {
        self.differences.len() >= MOST_DIFFERENCES
    }

    /// Adds a difference for each entry that only one of two lists has.
    pub(super) fn compare_entries(
        &mut self,
        fact: &str,
        page: &[String],
        spec: &[String],
        line: usize,
        anchor: &Anchor,
    ) {
        for entry in page.iter().filter(|entry| !spec.contains(entry)) {
            let sides = (Some(entry.clone()), None);
            self.push(format!("{fact}.{entry}"), Relation::Missing, sides, line, anchor.clone());
        }
        for entry in spec.iter().filter(|entry| !page.contains(entry)) {
            let sides = (None, Some(entry.clone()));
            self.push(format!("{fact}.{entry}"), Relation::Extra, sides, line, anchor.then(entry));
        }
    }

    /// The line of the first fact of the page, for facts that it does not state.
    pub(super) fn first_line(&self) -> usize {
        self.facts.url.as_ref().or(self.facts.event_type.as_ref()).map_or(1, |stated| stated.line)
    }

    /// Whether the page states everything.
    pub(super) fn states_all(&self) -> bool {
        self.facts.format.states_all()
    }

    pub(super) fn table_line(&self, place: Place) -> usize {
        let table = self.facts.tables.iter().find(|table| table.place == place);
        table.map_or(self.first_line(), |table| table.line)
    }
}

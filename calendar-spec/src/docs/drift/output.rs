//! A [`Drift`] as text, JSON and Markdown.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Compared, Drift};
use crate::docs::difference::{Difference, Relation};
use crate::docs::facts::Disagreement;

impl Disagreement {
    /// What differs, in one sentence.
    pub(super) fn sentence(&self) -> String {
        let Self { fact, page, schema, line } = self;
        format!("line {line}: `{fact}` is `{page}` on the page and `{schema}` in its schema; the page is taken")
    }
}

impl Drift {
    /// As text for people: what differs by endpoint, what is not compared, and totals.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (subject, pages) in self.groups() {
            let _ = writeln!(text, "{subject}");
            for page in pages {
                for difference in &page.differences {
                    let _ = writeln!(text, "  {}:{}: {}", page.file, difference.line, difference.sentence());
                    if let Some(place) = &difference.place {
                        let _ = writeln!(text, "    spec: {}:{}:{}", place.file, place.line, place.column);
                    }
                    if let Some(why) = &difference.why {
                        let _ = writeln!(text, "    left: {why}");
                    }
                }
            }
            text.push('\n');
        }
        for stale in &self.stale {
            let _ = writeln!(text, "{}: {}\n", shown_place(stale), stale.sentence());
        }
        for page in &self.pages {
            for note in &page.notes {
                let _ = writeln!(text, "{}: {note}", page.file);
            }
        }
        if self.pages.iter().any(|page| !page.notes.is_empty()) {
            text.push('\n');
        }
        text + &self.totals_in_words() + "\n"
    }

    /// For a review: a table for each endpoint.
    pub fn to_markdown(&self) -> String {
        let mut text = "# Drift between the reference pages and the spec\n\n".to_owned();
        for (subject, pages) in self.groups() {
            let _ = writeln!(text, "## {subject}\n");
            let all =
                || pages.iter().flat_map(|page| page.differences.iter().map(|difference| (&*page.file, difference)));
            let (prose, facts): (Vec<_>, Vec<_>) =
                all().partition(|(_, difference)| difference.relation == Relation::Prose);
            if !facts.is_empty() {
                text.push_str("| fact | page | spec | where |\n| --- | --- | --- | --- |\n");
            }
            for (file, difference) in &facts {
                let _ = writeln!(text, "{}", row(file, difference));
            }
            if !prose.is_empty() {
                let _ = writeln!(text, "{}Sentences to read:\n", if facts.is_empty() { "" } else { "\n" });
            }
            for (file, difference) in &prose {
                let _ = writeln!(text, "{}", sentence_item(file, difference));
            }
            text.push('\n');
        }
        if !self.stale.is_empty() {
            text.push_str("## Intended differences that no longer exist\n\n");
            for stale in &self.stale {
                let _ = writeln!(text, "- {}: `{}`", shown_place(stale), stale.fact);
            }
            text.push('\n');
        }
        text + &self.totals_in_words() + "\n"
    }

    /// For programs.
    pub fn to_json(&self) -> Value {
        json!({
            "pages": self.pages,
            "stale": self.stale,
            "without_page": self.without_page,
            "totals": {
                "pages": self.pages.len(),
                "compared": self.compared(),
                "findings": self.total(),
                "accepted": self.accepted(),
            },
        })
    }

    /// Pages with findings by endpoint, in the order in which they came.
    fn groups(&self) -> Vec<(&str, Vec<&Compared>)> {
        let mut groups: Vec<(&str, Vec<&Compared>)> = Vec::new();
        for page in self.pages.iter().filter(|page| !page.differences.is_empty()) {
            let subject = page.subject.as_deref().unwrap_or("no endpoint or event of the spec");
            match groups.iter_mut().find(|(known, _)| *known == subject) {
                Some((_, pages)) => pages.push(page),
                None => groups.push((subject, vec![page])),
            }
        }
        groups
    }

    /// How many pages are about an endpoint or event of the spec.
    pub fn compared(&self) -> usize {
        self.pages.iter().filter(|page| page.subject.is_some()).count()
    }

    fn accepted(&self) -> usize {
        self.pages.iter().map(|page| page.accepted).sum()
    }

    fn totals_in_words(&self) -> String {
        let count = |relation| {
            let of_pages = self.pages.iter().flat_map(|page| &page.differences);
            of_pages.chain(&self.stale).filter(|difference| difference.relation == relation).count()
        };
        let pages = counted(self.pages.len(), "page", "pages");
        let without = counted(self.without_page.len(), "of the spec has", "of the spec have");
        let findings = counted(self.total(), "finding", "findings");
        let meant = counted(self.accepted(), "difference is", "differences are");
        let kinds = [Relation::Missing, Relation::Extra, Relation::Different, Relation::Unread, Relation::Stale];
        let [missing, extra, different, unread, stale] = kinds.map(count);
        let prose = match count(Relation::Prose) {
            0 => String::new(),
            sentences => format!(", {sentences} in prose"),
        };
        let compared = self.compared();
        let other = self.pages.len() - compared;
        format!(
            "{pages}, {compared} compared, {other} without an endpoint or event; {without} no page here\n\
             {findings}: {missing} missing, {extra} extra, {different} different{prose}, {unread} unread, {stale} stale; {meant} meant"
        )
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn shown_place(difference: &Difference) -> String {
    difference
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}:{}:{}", place.file, place.line, place.column))
}

/// A sentence as an item of a list: added or removed.
fn sentence_item(file: &str, difference: &Difference) -> String {
    let fact = difference.fact.trim_end_matches(":prose");
    match (&difference.page, &difference.spec) {
        (Some(new), _) => format!("- `{fact}`, {file}:{}: added “{new}”", difference.line),
        (None, gone) => {
            format!("- `{fact}`, {file}:{}: removed “{}”", difference.line, gone.as_deref().unwrap_or_default())
        }
    }
}

fn row(file: &str, difference: &Difference) -> String {
    let cell = |side: &Option<String>| side.as_deref().unwrap_or("–").replace('|', "\\|");
    let places = [format!("{file}:{}", difference.line), shown_place(difference)];
    let places: Vec<&str> = places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect();
    format!(
        "| `{}` | {} | {} | {} |",
        difference.fact,
        cell(&difference.page),
        cell(&difference.spec),
        places.join("<br>")
    )
}

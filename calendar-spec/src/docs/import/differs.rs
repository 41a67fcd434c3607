//! Where the imported spec differs from its pages, as `page.differs` lists it.

use std::collections::HashSet;

use super::draft::Draft;
use super::{Import, Taken};
use crate::docs::drift::{Accepted, Comparison};
use crate::docs::facts::{Facts, Kind};
use crate::docs::unread::Page;

impl Import<'_> {
    /// Leaves out each page that alone makes a spec that `check` rejects.
    fn leave_out_invalid(&mut self) {
        self.draft = Draft::default();
        for taken in std::mem::take(&mut self.taken) {
            let mut alone = Self { base: self.base, into: self.into.clone(), ..Self::new(&self.name, None) };
            alone.import(&taken.file, &taken.joined());
            match alone.texts().load().report.findings().first() {
                Some(finding) => self.notes.push(format!("{}: not imported: {}", taken.file, finding.message)),
                None => self.taken.push(taken),
            }
        }
        self.import_all();
    }

    pub(super) fn state_differences(&mut self) {
        let mut loaded = self.texts().load();
        if !loaded.report.is_empty() {
            self.leave_out_invalid();
            loaded = self.texts().load();
        }
        let mut comparison = Comparison::without_places(&loaded.spec, Accepted::default());
        let pages = self.taken.iter().flat_map(|taken| {
            std::iter::once((taken, &taken.page)).chain(taken.others.iter().map(move |other| (taken, other)))
        });
        let pages: Vec<(&Taken, &Page)> = pages.collect();
        for (taken, page) in &pages {
            comparison.add(&taken.file, page);
        }
        for page in &self.introductions {
            comparison.add("", page);
        }
        for ((taken, page), compared) in pages.into_iter().zip(comparison.finish().pages) {
            let resource = &mut self.draft.resources[taken.resource];
            let about = match taken.page.facts.kind {
                Kind::Event => &mut resource.events[taken.index].about,
                _ => &mut resource.endpoints[taken.index].about,
            };
            let mut seen = HashSet::new();
            let whose = |sentence| known_as(&page.facts, &taken.page.facts, sentence);
            let sentences = compared.differences.iter().map(|difference| whose(difference.sentence()));
            about.differs.extend(sentences.filter(|sentence| seen.insert(sentence.clone())));
        }
    }
}

/// A difference as the spec lists it: after the path of its page, if that is not the page of the endpoint.
fn known_as(page: &Facts, first: &Facts, sentence: String) -> String {
    match &page.path {
        Some(path) if first.path.as_ref().is_some_and(|first| first.value != path.value) => {
            format!("{}: {sentence}", path.value)
        }
        _ => sentence,
    }
}

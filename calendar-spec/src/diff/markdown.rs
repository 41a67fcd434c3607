//! A verdict as a part of a changelog.
//!
//! In: a [`Verdict`]. Out: a heading with the version, and a list for each kind of change. Changes with equal texts
//! share a line.

use std::fmt::Write as _;

use super::output::{clean, describe};
use super::{Change, Effect, Fact, Kind, Level, Verdict};

/// Where a changelog lists a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Added,
    Changed,
    Deprecated,
    Removed,
    /// Changes of this section share one line.
    Documentation,
}

/// The sections with a list of their own.
const SECTIONS: [(Section, &str); 4] = [
    (Section::Added, "Added"),
    (Section::Changed, "Changed"),
    (Section::Deprecated, "Deprecated"),
    (Section::Removed, "Removed"),
];

impl Verdict {
    /// The part of a changelog.
    pub fn to_markdown(&self) -> String {
        let needed = self.versions.needed(self.diff.rust());
        let version = if self.is_version_enough() == Some(true) { self.versions.new.clone() } else { needed };
        let version = version.map_or_else(|| "Unreleased".to_owned(), |version| version.to_string());
        let mut text = format!("## {version}\n");
        for (section, title) in SECTIONS {
            let mut lines = self.lines(section);
            if section == Section::Changed {
                lines.extend(self.documentation());
            }
            if !lines.is_empty() {
                let _ = write!(text, "\n### {title}\n\n{}", lines.concat());
            }
        }
        text
    }

    /// The changes of a section, breaking ones first.
    fn lines(&self, section: Section) -> Vec<String> {
        let mut changes = self.in_section(section);
        changes.sort_by_key(|change| breaks(change).is_empty());
        let is_said_alike =
            |one: &&Change, other: &&Change| describe(one) == describe(other) && breaks(one) == breaks(other);
        changes.chunk_by(is_said_alike).map(line).collect()
    }

    /// One line for all changes of texts.
    fn documentation(&self) -> Option<String> {
        let mut places = places(&self.in_section(Section::Documentation));
        places.dedup();
        (!places.is_empty()).then(|| format!("- Documentation of {}.\n", places.join(", ")))
    }

    fn in_section(&self, section: Section) -> Vec<&Change> {
        self.diff.changes.iter().filter(|change| section_of(change) == section).collect()
    }
}

fn section_of(change: &Change) -> Section {
    match (change.fact, change.kind) {
        (Fact::Deprecation, Kind::Added) => Section::Deprecated,
        (Fact::Deprecation, Kind::Changed) => Section::Documentation,
        (fact, _) if fact.is_documentation() => Section::Documentation,
        (fact, Kind::Added) if fact.is_item() => Section::Added,
        (fact, Kind::Removed) if fact.is_item() => Section::Removed,
        _ => Section::Changed,
    }
}

/// Changes with equal texts.
fn line(changes: &[&Change]) -> String {
    let text = changes.first().map(|change| describe(change)).unwrap_or_default();
    let breaks = changes.first().map(|change| breaks(change)).filter(|breaks| !breaks.is_empty());
    let breaks = breaks.map(|breaks| format!(" **Breaks {}.**", breaks.join(" and "))).unwrap_or_default();
    format!("- {}: {}.{breaks}\n", places(changes).join(", "), text.trim_end_matches('.'))
}

fn places(changes: &[&Change]) -> Vec<String> {
    changes.iter().map(|change| format!("`{}`", clean(&change.place))).collect()
}

/// The effects of a change.
fn breaks(change: &Change) -> Vec<&'static str> {
    let breaking = |effect| effect == Some(Effect::Breaking);
    let parts = [
        (change.rust == Level::Major, "source"),
        (breaking(change.wire.request), "requests"),
        (breaking(change.wire.response), "responses"),
    ];
    parts.into_iter().filter(|(breaks, _)| *breaks).map(|(_, part)| part).collect()
}

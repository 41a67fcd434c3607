//! A verdict as text, and as JSON.
//!
//! In: a [`Verdict`]. Out: strings. The texts of the documentation itself are only in the JSON.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use super::{Change, Effect, Fact, Level, Verdict};
use crate::diagnostic::shorten;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const ALARM: Style = AnsiColor::Red.on_default().bold();

impl Verdict {
    /// A text with terminal colours: the changes by their level, then their total effect.
    pub fn to_text(&self) -> String {
        let (old, new) = (clean(&self.old), clean(&self.new));
        let mut text = format!("{STRONG}{old} → {new}{STRONG:#}: {}\n", count(self.diff.changes.len()));
        for level in [Level::Major, Level::Minor, Level::Patch] {
            let changes: Vec<&Change> = self.diff.changes.iter().filter(|change| change.rust == level).collect();
            if !changes.is_empty() {
                let _ = writeln!(text, "\n{STRONG}{}{STRONG:#}", level.as_str());
            }
            for change in changes {
                let _ = writeln!(
                    text,
                    "  {STRONG}{}{STRONG:#}: {}{}",
                    clean(&change.place),
                    describe(change),
                    on_wire(change)
                );
            }
        }
        let _ = write!(text, "\n{}\n{}\n", self.meaning(), self.version());
        text
    }

    /// `Rust source: major. On the wire: 2 changes break deployed programs.`
    fn meaning(&self) -> String {
        let rust = self.diff.rust().map_or("unchanged", Level::as_str);
        let wire = match self.diff.breaking().count() {
            0 => "nothing breaks deployed programs".to_owned(),
            1 => "1 change breaks deployed programs".to_owned(),
            breaking => format!("{breaking} changes break deployed programs"),
        };
        format!("Rust source: {rust}. On the wire: {wire}.")
    }

    /// Compares the versions in the manifests with the required one.
    fn version(&self) -> String {
        let (old, new) = (&self.versions.old, &self.versions.new);
        if self.diff.changes.is_empty() {
            return "Version: no new one is needed.".to_owned();
        }
        let (Some(old), Some(needed)) = (old, self.versions.needed(self.diff.rust())) else {
            return "Version: the old one is not known; name it with `--old-version`.".to_owned();
        };
        match (new, self.is_version_enough()) {
            (Some(new), Some(true)) => format!("Version: {old} → {new}, which is enough (needed: {needed})."),
            (Some(new), _) => {
                format!("Version: {old} → {new}, {ALARM}which is not enough: {needed} is needed{ALARM:#}.")
            }
            (None, _) => format!("Version: after {old}, {needed} is needed."),
        }
    }

    /// The verdict as JSON.
    pub fn to_json(&self) -> Value {
        let rust = self.diff.rust();
        let of = |level| self.diff.changes.iter().filter(|change| change.rust == level).count();
        let text = |version: Option<&semver::Version>| version.map(ToString::to_string);
        json!({
            "old": { "spec": self.old, "version": text(self.versions.old.as_ref()) },
            "new": { "spec": self.new, "version": text(self.versions.new.as_ref()) },
            "rust": rust.map(Level::as_str),
            "breaking_on_the_wire": self.diff.breaking().next().is_some(),
            "version_needed": text(self.versions.needed(rust).as_ref()),
            "version_is_enough": self.is_version_enough(),
            "counts": {
                "major": of(Level::Major), "minor": of(Level::Minor), "patch": of(Level::Patch),
                "breaking_on_the_wire": self.diff.breaking().count(),
            },
            "changes": self.diff.changes.iter().map(Change::to_json).collect::<Vec<_>>(),
        })
    }
}

impl Change {
    fn to_json(&self) -> Value {
        let Self { fact: _, kind: _, place, old, new, wire, rust } = self;
        json!({
            "class": self.class(), "place": place, "old": old, "new": new, "rust": rust.as_str(),
            "request": wire.request.map(Effect::as_str), "response": wire.response.map(Effect::as_str),
        })
    }
}

/// `requirement changed: optional → required`
pub(super) fn describe(change: &Change) -> String {
    let short = |text: &String| if change.fact.is_documentation() { shorten(text) } else { text.clone() };
    let texts = match (change.old.as_ref().map(short), change.new.as_ref().map(short)) {
        _ if change.fact == Fact::Doc => String::new(),
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (Some(only), None) | (None, Some(only)) => format!(": {only}"),
        (None, None) => String::new(),
    };
    clean(&format!("{} {}{texts}", change.fact.name(), change.kind.as_str()))
}

/// ` (request: breaking)`, or nothing if nothing changes on the wire.
fn on_wire(change: &Change) -> String {
    let style = if change.wire.is_breaking() { ALARM } else { FAINT };
    match change.wire.to_string() {
        wire if wire.is_empty() => wire,
        wire => format!(" {style}({wire}){style:#}"),
    }
}

/// On one line, and without control characters.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn count(changes: usize) -> String {
    match changes {
        0 => "no changes".to_owned(),
        1 => "1 change".to_owned(),
        changes => format!("{changes} changes"),
    }
}

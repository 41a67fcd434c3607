//! Problems of a spec: collected by every stage, then located and shown.
//!
//! The stages push [`Problem`]s, which refer to nodes of the YAML; [`Report`] looks up the positions of these nodes and
//! holds [`Finding`]s that a person or a program can read.

mod codes;
#[cfg(feature = "cli")]
mod json;
mod render;
mod report;
mod words;

pub use codes::CODES;
#[cfg(feature = "cli")]
pub(crate) use report::line_and_column;
pub use report::{Finding, Report};
pub(crate) use words::{Nearest, all_of, any_of, joined, quoted, shorten};

use crate::location::Location;

/// A file that findings are about.
pub(crate) trait File {
    /// Its path in messages.
    fn shown(&self) -> &str;

    /// Its text, empty if it could not be read.
    fn text(&self) -> &str;

    /// The byte at which a node starts.
    fn locate(&self, node: u32) -> usize;
}

/// What a problem refers to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Where {
    /// A node of a file that could be parsed.
    Node(Location),
    /// A byte of a file that could not be parsed.
    Byte { file: u32, offset: usize },
    /// A path that is not a file of the spec.
    Path(String),
}

impl From<Location> for Where {
    fn from(place: Location) -> Self {
        Self::Node(place)
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) at: Where,
    pub(crate) message: String,
    pub(crate) label: Option<String>,
    pub(crate) help: Vec<String>,
    /// A related position, and what is there.
    pub(crate) related: Option<(&'static str, Location)>,
}

impl Problem {
    /// `message` says what is wrong, without where.
    pub(crate) fn new(code: &'static str, at: impl Into<Where>, message: impl Into<String>) -> Self {
        Self { code, at: at.into(), message: message.into(), label: None, help: Vec::new(), related: None }
    }

    /// A short text under the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What is allowed, or what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Refers to a related position, such as the first of two duplicates.
    pub(crate) fn related(mut self, what: &'static str, place: Location) -> Self {
        self.related = Some((what, place));
        self
    }

    /// Offers the nearest name, if there is one.
    pub(crate) fn did_you_mean(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{}`?", shorten(name))),
            None => self,
        }
    }
}

/// How many problems are kept; a malicious file could have millions.
const KEPT: usize = 10_000;

/// All problems so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    kept: Vec<Problem>,
    dropped: usize,
    /// Whether some declarations could not be read.
    has_gaps: bool,
}

impl Problems {
    /// Adds one.
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.kept.len() < KEPT {
            self.kept.push(problem);
        } else {
            self.dropped += 1;
        }
    }

    /// Records that something could not be read, which may contain declarations.
    pub(crate) fn leave_gap(&mut self) {
        self.has_gaps = true;
    }

    /// Adds a problem about an undeclared name, unless the name may be declared in something that could not be read:
    /// one mistake would give hundreds of findings.
    pub(crate) fn push_undeclared(&mut self, problem: Problem) {
        if !self.has_gaps {
            self.push(problem);
        }
    }

    /// All problems so far, to be improved.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Problem> {
        self.kept.iter_mut()
    }

    /// Whether there are no problems so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// A search for similar names, disabled when there are more problems than are shown.
    pub(crate) fn nearest(&self) -> Nearest {
        Nearest::new(self.kept.len() <= report::SHOWN)
    }
}

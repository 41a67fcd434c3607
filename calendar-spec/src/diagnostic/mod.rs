//! Problems of a spec: collected by every stage, located and shown at the end.
//!
//! The stages push [`Problem`]s, which point at nodes of the YAML; [`Report`] looks up where these nodes are in the
//! text and holds [`Finding`]s that a person or a program can read.

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
pub(crate) use words::{Nearest, all_of, any_of, quoted, shorten};

/// Where a node is: the file's number, and the node's number in the order of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index of the file, root first.
    pub(crate) file: u32,
    /// The node's number in the file; keys and values count alike.
    pub(crate) node: u32,
}

/// A file that findings are about.
pub(crate) trait File {
    /// Its path as messages show it.
    fn shown(&self) -> &str;

    /// Its text, empty if it could not be read.
    fn text(&self) -> &str;

    /// The byte at which a node starts.
    fn locate(&self, node: u32) -> usize;
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// What a problem points at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Where {
    /// A node of a file that could be parsed.
    Node(Place),
    /// A byte of a file that could not.
    Byte { file: u32, offset: usize },
    /// Something that is no file of the spec.
    Path(String),
}

impl From<Place> for Where {
    fn from(place: Place) -> Self {
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
    /// Another place that belongs to it, and what is there.
    pub(crate) related: Option<(&'static str, Place)>,
}

impl Problem {
    /// `message` says what is wrong, without where.
    pub(crate) fn new(code: &'static str, at: impl Into<Where>, message: impl Into<String>) -> Self {
        Self { code, at: at.into(), message: message.into(), label: None, help: Vec::new(), related: None }
    }

    /// A few words under the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What is allowed, or what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Says where something else stands that matters here, such as the first of two.
    pub(crate) fn related(mut self, what: &'static str, place: Place) -> Self {
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

/// How many problems are kept; a file made to annoy could have millions.
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

    /// Says that something could not be read, in which names may be declared.
    pub(crate) fn leave_gap(&mut self) {
        self.has_gaps = true;
    }

    /// Adds one about a name that is declared nowhere, unless it may be declared where something could not be read:
    /// one slip would give hundreds of findings.
    pub(crate) fn push_undeclared(&mut self, problem: Problem) {
        if !self.has_gaps {
            self.push(problem);
        }
    }

    /// All so far, to be said better.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Problem> {
        self.kept.iter_mut()
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// A search for names, switched off when there are more problems than are shown.
    pub(crate) fn nearest(&self) -> Nearest {
        Nearest::new(self.kept.len() <= report::SHOWN)
    }
}

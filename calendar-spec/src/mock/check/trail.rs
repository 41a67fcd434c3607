//! The path from a request to a value in it, as a linked list on the stack.

use std::fmt::{self, Display};

/// One step from a value to a part of it.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// To a field of an object.
    Field(&'a str),
    /// To an item of a list.
    Index(usize),
    /// To a value of a map.
    Key(&'a str),
}

impl Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}

/// A step and the path before it; prints as `attendees[3].user_id`.
#[derive(Clone, Copy)]
pub(super) struct Trail<'a> {
    before: Option<&'a Trail<'a>>,
    step: Option<Step<'a>>,
}

impl<'a> Trail<'a> {
    /// The request itself.
    pub(super) fn root() -> Self {
        Self { before: None, step: None }
    }

    pub(super) fn then<'b>(&'b self, step: Step<'b>) -> Trail<'b>
    where
        'a: 'b,
    {
        Trail { before: Some(self), step: Some(step) }
    }

    pub(super) fn field<'b>(&'b self, name: &'b str) -> Trail<'b>
    where
        'a: 'b,
    {
        self.then(Step::Field(name))
    }
}

impl Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(step) = &self.step else { return Ok(()) };
        if let Some(before) = self.before.filter(|before| before.step.is_some()) {
            before.fmt(f)?;
            if matches!(step, Step::Field(_)) {
                f.write_str(".")?;
            }
        }
        step.fmt(f)
    }
}

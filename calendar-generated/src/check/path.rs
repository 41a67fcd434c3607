//! The path from a request to a value in it, as a linked list on the stack.

use std::fmt::{self, Display};

use crate::decode::Step;

/// A step and the path before it; prints as `attendees[3].user_id`.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    before: Option<&'a Path<'a>>,
    step: Option<Step<'a>>,
}

impl<'a> Path<'a> {
    /// The request itself.
    pub(super) fn root() -> Self {
        Self { before: None, step: None }
    }

    pub(super) fn then<'b>(&'b self, step: Step<'b>) -> Path<'b>
    where
        'a: 'b,
    {
        Path { before: Some(self), step: Some(step) }
    }

    fn is_root(&self) -> bool {
        self.step.is_none()
    }
}

impl Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(step) = &self.step else {
            return Ok(());
        };
        if let Some(before) = self.before.filter(|path| !path.is_root()) {
            before.fmt(f)?;
            if matches!(step, Step::Field(_)) {
                f.write_str(".")?;
            }
        }
        step.fmt(f)
    }
}

//! The path from a value to a part of it, such as `attendees[3].user_id`.
//!
//! A [`Path`] is a linked list on the stack: building one allocates nothing, so that checks can carry it along.

use std::fmt::{self, Display};

/// One step from a value to a part of it.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
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
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    before: Option<&'a Path<'a>>,
    step: Option<Step<'a>>,
}

impl<'a> Path<'a> {
    /// The value itself.
    pub fn root() -> Self {
        Self { before: None, step: None }
    }

    /// The path to a part of this path's value.
    pub fn then<'b>(&'b self, step: Step<'b>) -> Path<'b>
    where
        'a: 'b,
    {
        Path { before: Some(self), step: Some(step) }
    }

    /// The path to a field of this path's value.
    pub fn field<'b>(&'b self, name: &'b str) -> Path<'b>
    where
        'a: 'b,
    {
        self.then(Step::Field(name))
    }
}

impl Display for Path<'_> {
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

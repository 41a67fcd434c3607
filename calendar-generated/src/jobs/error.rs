//! [`JobError`]: why a job failed, and what it left.

use std::error::Error as StdError;
use std::fmt;

use super::InvalidValue;
use crate::types::EventId;
use crate::{Error, Text};

/// Why a job of several calls failed, and what that left in the calendar.
///
/// `Display` is one line: the step that failed, why, and what remains.
pub struct JobError(Box<Inner>);

struct Inner {
    step: Text,
    cause: Cause,
    state: JobState,
    left: Vec<Leftover>,
}

enum Cause {
    Call(Error),
    Problem(JobErrorKind, Text),
}

/// What kind of failure it is; see [`JobError::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobErrorKind {
    /// A call failed; [`JobError::call_error`] is its error.
    Call,
    /// The job cannot be done with these arguments.
    Invalid,
    /// A room that is required was not booked.
    RoomDeclined,
    /// A required room had not replied when the time to wait was over.
    RoomPending,
    /// The response lacks the requested data, so nothing can be concluded from it.
    Incomplete,
}

/// What a failed job has changed in the calendar; see [`JobError::state`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    /// Nothing.
    Unchanged,
    /// Nothing is left: what was done before the failure has been taken back.
    RolledBack,
    /// The completed steps remain; [`JobError::left_behind`] lists them. Run the job again to complete it.
    Partial,
    /// The rollback failed as well; [`JobError::left_behind`] lists what remains.
    RollbackFailed,
}

/// Something that a failed job left in the calendar.
#[derive(Debug)]
#[non_exhaustive]
pub struct Leftover {
    /// The event; `None` if its ID is unknown, since no response arrived.
    pub event_id: Option<EventId>,
    /// What is the matter with it, and what to do.
    pub problem: Text,
    /// Why it could not be taken back.
    pub error: Option<Error>,
}

impl Leftover {
    pub(super) fn event(id: &EventId, problem: impl Into<Text>, error: Error) -> Self {
        Self { event_id: Some(id.clone()), problem: problem.into(), error: Some(error) }
    }
}

impl JobError {
    fn new(step: impl Into<Text>, cause: Cause) -> Self {
        Self(Box::new(Inner { step: step.into(), cause, state: JobState::Unchanged, left: Vec::new() }))
    }

    pub(super) fn call(step: impl Into<Text>, error: Error) -> Self {
        Self::new(step, Cause::Call(error))
    }

    pub(super) fn problem(step: impl Into<Text>, kind: JobErrorKind, why: impl Into<Text>) -> Self {
        Self::new(step, Cause::Problem(kind, why.into()))
    }

    pub(super) fn invalid(step: impl Into<Text>, why: impl Into<Text>) -> Self {
        Self::problem(step, JobErrorKind::Invalid, why)
    }

    /// The same failure, after which everything was taken back but this.
    pub(super) fn rolled_back(mut self, left: Vec<Leftover>) -> Self {
        self.0.left.extend(left);
        self.0.state = if self.0.left.is_empty() { JobState::RolledBack } else { JobState::RollbackFailed };
        self
    }

    /// The same failure, after which this stays.
    pub(super) fn partial(mut self, left: Vec<Leftover>) -> Self {
        self.0.state = JobState::Partial;
        self.0.left = left;
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> JobErrorKind {
        match &self.0.cause {
            Cause::Call(_) => JobErrorKind::Call,
            Cause::Problem(kind, _) => *kind,
        }
    }

    /// What was being done, such as `adding attendees`.
    pub fn step(&self) -> &str {
        &self.0.step
    }

    /// The error of the call that failed.
    pub fn call_error(&self) -> Option<&Error> {
        match &self.0.cause {
            Cause::Call(error) => Some(error),
            Cause::Problem(..) => None,
        }
    }

    /// What the job has changed in the calendar.
    pub fn state(&self) -> JobState {
        self.0.state
    }

    /// What the job left in the calendar; empty unless the state is [`JobState::Partial`] or
    /// [`JobState::RollbackFailed`].
    pub fn left_behind(&self) -> &[Leftover] {
        &self.0.left
    }
}

/// As the first step of a job, which has changed nothing yet.
pub(super) fn invalid(step: &'static str) -> impl Fn(InvalidValue) -> JobError {
    move |why| JobError::invalid(step, why.to_string())
}

/// As a step of a job that failed with its call.
pub(super) fn during(step: &'static str) -> impl Fn(Error) -> JobError {
    move |error| JobError::call(step, error)
}

impl fmt::Display for Leftover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.event_id {
            Some(id) => write!(f, "event `{id}` {}", self.problem)?,
            None => f.write_str(&self.problem)?,
        }
        self.error.as_ref().map_or(Ok(()), |error| write!(f, " ({error})"))
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.0.step)?;
        match &self.0.cause {
            Cause::Call(error) => error.fmt(f)?,
            Cause::Problem(_, why) => why.fmt(f)?,
        }
        f.write_str(match self.0.state {
            JobState::Unchanged => "; nothing was changed",
            JobState::RolledBack => "; what was done before was taken back",
            JobState::Partial => "; what was done before stays, and running the job again completes it",
            JobState::RollbackFailed => "; taking back what was done before failed",
        })?;
        for left in &self.0.left {
            write!(f, "; {left}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobError")
            .field("message", &format_args!("{self}"))
            .field("state", &self.0.state)
            .field("left", &self.0.left)
            .finish_non_exhaustive()
    }
}

impl StdError for JobError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.call_error().map(|error| error as &(dyn StdError + 'static))
    }
}

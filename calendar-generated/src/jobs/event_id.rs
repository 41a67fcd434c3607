//! [`EventIdParts`]: the parts of an event ID.

use std::fmt;

use calendar_spec::format::parse_integer;

use super::InvalidValue;
use crate::text::OneLine;
use crate::types::EventId;
use crate::{Text, Timestamp};

/// The two parts of an event ID, `{uid}_{original time}`.
///
/// The original time is 0 for a single event and for a series. For an instance of a series, it is the start that the
/// rule gives it, in Unix seconds; for an all-day event, midnight in UTC. An instance keeps its ID when it is moved.
///
/// ```
/// use calendar_generated::jobs::EventIdParts;
/// use calendar_generated::types::EventId;
///
/// let parts = EventIdParts::of(&EventId::from("75d28f9b-e35c-4230-8a83-4a661497db54_1602504000"))?;
/// assert_eq!(parts.original_time(), Some(1_602_504_000.into()));
/// assert_eq!(parts.series(), "75d28f9b-e35c-4230-8a83-4a661497db54_0");
/// assert_eq!(parts.instance(1_602_590_400), "75d28f9b-e35c-4230-8a83-4a661497db54_1602590400");
/// # Ok::<(), calendar_generated::jobs::InvalidValue>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventIdParts {
    uid: Text,
    original: Option<Timestamp>,
}

impl EventIdParts {
    /// Parses an ID. Fails if it does not end with `_` and a number.
    pub fn of(id: &EventId) -> Result<Self, InvalidValue> {
        let parts = id.rsplit_once('_').filter(|(uid, _)| !uid.is_empty());
        let parts = parts.and_then(|(uid, original)| Some((uid, parse_integer(original)?)));
        let Some((uid, original)) = parts else {
            let id = OneLine(id);
            return Err(InvalidValue::new(format!(
                "`{id}` is not an event ID such as `75d28f9b_0` or `75d28f9b_1602504000`"
            )));
        };
        Ok(Self { uid: uid.into(), original: Some(original).filter(|seconds| *seconds != 0).map(Timestamp::from) })
    }

    /// The part that all instances of a series share.
    pub fn uid(&self) -> &str {
        &self.uid
    }

    /// When the instance starts by the rule; `None` for a single event and for a whole series.
    pub fn original_time(&self) -> Option<Timestamp> {
        self.original
    }

    /// The ID of the whole series, or of the single event: `{uid}_0`.
    pub fn series(&self) -> EventId {
        self.id(0)
    }

    /// The ID of the instance that starts at this time by the rule.
    pub fn instance(&self, original_time: impl Into<Timestamp>) -> EventId {
        self.id(original_time.into().unix_seconds())
    }

    fn id(&self, original: i64) -> EventId {
        format!("{}_{original}", self.uid).into()
    }
}

impl fmt::Display for EventIdParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.uid, self.original.unwrap_or_default())
    }
}

impl From<&EventIdParts> for EventId {
    fn from(parts: &EventIdParts) -> Self {
        parts.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_parsed_and_formatted() {
        for (id, uid, original) in [
            ("75d28f9b-e35c_1602504000", "75d28f9b-e35c", Some(1_602_504_000)),
            ("75d28f9b-e35c_0", "75d28f9b-e35c", None),
            ("a_b_-86400", "a_b", Some(-86_400)),
        ] {
            let parts = EventIdParts::of(&id.into()).expect(id);
            assert_eq!((parts.uid(), parts.original_time().map(i64::from)), (uid, original));
            assert_eq!(EventId::from(&parts), id);
        }
    }

    #[test]
    fn an_id_without_an_original_time_is_rejected() {
        for id in ["", "_0", "75d28f9b", "75d28f9b_", "75d28f9b_x", "75d28f9b_1e3", "75d28f9b_\n"] {
            let error = EventIdParts::of(&id.into()).expect_err(id);
            assert!(!error.to_string().contains('\n'), "{error}");
        }
    }
}

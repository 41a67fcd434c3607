//! [`Place`]: where items are stored, from the outermost collection inwards.

use std::fmt;
use std::sync::Arc;

/// Names of collections and IDs alternately: `calendar`, an ID, `calendar_event`, an ID, `calendar_event_attendee`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::mock) struct Place(Vec<Arc<str>>);

impl Place {
    /// Items that are in no other item.
    pub(in crate::mock) fn root(collection: &str) -> Self {
        Self(vec![collection.into()])
    }

    /// Items of a collection within one of these.
    pub(in crate::mock) fn within(&self, id: &str, collection: &str) -> Self {
        let mut steps = self.of(id).0;
        steps.push(collection.into());
        Self(steps)
    }

    /// One of these items, and the place within it.
    pub(super) fn of(&self, id: &str) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 2);
        steps.extend(self.0.iter().cloned());
        steps.push(id.into());
        Self(steps)
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    pub(super) fn steps(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|step| &**step)
    }
}

impl<'t> FromIterator<&'t str> for Place {
    fn from_iter<I: IntoIterator<Item = &'t str>>(steps: I) -> Self {
        Self(steps.into_iter().map(Arc::from).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps().try_for_each(|step| write!(f, "/{step}"))
    }
}

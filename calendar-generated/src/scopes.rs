//! [`Scopes`]: what an application has to be granted before it makes some calls.

use std::collections::BTreeSet;
use std::fmt;

use calendar_spec::scopes::{Scope, smallest};

use crate::{Endpoint, EndpointMeta, Text};

/// The scopes that some endpoints need, for the developer console and for the authorize URL of a login.
///
/// Most endpoints can be allowed by any one of several scopes. Of all sets that allow the endpoints,
/// [`names`](Self::names) gives the one that allows the fewest others.
///
/// ```
/// # #[cfg(all(feature = "calendar_event", feature = "freebusy"))] {
/// use calendar_generated::{Scopes, calendar_event, freebusy};
///
/// let scopes = Scopes::new().allow::<calendar_event::Create>().allow::<freebusy::List>();
/// assert_eq!(scopes.names(), ["calendar:calendar.event:create", "calendar:calendar.free_busy:read"]);
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Scopes {
    endpoints: Vec<&'static EndpointMeta>,
    others: BTreeSet<Text>,
}

impl Scopes {
    /// No scopes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What allows an endpoint.
    pub fn allow<E: Endpoint>(mut self) -> Self {
        self.endpoints.push(E::META);
        self
    }

    /// What unlocks a field or value of an endpoint, by its path in [`EndpointMeta::field_scopes`]; the page of the
    /// endpoint says what the server leaves out without it. Where any of several scopes unlocks it, the first on the
    /// page counts.
    ///
    /// # Errors
    ///
    /// A field that needs no scope of its own, or that is not there; the message lists those that do.
    pub fn unlock<E: Endpoint>(mut self, field: &str) -> Result<Self, UnknownField> {
        let found = E::META.field_scopes.iter().find(|known| known.path == field);
        let unknown = || UnknownField { endpoint: E::META, field: field.into() };
        self.others.extend(found.ok_or_else(unknown)?.scopes.first().map(|scope| Text::from(*scope)));
        Ok(self)
    }

    /// A scope by its name.
    pub fn scope(mut self, name: impl Into<Text>) -> Self {
        self.others.insert(name.into());
        self
    }

    /// The names of the scopes, sorted.
    pub fn names(&self) -> Vec<Text> {
        // Scopes that were given by name may allow some of the endpoints already.
        let is_open = |meta: &&EndpointMeta| !meta.scopes.iter().any(|scope| self.others.contains(*scope));
        let with_reach = |meta: &EndpointMeta| -> Vec<Scope<'static>> {
            meta.scopes.iter().copied().zip(meta.scope_reach.iter().copied()).collect()
        };
        let lists: Vec<Vec<Scope<'static>>> = self.endpoints.iter().copied().filter(is_open).map(with_reach).collect();
        let lists: Vec<&[Scope<'static>]> = lists.iter().map(Vec::as_slice).collect();
        let names = smallest(&lists).into_iter().map(Text::from).chain(self.others.iter().cloned());
        names.collect::<BTreeSet<Text>>().into_iter().collect()
    }
}

impl<S: Into<Text>> FromIterator<S> for Scopes {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self { endpoints: Vec::new(), others: names.into_iter().map(Into::into).collect() }
    }
}

impl<S: Into<Text>, const N: usize> From<[S; N]> for Scopes {
    fn from(names: [S; N]) -> Self {
        names.into_iter().collect()
    }
}

/// A field of an endpoint that needs no scope of its own.
#[derive(Clone, Debug)]
pub struct UnknownField {
    endpoint: &'static EndpointMeta,
    field: Text,
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of {} needs no scope of its own; ", self.field.escape_debug(), self.endpoint.name)?;
        match self.endpoint.field_scopes {
            [] => f.write_str("no field of this endpoint does"),
            fields => {
                f.write_str("these do:")?;
                fields.iter().try_for_each(|field| write!(f, " `{}`", field.path))
            }
        }
    }
}

impl std::error::Error for UnknownField {}

#[cfg(all(test, feature = "calendar_event", feature = "freebusy", feature = "exchange_binding"))]
mod tests {
    use super::*;
    use crate::{calendar_event, exchange_binding, freebusy};

    #[test]
    fn the_set_allows_the_endpoints_and_as_little_else_as_possible() {
        let scopes = Scopes::new().allow::<calendar_event::Create>().allow::<calendar_event::List>();
        assert_eq!(scopes.names(), ["calendar:calendar.event:create", "calendar:calendar.event:read"]);
        let scopes = scopes.allow::<freebusy::List>().allow::<calendar_event::Get>();
        assert_eq!(scopes.names().len(), 3);
    }

    #[test]
    fn a_scope_that_was_asked_for_counts() {
        let scopes = Scopes::from(["calendar:calendar"]).allow::<calendar_event::Create>();
        assert_eq!(scopes.names(), ["calendar:calendar"]);
    }

    #[test]
    fn a_field_is_unlocked_by_its_path() -> Result<(), UnknownField> {
        let scopes = Scopes::new().unlock::<exchange_binding::Get>("admin_account")?;
        assert_eq!(scopes.names(), ["contact:user.email:readonly"]);
        let unknown = scopes.unlock::<exchange_binding::Get>("status").expect_err("it is not locked").to_string();
        assert!(
            unknown.contains("`status` of exchange_binding.get") && unknown.contains("`admin_account`"),
            "{unknown}"
        );
        Ok(())
    }
}

//! A difference, with everything that is needed to settle it.

use crate::docs::difference::Difference;
use crate::docs::facts::Facts;
use crate::docs::yaml::Texts;
use crate::model::Spec;

/// What there is to settle a difference with.
pub(super) struct Case<'c> {
    pub(super) spec: &'c Spec,
    pub(super) texts: &'c Texts,
    /// What the page is called.
    pub(super) file: &'c str,
    pub(super) facts: &'c Facts,
    pub(super) difference: &'c Difference,
    /// The endpoint or event, such as `calendar_acl.create`.
    pub(super) subject: &'c str,
    /// Whether the page has sentences that nobody has read.
    pub(super) has_unread_prose: bool,
}

impl Case<'_> {
    /// Whether the fact is about a response or an event.
    pub(super) fn is_received(&self) -> bool {
        ["response.", "event."].iter().any(|place| self.difference.fact.starts_with(place))
    }

    /// The name of the resource.
    pub(super) fn resource(&self) -> &str {
        let (resource, _) = self.subject.split_once('.').unwrap_or((self.subject, ""));
        resource
    }
}

//! The endpoint or event of the spec that a page is about.

use super::places::Anchor;
use crate::docs::facts::Facts;
use crate::model::{Endpoint, Event, Page, Resource, Spec};

/// An endpoint or event and its resource.
#[derive(Clone, Copy, Debug)]
pub(in crate::docs) enum Subject<'s> {
    Endpoint(&'s Resource, &'s Endpoint),
    Event(&'s Resource, &'s Event),
}

impl<'s> Subject<'s> {
    /// Every endpoint and event.
    pub(super) fn all(spec: &'s Spec) -> impl Iterator<Item = Self> {
        spec.resources.iter().flat_map(|resource| {
            let endpoints = resource.endpoints.iter().map(move |endpoint| Self::Endpoint(resource, endpoint));
            endpoints.chain(resource.events.iter().map(move |event| Self::Event(resource, event)))
        })
    }

    /// The one that a page is about: by the path of the page, else by what it states. A page whose method has changed is
    /// still found by its URL.
    pub(in crate::docs) fn of(spec: &'s Spec, facts: &Facts) -> Option<Self> {
        let find = |test: &dyn Fn(&Self) -> bool| Self::all(spec).find(|subject| test(subject));
        let path = facts.path.as_ref().map(|path| path.value.as_str());
        let url = facts.url.as_ref().map(|url| route(&url.value));
        let method = facts.method.as_ref().map(|method| method.value.as_str());
        let event_type = facts.event_type.as_ref().map(|event_type| event_type.value.as_str());
        find(&|subject| path.is_some_and(|path| subject.page().path == path))
            .or_else(|| find(&|subject| subject.has_path(url) && subject.has_method(method)))
            .or_else(|| find(&|subject| subject.has_path(url)))
            .or_else(|| find(&|subject| event_type.is_some() && subject.event_type() == event_type))
    }

    /// Resource and name, `calendar_acl.create`.
    pub(in crate::docs) fn name(self) -> String {
        match self {
            Self::Endpoint(resource, endpoint) => format!("{}.{}", resource.name, endpoint.name),
            Self::Event(resource, event) => format!("{}.{}", resource.name, event.name),
        }
    }

    pub(super) fn page(self) -> &'s Page {
        match self {
            Self::Endpoint(_, endpoint) => &endpoint.page,
            Self::Event(_, event) => &event.page,
        }
    }

    /// What it declares, by its keys in the YAML.
    pub(super) fn anchor(self, keys: &[&str]) -> Anchor {
        let (resource, kind, name) = match self {
            Self::Endpoint(resource, endpoint) => (resource, "endpoints", &endpoint.name),
            Self::Event(resource, event) => (resource, "events", &event.name),
        };
        Anchor::in_resource(&resource.name, &[&[kind, name], keys].concat())
    }

    fn has_path(&self, path: Option<&str>) -> bool {
        matches!(self, Self::Endpoint(_, endpoint) if Some(endpoint.path_template().as_str()) == path)
    }

    fn has_method(&self, method: Option<&str>) -> bool {
        matches!(self, Self::Endpoint(_, endpoint) if Some(endpoint.method.as_str()) == method)
    }

    fn event_type(&self) -> Option<&'s str> {
        match self {
            Self::Endpoint(..) => None,
            Self::Event(_, event) => Some(&event.event_type),
        }
    }
}

/// The path of a URL, from `/open-apis` on.
pub(in crate::docs) fn route(url: &str) -> &str {
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    behind_scheme.find('/').map_or(behind_scheme, |start| &behind_scheme[start..])
}

//! The endpoint or event of the spec that a page is about.

use crate::docs::call::route;
use crate::docs::difference::Anchor;
use crate::docs::facts::{Facts, Listed, Stated};
use crate::model::{Endpoint, Event, Page, Resource, Spec};

/// An endpoint or event and its resource. Endpoints that no page describes are not compared.
#[derive(Clone, Copy, Debug)]
pub(in crate::docs) enum Subject<'s> {
    Endpoint(&'s Resource, &'s Endpoint, &'s Page),
    Event(&'s Resource, &'s Event),
}

/// The facts that identify an endpoint or event.
#[derive(Debug, Default)]
pub(super) struct Clues<'c> {
    path: Option<&'c str>,
    method: Option<&'c str>,
    url: Option<&'c str>,
    event_type: Option<&'c str>,
}

impl<'c> From<&'c Facts> for Clues<'c> {
    fn from(facts: &'c Facts) -> Self {
        fn value(stated: Option<&Stated<String>>) -> Option<&str> {
            stated.map(|stated| stated.value.as_str())
        }
        Self {
            path: value(facts.path.as_ref()),
            method: value(facts.method.as_ref()),
            url: value(facts.url.as_ref()),
            event_type: value(facts.event_type.as_ref()),
        }
    }
}

impl<'c> From<&'c Listed> for Clues<'c> {
    fn from(listed: &'c Listed) -> Self {
        Self {
            path: listed.path.as_deref(),
            method: listed.method.as_deref(),
            url: listed.url.as_deref(),
            event_type: listed.event_type.as_deref(),
        }
    }
}

impl<'s> Subject<'s> {
    /// Every endpoint and event.
    pub(in crate::docs) fn all(spec: &'s Spec) -> impl Iterator<Item = Self> {
        spec.resources.iter().flat_map(|resource| {
            let endpoints = resource.endpoints.iter();
            let endpoints = endpoints
                .filter_map(move |endpoint| Some(Self::Endpoint(resource, endpoint, endpoint.reference.page()?)));
            endpoints.chain(resource.events.iter().map(move |event| Self::Event(resource, event)))
        })
    }

    /// The one that a page is about.
    pub(in crate::docs) fn of(spec: &'s Spec, facts: &Facts) -> Option<Self> {
        Self::find(spec, &Clues::from(facts))
    }

    /// The one that a page is about, or that an overview lists: by the path of the page, else by what is stated of it. A
    /// page whose method has changed is still found by its URL.
    pub(super) fn find(spec: &'s Spec, clues: &Clues<'_>) -> Option<Self> {
        let find = |test: &dyn Fn(&Self) -> bool| Self::all(spec).find(|subject| test(subject));
        let url = clues.url.map(route);
        find(&|subject| clues.path == Some(subject.page().path.as_str()))
            .or_else(|| find(&|subject| subject.has_path(url) && subject.has_method(clues.method)))
            .or_else(|| find(&|subject| subject.has_path(url)))
            .or_else(|| find(&|subject| clues.event_type.is_some() && subject.event_type() == clues.event_type))
    }

    /// Resource and name, `calendar_acl.create`.
    pub(in crate::docs) fn name(self) -> String {
        match self {
            Self::Endpoint(resource, endpoint, _) => format!("{}.{}", resource.name, endpoint.name),
            Self::Event(resource, event) => format!("{}.{}", resource.name, event.name),
        }
    }

    pub(in crate::docs) fn page(self) -> &'s Page {
        match self {
            Self::Endpoint(.., page) => page,
            Self::Event(_, event) => &event.page,
        }
    }

    /// Its keys in the YAML, and those below it.
    pub(super) fn anchor(self, keys: &[&str]) -> Anchor {
        let (resource, kind, name) = match self {
            Self::Endpoint(resource, endpoint, _) => (resource, "endpoints", &endpoint.name),
            Self::Event(resource, event) => (resource, "events", &event.name),
        };
        Anchor::in_resource(&resource.name, &[&[kind, name], keys].concat())
    }

    fn has_path(&self, path: Option<&str>) -> bool {
        matches!(self, Self::Endpoint(_, endpoint, _) if Some(endpoint.path_template().as_str()) == path)
    }

    fn has_method(&self, method: Option<&str>) -> bool {
        matches!(self, Self::Endpoint(_, endpoint, _) if Some(endpoint.method.as_str()) == method)
    }

    fn event_type(&self) -> Option<&'s str> {
        match self {
            Self::Endpoint(..) => None,
            Self::Event(_, event) => Some(&event.event_type),
        }
    }
}

//! The spec as the server uses it: what can be called, by path and by name, and the responses.

use std::sync::Arc;

use crate::model::{Endpoint, Spec};

use super::example::{Example, example};
use super::route::{Routed, Routes};
use super::token::TokenCall;
use super::unknown::UnknownEndpoint;
use super::websocket::SocketCall;

/// The page on which a person authorizes an application: its path, its name in records and faults, and its methods.
/// The service documents the first method; the second is what the form on the page sends.
const AUTHORIZE_PATH: &str = "/open-apis/authen/v1/authorize";
const AUTHORIZE: &str = "authen.authorize";
const AUTHORIZE_METHODS: [&str; 2] = ["GET", "POST"];

/// The target of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// An endpoint of the spec, by its index among all of them.
    Endpoint(usize),
    /// An endpoint of the platform that issues tokens.
    Token(TokenCall),
    /// The page on which a person authorizes an application.
    Authorize,
    /// The endpoint of the platform that opens a long connection.
    Socket(SocketCall),
}

/// A spec that is ready to be served.
#[derive(Debug)]
pub(super) struct Api {
    pub(super) spec: Spec,
    entries: Vec<Entry>,
    routes: Routes<Target>,
}

#[derive(Debug)]
struct Entry {
    resource: usize,
    endpoint: usize,
    name: Arc<str>,
    example: Example,
}

impl Api {
    pub(super) fn new(spec: Spec) -> Self {
        let mut entries = Vec::new();
        let mut routes = Routes::new();
        for call in TokenCall::ALL {
            routes.add_plain("POST", call.path(), Target::Token(call));
        }
        for method in AUTHORIZE_METHODS {
            routes.add_plain(method, AUTHORIZE_PATH, Target::Authorize);
        }
        for call in SocketCall::ALL {
            routes.add_plain(call.method(), call.path(), Target::Socket(call));
        }
        for (resource_index, resource) in spec.resources.iter().enumerate() {
            for (index, endpoint) in resource.endpoints.iter().enumerate() {
                routes.add(endpoint, Target::Endpoint(entries.len()));
                let name = format!("{}.{}", resource.name, endpoint.name).into();
                let example = example(&spec, endpoint);
                entries.push(Entry { resource: resource_index, endpoint: index, name, example });
            }
        }
        Self { spec, entries, routes }
    }

    /// How many endpoints the spec has.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn find(&self, method: &str, path: &str) -> Routed<Target> {
        self.routes.find(method, path)
    }

    /// The endpoint with this index, which exists, since all indices come from here.
    pub(super) fn endpoint(&self, index: usize) -> Option<&Endpoint> {
        self.entry(index).map(|(_, endpoint, _)| endpoint)
    }

    /// The endpoint with this index, the name of its resource, and its own name.
    pub(super) fn entry(&self, index: usize) -> Option<(&str, &Endpoint, &str)> {
        let entry = self.entries.get(index)?;
        let resource = self.spec.resources.get(entry.resource)?;
        Some((&resource.name, resource.endpoints.get(entry.endpoint)?, &entry.name))
    }

    pub(super) fn example(&self, index: usize) -> Option<&Example> {
        self.entries.get(index).map(|entry| &entry.example)
    }

    /// `calendar_acl.create`, or `auth.tenant_access_token_internal`.
    pub(super) fn name(&self, target: Target) -> Arc<str> {
        match target {
            Target::Endpoint(index) => self.entries.get(index).map(|entry| Arc::clone(&entry.name)).unwrap_or_default(),
            Target::Token(call) => call.name().into(),
            Target::Authorize => AUTHORIZE.into(),
            Target::Socket(call) => call.name().into(),
        }
    }

    /// Every name that can be called.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + '_ {
        let endpoints = self.entries.iter().map(|entry| &*entry.name);
        let tokens = TokenCall::ALL.into_iter().map(TokenCall::name).chain([AUTHORIZE]);
        endpoints.chain(tokens.chain(SocketCall::ALL.into_iter().map(SocketCall::name)).map(|name| -> &str { name }))
    }

    /// Finds a name.
    pub(super) fn target(&self, name: &str) -> Result<Target, UnknownEndpoint> {
        let endpoint = self.entries.iter().position(|entry| &*entry.name == name).map(Target::Endpoint);
        let token = || TokenCall::ALL.into_iter().find(|call| call.name() == name).map(Target::Token);
        let socket = || SocketCall::ALL.into_iter().find(|call| call.name() == name).map(Target::Socket);
        let page = (name == AUTHORIZE).then_some(Target::Authorize);
        endpoint.or_else(token).or_else(socket).or(page).ok_or_else(|| self.unknown(name))
    }

    pub(super) fn unknown(&self, name: &str) -> UnknownEndpoint {
        UnknownEndpoint::new(name, self.names())
    }
}

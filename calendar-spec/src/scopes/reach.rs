//! [`Reach`]: how many endpoints of a spec each scope allows.

use std::collections::BTreeMap;

use super::Scope;
use crate::model::{Endpoint, Spec};

/// How many endpoints of a spec each scope allows.
#[derive(Clone, Debug)]
pub struct Reach<'s>(BTreeMap<&'s str, u32>);

impl<'s> Reach<'s> {
    /// Counts them.
    pub fn of(spec: &'s Spec) -> Self {
        let mut counts = BTreeMap::new();
        for scope in
            spec.resources.iter().flat_map(|resource| &resource.endpoints).flat_map(|endpoint| &endpoint.scopes)
        {
            *counts.entry(scope.as_str()).or_default() += 1;
        }
        Self(counts)
    }

    /// The scopes of an endpoint, each with its reach.
    pub fn scopes<'e>(&self, endpoint: &'e Endpoint) -> Vec<Scope<'e>> {
        let with_reach = |scope: &'e String| (scope.as_str(), self.0.get(scope.as_str()).copied().unwrap_or_default());
        endpoint.scopes.iter().map(with_reach).collect()
    }
}

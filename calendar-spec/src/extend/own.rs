//! Reduces a whole spec to what a crate generates for it.
//!
//! In: a spec that may extend another. Out: the same without the endpoints and events that the base's crate has; types
//! that this crate cannot take from there are marked as amended.

use super::origin::is_amended;
use crate::model::{Object, Origin, Spec, Usage};
use crate::resolve::mark_usage;

/// What a crate generates for a spec: endpoints and events of its own and amended ones, with the usage of types by
/// these. Types whose origin is [`Origin::Base`] are those of the crate of the base; indices stay as they are.
///
/// A base type is marked as amended if that crate lacks a form of it that is needed here, or if it holds such a type.
pub fn own(mut spec: Spec) -> Spec {
    if spec.extends.is_none() {
        return spec;
    }
    for resource in &mut spec.resources {
        // Nothing is generated from it, and it refers to endpoints that are left out.
        resource.collection = None;
        resource.endpoints.retain(|endpoint| endpoint.origin != Origin::Base);
        resource.events.retain(|event| event.origin != Origin::Base);
    }
    spec.resources.retain(|resource| !resource.endpoints.is_empty() || !resource.events.is_empty());
    loop {
        mark_usage(&mut spec);
        let found: Vec<usize> =
            (0..spec.objects.len()).filter(|&index| is_lacking(&spec, &spec.objects[index])).collect();
        if found.is_empty() {
            return spec;
        }
        for index in found {
            spec.objects[index].origin = Origin::Amended;
        }
    }
}

/// Whether an object is used here in a way that the base's crate does not have.
fn is_lacking(spec: &Spec, object: &Object) -> bool {
    let Object { origin, usage, base_usage, fields, .. } = object;
    let is_used = usage.request || usage.response;
    *origin == Origin::Base
        && is_used
        && (is_wider(usage, base_usage) || fields.iter().any(|field| is_amended(spec, &field.ty)))
}

fn is_wider(usage: &Usage, base: &Usage) -> bool {
    (usage.request && !base.request)
        || (usage.response && !base.response)
        || usage.flags.iter().any(|flag| !base.flags.contains(flag))
}

//! From the model to a plan: every identifier, type, path and sentence of the generated code is settled here.
//!
//! A [`Plan`] comes out, which the generator writes down without deciding anything more.

mod docs;
mod endpoints;
mod events;
mod examples;
mod names;
mod objects;
mod paging;
mod plan;
mod taken;
mod types;

use calendar_spec::model::{Origin, Spec};
use calendar_spec::structs::Forms;
use proc_macro2::Ident;

use crate::input::Options;
pub(crate) use docs::plain;
pub(crate) use names::ident;
use names::{Home, Names};
pub(crate) use plan::*;

/// What every part of lowering looks at.
struct Context<'a> {
    spec: &'a Spec,
    options: &'a Options,
    forms: Forms,
}

/// Settles the whole spec.
pub(crate) fn lower<'a>(spec: &'a Spec, options: &'a Options) -> Plan<'a> {
    let context = Context { spec, options, forms: Forms::of(spec) };
    Plan {
        runtime: &options.runtime,
        files: spec.files.iter().map(|file| file.display().to_string()).collect(),
        root: &options.root,
        taken: context.taken(),
        gated: context.gated(),
        gates: context.gates(),
        ids: spec.ids.iter().filter(|id| id.origin != Origin::Base).map(Context::id).collect(),
        enums: context.open_enums(),
        structs: context.shared_structs(),
        diagnostics: options.diagnostics,
        required: context.required_fields(),
        resources: spec.resources.iter().map(|resource| context.resource(resource)).collect(),
        events: context.events(),
        codes: spec.errors.iter().map(Context::code).collect(),
    }
}

impl<'a> Context<'a> {
    /// The features of this crate, if resources have features.
    fn gates(&self) -> Vec<(&'a str, Ident)> {
        let resources = self.spec.resources.iter().filter(|_| self.options.features);
        resources.map(|resource| (&*resource.name, taken::gate(&resource.name))).collect()
    }

    fn names(&self, home: Home) -> Names<'a> {
        Names { runtime: &self.options.runtime, home }
    }
}

//! From the model to a plan: every identifier, type, path and sentence of the generated code is settled here.
//!
//! A [`Plan`] comes out, which the generator writes down without deciding anything more.

mod docs;
mod endpoints;
mod events;
mod examples;
mod names;
mod objects;
mod plan;
mod types;

use calendar_spec::model::Spec;
use calendar_spec::structs::Forms;

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
        ids: spec.ids.iter().map(Context::id).collect(),
        enums: spec.enums.iter().map(|item| context.open_enum(item)).collect(),
        structs: context.shared_structs(),
        diagnostics: options.diagnostics,
        required: context.required_fields(),
        resources: spec.resources.iter().map(|resource| context.resource(resource)).collect(),
        events: context.events(),
        codes: spec.errors.iter().map(Context::code).collect(),
    }
}

impl<'a> Context<'a> {
    fn names(&self, home: Home) -> Names<'a> {
        Names { runtime: &self.options.runtime, home }
    }
}

//! The naming layer between the model and the generated code: the items, with their identifiers, types, paths and docs.
//!
//! In: a model. Out: a [`Plan`], which refers to the model for facts (constraints, rules, wire names) and adds what is
//! particular to Rust. The generator reads both and chooses neither names nor types.

mod docs;
mod endpoints;
mod events;
mod examples;
mod names;
mod objects;
mod paging;
mod plan;
mod prose;
mod taken;
mod types;

use crate::model::{Location, Origin, Resource, Spec, Usage};
use crate::scopes::Reach;
use crate::structs::Forms;

use crate::rust::Options;
use names::string;

pub(crate) use names::ident;
pub(crate) use objects::is_number;
pub(crate) use plan::*;

/// The context of every part of lowering.
struct Context<'a> {
    spec: &'a Spec,
    options: &'a Options,
    forms: Forms,
    /// The table row of each error code in the docs of endpoints.
    error_rows: Vec<String>,
    reach: Reach<'a>,
}

/// Lowers the whole spec.
pub(crate) fn lower<'a>(spec: &'a Spec, options: &'a Options) -> Plan<'a> {
    let (error_rows, reach) = (docs::error_rows(spec), Reach::of(spec));
    let context = Context { spec, options, forms: Forms::of(spec), error_rows, reach };
    Plan {
        root: &options.root,
        extends: spec.extends.is_some(),
        taken: context.taken(),
        gated: if options.is_inside { Vec::new() } else { context.gated() },
        gates: context.gates(),
        ids: spec.ids.iter().filter(|id| id.origin != Origin::Base).map(|id| context.id(id)).collect(),
        enums: context.open_enums(),
        structs: context.shared_structs(),
        encode_responses: options.encode_responses,
        required: context.required_fields(),
        resources: context.resources().map(|resource| context.resource(resource)).collect(),
        events: context.events(),
        codes: spec.errors.iter().map(|code| context.code(code)).collect(),
    }
}

impl<'a> Context<'a> {
    /// Whether something that these resources need is generated: one of their features must be on, if they have any.
    fn is_on(&self, resources: &[String]) -> bool {
        let is_on = |name: &String| self.options.features.as_ref().is_none_or(|features| features.on.contains(name));
        resources.is_empty() || resources.iter().any(is_on)
    }

    /// Whether a declaration is generated here: neither taken from the crate that has it, nor unused by the active
    /// features.
    fn is_here(&self, origin: Origin, usage: &Usage) -> bool {
        origin != Origin::Base && self.is_on(&usage.resources)
    }

    /// The resources that are generated.
    fn resources(&self) -> impl Iterator<Item = &'a Resource> {
        self.spec.resources.iter().filter(|resource| self.is_on(std::slice::from_ref(&resource.name)))
    }

    /// The features of this crate, if resources have features.
    fn gates(&self) -> Vec<Gate<'a>> {
        let Some(features) = &self.options.features else { return Vec::new() };
        let gates = self.spec.resources.iter().map(|Resource { name, .. }| Gate {
            ident: taken::gate(name),
            resource: name,
            is_on: features.on.contains(name),
        });
        gates.collect()
    }

    /// The origin of an item.
    fn line(&self, at: Location) -> Line {
        let line = self.options.lines.as_ref()?.of(at)?;
        // A name of a file may contain anything.
        let line = line.replace(['\n', '\r'], " ");
        Some(if self.options.lines_in_docs {
            Declared::Docs(string(&format!("\n`{line}`")))
        } else {
            Declared::Comment(string(&line))
        })
    }

    /// The description of an item; the docs name its features if they can.
    fn item(&self, (name, at): (&str, Location), docs: &str, resources: &[String]) -> Item {
        let is_labelled = self.options.features.as_ref().is_some_and(|features| features.labelled);
        let features = if is_labelled { resources.to_vec() } else { Vec::new() };
        Item { ident: ident(name), docs: string(docs), features, line: self.line(at) }
    }

    /// An item that no page describes is labelled with the feature that brings it.
    fn labelled(&self, item: Item, is_undocumented: bool) -> Item {
        let is_labelled = self.options.features.as_ref().is_some_and(|features| features.labelled);
        if is_labelled && is_undocumented { Item { features: vec!["undocumented".to_owned()], ..item } } else { item }
    }
}

//! From the mirror of the YAML to the model, with all references resolved and all defaults filled in.
//!
//! In: the raw types of all files. Out: [`Resolved`], without anything broken, in parts as small as possible. Checks
//! within one declaration are done here; `check` does the rest.

mod collections;
mod constraints;
mod declared;
mod endpoints;
mod errors;
mod events;
mod fields;

mod names;
mod objects;
mod paging;
mod path;
mod resources;
mod rules;
mod usage;
mod values;

#[cfg(any(feature = "cli", test))]
pub(crate) use declared::BUILT_IN;
#[cfg(feature = "cli")]
pub(crate) use endpoints::is_header;
pub(crate) use fields::FieldPlaces;
pub(crate) use usage::mark as mark_usage;

use crate::diagnostic::Problems;
use crate::location::Location;
use crate::model::{IdType, KnownId, Origin, Spec, Usage};
use crate::raw::{self, Document, Root};
use declared::Declared;
pub use names::is_keyword;
use names::{Case, check_name};
#[cfg(feature = "cli")]
pub(crate) use names::{field_of, is_free_name, variant_of};

/// The model and the positions of its parts.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) spec: Spec,
    pub(crate) places: Places,
}

/// The positions of the model's parts; each list is parallel to the one of the model.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) ids: Vec<Location>,
    pub(crate) enums: Vec<Location>,
    /// What is missing in the enums.
    pub(crate) holes: Vec<values::Holes>,
    pub(crate) objects: Vec<ObjectPlaces>,
    /// By resource, then by endpoint.
    pub(crate) endpoints: Vec<Vec<EndpointPlaces>>,
    /// By resource, then by event.
    pub(crate) events: Vec<Vec<Location>>,
}

/// The positions of an object.
#[derive(Debug)]
pub(crate) struct ObjectPlaces {
    pub(crate) name: Location,
    pub(crate) fields: Vec<FieldPlaces>,
}

/// The positions of an endpoint.
#[derive(Debug)]
pub(crate) struct EndpointPlaces {
    pub(crate) http: Location,
    pub(crate) fields: Vec<FieldPlaces>,
}

/// Resolves a spec.
pub(crate) fn resolve(root: &Root, documents: &[Document], problems: &mut Problems) -> Resolved {
    let declared = Declared::new(documents, problems);
    let mut resolved = Resolved::default();
    resolve_root(root, &mut resolved.spec, problems);
    resolve_ids(&declared, &mut resolved, problems);
    objects::resolve_enums(&declared, &mut resolved, problems);
    let scopes = objects::resolve_objects(&declared, &mut resolved, problems);
    resources::resolve_resources(documents, (&declared, scopes), &mut resolved, problems);
    mark_usage(&mut resolved.spec);
    resolved
}

fn resolve_root(root: &Root, spec: &mut Spec, problems: &mut Problems) {
    if let Some(name) = &root.name {
        check_name(name, "an API", Case::Snake, problems);
        spec.name.clone_from(&name.value);
    }
    spec.doc.clone_from(&root.doc);
    spec.extends.clone_from(&root.extends);
}

fn resolve_ids(declared: &Declared<'_>, resolved: &mut Resolved, problems: &mut Problems) {
    for id in &declared.ids {
        resolved.places.ids.push(id.name.place);
        let is_named = |value: &&raw::KnownId| check_name(&value.wire, "an identifier", Case::Snake, problems);
        let values = id.values.iter().filter(is_named).map(|value| KnownId {
            wire: value.wire.value.clone(),
            doc: value.doc.clone(),
            undocumented: value.undocumented.clone(),
        });
        resolved.spec.ids.push(IdType {
            name: id.name.value.clone(),
            doc: id.doc.clone(),
            example: id.example.clone(),
            values: values.collect(),
            origin: Origin::Own,
            usage: Usage::default(),
            at: id.name.place,
        });
    }
}

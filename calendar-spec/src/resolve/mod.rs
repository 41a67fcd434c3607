//! From what is written to what is meant: the model, with every reference settled and every default filled in.
//!
//! In: the raw types of all files. Out: [`Resolved`], in which whatever is broken is missing, in pieces as small as
//! possible. What takes a look at one declaration is checked on the way; `check` does the rest.

mod declared;
mod endpoints;
mod errors;
mod events;
mod fields;
mod limits;
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
pub(crate) use fields::FieldPlaces;

use crate::diagnostic::{Place, Problems};
use crate::model::{IdType, Spec};
use crate::raw::{Document, Root};
use declared::Declared;
use names::{Case, check_name};

/// The model and where its parts were written.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) spec: Spec,
    pub(crate) places: Places,
}

/// Where the parts of the model were written; each list is parallel to the one of the model.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) ids: Vec<Place>,
    /// Identifiers that a field refers to.
    pub(crate) used_ids: Vec<bool>,
    pub(crate) enums: Vec<Place>,
    /// What is missing in the enums.
    pub(crate) holes: Vec<values::Holes>,
    pub(crate) objects: Vec<ObjectPlaces>,
    /// By resource, then by endpoint.
    pub(crate) endpoints: Vec<Vec<EndpointPlaces>>,
    /// By resource, then by event.
    pub(crate) events: Vec<Vec<Place>>,
}

/// Where an object was written.
#[derive(Debug)]
pub(crate) struct ObjectPlaces {
    pub(crate) name: Place,
    pub(crate) fields: Vec<FieldPlaces>,
}

/// Where an endpoint was written.
#[derive(Debug)]
pub(crate) struct EndpointPlaces {
    pub(crate) http: Place,
    pub(crate) fields: Vec<FieldPlaces>,
}

/// Resolves a spec.
pub(crate) fn resolve(root: &Root, documents: &[Document], problems: &mut Problems) -> Resolved {
    let declared = Declared::new(documents, problems);
    let mut resolved = Resolved::default();
    resolve_root(root, &mut resolved.spec, problems);
    resolve_ids(&declared, &mut resolved);
    objects::resolve_enums(&declared, &mut resolved, problems);
    let scopes = objects::resolve_objects(&declared, &mut resolved, problems);
    resources::resolve_resources(documents, (&declared, scopes), &mut resolved, problems);
    usage::mark(&mut resolved);
    resolved
}

fn resolve_root(root: &Root, spec: &mut Spec, problems: &mut Problems) {
    if let Some(name) = &root.name {
        check_name(name, "an API", Case::Snake, problems);
        spec.name.clone_from(&name.value);
    }
    spec.doc.clone_from(&root.doc);
}

fn resolve_ids(declared: &Declared<'_>, resolved: &mut Resolved) {
    for id in &declared.ids {
        resolved.places.ids.push(id.name.place);
        let (name, doc, example) = (id.name.value.clone(), id.doc.clone(), id.example.clone());
        resolved.spec.ids.push(IdType { name, doc, example });
    }
}

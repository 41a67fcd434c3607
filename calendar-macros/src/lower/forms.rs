//! Which Rust types come of an object: one for requests, one for responses, one for both, or two.

use std::collections::HashSet;

use calendar_spec::model::{Object, ObjectRef, Spec, Type};

/// Direction in which a struct is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// It is sent.
    Request,
    /// It is received.
    Response,
}

/// For each object of the spec, how it is generated.
pub(crate) struct Forms {
    split: Vec<bool>,
    /// Flags that a listing pages by: plain in the response.
    flags: HashSet<(ObjectRef, usize)>,
}

impl Forms {
    pub(crate) fn of(spec: &Spec) -> Self {
        let split = (0..spec.objects.len()).map(|index| differs(spec, ObjectRef(index), &mut HashSet::new())).collect();
        let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let flags = endpoints.filter_map(|endpoint| Some((endpoint.response?, endpoint.paging.as_ref()?.more?)));
        // One that is also sent tells unset from false.
        let flags = flags.filter(|(object, _)| !spec.objects[object.0].usage.request);
        Self { split, flags: flags.collect() }
    }

    /// Whether the two directions have a struct each.
    pub(crate) fn is_split(&self, object: ObjectRef) -> bool {
        self.split[object.0]
    }

    /// Whether the field is a flag that says that there is more.
    pub(crate) fn is_paging_flag(&self, object: ObjectRef, field: usize) -> bool {
        self.flags.contains(&(object, field))
    }

    /// Name of the struct for a direction.
    pub(crate) fn name(&self, spec: &Spec, object: ObjectRef, form: Form) -> String {
        let name = &spec.objects[object.0].name;
        if form == Form::Response && self.is_split(object) { format!("{name}Output") } else { name.clone() }
    }
}

/// Whether requests and responses need different structs: a response promises no field, knows fields that cannot be
/// sent, and holds an absent list as an empty one, while a request tells these apart.
fn differs(spec: &Spec, object: ObjectRef, seen: &mut HashSet<ObjectRef>) -> bool {
    let Object { fields, constructors, usage, .. } = &spec.objects[object.0];
    let both = usage.request && usage.response;
    if !both || !seen.insert(object) {
        return false;
    }
    !constructors.is_empty()
        || fields.iter().any(|field| {
            let many = matches!(field.ty, Type::List(_) | Type::Map(..));
            many || field.required
                || field.read_only
                || leaf_object(&field.ty).is_some_and(|leaf| differs(spec, leaf, seen))
        })
}

/// The object at the bottom of a type.
pub(crate) fn leaf_object(ty: &Type) -> Option<ObjectRef> {
    match ty {
        Type::Object(object) => Some(*object),
        Type::List(item) | Type::Map(_, item) => leaf_object(item),
        _ => None,
    }
}

//! Which Rust types come of an object: one for requests, one for responses, one for both, or two.
//!
//! For an object that is taken from the crate of another spec, that crate has decided, by its own use of it.

use std::collections::HashSet;

use calendar_spec::model::{Object, ObjectRef, Origin, Spec, Type, Usage};

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
}

impl Forms {
    pub(crate) fn of(spec: &Spec) -> Self {
        let split = (0..spec.objects.len()).map(|index| differs(spec, ObjectRef(index), &mut HashSet::new())).collect();
        Self { split }
    }

    /// Whether the two directions have a struct each.
    pub(crate) fn is_split(&self, object: ObjectRef) -> bool {
        self.split[object.0]
    }

    /// Name of the struct for a direction.
    pub(crate) fn name(&self, spec: &Spec, object: ObjectRef, form: Form) -> String {
        let name = &spec.objects[object.0].name;
        if form == Form::Response && self.is_split(object) { format!("{name}Output") } else { name.clone() }
    }
}

/// How the crate that has the type uses it.
pub(crate) fn usage(object: &Object) -> &Usage {
    if object.origin == Origin::Base { &object.base_usage } else { &object.usage }
}

/// Whether the field is a flag that says that there is more: plain in the response. One that is also sent tells unset
/// from false.
pub(crate) fn is_paging_flag(object: &Object, field: usize) -> bool {
    let usage = usage(object);
    !usage.request && usage.flags.contains(&field)
}

/// Whether requests and responses need different structs: a response promises no field, knows fields that cannot be
/// sent, and holds an absent list as an empty one, while a request tells these apart.
fn differs(spec: &Spec, object: ObjectRef, seen: &mut HashSet<ObjectRef>) -> bool {
    let Object { fields, constructors, .. } = &spec.objects[object.0];
    let usage = usage(&spec.objects[object.0]);
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

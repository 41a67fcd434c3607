//! Which Rust structs come of an object: one for requests, one for responses, one for both, or two.
//!
//! For an object that is taken from the crate of another spec, that crate has decided, by its own use of it.
//!
//! In: a model. Out: [`Forms`], which the macro generates by, and a comparison of two specs judges by.

use std::collections::HashSet;

use crate::model::{Object, ObjectRef, Origin, Spec, Type, Usage};

/// Direction in which a struct is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// It is sent.
    Request,
    /// It is received.
    Response,
}

/// A Rust struct that comes of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// It can be sent: it has a builder and checks.
    pub request: bool,
    /// It can be received: it decodes and has a default.
    pub response: bool,
}

/// For each object of the spec, how it is generated.
#[derive(Clone, Debug)]
pub struct Forms {
    split: Vec<bool>,
}

impl Forms {
    /// Settles the objects of a spec.
    pub fn of(spec: &Spec) -> Self {
        let split = (0..spec.objects.len()).map(|index| differs(spec, ObjectRef(index), &mut HashSet::new())).collect();
        Self { split }
    }

    /// Whether the two directions have a struct each.
    pub fn is_split(&self, object: ObjectRef) -> bool {
        self.split[object.0]
    }

    /// The structs that come of an object.
    pub fn structs(&self, spec: &Spec, object: ObjectRef) -> Vec<Struct> {
        let Usage { request, response, .. } = spec.objects[object.0].usage;
        let directions = match (request, response) {
            (true, true) if self.is_split(object) => vec![(true, false), (false, true)],
            (false, false) => Vec::new(),
            both => vec![both],
        };
        let named = directions.into_iter().map(|(request, response)| {
            let form = if request { Form::Request } else { Form::Response };
            Struct { name: self.name(spec, object, form), request, response }
        });
        named.collect()
    }

    /// Name of the struct for a direction.
    pub fn name(&self, spec: &Spec, object: ObjectRef, form: Form) -> String {
        let name = &spec.objects[object.0].name;
        if form == Form::Response && self.is_split(object) { format!("{name}Output") } else { name.clone() }
    }
}

/// How the crate that has the type uses it.
pub fn usage(object: &Object) -> &Usage {
    if object.origin == Origin::Base { &object.base_usage } else { &object.usage }
}

/// Whether the field is a flag that says that there is more: plain in the response. One that is also sent tells unset
/// from false.
pub fn is_paging_flag(object: &Object, field: usize) -> bool {
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
pub fn leaf_object(ty: &Type) -> Option<ObjectRef> {
    match ty {
        Type::Object(object) => Some(*object),
        Type::List(item) | Type::Map(_, item) => leaf_object(item),
        _ => None,
    }
}

//! Objects that contain themselves.
//!
//! In: the resolved spec. Out: a finding for each cycle of objects, and a model without cycles.

use crate::diagnostic::{Problem, Problems, quoted};
use crate::model::{Field, Type};
use crate::resolve::Resolved;

/// An object that requires another one of its own type could never be finished, and one that may directly hold another
/// one has no size as a type. The field that closes such a cycle becomes a string, so that types made from the model
/// are finite.
pub(super) fn check_containment(resolved: &mut Resolved, problems: &mut Problems) {
    let objects = &resolved.spec.objects;
    let mut rings = Vec::new();
    let mut state = vec![State::New; objects.len()];
    for start in 0..objects.len() {
        let mut path = vec![(start, 0)];
        while let Some((object, next)) = path.last_mut() {
            let (object, field) = (*object, *next);
            *next += 1;
            if field == 0 && state[object] != State::New {
                path.pop();
                continue;
            }
            state[object] = State::Open;
            match objects[object].fields.get(field) {
                None => {
                    state[object] = State::Done;
                    path.pop();
                }
                Some(inner) => match held(inner) {
                    Some(inner) if state[inner] == State::Open => rings.push((object, field)),
                    Some(inner) if state[inner] == State::New => path.push((inner, 0)),
                    _ => {}
                },
            }
        }
    }
    for (object, field) in rings {
        report(resolved, (object, field), problems);
        let field = &mut resolved.spec.objects[object].fields[field];
        (field.ty, field.required) = (Type::String, false);
    }
}

/// The state of an object in the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// On the current path.
    Open,
    Done,
}

/// The object that a field holds directly. A list or map holds its items elsewhere.
fn held(field: &Field) -> Option<usize> {
    match &field.ty {
        Type::Object(object) => Some(object.0),
        _ => None,
    }
}

fn report(resolved: &Resolved, (object, field): (usize, usize), problems: &mut Problems) {
    let place = resolved.places.objects[object].fields[field].ty;
    let (object, field) = (&resolved.spec.objects[object], &resolved.spec.objects[object].fields[field]);
    let Type::Object(inner) = &field.ty else {
        return;
    };
    let inner = &resolved.spec.objects[inner.0].name;
    let (inner, outer) = (quoted(inner), quoted(&object.name));
    let message = if field.required && !field.read_only {
        format!("{inner} needs {outer}, which in the end needs {inner}: none could ever be made")
    } else {
        format!("{inner} holds {outer}, which in the end holds {inner}: no type can hold itself")
    };
    problems.push(Problem::new("endless-object", place, message).help("use a list, which may be empty"));
}

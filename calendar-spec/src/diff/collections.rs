//! Collections in words, since they refer to things by their places in a spec.
//!
//! In: a spec and a collection of it. Out: all that it says, which two specs can be compared by. It concerns the mock
//! server alone: neither the wire nor a program changes with it.

use crate::model::{Collection, Operation, OperationKind, Resource, Spec, TextSearch};

/// What a resource says of its items.
pub(super) fn words(spec: &Spec, resource: &Resource) -> Option<String> {
    let collection = resource.collection.as_ref()?;
    let Collection {
        object,
        id,
        new_id,
        parent,
        operations,
        search,
        missing,
        deleted,
        expired,
        deleted_as,
        sync_seconds,
    } = collection;
    let object = spec.objects.get(object.0)?;
    let field = |index: usize| object.fields.get(index).map_or("", |field| &field.wire);
    let mut words = vec![format!("object {}", object.name), format!("id {}", field(*id)), format!("new_id {new_id}")];
    words.extend(parent.as_ref().map(|parent| format!("parent {parent}")));
    words.extend(operations.iter().filter_map(|operation| named(resource, *operation)));
    if let Some(TextSearch { text: _, fields }) = search {
        words.extend(fields.iter().map(|index| format!("searched in {}", field(*index))));
    }
    let codes = [("missing", missing), ("deleted", deleted), ("expired", expired)];
    words.extend(codes.iter().filter_map(|(name, code)| Some(format!("{name} {}", (**code)?))));
    words.extend(deleted_as.as_ref().map(|(index, value)| format!("deleted as {} {value:?}", field(*index))));
    words.extend(sync_seconds.map(|seconds| format!("sync_lifetime {seconds}s")));
    Some(words.join(", "))
}

/// What an endpoint does. Where its request and answer hold items follows from their types.
fn named(resource: &Resource, operation: Operation) -> Option<String> {
    let Operation { kind, endpoint, given: _, shown: _ } = operation;
    let (_, key) = OperationKind::ALL.into_iter().find(|(known, _)| *known == kind)?;
    Some(format!("{key} {}", resource.endpoints.get(endpoint)?.name))
}

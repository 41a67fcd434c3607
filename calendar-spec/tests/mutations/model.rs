//! Invariants of every model: each index is valid and refers to the right kind of thing.

use calendar_spec::model::{
    Collection, Condition, ConstraintKind, Endpoint, Field, Limit, Object, Paging, PagingBy, PathPart, Place, Resource,
    Rule, Shown, Spec, Type,
};

pub(crate) fn assert_sound(spec: &Spec) {
    for object in &spec.objects {
        assert_object(spec, object);
    }
    for resource in &spec.resources {
        assert_resource(spec, resource);
    }
    let numbers: Vec<i64> = spec.errors.iter().map(|error| error.number).collect();
    assert!(numbers.is_sorted_by(|one, other| one < other), "codes ascend");
    for enumeration in &spec.enums {
        assert!(enumeration.values.iter().all(|value| is_identifier(&value.rust) && value.rust != "Self"));
    }
}

fn assert_object(spec: &Spec, object: &Object) {
    assert!(is_identifier(&object.name), "{:?}", object.name);
    let fields: Vec<&Field> = object.fields.iter().collect();
    assert_fields(spec, &fields);
    assert_rules(spec, &object.rules, &fields);
    for constructor in &object.constructors {
        assert!(!object.fields[constructor.field].required && is_identifier(&constructor.name));
    }
}

fn assert_resource(spec: &Spec, resource: &Resource) {
    assert!(is_identifier(&resource.name));
    for endpoint in &resource.endpoints {
        assert_endpoint(spec, endpoint);
    }
    if let Some(collection) = &resource.collection {
        assert_collection(spec, resource, collection);
    }
    for event in &resource.events {
        assert!(event.payload.0 < spec.objects.len() && is_identifier(&event.name));
    }
}

fn assert_collection(spec: &Spec, resource: &Resource, collection: &Collection) {
    let object = &spec.objects[collection.object.0];
    assert!(collection.id < object.fields.len());
    assert!(collection.deleted_as.as_ref().is_none_or(|(field, _)| *field < object.fields.len()));
    for operation in &collection.operations {
        let endpoint = &resource.endpoints[operation.endpoint];
        assert!(operation.given.is_none_or(|given| given < endpoint.fields.len()));
        if let Shown::Field(field) = operation.shown {
            assert!(field < spec.objects[endpoint.response.expect("a response").0].fields.len());
        }
    }
    if let Some(search) = &collection.search {
        assert!(search.fields.iter().all(|field| *field < object.fields.len()));
    }
    let codes = [collection.missing, collection.deleted, collection.expired];
    assert!(codes.iter().flatten().all(|number| spec.errors.iter().any(|error| error.number == *number)));
}

fn assert_endpoint(spec: &Spec, endpoint: &Endpoint) {
    assert!(is_identifier(&endpoint.name));
    let fields: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
    assert_fields(spec, &fields);
    assert_rules(spec, &endpoint.rules, &fields);
    assert!(endpoint.fields.is_sorted_by_key(|parameter| parameter.place), "path, query, header, body");
    let in_path = endpoint.fields.iter().filter(|parameter| parameter.place == Place::Path);
    assert!(in_path.clone().all(|parameter| parameter.field.required));
    let placeholders = endpoint.path.iter().filter(|part| match part {
        PathPart::Literal(_) => false,
        PathPart::Parameter(index) => endpoint.fields[*index].place == Place::Path,
    });
    assert!(placeholders.count() <= in_path.count());
    assert!(endpoint.path_template().starts_with('/'));
    assert!(endpoint.errors.iter().all(|error| error.0 < spec.errors.len()));
    assert!(endpoint.errors.is_sorted_by(|one, other| one < other));
    let response = endpoint.response.map(|object| &spec.objects[object.0]);
    if let Some(paging) = &endpoint.paging {
        assert_paging(paging, &fields, response.expect("an endpoint with pages has a response"));
    }
    if let Some(key) = endpoint.idempotency_key {
        assert_eq!(fields[key].ty, Type::String);
    }
}

fn assert_paging(paging: &Paging, fields: &[&Field], response: &Object) {
    for token in [Some(paging.token), paging.sync].into_iter().flatten().map(|index| fields[index]) {
        let is_number = paging.by != PagingBy::Token && matches!(token.ty, Type::Int32 | Type::Int64);
        assert!(is_number || token.ty == Type::String);
        assert!(!token.required && !token.secret && !token.read_only);
    }
    assert_eq!(paging.sync.is_some(), paging.next_sync.is_some());
    assert!([paging.size, paging.sync, paging.needs].iter().flatten().all(|index| *index < fields.len()));
    assert!(matches!(response.fields[paging.items].ty, Type::List(_)));
    assert_eq!(paging.next.is_some(), paging.by == PagingBy::Token);
    assert!(paging.next.is_none_or(|next| response.fields[next].ty == Type::String));
    assert!([paging.more, paging.next_sync].iter().flatten().all(|index| *index < response.fields.len()));
}

fn assert_fields(spec: &Spec, fields: &[&Field]) {
    for field in fields {
        assert!(is_identifier(&field.rust), "{:?}", field.rust);
        assert!(fields.iter().filter(|other| other.rust == field.rust).count() == 1);
        assert_type(spec, &field.ty);
        for limit in [
            field.limit(ConstraintKind::Length),
            field.limit(ConstraintKind::Items),
            field.limit(ConstraintKind::Range),
        ]
        .iter()
        .flatten()
        {
            assert_limit(*limit);
        }
        assert!(!(field.required && (field.read_only || field.required_when.is_some() || field.default.is_some())));
        if let Some(condition) = &field.required_when {
            assert_condition(condition, fields);
        }
    }
}

fn assert_type(spec: &Spec, ty: &Type) {
    match ty {
        Type::Id(id) => assert!(id.0 < spec.ids.len()),
        Type::Enum(index) => assert!(index.0 < spec.enums.len()),
        Type::Object(object) => assert!(object.0 < spec.objects.len()),
        Type::List(inner) => assert_type(spec, inner),
        Type::Map(key, value) => {
            assert!(matches!(**key, Type::String | Type::Id(_)));
            assert_type(spec, value);
        }
        Type::String
        | Type::Bool
        | Type::Int32
        | Type::Int64
        | Type::Float
        | Type::Scalar
        | Type::Json
        | Type::File
        | Type::Format(_) => {}
    }
}

fn assert_limit(limit: Limit) {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => assert!(min <= max),
        (min, max) => assert!(min.is_some() || max.is_some()),
    }
}

fn assert_condition(condition: &Condition, fields: &[&Field]) {
    assert!(!condition.values.is_empty());
    let ty = &fields[condition.field].ty;
    assert!(matches!(ty, Type::Enum(_) | Type::Bool | Type::Int32 | Type::Int64 | Type::String));
}

fn assert_rules(spec: &Spec, rules: &[Rule], fields: &[&Field]) {
    let assert_several = |indices: &[usize]| {
        assert!(indices.len() > 1 && indices.iter().all(|index| *index < fields.len()));
    };
    let object = |index: usize| match &fields[index].ty {
        Type::Object(object) => &spec.objects[object.0],
        Type::List(inner) => match &**inner {
            Type::Object(object) => &spec.objects[object.0],
            ty => panic!("{ty:?} is not an object"),
        },
        ty => panic!("{ty:?} is not an object"),
    };
    for rule in rules {
        match rule {
            Rule::Exclusive(indices)
            | Rule::AtLeastOne(indices)
            | Rule::Together(indices)
            | Rule::SameForm(indices)
            | Rule::ItemsTogether { fields: indices, .. } => assert_several(indices),
            Rule::Conflict { fields: one, with } => assert_several(&[one.as_slice(), with].concat()),
            Rule::Order { before, after, .. } => assert_eq!(fields[*before].ty, fields[*after].ty),
            Rule::ItemsWhere { list, field, .. } => assert!(*field < object(*list).fields.len()),
            Rule::Forbidden { field, when, .. } => {
                assert!(*field < fields.len() && when.field != *field);
                assert_condition(when, fields);
            }
            Rule::OffsetOrder { before, after, anchor, amount, .. } => {
                assert_eq!(fields[*before].ty, fields[*after].ty);
                assert!(*anchor < object(*before).fields.len() && *amount < object(*before).fields.len());
            }
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

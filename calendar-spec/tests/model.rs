//! The model of a sound spec: `full/` uses every part of the language.

use std::path::{Path, PathBuf};

use calendar_spec::model::{
    App, Condition, Constraint, ConstraintKind, Endpoint, Envelope, Event, Field, Format, Limit, Method, Object,
    OffsetBase, Operation, OperationKind, Paging, PagingBy, PathPart, Place, RateLimit, Retry, Rule, Shown, Spec,
    TextSearch, Tokens, Type, Undocumented, Usage, Value,
};

fn spec() -> Spec {
    let loaded = calendar_spec::load(&directory());
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/full")
}

fn endpoint<'s>(spec: &'s Spec, name: &str) -> &'s Endpoint {
    let mut endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    endpoints.find(|endpoint| endpoint.name == name).expect("an endpoint of this name")
}

fn object<'s>(spec: &'s Spec, name: &str) -> &'s Object {
    spec.objects.iter().find(|object| object.name == name).expect("an object of this name")
}

fn event<'s>(spec: &'s Spec, name: &str) -> &'s Event {
    spec.resources[0].events.iter().find(|event| event.name == name).expect("an event of this name")
}

fn field<'s>(object: &'s Object, name: &str) -> &'s Field {
    object.fields.iter().find(|field| field.wire == name).expect("a field of this name")
}

fn parameter<'s>(endpoint: &'s Endpoint, name: &str) -> (Place, &'s Field) {
    let parameter = endpoint.fields.iter().find(|parameter| parameter.field.wire == name);
    let parameter = parameter.expect("a parameter of this name");
    (parameter.place, &parameter.field)
}

fn index(endpoint: &Endpoint, name: &str) -> usize {
    let position = endpoint.fields.iter().position(|parameter| parameter.field.wire == name);
    position.expect("a parameter of this name")
}

fn limit(min: impl Into<Option<i64>>, max: impl Into<Option<i64>>) -> Limit {
    Limit { min: min.into(), max: max.into() }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn the_root_names_the_spec_and_the_files_are_absolute() {
    let spec = spec();
    assert_eq!(spec.name, "full");
    assert_eq!(spec.doc, "Every part of the language, each once at least.");
    assert_eq!(spec.files, [directory().join("spec.yaml"), directory().join("full.yaml")]);
    assert!(spec.files.iter().all(|file| file.is_absolute()));
}

#[test]
fn undocumented_parts_have_a_source() {
    let spec = spec();
    let topic = spec.ids.iter().find(|id| id.name == "TopicId").expect("an identifier");
    let values = topic.values.iter().map(|value| (&*value.wire, value.undocumented.is_some()));
    assert_eq!(values.collect::<Vec<_>>(), [("general", false), ("hidden", true)]);
    let source = |mark: Option<&Undocumented>| mark.map(|mark| mark.source.clone());
    let mood = parameter(endpoint(&spec, "patch"), "mood").1;
    assert_eq!(source(mood.undocumented.as_ref()).as_deref(), Some("a tool, file a"));
    let echo = &endpoint(&spec, "echo").reference;
    assert_eq!(source(echo.undocumented()).as_deref(), Some("a tool, file b"));
    assert!(echo.page().is_none() && endpoint(&spec, "patch").reference.page().is_some());
}

#[test]
fn values_of_enums_get_names_of_variants() {
    let spec = spec();
    let values = &spec.enums[0].values;
    let names: Vec<(&str, &str)> = values.iter().map(|value| (&*value.wire, &*value.rust)).collect();
    assert_eq!(names, [("unknown", "Unknown"), ("in_person", "InPerson"), ("1d", "OneDay"), ("2", "Two")]);
    assert_eq!(values.iter().map(|value| value.read_only).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!((&*values[1].doc, &*values[2].doc), ("In one room.", "One day long."));
    assert_eq!(values[2].scopes, ["meeting:long"]);
}

#[test]
fn fields_get_names_in_rust() {
    let spec = spec();
    let guest = object(&spec, "Guest");
    let names: Vec<&str> = guest.fields.iter().map(|field| &*field.rust).collect();
    assert_eq!(names, ["type", "self_", "name", "friends", "card"]);
    let create = endpoint(&spec, "create");
    assert_eq!(parameter(create, "Locale").1.rust, "locale");
    assert_eq!(parameter(create, "yield_").1.rust, "given_way");
}

#[test]
fn fields_keep_their_limits_and_values() {
    let spec = spec();
    let create = endpoint(&spec, "create");
    let field = |name| parameter(create, name).1;
    assert_eq!(field("calendar_id").limit(ConstraintKind::Length), Some(limit(1, 64)));
    assert_eq!(field("secret").limit(ConstraintKind::Length), Some(limit(None, 20)));
    assert!(field("secret").secret && field("flag").beta);
    assert_eq!(field("number").limit(ConstraintKind::Range), Some(limit(-20160, 20160)));
    assert_eq!(field("number").default, Some(Value::Int(5)));
    assert_eq!(field("flag").default, Some(Value::Bool(false)));
    assert_eq!(
        (field("user_ids").limit(ConstraintKind::Items), field("user_ids").limit(ConstraintKind::Length)),
        (Some(limit(None, 5)), Some(limit(1, 9)))
    );
    assert_eq!(field("user_ids").example, Some(Value::List(vec![text("a"), text("b")])));
    assert_eq!(field("guests").scopes, ["meeting:guests"]);
    assert_eq!(field("second").deprecated.as_deref(), Some("Use `first`."));
    assert_eq!(object(&spec, "Offset").fields[1].one_of(), [0, 5, 15]);
    let constraints = [Constraint::Range(limit(1, 60)), Constraint::MultipleOf(5)];
    assert_eq!(object(&spec, "Offset").fields[2].constraints, constraints);
}

#[test]
fn values_are_as_on_the_wire() {
    let spec = spec();
    let meeting = object(&spec, "Meeting");
    assert_eq!(field(meeting, "kind").default, Some(text("in_person")));
    assert_eq!(field(meeting, "kind").example, Some(text("2")), "a number that is a value of an enum");
    assert_eq!(field(object(&spec, "Point"), "longitude").example, Some(Value::Float(121.0)));
}

#[test]
fn types_are_resolved() {
    let spec = spec();
    let meeting = object(&spec, "Meeting");
    let topic = spec.ids.iter().position(|id| id.name == "TopicId").expect("an identifier");
    let Type::Map(key, value) = &field(meeting, "labels").ty else { panic!("labels are a map") };
    assert_eq!((&**key, &**value), (&Type::Id(calendar_spec::model::IdRef(topic)), &Type::String));
    let Type::List(guest) = &field(meeting, "guests").ty else { panic!("guests are a list") };
    let Type::Object(guest) = **guest else { panic!("guests are objects") };
    assert_eq!(spec.objects[guest.0].name, "Guest");
    let create = endpoint(&spec, "create");
    let forms = ["rule", "from", "instant", "instant_ms"].map(|name| parameter(create, name).1.ty.clone());
    let wanted = [Format::Recurrence, Format::TimestampOrDate, Format::DateTime, Format::TimestampMs];
    assert_eq!(forms, wanted.map(Type::Format));
}

#[test]
fn an_endpoint_has_its_facts() {
    let spec = spec();
    let create = endpoint(&spec, "create");
    assert_eq!(
        (create.method, create.path_template()),
        (Method::Post, "/full/v1/calendars/:calendar_id/meetings".to_owned())
    );
    assert_eq!(create.tokens, Tokens { tenant: true, user: true, app: false });
    assert_eq!(create.apps, [App::Custom, App::Isv]);
    assert_eq!(create.scopes, ["meeting:create"]);
    assert_eq!(create.rate_limit, Some(RateLimit { per_minute: Some(1000), per_second: None, is_special: false }));
    assert_eq!(create.reference.page().map(|page| &*page.path), Some("/meetings/create"));
    assert_eq!(create.idempotency_key, Some(index(create, "idempotency_key")));
    assert_eq!(create.deprecated.as_deref(), Some("Use the other one."));
    let repeatable = ["create", "list", "get_several"].map(|name| endpoint(&spec, name).is_repeatable);
    assert_eq!(repeatable, [false, true, true]);
    assert!(create.has_body() && !endpoint(&spec, "list").has_body());
}

#[test]
fn parameters_are_in_the_order_of_their_places_and_path_fields_are_required() {
    let spec = spec();
    let create = endpoint(&spec, "create");
    let places: Vec<Place> = create.fields.iter().take(5).map(|parameter| parameter.place).collect();
    assert_eq!(places, [Place::Path, Place::Query, Place::Query, Place::Header, Place::Body]);
    assert!(parameter(create, "calendar_id").1.required && !parameter(create, "kind").1.required);
}

#[test]
fn a_path_is_split_at_its_placeholders() {
    let spec = spec();
    let literal = |text: &str| PathPart::Literal(text.to_owned());
    let delete = endpoint(&spec, "delete");
    let wanted =
        [literal("/full/v1/calendars/"), PathPart::Parameter(0), literal("/meetings/"), PathPart::Parameter(1)];
    assert_eq!(delete.path, wanted);
    assert_eq!(endpoint(&spec, "list").path[2], literal("/meetings"));
}

#[test]
fn groups_of_errors_are_expanded_and_sorted() {
    let spec = spec();
    let numbers =
        |name| endpoint(&spec, name).errors.iter().map(|error| spec.errors[error.0].number).collect::<Vec<_>>();
    assert_eq!(numbers("create"), [200_001, 200_002, 200_003]);
    assert_eq!(numbers("list"), [200_002, 200_003, 200_004, 200_005]);
    assert_eq!(numbers("delete"), [0_i64; 0]);
    let retries: Vec<Retry> = spec.errors.iter().map(|error| error.retry).collect();
    assert_eq!(
        retries,
        [Retry::Never, Retry::Backoff, Retry::RateLimit, Retry::NewToken, Retry::Restart, Retry::Never]
    );
    assert_eq!(
        (&*spec.errors[0].rust, spec.errors[0].status, spec.errors[1].status),
        ("MeetingNotFound", Some(404), None)
    );
}

#[test]
fn an_inline_response_becomes_an_object_of_the_resource() {
    let spec = spec();
    let response = endpoint(&spec, "list").response.expect("a response");
    let response = &spec.objects[response.0];
    assert_eq!((&*response.name, response.resource.as_deref()), ("ListResponse", Some("full_meeting")));
    assert_eq!(response.fields.len(), 4);
    let declared = endpoint(&spec, "create").response.expect("a response");
    assert_eq!(spec.objects[declared.0].resource, None);
    assert_eq!(endpoint(&spec, "delete").response, None);
}

#[test]
fn paging_refers_to_fields_of_request_and_response() {
    let spec = spec();
    let list = endpoint(&spec, "list");
    let wanted = Paging {
        by: PagingBy::Token,
        token: index(list, "page_token"),
        size: Some(index(list, "page_size")),
        sync: Some(index(list, "sync_token")),
        needs: Some(index(list, "anchor_time")),
        items: 0,
        next: Some(1),
        more: Some(2),
        total: None,
        next_sync: Some(3),
    };
    assert_eq!(list.paging, Some(wanted));
}

#[test]
fn a_collection_says_what_endpoints_do_with_items() {
    let spec = spec();
    let resource = &spec.resources[0];
    let collection = resource.collection.as_ref().expect("a collection");
    assert_eq!(spec.objects[collection.object.0].name, "Meeting");
    assert_eq!(spec.objects[collection.object.0].fields[collection.id].wire, "meeting_id");
    let delete = endpoint(&spec, "delete");
    let operation = |kind, endpoint, given, shown| Operation { kind, endpoint, given, shown };
    let wanted = [
        operation(OperationKind::Create, 0, None, Shown::Whole),
        operation(OperationKind::BatchCreate, 3, Some(1), Shown::Field(0)),
        operation(OperationKind::Get, 4, Some(1), Shown::Field(0)),
        operation(OperationKind::BatchGet, 5, Some(1), Shown::Field(0)),
        operation(OperationKind::List, 1, None, Shown::Field(0)),
        operation(OperationKind::Search, 6, None, Shown::Field(0)),
        operation(OperationKind::Update, 7, Some(1), Shown::Nowhere),
        operation(OperationKind::Delete, 2, Some(index(delete, "meeting_id")), Shown::Nowhere),
        operation(OperationKind::BatchDelete, 8, Some(1), Shown::Nowhere),
    ];
    assert_eq!(collection.operations, wanted);
    assert_eq!(
        (collection.missing, collection.deleted, collection.expired),
        (Some(200_001), Some(200_001), Some(200_005))
    );
    assert_eq!(collection.deleted_as, Some((2, Value::String("unknown".to_owned()))));
    assert_eq!(collection.search, Some(TextSearch { text: 1, fields: vec![1] }));
    assert_eq!((&*collection.new_id, collection.sync_seconds), ("m_{number}", Some(30 * 86_400)));
}

#[test]
fn rules_refer_to_fields() {
    let spec = spec();
    let create = endpoint(&spec, "create");
    let at = |name| index(create, name);
    let base =
        |value: &str, base: &str, backwards| OffsetBase { value: value.to_owned(), base: base.to_owned(), backwards };
    let wanted = [
        Rule::Together(vec![at("from"), at("to")]),
        Rule::Order { before: at("from"), after: at("to"), or_equal: true, span_seconds: Some(14 * 86_400) },
        Rule::SameForm(vec![at("from"), at("to")]),
        Rule::Conflict { fields: vec![at("room")], with: vec![at("flag"), at("number")] },
        Rule::ItemsTogether { fields: vec![at("first"), at("second")], max: 500 },
        Rule::ItemsWhere { list: at("guests"), field: 0, value: text("resource"), max: 100 },
        Rule::Forbidden {
            field: at("number"),
            value: Value::Int(0),
            when: Condition { field: at("flag"), values: vec![Value::Bool(true)] },
        },
        Rule::OffsetOrder {
            before: at("opens"),
            after: at("closes"),
            anchor: 0,
            amount: 1,
            bases: vec![
                base("before_start", "start", true),
                base("after_start", "start", false),
                base("after_end", "end", false),
            ],
        },
    ];
    assert_eq!(create.rules, wanted);
    let room = parameter(create, "room").1;
    let condition = Condition { field: at("kind"), values: vec![text("in_person"), text("1d")] };
    assert_eq!(room.required_when, Some(condition));
}

#[test]
fn objects_have_rules_and_constructors() {
    let spec = spec();
    let moment = object(&spec, "Moment");
    assert_eq!(moment.rules, [Rule::Exclusive(vec![0, 1]), Rule::AtLeastOne(vec![0, 1])]);
    let constructors: Vec<(&str, usize)> = moment.constructors.iter().map(|made| (&*made.name, made.field)).collect();
    assert_eq!(constructors, [("at", 1), ("on", 0)]);
}

#[test]
fn events_name_their_payload() {
    let spec = spec();
    let changed = event(&spec, "changed");
    let payload = &spec.objects[changed.payload.0];
    assert_eq!((&*payload.name, &payload.resource), ("FullMeetingChanged", &None));
    assert_eq!((changed.envelope, &*changed.event_type), (Envelope::V2, "full.meeting.changed_v4"));
    assert_eq!(
        (&changed.scopes[..], &changed.apps[..]),
        (&["meeting:read".to_owned()][..], &[App::Custom, App::Isv][..])
    );
    let moved = event(&spec, "moved");
    assert_eq!((moved.envelope, &*spec.objects[moved.payload.0].name), (Envelope::V1, "Meeting"));
}

#[test]
fn usage_follows_from_the_contents_of_requests_and_responses() {
    let spec = spec();
    let usage =
        |request, response| Usage { request, response, resources: vec!["full_meeting".to_owned()], flags: vec![] };
    assert_eq!(object(&spec, "Meeting").usage, usage(true, true));
    assert_eq!(object(&spec, "Offset").usage, usage(true, false));
    assert_eq!(object(&spec, "Card").usage, usage(false, true), "only a read-only field refers to it");
    let listing = Usage { flags: vec![2], ..usage(false, true) };
    assert_eq!(object(&spec, "ListResponse").usage, listing, "the flag `has_more` is its third field");
    assert_eq!(object(&spec, "FullMeetingChanged").usage, usage(false, true));
    assert_eq!(spec.enums[0].usage, usage(true, true));
    assert_eq!(spec.enums[1].usage, usage(true, false));
}

#[test]
fn an_event_gets_a_longer_name_if_the_short_one_is_used() {
    let directory = tempfile::tempdir().expect("a directory");
    for name in ["spec.yaml", "full.yaml"] {
        let yaml = std::fs::read_to_string(self::directory().join(name)).expect("a file");
        std::fs::write(directory.path().join(name), yaml.replace("Card", "FullMeetingChanged")).expect("a copy");
    }
    let loaded = calendar_spec::load(directory.path());
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let payload = event(&loaded.spec, "changed").payload;
    assert_eq!(loaded.spec.objects[payload.0].name, "FullMeetingChangedEvent");
}

#[test]
fn services_are_a_level_of_names() {
    let loaded = calendar_spec::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/services"));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let spec = loaded.spec;
    let names: Vec<&str> = spec.objects.iter().map(|object| &*object.name).collect();
    assert_eq!(names, ["ContactDepartment", "CorehrDepartment", "GetResponse"]);
    let resources: Vec<&str> = spec.resources.iter().map(|resource| &*resource.name).collect();
    assert_eq!(resources, ["contact_department", "corehr_department"]);
    // A name without a service is common to all.
    assert_eq!(spec.enums[0].name, "Order");
    let errors = |resource: usize| {
        let codes = spec.resources[resource].endpoints[0].error_codes(&spec);
        codes.into_iter().map(|code| code.rust).collect::<Vec<_>>()
    };
    assert_eq!(
        (errors(0), errors(1)),
        (vec!["ParamError".into(), "ContactNotFound".into()], vec!["ParamError".into(), "CorehrNotFound".into()])
    );
    let path = &object(&spec, "ContactDepartment").fields[1].ty;
    let Type::Map(key, _) = path else { panic!("{path:?}") };
    assert!(matches!(**key, Type::Id(id) if spec.ids[id.0].name == "ContactDepartmentId"));
}

#[test]
fn an_endpoint_can_describe_an_error_in_its_own_words() {
    let spec = calendar_spec::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/things")).spec;
    let codes = endpoint(&spec, "rename").error_codes(&spec);
    let facts: Vec<_> = codes.iter().map(|code| (code.number, code.status, &*code.message, &*code.advice)).collect();
    let wanted = [
        (300_001, Some(404), "no such thing", "Look it up."),
        (300_002, Some(403), "the name is taken", "Take another one."),
    ];
    assert_eq!(facts, wanted);
    assert_eq!(spec.errors[1].message, "param error");
}

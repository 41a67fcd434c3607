//! `apiSchema`, the machine-readable form of a page: alone, and beside the page that it belongs to.
//!
//! The samples follow the notes in a public repository, since the vendor does not document it.

use calendar_spec::docs::drift::{Accepted, Comparison};
use calendar_spec::docs::facts::{Disagreement, Facts, Field, FieldTable, Format, Kind, Limited, Place, Required};
use calendar_spec::docs::{self, Page};
use serde_json::{Value, json};

use crate::support::{pages, shared};

/// An endpoint with the features of the site's pages: a header, an enum in the query, a form with a file, names of
/// objects and enums, whole numbers with names, maps, lists of lists.
fn sample() -> Value {
    json!({
        "id": "6946222931479527425", "domain": "open.feishu.cn", "httpMethod": "post",
        "path": "/open-apis/im/v1/{chat_id}/messages", "description": "Send a\nmessage.",
        "parameters": [
            { "in": "path", "name": "chat_id", "schema": { "type": "string", "description": "The chat.", "example": "oc_1" } },
            { "in": "query", "name": "id_type", "required": true, "schema": {
                "type": "string", "format": "user_id_type", "default": "open_id", "enumName": "UserIdType",
                "options": [
                    { "name": "open_id", "value": "open_id", "description": "An open ID." },
                    { "name": "union_id", "value": "union_id", "description": "A union ID." },
                ],
            } },
            { "in": "header", "name": "X-Locale", "schema": { "type": "string" } },
        ],
        "requestBody": { "content": { "multipart/form-data": { "schema": { "type": "object", "properties": [
            { "name": "file", "required": true, "type": "string", "format": "binary", "description": "The file." },
            { "name": "kind", "required": true, "type": "integer", "format": "int32", "enumName": "FileKind", "options": [
                { "name": "picture", "value": 1, "description": "A picture." },
                { "name": "video", "value": 2, "description": "A video." },
            ] },
            { "name": "names", "type": "array", "minLength": 1, "maxLength": 20, "items": { "type": "string" } },
            { "name": "size", "type": "integer", "format": "int64", "minimum": 0, "maximum": 100, "default": 5 },
            { "name": "title", "type": "string", "maxLength": 50, "pattern": "^[a-z]+$", "example": "report" },
        ] } } } },
        "responses": { "200": { "content": { "application/json": { "schema": { "type": "object", "properties": [
            { "name": "code", "type": "integer" },
            { "name": "msg", "type": "string" },
            { "name": "data", "type": "object", "objectName": "CreateMessageResp", "properties": [
                { "name": "labels", "type": "object", "additionalProperties": { "type": "string" } },
                { "name": "rows", "type": "array", "items": { "type": "array", "items": {
                    "type": "object", "objectName": "Cell", "properties": [{ "name": "text", "type": "string" }],
                } } },
            ] },
        ] } } } } },
        "security": {
            "supportedAccessToken": ["tenant_access_token", "user_access_token"],
            "requiredScopes": [{ "name": "im:message" }, "im:message:send"],
            "rateLimit": "1000 次/分钟、50 次/秒", "supportAppTypes": ["custom", "isv"],
        },
    })
}

fn read(schema: &Value) -> Page {
    docs::read(&schema.to_string())
}

fn field<'f>(facts: &'f Facts, place: Place, name: &str) -> &'f Field {
    facts.fields(place).unwrap().into_iter().find(|field| field.name == name).unwrap()
}

#[test]
fn a_schema_states_what_a_page_states() {
    let page = read(&sample());
    assert_eq!(page.unread, []);
    let facts = &page.facts;
    assert_eq!((facts.kind, facts.format), (Kind::Endpoint, Format::Schema));
    assert_eq!(facts.method.as_ref().unwrap().value, "POST");
    assert_eq!(facts.url.as_ref().unwrap().value, "/open-apis/im/v1/:chat_id/messages");
    assert_eq!(facts.summary.as_ref().unwrap().value, "Send a message.");
    assert_eq!(facts.tokens.as_ref().unwrap().value, ["tenant_access_token", "user_access_token"]);
    assert_eq!(facts.scopes.as_ref().unwrap().value, ["im:message", "im:message:send"]);
    assert_eq!(facts.apps.as_ref().unwrap().value, ["custom", "isv"]);
    let rate = &facts.rate_limit.as_ref().unwrap().value;
    assert_eq!((rate.per_minute, rate.per_second), (Some(1000), Some(50)));
    assert!(facts.errors.is_none() && facts.updated.is_none() && facts.disagreements.is_empty());

    assert_eq!(field(facts, Place::Path, "chat_id").required, Some(Required::Yes));
    assert_eq!(field(facts, Place::Path, "chat_id").example.as_deref(), Some("oc_1"));
    let id_type = field(facts, Place::Query, "id_type");
    assert_eq!((id_type.default.as_deref(), id_type.enum_name.as_deref()), (Some("open_id"), Some("UserIdType")));
    assert_eq!(id_type.values[1].description, "A union ID.");
    assert_eq!(field(facts, Place::Header, "X-Locale").required, Some(Required::No));

    let types = |place| {
        facts.fields(place).unwrap().iter().map(|field| (&*field.name, &*field.ty, field.depth)).collect::<Vec<_>>()
    };
    assert_eq!(
        types(Place::Body),
        [
            ("file", "file", 0),
            ("kind", "int", 0),
            ("names", "string[]", 0),
            ("size", "int64", 0),
            ("title", "string", 0)
        ]
    );
    assert_eq!(
        types(Place::Response),
        [
            ("code", "int", 0),
            ("msg", "string", 0),
            ("data", "CreateMessageResp", 0),
            ("labels", "map<string, string>", 1),
            ("rows", "Cell[][]", 1),
            ("text", "string", 2),
        ]
    );
    let kind = field(facts, Place::Body, "kind");
    assert_eq!(
        kind.values.iter().map(|value| (&*value.value, value.name.as_deref())).collect::<Vec<_>>(),
        [("1", Some("picture")), ("2", Some("video"))]
    );
    let limits = |name: &str| {
        let limits = &field(facts, Place::Body, name).limits;
        limits.iter().map(|limit| (limit.of, limit.min, limit.max)).collect::<Vec<_>>()
    };
    assert_eq!(limits("names"), [(Limited::Length, Some(1), Some(20))]);
    assert_eq!(limits("size"), [(Limited::Value, Some(0), Some(100))]);
    assert_eq!(limits("title"), [(Limited::Length, None, Some(50)), (Limited::Other, None, None)]);
}

#[test]
fn older_schemas_have_properties_by_name() {
    let mut schema = sample();
    schema["requestBody"] = json!({ "content": { "application/json": { "schema": {
        "required": ["b"], "properties": { "a": { "type": "string" }, "b": { "type": "boolean" } },
    } } } });
    let page = read(&schema);
    assert_eq!(field(&page.facts, Place::Body, "a").required, Some(Required::No));
    assert_eq!(field(&page.facts, Place::Body, "b").required, Some(Required::Yes));
}

#[test]
fn unknown_parts_of_a_schema_are_reported() {
    let cases: [(&str, Value, &str); 6] = [
        ("/webhooks", json!([1]), "the schema has `webhooks`, which is not known here"),
        ("/security/mtls", json!(true), "the schema has `security.mtls`, which is not known here"),
        ("/security/rateLimit", json!("often"), "the schema has `security.rateLimit` of another form, `\"often\"`"),
        ("/parameters/0/in", json!("cookie"), "the schema has `parameters` in `cookie`, which is not known here"),
        ("/requestBody/content/multipart~1form-data/schema/properties/0/name", json!(""), "a field without a name"),
        ("/parameters/2/schema", json!({ "$ref": "#/x" }), "the schema refers to another one at `X-Locale`"),
    ];
    for (pointer, value, said) in cases {
        let mut schema = sample();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        schema.pointer_mut(parent).unwrap()[key] = value;
        let unread = read(&schema).unread;
        assert!(unread.iter().any(|unread| unread.what.contains(said)), "{pointer}: {unread:?}");
    }
}

#[test]
fn hostile_json_is_rejected_without_a_panic() {
    let deep = format!("{{\"httpMethod\":\"get\",\"path\":\"/a\",\"parameters\":{}", "[".repeat(100_000));
    for text in
        ["{", "{}", "{\"data\": 3}", "{\"httpMethod\": 3, \"path\": []}", "{\"data\":{\"content\":\"\"}}", &deep]
    {
        let page = docs::read(text);
        assert!(!page.unread.is_empty(), "{}", &text[..text.len().min(40)]);
    }
    let mut nested = json!({ "name": "x", "type": "string" });
    for _ in 0..40 {
        nested = json!({ "name": "x", "type": "object", "properties": [nested] });
    }
    let mut schema = sample();
    schema["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"] = json!([nested]);
    assert!(read(&schema).unread.iter().any(|unread| unread.what == "the schema is too deep or too long at `x`"));
}

/// A page that states some facts and omits others.
const PAGE: &str = "---
title: Send
fullPath: /im/send
updateTime: 1722579652000
---
# Send

## Request

| Name | Value |
| --- | --- |
| HTTP URL | https://open.feishu.cn/open-apis/im/v1/:chat_id/messages |
| HTTP Method | POST |
| Rate Limit | 100 per minute |

### Request body

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| file | string | Yes | The file. |
| kind | int | No | The kind.<br>**Optional values are**：<br>- `1`：A picture.<br>- `3`：A sound. |
| size | int | No | The size.<br>**Data Validation Rules**：<br>- Value range: `0` ～ `50` |
| title | string[] | No | The title. |
| extra | string | No | Only here. |

## Response

### Response body

| Parameter | Type | Description |
| --- | --- | --- |
| code | int | 0. |
| msg | string | Text. |
| data | object | \\- |
";

/// The page with the sample as its schema.
fn both() -> Page {
    docs::read(&format!("{PAGE}\n<!-- apiSchema\n{:#}\n-->\n", sample()))
}

#[test]
fn the_page_takes_precedence_and_the_schema_fills_gaps() {
    let page = both();
    assert_eq!(page.unread, []);
    let facts = &page.facts;
    assert_eq!((facts.kind, facts.format), (Kind::Endpoint, Format::Markdown));
    // Absent on the page.
    assert_eq!(facts.tokens.as_ref().unwrap().value.len(), 2);
    assert_eq!(field(facts, Place::Query, "id_type").values.len(), 2);
    assert_eq!(field(facts, Place::Body, "title").limits.len(), 2);
    // More exact in the schema.
    assert_eq!(field(facts, Place::Body, "file").ty, "file");
    assert_eq!(field(facts, Place::Body, "size").ty, "int64");
    // Only in the schema.
    let kind = field(facts, Place::Body, "kind");
    assert_eq!(kind.enum_name.as_deref(), Some("FileKind"));
    assert_eq!(kind.values.iter().map(|value| value.name.as_deref()).collect::<Vec<_>>(), [Some("picture"), None]);
    assert_eq!(field(facts, Place::Response, "data").ty, "CreateMessageResp");
    // Within an object that the page does not show, with the line of that object.
    let rows = field(facts, Place::Response, "rows");
    assert_eq!((rows.depth, rows.line), (1, field(facts, Place::Response, "data").line));
    assert_eq!(field(facts, Place::Response, "text").depth, 2);
    // The page.
    assert_eq!(field(facts, Place::Body, "kind").required, Some(Required::No));
    assert_eq!(field(facts, Place::Body, "size").limits[0].max, Some(50));
    assert_eq!(facts.rate_limit.as_ref().unwrap().value.per_minute, Some(100));
}

#[test]
fn differences_between_page_and_schema_are_part_of_the_facts() {
    let page = both();
    let said: Vec<(&str, &str, &str)> =
        page.facts.disagreements.iter().map(|one| (&*one.fact, &*one.page, &*one.schema)).collect();
    assert_eq!(
        said,
        [
            ("rate_limit", "100 per minute", "1000 次/分钟、50 次/秒"),
            ("path", "no fields", "fields"),
            ("query", "no fields", "fields"),
            ("header", "no fields", "fields"),
            ("body.kind:required", "optional", "required"),
            ("body.kind:values", "1, 3", "1, 2"),
            ("body.size:limits", "Value range: 0 ～ 50", "minimum 0, maximum 100"),
            ("body.title:type", "string[]", "string"),
            ("body.names", "no such field", "string[]"),
        ]
    );
    let line = PAGE.lines().position(|line| line.starts_with("| kind")).unwrap() + 1;
    let kind: &Disagreement = page.facts.disagreements.iter().find(|one| one.fact == "body.kind:values").unwrap();
    assert_eq!(kind.line, line, "the line of the page");
}

#[test]
fn a_response_of_the_site_is_read_like_the_file_made_of_it() {
    let data = json!({ "title": "Send", "fullPath": "/im/send", "updateTime": 1_722_579_652_000_i64,
        "content": PAGE.split_once("---\n# ").map(|(_, content)| format!("# {content}")).unwrap(),
        "schema": { "apiSchema": sample() } });
    let response = docs::read(&json!({ "code": 0, "msg": "success", "data": data }).to_string());
    let (wanted, mut read) = (both(), response);
    assert_eq!(read.facts.updated.take().unwrap().value, "2024-08-02");
    assert_eq!(read.facts.disagreements.len(), wanted.facts.disagreements.len());
    assert_eq!(read.facts.tables.len(), wanted.facts.tables.len());
}

/// The schema of a page, made from its facts.
fn schema_of(facts: &Facts) -> Value {
    let value = |stated: &Option<docs::facts::Stated<Vec<String>>>| {
        stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default()
    };
    let mut parameters = Vec::new();
    for (place, name) in [(Place::Path, "path"), (Place::Query, "query"), (Place::Header, "header")] {
        for field in facts.fields(place).unwrap_or_default() {
            let mut schema = definition(field, &[]);
            let required = schema.as_object_mut().unwrap().remove("required");
            parameters.push(json!({ "in": name, "name": field.name, "required": required, "schema": schema }));
        }
    }
    let body = |place| {
        let tables: Vec<&FieldTable> = facts.tables.iter().filter(|table| table.place == place).collect();
        let fields: Vec<&Field> = tables.iter().flat_map(|table| &table.fields).collect();
        json!({ "content": { "application/json": { "schema": { "type": "object", "properties": nested(&fields, 0) } } } })
    };
    json!({
        "httpMethod": facts.method.as_ref().unwrap().value.to_lowercase(),
        "path": facts.url.as_ref().unwrap().value.trim_start_matches("https://open.feishu.cn"),
        "parameters": parameters, "requestBody": body(Place::Body), "responses": { "200": body(Place::Response) },
        "security": {
            "supportedAccessToken": value(&facts.tokens), "requiredScopes": value(&facts.scopes),
            "fieldScopes": value(&facts.field_scopes), "supportAppTypes": value(&facts.apps),
            "rateLimit": facts.rate_limit.as_ref().map(|limit| limit.value.text.clone()),
        },
    })
}

/// The fields of one depth, each with those below it.
fn nested(fields: &[&Field], depth: usize) -> Vec<Value> {
    let starts: Vec<usize> = (0..fields.len()).filter(|index| fields[*index].depth == depth).collect();
    let ends = starts.iter().skip(1).copied().chain([fields.len()]);
    starts.iter().zip(ends).map(|(start, end)| definition(fields[*start], &fields[start + 1..end])).collect()
}

fn definition(field: &Field, below: &[&Field]) -> Value {
    let options: Vec<Value> = field
        .values
        .iter()
        .map(|value| json!({ "name": value.value, "value": value.value, "description": value.description }))
        .collect();
    let mut schema = json!({
        "name": field.name, "required": field.required == Some(Required::Yes), "description": field.description,
        "example": field.example, "default": field.default, "options": options,
    });
    for limit in &field.limits {
        let keys = match limit.of {
            Limited::Length => ["minLength", "maxLength"],
            Limited::Value => ["minimum", "maximum"],
            Limited::Other => continue,
        };
        for (key, bound) in keys.into_iter().zip([limit.min, limit.max]) {
            if let Some(bound) = bound {
                schema[key] = bound.into();
            }
        }
    }
    let (base, lists) = match field.ty.strip_suffix("[]") {
        Some(base) => (base, 1),
        None => (&*field.ty, 0),
    };
    let children: Vec<usize> = (0..below.len()).filter(|index| below[*index].depth == field.depth + 1).collect();
    let ty = match base.trim() {
        // A map to lists, which the page shows by a row for its keys.
        "" if children == [0] && below.len() > 1 && below[0].ty == "string" => {
            let item = json!({ "type": "object", "properties": nested(&below[1..], field.depth + 2) });
            json!({ "type": "object", "additionalProperties": { "type": "array", "items": item } })
        }
        "string" => json!({ "type": "string" }),
        "int" => json!({ "type": "integer", "format": "int32" }),
        // The page does not state it.
        "" => json!({ "properties": nested(below, field.depth + 1) }),
        "boolean" => json!({ "type": "boolean" }),
        "number(float)" => json!({ "type": "number" }),
        map if map.starts_with("map") => {
            json!({ "type": "object", "additionalProperties": { "type": "object", "properties": nested(below, field.depth + 1) } })
        }
        name => json!({ "type": "object", "objectName": name, "properties": nested(below, field.depth + 1) }),
    };
    let ty = if lists == 1 { json!({ "type": "array", "items": ty }) } else { ty };
    schema.as_object_mut().unwrap().extend(ty.as_object().unwrap().clone());
    schema
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_calendar_has_no_drift_with_a_schema_or_from_a_schema_alone() {
    let loaded = calendar_spec::load(std::path::Path::new(calendar_spec::DIR));
    let accepted = Accepted::read_beside(std::path::Path::new(calendar_spec::DIR), None).unwrap();
    let new = || Comparison::new(&loaded.spec, std::path::Path::new(calendar_spec::DIR), accepted.clone());
    let (mut beside, mut alone) = (new(), new());
    let mut schemas = 0;
    for path in pages(&shared().join("raw")) {
        let text = std::fs::read_to_string(shared().join("raw").join(&path)).unwrap();
        let page = docs::read(&text);
        if page.facts.kind != Kind::Endpoint {
            beside.add(&path.display().to_string(), &page);
            continue;
        }
        schemas += 1;
        let schema = schema_of(&page.facts);
        let both = docs::read(&format!("{text}\n<!-- apiSchema\n{schema:#}\n-->\n"));
        assert_eq!(both.facts.disagreements, [], "{}", path.display());
        beside.add(&path.display().to_string(), &both);
        alone.add(&path.display().to_string(), &docs::read(&schema.to_string()));
    }
    assert_eq!(schemas, 47);
    let beside = beside.finish();
    assert_eq!(beside.total(), 0, "{}", beside.to_text());
    let alone = alone.finish();
    let found: Vec<_> = alone.pages.iter().flat_map(|page| &page.differences).collect();
    assert!(found.is_empty(), "{}", alone.to_text());
}

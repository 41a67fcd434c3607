//! Bodies of the type `multipart/form-data` (RFC 7578).
//!
//! In: the bytes and the header with the boundary. Out: the parts as JSON of the types of their fields: a file is its
//! name, and a value that is neither a file nor a string was sent as JSON.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::json::Parsed;
use crate::model::{Endpoint, Place, Type};

/// How many parts are read.
const MOST_PARTS: usize = 1000;

/// The form, or what is wrong with it.
pub(in crate::mock) fn read(endpoint: &Endpoint, headers: &HeaderMap, body: &[u8]) -> Result<Parsed, String> {
    let boundary = boundary(headers).ok_or("the body comes with `Content-Type: multipart/form-data; boundary=…`")?;
    let (mut fields, mut repeated) = (Map::new(), Vec::new());
    for part in parts(body, &boundary)? {
        let (name, file_name) = names(part.head).ok_or("a part has no `Content-Disposition: form-data; name=…`")?;
        let value = value(endpoint, &name, file_name, part.content);
        if fields.insert(name.clone(), value).is_some() {
            repeated.push(name);
        }
    }
    Ok(Parsed { value: Value::Object(fields), repeated })
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = content_type.split_once(';')?;
    let boundary = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    (kind.trim().eq_ignore_ascii_case("multipart/form-data") && !boundary.is_empty()).then(|| boundary.to_owned())
}

struct Part<'b> {
    head: &'b str,
    content: &'b [u8],
}

fn parts<'b>(body: &'b [u8], boundary: &str) -> Result<Vec<Part<'b>>, String> {
    let (first, next) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = body.strip_prefix(first.as_bytes()).ok_or("the body does not begin with the boundary")?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        if parts.len() == MOST_PARTS {
            return Err(format!("the body has more than {MOST_PARTS} parts"));
        }
        let part = rest.strip_prefix(b"\r\n").ok_or("there is no line break after a boundary")?;
        let end = find(part, next.as_bytes()).ok_or("the last part does not end with the boundary")?;
        let head = find(&part[..end], b"\r\n\r\n").ok_or("there is no empty line after the headers of a part")?;
        let text = std::str::from_utf8(&part[..head]).map_err(|_| "the headers of a part are not UTF-8")?;
        parts.push(Part { head: text, content: &part[head + 4..end] });
        rest = &part[end + next.len()..];
    }
    Ok(parts)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The name of a part, and that of its file.
fn names(head: &str) -> Option<(String, Option<String>)> {
    let line = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let parameter = |name: &str| {
        let (_, rest) = line.split_once(&format!("; {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    Some((parameter("name")?, parameter("filename")))
}

fn value(endpoint: &Endpoint, name: &str, file_name: Option<String>, content: &[u8]) -> Value {
    let field = endpoint.fields.iter().find(|parameter| parameter.place == Place::Body && parameter.field.wire == name);
    let ty = field.map(|parameter| &parameter.field.ty);
    let text = String::from_utf8_lossy(content);
    match (ty, file_name) {
        (Some(Type::File), Some(file_name)) => Value::String(file_name),
        // A file and a string are not interchangeable: not a string, so that the check of the type rejects it.
        (Some(Type::File), None) | (Some(_), Some(_)) => Value::Null,
        (Some(Type::String | Type::Id(_) | Type::Format(_)), None) | (None, _) => Value::String(text.into_owned()),
        (Some(_), None) => serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned())),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn endpoint() -> Endpoint {
        let spec = crate::load(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/things").as_ref()).spec;
        let endpoints = spec.resources.into_iter().flat_map(|resource| resource.endpoints);
        endpoints.into_iter().find(Endpoint::is_multipart).expect("an endpoint that sends a file")
    }

    fn form(content_type: &'static str, body: &str) -> Result<Value, String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        read(&endpoint(), &headers, body.as_bytes()).map(|parsed| parsed.value)
    }

    const TYPE: &str = "multipart/form-data; boundary=x";

    #[test]
    fn parts_are_strings_numbers_and_files() {
        let part = |disposition: &str, content: &str| {
            format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
        };
        let body = [
            part("name=\"name\"", "a\r\nb"),
            part("name=\"size\"", "7"),
            part("name=\"file\"; filename=\"a.txt\"", "--y\r\n"),
            "--x--\r\n".to_owned(),
        ];
        let value = form(TYPE, &body.concat());
        assert_eq!(value, Ok(serde_json::json!({ "name": "a\r\nb", "size": 7, "file": "a.txt" })));
    }

    #[test]
    fn an_invalid_form_is_rejected_with_the_reason() {
        for (content_type, body, reason) in [
            ("application/json", "{}", "Content-Type"),
            ("multipart/form-data", "", "Content-Type"),
            (TYPE, "{}", "does not begin"),
            (TYPE, "--x", "no line break"),
            (TYPE, "--x\r\n", "does not end"),
            (TYPE, "--x\r\nA: b\r\n--x--", "no empty line"),
            (TYPE, "--x\r\nA: b\r\n\r\n\r\n--x--", "form-data; name"),
        ] {
            let error = form(content_type, body).expect_err(body);
            assert!(error.contains(reason), "{body:?}: {error}");
        }
    }
}

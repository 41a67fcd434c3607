//! The path of an endpoint: its placeholders and the fields under `path`.
//!
//! In: the segments of a path. Out: its parts, each placeholder with the index of its field.

use super::fields::Fields;
use crate::diagnostic::{Problem, Problems, quoted};
use crate::model::PathPart;
use crate::raw::{self, Segment};

/// The parts of the path, if it can be built.
pub(super) fn resolve_path(raw: &raw::Endpoint, fields: &Fields, problems: &mut Problems) -> Option<Vec<PathPart>> {
    let http = raw.http.as_ref()?;
    check_unused_fields(raw, &http.value.segments, problems);
    let mut parts = Vec::new();
    let mut literal = String::new();
    for (at, segment) in http.value.segments.iter().enumerate() {
        literal.push('/');
        let name = match segment {
            Segment::Literal(text) => {
                literal.push_str(text);
                continue;
            }
            Segment::Placeholder(name) => name,
        };
        if http.value.segments[..at].contains(segment) {
            let message = format!("the placeholder {} is repeated in the path", quoted(&format!(":{name}")));
            problems.push(
                Problem::new("invalid-http", http.place, message).help("each placeholder has a field of its own"),
            );
            return None;
        }
        parts.push(PathPart::Literal(std::mem::take(&mut literal)));
        parts.push(PathPart::Parameter(path_field(name, raw, fields, problems)?));
    }
    if !literal.is_empty() {
        parts.push(PathPart::Literal(literal));
    }
    Some(parts)
}

fn path_field(name: &str, raw: &raw::Endpoint, fields: &Fields, problems: &mut Problems) -> Option<usize> {
    if raw.path.iter().any(|field| field.name.value == name) {
        return fields.index(name);
    }
    let place = raw.http.as_ref().filter(|_| raw.is_whole)?.place;
    let nearest = problems.nearest().of(name, raw.path.iter().map(|field| &*field.name.value));
    let message = format!("the placeholder {} has no field under `path`", quoted(&format!(":{name}")));
    let problem = Problem::new("placeholder-without-field", place, message).did_you_mean(nearest);
    problems.push(problem.help(format!("add {} to the fields under `path`", quoted(name))));
    None
}

/// A path field that is not in the path would never be sent.
fn check_unused_fields(raw: &raw::Endpoint, segments: &[Segment], problems: &mut Problems) {
    for field in &raw.path {
        let name = &field.name.value;
        if !segments.iter().any(|segment| matches!(segment, Segment::Placeholder(placeholder) if placeholder == name)) {
            let message = format!("the path has no placeholder {}", quoted(&format!(":{name}")));
            let problem = Problem::new("field-without-placeholder", field.name.place, message);
            problems.push(problem.help("add it to `http`, or move the field to `query` or `body`"));
        }
    }
}

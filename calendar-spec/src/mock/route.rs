//! Finds the endpoint of a method and a path.
//!
//! Segments are compared after decoding. Where several paths match, the one with more literal text wins, so that
//! `POST …/calendars/primary` is not a calendar of that ID while `GET …/calendars/primary` is.

use std::collections::BTreeMap;

use crate::model::{Endpoint, PathPart};

use super::check::decode;

/// Paths of endpoints, by their number of segments.
#[derive(Debug)]
pub(super) struct Routes<T> {
    by_length: BTreeMap<usize, Vec<Route<T>>>,
}

#[derive(Debug)]
struct Route<T> {
    method: &'static str,
    segments: Vec<Segment>,
    target: T,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    /// Any string, and the index of its field.
    Field(usize),
}

/// The target of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Routed<T> {
    /// An endpoint, and the raw segments of its path fields.
    Found { target: T, fields: Vec<(usize, String)> },
    /// The path exists, but only for these methods.
    WrongMethod(Vec<&'static str>),
    /// The path does not exist.
    Nothing,
}

impl<T: Copy> Routes<T> {
    pub(super) fn new() -> Self {
        Self { by_length: BTreeMap::new() }
    }

    /// Adds an endpoint of the model.
    pub(super) fn add(&mut self, endpoint: &Endpoint, target: T) {
        let mut segments = Vec::new();
        for part in &endpoint.path {
            match part {
                PathPart::Parameter(index) => segments.push(Segment::Field(*index)),
                PathPart::Literal(text) => {
                    let names = text.split('/').filter(|name| !name.is_empty());
                    segments.extend(names.map(|name| Segment::Literal(name.to_owned())));
                }
            }
        }
        self.insert(endpoint.method.as_str(), segments, target);
    }

    /// Adds a path without fields.
    pub(super) fn add_plain(&mut self, method: &'static str, path: &str, target: T) {
        let segments = path.split('/').skip(1).map(|name| Segment::Literal(name.to_owned())).collect();
        self.insert(method, segments, target);
    }

    fn insert(&mut self, method: &'static str, segments: Vec<Segment>, target: T) {
        self.by_length.entry(segments.len()).or_default().push(Route { method, segments, target });
    }

    /// Finds the target of a request.
    pub(super) fn find(&self, method: &str, path: &str) -> Routed<T> {
        let raw: Vec<&str> = path.split('/').skip(1).collect();
        let routes = self.by_length.get(&raw.len()).map_or(&[][..], Vec::as_slice);
        let matching = || routes.iter().filter(|route| route.matches(&raw));
        let best = matching().filter(|route| route.method == method).max_by_key(|route| route.literals());
        match best {
            Some(route) => Routed::Found { target: route.target, fields: route.fields(&raw) },
            None if matching().next().is_some() => {
                let mut methods: Vec<&'static str> = matching().map(|route| route.method).collect();
                methods.sort_unstable();
                methods.dedup();
                Routed::WrongMethod(methods)
            }
            None => Routed::Nothing,
        }
    }
}

impl<T> Route<T> {
    fn matches(&self, raw: &[&str]) -> bool {
        self.segments.iter().zip(raw).all(|(segment, raw)| match segment {
            Segment::Literal(name) => name == raw || decode(raw).is_ok_and(|text| text == *name),
            Segment::Field(_) => true,
        })
    }

    fn literals(&self) -> usize {
        self.segments.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count()
    }

    fn fields(&self, raw: &[&str]) -> Vec<(usize, String)> {
        let both = self.segments.iter().zip(raw);
        both.filter_map(|(segment, raw)| match segment {
            Segment::Field(index) => Some((*index, (*raw).to_owned())),
            Segment::Literal(_) => None,
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes() -> Routes<char> {
        let mut routes = Routes::new();
        let literal = |name: &str| Segment::Literal(name.to_owned());
        routes.insert("GET", vec![literal("calendars"), Segment::Field(0)], 'g');
        routes.insert("DELETE", vec![literal("calendars"), Segment::Field(0)], 'd');
        routes.insert("POST", vec![literal("calendars"), literal("primary")], 'p');
        routes.insert("POST", vec![literal("calendars"), Segment::Field(0)], 'x');
        routes
    }

    fn found(method: &str, path: &str) -> Option<(char, Vec<String>)> {
        match routes().find(method, path) {
            Routed::Found { target, fields } => Some((target, fields.into_iter().map(|(_, text)| text).collect())),
            _ => None,
        }
    }

    #[test]
    fn literal_text_takes_precedence_over_a_field() {
        assert_eq!(found("POST", "/calendars/primary"), Some(('p', vec![])));
        assert_eq!(found("POST", "/calendars/%70rimary"), Some(('p', vec![])));
        assert_eq!(found("GET", "/calendars/primary"), Some(('g', vec!["primary".to_owned()])));
    }

    #[test]
    fn a_field_accepts_any_single_segment() {
        assert_eq!(found("GET", "/calendars/a%2Fb"), Some(('g', vec!["a%2Fb".to_owned()])));
        assert_eq!(found("GET", "/calendars/"), Some(('g', vec![String::new()])));
        assert_eq!(found("GET", "/calendars/a/b"), None);
    }

    #[test]
    fn a_path_without_the_method_names_those_that_it_has() {
        assert_eq!(routes().find("PUT", "/calendars/x"), Routed::WrongMethod(vec!["DELETE", "GET", "POST"]));
        for path in ["/calendar/x", "/calendars", "/", "", "*", "calendars/x/"] {
            assert_eq!(routes().find("PUT", path), Routed::Nothing, "{path}");
        }
    }
}

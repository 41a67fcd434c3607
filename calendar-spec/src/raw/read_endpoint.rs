//! Endpoints and events: from a checked tree to the raw types.
//!
//! In: a node under `endpoints` or `events`. Out: [`Endpoint`] or [`Event`], with findings about dates, pages and payloads.

use super::language::Notation;
use super::nodes::{flag, integer, is_whole, parsed, text, texts, undocumented, word_list, words};
use super::read_error::endpoint_errors;
use super::read_field::fields;
use super::read_rule::rules;
use super::{Endpoint, Event, InPlace, Paging, Payload, Text, language, syntax};
use crate::diagnostic::{Problem, Problems, shorten};
use crate::format::Format;
use crate::location::Location;
use crate::model::{App, Envelope, Page, RateLimit, Reference, ResponseAt, Tokens};
use crate::source::{Content, Node};

pub(super) fn endpoint(name: Text, node: &Node, problems: &mut Problems) -> Endpoint {
    let response_at = response_at(node);
    let response = response(node, response_at, problems);
    let is_whole = is_whole(node, &language::ENDPOINT, &["path", "query", "header", "body"])
        && (response.is_some() || response_at == ResponseAt::File) == node.get("response").is_some();
    Endpoint {
        doc: words(node, "doc"),
        reference: reference(node, name.place, problems),
        name,
        http: text(node, "http").and_then(|text| parsed("invalid-http", &text, syntax::http, problems)),
        tokens: tokens(node, problems),
        apps: apps(node),
        scopes: word_list(node, "scopes"),
        rate_limit: rate_limit(node, problems),
        idempotency_key: text(node, "idempotency_key"),
        repeatable: flag(node, "repeatable"),
        paging: node.get("paging").map(|paging| self::paging(key_place(node, "paging"), paging)),
        deprecated: text(node, "deprecated").map(|text| text.value),
        path: fields(node, "path", problems),
        query: fields(node, "query", problems),
        header: fields(node, "header", problems),
        body: fields(node, "body", problems),
        rules: rules(node, problems),
        response,
        response_at,
        response_scopes: word_list(node, "field_scopes"),
        errors: node.get("errors").map_or_else(Vec::new, |errors| endpoint_errors(errors, problems)),
        is_whole,
    }
}

pub(super) fn event(name: Text, node: &Node, problems: &mut Problems) -> Event {
    let payload = match (node.get("fields"), text(node, "payload")) {
        (Some(_), None) => Some(Payload::Fields(in_place(node, key_place(node, "fields"), problems))),
        (None, Some(name)) => Some(Payload::Name(name)),
        (None, None) if node.get("payload").is_some() => None,
        (present, _) => {
            let found = if present.is_some() { "and this one has both" } else { "and this one has neither" };
            let message = format!("an event has either `fields` or `payload`, {found}");
            let problem = Problem::new("invalid-event", name.place, message);
            problems.push(problem.help("write the fields in place, or `payload: SomeObject`"));
            None
        }
    };
    Event {
        name,
        doc: words(node, "doc"),
        page: page(node, problems),
        wire: text(node, "type"),
        envelope: if words(node, "envelope") == "v1" { Envelope::V1 } else { Envelope::V2 },
        apps: apps(node),
        scopes: word_list(node, "scopes"),
        payload_scopes: word_list(node, "field_scopes"),
        payload,
    }
}

/// The position of a mapping's key.
fn key_place(node: &Node, key: &str) -> Location {
    let entry = node.entries().iter().find(|entry| entry.key.words().as_deref() == Some(key));
    entry.map_or(node.place, |entry| entry.key.place)
}

/// The page of an endpoint, or where it is known from.
fn reference(node: &Node, owner: Location, problems: &mut Problems) -> Reference {
    let help = "an endpoint has either its `page`, or `undocumented: { source: … }`";
    match (node.get("page"), undocumented(node)) {
        (None, Some(mark)) => return Reference::Undocumented(mark.value),
        (Some(_), None) => {}
        (Some(_), Some(mark)) => {
            let message = "an endpoint with a page is documented";
            problems.push(Problem::new("contradiction", mark.place, message).help(help));
        }
        (None, None) => {
            let message = "an endpoint needs the key `page`";
            problems.push(Problem::new("missing-key", owner, message).help("`page`: The vendor's page.").help(help));
        }
    }
    Reference::Page(page(node, problems))
}

fn page(node: &Node, problems: &mut Problems) -> Page {
    let Some(node) = node.get("page") else {
        return Page::default();
    };
    if let Some(updated) = text(node, "updated").filter(|updated| Format::Date.check(&updated.value).is_err()) {
        let message = format!("`{}` is not a date", shorten(&updated.value));
        problems.push(Problem::new("invalid-date", updated.place, message).help(Notation::Date.help()));
    }
    if let Some(path) = text(node, "path").filter(|path| !path.value.starts_with('/')) {
        let problem = Problem::new("invalid-page", path.place, "the path of a page starts with `/`");
        problems.push(problem.help(Notation::Page.help()));
    }
    Page {
        path: words(node, "path"),
        updated: text(node, "updated").map(|text| text.value),
        differs: word_list(node, "differs"),
    }
}

fn tokens(node: &Node, problems: &mut Problems) -> Option<Tokens> {
    let words = word_list(node, "tokens");
    let tokens = Tokens::from_fn(|kind| words.iter().any(|word| word == kind.name()));
    let alone = texts(node, "tokens").into_iter().find(|word| word.value == "none");
    if let Some(alone) = alone.as_ref().filter(|_| words.len() > 1) {
        let problem =
            Problem::new("contradiction", alone.place, "an endpoint that takes a token is not called without one");
        problems.push(problem.help("remove `none`, or the other kinds of token"));
    }
    (alone.is_some() || !tokens.is_empty()).then_some(tokens)
}

fn apps(node: &Node) -> Vec<App> {
    let app = |text: Text| match &*text.value {
        "custom" => Some(App::Custom),
        "isv" => Some(App::Isv),
        _ => None,
    };
    texts(node, "apps").into_iter().filter_map(app).collect()
}

fn rate_limit(node: &Node, problems: &mut Problems) -> Option<RateLimit> {
    let limit = node.get("rate_limit")?;
    if matches!(&limit.content, Content::Map(entries) if entries.is_empty()) {
        let problem = Problem::new("empty-value", key_place(node, "rate_limit"), "this rate limit has no numbers");
        problems.push(problem.help("write `per_minute`, `per_second` or both, or `special: true`"));
    }
    let number = |key: &str| {
        let node = limit.get(key)?;
        let number = u32::try_from(integer(node)?).ok();
        number.filter(|number| *number > 0)
    };
    for node in ["per_minute", "per_second"].iter().filter_map(|key| limit.get(key)) {
        if integer(node).is_some_and(|number| number > i64::from(u32::MAX)) {
            problems.push(Problem::new("out-of-range", node.place, "this is more than any server allows"));
        }
    }
    let is_special = flag(limit, "special").is_some();
    let limit = RateLimit { per_minute: number("per_minute"), per_second: number("per_second"), is_special };
    (limit.per_minute.is_some() || limit.per_second.is_some() || is_special).then_some(limit)
}

fn paging(place: Location, node: &Node) -> Paging {
    Paging {
        place,
        token: text(node, "token"),
        offset: text(node, "offset"),
        page: text(node, "page"),
        total: text(node, "total"),
        size: text(node, "size"),
        sync: text(node, "sync"),
        needs: text(node, "needs"),
        items: text(node, "items"),
        next: text(node, "next"),
        more: text(node, "more"),
        next_sync: text(node, "next_sync"),
    }
}

fn response_at(node: &Node) -> ResponseAt {
    match node.get("response").map(|response| words(response, "at")).as_deref() {
        Some("body") => ResponseAt::Body,
        Some("file") => ResponseAt::File,
        _ => ResponseAt::Data,
    }
}

fn response(node: &Node, at: ResponseAt, problems: &mut Problems) -> Option<Payload> {
    if let Some(name) = text(node, "response") {
        return Some(Payload::Name(name));
    }
    let response = node.get("response").filter(|response| matches!(response.content, Content::Map(_)))?;
    let place = key_place(node, "response");
    let (fields, object) = (response.get("fields"), text(response, "object"));
    let message = match (at, fields.is_some(), response.get("object").is_some()) {
        (ResponseAt::File, false, false) => return None,
        (ResponseAt::File, ..) => "a response that is a file has neither `fields` nor `object`",
        (_, true, true) => "a response has either `fields` or `object`, and this one has both",
        (_, false, false) => "a response has either `fields` or `object`, and this one has neither",
        (_, true, false) => return Some(Payload::Fields(in_place(response, place, problems))),
        (_, false, true) => return object.map(Payload::Name),
    };
    let problem = Problem::new("invalid-response", place, message);
    problems.push(problem.help("write `fields: { … }`, `object: SomeObject`, or `at: file`"));
    None
}

fn in_place(node: &Node, place: Location, problems: &mut Problems) -> InPlace {
    let is_whole = node.get("fields").is_some_and(|fields| matches!(fields.content, Content::Map(_)));
    InPlace { place, fields: fields(node, "fields", problems), is_whole }
}

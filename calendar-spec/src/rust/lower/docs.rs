//! The sentences of the generated documentation.

use std::fmt::Write as _;

use crate::constraint::in_words;
use crate::model::{
    App, Endpoint, EnumValue, ErrorCode, Event, Field, IdType, KnownId, Object, Page, Paging, Reference, Resource,
    Retry, Spec, Type, Undocumented,
};
use crate::structs::Form;

use super::Context;
use super::prose::{cell, code, labelled, line, prose, row};
use crate::words::{self, plain};

pub(crate) fn id(id: &IdType) -> String {
    let example = id.example.as_ref().map(|example| format!("\n\n{}", labelled("Example", example)));
    format!("{}{}", prose(&id.doc), example.unwrap_or_default())
}

pub(crate) fn known_id(value: &KnownId) -> String {
    let mut docs = prose(&format!("{}: {}", code(&value.wire), value.doc));
    push_undocumented(&mut docs, value.undocumented.as_ref());
    docs
}

fn push_undocumented(docs: &mut String, mark: Option<&Undocumented>) {
    if let Some(mark) = mark {
        let _ = write!(docs, "\n\n{}", prose(&words::undocumented(mark)));
    }
}

pub(crate) fn value(value: &EnumValue) -> String {
    let mut docs = prose(&format!("{}: {}", code(&value.wire), value.doc));
    if value.read_only {
        docs.push_str("\n\nThe server sends it; a request with it is refused.");
    }
    push_scopes(&mut docs, &value.scopes);
    docs
}

pub(crate) fn error(code: &ErrorCode) -> String {
    let status = code.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
    let (message, advice) = (line(&code.message), prose(&code.advice));
    format!("{}{status}: {message}.\n\n{advice}\n\n{}", code.number, retry(code.retry))
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "Sending the same request again fails again.",
        Retry::Backoff => "The same request may succeed later.",
        Retry::RateLimit => "The same request succeeds once the rate limit allows it.",
        Retry::NewToken => "The same request may succeed with a new token.",
        Retry::Restart => "Start over without the page or sync token.",
    }
}

pub(crate) fn object(object: &Object, form: Form, is_split: bool) -> String {
    let docs = prose(&object.doc);
    match form {
        Form::Request => docs,
        Form::Response if is_split => format!(
            "{docs}\n\nAs the server returns it: it promises no field. `into_request` gives what can be sent again."
        ),
        Form::Response => format!("{docs}\n\nAs the server returns it: it promises no field."),
    }
}

pub(crate) fn resource(resource: &Resource) -> String {
    let mut docs = format!("{}\n\n| endpoint | what it does |\n| --- | --- |\n", prose(&resource.doc));
    for endpoint in &resource.endpoints {
        let name = super::names::camel(&endpoint.name);
        let link = format!("[`{name}`](self::{}::{name})", super::ident(&resource.name));
        docs.push_str(&row(&link, &line(first_sentence(&endpoint.doc))));
    }
    docs
}

fn first_sentence(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.find(". ").map_or(line, |end| &line[..=end])
}

pub(crate) fn endpoint(context: &Context<'_>, resource: &Resource, endpoint: &Endpoint) -> String {
    let mut docs = prose(&endpoint.doc);
    push_undocumented(&mut docs, endpoint.reference.undocumented());
    let _ = writeln!(docs, "\n\n`{} {}`\n", endpoint.method.as_str(), endpoint.url_template());
    docs.push_str("| property | value |\n| --- | --- |\n");
    docs.push_str(&row("Response", &response(context, endpoint)));
    let tokens = words::tokens(endpoint.tokens).into_iter().map(|kind| format!("`{kind}_access_token`"));
    let tokens = tokens.collect::<Vec<_>>().join(" or ");
    docs.push_str(&row("Token", if tokens.is_empty() { "none" } else { &tokens }));
    push_apps(&mut docs, &endpoint.apps);
    if !endpoint.scopes.is_empty() {
        docs.push_str(&row("Scopes, any of", &codes(&endpoint.scopes, ", ")));
    }
    if !endpoint.response_scopes.is_empty() {
        docs.push_str(&row("Scopes for fields of the response", &codes(&endpoint.response_scopes, ", ")));
    }
    if let Some(limit) = endpoint.rate_limit {
        docs.push_str(&row("Rate limit", &format!("{}, for each application and tenant", words::rate_limit(limit))));
    }
    if let Some(paging) = &endpoint.paging {
        docs.push_str(&row("Pages", &pages(endpoint, paging)));
    }
    if endpoint.idempotency_key.is_some() {
        docs.push_str("| Repeating | harmless with the same `idempotency_key` |\n");
    } else if endpoint.is_repeatable {
        docs.push_str("| Repeating | harmless |\n");
    }
    docs.push_str(&row(
        "Reference",
        &match &endpoint.reference {
            Reference::Page(reference) => page(reference),
            Reference::Undocumented(_) => "none".to_owned(),
        },
    ));
    docs.push_str(&context.example(resource, endpoint));
    docs.push_str(&errors(context, endpoint));
    docs
}

pub(crate) fn event(event: &Event) -> String {
    let head = "| property | value |\n| --- | --- |\n";
    let mut docs = format!("{}\n\n{}\n\n{head}", prose(&event.doc), code(&event.event_type));
    push_apps(&mut docs, &event.apps);
    if !event.scopes.is_empty() {
        docs.push_str(&row("Scopes, any of", &codes(&event.scopes, ", ")));
    }
    if !event.payload_scopes.is_empty() {
        docs.push_str(&row("Scopes for fields", &codes(&event.payload_scopes, ", ")));
    }
    docs.push_str(&row("Reference", &page(&event.page)));
    docs
}

/// The row of each error code in the tables of the endpoints. Many endpoints share a code, and Markdown takes time to read.
pub(crate) fn error_rows(spec: &Spec) -> Vec<String> {
    spec.errors.iter().map(error_row).collect()
}

fn error_row(ErrorCode { number, rust, status, message, advice, .. }: &ErrorCode) -> String {
    let status = status.map(|status| status.to_string()).unwrap_or_default();
    let (message, advice) = (cell(&line(message)), cell(&line(advice)));
    format!("| {number} | {status} | [`{rust}`](super::ErrorCode::{rust}): {message} | {advice} |\n")
}

fn errors(context: &Context<'_>, endpoint: &Endpoint) -> String {
    if endpoint.errors.is_empty() {
        return String::new();
    }
    let mut docs = "\n# Errors\n\n| code | HTTP | meaning | what to do |\n| --- | --- | --- | --- |\n".to_owned();
    if endpoint.own_errors.is_empty() {
        docs.extend(endpoint.errors.iter().map(|error| &*context.error_rows[error.0]));
    } else {
        docs.extend(endpoint.error_codes(context.spec).iter().map(error_row));
    }
    docs
}

fn page(page: &Page) -> String {
    let changed = page.updated.as_ref().map(|updated| format!(", last changed {updated}"));
    let (chinese, english) = (words::page_url(page), words::english_page_url(page));
    format!("[Feishu, in Chinese]({chinese}), [Lark, in English]({english}){}", changed.unwrap_or_default())
}

/// A link to the type of the response.
fn response(context: &Context<'_>, endpoint: &Endpoint) -> String {
    let Some(object) = endpoint.response else { return "no data".to_owned() };
    let name = context.forms.name(context.spec, object, Form::Response);
    match context.spec.objects[object.0].resource {
        // It is in the same module, where rustdoc calls a path redundant.
        Some(_) => format!("[`{name}`]"),
        None => format!("[`{name}`](super::types::{name})"),
    }
}

fn push_apps(docs: &mut String, apps: &[App]) {
    let names = apps.iter().map(|app| match app {
        App::Custom => "custom",
        App::Isv => "store (ISV)",
    });
    if !apps.is_empty() {
        docs.push_str(&row("Applications", &names.collect::<Vec<_>>().join(", ")));
    }
}

fn pages(endpoint: &Endpoint, paging: &Paging) -> String {
    let needs = paging.needs.map(|needs| format!(", only with {}", code(&endpoint.fields[needs].field.wire)));
    let sync = if paging.sync.is_some() { ", and changes since then by `Client::sync`" } else { "" };
    format!("walked by `Client::pages` and `Client::items`{}{sync}", needs.unwrap_or_default())
}

fn codes(texts: &[String], separator: &str) -> String {
    texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(separator)
}

fn push_scopes(docs: &mut String, scopes: &[String]) {
    if !scopes.is_empty() {
        let _ = write!(docs, "\n\nNeeds the scope {}.", codes(scopes, " or "));
    }
}

/// The description of a field, followed by its limits.
pub(crate) fn field(field: &Field, form: Form) -> String {
    let mut docs = prose(&field.doc);
    if form == Form::Request {
        for line in limits(field) {
            let _ = write!(docs, "\n\n{line}");
        }
    }
    if field.beta {
        docs.push_str("\n\nBeing rolled out gradually; not every tenant has it.");
    }
    push_undocumented(&mut docs, field.undocumented.as_ref());
    push_scopes(&mut docs, &field.scopes);
    if let Some(example) = &field.example {
        let _ = write!(docs, "\n\n{}", labelled("Example", &plain(example)));
    }
    docs
}

fn limits(field: &Field) -> Vec<String> {
    let mut lines: Vec<String> = field.constraints.iter().map(|allowed| sentence(&in_words(allowed))).collect();
    lines.extend(form_of(&field.ty).map(str::to_owned));
    if let Some(default) = &field.default {
        let default = plain(default);
        let default = if default.is_empty() { "the empty text".to_owned() } else { code(&default) };
        lines.push(format!("The server's default is {default}."));
    }
    lines
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

/// The format of a string; the other formats have types of their own.
fn form_of(ty: &Type) -> Option<&'static str> {
    match ty.leaf() {
        Type::Format(format) if format.is_text() => Some(words::format(*format)),
        _ => None,
    }
}

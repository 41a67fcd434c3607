//! The page of an endpoint or event.

use super::Subject;
use super::page::{FAINT, Page, STRONG, styled};
use super::tree::Tree;
use crate::describe::{
    apps, event_field_scopes, field_scopes, full_name, page_url, paging, rate_limit, retry, sentences, tokens,
    undocumented,
};
use crate::model::{
    Endpoint, Envelope, ErrorCode, Event, Field, Page as ReferencePage, Place, Resource, ResponseAt, Spec,
};

pub(super) fn text(spec: &Spec, subject: Subject<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    match subject {
        Subject::Endpoint(resource, endpoint) => show_endpoint(&mut page, spec, resource, endpoint),
        Subject::Event(resource, event) => show_event(&mut page, spec, resource, event),
    }
    page.into_text()
}

fn show_endpoint(page: &mut Page, spec: &Spec, resource: &Resource, endpoint: &Endpoint) {
    let call = format!("{} {}", endpoint.method.as_str(), endpoint.url_template());
    show_title(page, &full_name(resource, &endpoint.name), &call, &endpoint.doc);
    show_facts(page, spec, endpoint);
    show_fields(page, spec, endpoint);
    show_errors(page, spec, endpoint);
}

fn show_title(page: &mut Page, name: &str, call: &str, doc: &str) {
    page.wrapped("", "", &styled(STRONG, name));
    page.wrapped("", "    ", call);
    page.blank();
    page.wrapped("", "", doc);
    page.blank();
}

fn show_facts(page: &mut Page, spec: &Spec, endpoint: &Endpoint) {
    page.fact("Deprecated", endpoint.deprecated.as_deref().unwrap_or_default());
    page.fact("Undocumented", &endpoint.reference.undocumented().map(undocumented).unwrap_or_default());
    let kinds = tokens(endpoint.tokens).join(", ");
    page.fact("Tokens", if kinds.is_empty() { "none" } else { &kinds });
    page.fact("Applications", &apps(&endpoint.apps).join(", "));
    page.fact("Scopes, any of", &endpoint.scopes.join(", "));
    page.fact("Field scopes", &field_scopes(spec, endpoint).join(", "));
    page.fact("Rate limit", &endpoint.rate_limit.map(rate_limit).unwrap_or_default());
    let key = endpoint.idempotency_key.map(|index| &endpoint.fields[index].field.wire);
    let harmless = if endpoint.is_repeatable { "harmless" } else { "" };
    page.fact("Repeating", &key.map_or(harmless.to_owned(), |key| format!("harmless with the same `{key}`")));
    let parts: Vec<String> =
        paging(spec, endpoint).into_iter().map(|(part, field)| format!("{part}: `{field}`")).collect();
    page.fact("Paging", &parts.join(", "));
    if let Some(reference) = endpoint.reference.page() {
        show_page(page, reference);
    }
}

fn show_page(page: &mut Page, reference: &ReferencePage) {
    page.fact("Page", &page_url(reference));
    page.fact("Last changed", reference.updated.as_deref().unwrap_or_default());
}

fn show_fields(page: &mut Page, spec: &Spec, endpoint: &Endpoint) {
    let siblings: Vec<&Field> = endpoint.fields.iter().map(|parameter| &parameter.field).collect();
    let mut tree = Tree::new(spec, page);
    for (place, title) in
        [(Place::Path, "Path"), (Place::Query, "Query"), (Place::Header, "Headers"), (Place::Body, "Body")]
    {
        let title = if place == Place::Body && endpoint.is_multipart() { "Body (multipart/form-data)" } else { title };
        let here = endpoint.fields.iter().filter(|parameter| parameter.place == place);
        let here: Vec<&Field> = here.map(|parameter| &parameter.field).collect();
        tree.section(title, &siblings, &here);
    }
    tree.rules(&sentences(spec, &siblings, &endpoint.rules));
    match endpoint.response_at {
        ResponseAt::Data => {}
        ResponseAt::Body => tree.note("The response stands in the body itself, not under `data`."),
        ResponseAt::File => tree.note("The response is a file."),
    }
    if let Some(object) = endpoint.response {
        tree.object("Response", object);
    }
}

fn show_errors(page: &mut Page, spec: &Spec, endpoint: &Endpoint) {
    if endpoint.errors.is_empty() {
        return;
    }
    page.heading("Errors");
    for ErrorCode { number, status, message, advice, retry: again, .. } in &endpoint.error_codes(spec) {
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        let first = format!("{}  {status:<3}  ", styled(STRONG, &format!("{number:<8}")));
        let rest = " ".repeat(15);
        page.wrapped(&first, &rest, message);
        page.wrapped(&rest, &rest, &format!("{advice} {}", styled(FAINT, &format!("Retry: {}.", retry(*again)))));
    }
}

fn show_event(page: &mut Page, spec: &Spec, resource: &Resource, event: &Event) {
    show_title(page, &full_name(resource, &event.name), &format!("event {}", event.event_type), &event.doc);
    page.fact("Applications", &apps(&event.apps).join(", "));
    page.fact("Scopes, any of", &event.scopes.join(", "));
    page.fact("Field scopes", &event_field_scopes(spec, event).join(", "));
    let envelope = match event.envelope {
        Envelope::V2 => "2.0: `schema`, `header`, `event`",
        Envelope::V1 => "1.0: `uuid`, `token`, `ts`, `type`, `event`",
    };
    page.fact("Envelope", envelope);
    show_page(page, &event.page);
    Tree::new(spec, page).object("Event", event.payload);
}

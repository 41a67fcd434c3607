//! Compares what a page states of an endpoint or event as a whole.

use super::example;
use super::found::{Found, MOST_DIFFERENCES};
use super::parts::mentions;
use super::subject::Subject;
use crate::describe;
use crate::docs::call::site_and_route;
use crate::docs::difference::{Anchor, Relation};
use crate::docs::facts::{ErrorRow, Facts, Place, Stated};
use crate::model::{Endpoint, Envelope, ErrorCode, Event, RateLimit, Spec};

/// All differences between a page and its endpoint or event.
pub(super) fn differences<'f>(spec: &'f Spec, facts: &'f Facts, subject: Subject<'f>) -> Found<'f> {
    let mut found = Found { spec, facts, subject, differences: Vec::new(), notes: Vec::new(), is_cut: false };
    found.page();
    match subject {
        Subject::Endpoint(_, endpoint, _) => found.endpoint(endpoint),
        Subject::Event(_, event) => found.event(event),
    }
    example::compare(&mut found);
    if found.is_cut {
        found.notes.push(format!("only the first {MOST_DIFFERENCES} differences are shown"));
    }
    found
}

impl Found<'_> {
    fn page(&mut self) {
        let page = self.subject.page();
        if let Some(path) = &self.facts.path {
            self.compare("page", path.line, &path.value, &page.path, self.subject.anchor(&["page", "path"]));
        }
        let Some(updated) = &self.facts.updated else {
            self.notes.push("the page does not say when it was last changed".to_owned());
            return;
        };
        let Some(spec) = &page.updated else {
            let date = &updated.value;
            self.notes
                .push(format!("the spec does not say which state of the page it was made from: `updated: {date}`"));
            return;
        };
        if updated.value < *spec {
            let note = format!("the page is of {}, and the spec was made from the one of {spec}", updated.value);
            self.notes.push(note);
        } else {
            self.compare("updated", updated.line, &updated.value, spec, self.subject.anchor(&["page", "updated"]));
        }
    }

    fn endpoint(&mut self, endpoint: &Endpoint) {
        let facts = self.facts;
        let http = self.subject.anchor(&["http"]);
        if let Some(method) = &facts.method {
            self.compare("method", method.line, &method.value, endpoint.method.as_str(), http.clone());
        }
        if let Some(url) = &facts.url {
            self.compare("url", url.line, &site_and_route(&url.value), &endpoint.url_template(), http);
        }
        let tokens: Vec<String> =
            describe::tokens(endpoint.tokens).iter().map(|kind| format!("{kind}_access_token")).collect();
        self.compare_sets("tokens", facts.tokens.as_ref(), &tokens);
        self.compare_apps(&describe::apps(&endpoint.apps));
        self.compare_sets("scopes", facts.scopes.as_ref(), &endpoint.scopes);
        self.compare_field_scopes(&describe::field_scopes(self.spec, endpoint));
        self.rate_limit(endpoint.rate_limit);
        for (place, key) in
            [(Place::Path, "path"), (Place::Query, "query"), (Place::Header, "header"), (Place::Body, "body")]
        {
            self.parameters(endpoint, place, key);
        }
        self.received(Place::Response, "data", endpoint.response);
        self.errors(endpoint);
        if let Some(stated) = self.facts.deprecated.as_ref().filter(|_| endpoint.deprecated.is_none()) {
            let sides = (Some("deprecated".to_owned()), None);
            let anchor = self.subject.anchor(&["deprecated"]);
            self.push("deprecated".to_owned(), Relation::Missing, sides, stated.line, anchor);
        }
    }

    fn event(&mut self, event: &Event) {
        let facts = self.facts;
        if let Some(event_type) = &facts.event_type {
            let anchor = self.subject.anchor(&["type"]);
            self.compare("event_type", event_type.line, &event_type.value, &event.event_type, anchor);
        }
        self.compare_apps(&describe::apps(&event.apps));
        self.compare_sets("scopes", facts.scopes.as_ref(), &event.scopes);
        self.compare_field_scopes(&describe::event_field_scopes(self.spec, event));
        self.envelope(event.envelope);
        self.received(Place::Event, "event", Some(event.payload));
    }

    /// The fields around an event determine its envelope.
    fn envelope(&mut self, spec: Envelope) {
        let Some(page) = self.facts.fields(Place::Event) else { return };
        let fields = |envelope| match envelope {
            Envelope::V2 => ["schema", "header", "event"].as_slice(),
            Envelope::V1 => ["ts", "uuid", "token", "type", "event"].as_slice(),
        };
        let page: Vec<String> = page.iter().filter(|field| field.depth == 0).map(|field| field.name.clone()).collect();
        let spec: Vec<String> = fields(spec).iter().map(|field| (*field).to_owned()).collect();
        self.compare_entries(
            "envelope",
            &page,
            &spec,
            self.table_line(Place::Event),
            &self.subject.anchor(&["envelope"]),
        );
    }

    fn compare_apps(&mut self, spec: &[&str]) {
        let spec: Vec<String> = spec.iter().map(|app| (*app).to_owned()).collect();
        self.compare_sets("apps", self.facts.apps.as_ref(), &spec);
    }

    /// The page's list for all fields; the spec has scopes at the fields.
    fn compare_field_scopes(&mut self, spec: &[&str]) {
        let spec: Vec<String> = spec.iter().map(|scope| (*scope).to_owned()).collect();
        self.compare_sets("field_scopes", self.facts.field_scopes.as_ref(), &spec);
    }

    /// Compares lists without a significant order, entry by entry. A page without the list has an empty one, unless its
    /// format is incomplete.
    fn compare_sets(&mut self, fact: &str, page: Option<&Stated<Vec<String>>>, spec: &[String]) {
        let anchor = self.subject.anchor(&[fact]);
        match page {
            Some(page) => self.compare_entries(fact, &page.value, spec, page.line, &anchor),
            None if self.states_all() => self.compare_entries(fact, &[], spec, self.first_line(), &anchor),
            None => {}
        }
    }

    fn rate_limit(&mut self, spec: Option<RateLimit>) {
        let words = |limit: Option<RateLimit>| limit.map_or_else(|| "none".to_owned(), describe::rate_limit);
        let page = self.facts.rate_limit.as_ref().filter(|page| !page.value.text.is_empty());
        let limit = page.map(|page| RateLimit {
            per_minute: page.value.per_minute,
            per_second: page.value.per_second,
            is_special: page.value.per_minute.is_none() && page.value.per_second.is_none(),
        });
        if page.is_some() || self.states_all() {
            let line = page.map_or(self.first_line(), |page| page.line);
            self.compare("rate_limit", line, &words(limit), &words(spec), self.subject.anchor(&["rate_limit"]));
        }
    }

    fn parameters(&mut self, endpoint: &Endpoint, place: Place, key: &str) {
        let of_place = endpoint.fields.iter().filter(|parameter| Place::from(parameter.place) == place);
        let spec: Vec<_> = of_place.map(|parameter| &parameter.field).collect();
        self.sent(place, key, &spec);
    }

    fn errors(&mut self, endpoint: &Endpoint) {
        let spec = self.spec;
        let known = endpoint.error_codes(spec);
        let known: Vec<&ErrorCode> = known.iter().collect();
        let rows = self.facts.errors.as_ref().map_or(&[][..], |errors| &errors.value);
        let list = self.subject.anchor(&["errors"]);
        for row in rows {
            if let Some(known) = known.iter().find(|known| known.number == row.code) {
                self.error(row, known);
            } else {
                let sides = (Some(row.message.clone()), None);
                self.push(format!("errors.{}", row.code), Relation::Missing, sides, row.line, list.clone());
            }
        }
        if self.facts.errors.is_none() && !self.states_all() {
            return;
        }
        let line = self.facts.errors.as_ref().map_or(self.first_line(), |errors| errors.line);
        let is_lacking =
            |code: &&ErrorCode| rows.iter().all(|row| row.code != code.number) && !self.names_code(code.number);
        let lacking: Vec<&ErrorCode> = known.into_iter().filter(is_lacking).collect();
        for code in lacking {
            let sides = (None, Some(code.message.clone()));
            let anchor = list.then(&code.number.to_string());
            self.push(format!("errors.{}", code.number), Relation::Extra, sides, line, anchor);
        }
    }

    /// Whether the description of `code` names this one, as some pages without an error table do.
    fn names_code(&self, number: i64) -> bool {
        let response = self.facts.fields(Place::Response).unwrap_or_default();
        let mut codes = response.iter().filter(|field| field.depth == 0 && field.name == "code");
        codes.any(|code| mentions(&code.text, &[number.to_string()]))
    }

    fn error(&mut self, row: &ErrorRow, code: &ErrorCode) {
        let anchor = Anchor::anywhere(&["errors", &code.number.to_string()]);
        let status = |status: Option<u16>| status.map_or_else(|| "none".to_owned(), |status| status.to_string());
        let fact = format!("errors.{}", row.code);
        self.compare(
            &format!("{fact}:status"),
            row.line,
            &status(row.status),
            &status(code.status),
            anchor.then("status"),
        );
        if !row.message.is_empty() {
            self.compare(&format!("{fact}:message"), row.line, &row.message, &code.message, anchor.then("message"));
        }
    }
}

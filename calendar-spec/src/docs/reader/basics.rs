//! The first table of a page: URL and method, or the type of an event, with limits, applications and scopes.

use super::rate::without_link;
use super::{Reader, rate, scopes};
use crate::docs::facts::{RateLimit, Stated};
use crate::docs::page::{Piece, Row, Table, pieces, plain};
use crate::docs::terms::{self, Basic};

impl Reader {
    pub(super) fn basics(&mut self, table: &Table, line: usize) {
        // Some mirrors make a head of the first row.
        if table.head.first().is_some_and(|head| terms::basic(&plain(&pieces(head))).is_some()) {
            self.basic(&Row { line, level: None, cells: table.head.clone() });
        }
        for row in &table.rows {
            self.basic(row);
        }
        let facts = &self.facts;
        if facts.scopes.as_ref().is_some_and(|scopes| scopes.value.is_empty()) && !self.has_no_scopes {
            self.unread_here(line, "no scope could be read");
        }
    }

    fn basic(&mut self, row: &Row) {
        let [name, value] = row.cells.as_slice() else { return };
        let name = plain(&pieces(name));
        let value = pieces(value);
        let Some(basic) = terms::basic(&name) else {
            self.unread_here(row.line, &format!("the row “{name}” is not known"));
            return;
        };
        let stated = |value| Some(Stated { value, line: row.line });
        let text = plain(&value);
        let facts = &mut self.facts;
        match basic {
            Basic::Url => facts.url = stated(without_link(&text)),
            Basic::Method => facts.method = stated(text.to_ascii_uppercase()),
            Basic::EventType => facts.event_type = stated(text),
            Basic::Push => facts.push = stated(text),
            Basic::Apps => self.apps(&text, row.line),
            Basic::RateLimit => self.rate_limit(&text, row.line),
            Basic::Tokens => facts.tokens = Some(Stated { value: tokens(&value), line: row.line }),
            Basic::Scopes if terms::is_none(&text) => {
                self.has_no_scopes = true;
                facts.scopes = Some(Stated { value: Vec::new(), line: row.line });
            }
            Basic::Scopes => extend(&mut facts.scopes, scopes::scopes(&value), row.line),
            Basic::Idle => {}
            Basic::FieldScopes => extend(&mut facts.field_scopes, scopes::scopes(&value), row.line),
        }
    }

    fn apps(&mut self, text: &str, line: usize) {
        let mut value = Vec::new();
        for word in text.split([',', '，', '、']).flat_map(words_of_app).filter(|word| !word.is_empty()) {
            match terms::app(word) {
                Some(app) if value.iter().any(|known| known == app) => {}
                Some(app) => value.push(app.to_owned()),
                None => self.unread(line, format!("the kind of application “{word}” is not known")),
            }
        }
        self.facts.apps = Some(Stated { value, line });
    }

    fn rate_limit(&mut self, text: &str, line: usize) {
        let limit = rate::read(text);
        if limit.is_none() {
            self.unread(line, format!("the rate limit “{}” was not understood", without_link(text)));
        }
        let value = limit.unwrap_or_else(|| RateLimit { text: without_link(text), ..RateLimit::default() });
        self.facts.rate_limit = Some(Stated { value, line });
    }
}

/// "custom isv" in one cell, or a name of two words.
fn words_of_app(text: &str) -> Vec<&str> {
    let text = text.trim();
    if terms::app(text).is_some() { vec![text] } else { text.split_whitespace().collect() }
}

fn extend(scopes: &mut Option<Stated<Vec<String>>>, more: Vec<String>, line: usize) {
    let stated = scopes.get_or_insert_with(|| Stated { value: Vec::new(), line });
    if stated.value.is_empty() {
        stated.line = line;
    }
    stated.value.extend(more);
    stated.value = scopes::once(stated.value.iter().map(String::as_str));
}

/// The tokens that a cell names, each once.
pub(super) fn tokens(pieces: &[Piece]) -> Vec<String> {
    let text = plain(pieces);
    let words = text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    scopes::once(words.filter(|word| word.ends_with("_access_token")))
}

//! The tables of an overview, which list endpoints and events.

use super::{Reader, basics, scopes};
use crate::docs::facts::Listed;
use crate::docs::page::{Piece, Row, Table, one_line, pieces, plain};
use crate::docs::terms::Column;

impl Reader {
    pub(super) fn overview(&mut self, table: &Table, columns: &[Option<Column>]) {
        for row in &table.rows {
            match listed(row, columns) {
                Ok(listed) => self.facts.listed.push(listed),
                Err(what) => self.unread(row.line, what),
            }
        }
    }
}

fn listed(row: &Row, columns: &[Option<Column>]) -> Result<Listed, String> {
    let mut listed = Listed { line: row.line, ..Listed::default() };
    for (column, cell) in columns.iter().zip(&row.cells) {
        let cell = pieces(cell);
        let text = plain(&cell);
        let app = |name: &str| Some(name.to_owned()).filter(|_| text.contains('✓'));
        match column {
            Some(Column::Endpoint) => endpoint(&mut listed, &cell),
            Some(Column::Event) => (listed.title, listed.path) = link(&text),
            Some(Column::EventType) => listed.event_type = Some(text),
            Some(Column::Scopes) => listed.scopes = scopes::scopes(&cell),
            Some(Column::Tokens) => listed.tokens = basics::tokens(&cell),
            Some(Column::Custom) => listed.apps.extend(app("custom")),
            Some(Column::Store) => listed.apps.extend(app("isv")),
            _ => {}
        }
    }
    let is_endpoint = columns.contains(&Some(Column::Endpoint));
    let lack = match () {
        () if listed.path.is_none() => Some("link"),
        () if is_endpoint && (listed.method.is_none() || listed.url.is_none()) => Some("method and path"),
        () if listed.scopes.is_empty() => Some("scopes"),
        () if is_endpoint && listed.tokens.is_empty() => Some("tokens"),
        () => None,
    };
    match lack {
        Some(lack) => Err(format!("the row “{}” states no {lack}", listed.title)),
        None => Ok(listed),
    }
}

/// "[title](page) `METHOD` /path > summary"; some tools set the link in backticks.
fn endpoint(listed: &mut Listed, cell: &[Piece]) {
    let text = one_line(cell);
    (listed.title, listed.path) = link(text.trim_start_matches('`'));
    let words: Vec<&str> = text.split(|character: char| character.is_whitespace() || character == '`').collect();
    let is_method = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase());
    listed.url = words.iter().find(|word| word.starts_with("/open-apis/")).map(|word| (*word).to_owned());
    let before_url = words.iter().take_while(|word| !word.starts_with("/open-apis/"));
    listed.method = before_url.filter(|word| is_method(word)).last().map(|word| (*word).to_owned());
}

/// Text and target of a link at the start of a text.
fn link(text: &str) -> (String, Option<String>) {
    let parts = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).and_then(|(title, rest)| {
        let (target, _) = rest.split_once(')')?;
        Some((title.to_owned(), Some(target.to_owned())))
    });
    parts.unwrap_or_else(|| (text.to_owned(), None))
}

//! A listing as a table for reading, or as JSON.

use std::borrow::Cow;

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle};
use serde_json::{Value, json};

use super::{EndpointRow, EventRow, Listing, Totals};

/// Columns separated by spaces, with a line below the header.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

impl Listing {
    /// Tables of endpoints and events, with the totals below. Each row stays on one line, so that it can be searched:
    /// in a narrow terminal columns are left out, and at last paths are cut. The width is in columns of characters.
    pub fn to_table(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(usize::MAX);
        let mut left_out = 0;
        while left_out < SPARE.len() && width_of(&self.endpoint_table(left_out, usize::MAX)) > width {
            left_out += 1;
        }
        let surplus = width_of(&self.endpoint_table(left_out, usize::MAX)).saturating_sub(width);
        let longest = self.endpoints.iter().map(|row| row.path.len()).max().unwrap_or_default();
        let types = self.events.iter().map(|row| row.event_type.len()).max().unwrap_or_default();
        let spare = width_of(&self.event_table(usize::MAX)).saturating_sub(width);
        let events = self.event_table(types.saturating_sub(spare));
        let tables = [self.endpoint_table(left_out, longest.saturating_sub(surplus)), events];
        let tables = tables.iter().filter(|table| !table.is_empty()).map(Table::trim_fmt);
        let note = (left_out > 0).then(|| format!("left out in {width} columns: {}", SPARE[..left_out].join(", ")));
        let is_marked = self.endpoints.iter().any(|row| row.undocumented);
        let mark = is_marked.then(|| UNDOCUMENTED.to_owned());
        let words =
            note.into_iter().chain(mark).chain([self.totals.in_words()]).map(|words| textwrap::fill(&words, width));
        tables.chain(words).collect::<Vec<_>>().join("\n\n")
    }

    /// The table without the first of the columns that can be spared, and with paths of at most so many bytes.
    fn endpoint_table(&self, left_out: usize, longest: usize) -> Table {
        let header = ["endpoint", "method", "path", "tokens", "sent", "received", "rules", "errors", MARK];
        let is_marked = self.endpoints.iter().any(|row| row.undocumented);
        let is_shown = |column: &str| !SPARE[..left_out].contains(&column) && (is_marked || column != MARK);
        let shown: Vec<&str> = header.into_iter().filter(|column| is_shown(column)).collect();
        let mut table = table(&shown);
        for row in &self.endpoints {
            let numbers = [row.sent, row.received, row.rules, row.errors].map(number);
            let texts = [&row.name, row.method, &*end_of(&row.path, longest), &row.tokens.join(", ")].map(Cell::new);
            let mark = Cell::new(if row.undocumented { "yes" } else { "" });
            let cells = header.iter().zip(texts.into_iter().chain(numbers).chain([mark]));
            table.add_row(cells.filter(|(column, _)| is_shown(column)).map(|(_, cell)| cell));
        }
        table
    }

    /// The table with types of at most so many bytes.
    fn event_table(&self, longest: usize) -> Table {
        let mut table = table(&["event", "type", "received"]);
        for row in &self.events {
            let ty = end_of(&row.event_type, longest);
            table.add_row([Cell::new(&row.name), Cell::new(ty), number(row.received)]);
        }
        table
    }

    /// The same as JSON.
    pub fn to_json(&self) -> Value {
        let endpoints: Vec<Value> = self.endpoints.iter().map(EndpointRow::to_json).collect();
        let events: Vec<Value> = self.events.iter().map(EventRow::to_json).collect();
        json!({ "endpoints": endpoints, "events": events, "totals": self.totals.to_json() })
    }
}

/// What the mark means.
const UNDOCUMENTED: &str =
    "undocumented: no page describes it; `calendar-generated` has it behind the feature `undocumented`";

/// The column of the mark of endpoints that no page describes; it is left out where there are none.
const MARK: &str = "undocumented";

/// The columns that can be spared, first those that matter least.
const SPARE: [&str; 5] = ["rules", "errors", "received", "sent", "tokens"];

fn width_of(table: &Table) -> usize {
    table.trim_fmt().lines().map(textwrap::core::display_width).max().unwrap_or_default()
}

/// The end of a path, which is its most specific part; a mark replaces the rest.
fn end_of(path: &str, longest: usize) -> Cow<'_, str> {
    if path.len() <= longest || !path.is_ascii() {
        return path.into();
    }
    format!("…{}", &path[path.len() - longest.saturating_sub(1).max(1)..]).into()
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_header(header);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

fn number(number: usize) -> Cell {
    Cell::new(number).set_alignment(CellAlignment::Right)
}

impl EndpointRow {
    fn to_json(&self) -> Value {
        let Self { name, method, path, tokens, sent, received, rules, errors, undocumented } = self;
        json!({
            "name": name, "method": method, "path": path, "tokens": tokens,
            "sent": sent, "received": received, "rules": rules, "errors": errors, "undocumented": undocumented,
        })
    }
}

impl EventRow {
    fn to_json(&self) -> Value {
        let Self { name, event_type, received } = self;
        json!({ "name": name, "type": event_type, "received": received })
    }
}

impl Totals {
    fn in_words(&self) -> String {
        let endpoints = count(self.endpoints, "endpoint");
        let (events, resources) = (count(self.events, "event"), count(self.resources, "resource"));
        let (fields, rules) = (count(self.fields, "field"), count(self.rules, "rule"));
        let (errors, objects) = (count(self.errors, "error code"), count(self.objects, "object"));
        let (enums, values) = (count(self.enums, "enum"), count(self.values, "value"));
        let ids = count(self.ids, "identifier");
        format!(
            "{endpoints} and {events} in {resources}\n\
             {fields}, {rules} for requests, {errors}\n\
             {objects}, {enums} with {values}, {ids}\n"
        )
    }

    fn to_json(self) -> Value {
        let Self { resources, endpoints, events, fields, rules, errors, objects, enums, values, ids } = self;
        json!({
            "resources": resources, "endpoints": endpoints, "events": events, "fields": fields, "rules": rules,
            "errors": errors, "objects": objects, "enums": enums, "values": values, "ids": ids,
        })
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

//! A listing as a table for reading, or as JSON.

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle};
use serde_json::{Value, json};

use super::{EndpointRow, EventRow, Listing, Totals};

/// Columns separated by spaces, with a line below the header.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

impl Listing {
    /// Tables of endpoints and events, and the totals. Each row is on one line, so that it can be searched.
    pub fn to_table(&self) -> String {
        let tables = [self.endpoint_table(), self.event_table()];
        let tables = tables.iter().filter(|table| !table.is_empty());
        let parts = tables.map(Table::trim_fmt).chain([self.totals.in_words()]);
        parts.collect::<Vec<_>>().join("\n\n")
    }

    fn endpoint_table(&self) -> Table {
        let header = ["endpoint", "method", "path", "tokens", "sent", "received", "rules", "errors"];
        let mut table = table(&header);
        for row in &self.endpoints {
            let numbers = [row.sent, row.received, row.rules, row.errors].map(number);
            let texts = [&row.name, row.method, &row.path, &row.tokens.join(", ")].map(Cell::new);
            table.add_row(texts.into_iter().chain(numbers));
        }
        table
    }

    fn event_table(&self) -> Table {
        let mut table = table(&["event", "type", "received"]);
        for row in &self.events {
            table.add_row([Cell::new(&row.name), Cell::new(&row.event_type), number(row.received)]);
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
        let Self { name, method, path, tokens, sent, received, rules, errors } = self;
        json!({
            "name": name, "method": method, "path": path, "tokens": tokens,
            "sent": sent, "received": received, "rules": rules, "errors": errors,
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

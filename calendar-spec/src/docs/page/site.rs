//! The site's own elements as blocks: tables, examples, boxes.
//!
//! In: what stands between `:::html` and `:::`. Out: blocks of the page.

use std::ops::Range;

use super::element::{self, Element, Node};
use super::{Builder, Content, Row, Table, cell};

const TABLES: [&str; 3] = ["md-dt-table", "md-table", "table"];
const ROWS: [&str; 3] = ["md-dt-tr", "md-tr", "tr"];
const CELLS: [&str; 6] = ["md-dt-td", "md-dt-th", "md-td", "md-th", "td", "th"];

/// Reads a piece of a page.
pub(super) fn read(builder: &mut Builder<'_>, range: Range<usize>) {
    builder.document.has_elements = true;
    let nodes = element::parse(builder, range);
    blocks(builder, &nodes);
}

fn blocks(builder: &mut Builder<'_>, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(range) => {
                let text = cell::line(builder.text, [node]);
                builder.push(range.start, Content::Prose(text));
            }
            Node::Element(element) => block(builder, element),
            Node::Stray(_) => {}
        }
    }
}

fn block(builder: &mut Builder<'_>, element: &Element) {
    match element.name.as_str() {
        name if TABLES.contains(&name) => table(builder, element),
        name if name.starts_with("md-code") => {
            let code = builder.text[element.inner.clone()].trim().to_owned();
            builder.push(element.start, Content::Code(code));
        }
        "md-alert" => {
            let text = cell::line(builder.text, &element.children);
            builder.push(element.start, Content::Remark(text));
        }
        _ => blocks(builder, &element.children),
    }
}

fn table(builder: &mut Builder<'_>, element: &Element) {
    let mut rows = Vec::new();
    collect_rows(builder, element, &mut rows);
    let mut rows = rows.into_iter();
    let Some(head) = rows.next() else {
        builder.unread(element.start, "a table has no rows");
        return;
    };
    let mut table = Table { head: head.cells, rows: Vec::new() };
    for row in rows {
        let (here, wanted) = (row.cells.len(), table.head.len());
        if here == wanted {
            table.rows.push(row);
        } else {
            builder.unread_line(row.line, format!("a row has {here} cells, and the head of its table has {wanted}"));
        }
    }
    builder.push(element.start, Content::Table(table));
}

/// The rows of a table, its head first.
fn collect_rows(builder: &mut Builder<'_>, element: &Element, rows: &mut Vec<Row>) {
    for node in &element.children {
        match node {
            Node::Element(child) if ROWS.contains(&&*child.name) => {
                if builder.may_add_row(child.start) {
                    rows.push(row(builder, child));
                }
            }
            Node::Element(child) if TABLES.contains(&&*child.name) => {
                builder.unread(child.start, "a table stands within a table");
            }
            Node::Element(child) => collect_rows(builder, child, rows),
            Node::Text(range) if !builder.text[range.clone()].trim().is_empty() => {
                builder.unread(range.start, "a table has text outside of its rows");
            }
            Node::Text(_) | Node::Stray(_) => {}
        }
    }
}

fn row(builder: &mut Builder<'_>, element: &Element) -> Row {
    let mut row = Row { line: builder.lines.of(element.start), level: None, cells: Vec::new() };
    row.level = element.attribute("level").and_then(|level| level.parse().ok());
    let mut loose: Vec<&Node> = Vec::new();
    for node in &element.children {
        match node {
            Node::Element(child) if CELLS.contains(&&*child.name) => {
                if holds_table(child) {
                    builder.unread(child.start, "a table stands within a table");
                }
                row.cells.push(cell::line(builder.text, &child.children));
            }
            // The vendor forgot the start tag of some cells.
            Node::Stray(name) if CELLS.contains(&&**name) && !loose.is_empty() => {
                row.cells.push(cell::line(builder.text, loose.drain(..)));
            }
            Node::Text(range) if builder.text[range.clone()].trim().is_empty() => {}
            node => loose.push(node),
        }
    }
    if !loose.is_empty() {
        builder.unread(element.start, "a row has something outside of its cells");
    }
    row
}

fn holds_table(element: &Element) -> bool {
    element.children.iter().any(|node| match node {
        Node::Element(child) => TABLES.contains(&&*child.name) || holds_table(child),
        _ => false,
    })
}

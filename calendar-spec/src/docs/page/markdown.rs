//! Markdown as blocks: headings, tables, code, boxes.
//!
//! In: a piece of a page. Out: blocks of the page. Cells and paragraphs keep their own Markdown; the site's elements may
//! stand in them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::inline::{collapsed, is_break};
use super::{Builder, Content, Row, Table, cell, site};

/// Reads a piece of a page.
pub(super) fn read(builder: &mut Builder<'_>, range: Range<usize>) {
    let base = range.start;
    let source = with_whole_rows(&builder.text[range]);
    let mut events = Parser::new_ext(&source, Options::ENABLE_TABLES).into_offset_iter();
    let mut quote_end = None;
    while let Some((event, range)) = events.next() {
        let Event::Start(tag) = event else { continue };
        let range = base + range.start..base + range.end;
        match tag {
            Tag::Table(_) => table(builder, &mut events, base, range),
            Tag::Heading { .. } => {
                let text = text_until_end(&mut events);
                builder.push(range.start, Content::Heading(text));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                let text = text_until_end(&mut events);
                builder.push(range.start, Content::Code(text.trim().to_owned()));
            }
            Tag::BlockQuote(_) => {
                skip_until_end(&mut events);
                quote_end = Some(range.end);
                builder.push(range.start, Content::Remark(without_quote_marks(&builder.text[range])));
            }
            Tag::List(_) if quote_end == Some(range.start) => {
                skip_until_end(&mut events);
                builder.continue_remark(&collapsed(&builder.text[range]));
            }
            Tag::HtmlBlock if builder.text[range.clone()].contains("<md-") => {
                skip_until_end(&mut events);
                site::read(builder, range);
            }
            _ => {
                skip_until_end(&mut events);
                let text = cell::render(builder, range.clone());
                builder.push(range.start, Content::Prose(text));
            }
        }
    }
}

/// The text of the block whose start was just read.
fn text_until_end(events: &mut OffsetIter<'_>) -> String {
    let mut text = String::new();
    until_end(events, |event| {
        if let Event::Text(piece) | Event::Code(piece) | Event::InlineHtml(piece) = event {
            text.push_str(piece);
        }
    });
    text
}

fn skip_until_end(events: &mut OffsetIter<'_>) {
    until_end(events, |_| {});
}

fn until_end(events: &mut OffsetIter<'_>, mut see: impl FnMut(&Event<'_>)) {
    let mut depth = 1_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => see(&event),
        }
        if depth == 0 {
            return;
        }
    }
}

/// Reads the table whose start was just read.
fn table(builder: &mut Builder<'_>, events: &mut OffsetIter<'_>, base: usize, whole: Range<usize>) {
    let mut table = Table::default();
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut after = Vec::new();
    for (event, range) in events.by_ref() {
        let range = base + range.start..base + range.end;
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => cells.clear(),
            Event::End(TagEnd::TableCell) => cells.push(range),
            Event::End(TagEnd::TableHead) => table.head = texts(builder, &cells),
            // A paragraph that no empty line sets off from the table.
            Event::End(TagEnd::TableRow) if !builder.text[range.clone()].contains('|') => after.push(range),
            Event::End(TagEnd::TableRow) => table.rows.extend(row(builder, &cells, range)),
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    builder.push(whole.start, Content::Table(table));
    for range in after {
        let text = cell::render(builder, range.clone());
        builder.push(range.start, Content::Prose(text));
    }
}

/// A row, unless it does not fit its head or is one too many.
fn row(builder: &mut Builder<'_>, cells: &[Range<usize>], range: Range<usize>) -> Option<Row> {
    let is_good = builder.may_add_row(range.start) && is_whole(builder, cells, range.clone());
    is_good.then(|| Row { line: builder.lines.of(range.start), level: None, cells: texts(builder, cells) })
}

fn texts(builder: &mut Builder<'_>, cells: &[Range<usize>]) -> Vec<String> {
    cells.iter().map(|range| cell::render(builder, range.clone())).collect()
}

/// Whether a row has as many cells as the head: the parser drops what is too much and fills up what is missing.
fn is_whole(builder: &mut Builder<'_>, cells: &[Range<usize>], row: Range<usize>) -> bool {
    let last = cells.last().map_or(row.start, |cell| cell.end);
    let rest = builder.text[last..row.end].trim().trim_start_matches('|').trim();
    let filled_up = cells.iter().filter(|cell| cell.is_empty() && cell.start >= row.end).count();
    if !rest.is_empty() {
        builder.unread(row.start, "a row has more cells than the head of its table");
    } else if filled_up > 0 {
        builder.unread(row.start, format!("a row has {filled_up} cells less than the head of its table"));
    }
    rest.is_empty() && filled_up == 0
}

/// A box starts each line with `>`, and with a word such as `**Tip**:` or `**Note**`.
fn without_quote_marks(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start().trim_start_matches('>')).collect();
    let text = collapsed(&lines.join(" "));
    let label = text.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    match label {
        Some(("Tip" | "Note" | "Warning" | "Error", rest)) => rest.trim_start_matches(':').trim_start().to_owned(),
        _ => text,
    }
}

/// The same tables as the parser wants them, with every byte where it was. The site's export breaks lines within cells,
/// with two spaces before the break: with spaces in place of these breaks each row is one line again. The site itself
/// takes a line of dashes with more cells than the head: those that are too many become spaces. A line with only a `<br>`
/// would make HTML of the lines after it.
fn with_whole_rows(source: &str) -> Cow<'_, str> {
    let mut changed: Option<Vec<u8>> = None;
    let mut blank = |range: Range<usize>| {
        changed.get_or_insert_with(|| source.as_bytes().to_vec())[range].fill(b' ');
    };
    let mut in_table = false;
    let mut offset = 0;
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        offset += line.len();
        if is_break(line.trim()) {
            blank(offset - line.len()..offset - line.len() + line.trim_end().len());
        }
        let dashes = lines.peek().filter(|next| is_delimiter(next) && line.contains('|') && !in_table);
        if let Some(surplus) = dashes.and_then(|dashes| surplus(line, dashes)) {
            blank(offset + surplus.start..offset + surplus.end);
        }
        in_table = (in_table || dashes.is_some()) && !line.trim().is_empty();
        if in_table && line.ends_with("  \n") && !line.trim_start().starts_with('|') {
            blank(offset - 1..offset);
        }
    }
    let changed = changed.and_then(|bytes| String::from_utf8(bytes).ok());
    changed.map_or(Cow::Borrowed(source), Cow::Owned)
}

/// The cells of a line of dashes that its head has no cells for.
fn surplus(head: &str, dashes: &str) -> Option<Range<usize>> {
    let bars = |line: &str| -> Vec<usize> {
        let is_bar = |(at, _): &(usize, &str)| !line[..*at].ends_with('\\');
        line.match_indices('|').filter(is_bar).map(|(at, _)| at).collect()
    };
    let (head_bars, bars) = (bars(head.trim()), bars(dashes));
    let is_outer = head.trim_start().starts_with('|') && dashes.trim_start().starts_with('|');
    let start = bars.get(head_bars.len().checked_sub(1)?).filter(|_| is_outer && head.trim_end().ends_with('|'))?;
    (bars.len() > head_bars.len()).then(|| start + 1..dashes.trim_end().len())
}

/// Whether a line is the one below the head of a table.
fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.trim().chars().all(|character| "-|: ".contains(character))
}

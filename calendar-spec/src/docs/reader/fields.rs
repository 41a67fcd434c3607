//! Tables of fields.

use super::{Reader, basics, description};
use crate::docs::facts::{Field, FieldTable, Place, Required, Stated};
use crate::docs::page::{Row, Table, pieces, plain};
use crate::docs::terms::{self, Column};

/// Entities that indent a nested name.
const SPACES: [&str; 3] = ["&nbsp;", "&emsp;", "&ensp;"];

/// Marks before a nested name.
const CORNERS: [char; 4] = ['└', '∟', '├', '│'];

impl Reader {
    pub(super) fn fields(&mut self, table: &Table, columns: &[Option<Column>], line: usize) {
        let Some(place) = self.place() else {
            self.unread_here(line, "the heading does not say where the fields of a table go");
            return;
        };
        if let Some(unknown) = columns.iter().position(Option::is_none) {
            let head = plain(&pieces(&table.head[unknown]));
            self.unread_here(line, &format!("the column “{head}” of a table is not known"));
        }
        let mut indents = Indents::default();
        let mut fields = Vec::new();
        for row in &table.rows {
            fields.extend(self.row(row, columns, place, &mut indents));
        }
        self.facts.tables.push(FieldTable { place, line, fields });
    }

    /// The field of a row, or the fields, any of which is meant.
    fn row(&mut self, row: &Row, columns: &[Option<Column>], place: Place, indents: &mut Indents) -> Vec<Field> {
        let cell = |column| {
            let index = columns.iter().position(|known| *known == Some(column))?;
            Some(pieces(row.cells.get(index)?))
        };
        let written = plain_with_indent(row, columns);
        let name = written.trim_start_matches(is_indent).trim();
        let (name, mark) = without_mark(name);
        let names = names(name);
        if names.is_empty() {
            self.unread_here(row.line, &format!("“{name}” is not the name of a field"));
            return Vec::new();
        }
        let depth = match row.level {
            Some(level) => indents.exactly(level),
            None => indents.next(width(&written)),
        };
        let Some(depth) = depth else {
            self.unread(row.line, format!("the indent of `{name}` fits no field above it, or is too deep"));
            return Vec::new();
        };
        let required = cell(Column::Required).map(|cell| plain(&cell)).or(mark.map(str::to_owned));
        let required = required.map(|text| match required_of(&text) {
            Required::Yes if names.len() > 1 => Required::Sometimes(text),
            required => required,
        });
        let ty = cell(Column::Type).map(|cell| plain(&cell)).filter(|ty| ty != "-").unwrap_or_default();
        let about = cell(Column::Description).unwrap_or_default();
        if place == Place::Header && name == "Authorization" {
            self.facts.tokens = Some(Stated { value: basics::tokens(&about), line: row.line });
        }
        let mut notes = Vec::new();
        let field = description::read(&about, &mut notes);
        for note in notes {
            self.unread(row.line, format!("`{name}`: {note}"));
        }
        let example = cell(Column::Example).map(|cell| plain(&cell)).filter(|text| !matches!(&**text, "" | "-"));
        let example = field.example.clone().or(example);
        let field = Field { line: row.line, depth, ty, required, example, ..field };
        names.iter().map(|name| Field { name: (*name).to_owned(), ..field.clone() }).collect()
    }
}

/// The name cell with its indent. Entities such as `&nbsp;` stand for themselves only once they are decoded, and white
/// space is the indent here, so the cell is not collapsed.
fn plain_with_indent(row: &Row, columns: &[Option<Column>]) -> String {
    let index = columns.iter().position(|known| *known == Some(Column::Name));
    let cell = index.and_then(|index| row.cells.get(index)).map_or("", String::as_str);
    let cell = if cell.starts_with('`') { cell.trim_matches('`') } else { cell };
    let decoded = SPACES.iter().fold(cell.to_owned(), |cell, space| cell.replace(space, "\u{a0}"));
    let indent: String = decoded.chars().take_while(|character| is_indent(*character)).collect();
    indent + &plain(&pieces(decoded.trim_start_matches(is_indent)))
}

/// How long the name of a field can be; YAML has no keys of more than 1,024 characters.
const LONGEST_NAME: usize = 128;

/// The name in a cell, or several of which any is meant, such as "`open_id`、`user_id`"; none if it is not a name.
fn names(text: &str) -> Vec<&str> {
    if is_name(text) && !text.contains(['/', ',']) {
        return vec![text];
    }
    let names: Vec<&str> = text.split(['、', '，', ',', '/', '或']).map(str::trim).collect();
    if names.iter().all(|name| is_name(name)) { names } else { Vec::new() }
}

/// The name in a cell, and the mark after it that says whether a request needs the field.
fn without_mark(text: &str) -> (&str, Option<&str>) {
    let parts = text.split_once(' ').filter(|(_, mark)| terms::answer(mark).is_some());
    parts.map_or((text, None), |(name, mark)| (name, Some(mark)))
}

/// Whether a text can be the name of a field in JSON, a query or a header.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_NAME
        && text.chars().all(|character| character.is_ascii_graphic() && !"`\"'<>|*".contains(character))
}

fn is_indent(character: char) -> bool {
    character.is_whitespace() || CORNERS.contains(&character)
}

/// The indent of a name.
fn width(written: &str) -> usize {
    written.chars().take_while(|character| is_indent(*character)).count()
}

fn required_of(text: &str) -> Required {
    match terms::answer(text) {
        Some(true) => Required::Yes,
        Some(false) => Required::No,
        None => Required::Sometimes(text.to_owned()),
    }
}

/// How deep fields may be nested; the deepest known page has fewer than ten levels.
const DEEPEST: usize = 32;

/// The indents of the fields that are open, outermost first.
#[derive(Default)]
struct Indents(Vec<usize>);

impl Indents {
    /// The depth of a field with this indent; `None` when it fits none of the fields above.
    fn next(&mut self, width: usize) -> Option<usize> {
        let kept = self.0.partition_point(|open| *open < width);
        let is_new = self.0.get(kept) != Some(&width);
        let is_between = is_new && kept < self.0.len();
        if is_between || (kept == 0 && width > 0) || kept > DEEPEST {
            return None;
        }
        self.0.truncate(kept);
        self.0.push(width);
        Some(kept)
    }

    /// The depth of a field that states it; `None` when it skips one.
    fn exactly(&mut self, level: usize) -> Option<usize> {
        if level > self.0.len().min(DEEPEST) {
            return None;
        }
        self.0.truncate(level);
        self.0.push(level);
        Some(level)
    }
}
